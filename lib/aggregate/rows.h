/*
 * Rows: which ones a table has, in which order, and how each is filled.
 */
#ifndef PFL_AGGREGATE_ROWS_H
#define PFL_AGGREGATE_ROWS_H

#include "lib/aggregate/view.h"

#define ROWS_TEXT 65535 /* a pfl_span reaches no further */
#define ROW_TEXT  4096  /* more than the texts of one row */

/* What one row is about: numbers that its table understands. */
struct item {
    uint64_t column;  /* value of the column that orders them */
    uint64_t natural; /* orders them among equals */
    uint32_t a, b;
};

struct pfl_rows {
    const struct pfl_view *view;
    const pfl_table *table;
    const struct source *source;
    const void *context; /* of the lists that the source is from */
    struct memory memory;
    struct item *items;
    uint32_t count, capacity, at;
    struct folded key;
    bool has_key;

    struct order order;        /* of the records that rows are about, when the view has none */
    struct viewed_hour *hours; /* of one subject */
    uint32_t hour_count, hours_of;
    uint32_t text_used;
    char text[ROWS_TEXT];
};

/* How a table is made: list adds an item for each row, fill fills one. */
struct source {
    uint16_t table;
    bool (*list)(struct pfl_rows *rows);
    void (*fill)(struct pfl_rows *rows, const struct item *item, void *row);
};

/* rows_coverage.c, rows_subjects.c, rows_pairs.c, rows_clients.c: ended by a table of 0. */
extern const struct source pfl_coverage_sources[], pfl_subject_sources[], pfl_pair_sources[], pfl_client_sources[];

/*
 * As pfl_rows_create(), of the tables of some lists (ended by NULL), whose functions find the
 * context in rows->context.
 */
int32_t pfl_rows_open(pfl_rows **rows, const pfl_view *view, const pfl_rows_options *options,
                      const struct source *const *lists, const void *context);

static inline const struct viewed *viewed_at(const struct pfl_rows *rows, uint32_t place)
{
    return &rows->view->subjects[place];
}

/* Two numbers as one that sorts by the first. */
static inline uint64_t natural(uint32_t high, uint32_t low)
{
    return (uint64_t)high << 32 | low;
}

/* False when there is no memory. */
bool pfl_rows_add(struct pfl_rows *rows, uint64_t natural, uint32_t a, uint32_t b);

/* Whether a text is the key that was asked for, or none was. */
bool pfl_rows_wants(const struct pfl_rows *rows, const void *text, size_t length);

/* The same for a subject. */
bool pfl_rows_wants_subject(const struct pfl_rows *rows, const struct text *key);

pfl_span pfl_rows_put(struct pfl_rows *rows, const void *text, size_t length);
pfl_span pfl_rows_put_network(struct pfl_rows *rows, const uint8_t bytes[16], uint8_t bits);

/* A stream by its number; NULL for NONE. */
const struct stream *pfl_rows_stream(const struct pfl_rows *rows, uint32_t number);

static inline pfl_span rows_put_text(struct pfl_rows *rows, const struct text *text)
{
    return pfl_rows_put(rows, text->bytes, text->length);
}

/* present's bit of each column of each record: BIT_accounts_row_messages. */
enum {
#define PFL_TABLE(code, NAME, name, record, doc) BIT_START_##record = -1,
#define PFL_SHOWS(record, name)                  BIT_##record##_##name,
#include "lib/aggregate/tables.def"
};

/* Set a column of a row. A time that has not been is none. */
#define SHOW(record, row, name, value) ((row)->name = (value), (row)->present |= UINT64_C(1) << BIT_##record##_##name)
#define SHOW_TIME(record, row, name, value)                                                                            \
    do {                                                                                                               \
        if (is_time(value))                                                                                            \
            SHOW(record, row, name, value);                                                                            \
    } while (0)

/* Where a line stands, by the number of its stream; nothing when that is NONE. */
#define SHOW_PLACE(rows, record, row, stream_number, line_offset)                                                      \
    do {                                                                                                               \
        const struct stream *place_stream = pfl_rows_stream(rows, stream_number);                                      \
        if (place_stream == NULL)                                                                                      \
            break;                                                                                                     \
        if (place_stream->name.length > 0)                                                                             \
            SHOW(record, row, file, rows_put_text(rows, &place_stream->name));                                         \
        SHOW(record, row, stream, place_stream->id);                                                                   \
        SHOW(record, row, offset, line_offset);                                                                        \
    } while (0)

/* Who a row is about: the name, the uid or the address of a subject, whichever it is. */
#define SHOW_SUBJECT(rows, record, row, key)                                                                           \
    do {                                                                                                               \
        const struct text *subject_key = (key);                                                                        \
        if (subject_key->bytes[0] == SUBJECT_ACCOUNT)                                                                  \
            SHOW(record, row, sasl_username, pfl_rows_put(rows, subject_key->bytes + 1, subject_key->length - 1));     \
        else if (subject_key->bytes[0] == SUBJECT_LOCAL)                                                               \
            SHOW(record, row, uid, uid_of((const uint8_t *)subject_key->bytes + 1));                                   \
        else                                                                                                           \
            SHOW(record, row, client_addr, pfl_rows_put_network(rows, (const uint8_t *)subject_key->bytes + 1, 128));  \
    } while (0)

#endif
