/*
 * Texts that many records mention, kept once: hosts, services, senders, domains.
 * A table of them counts who mentions each, so that one that nobody does can go.
 */
#ifndef PFL_AGGREGATE_NAMES_H
#define PFL_AGGREGATE_NAMES_H

#include "lib/aggregate/table.h"
#include "lib/parse/cursor.h"

#define NAME_LENGTH                                                                                                    \
    512 /* bytes kept of a name: Postfix logs 100 of a user name that failed, and no address is longer */

/* A name in lower case (ASCII only: neither user names nor domains know more), cut at NAME_LENGTH. */
struct folded {
    size_t length;
    char bytes[NAME_LENGTH];
};

void pfl_fold(struct folded *out, piece text);

/* The domain of an address: what follows its last @; length 0 for none. */
piece pfl_domain_of(piece address);

/*
 * A sender as people mean it: variable envelope return paths (bounce-7-eve=dest.example@list.example),
 * tags (eve+tag@), BATV (prvs=1234=eve@) and SRS name the same one.
 */
void pfl_fold_sender(struct folded *out, piece address);

/* The start of the records of names. */
struct name {
    struct text text;
    uint32_t references;
};

/* Where mail to a domain went. */
struct domain {
    struct name name;
    uint32_t local;   /* deliveries by local(8), virtual(8), lmtp, pipe */
    uint32_t relayed; /* by the relay transport, or to an internal address */
    uint32_t remote;  /* by smtp(8) to the Internet */
    uint32_t hops[2]; /* the two smallest hashes of the next hops of those, 0 for none */
};

/* The number of a name; NONE when there is no memory. The caller's mention counts only when it says so. */
uint32_t pfl_name_put(struct table *names, piece text);

static inline void name_mention(struct table *names, uint32_t number)
{
    if (number != NONE)
        ((struct name *)table_at(names, number))->references++;
}

/* Takes a mention back. What nobody mentions goes when memory is short, or at once when release is set. */
void pfl_name_forget(struct table *names, uint32_t number, bool release);

/* Takes out all that nobody mentions. */
void pfl_names_sweep(struct table *names);

/* Counts a next hop of a domain. */
void pfl_domain_hop(struct domain *d, uint32_t hop);

#endif
