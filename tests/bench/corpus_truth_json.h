/* The truth as JSON. What each number means: make_log.c, --help. */
#ifndef CORPUS_TRUTH_JSON_H
#define CORPUS_TRUTH_JSON_H

#include "corpus_world.h"

/* Its name and how the corpus was made, for the head of the document. */
typedef struct truth_about {
    uint64_t seed;
    int64_t start;
} truth_about;

/* False when it could not be written. */
bool truth_write(const world *w, const truth_about *about, FILE *out);

#endif
