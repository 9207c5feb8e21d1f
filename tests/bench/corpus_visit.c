/* Putting visits together. Contract in corpus_visit.h. */
#include "corpus_visit.h"

#include "corpus_profile.h"

#define BOTS 24000u /* addresses that bots come from */

static void draw_port(world *w, session *s)
{
    s->port = (uint16_t)random_between(&w->random, 1025, 65535);
}

static void greets(session *s)
{
    s->commands.ehlo = (command_count){1, 1};
    s->where = "EHLO";
}

static void leaves_politely(session *s)
{
    s->commands.quit = (command_count){1, 1};
    session_add(s, STEP_DISCONNECT);
}

static void vanishes(session *s)
{
    session_add(s, STEP_LOST);
    session_add(s, STEP_DISCONNECT);
}

/* --- Those who bring mail ---------------------------------------------------- */

void visit_by_user(world *w, uint32_t who, uint32_t mails, int64_t now)
{
    const account *a = &w->accounts[who];
    uint32_t number, place = account_place(a, &w->random);
    host *h = world_any_host(w);
    session *s = session_make(w, h, VISITOR_USER, (enum program)a->program, a->addresses[place], &number);
    s->group = GROUP_SUBMISSION;
    s->account = who;
    s->place = (uint8_t)place;
    s->sasl_method = who % 5 == 0;
    s->guessing = GUESS_ONE;
    s->tells_names = true;
    greets(s);
    session_add(s, STEP_CONNECT);
    session_add(s, STEP_TLS);
    /* Typed it wrong. */
    if (random_chance(&w->random, w->profile->typos)) {
        session_add(s, STEP_AUTH_FAIL);
        if (random_chance(&w->random, 300))
            session_add(s, STEP_AUTH_FAIL);
    }
    for (uint32_t i = 0; i < mails; i++)
        session_add(s, STEP_MAIL);
    if (mails == 0)
        s->commands.auth = (command_count){1, 1};
    leaves_politely(s);
    session_begin(w, number, now);
}

void visit_by_server(world *w, int64_t now)
{
    uint32_t from = DOMAIN_REMOTE + random_skewed(&w->random, DOMAIN_COUNT - DOMAIN_REMOTE);
    uint32_t number, addr = address_number(&w->addresses, w->domains[from].server);
    host *h = world_any_host(w);
    session *s = session_make(w, h, VISITOR_SERVER, PROGRAM_SMTPD, addr, &number);
    s->group = GROUP_INBOUND;
    s->domain = from;
    draw_port(w, s);
    greets(s);
    session_add(s, STEP_SCREEN_CONNECT);
    session_add(s, random_chance(&w->random, 930) ? STEP_SCREEN_PASS_OLD : STEP_SCREEN_PASS_NEW);
    session_add(s, STEP_CONNECT);
    if (mix_bits(from + 3) % 6 != 0)
        session_add(s, STEP_TLS);
    session_add(s, STEP_MAIL);
    if (random_chance(&w->random, 120))
        session_add(s, STEP_MAIL);
    leaves_politely(s);
    session_begin(w, number, now);
}

void visit_by_filter(world *w, message *given, int64_t now)
{
    uint32_t number;
    session *s = session_make(w, given->host, VISITOR_FILTER, PROGRAM_SMTPD, w->localhost, &number);
    s->group = given->group;
    s->account = given->number;
    greets(s);
    session_add(s, STEP_CONNECT);
    session_add(s, STEP_MAIL);
    leaves_politely(s);
    session_begin(w, number, now);
}

/* --- Guessers ---------------------------------------------------------------- */

void visit_by_guesser(world *w, uint32_t addr, enum guessing guessing, uint32_t name, uint32_t failures, int64_t now)
{
    static const enum program programs[4] = {PROGRAM_SUBMISSION, PROGRAM_SMTPS, PROGRAM_SUBMISSION, PROGRAM_SMTPD};
    uint32_t number, style = (uint32_t)(mix_bits(addr) & 0xFFFFu);
    host *h = world_any_host(w);
    session *s = session_make(w, h, VISITOR_BOT, programs[style & 3], addr, &number);
    s->group = GROUP_BOTS;
    s->guessing = (uint8_t)guessing;
    s->account = name;
    s->sasl_method = style % 10 < 7;
    s->tells_names = !w->profile->names_untold && (!w->profile->odd_failures || random_chance(&w->random, 750));
    greets(s);
    session_add(s, STEP_CONNECT);
    if (w->profile->odd_failures && random_chance(&w->random, 180))
        session_add(s, STEP_TLS);
    for (uint32_t i = 0; i < failures; i++)
        session_add(s, STEP_AUTH_FAIL);
    if (w->profile->odd_failures) {
        uint32_t draw = random_below(&w->random, 1000);
        if (draw < 30)
            session_add(s, STEP_AUTH_ABORT);
        else if (draw < 60)
            session_add(s, STEP_RATE_LIMIT);
        else if (draw < 80)
            session_add(s, STEP_TOO_MANY_ERRORS);
        if (draw % 3 == 0)
            session_add(s, STEP_LOST);
    }
    session_add(s, STEP_DISCONNECT);
    session_begin(w, number, now);
}

/* --- Bots -------------------------------------------------------------------- */

static session *make_bot(world *w, enum program program, uint32_t *number)
{
    uint32_t addr = world_stranger(w, random_skewed(&w->random, BOTS));
    host *h = world_any_host(w);
    session *s = session_make(w, h, VISITOR_BOT, program, addr, number);
    s->group = GROUP_BOTS;
    return s;
}

static void add_listed(world *w, session *s)
{
    uint32_t count = 1 + random_below(&w->random, 3);
    for (uint32_t i = 0; i < count; i++)
        session_add(s, STEP_DNSBLOG);
}

/* As TLS with postscreen goes through tlsproxy. */
static void add_screen_reject(world *w, session *s)
{
    bool by_proxy = random_chance(&w->random, 150);
    if (by_proxy)
        session_add(s, STEP_PROXY_CONNECT);
    session_add(s, STEP_SCREEN_REJECT);
    if (by_proxy)
        session_add(s, STEP_PROXY_DISCONNECT);
}

void visit_by_screened_bot(world *w, int64_t now)
{
    uint32_t number;
    session *s = make_bot(w, PROGRAM_SMTPD, &number);
    uint32_t draw = random_below(&w->random, 100);
    draw_port(w, s);
    session_add(s, STEP_SCREEN_CONNECT);
    if (draw < 55)
        add_listed(w, s);
    if (draw < 25 || (draw >= 55 && draw < 75))
        session_add(s, STEP_SCREEN_PREGREET);
    if (draw < 55)
        session_add(s, STEP_SCREEN_RANK);
    if (draw >= 15 && draw < 45)
        add_screen_reject(w, s);
    else if (draw >= 45)
        session_add(s, STEP_SCREEN_HANGUP);
    session_add(s, STEP_SCREEN_DISCONNECT);
    session_begin(w, number, now);
}

/* What bots do at smtpd, each so often in a thousand. */
enum bot_act { ACT_LOOK, ACT_GREET, ACT_TLS, ACT_HTTP, ACT_BAD_ADDRESS, ACT_PIPELINE, ACT_RATE, ACT_SILENT, ACT_SPAM };

static const struct {
    uint16_t below;
    uint8_t act;
} bot_acts[] = {
    {230, ACT_LOOK},     {420, ACT_GREET}, {520, ACT_TLS},    {560, ACT_HTTP},  {575, ACT_BAD_ADDRESS},
    {590, ACT_PIPELINE}, {620, ACT_RATE},  {640, ACT_SILENT}, {1000, ACT_SPAM},
};

static enum bot_act draw_act(world *w)
{
    uint32_t draw = random_below(&w->random, 1000), i = 0;
    while (draw >= bot_acts[i].below)
        i++;
    return (enum bot_act)bot_acts[i].act;
}

static void add_spam(world *w, session *s)
{
    uint32_t count = 1 + random_skewed(&w->random, 5);
    greets(s);
    for (uint32_t i = 0; i < count; i++)
        session_add(s, STEP_REJECT);
    if (count == 5)
        session_add(s, STEP_TOO_MANY_ERRORS);
    if (random_chance(&w->random, 400))
        vanishes(s);
    else
        leaves_politely(s);
}

/* A bot that begins with TLS, and fails at it. */
static void add_tls_trouble(world *w, session *s)
{
    session_add(s, STEP_TLS_ERROR);
    if (random_chance(&w->random, 600))
        session_add(s, STEP_TLS_PROBLEM);
    vanishes(s);
}

void visit_by_bot(world *w, int64_t now)
{
    uint32_t number;
    enum bot_act act = draw_act(w);
    enum program program = PROGRAM_SMTPD;
    if (act != ACT_SPAM)
        program = (enum program)(PROGRAM_SMTPD + random_below(&w->random, 3));
    session *s = make_bot(w, program, &number);
    if (session_is_unresolved(w, s))
        session_add(s, STEP_UNRESOLVED);
    session_add(s, STEP_CONNECT);
    switch (act) {
    case ACT_LOOK:
        vanishes(s);
        break;
    case ACT_GREET:
        greets(s);
        vanishes(s);
        break;
    case ACT_TLS:
        if (program != PROGRAM_SMTPS)
            greets(s);
        add_tls_trouble(w, s);
        break;
    case ACT_HTTP:
        session_add(s, STEP_NON_SMTP);
        session_add(s, STEP_DISCONNECT);
        break;
    case ACT_BAD_ADDRESS:
        greets(s);
        session_add(s, STEP_BAD_ADDRESS);
        leaves_politely(s);
        break;
    case ACT_PIPELINE:
        greets(s);
        session_add(s, STEP_PIPELINING);
        session_add(s, STEP_DISCONNECT);
        break;
    case ACT_RATE:
        session_add(s, STEP_RATE_LIMIT);
        session_add(s, STEP_DISCONNECT);
        break;
    case ACT_SILENT:
        greets(s);
        session_add(s, STEP_TIMEOUT);
        session_add(s, STEP_DISCONNECT);
        break;
    case ACT_SPAM:
        add_spam(w, s);
        break;
    }
    session_begin(w, number, now);
}
