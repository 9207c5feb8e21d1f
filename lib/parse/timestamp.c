#include "lib/parse/timestamp.h"

#define SECOND      INT64_C(1000000)
#define DAY_SECONDS INT64_C(86400)

/* A stamp may lie this far after the reference: a log's clock in another zone is at most 26 hours ahead. */
#define REFERENCE_SLACK (26 * 3600 * SECOND)

/* Eight years back there is always a February 29, also around 1900 and 2100. */
#define LEAP_SEARCH 8

int64_t pfl_days_from_civil(int64_t year, uint32_t month, uint32_t day)
{
    /* Years start in March, so that the leap day is the last of its year; eras of 400 years repeat. */
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (int64_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + (int64_t)day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int64_t pfl_year_of_day(int64_t days)
{
    int64_t year = 1970 + days / 366;
    if (days < 0)
        year = 1970 + days / 365 - 1;
    while (pfl_days_from_civil(year + 1, 1, 1) <= days)
        year++;
    return year;
}

static bool leap_year(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static uint32_t days_in_month(int64_t year, uint32_t month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && leap_year(year) ? 1U : 0U);
}

/* February 29 is possible in some year; a second 60 is a leap second. */
static bool possible(const struct reading *r)
{
    int64_t year = r->year == YEAR_UNKNOWN ? 2000 : r->year;
    return r->month >= 1 && r->month <= 12 && r->day >= 1 && r->day <= days_in_month(year, r->month) && r->hour <= 23 &&
           r->minute <= 59 && r->second <= 60;
}

static int64_t clock_seconds(const struct reading *r, int64_t year)
{
    return pfl_days_from_civil(year, r->month, r->day) * DAY_SECONDS + r->hour * 3600 + r->minute * 60 + r->second;
}

bool pfl_reading_seconds(const struct reading *r, int64_t *out)
{
    if (r->year == YEAR_UNKNOWN || !possible(r))
        return false;
    *out = clock_seconds(r, r->year);
    return true;
}

/*
 * Local seconds to UTC by the list of offsets. A reading can fall into two
 * intervals (the clock was set back: the first is taken) or into none (it was
 * set forward: the offset before the change is taken).
 */
static int64_t local_to_utc(const struct clock *clock, int64_t local, uint32_t *flags)
{
    int64_t found = 0, fallback = 0;
    uint32_t readings = 0;
    for (uint32_t i = 0; i < clock->zone_count; i++) {
        int64_t utc = (local - clock->zones[i].offset) * SECOND;
        bool begun = i == 0 || utc >= clock->zones[i].since;
        bool ended = i + 1 < clock->zone_count && utc >= clock->zones[i + 1].since;
        if (begun && !ended && readings++ == 0)
            found = utc;
        if (begun)
            fallback = utc;
    }
    if (readings > 1)
        *flags |= PFL_FLAG_HOUR_DOUBLED;
    *flags |= PFL_FLAG_ZONE_INFERRED;
    if (clock->zone_count == 0)
        return local * SECOND;
    return readings ? found : fallback;
}

static struct stamp in_year(const struct clock *clock, const struct reading *r, int64_t year)
{
    struct stamp stamp = {0, 0};
    int64_t seconds = clock_seconds(r, year);
    stamp.time = r->has_offset ? (seconds - r->offset) * SECOND : local_to_utc(clock, seconds, &stamp.flags);
    stamp.time += r->microsecond;
    return stamp;
}

static struct stamp stamp_of(const struct clock *clock, const struct reading *r)
{
    struct stamp stamp = {PFL_TIME_INVALID, PFL_FLAG_TIME_INVALID};
    if (!possible(r))
        return stamp;
    if (r->year != YEAR_UNKNOWN)
        return in_year(clock, r, r->year);

    int64_t latest = clock->reference + REFERENCE_SLACK;
    int64_t days = latest / (DAY_SECONDS * SECOND) - (latest % (DAY_SECONDS * SECOND) < 0);
    int64_t year = pfl_year_of_day(days) + 1; /* + 1: a local clock may be in the new year already */
    for (int back = 0; back <= LEAP_SEARCH + 1; back++, year--) {
        if (r->day > days_in_month(year, r->month))
            continue;
        stamp = in_year(clock, r, year);
        if (stamp.time <= latest)
            break;
    }
    stamp.flags |= PFL_FLAG_YEAR_INFERRED;
    return stamp;
}

static bool two_digits(cursor *c, uint32_t *out)
{
    const char *from = c->at;
    return number32(c, out) && c->at - from <= 2;
}

/* A fraction of a second, of any length, behind . or , */
static void fraction(cursor *c, struct reading *r)
{
    r->microsecond = 0;
    if ((cursor_peek(c) == '.' || cursor_peek(c) == ',') && cursor_left(c) > 1 && is_class(c->at[1], CLASS_DIGIT)) {
        c->at++;
        for (uint32_t scale = 100000; c->at < c->end && is_class(*c->at, CLASS_DIGIT); scale /= 10)
            r->microsecond += (uint32_t)(*c->at++ - '0') * scale;
    }
}

/* hh:mm:ss */
static bool clock_time(cursor *c, struct reading *r)
{
    return two_digits(c, &r->hour) && literal(c, ":") && two_digits(c, &r->minute) && literal(c, ":") &&
           two_digits(c, &r->second);
}

static bool month_name(cursor *c, uint32_t *out)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (cursor_left(c) < 3)
        return false;
    for (uint32_t month = 0; month < 12; month++)
        if (memcmp(c->at, names + 3 * month, 3) == 0) {
            c->at += 3;
            *out = month + 1;
            return true;
        }
    return false;
}

static bool blanks(cursor *c)
{
    const char *from = c->at;
    while (c->at < c->end && *c->at == ' ')
        c->at++;
    return c->at != from;
}

/* The blank behind a stamp; a line may also end there. */
static bool stamp_ends(cursor *c)
{
    return cursor_at_end(c) || literal(c, " ");
}

/*
 * Files in the wild have one or two blanks before the day, whatever its width,
 * and some syslog daemons write the year before or behind the time.
 */
bool pfl_reading_rfc3164(cursor *c, struct reading *r)
{
    r->year = YEAR_UNKNOWN;
    r->has_offset = false;
    if (!month_name(c, &r->month) || !blanks(c) || !two_digits(c, &r->day) || !blanks(c))
        return false;
    cursor year = *c;
    uint32_t value;
    if (number32(&year, &value) && year.at - c->at == 4 && literal(&year, " ")) {
        r->year = (int32_t)value;
        *c = year;
    }
    if (!clock_time(c, r))
        return false;
    fraction(c, r);
    return true;
}

/*
 * Whether all seconds of a reading's minute have the same year and offset as its
 * first one: the ends agree, and no offset changes within a day.
 */
static bool whole_minute(const struct clock *clock, struct reading r, struct stamp *first)
{
    r.second = r.microsecond = 0;
    *first = stamp_of(clock, &r);
    r.second = 59;
    struct stamp last = stamp_of(clock, &r);
    if (first->time == PFL_TIME_INVALID || last.time - first->time != 59 * SECOND || first->flags != last.flags)
        return false;
    for (uint32_t i = 1; i < clock->zone_count; i++) {
        int64_t distance = clock->zones[i].since / SECOND - first->time / SECOND;
        if (distance > -2 * DAY_SECONDS && distance < 2 * DAY_SECONDS)
            return false;
    }
    return true;
}

bool pfl_stamp_rfc3164(struct clock *clock, cursor *c, struct stamp *out)
{
    if (same_minute(clock, c, out))
        return true;
    cursor at = *c;
    struct reading r;
    if (!pfl_reading_rfc3164(&at, &r) || !stamp_ends(&at))
        return false;
    *out = stamp_of(clock, &r);
    if (at.at - c->at == STAMP_LENGTH && at.at[-1] == ' ') {
        clock->has_minute = whole_minute(clock, r, &clock->minute_stamp);
        memcpy(clock->minute, c->at, MINUTE_LENGTH);
    }
    *c = at;
    return true;
}

/* Z, +hh:mm, +hhmm or +hh; nothing means the local clock. */
static bool zone(cursor *c, struct reading *r)
{
    r->has_offset = false;
    r->offset = 0;
    if (literal(c, "Z") || literal(c, "z")) {
        r->has_offset = true;
        return true;
    }
    char sign = cursor_peek(c);
    if (sign != '+' && sign != '-')
        return true;
    c->at++;
    uint32_t hours = 0, minutes = 0;
    for (int i = 0; i < 2; i++) {
        if (!is_class(cursor_peek(c), CLASS_DIGIT))
            return false;
        hours = hours * 10 + (uint32_t)(*c->at++ - '0');
    }
    bool colon = literal(c, ":");
    if (colon || is_class(cursor_peek(c), CLASS_DIGIT))
        for (int i = 0; i < 2; i++) {
            if (!is_class(cursor_peek(c), CLASS_DIGIT))
                return false;
            minutes = minutes * 10 + (uint32_t)(*c->at++ - '0');
        }
    r->has_offset = true;
    r->offset = (int32_t)(hours * 3600 + minutes * 60);
    if (sign == '-')
        r->offset = -r->offset;
    return hours <= 23 && minutes <= 59;
}

static bool iso_date(cursor *c, struct reading *r)
{
    uint32_t year;
    const char *from = c->at;
    if (!number32(c, &year) || c->at - from != 4 || !literal(c, "-") || !two_digits(c, &r->month) || !literal(c, "-") ||
        !two_digits(c, &r->day))
        return false;
    r->year = (int32_t)year;
    return true;
}

#define ISO_MINUTE_LENGTH (sizeof((struct clock *)0)->iso_minute)
#define ISO_SECOND_LENGTH (ISO_MINUTE_LENGTH + strlen("50"))
#define ISO_ZONE_LENGTH   (sizeof((struct clock *)0)->iso_zone)
#define ISO_STAMP_LENGTH  (ISO_SECOND_LENGTH + strlen(".573796") + ISO_ZONE_LENGTH)

/* ".573796+00:00 " as rsyslog writes it, in the zone of the stamp before. */
static bool usual_fraction(const struct clock *clock, cursor *c, uint32_t *microsecond)
{
    if (clock->iso_zone[0] == '\0' || *c->at != '.' || memcmp(c->at + 7, clock->iso_zone, ISO_ZONE_LENGTH) != 0)
        return false;
    *microsecond = 0;
    for (size_t i = 1; i <= 6; i++) {
        if (!is_class(c->at[i], CLASS_DIGIT))
            return false;
        *microsecond = *microsecond * 10 + (uint32_t)(c->at[i] - '0');
    }
    c->at += 7 + ISO_ZONE_LENGTH;
    return true;
}

/* The minute of the stamp before, which most lines share, with a fraction and a zone of its own. */
static bool same_iso_minute(const struct clock *clock, cursor *c, struct stamp *out)
{
    cursor at = *c;
    struct reading r;
    if (!clock->has_iso_minute || cursor_left(&at) < ISO_STAMP_LENGTH ||
        memcmp(at.at, clock->iso_minute, ISO_MINUTE_LENGTH) != 0 ||
        !second_of_minute(at.at + ISO_MINUTE_LENGTH, &r.second))
        return false;
    at.at += ISO_SECOND_LENGTH;
    if (usual_fraction(clock, &at, &r.microsecond)) {
        r.offset = clock->iso_offset;
    } else {
        fraction(&at, &r);
        if (!zone(&at, &r) || !r.has_offset || !stamp_ends(&at))
            return false;
    }
    *out = (struct stamp){(clock->iso_clock_seconds + r.second - r.offset) * SECOND + r.microsecond, 0};
    *c = at;
    return true;
}

/* A reading whose seconds stand behind so many bytes, and what its zone was written with. */
static void keep_minute(struct clock *clock, const char *stamp, size_t length, struct reading r, const cursor *behind)
{
    r.second = 0;
    clock->has_iso_minute = length == ISO_SECOND_LENGTH && pfl_reading_seconds(&r, &clock->iso_clock_seconds);
    if (clock->has_iso_minute)
        memcpy(clock->iso_minute, stamp, ISO_MINUTE_LENGTH);
    const char *written = behind->at - ISO_ZONE_LENGTH;
    if (r.has_offset && (*written == '+' || *written == '-') && behind->at[-1] == ' ') {
        memcpy(clock->iso_zone, written, ISO_ZONE_LENGTH);
        clock->iso_offset = r.offset;
    }
}

bool pfl_stamp_iso(struct clock *clock, cursor *c, struct stamp *out)
{
    cursor at = *c;
    struct reading r;
    if (same_iso_minute(clock, c, out))
        return true;
    if (!iso_date(&at, &r) || !(literal(&at, "T") || literal(&at, " ")) || !clock_time(&at, &r))
        return false;
    size_t length = (size_t)(at.at - c->at);
    fraction(&at, &r);
    if (!zone(&at, &r) || !stamp_ends(&at))
        return false;
    *out = stamp_of(clock, &r);
    keep_minute(clock, c->at, length, r, &at);
    *c = at;
    return true;
}

static struct beginning *new_beginning(struct clock *clock, const char *line, size_t stamp, size_t length)
{
    struct beginning *b = &clock->beginning;
    memset(b->mask, 0, sizeof b->mask);
    memset(b->mask, 0xFF, length);
    memset(b->text, 0, sizeof b->text);
    memcpy(b->text, line, length);
    b->length = (uint16_t)length;
    b->host = (pfl_span){(uint16_t)stamp, (uint16_t)(length - stamp - 1)};
    b->needed = length > SCAN_SAME - SCAN_SLACK ? length : SCAN_SAME - SCAN_SLACK;
    return b;
}

static void digits_differ(struct beginning *b, size_t at, size_t count)
{
    memset(b->mask + at, 0, count);
}

void pfl_keep_beginning(struct clock *clock, const char *line, const char *host, const char *program)
{
    size_t stamp = (size_t)(host - line), length = (size_t)(program - line);
    if (length > SCAN_SAME)
        return;
    if (stamp == STAMP_LENGTH && clock->has_minute && memcmp(line, clock->minute, MINUTE_LENGTH) == 0) {
        struct beginning *b = new_beginning(clock, line, stamp, length);
        b->minute = clock->minute_stamp;
        b->second_at = MINUTE_LENGTH;
        b->fraction_at = 0;
        digits_differ(b, MINUTE_LENGTH, 2);
    } else if (stamp == ISO_STAMP_LENGTH && clock->has_iso_minute &&
               memcmp(line, clock->iso_minute, ISO_MINUTE_LENGTH) == 0 &&
               memcmp(host - ISO_ZONE_LENGTH, clock->iso_zone, ISO_ZONE_LENGTH) == 0) {
        struct beginning *b = new_beginning(clock, line, stamp, length);
        b->minute = (struct stamp){(clock->iso_clock_seconds - clock->iso_offset) * SECOND, 0};
        b->second_at = ISO_MINUTE_LENGTH;
        b->fraction_at = ISO_SECOND_LENGTH + 1;
        digits_differ(b, ISO_MINUTE_LENGTH, 2);
        digits_differ(b, ISO_SECOND_LENGTH + 1, 6);
    }
}

static bool weekday(cursor *c)
{
    static const char names[] = "MonTueWedThuFriSatSun";
    for (size_t day = 0; day < 7; day++)
        if (cursor_left(c) >= 4 && memcmp(c->at, names + 3 * day, 3) == 0 && c->at[3] == ' ') {
            c->at += 4;
            return true;
        }
    return false;
}

/* journalctl -o short-full: a zone's abbreviation says nothing for sure, but UTC does, and so does "+0530". */
bool pfl_stamp_full(const struct clock *clock, cursor *c, struct stamp *out)
{
    cursor at = *c;
    struct reading r;
    if (!weekday(&at) || !iso_date(&at, &r) || !literal(&at, " ") || !clock_time(&at, &r))
        return false;
    fraction(&at, &r);
    if (!literal(&at, " "))
        return false;
    piece name;
    if (cursor_peek(&at) == '+' || cursor_peek(&at) == '-') {
        if (!zone(&at, &r))
            return false;
    } else if (run_of(&at, CLASS_LETTER, &name)) {
        r.has_offset = piece_is(name, "UTC") || piece_is(name, "GMT");
        r.offset = 0;
    } else {
        return false;
    }
    if (!stamp_ends(&at))
        return false;
    *out = stamp_of(clock, &r);
    *c = at;
    return true;
}

/* journalctl -o short-unix: 9 to 11 digits of seconds are the years 1973 to 5138. */
bool pfl_stamp_unix(cursor *c, struct stamp *out)
{
    cursor at = *c;
    uint64_t seconds, microseconds;
    if (!number(&at, UINT64_C(99999999999), &seconds) || at.at - c->at < 9 || !literal(&at, "."))
        return false;
    const char *fraction = at.at;
    if (!number(&at, 999999, &microseconds) || at.at - fraction != 6 || !stamp_ends(&at))
        return false;
    out->time = (int64_t)seconds * SECOND + (int64_t)microseconds;
    out->flags = 0;
    *c = at;
    return true;
}
