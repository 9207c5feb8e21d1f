/*
 * Slabs against a model that keeps everything in an array.
 */
#include "lib/aggregate/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "chance.h"
#include "sized_heap.h"

#define RECORDS 2000

struct slab_model {
    uint64_t values[RECORDS]; /* by number; 0: there is no such record */
    uint32_t live;
};

struct slab_record {
    uint64_t value;
    unsigned char rest[13]; /* rounded up to 8 */
};

static void check_slab(const struct slab *s, const struct slab_model *model)
{
    uint32_t next = pfl_slab_next(s, 0);
    for (uint32_t n = 0; n < RECORDS; n++) {
        if (model->values[n] == 0)
            continue;
        assert_int_equal(next, n);
        assert_true(slab_is_live(s, n));
        assert_int_equal(((struct slab_record *)slab_at(s, n))->value, model->values[n]);
        next = pfl_slab_next(s, n + 1);
    }
    assert_int_equal(next, NONE);
    assert_int_equal(s->live, model->live);
    check_memory();
}

static void take_one(struct slab *s, struct slab_model *model, uint64_t value)
{
    static const struct slab_record zeros;
    uint32_t n = pfl_slab_take(s);
    assert_true(n < RECORDS);
    assert_int_equal(model->values[n], 0);
    assert_memory_equal(slab_at(s, n), &zeros, sizeof zeros);
    memset(slab_at(s, n), 0xbb, sizeof zeros);
    ((struct slab_record *)slab_at(s, n))->value = model->values[n] = value;
    model->live++;
}

static void give_one(struct slab *s, struct slab_model *model)
{
    uint32_t n = pfl_slab_next(s, (uint32_t)chance(RECORDS));
    if (n == NONE)
        return;
    pfl_slab_give(s, n);
    model->values[n] = 0;
    model->live--;
}

/* Each hole gets the last record, and what is behind the last one goes. */
static void close_up(struct slab *s, struct slab_model *model)
{
    uint32_t from, to = 0;
    while (pfl_slab_close_up(s, &from, &to)) {
        assert_true(to < from);
        assert_int_equal(model->values[to], 0);
        model->values[to] = model->values[from];
        model->values[from] = 0;
    }
    assert_int_equal(s->count, s->live);
    size_t chunks = (s->live + CHUNK_RECORDS - 1) / CHUNK_RECORDS;
    size_t chunk = sizeof(struct chunk) + (size_t)CHUNK_RECORDS * s->record_size;
    assert_int_equal(heap.bytes, chunks * chunk + s->chunk_capacity * sizeof *s->chunks);
}

static void test_slabs_are_arrays_with_holes(void **state)
{
    (void)state;
    struct slab_model *model = calloc(1, sizeof *model);
    struct slab s;
    open_memory(UINT64_MAX);
    pfl_slab_open(&s, &memory, sizeof(struct slab_record));
    for (uint64_t i = 1; i <= 30000; i++) {
        bool growing = i / 4000 % 2 == 0;
        if (chance(3) < (growing ? 2 : 1) && model->live < RECORDS)
            take_one(&s, model, i);
        else
            give_one(&s, model);
        if (chance(1500) == 0)
            close_up(&s, model);
        if (i % 100 == 0)
            check_slab(&s, model);
    }
    while (model->live > 0)
        give_one(&s, model);
    close_up(&s, model);
    take_one(&s, model, 1);
    check_slab(&s, model);
    pfl_slab_close(&s);
    close_memory();
    free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slabs_are_arrays_with_holes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
