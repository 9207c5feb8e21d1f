/* The accounts: each is a person, or a machine, with ways of its own. */
#ifndef PERSON_H
#define PERSON_H

#include "corpus_mailbox.h"
#include "corpus_random.h"
#include "place.h"

/* Name, and how many of a thousand accounts; 0: PERSONA_FIXED says how many of a server. */
#define PERSONAS(X)                                                                                                    \
    X(OFFICE, "office", 330)   /* at the office, sometimes at home */                                                  \
    X(ROAMING, "roaming", 190) /* and with a phone */                                                                  \
    X(HOME, "home", 110)       /* no office */                                                                         \
    X(PHONE_ONLY, "phone-only", 40)                                                                                    \
    X(TRAVELLER, "traveller", 50)       /* a week abroad */                                                            \
    X(SHIFT, "shift", 40)               /* other hours every week */                                                   \
    X(SEASONAL, "seasonal", 30)         /* away for weeks, then back */                                                \
    X(NEWCOMER, "newcomer", 25)         /* begins in the month */                                                      \
    X(SALESMAN, "salesman", 20)         /* eight sender addresses of three domains */                                  \
    X(SECRETARY, "secretary", 15)       /* once writes to 180 at a time */                                             \
    X(MISTYPER, "mistyper", 40)         /* types the password wrong, at home and elsewhere */                          \
    X(BESIEGED, "besieged", 15)         /* the same, while a botnet guesses at the account */                          \
    X(STALE_CLIENT, "stale-client", 25) /* the phone keeps the old password for days */                                \
    X(MOVER, "mover", 20)               /* gets another ISP */                                                         \
    X(SHARED, "shared", 15)             /* six people use it */                                                        \
    X(FORWARDER, "forwarder", 15)       /* an alias sends the mail on to the outside */                                \
    X(READER, "reader", 20)             /* reads only */                                                               \
    X(NEWSLETTER, "newsletter", 0)                                                                                     \
    X(INVOICES, "invoices", 0)                                                                                         \
    X(LIST, "list", 0)                                                                                                 \
    X(SCANNER, "scanner", 0)                                                                                           \
    X(BACKUP, "backup", 0)                                                                                             \
    X(PROBE, "probe", 0)                 /* a monitor logs in every five minutes */                                    \
    X(MISCONFIGURED, "misconfigured", 0) /* sends as somebody else, and is refused */

enum persona {
#define X(name, text, share) PERSONA_##name,
    PERSONAS(X)
#undef X
        PERSONA_COUNT
};

extern const char *const persona_names[PERSONA_COUNT];

typedef struct person {
    enum persona persona;
    uint32_t number;   /* of the account */
    uint32_t name;     /* of the login, for put_login_name() */
    const char *login; /* its text */
    uint32_t domain;   /* of the hosted ones */
    uint32_t isp, carrier;
    uint32_t program; /* PROGRAM_SUBMISSION or PROGRAM_SMTPS */
    bool v6;
    bool lasting; /* the address at home stays for weeks */
    bool has_phone;
    bool uses_webmail;              /* where there is one */
    uint32_t first_hour, hours;     /* of a working day */
    uint32_t mails;                 /* on a working day, on average */
    uint32_t story_day, story_days; /* when what the persona is about happens, and for how long */
} person;

struct month;

/* All of them, drawn; to be freed. */
person *people_make(struct month *m, uint32_t count, uint32_t days);

bool person_is_here(const person *p, uint32_t day);

/* Whether a domain of ours has an office. */
bool domain_has_office(uint32_t number);

place person_office(const struct month *m, const person *p, int64_t now);
place person_home(const struct month *m, const person *p, int64_t now);
place person_phone(const struct month *m, const person *p, int64_t now);

/* Where it is at this time, at work or not. */
place person_place(const struct month *m, const person *p, int64_t now, random_source *random);

#endif
