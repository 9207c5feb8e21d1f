/*
 * Numbers, durations and times as text: no stdio, no locale, no gmtime.
 */
#include "lib/export/output.h"

#define MILLION        1000000
#define DAY_SECONDS    86400
#define LONGEST_NUMBER 20 /* 18446744073709551615 */
#define LONGEST_TIME   30 /* -290308-12-21T19:59:05.224192Z */

static const char hex[] = "0123456789abcdef";

/* Writes the last `digits` digits of a number, zeros in front, and returns their end. */
static char *put_digits(char *at, uint32_t number, unsigned digits)
{
    for (unsigned i = digits; i-- > 0; number /= 10)
        at[i] = (char)('0' + number % 10);
    return at + digits;
}

void pfl_output_number(struct output *out, uint64_t number)
{
    char digits[LONGEST_NUMBER];
    char *end = digits + sizeof digits, *at = end;
    for (; number > UINT32_MAX; number /= 10) /* dividing 64 bits is slow on 32-bit machines */
        *--at = (char)('0' + number % 10);
    uint32_t rest = (uint32_t)number;
    do
        *--at = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    output_bytes(out, at, (size_t)(end - at));
}

void pfl_output_duration(struct output *out, int64_t microseconds)
{
    uint64_t magnitude = (uint64_t)microseconds;
    if (microseconds < 0) {
        output_byte(out, '-');
        magnitude = 0 - magnitude; /* INT64_MIN has no positive twin */
    }
    pfl_output_number(out, magnitude / MILLION);
    uint32_t fraction = (uint32_t)(magnitude % MILLION);
    if (fraction == 0)
        return;
    char text[7] = ".";
    unsigned digits = 6;
    for (; fraction % 10 == 0; fraction /= 10)
        digits--;
    char *end = put_digits(text + 1, fraction, digits);
    output_bytes(out, text, (size_t)(end - text));
}

struct date {
    int32_t year; /* 0 is 1 BC */
    uint32_t month;
    uint32_t day;
};

/*
 * The proleptic Gregorian date of a day counted from 1970-01-01. Years start in
 * March here, so that the leap day is the last of its year; 400 of them are
 * 146097 days, and months of 31, 30, 31, 30, 31 days repeat every 153.
 */
static struct date date_of(int32_t days)
{
    int32_t since_0000 = days + 719468; /* 0000-03-01 */
    int32_t era = (since_0000 >= 0 ? since_0000 : since_0000 - 146096) / 146097;
    uint32_t day_of_era = (uint32_t)(since_0000 - era * 146097);
    uint32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    uint32_t march_month = (5 * day_of_year + 2) / 153;
    struct date date = {
        .year = (int32_t)year_of_era + era * 400,
        .month = march_month < 10 ? march_month + 3 : march_month - 9,
        .day = day_of_year - (153 * march_month + 2) / 5 + 1,
    };
    date.year += date.month <= 2;
    return date;
}

void pfl_output_time(struct output *out, int64_t microseconds)
{
    int64_t second = microseconds / MILLION;
    int32_t fraction = (int32_t)(microseconds % MILLION);
    if (fraction < 0) { /* before 1970, division rounds up */
        second--;
        fraction += MILLION;
    }
    int32_t day = (int32_t)(second / DAY_SECONDS);
    int32_t clock_second = (int32_t)(second % DAY_SECONDS);
    if (clock_second < 0) {
        day--;
        clock_second += DAY_SECONDS;
    }
    uint32_t clock = (uint32_t)clock_second;
    struct date date = date_of(day);

    char text[LONGEST_TIME], *at = text;
    if (date.year >= 0 && date.year <= 9999) {
        at = put_digits(at, (uint32_t)date.year, 4);
    } else {
        *at++ = date.year < 0 ? '-' : '+';
        at = put_digits(at, (uint32_t)(date.year < 0 ? -date.year : date.year), 6);
    }
    *at++ = '-';
    at = put_digits(at, date.month, 2);
    *at++ = '-';
    at = put_digits(at, date.day, 2);
    *at++ = 'T';
    at = put_digits(at, clock / 3600, 2);
    *at++ = ':';
    at = put_digits(at, clock / 60 % 60, 2);
    *at++ = ':';
    at = put_digits(at, clock % 60, 2);
    if (fraction != 0) {
        *at++ = '.';
        at = put_digits(at, (uint32_t)fraction, 6);
    }
    *at++ = 'Z';
    output_bytes(out, text, (size_t)(at - text));
}

void pfl_output_value(struct output *out, const pfl_event *event, const pfl_field *field)
{
    const char *from = (const char *)event + field->offset;
    union {
        uint8_t u8;
        uint16_t u16;
        uint32_t u32;
        uint64_t u64;
        int64_t i64;
    } value;
    switch (field->type) {
    case PFL_TYPE_SEVERITY:
        memcpy(&value.u8, from, sizeof value.u8);
        output_string(out, pfl_severity_name(value.u8));
        break;
    case PFL_TYPE_CATEGORY:
        memcpy(&value.u8, from, sizeof value.u8);
        output_string(out, pfl_category_name(value.u8));
        break;
    case PFL_TYPE_U16:
        memcpy(&value.u16, from, sizeof value.u16);
        pfl_output_number(out, value.u16);
        break;
    case PFL_TYPE_U32:
        memcpy(&value.u32, from, sizeof value.u32);
        pfl_output_number(out, value.u32);
        break;
    case PFL_TYPE_U64:
        memcpy(&value.u64, from, sizeof value.u64);
        pfl_output_number(out, value.u64);
        break;
    case PFL_TYPE_DURATION:
        memcpy(&value.i64, from, sizeof value.i64);
        pfl_output_duration(out, value.i64);
        break;
    case PFL_TYPE_TIME:
        memcpy(&value.i64, from, sizeof value.i64);
        pfl_output_time(out, value.i64);
        break;
    }
}

void pfl_output_hex(struct output *out, unsigned char byte)
{
    char text[4] = {'\\', 'x', hex[byte >> 4], hex[byte & 15]};
    output_bytes(out, text, sizeof text);
}
