/*
 * The corpus's only source of chance: xoshiro256** and integers, so that every
 * compiler and machine draws the same.
 *
 * Never draw twice in one expression or in the arguments of one call: C leaves
 * their order open, and each compiler would make another corpus.
 */
#ifndef CORPUS_RANDOM_H
#define CORPUS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct random_source {
    uint64_t s[4];
} random_source;

void random_start(random_source *r, uint64_t seed);

uint64_t random_next(random_source *r);

/* 0 to n - 1. */
uint32_t random_below(random_source *r, uint32_t n);

/* low to high, both included. */
int64_t random_between(random_source *r, int64_t low, int64_t high);

bool random_chance(random_source *r, uint32_t per_mille);

/* 0 to n - 1, the small ones far more often: rank k comes as k to the -2/3. of more than 65,536 some never come. */
uint32_t random_skewed(random_source *r, uint32_t n);

/* The time from one arrival to the next when they come by themselves (exponential, cut at 5 means). */
int64_t random_gap(random_source *r, int64_t mean);

/* Another number for every number: the same every time, but without order. */
uint64_t mix_bits(uint64_t x);

#endif
