/*
 * Messages that carry a time of their own.
 */
#ifndef PFL_PARSE_CLOCK_H
#define PFL_PARSE_CLOCK_H

#include "lib/parse/cursor.h"

/*
 * The second, in UTC, that the text of a line ("QID: client=...") tells for its own queue file: in a long queue
 * ID on a line written when the file was made, or in a Message-ID that cleanup(8) made. False for all others.
 */
bool pfl_message_tells_time(cursor message, int64_t *utc);

#endif
