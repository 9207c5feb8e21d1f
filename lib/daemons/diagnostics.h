/*
 * Warnings, errors and notes that have no grammar of their own: what they are
 * about, and the client they name.
 */
#ifndef PFL_DAEMONS_DIAGNOSTICS_H
#define PFL_DAEMONS_DIAGNOSTICS_H

#include "lib/parse/line.h"

/*
 * Reads line->rest, the text behind the severity word and the queue ID. A
 * warning or worse is always taken, with PFL_CATEGORY_INTERNAL when nothing says
 * better; a line of information only when it is a known one, which makes it a
 * note. False: the line stays other.
 */
bool pfl_read_diagnostic(struct line *line);

#endif
