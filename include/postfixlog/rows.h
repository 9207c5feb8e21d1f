/*
 * Reading a state: as tables of plain records.
 *
 *     pfl_view *view;
 *     pfl_rows *rows;
 *     pfl_accounts_row accounts[64];
 *     const pfl_rows_options top = {.size = sizeof top, .table = PFL_TABLE_ACCOUNTS,
 *                                   .order = PFL_COLUMN_RECIPIENTS, .descending = 1, .limit = 20};
 *     pfl_view_create(&view, state);
 *     pfl_rows_create(&rows, view, &top);
 *     while (pfl_rows_next(rows, accounts, sizeof *accounts, 64, &count) == PFL_OK)
 *         for (i = 0; i < count; i++)
 *             use(&accounts[i], pfl_rows_text(rows));
 *     pfl_rows_destroy(rows);
 *     pfl_view_destroy(view);
 *
 * A view is the state as it is now, with all messages counted that are still in the
 * queue, as if nothing more came. The records are plain data as events are: text is a
 * pfl_span into pfl_rows_text(), and a column that a row does not have is 0, with its
 * bit in `present` clear. tables.h has the records; pfl_table_info() tells their
 * columns at run time.
 *
 * Views and rows allocate, with the state's allocator and beyond its max_memory: a
 * view about 100 bytes for each account, message in the queue and domain that an
 * account wrote to, rows 24 bytes each. The state must outlive them, and refuses
 * changes (PFL_ERR_STATE) while a view of it is open. Several threads may read one
 * view, each with rows of its own; the last of them may close it, whatever thread
 * uses the state.
 */
#ifndef POSTFIXLOG_ROWS_H
#define POSTFIXLOG_ROWS_H

#include <postfixlog/aggregate.h>
#include <postfixlog/tables.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pfl_view pfl_view;
typedef struct pfl_rows pfl_rows;

/* Tables with this code and above are of an audit, not of a view: detect.h. */
#define PFL_AUDIT_TABLES 60

/* A table. */
typedef struct pfl_table {
    const char *name; /* "accounts" */
    const char *doc;  /* what a row is */
    const pfl_field *columns;
    uint16_t column_count;
    uint16_t code;        /* PFL_TABLE_ */
    uint16_t record_size; /* of its record, in bytes */
    uint16_t reserved;
} pfl_table;

/*
 * Reflection, as for events: constant tables, from any thread. In a pfl_field of a
 * table, id is PFL_COLUMN_, offset counts from the record's start, and bit is that of
 * the record's `present`.
 */

/* The index-th table, in the order of their codes; NULL past the last. */
PFL_API const pfl_table *pfl_table_at(size_t index);

/* The table of a code or of a name; NULL when there is none. */
PFL_API const pfl_table *pfl_table_info(uint16_t code);
PFL_API const pfl_table *pfl_table_by_name(const char *name);

/* Opens a view. Returns PFL_OK and sets *view; PFL_ERR_ARGUMENT or PFL_ERR_MEMORY, with *view NULL. */
PFL_API int32_t pfl_view_create(pfl_view **view, pfl_aggregator *state);
PFL_API void pfl_view_destroy(pfl_view *view);

/* Which rows. */
typedef struct pfl_rows_options {
    uint32_t size;       /* sizeof(pfl_rows_options) */
    uint16_t table;      /* PFL_TABLE_ */
    uint16_t order;      /* PFL_COLUMN_ of a column of that table that is no text; 0: by what the row is about */
    uint32_t descending; /* 1: the largest first. Equal ones always come by what they are about */
    uint32_t reserved;
    uint64_t limit; /* so many rows at most; 0 for all */

    /*
     * Only rows about one account, local user, address, name, domain, host or queue ID:
     * the text of the first column that tells what a row is about, in any case. 0 for all.
     * The one row of PFL_TABLE_TOTALS and of PFL_TABLE_AUDIT is about all: any key has it.
     */
    const char *key;
    size_t key_length;
} pfl_rows_options;

/*
 * Opens the rows of a table. Returns PFL_OK and sets *rows; PFL_ERR_ARGUMENT (a NULL,
 * no such table, one of an audit, or an order that it does not have or that is text),
 * PFL_ERR_OPTION (size, reserved, descending above 1) or PFL_ERR_MEMORY, with *rows
 * NULL. The view must outlive them.
 */
PFL_API int32_t pfl_rows_create(pfl_rows **rows, const pfl_view *view, const pfl_rows_options *options);
PFL_API void pfl_rows_destroy(pfl_rows *rows);

/* The table they are of; NULL for NULL. */
PFL_API const pfl_table *pfl_rows_table(const pfl_rows *rows);

/* How many rows there are in all. */
PFL_API uint64_t pfl_rows_count(const pfl_rows *rows);

/*
 * The next rows: up to capacity records of record_size bytes, which has to be that of
 * the table. Returns PFL_OK with *count > 0, or PFL_END with 0. Their text is valid
 * until the next call. Errors, with *count 0: PFL_ERR_ARGUMENT, PFL_ERR_LAYOUT, and
 * PFL_ERR_MEMORY for hours, from then on for good.
 */
PFL_API int32_t pfl_rows_next(pfl_rows *rows, void *records, size_t record_size, size_t capacity, size_t *count);

/* Where the text of the rows delivered last starts. Never NULL. */
PFL_API const char *pfl_rows_text(const pfl_rows *rows);

/*
 * Writes a row as a JSON object, {"table":"accounts","sasl_username":...}, by the rules
 * of pfl_event_json() and with its returns; a stream's number is a string of 16 hex
 * digits. text is pfl_rows_text(). Any thread.
 */
PFL_API int32_t pfl_row_json(uint16_t table, const void *record, const char *text, char *buffer, size_t capacity,
                             size_t *length);

#ifdef __cplusplus
}
#endif

#endif
