/*
 * A cursor over text, with one function for each production the grammars need.
 * Each returns whether its production is there and moves past it only then, so
 * that a line's format reads as one chain: literal && until && literal.
 */
#ifndef PFL_PARSE_CURSOR_H
#define PFL_PARSE_CURSOR_H

#include "lib/parse/scan.h"

#include <string.h>

typedef struct cursor {
    const char *at, *end;
} cursor;

/* A piece of text: never ended by a 0. */
typedef struct piece {
    const char *at;
    size_t length;
} piece;

static inline size_t cursor_left(const cursor *c)
{
    return (size_t)(c->end - c->at);
}

static inline bool cursor_at_end(const cursor *c)
{
    return c->at == c->end;
}

static inline piece piece_between(const char *from, const char *to)
{
    return (piece){from, (size_t)(to - from)};
}

/* The next byte, or 0 at the end. */
static inline char cursor_peek(const cursor *c)
{
    return c->at < c->end ? *c->at : '\0';
}

/* text is a string literal: its length and the comparison are known to the compiler. */
static inline bool literal(cursor *c, const char *text)
{
    size_t length = strlen(text);
    if (cursor_left(c) < length || memcmp(c->at, text, length) != 0)
        return false;
    c->at += length;
    return true;
}

static inline bool pieces_equal(piece a, piece b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

static inline bool piece_is(piece p, const char *text)
{
    size_t length = strlen(text);
    return p.length == length && memcmp(p.at, text, length) == 0;
}

/* One or more bytes of the classes. */
static inline bool run_of(cursor *c, unsigned classes, piece *out)
{
    const char *from = c->at;
    while (c->at < c->end && is_class(*c->at, classes))
        c->at++;
    *out = piece_between(from, c->at);
    return c->at != from;
}

/* The text before a byte, which may be empty; moves past the byte. */
static inline bool until_byte(cursor *c, char stop, piece *out)
{
    const char *found = c->at == c->end ? NULL : memchr(c->at, stop, cursor_left(c));
    if (found == NULL)
        return false;
    *out = piece_between(c->at, found);
    c->at = found + 1;
    return true;
}

/* The text before the first occurrence of a string literal; moves past the literal. */
static inline bool until_literal(cursor *c, const char *text, piece *out)
{
    size_t length = strlen(text);
    const char *at = c->at;
    while ((size_t)(c->end - at) >= length && (at = memchr(at, text[0], (size_t)(c->end - at) - length + 1)) != NULL) {
        if (memcmp(at, text, length) == 0) {
            *out = piece_between(c->at, at);
            c->at = at + length;
            return true;
        }
        at++;
    }
    return false;
}

/* All that is left, which may be nothing. */
static inline bool rest(cursor *c, piece *out)
{
    *out = piece_between(c->at, c->end);
    c->at = c->end;
    return true;
}

#define DIGITS_THAT_FIT 19 /* into 64 bits, whatever they are */

/* One or more digits whose value is at most limit. */
static inline bool number(cursor *c, uint64_t limit, uint64_t *out)
{
    const char *at = c->at;
    uint64_t value = 0;
    for (; at < c->end && (unsigned char)(*at - '0') <= 9; at++) {
        uint64_t digit = (uint64_t)(*at - '0');
        if (at - c->at >= DIGITS_THAT_FIT && value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    if (at == c->at || value > limit)
        return false;
    c->at = at;
    *out = value;
    return true;
}

static inline bool number32(cursor *c, uint32_t *out)
{
    uint64_t value;
    if (!number(c, UINT32_MAX, &value))
        return false;
    *out = (uint32_t)value;
    return true;
}

static inline bool number16(cursor *c, uint16_t *out)
{
    uint64_t value;
    if (!number(c, UINT16_MAX, &value))
        return false;
    *out = (uint16_t)value;
    return true;
}

#endif
