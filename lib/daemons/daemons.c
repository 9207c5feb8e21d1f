#include "lib/daemons/daemons.h"
#include "lib/daemons/diagnostics.h"

/* Delivery agents that do not speak SMTP. */
static bool read_agent(struct line *line)
{
    return pfl_read_delivery(line) || pfl_read_restart(line);
}

/* clang-format off */
#define DAEMON(name, read) {name, sizeof(name) - 1, read}
/* clang-format on */

#define NAME_ROOM 23 /* more than any name has, and 24 bytes with the length */

/*
 * The programs of Postfix, the busiest first, and who reads their lines. NULL: they
 * write only diagnostics. The names are padded, so that eight bytes can be compared.
 */
static const struct daemon {
    char name[NAME_ROOM];
    uint8_t length;
    bool (*read)(struct line *line);
} daemons[] = {
    DAEMON("smtpd", pfl_read_smtpd),
    DAEMON("postscreen", pfl_read_postscreen),
    DAEMON("qmgr", pfl_read_qmgr),
    DAEMON("cleanup", pfl_read_cleanup),
    DAEMON("dnsblog", pfl_read_dnsblog),
    DAEMON("smtp", pfl_read_smtp),
    DAEMON("lmtp", pfl_read_smtp),
    DAEMON("local", read_agent),
    DAEMON("virtual", read_agent),
    DAEMON("pipe", read_agent),
    DAEMON("error", read_agent),
    DAEMON("retry", read_agent),
    DAEMON("discard", read_agent),
    DAEMON("bounce", pfl_read_bounce),
    DAEMON("defer", pfl_read_bounce),
    DAEMON("trace", pfl_read_bounce),
    DAEMON("pickup", pfl_read_pickup),
    DAEMON("anvil", pfl_read_anvil),
    DAEMON("tlsproxy", pfl_read_tlsproxy),
    DAEMON("master", pfl_read_master),
    DAEMON("postfix-script", pfl_read_script),
    DAEMON("postsuper", pfl_read_postsuper),
    DAEMON("scache", pfl_read_statistics),
    DAEMON("tlsmgr", pfl_read_statistics),
    DAEMON("verify", pfl_read_statistics),
    DAEMON("oqmgr", pfl_read_qmgr),
    DAEMON("nqmgr", pfl_read_qmgr),
    DAEMON("qmqpd", pfl_read_smtpd),
    DAEMON("proxymap", pfl_read_restart),
    DAEMON("proxywrite", pfl_read_restart),
    DAEMON("spawn", pfl_read_restart),
    DAEMON("trivial-rewrite", pfl_read_restart),
    DAEMON("flush", NULL),
    DAEMON("post-install", NULL),
    DAEMON("postalias", NULL),
    DAEMON("postcat", NULL),
    DAEMON("postconf", NULL),
    DAEMON("postdrop", NULL),
    DAEMON("postfix", NULL),
    DAEMON("postfix-tls-script", NULL),
    DAEMON("postkick", NULL),
    DAEMON("postlock", NULL),
    DAEMON("postlog", NULL),
    DAEMON("postlogd", NULL),
    DAEMON("postmap", NULL),
    DAEMON("postmulti", NULL),
    DAEMON("postmulti-script", NULL),
    DAEMON("postqueue", NULL),
    DAEMON("posttls-finger", NULL),
    DAEMON("sendmail", NULL),
    DAEMON("showq", NULL),
};

#define DAEMONS (sizeof daemons / sizeof daemons[0])

/* The bits of present that the head has; a record's start at 16. */
#define HEAD_BITS UINT64_C(0xFFFF)

void pfl_forget_record(struct line *line)
{
    line->event->present &= HEAD_BITS;
    scan_clear(line->event->reserved_2, sizeof line->event->reserved_2);
}

/*
 * A line of which only syslog_name is known: rsyslog's RFC 5424 template cuts
 * the tag at its slash. The grammars are anchored, so at most one takes a line.
 */
static bool read_any(struct line *line)
{
    static bool (*const readers[])(struct line *) = {
        pfl_read_smtpd,     pfl_read_qmgr,   pfl_read_smtp,    pfl_read_cleanup,    pfl_read_pickup,
        pfl_read_bounce,    pfl_read_anvil,  pfl_read_dnsblog, pfl_read_postscreen, pfl_read_tlsproxy,
        pfl_read_postsuper, pfl_read_master, pfl_read_script,
    };
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        if (readers[i](line))
            return true;
        pfl_forget_record(line);
    }
    return false;
}

static const struct daemon any_daemon = {"", 0, read_any};

/* The daemon of a name; NULL when there is none. What is behind the name's first eight bytes is compared last. */
static const struct daemon *daemon_named(piece name)
{
    uint64_t start = scan_start(name.at, name.length);
    for (size_t i = 0; i < DAEMONS; i++) {
        const struct daemon *daemon = &daemons[i];
        if (memcmp(daemon->name, &start, sizeof start) == 0 && daemon->length == name.length &&
            (name.length <= sizeof start || memcmp(daemon->name, name.at, name.length) == 0))
            return daemon;
    }
    return NULL;
}

/* Where the first and the last slash of a tag are; false when it has none. */
static bool slashes(piece tag, size_t *first, size_t *last)
{
    if (tag.length <= 32) {
        uint32_t bits = scan_bits(tag.at, tag.length, '/');
        if (bits == 0)
            return false;
        *first = scan_lowest(bits);
        *last = scan_highest(bits);
        return true;
    }
    const char *slash = memchr(tag.at, '/', tag.length);
    if (slash == NULL)
        return false;
    *first = (size_t)(slash - tag.at);
    for (*last = tag.length - 1; tag.at[*last] != '/';)
        --*last;
    return true;
}

/*
 * Whose line this is: the program is what follows the last slash of the tag,
 * syslog_name (any, with slashes or not) what precedes it. NULL: not Postfix.
 */
const struct daemon *pfl_find_daemon(piece tag, piece *service)
{
    size_t first, last;
    *service = piece_between(tag.at, tag.at);
    if (!slashes(tag, &first, &last))
        return piece_is(tag, "postfix") ? &any_daemon : NULL;
    const struct daemon *daemon = daemon_named(piece_between(tag.at + last + 1, tag.at + tag.length));
    /* postfix/x: a program of Postfix that is not in the table. */
    if (daemon == NULL && tag.length > 8 && memcmp(tag.at, "postfix/", 8) == 0)
        daemon = &any_daemon;
    if (daemon != NULL && first < last)
        *service = piece_between(tag.at + first + 1, tag.at + last);
    return daemon;
}

/* The word that msg_error() and its like put before the text (util/msg_output.c). */
static uint8_t severity_word(cursor *c)
{
    if (literal(c, "warning: "))
        return PFL_SEVERITY_WARNING;
    if (literal(c, "error: "))
        return PFL_SEVERITY_ERROR;
    if (literal(c, "fatal: "))
        return PFL_SEVERITY_FATAL;
    if (literal(c, "panic: "))
        return PFL_SEVERITY_PANIC;
    return PFL_SEVERITY_INFO;
}

/* "QID: " or "NOQUEUE: ". The word that most other texts start with is not followed by a colon. */
static void queue_id(struct line *line)
{
    cursor at = line->rest;
    piece id;
    const char *end = scan_run(at.at, at.end, CLASS_ALNUM);
    if (end == at.end || *end != ':')
        return;
    if (literal(&at, "NOQUEUE: ")) {
        line->has_queue = true;
        line->rest = at;
    } else if (pfl_word_queue_id(&at, &id) && literal(&at, ": ")) {
        line->has_queue = true;
        line->event->queue_id = line_span(line, id);
        line->event->present |= PFL_HAS_QUEUE_ID;
        line->rest.at = at.at;
    }
}

/* Postfix cuts its text at this many bytes, the severity word not counted (util/msg_syslog.c, util/msg_logger.c). */
#define TEXT_LIMIT 2000

/* Another program's line: Dovecot's logins, and what else names a message. */
static void read_foreign(struct line *line)
{
    pfl_event *event = line->event;
    if (pfl_read_dovecot(line, line->tag))
        return;
    pfl_forget_record(line);
    event->kind = PFL_KIND_FOREIGN;
    event->present |= PFL_HAS_MESSAGE;
    piece id;
    if (pfl_read_filter(line, line->tag, &id)) {
        event->queue_id = line_span(line, id);
        event->present |= PFL_HAS_QUEUE_ID;
    }
}

void pfl_read_message(struct line *line, piece message)
{
    pfl_event *event = line->event;
    line->rest = (cursor){message.at, message.at + message.length};
    if (line->daemon == NULL) {
        read_foreign(line);
        return;
    }
    char first = cursor_peek(&line->rest);
    if (first == 'w' || first == 'e' || first == 'f' || first == 'p') {
        event->severity = severity_word(&line->rest);
        if (event->severity != PFL_SEVERITY_INFO)
            event->present |= PFL_HAS_SEVERITY;
    }
    if (cursor_left(&line->rest) == TEXT_LIMIT)
        event->flags |= PFL_FLAG_TRUNCATED;
    queue_id(line);

    if (line->daemon->read != NULL && line->daemon->read(line))
        return;
    pfl_forget_record(line);
    event->present |= PFL_HAS_MESSAGE;
    if (!pfl_read_diagnostic(line))
        event->kind = PFL_KIND_OTHER;
}
