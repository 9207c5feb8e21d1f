/*
 * The n-th allocation fails, for every n: in what makes a state, adds to it and reads it.
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

/* === Making === */

static void attempt_create(size_t n, bool for_good)
{
    fail_at(n, for_good);
    pfl_aggregator *a = new_state();
    assert_int_equal(a == NULL, heap.failures > 0);
    pfl_aggregator_destroy(a);
}

static void attempt_begin(size_t n, bool for_good)
{
    pfl_aggregator *a = new_state();
    fail_at(n, for_good);
    int32_t status = begin(a, 0);
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    fail_no_more();
    if (status != PFL_OK)
        assert_int_equal(begin(a, 0), PFL_OK);
    assert_int_equal(add(a, first_half, 0), PFL_OK);
    check_usable(a);
    pfl_aggregator_destroy(a);
}

static void test_create_and_begin(void **state)
{
    (void)state;
    fail_everywhere(attempt_create);
    fail_everywhere(attempt_begin);
}

/* === Adding === */

/* What is not counted is told: by the call, or as lost. */
static void attempt_add(size_t n, bool for_good)
{
    pfl_aggregator *a = new_state();
    assert_int_equal(begin(a, 0), PFL_OK);
    fail_at(n, for_good);
    int32_t status = add(a, first_half, 0), second = add(a, second_half, sizeof first_half - 1);
    fail_no_more();
    status = second != PFL_OK ? second : status;
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    struct figures f = check_usable(a);
    assert_true(heap.failures > 0 || f.lost == 0);
    if (status == PFL_OK && f.lost == 0)
        assert_true(f.hash == whole.hash);
    pfl_aggregator_destroy(a);
}

/* Four ranges in one call: there may be no memory for one of them. */
static void attempt_gap(size_t n, bool for_good)
{
    static pfl_event events[256];
    size_t count, used, length = sizeof first_half - 1;
    pfl_aggregator *a = new_state();
    assert_int_equal(begin(a, 0), PFL_OK);
    pfl_parser_restart(parser, 0, 0);
    assert_true(pfl_parse(parser, first_half, length, 0, events, sizeof *events, 256, &count, &used) >= 0);
    assert_true(count > 4);
    for (size_t i = 0; i < count; i++) {
        events[i].line += 10 * (4 * i / count);
        events[i].offset += 1000 * (4 * i / count);
    }
    fail_at(n, for_good);
    int32_t status = pfl_aggregator_add(a, parser, first_half, events, sizeof *events, count);
    fail_no_more();
    assert_true(status == PFL_OK || (status == PFL_ERR_MEMORY && heap.failures > 0));
    check_usable(a);
    pfl_aggregator_destroy(a);
}

static void test_add(void **state)
{
    (void)state;
    fail_everywhere(attempt_add);
    fail_everywhere(attempt_gap);
}

/* === Reading === */

static void attempt_view(size_t n, bool for_good)
{
    pfl_aggregator *a = state_of(true, true);
    pfl_view *view;
    fail_at(n, for_good);
    int32_t status = pfl_view_create(&view, a);
    fail_no_more();
    assert_int_equal(status, view == NULL ? PFL_ERR_MEMORY : PFL_OK);
    pfl_view_destroy(view);
    struct figures f = check_usable(a);
    assert_true(f.lost > 0 || f.hash == whole.hash);
    pfl_aggregator_destroy(a);
}

static pfl_view *open_view;
static const pfl_table *open_table;
static uint16_t open_order;
static struct figures wanted;

/* Rows that are delivered are right. */
static void attempt_rows(size_t n, bool for_good)
{
    struct figures f = {0};
    size_t blocks = heap.blocks;
    fail_at(n, for_good);
    int32_t status = read_table(&f, open_view, open_table, open_order);
    fail_no_more();
    assert_true(status == PFL_END || (status == PFL_ERR_MEMORY && heap.failures > 0));
    if (status == PFL_END)
        assert_true(f.hash == wanted.hash);
    assert_int_equal(heap.blocks, blocks);
    heap.blocks = 0; /* fail_everywhere looks at it */
}

static void fail_in_rows(uint16_t order)
{
    size_t blocks = heap.blocks;
    open_order = order;
    wanted = (struct figures){0};
    assert_int_equal(read_table(&wanted, open_view, open_table, order), PFL_END);
    for (int for_good = 0; for_good < 2; for_good++)
        for (size_t n = 1; n == 1 || heap.failures > 0; n++) {
            attempt_rows(n, for_good == 1);
            heap.blocks = blocks;
        }
}

static void test_views_and_rows(void **state)
{
    (void)state;
    fail_everywhere(attempt_view);
    pfl_aggregator *a = state_of(true, true);
    assert_int_equal(pfl_view_create(&open_view, a), PFL_OK);
    for (size_t i = 0; (open_table = pfl_table_at(i)) != NULL && open_table->code < PFL_AUDIT_TABLES; i++) {
        fail_in_rows(0);
        for (uint16_t k = 0; k < open_table->column_count; k++)
            if (open_table->columns[k].type != PFL_TYPE_TEXT)
                fail_in_rows(open_table->columns[k].id);
    }
    pfl_view_destroy(open_view);
    pfl_aggregator_destroy(a);
    assert_int_equal(heap.blocks, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_create_and_begin),
        cmocka_unit_test(test_add),
        cmocka_unit_test(test_views_and_rows),
    };
    return cmocka_run_group_tests(tests, prepare, clean_up);
}
