#include "lib/aggregate/queue.h"

void pfl_queue_open(struct queue *q, struct memory *memory, const struct hash_key *key, struct ledger *ledger)
{
    *q = (struct queue){
        .memory = memory, .key = key, .domains = ledger->domains, .senders = ledger->senders, .ledger = ledger};
    pfl_table_open(&q->entries, memory, key, sizeof(struct entry), sizeof(struct entry_key));
    pfl_slab_open(&q->groups, memory, sizeof(struct group));
}

/* === Groups === */

static void mention_subject(const struct queue *q, uint32_t subject, int32_t times)
{
    if (subject != NONE)
        subject_at(q->ledger, subject)->references += (uint32_t)times;
}

/* Domains stay for what is learned about them; senders are only of use to those who mention them. */
static void forget_names(struct queue *q, struct group *g)
{
    for (uint32_t i = 0; i < g->recipient_places; i++)
        if (g->recipients[i].hash != 0)
            pfl_name_forget(q->domains, g->recipients[i].domain, false);
    pfl_name_forget(q->senders, g->sender, !q->absorbs);
    mention_subject(q, g->subject, -1);
    mention_subject(q, g->origin, -1);
}

static void release_group(struct queue *q, uint32_t number)
{
    struct group *g = group_at(q, number);
    if (!q->borrows)
        forget_names(q, g);
    memory_release(q->memory, g->recipients, g->recipient_places * sizeof *g->recipients);
    memory_release(q->memory, g->links, g->link_capacity * sizeof *g->links);
    for (unsigned i = 0; i < GROUP_EVIDENCE; i++)
        pfl_evidence_free(q->memory, g->evidence[i]);
    pfl_slab_give(&q->groups, number);
}

void pfl_queue_close(struct queue *q)
{
    for (uint32_t n = pfl_slab_next(&q->groups, 0); n != NONE; n = pfl_slab_next(&q->groups, n + 1))
        release_group(q, n);
    pfl_slab_close(&q->groups);
    pfl_table_close(&q->entries);
}

bool pfl_entry_key(struct entry_key *key, uint32_t host, piece queue_id)
{
    memset(key, 0, sizeof *key);
    if (queue_id.length == 0 || queue_id.length > sizeof key->queue_id)
        return false;
    key->host = host;
    memcpy(key->queue_id, queue_id.at, queue_id.length);
    return true;
}

uint32_t pfl_queue_first(const struct queue *q, const struct entry_key *key)
{
    uint32_t number = pfl_table_find(&q->entries, key, sizeof *key);
    return number == NONE ? NONE : entry_at(q, number)->first;
}

/* The last group of an entry in a segment; NONE when there is none. */
static uint32_t entry_last(const struct queue *q, const struct entry *e, uint32_t segment)
{
    uint32_t last = NONE;
    if (group_at(q, e->last)->segment == segment)
        return e->last;
    for (uint32_t n = e->first; n != NONE; n = group_at(q, n)->next)
        if (group_at(q, n)->segment == segment)
            last = n;
    return last;
}

uint32_t pfl_queue_append(struct queue *q, const struct entry_key *key, uint32_t segment, uint64_t offset)
{
    bool made;
    uint32_t entry = pfl_table_put(&q->entries, key, sizeof *key, &made);
    if (entry == NONE)
        return NONE;
    struct entry *e = entry_at(q, entry);
    if (made)
        e->first = e->last = NONE;
    uint32_t number = pfl_slab_take(&q->groups);
    if (number == NONE) {
        q->memory->lost++;
        if (made)
            pfl_table_remove(&q->entries, entry);
        return NONE;
    }
    struct group *g = group_at(q, number);
    g->entry = entry;
    g->next = g->subject = g->origin = g->sender = g->before = NONE;
    g->segment = segment;
    g->host = key->host;
    g->offset = offset;
    g->opens = g->last = g->first = g->begun = g->queued = g->expired = g->ended = PFL_TIME_INVALID;
    if (e->last == NONE)
        e->first = number;
    else
        group_at(q, e->last)->next = number;
    e->last = number;
    return number;
}

void pfl_queue_remove(struct queue *q, uint32_t number)
{
    uint32_t entry = group_at(q, number)->entry, next = group_at(q, number)->next, before = NONE;
    struct entry *e = entry_at(q, entry);
    for (uint32_t n = e->first; n != number; n = group_at(q, n)->next)
        before = n;
    if (before == NONE)
        e->first = next;
    else
        group_at(q, before)->next = next;
    if (e->last == number)
        e->last = before;
    release_group(q, number);
    if (e->first == NONE)
        pfl_table_remove(&q->entries, entry);
}

/* A group has another number now. */
static void tell_moved(struct queue *q, uint32_t from, uint32_t to)
{
    struct entry *e = entry_at(q, group_at(q, to)->entry);
    uint32_t *place = &e->first;
    while (*place != from)
        place = &group_at(q, *place)->next;
    *place = to;
    if (e->last == from)
        e->last = to;
}

void pfl_queue_close_up(struct queue *q)
{
    uint32_t from, to = 0;
    while (pfl_slab_close_up(&q->groups, &from, &to))
        tell_moved(q, from, to);
    pfl_table_close_up(&q->entries);
    for (uint32_t n = table_next(&q->entries, 0); n != NONE; n = table_next(&q->entries, n + 1))
        for (uint32_t g = entry_at(q, n)->first; g != NONE; g = group_at(q, g)->next)
            group_at(q, g)->entry = n;
}

/* === Which group a line belongs to === */

uint32_t pfl_queue_last(const struct queue *q, const struct entry_key *key, uint32_t segment)
{
    uint32_t entry = pfl_table_find(&q->entries, key, sizeof *key);
    return entry == NONE ? NONE : entry_last(q, entry_at(q, entry), segment);
}

uint32_t pfl_queue_group(struct queue *q, const struct entry_key *key, uint32_t segment, uint64_t offset, unsigned fact,
                         int64_t time)
{
    uint32_t number = fact == HAS_START ? NONE : pfl_queue_last(q, key, segment);
    if (number == NONE || !pfl_group_goes_on(group_at(q, number), fact == HAS_MESSAGE_ID, time)) {
        number = pfl_queue_append(q, key, segment, offset);
        if (number != NONE)
            group_at(q, number)->opens = time;
    }
    if (number != NONE) {
        struct group *g = group_at(q, number);
        g->facts = (uint16_t)(g->facts | fact);
        g->first = earlier(g->first, time);
        g->last = time != PFL_TIME_INVALID ? time : g->last;
    }
    return number;
}

/* === Segments === */

/* Takes the groups of a segment out of an entry's list, in their order; *last is the last of them. */
static uint32_t take_segment(struct queue *q, struct entry *e, uint32_t segment, uint32_t *last)
{
    uint32_t taken = NONE, n = e->first;
    *last = NONE;
    e->first = e->last = NONE;
    while (n != NONE) {
        struct group *g = group_at(q, n);
        uint32_t next = g->next;
        bool take = g->segment == segment;
        uint32_t *head = take ? &taken : &e->first, *tail = take ? last : &e->last;
        if (*tail == NONE)
            *head = n;
        else
            group_at(q, *tail)->next = n;
        *tail = n;
        g->next = NONE;
        n = next;
    }
    return taken;
}

/* Puts a list behind those that an entry has. */
static void put_behind(struct queue *q, struct entry *e, uint32_t first, uint32_t last)
{
    if (first == NONE)
        return;
    if (e->last == NONE)
        e->first = first;
    else
        group_at(q, e->last)->next = first;
    e->last = last;
}

void pfl_queue_join_segments(struct queue *q, uint32_t segment, uint32_t behind)
{
    for (uint32_t n = table_next(&q->entries, 0); n != NONE; n = table_next(&q->entries, n + 1)) {
        struct entry *e = entry_at(q, n);
        uint32_t last_left, last_right, left = take_segment(q, e, segment, &last_left);
        uint32_t right = take_segment(q, e, behind, &last_right);
        put_behind(q, e, left, last_left);
        put_behind(q, e, right, last_right);
        for (uint32_t g = right; g != NONE; g = group_at(q, g)->next)
            group_at(q, g)->segment = segment;
        for (uint32_t last = left == NONE ? NONE : last_left, next; right != NONE && last != NONE; right = next) {
            next = group_at(q, right)->next;
            if (!pfl_group_continue(q, last, right))
                last = right;
        }
    }
}
