/*
 * The tags that lines had, and who reads them: nearly every line has one of a dozen.
 */
#ifndef PFL_PARSE_TAGS_H
#define PFL_PARSE_TAGS_H

#include "lib/parse/line.h"

#define TAG_BYTES 32 /* a tag is kept when it is shorter */
#define TAG_SLOTS 64

struct tag {
    char text[TAG_BYTES];        /* "postfix/submission/smtpd[" */
    uint32_t others;             /* a bit for each byte behind it */
    uint8_t length;              /* without the bracket */
    uint64_t spans;              /* an event's program and service, counted from the tag */
    uint64_t starts;             /* 1 in the offset of each that there is */
    uint64_t present;            /* what an event has of it */
    const struct daemon *daemon; /* NULL: not of Postfix */
};

/* Each tag has one place, found by what follows "postfix/". */
struct tags {
    struct tag slots[TAG_SLOTS];
    struct tag other; /* of the line just read: too short to have a slot of its own */
};

/* The tag's spans in an event, of which it stands at a place: two multiplications in one, since no offset overflows. */
SCAN_INLINE void tag_set_spans(const struct tag *tag, pfl_event *event, uint16_t at)
{
    _Static_assert(offsetof(pfl_event, service) == offsetof(pfl_event, program) + sizeof(pfl_span), "side by side");
    uint64_t spans = tag->spans + tag->starts * at;
    memcpy(&event->program, &spans, sizeof spans);
}

#define TAG_NAMED strlen("postfix/smtp")

SCAN_INLINE size_t tag_slot(const char *at)
{
    uint32_t name;
    memcpy(&name, at + strlen("postfix/"), sizeof name);
    name ^= (uint32_t)(unsigned char)at[TAG_NAMED] << 12; /* smtp and smtpd */
    return name * UINT32_C(0xE9CEF063) >> 26;             /* these have no two common tags in one slot */
}

/* The tag that stands here if it is known; else NULL. Reads TAG_BYTES. (An empty slot is that of NULs, without a PID.)
 */
SCAN_INLINE const struct tag *tags_find(const struct tags *tags, const char *at)
{
    const struct tag *tag = &tags->slots[tag_slot(at)];
    return (scan_equal_bits(at, tag->text) | tag->others) == UINT32_MAX ? tag : NULL;
}

/* Looks up the tag that starts here and keeps it; NULL when it is long, or none that a [ ends. */
const struct tag *pfl_tags_learn(struct tags *tags, const char *at, const char *end);

#endif
