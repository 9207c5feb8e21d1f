/*
 * Text that an attacker may choose: pieces of every literal that a parser of these
 * logs looks for, whole forged lines, odd bytes and long runs, mixed with what an
 * honest client would say. From a seed, so that a failure comes again.
 *
 * All texts stay valid until attack_reset().
 */
#ifndef ATTACK_TEXT_H
#define ATTACK_TEXT_H

#include <stddef.h>
#include <stdint.h>

void attack_seed(uint64_t seed);

/* Or from these bytes, one choice after the other. */
void attack_choices(const uint8_t *bytes, size_t size);

void attack_reset(void);

/* 0 to limit - 1. Call it once a statement: C does not say which argument is evaluated first. */
size_t below(size_t limit);

/* One of count texts. */
const char *one_of(const char *const *texts, size_t count);

#define ONE_OF(texts) one_of(texts, sizeof(texts) / sizeof *(texts))

/* Any bytes but NUL: without line ends for what a client sends in one line. */
const char *free_text(void);
const char *free_line(void);

/* Text without blanks, as the words of a command have it. */
const char *free_word(void);

/* At most so many bytes of a text. */
const char *shortened(const char *text, size_t limit);

/* An argument of an SMTP command: it has blanks only behind a quote, a bracket or a backslash (smtpd/smtpd_token.c). */
const char *free_argument(void);

/*
 * A local part of anything and, mostly, a domain that smtpd lets pass, in internal
 * form. Domains are ASCII where addresses have to be.
 */
const char *free_address(int ascii);

#endif
