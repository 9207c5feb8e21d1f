/*
 * The failed logins that an address keeps: where each line stands, and how many it tells.
 */
#include "lib/aggregate/aggregator.h"

#include <postfixlog/postfixlog.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define FAILED                                                                                                         \
    "unknown[192.0.2.66]: SASL LOGIN authentication failed: authentication failure, sasl_username=bob@example.org"

static pfl_aggregator *state_of(const char *log)
{
    static pfl_event events[64];
    const pfl_aggregator_options options = {.size = sizeof options, .hash_key = {1, 2}};
    pfl_aggregator *a;
    pfl_parser *parser;
    size_t count, used;
    assert_int_equal(pfl_aggregator_create(&a, &options), PFL_OK);
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    assert_int_equal(pfl_parse(parser, log, strlen(log), 0, events, sizeof *events, 64, &count, &used), PFL_OK);
    assert_int_equal(used, strlen(log));
    assert_int_equal(pfl_aggregator_add(a, parser, log, events, sizeof *events, count), PFL_OK);
    pfl_parser_destroy(parser);
    return a;
}

/* The only bucket of the only address. */
static const struct bucket *bucket_of_all(const pfl_aggregator *a)
{
    assert_int_equal(a->addresses.records.live, 1);
    const struct address *one = table_at(&a->addresses, table_next(&a->addresses, 0));
    assert_int_equal(one->bucket_count, 1);
    return &one->buckets[0];
}

/* One line as it is, one that stands for five, and one in which Dovecot sums up three. */
static void check_three_lines(const pfl_aggregator *a, size_t second, size_t third)
{
    const struct bucket *b = bucket_of_all(a);
    const struct failure *f = b->failures[TELLER_SERVER];
    assert_int_equal(b->counts[TELLER_SERVER], 9);
    assert_int_equal(b->kept[TELLER_SERVER], 3);
    assert_int_equal(failure_times(&f[0]), 1);
    assert_int_equal(failure_times(&f[1]), 5);
    assert_int_equal(failure_times(&f[2]), 3);
    assert_int_equal(failure_offset(&f[0]), 0);
    assert_int_equal(failure_offset(&f[1]), second);
    assert_int_equal(failure_offset(&f[2]), third);
}

static pfl_aggregator *saved_and_loaded(pfl_aggregator *a)
{
    static char bytes[PFL_SAVE_CAPACITY];
    pfl_aggregator *copy;
    pfl_saver *saver;
    size_t length;
    assert_int_equal(pfl_saver_create(&saver, a), PFL_OK);
    assert_int_equal(pfl_saver_next(saver, bytes, sizeof bytes, &length), PFL_OK);
    pfl_saver_destroy(saver);
    assert_int_equal(pfl_aggregator_load(&copy, NULL, bytes, length), PFL_OK);
    return copy;
}

static void test_how_many_a_line_tells(void **state)
{
    (void)state;
    static const char first[] = "2026-11-23T17:04:51Z mx1 postfix/smtpd[1]: warning: " FAILED "\n";
    static const char second[] =
        "2026-11-23T17:04:52Z mx1 postfix/smtpd[1]: message repeated 5 times: [ warning: " FAILED "]\n";
    static const char third[] =
        "2026-11-23T17:04:53Z mx1 dovecot: imap-login: Disconnected (auth failed, 3 attempts in 9 secs): "
        "user=<bob@example.org>, method=PLAIN, rip=192.0.2.66, lip=198.51.100.25, session=<w6gBvm+bE9TAAgBC>\n";
    char log[1024];
    snprintf(log, sizeof log, "%s%s%s", first, second, third);
    pfl_aggregator *a = state_of(log);
    check_three_lines(a, sizeof first - 1, sizeof first + sizeof second - 2);
    pfl_aggregator *copy = saved_and_loaded(a);
    check_three_lines(copy, sizeof first - 1, sizeof first + sizeof second - 2);
    pfl_aggregator_destroy(copy);
    pfl_aggregator_destroy(a);
}

/* What does not fit is told as the most that does, and never as something else. */
static void test_what_does_not_fit(void **state)
{
    (void)state;
    const uint64_t far = UINT64_C(1) << 48;
    struct failure f = {.line = failure_line(far - 2, 65534)};
    assert_int_equal(failure_offset(&f), far - 2);
    assert_int_equal(failure_times(&f), 65534);
    f.line = failure_line(far + 5, 65536 + 7);
    assert_int_equal(failure_offset(&f), far - 1);
    assert_int_equal(failure_times(&f), 65535);
    f.line = failure_line(UINT64_MAX, UINT32_MAX);
    assert_int_equal(failure_offset(&f), far - 1);
    assert_int_equal(failure_times(&f), 65535);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_how_many_a_line_tells),
        cmocka_unit_test(test_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
