/*
 * An allocator that fails once, or from then on. Included by tests behind cmocka.h.
 */
#ifndef TESTS_FAILING_HEAP_H
#define TESTS_FAILING_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct heap {
    size_t blocks, calls, fail_at, failures; /* fail_at 0: never */
    bool for_good;
};

static struct heap heap;

static inline void *heap_resize(void *context, void *pointer, size_t old_size, size_t new_size)
{
    struct heap *h = context;
    max_align_t *block = pointer == NULL ? NULL : (max_align_t *)pointer - 1;
    size_t known = 0;
    if (block != NULL)
        memcpy(&known, block, sizeof known);
    assert_int_equal(old_size, known);
    if (new_size == 0) {
        h->blocks -= block != NULL;
        free(block);
        return NULL;
    }
    h->calls++;
    if (h->fail_at != 0 && (h->calls == h->fail_at || (h->for_good && h->calls > h->fail_at))) {
        h->failures++;
        return NULL;
    }
    block = realloc(block, sizeof *block + new_size);
    assert_non_null(block);
    memcpy(block, &new_size, sizeof new_size);
    h->blocks += pointer == NULL;
    return block + 1;
}

/* From here on; the calls before do not count. */
static inline void fail_at(size_t n, bool for_good)
{
    heap.calls = heap.failures = 0;
    heap.fail_at = n;
    heap.for_good = for_good;
}

static inline void fail_no_more(void)
{
    heap.fail_at = 0;
}

#endif
