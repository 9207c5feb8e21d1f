/*
 * make_log: a Postfix log of any size, the same on every machine, and the truth
 * about it.
 */
#include "corpus_profile.h"
#include "corpus_truth_json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_START "2026-06-01T00:00:00Z"
#define DEFAULT_BYTES UINT64_C(100000000)
#define DEFAULT_DAYS  28

typedef struct settings {
    const profile *profile;
    enum log_format format;
    uint64_t seed, bytes, lines, accounts, days, hosts;
    int64_t start;
    const char *truth;
} settings;

static const char help[] =
    "Usage: make_log [OPTION]...\n"
    "Writes a Postfix log to standard output: the same bytes for the same options, whatever the machine.\n"
    "\n"
    "  --bytes SIZE    end at the first line at or behind this size: 500K, 100M, 1G (powers of 1000)\n"
    "  --lines N       end after so many lines\n"
    "  --days N        end after so many days (accounts: 28 when nothing else is said)\n"
    "                  (default: --bytes 100M)\n"
    "  --seed N        another log of the same kind (default 1)\n"
    "  --format F      rfc3164 (default) or rfc3339, as rsyslog writes them: the same events in both, as long as\n"
    "                  --lines or --days says where they end. The clock is on UTC\n"
    "  --profile P     what the server goes through, see below (default mixed)\n"
    "  --accounts N    how many accounts there are\n"
    "  --hosts N       lines of so many hosts in one stream (default 1); every second one has long queue IDs\n"
    "  --start T       2026-06-01 or 2026-06-01T00:00:00Z (the default)\n"
    "  --truth FILE    write what is in the log as JSON, counted while it was made\n"
    "\n"
    "Profiles:\n";

static const char help_truth[] =
    "\n"
    "The truth counts what was written, and nothing of what would have come next. Times are microseconds since 1970.\n"
    "  totals          lines by what they mean. failures: logins that failed for the name's or the password's sake;\n"
    "                  no_failures: those for want of a backend; filter_legs: client= lines of the content filter,\n"
    "                  which are no messages of their own; pickups without requeues; messages: notices too\n"
    "  kinds           lines by the kind that libpostfixlog gives them\n"
    "  accounts, uids  messages: client= or pickup lines. recipients: nrcpt of a message, once, at its first\n"
    "                  `queue active`. Of these, sent and bounced (expired too) by the last word about each, behind\n"
    "                  a filter that of the second leg; deleted by postsuper; open_recipients: the rest. deferred:\n"
    "                  recipients that had to wait at least once, for the filter too, whatever became of them.\n"
    "                  open_messages: those whose (last) leg is still in the queue. domains: of all delivery lines.\n"
    "                  logins: messages by address\n"
    "  addresses       connects to smtpd, screened by postscreen, failures with how many different names, logins\n"
    "                  (messages with a sasl_username), mailbox_logins (Dovecot)\n"
    "  failing_names   failures that tell the name\n";

static _Noreturn void fail(const char *option, const char *text)
{
    fprintf(stderr, "make_log: %s: %s (see make_log --help)\n", option, text);
    exit(2);
}

static void print_help(void)
{
    fputs(help, stdout);
    for (uint32_t i = 0; i < profile_count; i++)
        printf("  %-14s  %s (%u accounts)\n", profiles[i].name, profiles[i].help, (unsigned)profiles[i].accounts);
    fputs(help_truth, stdout);
}

/* --- Options ----------------------------------------------------------------- */

/* A number up to most; where units are allowed, K, M or G behind it. */
static uint64_t number_of(const char *option, const char *text, bool units, uint64_t most)
{
    uint64_t value = 0, unit = 1;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++) {
        if (value > (UINT64_MAX - 9) / 10)
            fail(option, "too large");
        value = value * 10 + (uint64_t)(*at - '0');
    }
    if (units && *at != '\0' && at[1] == '\0')
        unit = *at == 'K' ? 1000 : *at == 'M' ? 1000000 : *at == 'G' ? 1000000000 : 0;
    if (at == text || unit == 0 || (unit == 1 && *at != '\0'))
        fail(option, units ? "needs a size such as 100M" : "needs a number");
    if (value > most / unit)
        fail(option, "too large");
    return value * unit;
}

static uint64_t count_of(const char *option, const char *text, uint64_t most)
{
    uint64_t value = number_of(option, text, false, most);
    if (value == 0)
        fail(option, "must be 1 at least");
    return value;
}

static void take_format(settings *set, const char *value)
{
    if (strcmp(value, "rfc3339") == 0)
        set->format = LOG_RFC3339;
    else if (strcmp(value, "rfc3164") == 0)
        set->format = LOG_RFC3164;
    else
        fail("--format", "is rfc3164 or rfc3339");
}

static void take_option(settings *set, const char *option, const char *value)
{
    if (strcmp(option, "--bytes") == 0)
        set->bytes = number_of(option, value, true, UINT64_MAX);
    else if (strcmp(option, "--lines") == 0)
        set->lines = count_of(option, value, UINT64_MAX);
    else if (strcmp(option, "--days") == 0)
        set->days = count_of(option, value, 36500);
    else if (strcmp(option, "--seed") == 0)
        set->seed = number_of(option, value, false, UINT64_MAX);
    else if (strcmp(option, "--format") == 0)
        take_format(set, value);
    else if (strcmp(option, "--accounts") == 0)
        set->accounts = count_of(option, value, 10000000);
    else if (strcmp(option, "--hosts") == 0)
        set->hosts = count_of(option, value, 1000);
    else if (strcmp(option, "--truth") == 0)
        set->truth = value;
    else if (strcmp(option, "--profile") == 0) {
        set->profile = profile_find(value);
        if (set->profile == NULL)
            fail(option, "no such profile");
    } else if (strcmp(option, "--start") == 0) {
        if (!clock_parse(value, &set->start))
            fail(option, "needs a time such as " DEFAULT_START);
    } else {
        fail(option, "unknown option");
    }
}

static void take_options(settings *set, int argc, char **argv)
{
    *set = (settings){.profile = profile_find("mixed"), .seed = 1, .hosts = 1};
    clock_parse(DEFAULT_START, &set->start);
    for (int i = 1; i < argc; i += 2) {
        if (strcmp(argv[i], "--help") == 0) {
            print_help();
            exit(0);
        }
        if (i + 1 == argc)
            fail(argv[i], "needs a value");
        take_option(set, argv[i], argv[i + 1]);
    }
    if (set->bytes == 0 && set->lines == 0 && set->days == 0) {
        if (strcmp(set->profile->name, "accounts") == 0)
            set->days = DEFAULT_DAYS;
        else
            set->bytes = DEFAULT_BYTES;
    }
    if (set->accounts == 0)
        set->accounts = set->profile->accounts;
}

/* --- Main -------------------------------------------------------------------- */

static int write_truth(const settings *set, const world *w, FILE *out)
{
    const truth_about about = {set->seed, set->start};
    bool written = truth_write(w, &about, out);
    if (fclose(out) == 0 && written)
        return 0;
    fprintf(stderr, "make_log: %s: %s\n", set->truth, strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    settings set;
    take_options(&set, argc, argv);
    FILE *truth_file = NULL;
    if (set.truth != NULL && (truth_file = fopen(set.truth, "w")) == NULL) {
        fprintf(stderr, "make_log: %s: %s\n", set.truth, strerror(errno));
        return 2;
    }
    static world w;
    world_open(&w, set.profile, set.seed, (uint32_t)set.hosts, (uint32_t)set.accounts, set.start);
    log_open(&w.log, stdout, set.format);
    w.log.byte_limit = set.bytes;
    w.log.line_limit = set.lines;
    w.end = set.days > 0 ? set.start + (int64_t)set.days * DAY : INT64_MAX;
    world_run(&w);

    int status = 0;
    if (!log_close(&w.log)) {
        fprintf(stderr, "make_log: standard output: %s\n", strerror(errno));
        status = 1;
    }
    if (truth_file != NULL && write_truth(&set, &w, truth_file) != 0)
        status = 1;
    world_close(&w);
    return status;
}
