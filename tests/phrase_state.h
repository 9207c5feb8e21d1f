/*
 * States of phrases (story_phrases.h), for tests that are no stories.
 */
#ifndef PHRASE_STATE_H
#define PHRASE_STATE_H

#include <postfixlog/postfixlog.h>

/*
 * A state of the lines of phrases, as they are written, the last one NULL; "> " is left away. NULL when it could not be
 * made.
 */
pfl_aggregator *phrase_state(const char *const *phrases, const pfl_aggregator_options *options);

#endif
