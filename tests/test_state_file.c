/*
 * Saved states: loading is the identity, what is damaged is refused, what was made up
 * does no harm, and states of earlier releases are read for ever.
 */
#include "cases.h"
#include "state_records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DAY INT64_C(86400000000)

static const char *const fixtures[] = {"v1-whole", "v1-first", "v1-second", "v1-compacted"};

#define FIXTURES (sizeof fixtures / sizeof fixtures[0])

static buffer states[FIXTURES];

static buffer read_fixture(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", PFL_STATES, name);
    return file_read(path);
}

static int read_states(void **state)
{
    (void)state;
    chance_start(1);
    for (size_t i = 0; i < FIXTURES; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s.state", fixtures[i]);
        states[i] = read_fixture(name);
    }
    return 0;
}

static int free_states(void **state)
{
    (void)state;
    for (size_t i = 0; i < FIXTURES; i++)
        free(states[i].data);
    return 0;
}

/* === Saving and loading === */

static void assert_identity(pfl_aggregator *a, const char *what)
{
    pfl_aggregator *copy;
    buffer bytes = state_saved(a), rows = state_rows(a, ALL_ROWS);
    assert_int_equal(state_load(&copy, bytes.data, bytes.length), PFL_OK);
    assert_same_rows(&rows, copy, ALL_ROWS, what);
    assert_same_bytes(&bytes, copy, what);
    assert_same_bytes(&bytes, a, what);
    state_records records = records_of(&bytes);
    records_free(&records);
    free(bytes.data);
    free(rows.data);
    pfl_aggregator_destroy(copy);
    pfl_aggregator_destroy(a);
}

static text_log log_of_cases(void)
{
    size_t length;
    case_list *all = cases_load(PFL_CASES);
    assert_non_null(all);
    const char *corpus = cases_corpus(all, &length);
    text_log log = log_of(corpus, length, "tests/cases");
    cases_free(all);
    return log;
}

static void test_loading_is_the_identity(void **state)
{
    (void)state;
    text_log logs[] = {log_made(PFL_MAKE_LOG, "--profile mixed --hosts 2 --format rfc3339", 20000),
                       log_made(PFL_MAKE_LOG, "--profile reuse --hosts 3", 5000),
                       log_made(PFL_MAKE_LOG, "--profile accounts --accounts 10", 20000),
                       log_made(PFL_MAKE_LOG, "--profile names", 5000),
                       log_made(PFL_MAKE_LOG, "--profile addresses", 5000),
                       log_read(PFL_SAMPLE),
                       log_of_cases()};
    assert_identity(state_new(), "nothing");
    for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++) {
        const text_log *log = &logs[i];
        assert_identity(state_of(log, 0, log->lines), log->name);
        assert_identity(state_of(log, log->lines / 3, log->lines / 3 * 2), log->name);
        pfl_aggregator *a = state_of(log, 0, log->lines);
        assert_int_equal(pfl_aggregator_compact(a, INT64_C(1780272000000000) + 2 * DAY), PFL_OK); /* 2026-06-03 */
        assert_identity(a, log->name);
        log_free(&logs[i]);
    }
}

/* No piece is longer than the room for it, and their bytes do not depend on it. */
static void test_pieces(void **state)
{
    (void)state;
    static const size_t rooms[] = {PFL_SAVE_CAPACITY, PFL_SAVE_CAPACITY + 1, 3 * PFL_SAVE_CAPACITY};
    text_log log = log_made(PFL_MAKE_LOG, "--profile mixed", 20000);
    pfl_aggregator *a = state_of(&log, 0, log.lines);
    buffer wanted = state_saved(a);
    pfl_saver *saver;
    size_t length = 1, pieces;
    assert_true(wanted.length > 4 * PFL_SAVE_CAPACITY);
    for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        buffer got = {0};
        char *room = malloc(rooms[i]); /* so that writing behind it is seen */
        assert_non_null(room);
        assert_int_equal(pfl_saver_create(&saver, a), PFL_OK);
        for (pieces = 0; pfl_saver_next(saver, room, rooms[i], &length) == PFL_OK; pieces++) {
            assert_in_range(length, 1, rooms[i]);
            buffer_append(&got, room, length);
        }
        assert_int_equal(length, 0);
        assert_int_equal(pfl_saver_next(saver, room, rooms[i], &length), PFL_END);
        pfl_saver_destroy(saver);
        assert_true(pieces >= wanted.length / rooms[i]);
        assert_int_equal(got.length, wanted.length);
        assert_memory_equal(got.data, wanted.data, got.length);
        free(room);
        free(got.data);
    }
    assert_int_equal(pfl_saver_create(&saver, a), PFL_OK);
    assert_int_equal(pfl_saver_next(saver, wanted.data, PFL_SAVE_CAPACITY - 1, &length), PFL_ERR_ARGUMENT);
    pfl_saver_destroy(saver);
    free(wanted.data);
    pfl_aggregator_destroy(a);
    log_free(&log);
}

/* What was put into order is not what is there after a change: nothing of it is written, whatever was changed. */
static void test_a_change_ends_the_saving(void **state)
{
    (void)state;
    static char room[PFL_SAVE_CAPACITY];
    text_log log = log_made(PFL_MAKE_LOG, "--profile mixed", 20000);
    pfl_aggregator *a = state_of(&log, 0, log.lines / 2), *other = state_of(&log, log.lines / 2, log.lines - 1000);
    for (int change = 0; change < 4; change++) {
        pfl_saver *saver;
        size_t length;
        assert_int_equal(pfl_saver_create(&saver, a), PFL_OK);
        assert_int_equal(pfl_saver_next(saver, room, sizeof room, &length), PFL_OK);
        if (change == 0)
            assert_int_equal(pfl_aggregator_merge(a, other), PFL_OK);
        else if (change == 1)
            assert_int_equal(state_begin(a, &log, log.lines - 1000), PFL_OK);
        else if (change == 2)
            assert_int_equal(state_add(a, &log, log.lines - 1000, log.lines), PFL_OK);
        else
            assert_int_equal(pfl_aggregator_compact(a, INT64_C(1780272000000000)), PFL_OK); /* 2026-06-01 */
        assert_int_equal(pfl_saver_next(saver, room, sizeof room, &length), PFL_ERR_STATE);
        assert_int_equal(length, 0);
        pfl_saver_destroy(saver);
    }
    pfl_aggregator_destroy(other);
    assert_identity(a, log.name);
    log_free(&log);
}

/* What was saved to its end does not ask for the state any more. */
static void test_a_saved_state_may_go(void **state)
{
    (void)state;
    static char room[PFL_SAVE_CAPACITY];
    pfl_aggregator *a = state_new();
    pfl_saver *saver;
    size_t length;
    assert_int_equal(pfl_saver_create(&saver, a), PFL_OK);
    assert_int_equal(pfl_saver_next(saver, room, sizeof room, &length), PFL_OK);
    pfl_aggregator_destroy(a);
    assert_int_equal(pfl_saver_next(saver, room, sizeof room, &length), PFL_END);
    pfl_saver_destroy(saver);
}

/* === Damage === */

static int32_t load_and_forget(const void *data, size_t length)
{
    pfl_aggregator *a = (pfl_aggregator *)&states; /* anything but NULL */
    int32_t status = state_load(&a, data, length);
    if (status == PFL_OK)
        pfl_aggregator_destroy(a);
    else
        assert_null(a);
    return status;
}

/* The same from a block of its own, so that reading behind the end is seen. */
static int32_t load_exactly(const char *data, size_t length)
{
    char *copy = malloc(length == 0 ? 1 : length);
    assert_non_null(copy);
    memcpy(copy, data, length);
    int32_t status = load_and_forget(copy, length);
    free(copy);
    return status;
}

static void test_every_prefix_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < FIXTURES; i++)
        for (size_t length = 0; length < states[i].length; length++)
            assert_int_equal(load_exactly(states[i].data, length), PFL_ERR_DAMAGED);
}

static void test_every_changed_byte_is_refused(void **state)
{
    (void)state;
    static const unsigned char changes[] = {0x01, 0x80, 0xff};
    for (size_t i = 0; i < FIXTURES; i++)
        for (size_t at = 0; at < states[i].length; at++)
            for (size_t k = 0; k < sizeof changes; k++) {
                char *byte = &states[i].data[at], kept = *byte;
                *byte = (char)(kept ^ changes[k]);
                int32_t status = load_and_forget(states[i].data, states[i].length);
                *byte = kept;
                if (at == strlen(STATE_MAGIC) && status == PFL_ERR_VERSION)
                    continue;
                assert_int_equal(status, PFL_ERR_DAMAGED);
            }
}

static void test_what_is_no_state_is_refused(void **state)
{
    (void)state;
    static char bytes[600];
    assert_int_equal(load_exactly("", 0), PFL_ERR_DAMAGED);
    assert_int_equal(load_and_forget(NULL, 0), PFL_ERR_DAMAGED);
    assert_int_equal(load_and_forget(NULL, 1), PFL_ERR_ARGUMENT);
    buffer log = read_fixture("v1.log");
    assert_int_equal(load_exactly(log.data, log.length), PFL_ERR_DAMAGED);
    free(log.data);
    for (size_t i = 0; i < FIXTURES; i++) /* bytes behind the end */
        for (unsigned byte = 0; byte < 256; byte++) {
            buffer longer = {0};
            buffer_append(&longer, states[i].data, states[i].length);
            buffer_append(&longer, &(unsigned char){(unsigned char)byte}, 1);
            assert_int_equal(load_exactly(longer.data, longer.length), PFL_ERR_DAMAGED);
            free(longer.data);
        }
    for (unsigned i = 0; i < 20000; i++) { /* by chance, half of them behind a beginning */
        size_t from = i % 2 == 0 ? 0 : strlen(STATE_MAGIC) + 1, length = from + (size_t)chance(sizeof bytes - from);
        memcpy(bytes, states[0].data, from);
        for (size_t at = from; at < length; at++)
            bytes[at] = (char)chance(i % 4 < 2 ? 256 : TAGS);
        assert_int_equal(load_exactly(bytes, length), PFL_ERR_DAMAGED);
    }
}

static void test_newer_versions_are_told(void **state)
{
    (void)state;
    static const uint64_t versions[] = {2, 3, 127, 128, UINT32_MAX, UINT64_MAX};
    buffer b = {0};
    uint64_t check;
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        records_begin(&b, versions[i], &check);
        assert_int_equal(load_exactly(b.data, b.length), PFL_ERR_VERSION);
        records_end(&b, check);
        assert_int_equal(load_exactly(b.data, b.length), PFL_ERR_VERSION);
    }
    records_begin(&b, 0, &check);
    records_end(&b, check);
    assert_int_equal(load_exactly(b.data, b.length), PFL_ERR_DAMAGED);
    records_begin(&b, 1, &check);
    records_end(&b, check);
    assert_int_equal(load_exactly(b.data, b.length), PFL_OK); /* nothing was read */
    free(b.data);
}

/* === Fixtures: states/README.md === */

static pfl_aggregator *loaded(size_t fixture)
{
    pfl_aggregator *a;
    assert_int_equal(state_load(&a, states[fixture].data, states[fixture].length), PFL_OK);
    return a;
}

static void assert_rows_of_file(pfl_aggregator *a, const char *name)
{
    buffer wanted = read_fixture(name);
    buffer_append(&wanted, "", 1);
    assert_same_rows(&wanted, a, NO_AUDIT, name);
    free(wanted.data);
}

/* States of version 1 say what they said when they were written, and add up. */
static void test_version_1_is_read(void **state)
{
    (void)state;
    pfl_aggregator *whole = loaded(0), *first = loaded(1), *second = loaded(2), *compacted = loaded(3);
    assert_rows_of_file(whole, "v1.ndjson");
    assert_rows_of_file(compacted, "v1-compacted.ndjson");
    assert_int_equal(pfl_aggregator_merge(second, first), PFL_OK);
    assert_rows_of_file(second, "v1.ndjson");
    assert_int_equal(pfl_aggregator_merge(second, whole), PFL_ERR_OVERLAP);
    pfl_aggregator_destroy(whole);
    pfl_aggregator_destroy(first);
    pfl_aggregator_destroy(second);
    pfl_aggregator_destroy(compacted);
}

/* The format does not change without another version; and the fixtures have a record of each kind. */
static void test_version_1_is_written(void **state)
{
    (void)state;
    int seen[TAGS] = {0};
    for (size_t i = 0; i < FIXTURES; i++) {
        state_records records = records_of(&states[i]);
        for (size_t k = 0; k < records.count; k++)
            seen[records.at[k].tag] = 1;
        records_free(&records);
        pfl_aggregator *a = loaded(i);
        if (STATE_VERSION == 1)
            assert_same_bytes(&states[i], a, fixtures[i]);
        pfl_aggregator_destroy(a);
    }
    for (unsigned tag = TAG_END + 1; STATE_VERSION == 1 && tag < TAGS; tag++)
        assert_true(seen[tag]);
    char path[512];
    snprintf(path, sizeof path, "%s/v1.log", PFL_STATES);
    text_log log = log_read(path);
    pfl_aggregator *a = state_of(&log, 0, log.lines);
    assert_rows_of_file(a, "v1.ndjson");
    assert_int_equal(pfl_aggregator_compact(a, INT64_C(1772409600000000)), PFL_OK); /* 2026-03-02 */
    assert_rows_of_file(a, "v1-kept.ndjson");
    pfl_aggregator_destroy(a);
    log_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_loading_is_the_identity),     cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_a_change_ends_the_saving),    cmocka_unit_test(test_a_saved_state_may_go),
        cmocka_unit_test(test_every_prefix_is_refused),     cmocka_unit_test(test_every_changed_byte_is_refused),
        cmocka_unit_test(test_what_is_no_state_is_refused), cmocka_unit_test(test_newer_versions_are_told),
        cmocka_unit_test(test_version_1_is_read),           cmocka_unit_test(test_version_1_is_written),
    };
    return cmocka_run_group_tests(tests, read_states, free_states);
}
