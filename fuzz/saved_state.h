/*
 * What a state saves, as one piece; and the end of a harness that found something.
 */
#ifndef FUZZ_SAVED_STATE_H
#define FUZZ_SAVED_STATE_H

#include <postfixlog/postfixlog.h>

#include <stdnoreturn.h>

typedef struct buffer {
    char *data; /* to be released with free() */
    size_t length;
} buffer;

void append(buffer *b, const void *data, size_t length);

buffer save_state(pfl_aggregator *a);

/* Aborts, with what went wrong, and a status to tell it by. */
noreturn void fail(const char *what, int32_t status);

/* Does so unless a call succeeded, or two states were saved as the same bytes. */
void expect_ok(const char *what, int32_t status);
void expect_same(const buffer *a, const buffer *b, const char *what, int32_t status);

#endif
