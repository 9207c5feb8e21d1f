/* The loop that all goes through. Contract in corpus_world.h. */
#include "corpus_world.h"

#include "corpus_message.h"
#include "corpus_profile.h"
#include "corpus_session.h"

#include <stdlib.h>

void world_open(world *w, const profile *p, uint64_t seed, uint32_t hosts, uint32_t accounts, int64_t start)
{
    w->profile = p;
    random_start(&w->random, seed);
    w->domains = domains_make();
    w->hosts = must_resize(NULL, hosts * sizeof *w->hosts);
    w->host_count = hosts;
    for (uint32_t i = 0; i < hosts; i++)
        host_open(&w->hosts[i], i, p->few_ids ? ID_FEW : i % 2 == 0 ? ID_SHORT : ID_LONG);
    w->accounts = accounts_make(accounts, &w->addresses, &w->random);
    w->account_count = accounts;
    w->strangers = w->next_stranger = accounts * ACCOUNT_ADDRESSES;
    w->next_name = accounts + GUESSES;
    w->localhost = address_number(&w->addresses, ipv4(127, 0, 0, 1));
    if (p->masked > 0)
        w->mask = address_number(&w->addresses, ipv4(172, 17, 0, 1));
    truth_open(&w->truth, accounts + LOCAL_USERS);
    pool_init(&w->sessions, sizeof(session));
    pool_init(&w->messages, sizeof(message));
    w->start = start;
    p->open(w);
}

void world_close(world *w)
{
    for (uint32_t i = 0; i < w->host_count; i++)
        host_close(&w->hosts[i]);
    free(w->hosts);
    free(w->domains);
    free(w->accounts);
    free(w->agenda.heap);
    address_free(&w->addresses);
    truth_close(&w->truth);
    pool_free(&w->sessions);
    pool_free(&w->messages);
}

/* --- Sources ----------------------------------------------------------------- */

void world_add_source(world *w, void (*fire)(world *, source *, int64_t), int64_t mean, bool office)
{
    w->sources[w->source_count] = (source){.fire = fire, .mean = mean, .office = office};
    int64_t gap = random_gap(&w->random, mean);
    agenda_add(&w->agenda, w->start + gap, ACTOR_SOURCE, w->source_count++);
}

/* Mail in each hour of a day in UTC, in percent of the average. */
static const uint8_t office_hours[24] = {25,  20,  20,  20,  25,  40,  70, 120, 180, 200, 200, 185,
                                         155, 165, 180, 175, 155, 125, 95, 75,  60,  45,  35,  30};

static void source_step(world *w, uint32_t number, int64_t now)
{
    source *s = &w->sources[number];
    s->fire(w, s, now);
    int64_t gap = random_gap(&w->random, s->mean);
    if (s->office)
        gap = gap * 100 / office_hours[now / HOUR % 24];
    agenda_add(&w->agenda, now + gap, ACTOR_SOURCE, number);
}

/* --- Running ----------------------------------------------------------------- */

void world_run(world *w)
{
    appointment next;
    while (!w->log.full && agenda_next(&w->agenda, &next) && next.time < w->end) {
        uint32_t number = actor_number_of(next.actor);
        switch (actor_kind_of(next.actor)) {
        case ACTOR_SOURCE:
            source_step(w, number, next.time);
            break;
        case ACTOR_ACCOUNT:
            profile_account_step(w, number, next.time);
            break;
        case ACTOR_SESSION:
            session_step(w, number, next.time);
            break;
        case ACTOR_MESSAGE:
            message_step(w, number, next.time);
            break;
        case ACTOR_PLAN:
            w->profile->act(w, number, next.time);
            break;
        }
    }
}

/* --- Shared acts ------------------------------------------------------------- */

host *world_any_host(world *w)
{
    return &w->hosts[w->host_count > 1 ? random_below(&w->random, w->host_count) : 0];
}

uint32_t world_new_name(world *w)
{
    return w->next_name++;
}

uint32_t world_stranger(world *w, uint32_t n)
{
    return address_number(&w->addresses, stock_address(w->strangers + n));
}

uint32_t world_new_stranger(world *w)
{
    return address_number(&w->addresses, stock_address(w->next_stranger++));
}

void world_line(world *w, host *h, int64_t now, enum program program)
{
    uint32_t pid = host_pid(h, program, &w->random);
    host_line(h, &w->log, now, program, pid);
}

void world_end_line(world *w, enum corpus_kind kind, enum corpus_group group)
{
    if (!log_end_line(&w->log))
        return;
    w->truth.kinds[kind]++;
    w->truth.groups[group]++;
}
