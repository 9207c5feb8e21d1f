/*
 * Lines about a queue ID, on their way into its group.
 */
#include "lib/aggregate/aggregator.h"
#include "lib/aggregate/replies.h"
#include "lib/parse/clock.h"

static bool is(const struct counted *in, pfl_span span, const char *word)
{
    return piece_is(counted_text(in, span), word);
}

/* The group of the line's own queue ID; NULL when it has none, or there is no memory. */
static struct group *group_for(struct counted *in, unsigned fact)
{
    pfl_aggregator *a = in->state;
    struct entry_key key;
    if ((in->event->present & PFL_HAS_QUEUE_ID) == 0 ||
        !pfl_entry_key(&key, in->host, counted_text(in, in->event->queue_id)))
        return NULL;
    in->group = pfl_queue_group(&a->queue, &key, a->coverage.segment, in->event->offset, fact, in->time);
    return in->group == NONE ? NULL : group_at(&a->queue, in->group);
}

static void link_to(const struct counted *in, struct group *g, enum link_kind kind, pfl_span queue_id,
                    uint64_t recipient)
{
    struct entry_key key;
    if (!pfl_entry_key(&key, in->host, counted_text(in, queue_id)))
        return;
    struct link link = {.recipient = recipient, .time = in->time, .offset = in->event->offset, .kind = kind};
    memcpy(link.queue_id, key.queue_id, sizeof link.queue_id);
    pfl_group_link(&in->state->queue, g, &link);
    if (kind != LINK_ORIGIN && kind != LINK_REQUEUE)
        return;
    uint32_t last = pfl_queue_last(&in->state->queue, &key, in->state->coverage.segment);
    if (last != NONE)
        group_at(&in->state->queue, last)->facts |= HAS_SUCCESSOR;
}

/* === Clocks === */

/* Between the making of a queue file and its lines there may be a slow client, but no zone is nearer than this. */
#define CLOCK_TOLERANCE (10 * MINUTES)

/* Some lines tell the time of their message as well: in a long queue ID, in a Message-ID that cleanup(8) made. */
static void check_clock(const struct counted *in)
{
    piece message = counted_text(in, in->event->message);
    int64_t told;
    if (in->time == PFL_TIME_INVALID ||
        !pfl_message_tells_time((cursor){message.at, message.at + message.length}, &told) || !is_time(told * SECONDS))
        return;
    struct host *h = host_at(&in->state->coverage, in->host);
    int64_t skew = in->time - told * SECONDS;
    h->told++;
    if (skew >= -CLOCK_TOLERANCE && skew <= CLOCK_TOLERANCE)
        return;
    h->contradicting++;
    h->least_skew = skew < h->least_skew ? skew : h->least_skew;
    h->most_skew = skew > h->most_skew ? skew : h->most_skew;
}

/* === Beginnings === */

static bool is_own(const pfl_aggregator *a, const pfl_network *address)
{
    for (uint32_t i = 0; i < a->own_count; i++)
        if (pfl_network_contains(&a->own[i], address))
            return true;
    return pfl_network_is_internal(address) != 0;
}

static bool is_own_address(const pfl_aggregator *a, const uint8_t bytes[16])
{
    pfl_network address = {.bits = 128};
    memcpy(address.bytes, bytes, sizeof address.bytes);
    return is_own(a, &address);
}

static void set_subject(const struct counted *in, uint32_t *slot, enum subject_kind kind, const void *bytes,
                        size_t length)
{
    struct ledger *l = &in->state->ledger;
    if (*slot != NONE)
        return;
    *slot = pfl_subject_put(l, kind, bytes, length);
    if (*slot != NONE)
        subject_at(l, *slot)->references++;
}

static void set_account(const struct counted *in, uint32_t *slot, pfl_span name)
{
    struct folded folded;
    pfl_fold(&folded, counted_text(in, name));
    set_subject(in, slot, SUBJECT_ACCOUNT, folded.bytes, folded.length);
}

/* client= */
static void begin_client(const struct counted *in, struct group *g)
{
    const pfl_client *client = &in->event->client;
    uint64_t present = in->event->present;
    g->begun = in->time;
    g->start = START_CLIENT;
    bool addressed =
        (present & PFL_HAS_CLIENT_CLIENT_ADDR) != 0 && pfl_counted_address(in, client->client_addr, g->client);
    bool original = (present & (PFL_HAS_CLIENT_ORIG_QUEUE_ID | PFL_HAS_CLIENT_ORIG_CLIENT_ADDR)) != 0;
    if ((present & PFL_HAS_CLIENT_SASL_USERNAME) != 0) {
        g->start = START_ACCOUNT;
        set_account(in, &g->subject, client->sasl_username);
    } else if (original || (addressed && is_own_address(in->state, g->client))) {
        g->facts |= HAS_CONTINUATION;
    }
    if (original)
        g->facts |= HAS_ORIGINAL;
    if ((present & PFL_HAS_CLIENT_ORIG_QUEUE_ID) != 0)
        link_to(in, g, LINK_ORIGIN, client->orig_queue_id, 0);
}

/* uid= */
static void begin_local(const struct counted *in, struct group *g)
{
    const pfl_pickup *pickup = &in->event->pickup;
    uint8_t uid[4];
    g->begun = in->time;
    g->start = START_LOCAL;
    if ((in->event->present & PFL_HAS_PICKUP_ORIG_ID) != 0) {
        g->facts |= HAS_CONTINUATION;
        link_to(in, g, LINK_REQUEUE, pickup->orig_id, 0);
    } else if ((in->event->present & PFL_HAS_PICKUP_UID) != 0) {
        uid_bytes(pickup->uid, uid);
        set_subject(in, &g->subject, SUBJECT_LOCAL, uid, sizeof uid);
    }
}

/* A filter in front of the queue: its answer names the queue ID, and smtpd(8) the account. */
static void count_proxy(const struct counted *in)
{
    static const char words[] = " queued as ";
    const pfl_reject *proxy = &in->event->reject;
    struct entry_key key;
    piece reply = counted_text(in, proxy->reply);
    const char *end = reply.at + reply.length, *at = end;
    while (at > reply.at && is_class(at[-1], CLASS_ALNUM))
        at--;
    size_t before = (size_t)(at - reply.at), length = strlen(words);
    if (!is(in, proxy->action, "proxy-accept") || (in->event->present & PFL_HAS_REJECT_SASL_USERNAME) == 0 ||
        before < length || memcmp(at - length, words, length) != 0 ||
        !pfl_entry_key(&key, in->host, piece_between(at, end)))
        return;
    struct queue *q = &in->state->queue;
    uint32_t number = pfl_queue_group(q, &key, in->state->coverage.segment, in->event->offset, HAS_ORIGIN, in->time);
    if (number != NONE)
        set_account(in, &group_at(q, number)->origin, proxy->sasl_username);
}

/* === The queue manager === */

static void set_queued(const struct counted *in, struct group *g, bool again)
{
    const pfl_queued *queued = &in->event->queued;
    if (again)
        return; /* a retry */
    g->queued = in->time;
    g->size = queued->size;
    g->nrcpt = queued->nrcpt;
    if ((in->event->present & PFL_HAS_QUEUED_FROM) != 0 && queued->from.length > 0 && group_has_owner(g)) {
        struct folded sender;
        pfl_fold_sender(&sender, counted_text(in, queued->from));
        g->sender = pfl_name_put(&in->state->senders, (piece){sender.bytes, sender.length});
        name_mention(&in->state->senders, g->sender);
    }
}

static void set_end(const struct counted *in, struct group *g, enum end end)
{
    if (g->end != END_NONE)
        return;
    g->end = (uint8_t)end;
    g->ended = in->time;
}

/* === Outcomes === */

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
    piece tag = counted_text(in, in->event->program), addr = counted_text(in, d->relay_addr);
    pfl_network network;
    bool has_addr = (present & PFL_HAS_DELIVERY_RELAY_ADDR) != 0;
    bool parsed = has_addr && pfl_network_parse(addr.at, addr.length, &network) == PFL_OK;
    bool inside = parsed && is_own(in->state, &network);
    bool answered = (present & PFL_HAS_DELIVERY_QUEUED_AS) != 0;
    *known = inside || (has_addr && !parsed); /* a socket */
    bool bare = piece_is(tag, "postfix");     /* cut from its program */
    if (ends_with(tag, "/lmtp"))
        return *known && answered ? AGENT_INTERNAL : AGENT_LOCAL; /* a filter that speaks LMTP */
    if (ends_with(tag, "/local") || ends_with(tag, "/virtual") || ends_with(tag, "/pipe") ||
        (bare && (is(in, d->relay, "local") || is(in, d->relay, "virtual") || (has_addr && !parsed))))
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

/* A recipient is what its own address and that before aliasing say; one that is not known, what the line says. */
static uint64_t recipient_hash(const struct counted *in)
{
    const pfl_delivery *d = &in->event->delivery;
    char key[2 * NAME_LENGTH + 1];
    struct folded part;
    if ((in->event->present & PFL_HAS_DELIVERY_TO) == 0) {
        piece line = counted_text(in, in->event->message);
        return pfl_fixed_hash(line.at, line.length) | 1;
    }
    pfl_fold(&part, counted_text(in, d->to));
    memcpy(key, part.bytes, part.length);
    size_t length = part.length;
    if ((in->event->present & PFL_HAS_DELIVERY_ORIG_TO) != 0) {
        key[length++] = '\0';
        pfl_fold(&part, counted_text(in, d->orig_to));
        memcpy(key + length, part.bytes, part.length);
        length += part.length;
    }
    return pfl_fixed_hash(key, length) | 1; /* 0 is no recipient */
}

static uint32_t domain_of(const struct counted *in)
{
    struct folded domain;
    if ((in->event->present & PFL_HAS_DELIVERY_TO) == 0)
        return NONE;
    pfl_fold(&domain, pfl_domain_of(counted_text(in, in->event->delivery.to)));
    return domain.length == 0 ? NONE : pfl_name_put(&in->state->domains, (piece){domain.bytes, domain.length});
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
    if (kind == PFL_KIND_SENT || kind == PFL_KIND_DELIVERABLE) {
        pfl_recipient_done(g, r, OUTCOME_SENT, in->time, agent, hop);
    } else if (kind == PFL_KIND_BOUNCED || kind == PFL_KIND_UNDELIVERABLE) {
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
    if (agent == AGENT_REMOTE && (g->start == START_CLIENT || g->start == START_NONE))
        keep_evidence(in, g, GROUP_RELAYED);
}

/* "status=deferred (bounce failed)" names no recipient and has no reading of one. */
static bool names_no_recipient(const struct counted *in)
{
    return (in->event->flags & PFL_FLAG_AMBIGUOUS) == 0 && (in->event->present & PFL_HAS_DELIVERY_TO) == 0;
}

static void count_outcome(struct counted *in)
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
    uint32_t domain = domain_of(in);
    if (domain != NONE && in->event->kind == PFL_KIND_SENT)
        learn_domain(in, domain, agent, hop);
    struct group *g = group_for(in, HAS_OUTCOME);
    struct recipient *r = g == NULL ? NULL : pfl_group_recipient(&in->state->queue, g, recipient_hash(in));
    if (r == NULL)
        return;
    if (r->domain == NONE && domain != NONE) {
        r->domain = domain;
        name_mention(&in->state->domains, domain);
    }
    g->ambiguous += (in->event->flags & PFL_FLAG_AMBIGUOUS) != 0;
    set_outcome(in, g, r, agent, hop);
    if (in->event->kind != PFL_KIND_SENT || (in->event->present & PFL_HAS_DELIVERY_QUEUED_AS) == 0)
        return;
    piece reply = counted_text(in, d->reply);
    bool forwarded = agent == AGENT_LOCAL && literal(&(cursor){reply.at, reply.at + reply.length}, "forwarded as ");
    if (forwarded || (known && agent == AGENT_INTERNAL))
        link_to(in, g, forwarded ? LINK_FORWARD : LINK_FILTER, d->queued_as, r->hash);
}

/* === Refusals and an administrator's work === */

/* A message that is refused as a whole, or thrown away, is not queued. Before 3.10 no line says more about it. */
static void count_refused(struct counted *in)
{
    const pfl_reject *reject = &in->event->reject;
    bool whole = is(in, reject->where, "DATA") || is(in, reject->where, "BDAT") ||
                 is(in, reject->where, "DATA content") || is(in, reject->where, "END-OF-MESSAGE");
    bool refused = is(in, reject->action, "reject") || is(in, reject->action, "milter-reject");
    bool discarded = is(in, reject->action, "milter-discard") || is(in, reject->action, "discard");
    bool held = is(in, reject->action, "hold") || is(in, reject->action, "milter-hold");
    struct group *g = NULL;
    if ((refused && whole) || discarded || held)
        g = group_for(in, held ? HAS_HOLD : 0);
    if (g != NULL && !held)
        set_end(in, g, END_CANCELED);
}

static void count_header_check(struct counted *in)
{
    pfl_span action = in->event->header_check.action;
    bool held = is(in, action, "hold");
    struct group *g = NULL;
    if (held || is(in, action, "reject") || is(in, action, "discard"))
        g = group_for(in, held ? HAS_HOLD : 0);
    if (g != NULL && !held)
        set_end(in, g, END_CANCELED);
}

static void count_queue_admin(struct counted *in)
{
    pfl_span action = in->event->queue_admin.action;
    struct group *g = NULL;
    if (is(in, action, "removed") && (g = group_for(in, 0)) != NULL)
        set_end(in, g, END_DELETED);
    else if (is(in, action, "requeued") && (g = group_for(in, 0)) != NULL)
        set_end(in, g, END_REQUEUED);
    else if (is(in, action, "placed on hold"))
        group_for(in, HAS_HOLD);
}

static void count_removed(struct counted *in)
{
    bool canceled = (in->event->present & PFL_HAS_REMOVED_REASON) != 0;
    struct group *g = group_for(in, 0);
    if (g != NULL)
        set_end(in, g, canceled ? END_CANCELED : END_REMOVED);
}

/* === All of them === */

/* What no other line can change is counted at once. */
static void count_if_whole(const struct counted *in)
{
    struct queue *q = &in->state->queue;
    if (in->group == NONE || !pfl_group_is_whole(group_at(q, in->group)))
        return;
    pfl_credit(q, group_at(q, in->group), true, pfl_owner_of(q, group_at(q, in->group), q->ledger), q->ledger);
    pfl_queue_remove(q, in->group);
}

static void count_beginning(struct counted *in)
{
    struct group *g = group_for(in, HAS_START);
    check_clock(in);
    if (g == NULL)
        return;
    g->ambiguous += (in->event->flags & PFL_FLAG_AMBIGUOUS) != 0;
    if (in->event->kind == PFL_KIND_PICKUP)
        begin_local(in, g);
    else
        begin_client(in, g);
}

static void count_queued(struct counted *in)
{
    struct group *g = group_for(in, 0);
    if (g == NULL)
        return;
    bool again = (g->facts & HAS_QUEUED) != 0;
    g->facts |= HAS_QUEUED;
    g->ambiguous += (in->event->flags & PFL_FLAG_AMBIGUOUS) != 0;
    set_queued(in, g, again);
}

static void count_expired(struct counted *in)
{
    struct group *g = group_for(in, 0);
    if (g == NULL || (g->facts & HAS_EXPIRED) != 0)
        return;
    g->facts |= HAS_EXPIRED;
    g->expired = in->time;
}

static void count_notice(struct counted *in)
{
    struct group *g = (in->event->present & PFL_HAS_BOUNCE_NOTICE_NOTICE_ID) != 0 ? group_for(in, 0) : NULL;
    if (g != NULL)
        g->notices++;
}

void pfl_count_queue(struct counted *in)
{
    pfl_aggregator *a = in->state;
    a->queue_lines++;
    if (in->event->kind == PFL_KIND_PROXY) {
        count_proxy(in);
        return;
    }
    if ((in->event->present & PFL_HAS_QUEUE_ID) == 0)
        return;
    switch (in->event->kind) {
    case PFL_KIND_SASL_LOGIN:
    case PFL_KIND_CLIENT:
    case PFL_KIND_PICKUP:
        count_beginning(in);
        return;
    case PFL_KIND_MESSAGE_ID:
        check_clock(in);
        if ((in->event->present & PFL_HAS_MESSAGE_ID_MESSAGE_ID) != 0)
            group_for(in, HAS_MESSAGE_ID);
        return;
    case PFL_KIND_QUEUED:
        count_queued(in);
        return;
    case PFL_KIND_BOUNCE_NOTICE:
        count_notice(in);
        return;
    case PFL_KIND_EXPIRED:
        count_expired(in);
        break;
    case PFL_KIND_REMOVED:
        count_removed(in);
        break;
    case PFL_KIND_QUEUE_ADMIN:
        count_queue_admin(in);
        break;
    case PFL_KIND_HEADER_CHECK:
        count_header_check(in);
        break;
    case PFL_KIND_REJECT:
    case PFL_KIND_FILTER_ACTION:
    case PFL_KIND_MILTER:
        count_refused(in);
        break;
    default:
        count_outcome(in);
        break;
    }
    count_if_whole(in);
}
