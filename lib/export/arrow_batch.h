/*
 * Batches being filled: a handle's columns, and what becomes of a full set of them.
 */
#ifndef POSTFIXLOG_EXPORT_ARROW_BATCH_H
#define POSTFIXLOG_EXPORT_ARROW_BATCH_H

#include <postfixlog/arrow.h>

#include "lib/export/arrow_form.h"

/* Rows are added in groups, each inside one word of 64 bits of a column's bitmap. */
#define GROUP 64

/* A column of the batch that is being filled. Until its first value it has no memory. */
struct column {
    struct form form;
    uint32_t values;     /* rows that have one */
    uint32_t filled;     /* slots[0 .. filled) are set, of text also the offset behind them; the others are not yet */
    unsigned char *bits; /* of the rows that have a value, with the slots behind them, in a slab */
    void *slots;         /* NULL: no memory */
    char *text;
    size_t text_used, text_room;
    size_t text_before; /* used in the batch before: so much may be needed again */

    /* Of the group that is being added: which rows have a value, where in their records, and how long it may get. */
    uint64_t rows;
    uint16_t places[GROUP];
    size_t more_text;
};

/*
 * Memory of columns, some dozens in one piece: as pieces of their own they lie at the end of the heap, and malloc gives
 * that back to the system at the end of each batch, to get it anew, zeroed, for the next. Half of the time went there.
 */
struct slab {
    struct slab *next;
    size_t size, used; /* of all of it, this head included */
};

/* What is added: a record, where its text lies, and where its fields go. */
struct row {
    const char *record;
    const pfl_event *event; /* the record, when it is one */
    uint64_t present;
    const char *text;
    size_t text_length;
    const struct route *route;
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

    struct slab *slabs; /* of that batch, the newest first */
    size_t slab_size;   /* of all of them, without heads */
    size_t slab_row;    /* the most that a batch had for each row, so far */

    struct block *first, **last; /* whole batches, the oldest first */
};

/* Takes in options of another release, as a whole; PFL_ERR_OPTION, PFL_ERR_ARGUMENT. */
int32_t pfl_arrow_read_options(const pfl_arrow_options *given, pfl_arrow_options *out);

/* Makes a handle for a table, or for events when it is NULL; *arrow is NULL with an error. The options were read. */
int32_t pfl_arrow_open(pfl_arrow **arrow, const pfl_table *table, const pfl_arrow_options *options);

/* Adds rows. PFL_ERR_ARGUMENT (a span ends behind its text) or PFL_ERR_MEMORY: those before the one were added. */
int32_t pfl_arrow_add_rows(pfl_arrow *arrow, const struct row *rows, size_t count);

/* Adds rows to the batch that is being filled, which has room for them; a group at most. As pfl_arrow_add_rows. */
int32_t pfl_arrow_add_group(pfl_arrow *arrow, const struct row *rows, size_t count);

/* Ends the batch that is being filled, when it has rows: a whole one, behind the others. False without memory. */
bool pfl_arrow_close_batch(pfl_arrow *arrow);

/* Sets the slots of a column that has memory, up to this row's: zeros, and of text where its last value ended. */
void pfl_arrow_fill(struct column *column, uint32_t row);

/* Memory for a column that has none, and for so many bytes more of text. False without memory. */
bool pfl_arrow_open_column(pfl_arrow *arrow, struct column *column);
bool pfl_arrow_grow_text(pfl_arrow *arrow, struct column *column, size_t more);

/* Releases slabs, this one and those behind it. */
void pfl_arrow_release_slabs(const pfl_allocator *allocator, struct slab *slab);

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
