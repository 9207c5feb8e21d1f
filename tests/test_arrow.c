/*
 * arrow.h: what is in the columns, and how it is cut into batches.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "arrow_log.h"

static void expect(int64_t row, const char *name, const char *value)
{
    const char *cell = cell_at(&schema, &batch, name, row);
    if (strcmp(cell, value) != 0)
        print_error("row %d, %s: %s, not %s\n", (int)row, name, cell, value);
    assert_string_equal(cell, value);
}

/* === The schema === */

static void expect_column(const char *name, const char *format, const char *unit, int nullable)
{
    int place = column_place(&schema, name);
    assert_true(place >= 0);
    const struct ArrowSchema *column = schema.children[place];
    assert_string_equal(column->format, format);
    assert_int_equal(column->flags, nullable ? ARROW_FLAG_NULLABLE : 0);
    assert_int_equal(column->n_children, 0);
    if (unit == NULL) {
        assert_null(column->metadata);
    } else {
        int32_t numbers[2], length;
        memcpy(numbers, column->metadata, sizeof numbers);
        assert_int_equal(numbers[0], 1);
        assert_int_equal(numbers[1], 4);
        assert_memory_equal(column->metadata + 8, "unit", 4);
        memcpy(&length, column->metadata + 12, sizeof length);
        assert_int_equal(length, strlen(unit));
        assert_memory_equal(column->metadata + 16, unit, strlen(unit));
    }
    assert_true((column->dictionary != NULL) == (format[0] == 's'));
    if (column->dictionary != NULL)
        assert_string_equal(column->dictionary->format, "u");
}

static void test_schema_of_events(void **state)
{
    (void)state;
    static const char *const first[] = {"kind", "time", "line", "offset", "host", "program", "pid", "severity"};
    static const char *const last[] = {"repeat",        "truncated",     "ambiguous",    "time_invalid",
                                       "year_inferred", "zone_inferred", "hour_doubled", "escaped"};
    open_log("", 0, NULL);
    assert_string_equal(schema.format, "+s");
    for (int i = 0; i < 8; i++) {
        assert_string_equal(schema.children[i]->name, first[i]);
        assert_string_equal(schema.children[schema.n_children - 8 + i]->name, last[i]);
    }
    expect_column("kind", "s", NULL, 0);
    expect_column("time", "tsu:UTC", NULL, 1);
    expect_column("line", "l", NULL, 0);
    expect_column("offset", "l", "bytes", 0);
    expect_column("repeat", "l", NULL, 0);
    expect_column("escaped", "b", NULL, 0);
    expect_column("severity", "s", NULL, 1);
    expect_column("category", "s", NULL, 1);
    expect_column("client_addr", "u", NULL, 1);
    expect_column("client_port", "i", NULL, 1);
    expect_column("pid", "l", NULL, 1);
    expect_column("delay", "l", "microseconds", 1);
    expect_column("size", "l", "bytes", 1);
    expect_column("tls_cipher_bits", "i", "bits", 1);
    assert_int_equal(column_place(&schema, "service"), -1); /* a part of program */

    /* No batch for a log without a line. */
    assert_false(next_batch());
    assert_false(next_batch());
    close_log();
}

static int open_rows(pfl_view *view, uint16_t table)
{
    const pfl_rows_options options = {.size = sizeof options, .table = table};
    pfl_rows *rows;
    if (pfl_rows_create(&rows, view, &options) != PFL_OK)
        return 0;
    assert_int_equal(pfl_arrow_stream_rows(&stream, rows, NULL), PFL_OK);
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    pfl_rows_destroy(rows);
    return 1;
}

/* A table's columns are those that reflection tells. */
static void test_schema_of_tables(void **state)
{
    (void)state;
    pfl_aggregator *aggregator;
    pfl_view *view;
    const pfl_table *table;
    int seen = 0;
    assert_int_equal(pfl_aggregator_create(&aggregator, NULL), PFL_OK);
    assert_int_equal(pfl_view_create(&view, aggregator), PFL_OK);
    for (size_t i = 0; (table = pfl_table_at(i)) != NULL; i++) {
        if (!open_rows(view, table->code))
            continue; /* not a view's */
        assert_int_equal(schema.n_children, table->column_count + 1);
        for (int k = 0; k < table->column_count; k++)
            assert_string_equal(schema.children[k]->name, table->columns[k].name);
        expect_column("escaped", "b", NULL, 0);
        close_log();
        seen++;
    }
    assert_true(seen >= 21);
    assert_true(open_rows(view, PFL_TABLE_STREAMS));
    expect_column("stream", "u", NULL, 1); /* a number that is a name */
    close_log();
    pfl_view_destroy(view);
    pfl_aggregator_destroy(aggregator);
}

/* === Values === */

static const char three_lines[] =
    "Nov 23 17:04:51 mx1 postfix/qmgr[717]: 4C0A10: from=<a@example.com>, size=1234, nrcpt=2 (queue active)\n"
    "nonsense\n"
    "2026-11-23T17:04:52.250000+01:00 mx2 postfix/smtp[9]: 4C0A10: to=<b@example.net>, relay=mx[192.0.2.5]:25, "
    "delay=0.13, delays=0.01/0/0.1/0.02, dsn=2.0.0, status=sent (250 ok)\n";

static void test_values(void **state)
{
    (void)state;
    read_log(three_lines, NULL);
    assert_int_equal(batch.length, 3);
    assert_int_equal(batch.null_count, 0);

    expect(0, "kind", "\"queued\"");
    expect(0, "time", "1795453491000000"); /* 2026-11-23 17:04:51 */
    expect(0, "line", "1");
    expect(0, "offset", "0");
    expect(0, "host", "\"mx1\"");
    expect(0, "program", "\"postfix/qmgr\"");
    expect(0, "pid", "717");
    expect(0, "severity", "null");
    expect(0, "queue_id", "\"4C0A10\"");
    expect(0, "message", "null");
    expect(0, "from", "\"a@example.com\"");
    expect(0, "size", "1234");
    expect(0, "nrcpt", "2");
    expect(0, "to", "null");
    expect(0, "repeat", "1");
    expect(0, "year_inferred", "true");
    expect(0, "zone_inferred", "true");
    expect(0, "time_invalid", "false");
    expect(0, "escaped", "false");

    expect(1, "kind", "\"malformed\"");
    expect(1, "time", "null");
    expect(1, "offset", "103");
    expect(1, "pid", "null");
    expect(1, "message", "\"nonsense\"");
    expect(1, "time_invalid", "true");
    expect(1, "year_inferred", "false");

    expect(2, "kind", "\"sent\"");
    expect(2, "time", "1795449892250000");
    expect(2, "line", "3");
    expect(2, "relay_port", "25");
    expect(2, "delay", "130000");
    expect(2, "delay_setup", "100000");
    expect(2, "relay_addr", "\"192.0.2.5\"");
    expect(2, "from", "null");
    expect(2, "year_inferred", "false");

    /* How many are null is told, and their slots are 0. */
    assert_int_equal(column_of(&schema, &batch, "time")->null_count, 1);
    assert_int_equal(int64_at(column_of(&schema, &batch, "time"), 1), 0);
    assert_int_equal(column_of(&schema, &batch, "relay_port")->null_count, 2);
    assert_int_equal(int32_at(column_of(&schema, &batch, "relay_port"), 0), 0);
    assert_int_equal(column_of(&schema, &batch, "helo")->null_count, 3);
    assert_int_equal(column_of(&schema, &batch, "kind")->null_count, 0);
    close_batch();
}

static void test_names(void **state)
{
    (void)state;
    read_log("Nov 23 17:04:51 mx1 postfix/smtpd[7]: warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: x\n"
             "Nov 23 17:04:51 mx1 postfix/smtpd[7]: fatal: no SASL authentication mechanisms\n",
             NULL);
    expect(0, "kind", "\"auth-fail\"");
    expect(0, "severity", "\"warning\"");
    expect(0, "category", "null");
    expect(1, "kind", "\"error\"");
    expect(1, "severity", "\"fatal\"");
    expect(1, "category", "\"sasl\"");
    close_batch();
}

/* Numbers that a signed one cannot say, and codes that are none: only events made by hand have them. */
static void test_what_does_not_fit(void **state)
{
    (void)state;
    pfl_arrow *arrow;
    pfl_parser *parser;
    pfl_event events[2] = {{.kind = 999, .repeat = UINT32_MAX, .line = UINT64_MAX}, {.kind = PFL_KIND_QUEUED}};
    events[0].severity = 77;
    events[0].present = PFL_HAS_SEVERITY | PFL_HAS_TIME;
    events[0].time = PFL_TIME_INVALID;
    events[1].queued.size = UINT64_MAX;
    events[1].queued.nrcpt = UINT32_MAX;
    events[1].present = PFL_HAS_QUEUED_SIZE | PFL_HAS_QUEUED_NRCPT;
    assert_int_equal(pfl_parser_create(&parser, NULL), PFL_OK);
    assert_int_equal(pfl_arrow_create(&arrow, NULL), PFL_OK);
    assert_int_equal(pfl_arrow_schema(arrow, &schema), PFL_OK);
    assert_int_equal(pfl_arrow_add(arrow, parser, NULL, events, sizeof *events, 2), PFL_OK);
    assert_int_equal(pfl_arrow_finish(arrow), PFL_OK);
    assert_int_equal(pfl_arrow_next(arrow, &batch), PFL_OK);
    expect(0, "kind", "\"other\"");
    expect(0, "severity", "\"\"");
    expect(0, "time", "null");
    expect(0, "repeat", "4294967295");
    expect(0, "line", "9223372036854775807");
    expect(1, "size", "9223372036854775807");
    expect(1, "nrcpt", "4294967295");
    batch.release(&batch);
    schema.release(&schema);
    pfl_arrow_destroy(arrow);
    pfl_parser_destroy(parser);
}

/* === Text === */

#define HEAD "Nov 23 17:04:51 mx1 postfix/qmgr[717]: 4C0A10: from=<"
#define TAIL ">, size=1234, nrcpt=2 (queue active)\n"

static void test_escapes(void **state)
{
    (void)state;
    /* The last characters of long and short texts are those that words at a time could miss. */
    read_log(HEAD "\xff" TAIL HEAD "caf\xc3\xa9@example.com" TAIL HEAD "caf\xe9@example.com" TAIL HEAD "a\\b" TAIL HEAD
                  "a\\xe9" TAIL HEAD "\"\t\x01\xe2\x80\xae" TAIL HEAD "abcdefgh\xf0\x9f\x98" TAIL HEAD
                  "ab\xc0" TAIL HEAD "abcd\xed\xa0\x80" TAIL,
             NULL);
    expect(0, "from", "\"\\xff\"");
    expect(1, "from", "\"caf\xc3\xa9@example.com\"");
    expect(2, "from", "\"caf\\xe9@example.com\"");
    expect(3, "from", "\"a\\b\"");
    expect(4, "from", "\"a\\x5cxe9\""); /* else it would read as row 2's byte */
    expect(5, "from", "\"\"\t\x01\xe2\x80\xae\"");
    expect(6, "from", "\"abcdefgh\\xf0\\x9f\\x98\"");
    expect(7, "from", "\"ab\\xc0\"");
    expect(8, "from", "\"abcd\\xed\\xa0\\x80\""); /* a surrogate */
    static const char *const escaped[] = {"true", "false", "true", "false", "true", "false", "true", "true", "true"};
    for (int i = 0; i < 9; i++)
        expect(i, "escaped", escaped[i]);
    close_batch();
}

static void test_binary(void **state)
{
    (void)state;
    const pfl_arrow_options binary = {.size = sizeof binary, .flags = PFL_ARROW_BINARY};
    read_log(HEAD "caf\xe9\\xe9" TAIL, &binary);
    expect_column("from", "z", NULL, 1);
    expect_column("kind", "s", NULL, 0);
    expect(0, "from", "\"caf\xe9\\xe9\"");
    expect(0, "escaped", "false");
    close_batch();
}

/* escaped tells of the columns that are there. */
static void test_escaped_of_chosen_columns(void **state)
{
    (void)state;
    static const char *const names[] = {"escaped", "queue_id"};
    const pfl_arrow_options chosen = {.size = sizeof chosen, .columns = names, .column_count = 2};
    read_log(HEAD "caf\xe9" TAIL, &chosen);
    expect(0, "escaped", "false");
    close_batch();
}

/* === Columns and batches === */

static void test_chosen_columns(void **state)
{
    (void)state;
    static const char *const names[] = {"nrcpt", "kind", "to", "zone_inferred"};
    const pfl_arrow_options chosen = {.size = sizeof chosen, .columns = names, .column_count = 4};
    read_log(three_lines, &chosen);
    assert_int_equal(schema.n_children, 4);
    assert_int_equal(batch.n_children, 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(schema.children[i]->name, names[i]);
    expect(0, "nrcpt", "2");
    expect(1, "kind", "\"malformed\"");
    expect(2, "to", "\"b@example.net\"");
    expect(2, "zone_inferred", "false");
    close_batch();
}

/* What was asked for and not given costs nothing: no memory, in the batch and beside it. */
static void test_other_columns_cost_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {"kind", "line"};
    arrow_counter few = {0}, all = {0};
    pfl_arrow_options options = {.size = sizeof options, .allocator = {&all, count_memory}};
    read_log(three_lines, &options);
    close_batch();
    options = (pfl_arrow_options){
        .size = sizeof options, .columns = names, .column_count = 2, .allocator = {&few, count_memory}};
    read_log(three_lines, &options);
    /* The stream, the handle, the schema, two columns and their batch; the parser has an allocator of its own. */
    assert_int_equal(few.calls, 6);
    assert_true(all.calls > 3 * few.calls);
    close_batch();
    assert_int_equal(few.live, 0);
    assert_int_equal(few.live_bytes, 0);
    assert_int_equal(all.live_bytes, 0);
}

static void test_options_refused(void **state)
{
    (void)state;
    static const struct {
        const char *names[3];
        uint32_t count;
    } bad[] = {{{"kind", "colour"}, 2}, {{"kind", "time", "kind"}, 3}, {{NULL}, 1}, {{"Kind"}, 1}, {{"service"}, 1}};
    pfl_arrow *arrow;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const pfl_arrow_options o = {.size = sizeof o, .columns = bad[i].names, .column_count = bad[i].count};
        assert_int_equal(pfl_arrow_create(&arrow, &o), PFL_ERR_ARGUMENT);
        assert_null(arrow);
        stream.release = (void (*)(struct ArrowArrayStream *))abort;
        assert_int_equal(pfl_arrow_stream_bytes(&stream, NULL, "", 0, &o), PFL_ERR_ARGUMENT);
        assert_null(stream.release);
    }
    static const char *const kind[] = {"kind"};
    const struct {
        pfl_arrow_options options;
        int32_t status;
    } wrong[] = {
        {{.size = 0}, PFL_ERR_OPTION},
        {{.size = sizeof(pfl_arrow_options), .flags = 4}, PFL_ERR_OPTION},
        {{.size = sizeof(pfl_arrow_options), .columns = kind}, PFL_ERR_ARGUMENT},
        {{.size = sizeof(pfl_arrow_options), .column_count = 1}, PFL_ERR_ARGUMENT},
        {{.size = sizeof(pfl_arrow_options), .columns = kind, .column_count = 1000}, PFL_ERR_ARGUMENT},
        {{.size = sizeof(pfl_arrow_options), .batch_rows = PFL_ARROW_MAX_ROWS + 1}, PFL_ERR_ARGUMENT},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(pfl_arrow_create(&arrow, &wrong[i].options), wrong[i].status);
        assert_null(arrow);
    }
    assert_int_equal(pfl_arrow_create(NULL, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_stream_bytes(NULL, NULL, "", 0, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_stream_bytes(&stream, NULL, NULL, 1, NULL), PFL_ERR_ARGUMENT);
    const pfl_parser_options parser = {.size = sizeof parser, .max_line = 1};
    assert_int_equal(pfl_arrow_stream_bytes(&stream, &parser, "", 0, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_stream(&stream, NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_schema(NULL, &schema), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_finish(NULL), PFL_ERR_ARGUMENT);
    assert_int_equal(pfl_arrow_next(NULL, &batch), PFL_ERR_ARGUMENT);
    pfl_arrow_destroy(NULL);
}

/* A larger struct of a later release is fine as long as what it adds is zero. */
static void test_later_options(void **state)
{
    (void)state;
    struct {
        pfl_arrow_options known;
        uint64_t later;
    } o = {.known = {.size = sizeof o}};
    pfl_arrow *arrow;
    assert_int_equal(pfl_arrow_create(&arrow, &o.known), PFL_OK);
    pfl_arrow_destroy(arrow);
    o.later = 1;
    assert_int_equal(pfl_arrow_create(&arrow, &o.known), PFL_ERR_OPTION);
}

static void test_batches_grow(void **state)
{
    (void)state;
    static const struct {
        uint32_t most;
        int64_t rows[8]; /* of 5000 */
    } cases[] = {{0, {1024, 2048, 1928}},
                 {1500, {1024, 1500, 1500, 976}},
                 {2500, {1024, 2048, 1928}},
                 {100, {100, 100, 100}},
                 {1, {1, 1, 1}}};
    static char lines[10000];
    memset(lines, '\n', sizeof lines);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        static const char *const names[] = {"line", "message"};
        const pfl_arrow_options o = {
            .size = sizeof o, .columns = names, .column_count = 2, .batch_rows = cases[i].most};
        int64_t line = 0;
        open_log(lines, 5000, &o);
        for (int n = 0; next_batch(); n++) {
            if (n < 8 && cases[i].rows[n] != 0)
                assert_int_equal(batch.length, cases[i].rows[n]);
            for (int64_t row = 0; row < batch.length; row++) {
                size_t length;
                assert_true(int64_at(batch.children[0], row) == ++line);
                text_at(batch.children[1], row, &length);
                assert_int_equal(length, 0);
            }
            batch.release(&batch);
        }
        assert_int_equal(line, 5000);
        close_log();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schema_of_events),
        cmocka_unit_test(test_schema_of_tables),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_what_does_not_fit),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_binary),
        cmocka_unit_test(test_escaped_of_chosen_columns),
        cmocka_unit_test(test_chosen_columns),
        cmocka_unit_test(test_other_columns_cost_nothing),
        cmocka_unit_test(test_options_refused),
        cmocka_unit_test(test_later_options),
        cmocka_unit_test(test_batches_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
