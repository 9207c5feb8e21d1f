/*
 * The context behind a refusal: from, to, proto, helo and the login, as smtpd's
 * smtpd_whatsup() writes them, and cleanup(8) for header checks.
 *
 *   [ from=<A>][ to=<A>][ proto=P][ helo=<H>] and, by its writer, an end
 *
 * The text before it and the addresses in it are partly what a client wrote, so
 * a whole forged context can stand in front of the real one or inside it. Every
 * start that the caller names is tried, with every end that the addresses may
 * have; only what fits to the end of the line counts. If two readings differ
 * behind the addresses, none is believed. (That an address might have swallowed
 * the next one, "x> to=<y", can be said of every line: the short one is taken.)
 */
#ifndef PFL_DAEMONS_CONTEXT_H
#define PFL_DAEMONS_CONTEXT_H

#include "lib/daemons/tokens.h"

/* What may follow helo. */
enum context_end {
    END_SASL,         /* [ sasl_method=M][ sasl_username=U][ sasl_sender=S] (smtpd_check.c, since 3.10) */
    END_SASL_BRACKET, /* [ sasl_username=<U>] (Milters and proxies, since 3.2) */
    END_TEXT,         /* [: TEXT] (cleanup_message.c) */
    END_NOTHING
};

/* Whether a context names the protocol: not for mail that did not come by SMTP, nor for MIME errors. */
enum context_proto { PROTO_ALWAYS, PROTO_MAYBE, PROTO_NEVER };

struct context_format {
    enum context_end end;
    enum context_proto proto;
    bool raw_helo;    /* what is special in the HELO name was not replaced by ? */
    bool odd_domains; /* addresses of a local user, whose domain nobody has checked */
};

struct context {
    const char *start;                                                          /* as the caller gave it */
    piece from, to, proto, helo, sasl_method, sasl_username, sasl_sender, text; /* at NULL for none */
};

struct contexts {
    struct context first;
    size_t count; /* readings that differ: 0, 1 or 2 for more */
    size_t fits;  /* all of them */
    size_t tries;
};

/* Adds the readings of a context that starts at c, to none at first. */
void pfl_read_context(cursor c, const struct context_format *format, struct contexts *out);

#endif
