/*
 * Floods of messages, domains, senders, accounts, clients and hosts: each pushes out itself, and nobody else.
 */
#include "flood.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define LINES 40000

/* Message n of an account whose messages all wait until the flood is over. */
static void slow_message(struct flood *f, unsigned n)
{
    flood_line(f, "smtpd[1]: DD%06X: client=c[192.0.2.99], sasl_method=PLAIN, sasl_username=slow", n);
    flood_line(f, "qmgr[1]: DD%06X: from=<slow@example.com>, size=10, nrcpt=1 (queue active)", n);
}

static void end_slow(struct flood *f, unsigned count)
{
    pfl_accounts_row row;
    for (unsigned n = 0; n < count; n++) {
        flood_line(
            f, "smtp[1]: DD%06X: to=<x@slow.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
            n);
        flood_line(f, "qmgr[1]: DD%06X: removed", n);
    }
    flood_flush(f);
    flood_row(f->state, PFL_TABLE_ACCOUNTS, "slow", &row, sizeof row);
    assert_true(row.messages == count && row.recipients == count && row.sent == count && row.waiting == 0);
}

/* What a flood is made of: line number i of it. */
typedef void line_maker(struct flood *f, unsigned i);

/* Outcomes of messages of which nothing else is in the log. */
static void orphan_line(struct flood *f, unsigned i)
{
    flood_line(
        f, "smtp[1]: CC%06X: to=<x@example.org>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)", i);
}

/* Messages that are begun, and nothing more; every second one is queued. */
static void begun_line(struct flood *f, unsigned i)
{
    if (i % 2 == 0)
        flood_line(f, "smtpd[1]: CC%06X: client=c[203.0.%u.%u]", i, i >> 8 & 255, i & 255);
    else
        flood_line(f, "qmgr[1]: CC%06X: from=<f%u@example.org>, size=10, nrcpt=1 (queue active)", i - 1, i);
}

/* A stolen account writes to new domains. */
static void domain_line(struct flood *f, unsigned i)
{
    static const char *const rest[] = {"client=c[203.0.113.9], sasl_method=PLAIN, sasl_username=stolen",
                                       "from=<stolen@example.com>, size=10, nrcpt=1 (queue active)", NULL, "removed"};
    static const char *const daemons[] = {"smtpd", "qmgr", "smtp", "qmgr"};
    if (i % 4 == 2)
        flood_line(
            f, "smtp[1]: CC%06X: to=<x@d%u.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
            i / 4, i);
    else
        flood_line(f, "%s[1]: CC%06X: %s", daemons[i % 4], i / 4, rest[i % 4]);
}

/* The same, as new senders to one domain. */
static void sender_line(struct flood *f, unsigned i)
{
    if (i % 4 == 1)
        flood_line(f, "qmgr[1]: CC%06X: from=<s%u@example.com>, size=10, nrcpt=1 (queue active)", i / 4, i);
    else if (i % 4 == 2)
        flood_line(f,
                   "smtp[1]: CC%06X: to=<x@d.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
                   i / 4);
    else
        domain_line(f, i);
}

/* Mail to new domains of which nothing else is in the log: nobody's contacts. */
static void incoming_line(struct flood *f, unsigned i)
{
    flood_line(f,
               "smtp[1]: CC%06X: to=<x@d%u.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
               i, i);
}

/* This server's own domain, once. */
static void home_line(struct flood *f)
{
    flood_line(f,
               "virtual[1]: FFFFFF: to=<x@home.example>, relay=virtual, delay=1, dsn=2.0.0, status=sent (delivered)");
    flood_line(f, "qmgr[1]: FFFFFF: removed");
}

static void check_home(struct flood *f)
{
    pfl_domains_row home;
    flood_row(f->state, PFL_TABLE_DOMAINS, "home.example", &home, sizeof home);
    assert_int_equal(home.local, 1);
}

/* Each message by another account, from another network; every 16th is not delivered. */
static void account_line(struct flood *f, unsigned i)
{
    if (i / 4 % 16 == 5 && i % 4 > 1)
        flood_line(f, "smtpd[1]: connect from c[203.0.113.9]");
    else if (i % 4 == 0)
        flood_line(f, "smtpd[1]: CC%06X: client=c[%u.%u.113.9], sasl_method=PLAIN, sasl_username=u%u", i / 4,
                   11 + (i >> 10), i >> 2 & 255, i);
    else if (i % 4 == 2)
        flood_line(f,
                   "smtp[1]: CC%06X: to=<x@d.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
                   i / 4);
    else
        domain_line(f, i);
}

/* Clients without a login that relay; and an account that hands in one message, before all of them. */
static void relay_line(struct flood *f, unsigned i)
{
    if (i == 0)
        flood_message(f, ACCOUNTS, 0xEEEEEE);
    if (i % 4 == 0)
        flood_line(f, "smtpd[1]: CC%06X: client=c[%u.%u.%u.9]", i / 4, 11 + (i >> 16), i >> 8 & 255, i & 255);
    else
        domain_line(f, i % 4 == 2 ? 2 + 4 * (i / 4) : i);
}

/* The same few addresses fail for days: ten-minute buckets. */
static void bucket_line(struct flood *f, unsigned i)
{
    char address[32];
    snprintf(address, sizeof address, "203.0.113.%u", i % 200);
    f->now = (int64_t)i * 10; /* four days */
    flood_failure(f, address, "root");
}

/* No more goes than has to. */
static void check_full(const struct flood *f)
{
    uint64_t records = 0;
    for (unsigned i = 0; i < EVICTED_KINDS; i++)
        records += f->state->evictions[i].records;
    assert_true(records == 0 || f->state->memory.used > CAP / 2);
}

static pfl_totals_row flood_of(struct flood *f, line_maker *next, unsigned lines)
{
    uint64_t calls[10] = {0};
    unsigned sent = 0;
    flood_start(f, CAP, 3);
    home_line(f);
    flood_begin_waiting(f);
    flood_begin_proxied(f);
    for (unsigned i = 0; i < lines; i++) {
        uint64_t before = f->heap.calls;
        f->now = i / 8;
        next(f, i);
        if (i % 1000 == 0) {
            for (unsigned k = 0; k < ACCOUNTS; k++)
                flood_message(f, k, sent * ACCOUNTS + k);
            slow_message(f, sent++);
        }
        calls[i / (lines / 10)] += f->heap.calls - before;
        check_full(f);
    }
    assert_true(calls[9] < 3 * calls[0]);
    pfl_totals_row t = flood_finish(f);
    flood_check_shares(f, 50);
    flood_end_waiting(f);
    end_slow(f, sent);
    flood_check_accounts(f, sent, WAITING / ACCOUNTS);
    flood_check_saved(f);
    flood_digest(f->state);
    return t;
}

static struct flood flood;

static int stop_flood(void **state)
{
    (void)state;
    if (flood.state != NULL)
        flood_stop(&flood);
    return 0;
}

static void test_messages_without_a_beginning(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, orphan_line, LINES);
    assert_true(t.evicted_messages > LINES / 2);
    assert_int_equal(t.evicted_subjects + t.lost, 0);
}

static void test_messages_that_are_begun(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, begun_line, LINES);
    assert_true(t.evicted_messages > LINES / 4);
    assert_int_equal(t.evicted_subjects + t.lost, 0);
}

static void test_domains_of_a_stolen_account(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, domain_line, 2 * LINES);
    assert_true(t.evicted_others > LINES / 100);
    assert_int_equal(t.evicted_subjects + t.evicted_messages + t.lost, 0);
    /* The latest went, mostly: the earliest tell what is usual. */
    struct table_rows r = flood_rows(flood.state, PFL_TABLE_CONTACTS, "stolen");
    pfl_contacts_row c;
    size_t count;
    unsigned in_first_hour = 0;
    while (pfl_rows_next(r.rows, &c, sizeof c, 1, &count) == PFL_OK)
        in_first_hour += c.first == INT64_C(1780272000000000); /* 2026-06-01 */
    assert_true(in_first_hour > LINES / 20);
    flood_rows_close(&r);
    check_home(&flood);
}

static void test_senders_of_a_stolen_account(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, sender_line, 2 * LINES);
    assert_true(t.evicted_others > LINES / 100);
    assert_int_equal(t.evicted_subjects + t.evicted_messages + t.lost, 0);
}

static void test_domains_of_incoming_mail(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, incoming_line, LINES);
    assert_true(t.evicted_others > LINES / 2);
    assert_int_equal(t.evicted_subjects + t.lost, 0);
}

/* "What weighs least goes first": the server's own domain is not among them, though many that may not go count as well.
 */
static void test_the_own_domain_stays(void **state)
{
    (void)state;
    flood_of(&flood, incoming_line, LINES);
    check_home(&flood);
}

static void test_new_accounts(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, account_line, LINES);
    assert_true(t.evicted_subjects > LINES / 16);
    assert_int_equal(t.evicted_messages + t.lost, 0);
    /* Whose message is in the queue stays: line 4 * n handed in message n. */
    struct table_rows r = flood_rows(flood.state, PFL_TABLE_MESSAGES, NULL);
    pfl_messages_row m;
    size_t count;
    unsigned waiting = 0, n;
    while (pfl_rows_next(r.rows, &m, sizeof m, 1, &count) == PFL_OK) {
        char id[16], name[16];
        const char *text = pfl_rows_text(r.rows);
        snprintf(id, sizeof id, "%.*s", (int)m.queue_id.length, text + m.queue_id.offset);
        if (sscanf(id, "CC%6X", &n) != 1)
            continue;
        waiting++;
        snprintf(name, sizeof name, "au%u", 4 * n);
        assert_int_equal(m.sasl_username.length, strlen(name + 1));
        assert_memory_equal(text + m.sasl_username.offset, name + 1, strlen(name + 1));
        uint32_t number = pfl_table_find(&flood.state->ledger.subjects, name, strlen(name));
        assert_int_not_equal(number, NONE);
        assert_int_equal(subject_at(&flood.state->ledger, number)->counts[COUNT_MESSAGES], 1);
    }
    assert_int_equal(waiting, LINES / 64);
    flood_rows_close(&r);
}

/* Two accounts that are used from everywhere take all the room: one at a time goes, and never one that is used more. */
static void test_few_accounts(void **state)
{
    (void)state;
    struct flood *f = &flood;
    pfl_accounts_row row;
    flood_start(f, CAP, 3);
    for (unsigned i = 0; i < LINES / 2; i++) {
        char address[64] = "192.0.2.1";
        f->now = (int64_t)i * 120; /* each message is over before the next one */
        if (i % 2 != 0)
            flood_address(address, sizeof address);
        flood_line(f, "smtpd[1]: CC%06X: client=c[%s], sasl_method=PLAIN, sasl_username=u%u", i, address,
                   i % 2 * (1 + i / 2 % 2));
        flood_line(f, "qmgr[1]: CC%06X: removed", i);
    }
    pfl_totals_row t = flood_finish(f);
    assert_true(t.evicted_subjects > 0 && t.lost == 0);
    flood_row(f->state, PFL_TABLE_ACCOUNTS, "u0", &row, sizeof row);
    assert_int_equal(row.messages, LINES / 4);
}

/* What accounts did hour by hour is theirs as well: when that takes all the room they go, and not those who guess. */
static void test_hours_of_a_month(void **state)
{
    (void)state;
    struct flood *f = &flood;
    char address[64];
    flood_start(f, CAP, 3);
    for (unsigned i = 0; i < 400; i++) {
        flood_address(address, sizeof address);
        flood_failure(f, address, "root");
    }
    for (unsigned i = 0; i < 80 * 24 * 30; i++) {
        f->now = (int64_t)i * 45; /* each of 80 once an hour */
        flood_line(f, "smtpd[1]: CC%06X: client=c[203.0.113.9], sasl_method=PLAIN, sasl_username=u%u", i, i % 80);
        flood_line(
            f, "smtp[1]: CC%06X: to=<x@d.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=5.1.1, status=bounced (no)",
            i);
        flood_line(f, "qmgr[1]: CC%06X: removed", i);
    }
    pfl_totals_row t = flood_finish(f);
    assert_true(t.evicted_subjects > 0);
    assert_int_equal(t.evicted_addresses + t.evicted_messages + t.lost, 0);
}

static void test_new_relays(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, relay_line, LINES);
    assert_true(t.evicted_subjects > LINES / 16);
    assert_int_equal(t.evicted_messages + t.lost, 0);
    pfl_accounts_row row;
    flood_row(flood.state, PFL_TABLE_ACCOUNTS, "user5@example.com", &row, sizeof row);
    assert_int_equal(row.messages, 1);
}

static void test_buckets_go_before_their_addresses(void **state)
{
    (void)state;
    pfl_totals_row t = flood_of(&flood, bucket_line, LINES);
    assert_true(t.evicted_buckets > LINES / 16);
    assert_int_equal(t.evicted_addresses + t.evicted_subjects + t.lost, 0);
    assert_int_equal(t.failures, LINES);
}

/* A state that has to evict while it is loaded keeps no mention of what went: two messages share each sender. */
static void test_what_is_loaded_into_little_is_sound(void **state)
{
    (void)state;
    const pfl_aggregator_options tight = {.size = sizeof tight, .max_memory = PFL_MIN_MEMORY, .hash_key = {4, 4}};
    struct flood *f = &flood;
    struct flood little = {0};
    size_t length;
    flood_start(f, CAP, 3);
    for (unsigned i = 0; i < 3000; i++) {
        f->now = i;
        flood_line(f, "smtpd[1]: CC%06X: client=c[203.0.113.9], sasl_method=PLAIN, sasl_username=stolen", i);
        flood_line(f, "qmgr[1]: CC%06X: from=<s%u@example.com>, size=10, nrcpt=1 (queue active)", i,
                   i < 1500 ? i : 2999 - i);
    }
    flood_flush(f);
    char *data = flood_save(f->state, &length);
    assert_int_equal(pfl_aggregator_load(&little.state, &tight, data, length), PFL_OK);
    assert_true(flood_totals(little.state).evicted_messages > 0);
    flood_check_saved(&little);
    flood_digest(little.state);
    pfl_aggregator_destroy(little.state);
    free(data);
}

/* "When it is full, what weighs least goes first": also when a table cannot be doubled and there is memory left. */
static void test_a_table_that_cannot_be_doubled(void **state)
{
    (void)state;
    struct flood *f = &flood;
    flood_start(f, 2600000, 3);
    for (unsigned i = 0; i < 75000; i++) {
        flood_line(f, "smtpd[1]: CC%06X: client=c[203.0.113.9], sasl_method=PLAIN, sasl_username=u%u", i, i % 300);
        flood_line(f, "qmgr[1]: CC%06X: from=<u@example.com>, size=10, nrcpt=1 (queue active)", i);
        flood_line(
            f, "smtp[1]: CC%06X: to=<x@d%u.example>, relay=mx[198.51.100.1]:25, delay=1, dsn=2.0.0, status=sent (ok)",
            i, i / 300);
        flood_line(f, "qmgr[1]: CC%06X: removed", i);
    }
    flood_flush(f);
    assert_int_equal(flood_totals(f->state).lost, 0);
}

/* Hosts do not go: what finds no room is lost, and the state says so. */
static void test_new_hosts(void **state)
{
    (void)state;
    struct flood *f = &flood;
    flood_start(f, CAP, 3);
    for (unsigned i = 0; i < LINES / 3; i++) {
        char host[32];
        snprintf(host, sizeof host, "mx%u.example.com", i);
        flood_line_from(f, host, "smtpd[1]: connect from c[192.0.2.1]");
    }
    pfl_totals_row t = flood_finish(f);
    assert_true(t.lost > 0);
    flood_digest(f->state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_messages_without_a_beginning, stop_flood),
        cmocka_unit_test_teardown(test_messages_that_are_begun, stop_flood),
        cmocka_unit_test_teardown(test_domains_of_a_stolen_account, stop_flood),
        cmocka_unit_test_teardown(test_senders_of_a_stolen_account, stop_flood),
        cmocka_unit_test_teardown(test_domains_of_incoming_mail, stop_flood),
        cmocka_unit_test_teardown(test_the_own_domain_stays, stop_flood),
        cmocka_unit_test_teardown(test_new_accounts, stop_flood),
        cmocka_unit_test_teardown(test_few_accounts, stop_flood),
        cmocka_unit_test_teardown(test_hours_of_a_month, stop_flood),
        cmocka_unit_test_teardown(test_new_relays, stop_flood),
        cmocka_unit_test_teardown(test_buckets_go_before_their_addresses, stop_flood),
        cmocka_unit_test_teardown(test_what_is_loaded_into_little_is_sound, stop_flood),
        cmocka_unit_test_teardown(test_a_table_that_cannot_be_doubled, stop_flood),
        cmocka_unit_test_teardown(test_new_hosts, stop_flood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
