/* What happens when: the events to come, the earliest first, those of one microsecond in the order they were made. */
#ifndef CORPUS_AGENDA_H
#define CORPUS_AGENDA_H

#include <stdbool.h>
#include <stdint.h>

/* Who acts, and which one of them. */
enum actor_kind { ACTOR_SOURCE, ACTOR_ACCOUNT, ACTOR_SESSION, ACTOR_MESSAGE, ACTOR_PLAN };

typedef struct appointment {
    int64_t time;
    uint32_t order;
    uint32_t actor; /* the kind in the upper 4 bits */
} appointment;

typedef struct agenda {
    appointment *heap;
    uint32_t count, capacity;
    uint32_t order;
} agenda;

void agenda_add(agenda *a, int64_t time, enum actor_kind kind, uint32_t number);

/* False when there is nothing left. */
bool agenda_next(agenda *a, appointment *out);

static inline enum actor_kind actor_kind_of(uint32_t actor)
{
    return (enum actor_kind)(actor >> 28);
}

static inline uint32_t actor_number_of(uint32_t actor)
{
    return actor & 0xFFFFFFFu;
}

#endif
