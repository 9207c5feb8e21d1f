#include "lib/aggregate/packed.h"

#include "lib/aggregate/codec.h"

#define ROW_BYTES (5 + 1 + ROW_VALUES * 10) /* at most */

/* === One row === */

static uint32_t write_row(unsigned char *out, int32_t before, const struct row *row)
{
    struct writer w = {out};
    unsigned mask = 0;
    put_number(&w, (uint32_t)row->number - (uint32_t)before);
    for (unsigned i = 0; i < ROW_VALUES; i++)
        mask |= (unsigned)(row->values[i] != 0) << i;
    put_byte(&w, mask);
    for (unsigned i = 0; i < ROW_VALUES; i++)
        if (row->values[i] != 0)
            put_number(&w, row->values[i]);
    return (uint32_t)(w.at - out);
}

/* The row at a place of the bytes; returns the place behind it. */
static uint32_t read_row(const struct packed *p, uint32_t at, int32_t before, struct row *row)
{
    struct reader r = {.at = p->bytes + at, .end = p->bytes + p->length};
    memset(row, 0, sizeof *row);
    row->number = (int32_t)((uint32_t)before + (uint32_t)get_number(&r));
    unsigned mask = *r.at++;
    for (unsigned i = 0; i < ROW_VALUES; i++)
        if ((mask >> i & 1) != 0)
            row->values[i] = get_number(&r);
    return (uint32_t)(r.at - p->bytes);
}

/* === All rows === */

static bool make_room(struct memory *m, struct packed *p, uint32_t length)
{
    if (length <= p->capacity)
        return true;
    uint32_t wanted = length + length / 8;
    unsigned char *bytes = pfl_memory_resize(m, p->bytes, p->capacity, wanted);
    if (bytes == NULL)
        return false;
    p->bytes = bytes;
    p->capacity = wanted;
    return true;
}

/* Puts other bytes in the place of [from, to). */
static bool replace(struct memory *m, struct packed *p, uint32_t from, uint32_t to, const void *bytes, uint32_t length)
{
    if (!make_room(m, p, p->length - (to - from) + length))
        return false;
    memmove(p->bytes + from + length, p->bytes + to, p->length - to);
    memcpy(p->bytes + from, bytes, length);
    p->length = p->length - (to - from) + length;
    return true;
}

/* Where the first packed row lies that does not precede a number: its place, and the number before it. */
static uint32_t find(const struct packed *p, int32_t number, int32_t *before)
{
    struct row row;
    uint32_t at = 0, next;
    *before = 0;
    if (p->length > 0 && p->last < number) {
        *before = p->last;
        return p->length;
    }
    for (; at < p->length; at = next) {
        next = read_row(p, at, *before, &row);
        if (row.number >= number)
            break;
        *before = row.number;
    }
    return at;
}

/* Packs the open row among the others. */
static bool close_row(struct memory *m, struct packed *p)
{
    unsigned char bytes[2 * ROW_BYTES];
    struct row behind;
    int32_t before;
    if (!p->is_open)
        return true;
    uint32_t at = find(p, p->open.number, &before), next = at;
    uint32_t length = write_row(bytes, before, &p->open);
    if (at < p->length) { /* the one behind it is told by its distance */
        next = read_row(p, at, before, &behind);
        length += write_row(bytes + length, p->open.number, &behind);
    }
    if (!replace(m, p, at, next, bytes, length))
        return false;
    if (next == at)
        p->last = p->open.number;
    p->is_open = false;
    return true;
}

/* Takes a packed row out, to be the open one. */
static void open_row(struct memory *m, struct packed *p, uint32_t at, int32_t before)
{
    unsigned char bytes[ROW_BYTES];
    struct row behind;
    uint32_t next = read_row(p, at, before, &p->open), end = next, length = 0;
    if (next < p->length) {
        end = read_row(p, next, p->open.number, &behind);
        length = write_row(bytes, before, &behind);
    } else {
        p->last = before;
    }
    replace(m, p, at, end, bytes, length); /* never longer than what it replaces */
    p->is_open = true;
}

struct row *pfl_packed_row(struct memory *m, struct packed *p, int32_t number)
{
    int32_t before;
    if (p->is_open && p->open.number == number)
        return &p->open;
    if (!close_row(m, p)) {
        m->lost++;
        return NULL;
    }
    uint32_t at = find(p, number, &before);
    struct row there = {.number = number};
    if (at < p->length)
        read_row(p, at, before, &there);
    if (at < p->length && there.number == number) {
        open_row(m, p, at, before);
    } else {
        p->open = (struct row){.number = number};
        p->is_open = true;
    }
    return &p->open;
}

bool pfl_packed_next(const struct packed *p, struct packed_cursor *c, struct row *row)
{
    if (c->at < p->length) {
        uint32_t next = read_row(p, c->at, c->number, row);
        if (c->open_done || row->number < p->open.number) {
            c->at = next;
            c->number = row->number;
            return true;
        }
    }
    if (c->open_done)
        return false;
    c->open_done = true;
    *row = p->open;
    return true;
}

bool pfl_packed_find(const struct packed *p, int32_t number, struct row *row)
{
    int32_t before;
    if (p->is_open && p->open.number == number) {
        *row = p->open;
        return true;
    }
    uint32_t at = find(p, number, &before);
    if (at == p->length)
        return false;
    read_row(p, at, before, row);
    return row->number == number;
}

uint32_t pfl_packed_count(const struct packed *p)
{
    struct packed_cursor c = packed_start(p);
    struct row row;
    uint32_t count = 0;
    while (pfl_packed_next(p, &c, &row))
        count++;
    return count;
}

void pfl_packed_forget(struct memory *m, struct packed *p, int32_t before)
{
    unsigned char bytes[ROW_BYTES];
    struct row first;
    int32_t last;
    if (p->is_open && p->open.number < before)
        p->is_open = false;
    uint32_t at = find(p, before, &last);
    if (at == 0)
        return;
    if (at < p->length) {
        uint32_t next = read_row(p, at, last, &first);
        replace(m, p, 0, next, bytes, write_row(bytes, 0, &first)); /* shorter than what it replaces */
    } else {
        p->length = 0;
    }
    unsigned char *less = pfl_memory_resize(m, p->bytes, p->capacity, p->length);
    if (less != NULL || p->length == 0) {
        p->bytes = less;
        p->capacity = p->length;
    }
}

void pfl_packed_free(struct memory *m, struct packed *p)
{
    memory_release(m, p->bytes, p->capacity);
    *p = (struct packed){0};
}
