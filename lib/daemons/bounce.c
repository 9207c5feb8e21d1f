#include "lib/daemons/daemons.h"

/* bounce(8), which also is defer and trace: notices about messages (bounce/bounce_notify_service.c and its kin). */

/* sender non-delivery notification: QID2; postmaster delay notification: QID2; sender delivery status notification:
 * QID2 */
static bool notice_made(struct line *line, cursor c)
{
    piece id;
    if (!(literal(&c, "sender ") || literal(&c, "postmaster ")) ||
        !(literal(&c, "non-delivery ") || literal(&c, "delay ") || literal(&c, "delivery status ")) ||
        !literal(&c, "notification"))
        return false;
    piece notice = piece_between(line->rest.at, c.at);
    if (!literal(&c, ": ") || !pfl_word_queue_id(&c, &id) || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_BOUNCE_NOTICE;
    SET_TEXT(line, bounce_notice, notice, notice);
    SET_TEXT(line, bounce_notice, notice_id, id);
    return true;
}

/* The reasons of cleanup_strerror() are words (global/cleanup_strerror.c). */
static bool words(piece p)
{
    for (size_t i = 0; i < p.length; i++)
        if (!is_class(p.at[i], CLASS_LETTER | CLASS_DASH) && p.at[i] != ' ')
            return false;
    return p.length > 0;
}

/* The last ": " of the text, if words follow it. */
static void split_reason(piece all, piece *to, piece *reason)
{
    *to = all;
    *reason = piece_between(all.at, all.at);
    for (size_t i = all.length; i >= 2; i--)
        if (all.at[i - 2] == ':' && all.at[i - 1] == ' ') {
            piece behind = piece_between(all.at + i, all.at + all.length);
            if (words(behind)) {
                *to = piece_between(all.at, all.at + i - 2);
                *reason = behind;
            }
            return;
        }
}

/*
 * warning: QID: sender notification failed to ADDRESS[: REASON]
 * warning: QID: postmaster notification failed[: REASON]         (3.11)
 */
static bool notice_failed(struct line *line, cursor c)
{
    piece all, to, reason = {NULL, 0};
    if (!literal(&c, "sender notification failed") && !literal(&c, "postmaster notification failed"))
        return false;
    piece notice = piece_between(line->rest.at, c.at);
    if (literal(&c, " to ")) {
        rest(&c, &all);
        if (!line_is_cut(line)) {
            split_reason(all, &to, &reason);
            SET_TEXT(line, bounce_notice, to, to);
        }
    } else if (literal(&c, ": ")) {
        rest(&c, &reason);
    }
    if (!cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_BOUNCE_NOTICE;
    SET_TEXT(line, bounce_notice, notice, notice);
    if (reason.length)
        SET_TEXT(line, bounce_notice, reason, reason);
    return true;
}

bool pfl_read_bounce(struct line *line)
{
    if (!line->has_queue)
        return false;
    if (line->event->severity == PFL_SEVERITY_WARNING)
        return notice_failed(line, line->rest);
    return line->event->severity == PFL_SEVERITY_INFO && (notice_made(line, line->rest) || pfl_read_delivery(line));
}
