/* Pieces of the page. Contract in audit_html.h. */
#include "audit_html.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_ESCAPE 6 /* &quot; */
#define LONG_NAME      40

/* --- Text -------------------------------------------------------------------- */

static char *put_escaped(char *to, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char *escape = text[i] == '&'    ? "&amp;"
                             : text[i] == '<'  ? "&lt;"
                             : text[i] == '>'  ? "&gt;"
                             : text[i] == '"'  ? "&quot;"
                             : text[i] == '\'' ? "&#39;"
                                               : NULL;
        if (escape == NULL) {
            *to++ = text[i];
            continue;
        }
        size_t size = strlen(escape);
        memcpy(to, escape, size);
        to += size;
    }
    return to;
}

static void put_harmless(output *out, const char *text, size_t length)
{
    char *room = output_room(out, LONGEST_ESCAPE * length);
    output_filled(out, (size_t)(put_escaped(room, text, length) - room));
}

void html_text(output *out, piece text)
{
    char *harmless = must_resize(NULL, TEXT_GROWTH * text.length);
    put_harmless(out, harmless, text_harmless(text.at, text.length, harmless));
    free(harmless);
}

void html_kept(output *out, output *kept)
{
    put_harmless(out, kept->data, kept->used);
    free(kept->data);
}

void html_piece(output *out, piece text)
{
    output_string(out, "<bdi>");
    html_text(out, text);
    output_string(out, "</bdi>");
}

void html_string(output *out, const char *text)
{
    put_harmless(out, text, strlen(text));
}

void html_name(output *out, const subject *s)
{
    output kept;
    output_open_memory(&kept);
    report_name(&kept, s);
    output_string(out, "<bdi>");
    html_kept(out, &kept);
    output_string(out, "</bdi>");
}

/* A name too long for its column is cut there: what it is in full shows when it is pointed at. */
void html_name_begin(output *out, const subject *s)
{
    output_string(out, "<th scope=\"row\"");
    if (s->name.length > LONG_NAME) {
        output_string(out, " title=\"");
        html_text(out, s->name);
        output_string(out, "\"");
    }
    output_string(out, ">");
}

void html_count(output *out, uint64_t n, const char *one)
{
    output_format(out, "%" PRIu64 " %s%s", n, one, n == 1 ? "" : "s");
}

void html_time(output *out, int64_t time)
{
    char text[TIME_TEXT], stamp[TIME_TEXT];
    if (time == PFL_TIME_INVALID || time == INT64_MAX)
        output_string(out, "<span class=\"none\">&ndash;</span>");
    else
        output_format(out, "<time datetime=\"%s\">%s</time>", report_time(time, false, stamp),
                      report_time(time, true, text));
}

/* --- Words ------------------------------------------------------------------- */

void html_verdict(output *out, uint32_t verdict)
{
    const char *name = pfl_verdict_name(verdict);
    name = name != NULL ? name : "unknown";
    output_format(out, "<span class=\"badge %s\">%s</span>", name, name);
}

void html_severity(output *out, uint32_t severity)
{
    const char *name = pfl_finding_name(severity);
    name = name != NULL ? name : "info";
    output_format(out, "<span class=\"badge %s\">%s</span>", name, name);
}

void html_rule(output *out, piece rule)
{
    char name[16] = "";
    memcpy(name, rule.at, rule.length < sizeof name ? rule.length : sizeof name - 1);
    const pfl_rule *known = pfl_rule_by_name(name);
    if (known != NULL) {
        output_string(out, "<abbr title=\"");
        html_string(out, known->title);
        output_string(out, "\">");
    }
    html_text(out, rule);
    output_string(out, known != NULL ? "</abbr>" : "");
}

void html_rules(output *out, piece rules)
{
    for (size_t i = 0, n; i < rules.length; i += n + 1) {
        for (n = 0; i + n < rules.length && rules.at[i + n] != ' ';)
            n++;
        output_string(out, i > 0 ? " " : "");
        html_rule(out, (piece){rules.at + i, n});
    }
}

void html_rule_cells(output *out, const finding *f)
{
    output_string(out, "<td>");
    html_rule(out, f->rule);
    output_string(out, "</td><td>");
    html_severity(out, f->row->severity);
    output_string(out, "</td><td>");
    html_time(out, f->row->first);
    output_string(out, "</td><td>");
    html_time(out, f->row->last);
    output_string(out, "</td>");
}

void html_more(output *out, uint64_t count, const char *what)
{
    if (count > 0)
        output_format(out, "<p class=\"more\">and %" PRIu64 " more%s%s</p>\n", count, *what != '\0' ? " " : "", what);
}

/* --- Tables ------------------------------------------------------------------ */

/* NULL for what is written by hand. */
static const pfl_field *column_of(const pfl_table *info, uint16_t column)
{
    for (uint16_t i = 0; info != NULL && i < info->column_count; i++)
        if (info->columns[i].id == column)
            return &info->columns[i];
    return NULL;
}

/* Numbers stand to the right, under each other. */
static bool is_number(const pfl_table *info, const html_column *column)
{
    const pfl_field *field = column_of(info, column->column);
    return field != NULL ? field->type != PFL_TYPE_TEXT && field->type != PFL_TYPE_TIME : column->is_number;
}

void html_table_begin(output *out, const char *name, const pfl_table *info, const html_column *columns, size_t count)
{
    /* Wider than a telephone: it scrolls by itself, with the keyboard too. */
    output_format(out, "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>\n<thead><tr>",
                  name);
    for (size_t i = 0; i < count; i++) {
        output_format(out, "<th scope=\"col\"%s", is_number(info, &columns[i]) ? " class=\"n\"" : "");
        if (columns[i].doc != NULL)
            output_format(out, " title=\"%s\"", columns[i].doc);
        output_format(out, ">%s</th>", columns[i].heading);
    }
    output_string(out, "</tr></thead>\n<tbody>\n");
}

void html_table_end(output *out)
{
    output_string(out, "</tbody></table></div>\n");
}

static void put_duration(output *out, int64_t time)
{
    int64_t seconds = time / 1000000;
    if (seconds < 120)
        output_format(out, "%" PRId64 " s", seconds);
    else if (seconds < 2 * 3600)
        output_format(out, "%" PRId64 " min", seconds / 60);
    else if (seconds < 72 * 3600)
        output_format(out, "%" PRId64 " h", seconds / 3600);
    else
        output_format(out, "%" PRId64 " d", seconds / 86400);
}

static void put_value(output *out, const audit_table *t, size_t row, const pfl_field *field)
{
    const char *at = (const char *)table_row(t, row) + field->offset;
    pfl_span span;
    int64_t time;
    uint64_t number;
    uint32_t small;
    switch (field->type) {
    case PFL_TYPE_TEXT:
        memcpy(&span, at, sizeof span);
        html_piece(out, table_text(t, row, span));
        break;
    case PFL_TYPE_TIME:
        memcpy(&time, at, sizeof time);
        html_time(out, time);
        break;
    case PFL_TYPE_DURATION:
        memcpy(&time, at, sizeof time);
        put_duration(out, time);
        break;
    case PFL_TYPE_U32:
        memcpy(&small, at, sizeof small);
        output_format(out, "%" PRIu32, small);
        break;
    case PFL_TYPE_U64:
        memcpy(&number, at, sizeof number);
        output_format(out, number > 0 ? "%" PRIu64 : "<span class=\"none\">%" PRIu64 "</span>", number);
        break;
    }
}

void html_cells(output *out, const audit_table *t, size_t row, const html_column *columns, size_t first, size_t count)
{
    for (size_t i = first; i < count; i++) {
        const pfl_field *field = column_of(t->info, columns[i].column);
        uint64_t present;
        output_string(out, is_number(t->info, &columns[i]) ? "<td class=\"n\">" : "<td>");
        memcpy(&present, table_row(t, row), sizeof present); /* every record begins with it */
        if (field != NULL && (present >> field->bit & 1) != 0)
            put_value(out, t, row, field);
        else
            output_string(out, "<span class=\"none\">&ndash;</span>");
        output_string(out, "</td>");
    }
}
