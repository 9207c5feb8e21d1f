#include "lib/daemons/daemons.h"

/* Lives of processes: master(8), the postfix-script that starts it, and daemons that restart for a changed table. */

/* daemon started -- version V, configuration D; reload -- version V, configuration D (master/master.c) */
static bool started(struct line *line, cursor c)
{
    piece version, directory;
    if (!literal(&c, "daemon started") && !literal(&c, "reload"))
        return false;
    piece action = piece_between(line->rest.at, c.at);
    if (!literal(&c, " -- version ") || !until_literal(&c, ", configuration ", &version))
        return false;
    rest(&c, &directory);
    line->event->kind = PFL_KIND_LIFECYCLE;
    SET_TEXT(line, lifecycle, action, action);
    SET_TEXT(line, lifecycle, version, version);
    SET_TEXT(line, lifecycle, config_directory, directory);
    return true;
}

/* terminating on signal N (master/master_sig.c) */
static bool terminating(struct line *line, cursor c)
{
    uint16_t number;
    if (!literal(&c, "terminating"))
        return false;
    piece action = piece_between(line->rest.at, c.at);
    if (!literal(&c, " on signal ") || !line_number16(&c, &number) || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_LIFECYCLE;
    SET_TEXT(line, lifecycle, action, action);
    SET_NUMBER(line, lifecycle, signal, number);
    return true;
}

bool pfl_read_master(struct line *line)
{
    if (line->has_queue || line->event->severity != PFL_SEVERITY_INFO)
        return false;
    return started(line, line->rest) || terminating(line, line->rest) || pfl_read_restart(line);
}

/* starting the Postfix mail system, and its kin (conf/postfix-script) */
bool pfl_read_script(struct line *line)
{
    cursor c = line->rest;
    piece action, pid;
    if (line->has_queue || line->event->severity != PFL_SEVERITY_INFO)
        return false;
    if (literal(&c, "the Postfix mail system is ")) {
        if (!line_run(&c, CLASS_LOWER | CLASS_DASH, &action))
            return false;
        if (piece_is(action, "not") && literal(&c, " running"))
            action.length += strlen(" running");
        if (literal(&c, ": PID: "))
            rest(&c, &pid);
    } else if (!line_run(&c, CLASS_LOWER, &action) ||
               !(literal(&c, " the Postfix mail system") || literal(&c, " for the Postfix mail system to terminate"))) {
        return false;
    }
    if (!cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_LIFECYCLE;
    SET_TEXT(line, lifecycle, action, action);
    return true;
}

/* table TYPE:NAME has changed -- restarting, by any daemon; postscreen finishes in the background instead */
bool pfl_read_restart(struct line *line)
{
    cursor c = line->rest;
    piece table, action;
    if (line->has_queue || line->event->severity != PFL_SEVERITY_INFO || !literal(&c, "table ") ||
        !until_literal(&c, " has changed -", &table))
        return false;
    literal(&c, "-");
    if (!literal(&c, " "))
        return false;
    rest(&c, &action);
    line->event->kind = PFL_KIND_LIFECYCLE;
    SET_TEXT(line, lifecycle, action, action);
    SET_TEXT(line, lifecycle, table, table);
    return true;
}
