/*
 * parser.h and base.h: arguments, options and statuses, call by call.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include <postfixlog/postfixlog.h>

#define LINE "Nov 23 17:04:51 mx1 postfix/smtpd[14080]: connect from unknown[192.0.2.66]"

/* 2026-11-23 22:00, and the stamp of LINE, UTC */
#define REFERENCE INT64_C(1795471200000000)
#define STAMP     INT64_C(1795453491000000)
#define HOUR      INT64_C(3600000000)

static pfl_event event;

static int32_t create(const pfl_parser_options *options)
{
    pfl_parser *parser = (pfl_parser *)&event; /* to see that it is set on failure too */
    int32_t status = pfl_parser_create(&parser, options);
    if (status != PFL_OK)
        assert_null(parser);
    else
        assert_non_null(parser);
    pfl_parser_destroy(parser);
    return status;
}

static int new_parser(void **state)
{
    pfl_parser *parser;
    pfl_parser_options options = {.size = sizeof options, .reference_time = REFERENCE};
    int32_t status = pfl_parser_create(&parser, &options);
    *state = parser;
    return status;
}

static int free_parser(void **state)
{
    pfl_parser_destroy(*state);
    return 0;
}

static int64_t time_of(pfl_parser *parser, const char *line)
{
    assert_int_equal(pfl_parse_line(parser, line, strlen(line), &event, sizeof event), PFL_OK);
    return event.time;
}

/* === base.h === */

static void test_strerror(void **state)
{
    (void)state;
    static const int32_t codes[] = {PFL_OK,         PFL_NEED_MORE,  PFL_FULL,       PFL_END,      PFL_ERR_ARGUMENT,
                                    PFL_ERR_MEMORY, PFL_ERR_LAYOUT, PFL_ERR_OPTION, PFL_ERR_STATE};
    static const int32_t none[] = {4, -6, 1000, INT32_MIN, INT32_MAX};
    const char *unknown = pfl_strerror(none[0]);
    assert_non_null(unknown);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_true(strlen(pfl_strerror(codes[i])) > 3);
        assert_string_not_equal(pfl_strerror(codes[i]), unknown);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(pfl_strerror(codes[i]), pfl_strerror(codes[k]));
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_string_equal(pfl_strerror(none[i]), unknown);
}

static void test_status_values_are_pinned(void **state)
{
    (void)state;
    assert_int_equal(PFL_OK, 0);
    assert_int_equal(PFL_NEED_MORE, 1);
    assert_int_equal(PFL_FULL, 2);
    assert_int_equal(PFL_END, 3);
    assert_int_equal(PFL_ERR_ARGUMENT, -1);
    assert_int_equal(PFL_ERR_MEMORY, -2);
    assert_int_equal(PFL_ERR_LAYOUT, -3);
    assert_int_equal(PFL_ERR_OPTION, -4);
    assert_int_equal(PFL_ERR_STATE, -5);
}

static void test_version(void **state)
{
    (void)state;
    char wanted[32];
    snprintf(wanted, sizeof wanted, "%d.%d.%d", PFL_VERSION_MAJOR, PFL_VERSION_MINOR, PFL_VERSION_PATCH);
    assert_string_equal(pfl_version(), wanted);
}

/* === Creation === */

static void test_create(void **state)
{
    (void)state;
    pfl_parser_options options = {.size = sizeof options};
    assert_int_equal(create(NULL), PFL_OK);
    assert_int_equal(create(&options), PFL_OK);
    assert_int_equal(pfl_parser_create(NULL, &options), PFL_ERR_ARGUMENT);
    pfl_parser_destroy(NULL);
}

static void test_create_checks_values(void **state)
{
    (void)state;
    pfl_parser_options options = {.size = sizeof options};
    static const uint32_t bad_lines[] = {1, 255, PFL_MAX_LINE + 1, UINT32_MAX};
    for (size_t i = 0; i < sizeof bad_lines / sizeof *bad_lines; i++) {
        options.max_line = bad_lines[i];
        assert_int_equal(create(&options), PFL_ERR_ARGUMENT);
    }
    static const uint32_t good_lines[] = {0, 256, PFL_MAX_LINE};
    for (size_t i = 0; i < sizeof good_lines / sizeof *good_lines; i++) {
        options.max_line = good_lines[i];
        assert_int_equal(create(&options), PFL_OK);
    }
    options.reserved = 1;
    assert_int_equal(create(&options), PFL_ERR_OPTION);
}

/* Options of an older release are shorter, those of a newer one longer. */
static void test_create_reads_other_sizes(void **state)
{
    (void)state;
    struct {
        pfl_parser_options known;
        unsigned char tail[32];
    } newer = {.known.size = 0};
    assert_int_equal(create(&newer.known), PFL_ERR_OPTION);
    newer.known.size = sizeof newer;
    assert_int_equal(create(&newer.known), PFL_OK);
    for (size_t i = 0; i < sizeof newer.tail; i++) {
        newer.tail[i] = 1;
        assert_int_equal(create(&newer.known), PFL_ERR_OPTION);
        newer.tail[i] = 0;
    }
    /* An older caller's struct ends before max_line, which is then not read. */
    newer.known.size = offsetof(pfl_parser_options, max_line);
    newer.known.max_line = 1;
    assert_int_equal(create(&newer.known), PFL_OK);
    newer.known.size = offsetof(pfl_parser_options, reference_time);
    assert_int_equal(create(&newer.known), PFL_ERR_ARGUMENT);
}

static void test_create_checks_zones(void **state)
{
    (void)state;
    pfl_zone zones[PFL_MAX_ZONES + 1] = {{0, 0, 0}};
    pfl_parser_options options = {.size = sizeof options, .zones = zones};
    for (uint32_t i = 0; i <= PFL_MAX_ZONES; i++)
        zones[i] = (pfl_zone){.since = i * HOUR, .offset = 3600};
    options.zone_count = PFL_MAX_ZONES;
    assert_int_equal(create(&options), PFL_OK);
    options.zone_count = PFL_MAX_ZONES + 1;
    assert_int_equal(create(&options), PFL_ERR_ARGUMENT);
    options.zone_count = 2;
    zones[1].since = zones[0].since;
    assert_int_equal(create(&options), PFL_ERR_ARGUMENT);
    zones[1].since = zones[0].since + 1;
    assert_int_equal(create(&options), PFL_OK);
    static const int32_t bad[] = {86400, -86400, INT32_MAX, INT32_MIN}, good[] = {86399, -86399};
    for (size_t i = 0; i < 4; i++) {
        zones[1].offset = bad[i];
        assert_int_equal(create(&options), PFL_ERR_ARGUMENT);
    }
    for (size_t i = 0; i < 2; i++) {
        zones[1].offset = good[i];
        assert_int_equal(create(&options), PFL_OK);
    }
    options.zones = NULL;
    assert_int_equal(create(&options), PFL_ERR_ARGUMENT);
}

/* === Reference and zones === */

static void test_set_reference(void **state)
{
    assert_int_equal(pfl_parser_set_reference(NULL, REFERENCE), PFL_ERR_ARGUMENT);
    assert_true(time_of(*state, LINE) == STAMP);
    /* A year later, and for 0 the year 1969: 1970 has not reached November. */
    assert_int_equal(pfl_parser_set_reference(*state, REFERENCE + 365 * 24 * HOUR), PFL_OK);
    assert_true(time_of(*state, LINE) == STAMP + 365 * 24 * HOUR);
    assert_int_equal(pfl_parser_set_reference(*state, 0), PFL_OK);
    assert_true(time_of(*state, LINE) == INT64_C(-3308109000000));
    assert_int_equal(pfl_parser_set_reference(*state, REFERENCE), PFL_OK);
    assert_true(time_of(*state, LINE) == STAMP);
}

static void test_set_zones(void **state)
{
    pfl_zone zones[2] = {{.since = 0, .offset = 7200}, {.since = STAMP - 2 * HOUR, .offset = -3600}};
    assert_int_equal(pfl_parser_set_zones(NULL, zones, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_set_zones(*state, NULL, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_set_zones(*state, zones, PFL_MAX_ZONES + 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_set_zones(*state, zones, 1), PFL_OK);
    assert_true(time_of(*state, LINE) == STAMP - 2 * HOUR);
    assert_int_equal(pfl_parser_set_zones(*state, zones, 2), PFL_OK);
    assert_true(time_of(*state, LINE) == STAMP + HOUR);
    /* A refused list changes nothing; the list is copied. */
    zones[1].since = -1;
    assert_int_equal(pfl_parser_set_zones(*state, zones, 2), PFL_ERR_ARGUMENT);
    assert_true(time_of(*state, LINE) == STAMP + HOUR);
    assert_int_equal(pfl_parser_set_zones(*state, NULL, 0), PFL_OK);
    assert_true(time_of(*state, LINE) == STAMP);
}

/* Without a reference, now: the year comes from the clock once, at creation. */
static void test_default_reference_is_now(void **state)
{
    (void)state;
    pfl_parser *parser;
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    int64_t at = time_of(parser, LINE);
    assert_true(at > STAMP - 2 * 366 * 24 * HOUR);
    assert_true((event.flags & PFL_FLAG_YEAR_INFERRED) && (event.flags & PFL_FLAG_ZONE_INFERRED));
    pfl_parser_destroy(parser);
}

/* === pfl_parse === */

static void test_parse_checks_arguments(void **state)
{
    pfl_parser *parser = *state;
    size_t count, consumed;
#define ASSERT_REFUSED(call, status)                                                                                   \
    do {                                                                                                               \
        count = consumed = 7;                                                                                          \
        assert_int_equal(call, status);                                                                                \
        assert_int_equal(count, 0);                                                                                    \
        assert_int_equal(consumed, 0);                                                                                 \
    } while (0)
    ASSERT_REFUSED(pfl_parse(NULL, "x\n", 2, 0, &event, sizeof event, 1, &count, &consumed), PFL_ERR_ARGUMENT);
    ASSERT_REFUSED(pfl_parse(parser, NULL, 2, 0, &event, sizeof event, 1, &count, &consumed), PFL_ERR_ARGUMENT);
    ASSERT_REFUSED(pfl_parse(parser, "x\n", 2, 0, NULL, sizeof event, 1, &count, &consumed), PFL_ERR_ARGUMENT);
    ASSERT_REFUSED(pfl_parse(parser, "x\n", 2, 0, &event, sizeof event, 0, &count, &consumed), PFL_ERR_ARGUMENT);
    ASSERT_REFUSED(pfl_parse(parser, "x\n", 2, 2, &event, sizeof event, 1, &count, &consumed), PFL_ERR_ARGUMENT);
    ASSERT_REFUSED(pfl_parse(parser, "x\n", 2, 0, &event, sizeof event - 8, 1, &count, &consumed), PFL_ERR_LAYOUT);
    ASSERT_REFUSED(pfl_parse(parser, "x\n", 2, 0, &event, sizeof event + 8, 1, &count, &consumed), PFL_ERR_LAYOUT);
    ASSERT_REFUSED(pfl_parse(parser, "x\n", 2, 0, &event, 0, 1, &count, &consumed), PFL_ERR_LAYOUT);
    consumed = 7;
    assert_int_equal(pfl_parse(parser, "x\n", 2, 0, &event, sizeof event, 1, NULL, &consumed), PFL_ERR_ARGUMENT);
    assert_int_equal(consumed, 0);
    count = 7;
    assert_int_equal(pfl_parse(parser, "x\n", 2, 0, &event, sizeof event, 1, &count, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(count, 0);
    /* None of these was a line. */
    assert_int_equal(pfl_parse(parser, "x\n", 2, 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(event.line, 1);
}

static void test_parse_nothing(void **state)
{
    size_t count = 7, consumed = 7;
    assert_int_equal(pfl_parse(*state, NULL, 0, 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count + consumed, 0);
    assert_int_equal(pfl_parse(*state, NULL, 0, PFL_FINAL, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count + consumed, 0);
}

static void test_final_makes_the_rest_a_line(void **state)
{
    size_t count, consumed;
    assert_int_equal(pfl_parse(*state, LINE, strlen(LINE), 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count, 0);
    assert_int_equal(consumed, 0);
    assert_int_equal(pfl_parse(*state, LINE, strlen(LINE), PFL_FINAL, &event, sizeof event, 1, &count, &consumed),
                     PFL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(consumed, strlen(LINE));
    assert_int_equal(event.kind, PFL_KIND_CONNECT);
    /* After a whole line there is no rest. */
    assert_int_equal(pfl_parse(*state, "x\n", 2, PFL_FINAL, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count, 1);
    /* A CR at the end of the last line is not part of it either. */
    assert_int_equal(pfl_parse(*state, "x\r", 2, PFL_FINAL, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(event.text_length, 1);
}

/* === feed, next, finish === */

static void test_feed_and_next_check_arguments(void **state)
{
    pfl_parser *parser = *state;
    size_t count = 7;
    assert_int_equal(pfl_parser_feed(NULL, "x", 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_feed(parser, NULL, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_finish(NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_next(NULL, &event, sizeof event, 1, &count), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_next(parser, NULL, sizeof event, 1, &count), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 0, &count), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event - 8, 1, &count), PFL_ERR_LAYOUT);
    assert_int_equal(pfl_parser_feed(parser, NULL, 0), PFL_OK);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_NEED_MORE);
    assert_int_equal(count, 0);
}

static void test_calls_out_of_turn(void **state)
{
    pfl_parser *parser = *state;
    pfl_message message = {.size = sizeof message, .message = "x", .message_length = 1};
    size_t count, consumed;
    assert_int_equal(pfl_parser_feed(parser, "a\nb\nc", 5), PFL_OK);
    assert_int_equal(pfl_parser_feed(parser, "d\n", 2), PFL_ERR_STATE);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_OK);
    assert_int_equal(pfl_parser_feed(parser, "d\n", 2), PFL_ERR_STATE);
    assert_int_equal(pfl_parse(parser, "x\n", 2, 0, &event, sizeof event, 1, &count, &consumed), PFL_ERR_STATE);
    assert_int_equal(pfl_parse_line(parser, "x", 1, &event, sizeof event), PFL_ERR_STATE);
    assert_int_equal(pfl_parse_message(parser, &message, &event, sizeof event), PFL_ERR_STATE);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_OK);
    assert_int_equal(event.line, 2);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_NEED_MORE);
    /* "c" waits for its end: still fed data. */
    assert_int_equal(pfl_parse_line(parser, "x", 1, &event, sizeof event), PFL_ERR_STATE);
    assert_int_equal(pfl_parser_feed(parser, "d\n", 2), PFL_OK);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_OK);
    assert_int_equal(event.text_length, 2);
    assert_true(event.flags & PFL_FLAG_TEXT_OWNED);
    assert_memory_equal(pfl_event_text(parser, NULL, &event), "cd", 2);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_NEED_MORE);
    assert_int_equal(pfl_parser_finish(parser), PFL_OK);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_END);
    assert_int_equal(count, 0);
    assert_int_equal(pfl_parser_feed(parser, "x\n", 2), PFL_ERR_STATE);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_END);
}

static void test_finish_makes_the_rest_a_line(void **state)
{
    pfl_parser *parser = *state;
    size_t count;
    assert_int_equal(pfl_parser_feed(parser, "a\nrest", 6), PFL_OK);
    assert_int_equal(pfl_parser_finish(parser), PFL_OK);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_OK);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_OK);
    assert_int_equal(event.line, 2);
    assert_int_equal(event.text_length, 4);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_END);
}

/* === restart === */

static void test_restart(void **state)
{
    pfl_parser *parser = *state;
    size_t count;
    assert_int_equal(pfl_parser_restart(NULL, 0, 0), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parser_feed(parser, "a\nunfinished", 12), PFL_OK);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_OK);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_NEED_MORE);
    /* What was fed is dropped; the next line is number 1001, at byte 70000. */
    assert_int_equal(pfl_parser_restart(parser, 1000, 70000), PFL_OK);
    assert_int_equal(pfl_parse_line(parser, "x\n", 2, &event, sizeof event), PFL_OK);
    assert_int_equal(event.line, 1001);
    assert_int_equal(event.offset, 70000);
    assert_int_equal(pfl_parse_line(parser, "y", 1, &event, sizeof event), PFL_OK);
    assert_int_equal(event.line, 1002);
    assert_int_equal(event.offset, 70002);
    /* A finished stream can be followed by another. */
    assert_int_equal(pfl_parser_finish(parser), PFL_OK);
    assert_int_equal(pfl_parser_restart(parser, 0, 0), PFL_OK);
    assert_int_equal(pfl_parser_feed(parser, "z\n", 2), PFL_OK);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_OK);
    assert_int_equal(event.line, 1);
    assert_int_equal(event.offset, 0);
    assert_int_equal(pfl_parser_next(parser, &event, sizeof event, 1, &count), PFL_NEED_MORE);
}

/* In the middle of a line that was cut, a restart starts a line. */
static void test_restart_ends_a_long_line(void **state)
{
    (void)state;
    pfl_parser *parser;
    pfl_parser_options options = {.size = sizeof options, .max_line = 256};
    char data[300];
    size_t count, consumed;
    memset(data, 'x', sizeof data);
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    assert_int_equal(pfl_parse(parser, data, 300, 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(pfl_parser_restart(parser, 0, 0), PFL_OK);
    assert_int_equal(pfl_parse(parser, "a\n", 2, 0, &event, sizeof event, 1, &count, &consumed), PFL_OK);
    assert_int_equal(count, 1);
    assert_int_equal(event.line, 1);
    pfl_parser_destroy(parser);
}

/* === pfl_parse_line === */

static void test_parse_line(void **state)
{
    pfl_parser *parser = *state;
    assert_int_equal(pfl_parse_line(NULL, "x", 1, &event, sizeof event), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parse_line(parser, NULL, 1, &event, sizeof event), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parse_line(parser, "x", 1, NULL, sizeof event), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_parse_line(parser, "x", 1, &event, sizeof event - 1), PFL_ERR_LAYOUT);
    assert_int_equal(pfl_parse_line(parser, NULL, 0, &event, sizeof event), PFL_OK);
    assert_int_equal(event.line, 1);
    assert_int_equal(event.text_length, 0);
    static const struct {
        const char *line;
        uint32_t text_length;
        uint64_t next;
    } lines[] = {{"ab", 2, 3}, {"ab\n", 2, 3}, {"ab\r\n", 2, 4}, {"ab\r", 2, 4}, {"a\nb\n", 3, 4}, {"\n", 0, 1}};
    uint64_t offset = 1;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_int_equal(pfl_parse_line(parser, lines[i].line, strlen(lines[i].line), &event, sizeof event), PFL_OK);
        assert_int_equal(event.line, i + 2);
        assert_int_equal(event.offset, offset);
        assert_int_equal(event.text_length, lines[i].text_length);
        assert_ptr_equal(pfl_event_text(parser, lines[i].line, &event), lines[i].line);
        offset += lines[i].next;
    }
}

int main(void)
{
#define WITH_PARSER(test) cmocka_unit_test_setup_teardown(test, new_parser, free_parser)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strerror),
        cmocka_unit_test(test_status_values_are_pinned),
        cmocka_unit_test(test_version),
        cmocka_unit_test(test_create),
        cmocka_unit_test(test_create_checks_values),
        cmocka_unit_test(test_create_reads_other_sizes),
        cmocka_unit_test(test_create_checks_zones),
        WITH_PARSER(test_set_reference),
        WITH_PARSER(test_set_zones),
        cmocka_unit_test(test_default_reference_is_now),
        WITH_PARSER(test_parse_checks_arguments),
        WITH_PARSER(test_parse_nothing),
        WITH_PARSER(test_final_makes_the_rest_a_line),
        WITH_PARSER(test_feed_and_next_check_arguments),
        WITH_PARSER(test_calls_out_of_turn),
        WITH_PARSER(test_finish_makes_the_rest_a_line),
        WITH_PARSER(test_restart),
        cmocka_unit_test(test_restart_ends_a_long_line),
        WITH_PARSER(test_parse_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
