/*
 * The report of pfl-trace: a block for each message, for people or for programs.
 */
#ifndef EXAMPLES_TRACE_REPORT_H
#define EXAMPLES_TRACE_REPORT_H

#include "terminal.h"
#include "trace_message.h"

typedef struct report {
    output *out;
    pfl_parser *parser; /* for kept lines */
    const trace *trace;
} report;

void report_text(const report *r, const trace_message *m);

/* One JSON object, and a line end. */
void report_json(const report *r, const trace_message *m);

/* 2026-06-10T03:24:20.000001Z, or 2026-06-10 03:24:20Z for people; "?" when there is no time. */
#define TIME_TEXT 48
const char *report_time(int64_t time, bool for_people, char text[TIME_TEXT]);

/*
 * Pieces of the form for people. A name of the log, any bytes, is in quotes when it could
 * be taken for more than a name.
 */
#define PAINT_DIM   "2"
#define LABEL_WIDTH 14 /* of the labels on the left, two blanks before them not counted */
void report_label(output *out, const char *label, size_t length);
void report_heading(output *out, const char *label);
void report_name(output *out, const char *text, size_t length);
void report_when(output *out, int64_t time);
void report_queue_id(output *out, const leg *l);

/* A field, behind the words before it: as a name, or as text, to be the last on its line. False: it is not there. */
bool report_field(output *out, const char *before, const pfl_event *event, const char *text, uint16_t field);
bool report_text_field(output *out, const char *before, const pfl_event *event, const char *text, uint16_t field);

/* For people: "left the queue", how a leg came about ("forwarded: "), and colours (output_paint). */
const char *state_words(leg_state state);
const char *link_words(leg_link link);
const char *state_paint(leg_state state);
const char *outcome_paint(uint16_t kind);

/* What a program calls the outcome of a line: Postfix's word, or else that of its kind. */
void report_status(const pfl_event *event, const char *text, const char **status, size_t *length);

#endif
