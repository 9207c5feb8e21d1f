#define _POSIX_C_SOURCE 200809L /* popen */
#include "log_states.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define REFERENCE INT64_C(1798761600000000) /* 2027-01-01: the generator's and the sample's logs are of 2026 */

/* === Chance === */

static uint64_t chance_state;

void chance_start(uint64_t seed)
{
    chance_state = seed;
}

uint64_t chance(uint64_t below)
{
    uint64_t z = chance_state += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (z ^ z >> 31) % below;
}

/* === Bytes === */

void buffer_append(buffer *b, const void *data, size_t length)
{
    if (b->length + length > b->room) {
        b->room = 2 * (b->length + length);
        assert_non_null(b->data = realloc(b->data, b->room));
    }
    memcpy(b->data + b->length, data, length);
    b->length += length;
}

static buffer read_all(FILE *in)
{
    static char chunk[1 << 16];
    buffer b = {0};
    size_t got;
    assert_non_null(in);
    while ((got = fread(chunk, 1, sizeof chunk, in)) > 0)
        buffer_append(&b, chunk, got);
    return b;
}

buffer file_read(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        fail_msg("%s cannot be read", path);
    buffer b = read_all(in);
    fclose(in);
    return b;
}

/* === Logs === */

static void find_lines(text_log *log)
{
    log->lines = 0;
    for (size_t i = 0; i < log->length; i++)
        log->lines += log->data[i] == '\n';
    log->starts = malloc((log->lines + 1) * sizeof *log->starts);
    assert_non_null(log->starts);
    size_t line = 0;
    log->starts[line++] = 0;
    for (size_t i = 0; i < log->length; i++)
        if (log->data[i] == '\n')
            log->starts[line++] = i + 1;
}

static text_log log_in(buffer b, const char *name)
{
    text_log log = {.data = b.data, .length = b.length};
    snprintf(log.name, sizeof log.name, "%.60s", name);
    assert_true(log.length > 0 && log.data[log.length - 1] == '\n');
    find_lines(&log);
    return log;
}

text_log log_made(const char *make_log, const char *arguments, size_t lines)
{
    char command[4096];
    snprintf(command, sizeof command, "%s %s --lines %zu", make_log, arguments, lines);
    FILE *in = popen(command, "r");
    text_log log = log_in(read_all(in), arguments);
    assert_int_equal(pclose(in), 0);
    assert_int_equal(log.lines, lines);
    return log;
}

text_log log_read(const char *path)
{
    const char *slash = strrchr(path, '/');
    return log_in(file_read(path), slash == NULL ? path : slash + 1);
}

static void append_line(text_log *to, const text_log *from, size_t line, size_t length)
{
    memcpy(to->data + to->length, from->data + from->starts[line], length);
    to->length += length;
    to->data[to->length++] = '\n';
}

/* Each happens to one line in forty; a late line is up to some forty lines late. */
text_log log_mangled(const text_log *log, unsigned how)
{
    enum { HELD = 8 };
    text_log out = {0};
    size_t held[HELD], holds = 0;
    snprintf(out.name, sizeof out.name, "mangled %.50s", log->name);
    assert_non_null(out.data = malloc(3 * log->length));
    for (size_t line = 0; line < log->lines; line++) {
        size_t length = log->starts[line + 1] - log->starts[line] - 1;
        unsigned what = how & (unsigned)(UINT64_C(1) << chance(40) & 0xff);
        if (what == LINES_LATE && holds < HELD)
            held[holds++] = line;
        else if (what != LINES_LOST)
            append_line(&out, log, line, what == LINES_CUT ? (size_t)chance(length + 1) : length);
        if (what == LINES_DOUBLED)
            append_line(&out, log, line, length);
        if (holds > 0 && chance(20) == 0) {
            size_t late = held[--holds];
            append_line(&out, log, late, log->starts[late + 1] - log->starts[late] - 1);
        }
    }
    find_lines(&out);
    return out;
}

text_log log_of(const char *data, size_t length, const char *name)
{
    text_log log = {.length = length};
    snprintf(log.name, sizeof log.name, "%.60s", name);
    assert_non_null(log.data = malloc(length));
    memcpy(log.data, data, length);
    find_lines(&log);
    return log;
}

text_log log_rotated(const text_log *log, size_t from, size_t to)
{
    return log_of(log->data + log->starts[from], log->starts[to] - log->starts[from], log->name);
}

void log_free(text_log *log)
{
    free(log->data);
    free(log->starts);
}

uint64_t log_stream(const text_log *log)
{
    return pfl_stream_id(log->data, log->starts[1] - 1);
}

/* === States === */

int32_t state_add(pfl_aggregator *a, const text_log *log, size_t from, size_t to)
{
    static pfl_event events[512];
    const pfl_parser_options options = {
        .size = sizeof options, .reference_time = REFERENCE, .zones = log->zones, .zone_count = log->zone_count};
    pfl_parser *parser;
    int32_t status = PFL_OK;
    assert_int_equal(pfl_parser_create(&parser, &options), PFL_OK);
    assert_int_equal(pfl_parser_restart(parser, 0, log->starts[from]), PFL_OK);
    for (size_t at = log->starts[from], end = log->starts[to], count, used; at < end && status == PFL_OK; at += used) {
        int32_t parsed = pfl_parse(parser, log->data + at, end - at, 0, events, sizeof *events,
                                   (size_t)(1 + chance(512)), &count, &used);
        assert_true(parsed == PFL_OK || parsed == PFL_FULL);
        status = pfl_aggregator_add(a, parser, log->data + at, events, sizeof *events, count);
    }
    pfl_parser_destroy(parser);
    return status;
}

int32_t state_begin(pfl_aggregator *a, const text_log *log, size_t line)
{
    const pfl_stream stream = {.size = sizeof stream,
                               .id = log_stream(log),
                               .offset = log->starts[line],
                               .name = log->name,
                               .name_length = strlen(log->name)};
    return pfl_aggregator_begin(a, &stream);
}

pfl_aggregator *state_new(void)
{
    const pfl_aggregator_options options = {.size = sizeof options, .hash_key = {chance(UINT64_MAX), 1}};
    pfl_aggregator *a;
    assert_int_equal(pfl_aggregator_create(&a, &options), PFL_OK);
    return a;
}

pfl_aggregator *state_of(const text_log *log, size_t from, size_t to)
{
    pfl_aggregator *a = state_new();
    assert_int_equal(state_begin(a, log, from), PFL_OK);
    assert_int_equal(state_add(a, log, from, to), PFL_OK);
    return a;
}

buffer state_saved(pfl_aggregator *a)
{
    static char piece[PFL_SAVE_CAPACITY];
    buffer b = {0};
    pfl_saver *saver;
    size_t length;
    int32_t status;
    assert_int_equal(pfl_saver_create(&saver, a), PFL_OK);
    while ((status = pfl_saver_next(saver, piece, sizeof piece, &length)) == PFL_OK)
        buffer_append(&b, piece, length);
    assert_int_equal(status, PFL_END);
    pfl_saver_destroy(saver);
    return b;
}

int32_t state_load(pfl_aggregator **a, const void *data, size_t length)
{
    const pfl_aggregator_options options = {.size = sizeof options, .hash_key = {chance(UINT64_MAX), 2}};
    return pfl_aggregator_load(a, &options, data, length);
}

pfl_aggregator *state_reloaded(pfl_aggregator *a)
{
    buffer b = state_saved(a);
    pfl_aggregator_destroy(a);
    assert_int_equal(state_load(&a, b.data, b.length), PFL_OK);
    free(b.data);
    return a;
}

/* === Rows === */

static int hides(enum shown shown, const pfl_field *column)
{
    if (column->id == PFL_COLUMN_MEMORY || column->id == PFL_COLUMN_MOST_MEMORY)
        return 1;
    if (shown <= ALL_ROWS)
        return 0;
    if (column->id == PFL_COLUMN_FILE || column->id == PFL_COLUMN_STREAM || column->id == PFL_COLUMN_OFFSET)
        return 1;
    return shown == ANY_FRACTION && column->type == PFL_TYPE_TIME;
}

static int hides_table(enum shown shown, uint16_t table)
{
    if (table >= PFL_AUDIT_TABLES && (shown == NO_AUDIT || shown == ANY_FRACTION))
        return 1;
    if (shown == ANY_FRACTION)
        switch (table) {
        case PFL_TABLE_TOTALS:   /* bytes of lines */
        case PFL_TABLE_HOSTS:    /* how much the clock stepped back */
        case PFL_TABLE_NETWORKS: /* which of two messages was the first */
        case PFL_TABLE_EVIDENCE: /* lines */
            return 1;
        }
    return shown > ALL_ROWS && table == PFL_TABLE_STREAMS;
}

static void append_table(buffer *b, const pfl_audit *audit, const pfl_table *table, enum shown shown)
{
    static char json[65536], records[64 * 512];
    const pfl_rows_options options = {.size = sizeof options, .table = table->code};
    uint64_t present, bits = UINT64_MAX;
    pfl_rows *rows;
    size_t count, length;
    assert_true(table->record_size <= 512);
    for (uint16_t i = 0; i < table->column_count; i++)
        if (hides(shown, &table->columns[i]))
            bits &= ~(UINT64_C(1) << table->columns[i].bit);
    assert_int_equal(pfl_audit_rows(&rows, audit, &options), PFL_OK);
    while (pfl_rows_next(rows, records, table->record_size, 64, &count) == PFL_OK)
        for (size_t i = 0; i < count; i++) {
            char *row = records + i * table->record_size;
            memcpy(&present, row, sizeof present);
            present &= bits;
            memcpy(row, &present, sizeof present);
            assert_int_equal(pfl_row_json(table->code, row, pfl_rows_text(rows), json, sizeof json, &length), PFL_OK);
            buffer_append(b, json, length);
            buffer_append(b, "\n", 1);
        }
    pfl_rows_destroy(rows);
}

buffer state_rows(pfl_aggregator *a, enum shown shown)
{
    buffer b = {0};
    pfl_view *view;
    pfl_audit *audit;
    assert_int_equal(pfl_view_create(&view, a), PFL_OK);
    assert_int_equal(pfl_audit_create(&audit, view, NULL), PFL_OK);
    for (size_t i = 0; pfl_table_at(i) != NULL; i++)
        if (!hides_table(shown, pfl_table_at(i)->code))
            append_table(&b, audit, pfl_table_at(i), shown);
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
    buffer_append(&b, "", 1);
    return b;
}

/* The line of a text in which a byte stands. */
static int line_at(const buffer *b, size_t at, const char **line)
{
    size_t from = at < b->length ? at : b->length, to = from;
    while (from > 0 && b->data[from - 1] != '\n')
        from--;
    while (to < b->length && b->data[to] != '\n' && b->data[to] != '\0')
        to++;
    *line = b->data + from;
    return (int)(to - from < 2000 ? to - from : 2000);
}

void assert_same_rows(const buffer *wanted, pfl_aggregator *a, enum shown shown, const char *what)
{
    buffer got = state_rows(a, shown);
    const char *left, *right;
    size_t at = 0;
    while (at < got.length && at < wanted->length && got.data[at] == wanted->data[at])
        at++;
    if (at < got.length || at < wanted->length) {
        int wanted_length = line_at(wanted, at, &left), got_length = line_at(&got, at, &right);
        fail_msg("%s:\n  wanted %.*s\n  got    %.*s", what, wanted_length, left, got_length, right);
    }
    free(got.data);
}

void assert_same_bytes(const buffer *wanted, pfl_aggregator *a, const char *what)
{
    buffer got = state_saved(a);
    if (got.length != wanted->length || memcmp(got.data, wanted->data, got.length) != 0)
        fail_msg("%s: %zu bytes saved, not the %zu of one pass", what, got.length, wanted->length);
    free(got.data);
}

pass one_pass(const text_log *log)
{
    pfl_aggregator *whole = state_of(log, 0, log->lines);
    pass p = {state_rows(whole, ALL_ROWS), state_saved(whole)};
    pfl_aggregator_destroy(whole);
    return p;
}

void free_pass(pass *p)
{
    free(p->rows.data);
    free(p->bytes.data);
}

void assert_like(const pass *wanted, pfl_aggregator *a, const text_log *log, const char *what)
{
    char title[256];
    snprintf(title, sizeof title, "%s, %s", log->name, what);
    assert_same_rows(&wanted->rows, a, ALL_ROWS, title);
    assert_same_bytes(&wanted->bytes, a, title);
}
