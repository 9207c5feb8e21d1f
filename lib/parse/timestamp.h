/*
 * Stamps: the forms in which syslog daemons, journald and postlogd write a time,
 * and what a year or zone that is not written must be.
 */
#ifndef PFL_PARSE_TIMESTAMP_H
#define PFL_PARSE_TIMESTAMP_H

#include "lib/parse/cursor.h"

#include <postfixlog/events.h>
#include <postfixlog/parser.h>

struct stamp {
    int64_t time;
    uint32_t flags;
};

/*
 * How the line before began, stamp and host, up to the program's name. Most lines begin
 * with the same bytes, but for the digits of the second and its fraction: one comparison
 * finds minute, zone and host.
 */
struct beginning {
    char text[SCAN_SAME], mask[SCAN_SAME]; /* mask has no bits for those digits, nor behind the host */
    size_t needed;                         /* a line is compared when it is so long: none at first */
    uint16_t length, second_at, fraction_at; /* fraction_at 0: there is none */
    pfl_span host;
    struct stamp minute;
};

/*
 * What turns a clock reading into a time. The minute of the last stamp is kept, as
 * a log's next line is mostly of the same one; without it, half of the time on a log
 * with few lines a second goes into stamps.
 */
struct clock {
    int64_t reference; /* microseconds, UTC */
    pfl_zone zones[PFL_MAX_ZONES];
    uint32_t zone_count;

    bool has_minute;
    char minute[13]; /* "Nov 23 17:04:" of the last RFC 3164 stamp */
    struct stamp minute_stamp;

    bool has_iso_minute;
    char iso_minute[17];       /* "2026-11-23T17:04:" of the last ISO stamp */
    int64_t iso_clock_seconds; /* what it read, as if that clock showed UTC */
    char iso_zone[7];          /* "+01:00 " of the last one that was so written, 0 at first */
    int32_t iso_offset;        /* what that says, in seconds */

    struct beginning beginning;
};

/* A reading of a clock: what a stamp says before a year or zone is inferred. */
struct reading {
    int32_t year; /* YEAR_UNKNOWN when the stamp has none */
    uint32_t month, day, hour, minute, second, microsecond;
    bool has_offset;
    int32_t offset; /* seconds ahead of UTC */
};

#define YEAR_UNKNOWN INT32_MIN

/* Two digits of a second that every minute has: 60 is a leap second. */
static inline bool second_of_minute(const char *at, uint32_t *out)
{
    uint32_t tens = (uint32_t)(unsigned char)at[0] - '0', ones = (uint32_t)(unsigned char)at[1] - '0';
    *out = tens * 10 + ones;
    return tens <= 5 && ones <= 9;
}

#define MINUTE_LENGTH 13
#define STAMP_LENGTH  16

/* The fixed form "Nov 23 17:04:50 ", of the minute of the stamp before. */
static inline bool same_minute(const struct clock *clock, cursor *c, struct stamp *out)
{
    uint32_t second;
    if (!clock->has_minute || cursor_left(c) < STAMP_LENGTH || memcmp(c->at, clock->minute, MINUTE_LENGTH) != 0 ||
        !second_of_minute(c->at + MINUTE_LENGTH, &second) || c->at[STAMP_LENGTH - 1] != ' ')
        return false;
    *out = clock->minute_stamp;
    out->time += (int64_t)second * 1000000;
    c->at += STAMP_LENGTH;
    return true;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
int64_t pfl_days_from_civil(int64_t year, uint32_t month, uint32_t day);

/* The year a day lies in, counted from 1970-01-01. */
int64_t pfl_year_of_day(int64_t days);

/*
 * Each reads one form and moves past it and the blank behind it; false when the
 * form is not there. A stamp of the right form with an impossible value is
 * there, with the flag PFL_FLAG_TIME_INVALID.
 */
bool pfl_stamp_rfc3164(struct clock *clock, cursor *c, struct stamp *out);    /* Nov  3 17:04:50 */
bool pfl_stamp_iso(struct clock *clock, cursor *c, struct stamp *out);        /* 2026-11-23T17:04:50.573796+00:00 */
bool pfl_stamp_full(const struct clock *clock, cursor *c, struct stamp *out); /* Mon 2026-11-23 17:07:54 UTC */
bool pfl_stamp_unix(cursor *c, struct stamp *out);                            /* 1795453674.359126 */

/* The clock reading of an RFC 3164 stamp alone, without the blank behind it. */
bool pfl_reading_rfc3164(cursor *c, struct reading *out);

/* The reading as if its clock showed UTC, in seconds since 1970; false when it is impossible or has no year. */
bool pfl_reading_seconds(const struct reading *r, int64_t *out);

/* Forgets the last minute: the clock is new, or its reference or zones changed. */
static inline void clock_changed(struct clock *clock)
{
    clock->has_minute = false;
    clock->beginning.needed = SIZE_MAX;
}

/* A line that begins as the one before, which is to have SCAN_SLACK behind it: moves to its program. */
SCAN_INLINE bool as_before(const struct clock *clock, cursor *c, struct stamp *out)
{
    const struct beginning *b = &clock->beginning;
    uint32_t second, microsecond = 0;
    if (cursor_left(c) < b->needed || !scan_same(c->at, b->text, b->mask) ||
        !second_of_minute(c->at + b->second_at, &second) ||
        (b->fraction_at != 0 && !scan_six_digits(c->at + b->fraction_at, &microsecond)))
        return false;
    *out = (struct stamp){b->minute.time + (int64_t)second * 1000000 + microsecond, b->minute.flags};
    c->at += b->length;
    return true;
}

/* Keeps how a line begins whose stamp and host are as nearly all are: that of the line just read, up to its program. */
void pfl_keep_beginning(struct clock *clock, const char *line, const char *host, const char *program);

#endif
