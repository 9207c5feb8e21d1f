/*
 * Stories: what the aggregator makes of a few lines, written out for people.
 *
 *     # A login that hands in one message.
 *     Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: D7CA6AA6A7F: client=...
 *     Nov 23 17:04:52 mx1 postfix/smtp[14083]: D7CA6AA6A7F: to=<bob@example.org>, ...
 *         accounts alice@example.net
 *             messages  1
 *             second  absent
 *         none relays
 *
 * At column 0 stand comments (#), directives (@) and raw lines; below them, indented by
 * four blanks, "TABLE KEY..." for a row that must be there, and indented by eight, "column
 * value" for what it must show. Only the columns listed are compared; "absent" is a
 * column that the row must not have. "none TABLE KEY..." is a row that must not be there,
 * "none TABLE" a table that must be empty. A blank line ends the story; the comment right
 * above it is its name, and a line of it that starts with RED: says why the story does not
 * hold yet.
 *
 * A key is as many words as it takes to mean one row: what a row is about (an account, a
 * uid, an address, a name, a domain, a queue ID), then with what: a network, a day, a
 * domain, a sender (story_rows.c has the columns of each table). Times are
 * 2026-11-23T17:04:51Z or, where a day begins, 2026-11-23; durations are seconds. \xHH is a
 * byte that cannot be shown; in a raw line only if it starts with "\ ".
 *
 * Directives hold for their story:
 *
 *     @reference 2026-11-23T22:00:00Z   the reference time; this is the default
 *     @own 198.51.100.0/28              pfl_aggregator_options.own
 *     @file mail.log                    the lines below are another stream, of this name
 *     @host mx2                         pfl_stream.host of this file and those behind it
 *     @compact 2026-11-23T00:00:00Z     pfl_aggregator_compact, when all lines are read
 *     @trusted 198.51.100.0/28          pfl_audit_options.trusted; @proxy as well
 *     @monitor 198.51.100.7             pfl_audit_options.monitors, or a network of them
 *     @bulk news@example.net            pfl_audit_options.bulk
 *     @limit R09.messages 50            pfl_audit_options.limits
 *
 * "> " begins a phrase, which stands for many lines: story_phrases.h.
 */
#ifndef STORIES_H
#define STORIES_H

#include <postfixlog/postfixlog.h>

#define STORY_FILES 4
#define STORY_WORDS 4
#define STORY_OWN   4
#define STORY_SET   4 /* options of a kind, for the audit */

typedef struct story_text {
    const char *at;
    size_t length;
} story_text;

typedef struct story_value {
    const char *column;
    story_text text;
    unsigned line; /* in its file */
} story_value;

typedef struct story_row {
    int exists;
    const char *table;
    story_text key[STORY_WORDS];
    size_t words;
    size_t first_value, value_count; /* in the list's values */
    unsigned line;
} story_row;

/* One stream: its lines lie behind each other, each with its LF. */
typedef struct story_file {
    story_text name, host; /* length 0 for none */
    size_t first, end;     /* lines of the story */
} story_file;

/* A raw line, with its LF. */
typedef struct story_line {
    story_text text;
    uint64_t offset; /* in its file */
    size_t file;
} story_line;

typedef struct story {
    const char *source; /* submissions.story */
    unsigned line;
    char name[160]; /* submissions.story:3: A login that hands in one message. */
    int64_t reference;
    int64_t compact; /* PFL_TIME_INVALID for never */
    pfl_network own[STORY_OWN];
    uint32_t own_count;
    pfl_network trusted[STORY_SET], proxies[STORY_SET], monitor_networks[STORY_SET];
    const char *monitors[STORY_SET], *bulk[STORY_SET];
    pfl_limit_setting limits[STORY_SET];
    uint32_t trusted_count, proxy_count, monitor_network_count, monitor_count, bulk_count, limit_count;
    story_file files[STORY_FILES];
    size_t file_count;
    const story_line *lines;
    size_t line_count;
    const story_row *rows;
    size_t row_count;
    const story_value *values; /* of all rows */
} story;

typedef struct story_list story_list;

/* Reads every *.story in a folder, in the order of their names; NULL (and why, on stderr) when one is not well formed.
 */
story_list *stories_load(const char *folder);
void stories_free(story_list *list);

size_t stories_count(const story_list *list);
const story *stories_at(const story_list *list, size_t index);

#endif
