/*
 * The memory of an aggregator over an allocator that remembers each block's size, and can run short. Included by tests
 * behind cmocka.h.
 */
#ifndef TESTS_SIZED_HEAP_H
#define TESTS_SIZED_HEAP_H

#include "lib/aggregate/memory.h"

#include <stdlib.h>
#include <string.h>

struct heap {
    size_t blocks, bytes, calls;
    size_t largest; /* a larger block is refused */
    size_t allowed; /* so many calls that want memory; then none succeeds */
};

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
        h->bytes -= known;
        free(block);
        return NULL;
    }
    if (new_size > h->largest || h->calls++ >= h->allowed)
        return NULL;
    block = realloc(block, sizeof *block + new_size);
    assert_non_null(block);
    memcpy(block, &new_size, sizeof new_size);
    memset((char *)(block + 1) + known, 0xaa, new_size > known ? new_size - known : 0); /* nobody may count on zeros */
    h->blocks += pointer == NULL;
    h->bytes += new_size - known;
    return block + 1;
}

static struct heap heap;
static struct memory memory;

static inline void open_memory(uint64_t limit)
{
    heap = (struct heap){.largest = SIZE_MAX, .allowed = SIZE_MAX};
    memory = (struct memory){.allocator = {&heap, heap_resize}, .limit = limit};
}

/* All that was taken is given back. */
static inline void close_memory(void)
{
    assert_int_equal(memory.used, 0);
    assert_int_equal(heap.blocks, 0);
    assert_int_equal(heap.bytes, 0);
    assert_true(memory.most <= memory.limit);
}

static inline void check_memory(void)
{
    assert_int_equal(memory.used, heap.bytes + BLOCK_OVERHEAD * heap.blocks);
}

#endif
