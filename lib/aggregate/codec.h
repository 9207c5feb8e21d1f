/*
 * The bytes of a saved state: records, each a tag and numbers of variable length (seven
 * bits a byte, the lowest first), so that neither byte order nor word size is in them.
 *
 * Records come in a fixed order, and where one mentions another it gives that one's place
 * among those of its kind. A record that belongs to another follows it. The file ends with
 * a checksum over all records before.
 */
#ifndef PFL_AGGREGATE_CODEC_H
#define PFL_AGGREGATE_CODEC_H

#include "lib/aggregate/hash.h"

#include <stdbool.h>
#include <string.h>

#define STATE_MAGIC   "pflstate" /* without its 0 */
#define STATE_VERSION 1

/* Part of the format: never used again for something else. */
enum tag {
    TAG_END = 0,
    TAG_HOST = 1,
    TAG_STREAM = 2,
    TAG_SEGMENT = 3,
    TAG_STRETCH = 4, /* of the segment before it */
    TAG_HOST_DAY = 5,
    TAG_RELEASE = 6,
    TAG_WORD = 7,
    TAG_DOMAIN = 8,
    TAG_SENDER = 9,
    TAG_SUBJECT = 10,
    TAG_PAST = 11, /* these five of the subject before them */
    TAG_HOUR = 12,
    TAG_TROUBLE = 13,
    TAG_USAGE = 14,
    TAG_SUBJECT_EVIDENCE = 15,
    TAG_ACCESS = 16,
    TAG_PRESENCE = 17,
    TAG_PRESENCE_EVIDENCE = 18, /* of the presence before it */
    TAG_CONTACT = 19,
    TAG_USE = 20,
    TAG_ADDRESS = 21,
    TAG_BUCKET = 22,           /* of the address before it */
    TAG_FAILURE = 23,          /* of the bucket before it */
    TAG_ADDRESS_EVIDENCE = 24, /* of the address before it */
    TAG_GUESS = 25,
    TAG_GROUP = 26,
    TAG_RECIPIENT = 27, /* these three of the group before them */
    TAG_LINK = 28,
    TAG_GROUP_EVIDENCE = 29,
    TAG_TOTALS = 30,
    TAG_ACCESS_DAY = 31, /* of the access before it */
    TAG_INJECTION = 32,
    TAGS
};

/* No record takes more: 256 hashes of a sketch, or a line of evidence, and some numbers. */
#define RECORD_MAX 4096

/* A checksum over records; it depends on their order, not on how they were cut into pieces. */
static inline uint64_t checksum(uint64_t before, const void *record, size_t length)
{
    return (before << 1 | before >> 63) * UINT64_C(0x9e3779b97f4a7c15) ^ pfl_fixed_hash(record, length);
}

/* === Writing: the caller has seen to it that there is room === */

struct writer {
    unsigned char *at;
};

static inline void put_byte(struct writer *w, unsigned value)
{
    *w->at++ = (unsigned char)value;
}

static inline void put_number(struct writer *w, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        put_byte(w, (unsigned)(value & 0x7f) | 0x80);
    put_byte(w, (unsigned)value);
}

/* Small ones of either sign are short. */
static inline void put_signed(struct writer *w, int64_t value)
{
    put_number(w, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

/* Hashes: as long one way as the other. */
static inline void put_64(struct writer *w, uint64_t value)
{
    for (unsigned i = 0; i < 8; i++)
        put_byte(w, (unsigned)(value >> 8 * i & 0xff));
}

static inline void put_bytes(struct writer *w, const void *bytes, size_t length)
{
    if (length > 0)
        memcpy(w->at, bytes, length);
    w->at += length;
}

static inline void put_text(struct writer *w, const void *bytes, size_t length)
{
    put_number(w, length);
    put_bytes(w, bytes, length);
}

/* === Reading: what is not there is 0, and the reader remembers === */

struct reader {
    const unsigned char *at, *end;
    bool bad;
};

static inline uint64_t get_number(struct reader *r)
{
    uint64_t value = 0;
    for (unsigned shift = 0; r->at < r->end && shift < 64; shift += 7) {
        unsigned byte = *r->at++;
        if (shift == 63 && byte > 1)
            break;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    r->bad = true;
    return 0;
}

static inline int64_t get_signed(struct reader *r)
{
    uint64_t value = get_number(r);
    return (int64_t)(value >> 1 ^ ((value & 1) != 0 ? UINT64_MAX : 0));
}

/* A number of at most limit. */
static inline uint64_t get_limited(struct reader *r, uint64_t limit)
{
    uint64_t value = get_number(r);
    if (value > limit)
        r->bad = true;
    return value > limit ? 0 : value;
}

static inline uint32_t get_32(struct reader *r)
{
    return (uint32_t)get_limited(r, UINT32_MAX);
}

static inline const unsigned char *get_bytes(struct reader *r, size_t length)
{
    const unsigned char *at = r->at;
    if ((size_t)(r->end - r->at) < length) {
        r->bad = true;
        return NULL;
    }
    r->at += length;
    return at;
}

static inline uint64_t get_64(struct reader *r)
{
    const unsigned char *bytes = get_bytes(r, 8);
    return bytes == NULL ? 0 : load_64(bytes);
}

/* A text of at most limit bytes: *length is 0 when there is none. */
static inline const char *get_text(struct reader *r, size_t limit, size_t *length)
{
    *length = (size_t)get_limited(r, limit);
    const char *text = (const char *)get_bytes(r, *length);
    if (text == NULL)
        *length = 0;
    return text;
}

#endif
