/* Telling only what is new: against a saved state (--cron), and as a log grows (--follow). */
#ifndef EXAMPLES_AUDIT_WATCH_H
#define EXAMPLES_AUDIT_WATCH_H

#include "audit_report.h"

/* What was told of already. All zero: nothing. */
typedef struct told {
    struct told_subject *subjects;
    size_t subject_count;
    struct told_finding *findings; /* about an account that the log does not name */
    size_t finding_count;
} told;

/* Takes down what a report tells of. */
void told_remember(told *t, const report *r);
void told_free(told *t);

/*
 * Marks what was told of already (known_before) and returns how many incidents are
 * new: a worse verdict, or something that weighs and ended more than `quiet`
 * microseconds after all that was told.
 */
size_t told_mark(const told *t, report *r, int64_t quiet);

/* Audits the state as it is. Without memory the program ends here. */
typedef struct look {
    pfl_view *view;
    pfl_audit *audit;
    report report;
} look;
void look_open(look *l, const reading *r);
void look_close(look *l);

/* --follow: reads until a signal, and tells of each new incident. Returns the last verdict of the server. */
uint32_t watch(reading *r, output *out);

#endif
