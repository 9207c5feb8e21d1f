/*
 * Findings: what a rule saw, of whom, with its numbers, addresses and lines.
 */
#ifndef PFL_DETECT_FINDINGS_H
#define PFL_DETECT_FINDINGS_H

#include "lib/detect/index.h"
#include "lib/detect/rules.h"

#define FINDING_SOURCES 32
#define FINDING_LINES   8
#define MOST_FINDINGS   16384

/* An address of a finding. */
struct source_address {
    uint8_t bytes[16];
    int64_t first, last;
    uint64_t failures, messages;
};

/* A line that shows a finding. */
struct shown_line {
    int64_t time;
    struct place place;
    const struct evidence *evidence; /* its text; NULL when only its place is known */
};

/* How a rule saw it: which words, which numbers. */
enum form {
    FORM_USUAL,
    FORM_NAMES,    /* R01: on strange names */
    FORM_ACCOUNT,  /* R01: for this account */
    FORM_NAMELESS, /* R01: in a log without names */
    FORM_SLOW,     /* R01: the same within a day */
    FORM_SLOW_ACCOUNT,
    FORM_SILENT, /* R01: a login that sent nothing */
    FORM_SILENT_SLOW,
    FORM_MESSAGES, /* R09, R15, R16 */
    FORM_RECIPIENTS,
    FORM_OUTAGE, /* R05 */
    FORM_WIDE,   /* R06 */
    FORM_DAY,    /* R04, R06 */
    FORM_GAP,    /* R19 */
    FORM_BACKWARD,
    FORM_SKEW,
    FORM_ORPHANS,
    FORM_SUPPRESSED,
    FORM_UNREADABLE,
    FORM_PROGRAM /* R13: root and its like */
};

struct finding {
    uint32_t subject; /* place in the view; NONE: about none of them */
    uint32_t order;   /* in which they were found */
    uint8_t rule, form;
    uint8_t severity; /* PFL_FINDING_ */
    uint8_t access, abuse;
    bool at_least;           /* there may have been more than were counted */
    bool beats_own, had_own; /* many times the subject's own most, which is known */
    int64_t first, last;
    uint64_t count, limit, usual;
    uint64_t more[3];                  /* further numbers that the words of this form use */
    uint32_t name;                     /* R04: number in the table of names that failed; R18, R19: of the host */
    uint32_t source_count, line_count; /* found; those kept are fewer */
    struct source_address *sources;    /* by address; FINDING_SOURCES at most */
    struct shown_line lines[FINDING_LINES];
};

struct findings {
    struct memory *memory;
    struct finding **all; /* the worst first, once they are sorted */
    uint32_t count, capacity;
    uint64_t dropped;
};

static inline uint32_t finding_sources_kept(const struct finding *f)
{
    return f->source_count < FINDING_SOURCES ? f->source_count : FINDING_SOURCES;
}

/* A new finding; NULL when there is no memory. */
struct finding *pfl_finding_add(struct findings *f, enum rule rule, uint32_t severity, uint32_t subject);

/* Adds an address, or to it when it is there. */
void pfl_finding_source(struct findings *f, struct finding *finding, const struct source_address *source);

/* Adds the first and the last line of what failed, of those for the account if there are any. */
void pfl_finding_attempts(struct finding *finding, const struct attempts *attempts);

/* Adds a line that the state keeps (NULL is none), or the place of one; the same line once. */
void pfl_finding_evidence(struct finding *finding, const struct evidence *e);
void pfl_finding_line(struct finding *finding, int64_t time, struct place place);

/* Sorts: worst first, then by time, subject, rule. Drops those beyond MOST_FINDINGS. */
void pfl_findings_sort(struct findings *f);

void pfl_findings_free(struct findings *f);

/* The first finding of a rule about a subject, NULL when there is none. */
struct finding *pfl_findings_of(const struct findings *f, uint32_t subject, enum rule rule);

#endif
