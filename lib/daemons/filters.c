#include "lib/daemons/daemons.h"

/*
 * What signs, scans and scores mail stays foreign, but it names the message:
 *
 *   opendkim, opendmarc and other Milters   QID: TEXT
 *   amavis   (ID) Passed CLEAN {...}, [A]:P <FROM> -> <TO>,<TO>[, quarantine: Q], Queue-ID: QID, ...
 *   rspamd   <ID>; task; rspamd_task_write_log: id: <MESSAGE-ID>, qid: <QID>, ...
 *
 * Senders wrote the addresses and the Message-ID; only an ID at its place behind
 * them is taken, and none when there are two.
 */

static bool first_word(cursor c, piece *out)
{
    return pfl_word_queue_id(&c, out) && literal(&c, ": ");
}

static bool address(cursor *c)
{
    struct addresses addresses;
    piece ignored;
    cursor after;
    if (!pfl_addresses(*c, &addresses) || !pfl_next_address(&addresses, '\0', &ignored, &after))
        return false;
    *c = after;
    return true;
}

static bool amavis(cursor c, piece *out)
{
    piece ignored;
    if (!literal(&c, "(") || !line_until(&c, '<', &ignored))
        return false;
    c.at--;
    if (!address(&c) || !literal(&c, " -> ") || !address(&c))
        return false;
    while (literal(&c, ","))
        if (!address(&c)) {
            c.at--;
            break;
        }
    if (literal(&c, ", quarantine: ")) {
        if (!line_until(&c, ',', &ignored))
            return false;
        c.at--;
    }
    return literal(&c, ", Queue-ID: ") && pfl_word_queue_id(&c, out) && (cursor_at_end(&c) || literal(&c, ","));
}

static bool rspamd(cursor c, piece *out)
{
    piece ignored;
    if (!literal(&c, "<") || !line_run(&c, CLASS_ALNUM, &ignored) ||
        !literal(&c, ">; task; rspamd_task_write_log: id: <") || !until_literal(&c, ">, qid: <", &ignored) ||
        !pfl_word_queue_id(&c, out) || !literal(&c, ">"))
        return false;
    return !until_literal(&c, ">, qid: <", &ignored);
}

bool pfl_read_filter(const struct line *line, piece tag, piece *queue_id)
{
    cursor name = {tag.at, tag.at + tag.length};
    if (piece_is(tag, "amavis"))
        return amavis(line->rest, queue_id);
    if (literal(&name, "rspamd"))
        return rspamd(line->rest, queue_id);
    return first_word(line->rest, queue_id);
}
