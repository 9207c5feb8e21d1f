/*
 * What the programs read: files, rotations, compressed files, standard input
 * and a growing log, as batches of events.
 *
 *     input_options given = {0};               (options.h fills it: files and the shared options)
 *     ...
 *     input *in = input_open(&given);
 *     input_batch batch;
 *     while (input_next(in, &batch)) {
 *         for (size_t i = 0; i < batch.count; i++)
 *             use(&batch.events[i], input_text(&batch, &batch.events[i]), batch.file->name);
 *         if (batch.idle)
 *             flush();                         (nothing more to read just now)
 *     }
 *     status = input_close(in);                (0, or 2 when something could not be read)
 *
 * What cannot be read is told in one line on standard error, the rest is read
 * all the same. A program that reads in parallel takes the files from
 * input_file_at() and opens readers of its own, on ranges of one file too.
 */
#ifndef EXAMPLES_INPUT_H
#define EXAMPLES_INPUT_H

#include <postfixlog/postfixlog.h>
#include <stdbool.h>

/* What the command line says about the input; all zero is standard input with the defaults. */
typedef struct input_options {
    const char *const *names; /* FILE, FILE@+02:00 or -; none: standard input */
    size_t name_count;
    const char *host;  /* --host: stands in for the host of every line; NULL to keep it */
    int64_t reference; /* --reference-time, microseconds UTC */
    int32_t offset;    /* --utc-offset, seconds */
    bool reference_given;
    bool offset_given;
    bool follow;   /* --follow: keep reading the last file */
    bool progress; /* set by the program: nothing else is written to the terminal while it reads */
} input_options;

/* How a file is packed, by its first bytes. */
typedef enum input_packing { INPUT_PLAIN, INPUT_GZIP, INPUT_BZIP2, INPUT_XZ, INPUT_ZSTD } input_packing;

/* A file to read. The files of an input are in time order, by their first stamps. */
typedef struct input_file {
    const char *name; /* as it was given, without @+02:00; "-" for standard input */
    uint64_t size;    /* of a regular file, as it lies there, when it was opened; else 0 */
    bool regular;
    input_packing packing;
    bool live;         /* dated by the present time as it is read: standard input, the followed file */
    uint64_t stream;   /* pfl_stream_id of the first line; 0 when that is not there yet, or nothing is */
    int64_t first;     /* time of the first line that has one; PFL_TIME_INVALID when none near the start has */
    int64_t reference; /* what its parser is given: reference time and zones (input_clock.c) */
    uint32_t zone_count;
    pfl_zone zones[PFL_MAX_ZONES];
    struct input_source *source; /* private */
} input_file;

/* Some events of one file, in the order of its lines. Good until the next call on its input or reader. */
typedef struct input_batch {
    const pfl_event *events;
    size_t count; /* may be 0: idle, or the rest of a line that was too long */
    const input_file *file;
    uint64_t start;   /* the bytes of the file that this batch used up: [start, end). They are those of */
    uint64_t end;     /* its lines; before the first one also the rest of a line too long for its batch. */
    bool restarted;   /* the first batch of a file, or after --follow saw it rotated or truncated */
    bool idle;        /* there is nothing to read at the moment: the next call waits */
    const char *data; /* these three for input_text() and input_line_length() */
    const pfl_parser *parser;
    uint32_t host_length;
} input_batch;

typedef struct input input;
typedef struct input_reader input_reader;

/* The text of an event of a batch: spans count from here. */
static inline const char *input_text(const input_batch *batch, const pfl_event *event)
{
    return pfl_event_text(batch->parser, batch->data, event);
}

/* How much of it is the line as it was read: with --host, event->text_length counts that name behind it too. */
static inline size_t input_line_length(const input_batch *batch, const pfl_event *event)
{
    return event->text_length - batch->host_length;
}

/*
 * input_file.stream of a file for which it was not known yet when it was opened, or
 * that was rotated while it was followed: from its first batch with events. By the
 * bytes of the line as any file is, not by the text that was decoded of it. Not with --host.
 */
uint64_t input_stream(const input_batch *first);

/*
 * Opens all files, finds out their packing, order and clock. Never NULL: without
 * memory the program ends here. What cannot be opened is told and left out. The
 * strings of the options must outlive the input.
 */
input *input_open(const input_options *options);

/* The files that could be opened, in time order: input_file_at(in, 0 .. count - 1). */
size_t input_file_count(const input *in);
const input_file *input_file_at(const input *in, size_t index);

/*
 * The next batch of all files, one after the other. Returns false at the end. An
 * idle batch comes before each wait, and under --follow once a second; with
 * --follow there is no end but input_stop().
 */
bool input_next(input *in, input_batch *batch);

/* Whether something could not be opened or read so far. */
bool input_failed(const input *in);

/* Ends reading: 0 when all was well, 2 when something could not be read. */
int input_close(input *in);

/* Makes input_next() return false soon, waits included. For signal handlers. */
void input_stop(void);

/* Whether it can be read from any place, and again: it is no pipe, and not compressed. */
static inline bool input_is_plain(const input_file *file)
{
    return file->regular && file->packing == INPUT_PLAIN;
}

/*
 * Reads one file, or the lines of a plain regular file that start in the bytes
 * [start, end): neighbouring ranges share no line and lose none. 0 and
 * UINT64_MAX read all; other values need file->regular and INPUT_PLAIN. Line
 * numbers count from the range's start, event.offset from the file's. Several
 * readers may work on one such file at once, in several threads; anything else
 * can be read once. Never NULL. Not for a followed file.
 */
input_reader *input_reader_open(const input *in, const input_file *file, uint64_t start, uint64_t end);
bool input_reader_next(input_reader *reader, input_batch *batch);
uint64_t input_reader_place(const input_reader *reader); /* the bytes read so far of the file, as it lies there */
int input_reader_close(input_reader *reader);            /* 0 or 2, as input_close() */

/* Where the last whole line of a plain regular file ends: what is behind it is still being written. */
uint64_t input_whole_lines(const input_file *file);

/* Shows how far a program with readers of its own is: bytes of all files, as they lie there. */
void input_progress(input *in, const input_file *file, uint64_t read);

/* A line that is looked for again, by where it stands in the unpacked file. */
typedef struct input_line {
    uint64_t offset;
    uint64_t number; /* found: of the line, from 1; 0 when the file has no line there (any more) */
    char *text;      /* room for capacity bytes, or NULL */
    size_t capacity, length;
} input_line;

/*
 * Finds lines of a regular file, in one pass; lines[] is in the order of their
 * offsets. The pass begins at the line that stands at byte `offset` and has the
 * number `number`: 0 and 1 for the whole file, and always for a compressed one.
 */
void input_find_lines(const input_file *file, uint64_t offset, uint64_t number, input_line *lines, size_t count);

#endif
