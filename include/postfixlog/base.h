/*
 * Version, status codes and allocator of libpostfixlog.
 */
#ifndef POSTFIXLOG_BASE_H
#define POSTFIXLOG_BASE_H

#include <stddef.h>
#include <stdint.h>

/* The release. CMake and pkg-config read it from here. */
#define PFL_VERSION_MAJOR 0
#define PFL_VERSION_MINOR 1
#define PFL_VERSION_PATCH 0

/* The shared library's SOVERSION: raised when a record or a function changes incompatibly. */
#define PFL_SOVERSION 0

#if defined(_WIN32) && defined(PFL_SHARED)
#ifdef PFL_BUILDING
#define PFL_API __declspec(dllexport)
#else
#define PFL_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define PFL_API __attribute__((visibility("default")))
#else
#define PFL_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What functions return: 0 for done, a positive value for "done, but look", a
 * negative value for an error after which the handle is as it was, unless the
 * function says what was done. Values are pinned; an unknown positive one means
 * done, an unknown negative one an error.
 */
enum {
    PFL_OK = 0,
    PFL_NEED_MORE = 1, /* everything given so far is used up: give more, or finish */
    PFL_FULL = 2,      /* the room for results is used up: call again for the rest */
    PFL_END = 3,       /* the stream was finished, and every event of it was delivered */

    PFL_ERR_ARGUMENT = -1, /* a null pointer, or a value outside its range */
    PFL_ERR_MEMORY = -2,   /* the allocator returned a null pointer */
    PFL_ERR_LAYOUT = -3,   /* event_size is not this library's: compiled for another SOVERSION */
    PFL_ERR_OPTION = -4,   /* an options struct has a non-zero field that this release does not know */
    PFL_ERR_STATE = -5,   /* a call out of turn: feed while events are waiting or after finish, a change under a view */
    PFL_ERR_OVERLAP = -6, /* these lines are counted already */
    PFL_ERR_VERSION = -7, /* a state saved by a newer release */
    PFL_ERR_DAMAGED = -8, /* what should be a state is none, is cut short, or was changed */
    PFL_ERR_COMPACTED = -9 /* from a time that the state has compacted */
};

/* A sentence in English for a status; never a null pointer, valid for ever. Any thread. */
PFL_API const char *pfl_strerror(int32_t status);

/* The version of the library that was loaded, "0.1.0"; valid for ever. Any thread. */
PFL_API const char *pfl_version(void);

/*
 * An allocator, one for each handle. resize works as realloc does, with the old
 * size told and a free when new_size is 0 (its result is then ignored):
 *
 *   pointer NULL, old_size 0     allocate new_size bytes, aligned for any type
 *   new_size 0                   release
 *
 * It returns a null pointer when memory is short. It is called only by the
 * functions that say so, on the thread that calls them. A resize of NULL means
 * the C library's realloc and free.
 */
typedef struct pfl_allocator {
    void *context; /* handed back as it is */
    void *(*resize)(void *context, void *pointer, size_t old_size, size_t new_size);
} pfl_allocator;

#ifdef __cplusplus
}
#endif

#endif
