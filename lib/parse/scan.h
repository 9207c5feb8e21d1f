/*
 * Scans: where in a text something ends. Each has a plain form, a loop over bytes, and
 * on machines with SSE2 one that looks at sixteen bytes at a time; both say the same
 * (tests/test_scan.c). The time of a line goes into branches that cannot be foretold,
 * and the end of every loop over bytes is one: without the fast forms a mixed log
 * takes twice as long.
 *
 * The fast forms read up to SCAN_SLACK bytes behind the end they are given. They are for
 * text that has so much behind it, as that of a struct line has (lib/parse/line.h).
 */
#ifndef PFL_PARSE_SCAN_H
#define PFL_PARSE_SCAN_H

#include "lib/parse/bytes.h"

#include <string.h>

#define SCAN_SLACK 32

/* What is in line saves a call and lets the compiler see the classes: -O2 alone would not always do it. */
#ifdef __GNUC__
#define SCAN_INLINE static inline __attribute__((always_inline))
#else
#define SCAN_INLINE static inline
#endif

/* Asks for memory before it is needed. It need not be there: a place is asked for, nothing is read. */
SCAN_INLINE void scan_ask_for(const char *at, size_t ahead)
{
#ifdef __GNUC__
    __builtin_prefetch((const void *)((uintptr_t)at + ahead));
#else
    (void)at;
    (void)ahead;
#endif
}

/* === Loops over bytes === */

/* The first byte that is not of the classes, or the end. */
static inline const char *scan_run_plain(const char *at, const char *end, unsigned classes)
{
    while (at < end && is_class(*at, classes))
        at++;
    return at;
}

/* The first such byte, or the end. */
static inline const char *scan_byte_plain(const char *at, const char *end, char byte)
{
    while (at < end && *at != byte)
        at++;
    return at;
}

/* The first such byte that another follows, or the end. */
static inline const char *scan_pair_plain(const char *at, const char *end, char byte, char next)
{
    while (at < end && (*at != byte || at + 1 == end || at[1] != next))
        at++;
    return at;
}

/* The first of three bytes, or the end. */
static inline const char *scan_three_plain(const char *at, const char *end, char a, char b, char c)
{
    while (at < end && *at != a && *at != b && *at != c)
        at++;
    return at;
}

/* Whether the bytes of two texts are the same where a mask has bits; SCAN_SAME of them. */
#define SCAN_SAME 64

static inline bool scan_same_plain(const char *at, const char *other, const char *mask)
{
    unsigned differ = 0;
    for (size_t i = 0; i < SCAN_SAME; i++)
        differ |= (unsigned)((at[i] ^ other[i]) & mask[i]);
    return differ == 0;
}

/* Which of the bytes of a block are this one: a bit for each. Nothing behind the block is read. */
#define SCAN_BLOCK 64

static inline uint64_t scan_block_plain(const char *at, char byte)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < SCAN_BLOCK; i++)
        bits |= (uint64_t)(at[i] == byte) << i;
    return bits;
}

/* Which of 32 bytes are the same in two texts: a bit for each. */
static inline uint32_t scan_equal_bits_plain(const char *at, const char *other)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < 32; i++)
        bits |= (uint32_t)(at[i] == other[i]) << i;
    return bits;
}

/* Which of the bytes from at on, 32 at most, are this one, or of these classes: a bit for each. */
static inline uint32_t scan_bits_plain(const char *at, size_t length, char byte)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < length; i++)
        bits |= (uint32_t)(at[i] == byte) << i;
    return bits;
}

static inline uint32_t scan_class_bits_plain(const char *at, size_t length, unsigned classes)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < length; i++)
        bits |= (uint32_t)is_class(at[i], classes) << i;
    return bits;
}

/* The first eight bytes of a text in one word, zeros for those that it does not have. */
static inline uint64_t scan_start_plain(const char *at, size_t length)
{
    uint64_t start = 0;
    memcpy(&start, at, length < sizeof start ? length : sizeof start);
    return start;
}

/* The value of the digits at a place, seven at most; returns how many there are. */
static inline size_t scan_digits_plain(const char *at, const char *end, uint32_t *value)
{
    size_t count = 0;
    for (*value = 0; at + count < end && count < 7 && is_class(at[count], CLASS_DIGIT); count++)
        *value = *value * 10 + (uint32_t)(at[count] - '0');
    return count;
}

/* The value of six digits; false when one of the bytes is none. What is behind them is not looked at. */
static inline bool scan_six_digits_plain(const char *at, uint32_t *value)
{
    return scan_digits_plain(at, at + 6, value) == 6;
}

/*
 * Digits with or without a point and more digits, seven at most and one on each side
 * of it: "0.14". Returns the length, and the value without the point and how many
 * digits stand behind it; 0 when the text is another, or longer.
 */
static inline size_t scan_decimal_plain(const char *at, const char *end, uint32_t *value, size_t *decimals)
{
    uint32_t fraction;
    size_t length = scan_digits_plain(at, end, value);
    *decimals = 0;
    if (length == 0 || length == 7 || at + length == end)
        return 0;
    if (at[length] != '.')
        return length;
    *decimals = scan_digits_plain(at + length + 1, end, &fraction);
    length += 1 + *decimals;
    if (*decimals == 0 || length >= 8 || at + length == end)
        return 0;
    for (size_t i = 0; i < *decimals; i++)
        *value *= 10;
    *value += fraction;
    return length;
}

/* Zeros, a multiple of eight of them. */
static inline void scan_clear_plain(void *memory, size_t size)
{
    memset(memory, 0, size);
}

/* The numbers of the lowest and the highest bit that is set; bits is not 0. */
static inline unsigned scan_lowest(uint32_t bits)
{
#ifdef __GNUC__
    return (unsigned)__builtin_ctz(bits);
#else
    unsigned number = 0;
    while ((bits >> number & 1) == 0)
        number++;
    return number;
#endif
}

static inline unsigned scan_highest(uint32_t bits)
{
#ifdef __GNUC__
    return 31 - (unsigned)__builtin_clz(bits);
#else
    unsigned number = 31;
    while ((bits >> number & 1) == 0)
        number--;
    return number;
#endif
}

/* Of 64 bits; of none that is set, anything below 64. */
static inline unsigned scan_lowest_of(uint64_t bits)
{
#ifdef __GNUC__
    return (unsigned)__builtin_ctzll(bits | UINT64_C(1) << 63);
#else
    uint32_t low = (uint32_t)bits, high = (uint32_t)(bits >> 32);
    return low != 0 ? scan_lowest(low) : 32 + scan_lowest(high | UINT32_C(1) << 31);
#endif
}

/* === Sixteen bytes at a time === */

#ifdef __SSE2__

#include <emmintrin.h>

SCAN_INLINE __m128i scan_load(const char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

SCAN_INLINE __m128i scan_is(__m128i text, char byte)
{
    return _mm_cmpeq_epi8(text, _mm_set1_epi8(byte));
}

/* Bytes from low to high: moved so that high is the greatest of all signed ones, one comparison does. */
SCAN_INLINE __m128i scan_between(__m128i text, char low, char high)
{
    return _mm_cmpgt_epi8(_mm_add_epi8(text, _mm_set1_epi8((char)(127 - high))),
                          _mm_set1_epi8((char)(126 - (high - low))));
}

/* classes is known to the compiler, which leaves only what is needed. */
SCAN_INLINE __m128i scan_classes(__m128i text, unsigned classes)
{
    __m128i in = _mm_setzero_si128();
    bool letters = (classes & (CLASS_HOST | CLASS_ADDRESS)) != 0;
    if (letters || (classes & CLASS_LETTER) == CLASS_LETTER)
        in = scan_between(_mm_or_si128(text, _mm_set1_epi8(0x20)), 'a', 'z');
    else if ((classes & CLASS_UPPER) != 0)
        in = scan_between(text, 'A', 'Z');
    else if ((classes & CLASS_LOWER) != 0)
        in = scan_between(text, 'a', 'z');
    if (letters) /* - . and digits, and for an address a colon: of all from - to there only / is not */
        in = _mm_or_si128(in, _mm_andnot_si128(scan_is(text, '/'),
                                               scan_between(text, '-', (classes & CLASS_ADDRESS) != 0 ? ':' : '9')));
    else if ((classes & (CLASS_DIGIT | CLASS_HEX)) != 0)
        in = _mm_or_si128(in, scan_between(text, '0', '9'));
    if ((classes & CLASS_HEX) != 0)
        in = _mm_or_si128(in, scan_between(text, 'A', 'F'));
    if (!letters && (classes & CLASS_DASH) != 0)
        in = _mm_or_si128(in, scan_is(text, '-'));
    if ((classes & (CLASS_HOST | CLASS_DASH)) != 0)
        in = _mm_or_si128(in, scan_is(text, '_'));
    if ((classes & CLASS_ADDRESS) != 0)
        in = _mm_or_si128(in, scan_is(text, '%'));
    if ((classes & CLASS_VOWEL) != 0) {
        __m128i small = _mm_or_si128(text, _mm_set1_epi8(0x20));
        in = _mm_or_si128(in, _mm_or_si128(scan_is(small, 'a'), scan_is(small, 'e')));
        in = _mm_or_si128(in, _mm_or_si128(scan_is(small, 'i'), scan_is(small, 'o')));
        in = _mm_or_si128(in, scan_is(small, 'u'));
    }
    return in;
}

SCAN_INLINE unsigned scan_mask(__m128i in)
{
    return (unsigned)_mm_movemask_epi8(in);
}

SCAN_INLINE const char *scan_found(const char *at, const char *end, unsigned mask)
{
    at += scan_lowest(mask);
    return at < end ? at : end;
}

SCAN_INLINE const char *scan_run(const char *at, const char *end, unsigned classes)
{
    for (; at < end; at += 16) {
        unsigned others = scan_mask(scan_classes(scan_load(at), classes)) ^ 0xFFFF;
        if (others != 0)
            return scan_found(at, end, others);
    }
    return end;
}

SCAN_INLINE const char *scan_byte(const char *at, const char *end, char byte)
{
    for (; at < end; at += 16) {
        unsigned those = scan_mask(scan_is(scan_load(at), byte));
        if (those != 0)
            return scan_found(at, end, those);
    }
    return end;
}

SCAN_INLINE __m128i scan_pairs(const char *at, char byte, char next)
{
    return _mm_and_si128(scan_is(scan_load(at), byte), scan_is(scan_load(at + 1), next));
}

SCAN_INLINE const char *scan_pair(const char *at, const char *end, char byte, char next)
{
    for (; at < end; at += 32) {
        unsigned those = scan_mask(scan_pairs(at, byte, next)) | scan_mask(scan_pairs(at + 16, byte, next)) << 16;
        if (those != 0) {
            at += scan_lowest(those);
            return at + 1 < end ? at : end;
        }
    }
    return end;
}

SCAN_INLINE const char *scan_three(const char *at, const char *end, char a, char b, char c)
{
    for (; at < end; at += 16) {
        __m128i text = scan_load(at);
        unsigned those = scan_mask(_mm_or_si128(scan_is(text, a), _mm_or_si128(scan_is(text, b), scan_is(text, c))));
        if (those != 0)
            return scan_found(at, end, those);
    }
    return end;
}

SCAN_INLINE __m128i scan_differ(const char *at, const char *other, const char *mask)
{
    return _mm_and_si128(_mm_xor_si128(scan_load(at), scan_load(other)), scan_load(mask));
}

SCAN_INLINE bool scan_same(const char *at, const char *other, const char *mask)
{
    __m128i low = _mm_or_si128(scan_differ(at, other, mask), scan_differ(at + 16, other + 16, mask + 16));
    __m128i high =
        _mm_or_si128(scan_differ(at + 32, other + 32, mask + 32), scan_differ(at + 48, other + 48, mask + 48));
    return scan_mask(_mm_cmpeq_epi8(_mm_or_si128(low, high), _mm_setzero_si128())) == 0xFFFF;
}

SCAN_INLINE uint64_t scan_block(const char *at, char byte)
{
    uint64_t first = scan_mask(scan_is(scan_load(at), byte)), second = scan_mask(scan_is(scan_load(at + 16), byte));
    uint64_t third = scan_mask(scan_is(scan_load(at + 32), byte)),
             fourth = scan_mask(scan_is(scan_load(at + 48), byte));
    return first | second << 16 | third << 32 | fourth << 48;
}

SCAN_INLINE uint32_t scan_equal_bits(const char *at, const char *other)
{
    return scan_mask(_mm_cmpeq_epi8(scan_load(at), scan_load(other))) |
           scan_mask(_mm_cmpeq_epi8(scan_load(at + 16), scan_load(other + 16))) << 16;
}

SCAN_INLINE uint32_t scan_both(__m128i in, __m128i in_next, size_t length)
{
    uint64_t bits = scan_mask(in) | scan_mask(in_next) << 16;
    return (uint32_t)(bits & ((UINT64_C(1) << length) - 1));
}

SCAN_INLINE uint32_t scan_bits(const char *at, size_t length, char byte)
{
    return scan_both(scan_is(scan_load(at), byte), scan_is(scan_load(at + 16), byte), length);
}

SCAN_INLINE uint32_t scan_class_bits(const char *at, size_t length, unsigned classes)
{
    return scan_both(scan_classes(scan_load(at), classes), scan_classes(scan_load(at + 16), classes), length);
}

SCAN_INLINE uint64_t scan_start(const char *at, size_t length)
{
    uint64_t start;
    memcpy(&start, at, sizeof start);
    uint64_t all = (uint64_t)0 - (length >= sizeof start); /* without a branch: how long a name is cannot be foretold */
    return start & (all | ((UINT64_C(1) << (8 * length & 63)) - 1));
}

SCAN_INLINE uint64_t scan_others(uint64_t text)
{
    return (text | (text + UINT64_C(0x0606060606060606))) & UINT64_C(0xF0F0F0F0F0F0F0F0);
}

/* The value of eight digits, the first one the lowest byte: of pairs of them, of fours, of all. */
SCAN_INLINE uint32_t scan_value(uint64_t digits)
{
    digits = digits * 10 + (digits >> 8);
    return (uint32_t)(((digits & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x000F424000000064) +
                       (digits >> 16 & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x0000271000000001)) >>
                      32);
}

/* Eight bytes in one word, of which the digits become their values. */
SCAN_INLINE size_t scan_digits(const char *at, const char *end, uint32_t *value)
{
    uint64_t text;
    memcpy(&text, at, sizeof text);
    text ^= UINT64_C(0x3030303030303030);
    size_t count = (size_t)__builtin_ctzll(scan_others(text) | UINT64_C(1) << 56) >> 3;
    if (count > (size_t)(end - at))
        count = (size_t)(end - at);
    *value = scan_value(text << 8 << (56 - 8 * count)); /* the last digit is the last byte, zeros in front */
    return count;
}

SCAN_INLINE bool scan_six_digits(const char *at, uint32_t *value)
{
    uint64_t text;
    memcpy(&text, at, sizeof text);
    text = (text ^ UINT64_C(0x3030303030303030)) << 16;
    *value = scan_value(text);
    return scan_others(text) == 0;
}

/*
 * The same, with those behind the point moved down to those in front of it; shifts count bits. Without
 * branches, since a point is as likely as none. (Of a byte that is no digit the highest bit is set; a sum
 * that overflows can only spoil what is behind the end.)
 */
SCAN_INLINE size_t scan_decimal(const char *at, const char *end, uint32_t *value, size_t *decimals)
{
    uint64_t text;
    memcpy(&text, at, sizeof text);
    text ^= UINT64_C(0x3030303030303030);
    uint64_t others = (text | (text + UINT64_C(0x7676767676767676))) & UINT64_C(0x8080808080808080);
    unsigned whole = (unsigned)__builtin_ctzll(others | UINT64_C(1) << 63) & 56;
    uint64_t front = (UINT64_C(1) << whole) - 1;
    unsigned point = (text >> whole & 0xFF) == ('.' ^ '0') ? 8 : 0;
    others = point != 0 ? others & (others - 1) : others;
    unsigned length = (unsigned)__builtin_ctzll(others | UINT64_C(1) << 63) & 56;
    *decimals = (length - whole - point) / 8;
    if (whole == 0 || whole == 56 || others == 0 || length - whole < 2 * point || at + length / 8 >= end)
        return 0;
    *value = scan_value(((text & front) | (text >> point & ~front)) << (64 - length + point));
    return length / 8;
}

SCAN_INLINE void scan_clear_32(char *at)
{
    _mm_storeu_si128((__m128i *)(void *)at, _mm_setzero_si128());
    _mm_storeu_si128((__m128i *)(void *)(at + 16), _mm_setzero_si128());
}

/* For 256 bytes gcc's own way is `rep stos`, which takes 8 % of a line's time; this takes 1 %. */
SCAN_INLINE void scan_clear(void *memory, size_t size)
{
    char *at = memory, *end = at + size;
    for (; at < end && size % 128 != 0; at += 8, size -= 8)
        memset(at, 0, 8);
    for (; at < end; at += 128) {
        scan_clear_32(at);
        scan_clear_32(at + 32);
        scan_clear_32(at + 64);
        scan_clear_32(at + 96);
    }
}

#else

#define scan_run        scan_run_plain
#define scan_byte       scan_byte_plain
#define scan_three      scan_three_plain
#define scan_pair       scan_pair_plain
#define scan_same       scan_same_plain
#define scan_block      scan_block_plain
#define scan_equal_bits scan_equal_bits_plain
#define scan_bits       scan_bits_plain
#define scan_class_bits scan_class_bits_plain
#define scan_start      scan_start_plain
#define scan_digits     scan_digits_plain
#define scan_six_digits scan_six_digits_plain
#define scan_decimal    scan_decimal_plain
#define scan_clear      scan_clear_plain

#endif

#endif
