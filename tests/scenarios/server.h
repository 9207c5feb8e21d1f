/* The server: how it is set up, and what comes besides the people's own doings. */
#ifndef SERVER_H
#define SERVER_H

#include "month.h"

typedef struct server_variant {
    const char *name, *help;
    uint32_t bit;
} server_variant;

extern const server_variant server_variants[];
extern const uint32_t server_variant_count;

/* Before the world is opened, and behind that. */
void server_set_profile(month *m);
void server_open(month *m);

#endif
