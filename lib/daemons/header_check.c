#include "lib/daemons/context.h"
#include "lib/daemons/daemons.h"

/*
 * cleanup(8) on a line of the message (cleanup/cleanup_message.c, cleanup_milter.c):
 *
 *   ACTION: SECTION CONTENT from ORIGIN; CONTEXT[: TEXT]
 *   milter-SECTION-ACTION: SECTION CONTENT from CLIENT; CONTEXT[: TEXT]
 *   reject: mime-error REASON: CONTENT from ORIGIN; CONTEXT
 *
 * CONTENT is the sender's, cut at 200 bytes (100 behind a mime-error's sentence),
 * and can hold an origin and a context of its own. Every origin that starts
 * within those bytes is tried: past them the addresses begin.
 */
#define CONTENT_LIMIT    200
#define MIME_ERROR_LIMIT 100

static bool section(cursor *c, piece *out)
{
    static const char *const names[] = {"header ", "body ", "content ", "mime-error "};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        cursor at = *c;
        if (literal(&at, names[i])) {
            *out = piece_between(c->at, at.at - 1);
            *c = at;
            return true;
        }
    }
    return false;
}

/* A client, or what pickup(8) and a bare cleanup(8) say instead. */
static bool origin(cursor *c, struct client *out)
{
    if (pfl_word_client(c, out))
        return true;
    cursor at = *c;
    out->name = piece_between(c->at, c->at);
    out->addr = out->name;
    out->has_port = false;
    if (!literal(&at, "local") && !literal(&at, "unknown"))
        return false;
    out->name = piece_between(c->at, at.at);
    *c = at;
    return true;
}

/* Where the origin that was read first starts, and the readings of all. */
struct origins {
    struct contexts contexts;
    const char *content_end;
    struct client client;
};

/* smtpd's mail has its protocol. For a Milter, mail of no client gets one that is called localhost. */
static enum context_proto has_proto(piece part, const struct client *client)
{
    if (piece_is(part, "mime-error"))
        return PROTO_NEVER;
    return client->addr.length > 0 && !piece_is(client->name, "localhost") ? PROTO_ALWAYS : PROTO_MAYBE;
}

/* Where the content ends at the latest; c is at its start. */
static const char *content_limit(cursor c, piece part)
{
    piece sentence;
    size_t limit = CONTENT_LIMIT;
    if (piece_is(part, "mime-error") && until_literal(&c, ": ", &sentence))
        limit = MIME_ERROR_LIMIT;
    return (size_t)(c.end - c.at) > limit ? c.at + limit : c.end;
}

static void read_origins(cursor c, piece part, bool odd_domains, struct origins *out)
{
    const char *limit = content_limit(c, part);
    piece before;
    while (until_literal(&c, " from ", &before)) {
        cursor at = c;
        struct client client;
        const char *content_end = before.at + before.length;
        if (content_end > limit)
            return;
        if (origin(&at, &client) && literal(&at, ";")) {
            bool first = out->contexts.count == 0;
            enum context_end behind = piece_is(part, "mime-error") ? END_NOTHING : END_TEXT;
            struct context_format format = {behind, has_proto(part, &client), false, odd_domains};
            pfl_read_context(at, &format, &out->contexts);
            if (first && out->contexts.count > 0) {
                out->content_end = content_end;
                out->client = client;
            }
        }
        c.at = content_end + 1;
    }
}

static void set_origin(struct line *line, const struct origins *o, const char *content)
{
    const struct context *x = &o->contexts.first;
    SET_TEXT(line, header_check, content, piece_between(content, o->content_end));
    SET_TEXT(line, header_check, client_name, o->client.name);
    if (o->client.addr.length)
        SET_TEXT(line, header_check, client_addr, o->client.addr);
    if (o->client.has_port)
        SET_NUMBER(line, header_check, client_port, o->client.port);
    if (x->from.at)
        SET_TEXT(line, header_check, from, x->from);
    if (x->to.at)
        SET_TEXT(line, header_check, to, x->to);
    if (x->proto.at)
        SET_TEXT(line, header_check, proto, x->proto);
    if (x->helo.at)
        SET_TEXT(line, header_check, helo, x->helo);
    if (x->text.at)
        SET_TEXT(line, header_check, reason, x->text);
}

bool pfl_read_header_check(struct line *line)
{
    cursor c = line->rest;
    piece action, part;
    struct origins origins = {.content_end = NULL};
    if (!line_run(&c, CLASS_LOWER | CLASS_DASH, &action) || !literal(&c, ": ") || !section(&c, &part))
        return false;
    if (!line_is_cut(line)) { /* or an origin in the content might be all that was left */
        read_origins(c, part, false, &origins);
        if (origins.contexts.count == 0)
            read_origins(c, part, true, &origins);
        if (origins.contexts.count == 0)
            return false;
    }
    line->event->kind = PFL_KIND_HEADER_CHECK;
    SET_TEXT(line, header_check, action, action);
    SET_TEXT(line, header_check, section, part);
    if (origins.contexts.count == 1)
        set_origin(line, &origins, c.at);
    else if (origins.contexts.count > 1)
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
    return true;
}
