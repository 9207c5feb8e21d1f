/*
 * Finds things by a name of bytes, for pfl-trace. The things belong to their
 * owner: each starts with the entry that names it.
 */
#ifndef EXAMPLES_TRACE_INDEX_H
#define EXAMPLES_TRACE_INDEX_H

#include <stddef.h>
#include <stdint.h>

typedef struct index_entry {
    const char *name; /* as long as the entry is in an index */
    uint32_t length;
    uint32_t hash; /* set by index_put() */
} index_entry;

typedef struct name_index {
    index_entry **slots;
    uint32_t slot_count; /* a power of two, or 0 */
    uint32_t count;
} name_index;

/* All zero is an empty index. */
void index_free(name_index *in);

/* NULL when there is none. */
index_entry *index_find(const name_index *in, const char *name, size_t length);

/* Puts an entry in, in the place of one that has the same name. */
void index_put(name_index *in, index_entry *entry);

/* Takes this entry out; one of the same name that took its place stays. */
void index_remove(name_index *in, const index_entry *entry);

#endif
