/*
 * The queue as a reading sees it: a copy in which the fragments of all segments have
 * found each other.
 */
#include "lib/aggregate/queue.h"

#include <stdlib.h>

/* A group of an entry and when its segment says it is. */
struct part {
    const struct group *group;
    int64_t time;   /* of its first line, or of the group before it in its segment, if that is later */
    int64_t low;    /* when the segment begins for this host */
    uint32_t rank;  /* of the segment among all */
    uint32_t order; /* in the entry */
};

/* By time. What one segment says stays in its order. */
static int compare(const void *left, const void *right)
{
    const struct part *a = left, *b = right;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void *copy_of(struct memory *m, const void *array, size_t size)
{
    void *copy = size == 0 ? NULL : pfl_memory_resize(m, NULL, 0, size);
    if (copy != NULL)
        memcpy(copy, array, size);
    return copy;
}

static bool copy_group(struct queue *q, const struct entry_key *key, const struct group *from)
{
    uint32_t entry = pfl_table_find(&q->entries, key, sizeof *key);
    uint32_t before = entry == NONE ? NONE : entry_at(q, entry)->last;
    uint32_t number = pfl_queue_append(q, key, from->segment, from->offset);
    if (number == NONE)
        return false;
    struct group *g = group_at(q, number), blank = *g;
    *g = *from;
    g->entry = blank.entry;
    g->next = blank.next;
    g->recipients = copy_of(q->memory, from->recipients, from->recipient_places * sizeof *from->recipients);
    g->links = copy_of(q->memory, from->links, from->link_capacity * sizeof *from->links);
    bool complete =
        (g->recipients != NULL || from->recipient_places == 0) && (g->links != NULL || from->link_capacity == 0);
    if (g->recipients == NULL)
        g->recipient_count = g->recipient_places = 0;
    if (g->links == NULL)
        g->link_count = g->link_capacity = 0;
    for (uint32_t i = 0; i < g->link_count; i++)
        g->links[i].segment = from->segment;
    for (unsigned i = 0; i < GROUP_EVIDENCE; i++) {
        g->evidence[i] = NULL;
        pfl_evidence_merge(q->memory, &g->evidence[i], KEEP_FIRST, from->evidence[i]);
    }
    if (before != NONE && pfl_group_continue(q, before, number))
        return complete;
    if ((from->facts & (HAS_START | HAS_MESSAGE_ID)) == 0)
        g->facts |= HAS_FRONT;
    return complete;
}

static uint32_t rank_of(const struct coverage *c, uint32_t segment)
{
    uint32_t rank = 0;
    while (c->order[rank] != segment)
        rank++;
    return rank;
}

static void describe(const struct queue *q, const struct coverage *c, const struct entry *e, struct part *parts,
                     uint32_t count)
{
    uint32_t number = e->first;
    for (uint32_t i = 0; i < count; i++, number = group_at(q, number)->next) {
        const struct group *g = group_at(q, number);
        const struct stretch *known = pfl_segment_find_stretch(segment_at(c, g->segment), e->key.host);
        parts[i] = (struct part){.group = g, .time = g->opens != PFL_TIME_INVALID ? g->opens : g->first, .order = i};
        parts[i].low = known == NULL ? PFL_TIME_INVALID : known->low;
        parts[i].rank = rank_of(c, g->segment);
        for (uint32_t k = 0; k < i; k++)
            if (parts[k].group->segment == g->segment)
                parts[i].time = later(parts[i].time, parts[k].time);
    }
}

static bool copy_entry(struct queue *copy, const struct queue *q, const struct coverage *c, const struct entry *e)
{
    uint32_t count = 0;
    for (uint32_t n = e->first; n != NONE; n = group_at(q, n)->next)
        count++;
    if (count == 1)
        return copy_group(copy, &e->key, group_at(q, e->first));
    struct part *parts = pfl_memory_resize(copy->memory, NULL, 0, count * sizeof *parts);
    if (parts == NULL)
        return false;
    describe(q, c, e, parts, count);
    qsort(parts, count, sizeof *parts, compare);
    bool complete = true;
    for (uint32_t i = 0; i < count && complete; i++)
        complete = copy_group(copy, &e->key, parts[i].group);
    memory_release(copy->memory, parts, count * sizeof *parts);
    return complete;
}

bool pfl_queue_copy(struct queue *copy, struct memory *memory, const struct queue *q, const struct coverage *c)
{
    pfl_queue_open(copy, memory, q->key, q->ledger);
    copy->borrows = true;
    for (uint32_t n = table_next(&q->entries, 0); n != NONE; n = table_next(&q->entries, n + 1))
        if (!copy_entry(copy, q, c, entry_at(q, n)))
            return false;
    return true;
}
