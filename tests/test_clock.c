/*
 * pfl_clock_from_log: the year and the offset that a log without them tells.
 */
#include "cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A log under construction. */
static char sample[65536];
static size_t length;

static void start(void)
{
    length = 0;
}

static void say(const char *line)
{
    int n = snprintf(sample + length, sizeof sample - length, "%s\n", line);
    assert_true(n > 0 && (size_t)n < sizeof sample - length);
    length += (size_t)n;
}

/* "Jul 10 05:02:12" and what cleanup wrote at "20240710030212" UTC. */
static void say_message_id(const char *stamp, const char *utc, const char *queue_id)
{
    char line[256];
    snprintf(line, sizeof line, "%s mx1 postfix/cleanup[14080]: %s: message-id=<%s.%s@mx1.example.net>", stamp,
             queue_id, utc, queue_id);
    say(line);
}

static pfl_clock told(void)
{
    pfl_clock clock = {1, 1, 1};
    assert_int_equal(pfl_clock_from_log(sample, length, &clock), PFL_OK);
    return clock;
}

static void assert_clock(const char *latest, int32_t offset, uint32_t witnesses)
{
    int64_t wanted;
    pfl_clock clock = told();
    assert_true(read_instant(latest, strlen(latest), &wanted));
    if (clock.latest != wanted || clock.utc_offset != offset || clock.witnesses != witnesses)
        fail_msg("latest %lld (wanted %lld), offset %d (%d), witnesses %u (%u)", (long long)clock.latest,
                 (long long)wanted, (int)clock.utc_offset, (int)offset, (unsigned)clock.witnesses,
                 (unsigned)witnesses);
}

static void test_arguments(void **state)
{
    (void)state;
    pfl_clock clock;
    assert_int_equal(pfl_clock_from_log(NULL, 1, &clock), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_clock_from_log("x", 1, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_clock_from_log(NULL, 0, &clock), PFL_OK);
    assert_int_equal(clock.witnesses, 0);
}

static void test_nothing_to_tell(void **state)
{
    (void)state;
    start();
    say("Jul 10 05:02:12 mx1 postfix/smtpd[14080]: connect from unknown[192.0.2.66]");
    say("Jul 10 05:02:12 mx1 postfix/cleanup[14080]: DCCDFAA6AC3: message-id=<a@example.net>");
    say("");
    say("no header");
    pfl_clock clock = told();
    assert_int_equal(clock.latest, 0);
    assert_int_equal(clock.utc_offset, 0);
    assert_int_equal(clock.witnesses, 0);
}

static void test_year_and_offset_from_message_ids(void **state)
{
    (void)state;
    start();
    say_message_id("Jul 10 05:02:12", "20240710030212", "DCCDFAA6AC3");
    assert_clock("2024-07-10T03:02:12Z", 7200, 1);
    say_message_id("Jul 10 05:02:14", "20240710030213", "DCCDFAA6AC4"); /* the clock went on a second */
    say_message_id("Jul 10 05:12:12", "20240710031212", "4jYC3z5DJZz1d9lK");
    assert_clock("2024-07-10T03:12:12Z", 7200, 3);

    start();
    say_message_id("Mar  1 01:02:12", "20240301063212", "DCCDFAA6AC3");
    assert_clock("2024-03-01T06:32:12Z", -19800, 1);
    start();
    say_message_id("Mar  1 06:47:12", "20240301010212", "DCCDFAA6AC3"); /* Nepal */
    assert_clock("2024-03-01T01:02:12Z", 20700, 1);
}

/* Around New Year the stamp's year is not the one in UTC. */
static void test_new_year(void **state)
{
    (void)state;
    start();
    say_message_id("Dec 31 23:30:00", "20270101043000", "DCCDFAA6AC3");
    assert_clock("2027-01-01T04:30:00Z", -18000, 1);
    start();
    say_message_id("Jan  1 00:30:00", "20261231233000", "DCCDFAA6AC3");
    assert_clock("2026-12-31T23:30:00Z", 3600, 1);
}

/* Long queue IDs have the second in their first six digits of base 52. */
static void test_long_queue_ids(void **state)
{
    (void)state;
    start();
    say("Nov 23 19:05:03 mx1 postfix/smtpd[14080]: 4jYC3z5DJZz1d9lK: client=unknown[192.0.2.66]");
    say("Nov 23 19:05:03 mx1 postfix/cleanup[14080]: 4jYC3z5DJZz1d9lK: message-id=<a@example.net>");
    assert_clock("2026-11-23T17:05:03Z", 7200, 2);
    /* qmgr speaks of a message hours after it came: no witness. */
    say("Nov 23 23:45:03 mx1 postfix/qmgr[14080]: 4jYC3z5DJZz1d9lK: removed");
    assert_clock("2026-11-23T17:05:03Z", 7200, 2);
}

/* A Message-ID that anyone can write: of another queue ID, and one that guessed its own. */
static void test_forgeries_are_outvoted(void **state)
{
    (void)state;
    start();
    say("Jul 10 05:02:11 mx1 postfix/cleanup[14080]: DCCDFAA6AC2: message-id=<20300101000000.DCCDFAA6AC3@x.example>");
    say_message_id("Jul 10 05:02:12", "20240710030212", "DCCDFAA6AC3");
    assert_clock("2024-07-10T03:02:12Z", 7200, 1);
    say_message_id("Jul 10 05:02:13", "20240710030213", "DCCDFAA6AC4");
    say_message_id("Jul 10 05:02:13", "20310710120213", "DCCDFAA6AC5");
    assert_clock("2024-07-10T03:02:13Z", 7200, 2);
    say("Jul 10 05:02:13 mx1 postfix/cleanup[1]: DCCDFAA6AC6: message-id=x<20310710120213.DCCDFAA6AC6@x.example>");
    say("Jul 10 05:02:13 mx1 postfix/smtpd[1]: connect from a[192.0.2.1] message-id=<20310710120213.a@x.example>");
    assert_clock("2024-07-10T03:02:13Z", 7200, 2);
}

/* Days and hours that cannot be are no witnesses, and neither is a log whose stamps are whole. */
static void test_what_is_no_witness(void **state)
{
    (void)state;
    start();
    say_message_id("Jul 10 05:02:12", "20240230030212", "DCCDFAA6AC3");
    say_message_id("Jul 10 05:92:12", "20240710030212", "DCCDFAA6AC3");
    say_message_id("Jul 10 05:02:12", "20240110030212", "DCCDFAA6AC3"); /* half a year apart */
    say_message_id("Jul 10 05:02:12", "20240710025000", "DCCDFAA6AC3"); /* no quarter of an hour */
    assert_int_equal(told().witnesses, 0);
    say_message_id("2024-07-10T05:02:12+02:00", "20240710030212", "DCCDFAA6AC3");
    assert_int_equal(told().witnesses, 0);
}

/* An unfinished line at the end is not read. */
static void test_only_whole_lines(void **state)
{
    (void)state;
    pfl_clock clock;
    start();
    say_message_id("Jul 10 05:02:12", "20240710030212", "DCCDFAA6AC3");
    for (size_t cut = 0; cut < length; cut++) {
        char *copy = malloc(cut);
        assert_true(copy != NULL || cut == 0);
        if (cut > 0)
            memcpy(copy, sample, cut);
        assert_int_equal(pfl_clock_from_log(copy, cut, &clock), PFL_OK);
        assert_int_equal(clock.witnesses, 0);
        free(copy);
    }
    assert_int_equal(told().witnesses, 1);
}

/* The two uses together: what the clock told makes the right time of the lines. */
static void test_the_parser_takes_it(void **state)
{
    (void)state;
    start();
    say_message_id("Jul 10 05:02:12", "20240710030212", "DCCDFAA6AC3");
    pfl_clock clock = told();
    pfl_zone zone = {.offset = clock.utc_offset};
    pfl_parser *parser;
    pfl_event event;
    int64_t wanted;
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    assert_int_equal(pfl_parser_set_reference(parser, clock.latest), PFL_OK);
    assert_int_equal(pfl_parser_set_zones(parser, &zone, 1), PFL_OK);
    assert_int_equal(pfl_parse_line(parser, sample, length, &event, sizeof event), PFL_OK);
    assert_true(read_instant("2024-07-10T03:02:12Z", 20, &wanted));
    assert_true(event.time == wanted);
    pfl_parser_destroy(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_nothing_to_tell),
        cmocka_unit_test(test_year_and_offset_from_message_ids),
        cmocka_unit_test(test_new_year),
        cmocka_unit_test(test_long_queue_ids),
        cmocka_unit_test(test_forgeries_are_outvoted),
        cmocka_unit_test(test_what_is_no_witness),
        cmocka_unit_test(test_only_whole_lines),
        cmocka_unit_test(test_the_parser_takes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
