/* One group: its recipients and links, which lines are its own, and how two halves become one. */
#include "lib/aggregate/queue.h"

/* === Recipients === */

/* The place of a hash, or the empty one where it would be; recipient_places when there is neither. */
static uint32_t recipient_place(const struct queue *q, const struct group *g, uint64_t hash)
{
    /* The hash is the same in all states, so where it falls depends on this one's key. */
    uint64_t mixed = (hash ^ q->key->words[0]) * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t mask = g->recipient_places - 1, place = (uint32_t)(mixed >> 32) & mask;
    for (uint32_t i = 0; i < g->recipient_places; i++, place = (place + 1) & mask)
        if (g->recipients[place].hash == hash || g->recipients[place].hash == 0)
            return place;
    return g->recipient_places;
}

#define FULL_UP_TO 8 /* places that are used to the last; more of them to three quarters */

static bool more_recipients(struct queue *q, struct group *g)
{
    uint32_t places = g->recipient_places;
    if (g->recipient_count < (places > FULL_UP_TO ? places / 4 * 3 : places))
        return true;
    struct group bigger = {.recipient_places = places == 0 ? 1 : 2 * places};
    if (places > UINT32_MAX / 4)
        return false;
    bigger.recipients = pfl_memory_resize(q->memory, NULL, 0, bigger.recipient_places * sizeof *bigger.recipients);
    if (bigger.recipients == NULL)
        return false;
    memset(bigger.recipients, 0, bigger.recipient_places * sizeof *bigger.recipients);
    for (uint32_t i = 0; i < places; i++)
        if (g->recipients[i].hash != 0)
            bigger.recipients[recipient_place(q, &bigger, g->recipients[i].hash)] = g->recipients[i];
    memory_release(q->memory, g->recipients, places * sizeof *g->recipients);
    g->recipients = bigger.recipients;
    g->recipient_places = bigger.recipient_places;
    return true;
}

struct recipient *pfl_group_find_recipient(const struct queue *q, const struct group *g, uint64_t hash)
{
    uint32_t place = recipient_place(q, g, hash);
    return place < g->recipient_places && g->recipients[place].hash == hash ? &g->recipients[place] : NULL;
}

struct recipient *pfl_group_recipient(struct queue *q, struct group *g, uint64_t hash)
{
    struct recipient *known = pfl_group_find_recipient(q, g, hash);
    if (known != NULL)
        return known;
    if (!more_recipients(q, g)) {
        q->memory->lost++;
        return NULL;
    }
    struct recipient *r = &g->recipients[recipient_place(q, g, hash)];
    *r = (struct recipient){.hash = hash,
                            .deferred = PFL_TIME_INVALID,
                            .refused = PFL_TIME_INVALID,
                            .done = PFL_TIME_INVALID,
                            .domain = NONE};
    g->recipient_count++;
    return r;
}

void pfl_recipient_deferred(struct recipient *r, int64_t time)
{
    r->deferred = (r->facts & WAS_DEFERRED) != 0 ? earlier(r->deferred, time) : time;
    r->facts |= WAS_DEFERRED;
}

void pfl_recipient_refused(struct recipient *r, int64_t time, uint32_t provider)
{
    if ((r->facts & WAS_REFUSED) == 0 || (time != r->refused && earlier(time, r->refused) == time) ||
        (time == r->refused && provider < r->provider)) {
        r->refused = time;
        r->provider = provider;
    }
    r->facts |= WAS_REFUSED;
}

/* Two outcomes of one recipient are a duplicated line: the earlier one counts, and then whichever, but always the same.
 */
static bool outcome_precedes(const struct recipient *a, const struct recipient *b)
{
    if (a->done != b->done)
        return earlier(a->done, b->done) == a->done;
    if (a->outcome != b->outcome)
        return a->outcome < b->outcome;
    return a->agent != b->agent ? a->agent < b->agent : a->hop < b->hop;
}

void pfl_recipient_done(struct group *g, struct recipient *r, enum outcome outcome, int64_t time, enum agent agent,
                        uint32_t hop)
{
    struct recipient given = *r;
    given.done = time;
    given.outcome = (uint8_t)outcome;
    given.agent = (uint8_t)agent;
    given.hop = hop;
    if (r->outcome != OUTCOME_NONE && !outcome_precedes(&given, r))
        return;
    g->finished += r->outcome == OUTCOME_NONE;
    *r = given;
}

void pfl_group_link(struct queue *q, struct group *g, const struct link *link)
{
    for (uint32_t i = 0; i < g->link_count; i++) {
        struct link *known = &g->links[i];
        if (known->kind == link->kind && known->recipient == link->recipient &&
            memcmp(known->queue_id, link->queue_id, sizeof link->queue_id) == 0) {
            if (link->offset < known->offset)
                *known = *link;
            return;
        }
    }
    struct link *links = pfl_memory_grow(q->memory, g->links, &g->link_capacity, g->link_count, sizeof *links);
    if (links == NULL) {
        q->memory->lost++;
        return;
    }
    g->links = links;
    links[g->link_count++] = *link;
}

/* === Which lines are its own === */

/* It is not known what stands in front of it. */
static bool is_headless(const struct group *g)
{
    return (g->facts & (HAS_START | HAS_MESSAGE_ID | HAS_FRONT)) == 0;
}

/* Its beginning, what may be told before the header, and nothing but the facts named. */
static bool has_only_its_beginning_and(const struct group *g, unsigned facts)
{
    facts |= HAS_START | HAS_ORIGIN | HAS_CONTINUATION | HAS_ORIGINAL | HAS_HOLD | HAS_RELEASE;
    return (g->facts & HAS_START) != 0 && (g->facts & ~facts) == 0 && g->end == END_NONE;
}

static bool has_only_its_beginning(const struct group *g)
{
    return has_only_its_beginning_and(g, 0);
}

int64_t pfl_group_patience(const struct group *g)
{
    if (g->end != END_NONE || is_headless(g))
        return LATE_LINE;
    if (group_is_held(g))
        return INT64_MAX;
    return has_only_its_beginning(g) ? ABANDONED : LONGEST_SILENCE;
}

/* A line without a time belongs to what is open; in a group whose lines have none, one with a time may not. */
static bool is_soon(const struct group *g, int64_t time, int64_t patience)
{
    if (time == PFL_TIME_INVALID)
        return g->end == END_NONE && !is_headless(g);
    if (g->last == PFL_TIME_INVALID)
        return g->end == END_NONE && (g->facts & HAS_START) != 0;
    return patience == INT64_MAX || time <= g->last + patience;
}

/*
 * A header may have several Message-IDs, as many as its writer likes, and none of them hides what follows. All are
 * measured from the beginning: how many came before is not known where a segment starts between two of them.
 */
static bool is_another_message_id(const struct group *g, int64_t time)
{
    return has_only_its_beginning_and(g, HAS_MESSAGE_ID) && is_soon(g, time, LONGEST_ENVELOPE) &&
           (time == PFL_TIME_INVALID || g->opens == PFL_TIME_INVALID || time <= g->opens + LONGEST_ENVELOPE);
}

bool pfl_group_goes_on(const struct group *g, bool is_message_id, int64_t time)
{
    if (is_message_id)
        return (has_only_its_beginning(g) && is_soon(g, time, LONGEST_ENVELOPE)) || is_another_message_id(g, time);
    return is_soon(g, time, pfl_group_patience(g));
}

/* === Two halves === */

static void join_recipients(struct queue *q, struct group *g, const struct group *other)
{
    for (uint32_t i = 0; i < other->recipient_places; i++) {
        const struct recipient *from = &other->recipients[i];
        struct recipient *to = from->hash != 0 ? pfl_group_recipient(q, g, from->hash) : NULL;
        if (to == NULL)
            continue;
        if (to->domain == NONE && from->domain != NONE) {
            to->domain = from->domain;
            if (!q->borrows)
                name_mention(q->domains, to->domain);
        }
        if (to->outcome == OUTCOME_NONE && from->outcome == OUTCOME_NONE && from->agent > to->agent)
            to->agent = from->agent;
        to->facts |= from->facts & WAS_ALIASED;
        if ((from->facts & WAS_DEFERRED) != 0)
            pfl_recipient_deferred(to, from->deferred);
        if ((from->facts & WAS_REFUSED) != 0)
            pfl_recipient_refused(to, from->refused, from->provider);
        if (from->outcome != OUTCOME_NONE)
            pfl_recipient_done(g, to, from->outcome, from->done, from->agent, from->hop);
    }
}

/* Takes what the other group has and this one lacks. */
static void join(struct queue *q, struct group *g, struct group *other)
{
    if ((g->facts & HAS_QUEUED) == 0 && (other->facts & HAS_QUEUED) != 0) {
        g->queued = other->queued;
        g->size = other->size;
        g->nrcpt = other->nrcpt;
        g->sender = other->sender; /* and its mention */
        other->sender = NONE;
    }
    if ((g->facts & HAS_EXPIRED) == 0)
        g->expired = other->expired;
    if (g->origin == NONE) {
        g->origin = other->origin;
        other->origin = NONE;
    }
    if (g->end == END_NONE) {
        g->end = other->end;
        g->ended = other->ended;
    }
    if ((other->facts & (HAS_HOLD | HAS_RELEASE)) != 0)
        g->facts &= (uint16_t)~HAS_RELEASE;
    g->facts |= other->facts & (uint16_t)~HAS_FRONT;
    g->first = earlier(g->first, other->first);
    g->last = other->last != PFL_TIME_INVALID ? other->last : g->last;
    g->notices += other->notices;
    g->ambiguous += other->ambiguous;
    join_recipients(q, g, other);
    for (uint32_t i = 0; i < other->link_count; i++)
        pfl_group_link(q, g, &other->links[i]);
    for (unsigned i = 0; i < GROUP_EVIDENCE; i++)
        pfl_evidence_merge(q->memory, &g->evidence[i], KEEP_FIRST, other->evidence[i]);
}

static void drop_evidence(struct queue *q, struct group *g, enum group_evidence slot)
{
    pfl_evidence_free(q->memory, g->evidence[slot]);
    g->evidence[slot] = NULL;
}

/* A half without its beginning kept what it might need: now it is known what it does not. */
static void prune(struct queue *q, struct group *g)
{
    if ((g->facts & HAS_START) != 0 && g->start != START_CLIENT)
        drop_evidence(q, g, GROUP_RELAYED);
    if (group_has_owner(g))
        return;
    drop_evidence(q, g, GROUP_BOUNCED);
    drop_evidence(q, g, GROUP_REFUSED);
    for (uint32_t i = 0; i < g->recipient_places; i++)
        if (g->recipients[i].hash != 0) {
            g->recipients[i].facts &= WAS_DEFERRED | WAS_ALIASED;
            g->recipients[i].refused = PFL_TIME_INVALID;
            g->recipients[i].provider = 0;
        }
    if (!q->borrows)
        pfl_name_forget(q->senders, g->sender, true);
    g->sender = NONE;
}

bool pfl_group_continue(struct queue *q, uint32_t first, uint32_t second)
{
    struct group *g = group_at(q, first), *other = group_at(q, second);
    if ((other->facts & HAS_START) != 0 || !pfl_group_goes_on(g, (other->facts & HAS_MESSAGE_ID) != 0, other->opens))
        return false;
    join(q, g, other);
    prune(q, g);
    pfl_queue_remove(q, second);
    return true;
}
