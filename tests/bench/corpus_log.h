/*
 * The log being written: stamps, pieces of text, and the size at which it is
 * full.
 *
 * A line is log_stamp(), any put_...(), log_end_line(). Text is put without a look
 * at the room left: there are LOG_LINE_ROOM bytes for a line, and no line of the
 * corpus comes near.
 */
#ifndef CORPUS_LOG_H
#define CORPUS_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LOG_LINE_ROOM 4096

enum log_format { LOG_RFC3164, LOG_RFC3339 };

typedef struct log_writer {
    FILE *out;
    char *data;
    size_t used, line_start;
    enum log_format format;
    uint64_t byte_limit, line_limit; /* 0: none */
    uint64_t bytes, lines;
    bool full;
    bool muted;          /* what is written gets lost, as when a disk is full or somebody cuts the log */
    int64_t first, last; /* the times of its first and last line */
    int64_t second;      /* of the stamp that is kept */
    char stamp[24];
    size_t stamp_length;
} log_writer;

void log_open(log_writer *log, FILE *out, enum log_format format);

/* False when the log could not be written. */
bool log_close(log_writer *log);

void log_stamp(log_writer *log, int64_t time);

/* False when the line is lost. */
bool log_end_line(log_writer *log);

static inline void put_bytes(log_writer *log, const char *text, size_t length)
{
    memcpy(log->data + log->used, text, length);
    log->used += length;
}

/* Literals: their length is known when compiling. */
static inline void put(log_writer *log, const char *text)
{
    put_bytes(log, text, strlen(text));
}

static inline void put_byte(log_writer *log, char byte)
{
    log->data[log->used++] = byte;
}

void put_number(log_writer *log, uint64_t number);

/* Exactly so many digits. */
void put_digits(log_writer *log, uint64_t number, int digits);
void put_hex(log_writer *log, uint64_t number, int digits, bool upper);

/* So many characters out of an alphabet of 64, as a session or a queue ID of another server looks. */
void put_letters(log_writer *log, uint64_t bits, int count);

/* A delay as Postfix writes it: two significant digits, two decimals at most, no zeros at the end. */
void put_delay(log_writer *log, int64_t delay);

#endif
