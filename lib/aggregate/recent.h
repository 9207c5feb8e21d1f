/*
 * The addresses that lines named last, by their text. A client connects, tries something
 * and leaves: three of four lines name an address that stands a few lines before them.
 * Finding it here spares reading it and searching the table, a third of what such a line
 * costs.
 */
#ifndef PFL_AGGREGATE_RECENT_H
#define PFL_AGGREGATE_RECENT_H

#include "lib/aggregate/addresses.h"

#define RECENT_PLACES 128
#define RECENT_TEXT   40 /* no address is longer, but for a scope or IPv4 at its end */

struct recent_address {
    char text[RECENT_TEXT];
    uint32_t length; /* of the text; 0: not to be found again */
    uint32_t number; /* of its record, if that is still its: see recent_record */
    uint8_t bytes[16];
};

struct recent {
    struct recent_address places[RECENT_PLACES];
};

/* The address that a text says, until the next call; NULL when it is none, or a network. */
struct recent_address *pfl_recent_address(struct recent *r, piece text);

/* Its record, made when it is not there; NULL when there is no memory. */
struct address *pfl_recent_record(struct recent_address *known, struct table *addresses);

#endif
