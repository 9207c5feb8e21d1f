/*
 * Reading exported columns, as a user of Arrow's C Data Interface does. Included by tests
 * behind cmocka.h.
 */
#ifndef TESTS_ARROW_READER_H
#define TESTS_ARROW_READER_H

#include <postfixlog/arrow.h>

#include <string.h>

/* The place of a column, or -1. */
static inline int column_place(const struct ArrowSchema *schema, const char *name)
{
    for (int i = 0; i < schema->n_children; i++)
        if (strcmp(schema->children[i]->name, name) == 0)
            return i;
    return -1;
}

static inline const struct ArrowArray *column_of(const struct ArrowSchema *schema, const struct ArrowArray *batch,
                                                 const char *name)
{
    int place = column_place(schema, name);
    if (place < 0)
        print_error("no column %s\n", name);
    assert_true(place >= 0);
    return batch->children[place];
}

static inline int is_null(const struct ArrowArray *column, int64_t row)
{
    const unsigned char *bits = column->buffers[0];
    return bits != NULL && (bits[row / 8] >> row % 8 & 1) == 0;
}

static inline int bool_at(const struct ArrowArray *column, int64_t row)
{
    const unsigned char *bits = column->buffers[1];
    return bits[row / 8] >> row % 8 & 1;
}

static inline int64_t int64_at(const struct ArrowArray *column, int64_t row)
{
    return ((const int64_t *)column->buffers[1])[row];
}

static inline int32_t int32_at(const struct ArrowArray *column, int64_t row)
{
    return ((const int32_t *)column->buffers[1])[row];
}

/* A text, and its length. */
static inline const char *text_at(const struct ArrowArray *column, int64_t row, size_t *length)
{
    const int32_t *offsets = column->buffers[1];
    assert_true(offsets[row] <= offsets[row + 1]);
    *length = (size_t)(offsets[row + 1] - offsets[row]);
    return (const char *)column->buffers[2] + offsets[row];
}

static inline const char *name_at(const struct ArrowArray *column, int64_t row, size_t *length)
{
    int16_t place = ((const int16_t *)column->buffers[1])[row];
    assert_true(place >= 0 && place < column->dictionary->length);
    return text_at(column->dictionary, place, length);
}

/* A cell as text, whatever its type, for comparing: null, true, 12, "words". */
static inline const char *cell_at(const struct ArrowSchema *schema, const struct ArrowArray *batch, const char *name,
                                  int64_t row)
{
    static char cell[4 * 65536];
    const struct ArrowArray *column = column_of(schema, batch, name);
    const struct ArrowSchema *type = schema->children[column_place(schema, name)];
    const char *text;
    size_t length;
    if (is_null(column, row))
        return "null";
    switch (type->format[0]) {
    case 'b':
        return bool_at(column, row) ? "true" : "false";
    case 'i':
        sprintf(cell, "%ld", (long)int32_at(column, row));
        return cell;
    case 'l':
    case 't':
        sprintf(cell, "%lld", (long long)int64_at(column, row));
        return cell;
    case 's':
        text = name_at(column, row, &length);
        break;
    default:
        text = text_at(column, row, &length);
    }
    cell[0] = '"';
    memcpy(cell + 1, text, length);
    strcpy(cell + 1 + length, "\"");
    return cell;
}

/* An allocator that counts what it gave, and fails once, or from then on. */
typedef struct arrow_counter {
    long calls, live;
    size_t live_bytes;
    long fails_at; /* the call that fails, from 1; 0 for none */
    int for_good;  /* and so do all behind it */
} arrow_counter;

static inline void *count_memory(void *context, void *pointer, size_t old_size, size_t new_size)
{
    arrow_counter *c = context;
    if (new_size == 0) {
        assert_non_null(pointer);
        memset(pointer, 0xA5, old_size); /* nobody may look at it any more */
        free(pointer);
        c->live--;
        c->live_bytes -= old_size;
        return NULL;
    }
    if (++c->calls == c->fails_at || (c->for_good && c->fails_at > 0 && c->calls > c->fails_at))
        return NULL;
    void *result = realloc(pointer, new_size);
    assert_non_null(result);
    c->live += pointer == NULL;
    c->live_bytes = c->live_bytes - old_size + new_size;
    return result;
}

#endif
