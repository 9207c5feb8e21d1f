/*
 * Gaps between the minutes in which a host wrote: how long, what is usual, and which stand out.
 */
#include "lib/aggregate/gaps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define FIRST_DAY 20000

static size_t blocks, allowed;

static void *count_resize(void *context, void *pointer, size_t old_size, size_t new_size)
{
    (void)context;
    if (new_size > old_size && allowed == 0)
        return NULL;
    allowed -= new_size > old_size;
    blocks += (new_size > 0) - (size_t)(pointer != NULL);
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    return realloc(pointer, new_size);
}

static struct memory memory;
static struct coverage coverage;
static const struct hash_key key = {{1, 2}};

static int open_coverage(void **state)
{
    (void)state;
    allowed = SIZE_MAX;
    memory = (struct memory){.allocator = {NULL, count_resize}, .limit = UINT64_MAX};
    pfl_coverage_open(&coverage, &memory, &key);
    return 0;
}

static int close_coverage(void **state)
{
    (void)state;
    pfl_coverage_close(&coverage);
    assert_int_equal(blocks, 0);
    return 0;
}

/* Lines in these minutes of a host, counted from the start of the first day; `step` apart. */
static void write_lines(uint32_t host, uint32_t from, uint32_t to, uint32_t step)
{
    for (uint32_t minute = from; minute < to; minute += step) {
        struct host_day *d = pfl_coverage_day(&coverage, host, FIRST_DAY + (int32_t)(minute / DAY_MINUTES));
        assert_non_null(d);
        d->bits[minute % DAY_MINUTES / 64] |= UINT64_C(1) << minute % DAY_MINUTES % 64;
    }
}

static int64_t time_of(uint32_t minute)
{
    return FIRST_DAY * DAYS + minute * MINUTES;
}

static struct gaps gaps_of(uint32_t host)
{
    struct gaps g;
    assert_true(pfl_gaps_open(&g, &coverage, &memory, host));
    return g;
}

/* Expects exactly these unusual gaps, each as the minute behind the last line and that of the next one. */
static void expect_found(const struct gaps *g, int64_t least, const uint32_t (*wanted)[2], size_t count)
{
    struct gap found;
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(pfl_gaps_find(g, least, &at, &found));
        assert_int_equal(found.start, time_of(wanted[i][0]));
        assert_int_equal(found.end, time_of(wanted[i][1]));
    }
    assert_false(pfl_gaps_find(g, least, &at, &found));
    assert_false(pfl_gaps_find(g, least, &at, &found));
}

static void test_of_a_host_that_wrote_nothing(void **state)
{
    (void)state;
    struct gaps g = gaps_of(0);
    assert_int_equal(g.active, 0);
    assert_int_equal(g.count, 0);
    expect_found(&g, 0, NULL, 0);
    pfl_gaps_close(&g, &memory);
    write_lines(0, 700, 701, 1);
    g = gaps_of(0);
    assert_int_equal(g.active, 1);
    assert_int_equal(g.longest, 0);
    assert_int_equal(g.usual, 0);
    pfl_gaps_close(&g, &memory);
}

/* 1440, over midnight: one gap is one gap. */
static void test_lengths(void **state)
{
    (void)state;
    write_lines(0, 10, 13, 1);
    write_lines(0, 20, 21, 1);
    write_lines(0, 1430, 1431, 1);
    write_lines(0, 1450, 1451, 1);
    write_lines(1, 0, 3000, 1); /* of another host */
    struct gaps g = gaps_of(0);
    assert_int_equal(g.active, 6);
    assert_int_equal(g.count, 3);
    assert_int_equal(g.all[0].start, time_of(13));
    assert_int_equal(g.all[0].end, time_of(20));
    assert_int_equal(g.all[2].start, time_of(1431));
    assert_int_equal(g.all[2].end, time_of(1450));
    assert_int_equal(g.longest, 1409 * MINUTES);
    assert_int_equal(g.third, 7 * MINUTES);
    assert_int_equal(g.usual, 1409 * MINUTES); /* of five steps all but the hundredth part is all */
    pfl_gaps_close(&g, &memory);
}

/* A line each minute but every hundredth step: 99 of 100 are at once; and one step more that is not. */
static void test_what_is_usual(void **state)
{
    (void)state;
    write_lines(0, 0, 100, 1);
    write_lines(0, 105, 205, 1);
    write_lines(0, 210, 211, 1); /* 200 steps, two of them gaps */
    struct gaps g = gaps_of(0);
    assert_int_equal(g.active, 201);
    assert_int_equal(g.count, 2);
    assert_int_equal(g.usual, 0);
    pfl_gaps_close(&g, &memory);
    write_lines(0, 214, 215, 1); /* 201 steps, three of them gaps: 199 have to be within it */
    g = gaps_of(0);
    assert_int_equal(g.usual, 3 * MINUTES);
    pfl_gaps_close(&g, &memory);
}

/* A busy server: half a day is gone. Another host writes on. */
static void test_of_a_busy_host(void **state)
{
    (void)state;
    static const uint32_t wanted[][2] = {{4000, 4720}};
    write_lines(0, 0, 4000, 1);
    write_lines(0, 4720, 8000, 1);
    write_lines(1, 0, 8000, 1);
    struct gaps g = gaps_of(0);
    expect_found(&g, 6 * HOURS, wanted, 1);
    expect_found(&g, 12 * HOURS, NULL, 0); /* longer, not as long */
    expect_found(&g, 12 * HOURS - 1, wanted, 1);
    pfl_gaps_close(&g, &memory);
}

/* A small one: silent for ten hours each night. A night as long as two of them is found, one of eleven hours is not. */
static void test_of_a_host_that_sleeps(void **state)
{
    (void)state;
    static const uint32_t wanted[][2] = {{5 * 1440 + 836, 6 * 1440 + 840}};
    for (uint32_t day = 0; day < 10; day++)
        if (day != 6)
            write_lines(0, day * 1440 + (day == 3 ? 60 : 0), day * 1440 + 840, 5);
    write_lines(0, 6 * 1440 + 840, 7 * 1440, 5);
    struct gaps g = gaps_of(0);
    assert_int_equal(g.third, 604 * MINUTES);
    expect_found(&g, 6 * HOURS, wanted, 1);
    pfl_gaps_close(&g, &memory);
}

/* Two holes of the same length do not hide each other. */
static void test_of_two_holes(void **state)
{
    (void)state;
    static const uint32_t wanted[][2] = {{1000, 2000}, {3000, 4000}};
    write_lines(0, 0, 1000, 1);
    write_lines(0, 2000, 3000, 1);
    write_lines(0, 4000, 5000, 1);
    struct gaps g = gaps_of(0);
    expect_found(&g, 6 * HOURS, wanted, 2);
    pfl_gaps_close(&g, &memory);
}

static void test_without_memory(void **state)
{
    (void)state;
    write_lines(0, 0, 3000, 7);
    bool done = false;
    for (size_t n = 0; !done; n++) {
        struct gaps g;
        size_t before = blocks;
        assert_true(n < 100);
        allowed = n;
        done = pfl_gaps_open(&g, &coverage, &memory, 0);
        allowed = SIZE_MAX;
        assert_true(!done || g.count == 428);
        pfl_gaps_close(&g, &memory);
        assert_int_equal(blocks, before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_of_a_host_that_wrote_nothing, open_coverage, close_coverage),
        cmocka_unit_test_setup_teardown(test_lengths, open_coverage, close_coverage),
        cmocka_unit_test_setup_teardown(test_what_is_usual, open_coverage, close_coverage),
        cmocka_unit_test_setup_teardown(test_of_a_busy_host, open_coverage, close_coverage),
        cmocka_unit_test_setup_teardown(test_of_a_host_that_sleeps, open_coverage, close_coverage),
        cmocka_unit_test_setup_teardown(test_of_two_holes, open_coverage, close_coverage),
        cmocka_unit_test_setup_teardown(test_without_memory, open_coverage, close_coverage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
