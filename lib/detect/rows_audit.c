/* An audit as rows: the verdicts and findings, and the addresses and lines of each. */
#include "lib/aggregate/rows.h"
#include "lib/detect/audit.h"

static const struct pfl_audit *audit_of(const struct pfl_rows *rows)
{
    return rows->context;
}

static void put_string(struct pfl_rows *rows, pfl_span *out, const char *text)
{
    *out = pfl_rows_put(rows, text, strlen(text));
}

/* === The server === */

static bool list_audit(struct pfl_rows *rows)
{
    return pfl_rows_add(rows, 0, 0, 0);
}

static void fill_audit(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_audit_row *r = row;
    const struct pfl_audit *a = audit_of(rows);
    uint64_t masked = 0;
    (void)item;
    for (uint32_t i = 0; i < a->index.address_count; i++)
        masked += a->index.addresses[i].masked;
    SHOW(audit_row, r, verdict, a->server);
    if (a->failed != NULL)
        SHOW(audit_row, r, reason, pfl_rows_put(rows, a->failed, strlen(a->failed)));
    SHOW_TIME(audit_row, r, first, a->first);
    SHOW_TIME(audit_row, r, last, a->last);
    SHOW(audit_row, r, findings, a->findings.count);
    SHOW(audit_row, r, masked, masked);
}

/* === Verdicts === */

static bool list_verdicts(struct pfl_rows *rows)
{
    const struct pfl_audit *a = audit_of(rows);
    for (uint32_t i = 0; i < a->verdict_count; i++)
        if (pfl_rows_wants_subject(rows, viewed_at(rows, a->verdicts[i].subject)->key) && !pfl_rows_add(rows, i, i, 0))
            return false;
    return true;
}

static pfl_span put_reasons(struct pfl_rows *rows, const struct verdict *v)
{
    char text[32];
    size_t length = 0;
    for (unsigned i = 0; i < 2 && v->reasons[i] != RULES; i++) {
        const char *name = pfl_rule_at(v->reasons[i])->name;
        if (i > 0)
            text[length++] = ' ';
        memcpy(text + length, name, strlen(name));
        length += strlen(name);
    }
    return pfl_rows_put(rows, text, length);
}

static void fill_verdicts(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_verdicts_row *r = row;
    const struct verdict *v = &audit_of(rows)->verdicts[item->a];
    const struct viewed *s = viewed_at(rows, v->subject);
    SHOW_SUBJECT(rows, verdicts_row, r, s->key);
    SHOW(verdicts_row, r, verdict, v->verdict);
    if (v->reasons[0] != RULES)
        SHOW(verdicts_row, r, reason, put_reasons(rows, v));
    SHOW(verdicts_row, r, access_points, v->access);
    SHOW(verdicts_row, r, abuse_points, v->abuse);
    SHOW(verdicts_row, r, known, v->known);
    SHOW(verdicts_row, r, active, v->active);
    SHOW(verdicts_row, r, findings, v->findings);
    SHOW_TIME(verdicts_row, r, entry, v->entry);
    SHOW_TIME(verdicts_row, r, first, v->first);
    SHOW_TIME(verdicts_row, r, last, v->last);
    SHOW(verdicts_row, r, messages, v->messages);
    SHOW(verdicts_row, r, recipients, v->recipients);
    SHOW(verdicts_row, r, waiting, s->waiting);
}

/* === Findings === */

static bool list_findings(struct pfl_rows *rows)
{
    const struct findings *f = &audit_of(rows)->findings;
    for (uint32_t i = 0; i < f->count; i++) {
        uint32_t subject = f->all[i]->subject;
        bool wanted = subject == NONE ? !rows->has_key : pfl_rows_wants_subject(rows, viewed_at(rows, subject)->key);
        if (wanted && !pfl_rows_add(rows, i, i, 0))
            return false;
    }
    return true;
}

static void fill_findings(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_findings_row *r = row;
    const struct pfl_audit *a = audit_of(rows);
    const struct finding *f = a->findings.all[item->a];
    const pfl_rule *rule = pfl_rule_at(f->rule);
    char text[EXPLANATION];
    pfl_span span;
    SHOW(findings_row, r, number, item->a + 1);
    if (f->subject != NONE)
        SHOW_SUBJECT(rows, findings_row, r, viewed_at(rows, f->subject)->key);
    put_string(rows, &span, rule->name);
    SHOW(findings_row, r, rule, span);
    SHOW(findings_row, r, severity, f->severity);
    SHOW_TIME(findings_row, r, first, f->first);
    SHOW_TIME(findings_row, r, last, f->last);
    SHOW(findings_row, r, count, f->count);
    SHOW(findings_row, r, limit, f->limit);
    if (f->had_own)
        SHOW(findings_row, r, usual, f->usual);
    SHOW(findings_row, r, access_points, f->access);
    SHOW(findings_row, r, abuse_points, f->abuse);
    if (rule->technique[0] != '\0') {
        put_string(rows, &span, rule->technique);
        SHOW(findings_row, r, technique, span);
    }
    SHOW(findings_row, r, sources, f->source_count);
    SHOW(findings_row, r, text, pfl_rows_put(rows, text, pfl_explain(a, f, text)));
}

/* === Their addresses and lines === */

/* Whether a finding's number is the key that was asked for. */
static bool wants_number(const struct pfl_rows *rows, uint32_t number)
{
    cursor c = {rows->key.bytes, rows->key.bytes + rows->key.length};
    uint32_t asked;
    return !rows->has_key || (number32(&c, &asked) && cursor_at_end(&c) && asked == number);
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static bool list_sources(struct pfl_rows *rows)
{
    const struct findings *f = &audit_of(rows)->findings;
    for (uint32_t i = 0; i < f->count; i++)
        for (uint32_t k = 0; k < finding_sources_kept(f->all[i]) && wants_number(rows, i + 1); k++)
            if (!pfl_rows_add(rows, natural(i, k), i, k))
                return false;
    return true;
}

static void fill_sources(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_finding_sources_row *r = row;
    const struct source_address *s = &audit_of(rows)->findings.all[item->a]->sources[item->b];
    SHOW(finding_sources_row, r, number, item->a + 1);
    SHOW(finding_sources_row, r, client_addr, pfl_rows_put_network(rows, s->bytes, 128));
    SHOW_TIME(finding_sources_row, r, first, s->first);
    SHOW_TIME(finding_sources_row, r, last, s->last);
    SHOW(finding_sources_row, r, failures, s->failures);
    SHOW(finding_sources_row, r, messages, s->messages);
}

static bool list_lines(struct pfl_rows *rows)
{
    const struct findings *f = &audit_of(rows)->findings;
    for (uint32_t i = 0; i < f->count; i++)
        for (uint32_t k = 0; k < least(f->all[i]->line_count, FINDING_LINES) && wants_number(rows, i + 1); k++)
            if (!pfl_rows_add(rows, natural(i, k), i, k))
                return false;
    return true;
}

static void fill_lines(struct pfl_rows *rows, const struct item *item, void *row)
{
    pfl_finding_lines_row *r = row;
    const struct table *streams = &rows->view->state->coverage.streams;
    const struct shown_line *l = &audit_of(rows)->findings.all[item->a]->lines[item->b];
    SHOW(finding_lines_row, r, number, item->a + 1);
    SHOW_TIME(finding_lines_row, r, time, l->time);
    SHOW_PLACE(rows, finding_lines_row, r, pfl_table_find(streams, &l->place.stream, sizeof l->place.stream),
               l->place.offset);
    if (l->evidence != NULL)
        SHOW(finding_lines_row, r, text, pfl_rows_put(rows, l->evidence->text, l->evidence->length));
}

static const struct source sources[] = {
    {PFL_TABLE_AUDIT, list_audit, fill_audit},          {PFL_TABLE_VERDICTS, list_verdicts, fill_verdicts},
    {PFL_TABLE_FINDINGS, list_findings, fill_findings}, {PFL_TABLE_FINDING_SOURCES, list_sources, fill_sources},
    {PFL_TABLE_FINDING_LINES, list_lines, fill_lines},  {0, NULL, NULL},
};

int32_t pfl_audit_rows(pfl_rows **rows, const pfl_audit *audit, const pfl_rows_options *options)
{
    static const struct source *const lists[] = {sources, NULL};
    if (rows != NULL)
        *rows = NULL;
    if (audit == NULL || options == NULL)
        return PFL_ERR_ARGUMENT;
    for (const struct source *s = sources; s->table != 0; s++)
        if (s->table == options->table)
            return pfl_rows_open(rows, audit->view, options, lists, audit);
    return pfl_rows_create(rows, audit->view, options);
}
