/*
 * SipHash-1-3: tables use it with a key of their own, so that nobody who writes
 * log lines can choose which slot his words fall into. Where hashes are part of
 * the state (distinct counts, recipients, streams), the key is fixed: states of
 * different machines have to agree.
 */
#ifndef PFL_AGGREGATE_HASH_H
#define PFL_AGGREGATE_HASH_H

#include <stddef.h>
#include <stdint.h>

struct hash_key {
    uint64_t words[2];
};

uint64_t pfl_hash(const struct hash_key *key, const void *data, size_t length);

/* With the key that all states share. */
uint64_t pfl_fixed_hash(const void *data, size_t length);

/* Eight bytes from anywhere, the first one lowest. */
static inline uint64_t load_64(const unsigned char *bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < 8; i++)
        value |= (uint64_t)bytes[i] << 8 * i;
    return value;
}

#endif
