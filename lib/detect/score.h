/*
 * What the findings of one subject come to: points for how somebody got in, and for what
 * was done.
 *
 * Access is how somebody got in: R01, R02, R06 and R24 say so by themselves; R08, R13, R14,
 * R21 and R23 are hints that only weigh next to what was done. Abuse is what was done.
 */
#ifndef PFL_DETECT_SCORE_H
#define PFL_DETECT_SCORE_H

#include "lib/detect/audit.h"

struct score {
    const struct finding *entry; /* the strongest that says that somebody got in */
    const struct finding *worst; /* of what was done */
    const struct finding *rules[RULES];
    uint32_t strong, weak, abuse, abuse_after;
    uint32_t count;
    bool beats_own, had_own;
};

/* Of access: what says so by itself. */
static inline bool is_strong(const struct finding *f)
{
    return f->rule == RULE_R01 || f->rule == RULE_R02 || f->rule == RULE_R06 || f->rule == RULE_R24;
}

/* Somebody got in: not only maybe. */
static inline bool is_entry(const struct finding *f)
{
    return is_strong(f) && f->access >= 4;
}

/* Of all findings of a subject. R08 becomes medium where it weighs. */
struct score pfl_score(struct pfl_audit *a, struct finding *const *list, uint32_t count);

#endif
