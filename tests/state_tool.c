/*
 * state_tool: reads ranges of a log into states, adds states up, and shows what is in
 * one. For tests that need processes of their own; public functions only.
 */
#include <postfixlog/postfixlog.h>

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char help[] =
    "Usage: state_tool read [OPTION]... LOG START END STATE   the lines that start in bytes [START, END) of a file;\n"
    "                                                         END may be \"end\"\n"
    "       state_tool merge [OPTION]... OUT IN...            all that is in several states, in this order\n"
    "       state_tool dump [--figures] STATE                 all tables, a JSON object a row\n"
    "       state_tool compact [OPTION]... TIME IN OUT        forgets what was before a time: seconds since 1970\n"
    "\n"
    "  --max-memory SIZE    bytes that the state may hold, or with K, M, G behind it\n"
    "  --reference SECONDS  stamps without a year were written at or before this time (since 1970)\n"
    "  --key HEX            32 digits: the key of the hash tables\n"
    "  --pace               seconds of the processor that each tenth of the lines took\n"
    "  --figures            without the ranges that were read and the memory in use: what the law of merging "
    "promises\n";

typedef struct settings {
    pfl_aggregator_options options;
    int64_t reference; /* seconds; 0 for now */
    int figures, pace;
} settings;

/* === Errors === */

static _Noreturn void fail(const char *what, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "state_tool: %s: ", what);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    fflush(stdout);
    _Exit(2); /* what it still holds is no leak */
}

static void check(const char *what, int32_t status)
{
    if (status != PFL_OK)
        fail(what, "%s", pfl_strerror(status));
}

static void *allocate(size_t size)
{
    void *memory = malloc(size == 0 ? 1 : size);
    if (memory == NULL)
        fail("memory", "%s", strerror(errno));
    return memory;
}

/* === Arguments === */

static uint64_t number_of(const char *what, const char *text)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || errno != 0)
        fail(what, "%s is no number", text);
    return value;
}

static int64_t seconds_of(const char *what, const char *text)
{
    uint64_t value = number_of(what, text);
    if (value > INT64_MAX / 1000000)
        fail(what, "%s is too late", text);
    return (int64_t)value;
}

static uint64_t size_of(const char *what, const char *text)
{
    char digits[24];
    size_t length = strlen(text);
    unsigned shift = 0;
    if (length > 1 && length < sizeof digits) {
        char unit = text[length - 1];
        shift = unit == 'K' ? 10 : unit == 'M' ? 20 : unit == 'G' ? 30 : 0;
    }
    if (shift == 0)
        return number_of(what, text);
    memcpy(digits, text, length - 1);
    digits[length - 1] = '\0';
    uint64_t value = number_of(what, digits);
    if (value > UINT64_MAX >> shift)
        fail(what, "%s is too much", text);
    return value << shift;
}

static void key_of(const char *text, uint64_t key[2])
{
    if (strlen(text) != 32 || strspn(text, "0123456789abcdefABCDEF") != 32)
        fail("--key", "%s is not 32 hex digits", text);
    for (unsigned i = 0; i < 2; i++) {
        char half[17] = {0};
        memcpy(half, text + (size_t)16 * i, 16);
        key[i] = strtoull(half, NULL, 16);
    }
}

/* Takes the options off the front; returns how many arguments they were. */
static int take_options(settings *set, int argc, char **argv)
{
    int at = 0;
    *set = (settings){.options = {.size = sizeof set->options}};
    while (at < argc && strncmp(argv[at], "--", 2) == 0) {
        const char *option = argv[at++];
        if (strcmp(option, "--figures") == 0) {
            set->figures = 1;
            continue;
        }
        if (strcmp(option, "--pace") == 0) {
            set->pace = 1;
            continue;
        }
        if (at == argc)
            fail(option, "needs a value");
        if (strcmp(option, "--max-memory") == 0)
            set->options.max_memory = size_of(option, argv[at]);
        else if (strcmp(option, "--reference") == 0)
            set->reference = seconds_of(option, argv[at]);
        else if (strcmp(option, "--key") == 0)
            key_of(argv[at], set->options.hash_key);
        else
            fail(option, "unknown option");
        at++;
    }
    return at;
}

/* === Files === */

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    size_t room = 65536, got;
    char *data = allocate(room);
    if (file == NULL)
        fail(path, "%s", strerror(errno));
    *length = 0;
    while ((got = fread(data + *length, 1, room - *length, file)) > 0) {
        *length += got;
        if (*length == room && (data = realloc(data, room *= 2)) == NULL)
            fail(path, "too large");
    }
    if (ferror(file) || fclose(file) != 0)
        fail(path, "%s", strerror(errno));
    return data;
}

static void save(pfl_aggregator *state, const char *path)
{
    FILE *file = fopen(path, "wb");
    char *buffer = allocate(PFL_SAVE_CAPACITY);
    pfl_saver *saver;
    size_t length;
    int32_t status;
    if (file == NULL)
        fail(path, "%s", strerror(errno));
    check(path, pfl_saver_create(&saver, state));
    while ((status = pfl_saver_next(saver, buffer, PFL_SAVE_CAPACITY, &length)) == PFL_OK)
        if (fwrite(buffer, 1, length, file) != length)
            fail(path, "%s", strerror(errno));
    if (status != PFL_END)
        check(path, status);
    if (fclose(file) != 0)
        fail(path, "%s", strerror(errno));
    pfl_saver_destroy(saver);
    free(buffer);
}

static pfl_aggregator *load(const settings *set, const char *path)
{
    pfl_aggregator *state;
    size_t length;
    char *data = read_file(path, &length);
    check(path, pfl_aggregator_load(&state, &set->options, data, length));
    free(data);
    return state;
}

/* === read === */

/* Where the first line begins that starts at or behind an offset. */
static size_t line_start(const char *data, size_t length, uint64_t offset)
{
    if (offset == 0 || offset >= length)
        return offset == 0 ? 0 : length;
    const char *before = memchr(data + offset - 1, '\n', length - (size_t)offset + 1);
    return before == NULL ? length : (size_t)(before + 1 - data);
}

static uint64_t stream_of(const char *data, size_t length)
{
    const char *end = memchr(data, '\n', length);
    size_t first = end == NULL ? length : (size_t)(end - data);
    if (first > 0 && data[first - 1] == '\r')
        first--;
    return pfl_stream_id(data, first);
}

static void add_lines(pfl_aggregator *state, pfl_parser *parser, const char *data, size_t length)
{
    enum { BATCH = 256 };
    pfl_event *events = allocate(BATCH * sizeof *events);
    size_t count, used;
    int32_t status = PFL_FULL;
    for (size_t at = 0; status == PFL_FULL; at += used) {
        status = pfl_parse(parser, data + at, length - at, PFL_FINAL, events, sizeof *events, BATCH, &count, &used);
        if (status != PFL_OK && status != PFL_FULL)
            check("pfl_parse", status);
        check("pfl_aggregator_add", pfl_aggregator_add(state, parser, data + at, events, sizeof *events, count));
    }
    free(events);
}

/* The same, a tenth at a time. */
static void add_tenths(pfl_aggregator *state, pfl_parser *parser, const char *data, size_t from, size_t to)
{
    for (size_t i = 1, at = from; i <= 10; i++) {
        size_t end = i == 10 ? to : line_start(data, to, from + (to - from) / 10 * i);
        clock_t start = clock();
        add_lines(state, parser, data + at, end - at);
        printf("%zu bytes: %.2f s\n", end - at, (double)(clock() - start) / CLOCKS_PER_SEC);
        at = end;
    }
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static void command_read(const settings *set, char **argv)
{
    size_t length;
    char *data = read_file(argv[0], &length);
    uint64_t end = strcmp(argv[2], "end") == 0 ? length : number_of("END", argv[2]);
    size_t from = line_start(data, length, number_of("START", argv[1])), to = line_start(data, length, end);
    const pfl_parser_options options = {.size = sizeof options, .reference_time = set->reference * 1000000};
    const char *name = base_name(argv[0]);
    const pfl_stream stream = {.size = sizeof stream,
                               .id = stream_of(data, length),
                               .offset = from,
                               .name = name,
                               .name_length = strlen(name)};
    pfl_aggregator *state;
    pfl_parser *parser;
    check("pfl_aggregator_create", pfl_aggregator_create(&state, &set->options));
    check("pfl_parser_create", pfl_parser_create(&parser, &options));
    check("pfl_aggregator_begin", pfl_aggregator_begin(state, &stream));
    check("pfl_parser_restart", pfl_parser_restart(parser, 0, from));
    if (set->pace)
        add_tenths(state, parser, data, from, to);
    else if (from < to)
        add_lines(state, parser, data + from, to - from);
    save(state, argv[3]);
    pfl_parser_destroy(parser);
    pfl_aggregator_destroy(state);
    free(data);
}

/* === merge, compact === */

static void command_merge(const settings *set, char **argv, int count)
{
    pfl_aggregator *state = load(set, argv[1]);
    for (int i = 2; i < count; i++) {
        pfl_aggregator *from = load(set, argv[i]);
        check(argv[i], pfl_aggregator_merge(state, from));
        pfl_aggregator_destroy(from);
    }
    save(state, argv[0]);
    pfl_aggregator_destroy(state);
}

static void command_compact(const settings *set, char **argv)
{
    pfl_aggregator *state = load(set, argv[1]);
    check("compact", pfl_aggregator_compact(state, seconds_of("TIME", argv[0]) * 1000000));
    save(state, argv[2]);
    pfl_aggregator_destroy(state);
}

/* === dump === */

/* Bits of `present` that are shown. */
static uint64_t shown_bits(const settings *set, const pfl_table *table)
{
    uint64_t bits = UINT64_MAX;
    for (uint16_t i = 0; set->figures && i < table->column_count; i++)
        if (table->columns[i].id == PFL_COLUMN_MEMORY || table->columns[i].id == PFL_COLUMN_MOST_MEMORY)
            bits &= ~(UINT64_C(1) << table->columns[i].bit);
    return bits;
}

static void dump_row(const pfl_table *table, void *row, uint64_t shown, const char *text)
{
    static char json[65536];
    uint64_t present;
    size_t length;
    memcpy(&present, row, sizeof present);
    present &= shown;
    memcpy(row, &present, sizeof present);
    int32_t status = pfl_row_json(table->code, row, text, json, sizeof json, &length);
    check(table->name, status);
    if (fwrite(json, 1, length, stdout) != length || putchar('\n') == EOF)
        fail("standard output", "%s", strerror(errno));
}

static void dump_table(const settings *set, const pfl_audit *audit, const pfl_table *table)
{
    enum { BATCH = 64 };
    const pfl_rows_options options = {.size = sizeof options, .table = table->code};
    char *records = allocate(BATCH * (size_t)table->record_size);
    pfl_rows *rows;
    size_t count;
    int32_t status;
    check(table->name, pfl_audit_rows(&rows, audit, &options));
    while ((status = pfl_rows_next(rows, records, table->record_size, BATCH, &count)) == PFL_OK)
        for (size_t i = 0; i < count; i++)
            dump_row(table, records + i * table->record_size, shown_bits(set, table), pfl_rows_text(rows));
    if (status != PFL_END)
        check(table->name, status);
    pfl_rows_destroy(rows);
    free(records);
}

static void command_dump(const settings *set, char **argv)
{
    pfl_aggregator *state = load(set, argv[0]);
    pfl_view *view;
    pfl_audit *audit;
    check(argv[0], pfl_view_create(&view, state));
    check(argv[0], pfl_audit_create(&audit, view, NULL));
    for (size_t i = 0; pfl_table_at(i) != NULL; i++)
        if (!set->figures || pfl_table_at(i)->code != PFL_TABLE_STREAMS)
            dump_table(set, audit, pfl_table_at(i));
    pfl_audit_destroy(audit);
    pfl_view_destroy(view);
    pfl_aggregator_destroy(state);
    if (fflush(stdout) != 0)
        fail("standard output", "%s", strerror(errno));
}

int main(int argc, char **argv)
{
    settings set;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(help, stdout);
        return 0;
    }
    if (argc < 2)
        fail("no command", "see state_tool --help");
    const char *command = argv[1];
    int options = take_options(&set, argc - 2, argv + 2), count = argc - 2 - options;
    char **arguments = argv + 2 + options;
    if (strcmp(command, "read") == 0 && count == 4)
        command_read(&set, arguments);
    else if (strcmp(command, "merge") == 0 && count >= 2)
        command_merge(&set, arguments, count);
    else if (strcmp(command, "dump") == 0 && count == 1)
        command_dump(&set, arguments);
    else if (strcmp(command, "compact") == 0 && count == 3)
        command_compact(&set, arguments);
    else
        fail(command, "unknown command, or not its arguments: see state_tool --help");
    return 0;
}
