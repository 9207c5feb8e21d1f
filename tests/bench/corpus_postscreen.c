/* The lines of postscreen, dnsblog and tlsproxy about a client. Contract in corpus_session.h. */
#include "corpus_session.h"

static const char *const lists[3] = {"zen.dnsbl.example", "bl.dnsbl.example", "rep.list.example"};

static void end(world *w, const session *s, enum corpus_kind kind)
{
    world_end_line(w, kind, (enum corpus_group)s->group);
}

/* words, [ADDRESS]:PORT, by postscreen */
static void about_endpoint(world *w, const session *s, int64_t now, const char *words)
{
    world_line(w, s->host, now, PROGRAM_POSTSCREEN);
    put(&w->log, words);
    put_endpoint(&w->log, s);
}

static void step_connect(world *w, session *s, int64_t now)
{
    about_endpoint(w, s, now, "CONNECT from ");
    put(&w->log, w->addresses.items[s->addr].ip.high != 0 ? " to [2001:db8:25::25]:25" : " to [192.0.2.25]:25");
    end(w, s, KIND_POSTSCREEN);
    w->addresses.items[s->addr].screened++;
}

static void step_pregreet(world *w, session *s, int64_t now)
{
    static const struct {
        const char *length, *data;
    } greetings[4] = {
        {"14", "EHLO ylmf-pc\\r\\n"},
        {"11", "EHLO User\\r\\n"},
        {"24", "EHLO mail.host.example\\r\\n"},
        {"40", "GET / HTTP/1.1\\r\\nHost: 192.0.2.25:25\\r\\n\\r\\n"},
    };
    uint32_t which = random_skewed(&w->random, 4), hundredths = random_below(&w->random, 90);
    world_line(w, s->host, now, PROGRAM_POSTSCREEN);
    put(&w->log, "PREGREET ");
    put(&w->log, greetings[which].length);
    put(&w->log, " after ");
    put_delay(&w->log, hundredths * 10 * MILLISECOND);
    put(&w->log, " from ");
    put_endpoint(&w->log, s);
    put(&w->log, ": ");
    put(&w->log, greetings[which].data);
    end(w, s, KIND_POSTSCREEN);
}

static void step_dnsblog(world *w, session *s, int64_t now)
{
    uint32_t reply = 2 + random_below(&w->random, 9);
    world_line(w, s->host, now, PROGRAM_DNSBLOG);
    put(&w->log, "addr ");
    put_bytes(&w->log, s->addr_text, s->addr_length);
    put(&w->log, " listed by domain ");
    put(&w->log, lists[s->lists % 3]);
    put(&w->log, " as 127.0.0.");
    put_number(&w->log, reply);
    end(w, s, KIND_DNSBL);
    s->lists++;
}

static void step_rank(world *w, session *s, int64_t now)
{
    world_line(w, s->host, now, PROGRAM_POSTSCREEN);
    put(&w->log, "DNSBL rank ");
    put_number(&w->log, s->lists * 2u + 1);
    put(&w->log, " for ");
    put_endpoint(&w->log, s);
    end(w, s, KIND_POSTSCREEN);
}

static void step_reject(world *w, session *s, int64_t now)
{
    mailbox from = any_foreign_mailbox(w), to = any_own_mailbox(w);
    about_endpoint(w, s, now, "NOQUEUE: reject: RCPT from ");
    put(&w->log, ": 550 5.7.1 Service unavailable; client [");
    put_bytes(&w->log, s->addr_text, s->addr_length);
    put(&w->log, "] blocked using ");
    put(&w->log, lists[0]);
    put(&w->log, "; from=<");
    put_mailbox(&w->log, w->domains, from);
    put(&w->log, ">, to=<");
    put_mailbox(&w->log, w->domains, to);
    put(&w->log, ">, proto=ESMTP, helo=<");
    put(&w->log, mix_bits(s->addr) % 2 == 0 ? "ylmf-pc" : "mail.host.example");
    put_byte(&w->log, '>');
    end(w, s, KIND_REJECT);
}

static void step_hangup(world *w, session *s, int64_t now)
{
    uint32_t hundredths = random_below(&w->random, 600);
    world_line(w, s->host, now, PROGRAM_POSTSCREEN);
    put(&w->log, "HANGUP after ");
    put_delay(&w->log, hundredths * 10 * MILLISECOND);
    put(&w->log, " from ");
    put_endpoint(&w->log, s);
    put(&w->log, hundredths < 500 ? " in tests before SMTP handshake" : " in tests after SMTP handshake");
    end(w, s, KIND_POSTSCREEN);
}

static void step_proxy(world *w, session *s, int64_t now, const char *words)
{
    world_line(w, s->host, now, PROGRAM_TLSPROXY);
    put(&w->log, words);
    put_endpoint(&w->log, s);
    end(w, s, KIND_TLS);
}

void postscreen_step(world *w, session *s, enum step step, int64_t now)
{
    switch ((int)step) {
    case STEP_SCREEN_CONNECT:
        step_connect(w, s, now);
        break;
    case STEP_SCREEN_PASS_NEW:
    case STEP_SCREEN_PASS_OLD:
    case STEP_SCREEN_DISCONNECT:
        about_endpoint(w, s, now,
                       step == STEP_SCREEN_PASS_NEW   ? "PASS NEW "
                       : step == STEP_SCREEN_PASS_OLD ? "PASS OLD "
                                                      : "DISCONNECT ");
        end(w, s, KIND_POSTSCREEN);
        break;
    case STEP_SCREEN_PREGREET:
        step_pregreet(w, s, now);
        break;
    case STEP_SCREEN_RANK:
        step_rank(w, s, now);
        break;
    case STEP_SCREEN_REJECT:
        step_reject(w, s, now);
        break;
    case STEP_SCREEN_HANGUP:
        step_hangup(w, s, now);
        break;
    case STEP_DNSBLOG:
        step_dnsblog(w, s, now);
        break;
    case STEP_PROXY_CONNECT:
        step_proxy(w, s, now, "CONNECT from ");
        break;
    case STEP_PROXY_DISCONNECT:
        step_proxy(w, s, now, "DISCONNECT ");
        break;
    }
}
