/* Lines that no client and no message causes: statistics, the service's own, other programs'. */
#ifndef CORPUS_OTHERS_H
#define CORPUS_OTHERS_H

#include "corpus_world.h"

/* A user, by the number of the login name, comes by imap or pop3 to read mail. */
typedef struct mailbox_login {
    const char *protocol;
    uint32_t name, addr, pid;
    uint64_t session; /* its name is made of this */
} mailbox_login;

void dovecot_login(world *w, host *h, const mailbox_login *l, int64_t now);

/* Postfix starts: on every host, once; then it is reloaded from time to time. */
void source_service(world *w, source *s, int64_t now);

/* anvil and scache sum up: some lines, one after the other. */
void source_statistics(world *w, source *s, int64_t now);

/* sshd, cron, systemd, opendkim. */
void source_foreign(world *w, source *s, int64_t now);

/* Dovecot: accounts read their mail. */
void source_dovecot(world *w, source *s, int64_t now);

#endif
