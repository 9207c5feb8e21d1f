#include "lib/aggregate/state_write.h"

#include <stdlib.h>

/* === All of it === */

/* What others mention comes before them. */
static const struct section sections[] = {
    {NULL, pfl_write_host},
    {NULL, pfl_write_stream},
    {NULL, pfl_write_segment},
    {pfl_order_host_days, pfl_write_host_day},
    {pfl_order_releases, pfl_write_release},
    {NULL, pfl_write_word},
    {NULL, pfl_write_domain},
    {NULL, pfl_write_sender},
    {NULL, pfl_write_subject},
    {pfl_order_accesses, pfl_write_access},
    {pfl_order_presences, pfl_write_presence},
    {pfl_order_contacts, pfl_write_contact},
    {pfl_order_uses, pfl_write_use},
    {pfl_order_addresses, pfl_write_address},
    {pfl_order_guesses, pfl_write_guess},
    {pfl_order_groups, pfl_write_group},
    {NULL, pfl_write_injection},
    {NULL, pfl_write_totals},
};

#define SECTIONS (sizeof sections / sizeof sections[0])

static struct sort_key stream_key(const void *context, uint32_t number)
{
    const struct coverage *c = context;
    return (struct sort_key){{c->stream_ids[number]}};
}

static bool order_mentioned(struct pfl_saver *s)
{
    const pfl_aggregator *a = s->state;
    struct memory *m = &s->memory;
    const struct coverage *c = &a->coverage;
    if (!pfl_order_table(&s->hosts, m, &c->hosts) ||
        !pfl_order_by(&s->streams, m, &c->streams.records, stream_key, c) ||
        !pfl_order_table(&s->words, m, &a->words) || !pfl_order_table(&s->domains, m, &a->domains) ||
        !pfl_order_table(&s->senders, m, &a->senders) || !pfl_order_table(&s->subjects, m, &a->ledger.subjects))
        return false;
    s->segment_limit = c->segments.count;
    if (s->segment_limit == 0)
        return true;
    s->segment_ranks = pfl_memory_resize(m, NULL, 0, s->segment_limit * sizeof *s->segment_ranks);
    for (uint32_t i = 0; s->segment_ranks != NULL && i < c->segments.live; i++)
        s->segment_ranks[c->order[i]] = i;
    return s->segment_ranks != NULL;
}

/* Lists that are in the order in which they came are put into one that depends on what they say. */
static void sort_usages(struct pfl_saver *s)
{
    struct ledger *l = &s->state->ledger;
    for (uint32_t n = table_next(&l->subjects, 0); n != NONE; n = table_next(&l->subjects, n + 1)) {
        struct subject *subject = subject_at(l, n);
        for (uint32_t i = 1; i < subject->usage_count; i++)
            for (uint32_t k = i; k > 0; k--) {
                struct usage *a = &subject->usages[k - 1], *b = &subject->usages[k], swap = *a;
                if (a->kind < b->kind || (a->kind == b->kind && s->words.ranks[a->word] < s->words.ranks[b->word]))
                    break;
                *a = *b;
                *b = swap;
            }
    }
}

static void sort_stretches(struct pfl_saver *s)
{
    struct coverage *c = &s->state->coverage;
    for (uint32_t n = 0; n < c->segments.live; n++) {
        struct segment *g = segment_at(c, c->order[n]);
        for (uint32_t i = 1; i < g->stretch_count; i++)
            for (uint32_t k = i; k > 0; k--) {
                struct stretch *a = &g->stretches[k - 1], *b = &g->stretches[k], swap = *a;
                if (s->hosts.ranks[a->host] < s->hosts.ranks[b->host])
                    break;
                *a = *b;
                *b = swap;
            }
    }
    c->stretch = NONE;
}

static int compare_links(const void *left, const void *right)
{
    const struct link *a = left, *b = right;
    int order = memcmp(a->queue_id, b->queue_id, sizeof a->queue_id);
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return order != 0 ? order : a->recipient < b->recipient ? -1 : a->recipient > b->recipient;
}

static void sort_links(struct pfl_saver *s)
{
    struct slab *groups = &s->state->queue.groups;
    for (uint32_t n = pfl_slab_next(groups, 0); n != NONE; n = pfl_slab_next(groups, n + 1)) {
        struct group *g = slab_at(groups, n);
        if (g->link_count > 1)
            qsort(g->links, g->link_count, sizeof *g->links, compare_links);
    }
}

int32_t pfl_saver_create(pfl_saver **saver, pfl_aggregator *state)
{
    if (saver == NULL)
        return PFL_ERR_ARGUMENT;
    *saver = NULL;
    if (state == NULL)
        return PFL_ERR_ARGUMENT;
    if (state->views > 0)
        return PFL_ERR_STATE;
    pfl_normalize(state);
    pfl_allocator allocator = state->memory.allocator;
    pfl_saver *s = allocator.resize(allocator.context, NULL, 0, sizeof *s);
    if (s == NULL)
        return PFL_ERR_MEMORY;
    memset(s, 0, sizeof *s);
    s->state = state;
    s->changes = state->changes;
    s->memory = (struct memory){.allocator = allocator, .limit = UINT64_MAX};
    if (!order_mentioned(s)) {
        pfl_saver_destroy(s);
        return PFL_ERR_MEMORY;
    }
    sort_usages(s);
    sort_stretches(s);
    sort_links(s);
    *saver = s;
    return PFL_OK;
}

void pfl_saver_destroy(pfl_saver *saver)
{
    if (saver == NULL)
        return;
    struct memory *m = &saver->memory;
    struct order *const orders[] = {&saver->hosts,   &saver->streams,  &saver->words, &saver->domains,
                                    &saver->senders, &saver->subjects, &saver->order};
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++)
        pfl_order_free(orders[i], m);
    memory_release(m, saver->segment_ranks, saver->segment_limit * sizeof *saver->segment_ranks);
    memory_release(m, saver->hashes, saver->hash_count * sizeof *saver->hashes);
    m->allocator.resize(m->allocator.context, saver, sizeof *saver, 0);
}

/* One record; false at the end of all sections, or when memory is short. */
static bool write_record(pfl_saver *s, struct writer *w)
{
    for (; s->section < SECTIONS; s->section++) {
        const struct section *section = &sections[s->section];
        bool fresh = s->at == 0 && s->part == 0 && s->order.numbers == NULL;
        if (fresh && section->begin != NULL && !section->begin(s)) {
            s->short_of_memory = true;
            return false;
        }
        if (section->write(s, w))
            return true;
        if (s->short_of_memory)
            return false;
        pfl_order_free(&s->order, &s->memory);
        s->at = s->part = s->child = s->grandchild = 0;
    }
    return false;
}

int32_t pfl_saver_next(pfl_saver *saver, void *buffer, size_t capacity, size_t *length)
{
    if (length != NULL)
        *length = 0;
    if (saver == NULL || buffer == NULL || length == NULL || capacity < PFL_SAVE_CAPACITY)
        return PFL_ERR_ARGUMENT;
    unsigned char *start = buffer;
    struct writer w = {start};
    if (saver->finished)
        return PFL_END;
    if (saver->changes != saver->state->changes)
        return PFL_ERR_STATE; /* the order of its records is that of other records */
    if (saver->section == 0 && saver->at == 0) {
        put_bytes(&w, STATE_MAGIC, strlen(STATE_MAGIC));
        put_number(&w, STATE_VERSION);
        saver->check = checksum(0, start, (size_t)(w.at - start));
    }
    while ((size_t)(w.at - start) + RECORD_MAX <= capacity) {
        unsigned char *record = w.at;
        if (!write_record(saver, &w)) {
            if (saver->short_of_memory)
                return PFL_ERR_MEMORY;
            put_byte(&w, TAG_END);
            put_64(&w, saver->check);
            saver->finished = true;
            break;
        }
        saver->check = checksum(saver->check, record, (size_t)(w.at - record));
    }
    *length = (size_t)(w.at - start);
    return PFL_OK;
}
