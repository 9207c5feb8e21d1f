#include "lib/daemons/daemons.h"

/*
 * postscreen(8): the tests before smtpd (postscreen/postscreen*.c). A client is
 * [ADDRESS]:PORT here, and it stands in front of all that the client wrote.
 */

/* Where in a line of this action the client stands, and what else it tells. */
enum shape {
    ALONE,       /* PASS NEW CLIENT */
    TO_SERVER,   /* CONNECT from CLIENT to SERVER */
    COUNT_FOR,   /* DNSBL rank N for CLIENT */
    COUNT_AFTER, /* PREGREET N after T from CLIENT: DATA */
    AFTER_IN,    /* HANGUP after T from CLIENT in STATE */
    FROM,        /* DATA without valid RCPT from CLIENT */
    FROM_AFTER,  /* COMMAND TIME LIMIT from CLIENT after STATE */
    FROM_DATA    /* NON-SMTP COMMAND from CLIENT after STATE: DATA */
};

/* clang-format off */
#define ACTION(name, shape) {name " ", ~(uint32_t)((UINT64_C(2) << (sizeof(name) - 1)) - 1), sizeof(name) - 1, shape}
/* clang-format on */

/* The busiest first. */
static const struct action {
    char name[32];   /* and a blank */
    uint32_t others; /* a bit for each byte behind them */
    uint8_t length;  /* without the blank */
    uint8_t shape;
} actions[] = {
    ACTION("CONNECT", TO_SERVER),
    ACTION("PASS OLD", ALONE),
    ACTION("HANGUP", AFTER_IN),
    ACTION("DISCONNECT", ALONE),
    ACTION("PREGREET", COUNT_AFTER),
    ACTION("PASS NEW", ALONE),
    ACTION("DNSBL rank", COUNT_FOR),
    ACTION("ALLOWLISTED", ALONE),
    ACTION("DENYLISTED", ALONE),
    ACTION("WHITELISTED", ALONE), /* before 3.6, and with respectful_logging = no */
    ACTION("BLACKLISTED", ALONE),
    ACTION("ALLOWLIST VETO", ALONE),
    ACTION("WHITELIST VETO", ALONE),
    ACTION("DATA without valid RCPT", FROM),
    ACTION("BDAT without valid RCPT", FROM),
    ACTION("BARE NEWLINE", FROM_AFTER),
    ACTION("COMMAND TIME LIMIT", FROM_AFTER),
    ACTION("COMMAND COUNT LIMIT", FROM_AFTER),
    ACTION("COMMAND LENGTH LIMIT", FROM_AFTER),
    ACTION("COMMAND PIPELINING", FROM_DATA),
    ACTION("NON-SMTP COMMAND", FROM_DATA),
};

/* The numbers in front of the client. */
static bool before_client(struct line *line, cursor *c, enum shape shape)
{
    uint32_t count;
    int64_t after;
    if (shape == COUNT_FOR || shape == COUNT_AFTER) {
        if (!literal(c, " ") || !line_number32(c, &count))
            return false;
        SET_NUMBER(line, postscreen, count, count);
    }
    if (shape == COUNT_AFTER || shape == AFTER_IN) {
        if (!literal(c, " after ") || !pfl_word_delay(c, &after))
            return false;
        SET_NUMBER(line, postscreen, after, after);
    }
    if (shape == COUNT_FOR)
        return literal(c, " for ");
    return shape == ALONE ? literal(c, " ") : literal(c, " from ");
}

/* What stands behind the client. */
static bool after_client(struct line *line, cursor *c, enum shape shape)
{
    struct client server;
    piece text;
    switch (shape) {
    case ALONE:
    case COUNT_FOR:
    case FROM:
        break;
    case TO_SERVER:
        if (literal(c, " to ")) { /* since 2.9 */
            if (!pfl_word_endpoint(c, &server))
                return false;
            SET_TEXT(line, postscreen, server_addr, server.addr);
            SET_NUMBER(line, postscreen, server_port, server.port);
        }
        break;
    case COUNT_AFTER:
        if (!literal(c, ": "))
            return false;
        rest(c, &text);
        SET_TEXT(line, postscreen, data, text);
        break;
    case AFTER_IN:
        if (!literal(c, " in "))
            return false;
        rest(c, &text);
        SET_TEXT(line, postscreen, where, text);
        break;
    case FROM_AFTER:
        if (literal(c, " after ")) { /* since 2.10 */
            rest(c, &text);
            SET_TEXT(line, postscreen, where, text);
        }
        break;
    case FROM_DATA:
        if (literal(c, " after ")) {
            /* a command has no blank, but may have a colon */
            if (!until_literal(c, ": ", &text))
                return false;
            c->at--;
            SET_TEXT(line, postscreen, where, text);
        } else if (!literal(c, ":")) {
            break;
        }
        literal(c, " ");
        rest(c, &text);
        SET_TEXT(line, postscreen, data, text);
        break;
    }
    return cursor_at_end(c);
}

/* The action that stands here; NULL for none. */
static const struct action *action_at(const cursor *c)
{
    for (const struct action *a = actions; a < actions + sizeof actions / sizeof actions[0]; a++)
        if (*c->at == a->name[0] && (scan_equal_bits(c->at, a->name) | a->others) == UINT32_MAX)
            return cursor_left(c) > a->length ? a : NULL;
    return NULL;
}

static bool test_result(struct line *line, cursor c)
{
    struct client client;
    const struct action *action = action_at(&c);
    if (action == NULL)
        return false;
    const enum shape shape = (enum shape)action->shape;
    piece name = {c.at, action->length};
    c.at += action->length;
    if (!before_client(line, &c, shape) || !pfl_word_endpoint(&c, &client))
        return false;
    line->event->kind = PFL_KIND_POSTSCREEN;
    SET_TEXT(line, postscreen, action, name);
    SET_CLIENT_ADDRESS(line, postscreen, client);
    return after_client(line, &c, shape);
}

/* entering STRESS mode with N connections */
static bool stress(struct line *line, cursor c)
{
    uint32_t count;
    if (!literal(&c, "entering STRESS mode") && !literal(&c, "leaving STRESS mode"))
        return false;
    piece action = piece_between(line->rest.at, c.at);
    if (!literal(&c, " with ") || !line_number32(&c, &count) || !literal(&c, " connections") || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_POSTSCREEN;
    SET_TEXT(line, postscreen, action, action);
    SET_NUMBER(line, postscreen, count, count);
    return true;
}

/*
 * from=<A>, to=<A>, proto=P, helo=<H>: postscreen checks none of it, so every
 * place where the next literal stands may end an address. Two readings leave all
 * four open.
 */
struct recipient {
    piece from, to, proto, helo;
    size_t readings;
};

static void after_recipient(cursor c, piece from, piece to, struct recipient *out)
{
    piece proto;
    if (!literal(&c, ", proto=") || !line_run(&c, CLASS_LETTER, &proto) || !literal(&c, ", helo=<") || c.end == c.at ||
        c.end[-1] != '>')
        return;
    if (out->readings++ == 0)
        *out = (struct recipient){from, to, proto, piece_between(c.at, c.end - 1), 1};
}

static void read_recipient(cursor c, struct recipient *out)
{
    piece from, to;
    const char *from_start = c.at;
    size_t tries = 0;
    while (until_literal(&c, ">, to=<", &from)) {
        from = piece_between(from_start, from.at + from.length);
        cursor inner = c;
        const char *to_start = c.at;
        while (line_until(&inner, '>', &to)) {
            if (tries++ == MANY_TRIES) {
                out->readings = 2;
                return;
            }
            after_recipient(inner, from, piece_between(to_start, inner.at - 1), out);
        }
    }
}

/* reject: RCPT from CLIENT: CODE DSN TEXT; from=... (commas, unlike smtpd), reject: CONNECT from CLIENT: TEXT */
static bool reject(struct line *line, cursor c)
{
    piece state, text;
    struct client client;
    uint16_t code;
    struct recipient recipient = {.readings = 0};
    if (!literal(&c, "reject: "))
        return false;
    piece action = piece_between(line->rest.at, c.at - 2);
    if (!line_run(&c, CLASS_LETTER, &state) || !literal(&c, " from ") || !pfl_word_endpoint(&c, &client) ||
        !literal(&c, ": "))
        return false;
    line->event->kind = PFL_KIND_REJECT;
    SET_TEXT(line, reject, action, action);
    SET_TEXT(line, reject, where, state);
    SET_CLIENT_ADDRESS(line, reject, client);
    cursor at = c;
    if (piece_is(state, "RCPT") && line_number16(&at, &code) && literal(&at, " ")) {
        c = at;
        SET_NUMBER(line, reject, reply_code, code);
        cursor dsn = c;
        if (line_until(&c, ' ', &text) && text.length > 0 && is_class(text.at[0], CLASS_DIGIT))
            SET_TEXT(line, reject, dsn, text);
        else
            c = dsn;
    }
    cursor context = c;
    if (until_literal(&context, "; from=<", &text)) {
        if (!line_is_cut(line))
            read_recipient(context, &recipient);
    } else {
        rest(&context, &text);
    }
    SET_TEXT(line, reject, reply, text);
    if (recipient.readings == 1) {
        SET_TEXT(line, reject, from, recipient.from);
        SET_TEXT(line, reject, to, recipient.to);
        SET_TEXT(line, reject, proto, recipient.proto);
        SET_TEXT(line, reject, helo, recipient.helo);
    } else if (recipient.readings > 1) {
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
    }
    return true;
}

bool pfl_read_postscreen(struct line *line)
{
    if (line->event->severity != PFL_SEVERITY_INFO)
        return false;
    return reject(line, line->rest) ||
           (!line->has_queue && (test_result(line, line->rest) || stress(line, line->rest) ||
                                 pfl_read_statistics(line) || pfl_read_tls(line) || pfl_read_restart(line)));
}
