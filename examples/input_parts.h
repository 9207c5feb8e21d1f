/*
 * What the files behind input.h share with each other; no program includes it.
 *
 *   input.c         the files in their order, one after the other
 *   input_file.c    one name: open, look at its first bytes
 *   input_form.c    what holds a log and cannot be read as one
 *   input_unpack.c  compressed files, through the system's tools
 *   input_clock.c   year and zone for stamps without
 *   input_read.c    bytes to batches of events
 *   input_lines.c   lines, by where they stand
 *   input_follow.c  a file that grows, is rotated, is truncated
 */
#ifndef EXAMPLES_INPUT_PARTS_H
#define EXAMPLES_INPUT_PARTS_H

#include "input.h"
#include <sys/types.h>

#define MICROSECONDS INT64_C(1000000)
#define HEAD_SIZE    (256 * 1024)      /* looked at before a file is read: its first stamp, its clock */
#define TAIL_SIZE    (4 * 1024 * 1024) /* the same, at the end of a plain file */

typedef struct input_source {
    const char *path; /* to find the file again under --follow; NULL for standard input */
    int fd;           /* -1: not there yet, under --follow */
    dev_t device;
    ino_t inode;
    int64_t modified; /* microseconds */
    char *head;       /* first bytes of what cannot be read twice */
    size_t head_length;
    bool head_ended;   /* and that was all */
    bool offset_given; /* FILE@+02:00 */
    int32_t offset;
    size_t place;   /* among the names on the command line */
    char *own_name; /* file->name, when it was cut out of the name given */
} input_source;

/* input.c */
bool input_stopped(void);
int64_t input_now(void); /* microseconds, UTC */

/*
 * input_file.c: opens a name and sets *head to its first bytes (unpacked): in the
 * scratch of HEAD_SIZE bytes, or for what cannot be read twice in source->head.
 * Returns false, with a message, when it cannot be read. file->source and the
 * place in it are set by the caller; file_close() is due in any case.
 */
bool file_open(input_file *file, const char *name, char *scratch, const char **head, size_t *head_length);
void file_close(input_file *file);

/*
 * input_unpack.c: runs the tool on the file, from its start; its output is to be
 * read from unpacker.fd. Returns false, with a message, when it cannot be run.
 */
typedef struct unpacker {
    pid_t pid;
    int fd;
} unpacker;
bool unpack_start(unpacker *tool, const input_file *file);
/* Ends it. When its output was read to the end: false, with a message, if the file was damaged. */
bool unpack_end(unpacker *tool, const input_file *file, bool read_all);
const char *unpack_tool(input_packing packing); /* "gzip" */
input_packing unpack_magic(const char *data, size_t length);

/* input_form.c: says so when it begins like what cannot be read, and what to give instead. */
void hint_form(const input_file *file, const char *head, size_t length);

/* input_clock.c: the offsets of this machine's clock; and first, reference, zones and live of a file. */
uint32_t clock_of_machine(pfl_zone zones[PFL_MAX_ZONES]);
void clock_of_file(input_file *file, const input_options *options, const pfl_zone *machine, uint32_t machine_count,
                   const char *head, size_t head_length);

/*
 * input_follow.c: what became of a file whose bytes before `place` were read.
 * FOLLOW_SWITCH: it was truncated, or rotated and its successor is there; after
 * the last line of the old one, follow_switch() moves on.
 */
typedef enum follow_state { FOLLOW_GREW, FOLLOW_QUIET, FOLLOW_SWITCH } follow_state;
typedef struct follower {
    int64_t replaced; /* when another file was first seen under the name; 0 when none was */
    bool complained;  /* that the successor cannot be opened */
} follower;
follow_state follow_look(follower *state, const input_file *file, uint64_t place);
void follow_switch(follower *state, input_file *file);

/* input_read.c: a reader; followed is the same file again when it is, else NULL. */
input_reader *reader_new(const input_file *file, input_file *followed, const input_options *options, uint64_t start,
                         uint64_t stop);

/* input_lines.c: the number of a stream that starts with these bytes; more may follow, unless that was all. */
uint64_t stream_of_head(const char *head, size_t length, bool was_all);

#endif
