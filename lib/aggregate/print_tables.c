/*
 * Prints include/postfixlog/tables.h from tables.def, as lib/events/print_header.c
 * prints kinds.h from events.def.
 */
#include <stdio.h>
#include <string.h>

enum type { TEXT, U32, U64, DURATION, TIME };
enum unit { NONE, MICROSECONDS, BYTES };

struct column {
    int id;
    const char *name;
    enum type type;
    enum unit unit;
    const char *doc;
};

static const struct column columns[] = {
#define PFL_COLUMN(id, name, type, unit, doc) {id, #name, type, unit, doc},
#include "tables.def"
};

/* tables.def in its own order: what starts a record, and what it has. */
struct line {
    int code;
    const char *constant, *name, *record, *column, *doc;
};

static const struct line lines[] = {
#define PFL_TABLE(code, NAME, name, record, doc) {code, #NAME, name, #record, NULL, doc},
#define PFL_SHOWS(record, name)                  {0, NULL, NULL, #record, #name, NULL},
#include "tables.def"
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct {
    const char *c;
    unsigned size, align;
} layouts[] = {
    [TEXT] = {"pfl_span", 4, 2},    [U32] = {"uint32_t", 4, 4}, [U64] = {"uint64_t", 8, 8},
    [DURATION] = {"int64_t", 8, 8}, [TIME] = {"int64_t", 8, 8},
};

static const char *const unit_notes[] = {[NONE] = "", [MICROSECONDS] = " (microseconds)", [BYTES] = " (bytes)"};

static void print_upper(const char *s)
{
    for (; *s; s++)
        putchar(*s >= 'a' && *s <= 'z' ? *s - 'a' + 'A' : *s);
}

static int print_record(size_t start)
{
    unsigned at = 8, pads = 0;
    int bit = 0;
    const char *record = lines[start].record;
    printf("\n/* %s: %s. */\ntypedef struct pfl_%s {\n    uint64_t present; /* PFL_", lines[start].name,
           lines[start].doc, record);
    print_upper(record);
    puts("_ bits */");
    for (size_t i = start + 1; i < COUNT(lines) && lines[i].column; i++) {
        const struct column *c = columns;
        while (c < columns + COUNT(columns) && strcmp(c->name, lines[i].column) != 0)
            c++;
        if (c == columns + COUNT(columns) || strcmp(lines[i].record, record) != 0)
            return fprintf(stderr, "tables.def: %s has no column %s\n", record, lines[i].column), 1;
        unsigned hole = (layouts[c->type].align - at % layouts[c->type].align) % layouts[c->type].align;
        if (hole)
            printf("    uint8_t reserved_%u[%u];\n", pads++, hole);
        printf("    %s %s; /* %s%s */\n", layouts[c->type].c, c->name, c->doc, unit_notes[c->unit]);
        at += hole + layouts[c->type].size;
    }
    if (at % 8)
        printf("    uint8_t reserved_%u[%u];\n", pads, 8 - at % 8);
    printf("} pfl_%s;\n", record);
    for (size_t i = start + 1; i < COUNT(lines) && lines[i].column; i++) {
        printf("#define PFL_");
        print_upper(record);
        putchar('_');
        print_upper(lines[i].column);
        printf(" (UINT64_C(1) << %d)\n", bit++);
    }
    return bit > 64;
}

int main(void)
{
    puts("/*\n"
         " * The tables of a state and their records: printed from lib/aggregate/tables.def,\n"
         " * do not edit. How to read them: postfixlog/rows.h.\n"
         " */\n"
         "#ifndef POSTFIXLOG_TABLES_H\n"
         "#define POSTFIXLOG_TABLES_H\n"
         "\n"
         "#include <postfixlog/kinds.h>\n"
         "\n"
         "/* Tables. */\n"
         "enum {");
    for (size_t i = 0; i < COUNT(lines); i++)
        if (lines[i].name != NULL)
            printf("    PFL_TABLE_%s = %d, /* %s */\n", lines[i].constant, lines[i].code, lines[i].doc);
    puts("};\n"
         "\n"
         "/* Columns: one number a name, in all tables. */\n"
         "enum {");
    for (size_t i = 0; i < COUNT(columns); i++) {
        printf("    PFL_COLUMN_");
        print_upper(columns[i].name);
        printf(" = %d,\n", columns[i].id);
    }
    puts("};");
    for (size_t i = 0; i < COUNT(lines); i++)
        if (lines[i].name != NULL && print_record(i) != 0)
            return 1;
    puts("\n#endif");
    return 0;
}
