/*
 * What a line says does not depend on the lines before it, though the parser keeps from
 * them how a line begins and whose its tag is: the third of three lines gives the event
 * that it gives alone. It is cut everywhere, and has every byte of its header changed.
 */
#include <postfixlog/postfixlog.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const lines[] = {
    "Nov 23 17:04:50 mx1 postfix/smtpd[14080]: connect from unknown[192.0.2.66]",
    "Nov 23 17:04:59 mx1 postfix/smtp[7]: 4A1B2C3D4E: to=<a@example.com>, relay=none, delay=0, status=deferred (x)",
    "Nov 23 17:05:00 mx1 postfix/submission/smtpd[14081]: disconnect from unknown[192.0.2.66] quit=1 commands=1",
    "Nov 23 17:04:50 mx1 postfix/qmgr[11800]: 9A6F42C3A1: removed",
    "Nov 23 17:04:50 mx2.example.com postfix/qmgr[11800]: 9A6F42C3A1: removed",
    "Nov 23 17:04:50 mx1 opendkim[99]: 4A1B2C3D4E: DKIM-Signature field added (s=mail, d=example.com)",
    "Nov 23 17:04:50 mx1 mail/a-service-with-a-name-of-many-bytes/smtpd[1]: connect from unknown[192.0.2.66]",
    "Nov 23 17:04:50 mx1 postfix/smtpd[1]: message repeated 2 times: [ connect from unknown[192.0.2.66]]",
    "Nov 23 17:04:50 a-host-that-has-a-very-long-name-in-an.example.com postfix/smtpd[1]: connect from a[192.0.2.1]",
    "2026-11-23T17:04:50.573796+01:00 mx1 postfix/smtpd[14080]: connect from unknown[192.0.2.66]",
    "2026-11-23T17:04:51.000001+01:00 mx1 postfix/postscreen[9]: CONNECT from [192.0.2.66]:9 to [192.0.2.1]:25",
    "2026-11-23T17:04:51.000001-02:30 mx1 postfix/postscreen[9]: CONNECT from [192.0.2.66]:9 to [192.0.2.1]:25",
    "2026-11-23T17:04:51.573+01:00 mx1 postfix/anvil[9]: statistics: max cache size 6 at Nov 23 16:17:55",
    "2026-11-23T17:04:51+01:00 mx1 postfix/anvil[9]: statistics: max cache size 6 at Nov 23 16:17:55",
    "2026-11-23T17:04:51.573796Z mx1.example.com postfix/anvil[9]: statistics: max cache size 6 at Nov 23 16:17:55",
};

#define LINES   (sizeof lines / sizeof lines[0])
#define CHANGED 60 /* bytes from the start: the headers, more or less */

/* Behind it more of the log: the last line of a piece is read in another way. */
static const char more[] = "\nNov 23 17:04:59 mx1 postfix/qmgr[11800]: 9A6F42C3A1: removed, or what stands there\n";

static pfl_event parse_last(const char *text, size_t length, size_t count)
{
    static pfl_event events[4];
    size_t got, used;
    pfl_parser *parser;
    pfl_parser_options options = {
        .size = sizeof options, .max_line = 1024, .reference_time = INT64_C(1795471200000000)};
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    assert_int_equal(pfl_parse(parser, text, length, 0, events, sizeof events[0], 4, &got, &used), PFL_OK);
    assert_int_equal(got, count);
    pfl_parser_destroy(parser);
    pfl_event *last = &events[count - 2];
    last->line = last->offset = last->text_offset = 0;
    return *last;
}

/* The third line, behind the two and alone. */
static void compare(const char *first, const char *second, const char *third, size_t length)
{
    char text[1024];
    size_t start = (size_t)snprintf(text, sizeof text, "%s\n%s\n", first, second), more_length = strlen(more);
    memcpy(text + start, third, length);
    memcpy(text + start + length, more, more_length);
    pfl_event alone = parse_last(text + start, length + more_length, 2);
    pfl_event behind = parse_last(text, start + length + more_length, 4);
    if (memcmp(&alone, &behind, sizeof alone) != 0)
        fail_msg("%.*s is another line behind %s and %s", (int)length, third, first, second);
}

static void test_three(void **state)
{
    (void)state;
    for (size_t i = 0; i < LINES; i++)
        for (size_t j = 0; j < LINES; j++)
            for (size_t k = 0; k < LINES; k++)
                compare(lines[i], lines[j], lines[k], strlen(lines[k]));
}

static void test_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < LINES; i++)
        for (size_t j = 0; j < LINES; j++)
            for (size_t length = 0; length < strlen(lines[j]); length++)
                compare(lines[i], lines[i], lines[j], length);
}

static void test_changed(void **state)
{
    static const char bytes[] = {'0', '6', '9', ' ', ':', '[', ']', '/', '.', '+', 'x', 'd', '{', '\0', '\x80', '\x10'};
    char text[1024];
    (void)state;
    for (size_t i = 0; i < LINES; i++)
        for (size_t j = 0; j < LINES; j++)
            for (size_t at = 0; at < CHANGED && at < strlen(lines[j]); at++)
                for (size_t b = 0; b < sizeof bytes; b++) {
                    strcpy(text, lines[j]);
                    text[at] = bytes[b];
                    compare(lines[i], lines[i], text, strlen(lines[j]));
                }
}

/* What is kept is forgotten with the clock that it was made with. */
static void test_another_reference(void **state)
{
    pfl_event events[2];
    size_t count, used;
    pfl_parser *parser;
    char text[512];
    pfl_zone zone = {.since = INT64_MIN, .offset = 3600};
    pfl_parser_options options = {.size = sizeof options, .reference_time = INT64_C(1795471200000000)};
    (void)state;
    size_t length = (size_t)snprintf(text, sizeof text, "%s%s", lines[0], more);
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    assert_int_equal(pfl_parse(parser, text, length, 0, events, sizeof events[0], 2, &count, &used), PFL_OK);
    assert_int_equal(events[0].time, INT64_C(1795453490000000));
    assert_int_equal(pfl_parser_set_zones(parser, &zone, 1), PFL_OK);
    assert_int_equal(pfl_parse(parser, text, length, 0, events, sizeof events[0], 2, &count, &used), PFL_OK);
    assert_int_equal(events[0].time, INT64_C(1795449890000000));
    assert_int_equal(pfl_parser_set_reference(parser, INT64_C(1700000000000000)), PFL_OK);
    assert_int_equal(pfl_parse(parser, text, length, 0, events, sizeof events[0], 2, &count, &used), PFL_OK);
    assert_int_equal(events[0].time, INT64_C(1669219490000000)); /* 2022-11-23 16:04:50 UTC */
    pfl_parser_destroy(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_three),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_changed),
        cmocka_unit_test(test_another_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
