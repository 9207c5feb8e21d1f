/* What a day holds: acts for each person, and for the server's own programs. */
#ifndef DAY_H
#define DAY_H

#include "act.h"

/* The day that begins now, of a person, or of the server itself for NOBODY. */
void day_plan(month *m, uint32_t who, int64_t now);

/* One day as it is planned. */
typedef struct day {
    month *m;
    const person *p; /* NULL: the server's */
    int64_t begin;
    uint32_t number; /* in the month */
    random_source random;
} day;

void plan_robot(day *d);
void plan_server(day *d);

/* A visit of the person with so many of these letters, and a look into the mailbox from the same place. */
void plan_visit(day *d, int64_t time, place from, enum letter letter, uint32_t mails);
void plan_read(day *d, int64_t time, place from);

/* What a visit and a login by the person begin with. */
act visit_of(const person *p, place from);

/* Any time of these hours. */
int64_t draw_time(day *d, int64_t first_hour, int64_t hours);

#endif
