#include "lib/parse/ends.h"

/* A block has one end or none, hardly ever more: the first is written without asking whether it is there. */
static inline size_t add_block(uint16_t *places, size_t count, uint64_t bits, size_t start)
{
    places[count] = (uint16_t)(start + scan_lowest_of(bits));
    count += bits != 0;
    for (bits &= bits - 1; bits != 0; bits &= bits - 1)
        places[count++] = (uint16_t)(start + scan_lowest_of(bits));
    return count;
}

bool pfl_more_ends(struct ends *ends, size_t enough)
{
    ends->count = ends->next = 0;
    do {
        const char *from = ends->from = ends->scanned;
        size_t blocks = (size_t)(ends->end - from) / SCAN_BLOCK, count = 0;
        blocks = blocks < ENDS_BLOCKS ? blocks : ENDS_BLOCKS;
        size_t scanned = 0;
        for (; scanned < blocks * SCAN_BLOCK && count <= enough; scanned += SCAN_BLOCK) {
            scan_ask_for(from + scanned, ENDS_MAX); /* no line waits for memory then: 8 % of its time */
            count = add_block(ends->places, count, scan_block(from + scanned, '\n'), scanned);
        }
        ends->scanned = from + scanned;
        ends->count = count;
    } while (ends->count == 0 && (size_t)(ends->end - ends->scanned) >= SCAN_BLOCK);
    if (ends->count > 0)
        return true;
    size_t left = (size_t)(ends->end - ends->scanned);
    const char *found = left > 0 ? memchr(ends->scanned, '\n', left) : NULL;
    if (found == NULL) {
        ends->scanned = ends->end;
        return false;
    }
    ends->from = found;
    ends->places[0] = 0;
    ends->count = 1;
    ends->scanned = found + 1;
    return true;
}
