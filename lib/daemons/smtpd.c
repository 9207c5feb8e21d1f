#include "lib/daemons/daemons.h"

/*
 * smtpd(8): sessions and logins. Whatever a client can choose stands behind the
 * client's own name and address, which it cannot; so each format is read from
 * the left, and what a client wrote is never searched.
 */

/* connect from CLIENT */
static bool connect_from(struct line *line, cursor c)
{
    struct client client;
    if (!literal(&c, "connect from ") || !pfl_word_client(&c, &client) || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_CONNECT;
    SET_CLIENT(line, connect, client);
    return true;
}

/*
 * The counters of a disconnect. Each name has a place of its own by its second and last
 * letter and its length, so that no loop looks for it; -Woverride-init would tell of two
 * that share one. Their bits rise in the order in which smtpd writes them (smtpd/smtpd.c,
 * smtpd_cmd_table).
 */
#define PLACES 32
#define PLACE(second, last, length)                                                                                    \
    (((unsigned char)(second) * 3U + (unsigned char)(last) * 27U + (unsigned)(length) * 5U) % PLACES)

static const struct command {
    char name[8];    /* padded, to be compared at once; empty for no command */
    uint32_t offset; /* of X_ok in the record; X_total follows it */
    uint32_t bit;
} commands[PLACES] = {
#define COMMAND(name, second, last)                                                                                    \
    [PLACE(second, last, sizeof(#name) - 1)] = {#name, offsetof(pfl_disconnect, name##_ok),                            \
                                                BIT_disconnect_##name##_ok}
    COMMAND(helo, 'e', 'o'),    COMMAND(ehlo, 'h', 'o'),     COMMAND(xclient, 'c', 't'), COMMAND(xforward, 'f', 'd'),
    COMMAND(starttls, 't', 's'), COMMAND(auth, 'u', 'h'),    COMMAND(mail, 'a', 'l'),    COMMAND(rcpt, 'c', 't'),
    COMMAND(data, 'a', 'a'),    COMMAND(bdat, 'd', 't'),     COMMAND(rset, 's', 't'),    COMMAND(noop, 'o', 'p'),
    COMMAND(vrfy, 'r', 'y'),    COMMAND(etrn, 't', 'n'),     COMMAND(quit, 'u', 't'),    COMMAND(help, 'e', 'p'),
    COMMAND(unknown, 'n', 'n'), COMMAND(commands, 'o', 's'),
};

/* The command of a name; NULL when there is none. */
static const struct command *command_named(piece name)
{
    uint64_t start = scan_start(name.at, name.length);
    if (name.length < 2 || name.length > sizeof start)
        return NULL;
    const struct command *command = &commands[PLACE(name.at[1], name.at[name.length - 1], name.length)];
    return memcmp(command->name, &start, sizeof start) == 0 ? command : NULL;
}

/* ok or ok/total */
static bool command_count(cursor *c, uint32_t counts[2])
{
    if (cursor_left(c) > 1 && is_class(c->at[0], CLASS_DIGIT) && !is_class(c->at[1], CLASS_DIGIT))
        counts[0] = (uint32_t)(*c->at++ - '0'); /* nearly all of them: 10 % of the time of such a line */
    else if (!line_number32(c, &counts[0]))
        return false;
    counts[1] = counts[0];
    return !literal(c, "/") || line_number32(c, &counts[1]);
}

/* disconnect from CLIENT[ command=ok[/total]]...[ notes=WORD] */
static bool disconnect_from(struct line *line, cursor c)
{
    struct client client;
    piece notes, name;
    if (!literal(&c, "disconnect from ") || !pfl_word_client(&c, &client))
        return false;
    pfl_event *event = line->event;
    event->kind = PFL_KIND_DISCONNECT;
    SET_CLIENT(line, disconnect, client);
    uint64_t present = 0;
    while (literal(&c, " ") && line_until(&c, '=', &name)) {
        uint32_t counts[2];
        const struct command *command = command_named(name);
        if (command == NULL && piece_is(name, "notes")) {
            rest(&c, &notes);
            SET_TEXT(line, disconnect, notes, notes);
            break;
        }
        if (command == NULL || present >> command->bit != 0 || !command_count(&c, counts))
            return false;
        memcpy((char *)&event->disconnect + command->offset, counts, sizeof counts);
        present |= UINT64_C(3) << command->bit;
    }
    event->present |= present;
    return cursor_at_end(&c);
}

/* lost connection after WHERE[ (N bytes)] from CLIENT; behind a queue ID or NOQUEUE since 3.10 */
static bool session_end(struct line *line, cursor c)
{
    struct client client;
    piece state;
    uint64_t bytes = 0;
    bool counted = false;
    if (literal(&c, "lost connection after "))
        line->event->kind = PFL_KIND_LOST_CONNECTION;
    else if (literal(&c, "timeout after "))
        line->event->kind = PFL_KIND_TIMEOUT;
    else
        return false;
    if (!pfl_word_state(&c, &state))
        return false;
    if (literal(&c, " (")) {
        if (!line_number(&c, UINT64_MAX, &bytes) || !literal(&c, " bytes)"))
            return false;
        counted = true;
    }
    if (!literal(&c, " from ") || !pfl_word_client(&c, &client) || !cursor_at_end(&c))
        return false;
    SET_CLIENT(line, session_end, client);
    SET_TEXT(line, session_end, where, state);
    if (counted)
        SET_NUMBER(line, session_end, bytes, bytes);
    return true;
}

#define MECHANISM_MAX 20 /* RFC 4422, 3.1 */

/* A mechanism's name as RFC 4422 allows it: what a client sent instead is not believed. */
static bool mechanism(cursor *c, piece *out)
{
    return line_run(c, CLASS_ALNUM | CLASS_DASH, out) && out->length <= MECHANISM_MAX;
}

/*
 * warning: CLIENT: SASL MECHANISM authentication failed: REASON[, sasl_username=USER]
 * warning: CLIENT: SASL MECHANISM authentication aborted
 *
 * The mechanism is what the client sent. Only a proper name can be told from the
 * words behind it; of any other the line says that a login failed, and no more.
 * The user name (3.9, and late patches of 3.5 to 3.8) ends the line.
 */
static bool sasl_failure(struct line *line, cursor c)
{
    struct client client;
    piece method, reason, user;
    if (!pfl_word_client(&c, &client) || !literal(&c, ": SASL "))
        return false;
    SET_CLIENT(line, auth_fail, client);
    cursor at = c;
    bool proper = mechanism(&at, &method);
    cursor aborted = at;
    if (proper && literal(&aborted, " authentication aborted") && cursor_at_end(&aborted)) {
        line->event->kind = PFL_KIND_AUTH_ABORT;
        SET_TEXT(line, auth_fail, sasl_method, method);
        return true;
    }
    line->event->kind = PFL_KIND_AUTH_FAIL;
    bool reasoned = proper && literal(&at, " authentication failed: ");
    if (!reasoned && !(proper && literal(&at, " authentication failed") && cursor_at_end(&at)))
        return until_literal(&c, " authentication failed", &reason);
    SET_TEXT(line, auth_fail, sasl_method, method);
    cursor text = at;
    if (until_literal(&at, ", sasl_username=", &reason)) {
        rest(&at, &user);
        if (!line_is_cut(line))
            SET_TEXT(line, auth_fail, sasl_username, user);
    } else {
        rest(&text, &reason);
    }
    SET_TEXT(line, auth_fail, reason, reason);
    return true;
}

/* [, orig_queue_id=Q][, orig_client=CLIENT] to the end of the line: what a content filter passes on */
static bool original(struct line *line, cursor c)
{
    struct client client;
    piece queue_id = {NULL, 0};
    if (line_is_cut(line))
        return false;
    if (literal(&c, ", orig_queue_id=") && !line_run(&c, CLASS_ALNUM, &queue_id))
        return false;
    bool named = literal(&c, ", orig_client=");
    if ((named && !pfl_word_client(&c, &client)) || !cursor_at_end(&c))
        return false;
    if (queue_id.at)
        SET_TEXT(line, client, orig_queue_id, queue_id);
    if (named) {
        SET_TEXT(line, client, orig_client_name, client.name);
        SET_TEXT(line, client, orig_client_addr, client.addr);
        if (client.has_port)
            SET_NUMBER(line, client, orig_client_port, client.port);
    }
    return true;
}

/* [, sasl_sender=S] or a content filter's words, to the end of the line. */
static bool behind_user(struct line *line, cursor c)
{
    piece sender;
    if (!literal(&c, ", sasl_sender="))
        return original(line, c);
    rest(&c, &sender);
    SET_TEXT(line, client, sasl_sender, sender);
    return true;
}

/*
 * A name, and what follows it. The name ends where the first thing that can follow
 * it fits: one that goes on like ", sasl_sender=" is taken for shorter than it is,
 * since otherwise whoever has stolen a login could take its name off the line with
 * an AUTH= of his own.
 */
static void user_and_behind(struct line *line, cursor c)
{
    cursor at = c;
    piece ignored;
    while (until_literal(&at, ", ", &ignored)) {
        cursor behind = {ignored.at + ignored.length, at.end};
        if (behind_user(line, behind)) {
            SET_TEXT(line, client, sasl_username, piece_between(c.at, behind.at));
            return;
        }
    }
    if (!line_is_cut(line)) /* half a name is another name */
        SET_TEXT(line, client, sasl_username, piece_between(c.at, c.end));
}

/*
 * client=CLIENT[, sasl_method=M][, sasl_username=U][, sasl_sender=S][, orig_queue_id=Q][, orig_client=CLIENT]
 *
 * In this order and with nothing between. sasl_sender is the AUTH= of MAIL FROM,
 * which anyone may send, logged in or not: nothing behind it is believed.
 */
static bool client_line(struct line *line, cursor c)
{
    struct client client;
    piece method;
    if (!literal(&c, "client=") || !pfl_word_client(&c, &client))
        return false;
    line->event->kind = PFL_KIND_CLIENT;
    SET_CLIENT(line, client, client);
    if (literal(&c, ", sasl_method=")) {
        if (!line_run(&c, CLASS_ALNUM | CLASS_DASH, &method))
            return false;
        SET_TEXT(line, client, sasl_method, method);
    }
    if (!literal(&c, ", sasl_username="))
        return behind_user(line, c) || line_is_cut(line);
    line->event->kind = PFL_KIND_SASL_LOGIN;
    user_and_behind(line, c);
    return true;
}

bool pfl_read_smtpd(struct line *line)
{
    cursor c = line->rest;
    if (line->event->severity == PFL_SEVERITY_WARNING)
        return (!line->has_queue && sasl_failure(line, c)) || pfl_read_smtpd_abuse(line) || pfl_read_etrn_reject(line);
    if (line->event->severity != PFL_SEVERITY_INFO)
        return false;
    if (line->has_queue)
        return client_line(line, c) || session_end(line, c) || pfl_read_reject(line) || pfl_read_smtpd_abuse(line);
    return connect_from(line, c) || disconnect_from(line, c) || session_end(line, c) || pfl_read_tls(line) ||
           pfl_read_smtpd_abuse(line) || pfl_read_reject(line) || pfl_read_restart(line);
}
