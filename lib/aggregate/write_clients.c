/* Saving addresses, user names that failed, and the queue. */
#include "lib/aggregate/state_write.h"

#include <stdlib.h>

/* === Addresses === */

bool pfl_order_addresses(struct pfl_saver *s)
{
    return pfl_order_table(&s->order, &s->memory, &s->state->addresses);
}

static void write_address(struct writer *w, const struct address *a)
{
    put_byte(w, TAG_ADDRESS);
    put_bytes(w, a->bytes, sizeof a->bytes);
    put_counts_32(w, a->counts, ADDRESS_COUNTS);
    put_signed(w, a->first);
    put_signed(w, a->last);
    put_sketch(w, a->users);
}

static void write_bucket(struct writer *w, const struct bucket *b)
{
    put_byte(w, TAG_BUCKET);
    put_signed(w, b->bucket);
    put_number(w, b->counts[TELLER_SERVER]);
    put_number(w, b->counts[TELLER_AUTH]);
    put_number(w, b->silent);
    put_number(w, b->first_silent);
    put_number(w, b->last_silent);
    put_number(w, b->limited);
}

static void write_failure(const struct pfl_saver *s, struct writer *w, unsigned teller, const struct failure *f)
{
    put_byte(w, TAG_FAILURE);
    put_number(w, teller);
    put_number(w, f->at);
    put_number(w, s->streams.ranks[f->stream]);
    put_number(w, failure_offset(f));
    put_number(w, failure_times(f));
    put_64(w, f->user);
}

/* The buckets, each with its failures: grandchild 0 is the bucket itself. */
static bool write_buckets(struct pfl_saver *s, struct writer *w, const struct address *a)
{
    for (; s->part == 1 && more_children(s, a->bucket_count); s->child++, s->grandchild = 0) {
        const struct bucket *b = &a->buckets[s->child];
        uint32_t i = s->grandchild++;
        if (i == 0)
            return write_bucket(w, b), true;
        if (i <= b->kept[TELLER_SERVER])
            return write_failure(s, w, TELLER_SERVER, &b->failures[TELLER_SERVER][i - 1]), true;
        i -= b->kept[TELLER_SERVER];
        if (i <= b->kept[TELLER_AUTH])
            return write_failure(s, w, TELLER_AUTH, &b->failures[TELLER_AUTH][i - 1]), true;
    }
    return false;
}

bool pfl_write_address(struct pfl_saver *s, struct writer *w)
{
    for (; s->at < s->order.count; next_record(s)) {
        const struct address *a = table_at(&s->state->addresses, s->order.numbers[s->at]);
        const struct evidence *const lines[] = {a->first_failure, a->last_failure};
        if (s->part == 0) {
            write_address(w, a);
            s->part = 1;
            return true;
        }
        if (write_buckets(s, w, a))
            return true;
        while (s->part == 2 && more_children(s, 2)) {
            uint32_t slot = s->child++;
            if (lines[slot] == NULL)
                continue;
            put_byte(w, TAG_ADDRESS_EVIDENCE);
            put_number(w, slot);
            put_evidence(w, lines[slot]);
            return true;
        }
    }
    return false;
}

/* === User names that failed === */

bool pfl_order_guesses(struct pfl_saver *s)
{
    return pfl_order_table(&s->order, &s->memory, &s->state->guesses);
}

bool pfl_write_guess(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->order.count)
        return false;
    const struct guess *g = table_at(&s->state->guesses, s->order.numbers[s->at]);
    put_byte(w, TAG_GUESS);
    put_text(w, g->name.bytes, g->name.length);
    put_number(w, g->counts[TELLER_SERVER]);
    put_number(w, g->counts[TELLER_AUTH]);
    put_signed(w, g->first);
    put_signed(w, g->last);
    put_sketch(w, g->nets);
    next_record(s);
    return true;
}

/* === The queue === */

/* By host, queue ID, segment and place there. */
struct queue_order {
    const struct pfl_saver *saver;
    struct order entries;
};

static struct sort_key entry_sort_key(const void *context, uint32_t number)
{
    const struct pfl_saver *s = context;
    const struct entry_key *k = &entry_at(&s->state->queue, number)->key;
    const uint8_t *id = (const uint8_t *)k->queue_id;
    uint64_t start = (uint64_t)id[0] << 24 | (uint64_t)id[1] << 16 | (uint64_t)id[2] << 8 | id[3];
    return (struct sort_key){{(uint64_t)s->hosts.ranks[k->host] << 32 | start, sorting_bytes(id + 4),
                              sorting_bytes(id + 12), sorting_bytes(id + 20)}};
}

static struct sort_key group_sort_key(const void *context, uint32_t number)
{
    const struct queue_order *o = context;
    const struct queue *q = &o->saver->state->queue;
    const struct group *g = group_at(q, number);
    uint32_t place = 0;
    for (uint32_t n = entry_at(q, g->entry)->first; n != number; n = group_at(q, n)->next)
        place++;
    return (struct sort_key){{o->entries.ranks[g->entry], o->saver->segment_ranks[g->segment], place}};
}

bool pfl_order_groups(struct pfl_saver *s)
{
    struct queue_order o = {.saver = s};
    if (!pfl_order_by(&o.entries, &s->memory, &s->state->queue.entries.records, entry_sort_key, s))
        return false;
    bool done = pfl_order_by(&s->order, &s->memory, &s->state->queue.groups, group_sort_key, &o);
    pfl_order_free(&o.entries, &s->memory);
    return done;
}

/* 0 for none, else the rank and one. */
static void put_rank(struct writer *w, const struct order *o, uint32_t number)
{
    put_number(w, number == NONE ? 0 : (uint64_t)o->ranks[number] + 1);
}

static void write_group(const struct pfl_saver *s, struct writer *w, const struct group *g)
{
    const struct entry *e = entry_at(&s->state->queue, g->entry);
    put_byte(w, TAG_GROUP);
    put_number(w, s->hosts.ranks[e->key.host]);
    put_bytes(w, e->key.queue_id, sizeof e->key.queue_id);
    put_number(w, s->segment_ranks[g->segment]);
    put_number(w, g->facts);
    put_number(w, g->start);
    put_number(w, g->end);
    put_rank(w, &s->subjects, g->subject);
    put_rank(w, &s->subjects, g->origin);
    put_bytes(w, g->client, sizeof g->client);
    put_number(w, g->offset);
    put_signed(w, g->opens);
    put_signed(w, g->last);
    put_signed(w, g->first);
    put_signed(w, g->begun);
    put_signed(w, g->queued);
    put_signed(w, g->expired);
    put_signed(w, g->ended);
    put_number(w, g->size);
    put_number(w, g->nrcpt);
    put_rank(w, &s->senders, g->sender);
    put_number(w, g->notices);
    put_number(w, g->ambiguous);
}

static void write_recipient(const struct pfl_saver *s, struct writer *w, const struct recipient *r)
{
    put_byte(w, TAG_RECIPIENT);
    put_64(w, r->hash);
    put_signed(w, r->deferred);
    put_signed(w, r->refused);
    put_signed(w, r->done);
    put_rank(w, &s->domains, r->domain);
    put_number(w, r->provider);
    put_number(w, r->hop);
    put_number(w, r->facts);
    put_number(w, r->outcome);
    put_number(w, r->agent);
}

static void write_link(struct writer *w, const struct link *link)
{
    put_byte(w, TAG_LINK);
    put_number(w, link->kind);
    put_bytes(w, link->queue_id, sizeof link->queue_id);
    put_64(w, link->recipient);
    put_signed(w, link->time);
    put_number(w, link->offset);
}

static int compare_hashes(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* The recipients lie where this state's key put them: they are written by rising hash. */
static bool sort_recipients(struct pfl_saver *s, const struct group *g)
{
    uint32_t count = 0;
    memory_release(&s->memory, s->hashes, s->hash_count * sizeof *s->hashes);
    s->hashes = NULL;
    s->hash_count = 0;
    if (g->recipient_count == 0)
        return true;
    s->hashes = pfl_memory_resize(&s->memory, NULL, 0, g->recipient_count * sizeof *s->hashes);
    if (s->hashes == NULL)
        return false;
    s->hash_count = g->recipient_count;
    for (uint32_t i = 0; i < g->recipient_places; i++)
        if (g->recipients[i].hash != 0)
            s->hashes[count++] = g->recipients[i].hash;
    qsort(s->hashes, count, sizeof *s->hashes, compare_hashes);
    return true;
}

static bool write_rest(struct pfl_saver *s, struct writer *w, const struct group *g)
{
    if (s->part == 1 && more_children(s, s->hash_count)) {
        write_recipient(s, w, pfl_group_find_recipient(&s->state->queue, g, s->hashes[s->child++]));
        return true;
    }
    if (s->part == 2 && more_children(s, g->link_count))
        return write_link(w, &g->links[s->child++]), true;
    while (s->part == 3 && more_children(s, GROUP_EVIDENCE)) {
        uint32_t slot = s->child++;
        if (g->evidence[slot] == NULL)
            continue;
        put_byte(w, TAG_GROUP_EVIDENCE);
        put_number(w, slot);
        put_evidence(w, g->evidence[slot]);
        return true;
    }
    return false;
}

bool pfl_write_group(struct pfl_saver *s, struct writer *w)
{
    for (; s->at < s->order.count; next_record(s)) {
        const struct group *g = group_at(&s->state->queue, s->order.numbers[s->at]);
        if (s->part == 0) {
            if (!sort_recipients(s, g)) {
                s->short_of_memory = true;
                return false;
            }
            write_group(s, w, g);
            s->part = 1;
            return true;
        }
        if (write_rest(s, w, g))
            return true;
    }
    return false;
}
