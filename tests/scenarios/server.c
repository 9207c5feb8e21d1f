/* Variants of a server, its noise, its own mail. Contract in server.h. */
#include "server.h"

#include "corpus_others.h"
#include "corpus_visit.h"
#include "day.h"
#include "letter.h"

#define UID_WEB   33u
#define UID_LISTS 38u
#define UID_VMAIL 5000u

const server_variant server_variants[] = {
    {"proxy-some", "a container proxy hides the address of 3 clients in 100", SERVER_PROXY_SOME},
    {"proxy-all", "it hides all of them", SERVER_PROXY_ALL},
    {"webmail-local", "webmail hands in over loopback, without login", SERVER_WEBMAIL_LOCAL},
    {"webmail-host", "webmail logs in its users, all from one address", SERVER_WEBMAIL_HOST},
    {"gateway", "inbound mail of 12 domains goes on to one inner host", SERVER_GATEWAY},
    {"backup-mx", "inbound mail of two domains waits for their own servers", SERVER_BACKUP_MX},
    {"smarthost", "all outgoing mail goes through one relayhost", SERVER_SMARTHOST},
    {"sieve", "filter scripts redirect mail: handed in by the user vmail", SERVER_SIEVE},
    {"office-move", "one domain's office gets a new address", SERVER_OFFICE_MOVE},
    {"filter", "outgoing mail goes through a content filter", SERVER_FILTER},
};
const uint32_t server_variant_count = sizeof server_variants / sizeof *server_variants;

/* --- Noise ------------------------------------------------------------------- */

/* The stock of strangers: bots have the first 24,000, guessers that never rest some behind them. */
#define BUSY_FIRST    30000u
#define BUSY_GUESSERS 40u
#define CROWD_FIRST   31000u

/* A crowd of which each comes once, and a few that come all the time. */
static void source_guessers(world *w, source *s, int64_t now)
{
    (void)s;
    bool is_busy = random_chance(&w->random, 200);
    uint32_t rank = random_skewed(&w->random, BUSY_GUESSERS), failures = 1 + random_skewed(&w->random, 3);
    uint32_t addr = is_busy ? world_stranger(w, BUSY_FIRST + rank) : world_new_stranger(w);
    visit_by_guesser(w, addr, GUESS_USUAL, NAME_NONE, failures, now);
}

/* The corpus has them every three minutes: here they would be a tenth of the log. */
static void source_sums(world *w, source *s, int64_t now)
{
    source_statistics(w, s, now);
    if (s->mean >= SECOND)
        s->mean = 40 * MINUTE;
}

static void open_noise(world *w)
{
    w->next_stranger = w->strangers + CROWD_FIRST;
    world_add_source(w, source_service, 10 * MILLISECOND, false);
    world_add_source(w, source_screened_bots, 7 * MINUTE, false);
    world_add_source(w, source_bots, 7 * MINUTE, false);
    world_add_source(w, source_guessers, MINUTE, false);
    world_add_source(w, source_servers, 4 * MINUTE, true);
    world_add_source(w, source_sums, 40 * MINUTE, false);
}

/* --- The server's own mail --------------------------------------------------- */

static act pickup_of(uint32_t uid, enum letter letter)
{
    return (act){.kind = ACT_PICKUP,
                 .who = NOBODY,
                 .attack = NO_ATTACK,
                 .name = NAME_NONE,
                 .uid = uid,
                 .letter = letter,
                 .recipients = 1,
                 .size = 40000};
}

static void plan_pickups(day *d, act a, uint32_t count, int64_t first_hour, int64_t hours)
{
    for (uint32_t i = 0; i < count; i++) {
        int64_t time = draw_time(d, first_hour, hours);
        a.place = (uint32_t)(random_next(&d->random) & 0xFFFF);
        act_add(d->m, time, &a);
    }
}

/* cron's mail to root, and logwatch at its hour. */
static void plan_cron(day *d)
{
    act a = pickup_of(0, LETTER_ADMIN);
    uint32_t jobs = (uint32_t)random_between(&d->random, 2, 6);
    plan_pickups(d, a, jobs, 0, 24);
    act_add(d->m, d->begin + 6 * HOUR + 25 * MINUTE + 11 * SECOND, &a);
}

/* A shop writes to its customers: 10 in the busiest hour, a few more on weekends. */
static void plan_shop(day *d)
{
    act a = pickup_of(UID_WEB, LETTER_LISTED);
    uint32_t orders = (uint32_t)random_between(&d->random, 15, 60);
    a.list = 33;
    plan_pickups(d, a, orders, 6, 16);
}

/* Each post goes to every member in a message of its own, with a sender of its own. */
static void plan_lists(day *d)
{
    uint32_t posts = random_below(&d->random, 4), members = 30 + (uint32_t)(d->m->set.seed % 80);
    for (uint32_t post = 0; post < posts; post++) {
        int64_t time = draw_time(d, 6, 15);
        act a = pickup_of(UID_LISTS, LETTER_LISTED);
        a.list = 38;
        a.sender = "team-bounces@example.org";
        for (uint32_t i = 0; i < members; i++) {
            a.place = i;
            time += random_between(&d->random, 20 * MILLISECOND, 900 * MILLISECOND);
            act_add(d->m, time, &a);
        }
    }
}

static void plan_redirects(day *d)
{
    uint32_t count = (uint32_t)random_between(&d->random, 30, 90);
    for (uint32_t i = 0; i < count; i++) {
        act a = pickup_of(UID_VMAIL, LETTER_REDIRECTED);
        a.who = random_skewed(&d->random, d->m->set.accounts) / 8;
        int64_t time = draw_time(d, 4, 20);
        act_add(d->m, time, &a);
    }
}

/* --- Mail that is not for this server ---------------------------------------- */

static void plan_relayed(day *d, uint32_t first, uint32_t domains, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t from = DOMAIN_REMOTE + random_skewed(&d->random, BACKUP_FIRST - DOMAIN_REMOTE);
        act a = {.kind = ACT_VISIT, .who = NOBODY, .attack = NO_ATTACK, .from = place_server(from), .mails = 1};
        a.program = PROGRAM_SMTPD;
        a.name = NAME_NONE;
        a.letter = LETTER_HOSTED;
        a.domain = from;
        a.list = first + random_below(&d->random, domains);
        int64_t time = draw_time(d, 3, 21);
        act_add(d->m, time, &a);
    }
}

void plan_server(day *d)
{
    uint32_t server = d->m->set.server;
    plan_cron(d);
    plan_shop(d);
    plan_lists(d);
    if (server & SERVER_SIEVE)
        plan_redirects(d);
    if (server & SERVER_GATEWAY)
        plan_relayed(d, HOSTED_FIRST, HOSTED_DOMAINS, 250);
    if (server & SERVER_BACKUP_MX)
        plan_relayed(d, BACKUP_FIRST, BACKUP_DOMAINS, 40);
}

/* --- Next hops --------------------------------------------------------------- */

/* The big providers have several servers each: no domain that people know has but one next hop. */
#define PROVIDERS 60u

static void spread_providers(domain *domains)
{
    for (uint32_t i = 0; i < PROVIDERS; i++)
        domains[DOMAIN_REMOTE + i].exchangers = 2 + i % 3;
}

/* All mail for these domains goes to one host, which behaves like this. */
static void send_through(domain *domains, uint32_t count, const char *relay, enum manner manner)
{
    for (uint32_t i = 0; i < count; i++) {
        domain *d = &domains[i];
        d->manner = manner;
        d->product = 0;
        d->exchangers = 1;
        d->relay_length = (uint8_t)snprintf(d->relay, sizeof d->relay, "%s", relay);
    }
}

void server_set_profile(month *m)
{
    uint32_t server = m->set.server;
    m->profile.masked = server & SERVER_PROXY_ALL ? 1000 : server & SERVER_PROXY_SOME ? 30 : 0;
    m->profile.names_untold = !m->set.names;
}

void server_open(month *m)
{
    domain *domains = m->w.domains;
    uint32_t server = m->set.server;
    spread_providers(domains);
    if (server & SERVER_SMARTHOST)
        send_through(domains + DOMAIN_REMOTE, DOMAIN_COUNT - DOMAIN_REMOTE, "smtp.relay.example[203.0.113.10]",
                     MANNER_GOOD);
    if (server & SERVER_GATEWAY)
        send_through(domains + HOSTED_FIRST, HOSTED_DOMAINS, "mail.inner.example[203.0.113.25]", MANNER_GOOD);
    if (server & SERVER_BACKUP_MX)
        send_through(domains + BACKUP_FIRST, BACKUP_DOMAINS, "mx.primary.example[198.51.100.25]", MANNER_SLOW);
    act today = {.kind = ACT_DAY, .who = NOBODY, .attack = NO_ATTACK};
    act_add(m, m->set.start, &today);
    open_noise(&m->w);
}
