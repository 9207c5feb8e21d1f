/*
 * States add up: however a log is cut and in whatever order its parts are merged, saved
 * and loaded in between, the saved bytes are those of one pass over the whole.
 *
 * PFL_MERGE_SEEDS=N tries N random trees for each log.
 */
#include "lib/aggregate/aggregator.h"
#include "log_states.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LINES 20000

/* Each in both formats: the second is the first with fractions of seconds, and zones. */
static const char *const corpora[] = {
    "--profile mixed --seed 11 --hosts 1",
    "--profile mixed --seed 12 --hosts 2",
    "--profile mixed --seed 13 --hosts 3",
    "--profile reuse --seed 14 --hosts 1",
    "--profile reuse --seed 15 --hosts 2",
    "--profile reuse --seed 16 --hosts 3",
    "--profile accounts --seed 17 --hosts 1 --accounts 20",
};

#define CORPORA (sizeof corpora / sizeof corpora[0])
#define SAMPLE  (2 * CORPORA)
#define MANGLED (SAMPLE + 1)
#define LOGS    (MANGLED + 4)

static text_log logs[LOGS];
static unsigned seeds = 2;

static pass passes[LOGS];

static int make_logs(void **state)
{
    (void)state;
    const char *wanted = getenv("PFL_MERGE_SEEDS"), *mangling = getenv("PFL_MERGE_MANGLED");
    if (wanted != NULL && atoi(wanted) > 0)
        seeds = (unsigned)atoi(wanted);
    for (size_t i = 0; i < SAMPLE; i++) {
        char arguments[128];
        snprintf(arguments, sizeof arguments, "%s --format %s", corpora[i / 2], i % 2 == 0 ? "rfc3164" : "rfc3339");
        logs[i] = log_made(PFL_MAKE_LOG, arguments, LINES);
    }
    logs[SAMPLE] = log_read(PFL_SAMPLE);
    chance_start(1);
    static const size_t mangled[] = {0, 3, 12, 13};
    for (size_t i = MANGLED; i < LOGS; i++)
        logs[i] = log_mangled(&logs[mangled[i - MANGLED]],
                              mangling == NULL ? LINES_LOST | LINES_CUT : (unsigned)atoi(mangling));
    for (size_t i = 0; i < LOGS; i++)
        passes[i] = one_pass(&logs[i]);
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

/* === Cuts and trees === */

#define MOST_PARTS 256

/* The lines at which parts begin, rising, and the end: some anywhere, some close together, inside messages. */
static size_t choose_cuts(const text_log *log, size_t cuts[MOST_PARTS + 1])
{
    static char is_cut[1 << 16];
    size_t count = 0, anywhere = (size_t)(2 + chance(12)), runs = (size_t)chance(4);
    assert_true(log->lines < sizeof is_cut);
    memset(is_cut, 0, sizeof is_cut);
    for (size_t i = 0; i < anywhere; i++)
        is_cut[chance(log->lines)] = 1;
    for (size_t i = 0; i < runs; i++) {
        size_t at = (size_t)chance(log->lines), step = (size_t)(1 + chance(4));
        for (size_t k = 0; k < 24 && at < log->lines; k++, at += step)
            is_cut[at] = 1;
    }
    is_cut[0] = 1;
    for (size_t line = 0; line < log->lines; line++)
        if (is_cut[line])
            cuts[count++] = line;
    cuts[count] = log->lines;
    return count;
}

/* Merges two of the parts at random, until one is left. */
static pfl_aggregator *merge_all(pfl_aggregator **parts, size_t count)
{
    for (; count > 1; count--) {
        size_t to = (size_t)chance(count), from = (size_t)chance(count - 1);
        from += from >= to;
        if (chance(4) == 0)
            parts[to] = state_reloaded(parts[to]);
        if (chance(4) == 0)
            parts[from] = state_reloaded(parts[from]);
        buffer before = chance(8) == 0 ? state_saved(parts[from]) : (buffer){0};
        assert_int_equal(pfl_aggregator_merge(parts[to], parts[from]), PFL_OK);
        if (before.data != NULL)
            assert_same_bytes(&before, parts[from], "what was added");
        free(before.data);
        pfl_aggregator_destroy(parts[from]);
        parts[from] = parts[count - 1];
    }
    return parts[0];
}

static void test_any_tree_of_any_parts(void **state)
{
    (void)state;
    for (size_t i = 0; i < LOGS; i++)
        for (unsigned seed = 1; seed <= seeds; seed++) {
            char title[32];
            size_t cuts[MOST_PARTS + 1], count;
            pfl_aggregator *parts[MOST_PARTS];
            chance_start(1000 * i + seed);
            count = choose_cuts(&logs[i], cuts);
            for (size_t k = 0; k < count; k++)
                parts[k] = state_of(&logs[i], cuts[k], cuts[k + 1]);
            pfl_aggregator *merged = merge_all(parts, count);
            snprintf(title, sizeof title, "seed %u", seed);
            assert_like(&passes[i], merged, &logs[i], title);
            pfl_aggregator_destroy(merged);
        }
}

#define SHORT 200

/* Two parts, cut at every line of a short log; and each line a part of its own. */
static void cut_everywhere(const text_log *log)
{
    pass wanted = one_pass(log);
    pfl_aggregator *parts[SHORT];
    assert_true(log->lines <= SHORT);
    for (size_t cut = 1; cut < log->lines; cut++) {
        char title[32];
        parts[0] = state_of(log, 0, cut);
        parts[1] = state_of(log, cut, log->lines);
        snprintf(title, sizeof title, "cut at %u", (unsigned)cut);
        pfl_aggregator *merged = merge_all(parts, 2);
        assert_like(&wanted, merged, log, title);
        pfl_aggregator_destroy(merged);
    }
    for (size_t line = 0; line < log->lines; line++)
        parts[line] = state_of(log, line, line + 1);
    pfl_aggregator *merged = merge_all(parts, log->lines);
    assert_like(&wanted, merged, log, "line by line");
    pfl_aggregator_destroy(merged);
    free_pass(&wanted);
}

static void test_every_cut_of_short_logs(void **state)
{
    (void)state;
    chance_start(2);
    for (size_t i = 0; i < SAMPLE; i += 3) {
        text_log log = log_rotated(&logs[i], LINES / 2, LINES / 2 + SHORT);
        cut_everywhere(&log);
        log_free(&log);
    }
    text_log story = log_read(PFL_STATES "/v1.log");
    cut_everywhere(&story);
    log_free(&story);
}

static text_log log_of_stamps(const char *const *stamps, size_t count, const char *rest, const char *name)
{
    buffer lines = {0};
    for (size_t i = 0; i < count; i++) {
        char line[256];
        int length = snprintf(line, sizeof line, "%s mx1 postfix/smtpd[%zu]: %s\n", stamps[i], 100 + i, rest);
        buffer_append(&lines, line, (size_t)length);
    }
    text_log log = log_of(lines.data, lines.length, name);
    free(lines.data);
    return log;
}

static void assert_says(const text_log *log, const char *words)
{
    pass whole = one_pass(log);
    assert_non_null(strstr(whole.rows.data, words));
    free_pass(&whole);
}

/* Summer time ends: the clock steps back, and nobody touched it. But four seconds are four seconds. */
static void test_the_hour_that_comes_twice(void **state)
{
    (void)state;
    static const char *const stamps[] = {"Oct 25 01:59:58", "Oct 25 02:10:00", "Oct 25 02:59:57",
                                         "Oct 25 02:00:03", "Oct 25 02:00:09", "Oct 25 02:59:59",
                                         "Oct 25 03:00:04", "Oct 25 03:00:00", "Oct 25 03:00:01"};
    static const pfl_zone zones[] = {{INT64_C(1774746000000000), 7200, 0}, {INT64_C(1792890000000000), 3600, 0}};
    text_log log = log_of_stamps(stamps, 9, "connect from unknown[192.0.2.7]", "two o'clock");
    log.zones = zones;
    log.zone_count = 2;
    chance_start(4);
    for (int i = 0; i < 4; i++)
        cut_everywhere(&log);
    assert_says(&log, "\"backward\":1,\"most_backward\":4,");
    log_free(&log);
}

/* Of 129 days the first one is forgotten, however far apart the others are. */
static void test_days_far_apart(void **state)
{
    (void)state;
    static const char *const stamps[] = {"2026-01-01T12:00:00Z", "2026-01-05T12:00:00Z", "2026-03-09T12:00:00Z",
                                         "2026-03-10T12:00:00Z", "2026-03-11T12:00:00Z", "2026-05-10T12:00:00Z"};
    text_log log = log_of_stamps(
        stamps, 6, "3A1B2C4D5E: client=unknown[192.0.2.7], sasl_method=PLAIN, sasl_username=alice@example.net", "days");
    chance_start(5);
    for (int i = 0; i < 4; i++)
        cut_everywhere(&log);
    assert_says(&log, "\"active_days\":5,");
    log_free(&log);
}

/* The law holds because halves of messages are kept: without them this test has to see that it fails. */
static void test_halves_of_messages_matter(void **state)
{
    (void)state;
    enum { PARTS = 20 };
    for (size_t i = 0; i < 12; i++) {
        pfl_aggregator *parts[PARTS];
        chance_start(i);
        for (size_t k = 0; k < PARTS; k++) {
            parts[k] = state_of(&logs[i], LINES / PARTS * k, LINES / PARTS * (k + 1));
            struct queue *q = &parts[k]->queue;
            for (uint32_t n = pfl_slab_next(&q->groups, 0); n != NONE; n = pfl_slab_next(&q->groups, n + 1))
                pfl_queue_remove(q, n);
        }
        pfl_aggregator *merged = merge_all(parts, PARTS);
        buffer got = state_rows(merged, ALL_ROWS), *wanted = &passes[i].rows;
        assert_true(wanted->length != got.length || memcmp(wanted->data, got.data, got.length) != 0);
        free(got.data);
        pfl_aggregator_destroy(merged);
    }
}

/* === Formats, rotated files === */

/* A stamp without fractions tells the same story. */
static void test_both_formats_say_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLE; i += 2) {
        pfl_aggregator *whole_seconds = state_of(&logs[i], 0, LINES), *fractions = state_of(&logs[i + 1], 0, LINES);
        buffer wanted = state_rows(whole_seconds, ANY_FRACTION);
        assert_same_rows(&wanted, fractions, ANY_FRACTION, logs[i].name);
        free(wanted.data);
        pfl_aggregator_destroy(whole_seconds);
        pfl_aggregator_destroy(fractions);
    }
}

/* Rotated files have beginnings of their own: what joins them is the time, and it says the same as their order. */
static void test_rotated_files(void **state)
{
    (void)state;
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t i = 0; i < LOGS; i++) {
        chance_start(i);
        const text_log *log = &logs[i];
        size_t first = log->lines / 4 + (size_t)chance(log->lines / 4),
               second = log->lines / 2 + (size_t)chance(log->lines / 4);
        text_log files[] = {log_rotated(log, 0, first), log_rotated(log, first, second),
                            log_rotated(log, second, log->lines)};
        pfl_aggregator *whole = state_of(log, 0, log->lines);
        buffer wanted = state_rows(whole, ANY_STREAMS);
        for (size_t k = i % 2; k < 6; k += 2) {
            pfl_aggregator *read = state_new(), *parts[3];
            for (size_t file = 0; file < 3; file++) { /* by one state, and merged from three */
                const text_log *next = &files[orders[k][file]];
                assert_int_equal(state_begin(read, next, 0), PFL_OK);
                assert_int_equal(state_add(read, next, 0, next->lines), PFL_OK);
                parts[file] = state_of(next, 0, next->lines);
            }
            pfl_aggregator *merged = merge_all(parts, 3);
            assert_same_rows(&wanted, read, ANY_STREAMS, log->name);
            assert_same_rows(&wanted, merged, ANY_STREAMS, log->name);
            buffer bytes = state_saved(read);
            assert_same_bytes(&bytes, merged, log->name);
            free(bytes.data);
            pfl_aggregator_destroy(read);
            pfl_aggregator_destroy(merged);
        }
        free(wanted.data);
        pfl_aggregator_destroy(whole);
        for (size_t file = 0; file < 3; file++)
            log_free(&files[file]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_tree_of_any_parts),
        cmocka_unit_test(test_every_cut_of_short_logs),
        cmocka_unit_test(test_the_hour_that_comes_twice),
        cmocka_unit_test(test_days_far_apart),
        cmocka_unit_test(test_halves_of_messages_matter),
        cmocka_unit_test(test_both_formats_say_the_same),
        cmocka_unit_test(test_rotated_files),
    };
    return cmocka_run_group_tests(tests, make_logs, free_logs);
}
