/*
 * arrow.h: where rows come from, who owns what, and what happens without memory.
 */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "arrow_reader.h"
#include "cases.h"

static struct ArrowArrayStream stream;
static struct ArrowSchema schema;
static struct ArrowArray batch;

static const pfl_parser_options reference = {.size = sizeof reference, .reference_time = INT64_C(1795471200000000)};

static const char *corpus;
static size_t corpus_length;

/* === A log of batches as one text, to compare === */

typedef struct dump {
    char *text;
    size_t length, room;
} dump;

static void dump_cell(dump *d, const char *cell)
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

static void dump_batch(dump *d, const struct ArrowArray *rows)
{
    for (int64_t row = 0; row < rows->length; row++)
        for (int i = 0; i < schema.n_children; i++)
            dump_cell(d, cell_at(&schema, rows, schema.children[i]->name, row));
}

static void assert_same(const dump *a, const dump *b)
{
    assert_int_equal(a->length, b->length);
    assert_memory_equal(a->text, b->text, a->length);
}

/* Reads a stream to its end, and releases it. */
static void dump_stream(dump *d)
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

static void dump_bytes(dump *d, const char *data, size_t length)
{
    *d = (dump){0};
    assert_int_equal(pfl_arrow_stream_bytes(&stream, &reference, data, length, NULL), PFL_OK);
    dump_stream(d);
}

/* === Doors === */

static int temporary_file(const char *data, size_t length)
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

static int is_open(int fd)
{
    return fcntl(fd, F_GETFD) >= 0;
}

static void test_a_file_reads_as_its_bytes(void **state)
{
    (void)state;
    dump bytes, file = {0};
    dump_bytes(&bytes, corpus, corpus_length);
    int fd = temporary_file(corpus, corpus_length);
    assert_int_equal(pfl_arrow_stream_file(&stream, &reference, fd, NULL), PFL_OK);
    dump_stream(&file);
    assert_same(&bytes, &file);
    assert_false(is_open(fd));
    free(bytes.text);
    free(file.text);
}

/* A pipe gives what it has, in pieces that know nothing of lines. */
static void test_a_pipe(void **state)
{
    (void)state;
    int ends[2];
    dump bytes, piped = {0};
    size_t length = corpus_length < 4096 ? corpus_length : 4096;
    dump_bytes(&bytes, corpus, length);
    assert_int_equal(pipe(ends), 0);
    assert_true(write(ends[1], corpus, length) == (ssize_t)length);
    close(ends[1]);
    assert_int_equal(pfl_arrow_stream_file(&stream, &reference, ends[0], NULL), PFL_OK);
    dump_stream(&piped);
    assert_same(&bytes, &piped);
    free(bytes.text);
    free(piped.text);
}

static void test_a_file_from_where_it_stands(void **state)
{
    (void)state;
    int fd = temporary_file("one\ntwo\nthree", 13);
    lseek(fd, 4, SEEK_SET);
    assert_int_equal(pfl_arrow_stream_file(&stream, &reference, fd, NULL), PFL_OK);
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_int_equal(batch.length, 2);
    assert_string_equal(cell_at(&schema, &batch, "message", 1), "\"three\"");
    batch.release(&batch);
    schema.release(&schema);
    stream.release(&stream);
}

static void test_a_file_that_cannot_be_read(void **state)
{
    (void)state;
    int fd = open("/", O_RDONLY);
    assert_int_equal(pfl_arrow_stream_file(&stream, NULL, fd, NULL), PFL_OK);
    assert_null(stream.get_last_error(&stream));
    for (int again = 0; again < 2; again++) {
        assert_int_equal(stream.get_next(&stream, &batch), EISDIR);
        assert_null(batch.release);
        assert_string_equal(stream.get_last_error(&stream), "the file could not be read");
    }
    assert_int_equal(stream.get_schema(&stream, &schema), EISDIR);
    assert_null(schema.release);
    stream.release(&stream);
    assert_false(is_open(fd));
}

static void test_a_refused_file_is_closed(void **state)
{
    (void)state;
    const pfl_arrow_options wrong = {.size = sizeof wrong, .flags = 128};
    int fd = temporary_file("", 0);
    assert_int_equal(pfl_arrow_stream_file(&stream, NULL, fd, &wrong), PFL_ERR_OPTION);
    assert_null(stream.release);
    assert_false(is_open(fd));
    fd = temporary_file("", 0);
    assert_int_equal(pfl_arrow_stream_file(NULL, NULL, fd, NULL), PFL_ERR_ARGUMENT);
    assert_false(is_open(fd));
    assert_int_equal(pfl_arrow_stream_file(&stream, NULL, -1, NULL), PFL_ERR_ARGUMENT);
    assert_null(stream.release);
}

static void test_copied_bytes_may_go_away(void **state)
{
    (void)state;
    const pfl_arrow_options copied = {.size = sizeof copied, .flags = PFL_ARROW_COPY};
    dump bytes, copy = {0};
    char *data = malloc(corpus_length);
    memcpy(data, corpus, corpus_length);
    dump_bytes(&bytes, corpus, corpus_length);
    assert_int_equal(pfl_arrow_stream_bytes(&stream, &reference, data, corpus_length, &copied), PFL_OK);
    memset(data, 'x', corpus_length);
    free(data);
    dump_stream(&copy);
    assert_same(&bytes, &copy);
    free(bytes.text);
    free(copy.text);
}

/* === By hand === */

/* Feeds data in pieces and adds what comes of it; retries what there was no memory for. */
static void add_pieces(pfl_arrow *arrow, const char *data, size_t length, size_t piece, size_t capacity)
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

static void test_pieces(void **state)
{
    (void)state;
    static const size_t pieces[] = {100, 4099, 1 << 20};
    dump bytes;
    dump_bytes(&bytes, corpus, corpus_length);
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        pfl_arrow *arrow;
        dump d = {0};
        assert_int_equal(pfl_arrow_create(&arrow, NULL), PFL_OK);
        assert_int_equal(pfl_arrow_next(arrow, &batch), PFL_NEED_MORE);
        assert_null(batch.release);
        add_pieces(arrow, corpus, corpus_length, pieces[i], 64);
        if (i == 0) { /* taken out by hand */
            assert_int_equal(pfl_arrow_schema(arrow, &schema), PFL_OK);
            assert_int_equal(pfl_arrow_finish(arrow), PFL_OK);
            assert_int_equal(pfl_arrow_finish(arrow), PFL_OK);
            while (pfl_arrow_next(arrow, &batch) == PFL_OK) {
                dump_batch(&d, &batch);
                batch.release(&batch);
            }
            assert_int_equal(pfl_arrow_next(arrow, &batch), PFL_END);
            assert_null(batch.release);
            schema.release(&schema);
            pfl_arrow_destroy(arrow);
        } else {
            assert_int_equal(pfl_arrow_stream(&stream, arrow), PFL_OK);
            dump_stream(&d);
        }
        assert_same(&bytes, &d);
        free(d.text);
    }
    free(bytes.text);
}

static void test_adding_refused(void **state)
{
    (void)state;
    pfl_arrow *arrow;
    pfl_parser *parser;
    pfl_event events[2] = {{.kind = PFL_KIND_QUEUED, .present = PFL_HAS_QUEUED_FROM}, {.kind = PFL_KIND_QUEUED}};
    events[1].present = PFL_HAS_QUEUED_FROM | PFL_HAS_QUEUED_SIZE;
    events[1].queued.size = 5;
    events[1].queued.from = (pfl_span){2, 3};
    events[1].text_length = 4; /* the span ends behind it */
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    assert_int_equal(pfl_arrow_create(&arrow, NULL), PFL_OK);
    assert_int_equal(pfl_arrow_schema(arrow, &schema), PFL_OK);
    assert_int_equal(pfl_arrow_add(arrow, parser, "abcd", events, sizeof *events, 2), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_add(arrow, parser, "abcd", events, sizeof *events - 1, 1), PFL_ERR_LAYOUT);
    assert_int_equal(pfl_arrow_add(arrow, parser, "abcd", NULL, sizeof *events, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_add(arrow, NULL, "abcd", events, sizeof *events, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_add(NULL, parser, "abcd", events, sizeof *events, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_add(arrow, parser, NULL, NULL, sizeof *events, 0), PFL_OK);
    events[1].text_length = 5;
    assert_int_equal(pfl_arrow_add(arrow, parser, "abcde", &events[1], sizeof *events, 1), PFL_OK);
    assert_int_equal(pfl_arrow_finish(arrow), PFL_OK);
    assert_int_equal(pfl_arrow_add(arrow, parser, "abcde", events, sizeof *events, 1), PFL_ERR_STATE);

    /* The first event, and the one that was mended: of the refused one nothing is left. */
    assert_int_equal(pfl_arrow_next(arrow, &batch), PFL_OK);
    assert_int_equal(batch.length, 2);
    assert_string_equal(cell_at(&schema, &batch, "from", 0), "\"\"");
    assert_string_equal(cell_at(&schema, &batch, "size", 0), "null");
    assert_string_equal(cell_at(&schema, &batch, "from", 1), "\"cde\"");
    assert_string_equal(cell_at(&schema, &batch, "size", 1), "5");
    batch.release(&batch);
    schema.release(&schema);
    pfl_arrow_destroy(arrow);
    pfl_parser_destroy(parser);
}

/* A batch ends long before an int32 cannot say where its text is, however many rows it may have. */
static void test_much_text(void **state)
{
    (void)state;
    static const char *const names[] = {"message"};
    static char longest[PFL_MAX_LINE];
    const pfl_arrow_options options = {
        .size = sizeof options, .columns = names, .column_count = 1, .flags = PFL_ARROW_BINARY};
    const pfl_event event = {.kind = PFL_KIND_MALFORMED,
                             .present = PFL_HAS_MESSAGE,
                             .message = {0, PFL_MAX_LINE},
                             .text_length = PFL_MAX_LINE};
    static const int64_t rows[] = {1024, 1025, 51}; /* 1,025 times 65,535 bytes are more than 64 MiB */
    pfl_arrow *arrow;
    pfl_parser *parser;
    memset(longest, 'x', sizeof longest);
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    assert_int_equal(pfl_arrow_create(&arrow, &options), PFL_OK);
    size_t taken = 0;
    for (int i = 0; i < 2100; i++) {
        assert_int_equal(pfl_arrow_add(arrow, parser, longest, &event, sizeof event, 1), PFL_OK);
        if (i == 2099)
            assert_int_equal(pfl_arrow_finish(arrow), PFL_OK);
        while (pfl_arrow_next(arrow, &batch) == PFL_OK) {
            assert_int_equal(batch.length, rows[taken++]);
            size_t length;
            text_at(batch.children[0], batch.length - 1, &length);
            assert_int_equal(length, PFL_MAX_LINE);
            batch.release(&batch);
        }
    }
    assert_int_equal(taken, 3);
    pfl_arrow_destroy(arrow);
    pfl_parser_destroy(parser);
}

/* === Rows === */

static pfl_aggregator *aggregator_of(const char *data, size_t length)
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
static pfl_rows *rows_of(const pfl_view *view, uint16_t table)
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

static void test_rows(void **state)
{
    (void)state;
    pfl_aggregator *aggregator = aggregator_of(submissions, strlen(submissions));
    pfl_view *view;
    struct ArrowArrayStream ranges;
    assert_int_equal(pfl_view_create(&view, aggregator), PFL_OK);
    pfl_rows *accounts = rows_of(view, PFL_TABLE_ACCOUNTS), *streams = rows_of(view, PFL_TABLE_STREAMS);
    assert_ptr_equal(pfl_rows_table(accounts), pfl_table_info(PFL_TABLE_ACCOUNTS));
    assert_int_equal(pfl_arrow_stream_rows(&stream, accounts, NULL), PFL_OK);
    assert_int_equal(pfl_arrow_stream_rows(&ranges, streams, NULL), PFL_OK);
    /* What was exported needs them no more. */
    pfl_rows_destroy(accounts);
    pfl_rows_destroy(streams);
    pfl_view_destroy(view);
    pfl_aggregator_destroy(aggregator);

    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_int_equal(batch.length, 2);
    assert_string_equal(cell_at(&schema, &batch, "sasl_username", 0), "\"anna@example.com\"");
    assert_string_equal(cell_at(&schema, &batch, "messages", 0), "1");
    assert_string_equal(cell_at(&schema, &batch, "bytes", 0), "700");
    assert_string_equal(cell_at(&schema, &batch, "first", 0), "1780876800000000");
    assert_string_equal(cell_at(&schema, &batch, "escaped", 0), "false");
    assert_string_equal(cell_at(&schema, &batch, "sasl_username", 1), "\"caf\\xe9@example.com\"");
    assert_string_equal(cell_at(&schema, &batch, "escaped", 1), "true");
    batch.release(&batch);
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_null(batch.release);
    schema.release(&schema);
    stream.release(&stream);

    char id[20];
    sprintf(id, "\"%016llx\"", (unsigned long long)pfl_stream_id(submissions, strcspn(submissions, "\n")));
    assert_int_equal(ranges.get_schema(&ranges, &schema), 0);
    assert_int_equal(ranges.get_next(&ranges, &batch), 0);
    assert_int_equal(batch.length, 1);
    assert_string_equal(cell_at(&schema, &batch, "stream", 0), id);
    assert_string_equal(cell_at(&schema, &batch, "lines", 0), "3");
    batch.release(&batch);
    schema.release(&schema);
    ranges.release(&ranges);
}

static void test_rows_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"colour"};
    const pfl_arrow_options chosen = {.size = sizeof chosen, .columns = names, .column_count = 1};
    pfl_aggregator *aggregator = aggregator_of(submissions, strlen(submissions));
    pfl_view *view;
    assert_int_equal(pfl_view_create(&view, aggregator), PFL_OK);
    pfl_rows *accounts = rows_of(view, PFL_TABLE_ACCOUNTS);
    assert_int_equal(pfl_arrow_stream_rows(&stream, NULL, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_stream_rows(&stream, accounts, &chosen), PFL_ERR_ARGUMENT);
    assert_null(stream.release);
    assert_int_equal(pfl_arrow_stream_rows(NULL, accounts, NULL), PFL_ERR_ARGUMENT);
    assert_null(pfl_rows_table(NULL));
    pfl_rows_destroy(accounts);
    pfl_view_destroy(view);
    pfl_aggregator_destroy(aggregator);
}

/* Rows that were delivered before are not among them. */
static void test_the_rest_of_rows(void **state)
{
    (void)state;
    pfl_aggregator *aggregator = aggregator_of(submissions, strlen(submissions));
    pfl_view *view;
    pfl_accounts_row row;
    size_t count;
    assert_int_equal(pfl_view_create(&view, aggregator), PFL_OK);
    pfl_rows *accounts = rows_of(view, PFL_TABLE_ACCOUNTS);
    assert_int_equal(pfl_rows_next(accounts, &row, sizeof row, 1, &count), PFL_OK);
    assert_int_equal(pfl_arrow_stream_rows(&stream, accounts, NULL), PFL_OK);
    assert_int_equal(pfl_rows_next(accounts, &row, sizeof row, 1, &count), PFL_END);
    assert_int_equal(stream.get_next(&stream, &batch), 0);
    assert_int_equal(batch.length, 1);
    batch.release(&batch);
    stream.release(&stream);
    pfl_rows_destroy(accounts);
    pfl_view_destroy(view);
    pfl_aggregator_destroy(aggregator);
}

/* === Release === */

/* Takes a child out of its parent, as the specification allows. */
static struct ArrowArray move_child(struct ArrowArray *parent, int place)
{
    struct ArrowArray child = *parent->children[place];
    parent->children[place]->release = NULL;
    return child;
}

static void test_release_in_any_order(void **state)
{
    (void)state;
    for (int order = 0; order < 4; order++) {
        arrow_counter counter = {0};
        const pfl_arrow_options options = {.size = sizeof options, .allocator = {&counter, count_memory}};
        struct ArrowArray second, kind, host;
        static char lines[64 * 2000];
        size_t length = 0;
        for (int i = 0; i < 2000; i++)
            length += (size_t)sprintf(lines + length, "Nov 23 17:04:51 mx%d postfix/qmgr[7]: DCCDFAA6: removed\n", i);
        assert_int_equal(pfl_arrow_stream_bytes(&stream, &reference, lines, length, &options), PFL_OK);
        assert_int_equal(stream.get_schema(&stream, &schema), 0);
        assert_int_equal(stream.get_next(&stream, &batch), 0);
        assert_int_equal(stream.get_next(&stream, &second), 0);
        kind = move_child(&batch, column_place(&schema, "kind"));
        host = move_child(&second, column_place(&schema, "host"));
        if (order & 1)
            stream.release(&stream);
        if (order & 2) {
            second.release(&second);
            batch.release(&batch);
        } else {
            batch.release(&batch);
            second.release(&second);
        }

        /* What was moved out is whole, the dictionary too. */
        size_t size;
        assert_memory_equal(name_at(&kind, 0, &size), "removed", 7);
        assert_memory_equal(text_at(&host, 2000 - 1024 - 1, &size), "mx1999", 6);
        if (order & 1) {
            kind.release(&kind);
            host.release(&host);
            schema.release(&schema);
        } else {
            struct ArrowSchema name = *schema.children[0];
            schema.children[0]->release = NULL;
            schema.release(&schema);
            assert_string_equal(name.name, "kind");
            assert_string_equal(name.dictionary->format, "u");
            name.release(&name);
            host.release(&host);
            kind.release(&kind);
            stream.release(&stream);
        }
        assert_int_equal(counter.live, 0);
        assert_int_equal(counter.live_bytes, 0);
    }
}

static void test_what_is_not_taken_is_released(void **state)
{
    (void)state;
    arrow_counter counter = {0};
    const pfl_arrow_options options = {.size = sizeof options, .batch_rows = 3, .allocator = {&counter, count_memory}};
    pfl_arrow *arrow;
    assert_int_equal(pfl_arrow_create(&arrow, &options), PFL_OK);
    add_pieces(arrow, corpus, corpus_length, 1 << 20, 64); /* many whole batches and one begun */
    pfl_arrow_destroy(arrow);
    assert_int_equal(counter.live, 0);
    assert_int_equal(counter.live_bytes, 0);
    assert_int_equal(pfl_arrow_create(&arrow, &options), PFL_OK);
    add_pieces(arrow, corpus, corpus_length, 1 << 20, 64);
    assert_int_equal(pfl_arrow_stream(&stream, arrow), PFL_OK);
    stream.release(&stream);
    assert_int_equal(counter.live, 0);
    assert_int_equal(counter.live_bytes, 0);
}

/* === No memory: every allocation fails once === */

static const char few_lines[] = "Nov 23 17:04:51 mx1 postfix/qmgr[717]: 4C0A10: from=<a\xff>, size=1, nrcpt=2 (queue "
                                "active)\nnonsense\nNov 23 17:04:52 mx1 postfix/qmgr[717]: 4C0A10: removed\n";

static void test_no_memory_for_a_stream(void **state)
{
    (void)state;
    int failed, opened = 0, read = 0;
    long n = 0;
    do {
        arrow_counter counter = {.fails_at = ++n};
        const pfl_allocator allocator = {&counter, count_memory};
        const pfl_parser_options parser = {.size = sizeof parser, .allocator = allocator};
        const pfl_arrow_options options = {
            .size = sizeof options, .flags = PFL_ARROW_COPY, .batch_rows = 2, .allocator = allocator};
        int file = n % 2 == 0, error = 0;
        int32_t status =
            file ? pfl_arrow_stream_file(&stream, &parser, temporary_file(few_lines, strlen(few_lines)), &options)
                 : pfl_arrow_stream_bytes(&stream, &parser, few_lines, strlen(few_lines), &options);
        failed = status != PFL_OK;
        if (failed) {
            assert_int_equal(status, PFL_ERR_MEMORY);
            assert_null(stream.release);
            opened++;
        } else {
            error = stream.get_schema(&stream, &schema);
            if (error == 0)
                schema.release(&schema);
            while (error == 0 && (error = stream.get_next(&stream, &batch)) == 0 && batch.release != NULL)
                batch.release(&batch);
            if (error != 0) {
                assert_int_equal(error, ENOMEM);
                assert_string_equal(stream.get_last_error(&stream), "out of memory");
                assert_int_equal(stream.get_next(&stream, &batch), ENOMEM);
                read++;
                failed = 1;
            }
            stream.release(&stream);
        }
        assert_int_equal(counter.live, 0);
        assert_int_equal(counter.live_bytes, 0);
    } while (failed);
    assert_int_equal(opened, 4); /* stream, handle, parser, chunk */
    assert_true(read > 20);      /* the schema, a column each, a block a batch */
}

/* After a failure the same event can be added again, and the batch is as if nothing had been. */
static void test_no_memory_for_an_event(void **state)
{
    (void)state;
    dump whole;
    long n = 0, calls;
    dump_bytes(&whole, few_lines, strlen(few_lines));
    do {
        arrow_counter counter = {.fails_at = ++n};
        const pfl_arrow_options options = {
            .size = sizeof options, .batch_rows = 2, .allocator = {&counter, count_memory}};
        pfl_arrow *arrow;
        dump d = {0};
        while (pfl_arrow_create(&arrow, &options) != PFL_OK)
            assert_null(arrow);
        add_pieces(arrow, few_lines, strlen(few_lines), 1000, 1);
        while (pfl_arrow_stream(&stream, arrow) != PFL_OK)
            assert_null(stream.release);
        calls = counter.calls;
        counter.fails_at = 0;
        dump_stream(&d);
        assert_same(&whole, &d);
        assert_int_equal(counter.live, 0);
        assert_int_equal(counter.live_bytes, 0);
        free(d.text);
    } while (n <= calls);
    assert_true(n > 20);
    free(whole.text);
}

static void test_no_memory_for_rows(void **state)
{
    (void)state;
    pfl_aggregator *aggregator = aggregator_of(submissions, strlen(submissions));
    pfl_view *view;
    long n = 0;
    int32_t status;
    assert_int_equal(pfl_view_create(&view, aggregator), PFL_OK);
    do {
        arrow_counter counter = {.fails_at = ++n};
        const pfl_arrow_options options = {.size = sizeof options, .allocator = {&counter, count_memory}};
        pfl_rows *accounts = rows_of(view, PFL_TABLE_ACCOUNTS);
        status = pfl_arrow_stream_rows(&stream, accounts, &options);
        pfl_rows_destroy(accounts);
        if (status == PFL_OK)
            stream.release(&stream);
        else
            assert_int_equal(status, PFL_ERR_MEMORY);
        assert_int_equal(counter.live, 0);
        assert_int_equal(counter.live_bytes, 0);
    } while (status != PFL_OK);
    assert_true(n > 10);
    pfl_view_destroy(view);
    pfl_aggregator_destroy(aggregator);
}

int main(void)
{
    case_list *all = cases_load(PFL_CASES);
    if (all == NULL)
        return 1;
    corpus = cases_corpus(all, &corpus_length);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_reads_as_its_bytes),
        cmocka_unit_test(test_a_pipe),
        cmocka_unit_test(test_a_file_from_where_it_stands),
        cmocka_unit_test(test_a_file_that_cannot_be_read),
        cmocka_unit_test(test_a_refused_file_is_closed),
        cmocka_unit_test(test_copied_bytes_may_go_away),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_adding_refused),
        cmocka_unit_test(test_much_text),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_rows_refused),
        cmocka_unit_test(test_the_rest_of_rows),
        cmocka_unit_test(test_release_in_any_order),
        cmocka_unit_test(test_what_is_not_taken_is_released),
        cmocka_unit_test(test_no_memory_for_a_stream),
        cmocka_unit_test(test_no_memory_for_an_event),
        cmocka_unit_test(test_no_memory_for_rows),
    };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    cases_free(all);
    return failures;
}
