/*
 * The command line that the programs share: options, --help and --version from
 * one table, and the values that options take.
 *
 *     enum { OPTION_BULK = 1, OPTION_JOBS };
 *     static const option_spec own[] = {
 *         {OPTION_BULK, "bulk", "USER", "an account that may send much"},
 *         {OPTION_JOBS, "jobs", "N", "work on N files at once"},
 *         {0}};
 *     static const program_about about = {"pfl-audit", "Says whether ...", own, NULL};
 *
 *     options given;
 *     options_begin(&given, &about, argc, argv);
 *     while ((code = options_next(&given, &value)) != 0)
 *         switch (code) { case OPTION_BULK: ...; case OPTION_JOBS: ...; }
 *     in = input_open(&given.input);
 *
 * options_next() deals with the shared options and the FILEs by itself, in any
 * order; `--` ends the options. A wrong command line is one line on standard
 * error, and the program ends with status 2.
 */
#ifndef EXAMPLES_OPTIONS_H
#define EXAMPLES_OPTIONS_H

#include "input.h"
#include "terminal.h"
#include <stdnoreturn.h>
#include <string.h>

/* An option: --name or --name VALUE, --name=VALUE. A table ends with code 0. */
typedef struct option_spec {
    int code;          /* what options_next() returns, from 1 */
    const char *name;  /* without the dashes */
    const char *value; /* what --help calls its value; NULL when it takes none */
    const char *help;  /* one line, less than 56 characters */
} option_spec;

typedef struct program_about {
    const char *name;         /* "pfl-events" */
    const char *summary;      /* --help: what it does, in one sentence */
    const option_spec *table; /* its own options, in the order of --help */
    const char *more;         /* --help: last lines, or NULL */
} program_about;

typedef struct options {
    input_options input; /* FILEs, --follow, --reference-time, --utc-offset, --host */
    output_color color;  /* --color */
    const program_about *about;
    char **argv;
    int argc, next, files;
    bool files_only; /* after -- */
} options;

void options_begin(options *given, const program_about *about, int argc, char **argv);

/* The next of the program's own options: its code, and its value (NULL for a flag). 0 at the end. */
int options_next(options *given, const char **value);

/* "pfl-events: --kind: ...", and the end of the program with status 2. */
noreturn void options_fail(const char *option, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Values. These return false when the text is none; what is in *result then does
 * not matter.
 *
 * A time is 2026-07-10, 2026-07-10T05:02, 2026-07-10T05:02:12.5 (or with a blank
 * for the T), and Z, +02:00 or +0200 behind it; UTC without, as all times that
 * the programs print. Microseconds since 1970.
 */
bool value_time(const char *text, int64_t *result);
bool value_offset(const char *text, int32_t *result); /* +02:00, -0330, Z: seconds */
bool value_size(const char *text, uint64_t *result);  /* 4096, 64k, 256M, 1G: powers of 1024 */
bool value_count(const char *text, uint64_t least, uint64_t most, uint64_t *result); /* decimal digits */

/* An address or a network: 192.0.2.0/24, 2001:db8::1. */
static inline bool value_network(const char *text, pfl_network *result)
{
    return pfl_network_parse(text, strlen(text), result) == PFL_OK;
}

/* Whether an address (text as logged, not ended by a 0) lies in the network. */
bool network_holds(const pfl_network *net, const char *address, size_t length);

/* Whether two texts are the same. ASCII letters are in either case, as in domains and, by custom, in login names. */
bool same_folded(const char *left, const char *right, size_t length);

#endif
