/*
 * Where an exporter writes: a buffer that counts past its end and never overflows.
 *
 * What does not fit is counted and dropped, so that one run tells both the
 * result and, when it was too long, the room that it needs.
 */
#ifndef POSTFIXLOG_EXPORT_OUTPUT_H
#define POSTFIXLOG_EXPORT_OUTPUT_H

#include <postfixlog/events.h>

#include <string.h>

struct output {
    char *at;
    size_t room;
    size_t length; /* of all that was to be written */
    char nothing;  /* at points here when there is no buffer */
};

/* A short constant text in a slot of one size: copying a whole slot takes two instructions. */
struct literal {
    char text[31];
    uint8_t length;
};
/* clang-format off */
#define LITERAL(string) {string, sizeof(string) - 1}
/* clang-format on */

static inline void output_open(struct output *out, char *buffer, size_t capacity)
{
    out->at = buffer != NULL ? buffer : &out->nothing;
    out->room = capacity;
    out->length = 0;
}

/* The status of a finished export, and its length. */
static inline int32_t output_close(const struct output *out, size_t capacity, size_t *length)
{
    *length = out->length;
    return out->length <= capacity ? PFL_OK : PFL_FULL;
}

static inline void output_advance(struct output *out, size_t length)
{
    out->at += length;
    out->room -= length;
    out->length += length;
}

static inline void output_bytes(struct output *out, const void *bytes, size_t length)
{
    if (length <= out->room) {
        memcpy(out->at, bytes, length);
        output_advance(out, length);
    } else {
        out->length += length;
    }
}

static inline void output_byte(struct output *out, char byte)
{
    output_bytes(out, &byte, 1);
}

static inline void output_string(struct output *out, const char *string)
{
    output_bytes(out, string, strlen(string));
}

static inline void output_literal(struct output *out, const struct literal *literal)
{
    if (out->room >= sizeof literal->text) {
        memcpy(out->at, literal->text, sizeof literal->text);
        output_advance(out, literal->length);
    } else {
        output_bytes(out, literal->text, literal->length);
    }
}

/* 18446744073709551615 */
void pfl_output_number(struct output *out, uint64_t number);

/* Seconds, exactly: 130000 us is 0.13, 55175000000 us is 55175. */
void pfl_output_duration(struct output *out, int64_t microseconds);

/*
 * 2026-07-10T05:02:12Z, with six digits of a second when it has a fraction.
 * Years outside 0000 to 9999, which RFC 3339 does not have, get a sign and six
 * digits, as ISO 8601's expanded years in ECMAScript: +010000-01-01T00:00:00Z.
 */
void pfl_output_time(struct output *out, int64_t microseconds);

/* The value of a field that is no PFL_TYPE_TEXT, without quotes. */
void pfl_output_value(struct output *out, const pfl_event *event, const pfl_field *field);

/* \xHH, after any byte that the format wants before a backslash. */
void pfl_output_hex(struct output *out, unsigned char byte);

#endif
