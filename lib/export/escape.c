#include "lib/export/escape.h"

#include "lib/export/utf8.h"

#include <string.h>

/* Of bytes: 0 for plain ones, 1 for what is special in ASCII, 2 for what may be a part of UTF-8. */
enum { PLAIN, SPECIAL, HIGH };
/* clang-format off */
#define EIGHT(class)   class, class, class, class, class, class, class, class
#define SIXTEEN(class) EIGHT(class), EIGHT(class)
static const unsigned char classes[256] = {
    SIXTEEN(1), SIXTEEN(1),
    0, 0, 1, 0, 0, 0, 0, 0, EIGHT(0), /* " */
    SIXTEEN(0), SIXTEEN(0),
    EIGHT(0), 0, 0, 0, 0, 1, 0, 0, 0, /* \ */
    SIXTEEN(0),
    EIGHT(0), 0, 0, 0, 0, 0, 0, 0, 1, /* DEL */
    SIXTEEN(2), SIXTEEN(2), SIXTEEN(2), SIXTEEN(2), SIXTEEN(2), SIXTEEN(2), SIXTEEN(2), SIXTEEN(2),
};
/* clang-format on */

/*
 * Characters that are kept from a reader's eyes and terminal: C1 controls;
 * Unicode's marks that turn the direction of the text around them (UAX 9); its
 * two line ends, at which some readers of lines split.
 */
static int is_control(uint32_t character)
{
    if (character < 0xA0)
        return character < 0x20 || character >= 0x7F;
    return character == 0x61C || character == 0x200E || character == 0x200F ||
           (character >= 0x2028 && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

/* Eight bytes at once: 0 when all are plain. Only a special byte borrows from the one above it. */
static uint64_t any_special(const unsigned char *text)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
    uint64_t bytes, quotes, backslashes, deletes;
    memcpy(&bytes, text, sizeof bytes);
    quotes = bytes ^ (ones * '"');
    backslashes = bytes ^ (ones * '\\');
    deletes = bytes ^ (ones * 0x7F);
    return (bytes | (bytes - ones * 0x20) | (quotes - ones) | (backslashes - ones) | (deletes - ones)) & tops;
}

size_t pfl_escape_plain(const unsigned char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        while (length - at >= 8 && any_special(text + at) == 0)
            at += 8;
        while (at < length && classes[text[at]] == PLAIN)
            at++;
        if (at == length || classes[text[at]] == SPECIAL)
            break;
        uint32_t character;
        size_t width = utf8_character(text + at, length - at, &character);
        if (width == 0 || is_control(character))
            break;
        at += width;
    }
    return at;
}

static int is_hex(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

struct special pfl_escape_special(const unsigned char *text, size_t length)
{
    struct special special = {.form = SPECIAL_BYTE, .length = 1};
    if (text[0] == '"') {
        special.form = SPECIAL_QUOTE;
    } else if (text[0] == '\\') {
        if (length < 4 || text[1] != 'x' || !is_hex(text[2]) || !is_hex(text[3]))
            special.form = SPECIAL_BACKSLASH;
    } else {
        size_t width = utf8_character(text, length, &special.character);
        if (width != 0) {
            special.form = SPECIAL_CONTROL;
            special.length = (uint16_t)width;
        }
    }
    return special;
}
