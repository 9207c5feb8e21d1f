/*
 * The columns of a batch: their memory, and where one batch ends and the next begins. A
 * row only touches the columns that it has a value for: what others lack is filled in
 * when they get their next one.
 */
#include "lib/export/arrow_batch.h"

#include <string.h>

/* A batch ends when a column has so much text: far from what an int32 offset can say. */
#define TEXT_LIMIT ((size_t)64 << 20)

#define FIRST_TEXT 1024

static size_t rounded(size_t size)
{
    return (size + 7) / 8 * 8;
}

static size_t bits_size(size_t rows)
{
    return rounded((rows + 7) / 8);
}

size_t pfl_arrow_slots_size(uint8_t form, size_t rows)
{
    switch (form) {
    case FORM_TEXT:
        return rounded((rows + 1) * sizeof(int32_t));
    case FORM_NAME:
        return rounded(rows * sizeof(int16_t));
    case FORM_INT32:
        return rounded(rows * sizeof(int32_t));
    case FORM_BOOL:
        return bits_size(rows);
    }
    return rows * sizeof(int64_t);
}

#define SLAB_HEAD ((sizeof(struct slab) + 15) / 16 * 16)

/* An odd number of cache lines, so that the same rows of many columns do not all fall into the same few sets. */
static size_t spread(size_t size)
{
    return ((size + 63) / 64 | 1) * 64;
}

static void *resize(const pfl_arrow *arrow, void *pointer, size_t old_size, size_t new_size)
{
    return arrow->allocator.resize(arrow->allocator.context, pointer, old_size, new_size);
}

/* === Columns === */

static struct slab *add_slab(pfl_arrow *arrow, size_t size)
{
    size_t wanted = arrow->slabs == NULL ? arrow->slab_row * arrow->rows_room : arrow->slab_size / 2;
    if (wanted < size)
        wanted = size;
    struct slab *slab = resize(arrow, NULL, 0, SLAB_HEAD + wanted);
    if (slab == NULL)
        return NULL;
    *slab = (struct slab){.next = arrow->slabs, .size = SLAB_HEAD + wanted, .used = SLAB_HEAD};
    arrow->slabs = slab;
    arrow->slab_size += wanted;
    return slab;
}

void pfl_arrow_release_slabs(const pfl_allocator *allocator, struct slab *slab)
{
    for (struct slab *next; slab != NULL; slab = next) {
        next = slab->next;
        allocator->resize(allocator->context, slab, slab->size, 0);
    }
}

bool pfl_arrow_open_column(pfl_arrow *arrow, struct column *c)
{
    size_t bits = c->form.may_lack ? bits_size(arrow->rows_room) : 0;
    size_t slots = pfl_arrow_slots_size(c->form.form, arrow->rows_room);
    size_t size = spread(bits + slots);
    struct slab *slab = arrow->slabs;
    if ((slab == NULL || slab->size - slab->used < size) && (slab = add_slab(arrow, size)) == NULL)
        return false;
    c->bits = (unsigned char *)slab + slab->used;
    c->slots = c->bits + bits;
    slab->used += size;
    memset(c->bits, 0, bits + (c->form.form == FORM_BOOL ? slots : sizeof(int32_t)));
    return true;
}

bool pfl_arrow_grow_text(pfl_arrow *arrow, struct column *c, size_t more)
{
    size_t wanted = c->text_room == 0 ? c->text_before + c->text_before / 8 + FIRST_TEXT : 2 * c->text_room;
    if (wanted - c->text_used < more)
        wanted = c->text_used + more;
    char *text = resize(arrow, c->text, c->text_room, wanted);
    if (text == NULL)
        return false;
    c->text = text;
    c->text_room = wanted;
    return true;
}

/* Rows without a value start and end where the one before them ended. */
static void fill_offsets(int32_t *offsets, uint32_t from, uint32_t to, int32_t used)
{
    for (; to - from >= 8; from += 8)
        memcpy(&offsets[from], (int32_t[8]){used, used, used, used, used, used, used, used}, 8 * sizeof used);
    for (; from < to; from++)
        offsets[from] = used;
}

void pfl_arrow_fill(struct column *c, uint32_t row)
{
    if (c->form.form == FORM_TEXT) {
        fill_offsets(c->slots, c->filled + 1, row + 1, (int32_t)c->text_used);
    } else if (c->form.form != FORM_BOOL && c->filled < row) {
        size_t width = pfl_arrow_slots_size(c->form.form, 8) / 8;
        memset((char *)c->slots + c->filled * width, 0, (row - c->filled) * width);
    }
    c->filled = row;
}

/* === Batches === */

static bool make_room(pfl_arrow *arrow)
{
    return (arrow->rows < arrow->rows_room && arrow->most_text < TEXT_LIMIT) || pfl_arrow_close_batch(arrow);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

int32_t pfl_arrow_add_rows(pfl_arrow *arrow, const struct row *rows, size_t count)
{
    int32_t status = PFL_OK;
    for (size_t at = 0, here; at < count && status == PFL_OK; at += here) {
        if (!make_room(arrow))
            return PFL_ERR_MEMORY;
        here = least(least(count - at, GROUP - arrow->rows % GROUP), arrow->rows_room - arrow->rows);
        status = pfl_arrow_add_group(arrow, rows + at, here);
    }
    return status;
}

bool pfl_arrow_close_batch(pfl_arrow *arrow)
{
    if (arrow->rows == 0)
        return true;
    struct block *block = pfl_block_create(arrow);
    if (block == NULL)
        return false;
    size_t used = 0;
    for (const struct slab *slab = arrow->slabs; slab != NULL; slab = slab->next)
        used += slab->used;
    if (used / arrow->rows_room >= arrow->slab_row)
        arrow->slab_row = used / arrow->rows_room + 1;
    arrow->slabs = NULL;
    arrow->slab_size = 0;
    *arrow->last = block;
    arrow->last = pfl_block_next(block);
    arrow->rows = 0;
    arrow->most_text = 0;
    uint32_t next = 2 * arrow->rows_room;
    arrow->rows_room = next < arrow->most_rows ? next : arrow->most_rows;
    return true;
}
