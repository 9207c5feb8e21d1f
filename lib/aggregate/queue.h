/*
 * The queue: messages that are not yet counted, by host and queue ID.
 *
 * The lines about a queue ID are cut into groups in the order in which they stand in
 * their segment: a group is one message, or what this segment has of it.
 *
 *   client=, uid=           begin a group, always
 *   message-id=             begins one, unless the group has only its beginning, or only that and
 *                           others: bounces and forwarded mail begin that way
 *   queue active, outcomes  belong to the group that is open
 *   removed                 closes it; lines that come up to a minute later still belong to it
 *
 * Lines whose beginning is not in the segment, as at its start, may be of one message or of
 * several: they make groups without a beginning, one for each minute in which nothing was
 * written. If it turns out that the message in front of them was open, it takes them all.
 *
 * A group that has its beginning and its end is counted and forgotten once no line can
 * change it any more. What lacks one of these, because the segment ends or for another
 * reason, stays: it is a fragment, which finds its other half when the segment between is
 * added, or for the time of a reading (queue_join.c).
 *
 * So which group a line belongs to, and when one is forgotten, may depend on the times of
 * its lines and on their order, but on no other group of its queue ID: that may have been
 * counted in another state already.
 *
 * Messages that pass through several queue IDs (a content filter, a requeue, an alias
 * that forwards) are counted together, and are held until the link between them can no
 * longer come: see LINK_HOLD.
 */
#ifndef PFL_AGGREGATE_QUEUE_H
#define PFL_AGGREGATE_QUEUE_H

#include "lib/aggregate/coverage.h"
#include "lib/aggregate/ledger.h"

/* A line may be written a little after "removed" when syslog mixes the lines of two daemons. */
#define LATE_LINE (60 * SECONDS)

/*
 * A filter hands a message back before it answers; "queued as" is written when it has
 * answered. smtp(8) waits ten minutes for that (smtp_data_done_timeout).
 */
#define LINK_HOLD (10 * MINUTES)

/* From client= to the header with message-id=: a thousand recipients in between, each of them checked, take long. */
#define LONGEST_ENVELOPE (1 * HOURS)

/* A message that was begun, and has no header so long after, never will: the client went away. */
#define ABANDONED (6 * HOURS)

/*
 * The queue manager names each message every hour or so, and returns it to its sender after five days
 * (maximal_queue_lifetime). One that was not named for so long has left the queue, and its last lines are lost.
 */
#define LONGEST_SILENCE (5 * DAYS)

#define LONGEST_CHAIN 16 /* queue IDs that one message passes through; more are a loop */

#define QUEUE_ID_LENGTH 28 /* 21 in the short form, 23 in the long one until the year 2600 */

/* What a group has. */
enum fact {
    HAS_START = 1,          /* client= or uid= */
    HAS_MESSAGE_ID = 2,     /* message-id= */
    HAS_QUEUED = 4,         /* queue active */
    HAS_OUTCOME = 8,        /* of a recipient */
    HAS_EXPIRED = 16,       /* returned to sender */
    HAS_HOLD = 32,          /* was put on hold */
    HAS_ORIGIN = 64,        /* the account that a filter before the queue worked for */
    HAS_CONTINUATION = 128, /* its beginning says that it may continue another message */
    HAS_ORIGINAL = 256,     /* it says itself that a filter hands it back: no message of its own */
    HAS_RELEASE = 512,      /* was let go, or taken up by the queue manager, and not put on hold since */
    HAS_PROBE = 1024,       /* of an address (sendmail -bv): nothing is delivered */
    HAS_FRONT = 2048        /* in a copy for a reading: what may stand in front of it was looked at */
};

enum start { START_NONE, START_CLIENT, START_ACCOUNT, START_LOCAL };

enum end {
    END_NONE,
    END_REMOVED,  /* by the queue manager */
    END_CANCELED, /* before it was queued: refused, discarded, given up */
    END_DELETED,  /* by an administrator */
    END_REQUEUED, /* by an administrator: it goes on under another queue ID */
    END_LOST      /* it must have left the queue; never in a state */
};

enum outcome { OUTCOME_NONE, OUTCOME_SENT, OUTCOME_BOUNCED };

/* Who delivers: it decides whether a recipient is this server's own. */
enum agent {
    AGENT_NONE,     /* nobody did: error(8), retry(8), discard(8) */
    AGENT_LOCAL,    /* local(8), virtual(8), lmtp, pipe(8) */
    AGENT_RELAY,    /* the relay transport */
    AGENT_INTERNAL, /* smtp(8) to an internal address */
    AGENT_REMOTE    /* smtp(8) to the Internet */
};

enum recipient_fact {
    WAS_DEFERRED = 1,
    WAS_REFUSED = 2,
    WAS_ALIASED = 4 /* an alias of this server led to it */
};

/* A recipient of a group; hash 0 is an empty place. */
struct recipient {
    uint64_t hash;     /* of its address, or of the line when that is not known */
    int64_t deferred;  /* the first time; all times may be PFL_TIME_INVALID */
    int64_t refused;   /* the first time */
    int64_t done;      /* the outcome */
    uint32_t domain;   /* NONE */
    uint32_t provider; /* that refused: hash */
    uint32_t hop;      /* of AGENT_REMOTE: hash */
    uint8_t facts, outcome, agent;
    uint8_t passed_on; /* while joining: the outcome is that of another group */
};

enum link_kind {
    LINK_FILTER,  /* a recipient was "queued as" by something on this host or inside */
    LINK_FORWARD, /* a recipient was "forwarded as" by local(8) */
    LINK_ORIGIN,  /* orig_queue_id: this group continues that one, behind a filter */
    LINK_REQUEUE  /* orig_id: this group continues that one */
};

struct link {
    uint64_t recipient; /* hash; 0 for the last two kinds */
    int64_t time;
    uint64_t offset; /* of the line that says it */
    uint32_t kind;
    uint32_t group;                 /* while joining: the one it leads to */
    uint32_t segment;               /* in a copy: that of the line */
    char queue_id[QUEUE_ID_LENGTH]; /* padded with zeros */
};

enum group_evidence { GROUP_BOUNCED, GROUP_REFUSED, GROUP_RELAYED, GROUP_EVIDENCE };

struct group {
    /* What tells whether it still waits for anything comes first: all groups are asked again and again. */
    uint32_t entry;
    uint32_t next; /* of the same entry: by segment, then in order */
    uint32_t segment, host;
    uint16_t facts;
    uint8_t start, end;
    uint32_t link_count;
    uint32_t before;      /* while joining: the group this one continues */
    uint32_t next_linked; /* while joining: the next one that has links */
    uint32_t marks;       /* while joining */
    uint32_t link_capacity;
    int64_t opens, last; /* of its first line; of the last one that has a time */
    int64_t first;       /* the least of all */
    struct link *links;
    uint32_t subject;   /* START_ACCOUNT, START_LOCAL */
    uint32_t origin;    /* HAS_ORIGIN: subject */
    uint8_t client[16]; /* START_CLIENT, START_ACCOUNT; zeros when it is not known */
    uint64_t offset;    /* of its first line */
    int64_t begun, queued, expired, ended;
    uint64_t size;
    uint32_t nrcpt;
    uint32_t sender; /* NONE */
    uint32_t notices, ambiguous;
    uint32_t recipient_count, recipient_places, finished;
    struct recipient *recipients;
    struct evidence *evidence[GROUP_EVIDENCE]; /* KEEP_FIRST */
};

/* A queue ID on a host. */
struct entry_key {
    uint32_t host;
    char queue_id[QUEUE_ID_LENGTH]; /* padded with zeros */
};

struct entry {
    struct entry_key key;
    uint32_t first, last; /* group */
};

struct queue {
    struct memory *memory;
    const struct hash_key *key;
    struct table *domains, *senders;
    struct ledger *ledger; /* of the subjects that groups point to */
    struct table entries;  /* struct entry */
    struct slab groups;    /* struct group */
    bool borrows;          /* a copy for a reading: names and subjects are not told who mentions them */
    bool absorbs;          /* another state is read: a sender that nobody mentions may be mentioned yet */
};

void pfl_queue_open(struct queue *q, struct memory *memory, const struct hash_key *key, struct ledger *ledger);
void pfl_queue_close(struct queue *q);

/*
 * A copy in which the groups of all segments are put together by time: what each would be if
 * nothing more came. False when there is no memory. The original has to outlive it.
 */
bool pfl_queue_copy(struct queue *copy, struct memory *memory, const struct queue *q, const struct coverage *c);

static inline struct group *group_at(const struct queue *q, uint32_t number)
{
    return slab_at(&q->groups, number);
}

static inline struct entry *entry_at(const struct queue *q, uint32_t number)
{
    return table_at(&q->entries, number);
}

/* False when a text is no queue ID that fits. */
bool pfl_entry_key(struct entry_key *key, uint32_t host, piece queue_id);

/* The group that a line with this fact (0 for one that has no name) belongs to, made when it is a new one. */
uint32_t pfl_queue_group(struct queue *q, const struct entry_key *key, uint32_t segment, uint64_t offset, unsigned fact,
                         int64_t time);

/* The last group of a queue ID in a segment. */
uint32_t pfl_queue_last(const struct queue *q, const struct entry_key *key, uint32_t segment);

/* A new group behind the last one of the entry with this key. NONE in all of these: there is none, or no memory. */
uint32_t pfl_queue_append(struct queue *q, const struct entry_key *key, uint32_t segment, uint64_t offset);

/* Takes a group out, and its entry when it was the last one. */
void pfl_queue_remove(struct queue *q, uint32_t number);

/* Gives memory back after many were removed. */
void pfl_queue_close_up(struct queue *q);

/* The recipient with this hash, NULL when it is not there; and made then, NULL when there is no memory. */
struct recipient *pfl_group_find_recipient(const struct queue *q, const struct group *g, uint64_t hash);
struct recipient *pfl_group_recipient(struct queue *q, struct group *g, uint64_t hash);

/* Adds a link, once. */
void pfl_group_link(struct queue *q, struct group *g, const struct link *link);

/* Adds what is known of a recipient: the earliest of each counts. */
void pfl_recipient_deferred(struct recipient *r, int64_t time);
void pfl_recipient_refused(struct recipient *r, int64_t time, uint32_t provider);
void pfl_recipient_done(struct group *g, struct recipient *r, enum outcome outcome, int64_t time, enum agent agent,
                        uint32_t hop);

/*
 * Whether a line goes on with a group: one that follows it, and is no client= or uid=. message-id= does so only behind
 * the beginning.
 */
bool pfl_group_goes_on(const struct group *g, bool is_message_id, int64_t time);

/* How long after its last line another one may still belong to it; INT64_MAX for ever. */
int64_t pfl_group_patience(const struct group *g);

/* On hold: it may wait for ever. */
static inline bool group_is_held(const struct group *g)
{
    return (g->facts & (HAS_HOLD | HAS_RELEASE)) == HAS_HOLD;
}

/* Whether its beginning tells who handed it in, as far as one line can. */
static inline bool group_is_root(const struct group *g)
{
    return (g->facts & (HAS_START | HAS_CONTINUATION)) == HAS_START;
}

/* Whether anybody could be asked about it: nobody for mail that came in from outside. A half may have anybody. */
static inline bool group_has_owner(const struct group *g)
{
    return g->start != START_CLIENT || (g->facts & HAS_CONTINUATION) != 0;
}

/* Whether a filter in front of the queue names its account, and is believed: as one that is this server's own. */
static inline bool group_has_origin(const struct group *g)
{
    return g->origin != NONE && group_has_owner(g);
}

/*
 * Makes one group of two of the same queue ID, the second being what follows the first,
 * if it continues it: true, and the second is gone. Both segments become the first's.
 */
bool pfl_group_continue(struct queue *q, uint32_t first, uint32_t second);

/* The groups of a queue ID: for (n = pfl_queue_first(...); n != NONE; n = group_at(q, n)->next). */
uint32_t pfl_queue_first(const struct queue *q, const struct entry_key *key);

/*
 * One segment was added behind another: halves of messages are put together, and all
 * groups of the second are the first's.
 */
void pfl_queue_join_segments(struct queue *q, uint32_t segment, uint32_t behind);

/* === Counting (queue_join.c, queue_credit.c) === */

/* Counts one whole group, or one of a message's groups, for whoever handed in the message. */
struct owner {
    enum start start; /* START_NONE: nobody that is known */
    uint32_t subject; /* in the ledger counted into */
    const uint8_t *client;
};
struct owner pfl_owner_of(const struct queue *q, const struct group *root, struct ledger *into);
void pfl_credit(const struct queue *q, const struct group *g, bool is_root, struct owner owner, struct ledger *into);

/* What a group relayed for a client, whether that is anything; and, once for all of them, the message itself. */
bool pfl_credit_relayed(const struct queue *q, const struct group *g, const struct group *root, struct owner owner,
                        struct ledger *into);
void pfl_credit_relayed_message(const struct group *root, struct owner owner, struct ledger *into);

/* Counts and forgets all messages that no line can change any more, by the segments that were read. */
void pfl_queue_settle(struct queue *q, struct coverage *c);

/*
 * Joins all groups, as if nothing more came: group.before says which one each continues.
 * For a copy of the queue.
 */
void pfl_queue_link_all(struct queue *q);

/* Counts a group of a joined queue into a ledger, and into totals what it corrects there. */
void pfl_group_count(const struct queue *q, uint32_t number, struct ledger *into, uint64_t *totals);

/* Marks the message that a group is part of; and whether one is marked. */
void pfl_group_keep(struct queue *q, uint32_t number);
bool pfl_group_is_kept(const struct queue *q, uint32_t number);

/* It has left the queue, and its beginning is not in the log. */
static inline bool group_is_orphan(const struct group *g)
{
    return (g->facts & (HAS_START | HAS_MESSAGE_ID | HAS_ORIGIN)) == 0 && g->end != END_NONE;
}

/* Of a joined queue: whether the message is still to be delivered under this queue ID. */
bool pfl_group_waits(const struct group *g);

/* The group a message began with. */
uint32_t pfl_group_root(const struct queue *q, uint32_t number);

#endif
