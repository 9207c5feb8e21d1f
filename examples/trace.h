/*
 * Puts the messages of a log together, line by line, and finds those that are asked for.
 *
 *     trace *t = trace_open(&query, false, print, context);
 *     while (input_next(in, &batch))
 *         trace_batch(t, &batch);
 *     trace_end(t);                       (print is called for each message found, in order of their first lines)
 *     trace_close(t);
 *
 * A message that is not asked for is forgotten as soon as nothing can be said about it
 * any more that would change that, so that memory holds the messages that are under way
 * and those that were found.
 */
#ifndef EXAMPLES_TRACE_H
#define EXAMPLES_TRACE_H

#include "input.h"
#include "trace_leg.h"
#include "trace_query.h"

typedef struct trace trace;

/* Called with the first leg of a message that was found. */
typedef void trace_found(void *context, const trace *t, const leg *first);

/*
 * at_once: messages are reported, and forgotten, as soon as nothing more is expected of
 * them, in the order in which that happens. The query is kept, not copied.
 */
trace *trace_open(const query *q, bool at_once, trace_found *found, void *context);
void trace_batch(trace *t, const input_batch *batch);

/* So much time has passed without a line, for a log that is followed. */
void trace_wait(trace *t, int64_t microseconds);

/* No more lines follow: reports what has not been reported. */
void trace_end(trace *t);
void trace_close(trace *t);

/* Of the lines and legs: the name of a file by its number (as in step), and of a host. */
const char *trace_file(const trace *t, uint32_t file);
const char *leg_host(const leg *l, size_t *length);

/* Whether the log goes on for so long behind the last line of a leg that its end must be missing. */
bool clock_gave_up(const leg *l);

#endif
