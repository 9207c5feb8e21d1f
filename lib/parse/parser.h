/*
 * The parser's inside: one block of memory, which holds the handle, the buffer
 * for a line cut between two chunks, and the buffer for decoded text.
 */
#ifndef PFL_PARSE_PARSER_H
#define PFL_PARSE_PARSER_H

#include "lib/parse/timestamp.h"

struct pfl_parser {
    pfl_allocator allocator;
    size_t allocated; /* bytes of the block */
    uint32_t max_line;
    struct clock clock;

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

/* Where a line lies. */
struct line_place {
    uint64_t text_offset; /* in the caller's data */
    const char *readable; /* the end of the memory it lies in */
    bool cut;             /* its end is missing: the grammars believe less then */
};

/*
 * Reads one line, without its end, into *event. Its text lies in the caller's
 * data or, when it had to be decoded, in the parser's buffer. False, with nothing
 * done, when the buffer for decoded text is full: the batch has to end before
 * this line.
 */
bool pfl_read_line(pfl_parser *parser, piece line, const struct line_place *place, pfl_event *event);

/* Sets *parser's fields that a new stream starts with. */
void pfl_start_stream(pfl_parser *parser, uint64_t line, uint64_t offset);

#endif
