/*
 * pfl-audit: was this mail server hacked?
 *
 * Reads Postfix logs, counts (audit_tally.h), applies the rules
 * (audit_findings.h), and prints a report (audit_report.h).
 */
#include "audit_report.h"
#include "options.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPTION_FORMAT = 1, OPTION_BULK, OPTION_TRUSTED, OPTION_SEVERITY };

static const option_spec table_of_options[] = {
    {OPTION_FORMAT, "format", "FORMAT", "text (default) or json"},
    {OPTION_BULK, "bulk", "USER", "an account that may send much mail (repeatable)"},
    {OPTION_TRUSTED, "trusted", "CIDR", "addresses that many accounts share (repeatable)"},
    {OPTION_SEVERITY, "min-severity", "S", "show findings from info (default), low, medium, high or"},
    {0, NULL, NULL, "critical on; the verdict stands"},
    {0, NULL, NULL, NULL}};

static const program_about about = {
    .name = "pfl-audit",
    .summary = "Says whether a mail server was broken into, from its Postfix logs, and shows why.",
    .table = table_of_options,
    .more = "\nMemory grows with the accounts, addresses, user names, senders and domains in\n"
            "the log (about 1 kB for each address that guesses), and by 32 bytes for each\n"
            "login and each failed login; it has no limit.\n"
            "--follow reports when it is interrupted.\n"
            "\nExit status: 0 nothing found, 1 something to check or worse, 2 wrong usage or\n"
            "unreadable input, 3 the log says too little to tell. 1 outranks 2 and 3.\n"};

typedef struct wishes {
    bool json;
    severity least;
    const char **bulk;
    size_t bulk_count;
    pfl_network *trusted;
    size_t trusted_count;
} wishes;

/* Account names are compared in lower case, as the tally keeps them. */
static void add_bulk(wishes *w, const char *name)
{
    size_t length = strlen(name);
    char *copy = must_resize(NULL, length + 1);
    for (size_t i = 0; i <= length; i++)
        copy[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] + 32) : name[i];
    w->bulk = must_resize(w->bulk, (w->bulk_count + 1) * sizeof *w->bulk);
    w->bulk[w->bulk_count++] = copy;
}

static void add_trusted(wishes *w, const char *text)
{
    w->trusted = must_resize(w->trusted, (w->trusted_count + 1) * sizeof *w->trusted);
    if (!value_network(text, &w->trusted[w->trusted_count++]))
        options_fail("--trusted", "\"%s\" is not an address or network such as 192.0.2.0/24", text);
}

static void read_options(options *given, wishes *w, int argc, char **argv)
{
    const char *value = NULL;
    int code;
    options_begin(given, &about, argc, argv);
    while ((code = options_next(given, &value)) != 0)
        switch (code) {
        case OPTION_FORMAT:
            if (strcmp(value, "text") != 0 && strcmp(value, "json") != 0)
                options_fail("--format", "\"%s\" is none of text, json", value);
            w->json = strcmp(value, "json") == 0;
            break;
        case OPTION_BULK:
            add_bulk(w, value);
            break;
        case OPTION_TRUSTED:
            add_trusted(w, value);
            break;
        case OPTION_SEVERITY:
            if (!severity_from_name(value, &w->least))
                options_fail("--min-severity", "\"%s\" is none of info, low, medium, high, critical", value);
            break;
        }
}

/* A log that is followed has no end: a signal makes one, and the report comes then. */
static void on_signal(int number)
{
    (void)number;
    input_stop();
}

int main(int argc, char **argv)
{
    options given;
    wishes w = {.least = SEVERITY_INFO};
    read_options(&given, &w, argc, argv);
    given.input.progress = true;
    if (given.input.follow) {
        signal(SIGINT, on_signal);
        signal(SIGTERM, on_signal);
    }

    tally t;
    tally_init(&t, w.trusted, w.trusted_count);
    input *in = input_open(&given.input);
    input_batch batch;
    while (input_next(in, &batch))
        for (size_t i = 0; i < batch.count; i++)
            tally_event(&t, &batch, &batch.events[i]);
    tally_finish(&t);
    int read_status = input_close(in);

    audit a = {.t = &t, .bulk = w.bulk, .bulk_count = w.bulk_count};
    audit_run(&a);

    output out;
    output_open(&out, STDOUT_FILENO, given.color);
    const report r = {.audit = &a, .least = w.least, .input_trouble = read_status != 0};
    if (w.json)
        report_json(&r, &out);
    else
        report_text(&r, &out);
    int status = output_close(&out, "standard output");
    if (a.verdict >= VERDICT_CHECK && status == 0)
        status = 1;
    else if (status == 0)
        status = read_status != 0 ? read_status : a.verdict == VERDICT_UNKNOWN ? 3 : 0;

    audit_free(&a);
    tally_free(&t);
    for (size_t i = 0; i < w.bulk_count; i++)
        free((void *)(uintptr_t)w.bulk[i]);
    free(w.bulk);
    free(w.trusted);
    return status;
}
