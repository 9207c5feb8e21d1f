#include "options.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The options that all programs have; their codes are below those of any program's own. */
enum { SHARED_FOLLOW = -8, SHARED_REFERENCE, SHARED_OFFSET, SHARED_HOST, SHARED_COLOR, SHARED_HELP, SHARED_VERSION };

static const option_spec shared[] = {
    {SHARED_FOLLOW, "follow", NULL, "keep reading the last file, across rotations"},
    {SHARED_REFERENCE, "reference-time", "T", "stamps without a year are before T (default: the file's"},
    {0, NULL, NULL, "modification time; now for standard input)"},
    {SHARED_OFFSET, "utc-offset", "+HH:MM", "stamps without a zone are so far ahead of UTC, in all"},
    {0, NULL, NULL, "files without @+HH:MM (default: this machine's zone)"},
    {SHARED_HOST, "host", "NAME", "the host of all lines (for random names of containers)"},
    {SHARED_COLOR, "color", NULL, "colours: --color=always, auto (default) or never"},
    {SHARED_HELP, "help", NULL, "print this and end"},
    {SHARED_VERSION, "version", NULL, "print the version and end"},
};
#define SHARED_COUNT (sizeof shared / sizeof *shared)

void options_begin(options *given, const program_about *about, int argc, char **argv)
{
    *given = (options){.about = about, .argv = argv, .argc = argc, .next = 1};
    message_program(about->name);
}

void options_fail(const char *option, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    message(option, "%s", text);
    exit(2);
}

/* --- Help and version -------------------------------------------------------- */

static void print_option(output *out, const option_spec *spec)
{
    char left[32] = "";
    if (spec->name != NULL)
        snprintf(left, sizeof left, "--%s%s%s", spec->name, spec->value != NULL ? " " : "",
                 spec->value != NULL ? spec->value : "");
    output_format(out, "  %-22s  %s\n", left, spec->help);
}

static noreturn void print_help(const program_about *about)
{
    output out;
    output_open(&out, STDOUT_FILENO, COLOR_NEVER);
    output_format(&out, "Usage: %s [OPTION]... [FILE]...\n%s\n\n", about->name, about->summary);
    for (const option_spec *spec = about->table; spec->help != NULL; spec++)
        print_option(&out, spec);
    for (size_t i = 0; i < SHARED_COUNT; i++)
        print_option(&out, &shared[i]);
    output_string(&out, "\nFILEs may be in any order, rotated, and compressed by gzip, bzip2, xz or zstd;\n"
                        "FILE@+02:00 sets the zone of one file; - or no FILE is standard input.\n"
                        "Times T: 2026-07-10, 2026-07-10T05:02:12, 2026-07-10T05:02:12+02:00; UTC unless\n"
                        "they say otherwise.\n");
    if (about->more != NULL)
        output_string(&out, about->more);
    exit(output_close(&out, "standard output"));
}

static noreturn void print_version(const program_about *about)
{
    output out;
    output_open(&out, STDOUT_FILENO, COLOR_NEVER);
    output_format(&out, "%s (libpostfixlog) %s\n", about->name, pfl_version());
    exit(output_close(&out, "standard output"));
}

/* --- Taking the command line apart ------------------------------------------- */

/* The option named by the argument (behind its dashes, up to `=`), NULL when there is none. */
static const option_spec *find_option(const program_about *about, const char *name, size_t length)
{
    for (const option_spec *spec = about->table; spec->help != NULL; spec++)
        if (spec->name != NULL && strlen(spec->name) == length && memcmp(spec->name, name, length) == 0)
            return spec;
    for (size_t i = 0; i < SHARED_COUNT; i++)
        if (shared[i].name != NULL && strlen(shared[i].name) == length && memcmp(shared[i].name, name, length) == 0)
            return &shared[i];
    return NULL;
}

static output_color color_of(const char *when)
{
    if (when == NULL || strcmp(when, "always") == 0)
        return COLOR_ALWAYS;
    if (strcmp(when, "never") == 0)
        return COLOR_NEVER;
    if (strcmp(when, "auto") != 0)
        options_fail("--color", "\"%s\" is none of always, auto, never", when);
    return COLOR_AUTO;
}

static void take_shared(options *given, int code, const char *value)
{
    switch (code) {
    case SHARED_FOLLOW:
        given->input.follow = true;
        break;
    case SHARED_REFERENCE:
        if (!value_time(value, &given->input.reference))
            options_fail("--reference-time", "\"%s\" is not a time such as 2026-07-10T05:02:12Z", value);
        given->input.reference_given = true;
        break;
    case SHARED_OFFSET:
        if (!value_offset(value, &given->input.offset))
            options_fail("--utc-offset", "\"%s\" is not an offset such as +02:00", value);
        given->input.offset_given = true;
        break;
    case SHARED_HOST:
        if (*value == '\0' || strlen(value) > 255)
            options_fail("--host", "a name of 1 to 255 bytes is needed");
        given->input.host = value;
        break;
    case SHARED_COLOR:
        given->color = color_of(value);
        break;
    case SHARED_HELP:
        print_help(given->about);
    case SHARED_VERSION:
        print_version(given->about);
    }
}

/*
 * Gathers the FILEs at the start of argv's own array: each has been read by the
 * time its place is overwritten.
 */
static void take_file(options *given, char *name)
{
    given->argv[given->files++] = name;
    given->input.names = (const char *const *)given->argv;
    given->input.name_count = (size_t)given->files;
}

int options_next(options *given, const char **value)
{
    while (given->next < given->argc) {
        char *argument = given->argv[given->next++];
        if (given->files_only || argument[0] != '-' || argument[1] == '\0') {
            take_file(given, argument);
            continue;
        }
        if (strcmp(argument, "--") == 0) {
            given->files_only = true;
            continue;
        }
        const char *name = argument + 2, *equals = strchr(argument, '=');
        size_t length = equals != NULL ? (size_t)(equals - argument) : strlen(argument);
        const option_spec *spec = argument[1] == '-' ? find_option(given->about, name, length - 2) : NULL;
        if (spec == NULL)
            options_fail(NULL, "unknown option %.*s (see %s --help)", (int)length, argument, given->about->name);
        *value = equals != NULL ? equals + 1 : NULL;
        if (spec->value != NULL && *value == NULL) {
            if (given->next == given->argc)
                options_fail(argument, "needs a value: %s", spec->value);
            *value = given->argv[given->next++];
        } else if (spec->value == NULL && *value != NULL && spec->code != SHARED_COLOR) {
            options_fail(NULL, "%.*s takes no value", (int)length, argument);
        }
        if (spec->code > 0)
            return spec->code;
        take_shared(given, spec->code, *value);
    }
    return 0;
}
