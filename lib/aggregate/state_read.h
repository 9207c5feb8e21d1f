/*
 * A state on its way in: from a file, or from another state as that would be saved.
 * Everything is added to what is there.
 */
#ifndef PFL_AGGREGATE_STATE_READ_H
#define PFL_AGGREGATE_STATE_READ_H

#include "lib/aggregate/aggregator.h"
#include "lib/aggregate/codec.h"

/* Numbers here of the records of one kind, by their places in the file. */
struct numbers {
    uint32_t *at;
    uint32_t count, capacity;
};

struct absorber {
    pfl_aggregator *into;
    struct memory memory; /* for the numbers: not the state's */
    struct numbers hosts, streams, segments, words, domains, senders, subjects;
    uint64_t check;
    bool begun, ended;
    int32_t status; /* PFL_OK until something is wrong */

    /* What the records that follow belong to: NONE or NULL when it could not be made. */
    struct segment *segment;
    struct subject *subject;
    struct presence *presence;
    struct access_key access; /* subject NONE: there is none */
    struct address *address;
    struct bucket *bucket;
    struct group *group;
};

void pfl_absorber_open(struct absorber *b, pfl_aggregator *into);
void pfl_absorber_close(struct absorber *b);

/* Reads whole records, as one piece of a saved state has them. Sets status. */
void pfl_absorb(struct absorber *b, const void *data, size_t length);

/* read_coverage.c, read_subjects.c, read_clients.c: one record behind its tag. What is wrong with it is told by the
 * reader. */
void pfl_read_host(struct absorber *b, struct reader *r);
void pfl_read_stream(struct absorber *b, struct reader *r);
void pfl_read_segment(struct absorber *b, struct reader *r);
void pfl_read_stretch(struct absorber *b, struct reader *r);
void pfl_read_host_day(struct absorber *b, struct reader *r);
void pfl_read_release(struct absorber *b, struct reader *r);
void pfl_read_name(struct absorber *b, struct reader *r, struct table *names, struct numbers *numbers);
void pfl_read_domain(struct absorber *b, struct reader *r);
void pfl_read_injection(struct absorber *b, struct reader *r);
void pfl_read_totals(struct absorber *b, struct reader *r);
void pfl_read_subject(struct absorber *b, struct reader *r);
void pfl_read_past(struct absorber *b, struct reader *r);
void pfl_read_hour(struct absorber *b, struct reader *r);
void pfl_read_trouble(struct absorber *b, struct reader *r);
void pfl_read_usage(struct absorber *b, struct reader *r);
void pfl_read_subject_evidence(struct absorber *b, struct reader *r);
void pfl_read_access(struct absorber *b, struct reader *r);
void pfl_read_access_day(struct absorber *b, struct reader *r);
void pfl_read_presence(struct absorber *b, struct reader *r);
void pfl_read_presence_evidence(struct absorber *b, struct reader *r);
void pfl_read_contact(struct absorber *b, struct reader *r);
void pfl_read_use(struct absorber *b, struct reader *r);
void pfl_read_address_record(struct absorber *b, struct reader *r);
void pfl_read_bucket(struct absorber *b, struct reader *r);
void pfl_read_failure(struct absorber *b, struct reader *r);
void pfl_read_address_evidence(struct absorber *b, struct reader *r);
void pfl_read_guess(struct absorber *b, struct reader *r);
void pfl_read_group(struct absorber *b, struct reader *r);
void pfl_read_recipient(struct absorber *b, struct reader *r);
void pfl_read_link(struct absorber *b, struct reader *r);
void pfl_read_group_evidence(struct absorber *b, struct reader *r);

/* Gives a record that others mention the next place; false, with status set, when it could not be made (NONE). */
bool pfl_remember(struct absorber *b, struct numbers *n, uint32_t number);

/* The number of a record that is mentioned; the reader is told when there is no such record. */
uint32_t pfl_mentioned(const struct numbers *n, struct reader *r);

/* The same for one that may be none. */
uint32_t pfl_maybe_mentioned(const struct numbers *n, struct reader *r);

/* The number of a day, an hour or a bucket, of a time that there is. */
int32_t pfl_get_number_of(struct reader *r, int64_t length);

/* A time, or the one that stands for none. */
int64_t pfl_get_time(struct reader *r, int64_t none);

void pfl_get_counts_32(struct reader *r, uint32_t *counts, unsigned count);
void pfl_get_counts_64(struct reader *r, uint64_t *counts, unsigned count);
void pfl_get_sketch(struct absorber *b, struct reader *r, struct sketch **sketch, uint16_t limit);
void pfl_get_evidence(struct absorber *b, struct reader *r, struct evidence **slot, enum keep keep);
void pfl_get_days(struct reader *r, struct days *days);

#endif
