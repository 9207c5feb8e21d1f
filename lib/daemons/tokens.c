#include "lib/daemons/tokens.h"

bool pfl_word_client(cursor *c, struct client *out)
{
    cursor at = *c;
    if (!run_of(&at, CLASS_ALNUM | CLASS_HOST, &out->name) || !literal(&at, "[") ||
        !run_of(&at, CLASS_ALNUM | CLASS_ADDRESS, &out->addr) || !literal(&at, "]"))
        return false;
    out->has_port = false;
    out->port = 0;
    if (cursor_left(&at) > 1 && at.at[0] == ':' && at.at[1] != ' ') {
        at.at++;
        if (!literal(&at, "unknown")) {
            if (!number16(&at, &out->port))
                return false;
            out->has_port = true;
        }
    }
    *c = at;
    return true;
}

bool pfl_word_endpoint(cursor *c, struct client *out)
{
    cursor at = *c;
    out->name = piece_between(c->at, c->at);
    if (!literal(&at, "[") || !run_of(&at, CLASS_ALNUM | CLASS_ADDRESS, &out->addr) || !literal(&at, "]:") ||
        !number16(&at, &out->port))
        return false;
    out->has_port = true;
    *c = at;
    return true;
}

static bool ipv4(cursor *c)
{
    uint64_t byte;
    cursor at = *c;
    for (int i = 0; i < 4; i++)
        if ((i > 0 && !literal(&at, ".")) || !number(&at, 255, &byte))
            return false;
    *c = at;
    return true;
}

static bool hex_group(cursor *c)
{
    const char *from = c->at;
    while (c->at < c->end && c->at - from < 4 &&
           (is_class(*c->at, CLASS_DIGIT) || (*c->at >= 'a' && *c->at <= 'f') || (*c->at >= 'A' && *c->at <= 'F')))
        c->at++;
    return c->at != from;
}

/* Eight groups, or fewer with one :: among them; the last two may be an IPv4 address. */
static bool ipv6(cursor *c)
{
    cursor at = *c;
    int groups = 0;
    bool gap = literal(&at, "::");
    while (groups < 8) {
        cursor dotted = at;
        if (ipv4(&dotted)) {
            at = dotted;
            groups += 2;
            break;
        }
        if (!hex_group(&at))
            break;
        groups++;
        if (!gap && literal(&at, "::"))
            gap = true;
        else if (cursor_left(&at) < 2 || !is_class(at.at[1], CLASS_ALNUM) || !literal(&at, ":"))
            break;
    }
    *c = at;
    return gap ? groups < 8 : groups == 8;
}

bool pfl_is_address(piece p)
{
    cursor c = {p.at, p.at + p.length};
    uint64_t prefix;
    if (!ipv4(&c) && !ipv6(&c))
        return false;
    return cursor_at_end(&c) || (literal(&c, "/") && number(&c, 128, &prefix) && cursor_at_end(&c));
}

bool pfl_word_state(cursor *c, piece *out)
{
    if (!run_of(c, CLASS_UPPER | CLASS_DASH, out))
        return false;
    if (literal(c, " content"))
        out->length += strlen(" content");
    return true;
}

#define SHORT_MIN 6
#define SHORT_MAX 21
#define LONG_MIN  12 /* 6 of seconds, 4 of microseconds, z, 1 of inode */
#define LONG_MAX  32
#define LONG_Z    10 /* the z is at this offset or behind it */

/* The separator is a z behind seconds and microseconds, which may hold others, and in front of the inode. */
static bool separated(piece id)
{
    for (size_t i = LONG_Z; i + 1 < id.length; i++)
        if (id.at[i] == 'z')
            return true;
    return false;
}

bool pfl_word_queue_id(cursor *c, piece *out)
{
    const char *at = c->at;
    unsigned any = 0, all = ~0U, classes;
    while (at < c->end && ((classes = class_of(*at)) & CLASS_ALNUM) != 0) {
        any |= classes;
        all &= classes;
        at++;
    }
    *out = piece_between(c->at, at);
    bool capitals = out->length >= SHORT_MIN && out->length <= SHORT_MAX && (any & CLASS_LOWER) == 0 &&
                    ((any & CLASS_DIGIT) != 0 || (all & CLASS_HEX) != 0);
    if (!capitals && (out->length < LONG_MIN || out->length > LONG_MAX || (any & CLASS_VOWEL) != 0 || !separated(*out)))
        return false;
    c->at = at;
    return true;
}

/* The end of a quoted local part and its domain, a >; NULL when there is none. A backslash takes a byte with it. */
static const char *quoted_end(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++)
        if (*at == '\\' && end - at > 1)
            at++;
    if (at == end)
        return NULL;
    at++;
    if (at < end && *at == '@')
        at = memchr(at, '>', (size_t)(end - at));
    return at != NULL && at < end && *at == '>' ? at : NULL;
}

bool pfl_addresses(cursor c, struct addresses *out)
{
    if (!literal(&c, "<"))
        return false;
    *out = (struct addresses){.from = c.at, .next = c.at, .end = c.end};
    const char *end = cursor_peek(&c) == '"' ? quoted_end(c.at, c.end) : NULL;
    if (end != NULL) {
        out->quoted = out->skipped = true;
        out->next = end;
        for (out->at = end; *out->at != '@' && *out->at != '"';)
            out->at--;
        if (*out->at != '@')
            out->at = NULL;
    }
    return true;
}

/*
 * Without quotes, what is in front of a > is an address only when its last @ is
 * followed by a domain: that much smtpd sees to (smtpd/smtpd.c, extract_addr).
 */
static bool domain(const char *at, const char *end)
{
    if (end - at > 1 && *at == '[')
        return end[-1] == ']';
    for (; at < end; at++)
        if (!is_class(*at, CLASS_HOST) && (unsigned char)*at < 0x80)
            return false;
    return true;
}

bool pfl_next_address(struct addresses *a, piece *address, cursor *after)
{
    while (a->next < a->end) {
        const char *end = memchr(a->next, '>', (size_t)(a->end - a->next));
        if (end == NULL)
            return false;
        for (const char *at = end; at > a->next; at--)
            if (at[-1] == '@') {
                a->at = at - 1;
                break;
            }
        bool good = a->quoted || a->at == NULL || domain(a->at + 1, end);
        a->quoted = false;
        a->next = end + 1;
        *address = piece_between(a->from, end);
        *after = (cursor){end + 1, a->end};
        if (good)
            return true;
    }
    return false;
}

bool pfl_without_quotes(struct addresses *a)
{
    bool again = a->skipped;
    a->quoted = a->skipped = false;
    a->next = a->from;
    a->at = NULL;
    return again;
}

bool pfl_word_delay(cursor *c, int64_t *out)
{
    cursor at = *c;
    uint64_t seconds;
    int64_t microseconds = 0;
    if (!number(&at, UINT32_MAX, &seconds))
        return false;
    if (literal(&at, ".")) {
        const char *from = at.at;
        for (int64_t scale = 100000; at.at < at.end && is_class(*at.at, CLASS_DIGIT); scale /= 10)
            microseconds += (*at.at++ - '0') * scale;
        if (at.at == from)
            return false;
    }
    *out = (int64_t)seconds * 1000000 + microseconds;
    *c = at;
    return true;
}

bool pfl_word_relay(cursor *c, struct relay *out)
{
    cursor at = *c;
    while (at.at < at.end && *at.at != '[' && *at.at != ',' && *at.at != ' ')
        at.at++;
    const char *name_end = at.at;
    out->addr = piece_between(name_end, name_end);
    out->has_port = false;
    out->port = 0;
    if (literal(&at, "[")) {
        if (!until_byte(&at, ']', &out->addr))
            return false;
        /* A socket has no port, nor had any server before 2.3: then the colon is the text's. */
        if (cursor_left(&at) > 1 && at.at[0] == ':' && is_class(at.at[1], CLASS_DIGIT)) {
            at.at++;
            if (!number16(&at, &out->port))
                return false;
            out->has_port = true;
        }
    }
    if (at.at == c->at)
        return false;
    out->whole = piece_between(c->at, at.at);
    *c = at;
    return true;
}
