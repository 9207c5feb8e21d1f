/*
 * pfl-trace: what happened to these messages?
 *
 * Reads Postfix logs, puts the lines of each message together (trace.h), and prints
 * those that are asked for (trace_report.h).
 */
#include "options.h"
#include "trace_report.h"
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    OPTION_USER = 1,
    OPTION_ADDR,
    OPTION_QUEUE_ID,
    OPTION_MESSAGE_ID,
    OPTION_TO,
    OPTION_FROM,
    OPTION_SINCE,
    OPTION_UNTIL,
    OPTION_FORMAT
};

static const option_spec table[] = {
    {OPTION_USER, "user", "U", "messages that this login name handed in (sasl_username)"},
    {OPTION_ADDR, "addr", "ADDR|CIDR", "that a client of this address or network handed in"},
    {OPTION_QUEUE_ID, "queue-id", "Q", "that had this queue ID"},
    {OPTION_MESSAGE_ID, "message-id", "M", "with this Message-ID"},
    {OPTION_TO, "to", "RCPT", "to this recipient, before or after aliasing"},
    {OPTION_FROM, "from", "SENDER", "from this envelope sender (\"\": the empty one)"},
    {OPTION_SINCE, "since", "T", "with a line at or after T"},
    {OPTION_UNTIL, "until", "T", "with a line before T (that line, when both are given)"},
    {OPTION_FORMAT, "format", "F", "text (default), or ndjson: an object for each message"},
    {0, NULL, NULL, NULL},
};

static const program_about about = {
    .name = "pfl-trace",
    .summary = "Shows what happened to messages, from Postfix logs: who handed them in, where they went.",
    .table = table,
    .more = "\nOne of the first six is needed. Of different options all have to hold; of one that\n"
            "is given more than once, one of its values.\n"
            "\nExit status: 0 found something, 1 found nothing, 2 wrong usage or unreadable input.\n",
};

typedef struct settings {
    options given;
    query query;
    bool json;
} settings;

static int64_t time_of(const char *option, const char *value)
{
    int64_t time;
    if (!value_time(value, &time))
        options_fail(option, "\"%s\" is not a time such as 2026-07-10 or 2026-07-10T05:02:12Z", value);
    return time;
}

static void take_options(settings *set, int argc, char **argv)
{
    const char *value;
    query *q = &set->query;
    q->since = INT64_MIN;
    q->until = INT64_MAX;
    options_begin(&set->given, &about, argc, argv);
    for (int code; (code = options_next(&set->given, &value)) != 0;)
        switch (code) {
        case OPTION_USER:
            query_add(q, WISH_USER, value);
            break;
        case OPTION_ADDR:
            query_add(q, WISH_ADDR, value);
            break;
        case OPTION_QUEUE_ID:
            query_add(q, WISH_QUEUE_ID, value);
            break;
        case OPTION_MESSAGE_ID:
            query_add(q, WISH_MESSAGE_ID, value);
            break;
        case OPTION_TO:
            query_add(q, WISH_TO, value);
            break;
        case OPTION_FROM:
            query_add(q, WISH_FROM, value);
            break;
        case OPTION_SINCE:
            q->since = time_of("--since", value);
            q->bits |= WISH_TIME;
            break;
        case OPTION_UNTIL:
            q->until = time_of("--until", value);
            q->bits |= WISH_TIME;
            break;
        case OPTION_FORMAT:
            if (strcmp(value, "text") != 0 && strcmp(value, "ndjson") != 0)
                options_fail("--format", "\"%s\" is none of text, ndjson", value);
            set->json = strcmp(value, "ndjson") == 0;
            break;
        }
    if (q->count == 0)
        options_fail(NULL, "which messages? One of --user, --addr, --queue-id, --message-id, --to, --from is needed");
}

/* --- Reporting --------------------------------------------------------------- */

typedef struct reporting {
    output out;
    pfl_parser *parser;
    bool json;
    uint64_t count;
} reporting;

static void print_message(void *context, const trace *t, const leg *first)
{
    reporting *to = context;
    const report r = {.out = &to->out, .parser = to->parser, .trace = t};
    trace_message m;
    trace_message_make(&m, first);
    if (to->json) {
        report_json(&r, &m);
    } else {
        output_string(&to->out, to->count > 0 ? "\n" : "");
        report_text(&r, &m);
    }
    to->count++;
    trace_message_free(&m);
}

/* --- Reading ----------------------------------------------------------------- */

static int64_t steady_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

static int read_all(const settings *set, reporting *to)
{
    bool follow = set->given.input.follow;
    trace *t = trace_open(&set->query, follow, print_message, to);
    input *in = input_open(&set->given.input);
    int64_t latest = steady_now();
    for (input_batch batch; to->out.error == 0 && input_next(in, &batch);) {
        trace_batch(t, &batch);
        if (!follow)
            continue;
        int64_t now = steady_now();
        if (batch.idle) {
            trace_wait(t, now - latest);
            output_flush(&to->out);
        }
        latest = now;
    }
    trace_end(t);
    trace_close(t);
    return input_close(in);
}

static void stop(int signal_number)
{
    (void)signal_number;
    input_stop();
}

int main(int argc, char **argv)
{
    settings set = {0};
    reporting to = {0};
    take_options(&set, argc, argv);
    to.json = set.json;
    /* Nothing is printed before the end, unless the log is followed. */
    set.given.input.progress = !set.given.input.follow || !isatty(STDOUT_FILENO);
    if (set.given.input.follow) {
        /* ^C is how following ends: messages that are under way are printed then. */
        struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
        sigaction(SIGINT, &action, NULL);
        sigaction(SIGTERM, &action, NULL);
    }
    int32_t made = pfl_parser_create(&to.parser, NULL);
    if (made != PFL_OK)
        options_fail(NULL, "%s", pfl_strerror(made));
    output_open(&to.out, STDOUT_FILENO, set.given.color);
    int status = read_all(&set, &to);
    int written = output_close(&to.out, "standard output");
    pfl_parser_destroy(to.parser);
    query_free(&set.query);
    if (status != 0 || written != 0)
        return 2;
    return to.count > 0 ? 0 : 1;
}
