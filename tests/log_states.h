/*
 * Logs, states of their lines, and what is in those: for the tests of merging and of
 * saved states. What goes wrong here fails the test.
 */
#ifndef LOG_STATES_H
#define LOG_STATES_H

#include <postfixlog/postfixlog.h>

#include <stdio.h>

/* Chance, the same on every machine: a number below another one. */
void chance_start(uint64_t seed);
uint64_t chance(uint64_t below);

typedef struct buffer {
    char *data;
    size_t length, room;
} buffer;

void buffer_append(buffer *b, const void *data, size_t length);

buffer file_read(const char *path);

typedef struct text_log {
    char *data;
    size_t length;
    size_t *starts; /* of its lines, and the end */
    size_t lines;
    const pfl_zone *zones; /* of its clock; NULL for UTC */
    uint32_t zone_count;
    char name[64]; /* what it is, for messages */
} text_log;

/* So many lines of make_log with these arguments (PFL_MAKE_LOG is its path); a file; some lines as a file of its own.
 */
text_log log_made(const char *make_log, const char *arguments, size_t lines);
text_log log_read(const char *path);
text_log log_rotated(const text_log *log, size_t from, size_t to);

/* A log as no syslog daemon should write it, in these ways. */
enum mangling { LINES_LOST = 1, LINES_CUT = 2, LINES_DOUBLED = 4, LINES_LATE = 8 };
text_log log_mangled(const text_log *log, unsigned how);

/* A log of these bytes. */
text_log log_of(const char *data, size_t length, const char *name);
void log_free(text_log *log);

uint64_t log_stream(const text_log *log);

/* An empty state, with a key of its own. */
pfl_aggregator *state_new(void);

/* Begins to read a log at a line. */
int32_t state_begin(pfl_aggregator *a, const text_log *log, size_t line);

/* Adds the lines [from, to) in batches of any size; returns what the last pfl_aggregator_add did. */
int32_t state_add(pfl_aggregator *a, const text_log *log, size_t from, size_t to);

/* All of that: the state of some lines. */
pfl_aggregator *state_of(const text_log *log, size_t from, size_t to);

/* A state as it is saved, one of such bytes, and one that went that way. */
buffer state_saved(pfl_aggregator *a);
int32_t state_load(pfl_aggregator **a, const void *data, size_t length);
pfl_aggregator *state_reloaded(pfl_aggregator *a);

enum shown {
    NO_AUDIT,    /* but for the memory that a state takes, and what the rules of this release say */
    ALL_ROWS,    /* but for the memory */
    ANY_STREAMS, /* nor where a line stands */
    ANY_FRACTION /* figures that do not depend on the fractions of seconds */
};

/* All rows of all tables as JSON, a line each, and a 0 behind them. */
buffer state_rows(pfl_aggregator *a, enum shown shown);

void assert_same_rows(const buffer *wanted, pfl_aggregator *a, enum shown shown, const char *what);
void assert_same_bytes(const buffer *wanted, pfl_aggregator *a, const char *what);

/* What one pass over a log says, and that a state says the same. */
typedef struct pass {
    buffer rows, bytes;
} pass;

pass one_pass(const text_log *log);
void free_pass(pass *p);
void assert_like(const pass *wanted, pfl_aggregator *a, const text_log *log, const char *what);

#endif
