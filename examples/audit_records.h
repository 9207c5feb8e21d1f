/*
 * The records of the tally, found or made: the parts of tally_event(), not for
 * those who only read what was counted.
 */
#ifndef EXAMPLES_AUDIT_RECORDS_H
#define EXAMPLES_AUDIT_RECORDS_H

#include "audit_tally.h"

/* A line that is being counted. */
typedef struct reading {
    const char *file; /* its name, kept by the tally */
    const pfl_event *event;
    const char *text;
    uint64_t order;
} reading;

#define KEY_TEXT 1024 /* bytes kept of a name: more than Postfix logs of one */

/* Puts text into lower case (ASCII: user names and domains know no other). Returns its length, cut at KEY_TEXT. */
size_t record_key(char *result, const char *text, size_t length);

/* The name of a file, kept. */
const char *record_file(tally *t, const input_file *file);

/* The number of an address; of a user name (TABLE_NONE for none) at an address. */
uint32_t record_address(tally *t, const char *text, size_t length);
pair *record_pair(tally *t, uint32_t addr, uint32_t name, uint32_t *number);

void record_attempt(attempts *list, const reading *in, const tally *t, uint32_t pair_number, uint32_t times);

/* Who hands in mail, by name or by uid. */
subject *tally_subject(tally *t, const char *name, size_t length);
subject *tally_local(tally *t, uint32_t uid);

/* What a subject did: handed in a message, had one become active, had an attempt at a recipient. audit_subject.c */
void subject_message(subject *s, const reading *in);
void subject_queued(tally *t, subject *s, const reading *in);
void subject_outcome(tally *t, subject *s, const reading *in);
void subject_free(subject *s);

/* A line as evidence; a failure among the last ones of its address; these and the login after them, as a set. */
clue *clue_make(const reading *in);
void record_failure_clue(address *a, const reading *in);
void record_login_clues(clue **clues, const address *a, const reading *in);

#endif
