/*
 * Floods of failed logins: a state never holds more than it may, the flood pushes out itself, and what is
 * left is right or says by how much it is not.
 */
#include "flood.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct flood flood;

static int stop_flood(void **state)
{
    (void)state;
    if (flood.state != NULL)
        flood_stop(&flood);
    return 0;
}

#define FAILURES 300000
#define POOL     120000

/* What is in the log: the failures of each name and address of the pool. */
static uint32_t true_counts[POOL];

enum flooded { NAMES, ADDRESSES, BOTH };

static void pool_address(char *out, size_t size, uint64_t i)
{
    if (i % 2 == 0)
        snprintf(out, size, "20.%u.%u.%u", (unsigned)(i >> 16), (unsigned)(i >> 8 & 255), (unsigned)(i & 255));
    else
        snprintf(out, size, "2001:db8:f::%x:%x", (unsigned)(i >> 16) + 1, (unsigned)(i & 65535));
}

/* A failure of somebody new, or of one of the pool, who fail a few times each. */
static void next_failure(struct flood *f, enum flooded what)
{
    char address[64] = "203.0.113.7", name[64] = "root";
    if (flood_chance(2) == 0) {
        uint64_t i = flood_chance(POOL);
        true_counts[i]++;
        if (what != ADDRESSES)
            snprintf(name, sizeof name, "pool%06u", (unsigned)i);
        if (what != NAMES)
            pool_address(address, sizeof address, i);
    } else {
        if (what != ADDRESSES)
            snprintf(name, sizeof name, "%x%x@example.org", (unsigned)flood_chance(UINT32_MAX),
                     (unsigned)flood_chance(UINT32_MAX));
        if (what != NAMES)
            flood_address(address, sizeof address);
    }
    flood_failure(f, address, name);
}

/* The heavy ones fail all the time, or in the first half of it, the i-th one 200 + 10 * i times. */
static void heavy_failure(struct flood *f, unsigned i)
{
    char address[64], name[64];
    snprintf(address, sizeof address, i % 2 == 0 ? "198.51.100.%u" : "2001:db8:ffff::%x", i + 100);
    snprintf(name, sizeof name, "Heavy%u", i);
    flood_failure(f, address, name);
}

static uint32_t heavy_count(unsigned i)
{
    return 200 + 10 * i;
}

static void check_heavy(struct flood *f)
{
    for (unsigned i = 0; i < PLANTED; i++) {
        char address[64], name[64];
        pfl_names_row n;
        pfl_addresses_row a;
        snprintf(address, sizeof address, i % 2 == 0 ? "198.51.100.%u" : "2001:db8:ffff::%x", i + 100);
        snprintf(name, sizeof name, "heavy%u", i);
        flood_row(f->state, PFL_TABLE_NAMES, name, &n, sizeof n);
        flood_row(f->state, PFL_TABLE_ADDRESSES, address, &a, sizeof a);
        assert_int_equal(n.failures, heavy_count(i));
        assert_int_equal(a.failures, heavy_count(i));
        assert_int_equal(n.failure_networks, 1);
        assert_int_equal(a.users_tried, 1);
    }
}

/* Every count that is left is at most the true one, and lacks no more than is said. */
static void check_lower_bounds(struct flood *f, const pfl_totals_row *t)
{
    struct table_rows r = flood_rows(f->state, PFL_TABLE_NAMES, NULL);
    pfl_names_row n;
    size_t count;
    unsigned i;
    while (pfl_rows_next(r.rows, &n, sizeof n, 1, &count) == PFL_OK) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)n.sasl_username.length,
                 pfl_rows_text(r.rows) + n.sasl_username.offset);
        if (sscanf(name, "pool%6u", &i) != 1)
            continue;
        assert_true(n.failures <= true_counts[i]);
        assert_true(n.failures + t->name_error >= true_counts[i]);
    }
    flood_rows_close(&r);
    for (i = 0; i < POOL; i += 7) {
        char address[64];
        pfl_network network;
        pool_address(address, sizeof address, i);
        assert_int_equal(pfl_network_parse(address, strlen(address), &network), PFL_OK);
        uint32_t number = pfl_table_find(&f->state->addresses, network.bytes, sizeof network.bytes);
        if (number == NONE || t->evicted_addresses == 0)
            continue;
        const struct address *a = table_at(&f->state->addresses, number);
        assert_true(a->counts[ADDRESS_FAILURES] <= true_counts[i]);
        assert_true(a->counts[ADDRESS_FAILURES] + t->address_error >= true_counts[i]);
    }
}

/* Returns a digest of all that is left. */
static uint64_t flood_of_failures(enum flooded what, unsigned failures, uint64_t key)
{
    static struct flood f;
    uint64_t calls[10] = {0};
    unsigned sent = 0;
    memset(true_counts, 0, sizeof true_counts);
    flood_start(&f, CAP, key);
    flood_begin_waiting(&f);
    flood_begin_proxied(&f);
    for (unsigned i = 0; i < failures; i++) {
        uint64_t before = f.heap.calls;
        f.now = i / 8;
        next_failure(&f, what);
        for (unsigned k = 0; k < PLANTED; k++) {
            unsigned period = failures / heavy_count(k) / (1 + k % 2);
            if (i % period == k && i / period < heavy_count(k))
                heavy_failure(&f, k);
        }
        if (i % 1000 == 0) {
            for (unsigned k = 0; k < ACCOUNTS; k++)
                flood_message(&f, k, sent * ACCOUNTS + k);
            sent++;
        }
        calls[i / (failures / 10)] += f.heap.calls - before;
    }
    pfl_totals_row t = flood_finish(&f);
    assert_int_equal(t.lost, 0);
    assert_int_equal(t.evicted_messages + t.evicted_subjects + t.evicted_others, 0);
    assert_true((what == NAMES || t.evicted_addresses > 0) && (what == ADDRESSES || t.evicted_names > 0));
    assert_true(calls[9] < 3 * calls[0]); /* as much work for each line, however long it goes on */
    check_heavy(&f);
    check_lower_bounds(&f, &t);
    flood_check_shares(&f, 80);
    flood_end_waiting(&f);
    flood_check_accounts(&f, sent, WAITING / ACCOUNTS);
    uint64_t result = flood_digest(f.state);
    flood_stop(&f);
    return result;
}

static void test_a_flood_of_names(void **state)
{
    (void)state;
    flood_of_failures(NAMES, FAILURES, 1);
}

static void test_a_flood_of_addresses(void **state)
{
    (void)state;
    flood_of_failures(ADDRESSES, FAILURES, 1);
}

/* And the key of the tables decides nothing. */
static void test_a_flood_of_both(void **state)
{
    (void)state;
    uint64_t one = flood_of_failures(BOTH, FAILURES / 3, 1);
    assert_int_equal(flood_of_failures(BOTH, FAILURES / 3, UINT64_C(0x123456789abcdef)), one);
}

#define LINES 40000

/* One eviction hides what the heaviest of those had that went: each name and address fails three times. */
static void test_the_error_of_one_eviction(void **state)
{
    (void)state;
    struct flood *f = &flood;
    char address[64], name[64];
    unsigned i = 0;
    pfl_totals_row t = {0};
    pfl_names_row n;
    pfl_addresses_row a;
    flood_start(f, CAP, 3);
    for (; t.evicted_names == 0 || t.evicted_addresses == 0; i++) {
        pool_address(address, sizeof address, i);
        snprintf(name, sizeof name, "pool%06u", i);
        for (unsigned k = 0; k < 3; k++) {
            flood_failure(f, t.evicted_addresses == 0 ? address : "203.0.113.7",
                          t.evicted_addresses == 0 ? "root" : name);
        }
        f->now++;
        if (i % 256 == 0) {
            flood_flush(f);
            t = flood_totals(f->state);
        }
    }
    assert_true(t.address_error >= 3 && t.name_error >= 3);
    pool_address(address, sizeof address, 0); /* was the lightest, with the fewest minutes */
    flood_failure(f, address, "root");
    flood_flush(f);
    flood_row(f->state, PFL_TABLE_ADDRESSES, address, &a, sizeof a);
    assert_int_equal(a.failures, 1);
    assert_true(a.failures + t.address_error >= 4);
    flood_row(f->state, PFL_TABLE_NAMES, "root", &n, sizeof n);
    assert_true(n.failures > 1000 && n.failures <= t.failures);
}

/* What fails within a minute weighs the same: a quarter of it goes and not all, whatever settles which. */
static void test_equal_weights(void **state)
{
    (void)state;
    struct flood *f = &flood;
    unsigned i = 0;
    pfl_totals_row t = {0};
    flood_start(f, CAP, 3);
    while (t.evicted_names == 0) {
        char name[64];
        snprintf(name, sizeof name, "pool%06u", i);
        flood_failure(f, "203.0.113.7", name);
        if (++i % 256 == 0) {
            flood_flush(f);
            t = flood_totals(f->state);
        }
    }
    assert_true(t.evicted_names > i / 8 && t.evicted_names < i / 2);
}

/* An address that fails for a month gives up its own oldest minutes, and nothing else: its count stays. */
static void test_one_address(void **state)
{
    (void)state;
    struct flood *f = &flood;
    pfl_addresses_row a;
    flood_start(f, CAP, 3);
    for (f->now = 0; f->now < INT64_C(30) * 86400; f->now += 40)
        flood_failure(f, "203.0.113.7", "root");
    pfl_totals_row t = flood_finish(f);
    assert_true(t.evicted_buckets > 0);
    assert_int_equal(t.evicted_addresses + t.evicted_names + t.lost, 0);
    flood_row(f->state, PFL_TABLE_ADDRESSES, "203.0.113.7", &a, sizeof a);
    assert_int_equal(a.failures, f->lines);
}

/* With a key that nobody knows, the slots differ, and nothing else. */
static void test_random_keys(void **state)
{
    (void)state;
    static struct flood other;
    struct flood *const both[] = {&flood, &other};
    uint64_t digests[2];
    for (unsigned n = 0; n < 2; n++) {
        flood_start(both[n], CAP, 0);
        for (unsigned i = 0; i < LINES; i++) {
            both[n]->now = i / 8;
            next_failure(both[n], BOTH);
        }
        flood_flush(both[n]);
        digests[n] = flood_digest(both[n]->state);
    }
    const struct table *a = &flood.state->guesses, *b = &other.state->guesses;
    assert_memory_not_equal(&flood.state->key, &other.state->key, sizeof other.state->key);
    assert_int_equal(a->slot_count, b->slot_count);
    assert_memory_not_equal(a->slots, b->slots, a->slot_count * sizeof *a->slots);
    assert_int_equal(digests[0], digests[1]);
    flood_stop(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_a_flood_of_names, stop_flood),
        cmocka_unit_test_teardown(test_a_flood_of_addresses, stop_flood),
        cmocka_unit_test_teardown(test_a_flood_of_both, stop_flood),
        cmocka_unit_test_teardown(test_the_error_of_one_eviction, stop_flood),
        cmocka_unit_test_teardown(test_equal_weights, stop_flood),
        cmocka_unit_test_teardown(test_one_address, stop_flood),
        cmocka_unit_test_teardown(test_random_keys, stop_flood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
