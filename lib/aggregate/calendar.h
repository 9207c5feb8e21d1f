/*
 * Times as numbers of days, hours and ten-minute buckets since 1970, UTC.
 */
#ifndef PFL_AGGREGATE_CALENDAR_H
#define PFL_AGGREGATE_CALENDAR_H

#include <postfixlog/events.h>

#include <stdbool.h>

#define SECONDS      INT64_C(1000000) /* in microseconds, as all times */
#define MINUTES      (60 * SECONDS)
#define HOURS        (60 * MINUTES)
#define DAYS         (24 * HOURS)
#define BUCKET       (10 * MINUTES)
#define DAY_MINUTES  1440
#define NEVER_BEFORE INT64_MAX /* a first time that has not been */

/* Years 1 to 9999: a time beyond them is none, and day numbers fit into 32 bits. */
#define LEAST_TIME INT64_C(-62135596800000000)
#define MOST_TIME  INT64_C(253402300799999999)

static inline bool is_time(int64_t time)
{
    return time >= LEAST_TIME && time <= MOST_TIME;
}

static inline int32_t number_of(int64_t time, int64_t length)
{
    return (int32_t)(time / length - (time % length < 0));
}

static inline int32_t day_of(int64_t time)
{
    return number_of(time, DAYS);
}

static inline int32_t hour_of(int64_t time)
{
    return number_of(time, HOURS);
}

static inline int32_t bucket_of(int64_t time)
{
    return number_of(time, BUCKET);
}

/* PFL_TIME_INVALID is no time, so it is neither early nor late. */
static inline int64_t earlier(int64_t a, int64_t b)
{
    return a == PFL_TIME_INVALID ? b : b == PFL_TIME_INVALID || a < b ? a : b;
}

static inline int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b; /* PFL_TIME_INVALID is the least */
}

#endif
