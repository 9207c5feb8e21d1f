/* What is planned: acts, each at its time. */
#ifndef ACT_H
#define ACT_H

#include "month.h"

#define NOBODY    UINT32_MAX
#define NO_ATTACK UINT32_MAX

enum act_kind {
    ACT_DAY,    /* a day begins: of a person, or of the server itself */
    ACT_VISIT,  /* to smtpd */
    ACT_READ,   /* a login to Dovecot */
    ACT_PICKUP, /* a local user hands in a message */
    ACT_MUTE,   /* lines get lost from here */
    ACT_UNMUTE
};

/* What a message is: who gets it, and from whom. */
enum letter {
    LETTER_PERSONAL,   /* to people the person knows */
    LETTER_ALIAS,      /* the same, from one of its other addresses */
    LETTER_SELF,       /* to itself */
    LETTER_COLLEAGUE,  /* in the same domain */
    LETTER_LISTED,     /* to the next ones of a list that the act numbers */
    LETTER_VERP,       /* the same, each with a sender of its own */
    LETTER_ADMIN,      /* to root; up to here all are from the person, or the local user */
    LETTER_INBOUND,    /* from outside to one of ours */
    LETTER_FORWARDED,  /* from outside to the person, whose alias sends it to the outside */
    LETTER_SRS,        /* the same, with a rewritten sender */
    LETTER_HOSTED,     /* from outside to a domain that has its mail elsewhere */
    LETTER_REDIRECTED, /* from outside, sent on by a filter script of the person */
    LETTER_SPAM,       /* to the next ones of a list, from anybody */
    LETTER_FORGED      /* to one of ours; the log lines about it pretend to be others */
};

/* Lines of a visit that are not of the corpus. */
enum own_line {
    OWN_NOT_OWNED, /* a sender that is not this user's */
    OWN_HELO,      /* a HELO that looks like log text */
    OWN_NAME,      /* a user name that does */
    OWN_MECHANISM  /* an AUTH mechanism that does */
};

/* The parts that a kind of act does not need are zero. */
typedef struct act {
    enum act_kind kind;
    uint32_t who;    /* the person, or NOBODY */
    uint32_t attack; /* whose act this is, or NO_ATTACK */

    /* ACT_VISIT, ACT_READ: */
    place from;
    enum program program;
    uint32_t domain;   /* of a server that comes */
    uint32_t name;     /* of the login, or NAME_NONE */
    uint32_t failures; /* before the login: wrong passwords */
    bool only_fails;
    uint32_t mails; /* none: logs in, and leaves */
    enum own_line own;
    uint32_t own_lines;
    const char *framed; /* whom forged text names */

    /* ACT_VISIT, ACT_PICKUP: each of its messages */
    enum letter letter;
    uint32_t recipients; /* 0: as people do */
    uint64_t list;       /* LETTER_LISTED: which list; LETTER_HOSTED: which domain */
    uint32_t place;      /* and from which place on; moves on with each message */
    uint32_t size;       /* at most; 0: any */
    uint32_t refused;    /* per mille of its recipients, as spam */
    uint32_t uid;        /* of the local user */
    const char *sender;  /* NULL: the letter says */
} act;

void act_add(month *m, int64_t time, const act *a);

/* world's ACTOR_PLAN. */
void act_step(world *w, uint32_t number, int64_t now);

static inline act *act_at(const month *m, uint32_t number)
{
    return pool_at(&m->acts, number);
}

#endif
