/*
 * Headers: everything of a line before the program's own text, in the forms that
 * syslog daemons, journalctl, postlogd and containers write.
 */
#ifndef PFL_PARSE_HEADER_H
#define PFL_PARSE_HEADER_H

#include "lib/parse/timestamp.h"

struct header {
    struct stamp stamp;
    piece host, program; /* length 0 for none */
    piece message;
    uint32_t pid;
    bool has_pid;
    uint32_t repeat;    /* n of "message repeated n times: [ message]", or 1 */
    bool last_repeated; /* BSD's "last message repeated n times": repeat has n */
};

/* False when the line has no header. SCAN_SLACK bytes behind it can be read. */
bool pfl_read_header(struct clock *clock, piece line, struct header *out);

/* Takes rsyslog's and Solaris's wrappings off out->message. */
void pfl_unwrap_message(struct header *out);

/* The wrappings start with one of two bytes, which Postfix's own messages hardly do. */
static inline bool header_maybe_wrapped(const cursor *message)
{
    char first = cursor_peek(message);
    return first == '[' || first == 'm';
}

#endif
