#include "lib/daemons/daemons.h"

/* cleanup(8): what a message is called, and messages that end before they are queued. */

/* message-id=RAW, to the end of the line: the header's value as the sender wrote it (cleanup/cleanup_message.c) */
static bool message_id(struct line *line, cursor c)
{
    piece value;
    bool resent = literal(&c, "resent-");
    if (!literal(&c, "message-id="))
        return false;
    rest(&c, &value);
    line->event->kind = PFL_KIND_MESSAGE_ID;
    if (resent)
        SET_TEXT(line, message_id, resent_message_id, value);
    else
        SET_TEXT(line, message_id, message_id, value);
    return true;
}

/* removed (canceled) or removed (discarded): 3.10, cleanup/cleanup_api.c */
static bool removed(struct line *line, cursor c)
{
    piece reason;
    if (!literal(&c, "removed (") || !line_run(&c, CLASS_LETTER, &reason) || !literal(&c, ")") || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_REMOVED;
    SET_TEXT(line, removed, reason, reason);
    return true;
}

bool pfl_read_cleanup(struct line *line)
{
    if (!line->has_queue)
        return pfl_read_restart(line);
    if (line->event->severity != PFL_SEVERITY_INFO)
        return false;
    return message_id(line, line->rest) || removed(line, line->rest) || pfl_read_delivery(line) ||
           pfl_read_header_check(line) || pfl_read_reject(line);
}
