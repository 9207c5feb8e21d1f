#include "lib/daemons/tokens.h"

bool pfl_word_client(cursor *c, struct client *out)
{
    cursor at = *c;
    if (!line_run(&at, CLASS_ALNUM | CLASS_HOST, &out->name) || !literal(&at, "[") ||
        !line_run(&at, CLASS_ALNUM | CLASS_ADDRESS, &out->addr) || !literal(&at, "]"))
        return false;
    out->has_port = false;
    out->port = 0;
    if (at.at[0] == ':' && at.at[1] != ' ' && cursor_left(&at) > 1) { /* a : first: most lines end here, or not */
        at.at++;
        if (!literal(&at, "unknown")) {
            if (!line_number16(&at, &out->port))
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
    if (!literal(&at, "[") || !line_run(&at, CLASS_ALNUM | CLASS_ADDRESS, &out->addr) || !literal(&at, "]:") ||
        !line_number16(&at, &out->port))
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
        if ((i > 0 && !literal(&at, ".")) || !line_number(&at, 255, &byte))
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
    return cursor_at_end(&c) || (literal(&c, "/") && line_number(&c, 128, &prefix) && cursor_at_end(&c));
}

bool pfl_word_state(cursor *c, piece *out)
{
    if (!line_run(c, CLASS_UPPER | CLASS_DASH, out))
        return false;
    if (literal(c, " content"))
        out->length += strlen(" content");
    return true;
}

#define LONG_ID_MIN 12 /* 6 of seconds, 4 of microseconds, z, 1 of inode */
#define LONG_ID_MAX 32
#define LONG_Z      10 /* the z is at this offset or behind it */

/* What stands for the short form in edited files. */
static bool is_like_short_id(piece id)
{
    return id.length >= SHORT_ID_MIN && id.length <= SHORT_ID_MAX &&
           scan_class_bits(id.at, id.length, CLASS_LOWER) == 0 && scan_class_bits(id.at, id.length, CLASS_DIGIT) != 0;
}

/* The separator is a z behind seconds and microseconds, which may hold others, and in front of the inode. */
static bool is_long_id(piece id)
{
    return id.length >= LONG_ID_MIN && id.length <= LONG_ID_MAX && scan_class_bits(id.at, id.length, CLASS_VOWEL) == 0 &&
           scan_bits(id.at, id.length - 1, 'z') >> LONG_Z != 0;
}

bool pfl_word_other_queue_id(cursor *c, piece *out)
{
    const char *at = scan_run(c->at, c->end, CLASS_ALNUM);
    *out = piece_between(c->at, at);
    if (!is_like_short_id(*out) && !is_long_id(*out))
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
 * followed by a domain: that much smtpd sees to (smtpd/smtpd.c, extract_addr). A
 * local user may still write to alice@example,net.
 */
static bool domain(const char *at, const char *end)
{
    if (end - at > 1 && *at == '[')
        return end[-1] == ']';
    while ((at = scan_run(at, end, CLASS_HOST)) < end)
        if ((unsigned char)*at++ < 0x80)
            return false;
    return true;
}

/* The last such byte; NULL for none. */
static const char *last_byte(const char *from, const char *end, char byte)
{
    while (end > from) {
        const char *at = end - from > 32 ? end - 32 : from;
        uint32_t bits = scan_bits(at, (size_t)(end - at), byte);
        if (bits != 0)
            return at + scan_highest(bits);
        end = at;
    }
    return NULL;
}

/*
 * The end of an address as nearly all are: of less than 32 bytes, with a domain behind its
 * last @, and what is to follow behind its first >. NULL for all others. One look at it takes
 * half as long as a scan for each.
 */
static const char *short_address(const struct addresses *a, char follows, const char **last_at)
{
    size_t left = (size_t)(a->end - a->from);
    uint32_t ends = scan_bits(a->from, left < 32 ? left : 32, '>');
    if (ends == 0)
        return NULL;
    unsigned length = scan_lowest(ends);
    const char *end = a->from + length;
    if (follows != '\0' && (end + 1 == a->end || end[1] != follows))
        return NULL;
    uint32_t no_domain = ~scan_class_bits(a->from, 32, CLASS_HOST) & ((UINT32_C(1) << length) - 1);
    if (no_domain == 0)
        return end;
    *last_at = a->from + scan_highest(no_domain);
    return **last_at == '@' ? end : NULL;
}

bool pfl_next_address(struct addresses *a, char follows, piece *address, cursor *after)
{
    const char *first_at = NULL, *first = NULL;
    if (a->next == a->from && !a->quoted)
        first = short_address(a, follows, &first_at);
    if (first != NULL) {
        a->at = first_at;
        a->next = first + 1;
        *address = piece_between(a->from, first);
        *after = (cursor){first + 1, a->end};
        return true;
    }
    const char *end = a->next - 1;
    for (;;) {
        const char *from = end + 1;
        end = follows != '\0' ? scan_pair(from, a->end, '>', follows) : scan_byte(from, a->end, '>');
        if (end >= a->end)
            return false;
        a->quoted = a->quoted && end == from;
        const char *at = last_byte(a->next, end, '@');
        a->at = at != NULL ? at : a->at;
        bool good = a->quoted || a->odd || a->at == NULL || domain(a->at + 1, end);
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

bool pfl_word_long_delay(cursor *c, int64_t *out)
{
    cursor at = *c;
    uint64_t seconds;
    int64_t microseconds = 0;
    if (!line_number(&at, UINT32_MAX, &seconds))
        return false;
    if (at.at < at.end && *at.at == '.') {
        uint32_t value;
        size_t digits = scan_digits(++at.at, at.end, &value);
        if (digits == 0)
            return false;
        at.at += digits;
        microseconds = digits <= 6 ? (int64_t)value * delay_scales[digits] : value / 10;
        if (digits > 6)
            at.at = scan_run(at.at, at.end, CLASS_DIGIT);
    }
    *out = (int64_t)seconds * 1000000 + microseconds;
    *c = at;
    return true;
}

bool pfl_word_relay(cursor *c, struct relay *out)
{
    cursor at = *c;
    at.at = scan_three(at.at, at.end, '[', ',', ' ');
    const char *name_end = at.at;
    out->addr = piece_between(name_end, name_end);
    out->has_port = false;
    out->port = 0;
    if (literal(&at, "[")) {
        if (!line_until(&at, ']', &out->addr))
            return false;
        /* A socket has no port, nor had any server before 2.3: then the colon is the text's. */
        if (cursor_left(&at) > 1 && at.at[0] == ':' && is_class(at.at[1], CLASS_DIGIT)) {
            at.at++;
            if (!line_number16(&at, &out->port))
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
