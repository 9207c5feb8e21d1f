#include "lib/daemons/daemons.h"

/* pickup(8): QID: uid=N from=<A>[ orig_id=QID], orig_id on a requeue (pickup/pickup.c) */
static bool submitted(struct line *line, uint32_t uid, piece from, cursor c)
{
    piece orig_id;
    bool requeued = literal(&c, " orig_id=");
    if ((requeued && !pfl_word_queue_id(&c, &orig_id)) || !cursor_at_end(&c))
        return false;
    line->event->kind = PFL_KIND_PICKUP;
    SET_NUMBER(line, pickup, uid, uid);
    SET_TEXT(line, pickup, from, from);
    if (requeued)
        SET_TEXT(line, pickup, orig_id, orig_id);
    return true;
}

bool pfl_read_pickup(struct line *line)
{
    cursor c = line->rest, after;
    uint32_t uid;
    struct addresses addresses;
    piece from;
    if (!line->has_queue || line->event->severity != PFL_SEVERITY_INFO || !literal(&c, "uid=") ||
        !line_number32(&c, &uid) || !literal(&c, " from=") || !pfl_addresses(c, &addresses))
        return false;
    for (int odd = 0; odd < 2 && !line_is_cut(line); odd++) {
        pfl_addresses(c, &addresses);
        addresses.odd = odd;
        while (pfl_next_address(&addresses, '\0', &from, &after))
            if (submitted(line, uid, from, after))
                return true;
    }
    return false;
}
