#include "lib/parse/header.h"

/* A header is a stamp, a host and a tag. The forms differ in the stamp and in what surrounds it. */

static bool token(cursor *c, piece *out)
{
    const char *from = c->at;
    while (c->at < c->end && *c->at != ' ')
        c->at++;
    *out = piece_between(from, c->at);
    literal(c, " ");
    return out->length != 0;
}

/*
 * TAG[PID]: as RFC 3164 has it. The tag may itself hold brackets, as in
 * "postfix/smtpd[123][14080]: " from postlog -t: the PID is the last of them.
 * Where a host may stand as well, only ": " ends a tag: 2001:db8::1 is a host.
 */
static bool tag(cursor *c, bool maybe_host, struct header *out)
{
    cursor at = *c;
    const char *from = at.at;
    while (at.at < at.end && !is_class(*at.at, CLASS_TAG_END))
        at.at++;
    const char *program_end = at.at;
    uint32_t pid = 0;
    bool has_pid = false;
    while (literal(&at, "[")) {
        program_end = at.at - 1;
        if (!number32(&at, &pid) || !literal(&at, "]"))
            return false;
        has_pid = true;
    }
    if (program_end == from || !literal(&at, ":"))
        return false;
    if (!literal(&at, " ") && maybe_host && !cursor_at_end(&at))
        return false;
    out->program = piece_between(from, program_end);
    out->pid = pid;
    out->has_pid = has_pid;
    *c = at;
    return true;
}

/* "last message repeated 2 times": syslogd's own, without a tag (BSD, Solaris, old sysklogd). */
static bool last_repeated(piece message, struct header *out)
{
    cursor c = {message.at, message.at + message.length};
    uint32_t times;
    if (!literal(&c, "last message repeated ") || !number32(&c, &times) ||
        !(literal(&c, " times") || literal(&c, " time")) || !cursor_at_end(&c))
        return false;
    out->repeat = times;
    out->last_repeated = true;
    return true;
}

void pfl_unwrap_message(struct header *out)
{
    cursor c = {out->message.at, out->message.at + out->message.length};
    piece facility;
    uint32_t number_of_id;
    /* Solaris syslogd: "[ID 197553 mail.info] text". */
    if (literal(&c, "[ID ") && number32(&c, &number_of_id) && literal(&c, " ") && until_byte(&c, ']', &facility) &&
        literal(&c, " "))
        out->message = piece_between(c.at, c.end);

    /* rsyslog's $RepeatedMsgReduction: "message repeated 3 times: [ text]", the blank being the RFC 3164 one. */
    c = (cursor){out->message.at, out->message.at + out->message.length};
    uint32_t times;
    if (literal(&c, "message repeated ") && number32(&c, &times) && literal(&c, " times: [") && times > 0 &&
        c.at < c.end && c.end[-1] == ']') {
        literal(&c, " ");
        if (c.at < c.end) {
            out->message = piece_between(c.at, c.end - 1);
            out->repeat = times;
        }
    }
}

/*
 * "Nov 23 17:04:50 mx1 postfix/smtpd[2211]: ", with either stamp: nearly every line.
 * False for all that is shaped otherwise.
 */
static bool usual_header(struct clock *clock, cursor *c, struct header *out)
{
    const char *line = c->at;
    if (!same_minute(clock, c, &out->stamp) && !pfl_stamp_iso(clock, c, &out->stamp) &&
        !pfl_stamp_rfc3164(clock, c, &out->stamp))
        return false;
    const char *host_end = scan_three(c->at, c->end, ' ', '[', ':'), *program = host_end + 1;
    if (host_end == c->end || *host_end != ' ' || host_end == c->at)
        return false;
    const char *program_end = scan_three(program, c->end, ' ', '[', ':');
    if (program_end == c->end || *program_end != '[' || program_end == program)
        return false;
    uint32_t pid;
    size_t digits = scan_digits(program_end + 1, c->end, &pid);
    cursor behind = {program_end + 1 + digits, c->end};
    if (digits == 0 || !literal(&behind, "]: "))
        return false;
    pfl_keep_beginning(clock, line, c->at, program);
    out->host = piece_between(c->at, host_end);
    out->program = piece_between(program, program_end);
    out->message = piece_between(behind.at, behind.end);
    out->pid = pid;
    out->has_pid = true;
    out->repeat = 1;
    out->last_repeated = false;
    if (header_maybe_wrapped(&behind))
        pfl_unwrap_message(out);
    return true;
}

/* Host and tag, behind any stamp. Without a host the tag comes at once; without a tag the text does. */
static bool host_and_tag(cursor *c, struct header *out)
{
    while (literal(c, " ")) /* some files have more than one blank behind the stamp */
        ;
    out->host = out->program = piece_between(c->at, c->at);
    if (tag(c, true, out))
        return true;
    if (!token(c, &out->host))
        return false;
    if (!tag(c, false, out))
        out->program = piece_between(c->at, c->at);
    return true;
}

static bool finish(cursor *c, struct header *out)
{
    out->message = piece_between(c->at, c->end);
    if (out->program.length == 0 && last_repeated(out->message, out))
        return true;
    pfl_unwrap_message(out);
    return true;
}

static bool nil(piece p)
{
    return piece_is(p, "-");
}

/* One or more [id name="value" ...]; a value may hold \" and \] (RFC 5424, 6.3). */
static bool structured_data(cursor *c)
{
    if (literal(c, "-"))
        return true;
    if (cursor_peek(c) != '[')
        return false;
    while (literal(c, "[")) {
        bool quoted = false;
        for (; c->at < c->end && (quoted || *c->at != ']'); c->at++) {
            if (quoted && *c->at == '\\' && c->end - c->at > 1)
                c->at++;
            else if (*c->at == '"')
                quoted = !quoted;
        }
        if (!literal(c, "]"))
            return false;
    }
    return true;
}

/* 1 STAMP HOST APP PROCID MSGID SD MSG, behind <PRI>. rsyslog leaves RFC 3164's blank before the text. */
static bool rfc5424(struct clock *clock, cursor *c, struct header *out)
{
    cursor at = *c;
    piece procid, msgid;
    if (!literal(&at, "1 "))
        return false;
    if (literal(&at, "- "))
        out->stamp = (struct stamp){PFL_TIME_INVALID, PFL_FLAG_TIME_INVALID};
    else if (!pfl_stamp_iso(clock, &at, &out->stamp))
        return false;
    if (!token(&at, &out->host) || !token(&at, &out->program) || !token(&at, &procid) || !token(&at, &msgid) ||
        !structured_data(&at))
        return false;
    if (nil(out->host))
        out->host.length = 0;
    if (nil(out->program))
        out->program.length = 0;
    cursor digits = {procid.at, procid.at + procid.length};
    out->has_pid = number32(&digits, &out->pid) && cursor_at_end(&digits);
    if (!out->has_pid)
        out->pid = 0;
    literal(&at, " ");
    literal(&at, "\xEF\xBB\xBF");
    literal(&at, " ");
    *c = at;
    return true;
}

/* What a container's runtime writes before the line: "stdout F " (the Kubernetes log format) behind its own stamp. */
static void container_stream(cursor *c)
{
    cursor at = *c;
    if ((literal(&at, "stdout ") || literal(&at, "stderr ")) && (literal(&at, "F ") || literal(&at, "P ")))
        *c = at;
}

/*
 * A stamp with year and zone may be a runtime's, before a line that has a stamp
 * of its own (docker logs -t, Kubernetes): the outer one knows more.
 */
static void inner_stamp(struct clock *clock, cursor *c)
{
    cursor at = *c;
    struct stamp ignored;
    container_stream(&at);
    if (pfl_stamp_rfc3164(clock, &at, &ignored) || pfl_stamp_iso(clock, &at, &ignored))
        *c = at;
}

static bool any_stamp(struct clock *clock, cursor *c, struct header *out)
{
    char first = cursor_peek(c);
    if (is_class(first, CLASS_LETTER))
        return pfl_stamp_rfc3164(clock, c, &out->stamp) || pfl_stamp_full(clock, c, &out->stamp);
    if (!is_class(first, CLASS_DIGIT))
        return false;
    if (pfl_stamp_iso(clock, c, &out->stamp)) {
        inner_stamp(clock, c);
        return true;
    }
    return pfl_stamp_unix(c, &out->stamp);
}

static bool priority(cursor *c)
{
    cursor at = *c;
    uint32_t value;
    if (!literal(&at, "<") || !number32(&at, &value) || value > 191 || !literal(&at, ">"))
        return false;
    *c = at;
    return true;
}

static bool plain_header(struct clock *clock, cursor *c, struct header *out)
{
    bool has_priority = priority(c);
    cursor at = *c;
    if (any_stamp(clock, &at, out) && host_and_tag(&at, out)) {
        *c = at;
        return true;
    }
    /* Some forwarders take the <PRI> off; the stamp then says that this is one. */
    return rfc5424(clock, c, out) && (has_priority || out->stamp.time != PFL_TIME_INVALID);
}

/* docker compose logs: "postfix-1  | line". */
static bool container_name(cursor *c)
{
    cursor at = *c;
    piece name;
    if (!run_of(&at, CLASS_HOST, &name) || cursor_peek(&at) != ' ')
        return false;
    while (literal(&at, " "))
        ;
    if (!literal(&at, "| "))
        return false;
    *c = at;
    return true;
}

bool pfl_read_header(struct clock *clock, piece line, struct header *out)
{
    cursor c = {line.at, line.at + line.length};
    if (usual_header(clock, &c, out))
        return true;
    *out = (struct header){.repeat = 1};
    c.at = line.at;
    if (plain_header(clock, &c, out))
        return finish(&c, out);
    c = (cursor){line.at, line.at + line.length};
    bool marked = literal(&c, "\xEF\xBB\xBF"); /* an editor's byte order mark at the start of a file */
    if (!container_name(&c) && !marked)
        return false;
    *out = (struct header){.repeat = 1};
    return plain_header(clock, &c, out) && finish(&c, out);
}
