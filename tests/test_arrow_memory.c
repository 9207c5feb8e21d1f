/*
 * arrow.h: who owns what, and what happens without memory.
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

#include "arrow_dump.h"
#include "cases.h"

static const char *corpus;
static size_t corpus_length;

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

/* === No memory: every allocation fails === */

static const char few_lines[] = "Nov 23 17:04:51 mx1 postfix/qmgr[717]: 4C0A10: from=<a\xff>, size=1, nrcpt=2 (queue "
                                "active)\nnonsense\nNov 23 17:04:52 mx1 postfix/qmgr[717]: 4C0A10: removed\n";

static void test_no_memory_for_a_stream(void **state)
{
    (void)state;
    int failed, opened = 0, read = 0;
    long n = 0;
    do {
        arrow_counter counter = {.fails_at = ++n, .for_good = 1};
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
    assert_true(read > 12);      /* the schema; of each batch its columns, a text each, and the block */
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

/* Of events that are added together those before the one without memory are there, and nothing of those behind it. */
static void test_no_memory_for_some_events(void **state)
{
    (void)state;
    static const char lines[] = "Nov 23 17:04:52 mx1 postfix/qmgr[717]: 4C0A10: removed\nnonsense\n"
                                "Nov 23 17:04:51 mx1 postfix/qmgr[717]: 4C0A10: from=<a\xff>, size=1, nrcpt=2 (queue "
                                "active)\n";
    static const size_t ends[] = {0, 55, 64, 153};
    size_t lengths[4] = {0}, seen = 0, count, used;
    int32_t status;
    long n = 0;
    dump whole;
    pfl_parser *parser;
    pfl_event events[4];
    for (int i = 1; i < 4; i++) {
        assert_int_equal(lines[ends[i] - 1], '\n');
        dump_bytes(&whole, lines, ends[i]);
        lengths[i] = whole.length;
        if (i < 3)
            free(whole.text);
    }
    assert_int_equal(pfl_parser_create(&parser, &reference), PFL_OK);
    assert_int_equal(pfl_parse(parser, lines, strlen(lines), PFL_FINAL, events, sizeof *events, 4, &count, &used),
                     PFL_OK);
    assert_int_equal(count, 3);
    do {
        arrow_counter counter = {0};
        const pfl_arrow_options options = {.size = sizeof options, .allocator = {&counter, count_memory}};
        pfl_arrow *arrow;
        dump d = {0};
        assert_int_equal(pfl_arrow_create(&arrow, &options), PFL_OK);
        counter = (arrow_counter){counter.calls, counter.live, counter.live_bytes, counter.calls + ++n, 1};
        status = pfl_arrow_add(arrow, parser, lines, events, sizeof *events, 3);
        assert_int_equal(status, status == PFL_OK ? PFL_OK : PFL_ERR_MEMORY);
        counter.fails_at = 0;
        assert_int_equal(pfl_arrow_stream(&stream, arrow), PFL_OK);
        dump_stream(&d);
        size_t rows = 0;
        while (rows < 3 && lengths[rows] != d.length)
            rows++;
        assert_int_equal(d.length, lengths[rows]);
        assert_true(rows == 0 || memcmp(d.text, whole.text, d.length) == 0);
        assert_true(status == PFL_OK ? rows == 3 : rows < 3);
        seen |= (size_t)1 << rows;
        assert_int_equal(counter.live, 0);
        free(d.text);
    } while (status != PFL_OK);
    assert_int_equal(seen & 9, 9); /* none of them, and all */
    assert_true(seen != 9);        /* and some */
    free(whole.text);
    pfl_parser_destroy(parser);
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
        cmocka_unit_test(test_release_in_any_order),      cmocka_unit_test(test_what_is_not_taken_is_released),
        cmocka_unit_test(test_no_memory_for_a_stream),    cmocka_unit_test(test_no_memory_for_an_event),
        cmocka_unit_test(test_no_memory_for_some_events), cmocka_unit_test(test_no_memory_for_rows),
    };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    cases_free(all);
    return failures;
}
