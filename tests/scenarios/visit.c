/* From an act to a session of the corpus. Contract in visit.h. */
#include "visit.h"

#include "attack.h"
#include "letter.h"

/* --- What the session asks for ----------------------------------------------- */

static const char *called(world *w, const session *s)
{
    static char text[PLACE_ROOM];
    place from = act_at(month_of(w), s->plan)->from;
    return from.net == NET_SERVER ? NULL : place_name(from, text);
}

/* What follows the client: the login, or a sender's AUTH= that pretends to be one (RFC 4954; no xtext is asked for). */
static void put_login(month *m, const act *a, const session *s)
{
    log_writer *log = &m->w.log;
    if (a->letter == LETTER_FORGED) {
        put(log, ", sasl_sender=x\", sasl_method=PLAIN, sasl_username=");
        put(log, a->framed);
        put_byte(log, '"');
    } else if (a->name != NAME_NONE) {
        put(log, s->sasl_method == 0 ? ", sasl_method=PLAIN, sasl_username=" : ", sasl_method=LOGIN, sasl_username=");
        put_login_name(log, m->w.domains, m->w.account_count, a->name);
    }
}

static uint32_t hand_in(world *w, session *s, int64_t now)
{
    month *m = month_of(w);
    act *a = act_at(m, s->plan);
    queue_id id;
    if (!ids_take(&s->host->ids, now, RESERVE_FOR_NEW, &id))
        return 0;
    message *l = letter_write(m, a, s->host, now);
    l->id = id;
    host_line(s->host, &w->log, now, (enum program)s->program, s->process.pid);
    put_bytes(&w->log, id.text, id.length);
    put(&w->log, ": client=");
    put_client(&w->log, s);
    put_login(m, a, s);
    world_end_line(w, a->name != NAME_NONE ? KIND_SASL_LOGIN : KIND_CLIENT, (enum corpus_group)l->group);
    truth_message(&w->truth, l->owner, now);
    attack_sent(m, a, l->recipient_count, now);
    int64_t delay = random_between(&w->random, 20 * MILLISECOND, 150 * MILLISECOND);
    message_next(w, l, MESSAGE_CLEANUP, now + delay);
    return l->recipient_count;
}

static void own_line(world *w, session *s, int64_t now)
{
    month *m = month_of(w);
    visit_own_line(m, act_at(m, s->plan), s, now);
}

static const session_manner planned = {called, hand_in, own_line};

/* --- The steps --------------------------------------------------------------- */

static void add_steps(month *m, session *s, const act *a)
{
    bool is_server = a->from.net == NET_SERVER, ends_rudely = a->only_fails && a->from.net == NET_STRANGER;
    session_add(s, STEP_CONNECT);
    if (a->program != PROGRAM_SMTPD || is_server)
        session_add(s, STEP_TLS);
    for (uint32_t i = 0; i < a->failures; i++)
        session_add(s, STEP_AUTH_FAIL);
    for (uint32_t i = 0; i < a->own_lines; i++)
        session_add(s, STEP_OWN);
    for (uint32_t i = 0; i < a->mails; i++)
        session_add(s, STEP_MAIL);
    if (ends_rudely && random_chance(&m->w.random, 300))
        session_add(s, STEP_LOST);
    else
        s->commands.quit = (command_count){1, 1};
    session_add(s, STEP_DISCONNECT);
}

void visit_begin(month *m, uint32_t number, int64_t now)
{
    world *w = &m->w;
    const act *a = act_at(m, number);
    bool logs_in = a->name != NAME_NONE && !a->only_fails;
    enum visitor visitor = logs_in ? VISITOR_USER : a->from.net == NET_SERVER ? VISITOR_SERVER : VISITOR_BOT;
    uint32_t session_number, addr = address_number(&w->addresses, a->from.ip);
    if (a->attack != NO_ATTACK && attack_is_masked(m, a->attack))
        addr = w->mask;
    session *s = session_make(w, world_any_host(w), visitor, a->program, addr, &session_number);
    s->manner = &planned;
    s->plan = number;
    s->group = (uint8_t)(logs_in ? GROUP_SUBMISSION : visitor == VISITOR_SERVER ? GROUP_INBOUND : GROUP_BOTS);
    s->account = a->name;
    s->domain = a->domain;
    s->guessing = GUESS_ONE;
    s->tells_names = m->set.names;
    s->sasl_method = a->name % 5 == 0;
    s->commands.ehlo = (command_count){1, 1};
    s->where = "EHLO";
    add_steps(m, s, a);
    if (logs_in && a->mails == 0)
        s->commands.auth = (command_count){1, 1};
    attack_came(m, a, now);
    session_begin(w, session_number, now);
}
