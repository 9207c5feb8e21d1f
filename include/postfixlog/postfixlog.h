/*
 * libpostfixlog: typed events from Postfix logs.
 *
 *   base.h     version, status codes, allocator
 *   events.h   the event record, kinds and fields (kinds.h), reflection
 *   parser.h   bytes to events
 *   queue_id.h queue IDs taken apart
 *   json.h     events to JSON
 *   csv.h      events to CSV
 *
 * Manners that hold everywhere: names start with pfl_; handles are opaque and
 * belong to whoever created them; records are plain data with fixed-width
 * fields; options structs start with their own size; functions return a status
 * and never print, abort, call back or touch global state; needs nothing but
 * libc.
 */
#ifndef POSTFIXLOG_POSTFIXLOG_H
#define POSTFIXLOG_POSTFIXLOG_H

#include <postfixlog/base.h>
#include <postfixlog/csv.h>
#include <postfixlog/events.h>
#include <postfixlog/json.h>
#include <postfixlog/parser.h>
#include <postfixlog/queue_id.h>

#endif
