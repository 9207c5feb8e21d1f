#include "lib/daemons/daemons.h"
#include "lib/daemons/diagnostics.h"

/* The programs of Postfix, and who reads their lines. NULL: they write only what has no kind of its own yet. */
static const struct daemon {
    const char *name;
    bool (*read)(struct line *line);
} daemons[] = {
    {"smtpd", pfl_read_smtpd},
    {"qmgr", pfl_read_qmgr},
    {"cleanup", pfl_read_cleanup},
    {"smtp", pfl_read_client_agent},
    {"lmtp", pfl_read_client_agent},
    {"local", pfl_read_delivery},
    {"virtual", pfl_read_delivery},
    {"pipe", pfl_read_delivery},
    {"error", pfl_read_delivery},
    {"retry", pfl_read_delivery},
    {"discard", pfl_read_delivery},
    {"bounce", pfl_read_delivery},
    {"pickup", pfl_read_pickup},
    {"oqmgr", pfl_read_qmgr},
    {"nqmgr", pfl_read_qmgr},
    {"postscreen", pfl_read_tls},
    {"tlsproxy", pfl_read_tls},
    {"anvil", NULL},
    {"defer", NULL},
    {"dnsblog", NULL},
    {"flush", NULL},
    {"master", NULL},
    {"post-install", NULL},
    {"postalias", NULL},
    {"postcat", NULL},
    {"postconf", NULL},
    {"postdrop", NULL},
    {"postfix", NULL},
    {"postfix-script", NULL},
    {"postfix-tls-script", NULL},
    {"postkick", NULL},
    {"postlock", NULL},
    {"postlog", NULL},
    {"postlogd", NULL},
    {"postmap", NULL},
    {"postmulti", NULL},
    {"postmulti-script", NULL},
    {"postqueue", NULL},
    {"postsuper", NULL},
    {"posttls-finger", NULL},
    {"proxymap", NULL},
    {"proxywrite", NULL},
    {"qmqpd", NULL},
    {"scache", NULL},
    {"sendmail", NULL},
    {"showq", NULL},
    {"spawn", NULL},
    {"tlsmgr", NULL},
    {"trace", NULL},
    {"trivial-rewrite", NULL},
    {"verify", NULL},
};

#define DAEMONS (sizeof daemons / sizeof daemons[0])

/* The bits of present that the head has; a record's start at 16. */
#define HEAD_BITS UINT64_C(0xFFFF)

void pfl_forget_record(struct line *line)
{
    line->event->present &= HEAD_BITS;
    memset(line->event->reserved_2, 0, sizeof line->event->reserved_2);
}

/*
 * A line of which only syslog_name is known: rsyslog's RFC 5424 template cuts
 * the tag at its slash. The grammars are anchored, so at most one takes a line.
 */
static bool read_any(struct line *line)
{
    static bool (*const readers[])(struct line *) = {
        pfl_read_smtpd, pfl_read_qmgr, pfl_read_cleanup, pfl_read_pickup, pfl_read_client_agent,
    };
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        if (readers[i](line))
            return true;
        pfl_forget_record(line);
    }
    return false;
}

static const struct daemon any_daemon = {"", read_any};

/*
 * Whose line this is: the program is what follows the last slash of the tag,
 * syslog_name (any, with slashes or not) what precedes it. NULL: not Postfix.
 */
static const struct daemon *find_daemon(piece tag, piece *service)
{
    const char *end = tag.at + tag.length, *first = NULL, *last = NULL;
    *service = piece_between(tag.at, tag.at);
    for (const char *at = tag.at; at < end; at++)
        if (*at == '/') {
            first = first ? first : at;
            last = at;
        }
    if (last == NULL)
        return piece_is(tag, "postfix") ? &any_daemon : NULL;
    if (last != first)
        *service = piece_between(first + 1, last);
    piece name = piece_between(last + 1, end);
    for (size_t i = 0; i < DAEMONS; i++)
        if (name.length == strlen(daemons[i].name) && memcmp(name.at, daemons[i].name, name.length) == 0)
            return &daemons[i];
    /* postfix/x: a program of Postfix that is not in the table. */
    return tag.length > 8 && memcmp(tag.at, "postfix/", 8) == 0 ? &any_daemon : NULL;
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

/* "QID: " or "NOQUEUE: ". */
static void queue_id(struct line *line)
{
    cursor at = line->rest;
    piece id;
    if (literal(&at, "NOQUEUE: ")) {
        line->has_queue = true;
        line->rest = at;
    } else if (pfl_word_queue_id(&at, &id) && literal(&at, ": ")) {
        line->has_queue = true;
        line->event->queue_id = line_span(line, id);
        line->event->present |= PFL_HAS_QUEUE_ID;
        line->rest = at;
    }
}

/* Postfix cuts its text at this many bytes, the severity word not counted (util/msg_syslog.c, util/msg_logger.c). */
#define TEXT_LIMIT 2000

void pfl_read_message(struct line *line, piece message)
{
    pfl_event *event = line->event;
    piece service, tag = {line->text + event->program.offset, event->program.length};
    const struct daemon *daemon = find_daemon(tag, &service);
    if (daemon == NULL) {
        event->kind = PFL_KIND_FOREIGN;
        event->present |= PFL_HAS_MESSAGE;
        return;
    }
    if (service.length) {
        event->service = line_span(line, service);
        event->present |= PFL_HAS_SERVICE;
    }
    line->rest = (cursor){message.at, message.at + message.length};
    event->severity = severity_word(&line->rest);
    if (event->severity != PFL_SEVERITY_INFO)
        event->present |= PFL_HAS_SEVERITY;
    if (cursor_left(&line->rest) == TEXT_LIMIT)
        event->flags |= PFL_FLAG_TRUNCATED;
    queue_id(line);

    if (daemon->read != NULL && daemon->read(line))
        return;
    pfl_forget_record(line);
    event->present |= PFL_HAS_MESSAGE;
    if (!pfl_read_diagnostic(line))
        event->kind = PFL_KIND_OTHER;
}
