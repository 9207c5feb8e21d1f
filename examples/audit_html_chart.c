/* The hours of an incident as a picture (SVG in the page) and as a table. Contract in audit_html.h. */
#include "audit_html.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MINUTE INT64_C(60000000)
#define HOUR   (60 * MINUTE)

#define WIDTH      960 /* in units of the picture: it grows and shrinks with the page */
#define LEFT       176 /* where the hours begin: before them stand the names of the rows */
#define RIGHT      12
#define TOP        22
#define BARS       58 /* height of a row of bars */
#define STRIP      16 /* of a row of logins */
#define GAP        16
#define BUCKETS    196 /* bars in a row, at most */
#define TABLE_ROWS 100

#define LEAST_COVERED (3 * HOUR) /* a bar or two are no picture: the figures say it */

/* A row of the picture. */
typedef struct picture_row {
    int series;
    const char *name, *one; /* of the row, of what it counts */
    const char *style;
    bool is_strip; /* whether there were any; how many is no height */
} picture_row;

static const picture_row rows[] = {
    {SERIES_FAILURES, "Failed logins", "failed login", "fail", false},
    {SERIES_SILENT, "Logins without a name", "login", "new", true},
    {SERIES_KNOWN, "Logins: known networks", "address in use", "known", true},
    {SERIES_NEW, "Logins: new networks", "address in use", "new", true},
    {SERIES_MESSAGES, "Messages", "message", "mail", false},
    {SERIES_RECIPIENTS, "Recipients", "recipient", "mail", false},
};
#define ROWS (sizeof rows / sizeof *rows)

typedef struct picture {
    const timeline *t;
    output *out;
    size_t step; /* hours of a bar: it shows the most of them in an hour */
    size_t bars;
    int height;
} picture;

static uint64_t most_of(const timeline *t, int series, size_t *hour)
{
    uint64_t most = 0;
    for (size_t i = 0; t->values[series] != NULL && i < t->hours; i++)
        if (t->values[series][i] > most) {
            most = t->values[series][i];
            *hour = i;
        }
    return most;
}

static uint64_t sum_of(const timeline *t, int series)
{
    uint64_t sum = 0;
    for (size_t i = 0; t->values[series] != NULL && i < t->hours; i++)
        sum += t->values[series][i];
    return sum;
}

/* --- Places --------------------------------------------------------------------- */

static double x_of(const picture *p, int64_t time)
{
    double x = (double)(time - p->t->start) / (double)HOUR / (double)(p->step * p->bars);
    return LEFT + (x < 0 ? 0 : x > 1 ? 1 : x) * (WIDTH - LEFT - RIGHT);
}

static int64_t time_of(const picture *p, size_t bar)
{
    return p->t->start + (int64_t)(bar * p->step) * HOUR;
}

static int height_of(const picture_row *row)
{
    return row->is_strip ? STRIP : BARS;
}

/* 04:00, and 10 Jun */
static void put_clock(output *out, int64_t time)
{
    int minutes = (int)((time / MINUTE % (24 * 60) + 24 * 60) % (24 * 60));
    output_format(out, "%02d:%02d", minutes / 60, minutes % 60);
}

static void put_day(output *out, int64_t time)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[TIME_TEXT];
    int month = 0, day = 0;
    if (sscanf(report_time(time, true, text), "%*d-%d-%d", &month, &day) == 2 && month >= 1 && month <= 12)
        output_format(out, "%d %s", day, months[month - 1]);
}

/* --- Rows ----------------------------------------------------------------------- */

static uint64_t value_of(const picture *p, const picture_row *row, size_t bar)
{
    uint64_t most = 0;
    for (size_t i = bar * p->step; i < (bar + 1) * p->step && i < p->t->hours; i++)
        most = p->t->values[row->series][i] > most ? p->t->values[row->series][i] : most;
    return most;
}

static void put_bar(const picture *p, const picture_row *row, size_t bar, double top, uint64_t value, uint64_t most)
{
    char text[TIME_TEXT];
    double x = x_of(p, time_of(p, bar)), width = x_of(p, time_of(p, bar + 1)) - x;
    double height = row->is_strip ? STRIP : (double)value / (double)most * BARS;
    height = height < 1.5 ? 1.5 : height;
    width = width > 4 ? width - 1 : width;
    output_format(p->out,
                  "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%.16s: ", row->style,
                  x, top + height_of(row) - height, width, height, report_time(time_of(p, bar), true, text));
    if (row->is_strip && strcmp(row->one, "address in use") == 0)
        output_format(p->out, "%" PRIu64 " address%s in use", value, value == 1 ? "" : "es");
    else
        html_count(p->out, value, row->one);
    output_string(p->out, p->step > 1 ? " in an hour" : "");
    output_string(p->out, "</title></rect>\n");
}

static uint64_t usual_of(const timeline *t, const picture_row *row)
{
    if (!t->has_usual)
        return 0;
    return row->series == SERIES_MESSAGES     ? t->usual_messages
           : row->series == SERIES_RECIPIENTS ? t->usual_recipients
                                              : 0;
}

static void put_row(const picture *p, const picture_row *row, int top)
{
    size_t hour = 0;
    uint64_t most = most_of(p->t, row->series, &hour), usual = usual_of(p->t, row);
    uint64_t scale = most > usual ? most : usual;
    int bottom = top + height_of(row);
    output_format(p->out, "<text class=\"name\" x=\"0\" y=\"%d\">%s</text>\n", row->is_strip ? bottom - 4 : top + 12,
                  row->name);
    if (!row->is_strip) {
        output_format(p->out, "<text class=\"note\" x=\"0\" y=\"%d\">most in an hour: %" PRIu64 "</text>\n", top + 28,
                      most);
        if (usual > 0)
            output_format(p->out, "<text class=\"note\" x=\"0\" y=\"%d\">before it: %" PRIu64 "</text>\n", top + 43,
                          usual);
        else if (row->series == SERIES_FAILURES)
            output_format(p->out, "<text class=\"note\" x=\"0\" y=\"%d\">from these addresses</text>\n", top + 43);
    }
    output_format(p->out, "<line class=\"base\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n", LEFT, WIDTH - RIGHT,
                  bottom, bottom);
    for (size_t bar = 0; bar < p->bars; bar++) {
        uint64_t value = value_of(p, row, bar);
        if (value > 0)
            put_bar(p, row, bar, top, value, scale);
    }
    if (usual > 0) {
        double y = bottom - (double)usual / (double)scale * BARS;
        output_format(p->out,
                      "<line class=\"usual\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"><title>the most in an hour "
                      "before: %" PRIu64 "</title></line>\n",
                      LEFT, WIDTH - RIGHT, y, y, usual);
    }
}

/* --- The axis -------------------------------------------------------------------- */

static void put_ticks(const picture *p, int bottom)
{
    static const int steps[] = {1, 2, 3, 6, 12, 24, 48, 96, 168, 336};
    size_t hours = p->step * p->bars, step = 0;
    while (step + 1 < sizeof steps / sizeof *steps && hours / (size_t)steps[step] > 12)
        step++;
    int64_t every = steps[step] * HOUR;
    int64_t time = p->t->start + (every - p->t->start % every) % every;
    bool first = true;
    for (; x_of(p, time) < WIDTH - RIGHT - 1; time += every, first = false) {
        double x = x_of(p, time);
        bool midnight = time % (24 * HOUR) == 0;
        output_format(p->out, "<line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
                      midnight ? "day" : "tick", x, x, midnight ? TOP : bottom, bottom + 5);
        output_format(p->out, "<text class=\"at%s\" x=\"%.1f\" y=\"%d\">", midnight ? " date" : "", x, bottom + 19);
        if (midnight)
            put_day(p->out, time);
        else
            put_clock(p->out, time);
        output_string(p->out, "</text>\n");
        if (first && !midnight) {
            output_format(p->out, "<text class=\"at date\" x=\"%.1f\" y=\"%d\">", x, bottom + 34);
            put_day(p->out, time);
            output_string(p->out, "</text>\n");
        }
    }
    output_format(p->out, "<text class=\"note\" x=\"0\" y=\"%d\">times are UTC</text>\n", bottom + 19);
}

/* What the log does not cover is no calm. */
static void put_uncovered(const picture *p, int64_t from, int64_t until, int bottom)
{
    double left = x_of(p, from), right = x_of(p, until);
    if (right - left < 1)
        return;
    output_format(p->out,
                  "<rect class=\"uncovered\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>not covered by "
                  "this log</title></rect>\n",
                  left, TOP, right - left, bottom - TOP);
    if (right - left > 180)
        output_format(p->out, "<text class=\"note%s\" x=\"%.1f\" y=\"14\">not in this log</text>\n",
                      left > LEFT ? " left" : "", left > LEFT ? right : left);
}

static void put_since(const picture *p, int bottom)
{
    double x = x_of(p, p->t->since);
    bool left = x > WIDTH - 120;
    output_format(p->out, "<line class=\"since\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n", x, x, 4, bottom);
    output_format(p->out, "<text class=\"since%s\" x=\"%.1f\" y=\"14\">since ", left ? " left" : "",
                  left ? x - 5 : x + 5);
    put_day(p->out, p->t->since);
    output_string(p->out, " ");
    put_clock(p->out, p->t->since);
    output_string(p->out, "</text>\n");
}

/* --- In words --------------------------------------------------------------------- */

static void put_words(output *out, const timeline *t)
{
    char text[TIME_TEXT];
    output_format(out, "Hour by hour, from %.16s", report_time(t->start, true, text));
    output_format(out, " to %.16s UTC.", report_time(t->start + (int64_t)t->hours * HOUR, true, text));
    for (size_t i = 0; i < ROWS; i++) {
        size_t hour = 0;
        uint64_t most = most_of(t, rows[i].series, &hour);
        if (most == 0)
            continue;
        output_format(out, " %s: ", rows[i].name);
        if (!rows[i].is_strip)
            output_format(out, "%" PRIu64 ", ", sum_of(t, rows[i].series));
        output_format(out, "the most in an hour %" PRIu64 ", at %.16s.", most,
                      report_time(t->start + (int64_t)hour * HOUR, true, text));
    }
    if (t->has_usual)
        output_format(out, " Before it never more than %" PRIu64 " messages and %" PRIu64 " recipients in an hour.",
                      t->usual_messages, t->usual_recipients);
}

static bool is_empty(const timeline *t, size_t hour)
{
    for (int series = 0; series < SERIES_COUNT; series++)
        if (t->values[series] != NULL && t->values[series][hour] > 0)
            return false;
    return true;
}

static bool has_row(const timeline *t, const picture_row *row)
{
    return t->values[row->series] != NULL && sum_of(t, row->series) > 0;
}

static void put_table(output *out, const timeline *t)
{
    html_column columns[ROWS + 1] = {{"Hour", NULL, 0, false}};
    size_t count = 1, shown = 0, more = 0;
    for (size_t i = 0; i < ROWS; i++)
        if (has_row(t, &rows[i]))
            columns[count++] = (html_column){rows[i].name, NULL, 0, true};
    output_string(out, "<details><summary>The same as a table</summary>\n");
    html_table_begin(out, "Hour by hour", NULL, columns, count);
    for (size_t hour = 0; hour < t->hours; hour++) {
        if (is_empty(t, hour) || shown == TABLE_ROWS) {
            more += !is_empty(t, hour);
            continue;
        }
        shown++;
        output_string(out, "<tr><td>");
        html_time(out, t->start + (int64_t)hour * HOUR);
        output_string(out, "</td>");
        for (size_t i = 0; i < ROWS; i++)
            if (has_row(t, &rows[i]))
                output_format(out, "<td class=\"n\">%" PRIu64 "</td>", t->values[rows[i].series][hour]);
        output_string(out, "</tr>\n");
    }
    html_table_end(out);
    html_more(out, more, "hours in which something happened");
    output_string(out, "</details>\n");
}

/* --- All ---------------------------------------------------------------------------- */

void html_chart(output *out, const timeline *t, size_t number)
{
    picture p = {.t = t, .out = out, .step = (t->hours + BUCKETS - 1) / BUCKETS};
    int bottom = TOP - GAP / 2;
    bool any = false;
    for (size_t i = 0; i < ROWS; i++)
        if (has_row(t, &rows[i])) {
            any = true;
            bottom += height_of(&rows[i]) + GAP;
        }
    if (t->hours == 0 || !any || t->covered_until - t->covered < LEAST_COVERED)
        return;
    bottom -= GAP / 2;
    p.bars = (t->hours + p.step - 1) / p.step;
    output_format(out,
                  "<h3>Hour by hour</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline\">"
                  "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"chart%zu-name "
                  "chart%zu-words\">\n<title id=\"chart%zu-name\">Timeline</title>\n<desc id=\"chart%zu-words\">",
                  WIDTH, bottom + 40, number, number, number, number);
    put_words(out, t);
    output_string(out, "</desc>\n");
    put_uncovered(&p, t->start, t->covered, bottom);
    put_uncovered(&p, t->covered_until, time_of(&p, p.bars), bottom);
    put_ticks(&p, bottom);
    for (size_t i = 0, top = TOP; i < ROWS; i++)
        if (has_row(t, &rows[i])) {
            put_row(&p, &rows[i], (int)top);
            top += (size_t)(height_of(&rows[i]) + GAP);
        }
    put_since(&p, bottom);
    output_string(out, "</svg></div>\n");
    if (p.step > 1)
        output_format(out, "<p class=\"more\">A bar stands for %zu hours, and shows the most in one of them.</p>\n",
                      p.step);
    if (t->is_cut)
        output_string(out, "<p class=\"more\">It went on after the last hour of this picture.</p>\n");
    put_table(out, t);
}
