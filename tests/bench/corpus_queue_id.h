/*
 * Queue IDs: the time of their making and the inode of the queue file, which is
 * used again as soon as the message is gone; or a pool of IDs so small that each
 * comes back within seconds.
 */
#ifndef CORPUS_QUEUE_ID_H
#define CORPUS_QUEUE_ID_H

#include "corpus_random.h"

/* A new message leaves IDs for the messages that those in the queue will cause: else all would wait for each other. */
enum id_reserve { RESERVE_FOR_NEW = 16, RESERVE_FOR_FILTERED = 8, RESERVE_NOTHING = 0 };

enum id_style { ID_SHORT, ID_LONG, ID_FEW };

#define FEW_IDS 40u

typedef struct queue_id {
    uint32_t slot;
    uint8_t length;
    char text[19];
} queue_id;

typedef struct few_id {
    queue_id id;
    bool used;
    int64_t free_since;
} few_id;

typedef struct id_source {
    enum id_style style;
    uint32_t *free_slots;
    uint32_t free_count, free_capacity, slot_count;
    few_id *few;
    uint32_t few_free;
} id_source;

void ids_open(id_source *ids, enum id_style style);
void ids_close(id_source *ids);

/* False when there are not more than reserve; only ever of ID_FEW. */
bool ids_take(id_source *ids, int64_t now, enum id_reserve reserve, queue_id *out);
void ids_give_back(id_source *ids, const queue_id *id, int64_t now);

#endif
