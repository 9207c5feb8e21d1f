#include "lib/aggregate/state_write.h"

#include <stdlib.h>

/* === What was read === */

static const struct text *text_at(const struct table *t, uint32_t number)
{
    return table_at(t, number);
}

bool pfl_write_host(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->hosts.count)
        return false;
    const struct host *h = host_at(&s->state->coverage, s->hosts.numbers[s->at]);
    put_byte(w, TAG_HOST);
    put_text(w, h->name.bytes, h->name.length);
    put_number(w, h->lines);
    put_signed(w, h->first);
    put_signed(w, h->last);
    put_number(w, h->backward);
    put_signed(w, h->most_backward);
    put_number(w, h->told);
    put_number(w, h->contradicting);
    put_signed(w, h->least_skew);
    put_signed(w, h->most_skew);
    next_record(s);
    return true;
}

static bool write_stream(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->streams.count)
        return false;
    const struct stream *stream = table_at(&s->state->coverage.streams, s->streams.numbers[s->at]);
    put_byte(w, TAG_STREAM);
    put_64(w, stream->id);
    put_text(w, stream->name.bytes, stream->name.length);
    next_record(s);
    return true;
}

static void write_stretch(struct pfl_saver *s, struct writer *w, const struct stretch *stretch)
{
    put_byte(w, TAG_STRETCH);
    put_number(w, s->hosts.ranks[stretch->host]);
    put_byte(w, stretch->doubled);
    put_signed(w, stretch->first);
    put_signed(w, stretch->last);
    put_signed(w, stretch->low);
    put_signed(w, stretch->high);
}

static bool write_segment(struct pfl_saver *s, struct writer *w)
{
    const struct coverage *c = &s->state->coverage;
    for (; s->at < c->segments.live; next_record(s)) {
        const struct segment *g = segment_at(c, c->order[s->at]);
        if (s->part == 1 && more_children(s, g->stretch_count)) {
            write_stretch(s, w, &g->stretches[s->child++]);
            return true;
        }
        if (s->part > 0)
            continue;
        put_byte(w, TAG_SEGMENT);
        put_number(w, s->streams.ranks[g->stream]);
        put_number(w, g->start);
        put_number(w, g->end - g->start);
        put_number(w, g->lines);
        put_number(w, g->last_offset);
        put_64(w, g->last_hash);
        s->part = 1;
        return true;
    }
    return false;
}

static struct sort_key minutes_key(const void *context, uint32_t number)
{
    const struct pfl_saver *s = context;
    const struct minutes *m = table_at(&s->state->coverage.minutes, number);
    return (struct sort_key){{s->hosts.ranks[m->key.host], sorting(m->key.day)}};
}

static bool order_minutes(struct pfl_saver *s)
{
    return pfl_order_by(&s->order, &s->memory, &s->state->coverage.minutes.records, minutes_key, s);
}

static bool write_minutes(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->order.count)
        return false;
    const struct minutes *m = table_at(&s->state->coverage.minutes, s->order.numbers[s->at]);
    put_byte(w, TAG_MINUTES);
    put_number(w, s->hosts.ranks[m->key.host]);
    put_signed(w, m->key.day);
    for (size_t i = 0; i < sizeof m->bits / sizeof m->bits[0]; i++)
        put_64(w, m->bits[i]);
    next_record(s);
    return true;
}

static bool order_releases(struct pfl_saver *s)
{
    return pfl_order_table(&s->order, &s->memory, &s->state->coverage.releases);
}

static bool write_release(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->order.count)
        return false;
    const struct release *r = table_at(&s->state->coverage.releases, s->order.numbers[s->at]);
    put_byte(w, TAG_RELEASE);
    put_text(w, r->version.bytes, r->version.length);
    put_number(w, r->starts);
    put_signed(w, r->first);
    put_signed(w, r->last);
    next_record(s);
    return true;
}

static bool write_word(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->words.count)
        return false;
    const struct text *text = text_at(&s->state->words, s->words.numbers[s->at]);
    put_byte(w, TAG_WORD);
    put_text(w, text->bytes, text->length);
    next_record(s);
    return true;
}

static bool write_domain(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->domains.count)
        return false;
    const struct domain *d = table_at(&s->state->domains, s->domains.numbers[s->at]);
    put_byte(w, TAG_DOMAIN);
    put_text(w, d->name.text.bytes, d->name.text.length);
    put_number(w, d->local);
    put_number(w, d->relayed);
    put_number(w, d->remote);
    put_number(w, d->hops[0]);
    put_number(w, d->hops[1]);
    next_record(s);
    return true;
}

static bool write_sender(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->senders.count)
        return false;
    const struct text *text = text_at(&s->state->senders, s->senders.numbers[s->at]);
    put_byte(w, TAG_SENDER);
    put_text(w, text->bytes, text->length);
    next_record(s);
    return true;
}

static bool write_totals(struct pfl_saver *s, struct writer *w)
{
    const pfl_aggregator *a = s->state;
    if (s->at > 0)
        return false;
    put_byte(w, TAG_TOTALS);
    put_signed(w, a->coverage.first);
    put_signed(w, a->coverage.last);
    put_signed(w, a->compacted);
    put_number(w, a->memory.lost);
    put_counts_64(w, a->coverage.totals, TOTALS);
    put_counts_64(w, a->coverage.kinds, KIND_LIMIT);
    put_number(w, EVICTED_KINDS);
    for (unsigned i = 0; i < EVICTED_KINDS; i++) {
        put_number(w, a->evictions[i].records);
        put_number(w, a->evictions[i].error);
    }
    next_record(s);
    return true;
}

/* === All of it === */

/* What others mention comes before them. */
static const struct section sections[] = {
    {NULL, pfl_write_host},
    {NULL, write_stream},
    {NULL, write_segment},
    {order_minutes, write_minutes},
    {order_releases, write_release},
    {NULL, write_word},
    {NULL, write_domain},
    {NULL, write_sender},
    {NULL, pfl_write_subject},
    {pfl_order_accesses, pfl_write_access},
    {pfl_order_presences, pfl_write_presence},
    {pfl_order_contacts, pfl_write_contact},
    {pfl_order_uses, pfl_write_use},
    {pfl_order_addresses, pfl_write_address},
    {pfl_order_guesses, pfl_write_guess},
    {pfl_order_groups, pfl_write_group},
    {NULL, write_totals},
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
