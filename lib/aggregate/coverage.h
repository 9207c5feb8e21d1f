/*
 * What was read: streams and their segments, hosts and their clocks, and totals.
 *
 * A stream is one sequence of lines, known by the hash of its first line under whatever
 * name it lies. A segment is a contiguous range of one, [start, end) in bytes. Two that
 * touch become one; two that overlap cannot be in one state.
 */
#ifndef PFL_AGGREGATE_COVERAGE_H
#define PFL_AGGREGATE_COVERAGE_H

#include "lib/aggregate/calendar.h"
#include "lib/aggregate/names.h"

/* Totals. Part of the state's format: new ones are appended. */
enum total {
    TOTAL_LINES,
    TOTAL_BYTES,         /* of lines, without their ends */
    TOTAL_AMBIGUOUS,     /* lines with two readings */
    TOTAL_TRUNCATED,     /* lines whose end is missing, or may be */
    TOTAL_TIME_INVALID,  /* lines of Postfix with an impossible time, or none */
    TOTAL_YEAR_INFERRED, /* lines whose stamp had no year */
    TOTAL_REPEATS,       /* lines that stand for others: last message repeated n times */
    TOTAL_SUPPRESSED,    /* lines that the syslog daemon says it dropped */
    TOTAL_FAILURES,      /* failed logins: the larger of what the two tellers say is what happened */
    TOTAL_AUTH_FAILURES,
    TOTAL_NAMED_FAILURES, /* those of TOTAL_FAILURES with a user name */
    TOTAL_UNREAL_FAILURES,
    TOTAL_ABORTED,
    TOTAL_SASL_MESSAGES,  /* handed in after a login */
    TOTAL_MESSAGES,       /* handed in without one, by clients that are not content filters */
    TOTAL_LOCAL_MESSAGES, /* by local users */
    TOTAL_LOOPBACK,       /* those of TOTAL_MESSAGES that came from this host itself: webmail and its like */
    TOTAL_LOGINS,         /* Dovecot: to read mail */
    TOTAL_SENT,           /* deliveries told, retries included */
    TOTAL_DEFERRED,
    TOTAL_BOUNCED,
    TOTAL_REJECTS,
    TOTAL_ORPHANS,             /* messages that left the queue, of which the beginning is not in the log */
    TOTAL_ABANDONED,           /* messages that were begun and never queued */
    TOTAL_UNHOSTED,            /* lines of Postfix without a host name */
    TOTAL_OTHER_LEGS,          /* of TOTAL_MESSAGES: a content filter's, and so no messages of their own */
    TOTAL_LOOPBACK_LEGS,       /* the same, of TOTAL_LOOPBACK */
    TOTAL_INJECTIONS,          /* lines in which somebody else wrote what only Postfix writes */
    TOTAL_NAMED_AUTH_FAILURES, /* those of TOTAL_AUTH_FAILURES */
    TOTALS
};

#define KIND_LIMIT 128 /* codes of kinds are below */

struct stream {
    uint64_t id; /* hash of its first line */
    struct text name;
};

/* The lines of one host in a segment: times by place, and the extremes. */
struct stretch {
    uint32_t host;
    uint8_t doubled; /* the first one was in an hour that the clock showed twice */
    uint8_t reserved[3];
    int64_t first, last;
    int64_t low, high;
};

struct segment {
    uint32_t stream;
    uint32_t stretch_count, stretch_capacity;
    uint32_t reserved;
    uint64_t start, end;
    uint64_t lines;
    uint64_t last_offset, last_hash; /* of the last line */
    struct stretch *stretches;       /* by first appearance */
};

struct host {
    struct text name;
    uint64_t lines;
    int64_t first, last;
    uint64_t backward;             /* lines stamped before the line in front of them */
    int64_t most_backward;         /* by how much, at most */
    uint64_t told;                 /* lines whose queue ID or Message-ID tells the time as well */
    uint64_t contradicting;        /* those that say another one */
    int64_t least_skew, most_skew; /* line's time less the told one, of those */
};

/* What an administrator does to a mail system, or somebody who has become one. Part of the state's format. */
enum operation {
    OPERATION_START,
    OPERATION_STOP,
    OPERATION_RELOAD,
    OPERATION_DELETE, /* these of messages in the queue */
    OPERATION_HOLD,
    OPERATION_REQUEUE,
    OPERATION_RELEASE, /* from hold */
    OPERATIONS
};

/* How often, on a day. postsuper(1) tells of each message, and then of their sum; of "postsuper -d ALL" only that. */
struct deed {
    uint32_t told;       /* by a line each */
    uint32_t summed;     /* the same again, in sums: the larger one counts */
    int64_t first, last; /* NEVER_BEFORE, PFL_TIME_INVALID when there is none */
};

static inline uint32_t deed_count(const struct deed *d)
{
    return d->told > d->summed ? d->told : d->summed;
}

/* A day of a host: the minutes in which anything was written, a bit each, and what was done there. */
struct host_day_key {
    uint32_t host;
    int32_t day;
};

struct host_day {
    struct host_day_key key;
    uint64_t bits[(DAY_MINUTES + 63) / 64];
    struct deed deeds[OPERATIONS];
};

/* A release of Postfix that was started. */
struct release {
    struct text version;
    uint64_t starts;
    int64_t first, last;
};

struct coverage {
    struct memory *memory;
    struct table streams; /* struct stream; nothing is ever removed */
    uint64_t *stream_ids; /* by number */
    uint32_t stream_capacity;
    struct slab segments; /* struct segment */
    uint32_t *order;      /* of segments, by the stream's id, then start */
    uint32_t order_capacity;
    struct table hosts;     /* struct host; nothing is ever removed */
    struct table host_days; /* struct host_day */
    struct table releases;  /* struct release */
    uint64_t totals[TOTALS];
    uint64_t kinds[KIND_LIMIT];
    int64_t first, last; /* of lines of Postfix */

    /* Where the lines of now belong. */
    uint32_t segment; /* NONE: none is open */
    uint64_t limit;   /* where the next segment of this stream begins */
    uint32_t host, stretch;
    int64_t minute, minute_end; /* the minute marked last */
};

void pfl_coverage_open(struct coverage *c, struct memory *memory, const struct hash_key *key);
void pfl_coverage_close(struct coverage *c);

/* The number of a stream, named if it has no name before this one; NONE when there is no memory. */
uint32_t pfl_coverage_stream(struct coverage *c, uint64_t id, piece name);

/* The segment of a stream that contains an offset or, if there is none, begins behind it; NONE when none does. */
uint32_t pfl_coverage_find(const struct coverage *c, uint64_t stream_id, uint64_t offset);

/* The segment of a stream that ends at an offset; NONE when none does. */
uint32_t pfl_coverage_ending(const struct coverage *c, uint64_t stream_id, uint64_t offset);

/* A new segment, empty and in its place among the others, which must not overlap it. NONE when there is no memory. */
uint32_t pfl_segment_make(struct coverage *c, uint32_t stream, uint64_t start, uint64_t end);
void pfl_segment_remove(struct coverage *c, uint32_t number);

static inline struct segment *segment_at(const struct coverage *c, uint32_t number)
{
    return slab_at(&c->segments, number);
}

/*
 * The segment that begins where this one ends (of the same stream), NONE when there is
 * none; and the two as one, under the number of the first.
 */
uint32_t pfl_segment_behind(const struct coverage *c, uint32_t number);
void pfl_segment_join(struct coverage *c, uint32_t number, uint32_t behind);

uint32_t pfl_coverage_host(struct coverage *c, piece name);

static inline struct host *host_at(const struct coverage *c, uint32_t number)
{
    return table_at(&c->hosts, number);
}

/* The stretch of a host in a segment, made when it is not there; NULL when there is no memory. */
struct stretch *pfl_segment_stretch(struct coverage *c, struct segment *s, uint32_t host);

/* The same when it is there. */
const struct stretch *pfl_segment_find_stretch(const struct segment *s, uint32_t host);

/* Counts a line of Postfix, of the open segment: its host, its time, the step from the line before. */
void pfl_coverage_time(struct coverage *c, uint32_t host, int64_t time, bool doubled);

/* Counts the step between two lines of a host. */
void pfl_coverage_step(struct host *h, int64_t before, int64_t after, bool doubled);

/* Made when they are not there; NULL when there is no memory. */
struct host_day *pfl_coverage_day(struct coverage *c, uint32_t host, int32_t day);
struct release *pfl_coverage_release(struct coverage *c, piece version);

#endif
