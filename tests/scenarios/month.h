/*
 * A month on a mail server: the people, the robots, the noise and the attacks.
 *
 * The corpus of tests/bench/ plays visits and messages and writes their lines;
 * here is planned who comes when and to do what. Plans draw from sources of their
 * own, one for each person and day, so that the innocent do the same whatever
 * attacks there are.
 */
#ifndef MONTH_H
#define MONTH_H

#include "corpus_profile.h"
#include "person.h"

/* Settings that fool rules. */
enum server_bit {
    SERVER_PROXY_SOME = 1 << 0,    /* a container proxy hides the address of some clients */
    SERVER_PROXY_ALL = 1 << 1,     /* of all */
    SERVER_WEBMAIL_LOCAL = 1 << 2, /* webmail hands in over loopback, without login */
    SERVER_WEBMAIL_HOST = 1 << 3,  /* webmail logs in its users, all from one address */
    SERVER_GATEWAY = 1 << 4,       /* inbound mail of 12 domains goes on to one inner host */
    SERVER_BACKUP_MX = 1 << 5,     /* inbound mail of two domains waits here for their own servers */
    SERVER_SMARTHOST = 1 << 6,     /* all outgoing mail goes to one relayhost */
    SERVER_SIEVE = 1 << 7,         /* redirects: handed in by the user vmail */
    SERVER_OFFICE_MOVE = 1 << 8,   /* all of one domain get a new address on one day */
    SERVER_FILTER = 1 << 9,        /* outgoing mail goes through a content filter */
};

typedef struct settings {
    uint64_t seed;
    uint32_t days, accounts;
    int64_t start;
    bool names, dovecot;
    uint32_t server;  /* server_bit */
    uint32_t attacks; /* a bit for each kind */
    uint32_t attack_count;
} settings;

typedef struct attack attack;

typedef struct month {
    world w; /* first: what the corpus calls has only this */
    profile profile;
    settings set;
    person *people; /* as many as accounts */
    pool acts;
    attack *attacks;
    uint32_t attack_count;
    char **texts;
    uint32_t text_count, text_capacity;
    int64_t cut_from, cut_until; /* lines that are missing; 0: none */
    int64_t move;                /* the day of the office's move */
} month;

static inline month *month_of(world *w)
{
    return (month *)w;
}

/* What is drawn for one purpose, whatever else is drawn. */
random_source month_random(const month *m, uint32_t purpose, uint64_t number, uint64_t day);
enum month_purpose { FOR_PERSON, FOR_DAY, FOR_ATTACK, FOR_SERVER };

/* A copy of a text that lives as long as the month. */
const char *month_keep(month *m, const char *text);

int64_t month_day(const month *m, uint32_t day); /* when it begins */
bool month_is_weekend(int64_t now);

/* Of a month that is all zeros; its log is to be opened before. */
void month_open(month *m, const settings *set);
void month_close(month *m);

#endif
