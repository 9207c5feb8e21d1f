/*
 * What an attacker writes changes his own field and no other: lines as Postfix
 * writes them, with hostile text in every field that is free, are read back and
 * compared with what was put in.
 *
 * PFL_SEED=N tries other lines, PFL_ROUNDS=N more or fewer of each shape.
 */
#include "attack_text.h"
#include "forgery_law.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <postfixlog/parser.h>

#define ROUNDS 25000
#define SEED   20261123

static pfl_parser *parser;
static written w;

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
        const char *what = forgery_fault(&w, &law, &event);
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
