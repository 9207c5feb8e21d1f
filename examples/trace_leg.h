/*
 * A leg: what the log has of one queue ID on one host, from client= or uid= to
 * "removed". A message is a tree of legs: most have one; a content filter, a requeue,
 * an alias that forwards and a notice add theirs (trace_join.c).
 *
 * What a smtpd process says about a message that gets no queue ID here is a leg too, a
 * session: all recipients are refused, or a filter in front of the queue takes it.
 */
#ifndef EXAMPLES_TRACE_LEG_H
#define EXAMPLES_TRACE_LEG_H

#include "trace_index.h"
#include "trace_steps.h"
#include <postfixlog/postfixlog.h>

/* A line of the log while it is looked at. */
typedef struct log_line {
    const pfl_event *event;
    const char *text;
    uint32_t file; /* its number, in the order of reading */
} log_line;

/* Whether it has a field; whether that is this word. */
bool line_has(const log_line *in, uint16_t field);
bool line_is(const log_line *in, uint16_t field, const char *word);

/* A line that is kept for the report, which parses it again: far smaller than its event. */
typedef struct kept_line {
    int64_t time;
    uint64_t line;
    uint32_t file, pid;
    uint16_t program_length, message_length;
    pfl_span to, orig_to, from, client; /* fields to compare with, in its message; no `to`: all of it */
    char bytes[];                       /* program, message */
} kept_line;

static inline bool kept_has_sender(const kept_line *k)
{
    return k->from.offset > 0; /* behind "from=<" */
}

/* Otherwise it is an outcome that can be read in two ways. */
static inline bool kept_has_recipient(const kept_line *k)
{
    return k->to.offset > 0;
}

static inline const char *kept_message(const kept_line *k)
{
    return k->bytes + k->program_length;
}

/* What became of a recipient in a leg. */
typedef struct outcome {
    kept_line *line; /* the last one, but not one behind a final one */
    uint32_t hash;
    uint32_t attempts;
    uint16_t kind;    /* of line: PFL_KIND_SENT, ..., or PFL_KIND_REJECT and the like */
    bool by_filter;   /* sent to something that may hand it back */
    struct leg *next; /* the leg that the message goes on in, NULL when it does not or that is not known */
} outcome;

typedef struct outcomes {
    outcome *items;
    uint32_t count, capacity;
    uint32_t latest; /* place of the one that was counted last */
    uint32_t *slots; /* 1 + places in items by their hash, when there are many */
    uint32_t slot_count;
} outcomes;

/* What a leg has. */
enum {
    HAS_START = 1, /* client= or uid= */
    HAS_MESSAGE_ID = 2,
    HAS_QUEUED = 4,       /* queue active */
    HAS_OUTCOME = 8,      /* of a recipient that was accepted */
    HAS_EXPIRED = 16,     /* returned to sender */
    IS_CONTINUATION = 32, /* its beginning says that it may continue another leg */
    IS_SESSION = 64,      /* it has no queue ID */
    IS_REPLACED = 128,    /* another message has its queue ID now; of a session: it is over */
    IS_HELD = 256,        /* on hold */
    IS_FILTERED = 512,    /* something took it that may hand it back */
    IS_CUT_OFF = 1024,    /* it continues a leg that is not in the log */
    IS_AMBIGUOUS = 2048,  /* a line of it can be read in two ways */
    IS_PRELUDE = 4096     /* of a session: what is said of a message before it is begun; none by itself */
};

/* How a leg ended. */
typedef enum leg_end {
    END_NONE,
    END_REMOVED,   /* the queue manager was done with it */
    END_DELETED,   /* by an administrator */
    END_REQUEUED,  /* by an administrator: it goes on under another queue ID */
    END_REFUSED,   /* before it was queued */
    END_DISCARDED, /* before it was queued */
    END_CANCELED,  /* before it was queued, by its client */
    END_ACCEPTED   /* of a session: by the filter in front of the queue */
} leg_end;

/* Why a leg is part of a message that began with another one. */
typedef enum leg_link {
    LINK_NONE,
    LINK_FILTER,  /* a content filter handed it back: "queued as", orig_queue_id */
    LINK_PROXY,   /* a filter in front of the queue handed it on */
    LINK_REQUEUE, /* orig_id */
    LINK_FORWARD, /* local(8) "forwarded as" */
    LINK_NOTICE   /* it is a notice about that one */
} leg_link;

/* How long a leg is waited for goes by what it has (trace_clock.c). */
typedef enum leg_stage { STAGE_BEGUN, STAGE_QUEUED, STAGE_HELD, STAGE_STOPPED, STAGE_ENDED, STAGES } leg_stage;

typedef struct leg {
    index_entry entry; /* its name: queue ID or process ID, and the number of the host */
    struct host *host;
    struct leg *parent, *child, *sibling; /* the first of its children; the next one of its parent's */
    leg_link link;                        /* to its parent */
    struct leg *older, *newer;            /* of all legs */
    struct leg *before, *behind;          /* of those at its stage on its host, the longest untouched first */
    leg_stage stage;
    bool waiting;    /* for more lines: it is in the list of its stage */
    uint8_t met;     /* wishes (trace_query.h), by its own lines */
    uint8_t met_all; /* of a leg without a parent: by those of its tree, */
    uint32_t open;   /* and how many legs of the tree are waiting */
    int64_t touched; /* by the clock of its host */
    int64_t first;   /* time of the first line; this and the next may be PFL_TIME_INVALID */
    int64_t ended;
    uint16_t facts;
    leg_end end;
    uint32_t nrcpt, finished; /* recipients by the queue manager, and with a final outcome */
    kept_line *begin;         /* client= or uid= */
    kept_line *message_id;
    kept_line *envelope; /* the first queue active; of a session the first line with from= */
    kept_line *reason;   /* why it was refused, discarded or put on hold; else a warning */
    kept_line *notice;   /* LINK_NOTICE: the line that names it */
    outcomes outcomes;
    steps steps;
    char name[]; /* of entry */
} leg;

/* The queue ID; "NOQUEUE" for a session, as Postfix has it. */
const char *leg_queue_id(const leg *l, size_t *length);

/* A leg without lines. */
leg *leg_make(const char *name, size_t length, struct host *host);
void leg_free(leg *l);

kept_line *leg_keep(const log_line *in);
bool kept_has(const kept_line *k, pfl_span kept, const log_line *in, uint16_t field);

/* False when it has no lines. */
bool leg_first_step(const leg *l, step *first);

/* By the places of their first lines in the log: below 0, 0 or above 0. */
int leg_compare(const leg *a, const leg *b);

/* The outcome that a line tells of its recipient, counted. */
outcome *leg_outcome(leg *l, const log_line *in);
bool outcome_is_final(uint16_t kind);

/* Ended, and with an outcome for each recipient. */
bool leg_is_satisfied(const leg *l);

/* Refused or discarded before it was queued. Its last lines may be still to come. */
static inline bool leg_is_stopped(const leg *l)
{
    return (l->end == END_REFUSED || l->end == END_DISCARDED) && (l->facts & IS_SESSION) == 0;
}

/* Its beginning tells who handed the message in, as far as one line can. */
static inline bool leg_is_origin(const leg *l)
{
    return (l->facts & IS_SESSION) != 0 || (l->facts & (HAS_START | IS_CONTINUATION)) == HAS_START;
}

/* The first leg of its message. */
static inline leg *leg_root(leg *l)
{
    while (l->parent != NULL)
        l = l->parent;
    return l;
}

#endif
