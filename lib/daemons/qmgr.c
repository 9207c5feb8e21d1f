#include "lib/daemons/daemons.h"

/* qmgr(8), and the oqmgr and nqmgr of old: the life of a message in the queue (*qmgr/qmgr_active.c). */

/* from=<A>, size=N, nrcpt=N (queue active) */
static bool queued(struct line *line, cursor c, piece sender)
{
    uint64_t size;
    uint32_t nrcpt;
    if (!literal(&c, ", size=") || !line_number(&c, UINT64_MAX, &size) || !literal(&c, ", nrcpt=") ||
        !line_number32(&c, &nrcpt) || !literal(&c, " (queue active)") || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_QUEUED;
    SET_TEXT(line, queued, from, sender);
    SET_NUMBER(line, queued, size, size);
    SET_NUMBER(line, queued, nrcpt, nrcpt);
    return true;
}

/* from=<A>, status=expired, returned to sender; force-expired since 3.5 */
static bool expired(struct line *line, cursor c, piece sender)
{
    piece status;
    if (!literal(&c, ", status=") || !line_run(&c, CLASS_LETTER | CLASS_DASH, &status) ||
        !literal(&c, ", returned to sender") || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_EXPIRED;
    SET_TEXT(line, expired, from, sender);
    SET_TEXT(line, expired, status, status);
    return true;
}

/* from=, with every address it can be read with; two that fit leave the record empty. */
static bool sender(struct line *line, cursor c)
{
    struct addresses addresses;
    piece address, bare;
    cursor after;
    if (!pfl_addresses(c, &addresses)) {
        /* before 2.3 without brackets */
        return line_until(&c, ',', &bare) &&
               (queued(line, (cursor){c.at - 1, c.end}, bare) || expired(line, (cursor){c.at - 1, c.end}, bare));
    }
    size_t readings = 0;
    for (int odd = 0; odd < 2 && readings == 0 && !line_is_cut(line); odd++) {
        pfl_addresses(c, &addresses);
        addresses.odd = odd;
        while (pfl_next_address(&addresses, ',', &address, &after))
            if (queued(line, after, address) || expired(line, after, address))
                readings++;
    }
    if (readings > 1) {
        line->event->flags |= PFL_FLAG_AMBIGUOUS;
        pfl_forget_record(line);
    }
    return readings > 0;
}

bool pfl_read_qmgr(struct line *line)
{
    cursor c = line->rest;
    if (!line->has_queue)
        return pfl_read_restart(line);
    if (line->event->severity != PFL_SEVERITY_INFO)
        return false;
    if (literal(&c, "from="))
        return sender(line, c);
    if (literal(&c, "removed") && cursor_at_end(&c)) {
        line->event->kind = PFL_KIND_REMOVED;
        return true;
    }
    return pfl_read_delivery(line);
}
