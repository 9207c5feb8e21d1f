/*
 * UTF-8, strictly (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
 */
#ifndef POSTFIXLOG_EXPORT_UTF8_H
#define POSTFIXLOG_EXPORT_UTF8_H

#include <stddef.h>
#include <stdint.h>

static inline int utf8_is_tail(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The length of the character at the start of text, which *character is set to; 0 when there is none. */
static inline size_t utf8_character(const unsigned char *text, size_t length, uint32_t *character)
{
    unsigned char first = text[0];
    if (first < 0x80) {
        *character = first;
        return 1;
    }
    if (first < 0xC2 || first > 0xF4) /* a tail, an overlong form of ASCII, beyond U+10FFFF */
        return 0;
    if (length < 2 || !utf8_is_tail(text[1]))
        return 0;
    if (first < 0xE0) {
        *character = (uint32_t)(first & 0x1F) << 6 | (text[1] & 0x3F);
        return 2;
    }
    if (length < 3 || !utf8_is_tail(text[2]))
        return 0;
    if (first < 0xF0) {
        *character = (uint32_t)(first & 0x0F) << 12 | (uint32_t)(text[1] & 0x3F) << 6 | (text[2] & 0x3F);
        return *character < 0x800 || (*character >= 0xD800 && *character <= 0xDFFF) ? 0 : 3;
    }
    if (length < 4 || !utf8_is_tail(text[3]))
        return 0;
    *character = (uint32_t)(first & 0x07) << 18 | (uint32_t)(text[1] & 0x3F) << 12 | (uint32_t)(text[2] & 0x3F) << 6 |
                 (text[3] & 0x3F);
    return *character < 0x10000 || *character > 0x10FFFF ? 0 : 4;
}

#endif
