/*
 * libpostfixlog: typed events from Postfix logs, and who did what by them.
 *
 *   base.h      version, status codes, allocator
 *   events.h    the event record, kinds and fields (kinds.h), reflection
 *   parser.h    bytes to events
 *   queue_id.h  queue IDs taken apart
 *   json.h      events to JSON
 *   csv.h       events to CSV
 *   aggregate.h events to a state: accounts, addresses, messages; adding states up, saving, loading
 *   rows.h      a state as tables of records (tables.h), and rows to JSON
 *   detect.h    a state judged: rules, findings, verdicts
 *   network.h   addresses and networks
 *   arrow.h     events and rows as Arrow's columns
 *
 * Manners that hold everywhere: names start with pfl_; handles are opaque and
 * belong to whoever created them; records are plain data with fixed-width
 * fields; options structs start with their own size; functions return a status
 * and never print, abort, call back or touch global state; needs nothing but
 * libc.
 */
#ifndef POSTFIXLOG_POSTFIXLOG_H
#define POSTFIXLOG_POSTFIXLOG_H

#include <postfixlog/aggregate.h>
#include <postfixlog/arrow.h>
#include <postfixlog/base.h>
#include <postfixlog/csv.h>
#include <postfixlog/detect.h>
#include <postfixlog/events.h>
#include <postfixlog/json.h>
#include <postfixlog/network.h>
#include <postfixlog/parser.h>
#include <postfixlog/queue_id.h>
#include <postfixlog/rows.h>

#endif
