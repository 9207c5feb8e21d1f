/* Which parts of a stream are to be read. Contract in audit_reading.h. */
#include "audit_reading.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Less than this is not worth a thread. */
#define LEAST_PIECE (UINT64_C(8) << 20)

void log_refuse(run_log *log, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (!atomic_exchange(&log->refused, true)) /* once, by one of its threads */
        message(log->file->name, "%s", text);
}

void log_free(run_log *log)
{
    for (size_t i = 0; i < log->part_count; i++) {
        free(log->parts[i].marks);
        free(log->parts[i].lengths);
        free(log->parts[i].texts);
        free(log->parts[i].text_bytes);
    }
    free(log->parts);
}

/* What can be read in parts. */
static bool is_divisible(const run_log *log)
{
    return input_is_plain(log->file) && !log->grows;
}

static log_part *add_part(run_log *log, uint64_t start, uint64_t end)
{
    log->parts = must_resize(log->parts, (log->part_count + 1) * sizeof *log->parts);
    log_part *part = &log->parts[log->part_count++];
    *part = (log_part){.start = start, .end = end};
    return part;
}

/* What the state does not have, in pieces of about the same size. */
static void add_unread(run_log *log, uint64_t start, uint64_t end, unsigned pieces)
{
    uint64_t size = end - start, piece = is_divisible(log) ? size / pieces + 1 : size;
    piece = piece < LEAST_PIECE ? LEAST_PIECE : piece;
    while (end - start > piece) {
        add_part(log, start, start + piece);
        start += piece;
    }
    if (start < end)
        add_part(log, start, end);
}

bool log_check_line(run_log *log, log_part *part, const input_batch *batch, const pfl_event *event)
{
    if (!part->known || event->offset != part->last_offset)
        return true;
    part->last_seen = pfl_stream_id(input_text(batch, event), event->text_length) == part->last_hash;
    if (!part->last_seen)
        log_refuse(log, "begins like a log that was counted before, but goes on differently: not read");
    return part->last_seen;
}

/* A plain file need not be read for that. */
static void check_known(run_log *log, const reading *r)
{
    for (size_t i = 0; i < log->part_count && !log->refused; i++) {
        log_part *part = &log->parts[i];
        input_batch batch;
        if (!part->known)
            continue;
        input_reader *reader = input_reader_open(r->in, log->file, part->last_offset, part->last_offset + 1);
        if (input_reader_next(reader, &batch) && batch.count > 0)
            log_check_line(log, part, &batch, &batch.events[0]);
        input_reader_close(reader);
        if (!part->last_seen && !log->refused)
            log_refuse(log, "is shorter than when it was counted before: not read");
    }
}

void log_plan(run_log *log, const reading *r, unsigned pieces)
{
    bool plain = is_divisible(log);
    uint64_t at = 0, end = UINT64_MAX;
    pfl_range range;
    log->part_count = 0;
    /* What is still being written is left for the run that loads the state. */
    if (plain)
        end = r->wishes->save != NULL ? input_whole_lines(log->file) : log->file->size;
    while (at < end && pfl_aggregator_known(r->state, log->stream, at, &range) == PFL_OK) {
        if (range.start > at)
            add_unread(log, at, range.start < end ? range.start : end, pieces);
        if (range.start >= end)
            break;
        log_part *part = add_part(log, range.start, range.end);
        part->known = true;
        part->lines = range.lines;
        part->last_offset = range.last_offset;
        part->last_hash = range.last_hash;
        at = range.end;
    }
    if (at < end)
        add_unread(log, at, end, pieces);
    if (plain)
        check_known(log, r);
}
