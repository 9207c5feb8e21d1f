/* The profiles: what comes, how often, and what the server does with it. */
#ifndef CORPUS_PROFILE_H
#define CORPUS_PROFILE_H

#include "corpus_world.h"

struct profile {
    const char *name, *help;
    void (*open)(world *w); /* adds what comes */
    uint32_t accounts;      /* unless the caller says otherwise */
    uint32_t most_recipients;
    /* Per mille: */
    uint32_t filtered;          /* submissions through a content filter */
    uint32_t requeued, deleted; /* waits that an administrator ends */
    uint32_t typos;             /* users' sessions that begin with a failure */
    bool odd_failures;          /* without a name, without a backend, aborted */
    bool few_ids;               /* queue IDs come back within seconds */
    int64_t first_wait, longest_wait, lifetime;
};

extern const profile profiles[];
extern const uint32_t profile_count;

/* NULL when there is none of that name. */
const profile *profile_find(const char *name);

/* The account with this number, of the profile accounts, hands in its next message. */
void profile_account_step(world *w, uint32_t number, int64_t now);

#endif
