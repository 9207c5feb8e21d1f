/* A heap of what is to come. Contract in corpus_agenda.h. */
#include "corpus_agenda.h"

#include "corpus_pool.h"

/* A heap of four children a node: half as deep as one of two, and the children share a cache line. */
#define CHILDREN 4u

static bool is_before(const appointment *a, const appointment *b)
{
    return a->time != b->time ? a->time < b->time : (int32_t)(a->order - b->order) < 0;
}

void agenda_add(agenda *a, int64_t time, enum actor_kind kind, uint32_t number)
{
    a->heap = must_grow(a->heap, sizeof *a->heap, a->count, &a->capacity);
    const appointment added = {time, a->order++, (uint32_t)kind << 28 | number};
    uint32_t at = a->count++;
    while (at > 0) {
        uint32_t parent = (at - 1) / CHILDREN;
        if (!is_before(&added, &a->heap[parent]))
            break;
        a->heap[at] = a->heap[parent];
        at = parent;
    }
    a->heap[at] = added;
}

static uint32_t earliest_child(const agenda *a, uint32_t first)
{
    uint32_t best = first, end = a->count - first < CHILDREN ? a->count : first + CHILDREN;
    for (uint32_t i = first + 1; i < end; i++)
        if (is_before(&a->heap[i], &a->heap[best]))
            best = i;
    return best;
}

bool agenda_next(agenda *a, appointment *out)
{
    if (a->count == 0)
        return false;
    *out = a->heap[0];
    const appointment moved = a->heap[--a->count];
    uint32_t at = 0;
    for (uint32_t first = 1; first < a->count; first = at * CHILDREN + 1) {
        uint32_t child = earliest_child(a, first);
        if (!is_before(&a->heap[child], &moved))
            break;
        a->heap[at] = a->heap[child];
        at = child;
    }
    if (a->count > 0)
        a->heap[at] = moved;
    return true;
}
