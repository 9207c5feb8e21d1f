/*
 * The n-th allocation fails, for every n: in what saves, loads, merges and compacts a state.
 * Nothing crashes, nothing leaks, and a call that says that it is done has done it, or says what is lost.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "attempts.h"

/* === Saving and loading === */

static void attempt_save(size_t n, bool for_good)
{
    pfl_aggregator *a = state_of(true, true);
    struct buffer b;
    fail_at(n, for_good);
    int32_t status = save(a, &b);
    fail_no_more();
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    struct figures f = check_usable(a);
    if (status == PFL_OK && f.lost == 0) {
        assert_int_equal(b.length, saved.length);
        assert_memory_equal(b.data, saved.data, saved.length);
    }
    assert_true(f.lost > 0 || f.hash == whole.hash);
    free(b.data);
    pfl_aggregator_destroy(a);
}

static void attempt_load(size_t n, bool for_good)
{
    int32_t status;
    fail_at(n, for_good);
    pfl_aggregator *a = load(&saved, &status);
    fail_no_more();
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    if (status != PFL_OK)
        return;
    struct figures f = check_usable(a);
    assert_true(f.lost > 0 || f.hash == whole.hash);
    pfl_aggregator_destroy(a);
}

/* "What found no room is counted as lost": the name of a file, too. */
static void attempt_name(size_t n, bool for_good)
{
    int32_t status;
    fail_at(n, for_good);
    pfl_aggregator *a = load(&saved, &status);
    fail_no_more();
    if (status != PFL_OK)
        return;
    struct figures f = figures_of(a);
    assert_true(f.lost > 0 || f.files == whole.files);
    pfl_aggregator_destroy(a);
}

static void test_a_file_name_is_not_lost_unsaid(void **state)
{
    (void)state;
    fail_everywhere(attempt_name);
}

static void test_save_and_load(void **state)
{
    (void)state;
    fail_everywhere(attempt_save);
    fail_everywhere(attempt_load);
}

/* === Adding up === */

/* What a merge that failed leaves behind. */
static struct figures after_merge(size_t n, bool for_good, int32_t *status)
{
    pfl_aggregator *a = state_of(true, false), *b = state_of(false, true);
    struct figures from = figures_of(b);
    fail_at(n, for_good);
    *status = pfl_aggregator_merge(a, b);
    fail_no_more();
    assert_true(*status == PFL_OK || (*status == PFL_ERR_MEMORY && heap.failures > 0));
    struct figures rest = check_usable(b), f = check_usable(a);
    assert_true(rest.hash == from.hash && rest.lost == from.lost);
    pfl_aggregator_destroy(a);
    pfl_aggregator_destroy(b);
    return f;
}

static void attempt_merge(size_t n, bool for_good)
{
    int32_t status;
    struct figures f = after_merge(n, for_good, &status);
    if (status == PFL_OK && f.lost == 0)
        assert_true(f.hash == whole.hash);
}

static void test_merge(void **state)
{
    (void)state;
    fail_everywhere(attempt_merge);
}

/* === Compacting === */

#define DAY_2 INT64_C(1780963200000000) /* 2026-06-09 */

static struct figures compacted;

static struct figures after_compaction(size_t n, bool for_good, int32_t *status)
{
    pfl_aggregator *a = state_of(true, true);
    fail_at(n, for_good);
    *status = pfl_aggregator_compact(a, DAY_2);
    fail_no_more();
    struct figures f = check_usable(a);
    pfl_aggregator_destroy(a);
    return f;
}

static void attempt_compact(size_t n, bool for_good)
{
    int32_t status;
    struct figures f = after_compaction(n, for_good, &status);
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    if (status != PFL_OK)
        assert_true(f.lost > 0 || f.hash == whole.hash);
    if (heap.failures == 0)
        assert_true(f.lost == 0 && f.hash == compacted.hash);
}

static void test_compact(void **state)
{
    (void)state;
    fail_everywhere(attempt_compact);
}

/* What a compaction that says PFL_OK does not count, it counts as lost. */
static void attempt_compact_quietly(size_t n, bool for_good)
{
    int32_t status;
    struct figures f = after_compaction(n, for_good, &status);
    if (status == PFL_OK && f.lost == 0)
        assert_true(f.hash == compacted.hash);
}

static void test_a_compaction_loses_nothing_unsaid(void **state)
{
    (void)state;
    fail_everywhere(attempt_compact_quietly);
}

static int prepare_both(void **state)
{
    int32_t status;
    prepare(state);
    pfl_aggregator *a = load(&saved, &status);
    assert_true(figures_of(a).hash == whole.hash);
    assert_int_equal(pfl_aggregator_compact(a, DAY_2), PFL_OK);
    compacted = figures_of(a);
    assert_true(compacted.hash != whole.hash);
    pfl_aggregator_destroy(a);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_save_and_load),
        cmocka_unit_test(test_a_file_name_is_not_lost_unsaid),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_compact),
        cmocka_unit_test(test_a_compaction_loses_nothing_unsaid),
    };
    return cmocka_run_group_tests(tests, prepare_both, clean_up);
}
