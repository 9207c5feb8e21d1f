/* Playing the steps of a visit. Contract in corpus_session.h. */
#include "corpus_session.h"

#include "corpus_arrival.h"
#include "corpus_profile.h"

/* How long before a step, in milliseconds: at least, at most. */
static const uint16_t pauses[STEP_COUNT][2] = {
    [STEP_SCREEN_CONNECT] = {0, 0},    [STEP_SCREEN_PASS_NEW] = {6000, 6100},
    [STEP_SCREEN_PASS_OLD] = {1, 3},   [STEP_SCREEN_PREGREET] = {10, 400},
    [STEP_SCREEN_RANK] = {5500, 6000}, [STEP_SCREEN_REJECT] = {100, 900},
    [STEP_SCREEN_HANGUP] = {50, 2500}, [STEP_SCREEN_DISCONNECT] = {1, 300},
    [STEP_DNSBLOG] = {5, 120},         [STEP_PROXY_CONNECT] = {50, 300},
    [STEP_PROXY_DISCONNECT] = {1, 5},  [STEP_UNRESOLVED] = {5, 900},
    [STEP_CONNECT] = {1, 10},          [STEP_TLS] = {60, 400},
    [STEP_TLS_ERROR] = {30, 600},      [STEP_TLS_PROBLEM] = {0, 1},
    [STEP_AUTH_FAIL] = {500, 2600},    [STEP_AUTH_ABORT] = {300, 2000},
    [STEP_MAIL] = {150, 900},          [STEP_REJECT] = {200, 1500},
    [STEP_NON_SMTP] = {50, 500},       [STEP_BAD_ADDRESS] = {100, 800},
    [STEP_PIPELINING] = {20, 300},     [STEP_TOO_MANY_ERRORS] = {1, 3},
    [STEP_RATE_LIMIT] = {0, 2},        [STEP_LOST] = {50, 3000},
    [STEP_TIMEOUT] = {60000, 65000},   [STEP_DISCONNECT] = {1, 400},
    [STEP_OWN] = {200, 1500},
};

/* --- Making ------------------------------------------------------------------ */

static void append(session *s, const char *text, size_t length)
{
    memcpy(s->client + s->client_length, text, length);
    s->client_length = (uint8_t)(s->client_length + length);
}

static void append_host(session *s, const char *before, uint64_t number, const char *behind)
{
    char text[64];
    int length = snprintf(text, sizeof text, "%s%u%s", before, (unsigned)(number % 4000), behind);
    append(s, text, (size_t)length);
}

static uint64_t fixed_draw(const world *w, const session *s)
{
    ip_address ip = w->addresses.items[s->addr].ip;
    return mix_bits(ip.low ^ ip.high);
}

bool session_is_unresolved(const world *w, const session *s)
{
    return fixed_draw(w, s) % 100 < 12;
}

/* What the client is called by DNS; an address is always called the same. */
static void name_client(world *w, session *s)
{
    uint64_t fixed = fixed_draw(w, s), draw = fixed % 100;
    bool is_bot = s->visitor == VISITOR_BOT;
    const char *called = s->manner != NULL ? s->manner->called(w, s) : NULL;
    if (s->addr == w->mask && w->profile->masked > 0) {
        append(s, "unknown", 7);
    } else if (called != NULL) {
        append(s, called, strlen(called));
    } else if (s->visitor == VISITOR_FILTER) {
        append(s, "localhost", 9);
    } else if (s->visitor == VISITOR_SERVER) {
        append(s, "mx.", 3);
        append(s, w->domains[s->domain].name, w->domains[s->domain].name_length);
    } else if (draw < (is_bot ? 70u : 25u)) {
        append(s, "unknown", 7);
    } else if (is_bot) {
        append_host(s, "vps-", fixed >> 32, ".hosting.example");
    } else if (draw < 80) {
        append_host(s, "dsl-", fixed >> 32, ".pool.isp.example");
    } else {
        append_host(s, "mobile-", fixed >> 32, ".cell.example");
    }
}

session *session_make(world *w, host *h, enum visitor visitor, enum program program, uint32_t addr, uint32_t *number)
{
    *number = pool_take(&w->sessions);
    if (w->profile->masked > 0 && addr != w->localhost && random_chance(&w->random, w->profile->masked))
        addr = w->mask;
    session *s = pool_at(&w->sessions, *number);
    s->visitor = (uint8_t)visitor;
    s->program = (uint8_t)program;
    s->host = h;
    s->addr = addr;
    s->where = "CONNECT";
    return s;
}

void session_add(session *s, enum step step)
{
    if (s->step_count < STEPS_MAX)
        s->steps[s->step_count++] = (uint8_t)step;
}

void session_begin(world *w, uint32_t number, int64_t now)
{
    session *s = pool_at(&w->sessions, number);
    s->addr_length = (uint8_t)address_text(w->addresses.items[s->addr].ip, s->addr_text);
    name_client(w, s);
    append(s, "[", 1);
    append(s, s->addr_text, s->addr_length);
    append(s, "]", 1);
    agenda_add(&w->agenda, now, ACTOR_SESSION, number);
}

/* --- Playing ----------------------------------------------------------------- */

static void end_session(world *w, session *s, uint32_t number)
{
    if (s->has_process)
        host_give_back(s->host, (enum program)s->program, s->process);
    pool_give_back(&w->sessions, number);
}

static void wait_for_step(world *w, enum step step, uint32_t number, int64_t now)
{
    int64_t low = pauses[step][0] * MILLISECOND, high = pauses[step][1] * MILLISECOND;
    int64_t pause = random_between(&w->random, low, high);
    agenda_add(&w->agenda, now + pause, ACTOR_SESSION, number);
}

/* False when the message has to wait for a queue ID. */
static bool hand_in(world *w, session *s, int64_t now)
{
    uint32_t recipients = s->manner != NULL ? s->manner->hand_in(w, s, now) : arrive_by_smtp(w, s, now);
    if (recipients == 0)
        return false;
    command_counts *c = &s->commands;
    if (c->mail.all == 0 && s->visitor == VISITOR_USER) {
        c->auth.ok++;
        c->auth.all++;
    }
    c->mail.ok++;
    c->mail.all++;
    c->rcpt.ok = (uint16_t)(c->rcpt.ok + recipients);
    c->rcpt.all = (uint16_t)(c->rcpt.all + recipients);
    c->data.ok++;
    c->data.all++;
    return true;
}

void session_step(world *w, uint32_t number, int64_t now)
{
    session *s = pool_at(&w->sessions, number);
    enum step step = (enum step)s->steps[s->step_next];
    if (step >= STEP_UNRESOLVED && !s->has_process) {
        s->process = host_take(s->host, (enum program)s->program, &w->random);
        s->has_process = true;
    }
    if (step == STEP_MAIL) {
        if (!hand_in(w, s, now)) {
            wait_for_step(w, step, number, now);
            return;
        }
    } else if (step == STEP_OWN) {
        s->manner->line(w, s, now);
    } else if (step >= STEP_UNRESOLVED) {
        smtpd_step(w, s, step, now);
    } else {
        postscreen_step(w, s, step, now);
    }
    if (++s->step_next == s->step_count)
        end_session(w, s, number);
    else
        wait_for_step(w, (enum step)s->steps[s->step_next], number, now);
}

/* --- Shared words ------------------------------------------------------------ */

void put_client(log_writer *log, const session *s)
{
    put_bytes(log, s->client, s->client_length);
}

void put_endpoint(log_writer *log, const session *s)
{
    put_byte(log, '[');
    put_bytes(log, s->addr_text, s->addr_length);
    put(log, "]:");
    put_number(log, s->port);
}

mailbox any_foreign_mailbox(world *w)
{
    uint32_t local = random_skewed(&w->random, 5000);
    return (mailbox){local, DOMAIN_REMOTE + random_skewed(&w->random, DOMAIN_COUNT - DOMAIN_REMOTE)};
}

mailbox any_own_mailbox(world *w)
{
    return account_mailbox(random_skewed(&w->random, w->account_count));
}
