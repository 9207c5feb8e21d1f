#include "lib/daemons/daemons.h"

/* smtpd(8) on clients that break the protocol or come too often (smtpd/smtpd.c). */

/* REASON after WHERE[ (N bytes)] from CLIENT[: DATA]: information */
static bool after_state(struct line *line, cursor c)
{
    static const char *const reasons[] = {"improper command pipelining", "too many errors", "bare <LF> received"};
    struct client client;
    piece state, data, reason = {NULL, 0};
    uint64_t bytes = 0;
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0] && reason.at == NULL; i++)
        if (literal(&c, reasons[i]))
            reason = piece_between(line->rest.at, c.at);
    if (reason.at == NULL || !literal(&c, " after ") || !pfl_word_state(&c, &state))
        return false;
    bool counted = literal(&c, " (");
    if ((counted && (!line_number(&c, UINT64_MAX, &bytes) || !literal(&c, " bytes)"))) || !literal(&c, " from ") ||
        !pfl_word_client(&c, &client))
        return false;
    if (literal(&c, ": ")) {
        rest(&c, &data);
        SET_TEXT(line, abuse, data, data);
    }
    if (!cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_PROTOCOL_ABUSE;
    SET_CLIENT(line, abuse, client);
    SET_TEXT(line, abuse, reason, reason);
    SET_TEXT(line, abuse, where, state);
    if (counted)
        SET_NUMBER(line, abuse, bytes, bytes);
    return true;
}

/* warning: non-SMTP command from CLIENT: DATA; Illegal address syntax from CLIENT in CMD command: DATA */
static bool bad_command(struct line *line, cursor c)
{
    struct client client;
    piece data, state = {NULL, 0};
    bool address = literal(&c, "Illegal address syntax");
    if (!address && !literal(&c, "non-SMTP command"))
        return false;
    piece reason = piece_between(line->rest.at, c.at);
    if (!literal(&c, " from ") || !pfl_word_client(&c, &client))
        return false;
    if (address && (!literal(&c, " in ") || !pfl_word_state(&c, &state) || !literal(&c, " command")))
        return false;
    if (!literal(&c, ": "))
        return false;
    rest(&c, &data);
    line->event->kind = PFL_KIND_PROTOCOL_ABUSE;
    SET_CLIENT(line, abuse, client);
    SET_TEXT(line, abuse, reason, reason);
    if (state.at)
        SET_TEXT(line, abuse, where, state);
    SET_TEXT(line, abuse, data, data);
    return true;
}

/*
 * warning: LIMIT limit exceeded: N from CLIENT for service SERVICE
 * warning: Refusing STARTTLS request from CLIENT for service SERVICE
 */
static bool rate_limit(struct line *line, cursor c)
{
    static const char *const limits[] = {
        "Connection concurrency", "Connection rate",      "Message delivery request rate",
        "Recipient address rate", "New TLS session rate", "AUTH command rate",
    };
    struct client client;
    piece limit = {NULL, 0}, service;
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0] && limit.at == NULL; i++)
        if (literal(&c, limits[i]))
            limit = piece_between(line->rest.at, c.at);
    bool counted = limit.at != NULL;
    if (counted) {
        if (!literal(&c, " limit exceeded: ") || !line_number32(&c, &count))
            return false;
    } else if (literal(&c, "Refusing STARTTLS request") || literal(&c, "Refusing TLS service request")) {
        limit = piece_between(line->rest.at, c.at);
    } else {
        return false;
    }
    if (!literal(&c, " from ") || !pfl_word_client(&c, &client) || !literal(&c, " for service "))
        return false;
    rest(&c, &service);
    line->event->kind = PFL_KIND_RATE_LIMIT;
    SET_CLIENT(line, rate_limit, client);
    SET_TEXT(line, rate_limit, limit, limit);
    if (counted)
        SET_NUMBER(line, rate_limit, count, count);
    SET_TEXT(line, rate_limit, anvil_service, service);
    return true;
}

bool pfl_read_smtpd_abuse(struct line *line)
{
    if (line->event->severity == PFL_SEVERITY_WARNING)
        return !line->has_queue && (bad_command(line, line->rest) || rate_limit(line, line->rest));
    return after_state(line, line->rest);
}
