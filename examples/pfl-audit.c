/*
 * pfl-audit: was this mail server hacked?
 *
 * Reads Postfix logs and saved states into one state (audit_reading.h), lets the
 * library's rules look at it, and prints what they found (audit_report.h).
 */
#include "audit_watch.h"
#include <signal.h>
#include <unistd.h>

static void on_signal(int number)
{
    (void)number;
    input_stop();
}

/* 0 nothing, 1 something, 2 trouble, 3 the log says too little; findings come before the others. */
static int status_of(uint32_t verdict, bool failed)
{
    if (verdict >= PFL_VERDICT_CHECK)
        return 1;
    return failed ? 2 : verdict == PFL_VERDICT_UNKNOWN ? 3 : 0;
}

/* What the saved states alone would have told of. */
static told told_by_states(const reading *r)
{
    told before = {0};
    look l;
    look_open(&l, r);
    told_remember(&before, &l.report);
    look_close(&l);
    return before;
}

/* For what prints no verdict: why the status is 3. */
static void say_why(const report *r, int status)
{
    if (status == 3)
        message(NULL, "cannot tell: %.*s", (int)r->reason.length, r->reason.at);
}

static void print(const reading *r, report *what, const told *before, output *out, int *status)
{
    const wishes *w = r->wishes;
    if (w->nagios) {
        *status = report_nagios(what, out);
    } else if (w->block != BLOCK_NONE) {
        report_block(what, out);
        say_why(what, *status);
    } else if (w->address != NULL) {
        if (!report_xarf(what, out)) {
            message(w->address, "nothing in this log speaks against it");
            *status = 2;
        }
    } else if (w->cron && told_mark(before, what, 0) == 0) {
        say_why(what, *status);
    } else if (w->format == REPORT_JSON) {
        report_json(what, out);
    } else if (w->format == REPORT_HTML) {
        report_html(what, out);
    } else {
        report_text(what, out);
    }
}

int main(int argc, char **argv)
{
    wishes w;
    reading r;
    output out;
    told before = {0};
    int status;
    wishes_read(&w, argc, argv);
    output_open(&out, STDOUT_FILENO, w.given.color);
    reading_open(&r, &w);
    if (w.cron)
        before = told_by_states(&r);
    if (w.given.input.name_count > 0 || w.loads.count == 0)
        reading_begin(&r);
    if (w.given.input.follow && r.in != NULL) {
        signal(SIGINT, on_signal);
        signal(SIGTERM, on_signal);
        uint32_t verdict = watch(&r, &out);
        status = status_of(verdict, r.failed);
    } else {
        look l;
        if (r.in != NULL)
            reading_files(&r);
        look_open(&l, &r);
        status = status_of(l.report.row->verdict, r.failed);
        print(&r, &l.report, &before, &out, &status);
        look_close(&l);
    }
    /* Last: what --keep forgets was still to be told. */
    if (w.save != NULL && !reading_save(&r, w.save) && status != 1 && !w.nagios)
        status = 2;
    int written = output_close(&out, "standard output");
    told_free(&before);
    reading_close(&r);
    wishes_free(&w);
    return written != 0 ? written : status;
}
