/* Words and colours for people. Contract in trace_report.h. */
#include "trace_report.h"

#define PAINT_GOOD   "32"
#define PAINT_BAD    "31"
#define PAINT_NOTICE "33"

const char *state_words(leg_state state)
{
    switch (state) {
    case STATE_REMOVED:
        return "left the queue";
    case STATE_EXPIRED:
        return "expired, returned to its sender";
    case STATE_DELETED:
        return "deleted by an administrator";
    case STATE_REQUEUED:
        return "requeued by an administrator";
    case STATE_REFUSED:
        return "refused";
    case STATE_DISCARDED:
        return "discarded";
    case STATE_CANCELED:
        return "canceled by its client";
    case STATE_ACCEPTED:
        return "taken by the filter in front of the queue";
    case STATE_QUEUED:
        return "still in the queue";
    case STATE_HELD:
        return "on hold";
    case STATE_NEVER_QUEUED:
        return "begun, but never queued";
    case STATE_UNKNOWN:
        return "its end is not in the log";
    }
    return "";
}

const char *state_paint(leg_state state)
{
    switch (state) {
    case STATE_REMOVED:
    case STATE_ACCEPTED:
        return PAINT_GOOD;
    case STATE_REQUEUED:
    case STATE_QUEUED:
    case STATE_HELD:
    case STATE_NEVER_QUEUED:
    case STATE_CANCELED:
    case STATE_UNKNOWN:
        return PAINT_NOTICE;
    case STATE_EXPIRED:
    case STATE_DELETED:
    case STATE_REFUSED:
    case STATE_DISCARDED:
        return PAINT_BAD;
    }
    return PAINT_NOTICE;
}

const char *outcome_paint(uint16_t kind)
{
    if (kind == PFL_KIND_SENT || kind == PFL_KIND_DELIVERABLE)
        return PAINT_GOOD;
    return kind == PFL_KIND_DEFERRED || kind == PFL_KIND_OTHER ? PAINT_NOTICE : PAINT_BAD;
}

const char *link_words(leg_link link)
{
    switch (link) {
    case LINK_NONE:
    case LINK_NOTICE: /* its line says more */
        return "";
    case LINK_FILTER:
        return "handed back by a content filter: ";
    case LINK_PROXY:
        return "handed on by the filter in front of the queue: ";
    case LINK_REQUEUE:
        return "queued again: ";
    case LINK_FORWARD:
        return "forwarded: ";
    }
    return "";
}
