/*
 * States of a story: some of its lines read, saved, loaded, and all their rows as text.
 */
#ifndef STORY_STATE_H
#define STORY_STATE_H

#include "stories.h"

#define STORY_HOSTS 4

typedef struct story_bytes {
    char *at; /* to be freed; NULL when something failed */
    size_t length;
} story_bytes;

/* An empty state with a story's options. No two have the same hash key. */
pfl_aggregator *story_state(const story *s);

/* Reads the lines [first, end) of a story into a state: one range of each of its files. Returns a status. */
int32_t story_read(pfl_aggregator *state, const story *s, size_t first, size_t end);

/* What a story does when all its lines are read. Returns a status. */
int32_t story_end(pfl_aggregator *state, const story *s);

/* All bytes of a saved state, and a state of them; NULL when they are refused. */
story_bytes story_save(pfl_aggregator *state);
pfl_aggregator *story_load(const story *s, const story_bytes *bytes);

/*
 * The rows of all tables as JSON, a line each; but for the memory that a state takes, which depends on how it
 * came to be.
 */
story_bytes story_rows(pfl_aggregator *state);

/* A story whose log went on for a day: a line more for each host that a state of it has. To be freed. */
typedef struct longer_story {
    story story;
    story_line *lines;
    char text[STORY_HOSTS][160];
} longer_story;

longer_story *story_goes_on(const story *s, pfl_aggregator *state);
void longer_story_free(longer_story *longer);

#endif
