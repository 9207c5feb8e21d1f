/* Lines into a buffer, the buffer into a file. Contract in corpus_log.h. */
#include "corpus_log.h"

#include "corpus_clock.h"
#include "corpus_pool.h"

#include <stdlib.h>

#define BUFFER_SIZE ((size_t)1 << 20)

void log_open(log_writer *log, FILE *out, enum log_format format)
{
    *log = (log_writer){.out = out, .format = format, .second = INT64_MIN};
    log->data = must_resize(NULL, BUFFER_SIZE);
    setvbuf(out, NULL, _IONBF, 0);
}

static void flush(log_writer *log)
{
    if (fwrite(log->data, 1, log->used, log->out) != log->used)
        log->full = true; /* log_close() tells */
    log->used = 0;
}

bool log_close(log_writer *log)
{
    flush(log);
    free(log->data);
    return ferror(log->out) == 0 && fflush(log->out) == 0;
}

/* --- Lines ------------------------------------------------------------------- */

/* The part of a stamp that is the same for a second. */
static void renew_stamp(log_writer *log, int64_t time)
{
    size_t before = log->used;
    clock_time t = clock_split(time);
    if (log->format == LOG_RFC3164) {
        put(log, clock_month(t.month));
        put_byte(log, ' ');
        if (t.day < 10)
            put_byte(log, ' ');
        put_number(log, t.day);
        put_byte(log, ' ');
    } else {
        put_digits(log, t.year, 4);
        put_byte(log, '-');
        put_digits(log, t.month, 2);
        put_byte(log, '-');
        put_digits(log, t.day, 2);
        put_byte(log, 'T');
    }
    put_digits(log, t.hour, 2);
    put_byte(log, ':');
    put_digits(log, t.minute, 2);
    put_byte(log, ':');
    put_digits(log, t.second, 2);
    put_byte(log, log->format == LOG_RFC3164 ? ' ' : '.');

    log->stamp_length = log->used - before;
    log->used = before;
    memcpy(log->stamp, log->data + before, log->stamp_length);
    log->second = time / SECOND;
}

void log_stamp(log_writer *log, int64_t time)
{
    if (log->used > BUFFER_SIZE - LOG_LINE_ROOM)
        flush(log);
    if (time / SECOND != log->second)
        renew_stamp(log, time);
    log->line_start = log->used;
    put_bytes(log, log->stamp, log->stamp_length);
    if (log->format == LOG_RFC3339) {
        put_digits(log, (uint64_t)(time % SECOND), 6);
        put(log, "+00:00 ");
    }
    if (log->lines == 0)
        log->first = time;
    log->last = time;
}

bool log_end_line(log_writer *log)
{
    if (log->muted) {
        log->used = log->line_start;
        return false;
    }
    put_byte(log, '\n');
    log->bytes += log->used - log->line_start;
    log->lines++;
    if ((log->byte_limit > 0 && log->bytes >= log->byte_limit) ||
        (log->line_limit > 0 && log->lines >= log->line_limit))
        log->full = true;
    return true;
}

/* --- Numbers ----------------------------------------------------------------- */

void put_number(log_writer *log, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    put_bytes(log, digits + at, sizeof digits - at);
}

void put_digits(log_writer *log, uint64_t number, int digits)
{
    char *to = log->data + log->used;
    for (int i = digits - 1; i >= 0; i--) {
        to[i] = (char)('0' + number % 10);
        number /= 10;
    }
    log->used += (size_t)digits;
}

void put_hex(log_writer *log, uint64_t number, int digits, bool upper)
{
    const char *alphabet = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    char *to = log->data + log->used;
    for (int i = digits - 1; i >= 0; i--) {
        to[i] = alphabet[number & 15];
        number >>= 4;
    }
    log->used += (size_t)digits;
}

void put_letters(log_writer *log, uint64_t bits, int count)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789Aa";
    for (int i = 0; i < count; i++) {
        put_byte(log, alphabet[bits & 63]);
        bits = (bits >> 6) | (bits << 58);
    }
}

void put_delay(log_writer *log, int64_t delay)
{
    uint64_t us = (uint64_t)delay;
    if (us >= 10000000) {
        put_number(log, (us + 500000) / 1000000);
    } else if (us >= 1000000) {
        uint64_t tenths = (us + 50000) / 100000;
        put_number(log, tenths / 10);
        if (tenths % 10 > 0) {
            put_byte(log, '.');
            put_digits(log, tenths % 10, 1);
        }
    } else {
        uint64_t hundredths = (us + 5000) / 10000;
        put_number(log, hundredths / 100);
        if (hundredths % 100 > 0) {
            put_byte(log, '.');
            put_digits(log, hundredths % 10 > 0 ? hundredths % 100 : hundredths % 100 / 10,
                       hundredths % 10 > 0 ? 2 : 1);
        }
    }
}
