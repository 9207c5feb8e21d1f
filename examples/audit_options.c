/* The command line of pfl-audit. Contract in audit_wishes.h. */
#include "audit_wishes.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    OPTION_FORMAT = 1,
    OPTION_BULK,
    OPTION_TRUSTED,
    OPTION_PROXY,
    OPTION_MONITOR,
    OPTION_SEVERITY,
    OPTION_JOBS,
    OPTION_MEMORY,
    OPTION_SAVE,
    OPTION_LOAD,
    OPTION_KEEP,
    OPTION_BLOCK,
    OPTION_REPORT,
    OPTION_NAGIOS,
    OPTION_CRON,
    OPTION_RULES
};

static const option_spec table_of_options[] = {
    {OPTION_FORMAT, "format", "FORMAT", "text (default), json or html"},
    {OPTION_BULK, "bulk", "USER", "an account that may send much mail (repeatable)"},
    {OPTION_TRUSTED, "trusted", "CIDR", "addresses of one's own: gateways, offices (repeatable)"},
    {OPTION_PROXY, "proxy", "CIDR", "a proxy or webmail: anybody may be behind it (repeatable)"},
    {OPTION_MONITOR, "monitor", "WHO", "a user or CIDR that only tests the server (repeatable)"},
    {OPTION_SEVERITY, "min-severity", "S", "show findings from info (default), low, medium, high or"},
    {0, NULL, NULL, "critical on; the verdict stands"},
    {OPTION_JOBS, "jobs", "N", "read with N threads (default: the processors, 4 at most)"},
    {OPTION_MEMORY, "max-memory", "SIZE", "of the state, for each job (default 256M)"},
    {OPTION_SAVE, "save", "STATE", "write what was counted to a file"},
    {OPTION_LOAD, "load", "STATE", "add what was saved before (repeatable); lines that it"},
    {0, NULL, NULL, "has counted are not read again"},
    {OPTION_KEEP, "keep", "DAYS", "save sums only of what is older than so many days"},
    {OPTION_BLOCK, "block", "FORM", "print only addresses to block: nft, ipset, fail2ban, csv"},
    {0, NULL, NULL, "or cidr"},
    {OPTION_REPORT, "report", "ADDR", "print only an abuse report on an address (X-ARF)"},
    {OPTION_NAGIOS, "nagios", NULL, "print one line with figures, end with 0, 1, 2 or 3"},
    {OPTION_CRON, "cron", NULL, "print nothing unless there is more than --load tells"},
    {OPTION_RULES, "rules", NULL, "print the rules and their limits"},
    {0, NULL, NULL, NULL}};

static const program_about about = {
    .name = "pfl-audit",
    .summary = "Says whether a mail server was broken into, from its Postfix logs, and shows why.",
    .table = table_of_options,
    .more = "\n--follow tells of each new incident as it arises.\n"
            "\nExit status: 0 nothing found, 1 something to check or worse, 2 wrong usage or\n"
            "unreadable input, 3 the log says too little to tell. 1 outranks 2 and 3. With\n"
            "--nagios 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.\n"};

/* --- Lists ------------------------------------------------------------------- */

static void add_name(name_list *list, const char *name)
{
    list->names = must_resize(list->names, (list->count + 1) * sizeof *list->names);
    list->names[list->count++] = name;
}

static bool add_network(network_list *list, const char *text)
{
    pfl_network network;
    if (!value_network(text, &network))
        return false;
    list->networks = must_resize(list->networks, (list->count + 1) * sizeof *list->networks);
    list->networks[list->count++] = network;
    return true;
}

static void must_add_network(network_list *list, const char *option, const char *text)
{
    if (!add_network(list, text))
        options_fail(option, "\"%s\" is not an address or network such as 192.0.2.0/24", text);
}

/* The place of a word in a list that ends with NULL. */
static int word_of(const char *option, const char *value, const char *const *words)
{
    char all[128] = "";
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], value) == 0)
            return i;
        strcat(all, i > 0 ? ", " : "");
        strcat(all, words[i]);
    }
    options_fail(option, "\"%s\" is none of %s", value, all);
}

/* --- The rules --------------------------------------------------------------- */

static void put_wrapped(output *out, const char *text)
{
    size_t column = 0;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column > 0 && column + 1 + word > 70) {
            output_string(out, "\n");
            column = 0;
        }
        output_string(out, column > 0 ? " " : "      ");
        output_bytes(out, text, word);
        column += word + 1;
        text += word + strspn(text + word, " ");
    }
    output_string(out, "\n");
}

/* R09.messages is of R09. */
static bool is_of(const pfl_limit *limit, const pfl_rule *rule)
{
    size_t length = strlen(rule->name);
    return strncmp(limit->name, rule->name, length) == 0 && limit->name[length] == '.';
}

static noreturn void print_rules(void)
{
    const pfl_rule *rule;
    const pfl_limit *limit = pfl_limit_at(0);
    size_t limits = 0;
    output out;
    output_open(&out, STDOUT_FILENO, COLOR_NEVER);
    for (size_t i = 0; (rule = pfl_rule_at(i)) != NULL; i++) {
        output_format(&out, "%s%-5s %s (%s%s%s)\n", i > 0 ? "\n" : "", rule->name, rule->title,
                      pfl_finding_name(rule->severity), *rule->technique != '\0' ? "; " : "", rule->technique);
        put_wrapped(&out, rule->doc);
        for (; limit != NULL && is_of(limit, rule); limit = pfl_limit_at(++limits))
            output_format(&out, "      %-20s %6" PRIu32 "  %s\n", limit->name, limit->usual, limit->doc);
    }
    exit(output_close(&out, "standard output"));
}

/* --- The command line -------------------------------------------------------- */

static void take(wishes *w, int code, const char *value)
{
    static const char *const formats[] = {"text", "json", "html", NULL};
    static const char *const blocks[] = {"nft", "ipset", "fail2ban", "csv", "cidr", NULL};
    uint64_t number;
    pfl_network network;
    switch (code) {
    case OPTION_FORMAT:
        w->format = (report_format)word_of("--format", value, formats);
        break;
    case OPTION_BULK:
        add_name(&w->bulk, value);
        break;
    case OPTION_TRUSTED:
        must_add_network(&w->trusted, "--trusted", value);
        break;
    case OPTION_PROXY:
        must_add_network(&w->proxies, "--proxy", value);
        break;
    case OPTION_MONITOR:
        if (!add_network(&w->monitor_networks, value))
            add_name(&w->monitors, value);
        break;
    case OPTION_SEVERITY:
        if (pfl_finding_code(value) < 0)
            options_fail("--min-severity", "\"%s\" is none of info, low, medium, high, critical", value);
        w->least = (uint32_t)pfl_finding_code(value);
        break;
    case OPTION_JOBS:
        if (!value_count(value, 1, 64, &number))
            options_fail("--jobs", "\"%s\" is not a number from 1 to 64", value);
        w->jobs = (unsigned)number;
        break;
    case OPTION_MEMORY:
        if (!value_size(value, &w->max_memory) || w->max_memory < PFL_MIN_MEMORY)
            options_fail("--max-memory", "\"%s\" is not a size from 1M on", value);
        break;
    case OPTION_SAVE:
        w->save = value;
        break;
    case OPTION_LOAD:
        add_name(&w->loads, value);
        break;
    case OPTION_KEEP:
        if (!value_count(value, 1, 36500, &w->keep))
            options_fail("--keep", "\"%s\" is not a number of days from 1 to 36500", value);
        break;
    case OPTION_BLOCK:
        w->block = (block_format)(word_of("--block", value, blocks) + 1);
        break;
    case OPTION_REPORT:
        if (!value_network(value, &network) || network.bits != 128)
            options_fail("--report", "\"%s\" is not an address such as 192.0.2.1", value);
        w->address = value;
        break;
    case OPTION_NAGIOS:
        w->nagios = true;
        break;
    case OPTION_CRON:
        w->cron = true;
        break;
    case OPTION_RULES:
        print_rules();
    }
}

/* What cannot be asked for at once. */
static void refuse_mixtures(const wishes *w)
{
    int outputs = w->nagios + w->cron + (w->block != BLOCK_NONE) + (w->address != NULL);
    if (outputs > 1)
        options_fail(NULL, "--nagios, --cron, --block and --report exclude each other");
    if (w->given.input.follow && (outputs > 0 || w->format == REPORT_HTML))
        options_fail("--follow", "goes with --format text and json only");
    if (w->keep > 0 && w->save == NULL)
        options_fail("--keep", "is about the state that --save writes");
    const char *own = w->nagios ? "--nagios" : w->block != BLOCK_NONE ? "--block" : NULL;
    if (own != NULL && w->format != REPORT_TEXT)
        options_fail(own, "has a format of its own");
    if (w->address != NULL && w->format == REPORT_HTML)
        options_fail("--report", "is JSON");
}

void wishes_read(wishes *w, int argc, char **argv)
{
    const char *value = NULL;
    int code;
    *w = (wishes){.least = PFL_FINDING_INFO};
    options_begin(&w->given, &about, argc, argv);
    while ((code = options_next(&w->given, &value)) != 0)
        take(w, code, value);
    refuse_mixtures(w);
    if (w->jobs == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        w->jobs = processors < 1 ? 1 : processors > 4 ? 4 : (unsigned)processors;
    }
    w->given.input.progress = true;
}

void wishes_free(wishes *w)
{
    free(w->bulk.names);
    free(w->monitors.names);
    free(w->loads.names);
    free(w->trusted.networks);
    free(w->proxies.networks);
    free(w->monitor_networks.networks);
}

pfl_audit_options wishes_of_rules(const wishes *w)
{
    return (pfl_audit_options){.size = sizeof(pfl_audit_options),
                               .trusted = w->trusted.networks,
                               .trusted_count = w->trusted.count,
                               .proxies = w->proxies.networks,
                               .proxy_count = w->proxies.count,
                               .monitors = w->monitors.names,
                               .monitor_count = w->monitors.count,
                               .monitor_networks = w->monitor_networks.networks,
                               .monitor_network_count = w->monitor_networks.count,
                               .bulk = w->bulk.names,
                               .bulk_count = w->bulk.count};
}
