/*
 * A state on its way out: what each kind of record is written as.
 */
#ifndef PFL_AGGREGATE_STATE_WRITE_H
#define PFL_AGGREGATE_STATE_WRITE_H

#include "lib/aggregate/aggregator.h"
#include "lib/aggregate/codec.h"
#include "lib/aggregate/order.h"

struct pfl_saver {
    pfl_aggregator *state;
    uint64_t changes;     /* of the state, when the orders were made */
    struct memory memory; /* for the orders: not the state's */

    /* The ranks of records that others mention. */
    struct order hosts, streams, words, domains, senders, subjects;
    uint32_t *segment_ranks; /* by number */
    uint32_t segment_limit;

    /* Where the writing is. */
    unsigned section;
    struct order order; /* of the section, unless it is one of those above */
    uint32_t at;        /* the record, by its place in the order */
    unsigned part;      /* 0: the record itself; what belongs to it */
    uint32_t child, grandchild;
    struct packed_cursor cursor; /* when they are packed rows */
    uint64_t *hashes;            /* of the recipients of a group, rising */
    uint32_t hash_count;
    uint64_t check;
    bool finished;
    bool short_of_memory;
};

/*
 * A section: all records of one kind. begin sets saver->order (NULL: nothing to set);
 * write writes the next record, false at the end of the section.
 */
struct section {
    bool (*begin)(struct pfl_saver *s);
    bool (*write)(struct pfl_saver *s, struct writer *w);
};

/* write_coverage.c, write_subjects.c, write_clients.c */
bool pfl_write_host(struct pfl_saver *s, struct writer *w);
bool pfl_write_stream(struct pfl_saver *s, struct writer *w);
bool pfl_write_segment(struct pfl_saver *s, struct writer *w);
bool pfl_order_host_days(struct pfl_saver *s);
bool pfl_write_host_day(struct pfl_saver *s, struct writer *w);
bool pfl_order_releases(struct pfl_saver *s);
bool pfl_write_release(struct pfl_saver *s, struct writer *w);
bool pfl_write_word(struct pfl_saver *s, struct writer *w);
bool pfl_write_domain(struct pfl_saver *s, struct writer *w);
bool pfl_write_sender(struct pfl_saver *s, struct writer *w);
bool pfl_write_injection(struct pfl_saver *s, struct writer *w);
bool pfl_write_totals(struct pfl_saver *s, struct writer *w);
bool pfl_write_subject(struct pfl_saver *s, struct writer *w);
bool pfl_order_accesses(struct pfl_saver *s);
bool pfl_write_access(struct pfl_saver *s, struct writer *w);
bool pfl_order_presences(struct pfl_saver *s);
bool pfl_write_presence(struct pfl_saver *s, struct writer *w);
bool pfl_order_contacts(struct pfl_saver *s);
bool pfl_write_contact(struct pfl_saver *s, struct writer *w);
bool pfl_order_uses(struct pfl_saver *s);
bool pfl_write_use(struct pfl_saver *s, struct writer *w);
bool pfl_order_addresses(struct pfl_saver *s);
bool pfl_write_address(struct pfl_saver *s, struct writer *w);
bool pfl_order_guesses(struct pfl_saver *s);
bool pfl_write_guess(struct pfl_saver *s, struct writer *w);
bool pfl_order_groups(struct pfl_saver *s);
bool pfl_write_group(struct pfl_saver *s, struct writer *w);

/* The next record of the section. */
static inline void next_record(struct pfl_saver *s)
{
    s->at++;
    s->part = 0;
    s->child = s->grandchild = 0;
}

/* The next of the things that belong to a record; true while there is one. */
static inline bool more_children(struct pfl_saver *s, uint32_t count)
{
    if (s->child < count)
        return true;
    s->part++;
    s->child = s->grandchild = 0;
    return false;
}

/* The next of packed rows; false when there is none left. */
static inline bool next_row(struct pfl_saver *s, const struct packed *p, struct row *row)
{
    if (s->child == 0)
        s->cursor = packed_start(p);
    if (pfl_packed_next(p, &s->cursor, row)) {
        s->child++;
        return true;
    }
    s->part++;
    s->child = 0;
    return false;
}

/* A row, without the zeros at its end. */
static inline void put_row(struct writer *w, unsigned tag, const struct row *row)
{
    unsigned count = ROW_VALUES;
    while (count > 0 && row->values[count - 1] == 0)
        count--;
    put_byte(w, tag);
    put_signed(w, row->number);
    put_number(w, count);
    for (unsigned i = 0; i < count; i++)
        put_number(w, row->values[i]);
}

static inline void put_sketch(struct writer *w, const struct sketch *sketch)
{
    put_number(w, sketch == NULL ? 0 : sketch->count);
    for (unsigned i = 0; sketch != NULL && i < sketch->count; i++)
        put_64(w, sketch->hashes[i]);
}

static inline void put_evidence(struct writer *w, const struct evidence *e)
{
    put_signed(w, e->time);
    put_64(w, e->place.stream);
    put_number(w, e->place.offset);
    put_text(w, e->text, e->length);
}

static inline void put_days(struct writer *w, const struct days *d)
{
    put_signed(w, d->last);
    put_number(w, d->bits[0]);
    put_number(w, d->bits[1]);
}

static inline void put_counts_32(struct writer *w, const uint32_t *counts, unsigned count)
{
    put_number(w, count);
    for (unsigned i = 0; i < count; i++)
        put_number(w, counts[i]);
}

static inline void put_counts_64(struct writer *w, const uint64_t *counts, unsigned count)
{
    put_number(w, count);
    for (unsigned i = 0; i < count; i++)
        put_number(w, counts[i]);
}

#endif
