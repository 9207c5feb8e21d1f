/*
 * The parser: raw bytes in, events out.
 *
 * Two doors lead to one engine. pfl_parse() keeps nothing of what it is given:
 * the caller holds the unfinished line at the end of its buffer. On top of it,
 * feed/next/finish take chunks cut anywhere. pfl_parse_line() takes one line,
 * pfl_parse_message() a message whose header was already taken apart.
 *
 *     pfl_parser *parser;
 *     if (pfl_parser_create(&parser, NULL) != PFL_OK) ...
 *     while ((n = read(fd, chunk, sizeof chunk)) > 0) {
 *         pfl_parser_feed(parser, chunk, n);
 *         while (pfl_parser_next(parser, events, sizeof *events, 64, &count) == PFL_OK)
 *             for (i = 0; i < count; i++)
 *                 use(&events[i], pfl_event_text(parser, chunk, &events[i]));
 *     }
 *     pfl_parser_finish(parser);
 *     while (pfl_parser_next(...) == PFL_OK) ...
 *     pfl_parser_destroy(parser);
 *
 * Lines end at LF; a CR before it is not part of the line; an empty line is a
 * line. Each line is one event, so lines in = events out. How the input is cut
 * into calls and chunks never changes an event, except where its text lies.
 *
 * Arguments come in one order everywhere: the handle, what goes in, what comes
 * out. A parser is used by one thread at a time; different parsers by any.
 * After creation nothing here calls an allocator, reads a clock, a locale or
 * the environment, writes to the input, or reads past its end.
 */
#ifndef POSTFIXLOG_PARSER_H
#define POSTFIXLOG_PARSER_H

#include <postfixlog/events.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pfl_parser pfl_parser;

/* The longest line that is kept whole, in bytes; also the default of max_line. */
#define PFL_MAX_LINE 65535

/* From `since` on (microseconds, UTC) local clocks are `offset` seconds ahead of UTC. */
typedef struct pfl_zone {
    int64_t since;
    int32_t offset;
    int32_t reserved; /* 0 */
} pfl_zone;

/* Options of pfl_parser_create; all zero is fine. */
typedef struct pfl_parser_options {
    uint32_t size;     /* sizeof(pfl_parser_options) */
    uint32_t max_line; /* longest line kept whole, in bytes: 256 to PFL_MAX_LINE; 0 for PFL_MAX_LINE */

    /*
     * For stamps without a year (RFC 3164): a stamp gets the latest year that
     * puts it at or before this time + 26 hours. Microseconds, UTC. 0 stands for
     * the time of creation. For a file, its modification time serves well. Years
     * from 1 to 9999.
     */
    int64_t reference_time;

    /*
     * For stamps without a zone: the offsets of the local clock, by rising
     * `since`; the first one also holds for all times before. Copied. Without
     * one, UTC.
     */
    const pfl_zone *zones;
    uint32_t zone_count; /* PFL_MAX_ZONES at most */
    uint32_t reserved;   /* 0 */

    pfl_allocator allocator; /* NULL inside for the C library's */
} pfl_parser_options;

/* 128 offsets are 64 years of summer time. */
#define PFL_MAX_ZONES 128

/*
 * Makes a parser. options may be NULL. Takes at most 2 * max_line + 16 KiB from
 * the allocator, in one piece, and nothing later.
 *
 * Returns PFL_OK and sets *parser; PFL_ERR_ARGUMENT (parser NULL, max_line,
 * reference_time or zone_count out of range, zones NULL or not rising, an offset of
 * a day or more), PFL_ERR_OPTION (size is 0; what is reserved, or a tail this
 * release does not know, is not zero) or PFL_ERR_MEMORY, with *parser NULL.
 */
PFL_API int32_t pfl_parser_create(pfl_parser **parser, const pfl_parser_options *options);

/* Releases a parser; NULL is fine. Ends the life of all text in its buffer. */
PFL_API void pfl_parser_destroy(pfl_parser *parser);

/*
 * Moves the reference time (see pfl_parser_options; microseconds, 0 is 1970
 * here) or the zones for the lines to come. PFL_ERR_ARGUMENT as for creation.
 */
PFL_API int32_t pfl_parser_set_reference(pfl_parser *parser, int64_t reference_time);
PFL_API int32_t pfl_parser_set_zones(pfl_parser *parser, const pfl_zone *zones, uint32_t count);

/*
 * Starts a new stream at a given position: the next line is number line + 1 and
 * lies at byte offset (0 and 0 for a whole file; other values for a range of
 * one). What was fed and not yet delivered is dropped. PFL_ERR_ARGUMENT when
 * parser is NULL.
 */
PFL_API int32_t pfl_parser_restart(pfl_parser *parser, uint64_t line, uint64_t offset);

/* pfl_parse: data ends the stream, so an unfinished line at its end is a line. */
#define PFL_FINAL UINT32_C(1)

/*
 * Parses the whole lines in data[0 .. length) into events[0 .. capacity).
 *
 * Sets *count to the events written and *consumed to the bytes they used up.
 * What is left is an unfinished line (returns PFL_OK) or lines for which there
 * was no room (returns PFL_FULL, and at least one event was written): call again
 * with the rest, more bytes behind it. A line of more than max_line bytes is
 * used up as soon as max_line + 1 of its bytes are there; what follows of it is
 * skipped, in later calls too, so a buffer of max_line + 1 bytes always moves on.
 * With PFL_FINAL the rest is a line.
 *
 * event_size is sizeof(pfl_event) as the caller knows it. Text lies in data, or
 * in the parser's buffer (PFL_FLAG_TEXT_OWNED), until the next call on this
 * parser.
 *
 * Errors: PFL_ERR_ARGUMENT (a NULL, a capacity of 0, an unknown flag; data may
 * be NULL when length is 0), PFL_ERR_LAYOUT, PFL_ERR_STATE (fed data is
 * waiting). *count and *consumed are then 0 if they were given.
 */
PFL_API int32_t pfl_parse(pfl_parser *parser, const void *data, size_t length, uint32_t flags, pfl_event *events,
                          size_t event_size, size_t capacity, size_t *count, size_t *consumed);

/*
 * Gives the next chunk of a stream, cut anywhere. data must stay as it is until
 * pfl_parser_next returns PFL_NEED_MORE; only a line cut by the chunk's end is
 * copied then. Errors: PFL_ERR_ARGUMENT, PFL_ERR_STATE (the chunk before is not
 * used up, or the stream was finished).
 */
PFL_API int32_t pfl_parser_feed(pfl_parser *parser, const void *data, size_t length);

/* Says that no more chunks follow: an unfinished line is now a line. Errors: PFL_ERR_ARGUMENT. */
PFL_API int32_t pfl_parser_finish(pfl_parser *parser);

/*
 * Takes up to capacity events out of what was fed. Returns PFL_OK with *count > 0;
 * or, with *count 0, PFL_NEED_MORE (feed the next chunk) or PFL_END (finished,
 * and all was delivered: pfl_parser_restart starts another stream). Text lies in
 * the chunk fed last, or in the parser's buffer, until the next call on this
 * parser. Errors: PFL_ERR_ARGUMENT, PFL_ERR_LAYOUT.
 */
PFL_API int32_t pfl_parser_next(pfl_parser *parser, pfl_event *events, size_t event_size, size_t capacity,
                                size_t *count);

/*
 * Parses one line: all of line[0 .. length), which needs no LF; one LF at its
 * end, and a CR before that, are not part of it, and other LFs are text. It
 * counts as the stream's next line, of length bytes + 1 unless the LF is there.
 * Errors: PFL_ERR_ARGUMENT, PFL_ERR_LAYOUT, PFL_ERR_STATE (fed data is waiting).
 */
PFL_API int32_t pfl_parse_line(pfl_parser *parser, const void *line, size_t length, pfl_event *event,
                               size_t event_size);

/* A message whose header was taken apart elsewhere: a journal entry, a syslog plug-in's record. */
typedef struct pfl_message {
    uint32_t size; /* sizeof(pfl_message) */
    uint32_t pid;  /* 0 for none */
    int64_t time;  /* microseconds since 1970 UTC, or PFL_TIME_INVALID */
    const char *host;
    size_t host_length;  /* 0 for none */
    const char *program; /* the tag: postfix/smtpd */
    size_t program_length;
    const char *message; /* the text after the tag */
    size_t message_length;
} pfl_message;

/*
 * Parses one message. Its text is copied: "host program message" in the parser's
 * buffer, cut (PFL_FLAG_TRUNCATED) at max_line bytes. It counts as the stream's
 * next line, of message_length + 1 bytes. Errors: PFL_ERR_ARGUMENT (a NULL with
 * a length, too), PFL_ERR_OPTION (size), PFL_ERR_LAYOUT, PFL_ERR_STATE.
 */
PFL_API int32_t pfl_parse_message(pfl_parser *parser, const pfl_message *message, pfl_event *event, size_t event_size);

/*
 * Where an event's text starts: in data (the pointer given to pfl_parse,
 * pfl_parse_line or the last pfl_parser_feed) or in the parser's buffer. A
 * span's bytes are pfl_event_text(...) + span.offset, span.length of them, not
 * ended by a 0. Valid as the call that made the event says.
 */
PFL_API const char *pfl_event_text(const pfl_parser *parser, const void *data, const pfl_event *event);

/*
 * What a sample of a log tells about its clock.
 *
 * cleanup(8) makes Message-IDs of the form YYYYMMDDHHMMSS.QID@host in UTC, and
 * long queue IDs carry the second of their creation. Lines stamped without a
 * year and zone that carry one of these for their own queue ID tell both. The
 * time is taken from the majority of such lines, so that one forged Message-ID
 * cannot move a log.
 */
typedef struct pfl_clock {
    int64_t latest;     /* UTC time of the latest line that told (microseconds); 0 when none did */
    int32_t utc_offset; /* seconds the log's clock was ahead of UTC there, a multiple of 900 */
    uint32_t witnesses; /* how many lines agreed; 0 when the sample tells nothing */
} pfl_clock;

/*
 * Reads the whole lines of a sample, best one from the end of the log, and sets
 * *clock. Allocates nothing, needs no parser. Errors: PFL_ERR_ARGUMENT.
 */
PFL_API int32_t pfl_clock_from_log(const void *data, size_t length, pfl_clock *clock);

#ifdef __cplusplus
}
#endif

#endif
