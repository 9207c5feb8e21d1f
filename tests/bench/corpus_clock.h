/* Dates and times in UTC, without the C library: the same on every machine. */
#ifndef CORPUS_CLOCK_H
#define CORPUS_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Times are microseconds since 1970. */
#define SECOND      INT64_C(1000000)
#define MILLISECOND INT64_C(1000)
#define MINUTE      (60 * SECOND)
#define HOUR        (60 * MINUTE)
#define DAY         (24 * HOUR)

typedef struct clock_time {
    uint32_t year, month, day, hour, minute, second;
} clock_time;

clock_time clock_split(int64_t time);

/* 2026-06-01 or 2026-06-01T00:00:00Z, from 1970 on. */
bool clock_parse(const char *text, int64_t *time);

/* Jan to Dec, for months 1 to 12. */
const char *clock_month(uint32_t month);

#endif
