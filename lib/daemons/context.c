#include "lib/daemons/context.h"

/* A second reading settles it; a third says no more. */
#define ENOUGH 2

struct search {
    const struct context_format *format;
    struct contexts *out;
};

static bool go_on(const struct search *s)
{
    if (s->out->tries++ >= MANY_TRIES)
        s->out->count = ENOUGH;
    return s->out->count < ENOUGH;
}

static void found(const struct context *x, const struct search *s)
{
    const struct context *first = &s->out->first;
    s->out->fits++;
    if (s->out->count == 0)
        s->out->first = *x;
    else if (x->start == first->start && x->proto.at == first->proto.at && x->helo.length == first->helo.length &&
             x->text.at == first->text.at)
        return;
    s->out->count++;
}

/* Free text: it runs to what may follow it, or to the end of the line. */
static void sasl(cursor c, struct context x, const struct search *s)
{
    if (literal(&c, " sasl_method=") && !line_run(&c, CLASS_ALNUM | CLASS_DASH, &x.sasl_method))
        return;
    if (literal(&c, " sasl_username=")) {
        if (until_literal(&c, " sasl_sender=", &x.sasl_username))
            c.at -= strlen(" sasl_sender=");
        else
            rest(&c, &x.sasl_username);
    }
    if (literal(&c, " sasl_sender="))
        rest(&c, &x.sasl_sender);
    if (cursor_at_end(&c))
        found(&x, s);
}

static void sasl_bracket(cursor c, struct context x, const struct search *s)
{
    if (literal(&c, " sasl_username=<")) {
        if (cursor_at_end(&c) || c.end[-1] != '>')
            return;
        x.sasl_username = piece_between(c.at, c.end - 1);
        c.at = c.end;
    }
    if (cursor_at_end(&c))
        found(&x, s);
}

static void text(cursor c, struct context x, const struct search *s)
{
    if (literal(&c, ": "))
        rest(&c, &x.text);
    if (cursor_at_end(&c))
        found(&x, s);
}

static void end(cursor c, const struct context *x, const struct search *s)
{
    switch (s->format->end) {
    case END_SASL:
        sasl(c, *x, s);
        return;
    case END_SASL_BRACKET:
        sasl_bracket(c, *x, s);
        return;
    case END_TEXT:
        text(c, *x, s);
        return;
    case END_NOTHING:
        if (cursor_at_end(&c))
            found(x, s);
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

static void proto(cursor c, struct context x, const struct search *s)
{
    piece ignored;
    bool by_smtp = s->format->proto != PROTO_NEVER && literal(&c, " proto=");
    if (by_smtp ? !line_run(&c, CLASS_LETTER, &x.proto) : s->format->proto == PROTO_ALWAYS)
        return;
    if (!by_smtp || !literal(&c, " helo=<")) {
        end(c, &x, s);
        return;
    }
    const char *name = c.at;
    while (go_on(s) && line_until(&c, '>', &ignored)) {
        x.helo = piece_between(name, c.at - 1);
        if (!s->format->raw_helo && !clean_helo(x.helo))
            return;
        end(c, &x, s);
    }
}

static void to(cursor c, struct context x, const struct search *s)
{
    struct addresses addresses;
    cursor after;
    if (!literal(&c, " to=")) {
        proto(c, x, s);
        return;
    }
    if (!pfl_addresses(c, &addresses))
        return;
    addresses.odd = s->format->odd_domains;
    size_t fits = s->out->fits;
    do
        while (go_on(s) && pfl_next_address(&addresses, '\0', &x.to, &after))
            proto(after, x, s);
    while (s->out->fits == fits && pfl_without_quotes(&addresses));
}

void pfl_read_context(cursor c, const struct context_format *format, struct contexts *out)
{
    struct search search = {format, out};
    struct context x;
    struct addresses addresses;
    cursor after;
    scan_clear(&x, sizeof x);
    x.start = c.at;
    if (!literal(&c, " from=")) {
        to(c, x, &search);
        return;
    }
    if (!pfl_addresses(c, &addresses))
        return;
    addresses.odd = format->odd_domains;
    size_t fits = out->fits;
    do
        while (go_on(&search) && pfl_next_address(&addresses, '\0', &x.from, &after))
            to(after, x, &search);
    while (out->fits == fits && pfl_without_quotes(&addresses));
}
