/*
 * Input that nobody writes: random bytes, and cases with bytes changed, dropped and
 * mixed. Fixed seeds, so a failure comes again.
 */
#include "cases.h"
#include "record.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 3000
#define ROOM   4096

static case_list *all;

/* xorshift64 (Marsaglia). */
static uint64_t seed;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

/* 0 to limit - 1. Call it once a statement: C does not say which argument is evaluated first. */
static size_t below(size_t limit)
{
    return (size_t)(next_random() % limit);
}

/* Bytes that mean something in some grammar, more often than others. */
static char random_byte(void)
{
    static const char special[] = "\n\n\r \t<>[]{}()\"\\,;:=/@|-.0159zTZ%";
    if (below(3) == 0)
        return (char)(unsigned char)below(256);
    size_t index = below(sizeof special);
    return special[index];
}

/* A part of a case, or a whole one. */
static size_t take_case(char *out, size_t room)
{
    size_t index = below(cases_count(all));
    const log_case *c = cases_at(all, index);
    size_t from = below(4) == 0 && c->length > 0 ? below(c->length) : 0;
    size_t length = c->length - from;
    if (below(4) == 0 && length > 0)
        length = below(length);
    if (length > room)
        length = room;
    memcpy(out, c->text + from, length);
    return length;
}

static size_t make_input(char *out)
{
    size_t length = 0, pieces = 1 + below(12);
    for (size_t i = 0; i < pieces && length < ROOM - 1; i++) {
        size_t choice = below(8);
        if (choice == 0) {
            for (size_t n = below(40); n > 0 && length < ROOM; n--)
                out[length++] = random_byte();
        } else {
            length += take_case(out + length, ROOM - 1 - length);
            if (choice < 6)
                out[length++] = '\n';
        }
    }
    for (size_t n = below(6); n > 0 && length > 0; n--) {
        size_t at = below(length);
        out[at] = random_byte();
    }
    return length;
}

static size_t make_cuts(size_t *cuts, size_t length)
{
    size_t count = below(8), at = 0;
    for (size_t i = 0; i < count; i++) {
        at += below(length - at + 1);
        cuts[i] = at;
    }
    return count;
}

static void test_random_input(void **state)
{
    (void)state;
    static char data[ROOM];
    static const uint32_t limits[] = {256, 300, 1000, 0};
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        seed = round * UINT64_C(0x9E3779B97F4A7C15);
        size_t length = make_input(data), cuts[8], count = make_cuts(cuts, length);
        size_t limit = below(4), few = 1 + below(5), index;
        pfl_parser_options options = {
            .size = sizeof options, .max_line = limits[limit], .reference_time = INT64_C(1795471200000000)};
        pfl_parser *parser;
        recording whole = {0}, windows = {0}, fed = {0};
        assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
        record_parse(&whole, parser, data, length, 64);
        pfl_parser_restart(parser, 0, 0);
        record_windows(&windows, parser, data, length, cuts, count, few);
        pfl_parser_restart(parser, 0, 0);
        record_feed(&fed, parser, data, length, cuts, count, few);
        const char *difference = recordings_differ(&whole, &windows, &index);
        if (difference == NULL)
            difference = recordings_differ(&whole, &fed, &index);
        size_t events = whole.count;
        recording_free(&whole);
        recording_free(&windows);
        recording_free(&fed);
        pfl_parser_destroy(parser);
        if (difference)
            fail_msg("round %" PRIu64 ", event %zu: %s", round, index, difference);
        assert_int_equal(events, count_lines(data, length));
    }
}

/* Each byte of each case, changed to a few that mean something: sound, and one event. */
static void test_one_byte_changed(void **state)
{
    (void)state;
    static const char bytes[] = {0, ' ', '"', '\\', '>', '[', '\xff'};
    static char data[ROOM];
    pfl_parser *parser;
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    for (size_t i = 0; i < cases_count(all); i++) {
        const log_case *c = cases_at(all, i);
        memcpy(data, c->text, c->length);
        for (size_t at = 0; at < c->length; at++) {
            for (size_t b = 0; b < sizeof bytes; b++) {
                recording r = {0};
                data[at] = bytes[b];
                pfl_parser_restart(parser, 0, 0);
                record_parse(&r, parser, data, c->length, 4);
                const char *fault = r.fault;
                size_t count = r.count;
                recording_free(&r);
                if (fault || count != 1)
                    fail_msg("%s:%u, byte %zu set to 0x%02x: %zu events, %s", c->file, c->line, at,
                             (unsigned)(unsigned char)bytes[b], count, fault ? fault : "sound");
            }
            data[at] = c->text[at];
        }
    }
    pfl_parser_destroy(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_input),
        cmocka_unit_test(test_one_byte_changed),
    };
    all = cases_load(PFL_CASES);
    if (all == NULL)
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    cases_free(all);
    return failed;
}
