/* The accounts: where they write from, when, and to whom. */
#ifndef CORPUS_ACCOUNT_H
#define CORPUS_ACCOUNT_H

#include "corpus_address.h"
#include "corpus_host.h"
#include "corpus_mailbox.h"
#include "corpus_random.h"

#define ACCOUNT_ADDRESSES 4u

typedef struct account {
    uint32_t addresses[ACCOUNT_ADDRESSES]; /* numbers */
    uint32_t logins[ACCOUNT_ADDRESSES];    /* messages handed in from each: the truth */
    uint32_t mailbox_logins;
    uint8_t address_count;
    uint8_t first_hour, hours; /* of its day */
    uint16_t domain_count;     /* that it writes to */
    uint8_t program;           /* PROGRAM_SUBMISSION or PROGRAM_SMTPS */
    uint8_t left_today;        /* messages */
} account;

/* All of them, drawn from random; to be freed. */
account *accounts_make(uint32_t count, address_book *book, random_source *random);

/* One of its addresses, the first far more often; the place in its array. */
uint32_t account_place(const account *a, random_source *random);

/* A domain that the account with this number writes to, its favourites far more often. */
uint32_t account_domain(const account *a, uint32_t number, random_source *random);

/* The next message of an office day after this time; on another day when today has none left. */
int64_t account_next(account *a, int64_t now, random_source *random);

#endif
