#include "forgery_shapes.h"

#include "attack_text.h"
#include "forgery_parts.h"

#include <stdio.h>
#include <string.h>

#include <postfixlog/postfixlog.h>

/* ---- shapes: each writes a line and says what the law leaves open ---- */

static struct latitude shape_auth_fail(written *w)
{
    static const char *const proper[] = {"PLAIN", "LOGIN", "CRAM-MD5", "x", "SCRAM-SHA-256-PLUS"};
    static const char *const reasons[] = {"authentication failure",
                                          "UGFzc3dvcmQ6",
                                          "(reason unavailable)",
                                          "Invalid authentication mechanism",
                                          "Connection lost to authentication server",
                                          ""};
    auth_failure x = {.client = some_client()};
    x.mechanism = below(3) ? ONE_OF(proper) : free_argument();
    x.reason = ONE_OF(reasons);
    x.username = maybe(free_text());
    write_auth_fail(w, &x);
    size_t word = strspn(x.mechanism, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    int is_name = word > 0 && word <= 20 && x.mechanism[word] == 0;
    return (struct latitude){.one_reading = is_name, .silent = !is_name};
}

static struct latitude shape_auth_abort(written *w)
{
    static const char *const proper[] = {"PLAIN", "LOGIN", "XOAUTH2"};
    auth_failure x = {.client = some_client()};
    x.mechanism = ONE_OF(proper);
    write_auth_abort(w, &x);
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_client(written *w)
{
    static const char *const methods[] = {"PLAIN", "CRAM-MD5", "XCLIENT"};
    accepted_client x = {.queue_id = some_queue_id()};
    x.client = some_client();
    if (below(2)) {
        x.sasl_method = ONE_OF(methods);
        x.sasl_username = free_line();
    }
    x.sasl_sender = below(2) ? free_argument() : NULL;
    if (x.sasl_sender == NULL && below(3) == 0) {
        x.orig_queue_id = some_queue_id();
        x.orig_client = some_client();
    }
    write_client(w, &x);
    int odd_name =
        has(x.sasl_username, ", sasl_sender=") ||
        (!x.orig_queue_id && (has(x.sasl_username, ", orig_queue_id=") || has(x.sasl_username, ", orig_client=")));
    return (struct latitude){.one_reading = !odd_name, .prefix_names = odd_name};
}

static struct latitude shape_message_id(written *w)
{
    int resent = below(4) == 0;
    const char *queue_id = some_queue_id();
    write_message_id(w, queue_id, resent, free_text());
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_queued(written *w)
{
    const char *queue_id = some_queue_id(), *from = some_address(w);
    if (below(3))
        write_queued(w, queue_id, from, 383, 2);
    else
        write_expired(w, queue_id, from, below(2) ? "expired" : "force-expired");
    return (struct latitude){.one_reading = w->form == FORM_EXTERNAL};
}

static struct latitude shape_pickup(written *w)
{
    const char *queue_id = some_queue_id(), *from = some_address(w);
    write_pickup(w, queue_id, 1000, from, maybe("8C64CAA6B24"));
    return (struct latitude){.one_reading = w->form == FORM_EXTERNAL};
}

static const struct {
    const char *status;
    uint16_t kind;
} outcomes[] = {{"sent", PFL_KIND_SENT},
                {"deferred", PFL_KIND_DEFERRED},
                {"bounced", PFL_KIND_BOUNCED},
                {"SOFTBOUNCE", PFL_KIND_DEFERRED},
                {"deliverable", PFL_KIND_DELIVERABLE},
                {"undeliverable", PFL_KIND_UNDELIVERABLE}};

static struct latitude shape_delivery(written *w)
{
    static char reply[16384];
    static const char *const tls[] = {"may:none", "dane:halfdane", "xxx/!requiretls:nostarttls"};
    size_t outcome = below(sizeof outcomes / sizeof *outcomes), kind_of_reply = below(4);
    delivery_line x = {.queue_id = some_queue_id(), .status = outcomes[outcome].status, .kind = outcomes[outcome].kind};
    x.to = some_address(w);
    x.orig_to = below(4) == 0 ? some_address(w) : NULL;
    if (x.orig_to && *x.orig_to == 0)
        x.orig_to = NULL;
    if (below(2)) {
        x.relay_name = "mx.evil.example";
        x.relay_addr = below(2) ? "198.51.100.18" : "2001:db8::18";
        x.relay_port = below(8) ? 25 : 0;
        x.conn_use = below(3) ? 0 : 2;
    } else {
        /* Only discard(8) says that it has delivered something to none. */
        int delivered = x.kind == PFL_KIND_SENT || x.kind == PFL_KIND_DELIVERABLE;
        x.relay_name = below(2) && !delivered ? "none" : "local";
    }
    for (size_t i = 0; i < 4; i++)
        x.delays[i] = (unsigned)below(1000);
    x.tls = below(2) ? ONE_OF(tls) : NULL;
    x.dsn = "5.7.509";
    const char *said = free_line();
    /*
     * A quote in front of a name, and its fellow in a reply: in internal form that reads like a quoted name of external
     * form, with a forged delivery behind it. Nothing tells the two apart, and the form of today is believed.
     */
    if (w->form == FORM_INTERNAL && (*x.to == '"' || (x.orig_to && *x.orig_to == '"')) && has(said, "\""))
        said = "no";
    if (kind_of_reply == 0) {
        snprintf(reply, sizeof reply, "host mx.evil.example[198.51.100.18] said: 550 %s (in reply to RCPT TO command)",
                 said);
    } else if (kind_of_reply == 1) {
        x.queued_as = "37B24F457A";
        snprintf(reply, sizeof reply, "250 %s queued as 37B24F457A", said);
    } else {
        snprintf(reply, sizeof reply, "250 %s (ok)", said);
    }
    x.reply = reply;
    write_delivery(w, &x);
    int calm = !has(reply, ">, relay=") && !has(reply, ">, orig_to=") && !has(x.orig_to, ">");
    return (struct latitude){.one_reading = w->form == FORM_EXTERNAL && calm, .swallow = w->form == FORM_INTERNAL};
}

static const char *const states[] = {"CONNECT", "HELO", "EHLO", "STARTTLS", "AUTH",    "MAIL",           "RCPT", "DATA",
                                     "BDAT",    "VRFY", "ETRN", "UNKNOWN",  "XCLIENT", "END-OF-MESSAGE", "NOOP"};

/* Whether none of the texts can start, end or hold a context of its own. */
static int calm_context(const written *w, const reject_line *x)
{
    const mail_context *c = &x->context;
    return w->form == FORM_EXTERNAL && !has(c->from, "; ") && !has(c->to, "; ") && !has(c->helo, "; ") &&
           !has(c->to, ">") && !has(c->sasl_username, "; ") && !has(c->sasl_username, ">") &&
           !has(c->sasl_username, " sasl_sender=") && !has(c->sasl_sender, "; ") && !has(c->sasl_sender, ">") &&
           !has(c->helo, ">") && !has(x->text, "; from=<") && !has(x->text, "; to=<") && !has(x->text, "; proto=");
}

static reject_line some_refusal(const written *w)
{
    reject_line x = {.queue_id = some_queue_id()};
    x.queue_id = maybe(x.queue_id);
    x.where = ONE_OF(states);
    x.client = some_client();
    int greeting = strcmp(x.where, "HELO") == 0 || strcmp(x.where, "EHLO") == 0;
    int mail = strcmp(x.where, "MAIL") == 0;
    x.context.proto = below(4) ? "ESMTP" : "SMTP";
    if (!greeting && strcmp(x.where, "CONNECT") != 0) {
        x.context.from = some_address(w);
        x.context.to = mail ? NULL : some_address(w);
    }
    if (strcmp(x.where, "CONNECT") != 0)
        x.context.helo = greeting ? free_line() : neutered(w);
    if (below(2)) {
        x.context.sasl_method = "PLAIN";
        x.context.sasl_username = below(2) ? "alice@example.net" : free_line();
    }
    x.text = refusal(&x.context);
    x.code = 554;
    x.dsn = "5.7.1";
    return x;
}

static struct latitude context_latitude(const written *w, const reject_line *x)
{
    /* A greeting is refused with its name as it came, which can have held all that follows it. */
    int raw = strcmp(x->where, "HELO") == 0 || strcmp(x->where, "EHLO") == 0;
    return (struct latitude){.one_reading = calm_context(w, x) && !(raw && x->context.sasl_username),
                             .swallow = w->form == FORM_INTERNAL,
                             .prefix_names = has(x->context.sasl_username, " sasl_sender=")};
}

static struct latitude shape_reject(written *w)
{
    static const char *const actions[] = {"reject_warning", "warn",     "info", "hold",  "filter",
                                          "discard",        "redirect", "bcc",  "hangup"};
    reject_line x = some_refusal(w);
    x.context.sasl_sender = below(4) == 0 ? free_argument() : NULL;
    x.action = "reject";
    x.kind = PFL_KIND_REJECT;
    if (below(4) == 0) {
        x.action = ONE_OF(actions);
        x.kind = PFL_KIND_FILTER_ACTION;
        if (below(2)) {
            x.code = 0;
            x.dsn = NULL;
        }
    }
    write_reject(w, &x);
    return context_latitude(w, &x);
}

static struct latitude shape_milter(written *w)
{
    static const char *const actions[] = {"milter-reject", "milter-hold", "milter-discard"};
    reject_line x = some_refusal(w);
    x.action = ONE_OF(actions);
    if (below(3) == 0) {
        x.where = "END-OF-MESSAGE";
        x.context.helo = neutered(w);
        x.context.sasl_username = NULL;
        x.queue_id = "4086EAA6A82";
        x.code = 0;
        write_cleanup_milter(w, &x);
    } else {
        x.context.sasl_method = NULL;
        write_milter(w, &x);
    }
    return context_latitude(w, &x);
}

static struct latitude shape_proxy(written *w)
{
    reject_line x = some_refusal(w);
    x.where = "END-OF-MESSAGE";
    x.action = below(2) ? "proxy-accept" : "proxy-reject";
    x.context.helo = neutered(w);
    x.context.sasl_method = NULL;
    x.client = (mail_client){NULL, NULL, 0};
    write_proxy(w, &x);
    return context_latitude(w, &x);
}

static struct latitude shape_header_check(written *w)
{
    static const char *const actions[] = {"reject",  "warning", "info",     "discard", "hold",
                                          "prepend", "replace", "redirect", "strip"};
    static const char *const sections[] = {"header", "body", "content"};
    static const char *const errors[] = {"message header length exceeds safety limit",
                                         "improper use of 8-bit data in message body"};
    header_check_line x = {.queue_id = some_queue_id()};
    x.action = ONE_OF(actions);
    x.section = ONE_OF(sections);
    x.content = free_text();
    x.client = below(4) ? some_client() : (mail_client){below(2) ? "local" : "unknown", NULL, 0};
    x.context.from = some_address(w);
    x.context.to = some_address(w);
    size_t choice = below(4);
    if (choice == 0) {
        x.text = ONE_OF(errors);
        write_mime_error(w, &x);
    } else {
        if (x.client.addr) {
            x.context.proto = "ESMTP";
            x.context.helo = neutered(w);
        }
        x.text = maybe("5.7.1 no thanks");
        if (choice == 1 && x.client.addr)
            write_milter_header(w, &x);
        else
            write_header_check(w, &x);
    }
    int calm = w->form == FORM_EXTERNAL && !has(x.content, " from ") && !has(x.context.from, " from ") &&
               !has(x.context.to, " from ") && !has(x.context.to, ">");
    return (struct latitude){.one_reading = calm, .swallow = w->form == FORM_INTERNAL};
}

static struct latitude shape_abuse(written *w)
{
    mail_client client = some_client();
    const char *where = ONE_OF(states), *data = free_line();
    switch (below(4)) {
    case 0:
        write_pipelining(w, &client, where, free_text());
        break;
    case 1:
        write_non_smtp(w, &client, data);
        break;
    case 2:
        write_illegal_address(w, &client, below(2) ? "MAIL" : "RCPT", data);
        break;
    default:
        write_etrn(w, &client, free_argument());
    }
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_postscreen(written *w)
{
    static const char *const addrs[] = {"192.0.2.66", "2001:db8::66"};
    static const char *const data[] = {"EHLO x\r\n", "GET / HTTP/1.1\r\n\r\n"};
    const char *addr = ONE_OF(addrs);
    const char *word = free_word(), *text = below(4) ? free_text() : ONE_OF(data);
    if (*text == 0)
        text = "\r\n";
    switch (below(6)) {
    case 0:
        write_pregreet(w, addr, 51386, text);
        return (struct latitude){.one_reading = 1};
    case 1:
        write_postscreen_pipelining(w, addr, 51386, word, text);
        return (struct latitude){.one_reading = 1};
    case 2:
        write_postscreen_non_smtp(w, addr, 51386, "CONNECT", word, text);
        return (struct latitude){.one_reading = 1};
    default:
        break;
    }
    postscreen_reject x = {
        .addr = addr, .port = 51386, .code = 450, .dsn = "4.3.2", .text = "Service currently unavailable"};
    if (below(3) == 0) {
        x.code = 550;
        x.dsn = "5.7.1";
        x.text = "Service unavailable; client [192.0.2.66] blocked using zen.example";
    }
    /* No domain is looked at here. */
    x.context.proto = "ESMTP";
    x.context.from = free_line();
    x.context.to = free_line();
    x.context.helo = free_line();
    write_postscreen_reject(w, &x);
    int calm = !has(x.context.from, ">") && !has(x.context.to, ">") && !has(x.context.helo, ">");
    return (struct latitude){.one_reading = calm};
}

static struct latitude shape_attempt(written *w)
{
    const char *queue_id = some_queue_id();
    write_attempt(w, queue_id, "mx.evil.example", "198.51.100.18", free_line());
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_notice(written *w)
{
    static const char *const notices[] = {"sender non-delivery notification", "postmaster delay notification",
                                          "sender delivery status notification"};
    const char *queue_id = some_queue_id(), *to = some_address(w);
    if (below(4) == 0) {
        write_notice(w, queue_id, ONE_OF(notices), "5E787AA6A81");
        return (struct latitude){.one_reading = 1};
    }
    if (strchr(to, '@') == NULL)
        to = "alice@example.net";
    write_notice_failed(w, queue_id, to, maybe("message file too big"));
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_handoff(written *w)
{
    const char *queue_id = some_queue_id(), *to = some_address(w);
    write_handoff(w, queue_id, to, below(2) ? "virtual" : "smtp-out_2");
    return (struct latitude){.one_reading = w->form == FORM_EXTERNAL};
}

static struct latitude shape_dovecot(written *w)
{
    static const char *const names[] = {"imap-login", "pop3-login", "submission-login", "managesieve-login"};
    static const char *const reasons[] = {"Disconnected", "Disconnected: Inactivity", "Aborted login"};
    const char *name = ONE_OF(names), *user = shortened(free_line(), 400),
               *addr = below(2) ? "192.0.2.66" : "2001:db8::66";
    const char *session = maybe("yzeZ8Rol5MvLAHEN"), *method;
    switch (below(4)) {
    case 0:
        write_dovecot_login(w, name, NULL, 0, *user ? user : "x", "PLAIN", addr, session);
        return (struct latitude){.one_reading = !has(user, ">")};
    case 1:
        method = maybe("PLAIN");
        write_dovecot_login(w, name, ONE_OF(reasons), 3, user, method, addr, session);
        return (struct latitude){.one_reading = !has(user, ">")};
    case 2:
        user = shortened(user, 64); /* auth/auth-request.c, MAX_LOG_USERNAME_LEN */
        write_dovecot_auth(w, "passwd-file", user, addr, session, "Password mismatch");
        return (struct latitude){.one_reading = !has(user, "): ")};
    default:
        write_dovecot_gone(w, name, user, addr);
        return (struct latitude){.one_reading = 1};
    }
}

const struct shape forgery_shapes[] = {
    {"auth-fail", shape_auth_fail},
    {"auth-abort", shape_auth_abort},
    {"client and sasl-login", shape_client},
    {"message-id", shape_message_id},
    {"queued and expired", shape_queued},
    {"pickup", shape_pickup},
    {"delivery", shape_delivery},
    {"reject and filter-action", shape_reject},
    {"milter", shape_milter},
    {"proxy", shape_proxy},
    {"header-check and mime-error", shape_header_check},
    {"protocol-abuse and etrn", shape_abuse},
    {"postscreen", shape_postscreen},
    {"attempt", shape_attempt},
    {"bounce-notice", shape_notice},
    {"handoff", shape_handoff},
    {"dovecot", shape_dovecot},
};

const size_t forgery_shape_count = sizeof forgery_shapes / sizeof *forgery_shapes;
