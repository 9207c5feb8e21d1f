/*
 * A line being counted, and what the counting of several kinds shares.
 */
#ifndef PFL_AGGREGATE_COUNTED_H
#define PFL_AGGREGATE_COUNTED_H

#include "lib/aggregate/aggregator.h"

struct counted {
    pfl_aggregator *state;
    const pfl_event *event;
    const char *text;
    uint32_t host;  /* NONE */
    uint32_t times; /* that the line stands for */
    uint32_t group; /* that it belongs to, once it is found */
    int64_t time;   /* PFL_TIME_INVALID when it is none, or cannot be */
};

static inline piece counted_text(const struct counted *in, pfl_span span)
{
    return (piece){in->text + span.offset, span.length};
}

/* The line as evidence. */
static inline piece counted_line(const struct counted *in)
{
    return (piece){in->text, in->event->text_length};
}

static inline bool counted_is(const struct counted *in, pfl_span span, const char *word)
{
    return piece_is(counted_text(in, span), word);
}

static inline bool piece_starts(piece text, const char *words)
{
    size_t length = strlen(words);
    return text.length >= length && memcmp(text.at, words, length) == 0;
}

/* Where the line stands. */
struct place pfl_counted_place(const struct counted *in);

/* What follows the tag's last slash, or all of it: smtpd, lmtp. */
piece pfl_counted_program(const struct counted *in);

/* The address that a span of client_addr says; false when it is none ("unknown"). */
bool pfl_counted_address(const struct counted *in, pfl_span span, uint8_t bytes[16]);

/* The record of a client's address; NULL when the line has none (its bit of present is clear), or there is no memory.
 */
struct address *pfl_counted_client(const struct counted *in, uint64_t has_address, pfl_span span);

/* The number of the account of this name, made when it is not there; NONE when there is no memory. */
uint32_t pfl_counted_account(const struct counted *in, piece name);

static inline void address_add(struct address *a, enum address_count count, uint32_t times)
{
    if (a != NULL)
        a->counts[count] = sum_32(a->counts[count], times);
}

/* The first and the last time that something happened. */
static inline void widen(const struct counted *in, int64_t *first, int64_t *last)
{
    if (in->time == PFL_TIME_INVALID)
        return;
    *first = in->time < *first ? in->time : *first;
    *last = in->time > *last ? in->time : *last;
}

/* count.c: one event. */
void pfl_count(struct counted *in);

/* count_failures.c */
void pfl_count_failure(const struct counted *in);
void pfl_count_disconnect(const struct counted *in);
void pfl_count_limited(const struct counted *in, struct address *a);

/* count_injection.c */
void pfl_count_injection(const struct counted *in);

/* count_service.c */
void pfl_count_lifecycle(const struct counted *in);
void pfl_count_deed(const struct counted *in);

/* count_submissions.c */
void pfl_count_sasl_message(const struct counted *in);
void pfl_count_login(const struct counted *in);
void pfl_count_client(const struct counted *in);
void pfl_count_pickup(const struct counted *in);

/* count_queue.c: lines about a queue ID; count_outcome.c: of those, outcomes of recipients. */
void pfl_count_queue(struct counted *in);
void pfl_count_outcome(struct counted *in);

/* The group of the line's own queue ID, after a fact of it; NULL when it has none, or there is no memory. */
struct group *pfl_counted_group(struct counted *in, unsigned fact);

/* The line says that its group goes on under another queue ID, or continues one. */
void pfl_counted_link(const struct counted *in, struct group *g, enum link_kind kind, pfl_span queue_id,
                      uint64_t recipient);

/* Whether an address is one of this server's own, or internal. */
bool pfl_is_own(const pfl_aggregator *a, const pfl_network *address);

#endif
