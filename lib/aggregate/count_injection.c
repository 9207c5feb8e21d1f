/*
 * Attempts to write log lines: text that somebody else chose and that holds what only
 * Postfix writes, so that a tool that searches lines finds a login or a delivery in it.
 * The parser is not misled; but whoever tries means harm.
 *
 * Honest text comes near it. Message-IDs have '=' and '?' in them, a remote server may
 * say which client it means, a mail may quote a log. So a word counts behind a blank or
 * comma only, as Postfix writes it; and in free text one of them is not enough.
 */
#include "lib/aggregate/counted.h"

enum word {
    WORD_HEADER,  /* postfix/smtpd[1]: */
    WORD_STATUS,  /* status=sent (, and its kin */
    WORD_CLIENT,  /* client=name[address] */
    WORD_METHOD,  /* sasl_method= */
    WORD_USER,    /* sasl_username= */
    WORD_CONTEXT, /* proto=ESMTP helo= */
    WORDS
};

/* Where they are looked for. */
enum text_kind {
    TEXT_FIELD, /* an address, a name, an identifier */
    TEXT_HELO,  /* smtpd(8) writes '?' for a blank in it */
    TEXT_FREE   /* a remote server's reply, a header, what a client sent */
};

/* How often each is there. */
struct words {
    enum text_kind kind;
    unsigned counts[WORDS];
};

#define SHORTEST_WORD 12 /* " status=sent" */

/* === Words === */

static bool separates(const struct words *w, char c)
{
    return c == ' ' || c == ',' || c == ';' || (w->kind == TEXT_HELO && c == '?');
}

/* Whether a name stands in front of a place, and a separator in front of it. */
static bool is_behind(const struct words *w, piece text, const char *at, const char *name)
{
    size_t length = strlen(name);
    return (size_t)(at - text.at) > length && memcmp(at - length, name, length) == 0 &&
           separates(w, at[-(ptrdiff_t)length - 1]);
}

/* name[address] */
static bool is_client(cursor c)
{
    piece name, address;
    pfl_network network;
    return run_of(&c, CLASS_ALNUM | CLASS_HOST, &name) && literal(&c, "[") && until_byte(&c, ']', &address) &&
           pfl_network_parse(address.at, address.length, &network) == PFL_OK;
}

/* The value of status= in an outcome; in free text with the parenthesis behind it. */
static bool is_status(const struct words *w, cursor c)
{
    return (literal(&c, "sent") || literal(&c, "bounced") || literal(&c, "deferred")) &&
           (w->kind != TEXT_FREE || literal(&c, " ("));
}

/* ESMTP helo= */
static bool is_context(const struct words *w, cursor c)
{
    if (!(literal(&c, "ESMTP") || literal(&c, "SMTP")) || !separates(w, cursor_peek(&c)))
        return false;
    c.at++;
    return literal(&c, "helo=");
}

/* The name that ends at a '='. */
static void look_at_name(struct words *w, piece text, const char *at)
{
    const cursor value = {at + 1, text.at + text.length};
    switch (at > text.at ? at[-1] : '\0') {
    case 'e':
        w->counts[WORD_USER] += is_behind(w, text, at, "sasl_username");
        break;
    case 'd':
        w->counts[WORD_METHOD] += is_behind(w, text, at, "sasl_method");
        break;
    case 's':
        w->counts[WORD_STATUS] += is_behind(w, text, at, "status") && is_status(w, value);
        break;
    case 't':
        w->counts[WORD_CLIENT] += is_behind(w, text, at, "client") && is_client(value);
        break;
    case 'o':
        w->counts[WORD_CONTEXT] += is_behind(w, text, at, "proto") && is_context(w, value);
        break;
    }
}

/* The tag that ends at a '[': postfix/smtpd[1]: */
static void look_at_tag(struct words *w, piece text, const char *at)
{
    cursor c = {at + 1, text.at + text.length};
    piece pid;
    const char *from = at;
    if (!run_of(&c, CLASS_DIGIT, &pid) || !literal(&c, "]:"))
        return;
    while (from > text.at && (is_class(from[-1], CLASS_ALNUM | CLASS_DASH) || from[-1] == '/'))
        from--;
    w->counts[WORD_HEADER] += piece_starts(piece_between(from, at), "postfix/") && at[-1] != '/';
}

static void look_for(struct words *w, piece text)
{
    const char *end = text.at + text.length;
    for (const char *at = text.at; (at = memchr(at, '=', (size_t)(end - at))) != NULL; at++)
        look_at_name(w, text, at);
    for (const char *at = text.at; (at = memchr(at, '[', (size_t)(end - at))) != NULL; at++)
        look_at_tag(w, text, at);
}

/* === Fields === */

/* Different ones. */
static unsigned count_words(const struct words *w)
{
    unsigned count = 0;
    for (unsigned i = 0; i < WORDS; i++)
        count += w->counts[i] > 0 ? 1U : 0U;
    return count;
}

/* One word is enough where none has any business; in free text a header or an outcome, or two of the others. */
static bool has_words(piece text, enum text_kind kind)
{
    struct words w = {.kind = kind};
    look_for(&w, text);
    unsigned enough = kind != TEXT_FREE || (w.counts[WORD_HEADER] | w.counts[WORD_STATUS]) != 0 ? 1 : 2;
    return count_words(&w) >= enough;
}

static inline bool has_byte(piece text, char byte)
{
    return memchr(text.at, byte, text.length) != NULL;
}

/* Nearly all texts are told from this: each costs a look or two at most. */
static inline bool may_have_words(piece text, enum text_kind kind)
{
    switch (kind) {
    case TEXT_FIELD:
        return has_byte(text, ' ');
    case TEXT_HELO:
        return has_byte(text, '?');
    case TEXT_FREE:
        return has_byte(text, '=') || has_byte(text, '[');
    }
    return false;
}

static inline bool holds(const struct counted *in, uint64_t has, pfl_span span, enum text_kind kind)
{
    piece text = counted_text(in, span);
    return (in->event->present & has) != 0 && text.length >= SHORTEST_WORD && may_have_words(text, kind) &&
           has_words(text, kind);
}

/* A line with two readings has lost the fields in doubt: it says something twice that Postfix says once. */
static bool says_twice(const struct counted *in)
{
    struct words w = {.kind = TEXT_FIELD};
    look_for(&w, counted_text(in, in->event->message));
    bool twice = w.counts[WORD_HEADER] > 0;
    for (unsigned i = 0; i < WORDS; i++)
        twice = twice || w.counts[i] > 1;
    return twice;
}

/* === Lines === */

static bool in_reject(const struct counted *in)
{
    const pfl_reject *r = &in->event->reject;
    return holds(in, PFL_HAS_REJECT_FROM, r->from, TEXT_FIELD) || holds(in, PFL_HAS_REJECT_TO, r->to, TEXT_FIELD) ||
           holds(in, PFL_HAS_REJECT_HELO, r->helo, TEXT_HELO) ||
           holds(in, PFL_HAS_REJECT_SASL_USERNAME, r->sasl_username, TEXT_FIELD) ||
           holds(in, PFL_HAS_REJECT_SASL_SENDER, r->sasl_sender, TEXT_FIELD);
}

static bool in_header_check(const struct counted *in)
{
    const pfl_header_check *h = &in->event->header_check;
    return holds(in, PFL_HAS_HEADER_CHECK_CONTENT, h->content, TEXT_FREE) ||
           holds(in, PFL_HAS_HEADER_CHECK_FROM, h->from, TEXT_FIELD) ||
           holds(in, PFL_HAS_HEADER_CHECK_TO, h->to, TEXT_FIELD) ||
           holds(in, PFL_HAS_HEADER_CHECK_HELO, h->helo, TEXT_HELO);
}

static bool in_client(const struct counted *in)
{
    const pfl_client *c = &in->event->client;
    return holds(in, PFL_HAS_CLIENT_SASL_USERNAME, c->sasl_username, TEXT_FIELD) ||
           holds(in, PFL_HAS_CLIENT_SASL_SENDER, c->sasl_sender, TEXT_FIELD);
}

/* Of a mechanism that is none the parser tells neither it nor the user. */
static bool in_auth_fail(const struct counted *in)
{
    const pfl_auth_fail *f = &in->event->auth_fail;
    if ((in->event->present & PFL_HAS_AUTH_FAIL_SASL_METHOD) == 0)
        return says_twice(in);
    return holds(in, PFL_HAS_AUTH_FAIL_SASL_USERNAME, f->sasl_username, TEXT_FIELD);
}

/* Names of clients are not looked at: Postfix takes none that has more than letters, digits, dots and dashes. */
static bool is_injection(const struct counted *in)
{
    const pfl_event *e = in->event;
    switch (e->kind) {
    case PFL_KIND_SENT:
    case PFL_KIND_DEFERRED:
    case PFL_KIND_BOUNCED:
    case PFL_KIND_DELIVERABLE:
    case PFL_KIND_UNDELIVERABLE:
        return holds(in, PFL_HAS_DELIVERY_TO, e->delivery.to, TEXT_FIELD) ||
               holds(in, PFL_HAS_DELIVERY_ORIG_TO, e->delivery.orig_to, TEXT_FIELD) ||
               holds(in, PFL_HAS_DELIVERY_REPLY, e->delivery.reply, TEXT_FREE);
    case PFL_KIND_ATTEMPT:
        return holds(in, PFL_HAS_ATTEMPT_REPLY, e->attempt.reply, TEXT_FREE);
    case PFL_KIND_MESSAGE_ID:
        return holds(in, PFL_HAS_MESSAGE_ID_MESSAGE_ID, e->message_id.message_id, TEXT_FIELD) ||
               holds(in, PFL_HAS_MESSAGE_ID_RESENT_MESSAGE_ID, e->message_id.resent_message_id, TEXT_FIELD);
    case PFL_KIND_QUEUED:
        return holds(in, PFL_HAS_QUEUED_FROM, e->queued.from, TEXT_FIELD);
    case PFL_KIND_EXPIRED:
        return holds(in, PFL_HAS_EXPIRED_FROM, e->expired.from, TEXT_FIELD);
    case PFL_KIND_PICKUP:
        return holds(in, PFL_HAS_PICKUP_FROM, e->pickup.from, TEXT_FIELD);
    case PFL_KIND_SASL_LOGIN:
    case PFL_KIND_CLIENT:
        return in_client(in);
    case PFL_KIND_AUTH_FAIL:
    case PFL_KIND_AUTH_ABORT:
        return in_auth_fail(in);
    case PFL_KIND_REJECT:
    case PFL_KIND_FILTER_ACTION:
    case PFL_KIND_MILTER:
    case PFL_KIND_PROXY:
        return in_reject(in);
    case PFL_KIND_HEADER_CHECK:
        return in_header_check(in);
    case PFL_KIND_PROTOCOL_ABUSE:
        return holds(in, PFL_HAS_ABUSE_DATA, e->abuse.data, TEXT_FREE);
    case PFL_KIND_POSTSCREEN:
        return holds(in, PFL_HAS_POSTSCREEN_DATA, e->postscreen.data, TEXT_FREE);
    }
    return false;
}

static void keep_line(const struct counted *in)
{
    pfl_aggregator *a = in->state;
    a->coverage.totals[TOTAL_INJECTIONS] += in->times;
    for (unsigned i = 0; i < 2; i++)
        pfl_evidence_offer(&a->memory, &a->injections[i], i == 0 ? KEEP_FIRST : KEEP_LAST, in->time,
                           pfl_counted_place(in), counted_line(in));
}

void pfl_count_injection(const struct counted *in)
{
    bool ambiguous = (in->event->flags & PFL_FLAG_AMBIGUOUS) != 0;
    if (is_injection(in) || (ambiguous && says_twice(in)))
        keep_line(in);
}
