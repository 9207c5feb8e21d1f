/* The lines of smtpd about a client. Contract in corpus_session.h. */
#include "corpus_profile.h"
#include "corpus_session.h"

static void begin(world *w, const session *s, int64_t now)
{
    host_line(s->host, &w->log, now, (enum program)s->program, s->process.pid);
}

static void end(world *w, const session *s, enum corpus_kind kind)
{
    world_end_line(w, kind, (enum corpus_group)s->group);
}

/* words, CLIENT */
static void about_client(world *w, const session *s, int64_t now, const char *words)
{
    begin(w, s, now);
    put(&w->log, words);
    put_client(&w->log, s);
}

/* --- Connections ------------------------------------------------------------- */

static void step_connect(world *w, session *s, int64_t now)
{
    about_client(w, s, now, "connect from ");
    end(w, s, KIND_CONNECT);
    w->addresses.items[s->addr].connects++;
}

static void put_command(log_writer *log, const char *name, command_count c, command_count *sum)
{
    if (c.all == 0)
        return;
    put_byte(log, ' ');
    put(log, name);
    put_byte(log, '=');
    put_number(log, c.ok);
    if (c.ok != c.all) {
        put_byte(log, '/');
        put_number(log, c.all);
    }
    sum->ok = (uint16_t)(sum->ok + c.ok);
    sum->all = (uint16_t)(sum->all + c.all);
}

static void step_disconnect(world *w, session *s, int64_t now)
{
    const command_counts *c = &s->commands;
    command_count sum = {0, 0};
    log_writer *log = &w->log;
    about_client(w, s, now, "disconnect from ");
    put_command(log, "ehlo", c->ehlo, &sum);
    put_command(log, "starttls", c->starttls, &sum);
    put_command(log, "auth", c->auth, &sum);
    put_command(log, "mail", c->mail, &sum);
    put_command(log, "rcpt", c->rcpt, &sum);
    put_command(log, "data", c->data, &sum);
    put_command(log, "quit", c->quit, &sum);
    put_command(log, "unknown", c->unknown, &sum);
    put(log, " commands=");
    put_number(log, sum.ok);
    if (sum.ok != sum.all || sum.all == 0) {
        put_byte(log, '/');
        put_number(log, sum.all);
    }
    end(w, s, KIND_DISCONNECT);
}

static void step_lost(world *w, session *s, int64_t now, enum corpus_kind kind)
{
    begin(w, s, now);
    put(&w->log, kind == KIND_TIMEOUT ? "timeout after " : "lost connection after ");
    put(&w->log, s->where);
    put(&w->log, " from ");
    put_client(&w->log, s);
    end(w, s, kind);
}

static void step_unresolved(world *w, session *s, int64_t now)
{
    begin(w, s, now);
    put(&w->log, "warning: hostname vps-");
    put_number(&w->log, mix_bits(s->addr) % 9000);
    put(&w->log, ".hosting.example does not resolve to address ");
    put_bytes(&w->log, s->addr_text, s->addr_length);
    if (mix_bits(s->addr) % 3 != 0)
        put(&w->log, ": Name or service not known");
    end(w, s, KIND_WARNING);
}

/* --- TLS --------------------------------------------------------------------- */

static void step_tls(world *w, session *s, int64_t now)
{
    about_client(w, s, now, "Anonymous TLS connection established from ");
    if (mix_bits(s->addr + 7) % 5 == 0)
        put(&w->log, ": TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)");
    else
        put(&w->log, ": TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature "
                     "RSA-PSS (2048 bits) server-digest SHA256");
    end(w, s, KIND_TLS);
    if (s->program != PROGRAM_SMTPS) {
        s->commands.ehlo = (command_count){2, 2};
        s->commands.starttls = (command_count){1, 1};
        s->where = "STARTTLS";
    }
}

static void step_tls_error(world *w, session *s, int64_t now)
{
    uint32_t draw = random_below(&w->random, 3);
    about_client(w, s, now, "SSL_accept error from ");
    put(&w->log, draw == 0 ? ": lost connection" : draw == 1 ? ": -1" : ": Connection reset by peer");
    end(w, s, KIND_TLS);
    if (s->program != PROGRAM_SMTPS) {
        s->commands.starttls = (command_count){0, 1};
        s->where = "STARTTLS";
    }
}

static void step_tls_problem(world *w, session *s, int64_t now)
{
    static const char *const problems[4] = {
        "error:0A00010B:SSL routines::wrong version number:../ssl/record/ssl3_record.c:354:",
        "error:0A0000C1:SSL routines::no shared cipher:../ssl/statem/statem_srvr.c:2220:",
        "error:0A000102:SSL routines::unsupported protocol:../ssl/statem/statem_srvr.c:1657:",
        "error:0A000416:SSL routines::sslv3 alert certificate unknown:../ssl/record/rec_layer_s3.c:1584:",
    };
    begin(w, s, now);
    put(&w->log, "warning: TLS library problem: ");
    put(&w->log, problems[random_skewed(&w->random, 4)]);
    end(w, s, KIND_WARNING);
}

/* --- AUTH -------------------------------------------------------------------- */

static uint32_t next_guess(world *w, const session *s)
{
    switch ((enum guessing)s->guessing) {
    case GUESS_ONE:
        break;
    case GUESS_USUAL: {
        uint32_t draw = random_below(&w->random, 1000);
        if (draw < 250)
            return random_skewed(&w->random, w->account_count);
        return draw < 900 ? w->account_count + random_skewed(&w->random, GUESSES) : world_new_name(w);
    }
    case GUESS_NEW:
        return world_new_name(w);
    }
    return s->account;
}

static void put_mechanism(log_writer *log, const session *s)
{
    put(log, ": SASL ");
    put(log, s->sasl_method == 0 ? "PLAIN" : "LOGIN");
}

static void step_auth_fail(world *w, session *s, int64_t now)
{
    uint32_t name = next_guess(w, s),
             draw = s->tells_names && w->profile->odd_failures ? random_below(&w->random, 1000) : 999;
    bool no_backend = draw < 4, no_name = draw >= 4 && draw < 24;
    about_client(w, s, now, "warning: ");
    put_mechanism(&w->log, s);
    put(&w->log, " authentication failed: ");
    put(&w->log, no_backend ? "Connection lost to authentication server"
                 : no_name  ? "generic failure"
                            : "authentication failure");
    if (s->tells_names) {
        put(&w->log, ", sasl_username=");
        if (no_name)
            put(&w->log, "(unavailable)");
        else
            put_login_name(&w->log, w->domains, w->account_count, name);
    }
    world_end_line(w, KIND_AUTH_FAIL, GROUP_GUESSES);
    s->commands.auth.all++;
    s->where = "AUTH";
    if (no_backend)
        w->truth.no_failures++;
    else
        truth_failure(&w->truth, &w->addresses, s->addr, s->tells_names && !no_name ? name : NAME_NONE);
}

static void step_auth_abort(world *w, session *s, int64_t now)
{
    about_client(w, s, now, "warning: ");
    put_mechanism(&w->log, s);
    put(&w->log, " authentication aborted");
    end(w, s, KIND_AUTH_ABORT);
    s->commands.auth.all++;
    s->where = "AUTH";
}

/* --- Refusals ---------------------------------------------------------------- */

/* <X>: of the reply, where X is one of the two addresses or the HELO name. */
typedef struct refusal {
    const char *code;
    char about; /* 'f', 't', 'h'; '-' for nothing */
    const char *words;
    bool foreign_to; /* a recipient that is not ours */
} refusal;

static const refusal refusals[] = {
    {"554 5.7.1", 't', "Relay access denied", true},
    {"550 5.1.1", 't', "Recipient address rejected: User unknown in virtual mailbox table", false},
    {"450 4.7.25", '-', "Client host rejected: cannot find your hostname", false},
    {"504 5.5.2", 'h', "Helo command rejected: need fully-qualified hostname", false},
    {"450 4.1.8", 'f', "Sender address rejected: Domain not found", false},
    {"451 4.7.1", 't', "Recipient address rejected: Greylisted, see https://mx.example.net/greylisting", false},
    {"554 5.7.1", '-', "Service unavailable; Client host blocked using zen.dnsbl.example", false},
};

static const char *const helos[] = {"ylmf-pc", "User", "localhost.localdomain", "win-7f3k2", "mail.hosting.example"};

/* The reply up to the context. */
static void put_refusal(world *w, const refusal *r, mailbox from, mailbox to, const char *helo)
{
    log_writer *log = &w->log;
    put(log, r->code);
    put_byte(log, ' ');
    if (r->about != '-')
        put_byte(log, '<');
    if (r->about == 'f')
        put_mailbox(log, w->domains, from);
    else if (r->about == 't')
        put_mailbox(log, w->domains, to);
    else if (r->about == 'h')
        put(log, helo);
    if (r->about != '-')
        put(log, ">: ");
    put(log, r->words);
}

static void step_reject(world *w, session *s, int64_t now)
{
    const refusal *r = &refusals[random_skewed(&w->random, sizeof refusals / sizeof *refusals)];
    const char *helo = helos[random_below(&w->random, sizeof helos / sizeof *helos)];
    mailbox from = any_foreign_mailbox(w), to = r->foreign_to ? any_foreign_mailbox(w) : any_own_mailbox(w);
    if (r->about == 't' && !r->foreign_to)
        to.local += 64 * DOMAINS_OWN + 40000; /* one that does not exist */
    about_client(w, s, now, "NOQUEUE: reject: RCPT from ");
    put(&w->log, ": ");
    put_refusal(w, r, from, to, helo);
    put(&w->log, "; from=<");
    put_mailbox(&w->log, w->domains, from);
    put(&w->log, "> to=<");
    put_mailbox(&w->log, w->domains, to);
    put(&w->log, "> proto=ESMTP helo=<");
    put(&w->log, helo);
    put_byte(&w->log, '>');
    end(w, s, KIND_REJECT);
    s->commands.mail = (command_count){1, 1};
    s->commands.rcpt.all++;
    s->where = "RCPT";
}

static void step_non_smtp(world *w, session *s, int64_t now)
{
    static const char *const commands[4] = {"GET / HTTP/1.1", "Host: 192.0.2.25:25", "\\026\\003\\001\\002",
                                            "POST /login HTTP/1.1"};
    about_client(w, s, now, "warning: non-SMTP command from ");
    put(&w->log, ": ");
    put(&w->log, commands[random_below(&w->random, 4)]);
    end(w, s, KIND_PROTOCOL_ABUSE);
    s->commands.unknown.all++;
    s->where = "UNKNOWN";
}

static void step_bad_address(world *w, session *s, int64_t now)
{
    static const char *const bad[4] = {"<info@@example.com>", "<a b@example.net>", "<test@example.com", "spam list"};
    about_client(w, s, now, "warning: Illegal address syntax from ");
    put(&w->log, " in MAIL command: ");
    put(&w->log, bad[random_below(&w->random, 4)]);
    end(w, s, KIND_PROTOCOL_ABUSE);
    s->commands.mail.all++;
    s->where = "MAIL";
}

static void step_pipelining(world *w, session *s, int64_t now)
{
    about_client(w, s, now, "improper command pipelining after EHLO from ");
    put(&w->log, ": MAIL FROM:<bulk@hosting.example>\\r\\nRCPT TO:<office@example.com>\\r\\nDATA\\r\\n");
    end(w, s, KIND_PROTOCOL_ABUSE);
    s->where = "RCPT";
}

static void step_too_many_errors(world *w, session *s, int64_t now)
{
    begin(w, s, now);
    put(&w->log, "too many errors after ");
    put(&w->log, s->where);
    put(&w->log, " from ");
    put_client(&w->log, s);
    end(w, s, KIND_PROTOCOL_ABUSE);
}

static void step_rate_limit(world *w, session *s, int64_t now)
{
    bool by_auth = s->commands.auth.all > 0;
    uint32_t count = 31 + random_below(&w->random, 40);
    begin(w, s, now);
    put(&w->log, by_auth ? "warning: AUTH command rate limit exceeded: " : "warning: Connection rate limit exceeded: ");
    put_number(&w->log, count);
    put(&w->log, " from ");
    put_client(&w->log, s);
    put(&w->log, s->program == PROGRAM_SMTPD        ? " for service smtpd"
                 : s->program == PROGRAM_SUBMISSION ? " for service submission"
                                                    : " for service smtps");
    end(w, s, KIND_RATE_LIMIT);
}

void smtpd_step(world *w, session *s, enum step step, int64_t now)
{
    static void (*const steps[STEP_COUNT])(world *, session *, int64_t) = {
        [STEP_UNRESOLVED] = step_unresolved,
        [STEP_CONNECT] = step_connect,
        [STEP_TLS] = step_tls,
        [STEP_TLS_ERROR] = step_tls_error,
        [STEP_TLS_PROBLEM] = step_tls_problem,
        [STEP_AUTH_FAIL] = step_auth_fail,
        [STEP_AUTH_ABORT] = step_auth_abort,
        [STEP_REJECT] = step_reject,
        [STEP_NON_SMTP] = step_non_smtp,
        [STEP_BAD_ADDRESS] = step_bad_address,
        [STEP_PIPELINING] = step_pipelining,
        [STEP_TOO_MANY_ERRORS] = step_too_many_errors,
        [STEP_RATE_LIMIT] = step_rate_limit,
        [STEP_DISCONNECT] = step_disconnect,
    };
    if (step == STEP_LOST || step == STEP_TIMEOUT)
        step_lost(w, s, now, step == STEP_LOST ? KIND_LOST_CONNECTION : KIND_TIMEOUT);
    else
        steps[step](w, s, now);
}
