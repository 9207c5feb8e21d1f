/*
 * What an attacker writes changes his own field and no other: lines as Postfix
 * writes them, with hostile text in every field that is free, are read back and
 * compared with what was put in.
 *
 * PFL_SEED=N tries other lines, PFL_ROUNDS=N more or fewer of each shape.
 */
#include "attack_text.h"
#include "check.h"
#include "postfix_writer.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 12000
#define SEED   20261123

/* What the law leaves open for one line, beside what a cut does. */
struct latitude {
    int one_reading;  /* the text cannot end its field: no doubt is allowed */
    int silent;       /* fields may be missing without a flag: the mechanism was no mechanism */
    int swallow;      /* internal form: where from ends and to starts cannot be known, only where both lie */
    int prefix_names; /* a login name that holds what follows a name is taken up to there */
};

static pfl_parser *parser;
static written w;

/* ---- honest parts ---- */

static const char *const queue_ids[] = {"4086EAA6A82", "4jYBXn4Zzcz1fdRd", "C44E3AA699E", "3ABCDE"};

static mail_client some_client(void)
{
    static const mail_client clients[] = {
        {"unknown", "192.0.2.66", 0},
        {"dsl-11.home.isp.example", "192.0.2.11", 40219},
        {"unknown", "2001:db8:bad::9", 0},
        {"mail_1.example.net", "2001:db8::25", 25},
    };
    size_t index = below(sizeof clients / sizeof *clients);
    return clients[index];
}

static const char *some_queue_id(void)
{
    return ONE_OF(queue_ids);
}

static const char *maybe(const char *text)
{
    return below(3) == 0 ? NULL : text;
}

static const char *some_address(void)
{
    return free_address(w.charset == CHARSET_ASCII);
}

static int has(const char *text, const char *part)
{
    return text && strstr(text, part) != NULL;
}

static const char *neutered(void)
{
    static char name[16384];
    snprintf(name, sizeof name, "%s", free_line());
    make_printable(name, strlen(name), w.charset, '?');
    neuter_helo(name);
    return name;
}

/* ---- shapes: each writes a line and says what the law leaves open ---- */

static struct latitude shape_auth_fail(void)
{
    static const char *const proper[] = {"PLAIN", "LOGIN", "CRAM-MD5", "x", "SCRAM-SHA-256-PLUS"};
    static const char *const reasons[] = {"authentication failure", "UGFzc3dvcmQ6", "(reason unavailable)",
                                          "Invalid authentication mechanism", "Connection lost to authentication server", ""};
    auth_failure x = {.client = some_client()};
    x.mechanism = below(3) ? ONE_OF(proper) : free_mechanism();
    x.reason = ONE_OF(reasons);
    x.username = maybe(free_text());
    write_auth_fail(&w, &x);
    size_t word = strspn(x.mechanism, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    int is_name = word > 0 && word <= 20 && x.mechanism[word] == 0;
    return (struct latitude){.one_reading = is_name, .silent = !is_name};
}

static struct latitude shape_auth_abort(void)
{
    static const char *const proper[] = {"PLAIN", "LOGIN", "XOAUTH2"};
    auth_failure x = {.client = some_client(), .mechanism = ONE_OF(proper)};
    write_auth_abort(&w, &x);
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_client(void)
{
    static const char *const methods[] = {"PLAIN", "CRAM-MD5", "XCLIENT"};
    accepted_client x = {.queue_id = some_queue_id(), .client = some_client()};
    if (below(2)) {
        x.sasl_method = ONE_OF(methods);
        x.sasl_username = free_line();
    }
    x.sasl_sender = below(2) ? free_word() : NULL;
    if (x.sasl_sender == NULL && below(3) == 0) {
        x.orig_queue_id = some_queue_id();
        x.orig_client = some_client();
    }
    write_client(&w, &x);
    int odd_name = has(x.sasl_username, ", sasl_sender=") ||
                   (!x.orig_queue_id && (has(x.sasl_username, ", orig_queue_id=") || has(x.sasl_username, ", orig_client=")));
    return (struct latitude){.one_reading = !odd_name, .prefix_names = odd_name};
}

/* sasl_sender with a content filter's attributes behind it: all of that is the sender's, for a reader. */
static struct latitude shape_message_id(void)
{
    int resent = below(4) == 0;
    const char *queue_id = some_queue_id();
    write_message_id(&w, queue_id, resent, free_text());
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_queued(void)
{
    const char *queue_id = some_queue_id(), *from = some_address();
    if (below(3))
        write_queued(&w, queue_id, from, 383, 2);
    else
        write_expired(&w, queue_id, from, below(2) ? "expired" : "force-expired");
    return (struct latitude){.one_reading = w.form == FORM_EXTERNAL};
}

static struct latitude shape_pickup(void)
{
    const char *queue_id = some_queue_id(), *from = some_address();
    write_pickup(&w, queue_id, 1000, from, maybe("8C64CAA6B24"));
    return (struct latitude){.one_reading = w.form == FORM_EXTERNAL};
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

static struct latitude shape_delivery(void)
{
    static char reply[16384];
    static const char *const tls[] = {"may:none", "dane:halfdane", "xxx/!requiretls:nostarttls"};
    size_t outcome = below(sizeof outcomes / sizeof *outcomes), kind_of_reply = below(4);
    delivery_line x = {.queue_id = some_queue_id(), .status = outcomes[outcome].status, .kind = outcomes[outcome].kind};
    x.to = some_address();
    x.orig_to = below(4) == 0 ? some_address() : NULL;
    if (x.orig_to && *x.orig_to == 0)
        x.orig_to = NULL;
    if (below(2)) {
        x.relay_name = "mx.evil.example";
        x.relay_addr = below(2) ? "198.51.100.18" : "2001:db8::18";
        x.relay_port = below(8) ? 25 : 0;
        x.conn_use = below(3) ? 0 : 2;
    } else {
        x.relay_name = below(2) ? "none" : "local";
    }
    for (size_t i = 0; i < 4; i++)
        x.delays[i] = (unsigned)below(1000);
    x.tls = below(2) ? ONE_OF(tls) : NULL;
    x.dsn = "5.7.509";
    const char *said = free_line();
    if (kind_of_reply == 0) {
        snprintf(reply, sizeof reply, "host mx.evil.example[198.51.100.18] said: 550 %s (in reply to RCPT TO command)", said);
    } else if (kind_of_reply == 1) {
        x.queued_as = "37B24F457A";
        snprintf(reply, sizeof reply, "250 %s queued as 37B24F457A", said);
    } else {
        snprintf(reply, sizeof reply, "250 %s (ok)", said);
    }
    x.reply = reply;
    write_delivery(&w, &x);
    int calm = !has(reply, ">, relay=") && !has(reply, ">, orig_to=") && !has(x.orig_to, ">");
    return (struct latitude){.one_reading = w.form == FORM_EXTERNAL && calm, .swallow = w.form == FORM_INTERNAL};
}

static const char *const states[] = {"CONNECT", "HELO", "EHLO", "STARTTLS", "AUTH",    "MAIL",            "RCPT", "DATA",
                                     "BDAT",    "VRFY", "ETRN", "UNKNOWN",  "XCLIENT", "END-OF-MESSAGE", "NOOP"};

/* A refusal's text, mostly built around what was refused, in internal form: <X>: Relay access denied. */
static const char *refusal(const mail_context *x)
{
    static char text[32768];
    static const char *const endings[] = {"Relay access denied", "Recipient address rejected: User unknown in local recipient table",
                                          "Sender address rejected: not owned by user alice",
                                          "Service unavailable; client [192.0.2.66] blocked using zen.example; see example.net"};
    const char *what = below(3) == 0 && x->from ? x->from : x->to ? x->to : x->helo ? x->helo : "unknown[192.0.2.66]";
    if (below(4) == 0)
        return "Service unavailable; client [192.0.2.66] blocked using zen.example";
    snprintf(text, sizeof text, "<%s>: %s", what, ONE_OF(endings));
    return text;
}

/* Whether none of the texts can start, end or hold a context of its own. */
static int calm_context(const reject_line *x)
{
    const mail_context *c = &x->context;
    return w.form == FORM_EXTERNAL && !has(c->from, "; ") && !has(c->to, "; ") && !has(c->helo, "; ") && !has(c->to, ">") &&
           !has(c->sasl_username, "; ") && !has(c->sasl_username, ">") && !has(c->sasl_username, " sasl_sender=") &&
           !has(c->sasl_sender, "; ") && !has(c->sasl_sender, ">") && !has(c->helo, ">") && !has(x->text, "; from=<") &&
           !has(x->text, "; to=<") && !has(x->text, "; proto=");
}

static reject_line some_refusal(int login)
{
    reject_line x = {.queue_id = maybe(some_queue_id()), .where = ONE_OF(states), .client = some_client()};
    int greeting = strcmp(x.where, "HELO") == 0 || strcmp(x.where, "EHLO") == 0;
    int mail = strcmp(x.where, "MAIL") == 0;
    x.context.proto = below(4) ? "ESMTP" : "SMTP";
    if (!greeting && strcmp(x.where, "CONNECT") != 0) {
        x.context.from = some_address();
        x.context.to = mail ? NULL : some_address();
    }
    if (strcmp(x.where, "CONNECT") != 0)
        x.context.helo = greeting ? free_word() : neutered();
    if (login && below(2)) {
        x.context.sasl_method = "PLAIN";
        x.context.sasl_username = below(2) ? "alice@example.net" : free_line();
    }
    x.text = refusal(&x.context);
    x.code = 554;
    x.dsn = "5.7.1";
    return x;
}

static struct latitude context_latitude(const reject_line *x)
{
    /* A greeting is refused with its name as it came, which can have held all that follows it. */
    int raw = strcmp(x->where, "HELO") == 0 || strcmp(x->where, "EHLO") == 0;
    return (struct latitude){.one_reading = calm_context(x) && !(raw && x->context.sasl_username),
                             .swallow = w.form == FORM_INTERNAL,
                             .prefix_names = has(x->context.sasl_username, " sasl_sender=")};
}

static struct latitude shape_reject(void)
{
    static const char *const actions[] = {"reject_warning", "warn", "info", "hold", "filter", "discard", "redirect", "bcc", "hangup"};
    reject_line x = some_refusal(1);
    x.context.sasl_sender = below(4) == 0 ? free_word() : NULL;
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
    write_reject(&w, &x);
    return context_latitude(&x);
}

static struct latitude shape_milter(void)
{
    static const char *const actions[] = {"milter-reject", "milter-hold", "milter-discard"};
    reject_line x = some_refusal(1);
    x.action = ONE_OF(actions);
    if (below(3) == 0) {
        x.where = "END-OF-MESSAGE";
        x.context.helo = neutered();
        x.context.sasl_username = NULL;
        x.queue_id = "4086EAA6A82";
        x.code = 0;
        write_cleanup_milter(&w, &x);
    } else {
        x.context.sasl_method = NULL;
        write_milter(&w, &x);
    }
    return context_latitude(&x);
}

static struct latitude shape_proxy(void)
{
    reject_line x = some_refusal(1);
    x.where = "END-OF-MESSAGE";
    x.action = below(2) ? "proxy-accept" : "proxy-reject";
    x.context.helo = neutered();
    x.context.sasl_method = NULL;
    x.client = (mail_client){NULL, NULL, 0};
    write_proxy(&w, &x);
    return context_latitude(&x);
}

static struct latitude shape_header_check(void)
{
    static const char *const actions[] = {"reject", "warning", "info", "discard", "hold", "prepend", "replace", "redirect", "strip"};
    static const char *const sections[] = {"header", "body", "content"};
    static const char *const errors[] = {"message header length exceeds safety limit", "improper use of 8-bit data in message body"};
    header_check_line x = {.queue_id = some_queue_id(), .action = ONE_OF(actions), .section = ONE_OF(sections)};
    x.content = free_text();
    x.client = below(4) ? some_client() : (mail_client){below(2) ? "local" : "unknown", NULL, 0};
    x.context.from = some_address();
    x.context.to = some_address();
    size_t choice = below(4);
    if (choice == 0) {
        x.text = ONE_OF(errors);
        write_mime_error(&w, &x);
    } else {
        if (x.client.addr) {
            x.context.proto = "ESMTP";
            x.context.helo = neutered();
        }
        x.text = maybe("5.7.1 no thanks");
        if (choice == 1 && x.client.addr)
            write_milter_header(&w, &x);
        else
            write_header_check(&w, &x);
    }
    int calm = w.form == FORM_EXTERNAL && !has(x.content, " from ") && !has(x.context.from, " from ") &&
               !has(x.context.to, " from ") && !has(x.context.to, ">");
    return (struct latitude){.one_reading = calm, .swallow = w.form == FORM_INTERNAL};
}

static struct latitude shape_abuse(void)
{
    mail_client client = some_client();
    const char *where = ONE_OF(states), *data = free_line();
    switch (below(4)) {
    case 0:
        write_pipelining(&w, &client, where, free_text());
        break;
    case 1:
        write_non_smtp(&w, &client, data);
        break;
    case 2:
        write_illegal_address(&w, &client, below(2) ? "MAIL" : "RCPT", data);
        break;
    default:
        write_etrn(&w, &client, free_word());
    }
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_postscreen(void)
{
    static const char *const addrs[] = {"192.0.2.66", "2001:db8::66"};
    static const char *const data[] = {"EHLO x\r\n", "GET / HTTP/1.1\r\n\r\n"};
    const char *addr = ONE_OF(addrs);
    const char *word = free_word(), *text = below(4) ? free_text() : ONE_OF(data);
    if (*text == 0)
        text = "\r\n";
    switch (below(6)) {
    case 0:
        write_pregreet(&w, addr, 51386, text);
        return (struct latitude){.one_reading = 1};
    case 1:
        write_postscreen_pipelining(&w, addr, 51386, word, text);
        return (struct latitude){.one_reading = 1};
    case 2:
        write_postscreen_non_smtp(&w, addr, 51386, "CONNECT", word, text);
        return (struct latitude){.one_reading = 1};
    default:
        break;
    }
    postscreen_reject x = {.addr = addr, .port = 51386, .code = 450, .dsn = "4.3.2", .text = "Service currently unavailable"};
    if (below(3) == 0) {
        x.code = 550;
        x.dsn = "5.7.1";
        x.text = "Service unavailable; client [192.0.2.66] blocked using zen.example";
    }
    /* No domain is looked at here. */
    x.context = (mail_context){.from = free_line(), .to = free_line(), .proto = "ESMTP", .helo = free_word()};
    write_postscreen_reject(&w, &x);
    int calm = !has(x.context.from, ">") && !has(x.context.to, ">") && !has(x.context.helo, ">");
    return (struct latitude){.one_reading = calm};
}

static struct latitude shape_attempt(void)
{
    const char *queue_id = some_queue_id();
    write_attempt(&w, queue_id, "mx.evil.example", "198.51.100.18", free_line());
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_notice(void)
{
    static const char *const notices[] = {"sender non-delivery notification", "postmaster delay notification",
                                          "sender delivery status notification"};
    const char *queue_id = some_queue_id(), *to = some_address();
    if (below(4) == 0) {
        write_notice(&w, queue_id, ONE_OF(notices), "5E787AA6A81");
        return (struct latitude){.one_reading = 1};
    }
    if (strchr(to, '@') == NULL)
        to = "alice@example.net";
    write_notice_failed(&w, queue_id, to, maybe("message file too big"));
    return (struct latitude){.one_reading = 1};
}

static struct latitude shape_handoff(void)
{
    const char *queue_id = some_queue_id(), *to = some_address();
    write_handoff(&w, queue_id, to, below(2) ? "virtual" : "smtp-out_2");
    return (struct latitude){.one_reading = w.form == FORM_EXTERNAL};
}

static struct latitude shape_dovecot(void)
{
    static const char *const names[] = {"imap-login", "pop3-login", "submission-login", "managesieve-login"};
    static const char *const reasons[] = {"Disconnected", "Disconnected: Inactivity", "Aborted login"};
    const char *name = ONE_OF(names), *user = shortened(free_line(), 400), *addr = below(2) ? "192.0.2.66" : "2001:db8::66";
    const char *session = maybe("yzeZ8Rol5MvLAHEN");
    switch (below(4)) {
    case 0:
        write_dovecot_login(&w, name, NULL, 0, *user ? user : "x", "PLAIN", addr, session);
        return (struct latitude){.one_reading = !has(user, ">")};
    case 1:
        write_dovecot_login(&w, name, ONE_OF(reasons), 3, user, maybe("PLAIN"), addr, session);
        return (struct latitude){.one_reading = !has(user, ">")};
    case 2:
        user = shortened(user, 64); /* auth/auth-request.c, MAX_LOG_USERNAME_LEN */
        write_dovecot_auth(&w, "passwd-file", user, addr, session, "Password mismatch");
        return (struct latitude){.one_reading = !has(user, "): ")};
    default:
        write_dovecot_gone(&w, name, user, addr);
        return (struct latitude){.one_reading = 1};
    }
}

/* ---- the law ---- */

static char fault_text[256];

static const char *fault(const char *what, const char *name)
{
    snprintf(fault_text, sizeof fault_text, "%s %s", name, what);
    return fault_text;
}

/* Fields on which blame and trust are built: true to the last byte, or not there. */
static int is_sacred(uint16_t id)
{
    switch (id) {
    case PFL_FIELD_SASL_METHOD:
    case PFL_FIELD_SASL_USERNAME:
    case PFL_FIELD_CLIENT_NAME:
    case PFL_FIELD_CLIENT_ADDR:
    case PFL_FIELD_CLIENT_PORT:
    case PFL_FIELD_QUEUE_ID:
        return 1;
    default:
        return 0;
    }
}

static int64_t read_number(const pfl_event *event, const pfl_field *field)
{
    const char *at = (const char *)event + field->offset;
    uint16_t u16;
    uint32_t u32;
    int64_t i64;
    if (field->type == PFL_TYPE_U16)
        return memcpy(&u16, at, sizeof u16), u16;
    if (field->type == PFL_TYPE_U32)
        return memcpy(&u32, at, sizeof u32), u32;
    return memcpy(&i64, at, sizeof i64), i64;
}

/* Internal form: from and to are one stretch of text, and only its ends are known. */
static int swallowed(const struct latitude *law, const written_field *truth, pfl_span span)
{
    static const uint16_t pairs[][2] = {{PFL_FIELD_FROM, PFL_FIELD_TO}, {PFL_FIELD_TO, PFL_FIELD_ORIG_TO}};
    for (size_t i = 0; law->swallow && i < 2; i++) {
        const written_field *first = written_find(&w, pairs[i][0]), *second = written_find(&w, pairs[i][1]);
        if (!first || (truth->id != pairs[i][0] && truth->id != pairs[i][1]))
            continue;
        size_t end = second ? second->at + second->length : first->at + first->length;
        if (truth->id == pairs[i][0] ? span.offset == first->at && (size_t)span.offset + span.length <= end
                                     : (size_t)span.offset + span.length == end && span.offset >= first->at)
            return 1;
    }
    return 0;
}

static const char *text_fault(const struct latitude *law, const pfl_field *field, const written_field *truth, pfl_span span)
{
    if (span.offset == truth->at && span.length == truth->length)
        return NULL;
    if (w.cut && !is_sacred(field->id) && span.offset == truth->at && (size_t)span.offset + span.length == w.line_length)
        return NULL; /* the rest of it was cut off */
    if (swallowed(law, truth, span))
        return NULL;
    if (law->prefix_names && (field->id == PFL_FIELD_SASL_SENDER || (span.offset == truth->at && span.length < truth->length)))
        return NULL;
    return fault("is not what was written", field->name);
}

static int may_follow_name(uint16_t id)
{
    return id == PFL_FIELD_SASL_SENDER || id == PFL_FIELD_ORIG_QUEUE_ID || id == PFL_FIELD_ORIG_CLIENT_NAME ||
           id == PFL_FIELD_ORIG_CLIENT_ADDR || id == PFL_FIELD_ORIG_CLIENT_PORT;
}

static const char *field_fault(const struct latitude *law, const pfl_event *event, const pfl_field *field)
{
    const written_field *truth = written_find(&w, field->id);
    int present = event->present >> field->bit & 1;
    int second = field->id == PFL_FIELD_TO || field->id == PFL_FIELD_ORIG_TO;
    if (!present) {
        int excused = !truth || w.cut || (event->flags & PFL_FLAG_AMBIGUOUS) || law->silent || law->prefix_names ||
                      (law->swallow && second);
        return excused ? NULL : fault("is missing", field->name);
    }
    if (truth == NULL) {
        int excused = (law->prefix_names && may_follow_name(field->id)) || (law->swallow && second);
        return excused ? NULL : fault("is there and was not written", field->name);
    }
    if (truth->is_text) {
        pfl_span span;
        memcpy(&span, (const char *)event + field->offset, sizeof span);
        return text_fault(law, field, truth, span);
    }
    return read_number(event, field) == truth->number ? NULL : fault("is another number", field->name);
}

/*
 * What is left of a line that was cut may have no kind, or be a note. Deliveries of
 * which the outcome itself is in doubt are still deliveries.
 */
static int is_kind(const pfl_event *event)
{
    if (event->kind == w.kind || (w.cut && (event->kind == PFL_KIND_OTHER || event->kind == PFL_KIND_NOTE)))
        return 1;
    return (event->flags & PFL_FLAG_AMBIGUOUS) && w.form == FORM_INTERNAL && w.kind >= PFL_KIND_SENT &&
           w.kind <= PFL_KIND_UNDELIVERABLE && event->kind >= PFL_KIND_SENT && event->kind <= PFL_KIND_UNDELIVERABLE;
}

static const char *head_fault(const pfl_event *event)
{
    if (!is_kind(event))
        return "the kind is another";
    if (event->severity != w.severity)
        return "the severity is another";
    if ((event->present & PFL_HAS_PID) ? event->pid != w.pid : w.pid != 0)
        return "the pid is another";
    if (event->program.length != strlen(w.program) || memcmp(w.line + event->program.offset, w.program, event->program.length))
        return "the program is another";
    return NULL;
}

static const char *law_fault(const struct latitude *law, const pfl_event *event)
{
    const pfl_kind *kind = pfl_kind_info(event->kind);
    const pfl_field *field;
    const char *what = event_fault(event, w.line);
    if (what == NULL)
        what = head_fault(event);
    if (what == NULL && law->one_reading && !w.cut && (event->flags & PFL_FLAG_AMBIGUOUS))
        what = "it has one reading, and is flagged";
    if (what == NULL && w.cut && w.length > 0 && strcmp(w.program, "dovecot") && !(event->flags & PFL_FLAG_TRUNCATED))
        what = "it was cut, and is not flagged";
    for (size_t i = 0; what == NULL && i < kind->field_count; i++)
        if (event->kind == w.kind || is_sacred(kind->fields[i].id))
            what = field_fault(law, event, &kind->fields[i]);
    if (what == NULL && (field = pfl_field_info(event->kind, PFL_FIELD_QUEUE_ID)) != NULL)
        what = field_fault(law, event, field);
    return what;
}

/* ---- tests ---- */

struct shape {
    const char *name;
    struct latitude (*write)(void);
};

static const struct shape shapes[] = {
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

#define SHAPES (sizeof shapes / sizeof *shapes)

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *value = getenv(name);
    return value && *value ? strtoull(value, NULL, 10) : otherwise;
}

static void show_line(void)
{
    fputs("      line  ", stderr);
    for (size_t i = 0; i < w.line_length; i++) {
        unsigned char c = (unsigned char)w.line[i];
        fprintf(stderr, c < ' ' || c >= 127 ? "\\x%02x" : "%c", c);
    }
    fputc('\n', stderr);
}

static void test_shape(void **state)
{
    const struct shape *shape = *state;
    uint64_t seed = from_environment("PFL_SEED", SEED), rounds = from_environment("PFL_ROUNDS", ROUNDS);
    size_t ambiguous = 0, cut = 0, one_reading = 0;
    attack_seed(seed * 1000 + (uint64_t)(shape - shapes));
    for (uint64_t round = 0; round < rounds; round++) {
        pfl_event event;
        attack_reset();
        w.form = below(3) ? FORM_EXTERNAL : FORM_INTERNAL;
        w.charset = below(3) ? CHARSET_UTF8 : below(2) ? CHARSET_LAX : CHARSET_ASCII;
        w.pid = (uint32_t)below(40000);
        struct latitude law = shape->write();
        /* rsyslog's RFC 5424 template leaves nothing but syslog_name of the tag. */
        if (strcmp(w.program, "dovecot") != 0 && below(16) == 0)
            w.program = "postfix";
        written_end(&w);
        ambiguous += pfl_parse_line(parser, w.line, w.line_length, &event, sizeof event) == PFL_OK &&
                     (event.flags & PFL_FLAG_AMBIGUOUS) != 0;
        cut += (size_t)w.cut;
        one_reading += (size_t)law.one_reading;
        const char *what = law_fault(&law, &event);
        if (what) {
            show_line();
            fail_msg("%s, seed %" PRIu64 ", round %" PRIu64 ", read as %s%s: %s", shape->name, seed, round,
                     pfl_kind_info(event.kind)->name, (event.flags & PFL_FLAG_AMBIGUOUS) ? ", ambiguous" : "", what);
        }
    }
    printf("%-28s %" PRIu64 " lines, %zu with one reading by construction, %zu ambiguous, %zu cut\n", shape->name, rounds,
           one_reading, ambiguous, cut);
}

static int create(void **state)
{
    (void)state;
    return pfl_parser_create(&parser, NULL) != PFL_OK;
}

static int destroy(void **state)
{
    (void)state;
    pfl_parser_destroy(parser);
    return 0;
}

int main(void)
{
    struct CMUnitTest tests[SHAPES];
    for (size_t i = 0; i < SHAPES; i++) {
        const struct shape *shape = &shapes[i];
        tests[i] = (struct CMUnitTest){.name = shape->name, .test_func = test_shape};
        /* cmocka wants a pointer to change; the shape is only read. */
        memcpy(&tests[i].initial_state, &shape, sizeof shape);
    }
    return cmocka_run_group_tests(tests, create, destroy);
}
