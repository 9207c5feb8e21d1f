/*
 * The law: what an attacker writes changes his own field and no other. A line as Postfix
 * writes it is read back and compared with what was put in.
 */
#ifndef FORGERY_LAW_H
#define FORGERY_LAW_H

#include "forgery_shapes.h"

#include <postfixlog/events.h>

/* What the event says that the line does not, or NULL; valid until the next call. */
const char *forgery_fault(const written *line, const struct latitude *law, const pfl_event *event);

#endif
