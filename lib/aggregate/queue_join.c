/*
 * Which groups are one message: links between queue IDs, and when nothing can change
 * any more.
 *
 * Every function here looks at what the groups say and at what was read, never at the
 * order in which either came, so that the same lines settle the same way however they
 * were cut and added up.
 */
#include "lib/aggregate/queue.h"

#define CLOCK_JITTER (2 * SECONDS)

enum mark {
    MARK_CONTINUED = 1, /* requeued, and the group that goes on is there */
    MARK_WAITS = 2,     /* something may still come for this message; on its root */
    MARK_STAYS = 4,     /* the same, on all its groups */
    MARK_RELAYED = 8,   /* counted as one that its client relayed; on its root */
    MARK_PASSED_ON = 16 /* the outcome of a recipient is that of another group */
};

/* What one run works on: the coverage when groups may settle, NULL when all are joined as they are. */
struct joiner {
    struct queue *queue;
    const struct coverage *coverage;
    uint32_t linked; /* the first group that has links; next_linked leads to the others, in their order */
};

/* Forgets what an earlier run found. */
static void blank(struct group *g)
{
    if ((g->marks & MARK_PASSED_ON) != 0)
        for (uint32_t i = 0; i < g->recipient_places; i++)
            g->recipients[i].passed_on = 0;
    g->marks = 0;
    g->before = g->next_linked = NONE;
}

static struct joiner begin(struct queue *q, const struct coverage *c)
{
    struct joiner j = {q, c, NONE};
    uint32_t *end = &j.linked;
    for (uint32_t n = pfl_slab_next(&q->groups, 0); n != NONE; n = pfl_slab_next(&q->groups, n + 1)) {
        struct group *g = group_at(q, n);
        blank(g);
        if (g->link_count > 0) {
            *end = n;
            end = &g->next_linked;
        }
    }
    return j;
}

/* === Links === */

static bool leads_on(const struct link *link)
{
    return link->kind == LINK_FILTER || link->kind == LINK_FORWARD;
}

/* Whether a group was begun before a line was written: by their places, or in other segments by their times. */
static bool is_before(const struct joiner *j, const struct group *g, uint32_t segment, const struct link *link)
{
    if (g->segment == (j->coverage != NULL ? segment : link->segment))
        return g->offset <= link->offset;
    return g->first == PFL_TIME_INVALID || link->time == PFL_TIME_INVALID || g->first <= link->time;
}

/* A filter hands a message back, and an alias forwards it, shortly before the line that says so. */
static bool may_lead_to(const struct group *g, const struct link *link)
{
    return !group_is_root(g) &&
           (g->first == PFL_TIME_INVALID || link->time == PFL_TIME_INVALID || g->first >= link->time - LINK_HOLD);
}

/* A message is handed to a filter while it is in the queue. Where that cannot be said, it may be. */
static bool may_follow(const struct group *g, const struct link *link)
{
    return (g->facts & (HAS_START | HAS_MESSAGE_ID)) == 0 || pfl_group_goes_on(g, false, link->time);
}

static bool fits(const struct group *g, const struct link *link)
{
    return leads_on(link) ? may_lead_to(g, link) : link->kind == LINK_REQUEUE || may_follow(g, link);
}

/* The last group of a queue ID that was begun before a link to it; NONE when there is none that fits. */
static uint32_t linked(const struct joiner *j, uint32_t from, const struct link *link)
{
    const struct queue *q = j->queue;
    const struct group *g = group_at(q, from);
    struct entry_key key = entry_at(q, g->entry)->key;
    uint32_t found = NONE;
    memcpy(key.queue_id, link->queue_id, sizeof key.queue_id);
    for (uint32_t n = pfl_queue_first(q, &key); n != NONE; n = group_at(q, n)->next)
        if (n != from && (j->coverage == NULL || group_at(q, n)->segment == g->segment) &&
            is_before(j, group_at(q, n), g->segment, link))
            found = n;
    return found != NONE && !fits(group_at(q, found), link) ? NONE : found;
}

static void find_link(const struct joiner *j, uint32_t number, struct link *link)
{
    struct queue *q = j->queue;
    link->group = linked(j, number, link);
    if (link->group == NONE)
        return;
    if (leads_on(link)) {
        struct group *next = group_at(q, link->group);
        next->before = next->before == NONE ? number : next->before;
        return;
    }
    group_at(q, number)->before = link->group;
    if (link->kind == LINK_REQUEUE)
        group_at(q, link->group)->marks |= MARK_CONTINUED;
}

/* Those that name what they continue first: their word is Postfix's own. */
static void find_links(const struct joiner *j)
{
    const struct queue *q = j->queue;
    for (int on = 0; on < 2; on++)
        for (uint32_t n = j->linked; n != NONE; n = group_at(q, n)->next_linked) {
            struct group *g = group_at(q, n);
            for (uint32_t i = 0; i < g->link_count; i++)
                if (leads_on(&g->links[i]) == (on == 1))
                    find_link(j, n, &g->links[i]);
        }
}

uint32_t pfl_group_root(const struct queue *q, uint32_t number)
{
    uint32_t root = number;
    for (unsigned steps = 0; group_at(q, root)->before != NONE; steps++) {
        if (steps == LONGEST_CHAIN)
            return number;
        root = group_at(q, root)->before;
    }
    return root;
}

bool pfl_group_waits(const struct group *g)
{
    return g->end == END_NONE && (g->marks & MARK_CONTINUED) == 0 &&
           (g->facts & (HAS_QUEUED | HAS_OUTCOME | HAS_HOLD)) != 0;
}

static void mark_passed_on(struct group *g, struct recipient *r)
{
    r->passed_on = 1;
    g->marks |= MARK_PASSED_ON;
}

/* A recipient whose outcome is told by the group that its message went on in. */
static void pass_on(const struct queue *q, struct group *g)
{
    for (uint32_t i = 0; i < g->link_count; i++) {
        const struct link *link = &g->links[i];
        if (!leads_on(link) || link->group == NONE)
            continue;
        struct recipient *r = pfl_group_find_recipient(q, g, link->recipient);
        if (r != NULL)
            mark_passed_on(g, r);
    }
}

/* A filter that did not say "queued as" is known by the queue ID that comes back from it. */
static void pass_on_to(const struct queue *q, const struct group *g)
{
    for (uint32_t i = 0; i < g->link_count; i++) {
        if (g->links[i].kind != LINK_ORIGIN || g->links[i].group == NONE)
            continue;
        struct group *before = group_at(q, g->links[i].group);
        for (uint32_t k = 0; k < before->recipient_places; k++) {
            struct recipient *r = &before->recipients[k];
            if (r->hash != 0 && r->outcome == OUTCOME_SENT && r->agent != AGENT_NONE &&
                (r->done == PFL_TIME_INVALID || r->done + CLOCK_JITTER >= g->first))
                mark_passed_on(before, r);
        }
    }
}

static void pass_all_on(const struct joiner *j)
{
    const struct queue *q = j->queue;
    for (uint32_t n = j->linked; n != NONE; n = group_at(q, n)->next_linked)
        pass_on(q, group_at(q, n));
    for (uint32_t n = j->linked; n != NONE; n = group_at(q, n)->next_linked)
        pass_on_to(q, group_at(q, n));
}

/* === Waiting === */

/* Whether its beginning may stand in front of the segment. */
static bool begins_before(const struct group *g, const struct stretch *known)
{
    if ((g->facts & HAS_START) != 0)
        return false;
    return (g->facts & HAS_MESSAGE_ID) == 0 || g->opens == PFL_TIME_INVALID ||
           g->opens - LONGEST_ENVELOPE - LATE_LINE < known->low;
}

/* Whether more of it may stand behind the segment. The lines of two daemons may stand in the wrong order. */
static bool ends_behind(const struct group *g, const struct stretch *known)
{
    bool continued = (g->marks & MARK_CONTINUED) != 0;
    int64_t patience = continued ? LATE_LINE : pfl_group_patience(g);
    if (g->end == END_REQUEUED && !continued)
        return true;
    if (g->last == PFL_TIME_INVALID)
        return g->end == END_NONE && !continued;
    return patience == INT64_MAX || g->last + patience + LATE_LINE > known->high;
}

/* Whether a group outside the segment may be part of the same message. */
static bool links_outside(const struct group *g, const struct stretch *known)
{
    if (!group_is_root(g) && g->first != PFL_TIME_INVALID && g->first + LINK_HOLD + LATE_LINE > known->high)
        return true;
    for (uint32_t i = 0; i < g->link_count; i++) {
        const struct link *link = &g->links[i];
        if (link->group != NONE || link->time == PFL_TIME_INVALID)
            continue;
        if (link->kind == LINK_REQUEUE || link->time - LINK_HOLD - LATE_LINE < known->low)
            return true;
    }
    return false;
}

static void mark_waiting(const struct joiner *j)
{
    const struct queue *q = j->queue;
    for (uint32_t n = pfl_slab_next(&q->groups, 0); n != NONE; n = pfl_slab_next(&q->groups, n + 1)) {
        const struct group *g = group_at(q, n);
        const struct stretch *known =
            pfl_segment_find_stretch(segment_at(j->coverage, g->segment), g->host);
        if (known == NULL || begins_before(g, known) || ends_behind(g, known) || links_outside(g, known))
            pfl_group_keep(j->queue, n);
    }
}

/* === Runs === */

/* Whether a client= line was a filter's, and counted as a message of its own. */
static bool is_leg(const struct group *g, bool is_root)
{
    return (!is_root || group_has_origin(g)) && g->start == START_CLIENT && (g->facts & HAS_ORIGINAL) == 0;
}

/* A client's message is one, into however many a filter made it. */
static void count_relayed(const struct queue *q, const struct group *g, struct group *root, struct owner owner,
                          struct ledger *into)
{
    if (pfl_credit_relayed(q, g, root, owner, into) && (root->marks & MARK_RELAYED) == 0) {
        pfl_credit_relayed_message(root, owner, into);
        root->marks |= MARK_RELAYED;
    }
}

void pfl_group_count(const struct queue *q, uint32_t number, struct ledger *into, uint64_t *totals)
{
    uint32_t root = pfl_group_root(q, number);
    const struct group *g = group_at(q, number);
    struct owner owner = pfl_owner_of(q, group_at(q, root), into);
    if (owner.start == START_CLIENT)
        count_relayed(q, g, group_at(q, root), owner, into);
    else if (owner.start != START_NONE)
        pfl_credit(q, g, root == number, owner, into);
    if (is_leg(g, root == number))
        totals[address_is_loopback(g->client) ? TOTAL_LOOPBACK_LEGS : TOTAL_OTHER_LEGS]++;
}

void pfl_group_keep(struct queue *q, uint32_t number)
{
    group_at(q, pfl_group_root(q, number))->marks |= MARK_WAITS;
}

bool pfl_group_is_kept(const struct queue *q, uint32_t number)
{
    return (group_at(q, pfl_group_root(q, number))->marks & MARK_WAITS) != 0;
}

void pfl_queue_settle(struct queue *q, struct coverage *c)
{
    const struct joiner j = begin(q, c);
    find_links(&j);
    mark_waiting(&j);
    pass_all_on(&j);
    /* Who is to stay is decided before anything goes: a group's root may be behind it. */
    for (uint32_t n = pfl_slab_next(&q->groups, 0); n != NONE; n = pfl_slab_next(&q->groups, n + 1)) {
        struct group *g = group_at(q, n);
        if (pfl_group_is_kept(q, n)) {
            g->marks |= MARK_STAYS;
            continue;
        }
        if (g->end == END_NONE && (g->marks & MARK_CONTINUED) == 0)
            g->end = END_LOST;
        c->totals[TOTAL_ABANDONED] += g->end == END_LOST && (g->facts & (HAS_QUEUED | HAS_OUTCOME | HAS_EXPIRED)) == 0;
        pfl_group_count(q, n, q->ledger, c->totals);
    }
    for (uint32_t n = pfl_slab_next(&q->groups, 0); n != NONE; n = pfl_slab_next(&q->groups, n + 1))
        if ((group_at(q, n)->marks & MARK_STAYS) == 0)
            pfl_queue_remove(q, n);
}

void pfl_queue_link_all(struct queue *q)
{
    const struct joiner j = begin(q, NULL);
    find_links(&j);
    pass_all_on(&j);
}
