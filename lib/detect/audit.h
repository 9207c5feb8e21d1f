/*
 * An audit's inside. The data flows from a view into the index (who logged in from
 * where, what failed), from there through the rules into findings, and from those into
 * verdicts. audit.c calls them in this order.
 */
#ifndef PFL_DETECT_AUDIT_H
#define PFL_DETECT_AUDIT_H

#include "lib/aggregate/view.h"
#include "lib/detect/findings.h"
#include "lib/detect/index.h"
#include "lib/detect/rules.h"

struct verdict {
    uint32_t subject; /* place in the view */
    uint32_t verdict; /* PFL_VERDICT_ */
    uint32_t access, abuse;
    uint32_t findings;
    bool known, active;
    int64_t entry, first, last;    /* PFL_TIME_INVALID: none */
    uint64_t messages, recipients; /* from the first time to the last, by hours */
    uint32_t reasons[2];           /* rules that decided: RULES for none */
};

/* Networks that the caller named. */
struct networks {
    pfl_network *items;
    size_t count;
};

/* Accounts that the caller named, by their places in the view. */
struct accounts {
    bool *are; /* NULL: none */
};

struct pfl_audit {
    const struct pfl_view *view;
    struct memory memory;
    struct limits limits;
    struct networks trusted, proxies, monitors;
    bool *bulk, *monitored; /* by place of the subject */
    struct index index;
    struct findings findings;
    struct verdict *verdicts; /* the worst first */
    uint32_t verdict_count;
    uint32_t server;     /* PFL_VERDICT_ */
    const char *failed;  /* why the log does not say enough; NULL: it does */
    int64_t first, last; /* of what was read */
    int32_t first_day;   /* the first that was read from its start */
};

static inline uint64_t limit_of(const struct pfl_audit *a, enum limit limit)
{
    return a->limits.of[limit];
}

/* Whether an address lies in one of some networks. */
bool pfl_networks_have(const struct networks *networks, const uint8_t address[16]);

/*
 * Whether no rule about addresses looks at an address: it is internal and used by several
 * accounts, trusted, or a proxy's.
 */
bool pfl_audit_is_masked(const struct pfl_audit *a, const uint8_t address[16]);

/* The same of any address of a network. */
bool pfl_audit_is_masked_network(const struct pfl_audit *a, const struct place_key *net);

/* Of one's own networks, whoever uses it. */
bool pfl_audit_is_own(const struct pfl_audit *a, const uint8_t address[16]);

/* The rules, by what they look at. False when there is no memory. */
bool pfl_find_guesses(struct pfl_audit *a);   /* R01, R02 */
bool pfl_find_attackers(struct pfl_audit *a); /* R03, R04, R05 */
bool pfl_find_places(struct pfl_audit *a);    /* R06, R08, R21, R23, R24 */
bool pfl_find_habits(struct pfl_audit *a);    /* R13, R14 */
bool pfl_find_amounts(struct pfl_audit *a);   /* R09, R10, R11, R16, R17, R26, R27 */
bool pfl_find_senders(struct pfl_audit *a);   /* R12 */
bool pfl_find_relays(struct pfl_audit *a);    /* R15 */
bool pfl_find_traces(struct pfl_audit *a);    /* R15b, R19, R20: of the record itself */

/* Says why the log is not enough to call anything clean; NULL when it is. */
const char *pfl_coverage_failure(const struct pfl_audit *a);

/* From findings to verdicts. */
bool pfl_judge(struct pfl_audit *a);

/* R18: what an administrator did near an incident. */
bool pfl_find_operations(struct pfl_audit *a);

/* What a finding is, in words; returns the length. */
#define EXPLANATION 384
size_t pfl_explain(const struct pfl_audit *a, const struct finding *f, char text[EXPLANATION]);

#endif
