/*
 * Attacks: what is planned, and what of it was done.
 *
 * A plan adds its acts when the month opens. What an act does it reports here, so
 * that the truth is what happened, not what is in the log.
 */
#ifndef ATTACK_H
#define ATTACK_H

#include "act.h"

#define VICTIMS_MAX 6u

#define ATTACK_KINDS(X)                                                                                                \
    X(GUESS_SPAM, "guess-spam", plan_guess_spam)                                                                       \
    X(STUFFING, "stuffing", plan_stuffing)                                                                             \
    X(STUFFING_MANY, "stuffing-many", plan_stuffing_many)                                                              \
    X(LOW_SLOW, "low-slow", plan_low_slow)                                                                             \
    X(BOTNET, "botnet", plan_botnet)                                                                                   \
    X(PROBE_SALE, "probe-sale", plan_probe_sale)                                                                       \
    X(FIVE_MAILS, "five-mails", plan_five_mails)                                                                       \
    X(WEB_SHELL, "web-shell", plan_web_shell)                                                                          \
    X(OPEN_RELAY, "open-relay", plan_open_relay)                                                                       \
    X(MASKED, "masked", plan_guess_spam)                                                                               \
    X(CUT_LOG, "cut-log", plan_cut_log)                                                                                \
    X(INJECTION, "injection", plan_injection)                                                                          \
    X(FAILURES, "failures", plan_failures_only)                                                                        \
    X(SILENT_LOGIN, "silent-login", plan_silent_login)                                                                 \
    X(MAIL_READER, "mail-reader", plan_mail_reader)

enum attack_kind {
#define X(name, text, plan) ATTACK_##name,
    ATTACK_KINDS(X)
#undef X
        ATTACK_KIND_COUNT
};

extern const char *const attack_names[ATTACK_KIND_COUNT];

typedef struct attack_message {
    int64_t time;
    uint32_t recipients;
    uint32_t victim; /* the person, or NOBODY */
    bool in_log;
} attack_message;

struct attack {
    enum attack_kind kind;
    uint32_t number;
    int64_t start, room; /* when it begins, and how long there is */
    random_source random;

    /* Victims: persons; the one that an injection names. Or a local user. */
    uint32_t victims[VICTIMS_MAX], victim_count;
    uint32_t uid;

    /* Parameters; zero: none. */
    uint32_t guesses_per_hour, guesses;
    uint32_t recipients_per_hour, recipients_per_message, hours;
    uint32_t address_count;
    bool near;   /* from the ISP of the victim */
    bool forges; /* sends with other senders than the victim's */
    bool first_day;

    place *places;

    /* What was done. */
    uint32_t failures;
    int64_t first_failure, last_failure, entered, last; /* 0: never */
    attack_message *messages;
    uint32_t message_count, message_capacity;
};

/* Which there will be, before the world opens; their acts, behind that. */
void attacks_choose(month *m);
void attacks_plan(month *m);
void attacks_free(month *m);

bool attack_is_masked(const month *m, uint32_t number);

/* A visit, or a login to Dovecot, begins; a message is handed in. Of any act. */
void attack_came(month *m, const act *a, int64_t now);
void attack_sent(month *m, const act *a, uint32_t recipients, int64_t now);

#define X(name, text, plan) void plan(month *m, attack *x);
ATTACK_KINDS(X)
#undef X

#endif
