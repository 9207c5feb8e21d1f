#include "lib/daemons/context.h"
#include "lib/daemons/daemons.h"

/*
 * What smtpd(8) and its filters do to a command or a message, and what cleanup(8)
 * does for a Milter:
 *
 *   ACTION: WHERE from CLIENT: [CODE [DSN ]]TEXT; CONTEXT      (smtpd_check.c log_whatsup, smtpd.c, cleanup_milter.c)
 *   proxy-ACTION: WHERE: [CODE [DSN ]]TEXT; CONTEXT            (smtpd.c: no queue ID, no client)
 *   warning: reject: ETRN DOMAIN... from CLIENT                (smtpd.c)
 */

struct action {
    const char *name;
    uint16_t kind;
    enum context_end end;
};

static const struct action actions[] = {
    {"reject", PFL_KIND_REJECT, END_SASL},
    {"abort", PFL_KIND_REJECT, END_SASL}, /* TLS without the certificate that smtpd_tls_req_ccert asks for */
    {"milter-reject", PFL_KIND_MILTER, END_SASL_BRACKET},
    {"milter-hold", PFL_KIND_MILTER, END_SASL_BRACKET},
    {"milter-discard", PFL_KIND_MILTER, END_SASL_BRACKET},
    {"proxy-accept", PFL_KIND_PROXY, END_SASL_BRACKET},
    {"proxy-reject", PFL_KIND_PROXY, END_SASL_BRACKET},
    {"reject_warning", PFL_KIND_FILTER_ACTION, END_SASL},
    {"warn", PFL_KIND_FILTER_ACTION, END_SASL},
    {"info", PFL_KIND_FILTER_ACTION, END_SASL},
    {"hold", PFL_KIND_FILTER_ACTION, END_SASL},
    {"filter", PFL_KIND_FILTER_ACTION, END_SASL},
    {"discard", PFL_KIND_FILTER_ACTION, END_SASL},
    {"redirect", PFL_KIND_FILTER_ACTION, END_SASL},
    {"bcc", PFL_KIND_FILTER_ACTION, END_SASL},
    {"permit", PFL_KIND_FILTER_ACTION, END_SASL},
    {"hangup", PFL_KIND_FILTER_ACTION, END_SASL},
};

static const struct action *find_action(piece name)
{
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (piece_is(name, actions[i].name))
            return &actions[i];
    return NULL;
}

static bool is_digit(const cursor *c, ptrdiff_t i)
{
    return c->end - c->at > i && is_class(c->at[i], CLASS_DIGIT);
}

/* "5.7.1 " */
static bool dsn(cursor *c, piece *out)
{
    cursor at = *c;
    uint32_t part;
    if (!line_number32(&at, &part) || !literal(&at, ".") || !line_number32(&at, &part) || !literal(&at, ".") ||
        !line_number32(&at, &part) || !literal(&at, " "))
        return false;
    *out = piece_between(c->at, at.at - 1);
    *c = at;
    return true;
}

/* "554 5.7.1 ": texts of access(5) may lack either, and Milters at the end of a message lack the code. */
static void reply_code(struct line *line, cursor *c)
{
    cursor at = *c;
    uint16_t code;
    piece enhanced;
    if (is_digit(c, 2) && !is_digit(c, 3) && line_number16(&at, &code) && literal(&at, " ")) {
        SET_NUMBER(line, reject, reply_code, code);
        *c = at;
    }
    if (dsn(c, &enhanced))
        SET_TEXT(line, reject, dsn, enhanced);
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

/* The context, which every ; of the text may be in front of. */
static void read_contexts(cursor at, const struct context_format *format, struct contexts *out)
{
    piece ignored;
    while (out->count < 2 && line_until(&at, ';', &ignored))
        if (literal(&at, " ")) {
            at.at--;
            pfl_read_context(at, format, out);
        }
}

static void reply_and_context(struct line *line, cursor c, const struct context_format *format)
{
    struct contexts contexts;
    contexts.count = contexts.fits = contexts.tries = 0;
    reply_code(line, &c);
    if (line_is_cut(line))
        return; /* a context in the text might be all that was left */
    read_contexts(c, format, &contexts);
    if (contexts.count == 0 && format->proto == PROTO_MAYBE) {
        struct context_format odd = *format;
        odd.odd_domains = true;
        read_contexts(c, &odd, &contexts);
    }
    if (contexts.count > 1) {
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
        return;
    }
    const char *end = contexts.count ? contexts.first.start - 1 : c.end;
    SET_TEXT(line, reject, reply, piece_between(c.at, end));
    if (contexts.count)
        set_context(line, &contexts.first);
}

/* cleanup(8) knows no login, and has a protocol only for what came by SMTP: for a Milter, a local user is localhost. */
static struct context_format format_of(const struct line *line, const struct action *action, piece state, piece client)
{
    bool greeting = piece_is(state, "HELO") || piece_is(state, "EHLO");
    struct context_format format = {action->end, PROTO_ALWAYS, greeting, false};
    if (line_tag_ends(line, "/cleanup"))
        format.end = END_NOTHING;
    if (action->kind == PFL_KIND_MILTER && !line_tag_ends(line, "/smtpd") && piece_is(client, "localhost"))
        format.proto = PROTO_MAYBE;
    return format;
}

bool pfl_read_reject(struct line *line)
{
    cursor c = line->rest;
    piece name, state;
    struct client client = {.has_port = false};
    if (!line_run(&c, CLASS_LOWER | CLASS_DASH, &name) || !literal(&c, ": ") || !pfl_word_state(&c, &state))
        return false;
    const struct action *action = find_action(name);
    if (action == NULL)
        return false;
    if (action->kind != PFL_KIND_PROXY) {
        if (!line->has_queue || !literal(&c, " from ") || !pfl_word_client(&c, &client))
            return false;
        SET_CLIENT(line, reject, client);
    } else if (line->has_queue) {
        return false;
    }
    if (!literal(&c, ": "))
        return false;
    line->event->kind = action->kind;
    SET_TEXT(line, reject, action, name);
    SET_TEXT(line, reject, where, state);
    struct context_format format = format_of(line, action, state, client.name);
    reply_and_context(line, c, &format);
    return true;
}

bool pfl_read_etrn_reject(struct line *line)
{
    cursor c = line->rest, at;
    piece name, state, domain;
    struct client client;
    if (!literal(&c, "reject: ETRN "))
        return false;
    name = piece_between(line->rest.at, line->rest.at + strlen("reject"));
    state = piece_between(c.at - strlen("ETRN "), c.at - 1);
    const char *from = c.at;
    /* The client's own word may hold another client: ours ends the line. */
    do {
        if (!until_literal(&c, "... from ", &domain))
            return false;
        domain = piece_between(from, domain.at + domain.length);
        at = c;
    } while (!pfl_word_client(&at, &client) || !cursor_at_end(&at));
    line->event->kind = PFL_KIND_REJECT;
    SET_TEXT(line, reject, action, name);
    SET_TEXT(line, reject, where, state);
    SET_CLIENT(line, reject, client);
    SET_TEXT(line, reject, reply, domain);
    return true;
}
