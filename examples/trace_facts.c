/* What a line says about its leg. Contract in trace_parts.h. */
#include "trace_parts.h"
#include <stdlib.h>

static void keep(kept_line **where, const log_line *in)
{
    if (*where == NULL)
        *where = leg_keep(in);
}

static void replace(kept_line **where, const log_line *in)
{
    free(*where);
    *where = leg_keep(in);
}

static void end(leg *l, leg_end how, const log_line *in)
{
    if (l->end != END_NONE && l->end != END_REQUEUED)
        return;
    l->end = how;
    l->ended = in->event->time;
}

/* The same for an end that the line gives the reason of. */
static void end_for_a_reason(leg *l, leg_end how, const log_line *in)
{
    if (l->end != END_NONE)
        return;
    end(l, how, in);
    replace(&l->reason, in);
}

static void hold(leg *l, const log_line *in)
{
    l->facts |= IS_HELD;
    replace(&l->reason, in);
}

void leg_adopt(leg *l, leg *prelude)
{
    free(l->steps.bytes);
    l->steps = prelude->steps;
    prelude->steps = (steps){0};
    l->first = prelude->first;
    l->reason = prelude->reason;
    prelude->reason = NULL;
    l->end = prelude->end;
    l->ended = prelude->ended;
    l->facts |= prelude->facts & (IS_HELD | IS_AMBIGUOUS);
    l->met |= prelude->met;
}

/* A client on this host or inside, without a login, or one that says so itself: it may hand back what it was sent. */
static bool is_continuation(const log_line *in)
{
    const pfl_client *client = &in->event->client;
    uint64_t present = in->event->present;
    pfl_network net;
    if ((present & PFL_HAS_CLIENT_SASL_USERNAME) != 0)
        return false;
    if ((present & (PFL_HAS_CLIENT_ORIG_QUEUE_ID | PFL_HAS_CLIENT_ORIG_CLIENT_ADDR)) != 0)
        return true;
    return (present & PFL_HAS_CLIENT_CLIENT_ADDR) != 0 &&
           pfl_network_parse(in->text + client->client_addr.offset, client->client_addr.length, &net) == PFL_OK &&
           pfl_network_is_internal(&net);
}

static void take_beginning(leg *l, const log_line *in)
{
    l->facts |= HAS_START;
    keep(&l->begin, in);
    if (in->event->kind == PFL_KIND_PICKUP ? line_has(in, PFL_FIELD_ORIG_ID) : is_continuation(in))
        l->facts |= IS_CONTINUATION;
}

static void take_queued(leg *l, const log_line *in)
{
    l->facts = (uint16_t)((l->facts | HAS_QUEUED) & ~IS_HELD);
    if (l->end == END_REFUSED || l->end == END_DISCARDED || l->end == END_CANCELED)
        l->end = END_NONE; /* it was not, after all */
    if (l->envelope != NULL)
        return; /* a retry */
    l->envelope = leg_keep(in);
    l->nrcpt = in->event->queued.nrcpt;
}

/* The whole message, not one recipient. */
static bool is_of_whole(const log_line *in)
{
    return line_is(in, PFL_FIELD_WHERE, "END-OF-MESSAGE") || line_is(in, PFL_FIELD_WHERE, "DATA") ||
           line_is(in, PFL_FIELD_WHERE, "BDAT") || line_is(in, PFL_FIELD_WHERE, "DATA content");
}

static void take_refusal(leg *l, const log_line *in)
{
    bool refused = line_is(in, PFL_FIELD_ACTION, "reject") || line_is(in, PFL_FIELD_ACTION, "milter-reject");
    if ((l->facts & IS_SESSION) != 0)
        keep(&l->envelope, in);
    if (line_is(in, PFL_FIELD_ACTION, "discard") || line_is(in, PFL_FIELD_ACTION, "milter-discard"))
        end_for_a_reason(l, END_DISCARDED, in);
    else if (line_is(in, PFL_FIELD_ACTION, "hold") || line_is(in, PFL_FIELD_ACTION, "milter-hold"))
        hold(l, in);
    else if (refused && (is_of_whole(in) || !line_has(in, PFL_FIELD_TO)))
        end_for_a_reason(l, END_REFUSED, in);
    else if (refused)
        leg_outcome(l, in);
    /* Nobody was accepted: unless a later line says so, that was all. */
    if (refused && (l->facts & (IS_SESSION | HAS_START)) == IS_SESSION)
        end(l, END_REFUSED, in);
}

static void take_proxy(leg *l, const log_line *in)
{
    keep(&l->envelope, in);
    end_for_a_reason(l, line_is(in, PFL_FIELD_ACTION, "proxy-accept") ? END_ACCEPTED : END_REFUSED, in);
}

static void take_header_check(leg *l, const log_line *in)
{
    if (line_is(in, PFL_FIELD_ACTION, "hold"))
        hold(l, in);
    else if (line_is(in, PFL_FIELD_ACTION, "reject"))
        end_for_a_reason(l, END_REFUSED, in);
    else if (line_is(in, PFL_FIELD_ACTION, "discard"))
        end_for_a_reason(l, END_DISCARDED, in);
}

static void take_queue_admin(leg *l, const log_line *in)
{
    if (line_is(in, PFL_FIELD_ACTION, "removed"))
        end(l, END_DELETED, in);
    else if (line_is(in, PFL_FIELD_ACTION, "requeued"))
        end(l, END_REQUEUED, in);
    else if (line_is(in, PFL_FIELD_ACTION, "placed on hold"))
        hold(l, in);
    else if (line_is(in, PFL_FIELD_ACTION, "released from hold"))
        l->facts = (uint16_t)(l->facts & ~IS_HELD);
}

static void take_removed(leg *l, const log_line *in)
{
    if (line_is(in, PFL_FIELD_REASON, "discarded"))
        end(l, END_DISCARDED, in);
    else
        end(l, line_has(in, PFL_FIELD_REASON) ? END_CANCELED : END_REMOVED, in);
}

/* "status=deferred (bounce failed)" names no recipient and has no reading of one. */
static bool names_no_recipient(const log_line *in)
{
    return !line_has(in, PFL_FIELD_TO) && (in->event->flags & PFL_FLAG_AMBIGUOUS) == 0;
}

void leg_take(leg *l, const log_line *in)
{
    const step next = {in->event->time, in->event->line, in->file, in->event->kind};
    if (l->steps.count == 0)
        l->first = in->event->time;
    steps_add(&l->steps, &next);
    if ((in->event->flags & PFL_FLAG_AMBIGUOUS) != 0)
        l->facts |= IS_AMBIGUOUS;
    switch (in->event->kind) {
    case PFL_KIND_CLIENT:
    case PFL_KIND_SASL_LOGIN:
    case PFL_KIND_PICKUP:
        take_beginning(l, in);
        break;
    case PFL_KIND_MESSAGE_ID:
        if (line_has(in, PFL_FIELD_MESSAGE_ID)) {
            l->facts |= HAS_MESSAGE_ID;
            keep(&l->message_id, in);
        }
        break;
    case PFL_KIND_QUEUED:
        take_queued(l, in);
        break;
    case PFL_KIND_SENT:
    case PFL_KIND_DEFERRED:
    case PFL_KIND_BOUNCED:
    case PFL_KIND_DELIVERABLE:
    case PFL_KIND_UNDELIVERABLE:
        if (names_no_recipient(in))
            break;
        l->facts |= HAS_OUTCOME;
        leg_outcome(l, in);
        break;
    case PFL_KIND_EXPIRED:
        l->facts |= HAS_EXPIRED;
        break;
    case PFL_KIND_REMOVED:
        take_removed(l, in);
        break;
    case PFL_KIND_QUEUE_ADMIN:
        take_queue_admin(l, in);
        break;
    case PFL_KIND_REJECT:
    case PFL_KIND_FILTER_ACTION:
    case PFL_KIND_MILTER:
        take_refusal(l, in);
        break;
    case PFL_KIND_PROXY:
        take_proxy(l, in);
        break;
    case PFL_KIND_HEADER_CHECK:
        take_header_check(l, in);
        break;
    case PFL_KIND_WARNING:
    case PFL_KIND_ERROR:
        keep(&l->reason, in); /* of what may follow: a queue file that is too large, a full disk */
        break;
    default:
        break;
    }
}
