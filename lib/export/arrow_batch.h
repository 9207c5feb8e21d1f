/*
 * Batches being filled: a handle's columns, and what becomes of a full set of them.
 */
#ifndef POSTFIXLOG_EXPORT_ARROW_BATCH_H
#define POSTFIXLOG_EXPORT_ARROW_BATCH_H

#include <postfixlog/arrow.h>

#include "lib/export/arrow_form.h"

/* A column of the batch that is being filled. Until its first value it has no memory. */
struct column {
    struct form form;
    uint32_t values; /* rows that have one */
    uint32_t filled; /* of text: offsets[0 .. filled] are set; those behind are as offsets[filled] */
    void *memory;    /* the bits of the rows that have a value, then the slots */
    unsigned char *bits;
    void *slots;
    char *text;
    size_t text_used, text_room;
    size_t text_before; /* used in the batch before: so much may be needed again */
};

/* A whole batch: all its memory, and how many arrays still refer to it. */
struct block;

struct pfl_arrow {
    pfl_allocator allocator;
    size_t allocated; /* bytes of the handle */
    uint32_t flags;
    bool finished;

    const pfl_table *table; /* NULL: events */
    struct column *columns;
    uint32_t column_count;
    struct route *routes;

    /* Own columns; NO_COLUMN when not wanted. Of flags, by bit. */
    uint8_t kind, line, offset, repeat, escaped;
    uint8_t flag_columns[32];
    uint32_t wanted_flags;

    uint32_t rows, rows_room; /* of the batch that is being filled */
    uint32_t most_rows;       /* of any batch */
    size_t most_text;         /* in one column, so far */

    struct block *first, **last; /* whole batches, the oldest first */
};

/* Takes in options of another release, as a whole; PFL_ERR_OPTION, PFL_ERR_ARGUMENT. */
int32_t pfl_arrow_read_options(const pfl_arrow_options *given, pfl_arrow_options *out);

/* Makes a handle for a table, or for events when it is NULL; *arrow is NULL with an error. The options were read. */
int32_t pfl_arrow_open(pfl_arrow **arrow, const pfl_table *table, const pfl_arrow_options *options);

/* Adds a row; its spans lie in text[0 .. text_length). PFL_ERR_ARGUMENT or PFL_ERR_MEMORY: nothing was added. */
int32_t pfl_arrow_add_event(pfl_arrow *arrow, const pfl_event *event, const char *text);
int32_t pfl_arrow_add_record(pfl_arrow *arrow, const void *record, const char *text);

/* Ends the batch that is being filled, when it has rows: a whole one, behind the others. False without memory. */
bool pfl_arrow_close_batch(pfl_arrow *arrow);

/* Sets the offsets of a text column that has memory, up to those of this row's start. */
void pfl_arrow_catch_up(struct column *column, uint32_t row);

/* Gives up what a column has collected. */
void pfl_arrow_empty_column(pfl_arrow *arrow, struct column *column);

/* Makes a block of the columns, which are then empty; NULL without memory. */
struct block *pfl_block_create(pfl_arrow *arrow);

/* The block behind this one in the handle's list. */
struct block **pfl_block_next(struct block *block);

/* Hands a block to whoever releases the array; and releases one that nobody was given. */
void pfl_block_export(struct block *block, struct ArrowArray *array);
void pfl_block_destroy(struct block *block);

/* Bytes of the slots of so many rows, in multiples of 8. */
size_t pfl_arrow_slots_size(uint8_t form, size_t rows);

#endif
