/*
 * Every case below tests/cases/: the line becomes exactly the event written below it.
 */
#include "cases.h"
#include "check.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static case_list *all;

/* One thing an event has, in the words of a case file. */
typedef struct fact {
    const char *name;
    char number[48]; /* where text is NULL */
    const char *text;
    size_t length;
    int optional; /* looked at only when it is listed */
    int matched;
} fact;

typedef struct facts {
    fact items[96];
    size_t count;
} facts;

static fact *add(facts *f, const char *name, int optional)
{
    assert_true(f->count < sizeof f->items / sizeof *f->items);
    fact *added = &f->items[f->count++];
    *added = (fact){.name = name, .optional = optional};
    return added;
}

static void format_seconds(int64_t microseconds, char *out, size_t size)
{
    snprintf(out, size, "%" PRId64 ".%06" PRId64, microseconds / 1000000, microseconds % 1000000);
}

static const char *const flag_names[] = {
    NULL, "truncated", "ambiguous", "time_invalid", "year_inferred", "zone_inferred", "hour_doubled"};

static void add_flags(facts *f, const log_case *c, const pfl_event *event)
{
    fact *flags = add(f, "flags", 0);
    int timed = case_find(c, "time") != NULL;
    for (size_t i = 1; i < sizeof flag_names / sizeof *flag_names; i++) {
        uint32_t bit = UINT32_C(1) << i;
        if (!(event->flags & bit) || (!timed && (bit & (PFL_FLAG_YEAR_INFERRED | PFL_FLAG_ZONE_INFERRED))))
            continue;
        size_t used = strlen(flags->number);
        snprintf(flags->number + used, sizeof flags->number - used, "%s%s", used ? " " : "", flag_names[i]);
    }
    if (flags->number[0] == 0)
        f->count--;
}

static void add_field(facts *f, const pfl_event *event, const char *text, const pfl_field *field, int optional)
{
    const char *at = (const char *)event + field->offset;
    fact *added = add(f, field->name, optional);
    pfl_span span;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;
    switch (field->type) {
    case PFL_TYPE_TEXT:
        memcpy(&span, at, sizeof span);
        added->text = text + span.offset;
        added->length = span.length;
        break;
    case PFL_TYPE_SEVERITY:
        snprintf(added->number, sizeof added->number, "%s", pfl_severity_name(event->severity));
        break;
    case PFL_TYPE_CATEGORY:
        snprintf(added->number, sizeof added->number, "%s", pfl_category_name((uint8_t)*at));
        break;
    case PFL_TYPE_U16:
        memcpy(&u16, at, sizeof u16);
        snprintf(added->number, sizeof added->number, "%" PRIu16, u16);
        break;
    case PFL_TYPE_U32:
        memcpy(&u32, at, sizeof u32);
        snprintf(added->number, sizeof added->number, "%" PRIu32, u32);
        break;
    default:
        memcpy(&u64, at, sizeof u64);
        if (field->type == PFL_TYPE_U64)
            snprintf(added->number, sizeof added->number, "%" PRIu64, u64);
        else
            format_seconds((int64_t)u64, added->number, sizeof added->number);
    }
}

static void collect(facts *f, const log_case *c, const pfl_event *event, const char *text)
{
    const pfl_kind *kind = pfl_kind_info(event->kind);
    const pfl_field *field;
    snprintf(add(f, "kind", 0)->number, sizeof f->items->number, "%s", kind->name);
    if (event->repeat != 1)
        snprintf(add(f, "repeat", 0)->number, sizeof f->items->number, "%" PRIu32, event->repeat);
    for (size_t i = 0; (field = pfl_head_field(i)) != NULL; i++) {
        int optional =
            field->id != PFL_FIELD_SEVERITY && field->id != PFL_FIELD_QUEUE_ID && field->id != PFL_FIELD_MESSAGE;
        if (event->present >> field->bit & 1)
            add_field(f, event, text, field, optional);
    }
    for (size_t i = 0; i < kind->field_count; i++)
        if (event->present >> kind->fields[i].bit & 1)
            add_field(f, event, text, &kind->fields[i], 0);
    add_flags(f, c, event);
}

/* A value as a case file would write it. */
static void show(const char *sign, const char *name, const char *text, size_t length)
{
    fprintf(stderr, "    %s %s  ", sign, name);
    if (length == 0)
        fputs("\"\"", stderr);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        fprintf(stderr, c < ' ' || c >= 127 ? "\\x%02x" : "%c", c);
    }
    fputc('\n', stderr);
}

static void show_fact(const char *sign, const fact *f)
{
    show(sign, f->name, f->text ? f->text : f->number, f->text ? f->length : strlen(f->number));
}

static int value_matches(const case_value *value, const fact *f)
{
    char wanted[48] = "";
    int64_t microseconds = 0;
    if (f->text)
        return value->length == f->length && memcmp(value->text, f->text, f->length) == 0;
    if (strchr(f->number, '.') && (read_instant(value->text, value->length, &microseconds) ||
                                   read_seconds(value->text, value->length, &microseconds)))
        format_seconds(microseconds, wanted, sizeof wanted);
    else
        snprintf(wanted, sizeof wanted, "%.*s", (int)value->length, value->text);
    return strcmp(wanted, f->number) == 0;
}

/* "absent  host pid": returns 1 when none of these is a fact. */
static int all_absent(const case_value *value, const facts *f)
{
    for (size_t i = 0; i < f->count; i++) {
        const char *at = strstr(value->text, f->items[i].name);
        size_t length = strlen(f->items[i].name);
        if (at && (at == value->text || at[-1] == ' ') && (at[length] == ' ' || at[length] == 0))
            return 0;
    }
    return 1;
}

static int is_time_invalid(const case_value *value, const pfl_event *event)
{
    return strcmp(value->name, "time") == 0 && strcmp(value->text, "invalid") == 0 && event->time == PFL_TIME_INVALID;
}

/* Prints what differs, "-" for what was expected and "+" for what came; returns how many. */
static unsigned compare(const log_case *c, const pfl_event *event, const char *text)
{
    facts f = {.count = 0};
    unsigned wrong = 0;
    collect(&f, c, event, text);
    for (size_t i = 0; i < c->expected_count; i++) {
        const case_value *value = &c->expected[i];
        size_t k = 0;
        while (k < f.count && strcmp(f.items[k].name, value->name) != 0)
            k++;
        if (strcmp(value->name, "absent") == 0 ? all_absent(value, &f) : is_time_invalid(value, event))
            continue;
        if (k < f.count && value_matches(value, &f.items[k])) {
            f.items[k].matched = 1;
            continue;
        }
        if (wrong++ == 0) {
            fprintf(stderr, "%s/%s:%u:\n", PFL_CASES, c->file, c->line);
            show(" ", "line", c->text, c->length);
        }
        show("-", value->name, value->text, value->length);
        if (k < f.count) {
            show_fact("+", &f.items[k]);
            f.items[k].matched = 1;
        }
    }
    for (size_t i = 0; i < f.count; i++) {
        if (f.items[i].matched || f.items[i].optional)
            continue;
        if (wrong++ == 0) {
            fprintf(stderr, "%s/%s:%u:\n", PFL_CASES, c->file, c->line);
            show(" ", "line", c->text, c->length);
        }
        show_fact("+", &f.items[i]);
    }
    return wrong;
}

static int run_case(const log_case *c)
{
    pfl_parser *parser = case_parser(c);
    pfl_event events[2];
    size_t count, consumed;
    char *line = malloc(c->length + 1);
    int wrong = 1;

    assert_non_null(parser);
    assert_non_null(line);
    memcpy(line, c->text, c->length);
    line[c->length] = '\n';
    assert_int_equal(pfl_parse(parser, line, c->length + 1, 0, events, sizeof *events, 2, &count, &consumed), PFL_OK);
    if (count != 1 || consumed != c->length + 1) {
        fprintf(stderr, "%s/%s:%u: %zu events of %zu bytes\n", PFL_CASES, c->file, c->line, count, consumed);
    } else {
        const char *text = pfl_event_text(parser, line, events), *fault = event_fault(events, text);
        if (fault)
            fprintf(stderr, "%s/%s:%u: a broken event: %s\n", PFL_CASES, c->file, c->line, fault);
        else
            wrong = compare(c, events, text) > 0;
    }
    free(line);
    pfl_parser_destroy(parser);
    return wrong;
}

/* One test for each file. */
static void test_file(void **state)
{
    const char *file = *state;
    unsigned wrong = 0;
    for (size_t i = 0; i < cases_count(all); i++)
        if (cases_at(all, i)->file == file)
            wrong += (unsigned)run_case(cases_at(all, i));
    if (wrong)
        fail_msg("%u cases of %s failed", wrong, file);
}

int main(void)
{
    static struct CMUnitTest tests[256];
    size_t count = 0;
    all = cases_load(PFL_CASES);
    if (all == NULL)
        return 1;
    for (size_t i = 0; i < cases_count(all); i++) {
        const char *file = cases_at(all, i)->file;
        if ((count > 0 && tests[count - 1].name == file) || count == sizeof tests / sizeof *tests)
            continue;
        tests[count++] = (struct CMUnitTest){.name = file, .test_func = test_file, .initial_state = NULL};
        /* cmocka wants a pointer to change; the name is only read. */
        memcpy(&tests[count - 1].initial_state, &file, sizeof file);
    }
    printf("%zu cases in %zu files\n", cases_count(all), count);
    int failed = _cmocka_run_group_tests("cases", tests, count, NULL, NULL);
    cases_free(all);
    return failed;
}
