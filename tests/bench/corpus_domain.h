/*
 * The domains of the corpus: the server's own, and those it writes to and hears
 * from, each with its server and that server's manner.
 */
#ifndef CORPUS_DOMAIN_H
#define CORPUS_DOMAIN_H

#include "corpus_address.h"
#include "corpus_log.h"

#define DOMAIN_COUNT  4096u
#define DOMAINS_OWN   8u /* 0 to 7: hosted here */
#define DOMAIN_ORIGIN 8u /* the server's own name, of mail from local users */
#define DOMAIN_REMOTE 9u /* the first of the others; the lower, the busier */

/* What happens to mail for a domain. */
enum manner {
    MANNER_LMTP, /* own: Dovecot takes it */
    MANNER_VIRTUAL,
    MANNER_LOCAL,
    MANNER_GOOD,
    MANNER_GREY,    /* greylists */
    MANNER_UNKNOWN, /* knows few of its recipients */
    MANNER_BLOCKS,  /* has this server on a list */
    MANNER_SPAM,    /* takes much for spam */
    MANNER_SLOW,    /* is hard to reach */
    MANNER_FULL,    /* has full mailboxes */
    MANNER_DEAD     /* is not in the DNS */
};

typedef struct domain {
    enum manner manner;
    uint32_t product; /* 0 to 3: the mail server it runs, by its words */
    ip_address server;
    uint32_t exchangers; /* mail servers that share the work; here each has one */
    uint8_t name_length, relay_length;
    char name[40];
    char relay[96]; /* mx.NAME[ADDRESS] */
} domain;

/* All DOMAIN_COUNT of them; to be freed. */
domain *domains_make(void);

/* mx.NAME[ADDRESS], as a next hop; put_next_hop() has :25 too. which: 0 to exchangers - 1 */
void put_server(log_writer *log, const domain *d, uint32_t which);
void put_next_hop(log_writer *log, const domain *d, uint32_t which);

#endif
