/*
 * Columns: events and tables as Arrow, which pyarrow, polars, pandas, DuckDB, Spark and
 * R read without a copy. Of Arrow only three plain structs are used, the C Data and C
 * Stream Interface (arrow.apache.org/docs/format/CDataInterface.html); no library is.
 *
 *     struct ArrowArrayStream stream;
 *     if (pfl_arrow_stream_file(&stream, NULL, open("mail.log", O_RDONLY), NULL) != PFL_OK) ...
 *     consume(&stream);                   (whoever takes it also releases it)
 *
 * Events are one wide table, of the same columns for every log and every kind:
 *
 *   kind                       its name, from a dictionary
 *   time                       timestamp[us, UTC]
 *   line, offset               int64
 *   host, program, pid ...     the fields of all kinds, in the order of their ids
 *   repeat                     int64
 *   truncated ... hour_doubled bool: the flags, as in JSON
 *   escaped                    bool: a text of this row has bytes as \xHH
 *
 * The tables of a state have the columns that pfl_table_info() tells, and `escaped`.
 *
 * Absent is null, and its slot is 0. Text is UTF-8, always: a byte that is not has the
 * form \xHH, as in JSON (json.h), and so has a backslash that would read as one; nothing
 * else is changed. Numbers are signed, for readers that know no others: 16 bits become
 * int32, wider ones int64 (what does not fit is its highest). A duration is an int64 of
 * microseconds; severity and category are their names, from dictionaries; the number of
 * a stream is a text of 16 hex digits. A field's unit stands in its metadata.
 *
 * What is exported lives on its own: schemas, batches and streams may be released in any
 * order, on any thread, after the handles they came from.
 */
#ifndef POSTFIXLOG_ARROW_H
#define POSTFIXLOG_ARROW_H

#include <postfixlog/parser.h>
#include <postfixlog/rows.h>

#ifdef __cplusplus
extern "C" {
#endif

/* As Arrow's specification gives them, behind its own guards: Apache License 2.0. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE           2
#define ARROW_FLAG_MAP_KEYS_SORTED    4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

#endif

/*
 * Bits of pfl_arrow_options.flags.
 *
 *   BINARY  text columns are binary: the bytes of the log as they are, nothing is escaped
 *   COPY    pfl_arrow_stream_bytes: data is copied, and may go away at once
 */
#define PFL_ARROW_BINARY UINT32_C(1)
#define PFL_ARROW_COPY   UINT32_C(2)

#define PFL_ARROW_DEFAULT_ROWS 16384
#define PFL_ARROW_MAX_ROWS     1048576

/* Options of everything below; all zero is fine. */
typedef struct pfl_arrow_options {
    uint32_t size;  /* sizeof(pfl_arrow_options) */
    uint32_t flags; /* PFL_ARROW_ bits */

    /*
     * The columns wanted, by their names, in this order; copied. NULL for all. Columns
     * that are not among them cost nothing.
     */
    const char *const *columns;
    uint32_t column_count;

    /*
     * The most rows of a batch, 1 to PFL_ARROW_MAX_ROWS; 0 for PFL_ARROW_DEFAULT_ROWS.
     * The first batches are smaller: 1,024 rows at most, then twice as many each time.
     */
    uint32_t batch_rows;

    /* NULL inside for the C library's. It has to outlive all that is exported, and serves every thread that releases.
     */
    pfl_allocator allocator;
} pfl_arrow_options;

/* === Streams === */

/*
 * Makes a stream of the events in data[0 .. length), the whole of a log: its end ends a
 * line. data must stay as it is until the stream is released, unless PFL_ARROW_COPY is
 * given. parser (its options, NULL for none) is copied.
 *
 * Returns PFL_OK and sets *stream, which is the caller's to hand on or to release. Else
 * stream->release is NULL: PFL_ERR_ARGUMENT (a NULL; a column that is not there, or
 * twice; batch_rows; as pfl_parser_create), PFL_ERR_OPTION (as pfl_parser_create; an
 * unknown flag) or PFL_ERR_MEMORY.
 *
 * The stream's own calls return 0 or an errno: ENOMEM, or what read() had. An error is
 * there to stay, with a sentence from get_last_error.
 */
PFL_API int32_t pfl_arrow_stream_bytes(struct ArrowArrayStream *stream, const pfl_parser_options *parser,
                                       const void *data, size_t length, const pfl_arrow_options *options);

/*
 * The same of what a file descriptor has from where it stands, read as the stream is
 * read. It is the stream's from then on, and closed with it; also when this call fails.
 */
PFL_API int32_t pfl_arrow_stream_file(struct ArrowArrayStream *stream, const pfl_parser_options *parser, int fd,
                                      const pfl_arrow_options *options);

/*
 * The rows of a table that pfl_rows_next() has not delivered yet, which are then used up,
 * and copied: rows, view and state may go away. Errors as above, and as pfl_rows_next().
 */
PFL_API int32_t pfl_arrow_stream_rows(struct ArrowArrayStream *stream, pfl_rows *rows,
                                      const pfl_arrow_options *options);

/* === Batches by hand === */

/*
 * Collects events as they come, in pieces or out of other work:
 *
 *     pfl_arrow_create(&arrow, NULL);
 *     while (pfl_parser_next(parser, events, sizeof *events, 64, &count) == PFL_OK) {
 *         pfl_arrow_add(arrow, parser, chunk, events, sizeof *events, count);
 *         while (pfl_arrow_next(arrow, &array) == PFL_OK)
 *             use(&array);
 *     }
 *     pfl_arrow_finish(arrow);             (then pfl_arrow_next until PFL_END)
 *     pfl_arrow_destroy(arrow);
 *
 * One handle is used by one thread at a time.
 */
typedef struct pfl_arrow pfl_arrow;

/* Makes a handle. Returns PFL_OK and sets *arrow, or an error as above, with *arrow NULL. */
PFL_API int32_t pfl_arrow_create(pfl_arrow **arrow, const pfl_arrow_options *options);

/* Releases a handle and what was not taken out of it; NULL is fine. */
PFL_API void pfl_arrow_destroy(pfl_arrow *arrow);

/* Sets *schema, that of the batches. Returns PFL_OK; PFL_ERR_ARGUMENT or PFL_ERR_MEMORY, with schema->release NULL. */
PFL_API int32_t pfl_arrow_schema(const pfl_arrow *arrow, struct ArrowSchema *schema);

/*
 * Adds events as pfl_parse, pfl_parser_next, pfl_parse_line or pfl_parse_message has just
 * delivered them; nothing of them is kept but copies. Errors: PFL_ERR_ARGUMENT (a NULL;
 * events may be NULL when count is 0, data when no text of theirs lies in it; a span that
 * ends behind its text), PFL_ERR_LAYOUT,
 * PFL_ERR_STATE (finished), PFL_ERR_MEMORY. Then the events before the one in question
 * were added, it and those behind it were not.
 */
PFL_API int32_t pfl_arrow_add(pfl_arrow *arrow, const pfl_parser *parser, const void *data, const pfl_event *events,
                              size_t event_size, size_t count);

/* Says that no more follows: the batch begun last is whole. Errors: PFL_ERR_ARGUMENT, PFL_ERR_MEMORY. */
PFL_API int32_t pfl_arrow_finish(pfl_arrow *arrow);

/*
 * Takes out the oldest whole batch. Returns PFL_OK and sets *array, a struct array with a
 * child for each column; or, with array->release NULL, PFL_NEED_MORE, PFL_END (finished,
 * and all was taken) or PFL_ERR_ARGUMENT.
 */
PFL_API int32_t pfl_arrow_next(pfl_arrow *arrow, struct ArrowArray *array);

/*
 * Finishes a handle and makes a stream of the batches that are in it. The handle is the
 * stream's from then on. Returns PFL_OK and sets *stream; PFL_ERR_ARGUMENT or
 * PFL_ERR_MEMORY, with stream->release NULL and the handle still the caller's.
 */
PFL_API int32_t pfl_arrow_stream(struct ArrowArrayStream *stream, pfl_arrow *arrow);

#ifdef __cplusplus
}
#endif

#endif
