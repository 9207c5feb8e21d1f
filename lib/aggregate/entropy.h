#ifndef PFL_AGGREGATE_ENTROPY_H
#define PFL_AGGREGATE_ENTROPY_H

#include "lib/aggregate/hash.h"

/* A key for hash tables that others cannot guess. */
void pfl_random_key(struct hash_key *key);

#endif
