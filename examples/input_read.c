/*
 * Bytes to batches of events. A buffer is filled by large reads; the parser takes
 * the whole lines in it, a batch at a time; an unfinished line moves to the front
 * before the next read. Files are read, not mapped: one that is truncated
 * meanwhile just ends.
 */
#include "input_parts.h"
#include "terminal.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define READ_SIZE    (256 * 1024) /* fits the second-level cache together with a batch */
#define BATCH_SIZE   256
#define FOLLOW_PAUSE 200 /* milliseconds between two looks at a file that is followed */

struct input_reader {
    const input_file *file;
    pfl_parser *parser;
    unpacker tool;
    bool live;            /* the reference time is the present */
    bool reference_given; /* and never is */

    char *data; /* READ_SIZE bytes behind an unfinished line */
    size_t begin, end;
    bool unseen; /* the parser has to look at data[begin, end): bytes were added, or a batch was full */
    bool ended;  /* nothing comes after data[end] */
    bool failed; /* an error was told */

    uint64_t place;    /* in the file: of the next byte to read */
    uint64_t stop;     /* and of the first one not to be read */
    uint64_t consumed; /* in the unpacked file: what the parser used up */
    uint64_t reported; /* and what batches have told of it */
    bool restarted;
    bool idle_told; /* the next read may wait */

    input_file *followed; /* NULL when not */
    follower state;

    pfl_event events[BATCH_SIZE];
    const char *host; /* --host */
    char *copies;     /* the texts of a batch with that host behind each */
};

/* --- Opening ----------------------------------------------------------------- */

/* Where the first line at or after `at` starts: behind the first LF at or after at - 1. */
static uint64_t line_start(const input_reader *reader, uint64_t at)
{
    uint64_t place = at - 1;
    if (at == 0 || at >= reader->file->size)
        return at;
    for (;;) {
        ssize_t n = pread(reader->file->source->fd, reader->data, 4096, (off_t)place);
        if (n < 0 && errno == EINTR)
            continue;
        const char *end = n > 0 ? memchr(reader->data, '\n', (size_t)n) : NULL;
        if (end != NULL)
            return place + (uint64_t)(end - reader->data) + 1;
        if (n <= 0)
            return place;
        place += (uint64_t)n;
    }
}

static pfl_parser *new_parser(const input_file *file, const char *host)
{
    pfl_parser *parser;
    pfl_parser_options options = {.size = sizeof options,
                                  .reference_time = file->reference,
                                  .zones = file->zones,
                                  .zone_count = file->zone_count};
    if (host != NULL) /* leaves room behind the text: spans reach PFL_MAX_LINE bytes */
        options.max_line = PFL_MAX_LINE - (uint32_t)strlen(host);
    int32_t status = pfl_parser_create(&parser, &options);
    if (status != PFL_OK) {
        message(file->name, "%s", pfl_strerror(status));
        exit(2);
    }
    return parser;
}

input_reader *reader_new(const input_file *file, input_file *followed, const input_options *options, uint64_t start,
                         uint64_t stop)
{
    input_reader *reader = must_resize(NULL, sizeof *reader);
    memset(reader, 0, sizeof *reader);
    reader->file = file;
    reader->followed = followed;
    reader->host = options->host;
    reader->reference_given = options->reference_given;
    reader->live = file->live;
    reader->parser = new_parser(file, options->host);
    reader->data = must_resize(NULL, PFL_MAX_LINE + 1 + READ_SIZE);
    reader->restarted = true;
    reader->tool.fd = -1;
    if (file->packing != INPUT_PLAIN) {
        if (!unpack_start(&reader->tool, file))
            reader->failed = reader->ended = true;
        stop = UINT64_MAX; /* ranges are for plain files */
    } else if (file->regular) {
        reader->place = reader->consumed = reader->reported = line_start(reader, start);
        stop = line_start(reader, stop);
        pfl_parser_restart(reader->parser, 0, reader->place);
    } else if (file->source->head != NULL) {
        memcpy(reader->data, file->source->head, file->source->head_length);
        reader->place = reader->end = file->source->head_length;
        reader->ended = file->source->head_ended;
        reader->unseen = true;
    }
    reader->stop = stop;
    return reader;
}

uint64_t input_reader_place(const input_reader *reader)
{
    if (reader->tool.fd < 0)
        return reader->place;
    /* The tool reads through our descriptor, so it moves our place in the file. */
    off_t place = lseek(reader->file->source->fd, 0, SEEK_CUR);
    return place > 0 ? (uint64_t)place : 0;
}

/* --- Filling the buffer ------------------------------------------------------ */

/* One read: the bytes it gave, 0 at the end or after an error. */
static size_t read_some(input_reader *reader)
{
    const input_file *file = reader->file;
    size_t size = READ_SIZE;
    if (size > reader->stop - reader->place)
        size = (size_t)(reader->stop - reader->place);
    for (;;) {
        ssize_t n;
        if (reader->tool.fd >= 0)
            n = read(reader->tool.fd, reader->data + reader->end, size);
        else if (file->regular)
            n = pread(file->source->fd, reader->data + reader->end, size, (off_t)reader->place);
        else
            n = read(file->source->fd, reader->data + reader->end, size);
        if (n >= 0) {
            reader->place += (uint64_t)n;
            reader->end += (size_t)n;
            reader->unseen = n > 0;
            return (size_t)n;
        }
        if (errno != EINTR) {
            message(file->name, "cannot be read: %s", strerror(errno));
            reader->failed = true;
            return 0;
        }
        if (input_stopped())
            return 0;
    }
}

/* Whether a read from a pipe would wait. */
static bool would_wait(const input_file *file)
{
    struct pollfd wait = {.fd = file->source->fd, .events = POLLIN};
    return !file->regular && poll(&wait, 1, 0) == 0;
}

/* The end of a file that is followed: waits for more, up to a second. Returns false when none came. */
static bool wait_for_more(input_reader *reader)
{
    const struct timespec pause = {.tv_nsec = FOLLOW_PAUSE * 1000000L};
    reader->live = !reader->reference_given;
    for (int tries = reader->idle_told ? 1000 / FOLLOW_PAUSE : 1; tries > 0 && !input_stopped(); tries--) {
        if (reader->idle_told)
            nanosleep(&pause, NULL);
        switch (follow_look(&reader->state, reader->followed, reader->place)) {
        case FOLLOW_GREW:
            if (read_some(reader) > 0)
                return true;
            break;
        case FOLLOW_QUIET:
            break;
        case FOLLOW_SWITCH:
            reader->ended = true;
            return true;
        }
    }
    return false;
}

/* Gets more bytes, or finds the end. Returns false when there are none just now. */
static bool fill(input_reader *reader)
{
    memmove(reader->data, reader->data + reader->begin, reader->end - reader->begin);
    reader->end -= reader->begin;
    reader->begin = 0;
    if (!reader->idle_told && reader->tool.fd < 0 && would_wait(reader->file))
        return false;
    if (reader->file->source->fd >= 0 && read_some(reader) > 0)
        return true;
    if (reader->followed != NULL && !reader->failed)
        return wait_for_more(reader);
    reader->ended = true;
    return true;
}

/* --- Batches ----------------------------------------------------------------- */

/* --host: texts are copied with the name behind each, and the events' host is there. */
static void replace_host(input_reader *reader, input_batch *batch)
{
    size_t host_length = strlen(reader->host), size = 0;
    for (size_t i = 0; i < batch->count; i++)
        size += reader->events[i].text_length + host_length;
    char *to = reader->copies = must_resize(reader->copies, size);
    for (size_t i = 0; i < batch->count; i++) {
        pfl_event *event = &reader->events[i];
        memcpy(to, input_text(batch, event), event->text_length);
        memcpy(to + event->text_length, reader->host, host_length);
        event->text_offset = (uint64_t)(to - reader->copies);
        event->flags &= ~PFL_FLAG_TEXT_OWNED;
        if (event->kind != PFL_KIND_MALFORMED) {
            event->host = (pfl_span){.offset = (uint16_t)event->text_length, .length = (uint16_t)host_length};
            event->present |= PFL_HAS_HOST;
        }
        event->text_length += (uint32_t)host_length;
        to += event->text_length;
    }
    batch->data = reader->copies;
    batch->host_length = (uint32_t)host_length;
}

/* What the parser makes of the buffer: false when it used up all whole lines without an event. */
static bool parse(input_reader *reader, input_batch *batch)
{
    while (reader->unseen) {
        size_t consumed;
        batch->data = reader->data + reader->begin;
        int32_t status =
            pfl_parse(reader->parser, batch->data, reader->end - reader->begin, reader->ended ? PFL_FINAL : 0,
                      reader->events, sizeof *reader->events, BATCH_SIZE, &batch->count, &consumed);
        if (status < 0) {
            message(reader->file->name, "%s", pfl_strerror(status));
            exit(2);
        }
        reader->unseen = status == PFL_FULL;
        reader->begin += consumed;
        reader->consumed += consumed;
        if (batch->count > 0)
            return true;
    }
    return false;
}

/* After the last line of a truncated or rotated file: what is there now under its name. */
static void start_again(input_reader *reader)
{
    follow_switch(&reader->state, reader->followed);
    pfl_parser_restart(reader->parser, 0, 0);
    reader->begin = reader->end = 0;
    reader->place = reader->consumed = reader->reported = 0;
    reader->ended = false;
    reader->restarted = true;
}

static void report(input_reader *reader, input_batch *batch)
{
    batch->start = reader->reported;
    batch->end = reader->reported = reader->consumed;
    batch->restarted = reader->restarted;
    reader->restarted = false;
    reader->idle_told = batch->idle;
    if (reader->host != NULL && batch->count > 0)
        replace_host(reader, batch);
}

bool input_reader_next(input_reader *reader, input_batch *batch)
{
    *batch = (input_batch){.events = reader->events, .file = reader->file, .parser = reader->parser};
    while (!parse(reader, batch)) {
        if (reader->ended && reader->consumed > reader->reported)
            break; /* the rest of an overlong last line, in a batch without events */
        if (reader->ended && (reader->followed == NULL || reader->failed))
            return false;
        if (reader->ended) {
            start_again(reader);
        } else if (!fill(reader)) {
            batch->idle = true;
            break;
        } else {
            reader->unseen = true;
            if (reader->live)
                pfl_parser_set_reference(reader->parser, input_now());
        }
    }
    report(reader, batch);
    return true;
}

int input_reader_close(input_reader *reader)
{
    if (reader->tool.fd >= 0 && !unpack_end(&reader->tool, reader->file, reader->ended))
        reader->failed = true;
    int status = reader->failed ? 2 : 0;
    pfl_parser_destroy(reader->parser);
    free(reader->data);
    free(reader->copies);
    free(reader);
    return status;
}
