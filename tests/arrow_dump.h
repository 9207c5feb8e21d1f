/*
 * Streams of columns as one text, to compare, and what they are made of. Included by tests
 * behind cmocka.h, with _POSIX_C_SOURCE.
 */
#ifndef TESTS_ARROW_DUMP_H
#define TESTS_ARROW_DUMP_H

#include "arrow_reader.h"

#include <unistd.h>

static struct ArrowArrayStream stream;
static struct ArrowSchema schema;
static struct ArrowArray batch;

static const pfl_parser_options reference = {.size = sizeof reference, .reference_time = INT64_C(1795471200000000)};

typedef struct dump {
    char *text;
    size_t length, room;
} dump;

static inline void dump_cell(dump *d, const char *cell)
{
    size_t length = strlen(cell) + 1; /* with a 0 between cells */
    if (d->room - d->length < length) {
        d->room = 2 * d->room + length;
        d->text = realloc(d->text, d->room);
        assert_non_null(d->text);
    }
    memcpy(d->text + d->length, cell, length);
    d->length += length;
}

static inline void dump_batch(dump *d, const struct ArrowArray *rows)
{
    for (int64_t row = 0; row < rows->length; row++)
        for (int i = 0; i < schema.n_children; i++)
            dump_cell(d, cell_at(&schema, rows, schema.children[i]->name, row));
}

static inline void assert_same(const dump *a, const dump *b)
{
    assert_int_equal(a->length, b->length);
    assert_memory_equal(a->text, b->text, a->length);
}

/* Reads a stream to its end, and releases it. */
static inline void dump_stream(dump *d)
{
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    for (;;) {
        assert_int_equal(stream.get_next(&stream, &batch), 0);
        if (batch.release == NULL)
            break;
        dump_batch(d, &batch);
        batch.release(&batch);
    }
    schema.release(&schema);
    stream.release(&stream);
}

static inline void dump_bytes(dump *d, const char *data, size_t length)
{
    *d = (dump){0};
    assert_int_equal(pfl_arrow_stream_bytes(&stream, &reference, data, length, NULL), PFL_OK);
    dump_stream(d);
}

static inline int temporary_file(const char *data, size_t length)
{
    char name[] = "/tmp/pfl-arrow-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    unlink(name);
    for (size_t at = 0; at < length;) {
        ssize_t n = write(fd, data + at, length - at);
        assert_true(n > 0);
        at += (size_t)n;
    }
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

/* Feeds data in pieces and adds what comes of it; retries what there was no memory for. */
static inline void add_pieces(pfl_arrow *arrow, const char *data, size_t length, size_t piece, size_t capacity)
{
    pfl_parser *parser;
    pfl_event events[64];
    size_t count;
    int32_t status;
    assert_int_equal(pfl_parser_create(&parser, &reference), PFL_OK);
    for (size_t at = 0;; at += piece) {
        size_t size = at < length ? (length - at < piece ? length - at : piece) : 0;
        if (size > 0)
            assert_int_equal(pfl_parser_feed(parser, data + at, size), PFL_OK);
        else
            assert_int_equal(pfl_parser_finish(parser), PFL_OK);
        while ((status = pfl_parser_next(parser, events, sizeof *events, capacity, &count)) == PFL_OK) {
            status = pfl_arrow_add(arrow, parser, data + at, events, sizeof *events, count);
            if (status == PFL_ERR_MEMORY && capacity == 1)
                status = pfl_arrow_add(arrow, parser, data + at, events, sizeof *events, count);
            assert_int_equal(status, PFL_OK);
        }
        if (status == PFL_END)
            break;
    }
    pfl_parser_destroy(parser);
}

static inline pfl_aggregator *aggregator_of(const char *data, size_t length)
{
    pfl_aggregator *aggregator;
    pfl_parser *parser;
    pfl_event events[64];
    size_t count, used;
    assert_int_equal(pfl_aggregator_create(&aggregator, NULL), PFL_OK);
    assert_int_equal(pfl_parser_create(&parser, &reference), PFL_OK);
    for (size_t at = 0; at < length; at += used) {
        assert_true(pfl_parse(parser, data + at, length - at, PFL_FINAL, events, sizeof *events, 64, &count, &used) >=
                    0);
        assert_int_equal(pfl_aggregator_add(aggregator, parser, data + at, events, sizeof *events, count), PFL_OK);
    }
    pfl_parser_destroy(parser);
    return aggregator;
}

/* The rows of a table of a view, opened. */
static inline pfl_rows *rows_of(const pfl_view *view, uint16_t table)
{
    const pfl_rows_options options = {.size = sizeof options, .table = table};
    pfl_rows *rows;
    assert_int_equal(pfl_rows_create(&rows, view, &options), PFL_OK);
    return rows;
}

static const char submissions[] =
    "2026-06-08T00:00:00Z mx postfix/submission/smtpd[1]: A0A001: client=c[198.51.100.7], sasl_method=PLAIN, "
    "sasl_username=Anna@example.com\n"
    "2026-06-08T00:00:01Z mx postfix/qmgr[1]: A0A001: from=<anna@example.com>, size=700, nrcpt=2 (queue active)\n"
    "2026-06-08T00:00:09Z mx postfix/submission/smtpd[1]: A0A002: client=c[198.51.100.8], sasl_method=PLAIN, "
    "sasl_username=caf\xe9@example.com\n";

#endif
