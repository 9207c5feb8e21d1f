/* The table of profiles, and what each lets come. Contract in corpus_profile.h. */
#include "corpus_profile.h"

#include "corpus_arrival.h"
#include "corpus_others.h"
#include "corpus_visit.h"

/* --- What comes -------------------------------------------------------------- */

/* Some write far more than the others, but none as much as a thief would. */
static uint32_t draw_account(world *w)
{
    if (random_chance(&w->random, 700))
        return random_below(&w->random, w->account_count);
    return random_skewed(&w->random, w->account_count);
}

static void source_users(world *w, source *s, int64_t now)
{
    uint32_t who = draw_account(w), draw = random_below(&w->random, 100);
    (void)s;
    visit_by_user(w, who, draw < 6 ? 0 : draw < 85 ? 1 : draw < 95 ? 2 : 3, now);
}

void source_servers(world *w, source *s, int64_t now)
{
    (void)s;
    visit_by_server(w, now);
}

static void source_local(world *w, source *s, int64_t now)
{
    (void)s;
    arrive_by_pickup(w, world_any_host(w), now);
}

void source_screened_bots(world *w, source *s, int64_t now)
{
    (void)s;
    visit_by_screened_bot(w, now);
}

void source_bots(world *w, source *s, int64_t now)
{
    (void)s;
    visit_by_bot(w, now);
}

/* --- Guessers: a few that never rest, and a crowd of which each comes once --- */

#define BUSY_GUESSERS 60u
#define BUSY_FIRST    30000u /* in the stock of strangers; the bots have those below */
#define CROWD_FIRST   31000u

static void source_guessers(world *w, source *s, int64_t now)
{
    (void)s;
    if (random_chance(&w->random, 350)) {
        uint32_t crowd = world_new_stranger(w), failures = 1 + random_skewed(&w->random, 5);
        visit_by_guesser(w, crowd, GUESS_USUAL, NAME_NONE, failures, now);
        return;
    }
    uint32_t rank = random_skewed(&w->random, BUSY_GUESSERS), failures = 1 + random_below(&w->random, 9);
    uint32_t addr = world_stranger(w, BUSY_FIRST + rank);
    /* Every fourth has set its mind on one account. */
    if (rank % 4 == 3)
        visit_by_guesser(w, addr, GUESS_ONE, rank * 7 % w->account_count, failures, now);
    else
        visit_by_guesser(w, addr, GUESS_USUAL, NAME_NONE, failures, now);
}

/* --- Floods, and the few that are hidden in them ----------------------------- */

#define HIDDEN         20u
#define HIDDEN_EVERY   500u /* lines, for each of the hidden a failure */
#define HIDDEN_AT_ONCE 4u   /* failures a session */
#define FLOOD_POOL     2000u

/* How many sessions of the n-th of the hidden are due: they do not all come at once. */
static uint64_t due(const world *w, uint32_t n)
{
    return (w->log.lines + n * (HIDDEN_EVERY * HIDDEN_AT_ONCE / HIDDEN)) / (HIDDEN_EVERY * HIDDEN_AT_ONCE);
}

/* The turn counts their sessions: each has as many as the one before it, or one less. */
static bool next_hidden(world *w, source *s, uint32_t *n)
{
    *n = HIDDEN - 1 - s->turn % HIDDEN;
    if (due(w, *n) <= s->turn / HIDDEN)
        return false;
    s->turn++;
    return true;
}

static void source_name_flood(world *w, source *s, int64_t now)
{
    uint32_t n, addr = world_stranger(w, random_below(&w->random, FLOOD_POOL));
    if (next_hidden(w, s, &n))
        visit_by_guesser(w, addr, GUESS_ONE, w->account_count + n, HIDDEN_AT_ONCE, now);
    else
        visit_by_guesser(w, addr, GUESS_NEW, NAME_NONE, 10, now);
}

static void source_address_flood(world *w, source *s, int64_t now)
{
    uint32_t n;
    if (next_hidden(w, s, &n))
        visit_by_guesser(w, world_stranger(w, n), GUESS_USUAL, NAME_NONE, HIDDEN_AT_ONCE, now);
    else
        visit_by_guesser(w, world_new_stranger(w), GUESS_USUAL, NAME_NONE, 1, now);
}

/* --- The profiles ------------------------------------------------------------ */

static void open_mixed(world *w)
{
    w->next_stranger = w->strangers + CROWD_FIRST;
    world_add_source(w, source_service, 10 * MILLISECOND, false);
    world_add_source(w, source_screened_bots, 2950 * MILLISECOND, false);
    world_add_source(w, source_bots, 3750 * MILLISECOND, false);
    world_add_source(w, source_guessers, 5800 * MILLISECOND, false);
    world_add_source(w, source_users, 11000 * MILLISECOND, true);
    world_add_source(w, source_servers, 4900 * MILLISECOND, true);
    world_add_source(w, source_local, 24 * SECOND, false);
    world_add_source(w, source_foreign, 6000 * MILLISECOND, false);
    world_add_source(w, source_dovecot, 10000 * MILLISECOND, true);
    world_add_source(w, source_statistics, MINUTE, false);
}

static void open_accounts(world *w)
{
    for (uint32_t i = 0; i < w->account_count; i++) {
        int64_t first = account_next(&w->accounts[i], w->start, &w->random);
        agenda_add(&w->agenda, first, ACTOR_ACCOUNT, i);
    }
}

void profile_account_step(world *w, uint32_t number, int64_t now)
{
    visit_by_user(w, number, 1, now);
    int64_t next = account_next(&w->accounts[number], now, &w->random);
    agenda_add(&w->agenda, next, ACTOR_ACCOUNT, number);
}

static void open_names(world *w)
{
    world_add_source(w, source_name_flood, 120 * MILLISECOND, false);
    world_add_source(w, source_users, 5 * SECOND, true);
}

static void open_addresses(world *w)
{
    w->next_stranger = w->strangers + HIDDEN;
    world_add_source(w, source_address_flood, 30 * MILLISECOND, false);
    world_add_source(w, source_users, 5 * SECOND, true);
}

static void open_reuse(world *w)
{
    w->next_stranger = w->strangers + CROWD_FIRST;
    world_add_source(w, source_service, 10 * MILLISECOND, false);
    world_add_source(w, source_users, 1200 * MILLISECOND, false);
    world_add_source(w, source_servers, 1500 * MILLISECOND, false);
    world_add_source(w, source_local, 8 * SECOND, false);
    world_add_source(w, source_bots, 4 * SECOND, false);
    world_add_source(w, source_guessers, 10 * SECOND, false);
    world_add_source(w, source_foreign, 6 * SECOND, false);
}

const profile profiles[] = {
    {
        .name = "mixed",
        .help = "a busy server on the Internet",
        .open = open_mixed,
        .accounts = 300,
        .most_recipients = 20,
        .filtered = 200,
        .requeued = 15,
        .deleted = 8,
        .typos = 25,
        .odd_failures = true,
        .first_wait = 5 * MINUTE,
        .longest_wait = 4000 * SECOND,
        .lifetime = 6 * HOUR,
    },
    {
        .name = "accounts",
        .help = "accounts with office habits, and nothing else",
        .open = open_accounts,
        .accounts = 1000,
        .most_recipients = 3,
        .first_wait = 5 * MINUTE,
        .longest_wait = 4000 * SECOND,
        .lifetime = 6 * HOUR,
    },
    {
        .name = "names",
        .help = "a flood of failures, each with a new user name; 20 real ones in it",
        .open = open_names,
        .accounts = 50,
        .most_recipients = 20,
        .first_wait = 5 * MINUTE,
        .longest_wait = 4000 * SECOND,
        .lifetime = 6 * HOUR,
    },
    {
        .name = "addresses",
        .help = "a flood of failures, each from a new address; 20 real ones in it",
        .open = open_addresses,
        .accounts = 50,
        .most_recipients = 20,
        .first_wait = 5 * MINUTE,
        .longest_wait = 4000 * SECOND,
        .lifetime = 6 * HOUR,
    },
    {
        .name = "reuse",
        .help = "40 queue IDs that come back within seconds",
        .open = open_reuse,
        .accounts = 100,
        .most_recipients = 20,
        .filtered = 300,
        .requeued = 60,
        .deleted = 30,
        .typos = 25,
        .odd_failures = true,
        .few_ids = true,
        .first_wait = 2 * SECOND,
        .longest_wait = 15 * SECOND,
        .lifetime = MINUTE,
    },
};

const uint32_t profile_count = sizeof profiles / sizeof *profiles;

const profile *profile_find(const char *name)
{
    for (uint32_t i = 0; i < profile_count; i++)
        if (strcmp(profiles[i].name, name) == 0)
            return &profiles[i];
    return NULL;
}
