/*
 * What the counts of a tally mean: findings by rule, and verdicts.
 *
 * A first set of rules over one reading of the log; each says what it looks for
 * where it stands. Here: R01 success after failures, R02 success after
 * distributed failures, R03 spraying, R09 rate, R11 failed deliveries, R12 many
 * senders, R13 system account, R16 local submission burst, R17 replies that say
 * "spam". Clients that relay without a login are not looked at: the relays of
 * the JSON report stay an empty list.
 */
#ifndef EXAMPLES_AUDIT_FINDINGS_H
#define EXAMPLES_AUDIT_FINDINGS_H

#include "audit_tally.h"

typedef enum severity { SEVERITY_INFO, SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH, SEVERITY_CRITICAL } severity;

/* From good to bad. unknown stands in for clean and attacked when the log tells too little. */
typedef enum verdict {
    VERDICT_UNKNOWN,
    VERDICT_CLEAN,
    VERDICT_ATTACKED,
    VERDICT_CHECK,
    VERDICT_LIKELY,
    VERDICT_COMPROMISED
} verdict;

const char *severity_name(severity s);
bool severity_from_name(const char *name, severity *s);
const char *verdict_name(verdict v);

#define FINDING_SOURCES  16
#define FINDING_EVIDENCE 5

typedef struct finding {
    const char *rule; /* "R01" */
    severity severity;
    const subject *who; /* NULL: the server */
    int64_t start, end;
    uint64_t count, limit;             /* of what the rule counts */
    uint32_t domains;                  /* R11: over how many, 32 at most */
    uint32_t sources[FINDING_SOURCES]; /* addresses*/
    size_t source_count;
    const char *techniques[2]; /* MITRE ATT&CK ids, or NULL */
    const clue *evidence[FINDING_EVIDENCE];
    size_t evidence_count;
    int access, abuse; /* what it scores; nothing in a low form */
    bool beats_own;    /* five times what the account itself did on earlier days */
    bool had_own;      /* there were such days */
    size_t next;       /* the next one of the same subject, its place + 1; 0 for none */
    char what[256];    /* the reason with its numbers and limits; holds text of the log */
} finding;

/* Per subject, by its number. */
typedef struct judgement {
    verdict verdict;
    int access, abuse;
    int64_t since; /* when it began: the first login of R01 or R02, else the first finding; INT64_MAX for never */
} judgement;

typedef struct audit {
    tally *t;
    const char *const *bulk; /* --bulk: accounts whose rate is no finding, in lower case */
    size_t bulk_count;

    finding *findings;
    size_t finding_count;
    struct {
        size_t first, last; /* place + 1 */
    } * chains;             /* by the subject's number; behind them the server's */
    judgement *judgements;
    verdict verdict;        /* the server's: the worst of its subjects */
    uint64_t masked;        /* internal addresses that several accounts use: access rules leave them out */
    const char *unreadable; /* why the coverage failed; NULL when it is good enough */
} audit;

/* Runs all rules over a finished tally. Sorts the tally's attempts. */
void audit_run(audit *a);
void audit_free(audit *a);

/* The findings of a subject (NULL: the server), in the order they were made. */
const finding *audit_first(const audit *a, const subject *who);
const finding *audit_next(const audit *a, const finding *f);

/* The worst finding of a rule for a subject (NULL: the server); NULL when there is none. */
const finding *audit_find(const audit *a, const subject *who, const char *rule);

/* Parts of audit_run(), in this order. */
void audit_access(audit *a);
void audit_accounts(audit *a);
void audit_abuse(audit *a);
void audit_judge(audit *a);

/* A new finding; what it points to follows. The pointer holds until the next one. */
finding *finding_add(audit *a, const char *rule, severity s, const subject *who);
void finding_clue(finding *f, const clue *c);

/* Adds the addresses that a subject handed in mail from in [start, end]. */
void finding_sources(const audit *a, finding *f, int64_t start, int64_t end);

/* Attempts in the order of time, then of reading; the lists by address or by name first. */
bool attempt_before(const attempt *one, const attempt *other);
void attempts_by_address(attempts *list);
void attempts_by_address_and_name(attempts *list);
void attempts_by_name(attempts *list);

/* Whether many accounts hide behind an internal or trusted address: a gateway or webmail, not a guesser. */
bool audit_is_masked(const audit *a, uint32_t addr);

#endif
