#include "lib/daemons/daemons.h"

/*
 * postsuper(1), an administrator at work on the queue (postsuper/postsuper.c):
 *
 *   QID: removed           and requeued, placed on hold, released from hold, expired
 *   Deleted: N messages    a sum for each action; all there is of "postsuper -d ALL"
 */

static bool one_message(struct line *line, cursor c)
{
    if (!literal(&c, "removed") && !literal(&c, "requeued") && !literal(&c, "placed on hold") &&
        !literal(&c, "released from hold") && !literal(&c, "expired"))
        return false;
    if (!cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_QUEUE_ADMIN;
    SET_TEXT(line, queue_admin, action, piece_between(line->rest.at, c.at));
    return true;
}

static bool summary(struct line *line, cursor c)
{
    uint32_t count;
    if (!literal(&c, "Deleted") && !literal(&c, "Requeued") && !literal(&c, "Placed on hold") &&
        !literal(&c, "Released from hold") && !literal(&c, "Force-expired") &&
        !literal(&c, "Renamed to match inode number"))
        return false;
    piece action = piece_between(line->rest.at, c.at);
    if (!literal(&c, ": ") || !line_number32(&c, &count) || !(literal(&c, " messages") || literal(&c, " message")) ||
        !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_QUEUE_ADMIN;
    SET_TEXT(line, queue_admin, action, action);
    SET_NUMBER(line, queue_admin, count, count);
    return true;
}

bool pfl_read_postsuper(struct line *line)
{
    if (line->event->severity != PFL_SEVERITY_INFO)
        return false;
    return line->has_queue ? one_message(line, line->rest) : summary(line, line->rest);
}
