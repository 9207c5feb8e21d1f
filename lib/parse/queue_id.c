#include "lib/parse/cursor.h"

#include <postfixlog/queue_id.h>

/* Base 52: digits and the letters that are no vowels, capitals first; base 51 is without the z (global/mail_queue.h).
 */
static const char safe_alphabet[] = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";

#define HEX_SECOND_DIGITS       5
#define LONG_MICROSECOND_DIGITS 4
#define LONG_SECOND_DIGITS      6 /* at least */
#define INODE_SEPARATOR         'z'
#define SECOND                  UINT64_C(1000000)

/* The value of text in a base, of digits from an alphabet; false when one is none or it exceeds limit. */
static bool value_of(piece text, const char *alphabet, uint64_t base, uint64_t limit, uint64_t *out)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        const char *found = text.at[i] == '\0' ? NULL : strchr(alphabet, text.at[i]);
        uint64_t digit = found == NULL ? base : (uint64_t)(found - alphabet);
        if (digit >= base || value > (limit - digit) / base)
            return false;
        value = value * base + digit;
    }
    *out = value;
    return text.length > 0;
}

static bool decode_short(piece id, pfl_queue_id *out)
{
    static const char hex[] = "0123456789ABCDEF";
    uint64_t microsecond;
    if (id.length <= HEX_SECOND_DIGITS ||
        !value_of((piece){id.at, HEX_SECOND_DIGITS}, hex, 16, SECOND - 1, &microsecond) ||
        !value_of((piece){id.at + HEX_SECOND_DIGITS, id.length - HEX_SECOND_DIGITS}, hex, 16, UINT64_MAX, &out->inode))
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
    if (!value_of((piece){id.at, seconds_length}, safe_alphabet, 52, INT64_MAX / SECOND - 1, &seconds) ||
        !value_of((piece){id.at + seconds_length, LONG_MICROSECOND_DIGITS}, safe_alphabet, 52, SECOND - 1,
                  &microsecond) ||
        !value_of((piece){id.at + z, id.length - z}, safe_alphabet, 51, UINT64_MAX, &out->inode))
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
