#include "lib/daemons/daemons.h"

/*
 * smtp(8) and lmtp(8): deliveries, and what happened at one server while others
 * were left to try (smtp/smtp_connect.c, smtp_trouble.c).
 */

/* host H[A] said: REPLY; host H[A] refused to talk to me: REPLY; SASL authentication failed; server H[A] said: REPLY */
static bool host_said(struct line *line, cursor c)
{
    struct relay relay;
    piece reply;
    if (!(literal(&c, "host ") || literal(&c, "SASL authentication failed; server ") ||
          literal(&c, "SASL [CACHED] authentication failed; server ")) ||
        !pfl_word_relay(&c, &relay) || !(literal(&c, " said: ") || literal(&c, " refused to talk to me: ")))
        return false;
    rest(&c, &reply);
    line->event->kind = PFL_KIND_ATTEMPT;
    SET_RELAY(line, attempt, relay);
    SET_TEXT(line, attempt, reply, reply);
    return true;
}

/* lost connection with H[A] while X; conversation with H[A] timed out while X */
static bool host_lost(struct line *line, cursor c)
{
    struct relay relay;
    piece reason;
    if ((!literal(&c, "lost connection with ") && !literal(&c, "conversation with ")) || !pfl_word_relay(&c, &relay) ||
        !literal(&c, " "))
        return false;
    rest(&c, &reason);
    line->event->kind = PFL_KIND_ATTEMPT;
    SET_RELAY(line, attempt, relay);
    SET_TEXT(line, attempt, reason, reason);
    return true;
}

/* Reasons that start without a host. */
static bool other_reason(struct line *line, cursor c)
{
    static const char *const starts[] = {
        "Cannot start TLS: ",
        "TLS is required, but ",
        "Sender requested REQUIRETLS, but ",
        "REQUIRETLS policy configuration error",
        "Server certificate not ",
        "SASL authentication failed",
        "SASL [CACHED] authentication failed; ",
        "client TLS configuration problem",
        "message requires SMTPUTF8, but ",
        "mail for ",
        "network address conversion failed: ",
        "unable to look up host ",
        "local data error while talking to ",
        "TLSA lookup error for ",
    };
    piece reason;
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        cursor at = c;
        if (literal(&at, starts[i])) {
            rest(&c, &reason);
            line->event->kind = PFL_KIND_ATTEMPT;
            SET_TEXT(line, attempt, reason, reason);
            return true;
        }
    }
    return false;
}

/* connect to HOST[ADDRESS]:PORT: ERROR */
static bool connect_error(struct line *line, cursor c)
{
    struct relay relay;
    piece reason;
    if (!literal(&c, "connect to ") || !pfl_word_relay(&c, &relay) || !literal(&c, ": "))
        return false;
    rest(&c, &reason);
    line->event->kind = PFL_KIND_ATTEMPT;
    SET_RELAY(line, attempt, relay);
    SET_TEXT(line, attempt, reason, reason);
    return true;
}

bool pfl_read_smtp(struct line *line)
{
    cursor c = line->rest;
    if (line->event->severity != PFL_SEVERITY_INFO)
        return false;
    if (line->has_queue)
        return pfl_read_delivery(line) || host_said(line, c) || host_lost(line, c) || other_reason(line, c);
    return pfl_read_tls(line) || connect_error(line, c) || pfl_read_restart(line);
}
