#include "lib/aggregate/rows.h"

#include "lib/events/schema.h"

#include <stdlib.h>

/* NULL when there is no such table. */
static const struct source *find_source(const struct source *const *lists, uint16_t table)
{
    for (; *lists != NULL; lists++)
        for (const struct source *s = *lists; s->table != 0; s++)
            if (s->table == table)
                return s;
    return NULL;
}

bool pfl_rows_add(struct pfl_rows *rows, uint64_t natural, uint32_t a, uint32_t b)
{
    struct item *items = pfl_memory_grow(&rows->memory, rows->items, &rows->capacity, rows->count, sizeof *items);
    if (items == NULL)
        return false;
    rows->items = items;
    items[rows->count++] = (struct item){.natural = natural, .a = a, .b = b};
    return true;
}

bool pfl_rows_wants(const struct pfl_rows *rows, const void *text, size_t length)
{
    struct folded folded; /* names of hosts are kept as they were written */
    if (!rows->has_key)
        return true;
    pfl_fold(&folded, (piece){text, length});
    return rows->key.length == folded.length && same_bytes(rows->key.bytes, folded.bytes, folded.length);
}

bool pfl_rows_wants_subject(const struct pfl_rows *rows, const struct text *key)
{
    char text[PFL_NETWORK_TEXT];
    pfl_network address = {.bits = 128};
    if (!rows->has_key || key->bytes[0] == SUBJECT_ACCOUNT)
        return pfl_rows_wants(rows, key->bytes + 1, key->length - 1);
    if (key->bytes[0] == SUBJECT_CLIENT) {
        memcpy(address.bytes, key->bytes + 1, sizeof address.bytes);
        return pfl_rows_wants(rows, text, pfl_network_text(&address, text));
    }
    cursor c = {rows->key.bytes, rows->key.bytes + rows->key.length};
    uint32_t uid;
    return number32(&c, &uid) && cursor_at_end(&c) && uid == uid_of((const uint8_t *)key->bytes + 1);
}

pfl_span pfl_rows_put(struct pfl_rows *rows, const void *text, size_t length)
{
    pfl_span span = {(uint16_t)rows->text_used, (uint16_t)length};
    if (length > 0)
        memcpy(rows->text + rows->text_used, text, length);
    rows->text_used += (uint32_t)length;
    return span;
}

pfl_span pfl_rows_put_network(struct pfl_rows *rows, const uint8_t bytes[16], uint8_t bits)
{
    char text[PFL_NETWORK_TEXT];
    pfl_network network = {.bits = bits};
    memcpy(network.bytes, bytes, sizeof network.bytes);
    return pfl_rows_put(rows, text, pfl_network_text(&network, text));
}

const struct stream *pfl_rows_stream(const struct pfl_rows *rows, uint32_t number)
{
    return number == NONE ? NULL : table_at(&rows->view->state->coverage.streams, number);
}

/* === Order === */

static int compare_rising(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    if (a->natural != b->natural)
        return a->natural < b->natural ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

static int compare_falling(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    return a->column != b->column ? (a->column > b->column ? -1 : 1) : compare_rising(left, right);
}

/* The value of a column as a number that sorts alike; a row that does not have it is the least. */
static uint64_t column_value(const void *row, const pfl_field *column)
{
    const char *at = (const char *)row + column->offset;
    uint64_t present, value;
    uint32_t narrow;
    memcpy(&present, row, sizeof present);
    if ((present >> column->bit & 1) == 0)
        return 0;
    if (column->type == PFL_TYPE_U32) {
        memcpy(&narrow, at, sizeof narrow);
        return narrow;
    }
    memcpy(&value, at, sizeof value);
    return column->type == PFL_TYPE_U64 ? value : sorting((int64_t)value);
}

/* Fills a row that starts as zeros. */
static void fill(struct pfl_rows *rows, const struct item *item, void *row)
{
    memset(row, 0, rows->table->record_size);
    rows->source->fill(rows, item, row);
}

static bool sort(struct pfl_rows *rows, const pfl_rows_options *o)
{
    const pfl_field *column = NULL;
    for (uint16_t i = 0; i < rows->table->column_count; i++)
        if (o->order != 0 && rows->table->columns[i].id == o->order)
            column = &rows->table->columns[i];
    if (column != NULL) {
        void *row = pfl_memory_resize(&rows->memory, NULL, 0, rows->table->record_size);
        if (row == NULL)
            return false;
        for (uint32_t i = 0; i < rows->count; i++) {
            rows->text_used = 0;
            fill(rows, &rows->items[i], row);
            rows->items[i].column = column_value(row, column);
        }
        memory_release(&rows->memory, row, rows->table->record_size);
    }
    if (rows->count > 0)
        qsort(rows->items, rows->count, sizeof *rows->items, o->descending ? compare_falling : compare_rising);
    return true;
}

/* === The public functions === */

static bool has_order(const pfl_table *table, uint16_t order)
{
    for (uint16_t i = 0; i < table->column_count; i++)
        if (table->columns[i].id == order)
            return table->columns[i].type != PFL_TYPE_TEXT;
    return order == 0;
}

int32_t pfl_rows_create(pfl_rows **rows, const pfl_view *view, const pfl_rows_options *options)
{
    static const struct source *const lists[] = {pfl_coverage_sources, pfl_subject_sources, pfl_pair_sources,
                                                 pfl_client_sources, NULL};
    return pfl_rows_open(rows, view, options, lists, NULL);
}

int32_t pfl_rows_open(pfl_rows **rows, const pfl_view *view, const pfl_rows_options *options,
                      const struct source *const *lists, const void *context)
{
    if (rows == NULL)
        return PFL_ERR_ARGUMENT;
    *rows = NULL;
    if (view == NULL || options == NULL || (options->key == NULL && options->key_length > 0))
        return PFL_ERR_ARGUMENT;
    if (options->size != sizeof *options || options->reserved != 0 || options->descending > 1)
        return PFL_ERR_OPTION;
    const pfl_table *table = pfl_table_info(options->table);
    const struct source *source = find_source(lists, options->table);
    if (table == NULL || source == NULL || !has_order(table, options->order))
        return PFL_ERR_ARGUMENT;
    pfl_allocator allocator = view->memory.allocator;
    pfl_rows *r = allocator.resize(allocator.context, NULL, 0, sizeof *r);
    if (r == NULL)
        return PFL_ERR_MEMORY;
    memset(r, 0, offsetof(struct pfl_rows, text));
    r->view = view;
    r->table = table;
    r->source = source;
    r->context = context;
    r->memory = (struct memory){.allocator = allocator, .limit = UINT64_MAX};
    r->hours_of = NONE;
    r->has_key = options->key_length > 0;
    pfl_fold(&r->key, (piece){options->key, options->key_length});
    if (!r->source->list(r) || !sort(r, options) || r->memory.lost > 0) {
        pfl_rows_destroy(r);
        return PFL_ERR_MEMORY;
    }
    if (options->limit != 0 && options->limit < r->count)
        r->count = (uint32_t)options->limit;
    *rows = r;
    return PFL_OK;
}

void pfl_rows_destroy(pfl_rows *rows)
{
    if (rows == NULL)
        return;
    struct memory *m = &rows->memory;
    pfl_order_free(&rows->order, m);
    if (rows->hours != NULL)
        pfl_viewed_hours_free(m, rows->hours, rows->hour_count);
    memory_release(m, rows->items, rows->capacity * sizeof *rows->items);
    m->allocator.resize(m->allocator.context, rows, sizeof *rows, 0);
}

const pfl_table *pfl_rows_table(const pfl_rows *rows)
{
    return rows == NULL ? NULL : rows->table;
}

uint64_t pfl_rows_count(const pfl_rows *rows)
{
    return rows == NULL ? 0 : rows->count;
}

int32_t pfl_rows_next(pfl_rows *rows, void *records, size_t record_size, size_t capacity, size_t *count)
{
    if (count != NULL)
        *count = 0;
    if (rows == NULL || records == NULL || count == NULL || capacity == 0)
        return PFL_ERR_ARGUMENT;
    if (record_size != rows->table->record_size)
        return PFL_ERR_LAYOUT;
    rows->text_used = 0;
    for (; *count < capacity && rows->at < rows->count && rows->text_used + ROW_TEXT <= ROWS_TEXT; rows->at++)
        fill(rows, &rows->items[rows->at], (char *)records + (*count)++ * record_size);
    if (rows->memory.lost > 0) {
        *count = 0; /* one of them could not be filled */
        return PFL_ERR_MEMORY;
    }
    return *count > 0 ? PFL_OK : PFL_END;
}

const char *pfl_rows_text(const pfl_rows *rows)
{
    return rows == NULL ? "" : rows->text;
}
