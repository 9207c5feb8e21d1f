/* Days to dates and back. Contract in corpus_clock.h. */
#include "corpus_clock.h"

#include <stddef.h>

#define DAYS_IN_400_YEARS 146097
#define DAYS_TO_1970      719468 /* from 0000-03-01: years that begin in March end with the leap day */

clock_time clock_split(int64_t time)
{
    int64_t seconds = time / SECOND, days = seconds / 86400 + DAYS_TO_1970;
    uint32_t clock = (uint32_t)(seconds % 86400);
    uint32_t era = (uint32_t)(days / DAYS_IN_400_YEARS), day = (uint32_t)(days % DAYS_IN_400_YEARS);
    uint32_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    day -= 365 * year + year / 4 - year / 100;
    uint32_t month = (5 * day + 2) / 153; /* 0 is March */
    clock_time split = {.year = year + era * 400 + (month >= 10),
                        .month = month < 10 ? month + 3 : month - 9,
                        .day = day - (153 * month + 2) / 5 + 1,
                        .hour = clock / 3600,
                        .minute = clock / 60 % 60,
                        .second = clock % 60};
    return split;
}

static int64_t days_of(uint32_t year, uint32_t month, uint32_t day)
{
    uint32_t from_march = month > 2 ? month - 3 : month + 9;
    uint32_t y = year - (month <= 2), of_era = y % 400;
    return (int64_t)(y / 400) * DAYS_IN_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 +
           (153 * from_march + 2) / 5 + day - 1 - DAYS_TO_1970;
}

/* A number of so many digits, and what follows it. */
static bool take(const char **text, int digits, char then, uint32_t *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        *value = *value * 10 + (uint32_t)(**text - '0');
    }
    if (then == '\0')
        return true;
    return *(*text)++ == then;
}

bool clock_parse(const char *text, int64_t *time)
{
    uint32_t year, month, day, hour = 0, minute = 0, second = 0;
    if (!take(&text, 4, '-', &year) || !take(&text, 2, '-', &month) || !take(&text, 2, '\0', &day))
        return false;
    if (*text == 'T') {
        text++;
        if (!take(&text, 2, ':', &hour) || !take(&text, 2, ':', &minute) || !take(&text, 2, 'Z', &second))
            return false;
    }
    if (*text != '\0' || year < 1970 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59)
        return false;
    *time = (days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second) * SECOND;
    clock_time back = clock_split(*time);
    return back.month == month && back.day == day;
}

const char *clock_month(uint32_t month)
{
    static const char names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return names[month - 1];
}
