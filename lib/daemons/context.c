#include "lib/daemons/context.h"

/* A second reading settles it; a third says no more. */
#define ENOUGH 2

/*
 * A search, and the reading that it is at: each function sets what it is about, also to
 * nothing, since the reading before may have left something there.
 */
struct search {
    const struct context_format *format;
    struct contexts *out;
    struct context x;
    const char *behind; /* the addresses, where was read last, and the readings that fitted there */
    size_t fits_behind;
};

static const piece nothing = {NULL, 0};

static bool go_on(const struct search *s)
{
    if (s->out->tries++ >= MANY_TRIES)
        s->out->count = ENOUGH;
    return s->out->count < ENOUGH;
}

static void found(const struct search *s)
{
    const struct context *first = &s->out->first, *x = &s->x;
    s->out->fits++;
    if (s->out->count == 0)
        s->out->first = *x;
    else if (x->start == first->start && x->proto.at == first->proto.at && x->helo.length == first->helo.length &&
             x->text.at == first->text.at)
        return;
    s->out->count++;
}

/* Free text: it runs to what may follow it, or to the end of the line. */
static void sasl(cursor c, struct search *s)
{
    struct context *x = &s->x;
    if (literal(&c, " sasl_method=") && !line_run(&c, CLASS_ALNUM | CLASS_DASH, &x->sasl_method))
        return;
    if (literal(&c, " sasl_username=")) {
        if (until_literal(&c, " sasl_sender=", &x->sasl_username))
            c.at -= strlen(" sasl_sender=");
        else
            rest(&c, &x->sasl_username);
    }
    if (literal(&c, " sasl_sender="))
        rest(&c, &x->sasl_sender);
    if (cursor_at_end(&c))
        found(s);
}

static void sasl_bracket(cursor c, struct search *s)
{
    if (literal(&c, " sasl_username=<")) {
        if (cursor_at_end(&c) || c.end[-1] != '>')
            return;
        s->x.sasl_username = piece_between(c.at, c.end - 1);
        c.at = c.end;
    }
    if (cursor_at_end(&c))
        found(s);
}

static void text(cursor c, struct search *s)
{
    if (literal(&c, ": "))
        rest(&c, &s->x.text);
    if (cursor_at_end(&c))
        found(s);
}

static void end(cursor c, struct search *s)
{
    s->x.sasl_method = s->x.sasl_username = s->x.sasl_sender = s->x.text = nothing;
    switch (s->format->end) {
    case END_SASL:
        sasl(c, s);
        return;
    case END_SASL_BRACKET:
        sasl_bracket(c, s);
        return;
    case END_TEXT:
        text(c, s);
        return;
    case END_NOTHING:
        if (cursor_at_end(&c))
            found(s);
        return;
    }
}

/* smtpd puts a ? for each of these in a HELO name (smtpd/smtpd.c, NEUTER_CHARACTERS). */
static bool clean_helo(piece helo)
{
    for (size_t i = 0; i < helo.length; i++)
        if (is_class(helo.at[i], CLASS_NEUTER))
            return false;
    return true;
}

static void proto(cursor c, struct search *s)
{
    struct context *x = &s->x;
    piece ignored;
    bool by_smtp = s->format->proto != PROTO_NEVER && literal(&c, " proto=");
    x->proto = x->helo = nothing;
    if (by_smtp ? !line_run(&c, CLASS_LETTER, &x->proto) : s->format->proto == PROTO_ALWAYS)
        return;
    if (!by_smtp || !literal(&c, " helo=<")) {
        end(c, s);
        return;
    }
    const char *name = c.at;
    while (go_on(s) && line_until(&c, '>', &ignored)) {
        x->helo = piece_between(name, c.at - 1);
        if (!s->format->raw_helo && !clean_helo(x->helo))
            return;
        end(c, s);
    }
}

/* What is behind the addresses. An address that has swallowed the next ends where that does: nothing is new there. */
static void behind(cursor c, struct search *s)
{
    if (c.at != s->behind) {
        size_t fits = s->out->fits;
        s->behind = c.at;
        proto(c, s);
        s->fits_behind = s->out->fits - fits;
    } else {
        s->out->fits += s->fits_behind;
    }
}

/* An address with every end that it may have, and what follows each: a blank, unless the protocol may be missing. */
static void address(cursor c, piece *out, void (*next)(cursor c, struct search *s), struct search *s)
{
    struct addresses addresses;
    cursor after;
    char follows = s->format->proto == PROTO_ALWAYS ? ' ' : '\0';
    if (!pfl_addresses(c, &addresses))
        return;
    addresses.odd = s->format->odd_domains;
    size_t fits = s->out->fits;
    do
        while (go_on(s) && pfl_next_address(&addresses, follows, out, &after))
            next(after, s);
    while (s->out->fits == fits && pfl_without_quotes(&addresses));
}

static void to(cursor c, struct search *s)
{
    s->x.to = nothing;
    if (literal(&c, " to="))
        address(c, &s->x.to, behind, s);
    else
        behind(c, s);
}

void pfl_read_context(cursor c, const struct context_format *format, struct contexts *out)
{
    struct search s;
    s.format = format;
    s.out = out;
    s.x.start = c.at;
    s.x.from = nothing;
    s.behind = NULL;
    if (literal(&c, " from="))
        address(c, &s.x.from, to, &s);
    else
        to(c, &s);
}
