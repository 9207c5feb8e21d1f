/* Saving what was read: hosts, streams, totals; and names. */
#include "lib/aggregate/state_write.h"

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

bool pfl_write_stream(struct pfl_saver *s, struct writer *w)
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

bool pfl_write_segment(struct pfl_saver *s, struct writer *w)
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

static struct sort_key host_day_key(const void *context, uint32_t number)
{
    const struct pfl_saver *s = context;
    const struct host_day *d = table_at(&s->state->coverage.host_days, number);
    return (struct sort_key){{s->hosts.ranks[d->key.host], sorting(d->key.day)}};
}

bool pfl_order_host_days(struct pfl_saver *s)
{
    return pfl_order_by(&s->order, &s->memory, &s->state->coverage.host_days.records, host_day_key, s);
}

/* The times since the day's start. */
static void write_deed(struct writer *w, const struct deed *d, int32_t day)
{
    bool none = deed_count(d) == 0;
    put_number(w, d->told);
    put_number(w, d->summed);
    put_number(w, none ? 0 : (uint64_t)(d->first - day * DAYS));
    put_number(w, none ? 0 : (uint64_t)(d->last - day * DAYS));
}

bool pfl_write_host_day(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->order.count)
        return false;
    const struct host_day *d = table_at(&s->state->coverage.host_days, s->order.numbers[s->at]);
    put_byte(w, TAG_HOST_DAY);
    put_number(w, s->hosts.ranks[d->key.host]);
    put_signed(w, d->key.day);
    for (size_t i = 0; i < sizeof d->bits / sizeof d->bits[0]; i++)
        put_64(w, d->bits[i]);
    put_number(w, OPERATIONS);
    for (unsigned i = 0; i < OPERATIONS; i++)
        write_deed(w, &d->deeds[i], d->key.day);
    next_record(s);
    return true;
}

bool pfl_order_releases(struct pfl_saver *s)
{
    return pfl_order_table(&s->order, &s->memory, &s->state->coverage.releases);
}

bool pfl_write_release(struct pfl_saver *s, struct writer *w)
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

bool pfl_write_word(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->words.count)
        return false;
    const struct text *text = text_at(&s->state->words, s->words.numbers[s->at]);
    put_byte(w, TAG_WORD);
    put_text(w, text->bytes, text->length);
    next_record(s);
    return true;
}

bool pfl_write_domain(struct pfl_saver *s, struct writer *w)
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

bool pfl_write_sender(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->senders.count)
        return false;
    const struct text *text = text_at(&s->state->senders, s->senders.numbers[s->at]);
    put_byte(w, TAG_SENDER);
    put_text(w, text->bytes, text->length);
    next_record(s);
    return true;
}

bool pfl_write_injection(struct pfl_saver *s, struct writer *w)
{
    for (; s->at < 2; next_record(s)) {
        const struct evidence *e = s->part == 0 ? s->state->injections[s->at] : NULL;
        if (e == NULL)
            continue;
        put_byte(w, TAG_INJECTION);
        put_number(w, s->at);
        put_evidence(w, e);
        s->part = 1;
        return true;
    }
    return false;
}

bool pfl_write_totals(struct pfl_saver *s, struct writer *w)
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
