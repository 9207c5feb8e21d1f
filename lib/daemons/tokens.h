/*
 * The words that the grammars of several daemons share: clients, queue IDs,
 * addresses, next hops, delays. Each moves past its word only when it is there.
 */
#ifndef PFL_DAEMONS_TOKENS_H
#define PFL_DAEMONS_TOKENS_H

#include "lib/parse/line.h"

/* name[address] or name[address]:port (smtpd/smtpd_peer.c, namaddr). */
struct client {
    piece name, addr; /* name.length 0 for none */
    bool has_port;
    uint16_t port;
};

bool pfl_word_client(cursor *c, struct client *out);

/* [address]:port, as postscreen and tlsproxy name a client. */
bool pfl_word_endpoint(cursor *c, struct client *out);

#define SET_CLIENT(line, payload, c)                                                                                   \
    do {                                                                                                               \
        if ((c).name.length)                                                                                           \
            SET_TEXT(line, payload, client_name, (c).name);                                                            \
        SET_CLIENT_ADDRESS(line, payload, c);                                                                          \
    } while (0)

#define SET_CLIENT_ADDRESS(line, payload, c)                                                                           \
    do {                                                                                                               \
        SET_TEXT(line, payload, client_addr, (c).addr);                                                                \
        if ((c).has_port)                                                                                              \
            SET_NUMBER(line, payload, client_port, (c).port);                                                          \
    } while (0)

/* Whether the whole text is an IPv4 or IPv6 address, with or without a /prefix. */
bool pfl_is_address(piece p);

/*
 * The SMTP command or state of a session, capitals with dashes: RCPT,
 * END-OF-MESSAGE, and DATA content (smtpd/smtpd.c, state->where).
 */
bool pfl_word_state(cursor *c, piece *out);

/*
 * A queue ID alone (global/mail_queue.h): the short form is 5 hex digits of
 * microseconds and the inode in hex; the long form has seconds and microseconds
 * in base 52 without vowels, a z, and the inode in base 51. Files edited by hand
 * have others, so 6 to 21 capitals and digits with a digit among them do.
 */
bool pfl_word_other_queue_id(cursor *c, piece *out);

#define SHORT_ID_MIN 6
#define SHORT_ID_MAX 21

static inline bool pfl_word_queue_id(cursor *c, piece *out)
{
    const char *at = scan_run(c->at, c->end, CLASS_HEX);
    *out = piece_between(c->at, at);
    if (out->length < SHORT_ID_MIN || out->length > SHORT_ID_MAX || (at < c->end && is_class(*at, CLASS_ALNUM)))
        return pfl_word_other_queue_id(c, out);
    c->at = at;
    return true;
}

/*
 * The addresses that may stand in <> at a cursor. Since 3.5 Postfix quotes a
 * local part that needs it (global/info_log_addr_form.c); what is in the quotes ends
 * no address. Before, and with info_log_addr_form = internal, anything may
 * stand between the brackets, ">, status=sent (" too: then every > may be the
 * end, and the caller takes the one behind which the rest of the line fits.
 */
struct addresses {
    const char *from, *next; /* where the address starts, and from where on its end is looked for */
    const char *end;
    const char *at; /* the last @ before next, NULL for none */
    bool quoted;    /* the next reading is a quoted local part with its domain */
    bool skipped;   /* what stood in quotes was not looked at for ends */
    bool odd;       /* set by who finds no reading otherwise: what follows an @ need be no domain */
};

/* So many ways to read a line are only met in one that was written to have them: it is left open. */
#define MANY_TRIES 4096

/* Moves past nothing: false when there is no < here. */
bool pfl_addresses(cursor c, struct addresses *out);

/*
 * The next reading, and the cursor behind its >: of those that this byte follows,
 * unless it is 0. All of them take one pass over the text.
 */
bool pfl_next_address(struct addresses *a, char follows, piece *address, cursor *after);

/*
 * Goes back to the start of an address that looked quoted, for all the ends that
 * its quotes hid: when behind the closing one nothing fits, they were part of an
 * unquoted name. False when there was no quote, or it was done before.
 */
bool pfl_without_quotes(struct addresses *a);

/* Seconds with up to six decimals (util/format_tv.c), in microseconds. A delivery has five, and nearly all are short. */
bool pfl_word_long_delay(cursor *c, int64_t *out);

static const int32_t delay_scales[] = {1000000, 100000, 10000, 1000, 100, 10, 1};

SCAN_INLINE bool pfl_word_delay(cursor *c, int64_t *out)
{
    uint32_t value;
    size_t decimals, length = scan_decimal(c->at, c->end, &value, &decimals);
    if (length == 0)
        return pfl_word_long_delay(c, out);
    *out = (int64_t)value * delay_scales[decimals];
    c->at += length;
    return true;
}

/* Where a message goes: name[address]:port, name[socket path], or a plain name. Ends at a comma or an end. */
struct relay {
    piece whole, addr; /* addr.length 0 for none */
    bool has_port;
    uint16_t port;
};

bool pfl_word_relay(cursor *c, struct relay *out);

#define SET_RELAY(line, payload, r)                                                                                    \
    do {                                                                                                               \
        SET_TEXT(line, payload, relay, (r).whole);                                                                     \
        if ((r).addr.length)                                                                                           \
            SET_TEXT(line, payload, relay_addr, (r).addr);                                                             \
        if ((r).has_port)                                                                                              \
            SET_NUMBER(line, payload, relay_port, (r).port);                                                           \
    } while (0)

#endif
