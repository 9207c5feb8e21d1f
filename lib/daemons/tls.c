#include "lib/daemons/daemons.h"

/* TLS handshakes, written alike by smtpd, smtp, lmtp, postscreen and tlsproxy. */

/* Whom the connection is with: " from CLIENT[ to SNI]" or " to HOST[ADDRESS]:PORT". */
static bool peer(struct line *line, cursor *c)
{
    struct client client;
    struct relay relay;
    piece sni;
    if (literal(c, " to ")) {
        if (!pfl_word_relay(c, &relay))
            return false;
        SET_RELAY(line, tls, relay);
        return true;
    }
    if (!literal(c, " from ") || !(pfl_word_client(c, &client) || pfl_word_endpoint(c, &client)))
        return false;
    SET_CLIENT(line, tls, client);
    if (literal(c, " to ")) {
        if (!line_run(c, CLASS_ALNUM | CLASS_HOST, &sni))
            return false;
        SET_TEXT(line, tls, tls_sni, sni);
    }
    return true;
}

/*
 * TRUST TLS connection established PEER: PROTOCOL with cipher CIPHER (N/N bits)[ DETAILS]
 * (tls/tls_misc.c, tls_log_summary; no trust word before 2.5)
 */
static bool connection(struct line *line, cursor c)
{
    piece trust = {NULL, 0}, state, protocol, cipher, details;
    uint16_t bits, algorithm_bits;
    if (!literal(&c, "TLS connection ") && !(line_run(&c, CLASS_LETTER, &trust) && literal(&c, " TLS connection ")))
        return false;
    if (!line_run(&c, CLASS_LOWER, &state) || !peer(line, &c) || !literal(&c, ": ") ||
        !until_literal(&c, " with cipher ", &protocol) || !until_literal(&c, " (", &cipher) ||
        !line_number16(&c, &bits) || !literal(&c, "/") || !line_number16(&c, &algorithm_bits) || !literal(&c, " bits)"))
        return false;
    if (literal(&c, " ")) {
        rest(&c, &details);
        SET_TEXT(line, tls, tls_details, details);
    }
    line->event->kind = PFL_KIND_TLS;
    if (trust.at)
        SET_TEXT(line, tls, tls_trust, trust);
    SET_TEXT(line, tls, tls_state, state);
    SET_TEXT(line, tls, tls_protocol, protocol);
    SET_TEXT(line, tls, tls_cipher, cipher);
    SET_NUMBER(line, tls, tls_cipher_bits, bits);
    SET_NUMBER(line, tls, tls_algorithm_bits, algorithm_bits);
    return cursor_at_end(&c);
}

/* SSL_accept error from CLIENT: REASON (tls/tls_server.c); SSL_connect error to HOST[ADDRESS]:PORT: REASON
 * (tls/tls_client.c) */
static bool handshake_error(struct line *line, cursor c)
{
    piece reason;
    if (!literal(&c, "SSL_accept ") && !literal(&c, "SSL_connect "))
        return false;
    piece state = piece_between(c.at, c.at + strlen("error"));
    if (!literal(&c, "error") || !peer(line, &c) || !literal(&c, ": "))
        return false;
    rest(&c, &reason);
    line->event->kind = PFL_KIND_TLS;
    SET_TEXT(line, tls, tls_state, state);
    SET_TEXT(line, tls, reason, reason);
    return true;
}

/* certificate verification failed for HOST[ADDRESS]:PORT: REASON, or for CLIENT: REASON (tls/tls_verify.c) */
static bool certificate(struct line *line, cursor c)
{
    struct client client;
    struct relay relay;
    piece reason;
    if (!literal(&c, "certificate ") && !literal(&c, "server certificate ") && !literal(&c, "client certificate "))
        return false;
    const char *from = c.at;
    if (!literal(&c, "verification failed"))
        return false;
    piece state = piece_between(from, c.at);
    if (!literal(&c, " for "))
        return false;
    bool of_client = line_tag_ends(line, "/smtpd"); /* the text alone does not tell */
    if (!(of_client ? pfl_word_client(&c, &client) : pfl_word_relay(&c, &relay)) || !literal(&c, ": "))
        return false;
    rest(&c, &reason);
    line->event->kind = PFL_KIND_TLS;
    if (of_client)
        SET_CLIENT(line, tls, client);
    else
        SET_RELAY(line, tls, relay);
    SET_TEXT(line, tls, tls_state, state);
    SET_TEXT(line, tls, reason, reason);
    return true;
}

/* TLS SNI NAME from CLIENT not matched, using default chain (tls/tls_certkey.c) */
static bool sni_unmatched(struct line *line, cursor c)
{
    struct client client;
    piece sni;
    if (!literal(&c, "TLS SNI ") || !line_run(&c, CLASS_ALNUM | CLASS_HOST, &sni) || !literal(&c, " from ") ||
        !(pfl_word_client(&c, &client) || pfl_word_endpoint(&c, &client)) || !literal(&c, " "))
        return false;
    const char *from = c.at;
    if (!literal(&c, "not matched"))
        return false;
    line->event->kind = PFL_KIND_TLS;
    SET_CLIENT(line, tls, client);
    SET_TEXT(line, tls, tls_state, piece_between(from, c.at));
    SET_TEXT(line, tls, tls_sni, sni);
    return true;
}

/* Host offered STARTTLS: [HOST] (smtp/smtp_proto.c, smtp_tls_note_starttls_offer) */
static bool starttls_offered(struct line *line, cursor c)
{
    struct relay relay;
    if (!literal(&c, "Host "))
        return false;
    const char *from = c.at;
    if (!literal(&c, "offered"))
        return false;
    piece state = piece_between(from, c.at);
    if (!literal(&c, " STARTTLS: ") || !pfl_word_relay(&c, &relay) || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_TLS;
    SET_RELAY(line, tls, relay);
    SET_TEXT(line, tls, tls_state, state);
    return true;
}

/*
 * tlsproxy(8): CONNECT from [A]:P, CONNECT to [A]:P, DISCONNECT [A]:P, and
 * TLS handshake failed for service=S peer=P (tlsproxy/tlsproxy.c)
 */
static bool proxied(struct line *line, cursor c)
{
    struct client client;
    struct relay relay;
    piece peer_name;
    if (literal(&c, "TLS handshake ")) {
        const char *from = c.at;
        if (!literal(&c, "failed"))
            return false;
        piece state = piece_between(from, c.at);
        if (!literal(&c, " for "))
            return false;
        rest(&c, &peer_name);
        line->event->kind = PFL_KIND_TLS;
        SET_TEXT(line, tls, tls_state, state);
        SET_TEXT(line, tls, reason, peer_name);
        return true;
    }
    bool connect = literal(&c, "CONNECT");
    if (!connect && !literal(&c, "DISCONNECT"))
        return false;
    piece state = piece_between(line->rest.at, c.at);
    if (connect && literal(&c, " to ")) {
        if (!pfl_word_relay(&c, &relay))
            return false;
        SET_RELAY(line, tls, relay);
    } else if (literal(&c, connect ? " from " : " ") && pfl_word_endpoint(&c, &client)) {
        SET_CLIENT_ADDRESS(line, tls, client);
    } else {
        return false;
    }
    line->event->kind = PFL_KIND_TLS;
    SET_TEXT(line, tls, tls_state, state);
    return cursor_at_end(&c);
}

bool pfl_read_tlsproxy(struct line *line)
{
    if (line->has_queue || line->event->severity != PFL_SEVERITY_INFO)
        return false;
    return pfl_read_tls(line) || proxied(line, line->rest);
}

bool pfl_read_tls(struct line *line)
{
    if (line->has_queue || line->event->severity != PFL_SEVERITY_INFO)
        return false;
    return connection(line, line->rest) || handshake_error(line, line->rest) || certificate(line, line->rest) ||
           sni_unmatched(line, line->rest) || starttls_offered(line, line->rest);
}
