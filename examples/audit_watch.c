/* A log that grows, and one line for monitoring. Contract in audit_watch.h and audit_report.h. */
#include "audit_watch.h"
#include "audit_text.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* --- Looking at the state ---------------------------------------------------- */

static void must(int32_t status)
{
    if (status >= 0)
        return;
    message(NULL, "%s", pfl_strerror(status));
    exit(2);
}

void look_open(look *l, const reading *r)
{
    const pfl_audit_options rules = wishes_of_rules(r->wishes);
    must(pfl_view_create(&l->view, r->state));
    must(pfl_audit_create(&l->audit, l->view, &rules));
    report_make(&l->report, r, l->audit);
}

void look_close(look *l)
{
    report_free(&l->report);
    pfl_audit_destroy(l->audit);
    pfl_view_destroy(l->view);
}

/* --- --follow ---------------------------------------------------------------- */

#define LINES_AT_MOST 10000                /* without a look */
#define QUIET_SECONDS 5                    /* then it is looked at what has come */
#define TRICKLE       60                   /* seconds: lines may come so slowly that it never is quiet */
#define SAME_INCIDENT INT64_C(86400000000) /* one that goes on is not told again within a day */

typedef struct watcher {
    reading *r;
    output *out;
    counter counter;
    uint64_t lines; /* since the last look */
    time_t last_line, last_look;
    told told;
    bool has_looked;
    uint32_t verdict;
} watcher;

/* A file of the input, or what is under its name after a rotation. */
static void begin_log(watcher *w, const input_batch *batch)
{
    reading *r = w->r;
    bool again = false;
    for (size_t i = 0; i < r->log_count; i++)
        if (r->logs[i].file == batch->file) {
            r->logs[i].file = NULL; /* its bytes are gone from under this name */
            again = true;
        }
    r->logs = must_resize(r->logs, (r->log_count + 1) * sizeof *r->logs);
    run_log *log = &r->logs[r->log_count++];
    *log = (run_log){.file = batch->file, .stream = again ? 0 : batch->file->stream, .grows = true};
    if (log->stream == 0)
        log->stream = input_stream(batch);
    log_plan(log, r, 1);
    w->counter = (counter){.state = r->state,
                           .kept_from = r->kept_from,
                           .log = log,
                           .host = r->wishes->given.input.host,
                           .part = log->parts};
}

static void put_incidents(watcher *w, const report *what)
{
    bool json = w->r->wishes->format == REPORT_JSON;
    for (size_t i = 0; i < what->subject_count; i++) {
        const subject *s = &what->subjects[i];
        if (s->row->verdict < PFL_VERDICT_CHECK || s->known_before)
            continue;
        report_find_lines(what, &s->findings, 1);
        if (json) {
            report_json_subject(what, s, w->out);
            output_string(w->out, "\n");
        } else {
            report_incident(what, s, w->out);
        }
    }
    if (!json) {
        report_find_lines(what, &what->server, 1);
        report_nameless(what, w->out);
    }
}

static void take_look(watcher *w)
{
    look l;
    look_open(&l, w->r);
    told_mark(&w->told, &l.report, SAME_INCIDENT);
    if (w->has_looked)
        put_incidents(w, &l.report);
    else if (w->r->wishes->format == REPORT_JSON)
        report_json(&l.report, w->out);
    else
        report_text(&l.report, w->out);
    output_flush(w->out);
    told_remember(&w->told, &l.report);
    w->verdict = l.report.row->verdict;
    look_close(&l);
    w->has_looked = true;
    w->lines = 0;
    w->last_look = time(NULL);
}

/* A first look as soon as all that is there was read. */
static bool is_time(const watcher *w, const input_batch *batch)
{
    time_t now = time(NULL);
    if (!w->has_looked)
        return batch->idle;
    if (w->lines >= LINES_AT_MOST)
        return true;
    return w->lines > 0 && batch->idle && (now - w->last_line >= QUIET_SECONDS || now - w->last_look >= TRICKLE);
}

uint32_t watch(reading *r, output *out)
{
    watcher w = {.r = r, .out = out};
    input_batch batch;
    bool begins = true;
    while (out->error == 0 && input_next(r->in, &batch)) {
        begins |= batch.restarted;
        if (batch.count > 0) {
            if (begins)
                begin_log(&w, &batch);
            begins = false;
            counter_add_stream(&w.counter, &batch);
            w.lines += batch.count;
            w.last_line = time(NULL);
        }
        if (is_time(&w, &batch))
            take_look(&w);
    }
    for (size_t i = 0; i < r->log_count; i++) {
        r->failed |= r->logs[i].refused;
        keep_tell_passed(r, &r->logs[i]);
    }
    r->failed |= input_failed(r->in);
    if (!w.has_looked || w.lines > 0)
        take_look(&w);
    told_free(&w.told);
    return w.verdict;
}

/* --- --nagios ---------------------------------------------------------------- */

/* A name in a line that is cut at the first bar, and shown by other programs. */
static void put_safe_name(output *out, const subject *s)
{
    if (s->kind == SUBJECT_LOCAL)
        output_format(out, "uid %" PRIu32, s->uid);
    for (size_t i = 0; i < s->name.length && i < 64; i++) {
        char c = s->name.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c != '\0' && strchr("@._+-:=", c) != NULL);
        output_bytes(out, plain ? &c : "?", 1);
    }
}

int report_nagios(const report *r, output *out)
{
    static const char *const words[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};
    uint32_t verdict = r->row->verdict;
    uint64_t counts[3] = {0};
    int status = verdict >= PFL_VERDICT_LIKELY                          ? 2
                 : verdict >= PFL_VERDICT_CHECK                         ? 1
                 : verdict == PFL_VERDICT_UNKNOWN || r->reading->failed ? 3
                                                                        : 0;
    const char *verdict_name = pfl_verdict_name(verdict);
    output_format(out, "PFL_AUDIT %s - %s", words[status], verdict_name != NULL ? verdict_name : "?");
    for (size_t i = 0, shown = 0; i < r->subject_count; i++) {
        const subject *s = &r->subjects[i];
        if (s->row->verdict < PFL_VERDICT_CHECK)
            continue;
        counts[s->row->verdict >= PFL_VERDICT_COMPROMISED ? 0 : s->row->verdict >= PFL_VERDICT_LIKELY ? 1 : 2]++;
        if (s->row->verdict != verdict || shown == 3)
            continue;
        output_string(out, shown++ == 0 ? ": " : ", ");
        put_safe_name(out, s);
    }
    if (r->reading->failed) {
        output_string(out, " (some input could not be read)");
    } else if (verdict == PFL_VERDICT_UNKNOWN && r->reason.length > 0) {
        output_string(out, " (");
        report_piece(out, r->reason);
        output_string(out, ")");
    }
    output_string(out, ", in ");
    report_covered(out, r);
    output_format(out,
                  " | compromised=%" PRIu64 ";;0;0 likely=%" PRIu64 ";;0;0 check=%" PRIu64 ";0;;0 failures=%" PRIu64
                  " lines=%" PRIu64 "\n",
                  counts[0], counts[1], counts[2], r->totals->failures, r->totals->lines);
    return status;
}
