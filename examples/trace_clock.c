/*
 * The time that passes on each host, and the legs that wait for their next line.
 *
 * Time is what the stamps of a host show while they move on as a busy log's do. It never
 * runs back, and leaps do not count: files may be read one after the other, a clock may be
 * set, a stamp may be wrong, and daemons in a chroot may write another zone's time. So a
 * message may be waited for too long, but not too short.
 */
#include "trace_parts.h"
#include <string.h>

/* Stamps that differ by less are those of daemons that wrote at about the same time. */
#define LEAP LINK_HOLD

/*
 * How long the next line of a leg is waited for.
 *
 * A client that was accepted and has not sent its message after six hours never will. A
 * message in the queue is tried again about once an hour (maximal_backoff_time) for five
 * days (maximal_queue_lifetime): without a line for that long, its end is missing. On hold
 * it may wait for ever. Behind a refusal comes "removed (canceled)" (3.10), if anything.
 */
static const int64_t patience[STAGES] = {
    [STAGE_BEGUN] = 6 * HOUR,    [STAGE_QUEUED] = 5 * 24 * HOUR, [STAGE_HELD] = INT64_MAX,
    [STAGE_STOPPED] = LATE_LINE, [STAGE_ENDED] = LINK_HOLD,
};

static host *make_host(trace *t, const char *name, size_t length)
{
    host *h = must_resize(NULL, sizeof *h + length);
    *h = (host){.last = PFL_TIME_INVALID, .number = t->hosts.count, .older = t->newest_host};
    if (length > 0)
        memcpy(h->name, name, length);
    h->entry = (index_entry){.name = h->name, .length = (uint32_t)length};
    t->newest_host = h;
    index_put(&t->hosts, &h->entry);
    return h;
}

static host *find_host(trace *t, const char *name, size_t length)
{
    host *h = t->last_host;
    if (h != NULL && h->entry.length == length && memcmp(h->name, name, length) == 0)
        return h;
    h = (host *)index_find(&t->hosts, name, length);
    return t->last_host = h != NULL ? h : make_host(t, name, length);
}

host *clock_host(trace *t, const pfl_event *event, const char *text)
{
    host *h = find_host(t, text + event->host.offset, event->host.length);
    if (event->time == PFL_TIME_INVALID)
        return h;
    if (h->last == PFL_TIME_INVALID || event->time > h->last + LEAP || event->time < h->last - LEAP) {
        h->last = event->time;
    } else if (event->time > h->last) {
        h->clock += event->time - h->last;
        h->last = event->time;
    }
    return h;
}

void clock_pass(host *h, int64_t microseconds)
{
    h->clock += microseconds;
    h->last += h->last != PFL_TIME_INVALID ? microseconds : 0;
}

/* --- Waiting ----------------------------------------------------------------- */

static leg_stage stage_of(const leg *l)
{
    if (leg_is_stopped(l))
        return STAGE_STOPPED;
    if (l->end != END_NONE && l->end != END_REQUEUED)
        return STAGE_ENDED;
    if ((l->facts & IS_HELD) != 0)
        return STAGE_HELD;
    return (l->facts & (HAS_QUEUED | HAS_OUTCOME | HAS_EXPIRED)) != 0 ? STAGE_QUEUED : STAGE_BEGUN;
}

void clock_forget(leg *l)
{
    leg_list *list = &l->host->stages[l->stage];
    if (!l->waiting)
        return;
    *(l->before != NULL ? &l->before->behind : &list->first) = l->behind;
    *(l->behind != NULL ? &l->behind->before : &list->last) = l->before;
    l->waiting = false;
}

void clock_touch(leg *l)
{
    clock_forget(l);
    l->stage = stage_of(l);
    l->touched = l->host->clock;
    leg_list *list = &l->host->stages[l->stage];
    l->before = list->last;
    l->behind = NULL;
    *(list->last != NULL ? &list->last->behind : &list->first) = l;
    list->last = l;
    l->waiting = true;
}

leg *clock_overdue(const host *h)
{
    for (int stage = 0; stage < STAGES; stage++) {
        leg *l = h->stages[stage].first;
        if (l != NULL && h->clock - l->touched > patience[stage])
            return l;
    }
    return NULL;
}

bool clock_gave_up(const leg *l)
{
    int64_t latest = l->steps.last.time;
    return l->steps.count > 0 && latest != PFL_TIME_INVALID && l->host->last != PFL_TIME_INVALID &&
           l->host->last - latest > patience[stage_of(l)];
}
