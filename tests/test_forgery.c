/*
 * What an attacker writes changes his own field and no other: lines as Postfix
 * writes them, with hostile text in every field that is free, are read back and
 * compared with what was put in.
 *
 * PFL_SEED=N tries other lines, PFL_ROUNDS=N more or fewer of each shape.
 */
#include "attack_text.h"
#include "check.h"
#include "forgery_shapes.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 25000
#define SEED   20261123

static pfl_parser *parser;
static written w;

/* ---- the law ---- */

static char fault_text[256];

static const char *fault(const char *what, const char *name)
{
    snprintf(fault_text, sizeof fault_text, "%s %s", name, what);
    return fault_text;
}

/* Fields on which blame and trust are built: true to the last byte, or not there. */
static int is_sacred(uint16_t id)
{
    switch (id) {
    case PFL_FIELD_SASL_METHOD:
    case PFL_FIELD_SASL_USERNAME:
    case PFL_FIELD_CLIENT_NAME:
    case PFL_FIELD_CLIENT_ADDR:
    case PFL_FIELD_CLIENT_PORT:
    case PFL_FIELD_QUEUE_ID:
        return 1;
    default:
        return 0;
    }
}

static int64_t read_number(const pfl_event *event, const pfl_field *field)
{
    const char *at = (const char *)event + field->offset;
    uint16_t u16;
    uint32_t u32;
    int64_t i64;
    if (field->type == PFL_TYPE_U16)
        return memcpy(&u16, at, sizeof u16), u16;
    if (field->type == PFL_TYPE_U32)
        return memcpy(&u32, at, sizeof u32), u32;
    return memcpy(&i64, at, sizeof i64), i64;
}

/* Internal form: from and to are one stretch of text, and only its ends are known. */
static int swallowed(const struct latitude *law, const written_field *truth, pfl_span span)
{
    static const uint16_t pairs[][2] = {{PFL_FIELD_FROM, PFL_FIELD_TO}, {PFL_FIELD_TO, PFL_FIELD_ORIG_TO}};
    for (size_t i = 0; law->swallow && i < 2; i++) {
        const written_field *first = written_find(&w, pairs[i][0]), *second = written_find(&w, pairs[i][1]);
        if (!first || (truth->id != pairs[i][0] && truth->id != pairs[i][1]))
            continue;
        size_t end = second ? second->at + second->length : first->at + first->length;
        if (truth->id == pairs[i][0] ? span.offset == first->at && (size_t)span.offset + span.length <= end
                                     : (size_t)span.offset + span.length == end && span.offset >= first->at)
            return 1;
    }
    return 0;
}

static const char *text_fault(const struct latitude *law, const pfl_field *field, const written_field *truth,
                              pfl_span span)
{
    if (span.offset == truth->at && span.length == truth->length)
        return NULL;
    if (w.cut && !is_sacred(field->id) && span.offset == truth->at &&
        (size_t)span.offset + span.length == w.line_length)
        return NULL; /* the rest of it was cut off */
    if (swallowed(law, truth, span))
        return NULL;
    if (law->prefix_names &&
        (field->id == PFL_FIELD_SASL_SENDER || (span.offset == truth->at && span.length < truth->length)))
        return NULL;
    return fault("is not what was written", field->name);
}

static int may_follow_name(uint16_t id)
{
    return id == PFL_FIELD_SASL_SENDER || id == PFL_FIELD_ORIG_QUEUE_ID || id == PFL_FIELD_ORIG_CLIENT_NAME ||
           id == PFL_FIELD_ORIG_CLIENT_ADDR || id == PFL_FIELD_ORIG_CLIENT_PORT;
}

static const char *field_fault(const struct latitude *law, const pfl_event *event, const pfl_field *field)
{
    const written_field *truth = written_find(&w, field->id);
    int present = event->present >> field->bit & 1;
    int second = field->id == PFL_FIELD_TO || field->id == PFL_FIELD_ORIG_TO;
    if (!present) {
        int excused = !truth || w.cut || (event->flags & PFL_FLAG_AMBIGUOUS) || law->silent || law->prefix_names ||
                      (law->swallow && second);
        return excused ? NULL : fault("is missing", field->name);
    }
    if (truth == NULL) {
        int excused = (law->prefix_names && may_follow_name(field->id)) || (law->swallow && second);
        return excused ? NULL : fault("is there and was not written", field->name);
    }
    if (truth->is_text) {
        pfl_span span;
        memcpy(&span, (const char *)event + field->offset, sizeof span);
        return text_fault(law, field, truth, span);
    }
    return read_number(event, field) == truth->number ? NULL : fault("is another number", field->name);
}

/*
 * What is left of a line that was cut may have no kind, or be a note. Deliveries of
 * which the outcome itself is in doubt are still deliveries.
 */
static int is_kind(const pfl_event *event)
{
    if (event->kind == w.kind || (w.cut && (event->kind == PFL_KIND_OTHER || event->kind == PFL_KIND_NOTE)))
        return 1;
    return (event->flags & PFL_FLAG_AMBIGUOUS) && w.form == FORM_INTERNAL && w.kind >= PFL_KIND_SENT &&
           w.kind <= PFL_KIND_UNDELIVERABLE && event->kind >= PFL_KIND_SENT && event->kind <= PFL_KIND_UNDELIVERABLE;
}

static const char *head_fault(const pfl_event *event)
{
    if (!is_kind(event))
        return "the kind is another";
    if (event->severity != w.severity)
        return "the severity is another";
    if ((event->present & PFL_HAS_PID) ? event->pid != w.pid : w.pid != 0)
        return "the pid is another";
    if (event->program.length != strlen(w.program) ||
        memcmp(w.line + event->program.offset, w.program, event->program.length))
        return "the program is another";
    return NULL;
}

static const char *law_fault(const struct latitude *law, const pfl_event *event)
{
    const pfl_kind *kind = pfl_kind_info(event->kind);
    const pfl_field *field;
    const char *what = event_fault(event, w.line);
    if (what == NULL)
        what = head_fault(event);
    if (what == NULL && law->one_reading && !w.cut && (event->flags & PFL_FLAG_AMBIGUOUS))
        what = "it has one reading, and is flagged";
    if (what == NULL && w.cut && w.length > 0 && strcmp(w.program, "dovecot") && !(event->flags & PFL_FLAG_TRUNCATED))
        what = "it was cut, and is not flagged";
    for (size_t i = 0; what == NULL && i < kind->field_count; i++)
        if (event->kind == w.kind || is_sacred(kind->fields[i].id))
            what = field_fault(law, event, &kind->fields[i]);
    if (what == NULL && (field = pfl_field_info(event->kind, PFL_FIELD_QUEUE_ID)) != NULL)
        what = field_fault(law, event, field);
    return what;
}

/* ---- tests ---- */

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *value = getenv(name);
    return value && *value ? strtoull(value, NULL, 10) : otherwise;
}

static void show_line(void)
{
    fputs("      line  ", stderr);
    for (size_t i = 0; i < w.line_length; i++) {
        unsigned char c = (unsigned char)w.line[i];
        fprintf(stderr, c < ' ' || c >= 127 ? "\\x%02x" : "%c", c);
    }
    fputc('\n', stderr);
}

static void test_shape(void **state)
{
    const struct shape *shape = *state;
    uint64_t seed = from_environment("PFL_SEED", SEED), rounds = from_environment("PFL_ROUNDS", ROUNDS);
    size_t ambiguous = 0, cut = 0, one_reading = 0;
    attack_seed(seed * 1000 + (uint64_t)(shape - forgery_shapes));
    for (uint64_t round = 0; round < rounds; round++) {
        pfl_event event;
        attack_reset();
        w.form = below(3) ? FORM_EXTERNAL : FORM_INTERNAL;
        w.charset = below(3) ? CHARSET_UTF8 : below(2) ? CHARSET_LAX : CHARSET_ASCII;
        w.pid = (uint32_t)below(40000);
        struct latitude law = shape->write(&w);
        /* rsyslog's RFC 5424 template leaves nothing but syslog_name of the tag. */
        if (strcmp(w.program, "dovecot") != 0 && below(16) == 0)
            w.program = "postfix";
        written_end(&w);
        ambiguous += pfl_parse_line(parser, w.line, w.line_length, &event, sizeof event) == PFL_OK &&
                     (event.flags & PFL_FLAG_AMBIGUOUS) != 0;
        cut += (size_t)w.cut;
        one_reading += (size_t)law.one_reading;
        const char *what = law_fault(&law, &event);
        if (what) {
            show_line();
            fail_msg("%s, seed %" PRIu64 ", round %" PRIu64 ", read as %s%s: %s", shape->name, seed, round,
                     pfl_kind_info(event.kind)->name, (event.flags & PFL_FLAG_AMBIGUOUS) ? ", ambiguous" : "", what);
        }
    }
    printf("%-28s %" PRIu64 " lines, %zu with one reading by construction, %zu ambiguous, %zu cut\n", shape->name,
           rounds, one_reading, ambiguous, cut);
}

static int create(void **state)
{
    (void)state;
    return pfl_parser_create(&parser, NULL) != PFL_OK;
}

static int destroy(void **state)
{
    (void)state;
    pfl_parser_destroy(parser);
    return 0;
}

int main(void)
{
    static struct CMUnitTest tests[64];
    size_t count = forgery_shape_count < 64 ? forgery_shape_count : 64;
    for (size_t i = 0; i < count; i++) {
        const struct shape *shape = &forgery_shapes[i];
        tests[i] = (struct CMUnitTest){.name = shape->name, .test_func = test_shape};
        /* cmocka wants a pointer to change; the shape is only read. */
        memcpy(&tests[i].initial_state, &shape, sizeof shape);
    }
    return _cmocka_run_group_tests("forgery", tests, count, create, destroy);
}
