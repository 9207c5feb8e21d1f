/*
 * What the creation of every handle shares: options structs of any release, and the
 * allocator.
 */
#ifndef PFL_EVENTS_HANDLE_H
#define PFL_EVENTS_HANDLE_H

#include <postfixlog/base.h>

/*
 * Takes in an options struct, which begins with its own size: what this release knows of it, if the rest is zero. NULL
 * is one of zeros. PFL_ERR_OPTION when it has what this release does not know.
 */
int32_t pfl_take_options(const void *given, void *out, size_t size);

/* The C library's allocator, where none was given. */
void pfl_take_allocator(pfl_allocator *allocator);

#endif
