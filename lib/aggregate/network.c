#include <postfixlog/network.h>

#include "lib/parse/cursor.h"

#define GROUPS 8 /* of an IPv6 address, 16 bits each */

static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

/* === Reading === */

/* The value of a digit, above 9 for what is none, as the end of the text is. */
static inline unsigned digit_at(const cursor *c, size_t place)
{
    return place < cursor_left(c) ? (unsigned)(unsigned char)c->at[place] - '0' : 10;
}

/* 0 to 255, without leading zeros: those are octal to some and decimal to others. */
static inline bool octet(cursor *c, uint8_t *out)
{
    unsigned value = digit_at(c, 0), next = digit_at(c, 1);
    size_t length = 1;
    if (value > 9 || (value == 0 && next <= 9))
        return false;
    if (next <= 9) {
        value = value * 10 + next;
        next = digit_at(c, 2);
        length = 2;
    }
    if (length == 2 && next <= 9) {
        value = value * 10 + next;
        length = 3;
    }
    c->at += length;
    *out = (uint8_t)value;
    return value <= 255;
}

/* a.b.c.d */
static bool ipv4(cursor *c, uint8_t out[4])
{
    cursor at = *c;
    if (!octet(&at, out) || !literal(&at, ".") || !octet(&at, out + 1) || !literal(&at, ".") || !octet(&at, out + 2) ||
        !literal(&at, ".") || !octet(&at, out + 3) || is_class(cursor_peek(&at), CLASS_DIGIT))
        return false;
    *c = at;
    return true;
}

/* The values of hex digits and one, 0 for what is none. */
static const uint8_t hex_values[256] = {
    ['0'] = 1,  2,  3,  4,  5,  6, 7, 8, 9, 10, /* 0 to 9 */
    ['A'] = 11, 12, 13, 14, 15, 16,             /* A to F */
    ['a'] = 11, 12, 13, 14, 15, 16,             /* a to f */
};

/* One to four hex digits. */
static inline bool group_of_16(cursor *c, unsigned *out)
{
    const char *from = c->at, *end = cursor_left(c) > 4 ? from + 4 : c->end;
    unsigned digit;
    *out = 0;
    for (; c->at < end && (digit = hex_values[(unsigned char)*c->at]) != 0; c->at++)
        *out = *out << 4 | (digit - 1);
    return c->at > from;
}

/* Groups with colons between them, at most room bytes; the last four bytes may be written as IPv4. */
static size_t groups(cursor *c, uint8_t *out, size_t room)
{
    size_t length = 0;
    while (length < room) {
        cursor at = *c;
        unsigned value;
        if (length > 0 && !literal(&at, ":"))
            break;
        cursor last = at;
        if (!group_of_16(&at, &value))
            break;
        if (cursor_peek(&at) == '.' && room - length >= 4 && ipv4(&last, out + length)) {
            *c = last;
            return length + 4;
        }
        out[length++] = (uint8_t)(value >> 8);
        out[length++] = (uint8_t)(value & 0xff);
        *c = at;
    }
    return length;
}

static bool ipv6(cursor *c, uint8_t out[16])
{
    uint8_t behind[16];
    size_t length = groups(c, out, 16), rest;
    if (length == 16)
        return true;
    if (!literal(c, "::"))
        return false;
    rest = groups(c, behind, 14 - length);
    memset(out + length, 0, 16 - length - rest);
    memcpy(out + 16 - rest, behind, rest);
    return true;
}

static void clear_behind(pfl_network *network)
{
    for (unsigned i = 0; i < 16; i++)
        if (network->bits < 8 * (i + 1)) {
            unsigned kept = network->bits <= 8 * i ? 0 : 0xffU << (8 * (i + 1) - network->bits);
            network->bytes[i] = (uint8_t)(network->bytes[i] & kept);
        }
}

int32_t pfl_network_parse(const char *text, size_t length, pfl_network *network)
{
    if (text == NULL || network == NULL)
        return PFL_ERR_ARGUMENT;
    cursor c = {text, text + length};
    pfl_network net = {.bits = 128};
    uint64_t bits, widest = 128;
    piece scope;
    if (ipv4(&c, net.bytes + 12)) {
        memcpy(net.bytes, mapped, sizeof mapped);
        widest = 32;
    } else if (!ipv6(&c, net.bytes) || (literal(&c, "%") && !run_of(&c, CLASS_ALNUM | CLASS_DASH, &scope))) {
        return PFL_ERR_ARGUMENT;
    }
    if (literal(&c, "/")) {
        if (!number(&c, widest, &bits))
            return PFL_ERR_ARGUMENT;
        net.bits = (uint8_t)(bits + 128 - widest);
        clear_behind(&net);
    }
    if (!cursor_at_end(&c))
        return PFL_ERR_ARGUMENT;
    *network = net;
    return PFL_OK;
}

/* === Writing === */

static char *put_decimal(char *at, unsigned value)
{
    if (value >= 100)
        *at++ = (char)('0' + value / 100);
    if (value >= 10)
        *at++ = (char)('0' + value / 10 % 10);
    *at++ = (char)('0' + value % 10);
    return at;
}

static char *put_hex(char *at, unsigned value)
{
    static const char digits[] = "0123456789abcdef";
    bool started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
        unsigned digit = value >> shift & 15;
        started = started || digit != 0 || shift == 0;
        if (started)
            *at++ = digits[digit];
    }
    return at;
}

static unsigned group_at(const uint8_t *bytes, size_t i)
{
    return (unsigned)bytes[2 * i] << 8 | bytes[2 * i + 1];
}

/* The first of the longest runs of zero groups, two at least; returns its length. */
static size_t longest_zeros(const uint8_t *bytes, size_t *start)
{
    size_t longest = 1;
    *start = GROUPS;
    for (size_t i = 0; i < GROUPS; i++) {
        size_t end = i;
        while (end < GROUPS && group_at(bytes, end) == 0)
            end++;
        if (end - i > longest) {
            longest = end - i;
            *start = i;
        }
        i = end > i ? end - 1 : i;
    }
    return *start == GROUPS ? 0 : longest;
}

static char *put_ipv6(char *at, const uint8_t *bytes)
{
    size_t start, zeros = longest_zeros(bytes, &start);
    for (size_t i = 0; i < GROUPS; i++) {
        if (i == start && zeros > 0) {
            *at++ = ':';
            i += zeros - 1;
            if (i == GROUPS - 1)
                *at++ = ':';
            continue;
        }
        if (i > 0)
            *at++ = ':';
        at = put_hex(at, group_at(bytes, i));
    }
    return at;
}

static bool is_ipv4(const pfl_network *network)
{
    return network->bits >= 96 && memcmp(network->bytes, mapped, sizeof mapped) == 0;
}

size_t pfl_network_text(const pfl_network *network, char *text)
{
    char *at = text;
    unsigned bits = network->bits;
    if (is_ipv4(network)) {
        for (size_t i = 12; i < 16; i++) {
            if (i > 12)
                *at++ = '.';
            at = put_decimal(at, network->bytes[i]);
        }
        bits -= 96;
    } else {
        at = put_ipv6(at, network->bytes);
    }
    if (network->bits < 128) {
        *at++ = '/';
        at = put_decimal(at, bits);
    }
    *at = '\0';
    return (size_t)(at - text);
}

/* === Comparing === */

int32_t pfl_network_contains(const pfl_network *outer, const pfl_network *inner)
{
    unsigned whole = outer->bits / 8, rest = outer->bits % 8;
    if (inner->bits < outer->bits || is_ipv4(inner) != is_ipv4(outer) || memcmp(outer->bytes, inner->bytes, whole) != 0)
        return 0;
    return rest == 0 || ((outer->bytes[whole] ^ inner->bytes[whole]) >> (8 - rest)) == 0;
}

int32_t pfl_network_is_internal(const pfl_network *network)
{
#define IPV4(a, b, c, d, length)                                                                                       \
    {                                                                                                                  \
        {[10] = 0xff, [11] = 0xff, a, b, c, d}, 96 + (length),                                                         \
        {                                                                                                              \
            0                                                                                                          \
        }                                                                                                              \
    }
    static const pfl_network internal[] = {
        IPV4(127, 0, 0, 0, 8),    IPV4(10, 0, 0, 0, 8),     IPV4(172, 16, 0, 0, 12),
        IPV4(192, 168, 0, 0, 16), IPV4(169, 254, 0, 0, 16), IPV4(100, 64, 0, 0, 10),
        {{[15] = 1}, 128, {0}},   {{0xfc}, 7, {0}},         {{0xfe, 0x80}, 10, {0}},
    };
    /* Nearly all of those that are asked for are IPv4 addresses: what each of the above begins with. */
    static const uint8_t first_bytes[] = {127, 10, 172, 192, 169, 100};
    if (is_ipv4(network) && memchr(first_bytes, network->bytes[12], sizeof first_bytes) == NULL)
        return 0;
    for (size_t i = 0; i < sizeof internal / sizeof internal[0]; i++)
        if (pfl_network_contains(&internal[i], network))
            return 1;
    return 0;
}
