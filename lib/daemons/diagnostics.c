#include "lib/daemons/diagnostics.h"

#include "lib/daemons/tokens.h"

/*
 * A text is read from its start, by patterns whose words match only what Postfix
 * puts in their place: what came from outside stands behind them and has no say.
 *
 * Most texts start with words of their own. The others start with a name (a
 * table, a parameter, a file, a function, a client) and a colon or a blank; these
 * have tables of what follows. Each table is sorted by bytes, so that two bytes
 * tell the few patterns to try, and the last one that fits is the longest.
 */
struct pattern {
    const char *text;
    uint8_t lead; /* what the name in front has to be */
    uint8_t category;
};

enum { NAME, CLIENT, PEER, ADDRESS };

struct table {
    const struct pattern *patterns;
    size_t count;
};

/* The tables of one sort of lines. */
struct tables {
    struct table starts, after_colon, after_blank, after_names;
};

#define START(category, text, source)             {text, NAME, PFL_CATEGORY_##category},
#define AFTER_COLON(lead, category, text, source) {text, lead, PFL_CATEGORY_##category},
#define AFTER_BLANK(lead, category, text, source) {text, lead, PFL_CATEGORY_##category},
#define AFTER_NAMES(category, text, source)       {text, NAME, PFL_CATEGORY_##category},

static const struct pattern warning_starts[] = {
#define WARNING_STARTS
#include "lib/daemons/diagnostics.def"
};
static const struct pattern warnings_after_colon[] = {
#define WARNINGS_AFTER_COLON
#include "lib/daemons/diagnostics.def"
};
static const struct pattern warnings_after_blank[] = {
#define WARNINGS_AFTER_BLANK
#include "lib/daemons/diagnostics.def"
};
static const struct pattern warnings_after_names[] = {
#define WARNINGS_AFTER_NAMES
#include "lib/daemons/diagnostics.def"
};
static const struct pattern note_starts[] = {
#define NOTE_STARTS
#include "lib/daemons/notes.def"
};
static const struct pattern notes_after_colon[] = {
#define NOTES_AFTER_COLON
#include "lib/daemons/notes.def"
};
static const struct pattern notes_after_blank[] = {
#define NOTES_AFTER_BLANK
#include "lib/daemons/notes.def"
};
static const struct pattern notes_after_names[] = {
#define NOTES_AFTER_NAMES
#include "lib/daemons/notes.def"
};

#define TABLE(patterns)                                                                                                \
    {                                                                                                                  \
        patterns, sizeof(patterns) / sizeof(patterns)[0]                                                               \
    }

static const struct tables warnings = {TABLE(warning_starts), TABLE(warnings_after_colon), TABLE(warnings_after_blank),
                                       TABLE(warnings_after_names)};
static const struct tables notes = {TABLE(note_starts), TABLE(notes_after_colon), TABLE(notes_after_blank),
                                    TABLE(notes_after_names)};

/* What a program's warnings are about when no pattern knows better; of the others it is INTERNAL. */
static const struct program {
    const char *name;
    uint8_t category;
} programs[] = {
    {"bounce", PFL_CATEGORY_DELIVERY},
    {"cleanup", PFL_CATEGORY_QUEUE_FILE},
    {"defer", PFL_CATEGORY_DELIVERY},
    {"discard", PFL_CATEGORY_DELIVERY},
    {"dnsblog", PFL_CATEGORY_NETWORK},
    {"error", PFL_CATEGORY_DELIVERY},
    {"flush", PFL_CATEGORY_QUEUE_FILE},
    {"local", PFL_CATEGORY_DELIVERY},
    {"master", PFL_CATEGORY_LIFECYCLE},
    {"nbdb_reindexd", PFL_CATEGORY_DICT},
    {"nqmgr", PFL_CATEGORY_QUEUE_FILE},
    {"oqmgr", PFL_CATEGORY_QUEUE_FILE},
    {"pickup", PFL_CATEGORY_QUEUE_FILE},
    {"pipe", PFL_CATEGORY_DELIVERY},
    {"post-install", PFL_CATEGORY_CONFIG},
    {"postalias", PFL_CATEGORY_DICT},
    {"postcat", PFL_CATEGORY_QUEUE_FILE},
    {"postconf", PFL_CATEGORY_CONFIG},
    {"postdrop", PFL_CATEGORY_QUEUE_FILE},
    {"postfix", PFL_CATEGORY_LIFECYCLE},
    {"postfix-script", PFL_CATEGORY_LIFECYCLE},
    {"postfix-tls-script", PFL_CATEGORY_TLS},
    {"postmap", PFL_CATEGORY_DICT},
    {"postmulti", PFL_CATEGORY_CONFIG},
    {"postmulti-script", PFL_CATEGORY_CONFIG},
    {"postsuper", PFL_CATEGORY_QUEUE_FILE},
    {"posttls-finger", PFL_CATEGORY_TLS},
    {"proxymap", PFL_CATEGORY_DICT},
    {"proxywrite", PFL_CATEGORY_DICT},
    {"qmgr", PFL_CATEGORY_QUEUE_FILE},
    {"retry", PFL_CATEGORY_DELIVERY},
    {"sendmail", PFL_CATEGORY_CONFIG},
    {"showq", PFL_CATEGORY_QUEUE_FILE},
    {"tlsmgr", PFL_CATEGORY_TLS},
    {"tlsproxy", PFL_CATEGORY_TLS},
    {"trace", PFL_CATEGORY_DELIVERY},
    {"trivial-rewrite", PFL_CATEGORY_DELIVERY},
    {"verify", PFL_CATEGORY_DELIVERY},
    {"virtual", PFL_CATEGORY_DELIVERY},
};

/* What a text names; at NULL for none. */
struct names {
    struct client client;
    piece queue_id, hostname, address;
    bool is_peer; /* client may be a server, where this program is the client */
};

/* ---- words of patterns ---- */

static bool word_number(cursor *c)
{
    piece digits;
    cursor at = *c;
    literal(&at, "-");
    if (!line_run(&at, CLASS_DIGIT, &digits))
        return false;
    *c = at;
    return true;
}

/* name[address], name[address]:port or [address]:port */
static bool word_client(cursor *c, struct client *out)
{
    return pfl_word_client(c, out) || pfl_word_endpoint(c, out);
}

/* The other end of a connection; a server may be at a socket: name[path]. */
static bool word_peer(cursor *c, struct names *out)
{
    struct relay server;
    out->is_peer = true;
    return word_client(c, &out->client) || pfl_word_relay(c, &server);
}

/* A colon that ends an address is not part of it. */
static bool word_address(cursor *c, piece *out)
{
    if (!line_run(c, CLASS_ALNUM | CLASS_ADDRESS, out))
        return false;
    if (out->at[out->length - 1] == ':') {
        out->length--;
        c->at--;
    }
    return out->length > 0;
}

static bool word(char kind, cursor *c, struct names *out)
{
    switch (kind) {
    case 'd':
        return word_number(c);
    case 'c':
        return word_client(c, &out->client);
    case 'p':
        return word_peer(c, out);
    case 'q':
        return pfl_word_queue_id(c, &out->queue_id);
    case 'h':
        return line_run(c, CLASS_ALNUM | CLASS_HOST, &out->hostname);
    case 'a':
        return word_address(c, &out->address);
    default:
        return false;
    }
}

/* The name in front of a colon or a blank, all of it. */
static bool lead_is(uint8_t lead, cursor name, struct names *out)
{
    switch (lead) {
    case CLIENT:
        return word_client(&name, &out->client) && cursor_at_end(&name);
    case PEER:
        return word_peer(&name, out) && cursor_at_end(&name);
    case ADDRESS:
        return word_address(&name, &out->address) && cursor_at_end(&name);
    default:
        return true;
    }
}

/* Moves behind the first occurrence of text; in_word: with no blank in front of it. */
static bool skip_to(const char *text, size_t length, bool in_word, cursor *c)
{
    while (cursor_left(c) >= length) {
        if (memcmp(c->at, text, length) == 0) {
            c->at += length;
            return true;
        }
        if (in_word && *c->at == ' ')
            return false;
        c->at++;
        if (!in_word && (c->at = memchr(c->at, text[0], cursor_left(c))) == NULL)
            return false;
    }
    return false;
}

static bool matches(const char *pattern, cursor c, struct names *out)
{
    for (;;) {
        size_t length = strcspn(pattern, "%");
        if (cursor_left(&c) < length || memcmp(c.at, pattern, length) != 0)
            return false;
        c.at += length;
        if (pattern[length] == '\0')
            return true;
        char kind = pattern[length + 1];
        pattern += length + 2;
        if (kind == '.')
            return cursor_at_end(&c);
        if (kind != 's' && kind != 'w') {
            if (!word(kind, &c, out))
                return false;
            continue;
        }
        length = strcspn(pattern, "%");
        if (!skip_to(pattern, length, kind == 'w', &c))
            return false;
        pattern += length;
    }
}

/* ---- tables ---- */

/* The first two bytes, which are literal in every pattern. */
static unsigned key(const char *text)
{
    return (unsigned)(unsigned char)text[0] << 8 | (unsigned char)text[1];
}

static const struct pattern *find(struct table table, cursor name, cursor c, struct names *out)
{
    if (cursor_left(&c) < 2)
        return NULL;
    unsigned wanted = key(c.at);
    size_t low = 0, high = table.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (key(table.patterns[middle].text) <= wanted)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low > 0 && key(table.patterns[low - 1].text) == wanted; low--) {
        const struct pattern *pattern = &table.patterns[low - 1];
        memset(out, 0, sizeof *out);
        if (matches(pattern->text, c, out) && lead_is(pattern->lead, name, out))
            return pattern;
    }
    return NULL;
}

/* A name ends at the first blank, and the colon in front of that is not part of it. */
static const struct pattern *find_any(const struct tables *tables, cursor c, struct names *out)
{
    const struct pattern *found = find(tables->starts, c, c, out);
    const char *blank = cursor_at_end(&c) ? NULL : memchr(c.at, ' ', cursor_left(&c));
    if (found != NULL || blank == NULL || blank == c.at)
        return found;
    bool colon = blank[-1] == ':';
    cursor name = {c.at, colon ? blank - 1 : blank}, rest_of = {blank + 1, c.end};
    found = find(colon ? tables->after_colon : tables->after_blank, name, rest_of, out);
    memset(out, 0, found == NULL ? sizeof *out : 0);
    for (size_t i = 0; found == NULL && i < tables->after_names.count; i++)
        if (matches(tables->after_names.patterns[i].text, c, out))
            found = &tables->after_names.patterns[i];
    return found;
}

/*
 * A row of a session's bytes, with tls_loglevel 4: "0010 16 03 01-...", or
 * "0010 - <SPACES/NULLS>" for rows that are left out (tls/tls_misc.c).
 */
static bool is_dump(cursor c)
{
    piece offset;
    if (!line_run(&c, CLASS_DIGIT | CLASS_LOWER, &offset) || offset.length < 4)
        return false;
    for (size_t i = 0; i < offset.length; i++)
        if (offset.at[i] > 'f')
            return false;
    return literal(&c, " - <SPACES/NULLS>") ||
           (cursor_left(&c) >= 4 && c.at[0] == ' ' && (c.at[3] == ' ' || c.at[3] == '-'));
}

/* ---- lines ---- */

static piece program_name(const struct line *line)
{
    const char *end = line->tag.at + line->tag.length, *at = end;
    while (at > line->tag.at && at[-1] != '/')
        at--;
    return piece_between(at, end);
}

static bool is_name(piece p, const char *name)
{
    return p.length > 0 && *p.at == *name && p.length == strlen(name) && memcmp(p.at, name, p.length) == 0;
}

static uint8_t program_category(piece name)
{
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++)
        if (is_name(name, programs[i].name))
            return programs[i].category;
    return PFL_CATEGORY_INTERNAL;
}

/*
 * Whether a peer is a client: not in smtp and lmtp, and with tlsproxy, which
 * works for both sides, or a program without a name only in the form that no
 * server has, [address]:port, or that no server has had since 2.3, without a port.
 */
static bool peer_is_client(piece program, const struct client *peer)
{
    if (is_name(program, "smtp") || is_name(program, "lmtp"))
        return false;
    if (is_name(program, "tlsproxy") || is_name(program, "postfix"))
        return peer->name.length == 0 || !peer->has_port;
    return true;
}

static void set_names(struct line *line, piece program, const struct names *names)
{
    if (names->client.addr.length && (!names->is_peer || peer_is_client(program, &names->client)))
        SET_CLIENT(line, diagnostic, names->client);
    if (names->address.length)
        SET_TEXT(line, diagnostic, client_addr, names->address);
    if (names->hostname.length)
        SET_TEXT(line, diagnostic, hostname, names->hostname);
    if (names->queue_id.length && !(line->event->present & PFL_HAS_QUEUE_ID)) {
        line->event->queue_id = line_span(line, names->queue_id);
        line->event->present |= PFL_HAS_QUEUE_ID;
    }
}

bool pfl_read_diagnostic(struct line *line)
{
    struct names names;
    uint8_t severity = line->event->severity;
    bool note = severity == PFL_SEVERITY_INFO;
    piece program = program_name(line);
    const struct pattern *found = find_any(note ? &notes : &warnings, line->rest, &names);
    uint8_t category = found != NULL ? found->category : program_category(program);
    if (note) {
        bool dump = found == NULL && is_dump(line->rest);
        /* What "postfix tls" tells the administrator is free text. */
        if (found == NULL && !dump && !is_name(program, "postfix-tls-script"))
            return false;
        if (dump)
            category = PFL_CATEGORY_TLS;
        line->event->kind = PFL_KIND_NOTE;
    } else {
        line->event->kind = severity == PFL_SEVERITY_WARNING ? PFL_KIND_WARNING : PFL_KIND_ERROR;
    }
    /* A panic is a flaw of Postfix itself, whatever it was doing (util/msg.c). */
    SET_NUMBER(line, diagnostic, category, severity == PFL_SEVERITY_PANIC ? PFL_CATEGORY_INTERNAL : category);
    if (found != NULL)
        set_names(line, program, &names);
    return true;
}
