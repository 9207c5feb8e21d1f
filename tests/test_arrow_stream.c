/*
 * arrow.h: where rows come from.
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

#include "arrow_dump.h"
#include "cases.h"

static const char *corpus;
static size_t corpus_length;

/* === Doors === */

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
    events[1].flags = PFL_FLAG_TRUNCATED;
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    assert_int_equal(pfl_arrow_create(&arrow, NULL), PFL_OK);
    assert_int_equal(pfl_arrow_schema(arrow, &schema), PFL_OK);
    assert_int_equal(pfl_arrow_add(arrow, parser, "abcd", events, sizeof *events, 2), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_add(arrow, parser, "abcd", events, sizeof *events - 1, 1), PFL_ERR_LAYOUT);
    assert_int_equal(pfl_arrow_add(arrow, parser, "abcd", NULL, sizeof *events, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_add(arrow, NULL, "abcd", events, sizeof *events, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_add(NULL, parser, "abcd", events, sizeof *events, 1), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_add(arrow, parser, NULL, NULL, sizeof *events, 0), PFL_OK);
    assert_int_equal(pfl_arrow_add(arrow, parser, "abcd", &events[1], sizeof *events, 1), PFL_ERR_ARGUMENT);
    events[1].text_length = 5;
    events[1].flags = 0;
    assert_int_equal(pfl_arrow_add(arrow, parser, NULL, &events[1], sizeof *events, 1), PFL_ERR_ARGUMENT);
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
    assert_string_equal(cell_at(&schema, &batch, "truncated", 1), "false");
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
    };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    cases_free(all);
    return failures;
}
