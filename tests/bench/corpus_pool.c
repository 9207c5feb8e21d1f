/* Memory, in blocks where it must not move. Contract in corpus_pool.h. */
#include "corpus_pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_ITEMS 1024u
#define FIRST_ITEMS 64u

void *must_resize(void *memory, size_t size)
{
    void *result = realloc(memory, size > 0 ? size : 1);
    if (result == NULL) {
        fprintf(stderr, "make_log: out of memory\n");
        exit(2);
    }
    return result;
}

void *must_grow(void *items, size_t item_size, uint32_t count, uint32_t *capacity)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity > 0 ? *capacity + *capacity / 2 : FIRST_ITEMS;
    return must_resize(items, *capacity * item_size);
}

void pool_init(pool *p, size_t item_size)
{
    *p = (pool){.item_size = item_size};
}

void pool_free(pool *p)
{
    for (uint32_t i = 0; i < p->block_count; i++)
        free(p->blocks[i]);
    free(p->blocks);
    free(p->free_numbers);
}

void *pool_at(const pool *p, uint32_t number)
{
    return p->blocks[number / BLOCK_ITEMS] + number % BLOCK_ITEMS * p->item_size;
}

uint32_t pool_take(pool *p)
{
    uint32_t number = p->free_count > 0 ? p->free_numbers[--p->free_count] : p->count++;
    if (number / BLOCK_ITEMS == p->block_count) {
        p->blocks = must_grow(p->blocks, sizeof *p->blocks, p->block_count, &p->block_capacity);
        p->blocks[p->block_count++] = must_resize(NULL, BLOCK_ITEMS * p->item_size);
    }
    memset(pool_at(p, number), 0, p->item_size);
    return number;
}

void pool_give_back(pool *p, uint32_t number)
{
    p->free_numbers = must_grow(p->free_numbers, sizeof *p->free_numbers, p->free_count, &p->free_capacity);
    p->free_numbers[p->free_count++] = number;
}
