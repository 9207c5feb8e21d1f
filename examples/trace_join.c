/*
 * Which legs are one message.
 *
 * Lines of Postfix itself name other queue IDs: orig_queue_id= and orig_id= the one before
 * them, "forwarded as" and notices the one behind. "queued as" is the word of whoever took
 * the message; it is believed of something on this host or inside, and only for a leg that
 * such a client began a short while ago.
 */
#include "trace_parts.h"
#include <string.h>

static bool get(const log_line *in, uint16_t field, const char **text, size_t *length)
{
    pfl_span span;
    if (!pfl_event_span(in->event, field, &span))
        return false;
    *text = in->text + span.offset;
    *length = span.length;
    return true;
}

/* --- Trees ------------------------------------------------------------------- */

static bool is_too_deep(const leg *l)
{
    unsigned depth = 1;
    for (; l->parent != NULL; l = l->parent)
        depth++;
    return depth >= LONGEST_CHAIN;
}

/* Makes one leg the child of another, which may be its parent already. False when that cannot be. */
static bool link_legs(leg *parent, leg *child, leg_link how)
{
    if (child->parent != NULL)
        return child->parent == parent;
    leg *root = leg_root(parent), **last = &parent->child;
    if (root == child || is_too_deep(parent))
        return false;
    while (*last != NULL)
        last = &(*last)->sibling;
    *last = child;
    child->parent = parent;
    child->link = how;
    root->met_all |= child->met_all;
    root->open += child->open;
    return true;
}

static bool has_child(const leg *l, leg_link how)
{
    for (const leg *child = l->child; child != NULL; child = child->sibling)
        if (child->link == how)
            return true;
    return false;
}

/* --- Links to a leg that comes before ---------------------------------------- */

/* orig_queue_id=, orig_id= */
static leg *join_earlier(trace *t, leg *l, const log_line *in)
{
    bool requeued = in->event->kind == PFL_KIND_PICKUP;
    const char *id;
    size_t length;
    if (!get(in, requeued ? PFL_FIELD_ORIG_ID : PFL_FIELD_ORIG_QUEUE_ID, &id, &length))
        return NULL;
    leg *before = queue_find(t, l->host, id, length);
    if (before == NULL || !before->waiting || !link_legs(before, l, requeued ? LINK_REQUEUE : LINK_FILTER)) {
        l->facts |= IS_CUT_OFF;
        return NULL;
    }
    if (requeued && before->end == END_NONE)
        before->end = END_REQUEUED;
    return before;
}

/* --- Links to a leg that comes behind ---------------------------------------- */

/* Begun shortly before a line that names it, and not by somebody who handed in a message of their own. */
static bool may_follow(const leg *l, const log_line *in)
{
    int64_t time = in->event->time;
    return !leg_is_origin(l) &&
           (l->first == PFL_TIME_INVALID || time == PFL_TIME_INVALID || l->first >= time - LINK_HOLD);
}

static leg *join_later(trace *t, leg *l, const log_line *in, const char *id, size_t length, leg_link how)
{
    leg *next = queue_find(t, l->host, id, length);
    return next != NULL && may_follow(next, in) && link_legs(l, next, how) ? next : NULL;
}

/* By LMTP mailboxes are reached as well; a filter that speaks it says what became of the message. */
static bool is_mailbox(const log_line *in, bool by_address)
{
    static const char lmtp[] = "lmtp";
    size_t length = in->event->program.length, suffix = sizeof lmtp - 1;
    const char *end = in->text + in->event->program.offset + length;
    bool by_lmtp = !by_address || (length >= suffix && memcmp(end - suffix, lmtp, suffix) == 0);
    return by_lmtp && (in->event->present & PFL_HAS_DELIVERY_QUEUED_AS) == 0;
}

/*
 * Whether a filter took it: something on this host (a socket is) or inside, or whoever handed
 * another leg of the message back.
 */
static bool is_filter(const leg *l, const log_line *in)
{
    pfl_network net;
    const char *relay;
    size_t length;
    if (!get(in, PFL_FIELD_RELAY_ADDR, &relay, &length))
        return false;
    bool address = pfl_network_parse(relay, length, &net) == PFL_OK;
    if (is_mailbox(in, address))
        return false;
    if (!address || pfl_network_is_internal(&net))
        return true;
    for (const leg *child = l->child; child != NULL; child = child->sibling)
        if (child->link == LINK_FILTER && child->begin != NULL &&
            kept_has(child->begin, child->begin->client, in, PFL_FIELD_RELAY_ADDR))
            return true;
    return false;
}

/* local(8): "forwarded as QID" is all of the reply, and there is no relay that could have said it. */
static bool is_forwarded(const log_line *in)
{
    static const char words[] = "forwarded as ";
    const char *reply, *relay;
    size_t length;
    return !get(in, PFL_FIELD_RELAY_ADDR, &relay, &length) && get(in, PFL_FIELD_REPLY, &reply, &length) &&
           length >= sizeof words - 1 && memcmp(reply, words, sizeof words - 1) == 0;
}

static leg *join_sent(trace *t, leg *l, const log_line *in)
{
    const char *id;
    size_t length;
    bool filter = is_filter(l, in), forwarded = !filter && is_forwarded(in);
    leg *next = NULL;
    if (!line_has(in, PFL_FIELD_TO))
        return NULL;
    if ((filter || forwarded) && get(in, PFL_FIELD_QUEUED_AS, &id, &length))
        next = join_later(t, l, in, id, length, forwarded ? LINK_FORWARD : LINK_FILTER);
    if (filter || next != NULL) {
        outcome *o = &l->outcomes.items[l->outcomes.latest];
        o->by_filter = filter;
        o->next = next != NULL ? next : o->next;
    }
    if (filter)
        l->facts |= IS_FILTERED;
    return next;
}

/* A notice may be named before its first line (3.11), so it is expected. */
static leg *join_notice(trace *t, leg *l, const log_line *in)
{
    const char *id;
    size_t length;
    if (!get(in, PFL_FIELD_NOTICE_ID, &id, &length))
        return NULL;
    leg *notice = queue_find(t, l->host, id, length);
    if (notice != NULL && (notice->parent == l || notice == l))
        return NULL; /* said again; or nonsense */
    if (notice == NULL || notice->parent != NULL || (notice->facts & HAS_START) != 0 || !may_follow(notice, in))
        notice = queue_expect(t, l->host, id, length);
    if (notice == NULL || !link_legs(l, notice, LINK_NOTICE))
        return NULL;
    notice->notice = leg_keep(in);
    return notice;
}

/* A filter in front of the queue answers at the end of the message, and smtpd(8) passes its words on. */
static leg *join_proxy(trace *t, leg *l, const log_line *in)
{
    static const char words[] = " queued as ";
    const char *reply, *at;
    size_t length;
    if (l->end != END_ACCEPTED || !get(in, PFL_FIELD_REPLY, &reply, &length))
        return NULL;
    for (at = reply + length; at > reply && at[-1] != ' '; at--)
        ;
    size_t before = (size_t)(at - reply), size = sizeof words - 1;
    if (before < size || memcmp(at - size, words, size) != 0)
        return NULL;
    return join_later(t, l, in, at, length - before, LINK_PROXY);
}

leg *join_line(trace *t, leg *l, const log_line *in)
{
    switch (in->event->kind) {
    case PFL_KIND_CLIENT:
    case PFL_KIND_SASL_LOGIN:
    case PFL_KIND_PICKUP:
        return join_earlier(t, l, in);
    case PFL_KIND_SENT:
        return join_sent(t, l, in);
    case PFL_KIND_BOUNCE_NOTICE:
        return join_notice(t, l, in);
    case PFL_KIND_PROXY:
        return join_proxy(t, l, in);
    default:
        return NULL;
    }
}

/* --- Complete legs ----------------------------------------------------------- */

bool join_is_complete(const leg *l)
{
    if ((l->facts & IS_REPLACED) != 0)
        return true;
    if ((l->facts & IS_PRELUDE) != 0 || leg_is_stopped(l))
        return false;
    if (l->end == END_REQUEUED)
        return has_child(l, LINK_REQUEUE);
    /* Others of its recipients may be refused as well. */
    if ((l->facts & (IS_SESSION | HAS_START)) == IS_SESSION && l->end == END_REFUSED)
        return false;
    if (!leg_is_satisfied(l) || (l->parent == NULL && !leg_is_origin(l)))
        return false;
    return (l->facts & IS_FILTERED) == 0 || has_child(l, LINK_FILTER);
}
