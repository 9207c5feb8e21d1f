/*
 * Saved states, of any bytes.
 *
 * A state is refused, or it is as good as one that was made by adding lines: it is saved
 * and loaded again without a change, read as rows and as JSON, audited, merged, compacted, and
 * takes more lines. In a state that may hold little it is evicted while it is loaded; what is left
 * of it is sound as well.
 *
 *     byte 0        bit 0: the rest is records alone: the harness puts the magic in front and
 *                   the right checksum behind, so that what is in them is looked at
 *                   bits 1 to 7: the memory that the small state may hold
 *     byte 1        the column that rows are ordered by, and which way
 *     byte 2        the day before which it is compacted, counted back from its last one
 *     rest          a saved state
 */
#include "json_check.h"
#include "saved_state.h"

#include "lib/aggregate/state_read.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HEAD 3

/* === States === */

static pfl_aggregator *new_state(uint64_t key)
{
    const pfl_aggregator_options options = {.size = sizeof options, .hash_key = {key, 1}};
    pfl_aggregator *a;
    expect_ok("pfl_aggregator_create", pfl_aggregator_create(&a, &options));
    return a;
}

/* NULL when it is refused. */
static pfl_aggregator *load(const buffer *b, uint64_t key)
{
    const pfl_aggregator_options options = {.size = sizeof options, .hash_key = {key, 2}};
    pfl_aggregator *a;
    int32_t status = pfl_aggregator_load(&a, &options, b->data, b->length);
    if ((status == PFL_OK) != (a != NULL))
        fail("pfl_aggregator_load and its state", status);
    if (status != PFL_OK && status != PFL_ERR_DAMAGED && status != PFL_ERR_VERSION)
        fail("pfl_aggregator_load", status);
    return a;
}

/* === Rows === */

static void check_json(uint16_t table, const void *record, const char *text)
{
    size_t length, again;
    if (pfl_row_json(table, record, text, NULL, 0, &length) != PFL_FULL)
        fail("pfl_row_json without room", 0);
    char *json = malloc(length);
    if (json == NULL)
        abort();
    if (pfl_row_json(table, record, text, json, length, &again) != PFL_OK || again != length)
        fail("pfl_row_json did not keep to the length it told", 0);
    const char *fault = json_fault(json, length);
    if (fault != NULL)
        fail(fault, 0);
    free(json);
}

static uint16_t some_column(const pfl_table *table, unsigned choice)
{
    const pfl_field *column = &table->columns[choice % table->column_count];
    return column->type == PFL_TYPE_TEXT ? 0 : column->id;
}

static void read_table(const pfl_audit *audit, const pfl_table *table, unsigned choice)
{
    const pfl_rows_options options = {.size = sizeof options,
                                      .table = table->code,
                                      .order = some_column(table, choice >> 1),
                                      .descending = choice & 1};
    uint64_t record[512 / sizeof(uint64_t)], seen = 0;
    pfl_rows *rows;
    size_t count;
    int32_t status;
    if (table->record_size > sizeof record)
        fail("a record is larger than there is room for", 0);
    expect_ok("pfl_audit_rows", pfl_audit_rows(&rows, audit, &options));
    while ((status = pfl_rows_next(rows, record, table->record_size, 1, &count)) == PFL_OK) {
        check_json(table->code, record, pfl_rows_text(rows));
        seen += count;
    }
    if (status != PFL_END || seen != pfl_rows_count(rows))
        fail("pfl_rows_next", status);
    pfl_rows_destroy(rows);
}

static void read_all(pfl_aggregator *a, unsigned choice)
{
    pfl_view *view;
    pfl_audit *audit;
    const pfl_table *table;
    expect_ok("pfl_view_create", pfl_view_create(&view, a));
    expect_ok("pfl_audit_create", pfl_audit_create(&audit, view, NULL));
    for (size_t i = 0; (table = pfl_table_at(i)) != NULL; i++)
        read_table(audit, table, choice);
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
}

/* What a state saves can be loaded, and is the same then. */
static buffer check_saved(pfl_aggregator *a)
{
    buffer first = save_state(a);
    pfl_aggregator *b = load(&first, 3);
    if (b == NULL)
        fail("what was saved is refused", 0);
    buffer second = save_state(b);
    expect_same(&first, &second, "saved, loaded and saved: other bytes", 0);
    pfl_aggregator_destroy(b);
    free(second.data);
    return first;
}

/* === What can be done with a state === */

static void check_merges(pfl_aggregator *a, const buffer *saved)
{
    pfl_aggregator *empty = new_state(4), *twin = load(saved, 5);
    expect_ok("pfl_aggregator_merge into an empty state", pfl_aggregator_merge(empty, a));
    buffer merged = save_state(empty);
    expect_same(saved, &merged, "merged into an empty state: other bytes", 0);
    int32_t status = pfl_aggregator_merge(empty, twin);
    if (status != (a->coverage.segments.live > 0 ? PFL_ERR_OVERLAP : PFL_OK))
        fail("pfl_aggregator_merge with itself", status);
    buffer again = check_saved(empty);
    if (status != PFL_OK)
        expect_same(saved, &again, "a merge that was refused: other bytes", 0);
    free(merged.data);
    free(again.data);
    pfl_aggregator_destroy(empty);
    pfl_aggregator_destroy(twin);
}

static void check_compaction(pfl_aggregator *a, unsigned days)
{
    int64_t before = a->coverage.last - days * DAYS;
    if (!is_time(a->coverage.last) || !is_time(before))
        return;
    expect_ok("pfl_aggregator_compact", pfl_aggregator_compact(a, before));
    buffer saved = check_saved(a);
    read_all(a, 0);
    free(saved.data);
}

static void add_lines(pfl_aggregator *a)
{
    static const char lines[] =
        "2026-06-08T09:00:00Z mx postfix/submission/smtpd[1]: 4F0001: client=c[192.0.2.1], sasl_method=PLAIN, "
        "sasl_username=eve@example.com\n"
        "2026-06-08T09:00:01Z mx postfix/qmgr[1]: 4F0001: from=<eve@example.com>, size=1000, nrcpt=1 (queue active)\n"
        "2026-06-08T09:00:02Z mx postfix/smtp[1]: 4F0001: to=<a@example.net>, relay=mx.example.net[198.51.100.1]:25, "
        "delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)\n"
        "2026-06-08T09:00:03Z mx postfix/qmgr[1]: 4F0001: removed\n"
        "2026-06-08T09:00:04Z mx postfix/smtpd[1]: warning: unknown[203.0.113.1]: SASL LOGIN authentication failed: "
        "authentication failure, sasl_username=root\n";
    pfl_parser *parser;
    pfl_event events[8];
    size_t count, used;
    expect_ok("pfl_parser_create", pfl_parser_create(&parser, NULL));
    expect_ok("pfl_parse", pfl_parse(parser, lines, sizeof lines - 1, 0, events, sizeof *events, 8, &count, &used));
    const pfl_stream stream = {.size = sizeof stream, .id = pfl_stream_id(lines, sizeof lines - 1)};
    int32_t status = pfl_aggregator_begin(a, &stream);
    if (status == PFL_OK)
        status = pfl_aggregator_add(a, parser, lines, events, sizeof *events, count);
    bool little = status == PFL_ERR_MEMORY && a->memory.limit < PFL_MIN_MEMORY;
    if (status != PFL_OK && status != PFL_ERR_OVERLAP && status != PFL_ERR_COMPACTED && !little)
        fail("pfl_aggregator_add", status);
    pfl_parser_destroy(parser);
}

/* === Inputs === */

/* Puts the checksum of the records behind them; they are what they are. */
static void repair(buffer *b)
{
    pfl_aggregator *a = new_state(6);
    struct absorber absorber;
    unsigned char end[9] = {TAG_END};
    pfl_absorber_open(&absorber, a);
    pfl_absorb(&absorber, b->data, b->length);
    for (unsigned i = 0; i < 8; i++)
        end[1 + i] = (unsigned char)(absorber.check >> 8 * i & 0xff);
    pfl_absorber_close(&absorber);
    pfl_aggregator_destroy(a);
    append(b, end, sizeof end);
}

/* The same in a state that may hold little: less than the public options allow, so that short inputs fill it. */
static void load_into_little(const buffer *b, uint64_t limit, unsigned choice)
{
    pfl_aggregator *a = new_state(7);
    struct absorber absorber;
    a->memory.limit = a->memory.used + limit;
    pfl_absorber_open(&absorber, a);
    pfl_absorb(&absorber, b->data, b->length);
    pfl_absorber_close(&absorber);
    if (absorber.status == PFL_OK && absorber.ended) {
        pfl_normalize(a);
        pfl_evict(a);
        if (a->memory.most > a->memory.limit)
            fail("more memory than the limit", 0);
        read_all(a, choice);
        add_lines(a);
        buffer saved = check_saved(a);
        read_all(a, 0);
        free(saved.data);
    }
    pfl_aggregator_destroy(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char magic[] = STATE_MAGIC "\1";
    buffer input = {0};
    if (size < HEAD)
        return 0;
    bool records = (data[0] & 1) != 0;
    append(&input, magic, records ? sizeof magic - 1 : 0);
    append(&input, data + HEAD, size - HEAD);
    if (records)
        repair(&input);
    pfl_aggregator *a = load(&input, 8);
    if (a != NULL) {
        buffer saved = check_saved(a);
        read_all(a, data[1]);
        check_merges(a, &saved);
        load_into_little(&input, (UINT64_C(1) + (data[0] >> 1)) << 10, data[1]);
        add_lines(a);
        check_compaction(a, data[2]);
        add_lines(a);
        free(saved.data);
    }
    pfl_aggregator_destroy(a);
    free(input.data);
    return 0;
}
