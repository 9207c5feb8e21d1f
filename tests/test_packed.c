/*
 * Packed rows against an array of rows that lie open.
 */
#include "lib/aggregate/packed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chance.h"
#include "sized_heap.h"

/* A number of any length. */
static uint64_t any_value(void)
{
    return UINT64_MAX >> chance(64) >> chance(2);
}

/* === The model === */

#define NUMBERS 400

struct model {
    struct row rows[NUMBERS]; /* by rising number */
    bool there[NUMBERS];
    uint32_t count;
};

/* Numbers in runs, far apart, of both signs, and the outermost ones that a reader lets in. */
static void open_model(struct model *m)
{
    int64_t number = INT32_MIN;
    memset(m, 0, sizeof *m);
    for (unsigned i = 0; i < NUMBERS; i++) {
        m->rows[i].number = i == NUMBERS - 1 ? INT32_MAX - 1 : (int32_t)number;
        number += chance(4) > 0 ? 1 : 1 + (int64_t)chance(UINT32_MAX / NUMBERS);
        number = number > INT32_MAX - NUMBERS ? INT32_MAX - NUMBERS + (int32_t)i : number;
    }
}

static void check(const struct packed *p, const struct model *m)
{
    struct packed_cursor c = packed_start(p);
    struct row row;
    for (unsigned i = 0; i < NUMBERS; i++) {
        assert_int_equal(pfl_packed_find(p, m->rows[i].number, &row), m->there[i]);
        if (!m->there[i])
            continue;
        assert_memory_equal(row.values, m->rows[i].values, sizeof row.values);
        assert_true(pfl_packed_next(p, &c, &row));
        assert_int_equal(row.number, m->rows[i].number);
        assert_memory_equal(row.values, m->rows[i].values, sizeof row.values);
    }
    assert_false(pfl_packed_next(p, &c, &row));
    assert_false(pfl_packed_next(p, &c, &row));
    assert_int_equal(pfl_packed_count(p), m->count);
    assert_true(p->length <= p->capacity);
    assert_int_equal(heap.bytes, p->capacity);
}

/* Adds to one value of a row; true when it was there, or could be made. */
static bool add(struct packed *p, struct model *m, unsigned i, unsigned which, uint64_t value)
{
    struct row *row = pfl_packed_row(&memory, p, m->rows[i].number);
    if (row == NULL)
        return false;
    assert_int_equal(row->number, m->rows[i].number);
    assert_memory_equal(row->values, m->rows[i].values, sizeof row->values);
    m->count += !m->there[i];
    m->there[i] = true;
    row->values[which] = m->rows[i].values[which] = sum_64(row->values[which], value);
    return true;
}

static void forget(struct packed *p, struct model *m, int32_t before)
{
    pfl_packed_forget(&memory, p, before);
    for (unsigned i = 0; i < NUMBERS && m->rows[i].number < before; i++)
        if (m->there[i]) {
            m->there[i] = false;
            m->count--;
            memset(m->rows[i].values, 0, sizeof m->rows[i].values);
        }
}

/* === Tests === */

/* Mostly the next row, as logs are; sometimes any. */
static void test_rows_are_what_was_added(void **state)
{
    (void)state;
    struct model *m = malloc(sizeof *m);
    for (unsigned round = 0; round < 30; round++) {
        struct packed p = {0};
        unsigned at = 0;
        open_memory(UINT64_MAX);
        open_model(m);
        check(&p, m);
        for (unsigned i = 0; i < 1500; i++) {
            at = chance(5) == 0 ? (unsigned)chance(NUMBERS) : (at + (unsigned)chance(2)) % NUMBERS;
            if (chance(200) == 0)
                forget(&p, m, m->rows[at].number + (int32_t)chance(2));
            else
                add(&p, m, at, (unsigned)chance(ROW_VALUES), chance(3) == 0 ? 0 : any_value());
            if (i % 10 == 0)
                check(&p, m);
        }
        forget(&p, m, INT32_MAX);
        check(&p, m);
        assert_int_equal(p.capacity, 0);
        add(&p, m, 3, 0, 1);
        check(&p, m);
        pfl_packed_free(&memory, &p);
        close_memory();
    }
    free(m);
}

/* Whatever is added in whatever order: the sums are the same. */
static void test_the_order_does_not_matter(void **state)
{
    (void)state;
    struct {
        unsigned row, which;
        uint64_t value;
    } steps[300], swap;
    struct model *a = malloc(sizeof *a), *b = malloc(sizeof *b);
    for (unsigned round = 0; round < 20; round++) {
        struct packed p = {0}, q = {0};
        struct row row, other;
        open_memory(UINT64_MAX);
        open_model(a);
        *b = *a;
        for (unsigned i = 0; i < 300; i++) {
            steps[i].row = (unsigned)chance(NUMBERS);
            steps[i].which = (unsigned)chance(ROW_VALUES);
            steps[i].value = any_value();
            add(&p, a, steps[i].row, steps[i].which, steps[i].value);
        }
        for (unsigned i = 300; i-- > 0;) {
            size_t k = chance(i + 1);
            swap = steps[i];
            steps[i] = steps[k];
            steps[k] = swap;
            add(&q, b, steps[i].row, steps[i].which, steps[i].value);
        }
        struct packed_cursor c = packed_start(&p), d = packed_start(&q);
        while (pfl_packed_next(&p, &c, &row)) {
            assert_true(pfl_packed_next(&q, &d, &other));
            assert_memory_equal(row.values, other.values, sizeof row.values);
            assert_int_equal(row.number, other.number);
        }
        assert_false(pfl_packed_next(&q, &d, &other));
        pfl_packed_free(&memory, &p);
        pfl_packed_free(&memory, &q);
        close_memory();
    }
    free(a);
    free(b);
}

/* "What an account did in most hours takes five bytes." */
static void test_an_hour_takes_five_bytes(void **state)
{
    (void)state;
    struct packed p = {0};
    open_memory(UINT64_MAX);
    for (int32_t hour = 0; hour < 1000; hour++) {
        struct row *row = pfl_packed_row(&memory, &p, hour);
        row->values[0] = 3;
        row->values[1] = 100;
        row->values[2] = 127;
    }
    assert_int_equal(p.length, 5 * 999);
    assert_true(p.is_open);
    assert_true(p.capacity <= p.length + p.length / 8);
    pfl_packed_free(&memory, &p);
    close_memory();
}

/* A row that cannot be packed stays open, and another one is refused: nothing is lost that was there. */
static void test_no_memory(void **state)
{
    (void)state;
    struct model *m = malloc(sizeof *m);
    for (size_t n = 0; n < 25; n++) {
        struct packed p = {0};
        bool failed = false;
        open_memory(UINT64_MAX);
        open_model(m);
        heap.allowed = n;
        for (unsigned i = 0; i < 2000 && !failed; i++) {
            failed = !add(&p, m, (unsigned)chance(NUMBERS), (unsigned)chance(ROW_VALUES), any_value());
            check(&p, m);
        }
        assert_true(failed);
        assert_int_equal(memory.lost, 1);
        assert_true(memory.tight);
        forget(&p, m, m->rows[chance(NUMBERS)].number);
        check(&p, m);
        heap.allowed = SIZE_MAX;
        for (unsigned i = 0; i < 50; i++)
            assert_true(add(&p, m, (unsigned)chance(NUMBERS), 0, 1));
        check(&p, m);
        assert_int_equal(memory.lost, 1);
        pfl_packed_free(&memory, &p);
        close_memory();
    }
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_what_was_added),
        cmocka_unit_test(test_the_order_does_not_matter),
        cmocka_unit_test(test_an_hour_takes_five_bytes),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
