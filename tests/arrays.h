/*
 * Arrays that grow, and blocks that stay until all of them are released: what files of cases and of stories are read
 * into. Without memory there is no test.
 */
#ifndef TESTS_ARRAYS_H
#define TESTS_ARRAYS_H

#include <stdlib.h>

/* An array with room for one more. */
static inline void *grow(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    *room = *room ? *room * 2 : 64;
    array = realloc(array, *room * size);
    if (array == NULL)
        abort();
    return array;
}

typedef struct kept_blocks {
    void **at;
    size_t count, room;
} kept_blocks;

/* A block of zeros. */
static inline void *keep(kept_blocks *blocks, size_t size)
{
    blocks->at = grow(blocks->at, blocks->count, &blocks->room, sizeof *blocks->at);
    void *block = calloc(1, size);
    if (block == NULL)
        abort();
    blocks->at[blocks->count++] = block;
    return block;
}

static inline void release_blocks(kept_blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++)
        free(blocks->at[i]);
    free(blocks->at);
}

#endif
