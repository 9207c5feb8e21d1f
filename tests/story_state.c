#include "story_state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int32_t make(pfl_aggregator **state, const story *s, const story_bytes *bytes)
{
    static uint64_t key;
    key += UINT64_C(0x9e3779b97f4a7c15);
    const pfl_aggregator_options options = {
        .size = sizeof options, .own = s->own, .own_count = s->own_count, .hash_key = {key, ~key}};
    return bytes == NULL ? pfl_aggregator_create(state, &options)
                         : pfl_aggregator_load(state, &options, bytes->at, bytes->length);
}

pfl_aggregator *story_state(const story *s)
{
    pfl_aggregator *state;
    return make(&state, s, NULL) == PFL_OK ? state : NULL;
}

pfl_aggregator *story_load(const story *s, const story_bytes *bytes)
{
    pfl_aggregator *state;
    return make(&state, s, bytes) == PFL_OK ? state : NULL;
}

/* ---- bytes ---- */

static void append(story_bytes *to, size_t *room, const void *from, size_t length)
{
    if (to->length + length > *room) {
        *room = 2 * (to->length + length);
        to->at = realloc(to->at, *room);
        if (to->at == NULL)
            abort();
    }
    memcpy(to->at + to->length, from, length);
    to->length += length;
}

static story_bytes fail(story_bytes *bytes)
{
    free(bytes->at);
    return (story_bytes){NULL, 0};
}

/* ---- reading ---- */

/* A few events at a time, so that states are added to in the middle of a range. */
static int32_t add_lines(pfl_aggregator *state, pfl_parser *parser, const story_bytes *lines)
{
    pfl_event events[5];
    size_t count, used;
    for (size_t at = 0; at < lines->length; at += used) {
        const char *data = lines->at + at;
        int32_t status = pfl_parse(parser, data, lines->length - at, 0, events, sizeof *events, 5, &count, &used);
        if (status == PFL_OK || status == PFL_FULL)
            status = pfl_aggregator_add(state, parser, data, events, sizeof *events, count);
        if (status != PFL_OK)
            return status;
    }
    return PFL_OK;
}

/* The lines [first, end) of one file. */
static int32_t read_range(pfl_aggregator *state, pfl_parser *parser, const story *s, const story_file *file,
                          size_t first, size_t end)
{
    const story_text head = s->lines[file->first].text;
    const pfl_stream stream = {.size = sizeof stream,
                               .id = pfl_stream_id(head.at, head.length - 1),
                               .offset = s->lines[first].offset,
                               .name = file->name.at,
                               .name_length = file->name.length,
                               .host = file->host.at,
                               .host_length = file->host.length};
    story_bytes lines = {NULL, 0};
    size_t room = 0;
    int32_t status = pfl_aggregator_begin(state, &stream);
    if (status == PFL_OK)
        status = pfl_parser_restart(parser, 0, stream.offset);
    for (size_t i = first; i < end; i++)
        append(&lines, &room, s->lines[i].text.at, s->lines[i].text.length);
    if (status == PFL_OK)
        status = add_lines(state, parser, &lines);
    free(lines.at);
    return status;
}

int32_t story_read(pfl_aggregator *state, const story *s, size_t first, size_t end)
{
    const pfl_parser_options options = {.size = sizeof options, .reference_time = s->reference};
    pfl_parser *parser;
    int32_t status = pfl_parser_create(&parser, &options);
    for (size_t i = 0; i < s->file_count && status == PFL_OK; i++) {
        const story_file *file = &s->files[i];
        size_t from = first > file->first ? first : file->first, to = end < file->end ? end : file->end;
        if (from < to)
            status = read_range(state, parser, s, file, from, to);
    }
    pfl_parser_destroy(parser);
    return status;
}

int32_t story_end(pfl_aggregator *state, const story *s)
{
    return s->compact == PFL_TIME_INVALID ? PFL_OK : pfl_aggregator_compact(state, s->compact);
}

/* ---- saving ---- */

story_bytes story_save(pfl_aggregator *state)
{
    static char chunk[PFL_SAVE_CAPACITY];
    story_bytes saved = {NULL, 0};
    size_t room = 0, length;
    pfl_saver *saver;
    int32_t status = pfl_saver_create(&saver, state);
    while (status == PFL_OK && (status = pfl_saver_next(saver, chunk, sizeof chunk, &length)) == PFL_OK)
        append(&saved, &room, chunk, length);
    pfl_saver_destroy(saver);
    return status == PFL_END ? saved : fail(&saved);
}

/* ---- rows ---- */

/* What a state takes is no result. */
static void forget_memory(uint16_t table, void *record)
{
    pfl_totals_row *totals = record;
    if (table == PFL_TABLE_TOTALS)
        totals->memory = totals->most_memory = 0;
}

static int32_t append_table(story_bytes *to, size_t *room, const pfl_audit *audit, const pfl_table *table)
{
    static char json[1 << 15];
    const pfl_rows_options options = {.size = sizeof options, .table = table->code};
    pfl_rows *rows;
    size_t count, length;
    void *record = malloc(table->record_size);
    int32_t status = record == NULL ? PFL_ERR_MEMORY : pfl_audit_rows(&rows, audit, &options);
    if (status != PFL_OK) {
        free(record);
        return status;
    }
    while ((status = pfl_rows_next(rows, record, table->record_size, 1, &count)) == PFL_OK) {
        forget_memory(table->code, record);
        if (pfl_row_json(table->code, record, pfl_rows_text(rows), json, sizeof json, &length) != PFL_OK)
            break;
        append(to, room, json, length);
        append(to, room, "\n", 1);
    }
    pfl_rows_destroy(rows);
    free(record);
    return status == PFL_END ? PFL_OK : PFL_ERR_STATE;
}

story_bytes story_rows(pfl_aggregator *state)
{
    story_bytes text = {NULL, 0};
    size_t room = 0;
    pfl_view *view;
    const pfl_table *table;
    pfl_audit *audit = NULL;
    int32_t status = pfl_view_create(&view, state);
    if (status == PFL_OK)
        status = pfl_audit_create(&audit, view, NULL);
    for (size_t i = 0; status == PFL_OK && (table = pfl_table_at(i)) != NULL; i++)
        status = append_table(&text, &room, audit, table);
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
    append(&text, &room, "", 1);
    text.length--;
    return status == PFL_OK ? text : fail(&text);
}

/* ---- a log that goes on ---- */

#define DAY INT64_C(86400000000) /* microseconds */

/* One line more, of a host that the state has; a host that the caller gave is the file's own. */
static void add_line(longer_story *longer, size_t number, const pfl_hosts_row *host, const char *text)
{
    story *s = &longer->story;
    const story_line *before = &longer->lines[s->line_count - 1];
    char stamp[32];
    time_t seconds = (time_t)((host->last + DAY) / 1000000);
    strftime(stamp, sizeof stamp, "%Y-%m-%dT%H:%M:%SZ", gmtime(&seconds));
    snprintf(longer->text[number], sizeof longer->text[number],
             "%s %.*s postfix/anvil[1]: statistics: max cache size 1 at Nov 23 17:04:51\n", stamp, host->host.length,
             text + host->host.offset);
    longer->lines[s->line_count++] = (story_line){
        {longer->text[number], strlen(longer->text[number])}, before->offset + before->text.length, s->file_count - 1};
    s->files[s->file_count - 1].end++;
}

longer_story *story_goes_on(const story *s, pfl_aggregator *state)
{
    const pfl_rows_options options = {.size = sizeof options, .table = PFL_TABLE_HOSTS};
    longer_story *longer = calloc(1, sizeof *longer);
    pfl_view *view;
    pfl_rows *rows = NULL;
    pfl_hosts_row host;
    size_t count;
    if (longer == NULL || (longer->lines = calloc(s->line_count + STORY_HOSTS, sizeof *longer->lines)) == NULL)
        abort();
    longer->story = *s;
    memcpy(longer->lines, s->lines, s->line_count * sizeof *longer->lines);
    longer->story.lines = longer->lines;
    if (pfl_view_create(&view, state) == PFL_OK)
        pfl_rows_create(&rows, view, &options);
    for (size_t i = 0; i < STORY_HOSTS && pfl_rows_next(rows, &host, sizeof host, 1, &count) == PFL_OK; i++)
        if (host.present & PFL_HOSTS_ROW_LAST)
            add_line(longer, i, &host, pfl_rows_text(rows));
    pfl_rows_destroy(rows);
    pfl_view_destroy(view);
    return longer;
}

void longer_story_free(longer_story *longer)
{
    free(longer->lines);
    free(longer);
}
