/*
 * Forgetting what is old and can no longer lead to a finding.
 */
#include "lib/aggregate/aggregator.h"

/* === Hours become days === */

static void compact_hours(struct ledger *l, struct subject *s, int32_t before)
{
    struct row row;
    for (struct packed_cursor c = packed_start(&s->hours); pfl_packed_next(&s->hours, &c, &row);) {
        struct past *p = row.number < before ? pfl_subject_past(l, s, day_of(row.number * HOURS)) : NULL;
        if (p == NULL)
            continue;
        p->messages = sum_64(p->messages, row.values[HOUR_MESSAGES]);
        p->recipients = sum_64(p->recipients, row.values[HOUR_RECIPIENTS]);
        p->sent = sum_64(p->sent, row.values[HOUR_SENT]);
        p->most_messages = row.values[HOUR_MESSAGES] > p->most_messages ? row.values[HOUR_MESSAGES] : p->most_messages;
        p->most_recipients =
            row.values[HOUR_RECIPIENTS] > p->most_recipients ? row.values[HOUR_RECIPIENTS] : p->most_recipients;
    }
    pfl_packed_forget(l->memory, &s->hours, before);
}

static void forget_troubles(struct memory *m, struct subject *s, int32_t before)
{
    uint32_t gone = 0;
    while (gone < s->trouble_count && s->troubles[gone].hour < before)
        pfl_trouble_release(m, &s->troubles[gone++]);
    s->trouble_count -= gone;
    if (gone > 0)
        memmove(s->troubles, s->troubles + gone, s->trouble_count * sizeof *s->troubles);
}

static void compact_subjects(struct ledger *l, int64_t before)
{
    for (uint32_t n = table_next(&l->subjects, 0); n != NONE; n = table_next(&l->subjects, n + 1)) {
        compact_hours(l, subject_at(l, n), hour_of(before));
        forget_troubles(l->memory, subject_at(l, n), hour_of(before));
    }
    for (uint32_t n = table_next(&l->accesses, 0); n != NONE; n = table_next(&l->accesses, n + 1)) {
        struct access *a = table_at(&l->accesses, n);
        pfl_packed_forget(l->memory, &a->days, day_of(before));
        if (a->days.length > 0 || a->days.is_open)
            continue;
        pfl_packed_free(l->memory, &a->days);
        pfl_table_remove(&l->accesses, n);
    }
    pfl_table_close_up(&l->accesses);
}

/* === Failures, and days of hosts === */

/* Where somebody logged in, what failed before it stays. Anybody can be all others, by the thousand a day. */
static void compact_addresses(pfl_aggregator *a, int64_t before)
{
    for (uint32_t n = table_next(&a->addresses, 0); n != NONE; n = table_next(&a->addresses, n + 1)) {
        struct address *r = table_at(&a->addresses, n);
        if (address_had_login(r))
            continue;
        if (r->last >= before) {
            pfl_address_forget_before(&a->memory, r, bucket_of(before));
            continue;
        }
        pfl_address_release(&a->memory, r);
        pfl_table_remove(&a->addresses, n);
    }
    pfl_table_close_up(&a->addresses);
}

static bool is_account(const struct ledger *l, const struct text *name)
{
    char key[1 + NAME_LENGTH] = {SUBJECT_ACCOUNT};
    if (name->length > 0)
        memcpy(key + 1, name->bytes, name->length);
    return pfl_table_find(&l->subjects, key, 1 + (size_t)name->length) != NONE;
}

/* What failed for an account stays, as all that is known of it does. */
static void compact_guesses(pfl_aggregator *a, int64_t before)
{
    for (uint32_t n = table_next(&a->guesses, 0); n != NONE; n = table_next(&a->guesses, n + 1)) {
        struct guess *g = table_at(&a->guesses, n);
        if (g->last >= before || is_account(&a->ledger, &g->name))
            continue;
        pfl_guess_release(&a->memory, g);
        pfl_table_remove(&a->guesses, n);
    }
    pfl_table_close_up(&a->guesses);
}

static void compact_host_days(struct coverage *c, int32_t before)
{
    for (uint32_t n = table_next(&c->host_days, 0); n != NONE; n = table_next(&c->host_days, n + 1))
        if (((const struct host_day *)table_at(&c->host_days, n))->key.day < before)
            pfl_table_remove(&c->host_days, n);
    pfl_table_close_up(&c->host_days);
}

/* === Messages === */

/* A queue ID of which nothing is later, and nothing waits. joined is its entry in the joined copy. */
static bool is_over(const struct queue *joined, const struct entry *e, int64_t before)
{
    for (uint32_t n = e->first; n != NONE; n = group_at(joined, n)->next) {
        const struct group *g = group_at(joined, n);
        if (pfl_group_waits(g) || g->first >= before || g->last >= before)
            return false;
    }
    return true;
}

/* Marks the roots of messages that are not over under one of their queue IDs. */
static void mark_going_on(struct queue *joined, int64_t before)
{
    for (uint32_t n = pfl_slab_next(&joined->groups, 0); n != NONE; n = pfl_slab_next(&joined->groups, n + 1))
        if (!is_over(joined, entry_at(joined, group_at(joined, n)->entry), before))
            pfl_group_keep(joined, n);
}

/* A queue ID stays with all its messages, and each with all its queue IDs. True when there are more than before. */
static bool keep_together(struct queue *joined)
{
    bool more = false;
    for (uint32_t n = table_next(&joined->entries, 0); n != NONE; n = table_next(&joined->entries, n + 1)) {
        uint32_t kept = 0, first = entry_at(joined, n)->first, count = 0;
        for (uint32_t g = first; g != NONE; g = group_at(joined, g)->next, count++)
            kept += pfl_group_is_kept(joined, g);
        if (kept == 0 || kept == count)
            continue;
        for (uint32_t g = first; g != NONE; g = group_at(joined, g)->next)
            pfl_group_keep(joined, g);
        more = true;
    }
    return more;
}

/* Counts the messages of a queue ID as they are, if all of them are over; false when one is not. */
static bool count_entry(pfl_aggregator *a, const struct queue *joined, const struct entry *e)
{
    for (uint32_t n = e->first; n != NONE; n = group_at(joined, n)->next)
        if (pfl_group_is_kept(joined, n))
            return false;
    for (uint32_t n = e->first; n != NONE; n = group_at(joined, n)->next) {
        const struct group *g = group_at(joined, n);
        a->coverage.totals[TOTAL_ORPHANS] += group_is_orphan(g);
        pfl_group_count(joined, n, &a->ledger, a->coverage.totals);
    }
    return true;
}

static void forget_entry(struct queue *q, const struct entry_key *key)
{
    for (uint32_t n; (n = pfl_queue_first(q, key)) != NONE;)
        pfl_queue_remove(q, n);
}

/* What has waited for its other half until now is counted as it is. */
static int32_t compact_queue(pfl_aggregator *a, int64_t before)
{
    struct memory memory = {.allocator = a->memory.allocator, .limit = UINT64_MAX};
    struct queue joined;
    bool copied = pfl_queue_copy(&joined, &memory, &a->queue, &a->coverage);
    if (copied) {
        pfl_queue_link_all(&joined);
        mark_going_on(&joined, before);
        while (keep_together(&joined))
            ;
        for (uint32_t n = table_next(&joined.entries, 0); n != NONE; n = table_next(&joined.entries, n + 1))
            if (count_entry(a, &joined, entry_at(&joined, n)))
                forget_entry(&a->queue, &entry_at(&joined, n)->key);
    }
    a->memory.lost += memory.lost; /* what could not be joined is counted apart */
    pfl_queue_close(&joined);
    return copied ? PFL_OK : PFL_ERR_MEMORY;
}

int32_t pfl_aggregator_compact(pfl_aggregator *state, int64_t before)
{
    if (state == NULL || !is_time(before))
        return PFL_ERR_ARGUMENT;
    if (!may_change(state))
        return PFL_ERR_STATE;
    before = day_of(before) * DAYS;
    if (before <= state->compacted)
        return PFL_OK;
    pfl_normalize(state);
    int32_t status = compact_queue(state, before);
    if (status != PFL_OK)
        return status;
    compact_subjects(&state->ledger, before);
    compact_addresses(state, before);
    compact_guesses(state, before);
    compact_host_days(&state->coverage, day_of(before));
    state->coverage.minute = state->coverage.minute_end = 0;
    state->compacted = before;
    return PFL_OK;
}

int64_t pfl_aggregator_compacted(const pfl_aggregator *state)
{
    return state != NULL ? state->compacted : PFL_TIME_INVALID;
}
