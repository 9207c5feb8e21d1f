/*
 * What pfl-audit counts while it reads: accounts, local users, addresses, failed
 * and successful logins, and the messages in the queue, so that a delivery finds
 * the account that caused it. The rules (audit_findings.h) read it afterwards.
 *
 * Everything is counted by the time and the words of the log. Memory grows with
 * the accounts, addresses, user names, senders and recipient domains there are,
 * and by 32 bytes for each login and failed login; not with other lines.
 *
 * Left out here: messages that a content filter hands back under a new queue ID
 * (they count until the filter takes them).
 */
#ifndef EXAMPLES_AUDIT_TALLY_H
#define EXAMPLES_AUDIT_TALLY_H

#include "audit_table.h"
#include "input.h"
#include "options.h"

#define MINUTE (INT64_C(60) * 1000000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

#define CLUE_TEXT 512 /* bytes kept of a line */
#define CLUES     4   /* lines kept for one finding */

/* A line kept as evidence. */
typedef struct clue {
    const char *file;
    uint64_t line;
    uint32_t length;
    char text[];
} clue;

/* Trouble and haste of one hour: made only for hours that have some. */
typedef struct hour_detail {
    uint32_t failed_domains[32]; /* hashes; full means "at least 32" */
    uint32_t providers[4];       /* hashes of the servers that refused it as spam */
    uint16_t failed_domain_count;
    uint16_t provider_count;
    clue *rate[3], *failed[3], *refused[3];
} hour_detail;

/* What one account, or one local user, did in one hour of the clock. */
typedef struct hour {
    int64_t start;
    uint32_t messages;   /* handed in */
    uint32_t recipients; /* of messages that became active for the first time */
    uint32_t sent;
    uint32_t failed;  /* recipients that failed for good */
    uint32_t refused; /* replies that say "spam" or "blocked" */
    hour_detail *detail;
} hour;

/* Who hands in mail: an account (SASL user), or a local user (uid). */
typedef struct subject {
    bool is_local; /* uid instead of name */
    uint32_t uid;
    uint32_t number; /* in tally.subjects */
    char *name;      /* in lower case */
    size_t name_length;
    uint64_t messages, recipients, sent, failed, refused;
    uint64_t waiting, waiting_recipients; /* at the end of the log; see tally_finish() */
    int64_t first, last;                  /* message; PFL_TIME_INVALID for none */
    uint32_t last_address;                /* TABLE_NONE for a local user */
    uint32_t sender_count, domain_count;
    hour *hours; /* in time order */
    size_t hour_count, hour_capacity;
    clue *first_message, *sender_clues[3];
} subject;

/* A client address, by its text. */
typedef struct address {
    uint64_t failures; /* real ones */
    int64_t first, last;
    uint32_t names;    /* user names that failed from here */
    uint32_t accounts; /* accounts that handed in mail from here */
    uint32_t net;      /* in tally.nets (/24, /48); TABLE_NONE when the text is no address */
    bool internal;     /* loopback, private, CGNAT or --trusted */
    clue *first_failure, *recent[3];
    uint64_t failures_seen, failures_before; /* as those of pair, for logins without a name */
    clue *silent[CLUES];
} address;

/* A user name at an address. */
typedef struct pair {
    uint32_t address, name; /* name: TABLE_NONE for failures without one */
    uint64_t failures, logins;
    int64_t first_login, last_login;
    uint64_t first_order;
    uint64_t failures_seen;   /* the address's, at the last login of this name */
    uint64_t failures_before; /* the most between two logins: where the clues are from */
    clue *clues[CLUES];       /* failures, then the login */
    uint64_t in_window[2];    /* for the rules */
} pair;

/* One login or failed login. order breaks ties between equal times. */
typedef struct attempt {
    int64_t time;
    uint64_t order;
    uint32_t pair;
    uint32_t address, name; /* those of the pair */
    uint32_t repeat;
} attempt;

typedef struct attempts {
    attempt *items;
    size_t count, capacity;
} attempts;

/* A message that is in the queue, by "host\0queue ID". */
typedef struct message_open {
    subject *owner; /* NULL: came in by itself */
    uint32_t nrcpt; /* 0 until it became active */
    uint32_t done;  /* recipients delivered or failed for good */
} message_open;

/* A sender or a recipient domain of a subject: the key is its number, then the text in lower case. */
typedef struct contact {
    uint32_t subject;
    bool own; /* a sender that is the account's own name */
    int64_t first;
} contact;

typedef struct tally {
    const pfl_network *trusted;
    size_t trusted_count;

    table addresses;     /* address */
    table names;         /* subject *, NULL for a name that never logged in; keys in lower case */
    table uids;          /* subject * */
    table pairs;         /* pair; keys are two numbers */
    table nets;          /* nothing */
    table queue;         /* message_open */
    table senders;       /* contact */
    table domains;       /* contact */
    table local_domains; /* nothing: domains that this server delivers itself */
    table hosts;         /* nothing */
    subject **subjects;
    uint32_t subject_count;
    attempts failures; /* real ones */
    attempts logins;   /* messages of logged-in users */
    attempts silent;   /* sessions that logged in and sent nothing; pairs without a name */

    /* totals */
    uint64_t lines, kinds[UINT8_MAX + 1];
    uint64_t login_count, failure_count, message_count, sent, deferred, bounced;
    /* coverage */
    char **files; /* names of the files read: evidence points to them */
    size_t file_count;
    const input_file *file; /* the last of them */
    uint64_t ambiguous, truncated, time_invalid, year_inferred, named_failures, repeat_lines, proxied;
    int64_t first, last; /* times of Postfix's lines */
} tally;

void tally_init(tally *t, const pfl_network *trusted, size_t trusted_count);
void tally_free(tally *t);

/* Counts an event of a batch. */
void tally_event(tally *t, const input_batch *batch, const pfl_event *event);

/* After the last event: sums up what is still in the queue. */
void tally_finish(tally *t);

#endif
