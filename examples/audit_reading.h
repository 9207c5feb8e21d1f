/*
 * Reading: the files and saved states of a run, counted into one state.
 *
 *   audit_state.c   saved states: --load, --save
 *   audit_keep.c    how far back the details of a state go: --keep
 *   audit_plan.c    which parts of a file the state has already, and which are to be read
 *   audit_stream.c  a part of a file into a state
 *   audit_read.c    all files, in several threads
 *   audit_watch.c   a log that grows (audit_watch.h)
 *
 * A stream is what a file holds, by its first line: a log that was rotated or
 * compressed since a state was saved is known by it, and only what has come since
 * is read.
 */
#ifndef EXAMPLES_AUDIT_READING_H
#define EXAMPLES_AUDIT_READING_H

#include "audit_wishes.h"
#include <stdatomic.h>

/* So many lines stand before the one at an offset: from here they are counted on, for a report. */
typedef struct log_mark {
    uint64_t offset, lines;
} log_mark;

/* The text of a line, by where it stands. */
typedef struct log_text {
    uint64_t offset;
    size_t at; /* in log_part.text_bytes */
    uint32_t length;
} log_text;

/* So much of a line is shown, and kept by states. */
#define LINE_TEXT 512

/* A part of a stream, from the start of a line to that of another one. */
typedef struct log_part {
    uint64_t start, end; /* bytes; UINT64_MAX: to the end of the stream */
    bool known;          /* the state has it: it is not read */
    bool last_seen;      /* known: its last line is still there */
    uint64_t last_offset, last_hash;
    uint64_t lines;
    log_mark *marks; /* lines of this part before an offset */
    size_t mark_count;
    unsigned char *lengths; /* of what is no plain file: of each line, seven bits a byte, the last one below 128 */
    size_t lengths_used, lengths_room;
    uint64_t next_offset; /* that they lead to */
    log_text *texts;      /* of a compressed file: lines that may be shown and of which no state keeps the text */
    char *text_bytes;
    size_t text_count, text_room, bytes_used, bytes_room;
} log_part;

/* A file of this run. */
typedef struct run_log {
    const input_file *file; /* NULL: it was rotated away while it was followed */
    uint64_t stream;
    log_part *parts; /* one behind the other */
    size_t part_count;
    bool grows;          /* it is followed: read to its end, wherever that will be */
    bool waits;          /* for the others: one of them is the same stream, or its first line is not there yet */
    atomic_bool refused; /* it was told that it cannot be read */
    atomic_uint_fast64_t passed; /* lines from before reading.kept_from: not counted */
} run_log;

typedef struct reading {
    const wishes *wishes;
    pfl_aggregator_options options; /* of all states */
    pfl_aggregator *state;
    int64_t kept_from; /* that the loaded states have only sums of what was before; PFL_TIME_INVALID for never */
    input *in;         /* NULL when there are only saved states */
    run_log *logs;
    size_t log_count;
    bool failed; /* something could not be read, and that was told */
} reading;

/* Takes the saved states in. Ends the program when one of them cannot be. */
void reading_open(reading *r, const wishes *w);

/* Opens all files, and reads them. */
void reading_begin(reading *r);
void reading_files(reading *r);

/* Writes the state to a file, beside it first. Returns false after a message. */
bool reading_save(reading *r, const char *path);

/* Releases all; the files were needed until now for the lines of reports. */
void reading_close(reading *r);

/* --- Between the files above ------------------------------------------------- */

/* audit_plan.c: the parts of a stream, in at most `pieces` unread ones each; checks a plain file's known ones. */
void log_plan(run_log *log, const reading *r, unsigned pieces);
void log_free(run_log *log);
void log_refuse(run_log *log, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether a known part's last line is this one; what is none of its lines does not matter. Refuses the log if not. */
bool log_check_line(run_log *log, log_part *part, const input_batch *batch, const pfl_event *event);

/* audit_stream.c: numbers lines, which are in the order of their offsets, where the part has them; `before` stand
 * before it. */
void log_count_lengths(const log_part *part, uint64_t before, input_line *lines, size_t count);

/* audit_stream.c: the text of the line at an offset, if the part has kept it; else NULL. */
const char *log_kept_text(const log_part *part, uint64_t offset, size_t *length);

/* audit_keep.c: adds a state to the other; the details of both begin where those of one do. Returns a status. */
int32_t keep_merge(pfl_aggregator *state, pfl_aggregator *from);

/* Forgets details of what was more than some days before the last line. Returns a status. */
int32_t keep_days(pfl_aggregator *state, uint64_t days);

/* Says how many lines of a log were passed by, and that this is a failure. */
void keep_tell_passed(reading *r, const run_log *log);

/* Lines of one log on their way into a state. */
typedef struct counter {
    pfl_aggregator *state;
    int64_t kept_from; /* of the reading */
    run_log *log;
    const char *host;      /* --host */
    log_part *part;        /* that they belong to */
    const log_part *begun; /* that the state knows to be begun */
} counter;

/* Counts lines of a batch that belong to counter.part. Returns false when the log was refused. */
bool counter_add(counter *c, const input_batch *batch, const pfl_event *events, size_t count);

/* The same with the lines of any part of the log, in the order of the stream; skips the known ones. */
bool counter_add_stream(counter *c, const input_batch *batch);

/* At the end of a stream: refuses it when lines that the state knows are not there. */
void counter_end_stream(counter *c);

#endif
