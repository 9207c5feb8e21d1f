#include "lib/daemons/daemons.h"

/*
 * Dovecot writes into the same log, and the same stolen password is tried there:
 *
 *   dovecot: imap-login: Login: user=<U>, method=M, rip=A, lip=A, ..., session=<S>     (2.4: Logged in: )
 *   dovecot: imap-login: Disconnected (auth failed, N attempts in N secs): user=<U>, ...
 *   dovecot: auth: passwd-file(U,A,<S>): Password mismatch (SHA1 of given password: HASH)
 *   dovecot: auth(U,A,sasl:M)<S>: passwd-file: Password mismatch    (2.4)
 *
 * (login-common/client-common.c with the default login_log_format_elements;
 * auth/auth-request.c.) A user name is what the client sent, so that it can hold
 * all that follows it; a line with a second reading gives up its user and address.
 */

/* The process: a word, a PID in () in some set-ups, a level when the log is Dovecot's own. */
static bool process(cursor *c, piece *out)
{
    uint32_t pid;
    if (!line_run(c, CLASS_LOWER | CLASS_DIGIT | CLASS_DASH, out))
        return false;
    if (literal(c, "(") && (!line_number32(c, &pid) || !literal(c, ")")))
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

#define SESSION_MAX  64
#define SESSION_NAME (ptrdiff_t) strlen("session=<")

/* session=<S> at the end of the line, if it is there */
static void last_session(cursor c, piece *out)
{
    if (cursor_at_end(&c) || c.end[-1] != '>')
        return;
    const char *at = c.end - 1;
    while (at > c.at && at[-1] != '<' && c.end - at < SESSION_MAX)
        at--;
    piece session = piece_between(at, c.end - 1);
    if (at - c.at < SESSION_NAME)
        return;
    c.at = at - SESSION_NAME;
    if (literal(&c, "session=<") && c.at == session.at)
        *out = session;
}

/* , method=M, rip=A[, lip=A][, mpid=N][, TLS...][, session=<S>] to the end of the line */
static bool elements(cursor c, struct elements *e)
{
    piece ignored;
    e->method.at = e->session.at = NULL;
    if (literal(&c, ", method=") && !line_run(&c, CLASS_ALNUM | CLASS_DASH, &e->method))
        return false;
    if (!literal(&c, ", rip=") || !line_run(&c, CLASS_ALNUM | CLASS_ADDRESS, &e->addr))
        return false;
    if (literal(&c, ", lip=") && !line_run(&c, CLASS_ALNUM | CLASS_ADDRESS, &ignored))
        return false;
    if (literal(&c, ", mpid=") && !line_run(&c, CLASS_DIGIT, &ignored))
        return false;
    if (!cursor_at_end(&c) && !literal(&c, ", "))
        return false;
    last_session(c, &e->session);
    return true;
}

/* user=<U> and the elements, with every > that may end the name. */
static bool user_and_elements(cursor c, struct elements *out)
{
    piece ignored;
    out->readings = 0;
    if (!literal(&c, "user=<"))
        return false;
    const char *from = c.at;
    while (line_until(&c, '>', &ignored)) {
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
    /* What stands before the first user=< is Dovecot's own. */
    if (!until_literal(&c, ": user=<", &before))
        return false;
    piece reason = piece_between(from, before.at + before.length);
    c.at -= strlen("user=<");
    cursor own = {reason.at, reason.at + reason.length};
    if (!until_literal(&own, "(auth failed, ", &before) || !line_number32(&own, &attempts) ||
        !literal(&own, " attempts in ") || !user_and_elements(c, &e))
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

/* Dovecot cuts the user at 64 bytes (auth/auth-request.c, MAX_LOG_USERNAME_LEN). */
#define IDENTITY_MAX 256

struct identity {
    piece user, addr, method, session; /* at NULL for none */
};

/* Takes what follows the last comma off the end. */
static bool last_part(piece *p, piece *out)
{
    size_t i = p->length;
    while (i > 0 && p->at[i - 1] != ',')
        i--;
    if (i == 0)
        return false;
    *out = piece_between(p->at + i, p->at + p->length);
    p->length = i - 1;
    return true;
}

/* USER,ADDRESS[,sasl:METHOD][,master][,<SESSION>], taken apart from its end, since only the user is free text. */
static bool identity(piece p, struct identity *out)
{
    piece part;
    *out = (struct identity){.session = {NULL, 0}};
    if (!last_part(&p, &part))
        return false;
    if (part.length > 1 && part.at[0] == '<' && part.at[part.length - 1] == '>') {
        out->session = (piece){part.at + 1, part.length - 2};
        if (!last_part(&p, &part))
            return false;
    }
    if (piece_is(part, "master") && !last_part(&p, &part))
        return false;
    cursor c = {part.at, part.at + part.length};
    if (literal(&c, "sasl:")) {
        rest(&c, &out->method);
        if (!last_part(&p, &part))
            return false;
    }
    out->user = p;
    out->addr = part;
    return pfl_is_address(part);
}

/* (SHA1 of given password: 7c4a8d) */
static void password_hash(struct line *line, cursor c)
{
    piece ignored, hash;
    if (until_literal(&c, " (SHA1 of given password: ", &ignored) && line_run(&c, CLASS_ALNUM, &hash) &&
        literal(&c, ")") && cursor_at_end(&c))
        SET_TEXT(line, auth_fail, password_hash, hash);
}

/* 2.4: [<SESSION>]: DATABASE: before the reason; auth-worker: <PID>[<SESSION>]: request [N]: DATABASE: */
static bool before_reason(cursor *c, struct identity *who)
{
    piece part, first = {NULL, 0}, second = {NULL, 0};
    uint32_t id;
    if (literal(c, "<") && !line_until(c, '>', &first))
        return false;
    if (literal(c, "<") && !line_until(c, '>', &second))
        return false;
    if (!literal(c, ": "))
        return false;
    bool worker = literal(c, "request [");
    if (worker && (!line_number32(c, &id) || !literal(c, "]: ")))
        return false;
    who->session = worker ? second : first;
    return line_run(c, CLASS_ALNUM | CLASS_DASH, &part) && literal(c, ": ");
}

/*
 * IDENTITY): REASON; in 2.4 IDENTITY)<SESSION>: DATABASE: REASON. The user may
 * have written any of it: every ) that may end the identity counts as a reading.
 */
static bool identity_and_reason(struct line *line, cursor c, bool database_behind)
{
    piece ignored;
    struct identity who, first = {.session = {NULL, 0}};
    cursor reason = c;
    const char *from = c.at;
    size_t readings = 0;
    bool wrong = false;
    while (line_until(&c, ')', &ignored) && c.at - from <= IDENTITY_MAX) {
        cursor behind = c;
        if (!identity(piece_between(from, c.at - 1), &who) ||
            !(database_behind ? before_reason(&behind, &who) : literal(&behind, ": ")))
            continue;
        wrong = wrong || credentials_wrong(behind);
        if (readings++ == 0) {
            first = who;
            reason = behind;
        }
    }
    if (!wrong)
        return false;
    line->event->kind = PFL_KIND_AUTH_FAIL;
    if (readings > 1) {
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
        return true;
    }
    SET_TEXT(line, auth_fail, client_addr, first.addr);
    SET_TEXT(line, auth_fail, sasl_username, first.user);
    if (first.method.at)
        SET_TEXT(line, auth_fail, sasl_method, first.method);
    SET_TEXT(line, auth_fail, reason, piece_between(reason.at, reason.end));
    if (first.session.at)
        SET_TEXT(line, auth_fail, session, first.session);
    password_hash(line, reason);
    return true;
}

/* DATABASE(IDENTITY): REASON */
static bool auth_said(struct line *line, cursor c)
{
    piece database;
    return line_run(&c, CLASS_ALNUM | CLASS_DASH, &database) && literal(&c, "(") && identity_and_reason(line, c, false);
}

static bool auth_process(piece name)
{
    return piece_is(name, "auth") || piece_is(name, "auth-worker");
}

bool pfl_read_dovecot(struct line *line, piece tag)
{
    cursor c = line->rest;
    piece name, ignored;
    if (!piece_is(tag, "dovecot"))
        return false;
    if (!process(&c, &name)) {
        /* 2.4 puts the identity before the database */
        c = line->rest;
        if (!line_run(&c, CLASS_LOWER | CLASS_DASH, &name) || !auth_process(name) || !literal(&c, "(") ||
            !identity_and_reason(line, c, true))
            return false;
    } else if (login_process(name)) {
        if (!logged_in(line, c) && !login_failed(line, c))
            return false;
    } else if (auth_process(name)) {
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
