#include "writer_words.h"

#include <string.h>

#include <postfixlog/postfixlog.h>

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

/* cleanup/cleanup_milter.c, cleanup_milter_apply(): no code, no user */
void write_cleanup_milter(written *w, const reject_line *x)
{
    written_start(w, PFL_KIND_MILTER, "postfix/cleanup", PFL_SEVERITY_INFO);
    put_queue_id(w, x->queue_id);
    put_refusal(w, x, 0);
    put_context(w, &x->context);
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

/* ---- postscreen(8) ---- */

/* postscreen/postscreen.h, PSC_CLIENT_ADDR_PORT */
static void put_endpoint(written *w, const char *addr, int port)
{
    put_field(w, "[", PFL_FIELD_CLIENT_ADDR, addr);
    put(w, "]");
    put_port(w, ":", PFL_FIELD_CLIENT_PORT, port);
}

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
