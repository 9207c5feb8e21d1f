/*
 * postfixlog.h of libpostfixlog 0.1.0, made of all its files by lib/amalgamate.py.
 *
 * MIT License
 *
 * Copyright (c) 2026 The libpostfixlog authors
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy
 * of this software and associated documentation files (the "Software"), to deal
 * in the Software without restriction, including without limitation the rights
 * to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 * copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all
 * copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 * IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
 * FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 * AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
 * LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
 * OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
 * SOFTWARE.
 */
/*
 * Version, status codes and allocator of libpostfixlog.
 */
#ifndef POSTFIXLOG_BASE_H
#define POSTFIXLOG_BASE_H

#include <stddef.h>
#include <stdint.h>

/* The release. CMake and pkg-config read it from here. */
#define PFL_VERSION_MAJOR 0
#define PFL_VERSION_MINOR 1
#define PFL_VERSION_PATCH 0

/* The shared library's SOVERSION: raised when a record or a function changes incompatibly. */
#define PFL_SOVERSION 0

#if defined(_WIN32) && defined(PFL_SHARED)
#ifdef PFL_BUILDING
#define PFL_API __declspec(dllexport)
#else
#define PFL_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define PFL_API __attribute__((visibility("default")))
#else
#define PFL_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What functions return: 0 for done, a positive value for "done, but look", a
 * negative value for an error after which the handle is as it was. Values are
 * pinned; an unknown positive one means done, an unknown negative one an error.
 */
enum {
    PFL_OK = 0,
    PFL_NEED_MORE = 1, /* everything given so far is used up: give more, or finish */
    PFL_FULL = 2,      /* the room for results is used up: call again for the rest */
    PFL_END = 3,       /* the stream was finished, and every event of it was delivered */

    PFL_ERR_ARGUMENT = -1, /* a null pointer, or a value outside its range */
    PFL_ERR_MEMORY = -2,   /* the allocator returned a null pointer */
    PFL_ERR_LAYOUT = -3,   /* event_size is not this library's: compiled for another SOVERSION */
    PFL_ERR_OPTION = -4,   /* an options struct has a non-zero field that this release does not know */
    PFL_ERR_STATE = -5,    /* a call out of turn: feed while events are waiting, feed after finish */
    PFL_ERR_OVERLAP = -6,  /* these lines are counted already */
    PFL_ERR_VERSION = -7,  /* a state saved by a newer release */
    PFL_ERR_DAMAGED = -8,  /* what should be a state is none, is cut short, or was changed */
    PFL_ERR_COMPACTED = -9 /* from a time that the state has compacted */
};

/* A sentence in English for a status; never a null pointer, valid for ever. Any thread. */
PFL_API const char *pfl_strerror(int32_t status);

/* The version of the library that was loaded, "0.1.0"; valid for ever. Any thread. */
PFL_API const char *pfl_version(void);

/*
 * An allocator, one for each handle. resize works as realloc does, with the old
 * size told and a free when new_size is 0 (its result is then ignored):
 *
 *   pointer NULL, old_size 0     allocate new_size bytes, aligned for any type
 *   new_size 0                   release
 *
 * It returns a null pointer when memory is short. It is called only by the
 * functions that say so, on the thread that calls them. A resize of NULL means
 * the C library's realloc and free.
 */
typedef struct pfl_allocator {
    void *context; /* handed back as it is */
    void *(*resize)(void *context, void *pointer, size_t old_size, size_t new_size);
} pfl_allocator;

#ifdef __cplusplus
}
#endif

#endif

/*
 * Addresses and networks: IPv4 and IPv6 in one form, as bytes.
 */
#ifndef POSTFIXLOG_NETWORK_H
#define POSTFIXLOG_NETWORK_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A network, or with 128 bits one address. IPv4 lies in ::ffff:0:0/96 (RFC 4291,
 * 2.5.5.2), so that 192.0.2.0/24 has 120 bits; bytes behind the prefix are 0.
 */
typedef struct pfl_network {
    uint8_t bytes[16];
    uint8_t bits; /* 0 to 128 */
    uint8_t reserved[7];
} pfl_network;

/* Room for the longest text of a network, with the 0 at its end. */
#define PFL_NETWORK_TEXT 50

/*
 * Reads text[0 .. length): 192.0.2.1, 192.0.2.0/24, 2001:db8::1, 2001:db8::/32. A
 * scope (fe80::1%eth0) is passed over. A prefix counts the bits as the address is
 * written: /24 of 192.0.2.0, /120 of ::ffff:192.0.2.0. Bits behind it are cleared.
 * Returns PFL_OK, or PFL_ERR_ARGUMENT with *network untouched. Any thread.
 */
PFL_API int32_t pfl_network_parse(const char *text, size_t length, pfl_network *network);

/*
 * Writes a network as RFC 5952 has it, with /bits unless it is one address, into
 * text[0 .. PFL_NETWORK_TEXT), ended by a 0. Returns the length. Any thread.
 */
PFL_API size_t pfl_network_text(const pfl_network *network, char *text);

/* 1 when all of inner lies in outer, else 0; no IPv6 network holds IPv4, ::/0 neither. Any thread. */
PFL_API int32_t pfl_network_contains(const pfl_network *outer, const pfl_network *inner);

/*
 * 1 when a network lies in one that says nothing about who is behind it on the
 * Internet: loopback, private, link-local, or shared by carriers (RFC 1122, 1918,
 * 3927, 4193, 4291, 6598). Any thread.
 */
PFL_API int32_t pfl_network_is_internal(const pfl_network *network);

#ifdef __cplusplus
}
#endif

#endif

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

/*
 * Events: what one line of a log says, as one flat record.
 *
 * A pfl_event is plain old data of 256 bytes with the same layout on every
 * machine: it may be copied, stored in arrays and read from other languages.
 * Its head is the same for all kinds; `kind` says which record of the union
 * holds the rest.
 *
 *     if (event.kind == PFL_KIND_SASL_LOGIN)
 *         user = event.client.sasl_username;
 *
 * Text is not in the record: a pfl_span gives offset and length in the event's
 * text, the line as it was read. pfl_event_text() (parser.h) finds that text.
 * Any byte may be in it, 0 included: it need not be UTF-8, and most of it was
 * chosen by whoever talked to the mail server.
 *
 * A field that the line did not have is 0, and its PFL_HAS_ bit in `present`
 * is clear; so absent differs from empty and from zero. Every line yields
 * exactly one event, whatever is in it.
 */
#ifndef POSTFIXLOG_EVENTS_H
#define POSTFIXLOG_EVENTS_H

#ifdef __cplusplus
extern "C" {
#endif

/* pfl_event.time of a line whose stamp cannot be (10:92:01) or is missing; PFL_FLAG_TIME_INVALID is set with it. */
#define PFL_TIME_INVALID INT64_MIN

/*
 * Bits of pfl_event.flags.
 *
 *   TEXT_OWNED     the text lies in the parser's buffer, not in the caller's data
 *   TRUNCATED      the end is missing: the line was longer than max_line; or may be
 *                  missing: its text has the 2000 bytes at which Postfix cuts
 *   AMBIGUOUS      the line can be read in two ways; the doubtful fields are absent
 *   TIME_INVALID   the stamp is impossible or missing
 *   YEAR_INFERRED  the stamp had no year: it comes from the reference time
 *   ZONE_INFERRED  the stamp had no zone: it comes from the caller's list
 *   HOUR_DOUBLED   the clock showed this hour twice; the first reading was taken
 */
#define PFL_FLAG_TEXT_OWNED    UINT32_C(1)
#define PFL_FLAG_TRUNCATED     UINT32_C(2)
#define PFL_FLAG_AMBIGUOUS     UINT32_C(4)
#define PFL_FLAG_TIME_INVALID  UINT32_C(8)
#define PFL_FLAG_YEAR_INFERRED UINT32_C(16)
#define PFL_FLAG_ZONE_INFERRED UINT32_C(32)
#define PFL_FLAG_HOUR_DOUBLED  UINT32_C(64)

/* pfl_event.severity: Postfix's own word before the text (util/msg_output.c). */
enum {
    PFL_SEVERITY_INFO = 0, /* no word */
    PFL_SEVERITY_WARNING = 1,
    PFL_SEVERITY_ERROR = 2,
    PFL_SEVERITY_FATAL = 3,
    PFL_SEVERITY_PANIC = 4
};

/* "warning", or "" for PFL_SEVERITY_INFO and for a value that is none; valid for ever. */
PFL_API const char *pfl_severity_name(uint8_t severity);

/* What a warning, an error or a note is about: the values of category. */
enum {
    PFL_CATEGORY_CONFIG = 1,         /* parameters, files of /etc/postfix, command lines */
    PFL_CATEGORY_DICT = 2,           /* lookup tables and their databases */
    PFL_CATEGORY_NETWORK = 3,        /* DNS, connections, proxies in front */
    PFL_CATEGORY_TLS = 4,            /* certificates, keys, handshakes */
    PFL_CATEGORY_SASL = 5,           /* authentication, either way */
    PFL_CATEGORY_MILTER = 6,         /* Milters, policy services and content filters */
    PFL_CATEGORY_RESOURCE = 7,       /* memory, disk, processes */
    PFL_CATEGORY_QUEUE_FILE = 8,     /* queue files and their records */
    PFL_CATEGORY_PROTOCOL_ABUSE = 9, /* what a client or server said against the protocol */
    PFL_CATEGORY_RATE_LIMIT = 10,    /* limits on clients */
    PFL_CATEGORY_DELIVERY = 11,      /* addresses, transports, mailboxes, notices */
    PFL_CATEGORY_INTERNAL = 12,      /* between the processes of Postfix; everything else */
    PFL_CATEGORY_LIFECYCLE = 13      /* starts, stops, crashes */
};

/* "config", "dict", ...; "" for a value that is none; valid for ever. */
PFL_API const char *pfl_category_name(uint8_t category);

/* Types of fields: what lies at pfl_field.offset. */
enum {
    PFL_TYPE_TEXT = 1,     /* pfl_span */
    PFL_TYPE_SEVERITY = 2, /* uint8_t, PFL_SEVERITY_ */
    PFL_TYPE_U16 = 3,      /* uint16_t */
    PFL_TYPE_U32 = 4,      /* uint32_t */
    PFL_TYPE_U64 = 5,      /* uint64_t */
    PFL_TYPE_DURATION = 6, /* int64_t, microseconds */
    PFL_TYPE_TIME = 7,     /* int64_t, microseconds since 1970-01-01 00:00 UTC */
    PFL_TYPE_CATEGORY = 8  /* uint8_t, PFL_CATEGORY_ */
};

/* Units of fields. */
enum { PFL_UNIT_NONE = 0, PFL_UNIT_MICROSECONDS = 1, PFL_UNIT_BYTES = 2, PFL_UNIT_BITS = 3 };

/* A field of a kind. */
typedef struct pfl_field {
    const char *name; /* "client_addr" */
    const char *doc;  /* one sentence */
    uint16_t id;      /* PFL_FIELD_; the same name has the same id and type in every kind */
    uint16_t type;    /* PFL_TYPE_ */
    uint16_t unit;    /* PFL_UNIT_ */
    uint16_t offset;  /* of the field in pfl_event, in bytes */
    uint16_t bit;     /* present & (UINT64_C(1) << bit) when the line had it */
    uint16_t derived; /* 1 when the text is part of another field's: exporters leave it out */
} pfl_field;

/* A kind of event. */
typedef struct pfl_kind {
    const char *name;        /* "sasl-login" */
    const char *doc;         /* one sentence */
    const pfl_field *fields; /* the fields of its record, in schema order; the head's are not among them */
    uint16_t field_count;
    uint16_t code; /* PFL_KIND_ */
} pfl_kind;

/*
 * Reflection, for bindings and exporters. The tables are constant: the pointers
 * are valid for ever, from any thread.
 */

/* The index-th kind, in the order of their codes; NULL past the last. */
PFL_API const pfl_kind *pfl_kind_at(size_t index);

/* The kind of a code or of a name; NULL when there is none. */
PFL_API const pfl_kind *pfl_kind_info(uint16_t code);
PFL_API const pfl_kind *pfl_kind_by_name(const char *name);

/* The index-th field of the head, which every kind has; NULL past the last. */
PFL_API const pfl_field *pfl_head_field(size_t index);

/* The field of a kind with this PFL_FIELD_ id, the head's included; NULL when the kind has none. */
PFL_API const pfl_field *pfl_field_info(uint16_t kind, uint16_t id);

/*
 * The text of a field, by PFL_FIELD_ id: returns 1 and sets *span when the event
 * has that field, it is text and the line had it; 0 otherwise (*span is then
 * untouched). For callers that look at one field of many kinds.
 */
PFL_API int32_t pfl_event_span(const pfl_event *event, uint16_t id, pfl_span *span);

/* The sum of the lengths of all text fields that are present; derived ones do not count. */
PFL_API uint64_t pfl_event_field_bytes(const pfl_event *event);

#ifdef __cplusplus
}
#endif

#endif

/*
 * The parser: raw bytes in, events out.
 *
 * Two doors lead to one engine. pfl_parse() keeps nothing of what it is given:
 * the caller holds the unfinished line at the end of its buffer. On top of it,
 * feed/next/finish take chunks cut anywhere. pfl_parse_line() takes one line,
 * pfl_parse_message() a message whose header was already taken apart.
 *
 *     pfl_parser *parser;
 *     if (pfl_parser_create(&parser, NULL) != PFL_OK) ...
 *     while ((n = read(fd, chunk, sizeof chunk)) > 0) {
 *         pfl_parser_feed(parser, chunk, n);
 *         while (pfl_parser_next(parser, events, sizeof *events, 64, &count) == PFL_OK)
 *             for (i = 0; i < count; i++)
 *                 use(&events[i], pfl_event_text(parser, chunk, &events[i]));
 *     }
 *     pfl_parser_finish(parser);
 *     while (pfl_parser_next(...) == PFL_OK) ...
 *     pfl_parser_destroy(parser);
 *
 * Lines end at LF; a CR before it is not part of the line; an empty line is a
 * line. Each line is one event, so lines in = events out. How the input is cut
 * into calls and chunks never changes an event, except where its text lies.
 *
 * Arguments come in one order everywhere: the handle, what goes in, what comes
 * out. A parser is used by one thread at a time; different parsers by any.
 * After creation nothing here calls an allocator, reads a clock, a locale or
 * the environment, writes to the input, or reads past its end.
 */
#ifndef POSTFIXLOG_PARSER_H
#define POSTFIXLOG_PARSER_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pfl_parser pfl_parser;

/* The longest line that is kept whole, in bytes; also the default of max_line. */
#define PFL_MAX_LINE 65535

/* From `since` on (microseconds, UTC) local clocks are `offset` seconds ahead of UTC. */
typedef struct pfl_zone {
    int64_t since;
    int32_t offset;
    int32_t reserved; /* 0 */
} pfl_zone;

/* Options of pfl_parser_create; all zero is fine. */
typedef struct pfl_parser_options {
    uint32_t size;     /* sizeof(pfl_parser_options) */
    uint32_t max_line; /* longest line kept whole, in bytes: 256 to PFL_MAX_LINE; 0 for PFL_MAX_LINE */

    /*
     * For stamps without a year (RFC 3164): a stamp gets the latest year that
     * puts it at or before this time + 26 hours. Microseconds, UTC. 0 stands for
     * the time of creation. For a file, its modification time serves well.
     */
    int64_t reference_time;

    /*
     * For stamps without a zone: the offsets of the local clock, by rising
     * `since`; the first one also holds for all times before. Copied. Without
     * one, UTC.
     */
    const pfl_zone *zones;
    uint32_t zone_count; /* PFL_MAX_ZONES at most */
    uint32_t reserved;   /* 0 */

    pfl_allocator allocator; /* NULL inside for the C library's */
} pfl_parser_options;

/* 128 offsets are 64 years of summer time. */
#define PFL_MAX_ZONES 128

/*
 * Makes a parser. options may be NULL. Takes at most 2 * max_line + 16 KiB from
 * the allocator, in one piece, and nothing later.
 *
 * Returns PFL_OK and sets *parser; PFL_ERR_ARGUMENT (parser NULL, max_line or
 * zone_count out of range, zones not rising, an offset of a day or more),
 * PFL_ERR_OPTION (size is 0, or a tail this release does not know is not zero)
 * or PFL_ERR_MEMORY, with *parser NULL.
 */
PFL_API int32_t pfl_parser_create(pfl_parser **parser, const pfl_parser_options *options);

/* Releases a parser; NULL is fine. Ends the life of all text in its buffer. */
PFL_API void pfl_parser_destroy(pfl_parser *parser);

/*
 * Moves the reference time (see pfl_parser_options; microseconds, 0 is 1970
 * here) or the zones for the lines to come. PFL_ERR_ARGUMENT as for creation.
 */
PFL_API int32_t pfl_parser_set_reference(pfl_parser *parser, int64_t reference_time);
PFL_API int32_t pfl_parser_set_zones(pfl_parser *parser, const pfl_zone *zones, uint32_t count);

/*
 * Starts a new stream at a given position: the next line is number line + 1 and
 * lies at byte offset (0 and 0 for a whole file; other values for a range of
 * one). What was fed and not yet delivered is dropped. PFL_ERR_ARGUMENT when
 * parser is NULL.
 */
PFL_API int32_t pfl_parser_restart(pfl_parser *parser, uint64_t line, uint64_t offset);

/* pfl_parse: data ends the stream, so an unfinished line at its end is a line. */
#define PFL_FINAL UINT32_C(1)

/*
 * Parses the whole lines in data[0 .. length) into events[0 .. capacity).
 *
 * Sets *count to the events written and *consumed to the bytes they used up.
 * What is left is an unfinished line (returns PFL_OK) or lines for which there
 * was no room (returns PFL_FULL, and at least one event was written): call again
 * with the rest, more bytes behind it. A line of more than max_line bytes is
 * used up as soon as max_line + 1 of its bytes are there; what follows of it is
 * skipped, in later calls too, so a buffer of max_line + 1 bytes always moves on.
 * With PFL_FINAL the rest is a line.
 *
 * event_size is sizeof(pfl_event) as the caller knows it. Text lies in data, or
 * in the parser's buffer (PFL_FLAG_TEXT_OWNED), until the next call on this
 * parser.
 *
 * Errors: PFL_ERR_ARGUMENT (a NULL, a capacity of 0, an unknown flag; data may
 * be NULL when length is 0), PFL_ERR_LAYOUT, PFL_ERR_STATE (fed data is
 * waiting). *count and *consumed are then 0 if they were given.
 */
PFL_API int32_t pfl_parse(pfl_parser *parser, const void *data, size_t length, uint32_t flags, pfl_event *events,
                          size_t event_size, size_t capacity, size_t *count, size_t *consumed);

/*
 * Gives the next chunk of a stream, cut anywhere. data must stay as it is until
 * pfl_parser_next returns PFL_NEED_MORE; only a line cut by the chunk's end is
 * copied then. Errors: PFL_ERR_ARGUMENT, PFL_ERR_STATE (the chunk before is not
 * used up, or the stream was finished).
 */
PFL_API int32_t pfl_parser_feed(pfl_parser *parser, const void *data, size_t length);

/* Says that no more chunks follow: an unfinished line is now a line. Errors: PFL_ERR_ARGUMENT. */
PFL_API int32_t pfl_parser_finish(pfl_parser *parser);

/*
 * Takes up to capacity events out of what was fed. Returns PFL_OK with *count > 0;
 * or, with *count 0, PFL_NEED_MORE (feed the next chunk) or PFL_END (finished,
 * and all was delivered: pfl_parser_restart starts another stream). Text lies in
 * the chunk fed last, or in the parser's buffer, until the next call on this
 * parser. Errors: PFL_ERR_ARGUMENT, PFL_ERR_LAYOUT.
 */
PFL_API int32_t pfl_parser_next(pfl_parser *parser, pfl_event *events, size_t event_size, size_t capacity,
                                size_t *count);

/*
 * Parses one line: all of line[0 .. length), which needs no LF; one LF at its
 * end, and a CR before that, are not part of it, and other LFs are text. It
 * counts as the stream's next line, of length bytes + 1 unless the LF is there.
 * Errors: PFL_ERR_ARGUMENT, PFL_ERR_LAYOUT, PFL_ERR_STATE (fed data is waiting).
 */
PFL_API int32_t pfl_parse_line(pfl_parser *parser, const void *line, size_t length, pfl_event *event,
                               size_t event_size);

/* A message whose header was taken apart elsewhere: a journal entry, a syslog plug-in's record. */
typedef struct pfl_message {
    uint32_t size; /* sizeof(pfl_message) */
    uint32_t pid;  /* 0 for none */
    int64_t time;  /* microseconds since 1970 UTC, or PFL_TIME_INVALID */
    const char *host;
    size_t host_length;  /* 0 for none */
    const char *program; /* the tag: postfix/smtpd */
    size_t program_length;
    const char *message; /* the text after the tag */
    size_t message_length;
} pfl_message;

/*
 * Parses one message. Its text is copied: "host program message" in the parser's
 * buffer, cut (PFL_FLAG_TRUNCATED) at max_line bytes. It counts as the stream's
 * next line, of message_length + 1 bytes. Errors: PFL_ERR_ARGUMENT (a NULL with
 * a length, too), PFL_ERR_OPTION (size), PFL_ERR_LAYOUT, PFL_ERR_STATE.
 */
PFL_API int32_t pfl_parse_message(pfl_parser *parser, const pfl_message *message, pfl_event *event, size_t event_size);

/*
 * Where an event's text starts: in data (the pointer given to pfl_parse,
 * pfl_parse_line or the last pfl_parser_feed) or in the parser's buffer. A
 * span's bytes are pfl_event_text(...) + span.offset, span.length of them, not
 * ended by a 0. Valid as the call that made the event says.
 */
PFL_API const char *pfl_event_text(const pfl_parser *parser, const void *data, const pfl_event *event);

/*
 * What a sample of a log tells about its clock.
 *
 * cleanup(8) makes Message-IDs of the form YYYYMMDDHHMMSS.QID@host in UTC, and
 * long queue IDs carry the second of their creation. Lines stamped without a
 * year and zone that carry one of these for their own queue ID tell both. The
 * time is taken from the majority of such lines, so that one forged Message-ID
 * cannot move a log.
 */
typedef struct pfl_clock {
    int64_t latest;     /* UTC time of the latest line that told (microseconds); 0 when none did */
    int32_t utc_offset; /* seconds the log's clock was ahead of UTC there, a multiple of 900 */
    uint32_t witnesses; /* how many lines agreed; 0 when the sample tells nothing */
} pfl_clock;

/*
 * Reads the whole lines of a sample, best one from the end of the log, and sets
 * *clock. Allocates nothing, needs no parser. Errors: PFL_ERR_ARGUMENT.
 */
PFL_API int32_t pfl_clock_from_log(const void *data, size_t length, pfl_clock *clock);

#ifdef __cplusplus
}
#endif

#endif

/*
 * The aggregator: who logged in from where, what they sent, and what became of it.
 *
 *     pfl_aggregator *state;
 *     if (pfl_aggregator_create(&state, NULL) != PFL_OK) ...
 *     while (pfl_parse(parser, data, length, flags, events, ...) ...)
 *         pfl_aggregator_add(state, parser, data, events, sizeof *events, count);
 *     pfl_rows ...                                          (rows.h reads it)
 *
 * It joins a delivery to the login that caused it, by the queue ID, across content
 * filters, requeues and forwarding; and it keeps, hour by hour, what each account
 * does. All of it by the time of the lines, never by the clock of the machine.
 *
 * States add up. The states of any contiguous ranges of any logs, merged in any
 * order, say the same as one that read them all, as long as nothing was evicted;
 * a message cut in two by a range's end is put together again.
 *
 * A state never holds more than it may (max_memory). When it is full, what weighs
 * least goes first: addresses and user names that failed a few times, then
 * messages without a beginning. The counts that are left are lower bounds, and the
 * state says by how much.
 *
 * One aggregator is used by one thread at a time; different ones by any.
 */
#ifndef POSTFIXLOG_AGGREGATE_H
#define POSTFIXLOG_AGGREGATE_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pfl_aggregator pfl_aggregator;

#define PFL_MAX_OWN_NETWORKS 64

/* Options of pfl_aggregator_create and pfl_aggregator_load; all zero is fine. */
typedef struct pfl_aggregator_options {
    uint32_t size;      /* sizeof(pfl_aggregator_options) */
    uint32_t own_count; /* PFL_MAX_OWN_NETWORKS at most */

    /*
     * Hosts whose "queued as" is believed, besides loopback and private addresses:
     * a content filter with a public address. Any other server could claim to have
     * queued a message under the ID of somebody else's. Copied. The same for all
     * states that are merged.
     */
    const pfl_network *own;

    uint64_t max_memory; /* bytes, at least PFL_MIN_MEMORY; 0 for PFL_DEFAULT_MEMORY */

    /*
     * Key of the hash tables, so that nobody who writes into the log can make them
     * slow. Zero for a random one. No result depends on it.
     */
    uint64_t hash_key[2];

    pfl_allocator allocator; /* NULL inside for the C library's */
} pfl_aggregator_options;

#define PFL_MIN_MEMORY     (UINT64_C(1) << 20)
#define PFL_DEFAULT_MEMORY (UINT64_C(256) << 20)

/*
 * Makes an empty aggregator. options may be NULL. Returns PFL_OK and sets *state;
 * PFL_ERR_ARGUMENT (state NULL, max_memory too small, too many networks),
 * PFL_ERR_OPTION (size is 0, or a tail this release does not know is not zero) or
 * PFL_ERR_MEMORY, with *state NULL. Allocates later too, as it grows.
 */
PFL_API int32_t pfl_aggregator_create(pfl_aggregator **state, const pfl_aggregator_options *options);

/* Releases an aggregator; NULL is fine. */
PFL_API void pfl_aggregator_destroy(pfl_aggregator *state);

/* === Adding lines === */

/* What identifies a stream: a hash of its first line, under whatever name and on whatever machine it lies. */
PFL_API uint64_t pfl_stream_id(const void *first_line, size_t length);

/* A range of a stream that is going to be read. */
typedef struct pfl_stream {
    uint32_t size; /* sizeof(pfl_stream) */
    uint32_t reserved;
    uint64_t id;     /* pfl_stream_id of the first line of the whole stream */
    uint64_t offset; /* where the range begins, at the start of a line: pfl_event.offset of its first event */
    const char *name;
    size_t name_length; /* of the file: reports name it. 0 for none */
    const char *host;
    size_t host_length; /* stands in for the host of every line; 0 to take theirs */
} pfl_stream;

/*
 * Begins a range. The events added next are those of its lines, all of them, in
 * their order; it ends with the next pfl_aggregator_begin, merge or save. Without
 * this call the first event begins a stream at its own offset, with the hash of its
 * text.
 *
 * Returns PFL_OK; PFL_ERR_OVERLAP when the state has lines behind this offset
 * already (pfl_aggregator_known says which), PFL_ERR_ARGUMENT, PFL_ERR_OPTION
 * (size), PFL_ERR_MEMORY.
 */
PFL_API int32_t pfl_aggregator_begin(pfl_aggregator *state, const pfl_stream *stream);

/*
 * Counts events as pfl_parse, pfl_parser_next, pfl_parse_line or pfl_parse_message
 * has just delivered them: parser and data are what pfl_event_text() takes. An event
 * that does not continue the line before it begins another range of the stream.
 *
 * Returns PFL_OK, also when memory is short: what found no room is counted as
 * lost (pfl_totals). PFL_ERR_OVERLAP when an event stands where the state has lines
 * already: those before it were counted, it and those behind it were not.
 * PFL_ERR_ARGUMENT (a NULL; events may be NULL when count is 0), PFL_ERR_LAYOUT,
 * PFL_ERR_COMPACTED (an event from a time that was compacted: it is not counted,
 * nor are those behind it), PFL_ERR_MEMORY (no room for the range itself).
 */
PFL_API int32_t pfl_aggregator_add(pfl_aggregator *state, const pfl_parser *parser, const void *data,
                                   const pfl_event *events, size_t event_size, size_t count);

/* A contiguous range of a stream that a state has read. */
typedef struct pfl_range {
    uint64_t stream;     /* pfl_stream.id */
    uint64_t start, end; /* bytes */
    uint64_t lines;
    uint64_t last_offset; /* where its last line begins */
    uint64_t last_hash;   /* pfl_stream_id of that line's text */
} pfl_range;

/*
 * The range that contains an offset of a stream or, when none does, begins behind
 * it. Returns PFL_OK and sets *range, PFL_END when there is none, or
 * PFL_ERR_ARGUMENT.
 *
 * To read a log that has grown: look for the range at offset 0; if the line at
 * last_offset still hashes to last_hash, begin at end.
 */
PFL_API int32_t pfl_aggregator_known(const pfl_aggregator *state, uint64_t stream, uint64_t offset, pfl_range *range);

/* === Adding up === */

/*
 * Adds all of `from` to a state; `from` stays as it is. Returns PFL_OK;
 * PFL_ERR_OVERLAP when both have read some of the same bytes, PFL_ERR_COMPACTED when
 * one has lines from a time that the other has compacted: the state is then as it
 * was. PFL_ERR_ARGUMENT (a NULL, the same handle twice), PFL_ERR_MEMORY.
 */
PFL_API int32_t pfl_aggregator_merge(pfl_aggregator *state, pfl_aggregator *from);

/*
 * Writing a state, piece by piece:
 *
 *     pfl_saver *saver;
 *     pfl_saver_create(&saver, state);
 *     while ((status = pfl_saver_next(saver, buffer, sizeof buffer, &length)) == PFL_OK)
 *         write(fd, buffer, length);
 *     pfl_saver_destroy(saver);
 *
 * The bytes are the same on every machine, whatever the order of merges was. The
 * state must not change while it is saved.
 */
typedef struct pfl_saver pfl_saver;

/* Room that is enough for any piece. */
#define PFL_SAVE_CAPACITY 65536

/* Returns PFL_OK and sets *saver; PFL_ERR_ARGUMENT or PFL_ERR_MEMORY, with *saver NULL. */
PFL_API int32_t pfl_saver_create(pfl_saver **saver, pfl_aggregator *state);

/*
 * The next piece: PFL_OK with *length > 0, or PFL_END with 0. Errors:
 * PFL_ERR_ARGUMENT, also for a capacity below PFL_SAVE_CAPACITY.
 */
PFL_API int32_t pfl_saver_next(pfl_saver *saver, void *buffer, size_t capacity, size_t *length);

PFL_API void pfl_saver_destroy(pfl_saver *saver);

/*
 * Makes an aggregator of a saved state, all of data[0 .. length). options as for
 * pfl_aggregator_create. Returns PFL_OK and sets *state; PFL_ERR_VERSION (saved by a
 * newer release), PFL_ERR_DAMAGED (no state, cut short, changed, or made up); or as
 * pfl_aggregator_create; with *state NULL. Believes nothing that it reads: any bytes
 * at all do no harm.
 */
PFL_API int32_t pfl_aggregator_load(pfl_aggregator **state, const pfl_aggregator_options *options, const void *data,
                                    size_t length);

/*
 * Forgets what was before a time (microseconds, UTC; cut to its day) and can no
 * longer lead to a finding: hours, what an account did at each address, minutes, and
 * the failures of addresses where nobody logged in. Totals, accounts, their networks,
 * addresses and the figures of each day stay. After this, lines and states from
 * before that time are refused with PFL_ERR_COMPACTED. Returns PFL_OK or
 * PFL_ERR_ARGUMENT.
 */
PFL_API int32_t pfl_aggregator_compact(pfl_aggregator *state, int64_t before);

#ifdef __cplusplus
}
#endif

#endif

/*
 * The tables of a state and their records: printed from lib/aggregate/tables.def,
 * do not edit. How to read them: postfixlog/rows.h.
 */
#ifndef POSTFIXLOG_TABLES_H
#define POSTFIXLOG_TABLES_H

/* Tables. */
enum {
    PFL_TABLE_TOTALS = 1, /* all lines together: one row */
    PFL_TABLE_KINDS = 2, /* lines by the kind of their event */
    PFL_TABLE_STREAMS = 3, /* the ranges that were read */
    PFL_TABLE_HOSTS = 4, /* the hosts that wrote, and how far their clocks can be trusted */
    PFL_TABLE_RELEASES = 5, /* the releases of Postfix that were started */
    PFL_TABLE_OPERATIONS = 6, /* what administrators did, day by day of each host */
    PFL_TABLE_ACCOUNTS = 10, /* accounts that logged in */
    PFL_TABLE_SUBMITTERS = 11, /* local users that handed in mail */
    PFL_TABLE_RELAYS = 12, /* clients whose mail went to the Internet without a login: only that mail is counted */
    PFL_TABLE_NETWORKS = 20, /* the networks each account used */
    PFL_TABLE_ACCESSES = 21, /* the addresses each account used, day by day */
    PFL_TABLE_USAGES = 22, /* the services and mechanisms each account used */
    PFL_TABLE_HOURS = 23, /* what each account, local user and relaying client did, hour by hour */
    PFL_TABLE_SENDERS = 24, /* the addresses each account and local user wrote as */
    PFL_TABLE_CONTACTS = 25, /* the domains each account, local user and relaying client wrote to */
    PFL_TABLE_DAYS = 26, /* the same day by day; older days have no hours once they are compacted */
    PFL_TABLE_ADDRESSES = 30, /* client addresses */
    PFL_TABLE_FAILURES = 31, /* failed and silent logins of each address, in ten minutes each */
    PFL_TABLE_NAMES = 32, /* user names that failed to log in */
    PFL_TABLE_DOMAINS = 40, /* where mail to each domain went */
    PFL_TABLE_MESSAGES = 41, /* messages that are still in the queue */
    PFL_TABLE_EVIDENCE = 50, /* lines kept as evidence */
    PFL_TABLE_AUDIT = 60, /* the verdict on the server: one row */
    PFL_TABLE_VERDICTS = 61, /* the verdict on each account, local user and relaying client, the worst first */
    PFL_TABLE_FINDINGS = 62, /* what each rule found, the worst first */
    PFL_TABLE_FINDING_SOURCES = 63, /* the addresses of each finding, 32 at most */
    PFL_TABLE_FINDING_LINES = 64, /* lines that show each finding, 8 at most; their text where the state keeps it */
};

/* Columns: one number a name, in all tables. */
enum {
    PFL_COLUMN_SASL_USERNAME = 1,
    PFL_COLUMN_UID = 2,
    PFL_COLUMN_CLIENT_ADDR = 3,
    PFL_COLUMN_NETWORK = 4,
    PFL_COLUMN_HOST = 5,
    PFL_COLUMN_SERVICE = 6,
    PFL_COLUMN_SASL_METHOD = 7,
    PFL_COLUMN_FROM = 8,
    PFL_COLUMN_DOMAIN = 9,
    PFL_COLUMN_QUEUE_ID = 10,
    PFL_COLUMN_VERSION = 11,
    PFL_COLUMN_KIND = 12,
    PFL_COLUMN_FILE = 13,
    PFL_COLUMN_TEXT = 14,
    PFL_COLUMN_STATE = 15,
    PFL_COLUMN_FIRST = 16,
    PFL_COLUMN_SECOND = 17,
    PFL_COLUMN_LAST = 18,
    PFL_COLUMN_TIME = 19,
    PFL_COLUMN_ACTIVE_DAYS = 20,
    PFL_COLUMN_MESSAGES = 21,
    PFL_COLUMN_LOGINS = 22,
    PFL_COLUMN_RECIPIENTS = 23,
    PFL_COLUMN_BYTES = 24,
    PFL_COLUMN_SENT = 25,
    PFL_COLUMN_BOUNCED = 26,
    PFL_COLUMN_UNKNOWN = 27,
    PFL_COLUMN_DEFERRED = 28,
    PFL_COLUMN_REFUSED = 29,
    PFL_COLUMN_NOTICES = 30,
    PFL_COLUMN_AMBIGUOUS = 31,
    PFL_COLUMN_WAITING = 32,
    PFL_COLUMN_WAITING_RECIPIENTS = 33,
    PFL_COLUMN_MESSAGES_IN_HOUR = 34,
    PFL_COLUMN_RECIPIENTS_IN_HOUR = 35,
    PFL_COLUMN_NEW_DOMAINS = 36,
    PFL_COLUMN_BOUNCED_DOMAINS = 37,
    PFL_COLUMN_REFUSING = 38,
    PFL_COLUMN_UNOWNED = 39,
    PFL_COLUMN_UNOWNED_SENDERS = 40,
    PFL_COLUMN_SENDERS = 41,
    PFL_COLUMN_DOMAINS = 42,
    PFL_COLUMN_NRCPT = 43,
    PFL_COLUMN_FINISHED = 44,
    PFL_COLUMN_SIZE = 45,
    PFL_COLUMN_LOCAL = 46,
    PFL_COLUMN_RELAYED = 47,
    PFL_COLUMN_REMOTE = 48,
    PFL_COLUMN_NEXT_HOPS = 49,
    PFL_COLUMN_ADDRESSES = 50,
    PFL_COLUMN_NETWORKS = 51,
    PFL_COLUMN_ACCOUNTS = 52,
    PFL_COLUMN_FAILURES = 53,
    PFL_COLUMN_AUTH_FAILURES = 54,
    PFL_COLUMN_UNREAL_FAILURES = 55,
    PFL_COLUMN_NAMED_FAILURES = 56,
    PFL_COLUMN_ABORTED = 57,
    PFL_COLUMN_FAILURE_NETWORKS = 58,
    PFL_COLUMN_USERS_TRIED = 59,
    PFL_COLUMN_SILENT = 60,
    PFL_COLUMN_CONNECTIONS = 61,
    PFL_COLUMN_LOST = 62,
    PFL_COLUMN_PLAIN_MESSAGES = 63,
    PFL_COLUMN_LOOPBACK_MESSAGES = 64,
    PFL_COLUMN_LOCAL_MESSAGES = 65,
    PFL_COLUMN_REJECTS = 66,
    PFL_COLUMN_ABUSE = 67,
    PFL_COLUMN_LIMITED = 68,
    PFL_COLUMN_SCREENED = 69,
    PFL_COLUMN_LISTED = 70,
    PFL_COLUMN_TLS_FAILURES = 71,
    PFL_COLUMN_STREAM = 72,
    PFL_COLUMN_START = 73,
    PFL_COLUMN_END = 74,
    PFL_COLUMN_OFFSET = 75,
    PFL_COLUMN_LINES = 76,
    PFL_COLUMN_TRUNCATED = 77,
    PFL_COLUMN_TIME_INVALID = 78,
    PFL_COLUMN_YEAR_INFERRED = 79,
    PFL_COLUMN_REPEATS = 80,
    PFL_COLUMN_SUPPRESSED = 81,
    PFL_COLUMN_ORPHANS = 82,
    PFL_COLUMN_ABANDONED = 83,
    PFL_COLUMN_STARTS = 84,
    PFL_COLUMN_ACTIVE_MINUTES = 85,
    PFL_COLUMN_LONGEST_GAP = 86,
    PFL_COLUMN_USUAL_GAP = 87,
    PFL_COLUMN_BACKWARD = 88,
    PFL_COLUMN_MOST_BACKWARD = 89,
    PFL_COLUMN_TOLD = 90,
    PFL_COLUMN_CONTRADICTING = 91,
    PFL_COLUMN_LEAST_SKEW = 92,
    PFL_COLUMN_MOST_SKEW = 93,
    PFL_COLUMN_EVICTED_ADDRESSES = 94,
    PFL_COLUMN_EVICTED_NAMES = 95,
    PFL_COLUMN_EVICTED_MESSAGES = 96,
    PFL_COLUMN_EVICTED_SUBJECTS = 97,
    PFL_COLUMN_EVICTED_OTHERS = 98,
    PFL_COLUMN_ADDRESS_ERROR = 99,
    PFL_COLUMN_NAME_ERROR = 100,
    PFL_COLUMN_MEMORY = 101,
    PFL_COLUMN_MOST_MEMORY = 102,
    PFL_COLUMN_EVICTED_BUCKETS = 103,
    PFL_COLUMN_OPERATION = 104,
    PFL_COLUMN_COUNT = 105,
    PFL_COLUMN_INJECTIONS = 106,
    PFL_COLUMN_VERDICT = 160,
    PFL_COLUMN_SEVERITY = 161,
    PFL_COLUMN_RULE = 162,
    PFL_COLUMN_TECHNIQUE = 163,
    PFL_COLUMN_NUMBER = 164,
    PFL_COLUMN_LIMIT = 166,
    PFL_COLUMN_USUAL = 167,
    PFL_COLUMN_ACCESS_POINTS = 168,
    PFL_COLUMN_ABUSE_POINTS = 169,
    PFL_COLUMN_KNOWN = 170,
    PFL_COLUMN_ACTIVE = 171,
    PFL_COLUMN_FINDINGS = 172,
    PFL_COLUMN_SOURCES = 173,
    PFL_COLUMN_REASON = 174,
    PFL_COLUMN_MASKED = 175,
    PFL_COLUMN_ENTRY = 176,
    PFL_COLUMN_FIRST_SILENT = 177,
    PFL_COLUMN_LAST_SILENT = 178,
};

/* totals: all lines together: one row. */
typedef struct pfl_totals_row {
    uint64_t present; /* PFL_TOTALS_ROW_ bits */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t lines; /* lines */
    uint64_t bytes; /* size of its messages; of lines, without their ends (bytes) */
    uint64_t ambiguous; /* lines with two readings */
    uint64_t truncated; /* lines whose end is missing, or may be */
    uint64_t time_invalid; /* lines of Postfix without a possible time */
    uint64_t year_inferred; /* lines whose stamp had no year */
    uint64_t repeats; /* lines that only say that others were repeated */
    uint64_t suppressed; /* lines that the syslog daemon says it dropped */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t auth_failures; /* failed logins that Dovecot's auth process tells */
    uint64_t named_failures; /* failed logins with a user name */
    uint64_t unreal_failures; /* failed logins where no password was wrong */
    uint64_t aborted; /* logins given up by the client */
    uint64_t messages; /* messages handed in */
    uint64_t plain_messages; /* messages handed in without a login */
    uint64_t local_messages; /* messages handed in by local users */
    uint64_t loopback_messages; /* those of them that came from the host itself: webmail and its like */
    uint64_t logins; /* logins to read mail (Dovecot) */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t rejects; /* commands refused */
    uint64_t orphans; /* messages that left the queue and whose beginning is not in the log */
    uint64_t abandoned; /* messages that were begun and never queued */
    uint64_t waiting; /* its messages that are still in the queue */
    uint64_t evicted_addresses; /* addresses evicted when memory was short */
    uint64_t evicted_names; /* user names that failed, evicted */
    uint64_t evicted_messages; /* messages in the queue, evicted */
    uint64_t evicted_subjects; /* accounts, local users and relaying clients, evicted */
    uint64_t evicted_others; /* domains and senders, evicted */
    uint64_t evicted_buckets; /* ten minutes of failed logins of an address, evicted; its counts stay */
    uint64_t address_error; /* failures of an address that eviction can hide, at most */
    uint64_t name_error; /* failures of a user name that eviction can hide, at most */
    uint64_t lost; /* connections lost or timed out; records for which there was no memory */
    uint64_t memory; /* memory in use (bytes) */
    uint64_t most_memory; /* the most that was ever in use (bytes) */
    uint64_t injections; /* lines in which somebody else wrote what only Postfix writes */
} pfl_totals_row;
#define PFL_TOTALS_ROW_FIRST (UINT64_C(1) << 0)
#define PFL_TOTALS_ROW_LAST (UINT64_C(1) << 1)
#define PFL_TOTALS_ROW_LINES (UINT64_C(1) << 2)
#define PFL_TOTALS_ROW_BYTES (UINT64_C(1) << 3)
#define PFL_TOTALS_ROW_AMBIGUOUS (UINT64_C(1) << 4)
#define PFL_TOTALS_ROW_TRUNCATED (UINT64_C(1) << 5)
#define PFL_TOTALS_ROW_TIME_INVALID (UINT64_C(1) << 6)
#define PFL_TOTALS_ROW_YEAR_INFERRED (UINT64_C(1) << 7)
#define PFL_TOTALS_ROW_REPEATS (UINT64_C(1) << 8)
#define PFL_TOTALS_ROW_SUPPRESSED (UINT64_C(1) << 9)
#define PFL_TOTALS_ROW_FAILURES (UINT64_C(1) << 10)
#define PFL_TOTALS_ROW_AUTH_FAILURES (UINT64_C(1) << 11)
#define PFL_TOTALS_ROW_NAMED_FAILURES (UINT64_C(1) << 12)
#define PFL_TOTALS_ROW_UNREAL_FAILURES (UINT64_C(1) << 13)
#define PFL_TOTALS_ROW_ABORTED (UINT64_C(1) << 14)
#define PFL_TOTALS_ROW_MESSAGES (UINT64_C(1) << 15)
#define PFL_TOTALS_ROW_PLAIN_MESSAGES (UINT64_C(1) << 16)
#define PFL_TOTALS_ROW_LOCAL_MESSAGES (UINT64_C(1) << 17)
#define PFL_TOTALS_ROW_LOOPBACK_MESSAGES (UINT64_C(1) << 18)
#define PFL_TOTALS_ROW_LOGINS (UINT64_C(1) << 19)
#define PFL_TOTALS_ROW_SENT (UINT64_C(1) << 20)
#define PFL_TOTALS_ROW_DEFERRED (UINT64_C(1) << 21)
#define PFL_TOTALS_ROW_BOUNCED (UINT64_C(1) << 22)
#define PFL_TOTALS_ROW_REJECTS (UINT64_C(1) << 23)
#define PFL_TOTALS_ROW_ORPHANS (UINT64_C(1) << 24)
#define PFL_TOTALS_ROW_ABANDONED (UINT64_C(1) << 25)
#define PFL_TOTALS_ROW_WAITING (UINT64_C(1) << 26)
#define PFL_TOTALS_ROW_EVICTED_ADDRESSES (UINT64_C(1) << 27)
#define PFL_TOTALS_ROW_EVICTED_NAMES (UINT64_C(1) << 28)
#define PFL_TOTALS_ROW_EVICTED_MESSAGES (UINT64_C(1) << 29)
#define PFL_TOTALS_ROW_EVICTED_SUBJECTS (UINT64_C(1) << 30)
#define PFL_TOTALS_ROW_EVICTED_OTHERS (UINT64_C(1) << 31)
#define PFL_TOTALS_ROW_EVICTED_BUCKETS (UINT64_C(1) << 32)
#define PFL_TOTALS_ROW_ADDRESS_ERROR (UINT64_C(1) << 33)
#define PFL_TOTALS_ROW_NAME_ERROR (UINT64_C(1) << 34)
#define PFL_TOTALS_ROW_LOST (UINT64_C(1) << 35)
#define PFL_TOTALS_ROW_MEMORY (UINT64_C(1) << 36)
#define PFL_TOTALS_ROW_MOST_MEMORY (UINT64_C(1) << 37)
#define PFL_TOTALS_ROW_INJECTIONS (UINT64_C(1) << 38)

/* kinds: lines by the kind of their event. */
typedef struct pfl_kinds_row {
    uint64_t present; /* PFL_KINDS_ROW_ bits */
    pfl_span kind; /* kind of event, or of evidence */
    uint8_t reserved_0[4];
    uint64_t lines; /* lines */
} pfl_kinds_row;
#define PFL_KINDS_ROW_KIND (UINT64_C(1) << 0)
#define PFL_KINDS_ROW_LINES (UINT64_C(1) << 1)

/* streams: the ranges that were read. */
typedef struct pfl_streams_row {
    uint64_t present; /* PFL_STREAMS_ROW_ bits */
    pfl_span file; /* name of the stream a line stands in */
    uint8_t reserved_0[4];
    uint64_t stream; /* number of a stream: hash of its first line */
    uint64_t start; /* where a range begins (bytes) */
    uint64_t end; /* where a range ends (bytes) */
    uint64_t lines; /* lines */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
} pfl_streams_row;
#define PFL_STREAMS_ROW_FILE (UINT64_C(1) << 0)
#define PFL_STREAMS_ROW_STREAM (UINT64_C(1) << 1)
#define PFL_STREAMS_ROW_START (UINT64_C(1) << 2)
#define PFL_STREAMS_ROW_END (UINT64_C(1) << 3)
#define PFL_STREAMS_ROW_LINES (UINT64_C(1) << 4)
#define PFL_STREAMS_ROW_FIRST (UINT64_C(1) << 5)
#define PFL_STREAMS_ROW_LAST (UINT64_C(1) << 6)

/* hosts: the hosts that wrote, and how far their clocks can be trusted. */
typedef struct pfl_hosts_row {
    uint64_t present; /* PFL_HOSTS_ROW_ bits */
    pfl_span host; /* host that wrote the lines */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t lines; /* lines */
    uint64_t active_minutes; /* minutes in which a line was written */
    int64_t longest_gap; /* the longest time without a line, in minutes (microseconds) */
    int64_t usual_gap; /* behind 99 of 100 minutes with a line the next one came within this time (microseconds) */
    uint64_t backward; /* lines stamped earlier than the line before them */
    int64_t most_backward; /* by how much at most (microseconds) */
    uint64_t told; /* lines that tell the time of their message as well */
    uint64_t contradicting; /* those of them that tell another time than their stamp */
    int64_t least_skew; /* stamp less told time of those, at least (microseconds) */
    int64_t most_skew; /* and at most (microseconds) */
} pfl_hosts_row;
#define PFL_HOSTS_ROW_HOST (UINT64_C(1) << 0)
#define PFL_HOSTS_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_HOSTS_ROW_LAST (UINT64_C(1) << 2)
#define PFL_HOSTS_ROW_LINES (UINT64_C(1) << 3)
#define PFL_HOSTS_ROW_ACTIVE_MINUTES (UINT64_C(1) << 4)
#define PFL_HOSTS_ROW_LONGEST_GAP (UINT64_C(1) << 5)
#define PFL_HOSTS_ROW_USUAL_GAP (UINT64_C(1) << 6)
#define PFL_HOSTS_ROW_BACKWARD (UINT64_C(1) << 7)
#define PFL_HOSTS_ROW_MOST_BACKWARD (UINT64_C(1) << 8)
#define PFL_HOSTS_ROW_TOLD (UINT64_C(1) << 9)
#define PFL_HOSTS_ROW_CONTRADICTING (UINT64_C(1) << 10)
#define PFL_HOSTS_ROW_LEAST_SKEW (UINT64_C(1) << 11)
#define PFL_HOSTS_ROW_MOST_SKEW (UINT64_C(1) << 12)

/* releases: the releases of Postfix that were started. */
typedef struct pfl_releases_row {
    uint64_t present; /* PFL_RELEASES_ROW_ bits */
    pfl_span version; /* release of Postfix */
    uint8_t reserved_0[4];
    uint64_t starts; /* times it was started */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
} pfl_releases_row;
#define PFL_RELEASES_ROW_VERSION (UINT64_C(1) << 0)
#define PFL_RELEASES_ROW_STARTS (UINT64_C(1) << 1)
#define PFL_RELEASES_ROW_FIRST (UINT64_C(1) << 2)
#define PFL_RELEASES_ROW_LAST (UINT64_C(1) << 3)

/* operations: what administrators did, day by day of each host. */
typedef struct pfl_operations_row {
    uint64_t present; /* PFL_OPERATIONS_ROW_ bits */
    pfl_span host; /* host that wrote the lines */
    pfl_span operation; /* what was done to the mail system: start, stop, reload; to messages: delete, hold, requeue, release */
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t count; /* how often */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
} pfl_operations_row;
#define PFL_OPERATIONS_ROW_HOST (UINT64_C(1) << 0)
#define PFL_OPERATIONS_ROW_OPERATION (UINT64_C(1) << 1)
#define PFL_OPERATIONS_ROW_TIME (UINT64_C(1) << 2)
#define PFL_OPERATIONS_ROW_COUNT (UINT64_C(1) << 3)
#define PFL_OPERATIONS_ROW_FIRST (UINT64_C(1) << 4)
#define PFL_OPERATIONS_ROW_LAST (UINT64_C(1) << 5)

/* accounts: accounts that logged in. */
typedef struct pfl_accounts_row {
    uint64_t present; /* PFL_ACCOUNTS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t logins; /* logins to read mail (Dovecot) */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t bytes; /* size of its messages; of lines, without their ends (bytes) */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t unknown; /* recipients whose message left the queue, and the log does not say how */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t refused; /* recipients whose server said spam or blocked */
    uint64_t notices; /* non-delivery and delay notices about its messages */
    uint64_t ambiguous; /* lines with two readings */
    uint64_t waiting; /* its messages that are still in the queue */
    uint64_t waiting_recipients; /* their recipients without an outcome */
    uint64_t active_days; /* days on which it did something, of the last 128 before its last one */
    uint64_t messages_in_hour; /* the most messages in an hour */
    uint64_t recipients_in_hour; /* the most recipients in an hour */
    uint64_t senders; /* addresses it wrote as */
    uint64_t domains; /* domains it wrote to */
    uint64_t addresses; /* addresses used */
    uint64_t networks; /* networks used */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t failure_networks; /* networks its failed logins came from */
} pfl_accounts_row;
#define PFL_ACCOUNTS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_ACCOUNTS_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_ACCOUNTS_ROW_LAST (UINT64_C(1) << 2)
#define PFL_ACCOUNTS_ROW_MESSAGES (UINT64_C(1) << 3)
#define PFL_ACCOUNTS_ROW_LOGINS (UINT64_C(1) << 4)
#define PFL_ACCOUNTS_ROW_RECIPIENTS (UINT64_C(1) << 5)
#define PFL_ACCOUNTS_ROW_BYTES (UINT64_C(1) << 6)
#define PFL_ACCOUNTS_ROW_SENT (UINT64_C(1) << 7)
#define PFL_ACCOUNTS_ROW_BOUNCED (UINT64_C(1) << 8)
#define PFL_ACCOUNTS_ROW_UNKNOWN (UINT64_C(1) << 9)
#define PFL_ACCOUNTS_ROW_DEFERRED (UINT64_C(1) << 10)
#define PFL_ACCOUNTS_ROW_REFUSED (UINT64_C(1) << 11)
#define PFL_ACCOUNTS_ROW_NOTICES (UINT64_C(1) << 12)
#define PFL_ACCOUNTS_ROW_AMBIGUOUS (UINT64_C(1) << 13)
#define PFL_ACCOUNTS_ROW_WAITING (UINT64_C(1) << 14)
#define PFL_ACCOUNTS_ROW_WAITING_RECIPIENTS (UINT64_C(1) << 15)
#define PFL_ACCOUNTS_ROW_ACTIVE_DAYS (UINT64_C(1) << 16)
#define PFL_ACCOUNTS_ROW_MESSAGES_IN_HOUR (UINT64_C(1) << 17)
#define PFL_ACCOUNTS_ROW_RECIPIENTS_IN_HOUR (UINT64_C(1) << 18)
#define PFL_ACCOUNTS_ROW_SENDERS (UINT64_C(1) << 19)
#define PFL_ACCOUNTS_ROW_DOMAINS (UINT64_C(1) << 20)
#define PFL_ACCOUNTS_ROW_ADDRESSES (UINT64_C(1) << 21)
#define PFL_ACCOUNTS_ROW_NETWORKS (UINT64_C(1) << 22)
#define PFL_ACCOUNTS_ROW_FAILURES (UINT64_C(1) << 23)
#define PFL_ACCOUNTS_ROW_FAILURE_NETWORKS (UINT64_C(1) << 24)

/* submitters: local users that handed in mail. */
typedef struct pfl_submitters_row {
    uint64_t present; /* PFL_SUBMITTERS_ROW_ bits */
    uint32_t uid; /* uid of a local user */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t bytes; /* size of its messages; of lines, without their ends (bytes) */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t unknown; /* recipients whose message left the queue, and the log does not say how */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t refused; /* recipients whose server said spam or blocked */
    uint64_t notices; /* non-delivery and delay notices about its messages */
    uint64_t ambiguous; /* lines with two readings */
    uint64_t waiting; /* its messages that are still in the queue */
    uint64_t waiting_recipients; /* their recipients without an outcome */
    uint64_t active_days; /* days on which it did something, of the last 128 before its last one */
    uint64_t messages_in_hour; /* the most messages in an hour */
    uint64_t recipients_in_hour; /* the most recipients in an hour */
    uint64_t senders; /* addresses it wrote as */
    uint64_t domains; /* domains it wrote to */
} pfl_submitters_row;
#define PFL_SUBMITTERS_ROW_UID (UINT64_C(1) << 0)
#define PFL_SUBMITTERS_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_SUBMITTERS_ROW_LAST (UINT64_C(1) << 2)
#define PFL_SUBMITTERS_ROW_MESSAGES (UINT64_C(1) << 3)
#define PFL_SUBMITTERS_ROW_RECIPIENTS (UINT64_C(1) << 4)
#define PFL_SUBMITTERS_ROW_BYTES (UINT64_C(1) << 5)
#define PFL_SUBMITTERS_ROW_SENT (UINT64_C(1) << 6)
#define PFL_SUBMITTERS_ROW_BOUNCED (UINT64_C(1) << 7)
#define PFL_SUBMITTERS_ROW_UNKNOWN (UINT64_C(1) << 8)
#define PFL_SUBMITTERS_ROW_DEFERRED (UINT64_C(1) << 9)
#define PFL_SUBMITTERS_ROW_REFUSED (UINT64_C(1) << 10)
#define PFL_SUBMITTERS_ROW_NOTICES (UINT64_C(1) << 11)
#define PFL_SUBMITTERS_ROW_AMBIGUOUS (UINT64_C(1) << 12)
#define PFL_SUBMITTERS_ROW_WAITING (UINT64_C(1) << 13)
#define PFL_SUBMITTERS_ROW_WAITING_RECIPIENTS (UINT64_C(1) << 14)
#define PFL_SUBMITTERS_ROW_ACTIVE_DAYS (UINT64_C(1) << 15)
#define PFL_SUBMITTERS_ROW_MESSAGES_IN_HOUR (UINT64_C(1) << 16)
#define PFL_SUBMITTERS_ROW_RECIPIENTS_IN_HOUR (UINT64_C(1) << 17)
#define PFL_SUBMITTERS_ROW_SENDERS (UINT64_C(1) << 18)
#define PFL_SUBMITTERS_ROW_DOMAINS (UINT64_C(1) << 19)

/* relays: clients whose mail went to the Internet without a login: only that mail is counted. */
typedef struct pfl_relays_row {
    uint64_t present; /* PFL_RELAYS_ROW_ bits */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t bytes; /* size of its messages; of lines, without their ends (bytes) */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t unknown; /* recipients whose message left the queue, and the log does not say how */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t notices; /* non-delivery and delay notices about its messages */
    uint64_t ambiguous; /* lines with two readings */
    uint64_t waiting; /* its messages that are still in the queue */
    uint64_t waiting_recipients; /* their recipients without an outcome */
    uint64_t active_days; /* days on which it did something, of the last 128 before its last one */
    uint64_t messages_in_hour; /* the most messages in an hour */
    uint64_t recipients_in_hour; /* the most recipients in an hour */
    uint64_t domains; /* domains it wrote to */
} pfl_relays_row;
#define PFL_RELAYS_ROW_CLIENT_ADDR (UINT64_C(1) << 0)
#define PFL_RELAYS_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_RELAYS_ROW_LAST (UINT64_C(1) << 2)
#define PFL_RELAYS_ROW_MESSAGES (UINT64_C(1) << 3)
#define PFL_RELAYS_ROW_RECIPIENTS (UINT64_C(1) << 4)
#define PFL_RELAYS_ROW_BYTES (UINT64_C(1) << 5)
#define PFL_RELAYS_ROW_SENT (UINT64_C(1) << 6)
#define PFL_RELAYS_ROW_BOUNCED (UINT64_C(1) << 7)
#define PFL_RELAYS_ROW_UNKNOWN (UINT64_C(1) << 8)
#define PFL_RELAYS_ROW_DEFERRED (UINT64_C(1) << 9)
#define PFL_RELAYS_ROW_NOTICES (UINT64_C(1) << 10)
#define PFL_RELAYS_ROW_AMBIGUOUS (UINT64_C(1) << 11)
#define PFL_RELAYS_ROW_WAITING (UINT64_C(1) << 12)
#define PFL_RELAYS_ROW_WAITING_RECIPIENTS (UINT64_C(1) << 13)
#define PFL_RELAYS_ROW_ACTIVE_DAYS (UINT64_C(1) << 14)
#define PFL_RELAYS_ROW_MESSAGES_IN_HOUR (UINT64_C(1) << 15)
#define PFL_RELAYS_ROW_RECIPIENTS_IN_HOUR (UINT64_C(1) << 16)
#define PFL_RELAYS_ROW_DOMAINS (UINT64_C(1) << 17)

/* networks: the networks each account used. */
typedef struct pfl_networks_row {
    uint64_t present; /* PFL_NETWORKS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    pfl_span network; /* network of an address: /24 or /48 */
    int64_t first; /* the first time (microseconds) */
    int64_t second; /* the second time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t logins; /* logins to read mail (Dovecot) */
    uint64_t active_days; /* days on which it did something, of the last 128 before its last one */
    uint64_t size; /* size of a message (bytes) */
    uint32_t nrcpt; /* recipients of a message */
    uint8_t reserved_0[4];
} pfl_networks_row;
#define PFL_NETWORKS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_NETWORKS_ROW_NETWORK (UINT64_C(1) << 1)
#define PFL_NETWORKS_ROW_FIRST (UINT64_C(1) << 2)
#define PFL_NETWORKS_ROW_SECOND (UINT64_C(1) << 3)
#define PFL_NETWORKS_ROW_LAST (UINT64_C(1) << 4)
#define PFL_NETWORKS_ROW_MESSAGES (UINT64_C(1) << 5)
#define PFL_NETWORKS_ROW_LOGINS (UINT64_C(1) << 6)
#define PFL_NETWORKS_ROW_ACTIVE_DAYS (UINT64_C(1) << 7)
#define PFL_NETWORKS_ROW_SIZE (UINT64_C(1) << 8)
#define PFL_NETWORKS_ROW_NRCPT (UINT64_C(1) << 9)

/* accesses: the addresses each account used, day by day. */
typedef struct pfl_accesses_row {
    uint64_t present; /* PFL_ACCESSES_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    pfl_span client_addr; /* address of a client */
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t logins; /* logins to read mail (Dovecot) */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t recipients; /* recipients of its messages, once each */
    pfl_span file; /* name of the stream a line stands in */
    uint8_t reserved_0[4];
    uint64_t stream; /* number of a stream: hash of its first line */
    uint64_t offset; /* where a line begins (bytes) */
} pfl_accesses_row;
#define PFL_ACCESSES_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_ACCESSES_ROW_CLIENT_ADDR (UINT64_C(1) << 1)
#define PFL_ACCESSES_ROW_TIME (UINT64_C(1) << 2)
#define PFL_ACCESSES_ROW_MESSAGES (UINT64_C(1) << 3)
#define PFL_ACCESSES_ROW_LOGINS (UINT64_C(1) << 4)
#define PFL_ACCESSES_ROW_FIRST (UINT64_C(1) << 5)
#define PFL_ACCESSES_ROW_LAST (UINT64_C(1) << 6)
#define PFL_ACCESSES_ROW_RECIPIENTS (UINT64_C(1) << 7)
#define PFL_ACCESSES_ROW_FILE (UINT64_C(1) << 8)
#define PFL_ACCESSES_ROW_STREAM (UINT64_C(1) << 9)
#define PFL_ACCESSES_ROW_OFFSET (UINT64_C(1) << 10)

/* usages: the services and mechanisms each account used. */
typedef struct pfl_usages_row {
    uint64_t present; /* PFL_USAGES_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    pfl_span service; /* smtpd's service: submission, smtps, smtpd; Dovecot's process */
    pfl_span sasl_method; /* SASL mechanism */
    uint8_t reserved_0[4];
    uint64_t messages; /* messages handed in */
} pfl_usages_row;
#define PFL_USAGES_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_USAGES_ROW_SERVICE (UINT64_C(1) << 1)
#define PFL_USAGES_ROW_SASL_METHOD (UINT64_C(1) << 2)
#define PFL_USAGES_ROW_MESSAGES (UINT64_C(1) << 3)

/* hours: what each account, local user and relaying client did, hour by hour. */
typedef struct pfl_hours_row {
    uint64_t present; /* PFL_HOURS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t bounced; /* recipients that failed for good, expired ones too; in totals: lines that say so */
    uint64_t deferred; /* recipients that had to wait at least once; in totals: lines that say so */
    uint64_t refused; /* recipients whose server said spam or blocked */
    uint64_t bounced_domains; /* domains of recipients that failed, 32 at most */
    uint64_t refusing; /* providers that refused, 16 at most */
    uint64_t unowned; /* messages refused because the sender address was another's */
    uint64_t unowned_senders; /* those addresses, 16 at most */
    uint64_t new_domains; /* domains written to for the first time */
} pfl_hours_row;
#define PFL_HOURS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_HOURS_ROW_UID (UINT64_C(1) << 1)
#define PFL_HOURS_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_HOURS_ROW_TIME (UINT64_C(1) << 3)
#define PFL_HOURS_ROW_MESSAGES (UINT64_C(1) << 4)
#define PFL_HOURS_ROW_RECIPIENTS (UINT64_C(1) << 5)
#define PFL_HOURS_ROW_SENT (UINT64_C(1) << 6)
#define PFL_HOURS_ROW_BOUNCED (UINT64_C(1) << 7)
#define PFL_HOURS_ROW_DEFERRED (UINT64_C(1) << 8)
#define PFL_HOURS_ROW_REFUSED (UINT64_C(1) << 9)
#define PFL_HOURS_ROW_BOUNCED_DOMAINS (UINT64_C(1) << 10)
#define PFL_HOURS_ROW_REFUSING (UINT64_C(1) << 11)
#define PFL_HOURS_ROW_UNOWNED (UINT64_C(1) << 12)
#define PFL_HOURS_ROW_UNOWNED_SENDERS (UINT64_C(1) << 13)
#define PFL_HOURS_ROW_NEW_DOMAINS (UINT64_C(1) << 14)

/* senders: the addresses each account and local user wrote as. */
typedef struct pfl_senders_row {
    uint64_t present; /* PFL_SENDERS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span from; /* envelope sender: in lower case, without its variable parts */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
} pfl_senders_row;
#define PFL_SENDERS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_SENDERS_ROW_UID (UINT64_C(1) << 1)
#define PFL_SENDERS_ROW_FROM (UINT64_C(1) << 2)
#define PFL_SENDERS_ROW_FIRST (UINT64_C(1) << 3)
#define PFL_SENDERS_ROW_LAST (UINT64_C(1) << 4)
#define PFL_SENDERS_ROW_MESSAGES (UINT64_C(1) << 5)

/* contacts: the domains each account, local user and relaying client wrote to. */
typedef struct pfl_contacts_row {
    uint64_t present; /* PFL_CONTACTS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    pfl_span domain; /* domain of recipients */
    int64_t first; /* the first time (microseconds) */
    uint64_t recipients; /* recipients of its messages, once each */
} pfl_contacts_row;
#define PFL_CONTACTS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_CONTACTS_ROW_UID (UINT64_C(1) << 1)
#define PFL_CONTACTS_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_CONTACTS_ROW_DOMAIN (UINT64_C(1) << 3)
#define PFL_CONTACTS_ROW_FIRST (UINT64_C(1) << 4)
#define PFL_CONTACTS_ROW_RECIPIENTS (UINT64_C(1) << 5)

/* days: the same day by day; older days have no hours once they are compacted. */
typedef struct pfl_days_row {
    uint64_t present; /* PFL_DAYS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t sent; /* recipients that were delivered; in totals: lines that say so */
    uint64_t messages_in_hour; /* the most messages in an hour */
    uint64_t recipients_in_hour; /* the most recipients in an hour */
} pfl_days_row;
#define PFL_DAYS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_DAYS_ROW_UID (UINT64_C(1) << 1)
#define PFL_DAYS_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_DAYS_ROW_TIME (UINT64_C(1) << 3)
#define PFL_DAYS_ROW_MESSAGES (UINT64_C(1) << 4)
#define PFL_DAYS_ROW_RECIPIENTS (UINT64_C(1) << 5)
#define PFL_DAYS_ROW_SENT (UINT64_C(1) << 6)
#define PFL_DAYS_ROW_MESSAGES_IN_HOUR (UINT64_C(1) << 7)
#define PFL_DAYS_ROW_RECIPIENTS_IN_HOUR (UINT64_C(1) << 8)

/* addresses: client addresses. */
typedef struct pfl_addresses_row {
    uint64_t present; /* PFL_ADDRESSES_ROW_ bits */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t connections; /* connections */
    uint64_t lost; /* connections lost or timed out; records for which there was no memory */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t auth_failures; /* failed logins that Dovecot's auth process tells */
    uint64_t unreal_failures; /* failed logins where no password was wrong */
    uint64_t aborted; /* logins given up by the client */
    uint64_t users_tried; /* user names that failed from there; an estimate above 255 */
    uint64_t silent; /* sessions that logged in and handed in nothing */
    uint64_t messages; /* messages handed in */
    uint64_t logins; /* logins to read mail (Dovecot) */
    uint64_t plain_messages; /* messages handed in without a login */
    uint64_t rejects; /* commands refused */
    uint64_t abuse; /* times the protocol was broken */
    uint64_t limited; /* times a limit of this server was exceeded */
    uint64_t screened; /* complaints of postscreen */
    uint64_t listed; /* listings by DNS lists */
    uint64_t tls_failures; /* TLS handshakes that failed */
    uint64_t accounts; /* accounts that logged in from there */
} pfl_addresses_row;
#define PFL_ADDRESSES_ROW_CLIENT_ADDR (UINT64_C(1) << 0)
#define PFL_ADDRESSES_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_ADDRESSES_ROW_LAST (UINT64_C(1) << 2)
#define PFL_ADDRESSES_ROW_CONNECTIONS (UINT64_C(1) << 3)
#define PFL_ADDRESSES_ROW_LOST (UINT64_C(1) << 4)
#define PFL_ADDRESSES_ROW_FAILURES (UINT64_C(1) << 5)
#define PFL_ADDRESSES_ROW_AUTH_FAILURES (UINT64_C(1) << 6)
#define PFL_ADDRESSES_ROW_UNREAL_FAILURES (UINT64_C(1) << 7)
#define PFL_ADDRESSES_ROW_ABORTED (UINT64_C(1) << 8)
#define PFL_ADDRESSES_ROW_USERS_TRIED (UINT64_C(1) << 9)
#define PFL_ADDRESSES_ROW_SILENT (UINT64_C(1) << 10)
#define PFL_ADDRESSES_ROW_MESSAGES (UINT64_C(1) << 11)
#define PFL_ADDRESSES_ROW_LOGINS (UINT64_C(1) << 12)
#define PFL_ADDRESSES_ROW_PLAIN_MESSAGES (UINT64_C(1) << 13)
#define PFL_ADDRESSES_ROW_REJECTS (UINT64_C(1) << 14)
#define PFL_ADDRESSES_ROW_ABUSE (UINT64_C(1) << 15)
#define PFL_ADDRESSES_ROW_LIMITED (UINT64_C(1) << 16)
#define PFL_ADDRESSES_ROW_SCREENED (UINT64_C(1) << 17)
#define PFL_ADDRESSES_ROW_LISTED (UINT64_C(1) << 18)
#define PFL_ADDRESSES_ROW_TLS_FAILURES (UINT64_C(1) << 19)
#define PFL_ADDRESSES_ROW_ACCOUNTS (UINT64_C(1) << 20)

/* failures: failed and silent logins of each address, in ten minutes each. */
typedef struct pfl_failures_row {
    uint64_t present; /* PFL_FAILURES_ROW_ bits */
    pfl_span client_addr; /* address of a client */
    uint8_t reserved_0[4];
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t auth_failures; /* failed logins that Dovecot's auth process tells */
    uint64_t silent; /* sessions that logged in and handed in nothing */
    uint64_t limited; /* times a limit of this server was exceeded */
    int64_t first; /* the first time (microseconds) */
    int64_t first_silent; /* the first of the silent logins (microseconds) */
    int64_t last_silent; /* and the last of them (microseconds) */
} pfl_failures_row;
#define PFL_FAILURES_ROW_CLIENT_ADDR (UINT64_C(1) << 0)
#define PFL_FAILURES_ROW_TIME (UINT64_C(1) << 1)
#define PFL_FAILURES_ROW_FAILURES (UINT64_C(1) << 2)
#define PFL_FAILURES_ROW_AUTH_FAILURES (UINT64_C(1) << 3)
#define PFL_FAILURES_ROW_SILENT (UINT64_C(1) << 4)
#define PFL_FAILURES_ROW_LIMITED (UINT64_C(1) << 5)
#define PFL_FAILURES_ROW_FIRST (UINT64_C(1) << 6)
#define PFL_FAILURES_ROW_FIRST_SILENT (UINT64_C(1) << 7)
#define PFL_FAILURES_ROW_LAST_SILENT (UINT64_C(1) << 8)

/* names: user names that failed to log in. */
typedef struct pfl_names_row {
    uint64_t present; /* PFL_NAMES_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint8_t reserved_0[4];
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t auth_failures; /* failed logins that Dovecot's auth process tells */
    uint64_t failure_networks; /* networks its failed logins came from */
} pfl_names_row;
#define PFL_NAMES_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_NAMES_ROW_FIRST (UINT64_C(1) << 1)
#define PFL_NAMES_ROW_LAST (UINT64_C(1) << 2)
#define PFL_NAMES_ROW_FAILURES (UINT64_C(1) << 3)
#define PFL_NAMES_ROW_AUTH_FAILURES (UINT64_C(1) << 4)
#define PFL_NAMES_ROW_FAILURE_NETWORKS (UINT64_C(1) << 5)

/* domains: where mail to each domain went. */
typedef struct pfl_domains_row {
    uint64_t present; /* PFL_DOMAINS_ROW_ bits */
    pfl_span domain; /* domain of recipients */
    uint8_t reserved_0[4];
    uint64_t local; /* deliveries on this server: by local, virtual, lmtp, pipe */
    uint64_t relayed; /* deliveries by the relay transport, or to an internal address */
    uint64_t remote; /* deliveries to the Internet */
    uint64_t next_hops; /* who runs the servers they went to; 2 is two or more */
} pfl_domains_row;
#define PFL_DOMAINS_ROW_DOMAIN (UINT64_C(1) << 0)
#define PFL_DOMAINS_ROW_LOCAL (UINT64_C(1) << 1)
#define PFL_DOMAINS_ROW_RELAYED (UINT64_C(1) << 2)
#define PFL_DOMAINS_ROW_REMOTE (UINT64_C(1) << 3)
#define PFL_DOMAINS_ROW_NEXT_HOPS (UINT64_C(1) << 4)

/* messages: messages that are still in the queue. */
typedef struct pfl_messages_row {
    uint64_t present; /* PFL_MESSAGES_ROW_ bits */
    pfl_span host; /* host that wrote the lines */
    pfl_span queue_id; /* queue ID */
    pfl_span state; /* where a message is: queued, held */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    pfl_span from; /* envelope sender: in lower case, without its variable parts */
    uint8_t reserved_0[4];
    uint64_t size; /* size of a message (bytes) */
    uint32_t nrcpt; /* recipients of a message */
    uint8_t reserved_1[4];
    uint64_t finished; /* those with an outcome */
    int64_t first; /* the first time (microseconds) */
} pfl_messages_row;
#define PFL_MESSAGES_ROW_HOST (UINT64_C(1) << 0)
#define PFL_MESSAGES_ROW_QUEUE_ID (UINT64_C(1) << 1)
#define PFL_MESSAGES_ROW_STATE (UINT64_C(1) << 2)
#define PFL_MESSAGES_ROW_SASL_USERNAME (UINT64_C(1) << 3)
#define PFL_MESSAGES_ROW_UID (UINT64_C(1) << 4)
#define PFL_MESSAGES_ROW_CLIENT_ADDR (UINT64_C(1) << 5)
#define PFL_MESSAGES_ROW_FROM (UINT64_C(1) << 6)
#define PFL_MESSAGES_ROW_SIZE (UINT64_C(1) << 7)
#define PFL_MESSAGES_ROW_NRCPT (UINT64_C(1) << 8)
#define PFL_MESSAGES_ROW_FINISHED (UINT64_C(1) << 9)
#define PFL_MESSAGES_ROW_FIRST (UINT64_C(1) << 10)

/* evidence: lines kept as evidence. */
typedef struct pfl_evidence_row {
    uint64_t present; /* PFL_EVIDENCE_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    pfl_span kind; /* kind of event, or of evidence */
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    pfl_span file; /* name of the stream a line stands in */
    uint8_t reserved_0[4];
    uint64_t stream; /* number of a stream: hash of its first line */
    uint64_t offset; /* where a line begins (bytes) */
    pfl_span text; /* a line, its first 512 bytes; of a finding, what it is in words */
    uint8_t reserved_1[4];
} pfl_evidence_row;
#define PFL_EVIDENCE_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_EVIDENCE_ROW_UID (UINT64_C(1) << 1)
#define PFL_EVIDENCE_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_EVIDENCE_ROW_KIND (UINT64_C(1) << 3)
#define PFL_EVIDENCE_ROW_TIME (UINT64_C(1) << 4)
#define PFL_EVIDENCE_ROW_FILE (UINT64_C(1) << 5)
#define PFL_EVIDENCE_ROW_STREAM (UINT64_C(1) << 6)
#define PFL_EVIDENCE_ROW_OFFSET (UINT64_C(1) << 7)
#define PFL_EVIDENCE_ROW_TEXT (UINT64_C(1) << 8)

/* audit: the verdict on the server: one row. */
typedef struct pfl_audit_row {
    uint64_t present; /* PFL_AUDIT_ROW_ bits */
    uint32_t verdict; /* how bad it is: PFL_VERDICT_ */
    pfl_span reason; /* why: of a verdict on the server, what the log does not say; of another, the rules that decided */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t findings; /* findings about it */
    uint64_t masked; /* private addresses that several accounts use, trusted ones and proxies: no rule about addresses looks at them */
} pfl_audit_row;
#define PFL_AUDIT_ROW_VERDICT (UINT64_C(1) << 0)
#define PFL_AUDIT_ROW_REASON (UINT64_C(1) << 1)
#define PFL_AUDIT_ROW_FIRST (UINT64_C(1) << 2)
#define PFL_AUDIT_ROW_LAST (UINT64_C(1) << 3)
#define PFL_AUDIT_ROW_FINDINGS (UINT64_C(1) << 4)
#define PFL_AUDIT_ROW_MASKED (UINT64_C(1) << 5)

/* verdicts: the verdict on each account, local user and relaying client, the worst first. */
typedef struct pfl_verdicts_row {
    uint64_t present; /* PFL_VERDICTS_ROW_ bits */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    uint32_t verdict; /* how bad it is: PFL_VERDICT_ */
    pfl_span reason; /* why: of a verdict on the server, what the log does not say; of another, the rules that decided */
    uint32_t access_points; /* points for how somebody got in */
    uint32_t abuse_points; /* points for what was done */
    uint32_t known; /* 1 when there was a baseline: days on which it did what it usually does */
    uint32_t active; /* 1 when it still went on in the last hour that the log covers */
    uint8_t reserved_0[4];
    uint64_t findings; /* findings about it */
    int64_t entry; /* when somebody got in, as far as that is known (microseconds) */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t messages; /* messages handed in */
    uint64_t recipients; /* recipients of its messages, once each */
    uint64_t waiting; /* its messages that are still in the queue */
} pfl_verdicts_row;
#define PFL_VERDICTS_ROW_SASL_USERNAME (UINT64_C(1) << 0)
#define PFL_VERDICTS_ROW_UID (UINT64_C(1) << 1)
#define PFL_VERDICTS_ROW_CLIENT_ADDR (UINT64_C(1) << 2)
#define PFL_VERDICTS_ROW_VERDICT (UINT64_C(1) << 3)
#define PFL_VERDICTS_ROW_REASON (UINT64_C(1) << 4)
#define PFL_VERDICTS_ROW_ACCESS_POINTS (UINT64_C(1) << 5)
#define PFL_VERDICTS_ROW_ABUSE_POINTS (UINT64_C(1) << 6)
#define PFL_VERDICTS_ROW_KNOWN (UINT64_C(1) << 7)
#define PFL_VERDICTS_ROW_ACTIVE (UINT64_C(1) << 8)
#define PFL_VERDICTS_ROW_FINDINGS (UINT64_C(1) << 9)
#define PFL_VERDICTS_ROW_ENTRY (UINT64_C(1) << 10)
#define PFL_VERDICTS_ROW_FIRST (UINT64_C(1) << 11)
#define PFL_VERDICTS_ROW_LAST (UINT64_C(1) << 12)
#define PFL_VERDICTS_ROW_MESSAGES (UINT64_C(1) << 13)
#define PFL_VERDICTS_ROW_RECIPIENTS (UINT64_C(1) << 14)
#define PFL_VERDICTS_ROW_WAITING (UINT64_C(1) << 15)

/* findings: what each rule found, the worst first. */
typedef struct pfl_findings_row {
    uint64_t present; /* PFL_FINDINGS_ROW_ bits */
    uint32_t number; /* number of a finding, from 1 */
    pfl_span sasl_username; /* login name, in lower case */
    uint32_t uid; /* uid of a local user */
    pfl_span client_addr; /* address of a client */
    pfl_span rule; /* rule: R01 */
    uint32_t severity; /* how much a finding weighs: PFL_FINDING_ */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t count; /* how often */
    uint64_t limit; /* how many of that are too many, for this subject */
    uint64_t usual; /* the most of that in a time as long, on earlier days without findings */
    uint32_t access_points; /* points for how somebody got in */
    uint32_t abuse_points; /* points for what was done */
    pfl_span technique; /* MITRE ATT&CK techniques, a space between two */
    uint8_t reserved_0[4];
    uint64_t sources; /* addresses of a finding, also those that are not listed */
    pfl_span text; /* a line, its first 512 bytes; of a finding, what it is in words */
    uint8_t reserved_1[4];
} pfl_findings_row;
#define PFL_FINDINGS_ROW_NUMBER (UINT64_C(1) << 0)
#define PFL_FINDINGS_ROW_SASL_USERNAME (UINT64_C(1) << 1)
#define PFL_FINDINGS_ROW_UID (UINT64_C(1) << 2)
#define PFL_FINDINGS_ROW_CLIENT_ADDR (UINT64_C(1) << 3)
#define PFL_FINDINGS_ROW_RULE (UINT64_C(1) << 4)
#define PFL_FINDINGS_ROW_SEVERITY (UINT64_C(1) << 5)
#define PFL_FINDINGS_ROW_FIRST (UINT64_C(1) << 6)
#define PFL_FINDINGS_ROW_LAST (UINT64_C(1) << 7)
#define PFL_FINDINGS_ROW_COUNT (UINT64_C(1) << 8)
#define PFL_FINDINGS_ROW_LIMIT (UINT64_C(1) << 9)
#define PFL_FINDINGS_ROW_USUAL (UINT64_C(1) << 10)
#define PFL_FINDINGS_ROW_ACCESS_POINTS (UINT64_C(1) << 11)
#define PFL_FINDINGS_ROW_ABUSE_POINTS (UINT64_C(1) << 12)
#define PFL_FINDINGS_ROW_TECHNIQUE (UINT64_C(1) << 13)
#define PFL_FINDINGS_ROW_SOURCES (UINT64_C(1) << 14)
#define PFL_FINDINGS_ROW_TEXT (UINT64_C(1) << 15)

/* finding_sources: the addresses of each finding, 32 at most. */
typedef struct pfl_finding_sources_row {
    uint64_t present; /* PFL_FINDING_SOURCES_ROW_ bits */
    uint32_t number; /* number of a finding, from 1 */
    pfl_span client_addr; /* address of a client */
    int64_t first; /* the first time (microseconds) */
    int64_t last; /* the last time (microseconds) */
    uint64_t failures; /* failed logins: those that smtpd and login processes tell, or if that is more, those of Dovecot's auth */
    uint64_t messages; /* messages handed in */
} pfl_finding_sources_row;
#define PFL_FINDING_SOURCES_ROW_NUMBER (UINT64_C(1) << 0)
#define PFL_FINDING_SOURCES_ROW_CLIENT_ADDR (UINT64_C(1) << 1)
#define PFL_FINDING_SOURCES_ROW_FIRST (UINT64_C(1) << 2)
#define PFL_FINDING_SOURCES_ROW_LAST (UINT64_C(1) << 3)
#define PFL_FINDING_SOURCES_ROW_FAILURES (UINT64_C(1) << 4)
#define PFL_FINDING_SOURCES_ROW_MESSAGES (UINT64_C(1) << 5)

/* finding_lines: lines that show each finding, 8 at most; their text where the state keeps it. */
typedef struct pfl_finding_lines_row {
    uint64_t present; /* PFL_FINDING_LINES_ROW_ bits */
    uint32_t number; /* number of a finding, from 1 */
    uint8_t reserved_0[4];
    int64_t time; /* when; of an hour, a day or ten minutes, when they begin (microseconds) */
    pfl_span file; /* name of the stream a line stands in */
    uint8_t reserved_1[4];
    uint64_t stream; /* number of a stream: hash of its first line */
    uint64_t offset; /* where a line begins (bytes) */
    pfl_span text; /* a line, its first 512 bytes; of a finding, what it is in words */
    uint8_t reserved_2[4];
} pfl_finding_lines_row;
#define PFL_FINDING_LINES_ROW_NUMBER (UINT64_C(1) << 0)
#define PFL_FINDING_LINES_ROW_TIME (UINT64_C(1) << 1)
#define PFL_FINDING_LINES_ROW_FILE (UINT64_C(1) << 2)
#define PFL_FINDING_LINES_ROW_STREAM (UINT64_C(1) << 3)
#define PFL_FINDING_LINES_ROW_OFFSET (UINT64_C(1) << 4)
#define PFL_FINDING_LINES_ROW_TEXT (UINT64_C(1) << 5)

#endif

/*
 * Reading a state: as tables of plain records.
 *
 *     pfl_view *view;
 *     pfl_rows *rows;
 *     pfl_accounts_row accounts[64];
 *     const pfl_rows_options top = {.size = sizeof top, .table = PFL_TABLE_ACCOUNTS,
 *                                   .order = PFL_COLUMN_RECIPIENTS, .descending = 1, .limit = 20};
 *     pfl_view_create(&view, state);
 *     pfl_rows_create(&rows, view, &top);
 *     while (pfl_rows_next(rows, accounts, sizeof *accounts, 64, &count) == PFL_OK)
 *         for (i = 0; i < count; i++)
 *             use(&accounts[i], pfl_rows_text(rows));
 *     pfl_rows_destroy(rows);
 *     pfl_view_destroy(view);
 *
 * A view is the state as it is now, with all messages counted that are still in the
 * queue, as if nothing more came. The records are plain data as events are: text is a
 * pfl_span into pfl_rows_text(), and a column that a row does not have is 0, with its
 * bit in `present` clear. tables.h has the records; pfl_table_info() tells their
 * columns at run time.
 *
 * Views and rows allocate, with the state's allocator and beyond its max_memory: a
 * view about 100 bytes for each account, message in the queue and domain that an
 * account wrote to, rows 24 bytes each. The state must outlive them, and refuses
 * changes (PFL_ERR_STATE) while a view of it is open. Several threads may read one
 * view, each with rows of its own.
 */
#ifndef POSTFIXLOG_ROWS_H
#define POSTFIXLOG_ROWS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pfl_view pfl_view;
typedef struct pfl_rows pfl_rows;

/* Tables with this code and above are of an audit, not of a view: detect.h. */
#define PFL_AUDIT_TABLES 60

/* A table. */
typedef struct pfl_table {
    const char *name; /* "accounts" */
    const char *doc;  /* what a row is */
    const pfl_field *columns;
    uint16_t column_count;
    uint16_t code;        /* PFL_TABLE_ */
    uint16_t record_size; /* of its record, in bytes */
    uint16_t reserved;
} pfl_table;

/*
 * Reflection, as for events: constant tables, from any thread. In a pfl_field of a
 * table, id is PFL_COLUMN_, offset counts from the record's start, and bit is that of
 * the record's `present`.
 */

/* The index-th table, in the order of their codes; NULL past the last. */
PFL_API const pfl_table *pfl_table_at(size_t index);

/* The table of a code or of a name; NULL when there is none. */
PFL_API const pfl_table *pfl_table_info(uint16_t code);
PFL_API const pfl_table *pfl_table_by_name(const char *name);

/* Opens a view. Returns PFL_OK and sets *view; PFL_ERR_ARGUMENT or PFL_ERR_MEMORY, with *view NULL. */
PFL_API int32_t pfl_view_create(pfl_view **view, pfl_aggregator *state);
PFL_API void pfl_view_destroy(pfl_view *view);

/* Which rows. */
typedef struct pfl_rows_options {
    uint32_t size;       /* sizeof(pfl_rows_options) */
    uint16_t table;      /* PFL_TABLE_ */
    uint16_t order;      /* PFL_COLUMN_ of a column of that table that is no text; 0: by what the row is about */
    uint32_t descending; /* 1: the largest first. Equal ones always come by what they are about */
    uint32_t reserved;
    uint64_t limit; /* so many rows at most; 0 for all */

    /*
     * Only rows about one account, local user, address, name, domain, host or queue ID:
     * the text of the first column that tells what a row is about, in any case. 0 for all.
     */
    const char *key;
    size_t key_length;
} pfl_rows_options;

/*
 * Opens the rows of a table. Returns PFL_OK and sets *rows; PFL_ERR_ARGUMENT (a NULL,
 * no such table, one of an audit, or an order that it does not have), PFL_ERR_OPTION (size) or
 * PFL_ERR_MEMORY, with *rows NULL. The view must outlive them.
 */
PFL_API int32_t pfl_rows_create(pfl_rows **rows, const pfl_view *view, const pfl_rows_options *options);
PFL_API void pfl_rows_destroy(pfl_rows *rows);

/* The table they are of; NULL for NULL. */
PFL_API const pfl_table *pfl_rows_table(const pfl_rows *rows);

/* How many rows there are in all. */
PFL_API uint64_t pfl_rows_count(const pfl_rows *rows);

/*
 * The next rows: up to capacity records of record_size bytes, which has to be that of
 * the table. Returns PFL_OK with *count > 0, or PFL_END with 0. Their text is valid
 * until the next call. Errors: PFL_ERR_ARGUMENT, PFL_ERR_LAYOUT, and PFL_ERR_MEMORY
 * for hours.
 */
PFL_API int32_t pfl_rows_next(pfl_rows *rows, void *records, size_t record_size, size_t capacity, size_t *count);

/* Where the text of the rows delivered last starts. Never NULL. */
PFL_API const char *pfl_rows_text(const pfl_rows *rows);

/*
 * Writes a row as a JSON object, {"table":"accounts","sasl_username":...}, by the rules
 * of pfl_event_json() and with its returns; a stream's number is a string of 16 hex
 * digits. text is pfl_rows_text(). Any thread.
 */
PFL_API int32_t pfl_row_json(uint16_t table, const void *record, const char *text, char *buffer, size_t capacity,
                             size_t *length);

#ifdef __cplusplus
}
#endif

#endif

/*
 * Columns: events and tables as Arrow, which pyarrow, polars, pandas, DuckDB, Spark and
 * R read without a copy. Of Arrow only three plain structs are used, the C Data and C
 * Stream Interface (arrow.apache.org/docs/format/CDataInterface.html); no library is.
 *
 *     struct ArrowArrayStream stream;
 *     if (pfl_arrow_stream_file(&stream, NULL, open("mail.log", O_RDONLY), NULL) != PFL_OK) ...
 *     consume(&stream);                   (whoever takes it also releases it)
 *
 * Events are one wide table, of the same columns for every log and every kind:
 *
 *   kind                       its name, from a dictionary
 *   time                       timestamp[us, UTC]
 *   line, offset               int64
 *   host, program, pid ...     the fields of all kinds, in the order of their ids
 *   repeat                     int64
 *   truncated ... hour_doubled bool: the flags, as in JSON
 *   escaped                    bool: a text of this row has bytes as \xHH
 *
 * The tables of a state have the columns that pfl_table_info() tells, and `escaped`.
 *
 * Absent is null, and its slot is 0. Text is UTF-8, always: a byte that is not has the
 * form \xHH, as in JSON (json.h), and so has a backslash that would read as one; nothing
 * else is changed. Numbers are signed, for readers that know no others: 16 bits become
 * int32, wider ones int64 (what does not fit is its highest). A duration is an int64 of
 * microseconds; severity and category are their names, from dictionaries; the number of
 * a stream is a text of 16 hex digits. A field's unit stands in its metadata.
 *
 * What is exported lives on its own: schemas, batches and streams may be released in any
 * order, on any thread, after the handles they came from.
 */
#ifndef POSTFIXLOG_ARROW_H
#define POSTFIXLOG_ARROW_H

#ifdef __cplusplus
extern "C" {
#endif

/* As Arrow's specification gives them, behind its own guards: Apache License 2.0. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE           2
#define ARROW_FLAG_MAP_KEYS_SORTED    4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

#endif

/*
 * Bits of pfl_arrow_options.flags.
 *
 *   BINARY  text columns are binary: the bytes of the log as they are, nothing is escaped
 *   COPY    pfl_arrow_stream_bytes: data is copied, and may go away at once
 */
#define PFL_ARROW_BINARY UINT32_C(1)
#define PFL_ARROW_COPY   UINT32_C(2)

#define PFL_ARROW_DEFAULT_ROWS 16384
#define PFL_ARROW_MAX_ROWS     1048576

/* Options of everything below; all zero is fine. */
typedef struct pfl_arrow_options {
    uint32_t size;  /* sizeof(pfl_arrow_options) */
    uint32_t flags; /* PFL_ARROW_ bits */

    /*
     * The columns wanted, by their names, in this order; copied. NULL for all. Columns
     * that are not among them cost nothing.
     */
    const char *const *columns;
    uint32_t column_count;

    /*
     * The most rows of a batch, 1 to PFL_ARROW_MAX_ROWS; 0 for PFL_ARROW_DEFAULT_ROWS.
     * The first batches are smaller: 1,024 rows at most, then twice as many each time.
     */
    uint32_t batch_rows;

    /* NULL inside for the C library's. It has to outlive all that is exported, and serves every thread that releases.
     */
    pfl_allocator allocator;
} pfl_arrow_options;

/* === Streams === */

/*
 * Makes a stream of the events in data[0 .. length), the whole of a log: its end ends a
 * line. data must stay as it is until the stream is released, unless PFL_ARROW_COPY is
 * given. parser (its options, NULL for none) is copied.
 *
 * Returns PFL_OK and sets *stream, which is the caller's to hand on or to release. Else
 * stream->release is NULL: PFL_ERR_ARGUMENT (a NULL; a column that is not there, or
 * twice; batch_rows; as pfl_parser_create), PFL_ERR_OPTION (as pfl_parser_create; an
 * unknown flag) or PFL_ERR_MEMORY.
 *
 * The stream's own calls return 0 or an errno: ENOMEM, or what read() had. An error is
 * there to stay, with a sentence from get_last_error.
 */
PFL_API int32_t pfl_arrow_stream_bytes(struct ArrowArrayStream *stream, const pfl_parser_options *parser,
                                       const void *data, size_t length, const pfl_arrow_options *options);

/*
 * The same of what a file descriptor has from where it stands, read as the stream is
 * read. It is the stream's from then on, and closed with it; also when this call fails.
 */
PFL_API int32_t pfl_arrow_stream_file(struct ArrowArrayStream *stream, const pfl_parser_options *parser, int fd,
                                      const pfl_arrow_options *options);

/*
 * The rows of a table that pfl_rows_next() has not delivered yet, which are then used up,
 * and copied: rows, view and state may go away. Errors as above, and as pfl_rows_next().
 */
PFL_API int32_t pfl_arrow_stream_rows(struct ArrowArrayStream *stream, pfl_rows *rows,
                                      const pfl_arrow_options *options);

/* === Batches by hand === */

/*
 * Collects events as they come, in pieces or out of other work:
 *
 *     pfl_arrow_create(&arrow, NULL);
 *     while (pfl_parser_next(parser, events, sizeof *events, 64, &count) == PFL_OK) {
 *         pfl_arrow_add(arrow, parser, chunk, events, sizeof *events, count);
 *         while (pfl_arrow_next(arrow, &array) == PFL_OK)
 *             use(&array);
 *     }
 *     pfl_arrow_finish(arrow);             (then pfl_arrow_next until PFL_END)
 *     pfl_arrow_destroy(arrow);
 *
 * One handle is used by one thread at a time.
 */
typedef struct pfl_arrow pfl_arrow;

/* Makes a handle. Returns PFL_OK and sets *arrow, or an error as above, with *arrow NULL. */
PFL_API int32_t pfl_arrow_create(pfl_arrow **arrow, const pfl_arrow_options *options);

/* Releases a handle and what was not taken out of it; NULL is fine. */
PFL_API void pfl_arrow_destroy(pfl_arrow *arrow);

/* Sets *schema, that of the batches. Returns PFL_OK; PFL_ERR_ARGUMENT or PFL_ERR_MEMORY, with schema->release NULL. */
PFL_API int32_t pfl_arrow_schema(const pfl_arrow *arrow, struct ArrowSchema *schema);

/*
 * Adds events as pfl_parse, pfl_parser_next, pfl_parse_line or pfl_parse_message has just
 * delivered them; nothing of them is kept but copies. Errors: PFL_ERR_ARGUMENT (a NULL;
 * events may be NULL when count is 0; a span that ends behind its text), PFL_ERR_LAYOUT,
 * PFL_ERR_STATE (finished), PFL_ERR_MEMORY. Then the events before the one in question
 * were added, it and those behind it were not.
 */
PFL_API int32_t pfl_arrow_add(pfl_arrow *arrow, const pfl_parser *parser, const void *data, const pfl_event *events,
                              size_t event_size, size_t count);

/* Says that no more follows: the batch begun last is whole. Errors: PFL_ERR_ARGUMENT, PFL_ERR_MEMORY. */
PFL_API int32_t pfl_arrow_finish(pfl_arrow *arrow);

/*
 * Takes out the oldest whole batch. Returns PFL_OK and sets *array, a struct array with a
 * child for each column; or, with array->release NULL, PFL_NEED_MORE, PFL_END (finished,
 * and all was taken) or PFL_ERR_ARGUMENT.
 */
PFL_API int32_t pfl_arrow_next(pfl_arrow *arrow, struct ArrowArray *array);

/*
 * Finishes a handle and makes a stream of the batches that are in it. The handle is the
 * stream's from then on. Returns PFL_OK and sets *stream; PFL_ERR_ARGUMENT or
 * PFL_ERR_MEMORY, with stream->release NULL and the handle still the caller's.
 */
PFL_API int32_t pfl_arrow_stream(struct ArrowArrayStream *stream, pfl_arrow *arrow);

#ifdef __cplusplus
}
#endif

#endif

/*
 * Events as CSV (RFC 4180): one wide table, a column for every field there is.
 */
#ifndef POSTFIXLOG_CSV_H
#define POSTFIXLOG_CSV_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Writes the row of column names, or one event as a row, without a line end.
 *
 * The columns are kind, time, file, line, the head's other fields, the fields of
 * all kinds in the order of their ids, repeat (always written) and flags (names
 * joined by a blank). Derived fields have none. Absent is an empty cell, empty
 * text is "". Values are those of the JSON form, and text is escaped by its
 * rules, except that a row is one line and CSV has no \u: controls, bidirectional
 * marks and line separators are the \xHH of their bytes.
 *
 * Text is not changed for the sake of spreadsheets: one that takes a cell which
 * starts with = or @ for a formula has to be told to import text.
 *
 * Arguments and results as pfl_event_json.
 */
PFL_API int32_t pfl_csv_header(char *buffer, size_t capacity, size_t *length);
PFL_API int32_t pfl_event_csv(const pfl_event *event, const char *text, const char *file, char *buffer, size_t capacity,
                              size_t *length);

#ifdef __cplusplus
}
#endif

#endif

/*
 * Was this server broken into? The rules, and the verdict on each account.
 *
 *     pfl_view_create(&view, state);
 *     pfl_audit_create(&audit, view, NULL);
 *     pfl_audit_rows(&rows, audit, &(pfl_rows_options){.size = sizeof(pfl_rows_options), .table = PFL_TABLE_VERDICTS});
 *     while (pfl_rows_next(rows, verdicts, sizeof *verdicts, 64, &count) == PFL_OK)
 *         ...
 *     pfl_rows_destroy(rows);
 *     pfl_audit_destroy(audit);
 *     pfl_view_destroy(view);
 *
 * An audit looks at a view once and keeps what it found: findings, each of one rule
 * and about one account, local user or client (or about none of them), with numbers,
 * limits, times, addresses and the places of a few lines; and for each of these
 * subjects a verdict. Everything follows from the state alone: the same lines, read in
 * whatever parts, give the same audit, whenever and wherever it is made. No rule asks
 * a clock, a network or another file.
 *
 * Five tables (tables.h) are read as those of a view are:
 *
 *   PFL_TABLE_AUDIT            one row: the verdict on the server
 *   PFL_TABLE_VERDICTS         one row for each subject, the worst first
 *   PFL_TABLE_FINDINGS         the findings, the worst first, numbered from 1
 *   PFL_TABLE_FINDING_SOURCES  the addresses of a finding, 32 at most
 *   PFL_TABLE_FINDING_LINES    lines that show it, 8 at most
 *
 * An audit allocates as a view does, about 100 bytes for each failed login that the
 * state keeps; findings are limited (16,384 at most, those of lower severity go
 * first). The view must outlive it. Several threads may read one audit, each with rows
 * of its own.
 */
#ifndef POSTFIXLOG_DETECT_H
#define POSTFIXLOG_DETECT_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pfl_audit pfl_audit;

/* How bad it is. Pinned: a release may add some between these. */
enum {
    PFL_VERDICT_CLEAN = 0,       /* nothing was found, and the log says enough to tell */
    PFL_VERDICT_UNKNOWN = 10,    /* nothing was found, but the log does not say enough */
    PFL_VERDICT_ATTACKED = 20,   /* somebody tries to get in; nothing says that it worked */
    PFL_VERDICT_CHECK = 30,      /* unusual: somebody should look at it */
    PFL_VERDICT_LIKELY = 40,     /* most likely in the hands of somebody else */
    PFL_VERDICT_COMPROMISED = 50 /* in the hands of somebody else: they got in, and used it */
};

/* "likely", or NULL for a number that is none; valid for ever. Any thread. */
PFL_API const char *pfl_verdict_name(uint32_t verdict);

/* How much a finding weighs. Pinned. */
enum {
    PFL_FINDING_INFO = 0, /* goes with others: never a reason by itself */
    PFL_FINDING_LOW = 10,
    PFL_FINDING_MEDIUM = 20,
    PFL_FINDING_HIGH = 30,
    PFL_FINDING_CRITICAL = 40
};

/* "high", or NULL for a number that is none; and the number of a name, -1 for none. Any thread. */
PFL_API const char *pfl_finding_name(uint32_t severity);
PFL_API int32_t pfl_finding_code(const char *name);

/* === The rules === */

/* A rule. */
typedef struct pfl_rule {
    const char *name;      /* "R01" */
    const char *title;     /* "a login succeeded after failures from the same address" */
    const char *doc;       /* what it looks at, and what it is fooled by */
    const char *technique; /* MITRE ATT&CK, "T1110.001 T1110.003"; "" for none */
    uint32_t severity;     /* the highest it gives: PFL_FINDING_ */
    uint32_t reserved;
} pfl_rule;

/* A number that a rule compares with. */
typedef struct pfl_limit {
    const char *name; /* "R09.messages": the rule's name, and its own */
    const char *doc;  /* what it limits */
    uint32_t code;    /* for pfl_limit_setting; pinned */
    uint32_t usual;   /* its default */
} pfl_limit;

/*
 * Constant tables, from any thread: the index-th rule or limit, in the order of the
 * rules' names, NULL past the last; and the rule of a name, NULL when there is none.
 */
PFL_API const pfl_rule *pfl_rule_at(size_t index);
PFL_API const pfl_rule *pfl_rule_by_name(const char *name);
PFL_API const pfl_limit *pfl_limit_at(size_t index);

/* === Options === */

/* Another value for a limit. */
typedef struct pfl_limit_setting {
    uint32_t limit; /* pfl_limit.code */
    uint32_t value; /* 1 or more */
} pfl_limit_setting;

/* Options of pfl_audit_create; all zero is fine. All they point to is copied. */
typedef struct pfl_audit_options {
    uint32_t size; /* sizeof(pfl_audit_options) */
    uint32_t reserved;

    /* Networks that are one's own: no rule about addresses counts what comes from there, and no relaying from there is
     * found. */
    const pfl_network *trusted;
    size_t trusted_count;

    /* Proxies and webmail: whoever comes from there may be anybody, so rules about addresses do not look at it. */
    const pfl_network *proxies;
    size_t proxy_count;

    /* Accounts, and networks, of monitoring: their logins are never a probe of a stolen password. */
    const char *const *monitors; /* names, ended by 0 */
    size_t monitor_count;
    const pfl_network *monitor_networks;
    size_t monitor_network_count;

    /* Accounts that send to many: newsletters, lists, invoices. Rates and spread are theirs to choose. */
    const char *const *bulk;
    size_t bulk_count;

    const pfl_limit_setting *limits;
    size_t limit_count;
} pfl_audit_options;

/* === The audit === */

/*
 * Looks at a view. options may be NULL. Returns PFL_OK and sets *audit;
 * PFL_ERR_ARGUMENT (a NULL, a count without its array, no such limit, a value of 0),
 * PFL_ERR_OPTION (size is 0, or a tail this release does not know is not zero) or
 * PFL_ERR_MEMORY, with *audit NULL.
 */
PFL_API int32_t pfl_audit_create(pfl_audit **audit, const pfl_view *view, const pfl_audit_options *options);

/* Releases an audit; NULL is fine. */
PFL_API void pfl_audit_destroy(pfl_audit *audit);

/*
 * Opens the rows of one of the five tables, or of any table of the view; else as
 * pfl_rows_create(). Their key is the account, uid or address that findings are about;
 * for sources and lines, the number of the finding. The audit must outlive them.
 */
PFL_API int32_t pfl_audit_rows(pfl_rows **rows, const pfl_audit *audit, const pfl_rows_options *options);

#ifdef __cplusplus
}
#endif

#endif

/*
 * Events as JSON: one object a line.
 */
#ifndef POSTFIXLOG_JSON_H
#define POSTFIXLOG_JSON_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Writes one event as a JSON object, without a line end, into buffer[0 .. capacity).
 *
 * Keys come in schema order: kind, time, file, line, host, program, pid,
 * queue_id, severity, the fields of the kind's record, message; absent fields
 * are left out. A time is a string in UTC
 * ("2026-07-10T05:02:12Z", with six digits of a second when it has a fraction),
 * a duration a number of seconds, everything else a number or a string. repeat
 * is a key when it is not 1, and so is each flag that is set ("ambiguous":true).
 *
 * Text that is not UTF-8 keeps its bytes as \xHH: the object then has
 * "escaped":true, and so it has when a backslash that would read as such a byte
 * is itself written \x5c: two different texts never become one. Controls (C0, DEL
 * and C1), bidirectional marks and line separators are \u escapes.
 *
 * text is pfl_event_text() of the event. file is the key file (0-terminated), or
 * NULL for none. Sets *length to the length of the object. Returns PFL_OK;
 * PFL_FULL when it does not fit (call again with *length bytes: nothing useful
 * was written; buffer may be NULL when capacity is 0); PFL_ERR_ARGUMENT, also for
 * a span that ends behind the text. A year beyond 0000 to 9999 is written with
 * its sign and six digits. Any thread.
 */
PFL_API int32_t pfl_event_json(const pfl_event *event, const char *text, const char *file, char *buffer,
                               size_t capacity, size_t *length);

/*
 * Writes text[0 .. length) as a JSON string, quotes included, by the same rules;
 * for programs that print more than events. *escaped, if given, is set to 1 when
 * \xHH was needed, and left alone otherwise. Returns as above.
 */
PFL_API int32_t pfl_text_json(const char *text, size_t text_length, char *buffer, size_t capacity, size_t *length,
                              int32_t *escaped);

#ifdef __cplusplus
}
#endif

#endif

/*
 * Queue IDs: what Postfix puts into them (global/mail_queue.h).
 */
#ifndef POSTFIXLOG_QUEUE_ID_H
#define POSTFIXLOG_QUEUE_ID_H

#ifdef __cplusplus
extern "C" {
#endif

enum {
    PFL_QUEUE_ID_SHORT = 1, /* 5 hex digits of microseconds, then the inode in hex */
    PFL_QUEUE_ID_LONG = 2   /* enable_long_queue_ids, 2.9: seconds, microseconds, z, inode */
};

/* What a queue ID says of its queue file. */
typedef struct pfl_queue_id {
    int64_t time;         /* when it was made: microseconds since 1970 UTC; PFL_TIME_INVALID in the short form */
    uint64_t inode;       /* number of its file, unique in the queue's file system while the file is there */
    uint32_t microsecond; /* of the second it was made in: all that the short form tells of the time */
    uint8_t form;         /* PFL_QUEUE_ID_SHORT or PFL_QUEUE_ID_LONG */
    uint8_t reserved[3];
} pfl_queue_id;

/*
 * Takes a queue ID apart. Returns PFL_OK, or PFL_ERR_ARGUMENT with *out untouched
 * when text[0 .. length) is none that Postfix makes. Short IDs are used again as
 * soon as their file is gone, so one alone names no message. Any thread.
 */
PFL_API int32_t pfl_queue_id_decode(const char *text, size_t length, pfl_queue_id *out);

#ifdef __cplusplus
}
#endif

#endif

/*
 * libpostfixlog: typed events from Postfix logs, and who did what by them.
 *
 *   base.h      version, status codes, allocator
 *   events.h    the event record, kinds and fields (kinds.h), reflection
 *   parser.h    bytes to events
 *   queue_id.h  queue IDs taken apart
 *   json.h      events to JSON
 *   csv.h       events to CSV
 *   aggregate.h events to a state: accounts, addresses, messages; adding states up, saving, loading
 *   rows.h      a state as tables of records (tables.h), and rows to JSON
 *   network.h   addresses and networks
 *   arrow.h     events and rows as Arrow's columns
 *
 * Manners that hold everywhere: names start with pfl_; handles are opaque and
 * belong to whoever created them; records are plain data with fixed-width
 * fields; options structs start with their own size; functions return a status
 * and never print, abort, call back or touch global state; needs nothing but
 * libc.
 */
#ifndef POSTFIXLOG_POSTFIXLOG_H
#define POSTFIXLOG_POSTFIXLOG_H

#endif
