/* Saving the ledger. */
#include "lib/aggregate/state_write.h"

static void write_past(struct writer *w, const struct past *p)
{
    put_byte(w, TAG_PAST);
    put_signed(w, p->day);
    put_number(w, p->messages);
    put_number(w, p->recipients);
    put_number(w, p->sent);
    put_number(w, p->most_messages);
    put_number(w, p->most_recipients);
}

static void write_trouble(struct writer *w, const struct trouble *t)
{
    put_byte(w, TAG_TROUBLE);
    put_signed(w, t->hour);
    put_number(w, t->unowned);
    put_sketch(w, t->domains);
    put_sketch(w, t->providers);
    put_sketch(w, t->senders);
}

static void write_usage(const struct pfl_saver *s, struct writer *w, const struct usage *u)
{
    put_byte(w, TAG_USAGE);
    put_number(w, u->kind);
    put_number(w, s->words.ranks[u->word]);
    put_number(w, u->count);
}

static void write_one(struct writer *w, const struct subject *subject)
{
    put_byte(w, TAG_SUBJECT);
    put_text(w, subject->key.bytes, subject->key.length);
    put_counts_64(w, subject->counts, SUBJECT_COUNTS);
    put_signed(w, subject->first);
    put_signed(w, subject->last);
    put_days(w, &subject->days);
}

/* What belongs to a subject, part by part; false when there is no more. */
static bool write_rest(struct pfl_saver *s, struct writer *w, const struct subject *subject)
{
    struct row row;
    if (s->part == 1 && more_children(s, subject->past_count))
        return write_past(w, &subject->pasts[s->child++]), true;
    if (s->part == 2 && next_row(s, &subject->hours, &row))
        return put_row(w, TAG_HOUR, &row), true;
    if (s->part == 3 && more_children(s, subject->trouble_count))
        return write_trouble(w, &subject->troubles[s->child++]), true;
    if (s->part == 4 && more_children(s, subject->usage_count))
        return write_usage(s, w, &subject->usages[s->child++]), true;
    while (s->part == 5 && more_children(s, SUBJECT_EVIDENCE)) {
        uint32_t slot = s->child++;
        if (subject->evidence[slot] == NULL)
            continue;
        put_byte(w, TAG_SUBJECT_EVIDENCE);
        put_number(w, slot);
        put_evidence(w, subject->evidence[slot]);
        return true;
    }
    return false;
}

bool pfl_write_subject(struct pfl_saver *s, struct writer *w)
{
    for (; s->at < s->subjects.count; next_record(s)) {
        const struct subject *subject = subject_at(&s->state->ledger, s->subjects.numbers[s->at]);
        if (s->part == 0) {
            write_one(w, subject);
            s->part = 1;
            return true;
        }
        if (write_rest(s, w, subject))
            return true;
    }
    return false;
}

/* === Between a subject and something else === */

static struct sort_key access_key(const void *context, uint32_t number)
{
    const struct pfl_saver *s = context;
    const struct access_key *k = table_at(&s->state->ledger.accesses, number);
    return (struct sort_key){{s->subjects.ranks[k->subject], sorting_bytes(k->address), sorting_bytes(k->address + 8)}};
}

bool pfl_order_accesses(struct pfl_saver *s)
{
    return pfl_order_by(&s->order, &s->memory, &s->state->ledger.accesses.records, access_key, s);
}

bool pfl_write_access(struct pfl_saver *s, struct writer *w)
{
    struct row row;
    for (; s->at < s->order.count; next_record(s)) {
        const struct access *a = table_at(&s->state->ledger.accesses, s->order.numbers[s->at]);
        if (s->part == 0) {
            put_byte(w, TAG_ACCESS);
            put_number(w, s->subjects.ranks[a->key.subject]);
            put_bytes(w, a->key.address, sizeof a->key.address);
            s->part = 1;
            return true;
        }
        if (s->part == 1 && next_row(s, &a->days, &row)) {
            if (row_has_visit(&row)) /* streams are mentioned by their places, as everywhere */
                row.values[ACCESS_STREAM] = s->streams.ranks[row.values[ACCESS_STREAM]];
            put_row(w, TAG_ACCESS_DAY, &row);
            return true;
        }
    }
    return false;
}

static struct sort_key presence_key(const void *context, uint32_t number)
{
    const struct pfl_saver *s = context;
    const struct place_key *k = table_at(&s->state->ledger.presences, number);
    return (struct sort_key){
        {s->subjects.ranks[k->subject], k->bits, sorting_bytes(k->bytes), sorting_bytes(k->bytes + 8)}};
}

bool pfl_order_presences(struct pfl_saver *s)
{
    return pfl_order_by(&s->order, &s->memory, &s->state->ledger.presences.records, presence_key, s);
}

bool pfl_write_presence(struct pfl_saver *s, struct writer *w)
{
    for (; s->at < s->order.count; next_record(s)) {
        const struct presence *p = table_at(&s->state->ledger.presences, s->order.numbers[s->at]);
        if (s->part == 1 && p->evidence != NULL) {
            put_byte(w, TAG_PRESENCE_EVIDENCE);
            put_evidence(w, p->evidence);
            s->part = 2;
            return true;
        }
        if (s->part > 0)
            continue;
        put_byte(w, TAG_PRESENCE);
        put_number(w, s->subjects.ranks[p->key.subject]);
        put_byte(w, p->key.bits);
        put_bytes(w, p->key.bytes, sizeof p->key.bytes);
        put_number(w, p->messages);
        put_number(w, p->logins);
        put_signed(w, p->first);
        put_signed(w, p->second);
        put_signed(w, p->last);
        put_days(w, &p->days);
        put_signed(w, p->probe);
        put_number(w, p->probe_size);
        put_number(w, p->probe_nrcpt);
        s->part = 1;
        return true;
    }
    return false;
}

static struct sort_key contact_key(const void *context, uint32_t number)
{
    const struct pfl_saver *s = context;
    const struct pair_key *k = table_at(&s->state->ledger.contacts, number);
    return (struct sort_key){{s->subjects.ranks[k->subject], s->domains.ranks[k->name]}};
}

bool pfl_order_contacts(struct pfl_saver *s)
{
    return pfl_order_by(&s->order, &s->memory, &s->state->ledger.contacts.records, contact_key, s);
}

bool pfl_write_contact(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->order.count)
        return false;
    const struct contact *c = table_at(&s->state->ledger.contacts, s->order.numbers[s->at]);
    put_byte(w, TAG_CONTACT);
    put_number(w, s->subjects.ranks[c->key.subject]);
    put_number(w, s->domains.ranks[c->key.name]);
    put_signed(w, c->first);
    put_number(w, c->recipients);
    next_record(s);
    return true;
}

static struct sort_key use_key(const void *context, uint32_t number)
{
    const struct pfl_saver *s = context;
    const struct pair_key *k = table_at(&s->state->ledger.uses, number);
    return (struct sort_key){{s->subjects.ranks[k->subject], s->senders.ranks[k->name]}};
}

bool pfl_order_uses(struct pfl_saver *s)
{
    return pfl_order_by(&s->order, &s->memory, &s->state->ledger.uses.records, use_key, s);
}

bool pfl_write_use(struct pfl_saver *s, struct writer *w)
{
    if (s->at == s->order.count)
        return false;
    const struct sender *u = table_at(&s->state->ledger.uses, s->order.numbers[s->at]);
    put_byte(w, TAG_USE);
    put_number(w, s->subjects.ranks[u->key.subject]);
    put_number(w, s->senders.ranks[u->key.name]);
    put_signed(w, u->first);
    put_signed(w, u->last);
    put_number(w, u->messages);
    next_record(s);
    return true;
}
