#include "lib/parse/cursor.h"

#include <postfixlog/queue_id.h>

/*
 * Digits by their bytes: the value and one, 0 for what is none. Base 52 is digits and the letters that are no vowels,
 * capitals first; base 51 is without the z (global/mail_queue.h).
 */
static const uint8_t hex_digits[256] = {['0'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ['A'] = 11, 12, 13, 14, 15, 16};

static const uint8_t safe_digits[256] = {
    ['0'] = 1,  2,  3,  4,  5,  6,  7,  8,  9,  10, /* 0 to 9 */
    ['B'] = 11, 12, 13,                             /* BCD */
    ['F'] = 14, 15, 16,                             /* FGH */
    ['J'] = 17, 18, 19, 20, 21,                     /* JKLMN */
    ['P'] = 22, 23, 24, 25, 26,                     /* PQRST */
    ['V'] = 27, 28, 29, 30, 31,                     /* VWXYZ */
    ['b'] = 32, 33, 34,                             /* bcd */
    ['f'] = 35, 36, 37,                             /* fgh */
    ['j'] = 38, 39, 40, 41, 42,                     /* jklmn */
    ['p'] = 43, 44, 45, 46, 47,                     /* pqrst */
    ['v'] = 48, 49, 50, 51, 52,                     /* vwxyz */
};

#define HEX_SECOND_DIGITS       5
#define LONG_MICROSECOND_DIGITS 4
#define LONG_SECOND_DIGITS      6 /* at least */
#define INODE_SEPARATOR         'z'
#define SECOND                  UINT64_C(1000000)

#define DIGITS_THAT_FIT_52 11 /* into 64 bits, in base 52 or a lower one */

/* The value of text in a base; false when one of its bytes is no digit or it exceeds limit. */
static bool value_of(piece text, const uint8_t *digits, uint64_t base, uint64_t limit, uint64_t *out)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        uint64_t digit = digits[(unsigned char)text.at[i]] - UINT64_C(1); /* the highest of all for none */
        if (digit >= base || (i >= DIGITS_THAT_FIT_52 && value > (limit - digit) / base))
            return false;
        value = value * base + digit;
    }
    *out = value;
    return text.length > 0 && value <= limit;
}

static bool decode_short(piece id, pfl_queue_id *out)
{
    uint64_t microsecond;
    if (id.length <= HEX_SECOND_DIGITS ||
        !value_of((piece){id.at, HEX_SECOND_DIGITS}, hex_digits, 16, SECOND - 1, &microsecond) ||
        !value_of((piece){id.at + HEX_SECOND_DIGITS, id.length - HEX_SECOND_DIGITS}, hex_digits, 16, UINT64_MAX, &out->inode))
        return false;
    out->form = PFL_QUEUE_ID_SHORT;
    out->microsecond = (uint32_t)microsecond;
    out->time = PFL_TIME_INVALID;
    return true;
}

/* The separator is the last z: seconds and microseconds may hold others. */
static bool decode_long(piece id, pfl_queue_id *out)
{
    size_t z = id.length;
    while (z > 0 && id.at[z - 1] != INODE_SEPARATOR)
        z--;
    if (z <= LONG_SECOND_DIGITS + LONG_MICROSECOND_DIGITS)
        return false;
    size_t seconds_length = z - 1 - LONG_MICROSECOND_DIGITS;
    uint64_t seconds, microsecond;
    if (!value_of((piece){id.at, seconds_length}, safe_digits, 52, INT64_MAX / SECOND - 1, &seconds) ||
        !value_of((piece){id.at + seconds_length, LONG_MICROSECOND_DIGITS}, safe_digits, 52, SECOND - 1,
                  &microsecond) ||
        !value_of((piece){id.at + z, id.length - z}, safe_digits, 51, UINT64_MAX, &out->inode))
        return false;
    out->form = PFL_QUEUE_ID_LONG;
    out->microsecond = (uint32_t)microsecond;
    out->time = (int64_t)(seconds * SECOND + microsecond);
    return true;
}

int32_t pfl_queue_id_decode(const char *text, size_t length, pfl_queue_id *out)
{
    if (text == NULL || out == NULL)
        return PFL_ERR_ARGUMENT;
    pfl_queue_id id;
    memset(&id, 0, sizeof id);
    if (!decode_short((piece){text, length}, &id) && !decode_long((piece){text, length}, &id))
        return PFL_ERR_ARGUMENT;
    *out = id;
    return PFL_OK;
}
