/*
 * A message for the report: its legs in order, and what they say together.
 */
#ifndef EXAMPLES_TRACE_MESSAGE_H
#define EXAMPLES_TRACE_MESSAGE_H

#include "trace.h"

/* What became of a leg, and of a message. */
typedef enum leg_state {
    STATE_REMOVED,  /* the queue manager was done with it: all recipients have their outcome */
    STATE_EXPIRED,  /* the same; those that were still deferred were given up */
    STATE_DELETED,  /* by an administrator */
    STATE_REQUEUED, /* of a leg: it goes on under another queue ID */
    STATE_REFUSED,
    STATE_DISCARDED,
    STATE_CANCELED, /* by its client, before it was queued */
    STATE_ACCEPTED, /* by a filter in front of the queue, which did not hand it on */
    STATE_QUEUED,   /* the log ends before it does */
    STATE_HELD,
    STATE_NEVER_QUEUED, /* it was begun, and that was all so far */
    STATE_UNKNOWN       /* its end is not in the log */
} leg_state;

const char *state_name(leg_state state); /* "never-queued", as in the JSON form */
leg_state leg_state_of(const leg *l);
const char *link_name(leg_link link); /* "filter"; "" for none */

/* A notice is a message of its own: what becomes of it says nothing about the one that it is about. */
bool leg_is_of_notice(const leg *l);

typedef struct message_step {
    step step;
    const leg *leg;
} message_step;

typedef struct trace_message {
    const leg **legs; /* in the order of their first lines; the first is where it began */
    size_t count;
    leg_state state;
    message_step *steps; /* in the order of reading */
    size_t step_count;
    /* The lines that tell of these first, NULL for none: who handed it in, and its envelope. */
    const kept_line *begin, *sender, *size, *message_id;
} trace_message;

/* Its beginning is not in the log, by all that the log says. */
bool trace_message_lacks_beginning(const trace_message *m);

void trace_message_make(trace_message *m, const leg *first);
void trace_message_free(trace_message *m);

/* The leg that the message goes on in for a recipient; NULL when this was the last of it. */
const leg *outcome_next(const leg *l, const outcome *o);

/* Parses a kept line again; the spans of *event count from the text that is returned, until the next call. */
const char *kept_event(pfl_parser *parser, const kept_line *k, pfl_event *event);

#endif
