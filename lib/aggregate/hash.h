/*
 * SipHash-1-3: tables use it with a key of their own, so that nobody who writes
 * log lines can choose which slot his words fall into. Where hashes are part of
 * the state (distinct counts, recipients, streams), the key is fixed: states of
 * different machines have to agree.
 */
#ifndef PFL_AGGREGATE_HASH_H
#define PFL_AGGREGATE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hash_key {
    uint64_t words[2];
};

uint64_t pfl_hash(const struct hash_key *key, const void *data, size_t length);

/* With the key that all states share. */
uint64_t pfl_fixed_hash(const void *data, size_t length);

/* Eight bytes from anywhere, the first one lowest. Without a loop, compilers make one load of it. */
static inline uint64_t load_64(const void *data)
{
    const unsigned char *bytes = data;
    return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 | (uint64_t)bytes[2] << 16 | (uint64_t)bytes[3] << 24 |
           (uint64_t)bytes[4] << 32 | (uint64_t)bytes[5] << 40 | (uint64_t)bytes[6] << 48 | (uint64_t)bytes[7] << 56;
}

/* Whether two texts are the same. Most that are compared are, and are short: calling memcmp costs more than that. */
static inline bool same_bytes(const void *one, const void *other, size_t length)
{
    const unsigned char *a = one, *b = other;
    size_t i = 0;
    if (length < 8) {
        while (i < length && a[i] == b[i])
            i++;
        return i == length;
    }
    for (; i + 8 <= length; i += 8)
        if (load_64(a + i) != load_64(b + i))
            return false;
    return load_64(a + length - 8) == load_64(b + length - 8);
}

#endif
