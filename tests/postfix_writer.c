#include "postfix_writer.h"

#include <stdio.h>
#include <string.h>

#include <postfixlog/postfixlog.h>

/* ---- words ---- */

static void put_queue_id(written *w, const char *queue_id)
{
    if (queue_id)
        put_field(w, "", PFL_FIELD_QUEUE_ID, queue_id);
    else
        put(w, "NOQUEUE");
    put(w, ": ");
}

static void put_port(written *w, const char *before, uint16_t id, int port)
{
    if (port > 0) {
        put(w, before);
        put_number(w, id, port);
    }
}

/* smtpd/smtpd_peer.c, namaddr */
static void put_client(written *w, const mail_client *client)
{
    put_field(w, "", PFL_FIELD_CLIENT_NAME, client->name);
    if (client->addr == NULL)
        return;
    put_field(w, "[", PFL_FIELD_CLIENT_ADDR, client->addr);
    put(w, "]");
    put_port(w, ":", PFL_FIELD_CLIENT_PORT, client->port);
}

/* postscreen/postscreen.h, PSC_CLIENT_ADDR_PORT */
static void put_endpoint(written *w, const char *addr, int port)
{
    put_field(w, "[", PFL_FIELD_CLIENT_ADDR, addr);
    put(w, "]");
    put_port(w, ":", PFL_FIELD_CLIENT_PORT, port);
}

static void put_optional(written *w, const char *before, uint16_t id, const char *text)
{
    if (text)
        put_field(w, before, id, text);
}

/* What smtpd and cleanup know of a transaction, up to the HELO name. */
static void put_context(written *w, const mail_context *x)
{
    if (x->from)
        put_address(w, " from=<", PFL_FIELD_FROM, x->from);
    if (x->to)
        put_address(w, " to=<", PFL_FIELD_TO, x->to);
    put_optional(w, " proto=", PFL_FIELD_PROTO, x->proto);
    if (x->helo) {
        put_field(w, " helo=<", PFL_FIELD_HELO, x->helo);
        put(w, ">");
    }
}

/* ---- smtpd/smtpd_sasl_glue.c ---- */

void write_auth_fail(written *w, const auth_failure *x)
{
    written_start(w, PFL_KIND_AUTH_FAIL, "postfix/submission/smtpd", PFL_SEVERITY_WARNING);
    put_client(w, &x->client);
    put(w, ": SASL ");
    put_field_cut(w, PFL_FIELD_SASL_METHOD, x->mechanism, 100);
    put_field(w, " authentication failed: ", PFL_FIELD_REASON, x->reason);
    if (x->username) {
        put(w, ", sasl_username=");
        put_field_cut(w, PFL_FIELD_SASL_USERNAME, x->username, 100);
    }
}

void write_auth_abort(written *w, const auth_failure *x)
{
    written_start(w, PFL_KIND_AUTH_ABORT, "postfix/smtpd", PFL_SEVERITY_WARNING);
    put_client(w, &x->client);
    put_field(w, ": SASL ", PFL_FIELD_SASL_METHOD, x->mechanism);
    put(w, " authentication aborted");
}

/* ---- smtpd/smtpd.c ---- */

void write_client(written *w, const accepted_client *x)
{
    written_start(w, x->sasl_username ? PFL_KIND_SASL_LOGIN : PFL_KIND_CLIENT, "postfix/smtpd", PFL_SEVERITY_INFO);
    put_queue_id(w, x->queue_id);
    put(w, "client=");
    put_client(w, &x->client);
    put_optional(w, ", sasl_method=", PFL_FIELD_SASL_METHOD, x->sasl_method);
    put_optional(w, ", sasl_username=", PFL_FIELD_SASL_USERNAME, x->sasl_username);
    put_optional(w, ", sasl_sender=", PFL_FIELD_SASL_SENDER, x->sasl_sender);
    put_optional(w, ", orig_queue_id=", PFL_FIELD_ORIG_QUEUE_ID, x->orig_queue_id);
    if (x->orig_client.name) {
        put_field(w, ", orig_client=", PFL_FIELD_ORIG_CLIENT_NAME, x->orig_client.name);
        put_field(w, "[", PFL_FIELD_ORIG_CLIENT_ADDR, x->orig_client.addr);
        put(w, "]");
        put_port(w, ":", PFL_FIELD_ORIG_CLIENT_PORT, x->orig_client.port);
    }
}

static void put_code(written *w, const reject_line *x)
{
    if (x->code) {
        put_number(w, PFL_FIELD_REPLY_CODE, x->code);
        put(w, " ");
    }
    if (x->dsn) {
        put_field(w, "", PFL_FIELD_DSN, x->dsn);
        put(w, " ");
    }
}

/* ACTION: WHERE from CLIENT: CODE DSN TEXT; up to the context. limit is for code, DSN and text together, 0 for none. */
static void put_refusal(written *w, const reject_line *x, size_t limit)
{
    put_field(w, "", PFL_FIELD_ACTION, x->action);
    put_field(w, ": ", PFL_FIELD_WHERE, x->where);
    if (x->client.name) {
        put(w, " from ");
        put_client(w, &x->client);
    }
    put(w, ": ");
    size_t from = w->length;
    put_code(w, x);
    size_t text = w->length;
    put(w, x->text);
    if (limit > 0 && w->length > from + limit)
        w->length = from + limit;
    if (limit > 0)
        make_printable(w->text + from, w->length - from, w->charset, ' ');
    note_text(w, PFL_FIELD_REPLY, text);
    put(w, ";");
}

/* smtpd/smtpd_check.c: smtpd_check_reject() cuts its text at 510 bytes, log_whatsup() writes */
void write_reject(written *w, const reject_line *x)
{
    written_start(w, x->kind, "mx1.edge-7/smtpd", PFL_SEVERITY_INFO);
    put_queue_id(w, x->queue_id);
    put_refusal(w, x, 510);
    put_context(w, &x->context);
    put_optional(w, " sasl_method=", PFL_FIELD_SASL_METHOD, x->context.sasl_method);
    put_optional(w, " sasl_username=", PFL_FIELD_SASL_USERNAME, x->context.sasl_username);
    put_optional(w, " sasl_sender=", PFL_FIELD_SASL_SENDER, x->context.sasl_sender);
}

/* smtpd_whatsup(): the user in brackets */
static void put_whatsup(written *w, const mail_context *x)
{
    put_context(w, x);
    if (x->sasl_username) {
        put_field(w, " sasl_username=<", PFL_FIELD_SASL_USERNAME, x->sasl_username);
        put(w, ">");
    }
}

/* check_milter_reply() */
void write_milter(written *w, const reject_line *x)
{
    written_start(w, PFL_KIND_MILTER, "postfix/smtpd", PFL_SEVERITY_INFO);
    put_queue_id(w, x->queue_id);
    put_refusal(w, x, 0);
    put_whatsup(w, &x->context);
}

/* data_cmd() and its common end: neither queue ID nor client */
void write_proxy(written *w, const reject_line *x)
{
    written_start(w, PFL_KIND_PROXY, "postfix/smtpd", PFL_SEVERITY_INFO);
    put_refusal(w, x, 0);
    put_whatsup(w, &x->context);
}

/* chat_pipelining check: 100 bytes, then escaped */
void write_pipelining(written *w, const mail_client *client, const char *where, const char *data)
{
    static const char reason[] = "improper command pipelining";
    size_t length = strlen(data);
    written_start(w, PFL_KIND_PROTOCOL_ABUSE, "postfix/smtpd", PFL_SEVERITY_INFO);
    put_field(w, "", PFL_FIELD_REASON, reason);
    put_field(w, " after ", PFL_FIELD_WHERE, where);
    put(w, " from ");
    put_client(w, client);
    put(w, ": ");
    put_escaped(w, PFL_FIELD_DATA, data, length < 100 ? length : 100, 0);
}

/* smtpd_proto(): escaped, then 100 bytes */
void write_non_smtp(written *w, const mail_client *client, const char *command)
{
    written_start(w, PFL_KIND_PROTOCOL_ABUSE, "postfix/smtpd", PFL_SEVERITY_WARNING);
    put_field(w, "", PFL_FIELD_REASON, "non-SMTP command");
    put(w, " from ");
    put_client(w, client);
    put(w, ": ");
    put_escaped(w, PFL_FIELD_DATA, command, strlen(command), 100);
}

/* extract_addr() */
void write_illegal_address(written *w, const mail_client *client, const char *where, const char *address)
{
    written_start(w, PFL_KIND_PROTOCOL_ABUSE, "postfix/smtpd", PFL_SEVERITY_WARNING);
    put_field(w, "", PFL_FIELD_REASON, "Illegal address syntax");
    put(w, " from ");
    put_client(w, client);
    put_field(w, " in ", PFL_FIELD_WHERE, where);
    put_field(w, " command: ", PFL_FIELD_DATA, address);
}

/* etrn_cmd() */
void write_etrn(written *w, const mail_client *client, const char *domain)
{
    written_start(w, PFL_KIND_REJECT, "postfix/smtpd", PFL_SEVERITY_WARNING);
    put_field(w, "", PFL_FIELD_ACTION, "reject");
    put_field(w, ": ", PFL_FIELD_WHERE, "ETRN");
    put(w, " ");
    put_field_cut(w, PFL_FIELD_REPLY, domain, 100);
    put(w, "... from ");
    put_client(w, client);
}

/* ---- cleanup(8) ---- */

/* cleanup/cleanup_message.c, cleanup_header_callback() */
void write_message_id(written *w, const char *queue_id, int resent, const char *value)
{
    written_start(w, PFL_KIND_MESSAGE_ID, "postfix/cleanup", PFL_SEVERITY_INFO);
    put_queue_id(w, queue_id);
    if (resent)
        put_field(w, "resent-message-id=", PFL_FIELD_RESENT_MESSAGE_ID, value);
    else
        put_field(w, "message-id=", PFL_FIELD_MESSAGE_ID, value);
}

static void put_checked(written *w, const header_check_line *x)
{
    put_field_cut(w, PFL_FIELD_CONTENT, x->content, 200);
    put(w, " from ");
    put_client(w, &x->client);
    put(w, ";");
    put_context(w, &x->context);
    put_optional(w, ": ", PFL_FIELD_REASON, x->text);
}

/* cleanup/cleanup_message.c, cleanup_act_log() */
void write_header_check(written *w, const header_check_line *x)
{
    written_start(w, PFL_KIND_HEADER_CHECK, "postfix/cleanup", PFL_SEVERITY_INFO);
    put_queue_id(w, x->queue_id);
    put_field(w, "", PFL_FIELD_ACTION, x->action);
    put_field(w, ": ", PFL_FIELD_SECTION, x->section);
    put(w, " ");
    put_checked(w, x);
}

/* cleanup/cleanup_milter.c, cleanup_milter_hbc_log(): milter-SECTION-ACTION */
void write_milter_header(written *w, const header_check_line *x)
{
    written_start(w, PFL_KIND_HEADER_CHECK, "postfix/cleanup", PFL_SEVERITY_INFO);
    put_queue_id(w, x->queue_id);
    size_t from = w->length;
    put(w, "milter-");
    put(w, x->section);
    put(w, "-");
    put(w, x->action);
    note_text(w, PFL_FIELD_ACTION, from);
    put_field(w, ": ", PFL_FIELD_SECTION, x->section);
    put(w, " ");
    put_checked(w, x);
}

/* cleanup/cleanup_message.c, cleanup_mime_error_callback(): text is what mime_state_error() says */
void write_mime_error(written *w, const header_check_line *x)
{
    written_start(w, PFL_KIND_HEADER_CHECK, "postfix/cleanup", PFL_SEVERITY_INFO);
    put_queue_id(w, x->queue_id);
    put_field(w, "", PFL_FIELD_ACTION, "reject");
    put_field(w, ": ", PFL_FIELD_SECTION, "mime-error");
    put(w, " ");
    size_t from = w->length, length = strlen(x->content);
    put(w, x->text);
    put(w, ": ");
    put_bytes(w, x->content, length < 100 ? length : 100);
    note_text(w, PFL_FIELD_CONTENT, from);
    put(w, " from ");
    put_client(w, &x->client);
    put(w, ";");
    put_address(w, " from=<", PFL_FIELD_FROM, x->context.from);
    put_address(w, " to=<", PFL_FIELD_TO, x->context.to);
}

/* cleanup/cleanup_milter.c, cleanup_milter_apply(): no code, no user */
void write_cleanup_milter(written *w, const reject_line *x)
{
    written_start(w, PFL_KIND_MILTER, "postfix/cleanup", PFL_SEVERITY_INFO);
    put_queue_id(w, x->queue_id);
    put_refusal(w, x, 0);
    put_context(w, &x->context);
}

/* ---- pickup/pickup.c, qmgr/qmgr_active.c, bounce/bounce_notify_service.c ---- */

void write_pickup(written *w, const char *queue_id, unsigned uid, const char *from, const char *orig_id)
{
    written_start(w, PFL_KIND_PICKUP, "postfix/pickup", PFL_SEVERITY_INFO);
    put_queue_id(w, queue_id);
    put(w, "uid=");
    put_number(w, PFL_FIELD_UID, uid);
    put_address(w, " from=<", PFL_FIELD_FROM, from);
    put_optional(w, " orig_id=", PFL_FIELD_ORIG_ID, orig_id);
}

void write_queued(written *w, const char *queue_id, const char *from, unsigned long size, unsigned nrcpt)
{
    written_start(w, PFL_KIND_QUEUED, "postfix/qmgr", PFL_SEVERITY_INFO);
    put_queue_id(w, queue_id);
    put_address(w, "from=<", PFL_FIELD_FROM, from);
    put(w, ", size=");
    put_number(w, PFL_FIELD_SIZE, (int64_t)size);
    put(w, ", nrcpt=");
    put_number(w, PFL_FIELD_NRCPT, nrcpt);
    put(w, " (queue active)");
}

void write_expired(written *w, const char *queue_id, const char *from, const char *status)
{
    written_start(w, PFL_KIND_EXPIRED, "postfix/qmgr", PFL_SEVERITY_INFO);
    put_queue_id(w, queue_id);
    put_address(w, "from=<", PFL_FIELD_FROM, from);
    put_field(w, ", status=", PFL_FIELD_STATUS, status);
    put(w, ", returned to sender");
}

void write_notice(written *w, const char *queue_id, const char *notice, const char *notice_id)
{
    written_start(w, PFL_KIND_BOUNCE_NOTICE, "postfix/bounce", PFL_SEVERITY_INFO);
    put_queue_id(w, queue_id);
    put_field(w, "", PFL_FIELD_NOTICE, notice);
    put_field(w, ": ", PFL_FIELD_NOTICE_ID, notice_id);
}

/* The address in internal form, whatever info_log_addr_form says. */
void write_notice_failed(written *w, const char *queue_id, const char *to, const char *reason)
{
    written_start(w, PFL_KIND_BOUNCE_NOTICE, "postfix/bounce", PFL_SEVERITY_WARNING);
    put_queue_id(w, queue_id);
    put_field(w, "", PFL_FIELD_NOTICE, "sender notification failed");
    put_field(w, " to ", PFL_FIELD_TO, to);
    put_optional(w, ": ", PFL_FIELD_REASON, reason);
}

/* ---- delivery agents ---- */

static void put_relay(written *w, const char *before, const char *name, const char *addr, int port)
{
    put(w, before);
    size_t from = w->length;
    put(w, name);
    if (addr) {
        put_field(w, "[", PFL_FIELD_RELAY_ADDR, addr);
        put(w, "]");
        put_port(w, ":", PFL_FIELD_RELAY_PORT, port);
    }
    note_text(w, PFL_FIELD_RELAY, from);
}

/* Hundredths of a second, as format_tv() shows them: without zeros at the end (util/format_tv.c). */
static void put_delay(written *w, uint16_t id, unsigned hundredths)
{
    char text[32];
    if (hundredths % 100 == 0)
        snprintf(text, sizeof text, "%u", hundredths / 100);
    else if (hundredths % 10 == 0)
        snprintf(text, sizeof text, "%u.%u", hundredths / 100, hundredths % 100 / 10);
    else
        snprintf(text, sizeof text, "%u.%02u", hundredths / 100, hundredths % 100);
    put(w, text);
    note_number(w, id, (int64_t)hundredths * 10000);
}

/* global/log_adhoc.c */
void write_delivery(written *w, const delivery_line *x)
{
    static const uint16_t parts[] = {PFL_FIELD_DELAY_BEFORE_QMGR, PFL_FIELD_DELAY_IN_QMGR, PFL_FIELD_DELAY_SETUP,
                                     PFL_FIELD_DELAY_TRANSMISSION};
    written_start(w, x->kind, x->relay_addr ? "postfix/relay/smtp" : "postfix/local", PFL_SEVERITY_INFO);
    put_queue_id(w, x->queue_id);
    put_address(w, "to=<", PFL_FIELD_TO, x->to);
    if (x->orig_to)
        put_address(w, ", orig_to=<", PFL_FIELD_ORIG_TO, x->orig_to);
    put_relay(w, ", relay=", x->relay_name, x->relay_addr, x->relay_port);
    if (x->conn_use > 0) {
        put(w, ", conn_use=");
        put_number(w, PFL_FIELD_CONN_USE, x->conn_use);
    }
    put(w, ", delay=");
    put_delay(w, PFL_FIELD_DELAY, x->delays[0] + x->delays[1] + x->delays[2] + x->delays[3]);
    put(w, ", delays=");
    size_t from = w->length;
    for (size_t i = 0; i < 4; i++) {
        put(w, i ? "/" : "");
        put_delay(w, parts[i], x->delays[i]);
    }
    note_text(w, PFL_FIELD_DELAYS, from);
    put_optional(w, ", tls=", PFL_FIELD_TLS, x->tls);
    put_field(w, ", dsn=", PFL_FIELD_DSN, x->dsn);
    put_field(w, ", status=", PFL_FIELD_STATUS, x->status);
    put_field(w, " (", PFL_FIELD_REPLY, x->reply);
    if (x->queued_as)
        note_text(w, PFL_FIELD_QUEUED_AS, w->length - strlen(x->queued_as));
    put(w, ")");
}

/* smtp/smtp_trouble.c: one server's answer while others are left */
void write_attempt(written *w, const char *queue_id, const char *name, const char *addr, const char *reply)
{
    written_start(w, PFL_KIND_ATTEMPT, "postfix/smtp", PFL_SEVERITY_INFO);
    put_queue_id(w, queue_id);
    put_relay(w, "host ", name, addr, 0);
    put_field(w, " said: ", PFL_FIELD_REPLY, reply);
}

/* global/deliver_pass.c */
void write_handoff(written *w, const char *queue_id, const char *to, const char *transport)
{
    written_start(w, PFL_KIND_HANDOFF, "postfix/local", PFL_SEVERITY_INFO);
    put_queue_id(w, queue_id);
    put_address(w, "passing <", PFL_FIELD_TO, to);
    put_field(w, " to transport=", PFL_FIELD_TRANSPORT, transport);
}

/* ---- postscreen(8) ---- */

/* postscreen/postscreen_smtpd.c, psc_rcpt_cmd() */
void write_postscreen_reject(written *w, const postscreen_reject *x)
{
    written_start(w, PFL_KIND_REJECT, "postfix/postscreen", PFL_SEVERITY_INFO);
    put_queue_id(w, NULL);
    put_field(w, "", PFL_FIELD_ACTION, "reject");
    put_field(w, ": ", PFL_FIELD_WHERE, "RCPT");
    put(w, " from ");
    put_endpoint(w, x->addr, x->port);
    put(w, ": ");
    put_number(w, PFL_FIELD_REPLY_CODE, x->code);
    put_field(w, " ", PFL_FIELD_DSN, x->dsn);
    put_field(w, " ", PFL_FIELD_REPLY, x->text);
    put_address(w, "; from=<", PFL_FIELD_FROM, x->context.from);
    put_address(w, ", to=<", PFL_FIELD_TO, x->context.to);
    put_field(w, ", proto=", PFL_FIELD_PROTO, x->context.proto);
    put_field(w, ", helo=<", PFL_FIELD_HELO, x->context.helo);
    put(w, ">");
}

/* postscreen/postscreen_early.c */
void write_pregreet(written *w, const char *addr, int port, const char *data)
{
    size_t length = strlen(data);
    written_start(w, PFL_KIND_POSTSCREEN, "postfix/postscreen", PFL_SEVERITY_INFO);
    put_field(w, "", PFL_FIELD_ACTION, "PREGREET");
    put(w, " ");
    put_number(w, PFL_FIELD_COUNT, (int64_t)length);
    put(w, " after 0.05 from ");
    note_number(w, PFL_FIELD_AFTER, 50000);
    put_endpoint(w, addr, port);
    put(w, ": ");
    put_escaped(w, PFL_FIELD_DATA, data, length, 100);
}

/* postscreen/postscreen_smtpd.c: the command is one word, cut at 100 bytes */
void write_postscreen_pipelining(written *w, const char *addr, int port, const char *command, const char *data)
{
    size_t length = strlen(data);
    written_start(w, PFL_KIND_POSTSCREEN, "postfix/postscreen", PFL_SEVERITY_INFO);
    put_field(w, "", PFL_FIELD_ACTION, "COMMAND PIPELINING");
    put(w, " from ");
    put_endpoint(w, addr, port);
    put(w, " after ");
    put_field_cut(w, PFL_FIELD_WHERE, command, 100);
    put(w, ": ");
    put_escaped(w, PFL_FIELD_DATA, data, length < 100 ? length : 100, 0);
}

void write_postscreen_non_smtp(written *w, const char *addr, int port, const char *where, const char *command,
                               const char *rest)
{
    size_t length = strlen(rest), word = strlen(command);
    written_start(w, PFL_KIND_POSTSCREEN, "postfix/postscreen", PFL_SEVERITY_INFO);
    put_field(w, "", PFL_FIELD_ACTION, "NON-SMTP COMMAND");
    put(w, " from ");
    put_endpoint(w, addr, port);
    put_field(w, " after ", PFL_FIELD_WHERE, where);
    put(w, ": ");
    size_t from = w->length;
    put_bytes(w, command, word < 100 ? word : 100);
    put(w, " ");
    put_escaped(w, 0, rest, length < 100 ? length : 100, 0);
    w->field_count--;
    note_text(w, PFL_FIELD_DATA, from);
}

/* ---- Dovecot: login-common/client-common.c, auth/auth-request.c ---- */

static void put_elements(written *w, const char *username, const char *method, const char *addr, const char *session)
{
    if (*username)
        put_field(w, "user=<", PFL_FIELD_SASL_USERNAME, username);
    else
        put(w, "user=<");
    put(w, ">");
    put_optional(w, ", method=", PFL_FIELD_SASL_METHOD, method);
    put_field(w, ", rip=", PFL_FIELD_CLIENT_ADDR, addr);
    put(w, ", lip=192.0.2.25");
    if (session) {
        put_field(w, ", TLS, session=<", PFL_FIELD_SESSION, session);
        put(w, ">");
    }
}

void write_dovecot_login(written *w, const char *name, const char *reason, unsigned attempts, const char *username,
                         const char *method, const char *addr, const char *session)
{
    written_start(w, reason ? PFL_KIND_AUTH_FAIL : PFL_KIND_LOGIN, "dovecot", PFL_SEVERITY_INFO);
    put_field(w, "", PFL_FIELD_SERVICE, name);
    put(w, ": ");
    if (reason) {
        size_t from = w->length;
        put(w, reason);
        put(w, " (auth failed, ");
        put_number(w, PFL_FIELD_COUNT, attempts);
        put(w, " attempts in 4 secs)");
        note_text(w, PFL_FIELD_REASON, from);
        put(w, ": ");
    } else {
        put(w, "Login: ");
    }
    put_elements(w, username, method, addr, session);
}

void write_dovecot_gone(written *w, const char *name, const char *username, const char *addr)
{
    written_start(w, PFL_KIND_FOREIGN, "dovecot", PFL_SEVERITY_INFO);
    put(w, name);
    put(w, ": Aborted login (client didn't finish SASL auth, waited 3 secs): ");
    put_elements(w, username, "PLAIN", addr, NULL);
    w->field_count = 0;
}

void write_dovecot_auth(written *w, const char *database, const char *username, const char *addr, const char *session,
                        const char *reason)
{
    written_start(w, PFL_KIND_AUTH_FAIL, "dovecot", PFL_SEVERITY_INFO);
    put_field(w, "", PFL_FIELD_SERVICE, "auth");
    put(w, ": ");
    put(w, database);
    put_field(w, "(", PFL_FIELD_SASL_USERNAME, username);
    put_field(w, ",", PFL_FIELD_CLIENT_ADDR, addr);
    if (session) {
        put_field(w, ",<", PFL_FIELD_SESSION, session);
        put(w, ">");
    }
    put_field(w, "): ", PFL_FIELD_REASON, reason);
}
