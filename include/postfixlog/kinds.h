/*
 * The kinds of events and their records: printed from lib/events/events.def,
 * do not edit. How to read them: postfixlog/events.h.
 */
#ifndef POSTFIXLOG_KINDS_H
#define POSTFIXLOG_KINDS_H

#include <stdint.h>

/* A piece of an event's text: offset and length in bytes, from the text's start. */
typedef struct pfl_span {
    uint16_t offset;
    uint16_t length;
} pfl_span;

/* Kinds: the values of pfl_event.kind. Take one you do not know as PFL_KIND_OTHER. */
enum {
    PFL_KIND_OTHER = 1, /* other: a line of Postfix that has no kind of its own */
    PFL_KIND_FOREIGN = 2, /* foreign: a line of another program */
    PFL_KIND_MALFORMED = 3, /* malformed: a line without a syslog header; message is the whole line */
    PFL_KIND_REPEAT = 4, /* repeat: BSD syslogd's last message repeated n times; repeat has n */
    PFL_KIND_CONNECT = 10, /* connect: smtpd: a client connected */
    PFL_KIND_DISCONNECT = 11, /* disconnect: smtpd: a client left, and what it had done */
    PFL_KIND_LOST_CONNECTION = 12, /* lost-connection: smtpd: a client vanished */
    PFL_KIND_TIMEOUT = 13, /* timeout: smtpd: a client fell silent */
    PFL_KIND_TLS = 14, /* tls: a TLS handshake, either way, done or failed */
    PFL_KIND_AUTH_FAIL = 20, /* auth-fail: smtpd or Dovecot: a login failed */
    PFL_KIND_AUTH_ABORT = 21, /* auth-abort: smtpd: a client gave up in the middle of AUTH; no guess was made */
    PFL_KIND_SASL_LOGIN = 22, /* sasl-login: smtpd: a message handed in by a logged-in user */
    PFL_KIND_CLIENT = 23, /* client: smtpd: a message handed in by a client that did not log in */
    PFL_KIND_LOGIN = 24, /* login: Dovecot: a user logged in */
    PFL_KIND_PICKUP = 30, /* pickup: pickup: a message handed in by a local user */
    PFL_KIND_MESSAGE_ID = 31, /* message-id: cleanup: the Message-ID of a message */
    PFL_KIND_QUEUED = 32, /* queued: qmgr: a message became active */
    PFL_KIND_REMOVED = 33, /* removed: a message left the queue */
    PFL_KIND_EXPIRED = 34, /* expired: qmgr: a message was too old and went back to its sender */
    PFL_KIND_QUEUE_ADMIN = 35, /* queue-admin: postsuper: an administrator moved, held or deleted messages */
    PFL_KIND_BOUNCE_NOTICE = 36, /* bounce-notice: bounce: a notice about a message was made */
    PFL_KIND_SENT = 40, /* sent: a recipient was delivered */
    PFL_KIND_DEFERRED = 41, /* deferred: a recipient has to wait; SOFTBOUNCE too */
    PFL_KIND_BOUNCED = 42, /* bounced: a recipient failed for good */
    PFL_KIND_DELIVERABLE = 43, /* deliverable: an address probe would have been delivered */
    PFL_KIND_UNDELIVERABLE = 44, /* undeliverable: an address probe would have failed */
    PFL_KIND_ATTEMPT = 45, /* attempt: smtp: one server failed, others are left to try */
    PFL_KIND_HANDOFF = 46, /* handoff: local: a recipient went to another transport */
    PFL_KIND_REJECT = 50, /* reject: smtpd: a command was refused */
    PFL_KIND_FILTER_ACTION = 51, /* filter-action: smtpd: access(5) or a restriction did something else: hold, discard, redirect, warn */
    PFL_KIND_MILTER = 52, /* milter: smtpd, cleanup: a Milter refused, held or discarded */
    PFL_KIND_PROXY = 53, /* proxy: smtpd: a before-queue filter took or refused a message */
    PFL_KIND_HEADER_CHECK = 54, /* header-check: cleanup: header_checks, body_checks or a Milter's header action matched */
    PFL_KIND_PROTOCOL_ABUSE = 60, /* protocol-abuse: smtpd: a client broke the protocol */
    PFL_KIND_RATE_LIMIT = 61, /* rate-limit: smtpd: a client did something too often */
    PFL_KIND_ANVIL = 62, /* anvil: anvil: the most that was counted for a client */
    PFL_KIND_POSTSCREEN = 63, /* postscreen: postscreen: a client was tested */
    PFL_KIND_DNSBL = 64, /* dnsbl: dnsblog: a DNS list knows a client */
    PFL_KIND_STATISTICS = 65, /* statistics: scache and caches: what they did */
    PFL_KIND_LIFECYCLE = 70, /* lifecycle: Postfix or one of its processes started, reloaded or stopped */
    PFL_KIND_WARNING = 71, /* warning: a warning with no kind of its own */
    PFL_KIND_ERROR = 72, /* error: an error, fatal or panic message */
    PFL_KIND_NOTE = 73, /* note: a known line of information with no kind of its own */
};

/* Fields: one number a name, in all kinds; for pfl_event_span() and pfl_field_info(). */
enum {
    PFL_FIELD_TIME = 1,
    PFL_FIELD_HOST = 2,
    PFL_FIELD_PROGRAM = 3,
    PFL_FIELD_SERVICE = 4,
    PFL_FIELD_PID = 5,
    PFL_FIELD_SEVERITY = 6,
    PFL_FIELD_QUEUE_ID = 7,
    PFL_FIELD_MESSAGE = 8,
    PFL_FIELD_CLIENT_NAME = 20,
    PFL_FIELD_CLIENT_ADDR = 21,
    PFL_FIELD_CLIENT_PORT = 22,
    PFL_FIELD_WHERE = 23,
    PFL_FIELD_BYTES = 24,
    PFL_FIELD_REASON = 25,
    PFL_FIELD_NOTES = 26,
    PFL_FIELD_SASL_METHOD = 30,
    PFL_FIELD_SASL_USERNAME = 31,
    PFL_FIELD_SASL_SENDER = 32,
    PFL_FIELD_ORIG_QUEUE_ID = 33,
    PFL_FIELD_ORIG_CLIENT_NAME = 34,
    PFL_FIELD_ORIG_CLIENT_ADDR = 35,
    PFL_FIELD_ORIG_CLIENT_PORT = 36,
    PFL_FIELD_MESSAGE_ID = 40,
    PFL_FIELD_RESENT_MESSAGE_ID = 41,
    PFL_FIELD_FROM = 42,
    PFL_FIELD_SIZE = 43,
    PFL_FIELD_NRCPT = 44,
    PFL_FIELD_UID = 45,
    PFL_FIELD_ORIG_ID = 46,
    PFL_FIELD_TO = 50,
    PFL_FIELD_ORIG_TO = 51,
    PFL_FIELD_RELAY = 52,
    PFL_FIELD_RELAY_ADDR = 53,
    PFL_FIELD_RELAY_PORT = 54,
    PFL_FIELD_CONN_USE = 55,
    PFL_FIELD_DELAY = 56,
    PFL_FIELD_DELAYS = 57,
    PFL_FIELD_DELAY_BEFORE_QMGR = 58,
    PFL_FIELD_DELAY_IN_QMGR = 59,
    PFL_FIELD_DELAY_SETUP = 60,
    PFL_FIELD_DELAY_TRANSMISSION = 61,
    PFL_FIELD_TLS = 62,
    PFL_FIELD_DSN = 63,
    PFL_FIELD_STATUS = 64,
    PFL_FIELD_REPLY = 65,
    PFL_FIELD_QUEUED_AS = 66,
    PFL_FIELD_ACTION = 70,
    PFL_FIELD_REPLY_CODE = 71,
    PFL_FIELD_PROTO = 72,
    PFL_FIELD_HELO = 73,
    PFL_FIELD_TLS_TRUST = 80,
    PFL_FIELD_TLS_STATE = 81,
    PFL_FIELD_TLS_SNI = 82,
    PFL_FIELD_TLS_PROTOCOL = 83,
    PFL_FIELD_TLS_CIPHER = 84,
    PFL_FIELD_TLS_CIPHER_BITS = 85,
    PFL_FIELD_TLS_ALGORITHM_BITS = 86,
    PFL_FIELD_TLS_DETAILS = 87,
    PFL_FIELD_DATA = 90,
    PFL_FIELD_LIMIT = 91,
    PFL_FIELD_COUNT = 92,
    PFL_FIELD_ANVIL_SERVICE = 93,
    PFL_FIELD_STATISTIC = 94,
    PFL_FIELD_PERIOD = 95,
    PFL_FIELD_AFTER = 96,
    PFL_FIELD_SERVER_ADDR = 97,
    PFL_FIELD_SERVER_PORT = 98,
    PFL_FIELD_AT = 99,
    PFL_FIELD_HELO_OK = 100,
    PFL_FIELD_HELO_TOTAL = 101,
    PFL_FIELD_EHLO_OK = 102,
    PFL_FIELD_EHLO_TOTAL = 103,
    PFL_FIELD_XCLIENT_OK = 104,
    PFL_FIELD_XCLIENT_TOTAL = 105,
    PFL_FIELD_XFORWARD_OK = 106,
    PFL_FIELD_XFORWARD_TOTAL = 107,
    PFL_FIELD_STARTTLS_OK = 108,
    PFL_FIELD_STARTTLS_TOTAL = 109,
    PFL_FIELD_AUTH_OK = 110,
    PFL_FIELD_AUTH_TOTAL = 111,
    PFL_FIELD_MAIL_OK = 112,
    PFL_FIELD_MAIL_TOTAL = 113,
    PFL_FIELD_RCPT_OK = 114,
    PFL_FIELD_RCPT_TOTAL = 115,
    PFL_FIELD_DATA_OK = 116,
    PFL_FIELD_DATA_TOTAL = 117,
    PFL_FIELD_BDAT_OK = 118,
    PFL_FIELD_BDAT_TOTAL = 119,
    PFL_FIELD_RSET_OK = 120,
    PFL_FIELD_RSET_TOTAL = 121,
    PFL_FIELD_NOOP_OK = 122,
    PFL_FIELD_NOOP_TOTAL = 123,
    PFL_FIELD_VRFY_OK = 124,
    PFL_FIELD_VRFY_TOTAL = 125,
    PFL_FIELD_ETRN_OK = 126,
    PFL_FIELD_ETRN_TOTAL = 127,
    PFL_FIELD_QUIT_OK = 128,
    PFL_FIELD_QUIT_TOTAL = 129,
    PFL_FIELD_HELP_OK = 130,
    PFL_FIELD_HELP_TOTAL = 131,
    PFL_FIELD_UNKNOWN_OK = 132,
    PFL_FIELD_UNKNOWN_TOTAL = 133,
    PFL_FIELD_COMMANDS_OK = 134,
    PFL_FIELD_COMMANDS_TOTAL = 135,
    PFL_FIELD_CATEGORY = 140,
    PFL_FIELD_HOSTNAME = 141,
    PFL_FIELD_DNSBL_DOMAIN = 142,
    PFL_FIELD_DNSBL_REPLY = 143,
    PFL_FIELD_SECTION = 144,
    PFL_FIELD_CONTENT = 145,
    PFL_FIELD_NOTICE = 146,
    PFL_FIELD_NOTICE_ID = 147,
    PFL_FIELD_VERSION = 148,
    PFL_FIELD_CONFIG_DIRECTORY = 149,
    PFL_FIELD_SIGNAL = 150,
    PFL_FIELD_TRANSPORT = 153,
    PFL_FIELD_TABLE = 154,
    PFL_FIELD_PASSWORD_HASH = 155,
    PFL_FIELD_SESSION = 156,
    PFL_FIELD_CACHE = 157,
    PFL_FIELD_RETAINED = 158,
    PFL_FIELD_DROPPED = 159,
};

/* Bits of pfl_event.present: the fields of the head, then those of the kind's record. */
#define PFL_HAS_TIME (UINT64_C(1) << 0)
#define PFL_HAS_HOST (UINT64_C(1) << 1)
#define PFL_HAS_PROGRAM (UINT64_C(1) << 2)
#define PFL_HAS_SERVICE (UINT64_C(1) << 3)
#define PFL_HAS_PID (UINT64_C(1) << 4)
#define PFL_HAS_SEVERITY (UINT64_C(1) << 5)
#define PFL_HAS_QUEUE_ID (UINT64_C(1) << 6)
#define PFL_HAS_MESSAGE (UINT64_C(1) << 7)

/* connect from CLIENT (smtpd/smtpd.c) */
typedef struct pfl_connect {
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
} pfl_connect;
#define PFL_HAS_CONNECT_CLIENT_NAME (UINT64_C(1) << 16)
#define PFL_HAS_CONNECT_CLIENT_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_CONNECT_CLIENT_PORT (UINT64_C(1) << 18)

/* disconnect from CLIENT, with command counts since 3.0 (smtpd/smtpd.c) */
typedef struct pfl_disconnect {
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    uint8_t reserved_0[2];
    uint32_t helo_ok; /* HELO commands accepted */
    uint32_t helo_total; /* HELO commands received */
    uint32_t ehlo_ok; /* EHLO commands accepted */
    uint32_t ehlo_total; /* EHLO commands received */
    uint32_t xclient_ok; /* XCLIENT commands accepted */
    uint32_t xclient_total; /* XCLIENT commands received */
    uint32_t xforward_ok; /* XFORWARD commands accepted */
    uint32_t xforward_total; /* XFORWARD commands received */
    uint32_t starttls_ok; /* STARTTLS commands accepted */
    uint32_t starttls_total; /* STARTTLS commands received */
    uint32_t auth_ok; /* AUTH commands accepted: logins, the only trace of one that sent no mail */
    uint32_t auth_total; /* AUTH commands received */
    uint32_t mail_ok; /* MAIL commands accepted */
    uint32_t mail_total; /* MAIL commands received */
    uint32_t rcpt_ok; /* RCPT commands accepted */
    uint32_t rcpt_total; /* RCPT commands received */
    uint32_t data_ok; /* DATA commands accepted */
    uint32_t data_total; /* DATA commands received */
    uint32_t bdat_ok; /* BDAT commands accepted */
    uint32_t bdat_total; /* BDAT commands received */
    uint32_t rset_ok; /* RSET commands accepted */
    uint32_t rset_total; /* RSET commands received */
    uint32_t noop_ok; /* NOOP commands accepted */
    uint32_t noop_total; /* NOOP commands received */
    uint32_t vrfy_ok; /* VRFY commands accepted */
    uint32_t vrfy_total; /* VRFY commands received */
    uint32_t etrn_ok; /* ETRN commands accepted */
    uint32_t etrn_total; /* ETRN commands received */
    uint32_t quit_ok; /* QUIT commands accepted */
    uint32_t quit_total; /* QUIT commands received */
    uint32_t help_ok; /* HELP commands accepted (3.9) */
    uint32_t help_total; /* HELP commands received (3.9) */
    uint32_t unknown_ok; /* unknown commands accepted: always 0 */
    uint32_t unknown_total; /* unknown commands received */
    uint32_t commands_ok; /* all commands accepted */
    uint32_t commands_total; /* all commands received */
    pfl_span notes; /* notes= of a disconnect (3.9): bare_lf */
} pfl_disconnect;
#define PFL_HAS_DISCONNECT_CLIENT_NAME (UINT64_C(1) << 16)
#define PFL_HAS_DISCONNECT_CLIENT_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_DISCONNECT_CLIENT_PORT (UINT64_C(1) << 18)
#define PFL_HAS_DISCONNECT_HELO_OK (UINT64_C(1) << 19)
#define PFL_HAS_DISCONNECT_HELO_TOTAL (UINT64_C(1) << 20)
#define PFL_HAS_DISCONNECT_EHLO_OK (UINT64_C(1) << 21)
#define PFL_HAS_DISCONNECT_EHLO_TOTAL (UINT64_C(1) << 22)
#define PFL_HAS_DISCONNECT_XCLIENT_OK (UINT64_C(1) << 23)
#define PFL_HAS_DISCONNECT_XCLIENT_TOTAL (UINT64_C(1) << 24)
#define PFL_HAS_DISCONNECT_XFORWARD_OK (UINT64_C(1) << 25)
#define PFL_HAS_DISCONNECT_XFORWARD_TOTAL (UINT64_C(1) << 26)
#define PFL_HAS_DISCONNECT_STARTTLS_OK (UINT64_C(1) << 27)
#define PFL_HAS_DISCONNECT_STARTTLS_TOTAL (UINT64_C(1) << 28)
#define PFL_HAS_DISCONNECT_AUTH_OK (UINT64_C(1) << 29)
#define PFL_HAS_DISCONNECT_AUTH_TOTAL (UINT64_C(1) << 30)
#define PFL_HAS_DISCONNECT_MAIL_OK (UINT64_C(1) << 31)
#define PFL_HAS_DISCONNECT_MAIL_TOTAL (UINT64_C(1) << 32)
#define PFL_HAS_DISCONNECT_RCPT_OK (UINT64_C(1) << 33)
#define PFL_HAS_DISCONNECT_RCPT_TOTAL (UINT64_C(1) << 34)
#define PFL_HAS_DISCONNECT_DATA_OK (UINT64_C(1) << 35)
#define PFL_HAS_DISCONNECT_DATA_TOTAL (UINT64_C(1) << 36)
#define PFL_HAS_DISCONNECT_BDAT_OK (UINT64_C(1) << 37)
#define PFL_HAS_DISCONNECT_BDAT_TOTAL (UINT64_C(1) << 38)
#define PFL_HAS_DISCONNECT_RSET_OK (UINT64_C(1) << 39)
#define PFL_HAS_DISCONNECT_RSET_TOTAL (UINT64_C(1) << 40)
#define PFL_HAS_DISCONNECT_NOOP_OK (UINT64_C(1) << 41)
#define PFL_HAS_DISCONNECT_NOOP_TOTAL (UINT64_C(1) << 42)
#define PFL_HAS_DISCONNECT_VRFY_OK (UINT64_C(1) << 43)
#define PFL_HAS_DISCONNECT_VRFY_TOTAL (UINT64_C(1) << 44)
#define PFL_HAS_DISCONNECT_ETRN_OK (UINT64_C(1) << 45)
#define PFL_HAS_DISCONNECT_ETRN_TOTAL (UINT64_C(1) << 46)
#define PFL_HAS_DISCONNECT_QUIT_OK (UINT64_C(1) << 47)
#define PFL_HAS_DISCONNECT_QUIT_TOTAL (UINT64_C(1) << 48)
#define PFL_HAS_DISCONNECT_HELP_OK (UINT64_C(1) << 49)
#define PFL_HAS_DISCONNECT_HELP_TOTAL (UINT64_C(1) << 50)
#define PFL_HAS_DISCONNECT_UNKNOWN_OK (UINT64_C(1) << 51)
#define PFL_HAS_DISCONNECT_UNKNOWN_TOTAL (UINT64_C(1) << 52)
#define PFL_HAS_DISCONNECT_COMMANDS_OK (UINT64_C(1) << 53)
#define PFL_HAS_DISCONNECT_COMMANDS_TOTAL (UINT64_C(1) << 54)
#define PFL_HAS_DISCONNECT_NOTES (UINT64_C(1) << 55)

/* lost connection, timeout: a session that broke (smtpd/smtpd.c) */
typedef struct pfl_session_end {
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    pfl_span where; /* the SMTP command or state the session was in: CONNECT, RCPT, END-OF-MESSAGE */
    uint8_t reserved_0[2];
    uint64_t bytes; /* message content received before the session broke (bytes) */
} pfl_session_end;
#define PFL_HAS_SESSION_END_CLIENT_NAME (UINT64_C(1) << 16)
#define PFL_HAS_SESSION_END_CLIENT_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_SESSION_END_CLIENT_PORT (UINT64_C(1) << 18)
#define PFL_HAS_SESSION_END_WHERE (UINT64_C(1) << 19)
#define PFL_HAS_SESSION_END_BYTES (UINT64_C(1) << 20)

/* SASL M authentication failed, or aborted (smtpd/smtpd_sasl_glue.c); Dovecot: auth failed, count attempts */
typedef struct pfl_auth_fail {
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    pfl_span sasl_method; /* SASL mechanism: PLAIN, LOGIN, CRAM-MD5 */
    pfl_span sasl_username; /* login name, as the client gave it */
    pfl_span reason; /* why, in Postfix's or the library's words */
    uint8_t reserved_0[2];
    uint32_t count; /* how many: of what the kind or its action says */
    pfl_span password_hash; /* Dovecot's short hash of the password that was tried (auth_verbose_passwords) */
    pfl_span session; /* Dovecot's session ID */
} pfl_auth_fail;
#define PFL_HAS_AUTH_FAIL_CLIENT_NAME (UINT64_C(1) << 16)
#define PFL_HAS_AUTH_FAIL_CLIENT_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_AUTH_FAIL_CLIENT_PORT (UINT64_C(1) << 18)
#define PFL_HAS_AUTH_FAIL_SASL_METHOD (UINT64_C(1) << 19)
#define PFL_HAS_AUTH_FAIL_SASL_USERNAME (UINT64_C(1) << 20)
#define PFL_HAS_AUTH_FAIL_REASON (UINT64_C(1) << 21)
#define PFL_HAS_AUTH_FAIL_COUNT (UINT64_C(1) << 22)
#define PFL_HAS_AUTH_FAIL_PASSWORD_HASH (UINT64_C(1) << 23)
#define PFL_HAS_AUTH_FAIL_SESSION (UINT64_C(1) << 24)

/* QID: client=CLIENT (smtpd/smtpd.c): one a message, at its first accepted recipient */
typedef struct pfl_client {
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    pfl_span sasl_method; /* SASL mechanism: PLAIN, LOGIN, CRAM-MD5 */
    pfl_span sasl_username; /* login name, as the client gave it */
    pfl_span sasl_sender; /* AUTH= of MAIL FROM: any text a client likes, to the end of the line */
    pfl_span orig_queue_id; /* queue ID before a content filter (2.8) */
    pfl_span orig_client_name; /* client name before a content filter (2.8) */
    pfl_span orig_client_addr; /* client address before a content filter (2.8) */
    uint16_t orig_client_port; /* client port before a content filter */
} pfl_client;
#define PFL_HAS_CLIENT_CLIENT_NAME (UINT64_C(1) << 16)
#define PFL_HAS_CLIENT_CLIENT_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_CLIENT_CLIENT_PORT (UINT64_C(1) << 18)
#define PFL_HAS_CLIENT_SASL_METHOD (UINT64_C(1) << 19)
#define PFL_HAS_CLIENT_SASL_USERNAME (UINT64_C(1) << 20)
#define PFL_HAS_CLIENT_SASL_SENDER (UINT64_C(1) << 21)
#define PFL_HAS_CLIENT_ORIG_QUEUE_ID (UINT64_C(1) << 22)
#define PFL_HAS_CLIENT_ORIG_CLIENT_NAME (UINT64_C(1) << 23)
#define PFL_HAS_CLIENT_ORIG_CLIENT_ADDR (UINT64_C(1) << 24)
#define PFL_HAS_CLIENT_ORIG_CLIENT_PORT (UINT64_C(1) << 25)

/* QID: message-id= (cleanup/cleanup_message.c) */
typedef struct pfl_message_id {
    pfl_span message_id; /* Message-ID header as it came: any text a sender likes */
    pfl_span resent_message_id; /* Resent-Message-ID header as it came */
} pfl_message_id;
#define PFL_HAS_MESSAGE_ID_MESSAGE_ID (UINT64_C(1) << 16)
#define PFL_HAS_MESSAGE_ID_RESENT_MESSAGE_ID (UINT64_C(1) << 17)

/* QID: from=<A>, size=N, nrcpt=N (queue active): written again on every retry (*qmgr/qmgr_active.c) */
typedef struct pfl_queued {
    pfl_span from; /* envelope sender without its brackets; empty for bounces */
    uint8_t reserved_0[4];
    uint64_t size; /* message size (bytes) */
    uint32_t nrcpt; /* number of recipients */
    uint8_t reserved_1[4];
} pfl_queued;
#define PFL_HAS_QUEUED_FROM (UINT64_C(1) << 16)
#define PFL_HAS_QUEUED_SIZE (UINT64_C(1) << 17)
#define PFL_HAS_QUEUED_NRCPT (UINT64_C(1) << 18)

/* QID: from=<A>, status=expired, returned to sender (*qmgr/qmgr_active.c) */
typedef struct pfl_expired {
    pfl_span from; /* envelope sender without its brackets; empty for bounces */
    pfl_span status; /* the word after status= */
} pfl_expired;
#define PFL_HAS_EXPIRED_FROM (UINT64_C(1) << 16)
#define PFL_HAS_EXPIRED_STATUS (UINT64_C(1) << 17)

/* QID: removed (*qmgr/qmgr_active.c; cleanup/cleanup_api.c since 3.10) */
typedef struct pfl_removed {
    pfl_span reason; /* why, in Postfix's or the library's words */
} pfl_removed;
#define PFL_HAS_REMOVED_REASON (UINT64_C(1) << 16)

/* QID: uid=N from=<A> (pickup/pickup.c) */
typedef struct pfl_pickup {
    uint32_t uid; /* uid of a local submitter */
    pfl_span from; /* envelope sender without its brackets; empty for bounces */
    pfl_span orig_id; /* queue ID before a requeue (postsuper -r) */
} pfl_pickup;
#define PFL_HAS_PICKUP_UID (UINT64_C(1) << 16)
#define PFL_HAS_PICKUP_FROM (UINT64_C(1) << 17)
#define PFL_HAS_PICKUP_ORIG_ID (UINT64_C(1) << 18)

/* QID: to=<A>, ... status=S (REPLY), by every delivery agent (global/log_adhoc.c) */
typedef struct pfl_delivery {
    pfl_span to; /* recipient without its brackets */
    pfl_span orig_to; /* recipient before aliasing */
    pfl_span relay; /* next hop: name[address]:port, a delivery agent's name, or none */
    pfl_span relay_addr; /* the address or socket path inside relay's brackets */
    uint16_t relay_port; /* the port of relay */
    uint8_t reserved_0[2];
    uint32_t conn_use; /* how many deliveries this connection has made (2.3) */
    int64_t delay; /* from arrival to this outcome (microseconds) */
    pfl_span delays; /* the parts of delay as Postfix wrote them: a/b/c/d (2.3) */
    uint8_t reserved_1[4];
    int64_t delay_before_qmgr; /* delays a: before the queue manager (microseconds) */
    int64_t delay_in_qmgr; /* delays b: in the queue manager (microseconds) */
    int64_t delay_setup; /* delays c: connection setup, DNS, HELO and TLS included (microseconds) */
    int64_t delay_transmission; /* delays d: message transmission (microseconds) */
    pfl_span tls; /* TLS level wanted and got (3.11): may:none, dane */
    pfl_span dsn; /* enhanced status code: 2.0.0 (2.3) */
    pfl_span status; /* the word after status= */
    pfl_span reply; /* the text of the outcome; often a remote server's words */
    pfl_span queued_as; /* queue ID at the end of reply: the next server's word, or local(8)'s forwarded as */
    uint8_t reserved_2[4];
} pfl_delivery;
#define PFL_HAS_DELIVERY_TO (UINT64_C(1) << 16)
#define PFL_HAS_DELIVERY_ORIG_TO (UINT64_C(1) << 17)
#define PFL_HAS_DELIVERY_RELAY (UINT64_C(1) << 18)
#define PFL_HAS_DELIVERY_RELAY_ADDR (UINT64_C(1) << 19)
#define PFL_HAS_DELIVERY_RELAY_PORT (UINT64_C(1) << 20)
#define PFL_HAS_DELIVERY_CONN_USE (UINT64_C(1) << 21)
#define PFL_HAS_DELIVERY_DELAY (UINT64_C(1) << 22)
#define PFL_HAS_DELIVERY_DELAYS (UINT64_C(1) << 23)
#define PFL_HAS_DELIVERY_DELAY_BEFORE_QMGR (UINT64_C(1) << 24)
#define PFL_HAS_DELIVERY_DELAY_IN_QMGR (UINT64_C(1) << 25)
#define PFL_HAS_DELIVERY_DELAY_SETUP (UINT64_C(1) << 26)
#define PFL_HAS_DELIVERY_DELAY_TRANSMISSION (UINT64_C(1) << 27)
#define PFL_HAS_DELIVERY_TLS (UINT64_C(1) << 28)
#define PFL_HAS_DELIVERY_DSN (UINT64_C(1) << 29)
#define PFL_HAS_DELIVERY_STATUS (UINT64_C(1) << 30)
#define PFL_HAS_DELIVERY_REPLY (UINT64_C(1) << 31)
#define PFL_HAS_DELIVERY_QUEUED_AS (UINT64_C(1) << 32)

/* QID: reject: WHERE from CLIENT: REPLY; CONTEXT (smtpd/smtpd_check.c) */
typedef struct pfl_reject {
    pfl_span action; /* what was done: reject, reject_warning, hold, milter-reject */
    pfl_span where; /* the SMTP command or state the session was in: CONNECT, RCPT, END-OF-MESSAGE */
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    uint16_t reply_code; /* SMTP reply code: 554 */
    pfl_span dsn; /* enhanced status code: 2.0.0 (2.3) */
    pfl_span reply; /* the text of the outcome; often a remote server's words */
    pfl_span from; /* envelope sender without its brackets; empty for bounces */
    pfl_span to; /* recipient without its brackets */
    pfl_span proto; /* SMTP or ESMTP */
    pfl_span helo; /* HELO name; smtpd replaces blanks, brackets and quotes in it by ? */
    pfl_span sasl_method; /* SASL mechanism: PLAIN, LOGIN, CRAM-MD5 */
    pfl_span sasl_username; /* login name, as the client gave it */
    pfl_span sasl_sender; /* AUTH= of MAIL FROM: any text a client likes, to the end of the line */
} pfl_reject;
#define PFL_HAS_REJECT_ACTION (UINT64_C(1) << 16)
#define PFL_HAS_REJECT_WHERE (UINT64_C(1) << 17)
#define PFL_HAS_REJECT_CLIENT_NAME (UINT64_C(1) << 18)
#define PFL_HAS_REJECT_CLIENT_ADDR (UINT64_C(1) << 19)
#define PFL_HAS_REJECT_CLIENT_PORT (UINT64_C(1) << 20)
#define PFL_HAS_REJECT_REPLY_CODE (UINT64_C(1) << 21)
#define PFL_HAS_REJECT_DSN (UINT64_C(1) << 22)
#define PFL_HAS_REJECT_REPLY (UINT64_C(1) << 23)
#define PFL_HAS_REJECT_FROM (UINT64_C(1) << 24)
#define PFL_HAS_REJECT_TO (UINT64_C(1) << 25)
#define PFL_HAS_REJECT_PROTO (UINT64_C(1) << 26)
#define PFL_HAS_REJECT_HELO (UINT64_C(1) << 27)
#define PFL_HAS_REJECT_SASL_METHOD (UINT64_C(1) << 28)
#define PFL_HAS_REJECT_SASL_USERNAME (UINT64_C(1) << 29)
#define PFL_HAS_REJECT_SASL_SENDER (UINT64_C(1) << 30)

/* QID: ACTION: header TEXT from CLIENT; CONTEXT[: REASON] (cleanup/cleanup_message.c, cleanup/cleanup_milter.c) */
typedef struct pfl_header_check {
    pfl_span action; /* what was done: reject, reject_warning, hold, milter-reject */
    pfl_span section; /* the part that header_checks or body_checks matched: header, body, content, mime-error */
    pfl_span content; /* the matched line, cut at 200 bytes: the sender's words */
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    pfl_span from; /* envelope sender without its brackets; empty for bounces */
    pfl_span to; /* recipient without its brackets */
    pfl_span proto; /* SMTP or ESMTP */
    pfl_span helo; /* HELO name; smtpd replaces blanks, brackets and quotes in it by ? */
    pfl_span reason; /* why, in Postfix's or the library's words */
} pfl_header_check;
#define PFL_HAS_HEADER_CHECK_ACTION (UINT64_C(1) << 16)
#define PFL_HAS_HEADER_CHECK_SECTION (UINT64_C(1) << 17)
#define PFL_HAS_HEADER_CHECK_CONTENT (UINT64_C(1) << 18)
#define PFL_HAS_HEADER_CHECK_CLIENT_NAME (UINT64_C(1) << 19)
#define PFL_HAS_HEADER_CHECK_CLIENT_ADDR (UINT64_C(1) << 20)
#define PFL_HAS_HEADER_CHECK_CLIENT_PORT (UINT64_C(1) << 21)
#define PFL_HAS_HEADER_CHECK_FROM (UINT64_C(1) << 22)
#define PFL_HAS_HEADER_CHECK_TO (UINT64_C(1) << 23)
#define PFL_HAS_HEADER_CHECK_PROTO (UINT64_C(1) << 24)
#define PFL_HAS_HEADER_CHECK_HELO (UINT64_C(1) << 25)
#define PFL_HAS_HEADER_CHECK_REASON (UINT64_C(1) << 26)

/* what no honest client does: pipelining, commands of other protocols, too many errors (smtpd/smtpd.c) */
typedef struct pfl_abuse {
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    pfl_span reason; /* why, in Postfix's or the library's words */
    pfl_span where; /* the SMTP command or state the session was in: CONNECT, RCPT, END-OF-MESSAGE */
    uint8_t reserved_0[6];
    uint64_t bytes; /* message content received before the session broke (bytes) */
    pfl_span data; /* what the client sent, as Postfix escaped it */
    uint8_t reserved_1[4];
} pfl_abuse;
#define PFL_HAS_ABUSE_CLIENT_NAME (UINT64_C(1) << 16)
#define PFL_HAS_ABUSE_CLIENT_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_ABUSE_CLIENT_PORT (UINT64_C(1) << 18)
#define PFL_HAS_ABUSE_REASON (UINT64_C(1) << 19)
#define PFL_HAS_ABUSE_WHERE (UINT64_C(1) << 20)
#define PFL_HAS_ABUSE_BYTES (UINT64_C(1) << 21)
#define PFL_HAS_ABUSE_DATA (UINT64_C(1) << 22)

/* LIMIT exceeded: N from CLIENT for service SERVICE (smtpd/smtpd.c) */
typedef struct pfl_rate_limit {
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    pfl_span limit; /* which limit: Connection rate, AUTH command rate */
    uint8_t reserved_0[2];
    uint32_t count; /* how many: of what the kind or its action says */
    pfl_span anvil_service; /* the service anvil counts for: smtp, 127.0.0.1:10025 */
} pfl_rate_limit;
#define PFL_HAS_RATE_LIMIT_CLIENT_NAME (UINT64_C(1) << 16)
#define PFL_HAS_RATE_LIMIT_CLIENT_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_RATE_LIMIT_CLIENT_PORT (UINT64_C(1) << 18)
#define PFL_HAS_RATE_LIMIT_LIMIT (UINT64_C(1) << 19)
#define PFL_HAS_RATE_LIMIT_COUNT (UINT64_C(1) << 20)
#define PFL_HAS_RATE_LIMIT_ANVIL_SERVICE (UINT64_C(1) << 21)

/* statistics: max STATISTIC N[/60s] for (SERVICE:ADDRESS) at TIME (anvil/anvil.c) */
typedef struct pfl_anvil {
    pfl_span statistic; /* what anvil or scache counted: connection rate, cache size */
    uint32_t count; /* how many: of what the kind or its action says */
    int64_t period; /* the time unit of a rate (microseconds) */
    pfl_span anvil_service; /* the service anvil counts for: smtp, 127.0.0.1:10025 */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    pfl_span at; /* when the most was counted, as written: Nov 23 16:17:55 */
    uint8_t reserved_0[4];
} pfl_anvil;
#define PFL_HAS_ANVIL_STATISTIC (UINT64_C(1) << 16)
#define PFL_HAS_ANVIL_COUNT (UINT64_C(1) << 17)
#define PFL_HAS_ANVIL_PERIOD (UINT64_C(1) << 18)
#define PFL_HAS_ANVIL_ANVIL_SERVICE (UINT64_C(1) << 19)
#define PFL_HAS_ANVIL_CLIENT_ADDR (UINT64_C(1) << 20)
#define PFL_HAS_ANVIL_AT (UINT64_C(1) << 21)

/* cache NAME full cleanup: retained=N dropped=N entries (util/dict_cache.c), statistics of scache (scache/scache.c) */
typedef struct pfl_statistics {
    pfl_span statistic; /* what anvil or scache counted: connection rate, cache size */
    pfl_span cache; /* the cache that was cleaned: type:name */
    uint32_t retained; /* entries kept in the cache */
    uint32_t dropped; /* entries removed from the cache */
} pfl_statistics;
#define PFL_HAS_STATISTICS_STATISTIC (UINT64_C(1) << 16)
#define PFL_HAS_STATISTICS_CACHE (UINT64_C(1) << 17)
#define PFL_HAS_STATISTICS_RETAINED (UINT64_C(1) << 18)
#define PFL_HAS_STATISTICS_DROPPED (UINT64_C(1) << 19)

/* ACTION ... [ADDRESS]:PORT (postscreen/) */
typedef struct pfl_postscreen {
    pfl_span action; /* what was done: reject, reject_warning, hold, milter-reject */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    pfl_span server_addr; /* the address that the client connected to */
    uint16_t server_port; /* the port that the client connected to */
    uint32_t count; /* how many: of what the kind or its action says */
    uint8_t reserved_0[4];
    int64_t after; /* how long the client had been connected (microseconds) */
    pfl_span where; /* the SMTP command or state the session was in: CONNECT, RCPT, END-OF-MESSAGE */
    pfl_span data; /* what the client sent, as Postfix escaped it */
} pfl_postscreen;
#define PFL_HAS_POSTSCREEN_ACTION (UINT64_C(1) << 16)
#define PFL_HAS_POSTSCREEN_CLIENT_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_POSTSCREEN_CLIENT_PORT (UINT64_C(1) << 18)
#define PFL_HAS_POSTSCREEN_SERVER_ADDR (UINT64_C(1) << 19)
#define PFL_HAS_POSTSCREEN_SERVER_PORT (UINT64_C(1) << 20)
#define PFL_HAS_POSTSCREEN_COUNT (UINT64_C(1) << 21)
#define PFL_HAS_POSTSCREEN_AFTER (UINT64_C(1) << 22)
#define PFL_HAS_POSTSCREEN_WHERE (UINT64_C(1) << 23)
#define PFL_HAS_POSTSCREEN_DATA (UINT64_C(1) << 24)

/* addr A listed by domain D as A (dnsblog/dnsblog.c) */
typedef struct pfl_dnsbl {
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    pfl_span dnsbl_domain; /* the DNS list that was asked */
    pfl_span dnsbl_reply; /* the address it answered: 127.0.0.2 */
} pfl_dnsbl;
#define PFL_HAS_DNSBL_CLIENT_ADDR (UINT64_C(1) << 16)
#define PFL_HAS_DNSBL_DNSBL_DOMAIN (UINT64_C(1) << 17)
#define PFL_HAS_DNSBL_DNSBL_REPLY (UINT64_C(1) << 18)

/* QID: sender non-delivery notification: QID2 (bounce/) */
typedef struct pfl_bounce_notice {
    pfl_span notice; /* what kind of notice: sender non-delivery notification */
    pfl_span notice_id; /* queue ID of the notice */
    pfl_span to; /* recipient without its brackets */
    pfl_span reason; /* why, in Postfix's or the library's words */
} pfl_bounce_notice;
#define PFL_HAS_BOUNCE_NOTICE_NOTICE (UINT64_C(1) << 16)
#define PFL_HAS_BOUNCE_NOTICE_NOTICE_ID (UINT64_C(1) << 17)
#define PFL_HAS_BOUNCE_NOTICE_TO (UINT64_C(1) << 18)
#define PFL_HAS_BOUNCE_NOTICE_REASON (UINT64_C(1) << 19)

/* QID: placed on hold, or Deleted: N messages (postsuper/postsuper.c) */
typedef struct pfl_queue_admin {
    pfl_span action; /* what was done: reject, reject_warning, hold, milter-reject */
    uint32_t count; /* how many: of what the kind or its action says */
} pfl_queue_admin;
#define PFL_HAS_QUEUE_ADMIN_ACTION (UINT64_C(1) << 16)
#define PFL_HAS_QUEUE_ADMIN_COUNT (UINT64_C(1) << 17)

/* an attempt that failed at one server, while others are left: connect to H[A]:P: R, QID: host H[A] said: R (smtp/smtp_connect.c, smtp/smtp_trouble.c) */
typedef struct pfl_attempt {
    pfl_span relay; /* next hop: name[address]:port, a delivery agent's name, or none */
    pfl_span relay_addr; /* the address or socket path inside relay's brackets */
    uint16_t relay_port; /* the port of relay */
    pfl_span reply; /* the text of the outcome; often a remote server's words */
    pfl_span reason; /* why, in Postfix's or the library's words */
} pfl_attempt;
#define PFL_HAS_ATTEMPT_RELAY (UINT64_C(1) << 16)
#define PFL_HAS_ATTEMPT_RELAY_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_ATTEMPT_RELAY_PORT (UINT64_C(1) << 18)
#define PFL_HAS_ATTEMPT_REPLY (UINT64_C(1) << 19)
#define PFL_HAS_ATTEMPT_REASON (UINT64_C(1) << 20)

/* QID: passing <A> to transport=T (global/deliver_pass.c, 3.6) */
typedef struct pfl_handoff {
    pfl_span to; /* recipient without its brackets */
    pfl_span transport; /* the transport a recipient is handed to */
} pfl_handoff;
#define PFL_HAS_HANDOFF_TO (UINT64_C(1) << 16)
#define PFL_HAS_HANDOFF_TRANSPORT (UINT64_C(1) << 17)

/* starting, reloading, stopping (master/, conf/postfix-script) */
typedef struct pfl_lifecycle {
    pfl_span action; /* what was done: reject, reject_warning, hold, milter-reject */
    pfl_span version; /* release of Postfix */
    pfl_span config_directory; /* configuration directory */
    uint16_t signal; /* number of the signal */
    pfl_span table; /* lookup table: type:name */
} pfl_lifecycle;
#define PFL_HAS_LIFECYCLE_ACTION (UINT64_C(1) << 16)
#define PFL_HAS_LIFECYCLE_VERSION (UINT64_C(1) << 17)
#define PFL_HAS_LIFECYCLE_CONFIG_DIRECTORY (UINT64_C(1) << 18)
#define PFL_HAS_LIFECYCLE_SIGNAL (UINT64_C(1) << 19)
#define PFL_HAS_LIFECYCLE_TABLE (UINT64_C(1) << 20)

/* Dovecot: a login, done or failed (login-common/client-common.c) */
typedef struct pfl_login {
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    pfl_span sasl_method; /* SASL mechanism: PLAIN, LOGIN, CRAM-MD5 */
    pfl_span sasl_username; /* login name, as the client gave it */
    pfl_span session; /* Dovecot's session ID */
} pfl_login;
#define PFL_HAS_LOGIN_CLIENT_ADDR (UINT64_C(1) << 16)
#define PFL_HAS_LOGIN_SASL_METHOD (UINT64_C(1) << 17)
#define PFL_HAS_LOGIN_SASL_USERNAME (UINT64_C(1) << 18)
#define PFL_HAS_LOGIN_SESSION (UINT64_C(1) << 19)

/* a warning, an error or a note, and what it is about */
typedef struct pfl_diagnostic {
    uint8_t category; /* PFL_CATEGORY_ code: what a diagnostic is about */
    uint8_t reserved_0[1];
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    pfl_span hostname; /* a host name that is in doubt */
} pfl_diagnostic;
#define PFL_HAS_DIAGNOSTIC_CATEGORY (UINT64_C(1) << 16)
#define PFL_HAS_DIAGNOSTIC_CLIENT_NAME (UINT64_C(1) << 17)
#define PFL_HAS_DIAGNOSTIC_CLIENT_ADDR (UINT64_C(1) << 18)
#define PFL_HAS_DIAGNOSTIC_CLIENT_PORT (UINT64_C(1) << 19)
#define PFL_HAS_DIAGNOSTIC_HOSTNAME (UINT64_C(1) << 20)

/* T TLS connection established (tls/tls_misc.c), or SSL_accept/SSL_connect error (tls/tls_server.c, tls/tls_client.c) */
typedef struct pfl_tls {
    pfl_span client_name; /* verified reverse name of the client, or unknown */
    pfl_span client_addr; /* IPv4 or IPv6 address of the client, or unknown */
    uint16_t client_port; /* TCP port of the client (smtpd_client_port_logging, 2.5) */
    pfl_span relay; /* next hop: name[address]:port, a delivery agent's name, or none */
    pfl_span relay_addr; /* the address or socket path inside relay's brackets */
    uint16_t relay_port; /* the port of relay */
    pfl_span tls_trust; /* Anonymous, Untrusted, Trusted or Verified */
    pfl_span tls_state; /* established or reused (3.4); error, failed or verification failed; offered; CONNECT or DISCONNECT of tlsproxy */
    pfl_span tls_sni; /* server name the client asked for (3.4) */
    pfl_span tls_protocol; /* TLSv1.3 */
    pfl_span tls_cipher; /* cipher suite */
    uint16_t tls_cipher_bits; /* bits of the cipher in use (bits) */
    uint16_t tls_algorithm_bits; /* bits the cipher's algorithm could use (bits) */
    pfl_span tls_details; /* key exchange and signatures, as Postfix wrote them (3.4) */
    pfl_span reason; /* why, in Postfix's or the library's words */
} pfl_tls;
#define PFL_HAS_TLS_CLIENT_NAME (UINT64_C(1) << 16)
#define PFL_HAS_TLS_CLIENT_ADDR (UINT64_C(1) << 17)
#define PFL_HAS_TLS_CLIENT_PORT (UINT64_C(1) << 18)
#define PFL_HAS_TLS_RELAY (UINT64_C(1) << 19)
#define PFL_HAS_TLS_RELAY_ADDR (UINT64_C(1) << 20)
#define PFL_HAS_TLS_RELAY_PORT (UINT64_C(1) << 21)
#define PFL_HAS_TLS_TLS_TRUST (UINT64_C(1) << 22)
#define PFL_HAS_TLS_TLS_STATE (UINT64_C(1) << 23)
#define PFL_HAS_TLS_TLS_SNI (UINT64_C(1) << 24)
#define PFL_HAS_TLS_TLS_PROTOCOL (UINT64_C(1) << 25)
#define PFL_HAS_TLS_TLS_CIPHER (UINT64_C(1) << 26)
#define PFL_HAS_TLS_TLS_CIPHER_BITS (UINT64_C(1) << 27)
#define PFL_HAS_TLS_TLS_ALGORITHM_BITS (UINT64_C(1) << 28)
#define PFL_HAS_TLS_TLS_DETAILS (UINT64_C(1) << 29)
#define PFL_HAS_TLS_REASON (UINT64_C(1) << 30)

/* One line of a log. 256 bytes on every machine; every reserved byte is 0. */
typedef struct pfl_event {
    uint16_t kind;        /* PFL_KIND_ */
    uint8_t severity;     /* PFL_SEVERITY_ */
    uint8_t reserved_0;
    uint32_t flags;       /* PFL_FLAG_ bits */
    uint64_t present;     /* PFL_HAS_ bits: which fields the line had */
    int64_t time;         /* microseconds since 1970-01-01 00:00 UTC, or PFL_TIME_INVALID */
    uint64_t line;        /* number of the line in the stream, from 1 */
    uint64_t offset;      /* bytes of the stream before the line */
    uint64_t text_offset; /* where the text starts: see pfl_event_text() */
    uint32_t text_length; /* bytes of text, the line's end not included */
    uint32_t repeat;      /* 1, or n for rsyslog's "message repeated n times" */
    uint32_t pid;         /* process ID in the tag */
    pfl_span host;        /* host name in the header */
    pfl_span program;     /* the whole tag: postfix/submission/smtpd */
    pfl_span service;     /* the tag between its first and last slash: submission; Dovecot: imap-login */
    pfl_span queue_id;    /* queue ID before the text */
    pfl_span message;     /* the text after the header; set in every kind, its bit only where
                             no other field holds the text */
    uint8_t reserved_1[8];
    union {               /* by kind */
        pfl_connect connect; /* connect */
        pfl_disconnect disconnect; /* disconnect */
        pfl_session_end session_end; /* lost-connection timeout */
        pfl_auth_fail auth_fail; /* auth-fail auth-abort */
        pfl_client client; /* sasl-login client */
        pfl_message_id message_id; /* message-id */
        pfl_queued queued; /* queued */
        pfl_expired expired; /* expired */
        pfl_removed removed; /* removed */
        pfl_pickup pickup; /* pickup */
        pfl_delivery delivery; /* sent deferred bounced deliverable undeliverable */
        pfl_reject reject; /* reject filter-action milter proxy */
        pfl_header_check header_check; /* header-check */
        pfl_abuse abuse; /* protocol-abuse */
        pfl_rate_limit rate_limit; /* rate-limit */
        pfl_anvil anvil; /* anvil */
        pfl_statistics statistics; /* statistics */
        pfl_postscreen postscreen; /* postscreen */
        pfl_dnsbl dnsbl; /* dnsbl */
        pfl_bounce_notice bounce_notice; /* bounce-notice */
        pfl_queue_admin queue_admin; /* queue-admin */
        pfl_attempt attempt; /* attempt */
        pfl_handoff handoff; /* handoff */
        pfl_lifecycle lifecycle; /* lifecycle */
        pfl_login login; /* login */
        pfl_diagnostic diagnostic; /* warning error note */
        pfl_tls tls; /* tls */
        uint8_t reserved_2[168];
    };
} pfl_event;

#endif
