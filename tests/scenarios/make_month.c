/*
 * make_month: the Postfix log of a month on a server with some hundred accounts,
 * the same bytes on every machine, and the truth about it.
 */
#include "attack.h"
#include "month_truth.h"
#include "server.h"

#include <errno.h>
#include <stdlib.h>

#define DEFAULT_START    "2026-06-01T00:00:00Z"
#define DEFAULT_DAYS     30
#define DEFAULT_ACCOUNTS 300
#define MOST_ATTACKS     64

typedef struct options {
    settings set;
    enum log_format format;
    const char *output, *truth; /* NULL: standard output; none */
    bool mix;                   /* of attacks */
} options;

static const char help[] =
    "Usage: make_month [OPTION]...\n"
    "Writes the log of a Postfix server: people, robots, noise, attacks. The same bytes for the same options,\n"
    "whatever the machine.\n"
    "\n"
    "  --seed N            another month (default 1)\n"
    "  --days N            (default 30)\n"
    "  --accounts N        (default 300)\n"
    "  --start T           2026-06-01 (the default) or 2026-06-01T00:00:00Z\n"
    "  --format F          rfc3164 (default) or rfc3339, as rsyslog writes them. The clock is on UTC\n"
    "  --names yes|no      whether failed logins tell the user name, as from Postfix 3.9 on (default yes)\n"
    "  --dovecot yes|no    whether people log in to Dovecot in the same log (default yes)\n"
    "  --server V[,V]      what the server is like, see below (default: nothing special)\n"
    "  --attacks WHAT      mix (default: 6 to 10, each of another kind), none, or KIND[,KIND]\n"
    "  --attack-count N    so many attacks, of these kinds in turn\n"
    "  --output FILE       (default: standard output)\n"
    "  --truth FILE        write as JSON what was planned and done: README.md says what is in it\n";

static _Noreturn void fail(const char *option, const char *text)
{
    fprintf(stderr, "make_month: %s: %s (see make_month --help)\n", option, text);
    exit(2);
}

static void print_help(void)
{
    fputs(help, stdout);
    printf("\nServers:\n");
    for (uint32_t i = 0; i < server_variant_count; i++)
        printf("  %-15s %s\n", server_variants[i].name, server_variants[i].help);
    printf("\nAttacks:");
    for (int i = 0; i < ATTACK_KIND_COUNT; i++)
        printf("%s%s", i % 8 == 0 ? "\n  " : " ", attack_names[i]);
    printf("\n");
}

/* --- Options ----------------------------------------------------------------- */

static uint64_t number_of(const char *option, const char *text, uint64_t least, uint64_t most)
{
    uint64_t value = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++) {
        if (value > (UINT64_MAX - 9) / 10)
            fail(option, "too large");
        value = value * 10 + (uint64_t)(*at - '0');
    }
    if (at == text || *at != '\0')
        fail(option, "needs a number");
    if (value < least || value > most)
        fail(option, value < least ? "too small" : "too large");
    return value;
}

static bool is_yes(const char *option, const char *text)
{
    if (strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
        fail(option, "is yes or no");
    return text[0] == 'y';
}

/* Cuts the next word from a list with commas; false at its end. */
static bool next_word(const char **list, char word[32], const char *option)
{
    size_t length = strcspn(*list, ",");
    if (**list == '\0')
        return false;
    if (length >= 32)
        fail(option, "no such name");
    memcpy(word, *list, length);
    word[length] = '\0';
    *list += length + ((*list)[length] == ',');
    return true;
}

static uint32_t servers_of(const char *option, const char *list)
{
    uint32_t bits = 0;
    char word[32];
    while (next_word(&list, word, option)) {
        uint32_t i = 0;
        while (i < server_variant_count && strcmp(server_variants[i].name, word) != 0)
            i++;
        if (i == server_variant_count)
            fail(option, "no such server");
        bits |= server_variants[i].bit;
    }
    return bits;
}

static uint32_t attacks_of(const char *option, const char *list)
{
    uint32_t bits = 0;
    char word[32];
    if (strcmp(list, "none") == 0)
        return 0;
    while (next_word(&list, word, option)) {
        int i = 0;
        while (i < ATTACK_KIND_COUNT && strcmp(attack_names[i], word) != 0)
            i++;
        if (i == ATTACK_KIND_COUNT)
            fail(option, "no such attack");
        bits |= 1u << i;
    }
    return bits;
}

static enum log_format format_of(const char *option, const char *text)
{
    if (strcmp(text, "rfc3339") == 0)
        return LOG_RFC3339;
    if (strcmp(text, "rfc3164") != 0)
        fail(option, "is rfc3164 or rfc3339");
    return LOG_RFC3164;
}

static void take_option(options *o, const char *option, const char *value)
{
    settings *set = &o->set;
    if (strcmp(option, "--seed") == 0)
        set->seed = number_of(option, value, 0, UINT64_MAX);
    else if (strcmp(option, "--days") == 0)
        set->days = (uint32_t)number_of(option, value, 1, 366);
    else if (strcmp(option, "--accounts") == 0)
        set->accounts = (uint32_t)number_of(option, value, 20, 100000);
    else if (strcmp(option, "--format") == 0)
        o->format = format_of(option, value);
    else if (strcmp(option, "--names") == 0)
        set->names = is_yes(option, value);
    else if (strcmp(option, "--dovecot") == 0)
        set->dovecot = is_yes(option, value);
    else if (strcmp(option, "--server") == 0)
        set->server = servers_of(option, value);
    else if (strcmp(option, "--attacks") == 0) {
        o->mix = strcmp(value, "mix") == 0;
        set->attacks = o->mix ? 0 : attacks_of(option, value);
    } else if (strcmp(option, "--attack-count") == 0)
        set->attack_count = (uint32_t)number_of(option, value, 1, MOST_ATTACKS);
    else if (strcmp(option, "--output") == 0)
        o->output = value;
    else if (strcmp(option, "--truth") == 0)
        o->truth = value;
    else if (strcmp(option, "--start") != 0)
        fail(option, "unknown option");
    else if (!clock_parse(value, &set->start))
        fail(option, "needs a time such as " DEFAULT_START);
}

static uint32_t count_bits(uint32_t bits)
{
    uint32_t count = 0;
    for (; bits != 0; bits >>= 1)
        count += bits & 1;
    return count;
}

/* The mix has a few of all kinds that this server can have; a list has each that it names. */
static void settle_attacks(options *o)
{
    settings *set = &o->set;
    bool has_proxy = (set->server & (SERVER_PROXY_SOME | SERVER_PROXY_ALL)) != 0;
    if (o->mix)
        set->attacks = ((1u << ATTACK_KIND_COUNT) - 1) & ~(has_proxy ? 0u : 1u << ATTACK_MASKED);
    if (set->attacks == 0)
        set->attack_count = 0;
    else if (set->attack_count == 0)
        set->attack_count = o->mix ? 6 + (uint32_t)(mix_bits(set->seed) % 5) : count_bits(set->attacks);
}

static void take_options(options *o, int argc, char **argv)
{
    *o = (options){
        .set = {.seed = 1, .days = DEFAULT_DAYS, .accounts = DEFAULT_ACCOUNTS, .names = true, .dovecot = true},
        .mix = true};
    clock_parse(DEFAULT_START, &o->set.start);
    for (int i = 1; i < argc; i += 2) {
        if (strcmp(argv[i], "--help") == 0) {
            print_help();
            exit(0);
        }
        if (i + 1 == argc)
            fail(argv[i], "needs a value");
        take_option(o, argv[i], argv[i + 1]);
    }
    if (o->set.start % DAY != 0)
        fail("--start", "has to be the beginning of a day");
    settle_attacks(o);
}

/* --- Main -------------------------------------------------------------------- */

static FILE *must_open(const char *name)
{
    FILE *file = name != NULL ? fopen(name, "wb") : stdout;
    if (file != NULL)
        return file;
    fprintf(stderr, "make_month: %s: %s\n", name, strerror(errno));
    exit(2);
}

static int complain(const char *name)
{
    fprintf(stderr, "make_month: %s: %s\n", name != NULL ? name : "standard output", strerror(errno));
    return 1;
}

int main(int argc, char **argv)
{
    static month m;
    options o;
    int status = 0;
    take_options(&o, argc, argv);
    FILE *output = must_open(o.output), *answers = o.truth != NULL ? must_open(o.truth) : NULL;
    log_open(&m.w.log, output, o.format);
    month_open(&m, &o.set);
    world_run(&m.w);
    if (!log_close(&m.w.log) || (o.output != NULL && fclose(output) != 0))
        status = complain(o.output);
    if (answers != NULL && (!month_truth_write(&m, answers) || fclose(answers) != 0))
        status = complain(o.truth);
    month_close(&m);
    return status;
}
