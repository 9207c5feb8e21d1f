/* Bytes that are written as \xHH, as in cases, stories and columns of text. */
#ifndef TESTS_HEX_H
#define TESTS_HEX_H

#include <string.h>

static inline int hex_digit(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* The byte that a text begins with, so written; -1 when there is none. */
static inline int hex_byte(const char *s, size_t length)
{
    if (length < 4 || s[0] != '\\' || s[1] != 'x' || hex_digit(s[2]) < 0 || hex_digit(s[3]) < 0)
        return -1;
    return hex_digit(s[2]) * 16 + hex_digit(s[3]);
}

#endif
