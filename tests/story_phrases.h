/*
 * Phrases: what somebody does, in a few words, as the lines that Postfix writes of it.
 *
 *     > 2026-11-17T09:00:00Z 6 times every 1d, 2 times every 10m: alice@example.net sends from 198.51.100.11
 *     > 2026-11-23T09:00:00Z 10 times every 30s: user{i}@example.net fails from 192.0.2.66
 *
 * A time, how often (the outer repetition first), who, and what:
 *
 *     ACCOUNT sends from ADDRESS       client= with a login, from=, a delivery, removed
 *     nobody sends from ADDRESS        without one
 *     uid 33 sends                     handed in locally
 *     ACCOUNT fails from ADDRESS       SASL PLAIN authentication failed, with sasl_username=
 *     nobody fails from ADDRESS        without it, as before Postfix 3.9
 *     nobody connects from ADDRESS
 *     nobody logs-in from ADDRESS      "auth=1" without "mail=" when it leaves
 *     nobody is-limited from ADDRESS   a limit of anvil(8)
 *     ACCOUNT is-refused from ADDRESS  "not owned by user" for its sender (as)
 *
 * and of what is sent, if it is not as usual:
 *
 *     to ADDRESS       bob@example.org
 *     recipients N     1; {k} in the address counts them
 *     as SENDER        the account, or root; <> is the null sender
 *     size N           501 bytes
 *     outcome WORD     sent, bounced, spam, greylisted, dmarc or queued
 *     via WORD         smtp to mx.DOMAIN; local; relay; or the name of a server for smtp
 *
 * {i} counts the repetitions from 1, {j} the outer ones. All of a message happens in one
 * second. Lines of a story with phrases are put in the order of their times.
 */
#ifndef STORY_PHRASES_H
#define STORY_PHRASES_H

typedef struct phrase_target {
    void *context;
    void (*add)(void *context, char *line);
    unsigned messages; /* queue IDs so far */
} phrase_target;

/* Adds the lines of a phrase, which is cut into its words; NULL, or what is wrong with it. */
const char *phrase_write(phrase_target *target, char *text);

#endif
