/* One incident of the page. Contract in audit_html.h. */
#include "audit_html.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ADDRESSES_SHOWN 40
#define EVIDENCE_SHOWN  8

/* --- The figures ----------------------------------------------------------------- */

static void fact_begin(output *out, const char *name, const char *style)
{
    output_format(out, "<div%s%s%s><dt>%s</dt><dd>", *style != '\0' ? " class=\"" : "", style,
                  *style != '\0' ? "\"" : "", name);
}

static void fact_end(output *out)
{
    output_string(out, "</dd></div>\n");
}

static void note_begin(output *out)
{
    output_string(out, "<small>");
}

static void note_end(output *out)
{
    output_string(out, "</small>");
    fact_end(out);
}

static void put_when(output *out, const report *r, const suspect *s)
{
    fact_begin(out, "Since", "long");
    html_time(out, s->since);
    note_begin(out);
    output_string(out, "first seen ");
    html_time(out, s->first);
    output_string(out, ", the log begins ");
    html_time(out, r->row->first);
    note_end(out);

    bool active = s->who->row->active != 0;
    fact_begin(out, "Still active", active ? "long bad" : "long");
    output_string(out, active ? "Yes" : "Not in the last hour of the log");
    note_begin(out);
    output_format(out, "last %s ", s->messages > 0 || s->who->kind != SUBJECT_ACCOUNT ? "message" : "login");
    html_time(out, s->last);
    if (s->last_address.length > 0) {
        output_string(out, " from ");
        html_piece(out, s->last_address);
    }
    output_string(out, ", the log ends ");
    html_time(out, r->row->last);
    note_end(out);
}

static void put_number(output *out, const char *name, const char *style, uint64_t number)
{
    fact_begin(out, name, style);
    output_format(out, "%" PRIu64, number);
}

static void put_usual(output *out, const suspect *s, uint64_t worst, uint64_t usual)
{
    char text[TIME_TEXT];
    note_begin(out);
    output_format(out, "%" PRIu64 " in the hour of %.16s; ", worst, report_time(s->worst_hour, true, text));
    if (s->has_past)
        output_format(out, "before it never more than %" PRIu64, usual);
    else
        output_string(out, "what is usual for it is not known");
    note_end(out);
}

static void put_mail(output *out, const suspect *s)
{
    if (s->messages == 0 && s->who->kind == SUBJECT_ACCOUNT) {
        fact_begin(out, "Mail since then", "long");
        output_string(out, "None<small>by it in this log; a mailbox was read, at least</small>");
        fact_end(out);
        return;
    }
    put_number(out, "Messages since then", "mid", s->messages);
    put_usual(out, s, s->worst_messages, s->usual_messages);
    put_number(out, "Recipients", "mid", s->recipients);
    put_usual(out, s, s->worst_recipients, s->usual_recipients);
    put_number(out, "Delivered", "", s->sent);
    note_begin(out);
    output_format(out, "%" PRIu64 " failed for good", s->bounced);
    note_end(out);
    put_number(out, "New domains", "", s->new_domains);
    output_string(out, "<small>first written to since then</small>");
    fact_end(out);
}

static void put_facts(output *out, const report *r, const suspect *s)
{
    output_string(out, "<dl class=\"facts\">\n");
    put_when(out, r, s);
    if (s->who->kind == SUBJECT_ACCOUNT) {
        put_number(out, "Addresses since then", "", s->new_count);
        output_string(out, s->has_past ? "<small>new for this account</small>" : "");
        fact_end(out);
    }
    put_number(out, "In the queue", "", s->waiting);
    note_begin(out);
    html_count(out, s->waiting_recipients, "recipient");
    output_string(out, " still waiting");
    note_end(out);
    put_mail(out, s);
    output_string(out, "</dl>\n");
}

/* --- What was found --------------------------------------------------------------- */

static const html_column found_columns[] = {
    {"", NULL, 0, false},       {"What was found", NULL, 0, false}, {"Rule", NULL, 0, false},
    {"Weight", NULL, 0, false}, {"From", NULL, 0, false},           {"Until", NULL, 0, false},
};
#define FOUND_COLUMNS (sizeof found_columns / sizeof *found_columns)

static void put_found(output *out, const finding *f, const char *label, size_t more, bool with_address)
{
    output_format(out, "<tr><th scope=\"row\">%s</th><td class=\"text\">", label);
    if (with_address) {
        html_piece(out, f->sources[0].address);
        output_string(out, ": ");
    }
    html_piece(out, f->text);
    if (more > 0)
        output_format(out, " <span class=\"none\">and %zu more of this kind</span>", more);
    output_string(out, "</td>");
    html_rule_cells(out, f);
    output_string(out, "</tr>\n");
}

static void put_sentence(output *out, const char *label)
{
    output_format(out, "<tr><th scope=\"row\">%s</th><td class=\"text\" colspan=\"%zu\">", label, FOUND_COLUMNS - 1);
}

/* Guessing from the addresses that got in, and at this account at all. */
static void put_before(output *out, const report *r, const suspect *s)
{
    for (size_t i = 0; i < r->server.count; i++) {
        const finding *f = r->server.findings[i];
        bool same = false;
        for (size_t k = 0; k < s->address_count && f->source_count > 0; k++)
            same |= piece_equal(f->sources[0].address, s->addresses[k].address);
        if (same && !is_nameless(f) && report_shows(r, f))
            put_found(out, f, "Before it", 0, true);
    }
    if (s->failures == 0)
        return;
    put_sentence(out, "Guessed at");
    html_count(out, s->failures, "failed login");
    output_string(out, " for this account from ");
    html_count(out, s->failure_networks, "network");
    output_string(out, " in this log</td></tr>\n");
}

static void put_told(output *out, const report *r, const suspect *s, bool entries)
{
    const finding_list *list = &s->who->findings;
    size_t more;
    for (size_t i = 0; i < list->count; i++) {
        const finding *f = list->findings[i];
        if (report_is_entry(f) == entries && report_tells(r, list, i, &more))
            put_found(out, f, report_finding_label(s, f), more, false);
    }
}

static void put_findings(output *out, const report *r, const suspect *s)
{
    output_string(out, "<h3>What was found</h3>\n");
    html_table_begin(out, "What was found", NULL, found_columns, FOUND_COLUMNS);
    put_told(out, r, s, true);
    if (report_is_unseen(s)) {
        put_sentence(out, "How it got in");
        output_string(out, "this log does not show it: the password was known, or got in before this log begins"
                           "</td></tr>\n");
    }
    put_before(out, r, s);
    put_told(out, r, s, false);
    html_table_end(out);
}

/* --- Addresses -------------------------------------------------------------------- */

static void put_address(output *out, const suspect_address *a)
{
    const char *notes[5];
    size_t count = 0;
    if (a->has_failed)
        notes[count++] = "guessed before";
    if (a->is_new)
        notes[count++] = "first seen since then";
    if (a->may_be_owner)
        notes[count++] = "may be the owner's";
    if (a->is_shared)
        notes[count++] = "used by accounts without suspicion";
    if (a->is_own)
        notes[count++] = "internal or trusted";
    output_string(out, "<tr><td>");
    html_piece(out, a->address);
    output_string(out, "</td><td>");
    html_time(out, a->first);
    output_string(out, "</td><td>");
    html_time(out, a->last);
    output_string(out, "</td><td class=\"text\">");
    for (size_t i = 0; i < count; i++)
        output_format(out, "%s%s", i > 0 ? "; " : "", notes[i]);
    output_string(out, "</td></tr>\n");
}

static void put_addresses(output *out, const suspect *s)
{
    static const html_column columns[] = {{"Address", NULL, 0, false},
                                          {"First let in", NULL, 0, false},
                                          {"Last let in", NULL, 0, false},
                                          {"", NULL, 0, false}};
    if (s->address_count == 0 || s->who->kind == SUBJECT_CLIENT)
        return;
    output_string(out, "<h3>Addresses</h3>\n");
    html_table_begin(out, "Addresses", NULL, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < s->address_count && i < ADDRESSES_SHOWN; i++)
        put_address(out, &s->addresses[i]);
    html_table_end(out);
    html_more(out, s->address_count > ADDRESSES_SHOWN ? s->address_count - ADDRESSES_SHOWN : 0,
              "addresses: --format json has all of them");
}

/* --- Evidence --------------------------------------------------------------------- */

static void put_line(output *out, const evidence *e)
{
    output_string(out, "<li><span class=\"place\">");
    html_piece(out, e->file.length > 0 ? e->file : (piece){"?", 1});
    output_format(out, e->line > 0 ? ":%" PRIu64 : "@%" PRIu64, e->line > 0 ? e->line : e->offset);
    output_string(out, "</span> ");
    if (e->text.length > 0) {
        output_string(out, "<code>");
        html_piece(out, e->text);
        output_string(out, "</code>");
    }
    output_string(out, "</li>\n");
}

static void put_evidence(output *out, const report *r, const finding_list *findings, const finding *kept)
{
    const evidence *shown[EVIDENCE_SHOWN];
    size_t count = report_choose_lines(r, findings, kept, shown, EVIDENCE_SHOWN);
    if (count == 0)
        return;
    output_string(out, "<h3>Evidence</h3>\n<ol class=\"lines\">\n");
    for (size_t i = 0; i < count; i++)
        put_line(out, shown[i]);
    output_string(out, "</ol>\n");
    if (count == EVIDENCE_SHOWN)
        output_string(out, "<p class=\"more\">The first of each finding: --format json has more.</p>\n");
}

/* --- Next steps ------------------------------------------------------------------- */

static size_t count_blanks(const char *line, size_t length)
{
    size_t blanks = 0;
    while (blanks < length && line[blanks] == ' ')
        blanks++;
    return blanks;
}

/* What stands between `marks` is to be typed. */
static void put_marked(output *out, const char *text, size_t length)
{
    bool marked = false;
    for (size_t at = 0, n; at < length; at += n + 1) {
        const char *mark = memchr(text + at, '`', length - at);
        output part;
        n = mark != NULL ? (size_t)(mark - text) - at : length - at;
        output_open_memory(&part);
        output_bytes(&part, text + at, n);
        html_kept(out, &part);
        if (mark != NULL || marked) {
            output_string(out, marked ? "</code>" : "<code>");
            marked = !marked;
        }
    }
    output_string(out, marked ? "</code>" : "");
}

/*
 * The steps as the text report lays them out: "1. what to do" below the labels, and
 * further in, line by line, what to type.
 */
static void put_steps(output *out, const report *r, const suspect *s)
{
    output kept;
    const char *closing = "";
    output_open_memory(&kept);
    report_steps(r, s, &kept);
    output_string(out, "<h3>Next steps</h3>\n<ol class=\"steps\">\n");
    for (size_t at = 0, length; at < kept.used; at += length + 1) {
        const char *end = memchr(kept.data + at, '\n', kept.used - at);
        length = end != NULL ? (size_t)(end - kept.data) - at : kept.used - at;
        size_t blanks = count_blanks(kept.data + at, length);
        if (blanks < LABEL_WIDTH)
            continue; /* the heading */
        bool is_step = blanks == LABEL_WIDTH;
        const char *number = is_step ? memchr(kept.data + at + blanks, ' ', length - blanks) : NULL;
        if (number != NULL)
            blanks = (size_t)(number + 1 - kept.data) - at;
        output_string(out, is_step ? closing : "<code class=\"typed\">");
        output_string(out, is_step ? "<li>" : "");
        put_marked(out, kept.data + at + blanks, length - blanks);
        output_string(out, is_step ? "\n" : "</code>\n");
        closing = "</li>\n";
    }
    output_string(out, closing);
    output_string(out, "</ol>\n");
    free(kept.data);
}

/* --- All -------------------------------------------------------------------------- */

static void incident_begin(output *out, uint32_t verdict, size_t number)
{
    const char *name = pfl_verdict_name(verdict);
    output_format(out, "<article class=\"incident %s\" id=\"incident-%zu\">\n<h2>", name != NULL ? name : "unknown",
                  number);
}

void html_incident(output *out, const report *r, const suspect *s, size_t number)
{
    const subject *who = s->who;
    timeline t;
    timeline_of_suspect(&t, r, s);
    incident_begin(out, who->row->verdict, number);
    html_name(out, who);
    output_string(out, " ");
    html_verdict(out, who->row->verdict);
    output_string(out, "</h2>\n");
    if (who->reason.length > 0) {
        output_string(out, "<p class=\"reason\">Decided by ");
        html_rules(out, who->reason);
        output_string(out, "</p>\n");
    }
    put_facts(out, r, s);
    html_chart(out, &t, number);
    put_findings(out, r, s);
    put_addresses(out, s);
    put_evidence(out, r, &who->findings, &s->kept);
    put_steps(out, r, s);
    output_string(out, "</article>\n");
    timeline_free(&t);
}

static bool is_shown_nameless(const report *r, const finding *f)
{
    return is_nameless(f) && !f->known_before && report_shows(r, f);
}

bool html_has_nameless(const report *r)
{
    for (size_t i = 0; i < r->server.count; i++)
        if (is_shown_nameless(r, r->server.findings[i]))
            return true;
    return false;
}

void html_nameless(output *out, const report *r, size_t number)
{
    timeline t;
    timeline_of_nameless(&t, r);
    incident_begin(out, r->row->verdict, number);
    output_string(out, "An account that the log does not name</h2>\n");
    html_chart(out, &t, number);
    output_string(out, "<h3>What was found</h3>\n");
    html_table_begin(out, "What was found", NULL, found_columns, FOUND_COLUMNS);
    for (size_t i = 0; i < r->server.count; i++)
        if (is_shown_nameless(r, r->server.findings[i]))
            put_found(out, r->server.findings[i], "How it got in", 0, false);
    html_table_end(out);
    put_evidence(out, r, &r->server, NULL);
    put_steps(out, r, NULL);
    output_string(out, "</article>\n");
    timeline_free(&t);
}
