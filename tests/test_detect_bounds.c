/*
 * An audit's bounds: how many findings, addresses and lines it keeps, what it does when there is no memory, several
 * threads at once, and that it takes twice as much for twice as many attackers.
 */
#include "phrase_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef PFL_THREADS
#include <pthread.h>
#endif

#include <cmocka.h>

#define MOST_FINDINGS 16384

/* === An allocator that counts, and fails once or from then on === */

struct heap {
    size_t blocks, calls, fail_at, failures; /* fail_at 0: never */
    uint64_t bytes, most;
    bool for_good;
};

static struct heap heap;

static void *heap_resize(void *context, void *pointer, size_t old_size, size_t new_size)
{
    struct heap *h = context;
    if (new_size == 0) {
        h->blocks -= pointer != NULL;
        h->bytes -= old_size;
        free(pointer);
        return NULL;
    }
    h->calls++;
    if (h->fail_at != 0 && (h->calls == h->fail_at || (h->for_good && h->calls > h->fail_at))) {
        h->failures++;
        return NULL;
    }
    void *block = realloc(pointer, new_size);
    if (block == NULL)
        abort();
    h->blocks += pointer == NULL;
    h->bytes = h->bytes - old_size + new_size;
    h->most = h->bytes > h->most ? h->bytes : h->most;
    return block;
}

static pfl_aggregator *state_of(const char *const *phrases)
{
    const pfl_aggregator_options options = {
        .size = sizeof options, .hash_key = {1, 2}, .allocator = {&heap, heap_resize}};
    pfl_aggregator *state = phrase_state(phrases, &options);
    assert_non_null(state);
    return state;
}

/* === Reading === */

/* A hash of all rows of the five tables; 0 when something went wrong. Nothing is asserted: cmocka knows one thread. */
static uint64_t hash_of(const pfl_audit *audit)
{
    uint64_t words[2] = {1, 0}, record[128];
    char json[1 << 14];
    for (uint16_t table = PFL_TABLE_AUDIT; table <= PFL_TABLE_FINDING_LINES; table++) {
        const pfl_rows_options options = {.size = sizeof options, .table = table};
        pfl_rows *rows;
        size_t count, length;
        if (pfl_audit_rows(&rows, audit, &options) != PFL_OK)
            return 0;
        while (pfl_rows_next(rows, record, pfl_table_info(table)->record_size, 1, &count) == PFL_OK &&
               pfl_row_json(table, record, pfl_rows_text(rows), json, sizeof json, &length) == PFL_OK) {
            words[1] = pfl_stream_id(json, length);
            words[0] = pfl_stream_id(words, sizeof words);
        }
        pfl_rows_destroy(rows);
    }
    return words[0];
}

/* === A log with something for most rules === */

static const char *const everything[] = {
    "2026-11-01T00:00:00Z 11 times every 1d, 3 times every 10m: user{i}@d{i}.example sends from 2001:db8:{i}::1",
    "2026-11-12T00:00:00Z 6 times every 1d, 20 times every 1m: user1@d1.example sends from 2001:db8:1::1",
    "2026-11-20T03:00:00Z 3 times every 5m: user{i}@d{i}.example sends from 192.0.2.66",
    "2026-11-20T04:00:00Z user1@d1.example sends from 203.0.113.1 to bob@r{k}.example recipients 120 outcome spam",
    "2026-11-20T04:10:00Z 6 times every 1m: user1@d1.example sends from 203.0.113.1 as bob@f{i}.example",
    "2026-11-20T04:20:00Z 4 times every 1m: user1@d1.example is-refused from 203.0.113.1 as ceo{i}@example.org",
    "2026-11-20T04:30:00Z 10 times every 1m: nobody is-limited from 203.0.113.1",
    "2026-11-21T08:00:00Z 5 times every 1h, 5 times every 1m: alice@example.net fails from 2001:db8:{i}::9",
    "2026-11-21T13:00:00Z 32 times every 10s: user{i}@example.net fails from 198.51.100.66",
    "2026-11-21T13:30:00Z alice@example.net sends from 198.51.100.66",
    "2026-11-21T13:31:00Z nobody logs-in from 198.51.100.66",
    "2026-11-21T14:00:00Z root@example.net sends from 198.51.100.99",
    "2026-11-21T15:00:00Z 60 times every 10s: uid 33 sends",
    "2026-11-21T16:00:00Z nobody sends from 203.0.113.66 to bob@x{k}.example recipients 9",
    "2026-11-21T17:00:00Z 12 times every 1m: carol@example.net sends from 2001:db8:{i}::7",
    NULL,
};

/* === Memory === */

static void attempt(const pfl_view *view, uint64_t wanted, size_t n, bool for_good)
{
    static const pfl_network network = {.bits = 120, .bytes = {[10] = 0xff, [11] = 0xff, 10, 0, 0}};
    static const char *const names[] = {"nobody@example.org"};
    const pfl_audit_options options = {.size = sizeof options,
                                       .trusted = &network,
                                       .trusted_count = 1,
                                       .proxies = &network,
                                       .proxy_count = 1,
                                       .monitor_networks = &network,
                                       .monitor_network_count = 1,
                                       .monitors = names,
                                       .monitor_count = 1,
                                       .bulk = names,
                                       .bulk_count = 1};
    size_t blocks = heap.blocks;
    pfl_audit *audit;
    heap.calls = heap.failures = 0;
    heap.fail_at = n;
    heap.for_good = for_good;
    int32_t status = pfl_audit_create(&audit, view, &options);
    heap.fail_at = 0;
    assert_int_equal(status, heap.failures > 0 ? PFL_ERR_MEMORY : PFL_OK);
    assert_int_equal(audit != NULL, status == PFL_OK);
    if (audit != NULL)
        assert_true(hash_of(audit) == wanted);
    pfl_audit_destroy(audit);
    assert_int_equal(heap.blocks, blocks);
}

/* Each allocation fails once, and all from one on: PFL_ERR_MEMORY, and nothing is left. */
static void test_no_memory(void **unused)
{
    pfl_aggregator *state = state_of(everything);
    pfl_view *view;
    pfl_audit *audit;
    (void)unused;
    assert_int_equal(pfl_view_create(&view, state), PFL_OK);
    assert_int_equal(pfl_audit_create(&audit, view, NULL), PFL_OK);
    uint64_t wanted = hash_of(audit);
    assert_true(wanted > 1);
    pfl_audit_destroy(audit);
    for (int for_good = 0; for_good < 2; for_good++) {
        size_t n = 0;
        do
            attempt(view, wanted, ++n, for_good == 1);
        while (heap.failures > 0);
        assert_true(n > 100);
    }
    pfl_view_destroy(view);
    pfl_aggregator_destroy(state);
    assert_int_equal(heap.blocks, 0);
    assert_true(heap.bytes == 0);
}

/* === How much is kept === */

static pfl_audit *open_audit(const pfl_view *view, const pfl_limit_setting *limits, size_t count)
{
    const pfl_audit_options options = {.size = sizeof options, .limits = limits, .limit_count = count};
    pfl_audit *audit;
    assert_int_equal(pfl_audit_create(&audit, view, &options), PFL_OK);
    return audit;
}

/* 17,000 findings of R09, which are medium; one of R15 and 12 of R12, which are worse, though they are the last. */
static void test_most_findings(void **unused)
{
    static const char *const crowd[] = {
        "2026-11-20T00:00:00Z 17000 times every 10s: user{i}@example.net sends from 192.0.2.1",
        "2026-11-22T04:00:00Z 12 times every 1m: last{i}@example.net sends from 192.0.2.1 as eve@example.com",
        "2026-11-22T05:00:00Z nobody sends from 203.0.113.66 to bob@x{k}.example recipients 9",
        NULL,
    };
    static const pfl_limit_setting limits[] = {{901, 1}, {1202, 1}};
    const pfl_rows_options options = {.size = sizeof options, .table = PFL_TABLE_FINDINGS};
    pfl_aggregator *state = state_of(crowd);
    pfl_view *view;
    pfl_rows *rows;
    pfl_findings_row row;
    size_t count;
    (void)unused;
    assert_int_equal(pfl_view_create(&view, state), PFL_OK);
    pfl_audit *audit = open_audit(view, limits, 2);
    assert_int_equal(pfl_audit_rows(&rows, audit, &options), PFL_OK);
    assert_int_equal(pfl_rows_count(rows), MOST_FINDINGS);
    for (size_t i = 0; i < 14; i++) {
        assert_int_equal(pfl_rows_next(rows, &row, sizeof row, 1, &count), PFL_OK);
        assert_int_equal(row.severity, i == 0 ? PFL_FINDING_CRITICAL : i <= 12 ? PFL_FINDING_HIGH : PFL_FINDING_MEDIUM);
    }
    pfl_rows_destroy(rows);
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
    pfl_aggregator_destroy(state);
}

/* 40 addresses and as many logins: 32 of the ones are listed, 8 of the lines at most. */
static void test_most_sources_and_lines(void **unused)
{
    static const char *const travels[] = {
        "2026-11-20T09:00:00Z 40 times every 1m: alice@example.net sends from 2001:db8:{i}::1",
        NULL,
    };
    const pfl_rows_options sources = {.size = sizeof sources, .table = PFL_TABLE_FINDING_SOURCES},
                           lines = {.size = sizeof lines, .table = PFL_TABLE_FINDING_LINES};
    pfl_aggregator *state = state_of(travels);
    pfl_view *view;
    pfl_rows *rows;
    (void)unused;
    assert_int_equal(pfl_view_create(&view, state), PFL_OK);
    pfl_audit *audit = open_audit(view, NULL, 0);
    assert_int_equal(pfl_audit_rows(&rows, audit, &sources), PFL_OK);
    assert_int_equal(pfl_rows_count(rows), 32);
    pfl_rows_destroy(rows);
    assert_int_equal(pfl_audit_rows(&rows, audit, &lines), PFL_OK);
    assert_true(pfl_rows_count(rows) > 0 && pfl_rows_count(rows) <= 8);
    pfl_rows_destroy(rows);
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
    pfl_aggregator_destroy(state);
}

/* The most memory that an audit of so many failed logins takes, each of another address. */
static uint64_t memory_of(const char *attack)
{
    const char *const phrases[] = {attack, NULL};
    pfl_aggregator *state = state_of(phrases);
    pfl_view *view;
    assert_int_equal(pfl_view_create(&view, state), PFL_OK);
    uint64_t before = heap.most = heap.bytes;
    pfl_audit *audit = open_audit(view, NULL, 0);
    uint64_t most = heap.most - before;
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
    pfl_aggregator_destroy(state);
    return most;
}

/* detect.h promises about 100 bytes for each failed login that is kept. */
static void test_memory_for_each_failure(void **unused)
{
    (void)unused;
    uint64_t once =
        memory_of("2026-11-20T00:00:00Z 10000 times every 1s: user{i}@example.net fails from 2001:db8::{i}");
    uint64_t twice =
        memory_of("2026-11-20T00:00:00Z 20000 times every 1s: user{i}@example.net fails from 2001:db8::1:{i}");
    assert_true(once < 10000 * 150);
    assert_true(twice < 20000 * 150);
}

/*
 * Time that grows with the square would end by the test's time limit: a fifth of a second becomes an hour. 200,000
 * addresses fail once each, for one name and for a thousand.
 */
static void test_many_failures_take_no_longer_each(void **unused)
{
    (void)unused;
    memory_of("2026-11-20T00:00:00Z 200 times every 1s, 1000 times every 1s: "
              "info@example.net fails from 2001:db8:{j}::{i}");
    memory_of("2026-11-20T00:00:00Z 200 times every 1s, 1000 times every 1s: "
              "user{i}@example.net fails from 2001:db8:{j}::{i}");
}

/* === Threads === */

#ifdef PFL_THREADS
struct reading {
    const pfl_audit *audit;
    uint64_t hash;
};

static void *read_audit(void *context)
{
    struct reading *r = context;
    r->hash = hash_of(r->audit);
    return NULL;
}

static void test_threads_read_one_audit(void **unused)
{
    pfl_aggregator *state = phrase_state(everything, NULL);
    pthread_t threads[4];
    struct reading readings[4];
    pfl_view *view;
    (void)unused;
    assert_int_equal(pfl_view_create(&view, state), PFL_OK);
    pfl_audit *audit = open_audit(view, NULL, 0);
    uint64_t wanted = hash_of(audit);
    for (size_t i = 0; i < 4; i++) {
        readings[i] = (struct reading){audit, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, read_audit, &readings[i]), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(readings[i].hash == wanted && wanted > 1);
    }
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
    pfl_aggregator_destroy(state);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_most_findings),
        cmocka_unit_test(test_most_sources_and_lines),
        cmocka_unit_test(test_memory_for_each_failure),
        cmocka_unit_test(test_many_failures_take_no_longer_each),
#ifdef PFL_THREADS
        cmocka_unit_test(test_threads_read_one_audit),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
