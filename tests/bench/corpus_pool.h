/* Memory: it is there, or the program ends. Pools give out numbered records that stay where they are. */
#ifndef CORPUS_POOL_H
#define CORPUS_POOL_H

#include <stddef.h>
#include <stdint.h>

void *must_resize(void *memory, size_t size);

/* Room for one more item in an array; it may move. */
void *must_grow(void *items, size_t item_size, uint32_t count, uint32_t *capacity);

typedef struct pool {
    size_t item_size;
    char **blocks;
    uint32_t block_count, block_capacity;
    uint32_t count; /* numbers given out so far, free ones included */
    uint32_t *free_numbers;
    uint32_t free_count, free_capacity;
} pool;

void pool_init(pool *p, size_t item_size);
void pool_free(pool *p);

/* The number of a record of zeros. */
uint32_t pool_take(pool *p);
void pool_give_back(pool *p, uint32_t number);
void *pool_at(const pool *p, uint32_t number);

#endif
