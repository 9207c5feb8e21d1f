/*
 * The lines of a message as a list of small steps: a message that is retried for
 * days has hundreds of lines, and each takes about ten bytes here.
 */
#ifndef EXAMPLES_TRACE_STEPS_H
#define EXAMPLES_TRACE_STEPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct step {
    int64_t time; /* microseconds UTC, or PFL_TIME_INVALID */
    uint64_t line;
    uint32_t file; /* number of the file, in the order of reading */
    uint32_t kind; /* PFL_KIND_ */
} step;

typedef struct steps {
    unsigned char *bytes;
    uint32_t used, capacity;
    uint32_t count;
    step last;
} steps;

/* All zero is an empty list. */
void steps_add(steps *list, const step *next);
void steps_free(steps *list);

/* From the first to the last: with a reader of zeros and the list in it, until it returns false. */
typedef struct steps_reader {
    const steps *list;
    uint32_t place;
    step last;
} steps_reader;
bool steps_next(steps_reader *reader, step *next);

#endif
