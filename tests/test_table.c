/*
 * Hash tables against models that keep everything in arrays; and what they do when memory is short.
 */
#include "lib/aggregate/order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "chance.h"
#include "sized_heap.h"

/* === Tables === */

#define KEYS 1500

/* What a table should have. Numbers are those that it gave. */
struct model {
    struct {
        unsigned char bytes[40];
        size_t length;
        uint32_t number; /* NONE: it is not there */
        uint64_t value;
    } keys[KEYS];
    uint32_t live;
};

struct text_record {
    struct text key;
    uint64_t value;
};

struct fixed_record {
    unsigned char key[20];
    uint64_t value;
};

static uint64_t *value_at(const struct table *t, uint32_t number)
{
    void *record = table_at(t, number);
    return t->key_size == 0 ? &((struct text_record *)record)->value : &((struct fixed_record *)record)->value;
}

/* Few different bytes, so that keys begin alike and hold zeros; the first one is the empty text. */
static struct model *new_model(size_t key_size)
{
    struct model *m = calloc(1, sizeof *m);
    assert_non_null(m);
    for (size_t i = 0; i < KEYS; i++) {
        bool fresh = false;
        m->keys[i].number = NONE;
        while (!fresh) {
            m->keys[i].length = key_size != 0 ? key_size : i == 0 ? 0 : 1 + chance(sizeof m->keys[i].bytes - 1);
            for (size_t k = 0; k < m->keys[i].length; k++)
                m->keys[i].bytes[k] = (unsigned char)chance(3);
            fresh = true;
            for (size_t k = 0; k < i && fresh; k++)
                fresh = m->keys[i].length != m->keys[k].length ||
                        memcmp(m->keys[i].bytes, m->keys[k].bytes, m->keys[i].length) != 0;
        }
    }
    return m;
}

static void check_table(const struct table *t, const struct model *m)
{
    uint32_t seen = 0;
    for (size_t i = 0; i < KEYS; i++) {
        uint32_t number = pfl_table_find(t, m->keys[i].bytes, m->keys[i].length);
        assert_int_equal(number, m->keys[i].number);
        if (number != NONE)
            assert_int_equal(*value_at(t, number), m->keys[i].value);
    }
    for (uint32_t n = table_next(t, 0); n != NONE; n = table_next(t, n + 1))
        seen++;
    assert_int_equal(seen, m->live);
    assert_int_equal(table_live(t), m->live);
    assert_true(t->slot_count == 0 || (t->slot_count >= 64 && (t->slot_count & (t->slot_count - 1)) == 0));
    assert_true(m->live <= t->slot_count / 16 * 15);
    check_memory();
}

static void put_one(struct table *t, struct model *m, size_t i, uint64_t value)
{
    bool made;
    uint32_t number = pfl_table_put(t, m->keys[i].bytes, m->keys[i].length, &made);
    assert_int_not_equal(number, NONE);
    assert_int_equal(made, m->keys[i].number == NONE);
    if (!made) {
        assert_int_equal(number, m->keys[i].number);
        return;
    }
    assert_int_equal(*value_at(t, number), 0);
    *value_at(t, number) = m->keys[i].value = value;
    m->keys[i].number = number;
    m->live++;
}

static void remove_one(struct table *t, struct model *m, size_t i)
{
    if (m->keys[i].number == NONE)
        return;
    pfl_table_remove(t, m->keys[i].number);
    m->keys[i].number = NONE;
    m->live--;
}

static void renumber(struct table *t, struct model *m, bool tell)
{
    uint32_t limit = t->records.count, *numbers = malloc((limit + 1) * sizeof *numbers);
    if (tell)
        pfl_table_renumber(t, numbers);
    else
        pfl_table_close_up(t);
    for (size_t i = 0; i < KEYS; i++)
        if (m->keys[i].number != NONE)
            m->keys[i].number =
                tell ? numbers[m->keys[i].number] : pfl_table_find(t, m->keys[i].bytes, m->keys[i].length);
    free(numbers);
    assert_int_equal(t->records.count, m->live);
    assert_true(t->slot_count <= 64 || m->live >= t->slot_count / 4);
}

/* Keys of two records change places in them, and are found by what they are now. */
static void swap_keys(struct table *t, struct model *m, size_t i, size_t k)
{
    unsigned char key[sizeof(struct text) + 20];
    size_t size = t->key_size == 0 ? sizeof(struct text) : t->key_size;
    uint32_t a = m->keys[i].number, b = m->keys[k].number;
    if (a == NONE || b == NONE || a == b)
        return;
    memcpy(key, table_at(t, a), size);
    memcpy(table_at(t, a), table_at(t, b), size);
    memcpy(table_at(t, b), key, size);
    pfl_table_rehash(t);
    uint64_t value = m->keys[i].value;
    m->keys[i].value = m->keys[k].value;
    m->keys[k].value = value;
    m->keys[i].number = b;
    m->keys[k].number = a;
}

static void random_operation(struct table *t, struct model *m, uint64_t value, bool growing)
{
    size_t i = chance(KEYS);
    if (chance(3) < (growing ? 2 : 1))
        put_one(t, m, i, value);
    else
        remove_one(t, m, i);
    if (chance(2000) == 0)
        renumber(t, m, chance(2) == 0);
    if (chance(500) == 0)
        swap_keys(t, m, i, chance(KEYS));
}

static void random_operations(size_t key_size, struct hash_key key)
{
    size_t record_size = key_size == 0 ? sizeof(struct text_record) : sizeof(struct fixed_record);
    struct table t;
    open_memory(UINT64_MAX);
    struct model *m = new_model(key_size);
    pfl_table_open(&t, &memory, &key, record_size, key_size);
    check_table(&t, m);
    for (uint64_t i = 1; i <= 20000; i++) {
        random_operation(&t, m, i, i / 3000 % 2 == 0);
        if (i % 100 == 0)
            check_table(&t, m);
    }
    for (size_t i = 0; i < KEYS; i++)
        remove_one(&t, m, i);
    renumber(&t, m, true);
    check_table(&t, m);
    put_one(&t, m, 0, 1);
    check_table(&t, m);
    pfl_table_close(&t);
    close_memory();
    free(m);
}

static void test_tables_find_what_was_put(void **state)
{
    (void)state;
    static const struct hash_key keys[] = {{{0, 0}}, {{1, 2}}, {{UINT64_MAX, UINT64_C(0x5555555555555555)}}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        random_operations(0, keys[i]);
        random_operations(20, keys[i]);
    }
}

/* Keys of which all searches begin in the last slots, so that they go on at the first ones. */
static void test_clusters_across_the_end(void **state)
{
    (void)state;
    const struct hash_key key = {{3, 4}};
    struct table t;
    uint64_t keys[40], next = 0;
    bool there[40] = {false}, made;
    for (size_t i = 0; i < 40; next++) {
        uint64_t hash = pfl_hash(&key, &next, sizeof next);
        if (((hash ^ hash >> 32) & 63) >= 60)
            keys[i++] = next;
    }
    open_memory(UINT64_MAX);
    pfl_table_open(&t, &memory, &key, 16, sizeof next);
    for (unsigned round = 0; round < 3000; round++) {
        size_t i = chance(40);
        if (there[i])
            pfl_table_remove(&t, pfl_table_find(&t, &keys[i], sizeof keys[i]));
        else
            pfl_table_put(&t, &keys[i], sizeof keys[i], &made);
        there[i] = !there[i];
        for (size_t k = 0; k < 40; k++) {
            uint32_t number = pfl_table_find(&t, &keys[k], sizeof keys[k]);
            assert_int_equal(number != NONE, there[k]);
            if (there[k])
                assert_memory_equal(table_at(&t, number), &keys[k], sizeof keys[k]);
        }
    }
    assert_int_equal(t.slot_count, 64);
    pfl_table_close(&t);
    close_memory();
}

/* The same calls with another hash key: the same numbers, the same order, other slots. */
static void test_the_hash_key_decides_nothing(void **state)
{
    (void)state;
    const struct hash_key keys[2] = {{{5, 6}}, {{7, 8}}};
    struct table t[2];
    struct order o[2];
    bool made;
    open_memory(UINT64_MAX);
    for (size_t i = 0; i < 2; i++)
        pfl_table_open(&t[i], &memory, &keys[i], sizeof(struct text_record), 0);
    for (uint64_t n = 0; n < 5000; n++) {
        char text[16];
        size_t length = (size_t)snprintf(text, sizeof text, "%u", (unsigned)chance(2000));
        bool removing = chance(3) == 0;
        for (size_t i = 0; i < 2; i++) {
            uint32_t number = pfl_table_put(&t[i], text, length, &made);
            if (removing)
                pfl_table_remove(&t[i], number);
        }
    }
    for (size_t i = 0; i < 2; i++)
        assert_true(pfl_order_table(&o[i], &memory, &t[i]));
    assert_int_equal(o[0].count, o[1].count);
    assert_memory_equal(o[0].numbers, o[1].numbers, o[0].count * sizeof *o[0].numbers);
    assert_int_equal(t[0].slot_count, t[1].slot_count);
    assert_int_not_equal(memcmp(t[0].slots, t[1].slots, t[0].slot_count * sizeof *t[0].slots), 0);
    for (uint32_t i = 1; i < o[0].count; i++) {
        const struct text *a = table_at(&t[0], o[0].numbers[i - 1]), *b = table_at(&t[0], o[0].numbers[i]);
        int order = memcmp(a->bytes, b->bytes, a->length < b->length ? a->length : b->length);
        assert_true(order < 0 || (order == 0 && a->length < b->length));
        assert_int_equal(o[0].ranks[o[0].numbers[i]], i);
    }
    for (size_t i = 0; i < 2; i++) {
        pfl_order_free(&o[i], &memory);
        pfl_table_close(&t[i]);
    }
    close_memory();
}

/* === Memory is short === */

/* Keys 0, 1, 2, ... are put until one fails: that one is not there, and all others are. */
static uint32_t fill(struct table *t)
{
    uint32_t had = table_live(t);
    bool made;
    for (uint64_t i = 0;; i++) {
        uint64_t lost = memory.lost, used = memory.used;
        uint32_t number = pfl_table_put(t, &i, sizeof i, &made);
        assert_int_equal(made, i >= had && number != NONE);
        if (number != NONE)
            continue;
        assert_int_equal(memory.lost, lost + 1);
        assert_true(memory.tight);
        assert_true(memory.used >= used); /* more slots, or a chunk: kept for later */
        assert_int_equal(pfl_table_find(t, &i, sizeof i), NONE);
        assert_int_equal(table_live(t), i);
        for (uint64_t k = 0; k < i; k++)
            assert_int_not_equal(pfl_table_find(t, &k, sizeof k), NONE);
        check_memory();
        return (uint32_t)i;
    }
}

static void test_puts_fail_at_the_limit(void **state)
{
    (void)state;
    const struct hash_key key = {{9, 10}};
    bool made;
    for (uint64_t limit = 0; limit < 30000; limit += 97)
        for (size_t key_size = 0; key_size <= 8; key_size += 8) {
            struct table t;
            open_memory(limit);
            pfl_table_open(&t, &memory, &key, sizeof(struct fixed_record), key_size);
            uint32_t count = fill(&t);
            uint64_t known = 0, another = UINT64_MAX;
            if (count > 0) { /* one goes, and there is room for another one */
                pfl_table_remove(&t, pfl_table_find(&t, &known, sizeof known));
                assert_int_not_equal(pfl_table_put(&t, &another, sizeof another, &made), NONE);
                assert_true(made);
            }
            assert_true(limit < 8000 || count > 64);
            pfl_table_close(&t);
            close_memory();
        }
}

static void test_the_nth_allocation_fails(void **state)
{
    (void)state;
    const struct hash_key key = {{11, 12}};
    bool failed = true;
    for (size_t n = 0; failed; n++) {
        struct table t;
        uint32_t numbers[600];
        failed = false;
        open_memory(UINT64_MAX);
        heap.allowed = n;
        pfl_table_open(&t, &memory, &key, sizeof(struct text_record), 0);
        for (uint64_t i = 0; i < 600; i++) {
            bool made;
            failed = pfl_table_put(&t, &i, sizeof i, &made) == NONE || failed;
        }
        assert_int_equal(memory.lost > 0, failed);
        for (uint32_t number = table_next(&t, 0); number != NONE; number = table_next(&t, number + 1))
            if (number % 8 != 0)
                pfl_table_remove(&t, number);
        pfl_table_renumber(&t, numbers); /* fewer slots want memory as well */
        check_memory();
        pfl_table_close(&t);
        close_memory();
    }
}

/* When the slots cannot be doubled, the table goes on to fifteen of sixteen, and says that it is tight. */
static void test_a_table_that_cannot_grow(void **state)
{
    (void)state;
    const struct hash_key key = {{13, 14}};
    struct table t;
    open_memory(UINT64_MAX);
    pfl_table_open(&t, &memory, &key, 8, 8);
    heap.largest = 256 * sizeof(struct slot);
    assert_int_equal(fill(&t), 240);
    assert_int_equal(t.slot_count, 256);
    heap.largest = 512 * sizeof(struct slot);
    assert_int_equal(fill(&t), 480);
    assert_int_equal(t.slot_count, 512);
    pfl_table_close(&t);
    close_memory();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables_find_what_was_put),     cmocka_unit_test(test_clusters_across_the_end),
        cmocka_unit_test(test_the_hash_key_decides_nothing), cmocka_unit_test(test_puts_fail_at_the_limit),
        cmocka_unit_test(test_the_nth_allocation_fails),     cmocka_unit_test(test_a_table_that_cannot_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
