/* Refusals and forgeries of planned visits. Contract in visit.h. */
#include "visit.h"

static void begin(month *m, const session *s, int64_t now, const char *words)
{
    host_line(s->host, &m->w.log, now, (enum program)s->program, s->process.pid);
    put(&m->w.log, words);
    put_client(&m->w.log, s);
}

static void put_addresses(month *m, mailbox from, mailbox to)
{
    put(&m->w.log, "; from=<");
    put_mailbox(&m->w.log, m->w.domains, from);
    put(&m->w.log, "> to=<");
    put_mailbox(&m->w.log, m->w.domains, to);
    put(&m->w.log, "> proto=ESMTP helo=<");
}

static void count_refusal(session *s)
{
    s->commands.mail = (command_count){1, 1};
    s->commands.rcpt.all++;
    s->where = "RCPT";
}

/* reject_sender_login_mismatch: the account is set up with another's address. */
static void write_not_owned(month *m, const act *a, session *s, int64_t now)
{
    const person *p = &m->people[a->who];
    mailbox from = account_mailbox(p->number + DOMAINS_OWN), to = any_foreign_mailbox(&m->w);
    log_writer *log = &m->w.log;
    begin(m, s, now, "NOQUEUE: reject: RCPT from ");
    put(log, ": 553 5.7.1 <");
    put_mailbox(log, m->w.domains, from);
    put(log, ">: Sender address rejected: not owned by user ");
    put(log, p->login);
    put_addresses(m, from, to);
    put(log, "pc-12.lan>");
    world_end_line(&m->w, KIND_REJECT, GROUP_SUBMISSION);
    count_refusal(s);
}

/* smtpd turns blanks, brackets, quotes and @ of a HELO into ? (smtpd_check.c, printable()). */
static void put_as_helo(log_writer *log, const char *text)
{
    for (; *text != '\0'; text++)
        put_byte(log, strchr(" <>()\\\";@", *text) != NULL ? '?' : *text);
}

static void write_helo(month *m, const act *a, session *s, int64_t now)
{
    mailbox from = any_foreign_mailbox(&m->w), to = any_foreign_mailbox(&m->w);
    log_writer *log = &m->w.log;
    begin(m, s, now, "NOQUEUE: reject: RCPT from ");
    put(log, ": 554 5.7.1 <");
    put_mailbox(log, m->w.domains, to);
    put(log, ">: Relay access denied");
    put_addresses(m, from, to);
    put_as_helo(log, "x]: 4BCDF12345: client=unknown[192.0.2.1], sasl_method=PLAIN, sasl_username=");
    put_as_helo(log, a->framed);
    put_byte(log, '>');
    world_end_line(&m->w, KIND_REJECT, GROUP_BOTS);
    count_refusal(s);
}

/* The user name, or the mechanism, goes on like the rest of such a line, or like a line of its own. */
static void write_failure(month *m, const act *a, session *s, int64_t now)
{
    log_writer *log = &m->w.log;
    begin(m, s, now, "warning: ");
    if (a->own == OWN_NAME) {
        put(log, ": SASL LOGIN authentication failed: authentication failure");
        if (m->set.names) {
            put(log, ", sasl_username=x, sasl_method=PLAIN, sasl_username=");
            put(log, a->framed);
        }
    } else {
        put(log, ": SASL LOGIN\" authentication failed: UGFzc3dvcmQ6, sasl_username=");
        put(log, a->framed);
        put(log, "\" authentication failed: Invalid authentication mechanism");
        if (m->set.names)
            put(log, ", sasl_username=(unavailable)");
    }
    world_end_line(&m->w, KIND_AUTH_FAIL, GROUP_GUESSES);
    s->commands.auth.all++;
    s->where = "AUTH";
}

void visit_own_line(month *m, const act *a, session *s, int64_t now)
{
    switch (a->own) {
    case OWN_NOT_OWNED:
        write_not_owned(m, a, s, now);
        break;
    case OWN_HELO:
        write_helo(m, a, s, now);
        break;
    case OWN_NAME:
    case OWN_MECHANISM:
        write_failure(m, a, s, now);
        break;
    }
}
