/*
 * Floods: a log that is read while it is made, into a state that may hold little, with the memory that
 * it was given, with accounts that must not be pushed out, and with what holds after every flood.
 */
#ifndef FLOOD_H
#define FLOOD_H

#include "lib/aggregate/aggregator.h"

#include <postfixlog/postfixlog.h>

#define CAP (UINT64_C(2) << 20) /* what a flooded state may hold */

/* What the allocator has handed out. */
struct heap {
    uint64_t bytes, blocks, most, calls;
};

/* A state, and the log that is read into it, a piece at a time. */
struct flood {
    pfl_aggregator *state;
    pfl_parser *parser;
    struct heap heap;
    int64_t now; /* seconds since 2026-06-01 */
    uint64_t lines;
    size_t length;
    char text[1 << 16];
};

struct table_rows {
    pfl_view *view;
    pfl_rows *rows;
};

/* Who must not be pushed out: names that failed often, accounts that send, messages that wait. */
#define PLANTED  20
#define ACCOUNTS 5
#define WAITING  300

/* A random number; the same ones after each start. */
uint64_t flood_chance(uint64_t below);

/* An empty state; a key of 0 is a random one. */
void flood_start(struct flood *f, uint64_t max_memory, uint64_t key);

/* Reads what was written. */
void flood_flush(struct flood *f);

/* A line at the time it is now: what follows "mx postfix/"; or another host's. */
void flood_line(struct flood *f, const char *format, ...);
void flood_line_from(struct flood *f, const char *host, const char *format, ...);

/* A failed login of a name, and a random address, IPv4 or IPv6. */
void flood_failure(struct flood *f, const char *address, const char *name);
void flood_address(char *out, size_t size);

/* The rows of a table, all or those about a key. */
struct table_rows flood_rows(pfl_aggregator *a, uint16_t table, const char *key);
void flood_rows_close(struct table_rows *r);

/* The one row of a table about a key; all zero when there is none. */
void flood_row(pfl_aggregator *a, uint16_t table, const char *key, void *row, size_t size);

pfl_totals_row flood_totals(pfl_aggregator *a);

/* A hash of all rows of all tables as JSON. */
uint64_t flood_digest(pfl_aggregator *a);

/* A saved state, to be released with free(). */
char *flood_save(pfl_aggregator *a, size_t *length);

/* What was saved is loaded, with room and with none to spare; with room it is the same state. */
void flood_check_saved(struct flood *f);

/* What each kind says that it takes decides which gives up: together it is what is used, or most of it (per cent). */
void flood_check_shares(const struct flood *f, unsigned least);

/* Reads what is left, and checks what must hold after every flood: the memory, the count of lines, the saved state. */
pfl_totals_row flood_finish(struct flood *f);

/* Releases all; nothing of the memory may be left. */
void flood_stop(struct flood *f);

/* A message that account i hands in and that is delivered. */
void flood_message(struct flood *f, unsigned i, unsigned number);

/* Messages of these accounts, each with a sender and a domain of its own, that wait from here on. */
void flood_begin_waiting(struct flood *f);

/* Messages that a filter in front of the queue handed in for somebody. */
void flood_begin_proxied(struct flood *f);

/* They still are whose they were, and in the end are counted for them. */
void flood_end_waiting(struct flood *f);

/* The accounts that sent so many messages each, and waiting ones. */
void flood_check_accounts(struct flood *f, unsigned sent, unsigned waited);

#endif
