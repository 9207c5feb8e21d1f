/*
 * What pfl-trace is asked for, and what of it a line meets.
 *
 * Each option is a wish, one bit. Given more than once, one of its values has to
 * be met; of different options, all.
 */
#ifndef EXAMPLES_TRACE_QUERY_H
#define EXAMPLES_TRACE_QUERY_H

#include "options.h"

enum {
    WISH_USER = 1,
    WISH_ADDR = 2,
    WISH_QUEUE_ID = 4,
    WISH_MESSAGE_ID = 8,
    WISH_TO = 16,
    WISH_FROM = 32,
    WISH_TIME = 64,
    /* Who handed a message in is what the first of its queue IDs says, and no content filter behind it. */
    WISHES_OF_ORIGIN = WISH_USER | WISH_ADDR
};

typedef struct wish {
    uint8_t bit;
    const char *text; /* as on the command line, without the brackets of an address */
    size_t length;
    pfl_network net; /* WISH_ADDR */
} wish;

/* All zero asks for nothing. */
typedef struct query {
    uint8_t bits; /* of all wishes */
    wish *wishes;
    size_t count;
    int64_t since, until; /* WISH_TIME: a line in [since, until) */
} query;

/* A value of an option, kept; not for WISH_TIME. */
void query_add(query *q, uint8_t bit, const char *value);
void query_free(query *q);

/* The bits that a line about a message meets, of those in `open`. */
uint8_t query_met(const query *q, uint8_t open, const pfl_event *event, const char *text);

#endif
