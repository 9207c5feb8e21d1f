/*
 * Lines that are JSON: journalctl -o json, and Docker's json-file log.
 */
#ifndef PFL_PARSE_JOURNAL_H
#define PFL_PARSE_JOURNAL_H

#include "lib/parse/header.h"

/*
 * Reads a line that is one JSON object with journald's fields (or Docker's log
 * and time) and decodes what an event needs of it into out[0 .. capacity):
 * "host program message". A decoded line is never longer than the line was.
 *
 * False when the line is no such object; else *text is the decoded text, in
 * which the pieces of *header lie.
 */
bool pfl_read_journal(struct clock *clock, piece line, char *out, size_t capacity, piece *text, struct header *header);

#endif
