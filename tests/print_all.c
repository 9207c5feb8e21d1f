/*
 * Prints all that the library says of a log on standard input: each event as pfl-events
 * does, then every row of every table. It needs nothing but the library and the C
 * library, for systems on which the other programs do not run; what it prints is the
 * same on all of them (matrix.sh).
 *
 *     print_all SECONDS <LOG      the time, UTC, before which stamps without a year are
 */
#include <postfixlog/postfixlog.h>

#include <stdio.h>
#include <stdlib.h>

#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#endif

static char json[1 << 20];

static _Noreturn void stop(const char *where, int32_t status)
{
    fprintf(stderr, "print_all: %s: %s\n", where, pfl_strerror(status));
    exit(1);
}

static void must(const char *where, int32_t status)
{
    if (status != PFL_OK)
        stop(where, status);
}

static void print_json(size_t length)
{
    json[length] = '\n';
    if (fwrite(json, 1, length + 1, stdout) != length + 1)
        exit(1);
}

static void take(pfl_aggregator *state, const pfl_parser *parser, const char *chunk, const pfl_event *events,
                 size_t count)
{
    size_t length;
    for (size_t i = 0; i < count; i++) {
        must("event", pfl_event_json(&events[i], pfl_event_text(parser, chunk, &events[i]), NULL, json,
                                     sizeof json - 1, &length));
        print_json(length);
    }
    must("adding", pfl_aggregator_add(state, parser, chunk, events, sizeof *events, count));
}

static void read_log(pfl_aggregator *state, pfl_parser *parser)
{
    static char chunk[65536];
    static pfl_event events[64];
    int32_t status = PFL_NEED_MORE;
    while (status == PFL_NEED_MORE) {
        size_t length = fread(chunk, 1, sizeof chunk, stdin), count;
        must("input", length > 0 ? pfl_parser_feed(parser, chunk, length) : pfl_parser_finish(parser));
        while ((status = pfl_parser_next(parser, events, sizeof *events, 64, &count)) == PFL_OK)
            take(state, parser, chunk, events, count);
    }
    if (status != PFL_END)
        stop("parsing", status);
}

static void print_table(const pfl_audit *audit, const pfl_table *table)
{
    static uint64_t record[512];
    const pfl_rows_options options = {.size = sizeof options, .table = table->code};
    pfl_rows *rows;
    size_t count, length;
    must(table->name, pfl_audit_rows(&rows, audit, &options));
    while (pfl_rows_next(rows, record, table->record_size, 1, &count) == PFL_OK) {
        must(table->name,
             pfl_row_json(table->code, record, pfl_rows_text(rows), json, sizeof json - 1, &length));
        print_json(length);
    }
    pfl_rows_destroy(rows);
}

static void print_tables(pfl_aggregator *state)
{
    pfl_view *view;
    pfl_audit *audit;
    const pfl_table *table;
    must("view", pfl_view_create(&view, state));
    must("audit", pfl_audit_create(&audit, view, NULL));
    for (size_t i = 0; (table = pfl_table_at(i)) != NULL; i++)
        print_table(audit, table);
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
}

int main(int argc, char **argv)
{
    pfl_parser_options options = {.size = sizeof options};
    pfl_parser *parser;
    pfl_aggregator *state;
    if (argc != 2)
        return 2;
#if defined(_WIN32)
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
#endif
    options.reference_time = strtoll(argv[1], NULL, 10) * 1000000;
    must("parser", pfl_parser_create(&parser, &options));
    must("state", pfl_aggregator_create(&state, NULL));
    read_log(state, parser);
    print_tables(state);
    pfl_aggregator_destroy(state);
    pfl_parser_destroy(parser);
    return 0;
}
