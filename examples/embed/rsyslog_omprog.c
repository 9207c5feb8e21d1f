/*
 * For rsyslog's omprog: takes Postfix's lines as they are logged, and appends those that
 * matter for security to a file, a JSON object a line.
 *
 *     rsyslog_omprog FILE
 *
 * rsyslog starts it, writes a line for each message to its standard input, and waits for
 * a line on its standard output: OK, or why not. What was not confirmed it sends again.
 *
 *     module(load="omprog")
 *     if $programname startswith "postfix" then
 *         action(type="omprog" binary="/usr/local/bin/rsyslog_omprog /var/log/mail-security.ndjson"
 *                template="RSYSLOG_FileFormat" confirmMessages="on" useTransactions="on")
 *
 * The template gives each line the date with its year and zone, the host and the tag. With
 * useTransactions a run of messages is confirmed as a whole: the file is written once for
 * all of them.
 */
#define _POSIX_C_SOURCE 200809L

#include <postfixlog/postfixlog.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is kept until it is written: whole lines. */
struct sink {
    int file;
    char *pending;
    size_t length, capacity;
};

static int is_wanted(const pfl_event *event)
{
    switch (event->kind) {
    case PFL_KIND_AUTH_FAIL:
    case PFL_KIND_SASL_LOGIN:
    case PFL_KIND_LOGIN:
    case PFL_KIND_PICKUP:
    case PFL_KIND_PROTOCOL_ABUSE:
    case PFL_KIND_RATE_LIMIT:
    case PFL_KIND_QUEUE_ADMIN:
        return 1;
    default:
        return 0;
    }
}

/* NULL when it is done, else why not. */
static const char *make_room(struct sink *sink, size_t length)
{
    if (sink->capacity - sink->length >= length)
        return NULL;
    size_t capacity = 2 * sink->capacity + length;
    char *pending = realloc(sink->pending, capacity);
    if (pending == NULL)
        return strerror(errno);
    sink->pending = pending;
    sink->capacity = capacity;
    return NULL;
}

static const char *keep(struct sink *sink, const pfl_event *event, const char *text)
{
    size_t length = 1024;
    int32_t status = PFL_FULL;
    const char *why = NULL;
    while (status == PFL_FULL && why == NULL) {
        why = make_room(sink, length + 1); /* and the line's end */
        if (why == NULL)
            status = pfl_event_json(event, text, NULL, sink->pending + sink->length, sink->capacity - sink->length - 1,
                                    &length);
    }
    if (why != NULL || status != PFL_OK)
        return why != NULL ? why : pfl_strerror(status);
    sink->length += length;
    sink->pending[sink->length++] = '\n';
    return NULL;
}

/* All or nothing: what is sent again must not stand there by half. */
static const char *write_out(struct sink *sink)
{
    off_t start = lseek(sink->file, 0, SEEK_END); /* fails for a pipe, where nothing can be taken back */
    size_t written = 0, length = sink->length;
    sink->length = 0;
    while (written < length) {
        ssize_t n = write(sink->file, sink->pending + written, length - written);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            const char *why = strerror(errno);
            if (written > 0 && (start < 0 || ftruncate(sink->file, start) != 0))
                why = "the file ends in the middle of a line";
            return why;
        }
        written += (size_t)n;
    }
    return NULL;
}

/* Standard output is a pipe to rsyslog, which waits for this. */
static int answer(const char *word, const char *why)
{
    puts(why == NULL ? word : why);
    return fflush(stdout);
}

static int serve(pfl_parser *parser, struct sink *sink)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int in_transaction = 0, failed = answer("OK", NULL); /* ready */
    while (!failed && (length = getline(&line, &room, stdin)) > 0) {
        const char *word = "OK", *why = NULL;
        pfl_event event;
        if (strcmp(line, "BEGIN TRANSACTION\n") == 0) {
            in_transaction = 1;
            sink->length = 0; /* of one that was not committed: it is sent again */
        } else if (strcmp(line, "COMMIT TRANSACTION\n") == 0) {
            in_transaction = 0;
            why = write_out(sink);
        } else {
            int32_t status = pfl_parse_line(parser, line, (size_t)length, &event, sizeof event);
            if (status != PFL_OK)
                why = pfl_strerror(status);
            else if (is_wanted(&event))
                why = keep(sink, &event, pfl_event_text(parser, line, &event));
            if (in_transaction)
                word = "DEFER_COMMIT";
            else if (why == NULL)
                why = write_out(sink);
        }
        failed = answer(word, why);
    }
    free(line);
    return failed || ferror(stdin);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: rsyslog_omprog FILE\n");
        return 2;
    }
    pfl_parser *parser;
    struct sink sink = {.file = open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0640)};
    if (sink.file < 0 || pfl_parser_create(&parser, NULL) != PFL_OK) {
        perror(argv[1]); /* rsyslog gets no OK, and tries again later */
        return 2;
    }
    int failed = serve(parser, &sink);
    pfl_parser_destroy(parser);
    free(sink.pending);
    return failed || close(sink.file) != 0;
}
