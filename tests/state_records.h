/*
 * A saved state taken apart into its records and their fields, and put together again
 * with a checksum that fits: for tests that tell lies.
 */
#ifndef STATE_RECORDS_H
#define STATE_RECORDS_H

#include "lib/aggregate/codec.h"
#include "log_states.h"

/* What a field is: a letter of record_format(). */
enum field_type {
    FIELD_NUMBER = 'n',
    FIELD_SIGNED = 's',
    FIELD_COUNT = '#', /* of the numbers or hashes that follow */
    FIELD_LENGTH = 'l',
    FIELD_TEXT = 't',
    FIELD_BYTES = 'b' /* of a fixed number */
};

typedef struct state_field {
    size_t at, length; /* in the record */
    char type;
} state_field;

#define MOST_FIELDS 400

typedef struct state_record {
    const char *bytes; /* in the state */
    size_t length;
    unsigned tag;
    size_t field_count;
    state_field *fields;
} state_record;

typedef struct state_records {
    state_record *at; /* without the end */
    size_t count;
} state_records;

/* The records of a sound state; the test fails when it is none. The state has to outlive them. */
state_records records_of(const buffer *state);
void records_free(state_records *records);

/* A state of other records: begun, appended to, and ended with the checksum over them. */
void records_begin(buffer *b, uint64_t version, uint64_t *check);
void records_append(buffer *b, const void *record, size_t length, uint64_t *check);
void records_end(buffer *b, uint64_t check);

/* The bytes of a number, as long as it may be; returns how many. */
size_t number_bytes(uint64_t value, char bytes[10]);

#endif
