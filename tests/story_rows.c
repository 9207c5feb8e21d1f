#include "story_rows.h"

#include "cases.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The columns that a row's key is made of, in the order of its words; "a|b" is the first of
 * them that the row has.
 */
static const struct {
    uint16_t table;
    const char *columns[STORY_WORDS];
} keys[] = {
    {PFL_TABLE_KINDS, {"kind"}},
    {PFL_TABLE_STREAMS, {"file", "start"}},
    {PFL_TABLE_HOSTS, {"host"}},
    {PFL_TABLE_RELEASES, {"version"}},
    {PFL_TABLE_OPERATIONS, {"host", "time", "operation"}},
    {PFL_TABLE_ACCOUNTS, {"sasl_username"}},
    {PFL_TABLE_SUBMITTERS, {"uid"}},
    {PFL_TABLE_RELAYS, {"client_addr"}},
    {PFL_TABLE_NETWORKS, {"sasl_username", "network"}},
    {PFL_TABLE_ACCESSES, {"sasl_username", "client_addr", "time"}},
    {PFL_TABLE_USAGES, {"sasl_username", "service|sasl_method"}},
    {PFL_TABLE_HOURS, {"sasl_username|uid|client_addr", "time"}},
    {PFL_TABLE_SENDERS, {"sasl_username|uid", "from"}},
    {PFL_TABLE_CONTACTS, {"sasl_username|uid|client_addr", "domain"}},
    {PFL_TABLE_DAYS, {"sasl_username|uid|client_addr", "time"}},
    {PFL_TABLE_ADDRESSES, {"client_addr"}},
    {PFL_TABLE_FAILURES, {"client_addr", "time"}},
    {PFL_TABLE_NAMES, {"sasl_username"}},
    {PFL_TABLE_DOMAINS, {"domain"}},
    {PFL_TABLE_MESSAGES, {"queue_id", "host"}},
    {PFL_TABLE_EVIDENCE, {"sasl_username|uid|client_addr|kind", "kind", "client_addr"}},
    {PFL_TABLE_VERDICTS, {"sasl_username|uid|client_addr"}},
    {PFL_TABLE_FINDINGS, {"rule", "sasl_username|uid|client_addr"}},
    {PFL_TABLE_FINDING_SOURCES, {"number", "client_addr"}},
    {PFL_TABLE_FINDING_LINES, {"number", "offset"}},
};

/* A row of a table: its record, and the text it points into. */
typedef struct shown {
    const pfl_table *table;
    const char *record, *text;
} shown;

static const pfl_field *find_column(const pfl_table *table, const char *name, size_t length)
{
    for (uint16_t i = 0; i < table->column_count; i++)
        if (strlen(table->columns[i].name) == length && memcmp(table->columns[i].name, name, length) == 0)
            return &table->columns[i];
    return NULL;
}

static int has(const shown *row, const pfl_field *column)
{
    uint64_t present;
    memcpy(&present, row->record, sizeof present);
    return (int)(present >> column->bit & 1);
}

static int64_t number_of(const shown *row, const pfl_field *column)
{
    uint32_t narrow;
    int64_t wide;
    memcpy(&narrow, row->record + column->offset, sizeof narrow);
    if (column->type == PFL_TYPE_U32)
        return narrow;
    memcpy(&wide, row->record + column->offset, sizeof wide);
    return wide;
}

static story_text text_of(const shown *row, const pfl_field *column)
{
    pfl_span span;
    memcpy(&span, row->record + column->offset, sizeof span);
    return (story_text){row->text + span.offset, span.length};
}

/* "2026-11-23" is the start of the day. */
static int read_time(story_text text, int64_t *out)
{
    char whole[32];
    if (text.length != strlen("2026-11-23"))
        return read_instant(text.at, text.length, out);
    snprintf(whole, sizeof whole, "%.10sT00:00:00Z", text.at);
    return read_instant(whole, strlen(whole), out);
}

static int read_duration(story_text text, int64_t *out)
{
    int negative = text.length > 0 && *text.at == '-';
    if (!read_seconds(text.at + negative, text.length - (size_t)negative, out))
        return 0;
    *out = negative ? -*out : *out;
    return 1;
}

/* Verdicts and severities have names. */
static const char *name_of(const shown *row, const pfl_field *column)
{
    if (column->id == PFL_COLUMN_VERDICT)
        return pfl_verdict_name((uint32_t)number_of(row, column));
    return column->id == PFL_COLUMN_SEVERITY ? pfl_finding_name((uint32_t)number_of(row, column)) : NULL;
}

static int is_value(const shown *row, const pfl_field *column, story_text wanted)
{
    char number[24];
    int64_t microseconds;
    if (!has(row, column))
        return 0;
    const char *name = name_of(row, column);
    if (name != NULL)
        return strlen(name) == wanted.length && memcmp(name, wanted.at, wanted.length) == 0;
    switch (column->type) {
    case PFL_TYPE_TEXT: {
        story_text text = text_of(row, column);
        return text.length == wanted.length && memcmp(text.at, wanted.at, text.length) == 0;
    }
    case PFL_TYPE_TIME:
        return read_time(wanted, &microseconds) && microseconds == number_of(row, column);
    case PFL_TYPE_DURATION:
        return read_duration(wanted, &microseconds) && microseconds == number_of(row, column);
    default:
        snprintf(number, sizeof number, "%" PRIu64, (uint64_t)number_of(row, column));
        return strlen(number) == wanted.length && memcmp(number, wanted.at, wanted.length) == 0;
    }
}

/* ---- rows ---- */

/* The column that a word of a key stands for: the first of "a|b" that the row has. */
static const pfl_field *key_column(const shown *row, const char *names)
{
    for (const char *at = names; *at;) {
        size_t length = strcspn(at, "|");
        const pfl_field *column = find_column(row->table, at, length);
        if (column != NULL && has(row, column))
            return column;
        at += length + (at[length] == '|');
    }
    return NULL;
}

static int is_meant(const story_row *wanted, const shown *row)
{
    const char *const *columns = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].table == row->table->code)
            columns = keys[i].columns;
    for (size_t i = 0; i < wanted->words; i++) {
        const pfl_field *column = columns && columns[i] ? key_column(row, columns[i]) : NULL;
        if (column == NULL || !is_value(row, column, wanted->key[i]))
            return 0;
    }
    return 1;
}

static void show_text(story_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.at[i];
        fprintf(stderr, c < ' ' || c >= 127 ? "\\x%02x" : "%c", c);
    }
}

static void show_row(const char *sign, const shown *row)
{
    char json[8192];
    size_t length;
    if (pfl_row_json(row->table->code, row->record, row->text, json, sizeof json, &length) == PFL_OK)
        fprintf(stderr, "    %s %.*s\n", sign, (int)length, json);
}

static void show_wanted(const story *s, const story_row *wanted)
{
    fprintf(stderr, "%s:%u: %s%s", s->source, wanted->line, wanted->exists ? "" : "none ", wanted->table);
    for (size_t i = 0; i < wanted->words; i++) {
        fputc(' ', stderr);
        show_text(wanted->key[i]);
    }
    fputc('\n', stderr);
}

/* Compares the listed columns of the row that was meant. */
static unsigned compare_row(const story *s, const story_row *wanted, const shown *row)
{
    unsigned wrong = 0;
    for (size_t i = 0; i < wanted->value_count; i++) {
        const story_value *value = &s->values[wanted->first_value + i];
        const pfl_field *column = find_column(row->table, value->column, strlen(value->column));
        int absent = value->text.length == 6 && memcmp(value->text.at, "absent", 6) == 0;
        if (absent ? !has(row, column) : is_value(row, column, value->text))
            continue;
        if (wrong++ == 0)
            show_wanted(s, wanted);
        fprintf(stderr, "    - %s  ", value->column);
        show_text(value->text);
        fputc('\n', stderr);
    }
    if (wrong > 0)
        show_row("+", row);
    return wrong;
}

/* Goes through the rows of a table; returns how much is wrong with the one that is meant, or those that are. */
static unsigned look_for(const story *s, const story_row *wanted, const pfl_table *table, pfl_rows *rows, void *record)
{
    unsigned found = 0, wrong = 0;
    size_t count;
    while (pfl_rows_next(rows, record, table->record_size, 1, &count) == PFL_OK) {
        const shown row = {table, record, pfl_rows_text(rows)};
        if (!is_meant(wanted, &row))
            continue;
        if (wanted->exists && ++found == 1) {
            wrong += compare_row(s, wanted, &row);
            continue;
        }
        show_wanted(s, wanted);
        show_row(wanted->exists ? "+ and another one:" : "+", &row);
        wrong++;
    }
    if (wanted->exists && found == 0) {
        show_wanted(s, wanted);
        fputs("    there is no such row\n", stderr);
        wrong++;
    }
    return wrong;
}

static int32_t open_audit(pfl_audit **audit, const pfl_view *view, const story *s)
{
    const pfl_audit_options options = {.size = sizeof options,
                                       .trusted = s->trusted,
                                       .trusted_count = s->trusted_count,
                                       .proxies = s->proxies,
                                       .proxy_count = s->proxy_count,
                                       .monitors = s->monitors,
                                       .monitor_count = s->monitor_count,
                                       .monitor_networks = s->monitor_networks,
                                       .monitor_network_count = s->monitor_network_count,
                                       .bulk = s->bulk,
                                       .bulk_count = s->bulk_count,
                                       .limits = s->limits,
                                       .limit_count = s->limit_count};
    return pfl_audit_create(audit, view, &options);
}

unsigned story_compare(const story *s, pfl_aggregator *state)
{
    pfl_view *view;
    unsigned wrong = 0;
    pfl_audit *audit;
    if (pfl_view_create(&view, state) != PFL_OK)
        return 1;
    if (open_audit(&audit, view, s) != PFL_OK) {
        pfl_view_destroy(view);
        return 1;
    }
    for (size_t i = 0; i < s->row_count; i++) {
        const pfl_table *table = pfl_table_by_name(s->rows[i].table);
        const pfl_rows_options options = {.size = sizeof options, .table = table->code};
        void *record = malloc(table->record_size);
        pfl_rows *rows;
        if (record != NULL && pfl_audit_rows(&rows, audit, &options) == PFL_OK) {
            wrong += look_for(s, &s->rows[i], table, rows, record);
            pfl_rows_destroy(rows);
        } else {
            wrong++;
        }
        free(record);
    }
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
    return wrong;
}
