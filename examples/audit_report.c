/* Makes the structs of a report of the library's tables. Contract in audit_report.h. */
#include "audit_report.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { THE_AUDIT, THE_TOTALS, THE_VERDICTS, THE_FINDINGS, THE_SOURCES, THE_LINES };

const char *report_time(int64_t time, bool for_people, char text[TIME_TEXT])
{
    struct tm utc;
    time_t seconds = (time_t)(time / 1000000 - (time % 1000000 < 0));
    strcpy(text, "?");
    if (time == PFL_TIME_INVALID || time == INT64_MAX || gmtime_r(&seconds, &utc) == NULL)
        return text;
    if (strftime(text, TIME_TEXT, for_people ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
        strcpy(text, "?");
    return text;
}

/* --- Subjects ---------------------------------------------------------------- */

static int compare_key(subject_kind kind, piece name, uint32_t uid, const subject *s)
{
    if (kind != s->kind)
        return kind < s->kind ? -1 : 1;
    if (kind == SUBJECT_LOCAL)
        return (uid > s->uid) - (uid < s->uid);
    return piece_compare(name, s->name);
}

static void make_subjects(report *r)
{
    const audit_table *t = &r->tables[THE_VERDICTS];
    r->subject_count = t->count;
    r->subjects = must_resize(NULL, t->count * sizeof *r->subjects);
    for (size_t i = 0; i < t->count; i++) {
        const pfl_verdicts_row *row = table_row(t, i);
        subject *s = &r->subjects[i];
        *s = (subject){.row = row, .uid = row->uid, .reason = table_text(t, i, row->reason)};
        if ((row->present & PFL_VERDICTS_ROW_UID) != 0) {
            s->kind = SUBJECT_LOCAL;
        } else if ((row->present & PFL_VERDICTS_ROW_CLIENT_ADDR) != 0) {
            s->kind = SUBJECT_CLIENT;
            s->name = table_text(t, i, row->client_addr);
        } else {
            s->kind = SUBJECT_ACCOUNT;
            s->name = table_text(t, i, row->sasl_username);
        }
    }
}

/* The subjects in the order of their names, to find them. */
typedef struct directory {
    subject **by_name;
    size_t count;
} directory;

static int by_name(const void *left, const void *right)
{
    const subject *a = *(subject *const *)left, *b = *(subject *const *)right;
    return compare_key(a->kind, a->name, a->uid, b);
}

static directory directory_of(const report *r)
{
    directory d = {must_resize(NULL, r->subject_count * sizeof *d.by_name), r->subject_count};
    for (size_t i = 0; i < d.count; i++)
        d.by_name[i] = &r->subjects[i];
    if (d.count > 0)
        qsort(d.by_name, d.count, sizeof *d.by_name, by_name);
    return d;
}

static subject *look_up(const directory *d, subject_kind kind, piece name, uint32_t uid)
{
    size_t low = 0, high = d->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_key(kind, name, uid, d->by_name[middle]);
        if (order == 0)
            return d->by_name[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const subject *report_subject(const report *r, subject_kind kind, piece name, uint32_t uid)
{
    for (size_t i = 0; i < r->subject_count; i++)
        if (compare_key(kind, name, uid, &r->subjects[i]) == 0)
            return &r->subjects[i];
    return NULL;
}

/* --- Findings ---------------------------------------------------------------- */

static subject *subject_of(const directory *d, const audit_table *t, size_t i)
{
    const pfl_findings_row *row = table_row(t, i);
    const piece none = {"", 0};
    if ((row->present & PFL_FINDINGS_ROW_SASL_USERNAME) != 0)
        return look_up(d, SUBJECT_ACCOUNT, table_text(t, i, row->sasl_username), 0);
    if ((row->present & PFL_FINDINGS_ROW_UID) != 0)
        return look_up(d, SUBJECT_LOCAL, none, row->uid);
    if ((row->present & PFL_FINDINGS_ROW_CLIENT_ADDR) != 0)
        return look_up(d, SUBJECT_CLIENT, table_text(t, i, row->client_addr), 0);
    return NULL;
}

static void list_add(finding_list *list, finding *f)
{
    if ((list->count & (list->count - 1)) == 0)
        list->findings = must_resize(list->findings, (list->count > 0 ? 2 * list->count : 1) * sizeof(finding *));
    list->findings[list->count++] = f;
}

static void make_findings(report *r)
{
    const audit_table *t = &r->tables[THE_FINDINGS];
    directory d = directory_of(r);
    r->finding_count = t->count;
    r->findings = must_resize(NULL, t->count * sizeof *r->findings);
    for (size_t i = 0; i < t->count; i++) {
        const pfl_findings_row *row = table_row(t, i);
        subject *s = subject_of(&d, t, i);
        r->findings[i] = (finding){.subject = s,
                                   .row = row,
                                   .rule = table_text(t, i, row->rule),
                                   .technique = table_text(t, i, row->technique),
                                   .text = table_text(t, i, row->text)};
        list_add(s != NULL ? &s->findings : &r->server, &r->findings[i]);
    }
    free(d.by_name);
}

/* Findings are numbered from 1, in the order of their table. */
static finding *numbered(const report *r, uint32_t number)
{
    return number >= 1 && number <= r->finding_count ? &r->findings[number - 1] : NULL;
}

static void add_sources(report *r)
{
    const audit_table *t = &r->tables[THE_SOURCES];
    for (size_t i = 0; i < t->count; i++) {
        const pfl_finding_sources_row *row = table_row(t, i);
        finding *f = numbered(r, row->number);
        if (f == NULL)
            continue;
        f->sources = must_resize(f->sources, (f->source_count + 1) * sizeof *f->sources);
        f->sources[f->source_count++] =
            (source){table_text(t, i, row->client_addr), row->first, row->last, row->failures, row->messages};
    }
}

static void add_lines(report *r)
{
    const audit_table *t = &r->tables[THE_LINES];
    for (size_t i = 0; i < t->count; i++) {
        const pfl_finding_lines_row *row = table_row(t, i);
        finding *f = numbered(r, row->number);
        if (f == NULL)
            continue;
        f->lines = must_resize(f->lines, (f->line_count + 1) * sizeof *f->lines);
        f->lines[f->line_count++] =
            (evidence){.file = table_text(t, i, row->file),
                       .text = table_text(t, i, row->text),
                       .stream = row->stream,
                       .offset = row->offset,
                       .time = (row->present & PFL_FINDING_LINES_ROW_TIME) != 0 ? row->time : PFL_TIME_INVALID};
    }
}

/* --- All --------------------------------------------------------------------- */

/* The library knows of no files: to it, a log that could not be opened is empty. */
static piece reason_of(const report *r)
{
    static const char unread[] = "nothing could be read";
    if (r->reading->failed && r->totals->lines == 0)
        return (piece){unread, sizeof unread - 1};
    return table_text(&r->tables[THE_AUDIT], 0, r->row->reason);
}

void report_make(report *r, const reading *from, const pfl_audit *audit)
{
    static const uint16_t codes[] = {
        [THE_AUDIT] = PFL_TABLE_AUDIT,
        [THE_TOTALS] = PFL_TABLE_TOTALS,
        [THE_VERDICTS] = PFL_TABLE_VERDICTS,
        [THE_FINDINGS] = PFL_TABLE_FINDINGS,
        [THE_SOURCES] = PFL_TABLE_FINDING_SOURCES,
        [THE_LINES] = PFL_TABLE_FINDING_LINES,
    };
    *r = (report){.wishes = from->wishes, .reading = from, .audit = audit};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        table_read(&r->tables[i], audit, &(pfl_rows_options){.table = codes[i]});
    r->row = table_row(&r->tables[THE_AUDIT], 0);
    r->totals = table_row(&r->tables[THE_TOTALS], 0);
    r->reason = reason_of(r);
    make_subjects(r);
    make_findings(r);
    add_sources(r);
    add_lines(r);
}

void report_free(report *r)
{
    for (size_t i = 0; i < r->finding_count; i++) {
        finding *f = &r->findings[i];
        for (size_t k = 0; k < f->line_count; k++)
            free(f->lines[k].own_text);
        free(f->lines);
        free(f->sources);
    }
    for (size_t i = 0; i < r->subject_count; i++)
        free(r->subjects[i].findings.findings);
    free(r->server.findings);
    free(r->findings);
    free(r->subjects);
    for (size_t i = 0; i < sizeof r->tables / sizeof *r->tables; i++)
        table_free(&r->tables[i]);
}
