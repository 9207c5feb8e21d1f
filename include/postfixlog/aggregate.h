/*
 * The aggregator: who logged in from where, what they sent, and what became of it.
 *
 *     pfl_aggregator *state;
 *     if (pfl_aggregator_create(&state, NULL) != PFL_OK) ...
 *     while (pfl_parse(parser, data, length, flags, events, ...) ...)
 *         pfl_aggregator_add(state, parser, data, events, sizeof *events, count);
 *     pfl_rows ...                                          (rows.h reads it)
 *
 * It joins a delivery to the login that caused it, by the queue ID, across content
 * filters, requeues and forwarding; and it keeps, hour by hour, what each account
 * does. All of it by the time of the lines, never by the clock of the machine.
 *
 * States add up. The states of any contiguous ranges of any logs, merged in any
 * order, say the same as one that read them all, as long as nothing was evicted;
 * a message cut in two by a range's end is put together again.
 *
 * A state never holds more than it may (max_memory). When it is full, what weighs
 * least goes first: addresses and user names that failed a few times, then
 * messages without a beginning. The counts that are left are lower bounds, and the
 * state says by how much.
 *
 * One aggregator is used by one thread at a time; different ones by any.
 */
#ifndef POSTFIXLOG_AGGREGATE_H
#define POSTFIXLOG_AGGREGATE_H

#include <postfixlog/network.h>
#include <postfixlog/parser.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pfl_aggregator pfl_aggregator;

#define PFL_MAX_OWN_NETWORKS 64

/* Options of pfl_aggregator_create and pfl_aggregator_load; all zero is fine. */
typedef struct pfl_aggregator_options {
    uint32_t size;      /* sizeof(pfl_aggregator_options) */
    uint32_t own_count; /* PFL_MAX_OWN_NETWORKS at most */

    /*
     * Hosts whose "queued as" is believed, besides loopback and private addresses:
     * a content filter with a public address. Any other server could claim to have
     * queued a message under the ID of somebody else's. Copied. The same for all
     * states that are merged.
     */
    const pfl_network *own;

    uint64_t max_memory; /* bytes, at least PFL_MIN_MEMORY; 0 for PFL_DEFAULT_MEMORY */

    /*
     * Key of the hash tables, so that nobody who writes into the log can make them
     * slow. Zero for a random one. No result depends on it.
     */
    uint64_t hash_key[2];

    pfl_allocator allocator; /* NULL inside for the C library's */
} pfl_aggregator_options;

#define PFL_MIN_MEMORY     (UINT64_C(1) << 20)
#define PFL_DEFAULT_MEMORY (UINT64_C(256) << 20)

/*
 * Makes an empty aggregator. options may be NULL. Returns PFL_OK and sets *state;
 * PFL_ERR_ARGUMENT (state NULL, max_memory too small, too many networks, or a count
 * without them),
 * PFL_ERR_OPTION (size is 0, or a tail this release does not know is not zero) or
 * PFL_ERR_MEMORY, with *state NULL. Allocates later too, as it grows.
 */
PFL_API int32_t pfl_aggregator_create(pfl_aggregator **state, const pfl_aggregator_options *options);

/* Releases an aggregator; NULL is fine. */
PFL_API void pfl_aggregator_destroy(pfl_aggregator *state);

/* === Adding lines === */

/* What identifies a stream: a hash of its first line, under whatever name and on whatever machine it lies. */
PFL_API uint64_t pfl_stream_id(const void *first_line, size_t length);

/* A range of a stream that is going to be read. */
typedef struct pfl_stream {
    uint32_t size; /* sizeof(pfl_stream) */
    uint32_t reserved;
    uint64_t id;     /* pfl_stream_id of the first line of the whole stream */
    uint64_t offset; /* where the range begins, at the start of a line: pfl_event.offset of its first event */
    const char *name;
    size_t name_length; /* of the file: reports name it. 0 for none */
    const char *host;
    size_t host_length; /* stands in for the host of every line; 0 to take theirs */
} pfl_stream;

/*
 * Begins a range. The events added next are those of its lines, all of them, in
 * their order; it ends with the next pfl_aggregator_begin, merge or save. Without
 * this call the first event begins a stream at its own offset, with the hash of its
 * text.
 *
 * Returns PFL_OK; PFL_ERR_OVERLAP when the state has lines behind this offset
 * already (pfl_aggregator_known says which), PFL_ERR_ARGUMENT (a NULL, also with a
 * length), PFL_ERR_OPTION (size, reserved), PFL_ERR_STATE (a view of the state is
 * open), PFL_ERR_MEMORY.
 */
PFL_API int32_t pfl_aggregator_begin(pfl_aggregator *state, const pfl_stream *stream);

/*
 * Counts events as pfl_parse, pfl_parser_next, pfl_parse_line or pfl_parse_message
 * has just delivered them: parser and data are what pfl_event_text() takes. An event
 * that does not continue the line before it begins another range of the stream.
 *
 * Returns PFL_OK, also when memory is short: what found no room is counted as
 * lost (pfl_totals). PFL_ERR_OVERLAP when an event stands where the state has lines
 * already: those before it were counted, it and those behind it were not.
 * PFL_ERR_ARGUMENT (a NULL; events may be NULL when count is 0, data when no text of
 * theirs lies in it), PFL_ERR_LAYOUT,
 * PFL_ERR_COMPACTED (an event from a time that was compacted: it is not counted,
 * nor are those behind it), PFL_ERR_STATE (a view of the state is open),
 * PFL_ERR_MEMORY (no room for the range itself).
 */
PFL_API int32_t pfl_aggregator_add(pfl_aggregator *state, const pfl_parser *parser, const void *data,
                                   const pfl_event *events, size_t event_size, size_t count);

/* A contiguous range of a stream that a state has read. */
typedef struct pfl_range {
    uint64_t stream;     /* pfl_stream.id */
    uint64_t start, end; /* bytes */
    uint64_t lines;
    uint64_t last_offset; /* where its last line begins */
    uint64_t last_hash;   /* pfl_stream_id of that line's text */
} pfl_range;

/*
 * The range that contains an offset of a stream or, when none does, begins behind
 * it. Returns PFL_OK and sets *range, PFL_END when there is none, or
 * PFL_ERR_ARGUMENT.
 *
 * To read a log that has grown: look for the range at offset 0; if the line at
 * last_offset still hashes to last_hash, begin at end.
 */
PFL_API int32_t pfl_aggregator_known(const pfl_aggregator *state, uint64_t stream, uint64_t offset, pfl_range *range);

/* === Adding up === */

/*
 * Adds all of `from` to a state; `from` stays as it is. Returns PFL_OK;
 * PFL_ERR_OVERLAP when both have read some of the same bytes, PFL_ERR_COMPACTED when
 * one has lines from a time that the other has compacted: the state is then as it
 * was. PFL_ERR_ARGUMENT (a NULL, the same handle twice), PFL_ERR_STATE (a view of one
 * of them is open); PFL_ERR_MEMORY, and then a part of it may have been added.
 */
PFL_API int32_t pfl_aggregator_merge(pfl_aggregator *state, pfl_aggregator *from);

/*
 * Writing a state, piece by piece:
 *
 *     pfl_saver *saver;
 *     pfl_saver_create(&saver, state);
 *     while ((status = pfl_saver_next(saver, buffer, sizeof buffer, &length)) == PFL_OK)
 *         write(fd, buffer, length);
 *     pfl_saver_destroy(saver);
 *
 * The bytes are the same on every machine, whatever the order of merges was. The
 * state must stay while it is saved. It may change, unlike with a view open, but then
 * the saver has nothing more to give.
 */
typedef struct pfl_saver pfl_saver;

/* Room that is enough for any piece. */
#define PFL_SAVE_CAPACITY 65536

/* Returns PFL_OK and sets *saver; PFL_ERR_ARGUMENT, PFL_ERR_STATE (a view is open) or PFL_ERR_MEMORY, with it NULL. */
PFL_API int32_t pfl_saver_create(pfl_saver **saver, pfl_aggregator *state);

/*
 * The next piece: PFL_OK with *length > 0, or PFL_END with 0. Errors:
 * PFL_ERR_ARGUMENT, also for a capacity below PFL_SAVE_CAPACITY, PFL_ERR_STATE (lines or
 * another state were added since it was made, or some were compacted) and PFL_ERR_MEMORY:
 * what was written so far is then of no use.
 */
PFL_API int32_t pfl_saver_next(pfl_saver *saver, void *buffer, size_t capacity, size_t *length);

PFL_API void pfl_saver_destroy(pfl_saver *saver);

/*
 * Makes an aggregator of a saved state, all of data[0 .. length). options as for
 * pfl_aggregator_create. Returns PFL_OK and sets *state; PFL_ERR_VERSION (saved by a
 * newer release), PFL_ERR_DAMAGED (no state, cut short, changed, or made up); or as
 * pfl_aggregator_create; with *state NULL. Believes nothing that it reads: any bytes
 * at all do no harm.
 */
PFL_API int32_t pfl_aggregator_load(pfl_aggregator **state, const pfl_aggregator_options *options, const void *data,
                                    size_t length);

/*
 * Forgets what was before a time (microseconds, UTC; cut to its day) and can no
 * longer lead to a finding: hours, what an account did at each address, minutes, and
 * the failures of addresses where nobody logged in. Such an address goes as a whole when
 * nothing of it is later, and a user name that failed when it is no account's: one that
 * comes back counts from then on. Totals, accounts, their networks and addresses, and the
 * figures of each day stay. After this, lines and states from before that time are
 * refused with PFL_ERR_COMPACTED. Returns PFL_OK, also when memory is short: what could
 * not be kept is counted as lost; PFL_ERR_ARGUMENT (state NULL, no time of the years 1 to
 * 9999), PFL_ERR_STATE (a view of it is open); PFL_ERR_MEMORY, with nothing forgotten.
 */
PFL_API int32_t pfl_aggregator_compact(pfl_aggregator *state, int64_t before);

/* The time before which it has forgotten; PFL_TIME_INVALID when it never has, and for NULL. */
PFL_API int64_t pfl_aggregator_compacted(const pfl_aggregator *state);

#ifdef __cplusplus
}
#endif

#endif
