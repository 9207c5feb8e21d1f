/* The values that options take: times, offsets, sizes, addresses. Contract in options.h. */
#include "options.h"
#include <string.h>

/* Takes exactly count digits off *s. */
static bool digits(const char **s, int count, int *result)
{
    *result = 0;
    for (; count > 0; count--, (*s)++) {
        if (**s < '0' || **s > '9')
            return false;
        *result = *result * 10 + (**s - '0');
    }
    return true;
}

static bool literal(const char **s, char c)
{
    bool there = **s == c;
    *s += there;
    return there;
}

/* --- Times ------------------------------------------------------------------- */

/* Days since 1970-01-01 of the proleptic Gregorian calendar, years from March (Hinnant's days_from_civil). */
static int64_t days_of(int year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && leap);
}

/* +02:00, +0200, +02, Z, to the end of the text. */
static bool offset_to_end(const char *s, int32_t *result)
{
    int hours, minutes = 0, sign = *s == '-' ? -1 : 1;
    if (literal(&s, 'Z') || literal(&s, 'z')) {
        *result = 0;
        return *s == '\0';
    }
    if ((!literal(&s, '+') && !literal(&s, '-')) || !digits(&s, 2, &hours))
        return false;
    if (*s != '\0') {
        literal(&s, ':');
        if (!digits(&s, 2, &minutes) || *s != '\0')
            return false;
    }
    *result = sign * (hours * 3600 + minutes * 60);
    return hours < 24 && minutes < 60;
}

bool value_offset(const char *text, int32_t *result)
{
    return offset_to_end(text, result);
}

/* HH:MM[:SS[.ffffff]], in microseconds. */
static bool time_of_day(const char **s, int64_t *result)
{
    int hour, minute, second = 0;
    int64_t fraction = 0;
    if (!digits(s, 2, &hour) || !literal(s, ':') || !digits(s, 2, &minute))
        return false;
    if (literal(s, ':')) {
        if (!digits(s, 2, &second))
            return false;
        if (literal(s, '.')) {
            if (**s < '0' || **s > '9')
                return false;
            for (int64_t unit = 100000; **s >= '0' && **s <= '9'; (*s)++, unit /= 10)
                fraction += (**s - '0') * unit;
        }
    }
    *result = ((int64_t)hour * 3600 + minute * 60 + second) * 1000000 + fraction;
    return hour < 24 && minute < 60 && second < 60;
}

bool value_time(const char *text, int64_t *result)
{
    int year, month, day;
    int64_t of_day = 0;
    int32_t offset = 0;
    if (!digits(&text, 4, &year) || !literal(&text, '-') || !digits(&text, 2, &month) || !literal(&text, '-') ||
        !digits(&text, 2, &day) || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
        return false;
    if ((literal(&text, 'T') || literal(&text, 't') || literal(&text, ' ')) && !time_of_day(&text, &of_day))
        return false;
    if (*text != '\0' && !offset_to_end(text, &offset))
        return false;
    *result = (days_of(year, month, day) * 86400 - offset) * 1000000 + of_day;
    return true;
}

/* --- Numbers ----------------------------------------------------------------- */

/* The number at *s, which is moved behind it. */
static bool number(const char **s, uint64_t *result)
{
    if (**s < '0' || **s > '9')
        return false;
    for (*result = 0; **s >= '0' && **s <= '9'; (*s)++) {
        uint64_t digit = (uint64_t)(**s - '0');
        if (*result > (UINT64_MAX - digit) / 10)
            return false;
        *result = *result * 10 + digit;
    }
    return true;
}

bool value_count(const char *text, uint64_t least, uint64_t most, uint64_t *result)
{
    return number(&text, result) && *text == '\0' && *result >= least && *result <= most;
}

bool value_size(const char *text, uint64_t *result)
{
    static const char units[] = "kKmMgGtT";
    unsigned shift = 0;
    if (!number(&text, result))
        return false;
    const char *unit = *text != '\0' ? strchr(units, *text) : NULL;
    if (unit != NULL) {
        shift = 10 * (unsigned)((unit - units) / 2 + 1);
        text++;
        if (literal(&text, 'i'))
            text += *text == 'B' ? 1 : 0;
    }
    if (*text != '\0' || *result > UINT64_MAX >> shift)
        return false;
    *result <<= shift;
    return true;
}

/* --- Addresses and names ----------------------------------------------------- */

bool network_holds(const pfl_network *net, const char *address, size_t length)
{
    pfl_network inner;
    return pfl_network_parse(address, length, &inner) == PFL_OK && pfl_network_contains(net, &inner);
}

bool same_folded(const char *left, const char *right, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char l = (unsigned char)left[i], r = (unsigned char)right[i];
        l = l >= 'A' && l <= 'Z' ? l | 0x20 : l;
        r = r >= 'A' && r <= 'Z' ? r | 0x20 : r;
        if (l != r)
            return false;
    }
    return true;
}
