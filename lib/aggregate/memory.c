#include "lib/aggregate/memory.h"

#define FIRST_ITEMS 2

void *pfl_memory_resize(struct memory *m, void *pointer, size_t old_size, size_t new_size)
{
    uint64_t old_cost = pointer != NULL ? old_size + BLOCK_OVERHEAD : 0;
    uint64_t new_cost = new_size != 0 ? new_size + BLOCK_OVERHEAD : 0;
    if (new_cost > old_cost && m->used - old_cost + new_cost > m->limit) {
        m->tight = true;
        return NULL;
    }
    void *result = m->allocator.resize(m->allocator.context, pointer, pointer != NULL ? old_size : 0, new_size);
    if (new_size != 0 && result == NULL) {
        m->tight = true;
        return NULL;
    }
    m->used = m->used - old_cost + new_cost;
    m->most = m->used > m->most ? m->used : m->most;
    return result;
}

void *pfl_memory_grow(struct memory *m, void *array, uint32_t *capacity, uint32_t count, size_t item_size)
{
    if (count < *capacity)
        return array;
    if (count > UINT32_MAX / 2)
        return NULL;
    uint32_t wanted = count < FIRST_ITEMS ? FIRST_ITEMS : count + count / 2;
    void *result = pfl_memory_resize(m, array, *capacity * item_size, wanted * item_size);
    if (result != NULL)
        *capacity = wanted;
    return result;
}
