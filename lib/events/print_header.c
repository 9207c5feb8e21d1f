/*
 * Prints include/postfixlog/kinds.h from events.def.
 *
 * The header is committed, so that people, cgo and editors read plain C and no
 * build needs this program; a test compares the two.
 */
#include <stdio.h>
#include <string.h>

enum type { TEXT, SEVERITY, CATEGORY, U16, U32, U64, DURATION, TIME };
enum unit { NONE, MICROSECONDS, BYTES, BITS };

struct field {
    int id;
    const char *name;
    enum type type;
    enum unit unit;
    const char *doc;
};

static const struct field fields[] = {
#define PFL_FIELD(id, name, type, unit, doc) {id, #name, type, unit, doc},
#include "events.def"
};

/* events.def in its own order: what starts a record, and what it has. */
struct row {
    const char *payload, *field, *doc;
};

static const struct row rows[] = {
#define PFL_PAYLOAD(payload, doc) {#payload, NULL, doc},
#define PFL_HAS(payload, name)    {#payload, #name, NULL},
#include "events.def"
};

struct kind {
    int code;
    const char *constant, *name, *payload, *doc;
};

static const struct kind kinds[] = {
#define PFL_KIND(code, NAME, name, payload, doc) {code, #NAME, name, #payload, doc},
#include "events.def"
};

struct head {
    int bit;
    const char *name;
};

static const struct head heads[] = {
#define PFL_HEAD(bit, name) {bit, #name},
#include "events.def"
};

#define COUNT(array)      (sizeof(array) / sizeof(array)[0])
#define FIRST_PAYLOAD_BIT 16
#define PAYLOAD_SIZE      168

static const struct {
    const char *c;
    unsigned size, align;
} layouts[] = {
    [TEXT] = {"pfl_span", 4, 2},    [SEVERITY] = {"uint8_t", 1, 1}, [CATEGORY] = {"uint8_t", 1, 1},
    [U16] = {"uint16_t", 2, 2},     [U32] = {"uint32_t", 4, 4},     [U64] = {"uint64_t", 8, 8},
    [DURATION] = {"int64_t", 8, 8}, [TIME] = {"int64_t", 8, 8},
};

static const char *const unit_notes[] = {
    [NONE] = "",
    [MICROSECONDS] = " (microseconds)",
    [BYTES] = " (bytes)",
    [BITS] = " (bits)",
};

static const struct field *find(const char *name)
{
    for (size_t i = 0; i < COUNT(fields); i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    fprintf(stderr, "events.def: no field %s\n", name);
    return NULL;
}

static void print_upper(const char *s)
{
    for (; *s; s++)
        putchar(*s >= 'a' && *s <= 'z' ? *s - 'a' + 'A' : *s);
}

static int print_payload(size_t start)
{
    unsigned at = 0, pads = 0, widest = 1;
    int bit = FIRST_PAYLOAD_BIT;
    const char *payload = rows[start].payload;

    printf("\n/* %s */\ntypedef struct pfl_%s {\n", rows[start].doc, payload);
    for (size_t i = start + 1; i < COUNT(rows) && rows[i].field; i++) {
        const struct field *f = find(rows[i].field);
        if (f == NULL || strcmp(rows[i].payload, payload) != 0)
            return 1;
        unsigned hole = (layouts[f->type].align - at % layouts[f->type].align) % layouts[f->type].align;
        if (hole)
            printf("    uint8_t reserved_%u[%u];\n", pads++, hole);
        printf("    %s %s; /* %s%s */\n", layouts[f->type].c, f->name, f->doc, unit_notes[f->unit]);
        at += hole + layouts[f->type].size;
        widest = layouts[f->type].align > widest ? layouts[f->type].align : widest;
    }
    if (at % widest) /* the same size where int64_t is aligned to 4, as on i686 */
        printf("    uint8_t reserved_%u[%u];\n", pads, widest - at % widest);
    printf("} pfl_%s;\n", payload);
    if (at > PAYLOAD_SIZE)
        return fprintf(stderr, "events.def: %s takes %u bytes\n", payload, at), 1;
    for (size_t i = start + 1; i < COUNT(rows) && rows[i].field; i++) {
        printf("#define PFL_HAS_");
        print_upper(payload);
        putchar('_');
        print_upper(rows[i].field);
        printf(" (UINT64_C(1) << %d)\n", bit++);
    }
    return bit > 64;
}

int main(void)
{
    puts("/*\n"
         " * The kinds of events and their records: printed from lib/events/events.def,\n"
         " * do not edit. How to read them: postfixlog/events.h.\n"
         " */\n"
         "#ifndef POSTFIXLOG_KINDS_H\n"
         "#define POSTFIXLOG_KINDS_H\n"
         "\n"
         "#include <stdint.h>\n"
         "\n"
         "/* A piece of an event's text: offset and length in bytes, from the text's start. */\n"
         "typedef struct pfl_span {\n"
         "    uint16_t offset;\n"
         "    uint16_t length;\n"
         "} pfl_span;\n"
         "\n"
         "/* Kinds: the values of pfl_event.kind. Take one you do not know as PFL_KIND_OTHER. */\n"
         "enum {");
    for (size_t i = 0; i < COUNT(kinds); i++)
        printf("    PFL_KIND_%s = %d, /* %s: %s */\n", kinds[i].constant, kinds[i].code, kinds[i].name, kinds[i].doc);
    puts("};\n"
         "\n"
         "/* Fields: one number a name, in all kinds; for pfl_event_span() and pfl_field_info(). */\n"
         "enum {");
    for (size_t i = 0; i < COUNT(fields); i++) {
        printf("    PFL_FIELD_");
        print_upper(fields[i].name);
        printf(" = %d,\n", fields[i].id);
    }
    puts("};\n"
         "\n"
         "/* Bits of pfl_event.present: the fields of the head, then those of the kind's record. */");
    for (size_t i = 0; i < COUNT(heads); i++) {
        printf("#define PFL_HAS_");
        print_upper(heads[i].name);
        printf(" (UINT64_C(1) << %d)\n", heads[i].bit);
    }
    for (size_t i = 0; i < COUNT(rows); i++)
        if (rows[i].field == NULL && strcmp(rows[i].payload, "none") != 0 && print_payload(i) != 0)
            return 1;
    printf("\n"
           "/* One line of a log. 256 bytes on every machine; every reserved byte is 0. */\n"
           "typedef struct pfl_event {\n"
           "    uint16_t kind;        /* PFL_KIND_ */\n"
           "    uint8_t severity;     /* PFL_SEVERITY_ */\n"
           "    uint8_t reserved_0;\n"
           "    uint32_t flags;       /* PFL_FLAG_ bits */\n"
           "    uint64_t present;     /* PFL_HAS_ bits: which fields the line had */\n"
           "    int64_t time;         /* microseconds since 1970-01-01 00:00 UTC, or PFL_TIME_INVALID */\n"
           "    uint64_t line;        /* number of the line in the stream, from 1 */\n"
           "    uint64_t offset;      /* bytes of the stream before the line */\n"
           "    uint64_t text_offset; /* where the text starts: see pfl_event_text() */\n"
           "    uint32_t text_length; /* bytes of text, the line's end not included */\n"
           "    uint32_t repeat;      /* 1, or n for rsyslog's \"message repeated n times\" */\n"
           "    uint32_t pid;         /* process ID in the tag */\n"
           "    pfl_span host;        /* host name in the header */\n"
           "    pfl_span program;     /* the whole tag: postfix/submission/smtpd */\n"
           "    pfl_span service;     /* the tag between its first and last slash: submission; Dovecot: imap-login */\n"
           "    pfl_span queue_id;    /* queue ID before the text */\n"
           "    pfl_span message;     /* the text after the header; set in every kind, its bit only where\n"
           "                             no other field holds the text */\n"
           "    uint8_t reserved_1[8];\n"
           "    union {               /* by kind */\n");
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].field != NULL || strcmp(rows[i].payload, "none") == 0)
            continue;
        printf("        pfl_%s %s; /*", rows[i].payload, rows[i].payload);
        for (size_t k = 0; k < COUNT(kinds); k++)
            if (strcmp(kinds[k].payload, rows[i].payload) == 0)
                printf(" %s", kinds[k].name);
        printf(" */\n");
    }
    printf("        uint8_t reserved_2[%d];\n"
           "    };\n"
           "} pfl_event;\n"
           "\n"
           "#endif\n",
           PAYLOAD_SIZE);
    return 0;
}
