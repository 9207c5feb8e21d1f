/*
 * parse_log: parses a log as a program that embeds the library would, and tells what
 * came out. The benchmark times it.
 *
 *     parse_log parse FILE...         every line becomes an event, all of its fields filled
 *     parse_log fields FILE...        and the bytes of all text fields are added up
 *     parse_log aggregate FILE...     and the events go into an aggregator
 *
 * It prints one line of JSON. `allocations` counts the calls of the allocator behind
 * the creation of the handles.
 */
#define _DEFAULT_SOURCE

#include <postfixlog/postfixlog.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define BATCH  64        /* events that stay in a core's nearest cache */
#define WINDOW (1 << 20) /* bytes of the file that are mapped at a time */

#ifndef MAP_POPULATE /* Linux: all of them at once, and not page by page */
#define MAP_POPULATE 0
#endif

enum mode { PARSE, FIELDS, AGGREGATE };

struct run {
    enum mode mode;
    pfl_parser *parser;
    pfl_aggregator *aggregator;
    uint64_t allocations;
    uint64_t lines, bytes, field_bytes, kinds;
    pfl_event events[BATCH];
};

static _Noreturn void fail(const char *what, const char *why)
{
    fprintf(stderr, "parse_log: %s: %s\n", what, why);
    exit(1);
}

static void must(const char *what, int32_t status)
{
    if (status < 0)
        fail(what, pfl_strerror(status));
}

static void *counted_resize(void *context, void *pointer, size_t old_size, size_t new_size)
{
    uint64_t *allocations = context;
    (void)old_size;
    if (new_size == 0) {
        free(pointer);
        return NULL;
    }
    ++*allocations;
    return realloc(pointer, new_size);
}

static void take(struct run *run, const char *data, size_t count)
{
    run->lines += count;
    for (size_t i = 0; i < count; i++)
        run->kinds |= UINT64_C(1) << (run->events[i].kind & 63);
    if (run->mode == FIELDS)
        for (size_t i = 0; i < count; i++)
            run->field_bytes += pfl_event_field_bytes(&run->events[i]);
    if (run->mode == AGGREGATE)
        must("adding",
             pfl_aggregator_add(run->aggregator, run->parser, data, run->events, sizeof run->events[0], count));
}

/* The whole lines of a piece of the file; returns how many bytes they have. */
static size_t take_lines(struct run *run, const char *data, size_t length, uint32_t flags)
{
    size_t used = 0;
    int32_t status;
    do {
        size_t count, consumed;
        status = pfl_parse(run->parser, data + used, length - used, flags, run->events, sizeof run->events[0], BATCH,
                           &count, &consumed);
        must("parsing", status);
        take(run, data + used, count);
        used += consumed;
    } while (status == PFL_FULL);
    return used;
}

/* Not static: callgrind counts by its name (instructions.py). */
void parse_log_file(struct run *run, const char *name);

void parse_log_file(struct run *run, const char *name)
{
    struct stat about;
    int file = open(name, O_RDONLY);
    if (file < 0 || fstat(file, &about) != 0)
        fail(name, strerror(errno));
    must("restart", pfl_parser_restart(run->parser, 0, 0));
    size_t size = (size_t)about.st_size, page = (size_t)sysconf(_SC_PAGESIZE);
    for (size_t at = 0; at < size;) {
        size_t before = at % page, left = size - (at - before), length = left < WINDOW ? left : WINDOW;
        char *data = mmap(NULL, length, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, (off_t)(at - before));
        if (data == MAP_FAILED)
            fail(name, strerror(errno));
        at += take_lines(run, data + before, length - before, length == left ? PFL_FINAL : 0);
        munmap(data, length);
    }
    run->bytes += size;
    close(file);
}

static enum mode mode_of(const char *name)
{
    static const char *const names[] = {[PARSE] = "parse", [FIELDS] = "fields", [AGGREGATE] = "aggregate"};
    for (int mode = PARSE; mode <= AGGREGATE; mode++)
        if (strcmp(name, names[mode]) == 0)
            return (enum mode)mode;
    fail(name, "is none of parse, fields, aggregate");
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: parse_log parse|fields|aggregate FILE...\n", stderr);
        return 2;
    }
    static struct run run;
    run.mode = mode_of(argv[1]);
    pfl_allocator counted = {&run.allocations, counted_resize};
    must("parser", pfl_parser_create(&run.parser,
                                     &(pfl_parser_options){.size = sizeof(pfl_parser_options), .allocator = counted}));
    if (run.mode == AGGREGATE)
        must("aggregator",
             pfl_aggregator_create(&run.aggregator, &(pfl_aggregator_options){.size = sizeof(pfl_aggregator_options),
                                                                              .allocator = counted}));
    run.allocations = 0;
    for (int i = 2; i < argc; i++)
        parse_log_file(&run, argv[i]);
    printf("{\"lines\":%" PRIu64 ",\"bytes\":%" PRIu64 ",\"field_bytes\":%" PRIu64 ",\"allocations\":%" PRIu64 "}\n",
           run.lines, run.bytes, run.field_bytes, run.allocations);
    pfl_aggregator_destroy(run.aggregator);
    pfl_parser_destroy(run.parser);
    return run.kinds == 0;
}
