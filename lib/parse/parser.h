/*
 * The parser's inside: one block of memory, which holds the handle, the buffer
 * for a line cut between two chunks, and the buffer for decoded text.
 */
#ifndef PFL_PARSE_PARSER_H
#define PFL_PARSE_PARSER_H

#include "lib/parse/header.h"
#include "lib/parse/tags.h"

struct pfl_parser {
    pfl_allocator allocator;
    size_t allocated; /* bytes of the block */
    uint32_t max_line;
    struct clock clock;
    struct tags tags;

    /* Where the next line stands. */
    uint64_t line, offset;
    bool skipping; /* inside a line of which max_line bytes were delivered */

    /* The feed door: the chunk given last, and how far it is used up. */
    const char *chunk;
    size_t chunk_length, chunk_at;
    bool finished;
    size_t carried; /* bytes of a cut line, at the start of buffer */

    /* buffer[0 .. max_line] carries a cut line, the rest holds decoded text. */
    char *buffer;
    char *decoded, *decoded_at, *decoded_end;
};

/* "host program message": the two blanks that decoded text has and its line may lack; and what scans need. */
#define DECODED_SLACK (2 + SCAN_SLACK)

/* Where a line lies. */
struct line_place {
    uint64_t text_offset; /* in the caller's data */
    const char *readable; /* the end of the memory it lies in */
    bool cut;             /* its end is missing: the grammars believe less then */
};

/* A batch being filled. */
struct batch {
    pfl_event *events;
    size_t capacity, count;
};

/*
 * Reads one line, without its end, into *event. Its text lies in the caller's
 * data or, when it had to be decoded, in the parser's buffer. False, with nothing
 * done, when the buffer for decoded text is full: the batch has to end before
 * this line.
 */
bool pfl_read_line(pfl_parser *parser, piece line, const struct line_place *place, pfl_event *event);

/* One line into the batch; false when it has to wait for the next one. */
bool pfl_deliver_line(pfl_parser *parser, struct batch *batch, piece line, const struct line_place *place);

/* Whole lines of data into the batch, the last one too if final; PFL_FULL when one has to wait. */
int32_t pfl_parse_lines(pfl_parser *parser, const char *data, size_t length, bool final, struct batch *batch,
                        size_t *consumed);

/* What a line's header says, and what its daemon reads, into an event that is empty but for its place. */
void pfl_fill_event(const struct header *header, piece text, pfl_event *event);

/* Text in the parser's buffer is found from there. */
void pfl_text_is_owned(const pfl_parser *parser, piece text, pfl_event *event);

/* Sets *parser's fields that a new stream starts with. */
void pfl_start_stream(pfl_parser *parser, uint64_t line, uint64_t offset);

#endif
