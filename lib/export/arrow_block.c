/*
 * Whole batches: what a column has collected, as Arrow's arrays.
 *
 * A block owns the memory of all columns of a batch. Each array that refers to it, the
 * struct's, the columns' and the dictionaries', holds it until it is released: a reader
 * may keep one column and release the others, in any order and on any thread.
 */
#include "lib/export/arrow_batch.h"

#include <stdatomic.h>
#include <string.h>

/* A column's text. */
struct piece {
    char *at;
    size_t size;
};

struct block {
    pfl_allocator allocator;
    size_t size; /* bytes of the block itself */
    struct block *next;
    atomic_uint holders; /* arrays not released yet */
    uint32_t text_count;
    struct piece *texts;
    struct slab *slabs;      /* of all slots */
    struct ArrowArray array; /* the batch: its struct */
};

/* What columns without a value share: zeros, as long as the widest slots and their bits. */
static size_t zeros_size(size_t rows)
{
    return (rows + 1) * sizeof(int64_t);
}

/* The parts of a block, behind it. */
struct parts {
    struct piece *texts;           /* one a column */
    struct ArrowArray *children;   /* one a column */
    struct ArrowArray **pointers;  /* to them */
    struct ArrowArray *dictionary; /* the next one */
    const void **buffers;          /* three an array */
    char *names;                   /* of the next dictionary */
    char *zeros;
};

/* Bytes of a dictionary: offsets, then text. */
static size_t names_size(uint8_t names)
{
    size_t count = pfl_arrow_name_count(names), size = (count + 1) * sizeof(int32_t);
    for (size_t i = 0; i < count; i++)
        size += strlen(pfl_arrow_name(names, i));
    return (size + 7) / 8 * 8;
}

static void *next_part(size_t *at, char *block, size_t size)
{
    void *part = block == NULL ? NULL : block + *at;
    *at += (size + 15) / 16 * 16;
    return part;
}

/* Lays the parts out behind a block; returns the size of it all, also when there is none yet. */
static size_t lay_out(const pfl_arrow *arrow, char *block, struct parts *parts)
{
    size_t count = arrow->column_count, dictionaries = 0, names = 0, at = 0;
    for (size_t i = 0; i < count; i++) {
        dictionaries += arrow->columns[i].form.form == FORM_NAME;
        names += names_size(arrow->columns[i].form.names);
    }
    next_part(&at, block, sizeof(struct block));
    parts->texts = next_part(&at, block, count * sizeof(struct piece));
    parts->children = next_part(&at, block, count * sizeof(struct ArrowArray));
    parts->pointers = next_part(&at, block, count * sizeof(struct ArrowArray *));
    parts->dictionary = next_part(&at, block, dictionaries * sizeof(struct ArrowArray));
    parts->buffers = next_part(&at, block, (1 + 3 * (count + dictionaries)) * sizeof(void *));
    parts->names = next_part(&at, block, names);
    parts->zeros = next_part(&at, block, zeros_size(arrow->rows));
    return at;
}

/* === Release === */

static void release_memory(struct block *block)
{
    pfl_allocator a = block->allocator;
    for (uint32_t i = 0; i < block->text_count; i++)
        a.resize(a.context, block->texts[i].at, block->texts[i].size, 0);
    pfl_arrow_release_slabs(&a, block->slabs);
    a.resize(a.context, block, block->size, 0);
}

static void release_array(struct ArrowArray *array)
{
    struct block *block = array->private_data;
    /* Children that a reader moved out are marked as released here, and hold the block by themselves. */
    for (int64_t i = 0; i < array->n_children; i++)
        if (array->children[i]->release != NULL)
            array->children[i]->release(array->children[i]);
    if (array->dictionary != NULL && array->dictionary->release != NULL)
        array->dictionary->release(array->dictionary);
    array->release = NULL;
    if (atomic_fetch_sub_explicit(&block->holders, 1, memory_order_acq_rel) == 1)
        release_memory(block);
}

/* === Arrays === */

static void start_array(struct block *block, struct ArrowArray *array, int64_t length)
{
    *array = (struct ArrowArray){.length = length, .release = release_array, .private_data = block};
    atomic_fetch_add_explicit(&block->holders, 1, memory_order_relaxed);
}

static void add_buffer(struct parts *parts, struct ArrowArray *array, const void *buffer)
{
    if (array->n_buffers == 0)
        array->buffers = parts->buffers;
    *parts->buffers++ = buffer;
    array->n_buffers++;
}

static struct ArrowArray *add_dictionary(struct block *block, struct parts *parts, uint8_t names)
{
    struct ArrowArray *array = parts->dictionary++;
    size_t count = pfl_arrow_name_count(names);
    int32_t *offsets = (int32_t *)(void *)parts->names;
    char *text = (char *)(offsets + count + 1);
    int32_t used = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = pfl_arrow_name(names, i);
        offsets[i] = used;
        memcpy(text + used, name, strlen(name));
        used += (int32_t)strlen(name);
    }
    offsets[count] = used;
    start_array(block, array, (int64_t)count);
    add_buffer(parts, array, NULL);
    add_buffer(parts, array, offsets);
    add_buffer(parts, array, text);
    parts->names += names_size(names);
    return array;
}

static void add_column(struct block *block, struct parts *parts, struct ArrowArray *array, struct column *c,
                       uint32_t rows)
{
    if (c->slots != NULL)
        pfl_arrow_fill(c, rows);
    bool empty = c->slots == NULL;
    start_array(block, array, rows);
    array->null_count = c->form.may_lack ? (int64_t)rows - c->values : 0;
    add_buffer(parts, array, array->null_count == 0 ? NULL : empty ? parts->zeros : (const char *)c->bits);
    add_buffer(parts, array, empty ? parts->zeros : (const char *)c->slots);
    if (c->form.form == FORM_TEXT)
        add_buffer(parts, array, c->text != NULL ? c->text : parts->zeros);
    if (c->form.form == FORM_NAME)
        array->dictionary = add_dictionary(block, parts, c->form.names);
}

/* The column's text is the block's from here on, as the slabs are. */
static void take_text(struct block *block, struct column *c)
{
    if (c->text != NULL)
        block->texts[block->text_count++] = (struct piece){c->text, c->text_room};
    *c = (struct column){.form = c->form, .text_before = c->text_used};
}

struct block *pfl_block_create(pfl_arrow *arrow)
{
    struct parts parts;
    size_t size = lay_out(arrow, NULL, &parts);
    char *memory = arrow->allocator.resize(arrow->allocator.context, NULL, 0, size);
    if (memory == NULL)
        return NULL;
    memset(memory, 0, size);
    lay_out(arrow, memory, &parts);

    struct block *block = (struct block *)(void *)memory;
    block->allocator = arrow->allocator;
    block->size = size;
    block->texts = parts.texts;
    block->slabs = arrow->slabs;
    atomic_init(&block->holders, 0);
    start_array(block, &block->array, arrow->rows);
    add_buffer(&parts, &block->array, NULL);
    block->array.n_children = arrow->column_count;
    block->array.children = parts.pointers;
    for (uint32_t i = 0; i < arrow->column_count; i++) {
        struct column *c = &arrow->columns[i];
        parts.pointers[i] = &parts.children[i];
        add_column(block, &parts, &parts.children[i], c, arrow->rows);
        take_text(block, c);
    }
    return block;
}

struct block **pfl_block_next(struct block *block)
{
    return &block->next;
}

void pfl_block_export(struct block *block, struct ArrowArray *array)
{
    *array = block->array;
}

void pfl_block_destroy(struct block *block)
{
    block->array.release(&block->array);
}
