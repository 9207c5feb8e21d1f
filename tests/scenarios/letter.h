/* Messages as they are handed in: from whom, to whom, how large. */
#ifndef LETTER_H
#define LETTER_H

#include "act.h"
#include "corpus_arrival.h"

/* Where the corpus has domains for relayed mail: at its end. */
#define HOSTED_DOMAINS 12u
#define HOSTED_FIRST   (DOMAIN_COUNT - HOSTED_DOMAINS)
#define BACKUP_DOMAINS 2u
#define BACKUP_FIRST   (HOSTED_FIRST - BACKUP_DOMAINS)

/* The message of an act, without a queue ID: number of recipients is in it. */
message *letter_write(month *m, act *a, host *h, int64_t now);

/* The n-th mailbox of a list, anywhere outside. */
mailbox letter_listed(uint64_t list, uint32_t n);

/* The mailbox that a person writes from; its login may be no mailbox, then the text is to be used. */
mailbox person_mailbox(const person *p);

#endif
