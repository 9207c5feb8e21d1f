/* Contract in trace_message.h. */
#include "trace_message.h"
#include <stdlib.h>
#include <string.h>

/* --- States ------------------------------------------------------------------ */

const char *state_name(leg_state state)
{
    switch (state) {
    case STATE_REMOVED:
        return "removed";
    case STATE_EXPIRED:
        return "expired";
    case STATE_DELETED:
        return "deleted";
    case STATE_REQUEUED:
        return "requeued";
    case STATE_REFUSED:
        return "refused";
    case STATE_DISCARDED:
        return "discarded";
    case STATE_CANCELED:
        return "canceled";
    case STATE_ACCEPTED:
        return "accepted";
    case STATE_QUEUED:
        return "queued";
    case STATE_HELD:
        return "held";
    case STATE_NEVER_QUEUED:
        return "never-queued";
    case STATE_UNKNOWN:
        return "unknown";
    }
    return "";
}

const char *link_name(leg_link link)
{
    switch (link) {
    case LINK_NONE:
        return "";
    case LINK_FILTER:
        return "filter";
    case LINK_PROXY:
        return "proxy";
    case LINK_REQUEUE:
        return "requeue";
    case LINK_FORWARD:
        return "forward";
    case LINK_NOTICE:
        return "notice";
    }
    return "";
}

/* Of a leg that has no end in the log. */
static leg_state open_state(const leg *l)
{
    bool over = (l->facts & IS_REPLACED) != 0 || clock_gave_up(l);
    if (l->steps.count == 0)
        return STATE_UNKNOWN;
    if ((l->facts & IS_HELD) != 0)
        return over ? STATE_UNKNOWN : STATE_HELD;
    if ((l->facts & (HAS_QUEUED | HAS_OUTCOME | HAS_EXPIRED)) != 0)
        return over ? STATE_UNKNOWN : STATE_QUEUED;
    return (l->facts & (HAS_START | HAS_MESSAGE_ID)) != 0 ? STATE_NEVER_QUEUED : STATE_UNKNOWN;
}

leg_state leg_state_of(const leg *l)
{
    switch (l->end) {
    case END_NONE:
        return open_state(l);
    case END_REMOVED:
        return (l->facts & HAS_EXPIRED) != 0 ? STATE_EXPIRED : STATE_REMOVED;
    case END_DELETED:
        return STATE_DELETED;
    case END_REQUEUED:
        return STATE_REQUEUED;
    case END_REFUSED:
        return STATE_REFUSED;
    case END_DISCARDED:
        return STATE_DISCARDED;
    case END_CANCELED:
        return STATE_CANCELED;
    case END_ACCEPTED:
        return STATE_ACCEPTED;
    }
    return STATE_UNKNOWN;
}

static const leg *child_of(const leg *l, leg_link how)
{
    const leg *child = l->child;
    while (child != NULL && child->link != how)
        child = child->sibling;
    return child;
}

/* How much the state of a leg says about the whole message: what is still under way says most. */
static int weight_of(const leg *l)
{
    switch (leg_state_of(l)) {
    case STATE_QUEUED:
        return 6;
    case STATE_HELD:
        return 5;
    case STATE_UNKNOWN:
        return 4;
    case STATE_REQUEUED:
        return child_of(l, LINK_REQUEUE) != NULL ? 0 : 3;
    case STATE_ACCEPTED:
        return child_of(l, LINK_PROXY) != NULL ? 0 : 2;
    case STATE_NEVER_QUEUED:
        return 1;
    default:
        return 2;
    }
}

bool leg_is_of_notice(const leg *l)
{
    for (; l != NULL; l = l->parent)
        if (l->link == LINK_NOTICE)
            return true;
    return false;
}

static leg_state state_of(const trace_message *m)
{
    const leg *most = m->legs[0];
    for (size_t i = 1; i < m->count; i++)
        if (!leg_is_of_notice(m->legs[i]) && weight_of(m->legs[i]) >= weight_of(most))
            most = m->legs[i];
    return leg_state_of(most);
}

/* --- Making ------------------------------------------------------------------ */

static void add_legs(trace_message *m, const leg *l)
{
    m->legs = must_resize(m->legs, (m->count + 1) * sizeof *m->legs);
    m->legs[m->count++] = l;
    m->step_count += l->steps.count;
    for (const leg *child = l->child; child != NULL; child = child->sibling)
        add_legs(m, child);
}

static int compare_legs(const void *left, const void *right)
{
    return leg_compare(*(const leg *const *)left, *(const leg *const *)right);
}

static int compare_steps(const void *left, const void *right)
{
    const step *a = &((const message_step *)left)->step, *b = &((const message_step *)right)->step;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static void add_steps(trace_message *m)
{
    size_t count = 0;
    m->steps = must_resize(NULL, m->step_count * sizeof *m->steps);
    for (size_t i = 0; i < m->count; i++) {
        steps_reader reader = {.list = &m->legs[i]->steps};
        for (message_step *next = &m->steps[count]; steps_next(&reader, &next->step); next = &m->steps[++count])
            next->leg = m->legs[i];
    }
    if (count > 0)
        qsort(m->steps, count, sizeof *m->steps, compare_steps);
}

/* The first lines that tell what a report has only once. */
static void find_envelope(trace_message *m, const leg *l)
{
    const kept_line *lines[] = {l->envelope, l->begin, l->reason};
    for (size_t i = 0; i < sizeof lines / sizeof *lines && m->sender == NULL; i++)
        if (lines[i] != NULL && kept_has_sender(lines[i]))
            m->sender = lines[i];
    if (m->message_id == NULL)
        m->message_id = l->message_id;
    if (m->size == NULL && (l->facts & HAS_QUEUED) != 0)
        m->size = l->envelope;
}

void trace_message_make(trace_message *m, const leg *first)
{
    *m = (trace_message){0};
    add_legs(m, first);
    /* Where it began stays in front: a filter's leg may be all that the log has of its time. */
    qsort(m->legs + 1, m->count - 1, sizeof *m->legs, compare_legs);
    add_steps(m);
    m->state = state_of(m);
    m->begin = first->begin;
    if (m->begin == NULL && (first->facts & IS_SESSION) != 0)
        m->begin = first->envelope; /* a refusal tells its client */
    for (size_t i = 0; i < m->count; i++)
        if (!leg_is_of_notice(m->legs[i]))
            find_envelope(m, m->legs[i]);
}

void trace_message_free(trace_message *m)
{
    free(m->legs);
    free(m->steps);
}

bool trace_message_lacks_beginning(const trace_message *m)
{
    const leg *first = m->legs[0];
    if ((first->facts & IS_SESSION) != 0) /* the answer of a filter in front of the queue tells no client */
        return m->begin->client.length == 0;
    /* Postfix's own messages begin with message-id=. */
    return (first->facts & (HAS_START | HAS_MESSAGE_ID)) == 0 || (first->facts & IS_CUT_OFF) != 0;
}

/* --- Reading ----------------------------------------------------------------- */

const leg *outcome_next(const leg *l, const outcome *o)
{
    if (o->next != NULL)
        return o->next;
    /* A filter that did not say "queued as" is known by what comes back from it. */
    if (o->by_filter)
        return child_of(l, LINK_FILTER);
    return l->end == END_REQUEUED && !outcome_is_final(o->kind) ? child_of(l, LINK_REQUEUE) : NULL;
}

const char *kept_event(pfl_parser *parser, const kept_line *k, pfl_event *event)
{
    const pfl_message in = {
        .size = sizeof in,
        .pid = k->pid,
        .time = k->time,
        .program = k->bytes,
        .program_length = k->program_length,
        .message = kept_message(k),
        .message_length = k->message_length,
    };
    if (pfl_parse_message(parser, &in, event, sizeof *event) != PFL_OK)
        *event = (pfl_event){0}; /* has no fields */
    return pfl_event_text(parser, NULL, event);
}
