/*
 * What handles share: options structs of any release, the allocator, and what is asked
 * of events that are handed to them.
 */
#ifndef PFL_EVENTS_HANDLE_H
#define PFL_EVENTS_HANDLE_H

#include <postfixlog/events.h>

#include <stdbool.h>

/*
 * Takes in an options struct, which begins with its own size: what this release knows of it, if the rest is zero. NULL
 * is one of zeros. PFL_ERR_OPTION when it has what this release does not know.
 */
int32_t pfl_take_options(const void *given, void *out, size_t size);

/* The C library's allocator, where none was given. */
void pfl_take_allocator(pfl_allocator *allocator);

/* Whether the text of all events is there: data may be NULL only when none of it lies there. */
bool pfl_has_text(const void *data, const pfl_event *events, size_t count);

#endif
