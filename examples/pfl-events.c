/*
 * pfl-events: every line of a Postfix log as a typed event.
 */
#include "events_output.h"
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum {
    OPTION_KIND = 1,
    OPTION_USER,
    OPTION_ADDR,
    OPTION_QUEUE_ID,
    OPTION_SINCE,
    OPTION_UNTIL,
    OPTION_FORMAT,
    OPTION_STATS
};

static const option_spec table[] = {
    {OPTION_KIND, "kind", "K[,K]", "only these kinds of events"},
    {OPTION_USER, "user", "U", "only this login name (sasl_username)"},
    {OPTION_ADDR, "addr", "ADDR|CIDR", "only clients of this address or network (client_addr)"},
    {OPTION_QUEUE_ID, "queue-id", "Q", "only this queue ID"},
    {OPTION_SINCE, "since", "T", "only lines at or after T"},
    {OPTION_UNTIL, "until", "T", "only lines before T"},
    {OPTION_FORMAT, "format", "F", "ndjson (default), csv, or text for a person"},
    {OPTION_STATS, "stats", NULL, "count lines and bytes by kind: a table, or --format"},
    {0, NULL, NULL, NULL},
};

static const program_about about = {
    "pfl-events",
    "Prints every line of a Postfix log as a typed event.",
    table,
    NULL,
};

typedef struct settings {
    options given;
    event_filter filter;
    event_format format;
    bool format_given;
    bool stats;
} settings;

static event_format format_of(const char *name)
{
    if (strcmp(name, "ndjson") == 0)
        return FORMAT_NDJSON;
    if (strcmp(name, "csv") == 0)
        return FORMAT_CSV;
    if (strcmp(name, "text") != 0)
        options_fail("--format", "\"%s\" is none of ndjson, csv, text", name);
    return FORMAT_TEXT;
}

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
    event_filter *filter = &set->filter;
    filter_begin(filter);
    options_begin(&set->given, &about, argc, argv);
    for (int code; (code = options_next(&set->given, &value)) != 0;)
        switch (code) {
        case OPTION_KIND:
            filter_kinds(filter, value);
            break;
        case OPTION_USER:
            filter->user = value;
            break;
        case OPTION_ADDR:
            if (!value_network(value, &filter->net))
                options_fail("--addr", "\"%s\" is not an address or a network such as 192.0.2.0/24", value);
            filter->by_network = true;
            break;
        case OPTION_QUEUE_ID:
            filter->queue_id = value;
            break;
        case OPTION_SINCE:
            filter->since = time_of("--since", value);
            break;
        case OPTION_UNTIL:
            filter->until = time_of("--until", value);
            break;
        case OPTION_FORMAT:
            set->format = format_of(value);
            set->format_given = true;
            break;
        case OPTION_STATS:
            set->stats = true;
            break;
        }
    if (set->stats && !set->format_given)
        set->format = FORMAT_TEXT;
}

/* --- Printing ---------------------------------------------------------------- */

typedef int32_t event_writer(const pfl_event *event, const char *text, const char *file, char *buffer, size_t capacity,
                             size_t *length);

/* One event as a line, by the library: written straight into the output's buffer. */
static void write_event(output *out, event_writer *writer, const pfl_event *event, const char *text, const char *file)
{
    size_t room = 4096, length = 0;
    int32_t status;
    while ((status = writer(event, text, file, output_room(out, room), room - 1, &length)) == PFL_FULL)
        room = length + 1;
    if (status < 0)
        options_fail(file, "line %" PRIu64 ": %s", event->line, pfl_strerror(status));
    out->data[out->used + length] = '\n';
    output_filled(out, length + 1);
}

static void write_csv_header(output *out)
{
    size_t room = 4096, length = 0;
    while (pfl_csv_header(output_room(out, room), room - 1, &length) == PFL_FULL)
        room = length + 1;
    out->data[out->used + length] = '\n';
    output_filled(out, length + 1);
}

static void print_batch(const settings *set, output *out, const input_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        const pfl_event *event = &batch->events[i];
        const char *text = input_text(batch, event);
        if (!filter_wants(&set->filter, event, text))
            continue;
        if (set->format == FORMAT_TEXT)
            print_event(out, event, text);
        else
            write_event(out, set->format == FORMAT_CSV ? pfl_event_csv : pfl_event_json, event, text,
                        batch->file->name);
    }
}

static int print_events(const settings *set, output *out)
{
    input_batch batch;
    input *in = input_open(&set->given.input);
    if (set->format == FORMAT_CSV)
        write_csv_header(out);
    while (out->error == 0 && input_next(in, &batch)) {
        print_batch(set, out, &batch);
        if (batch.idle)
            output_flush(out);
    }
    return input_close(in);
}

static int print_stats(const settings *set, output *out)
{
    input_batch batch;
    event_stats stats;
    stats_begin(&stats);
    input *in = input_open(&set->given.input);
    while (input_next(in, &batch))
        stats_add(&stats, &batch, &set->filter);
    stats_print(&stats, out, set->format);
    stats_end(&stats);
    return input_close(in);
}

static void stop(int signal_number)
{
    (void)signal_number;
    input_stop();
}

int main(int argc, char **argv)
{
    static settings set;
    output out;
    take_options(&set, argc, argv);
    set.given.input.progress = set.stats || !isatty(STDOUT_FILENO);
    output_open(&out, STDOUT_FILENO, set.given.color);
    if (set.given.input.follow) {
        /* ^C is how following ends: what was read is printed, the table too. */
        struct sigaction action = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
        sigaction(SIGINT, &action, NULL);
        sigaction(SIGTERM, &action, NULL);
    }
    int status = set.stats ? print_stats(&set, &out) : print_events(&set, &out);
    int written = output_close(&out, "standard output");
    return status != 0 ? status : written;
}
