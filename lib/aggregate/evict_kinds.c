#include "lib/aggregate/evict.h"

/* What matters first, then what was seen last. */
static uint64_t weigh(uint64_t importance, int64_t last)
{
    int64_t minutes = is_time(last) ? last / MINUTES + INT64_C(0x40000000) : 0;
    importance = importance > INT32_MAX ? INT32_MAX : importance;
    return importance << 32 | (uint64_t)minutes;
}

/* === Addresses === */

static uint64_t address_bytes(const pfl_aggregator *a)
{
    uint64_t bytes = table_bytes(&a->addresses);
    for (uint32_t n = table_next(&a->addresses, 0); n != NONE; n = table_next(&a->addresses, n + 1))
        bytes += pfl_address_bytes(table_at(&a->addresses, n));
    return bytes;
}

static uint32_t next_address(const pfl_aggregator *a, uint32_t number)
{
    return table_next(&a->addresses, number);
}

static uint64_t address_failures(const pfl_aggregator *a, uint32_t number)
{
    const struct address *r = table_at(&a->addresses, number);
    const uint32_t counts[TELLERS] = {r->counts[ADDRESS_FAILURES], r->counts[ADDRESS_AUTH_FAILURES]};
    return failures_of(counts);
}

/* Where somebody logged in matters most, then where many logins failed, then where anything else happened. */
static uint64_t address_weight(const pfl_aggregator *a, uint32_t number)
{
    const struct address *r = table_at(&a->addresses, number);
    uint64_t trouble = (uint64_t)r->counts[ADDRESS_REJECTS] + r->counts[ADDRESS_ABUSE] + r->counts[ADDRESS_LIMITED];
    uint64_t importance = 16 * address_failures(a, number) + 4 * trouble + r->counts[ADDRESS_CONNECTIONS];
    return weigh(importance / 16 + (address_had_login(r) ? UINT64_C(1) << 30 : 0), r->last);
}

static uint64_t address_tie(const pfl_aggregator *a, uint32_t number)
{
    return pfl_fixed_hash(table_at(&a->addresses, number), sizeof((struct address *)0)->bytes);
}

static void remove_address(pfl_aggregator *a, uint32_t number)
{
    pfl_address_release(&a->memory, table_at(&a->addresses, number));
    pfl_table_remove(&a->addresses, number);
}

static void close_up_addresses(pfl_aggregator *a)
{
    pfl_table_close_up(&a->addresses);
}

/* === Their ten minutes === */

static uint64_t bucket_bytes(const pfl_aggregator *a)
{
    uint64_t bytes = 0;
    for (uint32_t n = table_next(&a->addresses, 0); n != NONE; n = table_next(&a->addresses, n + 1))
        bytes += pfl_bucket_bytes(table_at(&a->addresses, n));
    return bytes;
}

/* How many buckets that may go begin before a time. */
static uint64_t count_before(const pfl_aggregator *a, int64_t bucket)
{
    uint64_t count = 0;
    for (uint32_t n = table_next(&a->addresses, 0); n != NONE; n = table_next(&a->addresses, n + 1)) {
        const struct address *r = table_at(&a->addresses, n);
        if (!address_had_login(r))
            count += pfl_address_buckets_before(r, bucket);
    }
    return count;
}

/* The oldest quarter, whole buckets of the clock: the counts of their addresses stay. */
static uint64_t evict_buckets(pfl_aggregator *a)
{
    uint64_t all = count_before(a, INT64_MAX), removed = 0;
    int64_t low = INT32_MIN, high = INT64_C(1) + INT32_MAX; /* the least time before which a quarter begins */
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (count_before(a, middle) * 4 < all)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t n = table_next(&a->addresses, 0); all > 0 && n != NONE; n = table_next(&a->addresses, n + 1)) {
        struct address *r = table_at(&a->addresses, n);
        if (!address_had_login(r))
            removed += pfl_address_forget_before(&a->memory, r, low);
    }
    return removed;
}

/* === User names that failed === */

static uint64_t guess_bytes(const pfl_aggregator *a)
{
    uint64_t bytes = table_bytes(&a->guesses);
    for (uint32_t n = table_next(&a->guesses, 0); n != NONE; n = table_next(&a->guesses, n + 1)) {
        const struct guess *g = table_at(&a->guesses, n);
        bytes += g->name.length + 2 * BLOCK_OVERHEAD;
        bytes += g->nets != NULL ? sizeof *g->nets + g->nets->capacity * sizeof(uint64_t) : 0;
    }
    return bytes;
}

static uint32_t next_guess(const pfl_aggregator *a, uint32_t number)
{
    return table_next(&a->guesses, number);
}

static uint64_t guess_failures(const pfl_aggregator *a, uint32_t number)
{
    return failures_of(((const struct guess *)table_at(&a->guesses, number))->counts);
}

static uint64_t guess_weight(const pfl_aggregator *a, uint32_t number)
{
    return weigh(guess_failures(a, number), ((const struct guess *)table_at(&a->guesses, number))->last);
}

static uint64_t text_tie(const struct table *t, uint32_t number)
{
    const struct text *text = table_at(t, number);
    return pfl_fixed_hash(text->bytes, text->length);
}

static uint64_t guess_tie(const pfl_aggregator *a, uint32_t number)
{
    return text_tie(&a->guesses, number);
}

static void remove_guess(pfl_aggregator *a, uint32_t number)
{
    pfl_guess_release(&a->memory, table_at(&a->guesses, number));
    pfl_table_remove(&a->guesses, number);
}

static void close_up_guesses(pfl_aggregator *a)
{
    pfl_table_close_up(&a->guesses);
}

/* === Messages === */

static uint64_t message_bytes(const pfl_aggregator *a)
{
    const struct queue *q = &a->queue;
    uint64_t bytes = table_bytes(&q->entries) + (uint64_t)q->groups.live * q->groups.record_size;
    for (uint32_t n = pfl_slab_next(&q->groups, 0); n != NONE; n = pfl_slab_next(&q->groups, n + 1))
        bytes += group_at(q, n)->recipient_places * sizeof(struct recipient) +
                 group_at(q, n)->link_capacity * sizeof(struct link);
    return bytes;
}

static uint32_t next_message(const pfl_aggregator *a, uint32_t number)
{
    return pfl_slab_next(&a->queue.groups, number);
}

/* Those of accounts last; what has lost its beginning first; of each the oldest. */
static uint64_t message_weight(const pfl_aggregator *a, uint32_t number)
{
    const struct group *g = group_at(&a->queue, number);
    uint64_t importance = g->start == START_ACCOUNT || g->start == START_LOCAL || g->origin != NONE ? 3
                          : g->start == START_CLIENT                                                ? 2
                          : (g->facts & HAS_MESSAGE_ID) != 0                                        ? 1
                                                                                                    : 0;
    return weigh(importance, g->first);
}

static uint64_t message_tie(const pfl_aggregator *a, uint32_t number)
{
    const struct group *g = group_at(&a->queue, number);
    const struct entry *e = entry_at(&a->queue, g->entry);
    return pfl_fixed_hash(e->key.queue_id, sizeof e->key.queue_id) ^ (uint64_t)g->first;
}

static uint64_t one(const pfl_aggregator *a, uint32_t number)
{
    (void)a;
    (void)number;
    return 1;
}

static void remove_message(pfl_aggregator *a, uint32_t number)
{
    pfl_queue_remove(&a->queue, number);
}

static void close_up_messages(pfl_aggregator *a)
{
    pfl_queue_close_up(&a->queue);
}

/* === Subjects, and what they did === */

static uint64_t subject_bytes(const pfl_aggregator *a)
{
    const struct ledger *l = &a->ledger;
    uint64_t bytes = table_bytes(&l->subjects) + table_bytes(&l->accesses) + table_bytes(&l->presences);
    for (uint32_t n = table_next(&l->accesses, 0); n != NONE; n = table_next(&l->accesses, n + 1))
        bytes += ((const struct access *)table_at(&l->accesses, n))->days.capacity + BLOCK_OVERHEAD;
    for (uint32_t n = table_next(&l->subjects, 0); n != NONE; n = table_next(&l->subjects, n + 1)) {
        const struct subject *s = subject_at(l, n);
        bytes += s->key.length + s->hours.capacity + s->trouble_capacity * sizeof *s->troubles;
    }
    return bytes;
}

/* A subject whose messages are still in the queue stays: they point to it. */
static uint32_t next_subject(const pfl_aggregator *a, uint32_t number)
{
    const struct table *t = &a->ledger.subjects;
    if (a->absorbing)
        return NONE;
    for (number = table_next(t, number); number != NONE; number = table_next(t, number + 1))
        if (subject_at(&a->ledger, number)->references == 0)
            return number;
    return NONE;
}

static uint64_t subject_messages(const pfl_aggregator *a, uint32_t number)
{
    const struct subject *s = subject_at(&a->ledger, number);
    return s->counts[COUNT_MESSAGES] + s->counts[COUNT_LOGINS];
}

static uint64_t subject_weight(const pfl_aggregator *a, uint32_t number)
{
    const struct subject *s = subject_at(&a->ledger, number);
    uint64_t known = s->key.bytes[0] == SUBJECT_CLIENT ? 0 : UINT64_C(1) << 30;
    uint64_t messages = subject_messages(a, number);
    return weigh(known + (messages < (UINT64_C(1) << 29) ? messages : UINT64_C(1) << 29), s->last);
}

static uint64_t subject_tie(const pfl_aggregator *a, uint32_t number)
{
    return text_tie(&a->ledger.subjects, number);
}

static void remove_subject(pfl_aggregator *a, uint32_t number)
{
    subject_at(&a->ledger, number)->references = SUBJECT_GONE; /* all at once, with what is theirs */
}

/* === Domains they wrote to, and addresses they wrote as === */

static uint64_t contact_bytes(const pfl_aggregator *a)
{
    return table_bytes(&a->ledger.contacts);
}

static uint32_t next_contact(const pfl_aggregator *a, uint32_t number)
{
    return table_next(&a->ledger.contacts, number);
}

/* The latest go first: the earlier ones tell what is usual. */
static uint64_t contact_weight(const pfl_aggregator *a, uint32_t number)
{
    const struct contact *c = table_at(&a->ledger.contacts, number);
    return (uint64_t)c->recipients << 32 | (uint32_t)(INT32_MAX - c->first);
}

static uint64_t contact_tie(const pfl_aggregator *a, uint32_t number)
{
    const struct contact *c = table_at(&a->ledger.contacts, number);
    return text_tie(&a->ledger.subjects, c->key.subject) ^ text_tie(&a->domains, c->key.name);
}

static uint64_t contact_recipients(const pfl_aggregator *a, uint32_t number)
{
    return ((const struct contact *)table_at(&a->ledger.contacts, number))->recipients;
}

static void remove_contact(pfl_aggregator *a, uint32_t number)
{
    const struct contact *c = table_at(&a->ledger.contacts, number);
    pfl_name_forget(&a->domains, c->key.name, false);
    pfl_table_remove(&a->ledger.contacts, number);
}

static void close_up_contacts(pfl_aggregator *a)
{
    pfl_table_close_up(&a->ledger.contacts);
}

static uint64_t use_bytes(const pfl_aggregator *a)
{
    return table_bytes(&a->ledger.uses) + table_bytes(&a->senders);
}

static uint32_t next_use(const pfl_aggregator *a, uint32_t number)
{
    if (a->absorbing)
        return NONE;
    return table_next(&a->ledger.uses, number);
}

static uint64_t use_weight(const pfl_aggregator *a, uint32_t number)
{
    const struct sender *s = table_at(&a->ledger.uses, number);
    return weigh(s->messages, s->last);
}

static uint64_t use_tie(const pfl_aggregator *a, uint32_t number)
{
    const struct sender *s = table_at(&a->ledger.uses, number);
    return text_tie(&a->ledger.subjects, s->key.subject) ^ text_tie(&a->senders, s->key.name);
}

static uint64_t use_messages(const pfl_aggregator *a, uint32_t number)
{
    return ((const struct sender *)table_at(&a->ledger.uses, number))->messages;
}

static void remove_use(pfl_aggregator *a, uint32_t number)
{
    const struct sender *s = table_at(&a->ledger.uses, number);
    pfl_name_forget(&a->senders, s->key.name, true);
    pfl_table_remove(&a->ledger.uses, number);
}

static void close_up_uses(pfl_aggregator *a)
{
    pfl_table_close_up(&a->ledger.uses);
    pfl_close_up_senders(a);
}

/* === Domains that nobody wrote to any more === */

static uint64_t domain_bytes(const pfl_aggregator *a)
{
    return table_bytes(&a->domains);
}

static uint64_t all_domains(const pfl_aggregator *a)
{
    return a->domains.records.live;
}

static uint32_t next_domain(const pfl_aggregator *a, uint32_t number)
{
    if (a->absorbing)
        return NONE;
    for (number = table_next(&a->domains, number); number != NONE; number = table_next(&a->domains, number + 1))
        if (((const struct name *)table_at(&a->domains, number))->references == 0)
            return number;
    return NONE;
}

static uint64_t domain_deliveries(const pfl_aggregator *a, uint32_t number)
{
    const struct domain *d = table_at(&a->domains, number);
    return (uint64_t)d->local + d->relayed + d->remote;
}

static uint64_t domain_weight(const pfl_aggregator *a, uint32_t number)
{
    const struct domain *d = table_at(&a->domains, number);
    return weigh(domain_deliveries(a, number) + (d->local > 0 ? UINT64_C(1) << 30 : 0), PFL_TIME_INVALID);
}

static uint64_t domain_tie(const pfl_aggregator *a, uint32_t number)
{
    return text_tie(&a->domains, number);
}

static void remove_domain(pfl_aggregator *a, uint32_t number)
{
    pfl_table_remove(&a->domains, number);
}

/* === All of them === */

const struct evictable pfl_evictables[EVICTABLES] = {
    {EVICTED_BUCKETS, 15, bucket_bytes, NULL, NULL, NULL, NULL, NULL, NULL, evict_buckets, NULL},
    {EVICTED_ADDRESSES, 15, address_bytes, next_address, address_weight, address_tie, address_failures, remove_address,
     close_up_addresses, NULL, NULL},
    {EVICTED_GUESSES, 15, guess_bytes, next_guess, guess_weight, guess_tie, guess_failures, remove_guess,
     close_up_guesses, NULL, NULL},
    {EVICTED_MESSAGES, 20, message_bytes, next_message, message_weight, message_tie, one, remove_message,
     close_up_messages, NULL, NULL},
    {EVICTED_SUBJECTS, 20, subject_bytes, next_subject, subject_weight, subject_tie, subject_messages, remove_subject,
     pfl_close_up_subjects, NULL, NULL},
    {EVICTED_OTHERS, 9, contact_bytes, next_contact, contact_weight, contact_tie, contact_recipients, remove_contact,
     close_up_contacts, NULL, NULL},
    {EVICTED_OTHERS, 4, use_bytes, next_use, use_weight, use_tie, use_messages, remove_use, close_up_uses, NULL, NULL},
    {EVICTED_OTHERS, 2, domain_bytes, next_domain, domain_weight, domain_tie, domain_deliveries, remove_domain,
     pfl_close_up_domains, NULL, all_domains},
};
