/*
 * Prints include/postfixlog/REFERENCE.md: all kinds, fields, tables and rules with what
 * they mean, from the same lists as everything else. A test compares the two.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* === What the lists hold === */

struct field {
    int id;
    const char *name, *type, *unit, *doc;
};

static const struct field fields[] = {
#define PFL_FIELD(id, name, type, unit, doc) {id, #name, #type, #unit, doc},
#include "lib/events/events.def"
};

static const struct field columns[] = {
#define PFL_COLUMN(id, name, type, unit, doc) {id, #name, #type, #unit, doc},
#include "lib/aggregate/tables.def"
};

/* What a record has: rows of one name, or of one record and a field's name. */
struct part {
    const char *record, *field, *doc;
};

static const struct part heads[] = {
#define PFL_HEAD(bit, name) {"", #name, NULL},
#include "lib/events/events.def"
};

static const struct part payloads[] = {
#define PFL_PAYLOAD(payload, doc) {#payload, NULL, doc},
#define PFL_HAS(payload, name)    {#payload, #name, NULL},
#include "lib/events/events.def"
};

static const struct part records[] = {
#define PFL_SHOWS(record, name) {#record, #name, NULL},
#include "lib/aggregate/tables.def"
};

struct named {
    int code;
    const char *name, *record, *doc;
};

static const struct named kinds[] = {
#define PFL_KIND(code, NAME, name, payload, doc) {code, name, #payload, doc},
#include "lib/events/events.def"
};

static const struct named tables[] = {
#define PFL_TABLE(code, NAME, name, record, doc) {code, name, #record, doc},
#include "lib/aggregate/tables.def"
};

/* A rule, or a limit of the one before it. */
struct rule {
    const char *name, *severity, *technique, *title, *doc;
    long usual;
};

static const struct rule rules[] = {
#define PFL_RULE(code, name, severity, technique, title, doc) {name, #severity, technique, title, doc, 0},
#define PFL_LIMIT(code, limit, number, name, usual, doc)      {name, NULL, NULL, NULL, doc, usual},
#include "lib/detect/rules.def"
};

/* === Words === */

static const struct field *find(const struct field *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    return NULL;
}

static void print_lower(const char *word)
{
    for (; *word != '\0'; word++)
        putchar(*word >= 'A' && *word <= 'Z' ? *word - 'A' + 'a' : *word);
}

/* Text in a cell of a table, where a bar would end it. */
static void print_cell(const char *text)
{
    for (; *text != '\0'; text++)
        printf(*text == '|' ? "\\|" : "%c", *text);
}

static int print_fields(const struct part *parts, size_t count, const char *record, const struct field *list,
                        size_t list_count)
{
    printf("\n| field | type | what |\n|---|---|---|\n");
    for (size_t i = 0; i < count; i++) {
        if (strcmp(parts[i].record, record) != 0 || parts[i].field == NULL)
            continue;
        const struct field *f = find(list, list_count, parts[i].field);
        if (f == NULL)
            return fprintf(stderr, "no field %s\n", parts[i].field), 1;
        printf("| `%s` | ", f->name);
        print_lower(f->type);
        if (strcmp(f->unit, "NONE") != 0 && strcmp(f->type, "TIME") != 0 && strcmp(f->type, "DURATION") != 0) {
            printf(", ");
            print_lower(f->unit);
        }
        printf(" | ");
        print_cell(f->doc);
        printf(" |\n");
    }
    return 0;
}

/* === Chapters === */

static int print_kinds(void)
{
    int failed = 0;
    printf("\n## Kinds of events\n\n"
           "What a line is; `pfl_event.kind` holds the code. The record has the fields of that kind.\n"
           "\n| kind | code | record | what |\n|---|--:|---|---|\n");
    for (size_t i = 0; i < COUNT(kinds); i++) {
        printf("| `%s` | %d | %s | ", kinds[i].name, kinds[i].code, kinds[i].record);
        print_cell(kinds[i].doc);
        printf(" |\n");
    }
    printf("\n## Fields of every event\n");
    failed |= print_fields(heads, COUNT(heads), "", fields, COUNT(fields));
    printf("\n## Records\n");
    for (size_t i = 0; i < COUNT(payloads); i++) {
        if (payloads[i].field != NULL)
            continue;
        printf("\n### %s\n\n%s.\n\nOf", payloads[i].record, payloads[i].doc);
        for (size_t k = 0, before = 0; k < COUNT(kinds); k++)
            if (strcmp(kinds[k].record, payloads[i].record) == 0)
                printf("%s `%s`", before++ > 0 ? "," : "", kinds[k].name);
        printf(".\n");
        bool empty = i + 1 == COUNT(payloads) || payloads[i + 1].field == NULL;
        failed |= !empty && print_fields(payloads, COUNT(payloads), payloads[i].record, fields, COUNT(fields));
    }
    return failed;
}

static int print_tables(void)
{
    int failed = 0;
    printf("\n## Tables\n\nWhat a state, or an audit of it, is read as (`rows.h`).\n");
    for (size_t i = 0; i < COUNT(tables); i++) {
        printf("\n### %s (%d)\n\n%s.\n", tables[i].name, tables[i].code, tables[i].doc);
        failed |= print_fields(records, COUNT(records), tables[i].record, columns, COUNT(columns));
    }
    return failed;
}

static void print_rules(void)
{
    printf("\n## Rules\n\n"
           "What `detect.h` looks for. The severity is the highest that a finding of the rule can have; techniques are those\n"
           "of MITRE ATT&CK. Limits are options of the audit (`pfl_limit_setting`).\n");
    for (size_t i = 0; i < COUNT(rules); i++) {
        const struct rule *r = &rules[i];
        if (r->title == NULL) {
            printf("%s| `%s` | %ld | ", rules[i - 1].title != NULL ? "\n| limit | default | what |\n|---|--:|---|\n" : "",
                   r->name, r->usual);
            print_cell(r->doc);
            printf(" |\n");
            continue;
        }
        printf("\n### %s: %s\n\n", r->name, r->title);
        print_lower(r->severity);
        printf("%s%s. %s\n", r->technique[0] != '\0' ? ", " : "", r->technique, r->doc);
    }
}

int main(void)
{
    printf("# Reference\n\n"
           "Made from `lib/events/events.def`, `lib/aggregate/tables.def` and `lib/detect/rules.def`; renewed by\n"
           "`cmake --build build --target reference`. Text is a span of the line (events) or of the rows (tables), times are\n"
           "microseconds since 1970 UTC, durations microseconds. A field that is not there has its bit of `present` clear.\n");
    int failed = print_kinds() | print_tables();
    print_rules();
    return failed;
}
