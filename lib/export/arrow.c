/*
 * The handle: options, the columns they name, and batches in and out.
 */
#include "lib/events/handle.h"
#include "lib/events/schema.h"
#include "lib/export/arrow_batch.h"

#define KNOWN_FLAGS (PFL_ARROW_BINARY | PFL_ARROW_COPY)
#define FIRST_ROWS  1024

int32_t pfl_arrow_read_options(const pfl_arrow_options *given, pfl_arrow_options *out)
{
    if (pfl_take_options(given, out, sizeof *out) != PFL_OK || (out->flags & ~KNOWN_FLAGS) != 0)
        return PFL_ERR_OPTION;
    if (out->batch_rows == 0)
        out->batch_rows = PFL_ARROW_DEFAULT_ROWS;
    if (out->batch_rows > PFL_ARROW_MAX_ROWS || (out->columns == NULL) != (out->column_count == 0))
        return PFL_ERR_ARGUMENT;
    pfl_take_allocator(&out->allocator);
    return PFL_OK;
}

/* === Columns === */

static size_t find(const struct form *forms, size_t count, const char *name)
{
    size_t i = 0;
    while (i < count && strcmp(forms[i].name, name) != 0)
        i++;
    return i;
}

/* Puts the forms of the columns wanted into `chosen`; returns how many, 0 when a name is none or stands twice. */
static size_t choose(const pfl_table *table, const pfl_arrow_options *o, struct form chosen[MAX_COLUMNS])
{
    struct form all[MAX_COLUMNS];
    if (o->columns == NULL)
        return pfl_arrow_forms(table, chosen);
    size_t count = pfl_arrow_forms(table, all);
    if (o->column_count > count)
        return 0;
    for (uint32_t i = 0; i < o->column_count; i++) {
        size_t at = o->columns[i] == NULL ? count : find(all, count, o->columns[i]);
        if (at == count || find(chosen, i, all[at].name) < i)
            return 0;
        chosen[i] = all[at];
    }
    return o->column_count;
}

static void place_own(pfl_arrow *arrow, uint8_t column)
{
    const struct form *form = &arrow->columns[column].form;
    uint8_t *const places[] = {[OWN_KIND] = &arrow->kind,
                               [OWN_LINE] = &arrow->line,
                               [OWN_OFFSET] = &arrow->offset,
                               [OWN_REPEAT] = &arrow->repeat,
                               [OWN_ESCAPED] = &arrow->escaped};
    if (form->own == OWN_FLAG) {
        arrow->wanted_flags |= form->flag;
        arrow->flag_columns[lowest_bit(form->flag)] = column;
    } else if (form->own != OWN_NONE) {
        *places[form->own] = column;
    }
}

int32_t pfl_arrow_open(pfl_arrow **arrow, const pfl_table *table, const pfl_arrow_options *options)
{
    struct form chosen[MAX_COLUMNS];
    size_t count = choose(table, options, chosen), routes = pfl_arrow_route_count(table);
    *arrow = NULL;
    if (count == 0)
        return PFL_ERR_ARGUMENT;
    size_t size = sizeof(pfl_arrow) + count * sizeof(struct column) + routes * sizeof(struct route);
    pfl_arrow *a = options->allocator.resize(options->allocator.context, NULL, 0, size);
    if (a == NULL)
        return PFL_ERR_MEMORY;
    memset(a, 0, size);
    a->allocator = options->allocator;
    a->allocated = size;
    a->flags = options->flags;
    a->table = table;
    a->routes = (struct route *)(a + 1);
    a->columns = (struct column *)(a->routes + routes);
    a->column_count = (uint32_t)count;
    a->kind = a->line = a->offset = a->repeat = a->escaped = NO_COLUMN;
    for (size_t i = 0; i < count; i++) {
        a->columns[i].form = chosen[i];
        place_own(a, (uint8_t)i);
    }
    pfl_arrow_routes(table, chosen, count, a->routes);
    a->most_rows = options->batch_rows;
    a->rows_room = a->most_rows < FIRST_ROWS ? a->most_rows : FIRST_ROWS;
    a->last = &a->first;
    *arrow = a;
    return PFL_OK;
}

/* === The public functions === */

int32_t pfl_arrow_create(pfl_arrow **arrow, const pfl_arrow_options *options)
{
    pfl_arrow_options o;
    if (arrow == NULL)
        return PFL_ERR_ARGUMENT;
    *arrow = NULL;
    int32_t status = pfl_arrow_read_options(options, &o);
    return status == PFL_OK ? pfl_arrow_open(arrow, NULL, &o) : status;
}

void pfl_arrow_destroy(pfl_arrow *arrow)
{
    if (arrow == NULL)
        return;
    const pfl_allocator allocator = arrow->allocator;
    for (struct block *block = arrow->first, *next; block != NULL; block = next) {
        next = *pfl_block_next(block);
        pfl_block_destroy(block);
    }
    for (uint32_t i = 0; i < arrow->column_count; i++)
        if (arrow->columns[i].text != NULL)
            allocator.resize(allocator.context, arrow->columns[i].text, arrow->columns[i].text_room, 0);
    pfl_arrow_release_slabs(&allocator, arrow->slabs);
    allocator.resize(allocator.context, arrow, arrow->allocated, 0);
}

static struct row row_of(const pfl_arrow *arrow, const pfl_event *event, const char *text)
{
    return (struct row){.record = (const char *)event,
                        .event = event,
                        .present = event->present,
                        .text = text,
                        .text_length = event->text_length,
                        .route = &arrow->routes[pfl_arrow_kind_place(event->kind)]};
}

int32_t pfl_arrow_add(pfl_arrow *arrow, const pfl_parser *parser, const void *data, const pfl_event *events,
                      size_t event_size, size_t count)
{
    int32_t status = PFL_OK;
    if (arrow == NULL || parser == NULL || (events == NULL && count > 0))
        return PFL_ERR_ARGUMENT;
    if (event_size != sizeof(pfl_event))
        return PFL_ERR_LAYOUT;
    if (!pfl_has_text(data, events, count))
        return PFL_ERR_ARGUMENT;
    if (arrow->finished)
        return PFL_ERR_STATE;
    for (size_t at = 0, here; at < count && status == PFL_OK; at += here) {
        struct row rows[GROUP];
        here = count - at < GROUP ? count - at : GROUP;
        for (size_t i = 0; i < here; i++)
            rows[i] = row_of(arrow, &events[at + i], pfl_event_text(parser, data, &events[at + i]));
        status = pfl_arrow_add_rows(arrow, rows, here);
    }
    return status;
}

int32_t pfl_arrow_finish(pfl_arrow *arrow)
{
    if (arrow == NULL)
        return PFL_ERR_ARGUMENT;
    if (!pfl_arrow_close_batch(arrow))
        return PFL_ERR_MEMORY;
    arrow->finished = true;
    return PFL_OK;
}

int32_t pfl_arrow_next(pfl_arrow *arrow, struct ArrowArray *array)
{
    if (array == NULL)
        return PFL_ERR_ARGUMENT;
    array->release = NULL;
    if (arrow == NULL)
        return PFL_ERR_ARGUMENT;
    struct block *block = arrow->first;
    if (block == NULL)
        return arrow->finished ? PFL_END : PFL_NEED_MORE;
    arrow->first = *pfl_block_next(block);
    if (arrow->first == NULL)
        arrow->last = &arrow->first;
    pfl_block_export(block, array);
    return PFL_OK;
}
