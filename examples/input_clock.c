/*
 * Year and zone for stamps that have none ("Jul 10 05:02:12").
 *
 * Sources, the strongest first:
 *
 *   1. --reference-time; FILE@+02:00, then --utc-offset
 *   2. the log itself: lines that carry their own UTC time (pfl_clock_from_log)
 *   3. the file's modification time, or now; the machine's zone rules
 *
 * 2 over 3, the zone: when the log's clock was, at its last witness, as far from
 * UTC as this machine's zone says for that time, the log is taken to be from this
 * zone, and its rules hold (summer time changes within the file). Otherwise its
 * offset holds for the whole file: a log that was copied here from elsewhere.
 *
 * 2 over 3, the year: a parser dates a stamp into the year before its reference
 * time + 26 h, so the reference must be later than every line.
 * - A plain file is sampled at its end. Its last stamp, dated into the year after
 *   the last witness, is its reference. The modification time only says when the
 *   file was last written to, or copied.
 * - Of a stream only the beginning is known. If the modification time (or now)
 *   dates the first line as the witnesses do, it stays. Otherwise the log is an
 *   old one, and the reference is a year after its first line, less the 26 h and
 *   two days for lines that are out of order.
 */
#include "input_parts.h"
#include "terminal.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define HOUR  (3600 * MICROSECONDS)
#define DAY   (24 * HOUR)
#define SLACK (26 * HOUR) /* as parser.h says */
/* A reference that dates stamps into [time - 2 days, time + a year - 2 days]. */
#define YEAR_AFTER(time) ((time) + 363 * DAY - SLACK)

/* --- The machine's zone ------------------------------------------------------ */

/* How far the local clock is ahead of UTC at a time (both in seconds); by POSIX's own formula for days. */
static int32_t local_offset(time_t at)
{
    struct tm tm;
    if (localtime_r(&at, &tm) == NULL)
        return 0;
    int64_t y = tm.tm_year;
    int64_t days = (y - 70) * 365 + (y - 69) / 4 - (y - 1) / 100 + (y + 299) / 400 + tm.tm_yday;
    return (int32_t)(days * 86400 + tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec - at);
}

/* The first second after `before` that has the offset of `after`. */
static time_t find_change(time_t before, time_t after)
{
    int32_t offset = local_offset(after);
    while (after - before > 1) {
        time_t middle = before + (after - before) / 2;
        if (local_offset(middle) == offset)
            after = middle;
        else
            before = middle;
    }
    return after;
}

/*
 * Walks in steps of a week (no zone changes its clock twice in one) over the years
 * in which a log without years can lie. The oldest changes go when there are too many.
 */
uint32_t clock_of_machine(pfl_zone zones[PFL_MAX_ZONES])
{
    const time_t week = 7 * 86400;
    time_t now = (time_t)(input_now() / MICROSECONDS), at = now - 40 * 52 * week, end = now + 3 * 52 * week;
    int32_t offset;
    uint32_t count = 1;
    tzset();
    offset = local_offset(at);
    zones[0] = (pfl_zone){.since = at * MICROSECONDS, .offset = offset};
    for (; at < end; at += week) {
        int32_t next = local_offset(at + week);
        if (next == offset)
            continue;
        if (count == PFL_MAX_ZONES)
            memmove(zones, zones + 1, --count * sizeof *zones);
        zones[count++] = (pfl_zone){.since = find_change(at, at + week) * MICROSECONDS, .offset = next};
        offset = next;
    }
    return count;
}

static int32_t offset_at(const pfl_zone *zones, uint32_t count, int64_t time)
{
    while (count > 1 && zones[count - 1].since > time)
        count--;
    return zones[count - 1].offset;
}

static void set_offset(input_file *file, int32_t offset)
{
    file->zones[0] = (pfl_zone){.offset = offset};
    file->zone_count = 1;
}

/* --- What a sample says ------------------------------------------------------ */

/* The time of the first or last line of a sample that has one. */
typedef struct dated {
    int64_t first, last;
} dated;

static dated date_lines(const input_file *file, int64_t reference, const char *data, size_t length, bool only_first)
{
    dated result = {PFL_TIME_INVALID, PFL_TIME_INVALID};
    pfl_parser_options options = {
        .size = sizeof options, .reference_time = reference, .zones = file->zones, .zone_count = file->zone_count};
    pfl_event events[32];
    pfl_parser *parser;
    size_t count = 1, consumed;
    if (pfl_parser_create(&parser, &options) != PFL_OK)
        return result;
    while (count > 0 && pfl_parse(parser, data, length, PFL_FINAL, events, sizeof *events,
                                  sizeof events / sizeof *events, &count, &consumed) >= 0) {
        for (size_t i = 0; i < count; i++)
            if (events[i].time != PFL_TIME_INVALID) {
                result.first = result.first != PFL_TIME_INVALID ? result.first : events[i].time;
                result.last = events[i].time;
            }
        if (only_first && result.first != PFL_TIME_INVALID)
            break;
        data += consumed;
        length -= consumed;
    }
    pfl_parser_destroy(parser);
    return result;
}

static int64_t first_time(const input_file *file, int64_t reference, const char *head, size_t length)
{
    return date_lines(file, reference, head, length, true).first;
}

/* The whole lines in the last TAIL_SIZE bytes of a plain file; to be freed. */
static char *read_tail(const input_file *file, size_t *length)
{
    uint64_t start = file->size > TAIL_SIZE ? file->size - TAIL_SIZE : 0;
    size_t size = (size_t)(file->size - start);
    char *data = must_resize(NULL, size);
    *length = 0;
    while (*length < size) {
        ssize_t n = pread(file->source->fd, data + *length, size - *length, (off_t)(start + *length));
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
        *length += n > 0 ? (size_t)n : 0;
    }
    char *line = start > 0 ? memchr(data, '\n', *length) : NULL;
    if (line != NULL) {
        *length -= (size_t)(line + 1 - data);
        memmove(data, line + 1, *length);
    }
    return data;
}

/* --- The decision ------------------------------------------------------------ */

static void take_zone(input_file *file, const pfl_clock *clock)
{
    if (clock->utc_offset != offset_at(file->zones, file->zone_count, clock->latest))
        set_offset(file, clock->utc_offset);
}

static void clock_of_plain(input_file *file, bool offset_given, bool reference_given)
{
    pfl_clock clock;
    size_t length;
    char *tail = read_tail(file, &length);
    if (pfl_clock_from_log(tail, length, &clock) == PFL_OK && clock.witnesses > 0) {
        if (!offset_given)
            take_zone(file, &clock);
        if (!reference_given) {
            /* The last stamp is in the last lines; all of the sample need not be dated for it. */
            size_t rest = length < HEAD_SIZE ? length : HEAD_SIZE;
            int64_t last = date_lines(file, YEAR_AFTER(clock.latest), tail + length - rest, rest, false).last;
            file->reference = last > clock.latest ? last : clock.latest;
        }
    }
    free(tail);
}

static void clock_of_stream(input_file *file, bool offset_given, bool reference_given, const char *head, size_t length)
{
    pfl_clock clock;
    if (pfl_clock_from_log(head, length, &clock) != PFL_OK || clock.witnesses == 0)
        return;
    if (!offset_given)
        take_zone(file, &clock);
    int64_t first = first_time(file, clock.latest, head, length);
    if (!reference_given && first != first_time(file, file->reference, head, length)) {
        file->reference = YEAR_AFTER(first);
        file->live = false;
    }
}

void clock_of_file(input_file *file, const input_options *options, const pfl_zone *machine, uint32_t machine_count,
                   const char *head, size_t head_length)
{
    const input_source *source = file->source;
    bool offset_given = source->offset_given || options->offset_given;
    memcpy(file->zones, machine, machine_count * sizeof *machine);
    file->zone_count = machine_count;
    if (offset_given)
        set_offset(file, source->offset_given ? source->offset : options->offset);
    file->live = !file->regular && !options->reference_given;
    file->reference = options->reference_given ? options->reference : file->live ? input_now() : source->modified;

    if (file->regular && file->packing == INPUT_PLAIN)
        clock_of_plain(file, offset_given, options->reference_given);
    else
        clock_of_stream(file, offset_given, options->reference_given, head, head_length);
    file->first = first_time(file, file->reference, head, head_length);
}
