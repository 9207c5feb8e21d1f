/* Outcomes of recipients, on their way into the group of their message. */
#include "lib/aggregate/counted.h"
#include "lib/aggregate/replies.h"

static bool ends_with(piece text, const char *ending)
{
    size_t length = strlen(ending);
    return text.length >= length && memcmp(text.at + text.length - length, ending, length) == 0;
}

/* Where something was delivered to; *known says whether its "queued as" is believed. */
static enum agent agent_of(const struct counted *in, bool *known)
{
    const pfl_delivery *d = &in->event->delivery;
    uint64_t present = in->event->present;
    piece tag = counted_text(in, in->event->program);
    pfl_network network = {.bits = 128};
    bool has_addr = (present & PFL_HAS_DELIVERY_RELAY_ADDR) != 0;
    bool parsed = has_addr && pfl_counted_address(in, d->relay_addr, network.bytes);
    bool inside = parsed && pfl_is_own(in->state, &network);
    bool answered = (present & PFL_HAS_DELIVERY_QUEUED_AS) != 0;
    *known = inside || (has_addr && !parsed); /* a socket */
    bool bare = piece_is(tag, "postfix");     /* cut from its program */
    if (ends_with(tag, "/lmtp"))
        return *known && answered ? AGENT_INTERNAL : AGENT_LOCAL; /* a filter that speaks LMTP */
    if (ends_with(tag, "/local") || ends_with(tag, "/virtual") || ends_with(tag, "/pipe") ||
        (bare && (counted_is(in, d->relay, "local") || counted_is(in, d->relay, "virtual") || (has_addr && !parsed))))
        return AGENT_LOCAL;
    if (ends_with(tag, "/relay/smtp"))
        return AGENT_RELAY;
    if (!has_addr || !(bare || ends_with(tag, "/smtp")))
        return AGENT_NONE;
    return *known ? AGENT_INTERNAL : AGENT_REMOTE;
}

/* A delivery tells whose domain it is. */
static void learn_domain(const struct counted *in, uint32_t number, enum agent agent, uint32_t hop)
{
    struct domain *d = table_at(&in->state->domains, number);
    switch (agent) {
    case AGENT_NONE:
        break;
    case AGENT_LOCAL:
        d->local = sum_32(d->local, in->times);
        break;
    case AGENT_RELAY:
    case AGENT_INTERNAL:
        d->relayed = sum_32(d->relayed, in->times);
        break;
    case AGENT_REMOTE:
        d->remote = sum_32(d->remote, in->times);
        pfl_domain_hop(d, hop);
        break;
    }
}

/* Whom a line is about. */
struct addressee {
    uint64_t hash; /* never 0, which is no recipient */
    bool aliased;  /* an alias, a virtual alias or a .forward made this recipient of another one */
    uint32_t domain;
};

/* Behind the last @ of a folded address; one that was cut has lost its end. */
static uint32_t domain_of(const struct counted *in, piece to, const struct folded *folded)
{
    piece whole = {folded->bytes, folded->length}, domain = pfl_domain_of(whole);
    struct folded cut;
    if (to.length > folded->length) {
        pfl_fold(&cut, pfl_domain_of(to));
        domain = (piece){cut.bytes, cut.length};
    }
    return domain.length == 0 ? NONE : pfl_name_put(&in->state->domains, domain);
}

/* A recipient is what its own address and that before aliasing say; one that is not known, what the line says. */
static struct addressee addressee_of(const struct counted *in)
{
    const pfl_delivery *d = &in->event->delivery;
    struct addressee result = {.domain = NONE};
    char key[2 * NAME_LENGTH + 1];
    struct folded to, before;
    if ((in->event->present & PFL_HAS_DELIVERY_TO) == 0) {
        piece line = counted_text(in, in->event->message);
        result.hash = pfl_fixed_hash(line.at, line.length) | 1;
        return result;
    }
    pfl_fold(&to, counted_text(in, d->to));
    result.domain = domain_of(in, counted_text(in, d->to), &to);
    if ((in->event->present & PFL_HAS_DELIVERY_ORIG_TO) == 0) {
        result.hash = pfl_fixed_hash(to.bytes, to.length) | 1;
        return result;
    }
    pfl_fold(&before, counted_text(in, d->orig_to));
    result.aliased = to.length != before.length || !same_bytes(to.bytes, before.bytes, to.length);
    memcpy(key, to.bytes, to.length);
    key[to.length] = '\0';
    memcpy(key + to.length + 1, before.bytes, before.length);
    result.hash = pfl_fixed_hash(key, to.length + 1 + before.length) | 1;
    return result;
}

static void keep_evidence(const struct counted *in, struct group *g, enum group_evidence slot)
{
    pfl_evidence_offer(&in->state->memory, &g->evidence[slot], KEEP_FIRST, in->time, pfl_counted_place(in),
                       counted_line(in));
}

static void set_outcome(const struct counted *in, struct group *g, struct recipient *r, enum agent agent, uint32_t hop)
{
    const pfl_delivery *d = &in->event->delivery;
    uint16_t kind = in->event->kind;
    if (kind == PFL_KIND_SENT) {
        pfl_recipient_done(g, r, OUTCOME_SENT, in->time, agent, hop);
    } else if (kind == PFL_KIND_BOUNCED) {
        pfl_recipient_done(g, r, OUTCOME_BOUNCED, in->time, agent, hop);
        if (group_has_owner(g))
            keep_evidence(in, g, GROUP_BOUNCED);
    } else {
        pfl_recipient_deferred(r, in->time);
        if (r->outcome == OUTCOME_NONE && agent > r->agent)
            r->agent = (uint8_t)agent;
    }
    if (kind != PFL_KIND_SENT && group_has_owner(g) &&
        pfl_reply_refuses(counted_text(in, d->dsn), counted_text(in, d->reply))) {
        pfl_recipient_refused(r, in->time, pfl_provider_of(counted_text(in, d->relay)));
        keep_evidence(in, g, GROUP_REFUSED);
    }
    if (agent == AGENT_REMOTE && (r->facts & WAS_ALIASED) == 0 && (g->start == START_CLIENT || g->start == START_NONE))
        keep_evidence(in, g, GROUP_RELAYED);
}

/* "status=deferred (bounce failed)" names no recipient and has no reading of one. */
static bool names_no_recipient(const struct counted *in)
{
    return (in->event->flags & PFL_FLAG_AMBIGUOUS) == 0 && (in->event->present & PFL_HAS_DELIVERY_TO) == 0;
}

void pfl_count_outcome(struct counted *in)
{
    const pfl_delivery *d = &in->event->delivery;
    uint64_t *totals = in->state->coverage.totals;
    bool known;
    totals[TOTAL_SENT] += in->event->kind == PFL_KIND_SENT ? in->times : 0;
    totals[TOTAL_DEFERRED] += in->event->kind == PFL_KIND_DEFERRED ? in->times : 0;
    totals[TOTAL_BOUNCED] += in->event->kind == PFL_KIND_BOUNCED ? in->times : 0;
    if (names_no_recipient(in))
        return;
    enum agent agent = agent_of(in, &known);
    uint32_t hop = agent == AGENT_REMOTE ? pfl_provider_of(counted_text(in, d->relay)) : 0;
    struct addressee to = addressee_of(in);
    if (to.domain != NONE && in->event->kind == PFL_KIND_SENT)
        learn_domain(in, to.domain, agent, hop);
    bool probe = in->event->kind == PFL_KIND_DELIVERABLE || in->event->kind == PFL_KIND_UNDELIVERABLE;
    struct group *g = pfl_counted_group(in, probe ? HAS_OUTCOME | HAS_PROBE : HAS_OUTCOME);
    if (probe)
        return;
    struct recipient *r = g == NULL ? NULL : pfl_group_recipient(&in->state->queue, g, to.hash);
    if (r == NULL)
        return;
    if (r->domain == NONE && to.domain != NONE) {
        r->domain = to.domain;
        name_mention(&in->state->domains, to.domain);
    }
    r->facts |= to.aliased ? WAS_ALIASED : 0;
    g->ambiguous += (in->event->flags & PFL_FLAG_AMBIGUOUS) != 0;
    set_outcome(in, g, r, agent, hop);
    if (in->event->kind != PFL_KIND_SENT || (in->event->present & PFL_HAS_DELIVERY_QUEUED_AS) == 0)
        return;
    piece reply = counted_text(in, d->reply);
    bool forwarded = agent == AGENT_LOCAL && literal(&(cursor){reply.at, reply.at + reply.length}, "forwarded as ");
    if (forwarded || (known && agent == AGENT_INTERNAL))
        pfl_counted_link(in, g, forwarded ? LINK_FORWARD : LINK_FILTER, d->queued_as, r->hash);
}
