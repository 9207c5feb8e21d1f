#include "lib/daemons/daemons.h"

/*
 * Dovecot writes into the same log, and the same stolen password is tried there:
 *
 *   dovecot: imap-login: Login: user=<U>, method=M, rip=A, lip=A, ..., session=<S>     (2.4: Logged in: )
 *   dovecot: imap-login: Disconnected (auth failed, N attempts in N secs): user=<U>, ...
 *   dovecot: auth: passwd-file(U,A,<S>): Password mismatch (SHA1 of given password: HASH)
 *
 * (login-common/client-common.c with the default login_log_format_elements;
 * auth/auth-request.c.) A user name is what the client sent, so that it can hold
 * all that follows it; a line with a second reading gives up its user and address.
 */

/* The process: a word, a PID in () in some set-ups, a level when the log is Dovecot's own. */
static bool process(cursor *c, piece *out)
{
    uint32_t pid;
    if (!run_of(c, CLASS_LOWER | CLASS_DASH, out))
        return false;
    if (literal(c, "(") && (!number32(c, &pid) || !literal(c, ")")))
        return false;
    if (!literal(c, ": "))
        return false;
    literal(c, "Info: ");
    return true;
}

static bool login_process(piece name)
{
    return piece_is(name, "imap-login") || piece_is(name, "pop3-login") || piece_is(name, "submission-login") ||
           piece_is(name, "managesieve-login");
}

/* What the elements behind user=<U> say. */
struct elements {
    piece user, method, addr, session; /* at NULL for none */
    size_t readings;
};

/* , method=M, rip=A[, lip=A][, mpid=N][, TLS...][, session=<S>] to the end of the line */
static bool elements(cursor c, struct elements *e)
{
    piece ignored;
    e->method.at = e->session.at = NULL;
    if (literal(&c, ", method=") && !run_of(&c, CLASS_ALNUM | CLASS_DASH, &e->method))
        return false;
    if (!literal(&c, ", rip=") || !run_of(&c, CLASS_ALNUM | CLASS_ADDRESS, &e->addr))
        return false;
    if (literal(&c, ", lip=") && !run_of(&c, CLASS_ALNUM | CLASS_ADDRESS, &ignored))
        return false;
    if (literal(&c, ", mpid=") && !run_of(&c, CLASS_DIGIT, &ignored))
        return false;
    cursor at = c;
    while (until_literal(&at, ", session=<", &ignored))
        if (until_byte(&at, '>', &e->session) && cursor_at_end(&at))
            return true;
    e->session.at = NULL;
    return cursor_at_end(&c) || literal(&c, ", ");
}

/* user=<U> and the elements, with every > that may end the name. */
static bool user_and_elements(cursor c, struct elements *out)
{
    piece ignored;
    out->readings = 0;
    if (!literal(&c, "user=<"))
        return false;
    const char *from = c.at;
    while (until_byte(&c, '>', &ignored)) {
        struct elements e = {.user = piece_between(from, c.at - 1)};
        if (elements(c, &e) && out->readings++ == 0) {
            e.readings = 1;
            *out = e;
        }
    }
    return out->readings > 0;
}

static bool logged_in(struct line *line, cursor c)
{
    struct elements e;
    if ((!literal(&c, "Login: ") && !literal(&c, "Logged in: ")) || !user_and_elements(c, &e))
        return false;
    line->event->kind = PFL_KIND_LOGIN;
    if (e.readings > 1) {
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
        return true;
    }
    SET_TEXT(line, login, client_addr, e.addr);
    if (e.method.at)
        SET_TEXT(line, login, sasl_method, e.method);
    SET_TEXT(line, login, sasl_username, e.user);
    if (e.session.at)
        SET_TEXT(line, login, session, e.session);
    return true;
}

/* ...(auth failed, N attempts in N secs)[ (auth_failed)]: user=<U>, ... */
static bool login_failed(struct line *line, cursor c)
{
    struct elements e;
    uint32_t attempts;
    piece before;
    const char *from = c.at;
    if (!literal(&c, "Disconnected") && !literal(&c, "Aborted login") && !literal(&c, "Login aborted"))
        return false;
    if (!until_literal(&c, "(auth failed, ", &before) || !number32(&c, &attempts) ||
        !(literal(&c, " attempts in ") || literal(&c, " attempts") || literal(&c, " attempt in ")))
        return false;
    if (!until_literal(&c, ": user=<", &before))
        return false;
    piece reason = piece_between(from, before.at + before.length);
    c.at -= strlen("user=<");
    if (!user_and_elements(c, &e))
        return false;
    line->event->kind = PFL_KIND_AUTH_FAIL;
    SET_TEXT(line, auth_fail, reason, reason);
    SET_NUMBER(line, auth_fail, count, attempts);
    if (e.readings > 1) {
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
        return true;
    }
    SET_TEXT(line, auth_fail, client_addr, e.addr);
    if (e.method.at)
        SET_TEXT(line, auth_fail, sasl_method, e.method);
    if (e.user.length)
        SET_TEXT(line, auth_fail, sasl_username, e.user);
    if (e.session.at)
        SET_TEXT(line, auth_fail, session, e.session);
    return true;
}

/* What auth says of a wrong password or an unknown user; everything else is a fault of the server's. */
static bool credentials_wrong(cursor c)
{
    return literal(&c, "Password mismatch") || literal(&c, "password mismatch") || literal(&c, "unknown user") ||
           literal(&c, "Unknown user") || literal(&c, "pam_authenticate() failed") ||
           literal(&c, "invalid credentials") || literal(&c, "Invalid credentials");
}

/* USER,ADDRESS[,<SESSION>], taken apart from its end, since only the user is free text. */
struct identity {
    piece user, addr, session;
};

static bool identity(piece p, struct identity *out)
{
    const char *end = p.at + p.length, *at = end;
    out->session.at = NULL;
    if (p.length > 0 && end[-1] == '>') {
        while (at > p.at && *at != '<')
            at--;
        if (at == p.at || at[-1] != ',')
            return false;
        out->session = piece_between(at + 1, end - 1);
        end = at - 1;
    }
    at = end;
    while (at > p.at && at[-1] != ',')
        at--;
    if (at == p.at)
        return false;
    out->user = piece_between(p.at, at - 1);
    out->addr = piece_between(at, end);
    return pfl_is_address(out->addr);
}

/* (SHA1 of given password: 7c4a8d) */
static void password_hash(struct line *line, cursor c)
{
    piece ignored, hash;
    if (until_literal(&c, " (SHA1 of given password: ", &ignored) && run_of(&c, CLASS_ALNUM, &hash) &&
        literal(&c, ")") && cursor_at_end(&c))
        SET_TEXT(line, auth_fail, password_hash, hash);
}

/* DATABASE(USER,ADDRESS[,<SESSION>]): REASON */
static bool auth_said(struct line *line, cursor c)
{
    piece database, ignored;
    struct identity who, first;
    cursor reason = c;
    size_t readings = 0;
    if (!run_of(&c, CLASS_ALNUM | CLASS_DASH, &database) || !literal(&c, "("))
        return false;
    const char *from = c.at;
    while (until_literal(&c, "): ", &ignored))
        if (identity(piece_between(from, c.at - 3), &who) && credentials_wrong(c) && readings++ == 0) {
            first = who;
            reason = c;
        }
    if (readings == 0)
        return false;
    line->event->kind = PFL_KIND_AUTH_FAIL;
    if (readings > 1) {
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
        return true;
    }
    SET_TEXT(line, auth_fail, client_addr, first.addr);
    SET_TEXT(line, auth_fail, sasl_username, first.user);
    SET_TEXT(line, auth_fail, reason, piece_between(reason.at, reason.end));
    if (first.session.at)
        SET_TEXT(line, auth_fail, session, first.session);
    password_hash(line, reason);
    return true;
}

bool pfl_read_dovecot(struct line *line, piece tag)
{
    cursor c = line->rest;
    piece name, ignored;
    if (!piece_is(tag, "dovecot") || !process(&c, &name))
        return false;
    if (login_process(name)) {
        if (!logged_in(line, c) && !login_failed(line, c))
            return false;
    } else if (piece_is(name, "auth") || piece_is(name, "auth-worker")) {
        /* 2.3.11 puts the connection in front: conn unix:auth-worker (pid=1,uid=2): auth-worker<3>: */
        if (literal(&c, "conn unix:") && !until_literal(&c, ">: ", &ignored))
            return false;
        if (!auth_said(line, c))
            return false;
    } else {
        return false;
    }
    line->event->service = line_span(line, name);
    line->event->present |= PFL_HAS_SERVICE;
    return true;
}
