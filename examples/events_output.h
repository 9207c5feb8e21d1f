/*
 * What pfl-events does with events: choose, count, print.
 */
#ifndef EXAMPLES_EVENTS_OUTPUT_H
#define EXAMPLES_EVENTS_OUTPUT_H

#include "input.h"
#include "options.h"
#include "terminal.h"

/* Which events are wanted; all zero but the times wants all. */
typedef struct event_filter {
    bool by_kind;
    uint8_t kinds[UINT16_MAX / 8 + 1]; /* a bit for each PFL_KIND_ */
    const char *user;
    bool by_network;
    pfl_network net;
    const char *queue_id;
    int64_t since, until; /* [since, until) */
} event_filter;

void filter_begin(event_filter *filter);

/* --kind: adds the kinds of a list; ends the program for a name that is none. */
void filter_kinds(event_filter *filter, const char *list);

bool filter_wants(const event_filter *filter, const pfl_event *event, const char *text);

/* --format text: one event as one line for a person. */
void print_event(output *out, const pfl_event *event, const char *text);

/* --stats: what was read, by kind. */
typedef struct event_stats {
    uint64_t lines, bytes; /* of the wanted events, line ends included */
    uint64_t field_bytes;  /* and the lengths of their text fields */
    uint64_t bytes_read;   /* of all lines */
    int64_t begun;         /* microseconds of a steady clock */
    uint16_t open;         /* kind of the line that bytes belong to until the next one starts; 0 for an unwanted one */
    uint64_t (*kinds)[2];  /* lines and bytes by PFL_KIND_ */
} event_stats;

void stats_begin(event_stats *stats);
void stats_add(event_stats *stats, const input_batch *batch, const event_filter *filter);

typedef enum event_format { FORMAT_NDJSON, FORMAT_CSV, FORMAT_TEXT } event_format;
void stats_print(const event_stats *stats, output *out, event_format format);
void stats_end(event_stats *stats);

#endif
