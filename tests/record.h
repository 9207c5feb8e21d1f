/*
 * Recordings: all events of a piece of input with their text, got through one of
 * the parser's doors. Two recordings of the same input must be equal. Used by the
 * tests and by the fuzz harness.
 *
 * Every chunk handed to the parser is a heap block of exactly its size, so that
 * AddressSanitizer and valgrind see a read past its end.
 */
#ifndef RECORD_H
#define RECORD_H

#include <postfixlog/postfixlog.h>

typedef struct recording {
    pfl_event *events;
    size_t *text_at; /* where the event's text starts in texts */
    size_t count, room;
    char *texts;
    size_t texts_length, texts_room;
    const char *fault; /* the first promise that did not hold, or NULL */
} recording;

void recording_free(recording *r);

/* The text of an event; valid until the next event is recorded. */
const char *recording_text(const recording *r, size_t index);

/* One buffer with everything in it, capacity events a call. */
void record_parse(recording *r, pfl_parser *parser, const char *data, size_t length, size_t capacity);

/*
 * pfl_parse with a caller that has data up to each cut in turn, and keeps what was
 * not used up. cuts rise and are at most length.
 */
void record_windows(recording *r, pfl_parser *parser, const char *data, size_t length, const size_t *cuts,
                    size_t cut_count, size_t capacity);

/* feed/next/finish, a chunk up to each cut. */
void record_feed(recording *r, pfl_parser *parser, const char *data, size_t length, const size_t *cuts,
                 size_t cut_count, size_t capacity);

/* pfl_parse_line for each line. */
void record_lines(recording *r, pfl_parser *parser, const char *data, size_t length);

/* NULL when both are sound and equal, or what is not; *index is the event. */
const char *recordings_differ(const recording *a, const recording *b, size_t *index);

/* How many lines, and so events, data has: LFs, and an unfinished line at its end. */
size_t count_lines(const char *data, size_t length);

#endif
