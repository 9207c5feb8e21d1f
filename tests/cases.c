#define _POSIX_C_SOURCE 200809L
#include "cases.h"

#include "arrays.h"
#include "hex.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* 2026-11-23 22:00:00 UTC */
#define DEFAULT_REFERENCE INT64_C(1795471200000000)

struct case_list {
    log_case *cases;
    size_t count, room;
    case_value *values; /* of all cases, in their order */
    size_t value_count, value_room;
    kept_blocks blocks; /* everything else to free: files, names, zones */
    char *corpus;
    size_t corpus_length;
};

/* What the directives said last, and where we are. */
typedef struct reader {
    case_list *list;
    const char *file;
    unsigned line;
    int64_t reference;
    const case_zones *zones;
} reader;

static int complain(const reader *r, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "%s:%u: ", r->file, r->line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return 0;
}

/* ---- values ---- */

static int read_number(const char **at, const char *end, unsigned digits, int64_t *out)
{
    *out = 0;
    for (unsigned i = 0; i < digits; i++, (*at)++) {
        if (*at == end || **at < '0' || **at > '9')
            return 0;
        *out = *out * 10 + (**at - '0');
    }
    return 1;
}

static int read_literal(const char **at, const char *end, char c)
{
    if (*at == end || **at != c)
        return 0;
    (*at)++;
    return 1;
}

/* ".13": up to six digits, as microseconds; nothing is fine. */
static int read_fraction(const char **at, const char *end, int64_t *out)
{
    *out = 0;
    if (!read_literal(at, end, '.'))
        return 1;
    int64_t unit = 100000;
    for (; *at < end && **at >= '0' && **at <= '9'; (*at)++, unit /= 10)
        *out += (**at - '0') * unit;
    return 1;
}

int read_instant(const char *text, size_t length, int64_t *out)
{
    const char *at = text, *end = text + length;
    int64_t year, month, day, hour, minute, second, fraction;

    if (length == 7 && memcmp(text, "invalid", 7) == 0) {
        *out = PFL_TIME_INVALID;
        return 1;
    }
    if (!(read_number(&at, end, 4, &year) && read_literal(&at, end, '-') && read_number(&at, end, 2, &month) &&
          read_literal(&at, end, '-') && read_number(&at, end, 2, &day) && read_literal(&at, end, 'T') &&
          read_number(&at, end, 2, &hour) && read_literal(&at, end, ':') && read_number(&at, end, 2, &minute) &&
          read_literal(&at, end, ':') && read_number(&at, end, 2, &second) && read_fraction(&at, end, &fraction) &&
          read_literal(&at, end, 'Z') && at == end))
        return 0;
    /* Counted plainly, another way than the library's, so that the two check each other. */
    static const int64_t before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int64_t days = 0;
    for (int64_t y = 1970; y < year; y++)
        days += y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) ? 366 : 365;
    days += before[(month + 11) % 12] + day - 1;
    if (month > 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
        days++;
    *out = ((days * 24 + hour) * 60 + minute) * 60 * 1000000 + second * 1000000 + fraction;
    return 1;
}

int read_seconds(const char *text, size_t length, int64_t *out)
{
    const char *at = text, *end = text + length;
    int64_t whole = 0, fraction;
    for (; at < end && *at >= '0' && *at <= '9'; at++)
        whole = whole * 10 + (*at - '0');
    if (at == text || !read_fraction(&at, end, &fraction) || at != end)
        return 0;
    *out = whole * 1000000 + fraction;
    return 1;
}

/* "+02:00" as seconds. */
static int read_offset(const char *word, int32_t *out)
{
    const char *at = word + 1, *end = word + strlen(word);
    int64_t hours, minutes;
    if ((*word != '+' && *word != '-') || !read_number(&at, end, 2, &hours) || !read_literal(&at, end, ':') ||
        !read_number(&at, end, 2, &minutes) || at != end)
        return 0;
    int32_t seconds = (int32_t)(hours * 3600 + minutes * 60);
    *out = *word == '-' ? -seconds : seconds;
    return 1;
}

/* Resolves "\ ..." in place; any other text stays as it is. Returns the new length. */
static size_t unescape(char **text, size_t length)
{
    if (length == 1 && **text == '\\')
        return 0;
    if (length < 2 || memcmp(*text, "\\ ", 2) != 0)
        return length;
    *text += 2;
    length -= 2;
    size_t to = 0;
    for (size_t from = 0; from < length; from++) {
        int byte = hex_byte(*text + from, length - from);
        (*text)[to++] = byte >= 0 ? (char)byte : (*text)[from];
        from += byte >= 0 ? 3 : 0;
    }
    return to;
}

/* ---- lines of a case file ---- */

static int read_directive(reader *r, char *line)
{
    char *rest, *name = strtok_r(line, " ", &rest), *word;
    if (strcmp(name, "@reference") == 0) {
        word = strtok_r(NULL, " ", &rest);
        if (word == NULL)
            r->reference = DEFAULT_REFERENCE;
        else if (!read_instant(word, strlen(word), &r->reference))
            return complain(r, "no time: %s", word);
        return 1;
    }
    if (strcmp(name, "@zone") != 0)
        return complain(r, "no such directive: %s", name);
    case_zones *zones = keep(&r->list->blocks, sizeof *zones);
    while ((word = strtok_r(NULL, " ", &rest)) != NULL) {
        pfl_zone *zone = &zones->zones[zones->count];
        if (zones->count == sizeof zones->zones / sizeof *zones->zones)
            return complain(r, "too many zones");
        if (zones->count > 0) {
            if (!read_instant(word, strlen(word), &zone->since))
                return complain(r, "no time: %s", word);
            word = strtok_r(NULL, " ", &rest);
        }
        if (word == NULL || !read_offset(word, &zone->offset))
            return complain(r, "an offset is missing: @zone +01:00 TIME +02:00");
        zones->count++;
    }
    r->zones = zones;
    return 1;
}

static void add_case(reader *r, char *text, size_t length)
{
    case_list *list = r->list;
    list->cases = grow(list->cases, list->count, &list->room, sizeof *list->cases);
    length = unescape(&text, length);
    list->cases[list->count++] = (log_case){r->file, r->line, text, length, r->reference, r->zones, NULL, 0};
}

static int add_value(reader *r, char *text)
{
    case_list *list = r->list;
    if (list->count == 0 || list->cases[list->count - 1].file != r->file)
        return complain(r, "an expectation without a line");
    log_case *c = &list->cases[list->count - 1];
    size_t name_length = strspn(text, "abcdefghijklmnopqrstuvwxyz_");
    char *value = text + name_length;
    if (name_length == 0 || strncmp(value, "  ", 2) != 0 || value[2] == 0)
        return complain(r, "two blanks and a value belong after the name (an empty one is \"\")");
    *value = 0;
    value += 2;
    size_t length = strcmp(value, "\"\"") == 0 ? 0 : unescape(&value, strlen(value));
    for (size_t i = list->value_count - c->expected_count; i < list->value_count; i++)
        if (strcmp(list->values[i].name, text) == 0)
            return complain(r, "%s was said before", text);
    list->values = grow(list->values, list->value_count, &list->value_room, sizeof *list->values);
    list->values[list->value_count++] = (case_value){text, value, length, r->line};
    c->expected_count++;
    return 1;
}

static int read_file(reader *r, char *text)
{
    for (char *line = text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = 0;
        r->line++;
        size_t length = strlen(line);
        if (length == 0 || *line == '#')
            continue;
        if (line[length - 1] == ' ' && strcmp(line, "\\ ") != 0)
            return complain(r, "a blank at the end would not be seen: write \\x20");
        if (*line == '@') {
            if (!read_directive(r, line))
                return 0;
        } else if (*line != ' ') {
            add_case(r, line, length);
        } else if (strncmp(line, "    ", 4) != 0) {
            return complain(r, "four blanks belong before an expectation");
        } else if (!add_value(r, line + 4)) {
            return 0;
        }
    }
    return 1;
}

/* ---- files and folders ---- */

static int load_file(case_list *list, const char *path, const char *name)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return perror(path), 0;
    size_t length = 0, room = 1 << 16;
    char *text = keep(&list->blocks, room);
    for (size_t n; (n = fread(text + length, 1, room - 1 - length, file)) > 0;)
        length += n;
    fclose(file);
    char *shown = keep(&list->blocks, strlen(name) + 1);
    strcpy(shown, name);
    reader r = {list, shown, 0, DEFAULT_REFERENCE, keep(&list->blocks, sizeof(case_zones))};
    if (length == room - 1 || memchr(text, 0, length))
        return complain(&r, "longer than 64 KB, or with a NUL byte");
    return read_file(&r, text);
}

static int load_folder(case_list *list, const char *folder, const char *below)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort), fine = count >= 0;
    if (!fine)
        perror(folder);
    for (int i = 0; i < count; i++) {
        char path[1024], name[1024];
        struct stat info;
        const char *entry = entries[i]->d_name;
        snprintf(path, sizeof path, "%s/%s", folder, entry);
        snprintf(name, sizeof name, "%s%s%s", below, *below ? "/" : "", entry);
        size_t length = strlen(entry);
        if (fine && entry[0] != '.' && stat(path, &info) == 0) {
            if (S_ISDIR(info.st_mode))
                fine = load_folder(list, path, name);
            else if (length > 5 && strcmp(entry + length - 5, ".case") == 0)
                fine = load_file(list, path, name);
        }
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return fine;
}

case_list *cases_load(const char *folder)
{
    case_list *list = calloc(1, sizeof *list);
    if (list == NULL)
        abort();
    int fine = load_folder(list, folder, "");
    size_t first = 0, total = 0;
    for (size_t i = 0; i < list->count; i++) {
        log_case *c = &list->cases[i];
        c->expected = list->values + first;
        first += c->expected_count;
        total += c->length + 1;
        if (fine && case_find(c, "kind") == NULL) {
            fprintf(stderr, "%s:%u: the kind is missing\n", c->file, c->line);
            fine = 0;
        }
    }
    list->corpus = malloc(total + 1);
    if (list->corpus == NULL)
        abort();
    for (size_t i = 0; i < list->count; i++) {
        memcpy(list->corpus + list->corpus_length, list->cases[i].text, list->cases[i].length);
        list->corpus_length += list->cases[i].length + 1;
        list->corpus[list->corpus_length - 1] = '\n';
    }
    if (fine && list->count > 0)
        return list;
    cases_free(list);
    return NULL;
}

void cases_free(case_list *list)
{
    if (list == NULL)
        return;
    release_blocks(&list->blocks);
    free(list->cases);
    free(list->values);
    free(list->corpus);
    free(list);
}

size_t cases_count(const case_list *list)
{
    return list->count;
}

const log_case *cases_at(const case_list *list, size_t index)
{
    return &list->cases[index];
}

const char *cases_corpus(const case_list *list, size_t *length)
{
    *length = list->corpus_length;
    return list->corpus;
}

const case_value *case_find(const log_case *c, const char *name)
{
    for (size_t i = 0; i < c->expected_count; i++)
        if (strcmp(c->expected[i].name, name) == 0)
            return &c->expected[i];
    return NULL;
}

pfl_parser *case_parser(const log_case *c)
{
    pfl_parser *parser;
    pfl_parser_options options = {.size = sizeof options,
                                  .reference_time = c->reference,
                                  .zones = c->zones->zones,
                                  .zone_count = c->zones->count};
    return pfl_parser_create(&parser, &options) == PFL_OK ? parser : NULL;
}
