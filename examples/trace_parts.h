/*
 * What the files behind trace.h share with each other.
 *
 *   trace.c          lines in, messages out
 *   trace_queue.c    which leg a line belongs to
 *   trace_facts.c    what the line says about it
 *   trace_join.c     which legs are one message
 *   trace_clock.c    the time of each host, and legs that nothing more is expected of
 */
#ifndef EXAMPLES_TRACE_PARTS_H
#define EXAMPLES_TRACE_PARTS_H

#include "trace.h"

#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)

/* Lines may come a little after "removed" when syslog mixes those of two daemons. */
#define LATE_LINE MINUTE

/* From client= to the last header with message-id=. */
#define LONGEST_ENVELOPE HOUR

/*
 * A filter hands a message back before it answers, and smtp(8) waits ten minutes for that
 * (smtp_data_done_timeout): so long after its end a leg may still be linked to another one.
 */
#define LINK_HOLD (10 * MINUTE)

/* The longest tree: more is a loop. */
#define LONGEST_CHAIN 16

typedef struct leg_list {
    leg *first, *last;
} leg_list;

typedef struct host {
    index_entry entry; /* its name */
    uint32_t number;
    int64_t last;  /* time of its latest line; PFL_TIME_INVALID before the first that has one */
    int64_t clock; /* time that has passed on it since its first line, as far as the log shows */
    leg_list stages[STAGES];
    struct host *older; /* of all hosts */
    char name[];
} host;

struct trace {
    const query *query;
    bool at_once;
    trace_found *found;
    void *context;
    const char **files;
    uint32_t file_count;
    name_index hosts, legs; /* host, leg; of the legs of one name the last one */
    host *last_host;        /* the one that was found last, and added last */
    host *newest_host;
    leg *newest;
};

/* --- trace_clock.c ----------------------------------------------------------- */

/* The host of a line. Its clock moves on. */
host *clock_host(trace *t, const pfl_event *event, const char *text);

/* Puts a leg behind the others at its stage: a line of it has come. */
void clock_touch(leg *l);

/* Takes it out of its list. */
void clock_forget(leg *l);

/* The leg on this host that waits for its next line for too long, NULL when there is none. */
leg *clock_overdue(const host *h);

/* For a log that is followed: time passes without a line. */
void clock_pass(host *h, int64_t microseconds);

/* --- trace_queue.c ----------------------------------------------------------- */

/* The leg that a line belongs to, made when it begins one; NULL when it is not about a message. */
leg *queue_leg(trace *t, host *h, const log_line *in);

/* The last leg of this queue ID on the host, NULL when there is none. */
leg *queue_find(const trace *t, const host *h, const char *queue_id, size_t length);

/* Makes the leg of a queue ID that another leg names before its own lines come. */
leg *queue_expect(trace *t, host *h, const char *queue_id, size_t length);

/* The rest of the life of a leg: trace.c. */
leg *trace_add(trace *t, const char *name, size_t length, host *h);
void trace_replace(trace *t, leg *l); /* another message has its name now */

/* --- trace_facts.c ----------------------------------------------------------- */

/* Takes in what the line says about its leg. */
void leg_take(leg *l, const log_line *in);

/* Gives a leg that was just made all that its prelude has. */
void leg_adopt(leg *l, leg *prelude);

/* --- trace_join.c ------------------------------------------------------------ */

/*
 * Links the leg of a line to another one that the line names. Returns that leg when it
 * was linked, since now it may be known to be complete.
 */
leg *join_line(trace *t, leg *l, const log_line *in);

/* Whether nothing more is expected of a leg, neither a line nor a link. */
bool join_is_complete(const leg *l);

#endif
