/*
 * Streams: a handle's batches behind Arrow's five functions, and where its rows come from.
 *
 * Bytes and files are parsed as the reader asks for batches. The rows of a table are
 * taken at once, for the state they come from may go away.
 */
#include "lib/export/arrow_batch.h"

#include <errno.h>
#include <string.h>

#ifdef _WIN32
#include <io.h>
#define read(fd, buffer, size) _read(fd, buffer, (unsigned)(size))
#define close                  _close
#else
#include <unistd.h>
#endif

/* A few events at a time: they stay in the cache between the parser and the columns. */
#define EVENTS 64

#define CHUNK 262144

struct stream {
    pfl_allocator allocator;
    pfl_arrow *arrow;
    int error; /* 0, or the errno of all calls from now on */
    const char *message;

    pfl_parser *parser; /* NULL: the batches are all there */
    int fd;             /* -1: the chunk is all there is */
    const char *chunk;  /* the one fed last */
    char *memory;       /* for chunks, or a copy; NULL when the chunk is the caller's */
    size_t memory_size;
    pfl_event events[EVENTS];
};

/* === Filling === */

static int fail(struct stream *s, int error, const char *message)
{
    s->error = error;
    s->message = message;
    return error;
}

static int fail_status(struct stream *s, int32_t status)
{
    return fail(s, status == PFL_ERR_MEMORY ? ENOMEM : EINVAL, pfl_strerror(status));
}

/* Gives the parser what comes next. */
static int feed(struct stream *s)
{
    ptrdiff_t length = 0;
    while (s->fd >= 0 && (length = read(s->fd, s->memory, s->memory_size)) < 0 && errno == EINTR)
        ;
    if (length < 0)
        return fail(s, errno, "the file could not be read");
    int32_t status = length > 0 ? pfl_parser_feed(s->parser, s->chunk, (size_t)length) : pfl_parser_finish(s->parser);
    return status == PFL_OK ? 0 : fail_status(s, status);
}

/* A few events more, or the end. */
static int fill(struct stream *s)
{
    size_t count;
    int32_t status = pfl_parser_next(s->parser, s->events, sizeof *s->events, EVENTS, &count);
    if (status == PFL_NEED_MORE)
        return feed(s);
    if (status == PFL_OK)
        status = pfl_arrow_add(s->arrow, s->parser, s->chunk, s->events, sizeof *s->events, count);
    else if (status == PFL_END)
        status = pfl_arrow_finish(s->arrow);
    return status == PFL_OK ? 0 : fail_status(s, status);
}

/* === Arrow's functions === */

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    struct stream *s = stream->private_data;
    out->release = NULL;
    if (s->error != 0)
        return s->error;
    int32_t status = pfl_arrow_schema(s->arrow, out);
    return status == PFL_OK ? 0 : fail_status(s, status);
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    struct stream *s = stream->private_data;
    out->release = NULL;
    while (s->error == 0) {
        int32_t status = pfl_arrow_next(s->arrow, out);
        if (status != PFL_NEED_MORE)
            return 0; /* a batch, or none at the end */
        fill(s);
    }
    return s->error;
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    const struct stream *s = stream->private_data;
    return s->message;
}

static void close_stream(struct stream *s)
{
    pfl_allocator allocator = s->allocator;
    if (s->fd >= 0)
        close(s->fd);
    if (s->memory != NULL)
        allocator.resize(allocator.context, s->memory, s->memory_size, 0);
    pfl_parser_destroy(s->parser);
    pfl_arrow_destroy(s->arrow);
    allocator.resize(allocator.context, s, sizeof *s, 0);
}

static void release(struct ArrowArrayStream *stream)
{
    close_stream(stream->private_data);
    stream->release = NULL;
}

/* === Opening === */

static int32_t open_stream(struct stream **stream, const pfl_allocator *allocator)
{
    struct stream *s = allocator->resize(allocator->context, NULL, 0, sizeof *s);
    *stream = s;
    if (s == NULL)
        return PFL_ERR_MEMORY;
    memset(s, 0, sizeof *s);
    s->allocator = *allocator;
    s->fd = -1;
    return PFL_OK;
}

/* A stream with a parser and columns for events, and memory for its chunks. */
static int32_t open_events(struct stream **stream, const pfl_parser_options *parser, const pfl_arrow_options *options,
                           size_t memory_size)
{
    struct stream *s;
    int32_t status = open_stream(&s, &options->allocator);
    if (status != PFL_OK)
        return status;
    status = pfl_arrow_open(&s->arrow, NULL, options);
    if (status == PFL_OK)
        status = pfl_parser_create(&s->parser, parser);
    if (status == PFL_OK && memory_size > 0) {
        s->chunk = s->memory = s->allocator.resize(s->allocator.context, NULL, 0, memory_size);
        s->memory_size = memory_size;
        status = s->memory != NULL ? PFL_OK : PFL_ERR_MEMORY;
    }
    if (status != PFL_OK)
        close_stream(s);
    else
        *stream = s;
    return status;
}

static void give(struct stream *s, struct ArrowArrayStream *stream)
{
    *stream = (struct ArrowArrayStream){.get_schema = get_schema,
                                        .get_next = get_next,
                                        .get_last_error = get_last_error,
                                        .release = release,
                                        .private_data = s};
}

int32_t pfl_arrow_stream_bytes(struct ArrowArrayStream *stream, const pfl_parser_options *parser, const void *data,
                               size_t length, const pfl_arrow_options *options)
{
    struct stream *s;
    pfl_arrow_options o;
    if (stream == NULL)
        return PFL_ERR_ARGUMENT;
    stream->release = NULL;
    if (data == NULL && length > 0)
        return PFL_ERR_ARGUMENT;
    int32_t status = pfl_arrow_read_options(options, &o);
    bool copy = (o.flags & PFL_ARROW_COPY) != 0 && length > 0;
    if (status == PFL_OK)
        status = open_events(&s, parser, &o, copy ? length : 0);
    if (status != PFL_OK)
        return status;
    if (copy)
        memcpy(s->memory, data, length);
    else
        s->chunk = data;
    pfl_parser_feed(s->parser, s->chunk, length); /* a new parser takes anything */
    give(s, stream);
    return PFL_OK;
}

int32_t pfl_arrow_stream_file(struct ArrowArrayStream *stream, const pfl_parser_options *parser, int fd,
                              const pfl_arrow_options *options)
{
    struct stream *s = NULL;
    pfl_arrow_options o;
    int32_t status = stream == NULL || fd < 0 ? PFL_ERR_ARGUMENT : pfl_arrow_read_options(options, &o);
    if (stream != NULL)
        stream->release = NULL;
    if (status == PFL_OK)
        status = open_events(&s, parser, &o, CHUNK);
    if (status == PFL_OK) {
        s->fd = fd;
        give(s, stream);
    } else if (fd >= 0) {
        close(fd);
    }
    return status;
}

static int32_t add_rows(pfl_arrow *arrow, pfl_rows *rows)
{
    const pfl_table *table = arrow->table;
    const pfl_allocator *a = &arrow->allocator;
    size_t size = (size_t)EVENTS * table->record_size, count;
    char *records = a->resize(a->context, NULL, 0, size);
    int32_t status = records != NULL ? PFL_OK : PFL_ERR_MEMORY;
    while (status == PFL_OK) {
        status = pfl_rows_next(rows, records, table->record_size, EVENTS, &count);
        struct row row = {.text = pfl_rows_text(rows), .text_length = SIZE_MAX, .route = arrow->routes};
        for (size_t i = 0; status == PFL_OK && i < count; i++) {
            row.record = records + i * table->record_size;
            memcpy(&row.present, row.record, sizeof row.present);
            status = pfl_arrow_add_rows(arrow, &row, 1);
        }
    }
    if (records != NULL)
        a->resize(a->context, records, size, 0);
    return status == PFL_END ? PFL_OK : status;
}

int32_t pfl_arrow_stream_rows(struct ArrowArrayStream *stream, pfl_rows *rows, const pfl_arrow_options *options)
{
    pfl_arrow *arrow = NULL;
    pfl_arrow_options o;
    if (stream == NULL)
        return PFL_ERR_ARGUMENT;
    stream->release = NULL;
    int32_t status = rows == NULL ? PFL_ERR_ARGUMENT : pfl_arrow_read_options(options, &o);
    if (status == PFL_OK)
        status = pfl_arrow_open(&arrow, pfl_rows_table(rows), &o);
    if (status == PFL_OK)
        status = add_rows(arrow, rows);
    if (status == PFL_OK)
        status = pfl_arrow_stream(stream, arrow);
    if (status != PFL_OK)
        pfl_arrow_destroy(arrow);
    return status;
}

int32_t pfl_arrow_stream(struct ArrowArrayStream *stream, pfl_arrow *arrow)
{
    struct stream *s;
    if (stream == NULL)
        return PFL_ERR_ARGUMENT;
    stream->release = NULL;
    int32_t status = pfl_arrow_finish(arrow);
    if (status == PFL_OK)
        status = open_stream(&s, &arrow->allocator);
    if (status == PFL_OK) {
        s->arrow = arrow;
        give(s, stream);
    }
    return status;
}
