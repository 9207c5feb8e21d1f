#define _POSIX_C_SOURCE 200809L
#include "stories.h"

#include "arrays.h"
#include "cases.h"
#include "hex.h"
#include "story_phrases.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2026-11-23 22:00:00 UTC */
#define DEFAULT_REFERENCE INT64_C(1795471200000000)

/* Arrays grow while stories are read, so that stories point into them only when all are. */
struct story_list {
    story *stories;
    size_t *first_lines, *first_rows; /* of each story */
    size_t count, room, first_line_room, first_row_room;
    story_line *lines;
    size_t line_count, line_room;
    story_row *rows;
    size_t row_count, row_room;
    story_value *values;
    size_t value_count, value_room;
    kept_blocks blocks; /* everything else to free */
};

typedef struct reader {
    story_list *list;
    const char *source;
    unsigned line;
    const char *title; /* the first line of the comment above */
    story *open;       /* NULL between stories */
    int phrased;       /* it has phrases */
    unsigned messages; /* of phrases */
} reader;

static int complain(const reader *r, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "%s:%u: ", r->source, r->line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return 0;
}

/* ---- bytes ---- */

/* Resolves \xHH in place. */
static story_text unescape(char *text)
{
    size_t to = 0, length = strlen(text);
    for (size_t from = 0; from < length; from++) {
        int byte = hex_byte(text + from, length - from);
        text[to++] = byte >= 0 ? (char)byte : text[from];
        from += byte >= 0 ? 3 : 0;
    }
    return (story_text){text, to};
}

/* ---- stories ---- */

static void open_story(reader *r)
{
    story_list *list = r->list;
    if (r->open != NULL)
        return;
    list->stories = grow(list->stories, list->count, &list->room, sizeof *list->stories);
    list->first_lines = grow(list->first_lines, list->count, &list->first_line_room, sizeof *list->first_lines);
    list->first_rows = grow(list->first_rows, list->count, &list->first_row_room, sizeof *list->first_rows);
    r->phrased = 0;
    r->messages = 0;
    r->open = &list->stories[list->count];
    *r->open = (story){.source = r->source, .line = r->line, .reference = DEFAULT_REFERENCE};
    r->open->compact = PFL_TIME_INVALID;
    snprintf(r->open->name, sizeof r->open->name, "%s:%u: %s", r->source, r->line, r->title ? r->title : "");
    list->first_lines[list->count] = list->line_count;
    list->first_rows[list->count] = list->row_count;
    list->count++;
}

/* By their stamps, then as they were written. */
static int compare_lines(const void *left, const void *right)
{
    const story_line *a = left, *b = right;
    int order = strncmp(a->text.at, b->text.at, strlen("2026-11-23T17:04:51Z"));
    return order != 0 ? order : a->offset < b->offset ? -1 : a->offset > b->offset;
}

/* Phrases are written one behind the other; what they tell of happens at the same time. */
static void sort_lines(reader *r)
{
    const story *s = r->open;
    story_line *lines = r->list->lines + r->list->line_count - s->line_count;
    for (size_t i = 0; i < s->file_count; i++) {
        const story_file *file = &s->files[i];
        uint64_t offset = 0;
        qsort(lines + file->first, file->end - file->first, sizeof *lines, compare_lines);
        for (size_t k = file->first; k < file->end; k++) {
            lines[k].offset = offset;
            offset += lines[k].text.length;
        }
    }
}

static int close_story(reader *r)
{
    const story *s = r->open;
    if (s != NULL && r->phrased)
        sort_lines(r);
    r->open = NULL;
    r->title = NULL;
    if (s == NULL)
        return 1;
    return s->line_count > 0 && s->row_count > 0 ? 1 : complain(r, "a story without lines, or without expectations");
}

static story_file *last_file(story *s)
{
    return &s->files[s->file_count - 1];
}

static int add_file(reader *r, char *name)
{
    story *s = r->open;
    story_text host = s->file_count > 0 ? last_file(s)->host : (story_text){"", 0};
    if (s->file_count == STORY_FILES)
        return complain(r, "too many files");
    s->file_count++;
    *last_file(s) = (story_file){unescape(name), host, s->line_count, s->line_count};
    return 1;
}

static int add_line(reader *r, char *text)
{
    story_list *list = r->list;
    static char none[1];
    open_story(r);
    story *s = r->open;
    if (s->row_count > 0)
        return complain(r, "a blank line belongs before the next story");
    if (s->file_count == 0)
        add_file(r, none);
    story_text raw = strncmp(text, "\\ ", 2) == 0 ? unescape(text + 2) : (story_text){text, strlen(text)};
    char *copy = keep(&list->blocks, raw.length + 2); /* ended by 0 */
    memcpy(copy, raw.at, raw.length);
    copy[raw.length] = '\n';
    list->lines = grow(list->lines, list->line_count, &list->line_room, sizeof *list->lines);
    story_file *file = last_file(s);
    uint64_t offset = 0;
    if (file->end > file->first) {
        const story_line *before = &list->lines[list->line_count - 1];
        offset = before->offset + before->text.length;
    }
    list->lines[list->line_count++] = (story_line){{copy, raw.length + 1}, offset, s->file_count - 1};
    file->end = ++s->line_count;
    return 1;
}

static void add_phrase_line(void *context, char *line)
{
    add_line(context, line);
}

static int add_phrase(reader *r, char *text)
{
    open_story(r);
    if (r->open->row_count > 0)
        return complain(r, "a blank line belongs before the next story");
    phrase_target target = {r, add_phrase_line, r->messages};
    const char *fault = phrase_write(&target, text);
    r->phrased = 1;
    r->messages = target.messages;
    return fault == NULL ? 1 : complain(r, "%s", fault);
}

static int add_network(reader *r, pfl_network *networks, uint32_t *count, const char *word)
{
    if (*count == STORY_SET || pfl_network_parse(word, strlen(word), &networks[*count]) != PFL_OK)
        return complain(r, "no network, or too many: %s", word);
    ++*count;
    return 1;
}

static int add_name(reader *r, const char **names, uint32_t *count, const char *word)
{
    if (*count == STORY_SET)
        return complain(r, "too many: %s", word);
    names[(*count)++] = word;
    return 1;
}

static int add_limit(reader *r, const char *name, const char *value)
{
    story *s = r->open;
    for (size_t i = 0; value != NULL && s->limit_count < STORY_SET && pfl_limit_at(i) != NULL; i++)
        if (strcmp(pfl_limit_at(i)->name, name) == 0) {
            s->limits[s->limit_count++] =
                (pfl_limit_setting){pfl_limit_at(i)->code, (uint32_t)strtoul(value, NULL, 10)};
            return 1;
        }
    return complain(r, "no such limit, no value, or too many: %s", name);
}

/* Options of the audit; -1 for a directive that is none of them. */
static int read_audit_option(reader *r, const char *name, const char *word, const char *value)
{
    story *s = r->open;
    pfl_network network;
    if (strcmp(name, "@trusted") == 0)
        return add_network(r, s->trusted, &s->trusted_count, word);
    if (strcmp(name, "@proxy") == 0)
        return add_network(r, s->proxies, &s->proxy_count, word);
    if (strcmp(name, "@monitor") == 0 && pfl_network_parse(word, strlen(word), &network) == PFL_OK)
        return add_network(r, s->monitor_networks, &s->monitor_network_count, word);
    if (strcmp(name, "@monitor") == 0)
        return add_name(r, s->monitors, &s->monitor_count, word);
    if (strcmp(name, "@bulk") == 0)
        return add_name(r, s->bulk, &s->bulk_count, word);
    return strcmp(name, "@limit") == 0 ? add_limit(r, word, value) : -1;
}

static int read_directive(reader *r, char *line)
{
    char *rest, *name = strtok_r(line, " ", &rest), *word = strtok_r(NULL, " ", &rest);
    open_story(r);
    story *s = r->open;
    if (word == NULL)
        return complain(r, "%s of what?", name);
    if (strcmp(name, "@file") == 0)
        return add_file(r, word);
    if (strcmp(name, "@reference") == 0)
        return read_instant(word, strlen(word), &s->reference) ? 1 : complain(r, "no time: %s", word);
    if (strcmp(name, "@compact") == 0)
        return read_instant(word, strlen(word), &s->compact) ? 1 : complain(r, "no time: %s", word);
    if (strcmp(name, "@host") == 0) {
        static char none[1];
        if (s->file_count == 0 && !add_file(r, none))
            return 0;
        last_file(s)->host = unescape(word);
        return 1;
    }
    if (strcmp(name, "@own") != 0) {
        int done = read_audit_option(r, name, word, strtok_r(NULL, " ", &rest));
        return done >= 0 ? done : complain(r, "no such directive: %s", name);
    }
    if (s->own_count == STORY_OWN || pfl_network_parse(word, strlen(word), &s->own[s->own_count]) != PFL_OK)
        return complain(r, "no network, or too many: %s", word);
    s->own_count++;
    return 1;
}

/* ---- expectations ---- */

static int add_row(reader *r, char *text)
{
    story_list *list = r->list;
    char *rest, *word = strtok_r(text, " ", &rest);
    story_row row = {.exists = 1, .line = r->line, .first_value = list->value_count};
    if (r->open == NULL || r->open->line_count == 0)
        return complain(r, "an expectation without a line");
    if (strcmp(word, "none") == 0) {
        row.exists = 0;
        word = strtok_r(NULL, " ", &rest);
    }
    if (word == NULL || pfl_table_by_name(word) == NULL)
        return complain(r, "no such table: %s", word ? word : "");
    row.table = word;
    while ((word = strtok_r(NULL, " ", &rest)) != NULL) {
        if (row.words == STORY_WORDS)
            return complain(r, "too many words");
        row.key[row.words++] = unescape(word);
    }
    list->rows = grow(list->rows, list->row_count, &list->row_room, sizeof *list->rows);
    list->rows[list->row_count++] = row;
    r->open->row_count++;
    return 1;
}

static int has_column(const char *table, const char *column)
{
    const pfl_table *t = pfl_table_by_name(table);
    for (uint16_t i = 0; i < t->column_count; i++)
        if (strcmp(t->columns[i].name, column) == 0)
            return 1;
    return 0;
}

static int add_value(reader *r, char *text)
{
    story_list *list = r->list;
    size_t name_length = strspn(text, "abcdefghijklmnopqrstuvwxyz_");
    char *value = text + name_length;
    if (r->open == NULL || r->open->row_count == 0)
        return complain(r, "a column without a row");
    story_row *row = &list->rows[list->row_count - 1];
    if (!row->exists)
        return complain(r, "a row that is not there has no columns");
    if (name_length == 0 || strncmp(value, "  ", 2) != 0 || value[2] == 0)
        return complain(r, "two blanks and a value belong after the column (an empty one is \"\")");
    *value = 0;
    value += 2;
    if (!has_column(row->table, text))
        return complain(r, "%s has no column %s", row->table, text);
    for (size_t i = row->first_value; i < list->value_count; i++)
        if (strcmp(list->values[i].column, text) == 0)
            return complain(r, "%s was said before", text);
    list->values = grow(list->values, list->value_count, &list->value_room, sizeof *list->values);
    story_text wanted = strcmp(value, "\"\"") == 0 ? (story_text){value, 0} : unescape(value);
    list->values[list->value_count++] = (story_value){text, wanted, r->line};
    row->value_count++;
    return 1;
}

/* ---- files ---- */

static int read_line(reader *r, char *line)
{
    size_t blanks = strspn(line, " "), length = strlen(line);
    if (length == 0)
        return close_story(r);
    if (line[length - 1] == ' ')
        return complain(r, "a blank at the end would not be seen: write \\x20");
    if (*line == '#') {
        if (r->open == NULL && r->title == NULL)
            r->title = line + 1 + strspn(line + 1, " ");
        return 1;
    }
    if (*line == '@')
        return read_directive(r, line);
    if (strncmp(line, "> ", 2) == 0)
        return add_phrase(r, line + 2);
    if (blanks == 0)
        return add_line(r, line);
    if (blanks == 4)
        return add_row(r, line + 4);
    return blanks == 8 ? add_value(r, line + 8) : complain(r, "four blanks belong before a row, eight before a column");
}

static int load_file(story_list *list, const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return perror(path), 0;
    size_t length = 0, room = 1 << 16;
    char *text = keep(&list->blocks, room), *shown = keep(&list->blocks, strlen(name) + 1);
    for (size_t n; (n = fread(text + length, 1, room - 1 - length, file)) > 0;)
        length += n;
    fclose(file);
    strcpy(shown, name);
    reader r = {.list = list, .source = shown};
    if (length == room - 1 || memchr(text, 0, length))
        return complain(&r, "longer than 64 KB, or with a NUL byte");
    for (char *line = text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = 0;
        r.line++;
        if (!read_line(&r, line))
            return 0;
    }
    return close_story(&r);
}

/* Stories get their places in the arrays, which are at rest now. */
static void settle(story_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        list->stories[i].lines = list->lines + list->first_lines[i];
        list->stories[i].rows = list->rows + list->first_rows[i];
        list->stories[i].values = list->values;
    }
}

story_list *stories_load(const char *folder)
{
    story_list *list = calloc(1, sizeof *list);
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort), fine = count >= 0;
    if (list == NULL)
        abort();
    if (!fine)
        perror(folder);
    for (int i = 0; i < count; i++) {
        size_t length = strlen(entries[i]->d_name);
        if (fine && length > 6 && strcmp(entries[i]->d_name + length - 6, ".story") == 0)
            fine = load_file(list, folder, entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    settle(list);
    if (fine && list->count > 0)
        return list;
    stories_free(list);
    return NULL;
}

void stories_free(story_list *list)
{
    if (list == NULL)
        return;
    release_blocks(&list->blocks);
    free(list->values);
    free(list->rows);
    free(list->lines);
    free(list->first_rows);
    free(list->first_lines);
    free(list->stories);
    free(list);
}

size_t stories_count(const story_list *list)
{
    return list->count;
}

const story *stories_at(const story_list *list, size_t index)
{
    return &list->stories[index];
}
