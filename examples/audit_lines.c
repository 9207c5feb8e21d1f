/*
 * Evidence as file:line. A state keeps where a line stands in its stream; the number
 * is counted here, when it is printed, in the files of this run.
 */
#include "audit_report.h"
#include <stdlib.h>
#include <string.h>

static int by_place(const void *left, const void *right)
{
    const evidence *a = *(evidence *const *)left, *b = *(evidence *const *)right;
    if (a->stream != b->stream)
        return a->stream < b->stream ? -1 : 1;
    return (a->offset > b->offset) - (a->offset < b->offset);
}

static evidence **all_lines(const finding_list *lists, size_t count, size_t *line_count)
{
    evidence **all = NULL;
    size_t room = 0;
    *line_count = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < lists[i].count; k++) {
            finding *f = lists[i].findings[k];
            if (room < *line_count + f->line_count)
                all = must_resize(all, (room = 2 * room + f->line_count) * sizeof *all);
            for (size_t n = 0; n < f->line_count; n++)
                all[(*line_count)++] = &f->lines[n];
        }
    if (*line_count > 0)
        qsort(all, *line_count, sizeof *all, by_place);
    return all;
}

/* The mark before an offset: from there its line is counted. */
static log_mark mark_before(const run_log *log, uint64_t offset)
{
    log_mark mark = {0, 0};
    uint64_t lines = 0;
    for (size_t i = 0; i < log->part_count && log->parts[i].start <= offset; i++) {
        const log_part *part = &log->parts[i];
        size_t low = 0, high = part->mark_count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (part->marks[middle].offset <= offset)
                low = middle + 1;
            else
                high = middle;
        }
        if (low > 0)
            mark = (log_mark){part->marks[low - 1].offset, lines + part->marks[low - 1].lines};
        lines += part->lines;
    }
    return mark;
}

static const run_log *log_of(const report *r, uint64_t stream)
{
    for (size_t i = 0; i < r->reading->log_count; i++) {
        const run_log *log = &r->reading->logs[i];
        if (log->stream == stream && log->file != NULL && !log->refused)
            return log;
    }
    return NULL;
}

/* What is no plain file is counted by what is known of its lines. */
static void count_lines(const run_log *log, input_line *wanted, size_t count)
{
    uint64_t lines = 0;
    for (size_t i = 0; i < log->part_count; i++) {
        log_count_lengths(&log->parts[i], lines, wanted, count);
        lines += log->parts[i].lines;
    }
}

/* Of a plain file: from the marks before them. */
static void find_from_marks(const run_log *log, input_line *wanted, size_t count)
{
    for (size_t i = 0, n; i < count; i += n) {
        log_mark mark = mark_before(log, wanted[i].offset);
        for (n = 1; i + n < count && mark_before(log, wanted[i + n].offset).offset == mark.offset;)
            n++;
        input_find_lines(log->file, mark.offset, mark.lines + 1, wanted + i, n);
    }
}

static bool find_kept(const run_log *log, input_line *line)
{
    const char *text = NULL;
    for (size_t i = 0; i < log->part_count && text == NULL; i++)
        text = log_kept_text(&log->parts[i], line->offset, &line->length);
    if (text != NULL)
        memcpy(line->text, text, line->length);
    return text != NULL;
}

/*
 * Of a pipe or a compressed file. That one is unpacked again, up to the last line of which
 * the text or the number is not known: mostly there is none.
 */
static void find_by_lengths(const run_log *log, input_line *wanted, const bool *has_text, size_t count)
{
    input_line *missing = must_resize(NULL, count * sizeof *missing);
    size_t missed = 0;
    count_lines(log, wanted, count);
    for (size_t i = 0; i < count; i++) {
        if (wanted[i].number == 0 || !(has_text[i] || find_kept(log, &wanted[i])))
            missing[missed++] = wanted[i];
    }
    if (log->file->regular)
        input_find_lines(log->file, 0, 1, missing, missed);
    for (size_t i = 0, k = 0; i < count && log->file->regular; i++)
        if (k < missed && missing[k].offset == wanted[i].offset)
            wanted[i] = missing[k++];
    free(missing);
}

/* Lines of a log, in the order of their places; several findings may show the same one. */
static void find_in(const run_log *log, evidence **lines, size_t count)
{
    input_line *wanted = must_resize(NULL, count * sizeof *wanted);
    char *texts = must_resize(NULL, count * LINE_TEXT);
    bool *has_text = must_resize(NULL, count * sizeof *has_text); /* for all who show it */
    size_t places = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || lines[i]->offset != lines[i - 1]->offset) {
            has_text[places] = true;
            wanted[places] =
                (input_line){.offset = lines[i]->offset, .text = texts + places * LINE_TEXT, .capacity = LINE_TEXT};
            places++;
        }
        has_text[places - 1] &= lines[i]->text.length > 0;
    }
    if (input_is_plain(log->file))
        find_from_marks(log, wanted, places);
    else
        find_by_lengths(log, wanted, has_text, places);
    for (size_t i = 0, place = 0; i < count; i++) {
        evidence *e = lines[i];
        place += i > 0 && e->offset != lines[i - 1]->offset;
        e->file = (piece){log->file->name, strlen(log->file->name)};
        e->line = wanted[place].number;
        if (e->text.length > 0 || wanted[place].length == 0)
            continue;
        free(e->own_text);
        e->own_text = must_resize(NULL, wanted[place].length);
        memcpy(e->own_text, wanted[place].text, wanted[place].length);
        e->text = (piece){e->own_text, wanted[place].length};
    }
    free(texts);
    free(has_text);
    free(wanted);
}

void report_find_lines(const report *r, const finding_list *lists, size_t count)
{
    size_t line_count, n;
    evidence **all = all_lines(lists, count, &line_count);
    for (size_t i = 0; i < line_count; i += n) {
        const run_log *log = log_of(r, all[i]->stream);
        for (n = 1; i + n < line_count && all[i + n]->stream == all[i]->stream;)
            n++;
        if (log != NULL)
            find_in(log, all + i, n);
    }
    free(all);
}
