/*
 * What a subject did, day by day, and what is usual for it.
 *
 * The baseline is what it did on complete earlier days without findings, judged in time
 * order: else the attack of one night would be what is usual in the next.
 */
#ifndef PFL_DETECT_HISTORY_H
#define PFL_DETECT_HISTORY_H

#include "lib/detect/audit.h"

#define BASELINE_DAYS 90
#define OWN_DAYS      5 /* on which it did something, */
#define OWN_MESSAGES  10

/* A day on which it did something. */
struct history_day {
    int32_t day;
    uint32_t start, count; /* of history.hours; 0 of a day that was compacted */
    uint64_t messages;
    uint64_t most_messages, most_recipients; /* in an hour */
    bool whole;                              /* the log has it from its start */
    bool tainted;                            /* a finding is about it */
};

struct history {
    uint32_t subject;
    struct viewed_hour *hours;
    uint32_t hour_count;
    struct history_day *days;
    uint32_t day_count, day_room;
};

/* The most of an hour, on the days of a baseline; and how many days those are. */
struct usual {
    uint64_t messages, recipients, bounced, new_domains, refused;
    uint64_t all_messages;
    uint32_t days;
};

bool pfl_history_open(struct history *h, struct pfl_audit *a, uint32_t subject);
void pfl_history_close(struct history *h, struct pfl_audit *a);

/* The days from one to another (both with them) are no baseline. */
void pfl_history_taint(struct history *h, int32_t from, int32_t to);

/* A day on which somebody got in. They are listed once: to ask all findings for each subject takes long. */
struct entry_day {
    uint32_t subject;
    int32_t day;
};

struct entry_days {
    struct entry_day *all; /* by subject */
    uint32_t count, room;
};

/* Lists those of all findings so far. False when there is no memory. To be closed in any case. */
bool pfl_entry_days_open(struct entry_days *e, struct pfl_audit *a);
void pfl_entry_days_close(struct entry_days *e, struct pfl_audit *a);

/* Those of the subject are no baseline. */
void pfl_history_taint_entries(struct history *h, const struct entry_days *e);

/* What was usual before a day. */
struct usual pfl_history_usual(const struct history *h, int32_t before);

/* Known: a baseline that says something. */
static inline bool usual_is_known(const struct usual *u)
{
    return u->days >= OWN_DAYS && u->all_messages >= OWN_MESSAGES;
}

#endif
