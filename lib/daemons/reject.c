#include "lib/daemons/daemons.h"

/*
 * smtpd(8) refuses a command (smtpd/smtpd_check.c, log_whatsup):
 *
 *   reject: WHERE from CLIENT: [CODE [DSN ]]TEXT;[ from=<A>][ to=<A>] proto=P[ helo=<H>]
 *           [ sasl_method=M][ sasl_username=U][ sasl_sender=S]
 *
 * TEXT quotes addresses in a form without quotes, and U and S are free text, so
 * an address can hold a whole context of its own. Every place where the context
 * may start is tried, with every end its addresses may have; only a context that
 * fits to the end of the line counts. If two do that differ in what is behind
 * the addresses, none is believed. (That an address might have swallowed the next
 * one, "x> to=<y", can be said of every line: the short reading is taken.)
 */
struct context {
    const char *text_end;
    piece from, to, proto, helo, sasl_method, sasl_username, sasl_sender; /* at NULL for none */
};

/* What tries them: the readings found, and the first. */
struct readings {
    struct context first;
    size_t count;
    bool raw_helo; /* smtpd has not replaced what is special in the HELO name */
};

/* A second reading settles it; a third says no more. */
#define ENOUGH 2

/* [ sasl_method=M][ sasl_username=U][ sasl_sender=S], to the end of the line (3.10). */
static void sasl(cursor c, struct context *x, struct readings *out)
{
    if (literal(&c, " sasl_method=") && !run_of(&c, CLASS_ALNUM | CLASS_DASH, &x->sasl_method))
        return;
    if (literal(&c, " sasl_username=")) {
        if (until_literal(&c, " sasl_sender=", &x->sasl_username))
            c.at -= strlen(" sasl_sender=");
        else
            rest(&c, &x->sasl_username);
    }
    if (literal(&c, " sasl_sender="))
        rest(&c, &x->sasl_sender);
    if (!cursor_at_end(&c))
        return;
    const struct context *first = &out->first;
    if (out->count == 0)
        out->first = *x;
    else if (x->proto.at == first->proto.at && x->helo.length == first->helo.length)
        return;
    out->count++;
}

/* smtpd replaces these in a HELO name (smtpd/smtpd.c, NEUTER_CHARACTERS). */
static bool clean_helo(piece helo)
{
    for (size_t i = 0; i < helo.length; i++)
        if (helo.at[i] == '\0' || strchr(" <>()\\\";@", helo.at[i]) != NULL)
            return false;
    return true;
}

/* proto=P[ helo=<H>] and what follows. */
static void proto(cursor c, struct context *x, struct readings *out)
{
    if (!literal(&c, " proto=") || !run_of(&c, CLASS_LETTER, &x->proto))
        return;
    if (!literal(&c, " helo=<")) {
        sasl(c, x, out);
        return;
    }
    const char *from = c.at;
    piece ignored;
    while (out->count < ENOUGH && until_byte(&c, '>', &ignored)) {
        x->helo = piece_between(from, c.at - 1);
        if (!out->raw_helo && !clean_helo(x->helo))
            return;
        struct context with = *x;
        sasl(c, &with, out);
    }
}

/* [ to=<A>] and what follows. */
static void to(cursor c, struct context *x, struct readings *out)
{
    struct addresses addresses;
    cursor after;
    if (!literal(&c, " to=")) {
        proto(c, x, out);
        return;
    }
    if (!pfl_addresses(c, &addresses))
        return;
    while (out->count < ENOUGH && pfl_next_address(&addresses, &x->to, &after)) {
        struct context with = *x;
        proto(after, &with, out);
    }
}

/* [ from=<A>] and what follows. */
static void from(cursor c, struct context *x, struct readings *out)
{
    struct addresses addresses;
    cursor after;
    if (!literal(&c, " from=")) {
        to(c, x, out);
        return;
    }
    if (!pfl_addresses(c, &addresses))
        return;
    while (out->count < ENOUGH && pfl_next_address(&addresses, &x->from, &after)) {
        struct context with = *x;
        to(after, &with, out);
    }
}

/* Every ; of the text may be the one before the context. */
static void read_contexts(cursor c, struct readings *out)
{
    piece ignored;
    while (out->count < ENOUGH && until_byte(&c, ';', &ignored)) {
        struct context x;
        memset(&x, 0, sizeof x);
        x.text_end = c.at - 1;
        from(c, &x, out);
    }
}

static bool is_digit(const cursor *c, ptrdiff_t i)
{
    return c->end - c->at > i && is_class(c->at[i], CLASS_DIGIT);
}

/* 554 , and 5.7.1 behind it: either may be missing in texts of access(5). */
static void reply_code(struct line *line, cursor *c)
{
    cursor at = *c;
    uint16_t code;
    uint32_t part;
    if (!is_digit(c, 2) || is_digit(c, 3) || !number16(&at, &code) || !literal(&at, " "))
        return;
    SET_NUMBER(line, reject, reply_code, code);
    *c = at;
    if (number32(&at, &part) && literal(&at, ".") && number32(&at, &part) && literal(&at, ".") &&
        number32(&at, &part) && literal(&at, " ")) {
        SET_TEXT(line, reject, dsn, piece_between(c->at, at.at - 1));
        *c = at;
    }
}

static void set_context(struct line *line, const struct context *x)
{
    if (x->from.at)
        SET_TEXT(line, reject, from, x->from);
    if (x->to.at)
        SET_TEXT(line, reject, to, x->to);
    if (x->proto.at)
        SET_TEXT(line, reject, proto, x->proto);
    if (x->helo.at)
        SET_TEXT(line, reject, helo, x->helo);
    if (x->sasl_method.at)
        SET_TEXT(line, reject, sasl_method, x->sasl_method);
    if (x->sasl_username.at)
        SET_TEXT(line, reject, sasl_username, x->sasl_username);
    if (x->sasl_sender.at)
        SET_TEXT(line, reject, sasl_sender, x->sasl_sender);
}

bool pfl_read_reject(struct line *line)
{
    cursor c = line->rest;
    piece action, state;
    struct client client;
    if (!literal(&c, "reject: "))
        return false;
    action = piece_between(line->rest.at, c.at - 2);
    if (!run_of(&c, CLASS_UPPER | CLASS_DASH, &state))
        return false;
    if (literal(&c, " content"))
        state.length += strlen(" content");
    if (!literal(&c, " from ") || !pfl_word_client(&c, &client) || !literal(&c, ": "))
        return false;
    line->event->kind = PFL_KIND_REJECT;
    SET_TEXT(line, reject, action, action);
    SET_TEXT(line, reject, where, state);
    SET_CLIENT(line, reject, client);
    reply_code(line, &c);

    struct readings readings = {.raw_helo = piece_is(state, "HELO") || piece_is(state, "EHLO")};
    read_contexts(c, &readings);
    const char *end = readings.count ? readings.first.text_end : c.end;
    SET_TEXT(line, reject, reply, piece_between(c.at, end));
    if (readings.count == 1)
        set_context(line, &readings.first);
    else if (readings.count > 1)
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
    return true;
}
