/*
 * Nothing is counted twice: what a state has read it does not read again, nor does it
 * take it from another state; and what it has compacted stays closed.
 */
#include "lib/aggregate/aggregator.h"
#include "log_states.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const corpora[] = {
    "--profile mixed --seed 31 --format rfc3339", "--profile mixed --seed 32 --hosts 3",
    "--profile reuse --seed 33 --format rfc3339", "--profile reuse --seed 34 --hosts 2",
    "--profile accounts --seed 35 --accounts 20",
};

#define LOGS (sizeof corpora / sizeof corpora[0])

static text_log logs[LOGS];
static pass passes[LOGS];

static int make_logs(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOGS; i++) {
        logs[i] = log_made(PFL_MAKE_LOG, corpora[i], 10000);
        passes[i] = one_pass(&logs[i]);
    }
    return 0;
}

static int free_logs(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOGS; i++) {
        log_free(&logs[i]);
        free_pass(&passes[i]);
    }
    return 0;
}

/* === Nothing is counted twice === */

static void test_overlaps_are_refused(void **state)
{
    (void)state;
    static const size_t ranges[][2] = {{0, 900}, {899, 1000}, {300, 301}, {0, 1}, {100, 2000}, {0, 2000}};
    const text_log *log = &logs[0];
    chance_start(3);
    pfl_aggregator *a = state_of(log, 100, 900);
    buffer before = state_saved(a);
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        pfl_aggregator *b = state_of(log, ranges[i][0], ranges[i][1]);
        buffer other = state_saved(b);
        int32_t wanted = ranges[i][1] <= 100 ? PFL_OK : PFL_ERR_OVERLAP;
        assert_int_equal(pfl_aggregator_merge(b, a), wanted);
        if (wanted != PFL_OK) {
            assert_int_equal(pfl_aggregator_merge(a, b), wanted);
            assert_same_bytes(&other, b, "refused");
        }
        assert_same_bytes(&before, a, "refused");
        free(other.data);
        pfl_aggregator_destroy(b);
    }
    free(before.data);
    pfl_aggregator_destroy(a);
}

static void assert_known(const pfl_aggregator *a, const text_log *log, size_t at, size_t from, size_t to)
{
    pfl_range range;
    assert_int_equal(pfl_aggregator_known(a, log_stream(log), log->starts[at], &range), PFL_OK);
    assert_int_equal(range.stream, log_stream(log));
    assert_int_equal(range.start, log->starts[from]);
    assert_int_equal(range.end, log->starts[to]);
    assert_int_equal(range.lines, to - from);
    assert_int_equal(range.last_offset, log->starts[to - 1]);
    assert_int_equal(range.last_hash,
                     pfl_stream_id(log->data + log->starts[to - 1], log->starts[to] - log->starts[to - 1] - 1));
}

/* Ranges that touch are one, whichever came first; the stream has the name that sorts first. */
static void test_ranges_that_touch(void **state)
{
    (void)state;
    static const size_t orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const size_t ends[] = {0, 1000, 1001, 2000};
    chance_start(6);
    for (size_t i = 0; i < 6; i++) {
        pfl_aggregator *a = state_new();
        for (size_t k = 0; k < 3; k++) {
            size_t part = orders[i][k];
            text_log named = logs[0];
            snprintf(named.name, sizeof named.name, "%c.log", (char)('a' + part));
            pfl_aggregator *b = state_of(&named, ends[part], ends[part + 1]);
            assert_int_equal(pfl_aggregator_merge(a, b), PFL_OK);
            pfl_aggregator_destroy(b);
            if (k == 0)
                assert_known(a, &logs[0], ends[part], ends[part], ends[part + 1]);
        }
        assert_known(a, &logs[0], 0, 0, 2000);
        buffer rows = state_rows(a, ALL_ROWS);
        assert_non_null(strstr(rows.data, "\"file\":\"a.log\""));
        assert_null(strstr(rows.data, "\"file\":\"b.log\""));
        assert_null(strstr(rows.data, "\"file\":\"c.log\""));
        free(rows.data);
        pfl_aggregator_destroy(a);
    }
}

static void test_a_log_that_grows(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOGS; i++) {
        const text_log *log = &logs[i];
        pfl_range range;
        pfl_aggregator *a = state_new();
        size_t read = 0;
        chance_start(i);
        assert_int_equal(pfl_aggregator_known(a, log_stream(log), 0, &range), PFL_END);
        while (read < log->lines) {
            size_t grown = read + 1 + (size_t)chance(log->lines / 3);
            grown = grown < log->lines ? grown : log->lines;
            assert_int_equal(state_begin(a, log, read), PFL_OK);
            assert_int_equal(state_add(a, log, read, grown), PFL_OK);
            read = grown;
            if (chance(2) == 0)
                a = state_reloaded(a);
            assert_known(a, log, 0, 0, read);
            assert_int_equal(state_begin(a, log, (size_t)chance(read)), PFL_ERR_OVERLAP);
            assert_int_equal(pfl_aggregator_known(a, log_stream(log), log->starts[read], &range), PFL_END);
            assert_int_equal(pfl_aggregator_known(a, log_stream(log) + 1, 0, &range), PFL_END);
        }
        assert_like(&passes[i], a, log, "as it grew");
        pfl_aggregator_destroy(a);
    }
}

/* A range ends where another begins that was read before; what is behind that one is read on its own. */
static void test_running_into_what_is_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOGS; i++) {
        const text_log *log = &logs[i];
        chance_start(i);
        size_t first = 1 + (size_t)chance(log->lines / 2), second = first + 1 + (size_t)chance(log->lines / 2 - 1);
        pfl_aggregator *a = state_of(log, first, second);
        assert_known(a, log, 0, first, second);
        assert_int_equal(state_begin(a, log, 0), PFL_OK);
        assert_int_equal(state_add(a, log, 0, log->lines), PFL_ERR_OVERLAP);
        assert_known(a, log, 0, 0, first);
        a = state_reloaded(a);
        assert_known(a, log, 0, 0, second);
        assert_int_equal(state_begin(a, log, first), PFL_ERR_OVERLAP);
        assert_int_equal(state_begin(a, log, second), PFL_OK);
        assert_int_equal(state_add(a, log, second, log->lines), PFL_OK);
        assert_like(&passes[i], a, log, "around a known range");
        pfl_aggregator_destroy(a);
    }
}

/* === Compacted states === */

/* A line at which an hour begins and nothing is in the queue: no message and no hour lies in both parts. */
static size_t quiet_hour(const text_log *log)
{
    for (size_t line = log->lines / 4; line < log->lines; line++) {
        const char *hour = log->data + log->starts[line] + 11; /* 2026-06-01T09:... */
        if (memcmp(hour, log->data + log->starts[line - 1] + 11, 2) == 0 || memcmp(hour, "00", 2) == 0)
            continue;
        pfl_aggregator *a = state_of(log, 0, line);
        pfl_normalize(a);
        bool waits = false;
        const struct queue *q = &a->queue;
        for (uint32_t n = pfl_slab_next(&q->groups, 0); n != NONE; n = pfl_slab_next(&q->groups, n + 1))
            waits = waits || group_at(q, n)->end == END_NONE;
        pfl_aggregator_destroy(a);
        if (!waits)
            return line;
    }
    fail_msg("%s: something is always in the queue", log->name);
    return 0;
}

static buffer compacted_rows(pfl_aggregator *a, const char *table)
{
    buffer rows = state_rows(a, ALL_ROWS), kept = {0};
    char begin[64];
    snprintf(begin, sizeof begin, "{\"table\":\"%s\"", table);
    for (const char *at = rows.data, *end; (end = strchr(at, '\n')) != NULL; at = end + 1)
        if (strncmp(at, begin, strlen(begin)) == 0)
            buffer_append(&kept, at, (size_t)(end + 1 - at));
    buffer_append(&kept, "", 1);
    free(rows.data);
    return kept;
}

/* Two parts of a day, compacted and then added up, make the day that the whole is compacted to. */
static void test_compacted_states_add_up(void **state)
{
    (void)state;
    static const char *const tables[] = {"days", "submitters", "networks", "contacts", "senders", "domains"};
    const int64_t third_day = INT64_C(1780444800000000); /* 2026-06-03 */
    text_log log = log_made(PFL_MAKE_LOG, "--profile accounts --seed 18 --accounts 8 --format rfc3339", 5000);
    chance_start(5);
    size_t cut = quiet_hour(&log);
    pfl_aggregator *whole = state_of(&log, 0, log.lines),
                   *parts[] = {state_of(&log, 0, cut), state_of(&log, cut, log.lines)};
    assert_true(pfl_aggregator_compacted(whole) == PFL_TIME_INVALID);
    assert_true(pfl_aggregator_compacted(NULL) == PFL_TIME_INVALID);
    assert_int_equal(pfl_aggregator_compact(whole, third_day), PFL_OK);
    assert_true(pfl_aggregator_compacted(whole) == third_day);
    assert_int_equal(pfl_aggregator_compact(parts[1], third_day), PFL_OK);
    assert_int_equal(pfl_aggregator_merge(parts[0], parts[1]), PFL_ERR_COMPACTED);
    assert_int_equal(pfl_aggregator_merge(parts[1], parts[0]), PFL_ERR_COMPACTED);
    assert_int_equal(pfl_aggregator_compact(parts[0], third_day), PFL_OK);
    pfl_aggregator *merged = parts[0];
    assert_int_equal(pfl_aggregator_merge(merged, parts[1]), PFL_OK);
    pfl_aggregator_destroy(parts[1]);
    merged = state_reloaded(merged);
    assert_true(pfl_aggregator_compacted(merged) == third_day);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        buffer wanted = compacted_rows(whole, tables[i]), got = compacted_rows(merged, tables[i]);
        assert_true(wanted.length > 1 || i == 1);
        assert_string_equal(got.data, wanted.data);
        free(wanted.data);
        free(got.data);
    }
    assert_int_equal(state_begin(merged, &log, log.lines), PFL_OK);
    assert_int_equal(state_add(merged, &log, 0, 1), PFL_ERR_COMPACTED);
    pfl_aggregator_destroy(whole);
    pfl_aggregator_destroy(merged);
    log_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_overlaps_are_refused),    cmocka_unit_test(test_ranges_that_touch),
        cmocka_unit_test(test_a_log_that_grows),        cmocka_unit_test(test_running_into_what_is_known),
        cmocka_unit_test(test_compacted_states_add_up),
    };
    return cmocka_run_group_tests(tests, make_logs, free_logs);
}
