#include "lib/parse/clock.h"

#include "lib/parse/header.h"

#include <postfixlog/queue_id.h>

/*
 * What a log tells about its clock, from lines that carry a time in UTC for the
 * queue file they speak of: Message-IDs that cleanup(8) made, in which the queue
 * ID has to be the line's own (cleanup/cleanup_message.c), and long queue IDs on
 * the lines written when the queue file is (global/mail_queue.h). What is read
 * here is only stamps and queue IDs, so it needs no events.
 */

#define QUARTER        900 /* offsets are multiples of this many seconds */
#define LARGEST_OFFSET (14 * 3600 + QUARTER)
#define CANDIDATES                                                                                                     \
    8 /* (year, offset) pairs that are kept; a real log has one, two at New Year or a change of summer time */

#define ENOUGH 1024 /* bytes of a line, to tell a time: its header, a queue ID and a date */

/* A year and an offset that lines agree on. */
struct candidate {
    int32_t year, offset;
    uint32_t witnesses;
    int64_t latest;
};

static bool digits(cursor *c, int count, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < count; i++) {
        if (!is_class(cursor_peek(c), CLASS_DIGIT))
            return false;
        *out = *out * 10 + (uint32_t)(*c->at++ - '0');
    }
    return true;
}

/* <YYYYMMDDHHMMSS.QID@host>, QID being the line's own */
static bool made_by_cleanup(cursor c, piece queue_id, int64_t *utc)
{
    struct reading r = {.has_offset = true};
    uint32_t year;
    if (!literal(&c, "message-id=<") || !digits(&c, 4, &year) || !digits(&c, 2, &r.month) || !digits(&c, 2, &r.day) ||
        !digits(&c, 2, &r.hour) || !digits(&c, 2, &r.minute) || !digits(&c, 2, &r.second) || !literal(&c, "."))
        return false;
    r.year = (int32_t)year;
    return cursor_left(&c) > queue_id.length && memcmp(c.at, queue_id.at, queue_id.length) == 0 &&
           c.at[queue_id.length] == '@' && pfl_reading_seconds(&r, utc);
}

/* The line's queue ID, if it speaks of a queue file made in the same second. */
bool pfl_message_tells_time(cursor c, int64_t *utc)
{
    piece id;
    if (!run_of(&c, CLASS_ALNUM, &id) || !literal(&c, ": "))
        return false;
    if (made_by_cleanup(c, id, utc))
        return true;
    pfl_queue_id made;
    if (!(literal(&c, "client=") || literal(&c, "message-id=") || literal(&c, "uid=")) ||
        pfl_queue_id_decode(id.at, id.length, &made) != PFL_OK || made.form != PFL_QUEUE_ID_LONG)
        return false;
    *utc = made.time / 1000000;
    return true;
}

static void count(struct candidate *candidates, size_t *used, int32_t year, int32_t offset, int64_t utc)
{
    struct candidate *weakest = candidates;
    for (size_t i = 0; i < *used; i++) {
        if (candidates[i].year == year && candidates[i].offset == offset) {
            candidates[i].witnesses++;
            if (utc > candidates[i].latest)
                candidates[i].latest = utc;
            return;
        }
        if (candidates[i].witnesses < weakest->witnesses)
            weakest = &candidates[i];
    }
    if (*used < CANDIDATES)
        weakest = &candidates[(*used)++];
    *weakest = (struct candidate){year, offset, 1, utc};
}

/*
 * Takes the year from the time in UTC and the offset from the difference to the
 * stamp, which lies in that year or, around New Year, in the one beside it.
 */
static void witness(struct candidate *candidates, size_t *used, struct reading r, int64_t utc)
{
    int64_t year = pfl_year_of_day(utc / 86400);
    for (int64_t y = year - 1; y <= year + 1; y++) {
        int64_t local;
        r.year = (int32_t)y;
        if (!pfl_reading_seconds(&r, &local))
            continue;
        int64_t ahead = local - utc,
                rounded = (ahead + LARGEST_OFFSET + QUARTER / 2) / QUARTER * QUARTER - LARGEST_OFFSET;
        if (ahead < -LARGEST_OFFSET || ahead > LARGEST_OFFSET)
            continue;
        /* a queue file is made a few seconds before its first lines are written */
        if (ahead - rounded < -5 || ahead - rounded > 60)
            continue;
        count(candidates, used, (int32_t)y, (int32_t)rounded, utc);
    }
}

int32_t pfl_clock_from_log(const void *data, size_t length, pfl_clock *clock)
{
    if ((data == NULL && length > 0) || clock == NULL)
        return PFL_ERR_ARGUMENT;
    struct candidate candidates[CANDIDATES];
    size_t used = 0;
    struct clock stamps = {.zone_count = 0};
    clock_changed(&stamps);
    cursor all = {data, length ? (const char *)data + length : data};
    piece line;
    char last[ENOUGH + SCAN_SLACK] = {0};
    while (until_byte(&all, '\n', &line)) {
        if (cursor_left(&all) < SCAN_SLACK) {
            line.length = line.length < ENOUGH ? line.length : ENOUGH;
            line.at = memcpy(last, line.at, line.length);
            memset(last + line.length, 0, SCAN_SLACK);
        }
        cursor c = {line.at, line.at + line.length};
        struct reading r;
        struct header header;
        int64_t utc;
        if (!is_class(cursor_peek(&c), CLASS_UPPER) || !pfl_reading_rfc3164(&c, &r) || r.year != YEAR_UNKNOWN ||
            !pfl_read_header(&stamps, line, &header))
            continue;
        if (pfl_message_tells_time((cursor){header.message.at, header.message.at + header.message.length}, &utc))
            witness(candidates, &used, r, utc);
    }
    *clock = (pfl_clock){0, 0, 0};
    for (size_t i = 0; i < used; i++)
        if (candidates[i].witnesses > clock->witnesses ||
            (candidates[i].witnesses == clock->witnesses && candidates[i].latest * 1000000 > clock->latest))
            *clock = (pfl_clock){candidates[i].latest * 1000000, candidates[i].offset, candidates[i].witnesses};
    return PFL_OK;
}
