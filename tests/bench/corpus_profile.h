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
    bool names_untold;          /* no failure tells a name: Postfix before 3.9 */
    uint32_t masked;            /* per mille of the visits: a proxy's address stands for the client's */
    int64_t first_wait, longest_wait, lifetime;
    void (*act)(world *w, uint32_t number, int64_t now); /* ACTOR_PLAN: what another program has planned */
};

extern const profile profiles[];
extern const uint32_t profile_count;

/* NULL when there is none of that name. */
const profile *profile_find(const char *name);

/* Sources for world_add_source(): servers that bring mail, bots at postscreen, bots at smtpd. */
void source_servers(world *w, source *s, int64_t now);
void source_screened_bots(world *w, source *s, int64_t now);
void source_bots(world *w, source *s, int64_t now);

/* The account with this number, of the profile accounts, hands in its next message. */
void profile_account_step(world *w, uint32_t number, int64_t now);

#endif
