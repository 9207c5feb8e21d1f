/*
 * Lines about a queue ID, on their way into its group.
 */
#include "lib/aggregate/counted.h"
#include "lib/parse/clock.h"

struct group *pfl_counted_group(struct counted *in, unsigned fact)
{
    pfl_aggregator *a = in->state;
    struct entry_key key;
    if ((in->event->present & PFL_HAS_QUEUE_ID) == 0 ||
        !pfl_entry_key(&key, in->host, counted_text(in, in->event->queue_id)))
        return NULL;
    in->group = pfl_queue_group(&a->queue, &key, a->coverage.segment, in->event->offset, fact, in->time);
    return in->group == NONE ? NULL : group_at(&a->queue, in->group);
}

void pfl_counted_link(const struct counted *in, struct group *g, enum link_kind kind, pfl_span queue_id,
                      uint64_t recipient)
{
    struct entry_key key;
    if (!pfl_entry_key(&key, in->host, counted_text(in, queue_id)))
        return;
    struct link link = {.recipient = recipient, .time = in->time, .offset = in->event->offset, .kind = kind};
    memcpy(link.queue_id, key.queue_id, sizeof link.queue_id);
    pfl_group_link(&in->state->queue, g, &link);
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

bool pfl_is_own(const pfl_aggregator *a, const pfl_network *address)
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
    return pfl_is_own(a, &address);
}

/* The first one that is named stays. The others are subjects as well: read in another segment, each was the first. */
static void set_subject(const struct counted *in, uint32_t *slot, enum subject_kind kind, const void *bytes,
                        size_t length)
{
    struct ledger *l = &in->state->ledger;
    uint32_t subject = pfl_subject_put(l, kind, bytes, length);
    if (*slot != NONE || subject == NONE)
        return;
    *slot = subject;
    subject_at(l, subject)->references++;
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
    bool leg = (present & PFL_HAS_CLIENT_ORIG_QUEUE_ID) != 0;
    bool original = leg || (present & PFL_HAS_CLIENT_ORIG_CLIENT_ADDR) != 0;
    if (original && !leg) /* a filter in front of the queue */
        pfl_counted_address(in, client->orig_client_addr, g->client);
    if ((present & PFL_HAS_CLIENT_SASL_USERNAME) != 0) {
        g->start = START_ACCOUNT;
        set_account(in, &g->subject, client->sasl_username);
    } else if (original || (addressed && is_own_address(in->state, g->client))) {
        g->facts |= HAS_CONTINUATION;
    }
    if (original)
        g->facts |= HAS_ORIGINAL;
    if (leg)
        pfl_counted_link(in, g, LINK_ORIGIN, client->orig_queue_id, 0);
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
        pfl_counted_link(in, g, LINK_REQUEUE, pickup->orig_id, 0);
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
    if (!counted_is(in, proxy->action, "proxy-accept") || (in->event->present & PFL_HAS_REJECT_SASL_USERNAME) == 0 ||
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

/* What was said of its release before is over. */
static void set_hold(struct group *g)
{
    g->facts &= (uint16_t)~HAS_RELEASE;
}

/* === Refusals and an administrator's work === */

/* A message that is refused as a whole, or thrown away, is not queued. Before 3.10 no line says more about it. */
static void count_refused(struct counted *in)
{
    const pfl_reject *reject = &in->event->reject;
    bool whole = counted_is(in, reject->where, "DATA") || counted_is(in, reject->where, "BDAT") ||
                 counted_is(in, reject->where, "DATA content") || counted_is(in, reject->where, "END-OF-MESSAGE");
    bool refused = counted_is(in, reject->action, "reject") || counted_is(in, reject->action, "milter-reject");
    bool discarded = counted_is(in, reject->action, "milter-discard") || counted_is(in, reject->action, "discard");
    bool held = counted_is(in, reject->action, "hold") || counted_is(in, reject->action, "milter-hold");
    struct group *g = NULL;
    if ((refused && whole) || discarded || held)
        g = pfl_counted_group(in, held ? HAS_HOLD : 0);
    if (g != NULL && held)
        set_hold(g);
    else if (g != NULL)
        set_end(in, g, END_CANCELED);
}

static void count_header_check(struct counted *in)
{
    pfl_span action = in->event->header_check.action;
    bool held = counted_is(in, action, "hold");
    struct group *g = NULL;
    if (held || counted_is(in, action, "reject") || counted_is(in, action, "discard"))
        g = pfl_counted_group(in, held ? HAS_HOLD : 0);
    if (g != NULL && held)
        set_hold(g);
    else if (g != NULL)
        set_end(in, g, END_CANCELED);
}

static void count_queue_admin(struct counted *in)
{
    pfl_span action = in->event->queue_admin.action;
    struct group *g = NULL;
    if (counted_is(in, action, "removed") && (g = pfl_counted_group(in, 0)) != NULL)
        set_end(in, g, END_DELETED);
    else if (counted_is(in, action, "requeued") && (g = pfl_counted_group(in, 0)) != NULL)
        set_end(in, g, END_REQUEUED);
    else if (counted_is(in, action, "placed on hold") && (g = pfl_counted_group(in, HAS_HOLD)) != NULL)
        set_hold(g);
    else if (counted_is(in, action, "released from hold"))
        pfl_counted_group(in, HAS_RELEASE);
}

static void count_removed(struct counted *in)
{
    bool canceled = (in->event->present & PFL_HAS_REMOVED_REASON) != 0;
    struct group *g = pfl_counted_group(in, 0);
    if (g != NULL)
        set_end(in, g, canceled ? END_CANCELED : END_REMOVED);
}

/* === All of them === */

static void count_beginning(struct counted *in)
{
    struct group *g = pfl_counted_group(in, HAS_START);
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
    struct group *g = pfl_counted_group(in, 0);
    if (g == NULL)
        return;
    bool again = (g->facts & HAS_QUEUED) != 0;
    g->facts |= HAS_QUEUED | HAS_RELEASE;
    g->ambiguous += (in->event->flags & PFL_FLAG_AMBIGUOUS) != 0;
    set_queued(in, g, again);
}

static void count_expired(struct counted *in)
{
    struct group *g = pfl_counted_group(in, 0);
    if (g == NULL || (g->facts & HAS_EXPIRED) != 0)
        return;
    g->facts |= HAS_EXPIRED;
    g->expired = in->time;
}

/* A delivery status notification is a report of success that the sender asked for. */
static void count_notice(struct counted *in)
{
    piece notice = counted_text(in, in->event->bounce_notice.notice), ignored;
    bool made = (in->event->present & PFL_HAS_BOUNCE_NOTICE_NOTICE_ID) != 0;
    bool success = until_literal(&(cursor){notice.at, notice.at + notice.length}, " delivery status ", &ignored);
    struct group *g = made ? pfl_counted_group(in, 0) : NULL;
    if (g != NULL)
        g->notices += !success;
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
            pfl_counted_group(in, HAS_MESSAGE_ID);
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
        pfl_count_outcome(in);
        break;
    }
}
