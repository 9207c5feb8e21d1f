/*
 * Lines as Postfix's daemons and Dovecot write them, from structs whose texts may
 * be anything a client, a sender or a remote server can choose. A NULL text is one
 * that the line does not have. Every writer notes kind and fields as the line has
 * them in truth; written_end() then makes the line.
 *
 * Formats are those of Postfix 3.12, older ones where a struct leaves out what came
 * later; each writer names its source file.
 */
#ifndef POSTFIX_WRITER_H
#define POSTFIX_WRITER_H

#include "postfix_text.h"

typedef struct mail_client {
    const char *name, *addr;
    int port; /* 0: not logged */
} mail_client;

typedef struct mail_context {
    const char *from, *to; /* internal form */
    const char *proto;
    const char *helo;
    const char *sasl_method, *sasl_username, *sasl_sender;
} mail_context;

typedef struct auth_failure {
    mail_client client;
    const char *mechanism, *reason, *username;
} auth_failure;

typedef struct accepted_client {
    const char *queue_id;
    mail_client client;
    const char *sasl_method, *sasl_username, *sasl_sender;
    const char *orig_queue_id;
    mail_client orig_client; /* name NULL for none */
} accepted_client;

typedef struct delivery_line {
    const char *queue_id;
    const char *to, *orig_to; /* internal form */
    const char *relay_name, *relay_addr;
    int relay_port;
    int conn_use; /* 0: none */
    unsigned delays[4];
    const char *tls, *dsn;
    const char *status;
    uint16_t kind; /* PFL_KIND_ of status */
    const char *reply;
    const char *queued_as; /* the end of reply */
} delivery_line;

typedef struct reject_line {
    const char *queue_id; /* NULL: NOQUEUE */
    uint16_t kind;
    const char *action, *where;
    mail_client client;
    int code;        /* 0: none */
    const char *dsn; /* NULL: none */
    const char *text;
    mail_context context;
} reject_line;

typedef struct header_check_line {
    const char *queue_id;
    const char *action, *section, *content;
    mail_client client; /* addr NULL: the name stands alone, "local" or "unknown" */
    mail_context context;
    const char *text; /* NULL: none */
} header_check_line;

typedef struct postscreen_reject {
    const char *addr;
    int port;
    int code;
    const char *dsn, *text;
    mail_context context;
} postscreen_reject;

/* smtpd(8) */
void write_auth_fail(written *w, const auth_failure *x);
void write_auth_abort(written *w, const auth_failure *x);
void write_client(written *w, const accepted_client *x);
void write_reject(written *w, const reject_line *x);
void write_milter(written *w, const reject_line *x);
void write_proxy(written *w, const reject_line *x);
void write_pipelining(written *w, const mail_client *client, const char *where, const char *data);
void write_non_smtp(written *w, const mail_client *client, const char *command);
void write_illegal_address(written *w, const mail_client *client, const char *where, const char *address);
void write_etrn(written *w, const mail_client *client, const char *domain);

/* cleanup(8), pickup(8), qmgr(8), bounce(8) */
void write_message_id(written *w, const char *queue_id, int resent, const char *value);
void write_header_check(written *w, const header_check_line *x);
void write_milter_header(written *w, const header_check_line *x);
void write_mime_error(written *w, const header_check_line *x);
void write_cleanup_milter(written *w, const reject_line *x);
void write_pickup(written *w, const char *queue_id, unsigned uid, const char *from, const char *orig_id);
void write_queued(written *w, const char *queue_id, const char *from, unsigned long size, unsigned nrcpt);
void write_expired(written *w, const char *queue_id, const char *from, const char *status);
void write_notice(written *w, const char *queue_id, const char *notice, const char *notice_id);
void write_notice_failed(written *w, const char *queue_id, const char *to, const char *reason);

/* Delivery agents */
void write_delivery(written *w, const delivery_line *x);
void write_attempt(written *w, const char *queue_id, const char *name, const char *addr, const char *reply);
void write_handoff(written *w, const char *queue_id, const char *to, const char *transport);

/* postscreen(8) */
void write_postscreen_reject(written *w, const postscreen_reject *x);
void write_pregreet(written *w, const char *addr, int port, const char *data);
void write_postscreen_pipelining(written *w, const char *addr, int port, const char *command, const char *data);
void write_postscreen_non_smtp(written *w, const char *addr, int port, const char *where, const char *command,
                               const char *rest);

/* Dovecot: name is a login process, method NULL when there was none, reason NULL for a login that was done. */
void write_dovecot_login(written *w, const char *name, const char *reason, unsigned attempts, const char *username,
                         const char *method, const char *addr, const char *session);
void write_dovecot_auth(written *w, const char *database, const char *username, const char *addr, const char *session,
                        const char *reason);
/* A session that ended without a login, and without a failed one. */
void write_dovecot_gone(written *w, const char *name, const char *username, const char *addr);

#endif
