/*
 * Lines kept as evidence: where they stand, and their first bytes.
 *
 * Which of two lines stays is decided by what they say, never by which came first:
 * by day, by time, by text, by place.
 */
#ifndef PFL_AGGREGATE_EVIDENCE_H
#define PFL_AGGREGATE_EVIDENCE_H

#include "lib/aggregate/calendar.h"
#include "lib/aggregate/memory.h"
#include "lib/parse/cursor.h"

#define EVIDENCE_TEXT 512 /* bytes kept of a line */

/* Where a line stands: the stream by its own number, which is the same in all states. */
struct place {
    uint64_t stream, offset;
};

struct evidence {
    int64_t time; /* PFL_TIME_INVALID: before all others */
    struct place place;
    uint32_t length;
    char text[];
};

/* What it takes: room for its text in steps, so that one line can mostly take the place of another. */
#define EVIDENCE_STEP 64

static inline size_t evidence_bytes(const struct evidence *e)
{
    return e == NULL ? 0 : sizeof *e + (e->length + EVIDENCE_STEP - 1) / EVIDENCE_STEP * EVIDENCE_STEP;
}

/* What is kept. */
enum keep {
    KEEP_FIRST,      /* the first line of all */
    KEEP_LAST,       /* the last line of all */
    KEEP_LATEST_DAY, /* the first line of the last day that has one */
};

/* Keeps the line in *slot if it has to; counts as lost when there is no memory. */
void pfl_evidence_offer(struct memory *m, struct evidence **slot, enum keep keep, int64_t time, struct place place,
                        piece text);

/* The same with a line kept elsewhere; NULL is none. */
void pfl_evidence_merge(struct memory *m, struct evidence **slot, enum keep keep, const struct evidence *other);

/* Whether the first of two lines stays. */
bool pfl_evidence_prefers(enum keep keep, const struct evidence *one, const struct evidence *other);

void pfl_evidence_free(struct memory *m, struct evidence *e);

#endif
