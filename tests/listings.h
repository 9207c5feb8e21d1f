/*
 * A log with something in every table, states of it, and all rows of a reading as text:
 * for the tests of rows.h and aggregate.h.
 */
#ifndef LISTINGS_H
#define LISTINGS_H

#include <postfixlog/postfixlog.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct buffer {
    char *data;
    size_t length;
};

#define MOST_ROWS 1500

/* All rows of one reading: each as JSON, and the value it was ordered by. */
struct listing {
    uint32_t count;
    char *json[MOST_ROWS];
    int64_t values[MOST_ROWS];
};

extern char log_text[1 << 16];
extern size_t log_length;

/* A state of that log, and a view of it: between open_shared and close_shared, a group's setup and teardown. */
extern pfl_aggregator *shared;
extern pfl_view *view;

size_t table_count(void);
size_t view_table_count(void);
pfl_parser *new_parser(void);
pfl_aggregator *new_state(void);
pfl_stream stream_at(uint64_t offset);
pfl_aggregator *state_by_parse(size_t batch);
struct buffer save(pfl_aggregator *a);
void assert_same_state(pfl_aggregator *a, pfl_aggregator *b);
char *json_of(uint16_t table, const void *row, const char *text);
struct listing *list(const pfl_view *from, const pfl_rows_options *options, size_t batch);
void free_listing(struct listing *l);
pfl_rows_options options_for(const pfl_table *t);
int open_shared(void **state);
int close_shared(void **state);

#endif
