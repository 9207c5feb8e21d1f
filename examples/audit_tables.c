#include "audit_tables.h"
#include "terminal.h"
#include <stdlib.h>
#include <string.h>

#define ROWS_AT_ONCE 256

static void must(int32_t status)
{
    if (status >= 0)
        return;
    message(NULL, "%s", pfl_strerror(status));
    exit(2);
}

/* How much text the spans of some rows reach. */
static size_t text_size(const pfl_table *info, const char *records, size_t count)
{
    size_t size = 0;
    for (size_t row = 0; row < count; row++)
        for (uint16_t i = 0; i < info->column_count; i++) {
            pfl_span span;
            if (info->columns[i].type != PFL_TYPE_TEXT)
                continue;
            memcpy(&span, records + row * info->record_size + info->columns[i].offset, sizeof span);
            if ((size_t)span.offset + span.length > size)
                size = (size_t)span.offset + span.length;
        }
    return size;
}

/* Keeps the text of rows that have just come. */
static void keep_text(audit_table *t, const pfl_rows *rows, size_t first, size_t count)
{
    size_t size = text_size(t->info, t->records + first * t->info->record_size, count);
    char *block = must_resize(NULL, size);
    memcpy(block, pfl_rows_text(rows), size);
    t->blocks = must_resize(t->blocks, (t->block_count + 1) * sizeof *t->blocks);
    t->blocks[t->block_count++] = block;
    t->texts = must_resize(t->texts, (first + count) * sizeof *t->texts);
    for (size_t i = first; i < first + count; i++)
        t->texts[i] = (piece){block, size};
}

void table_read(audit_table *t, const pfl_audit *audit, const pfl_rows_options *options)
{
    pfl_rows_options wanted = *options;
    pfl_rows *rows;
    size_t room = 0, count;
    wanted.size = sizeof wanted;
    *t = (audit_table){.info = pfl_table_info(options->table)};
    must(pfl_audit_rows(&rows, audit, &wanted));
    for (;;) {
        if (room < t->count + ROWS_AT_ONCE) {
            room = 2 * room + ROWS_AT_ONCE;
            t->records = must_resize(t->records, room * t->info->record_size);
        }
        int32_t status = pfl_rows_next(rows, t->records + t->count * t->info->record_size, t->info->record_size,
                                       ROWS_AT_ONCE, &count);
        must(status);
        if (status == PFL_END)
            break;
        keep_text(t, rows, t->count, count);
        t->count += count;
    }
    pfl_rows_destroy(rows);
}

void table_free(audit_table *t)
{
    for (size_t i = 0; i < t->block_count; i++)
        free(t->blocks[i]);
    free(t->blocks);
    free(t->texts);
    free(t->records);
    *t = (audit_table){0};
}

int piece_compare(piece one, piece other)
{
    size_t common = one.length < other.length ? one.length : other.length;
    int order = common > 0 ? memcmp(one.at, other.at, common) : 0;
    return order != 0 ? order : (one.length > other.length) - (one.length < other.length);
}

bool piece_equal(piece one, piece other)
{
    return piece_compare(one, other) == 0;
}

uint64_t table_count(const pfl_audit *audit, uint16_t code)
{
    const pfl_rows_options options = {.size = sizeof options, .table = code};
    pfl_rows *rows;
    must(pfl_audit_rows(&rows, audit, &options));
    uint64_t count = pfl_rows_count(rows);
    pfl_rows_destroy(rows);
    return count;
}
