/*
 * Mailboxes and login names. Both are numbers; their text is made when it is
 * written, and no two numbers have the same.
 */
#ifndef CORPUS_MAILBOX_H
#define CORPUS_MAILBOX_H

#include "corpus_domain.h"

typedef struct mailbox {
    uint32_t local;
    uint32_t domain; /* DOMAIN_NONE: the null sender */
} mailbox;

#define DOMAIN_NONE UINT32_MAX

/* local@domain; nothing for the null sender. Mailboxes of DOMAIN_ORIGIN are local users. */
void put_mailbox(log_writer *log, const domain *domains, mailbox m);

/* --- Local users ------------------------------------------------------------- */

#define LOCAL_USERS 7u

typedef struct local_user {
    uint32_t uid;
    const char *name;
} local_user;

extern const local_user local_users[LOCAL_USERS];

/* --- Login names ------------------------------------------------------------- */

/*
 * First the accounts, then GUESSES that every guesser tries (admin@example.com),
 * then names that nobody has, without end.
 */
#define GUESSES 384u

/* Login names of accounts are their mailboxes. */
mailbox account_mailbox(uint32_t account);

void put_login_name(log_writer *log, const domain *domains, uint32_t accounts, uint32_t name);

#endif
