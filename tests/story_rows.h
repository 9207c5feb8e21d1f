/*
 * What a story expects, against the rows of a state.
 */
#ifndef STORY_ROWS_H
#define STORY_ROWS_H

#include "stories.h"

/* Prints what differs, "-" for what was expected and "+" for what is there; returns how much. */
unsigned story_compare(const story *s, pfl_aggregator *state);

#endif
