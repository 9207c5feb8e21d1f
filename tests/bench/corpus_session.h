/*
 * A client's visit, from postscreen or smtpd's `connect from` to `disconnect`: a
 * list of steps, made before it begins (corpus_visit.c), and played.
 */
#ifndef CORPUS_SESSION_H
#define CORPUS_SESSION_H

#include "corpus_world.h"

#define STEPS_MAX 24u

enum step {
    /* postscreen and its helpers */
    STEP_SCREEN_CONNECT,
    STEP_SCREEN_PASS_NEW,
    STEP_SCREEN_PASS_OLD,
    STEP_SCREEN_PREGREET,
    STEP_SCREEN_RANK,
    STEP_SCREEN_REJECT,
    STEP_SCREEN_HANGUP,
    STEP_SCREEN_DISCONNECT,
    STEP_DNSBLOG,
    STEP_PROXY_CONNECT,
    STEP_PROXY_DISCONNECT,
    /* smtpd */
    STEP_UNRESOLVED,
    STEP_CONNECT,
    STEP_TLS,
    STEP_TLS_ERROR,
    STEP_TLS_PROBLEM,
    STEP_AUTH_FAIL,
    STEP_AUTH_ABORT,
    STEP_MAIL,
    STEP_REJECT,
    STEP_NON_SMTP,
    STEP_BAD_ADDRESS,
    STEP_PIPELINING,
    STEP_TOO_MANY_ERRORS,
    STEP_RATE_LIMIT,
    STEP_LOST,
    STEP_TIMEOUT,
    STEP_DISCONNECT,
    STEP_OWN,
    STEP_COUNT
};

enum visitor { VISITOR_BOT, VISITOR_USER, VISITOR_SERVER, VISITOR_FILTER };

/* Which user names a guesser tries. */
enum guessing { GUESS_ONE, GUESS_USUAL, GUESS_NEW };

/* What `disconnect from` tells: accepted, received. */
typedef struct command_count {
    uint16_t ok, all;
} command_count;

typedef struct command_counts {
    command_count ehlo, starttls, auth, mail, rcpt, data, quit, unknown;
} command_counts;

typedef struct session session;

/* What a visit planned by another program does in its own way; its address is called as that program says. */
typedef struct session_manner {
    const char *(*called)(world *w, const session *s);
    uint32_t (*hand_in)(world *w, session *s, int64_t now); /* STEP_MAIL, as arrive_by_smtp() */
    void (*line)(world *w, session *s, int64_t now);        /* STEP_OWN */
} session_manner;

struct session {
    uint8_t steps[STEPS_MAX];
    uint8_t step_count, step_next;
    uint8_t visitor, group, program;
    uint8_t guessing, sasl_method, place; /* place: in the account's addresses */
    uint8_t lists;                        /* DNS lists that know the client */
    bool tells_names, has_process;
    process process;
    host *host;
    uint32_t addr;    /* number */
    uint32_t account; /* user: the account; guesser: the name tried; filter: the message given to it */
    uint32_t domain;  /* server: its */
    uint16_t port;
    command_counts commands;
    const char *where; /* what it did last, as in lost connection after EHLO */
    uint8_t addr_length, client_length;
    char addr_text[ADDRESS_ROOM];
    char client[96];              /* NAME[ADDRESS] */
    const session_manner *manner; /* NULL: that of this corpus */
    uint32_t plan;                /* for the manner */
};

/* A session to be given its steps, and its beginning. */
session *session_make(world *w, host *h, enum visitor visitor, enum program program, uint32_t addr, uint32_t *number);
void session_add(session *s, enum step step); /* STEPS_MAX at most: what is more is lost */
void session_begin(world *w, uint32_t number, int64_t now);

/* DNS gives a name for the address, but not the address for the name. */
bool session_is_unresolved(const world *w, const session *s);

void session_step(world *w, uint32_t number, int64_t now);

/* Calls: the line of one step. smtpd's begins with its process, which comes with the first. */
void smtpd_step(world *w, session *s, enum step step, int64_t now);
void postscreen_step(world *w, session *s, enum step step, int64_t now);

/* CLIENT; [ADDRESS]:PORT */
void put_client(log_writer *log, const session *s);
void put_endpoint(log_writer *log, const session *s);

/* A mailbox that strangers write from: in any domain but ours. */
mailbox any_foreign_mailbox(world *w);
mailbox any_own_mailbox(world *w);

#endif
