/*
 * Rows of counts by the number of an hour or a day, packed: what an account did in most
 * hours takes five bytes. The row that is being added to lies open; it is packed when
 * another one is asked for, and that is mostly the next one.
 */
#ifndef PFL_AGGREGATE_PACKED_H
#define PFL_AGGREGATE_PACKED_H

#include "lib/aggregate/memory.h"

#define ROW_VALUES 7 /* at most: those that are 0 take no room */

struct row {
    int32_t number;
    uint64_t values[ROW_VALUES];
};

struct packed {
    unsigned char *bytes; /* rows by rising number: its distance from the one before, which values follow, the values */
    uint32_t length, capacity;
    int32_t last; /* number of the last packed row, when there is one */
    bool is_open;
    struct row open;
};

/* The row with this number, to be changed until the next call; of zeros when it is new. NULL when there is no memory.
 */
struct row *pfl_packed_row(struct memory *m, struct packed *p, int32_t number);

/* All rows in order: for (c = packed_start(p); pfl_packed_next(p, &c, &row);) */
struct packed_cursor {
    uint32_t at;
    int32_t number;
    bool open_done;
};

static inline struct packed_cursor packed_start(const struct packed *p)
{
    return (struct packed_cursor){.open_done = !p->is_open};
}

bool pfl_packed_next(const struct packed *p, struct packed_cursor *c, struct row *row);

/* One row; false when there is none with this number. */
bool pfl_packed_find(const struct packed *p, int32_t number, struct row *row);

uint32_t pfl_packed_count(const struct packed *p);

/* Drops the rows before a number. */
void pfl_packed_forget(struct memory *m, struct packed *p, int32_t before);

void pfl_packed_free(struct memory *m, struct packed *p);

#endif
