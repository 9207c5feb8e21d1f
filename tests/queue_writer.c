#include "writer_words.h"

#include <stdio.h>
#include <string.h>

#include <postfixlog/postfixlog.h>

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
