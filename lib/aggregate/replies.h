/*
 * What remote servers say about a message. Their words, so nothing but a count
 * against the account that wrote to them depends on it.
 */
#ifndef PFL_AGGREGATE_REPLIES_H
#define PFL_AGGREGATE_REPLIES_H

#include "lib/parse/cursor.h"

#include <stdint.h>

/* Whether a remote server's reply says "spam" or "blocked"; not greylisting, and not a lack of SPF or DKIM (5.7.26). */
bool pfl_reply_refuses(piece dsn, piece reply);

/* A hash of who runs a next hop, roughly: its name without the first label; mx1.mail.example[...]:25 -> mail.example.
 */
uint32_t pfl_provider_of(piece relay);

#endif
