/*
 * Everything there is while a corpus is made, and the few acts that all parts of
 * it share: to make an appointment, to begin and to end a line.
 *
 * The law that keeps the truth true: a step that the agenda calls writes one line
 * at most, so the log can end behind any line and nothing is counted that is not
 * in it.
 */
#ifndef CORPUS_WORLD_H
#define CORPUS_WORLD_H

#include "corpus_account.h"
#include "corpus_agenda.h"
#include "corpus_clock.h"
#include "corpus_host.h"
#include "corpus_mailbox.h"
#include "corpus_pool.h"
#include "corpus_truth.h"

#define SOURCES_MAX 24u

typedef struct world world;

/* What keeps coming: fires after a random time, on average every mean. */
typedef struct source {
    void (*fire)(world *w, struct source *s, int64_t now);
    int64_t mean;
    bool office; /* less at night */
    uint32_t turn;
} source;

typedef struct profile profile;

struct world {
    const profile *profile;
    random_source random;
    agenda agenda;
    log_writer log;
    truth truth;
    address_book addresses;
    domain *domains;
    host *hosts;
    uint32_t host_count;
    account *accounts;
    uint32_t account_count;
    pool sessions, messages;
    source sources[SOURCES_MAX];
    uint32_t source_count;
    int64_t start, end; /* end: when the last line may be, INT64_MAX for any time */
    uint32_t strangers; /* the first of stock_address() that no account has */
    uint32_t next_stranger, next_name;
    uint32_t localhost; /* its number in addresses */
    uint32_t mask;      /* that of the proxy of profile.masked */
};

/* Of a world that is all zeros. */
void world_open(world *w, const profile *p, uint64_t seed, uint32_t hosts, uint32_t accounts, int64_t start);
void world_close(world *w);

/* Lets things happen until the log is full or the time is over. */
void world_run(world *w);

void world_add_source(world *w, void (*fire)(world *, source *, int64_t), int64_t mean, bool office);

host *world_any_host(world *w);

/* A number for a name that nobody has tried yet, and for an address that nobody has used. */
uint32_t world_new_name(world *w);
uint32_t world_new_stranger(world *w);
uint32_t world_stranger(world *w, uint32_t n);

/* Starts a line by any process of a program; host_line() starts one by a certain process. */
void world_line(world *w, host *h, int64_t now, enum program program);
void world_end_line(world *w, enum corpus_kind kind, enum corpus_group group);

#endif
