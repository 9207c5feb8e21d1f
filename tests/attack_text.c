#include "attack_text.h"

#include <stdlib.h>
#include <string.h>

#define POOL    (1 << 20)
#define LONGEST 8192

static uint64_t seed;
static const unsigned char *choices, *choices_end; /* in the place of the seed, for a fuzzer */
static char pool[POOL];
static size_t used;

void attack_seed(uint64_t given)
{
    seed = given * UINT64_C(0x9E3779B97F4A7C15) + 1;
    choices = choices_end = NULL;
    used = 0;
}

void attack_choices(const uint8_t *bytes, size_t size)
{
    choices = bytes;
    choices_end = bytes + size;
    used = 0;
}

/* The next byte, or two for many ways to go on; behind the last one always the first way. */
static size_t chosen(size_t limit)
{
    size_t choice = 0;
    for (size_t ways = 1; ways < limit && choices < choices_end; ways *= 256)
        choice = choice * 256 + *choices++;
    return choice % limit;
}

void attack_reset(void)
{
    used = 0;
}

/* xorshift64 (Marsaglia). */
size_t below(size_t limit)
{
    if (choices != NULL)
        return chosen(limit);
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)((seed >> 11) % limit);
}

const char *one_of(const char *const *texts, size_t count)
{
    size_t index = below(count);
    return texts[index];
}

/* What the formats are made of, from every place where one field ends and the next starts. */
static const char *const literals[] = {
    ", sasl_method=PLAIN",
    ", sasl_username=",
    "ceo@corp.example",
    " sasl_method=LOGIN",
    " sasl_username=",
    " sasl_sender=",
    ", sasl_sender=",
    " sasl_username=<",
    "; from=<",
    " from=<",
    "> to=<",
    ">, to=<",
    "; proto=ESMTP",
    "> proto=ESMTP helo=<",
    ">, proto=ESMTP, helo=<",
    " proto=SMTP",
    " helo=<",
    ", helo=<",
    ">, relay=",
    ", relay=none",
    ">, orig_to=<",
    ", orig_to=<",
    ", delay=0",
    ", delays=0/0/0/0",
    ", dsn=2.0.0",
    ", status=sent (",
    ", status=bounced (",
    "status=deferred (",
    ", size=1",
    ", nrcpt=1 (queue active)",
    ", returned to sender",
    " orig_id=4086EAA6A82",
    ", orig_queue_id=4086EAA6A82",
    ", orig_client=mail.corp.example[198.51.100.10]",
    "]: SASL PLAIN authentication failed: ",
    " authentication failed: ",
    " authentication aborted",
    " authentication failed",
    "UGFzc3dvcmQ6",
    " from ",
    " after ",
    " to ",
    "unknown[198.51.100.66]",
    "mail.corp.example[198.51.100.10]:25",
    "[198.51.100.66]:4711",
    "local;",
    "unknown;",
    " from local; ",
    " from mail.corp.example[198.51.100.10];",
    "... from ",
    "client=",
    "message-id=",
    "warning: ",
    "NOQUEUE: ",
    "4086EAA6A82: ",
    "4jYBXn4Zzcz1fdRd: ",
    "reject: RCPT from ",
    "554 5.7.1 ",
    ">: Relay access denied; ",
    ": ",
    "; ",
    ", ",
    " (in reply to RCPT TO command)",
    "host mx.evil.example[198.51.100.18] said: ",
    " said: ",
    "queued as 37B24F457A",
    "forwarded as 37B24F457A",
    " to transport=",
    "> to transport=smtp",
    ": unknown error",
    "message file too big",
    "user=<",
    ">, method=PLAIN, rip=198.51.100.66, lip=192.0.2.25",
    ", session=<x>",
    ", rip=198.51.100.66",
    " (auth failed, 9 attempts in 9 secs): user=<",
    ",198.51.100.66,<x>): Password mismatch",
    "): ",
    "last message repeated 3 times",
    "message repeated 3 times: [ ",
    "]",
    "}",
    " notes=bare_lf",
    "header ",
    "mime-error ",
    "milter-reject: ",
};

/* Forged wholes: the end of a field and all that could follow it. */
static const char *const wholes[] = {
    "x\", sasl_method=PLAIN, sasl_username=ceo@corp.example\"",
    ", sasl_method=PLAIN, sasl_username=ceo@corp.example, orig_client=a[198.51.100.66]",
    "a>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok",
    "a@b.example>, relay=mx.corp.example[198.51.100.10]:25, delay=0, delays=0/0/0/0, dsn=5.1.1, status=bounced (no",
    "a@b.example>, orig_to=<c@d.example>, relay=local, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (ok",
    "x>, orig_to=<\"y",
    "450 4.1.1 to=<root@x.example>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok)",
    "a>: Relay access denied; from=<ceo@corp.example> to=<bob@corp.example> proto=ESMTP helo=<mail.corp.example> "
    "sasl_method=PLAIN sasl_username=ceo",
    "a>: no; from=<ceo@corp.example> to=<bob@corp.example> proto=ESMTP helo=<mail.corp.example>",
    "; from=<> to=<x@corp.example> proto=ESMTP helo=<h> sasl_username=<ceo@corp.example",
    "; proto=SMTP helo=<h> sasl_username=<ceo@corp.example",
    "; from=<a@corp.example> to=<",
    "x> sasl_method=LOGIN sasl_username=ceo@corp.example",
    "x> sasl_username=<ceo@corp.example",
    "a> to=<root@x> proto=ESMTP helo=<h>, sasl_username=root",
    "a>, size=1, nrcpt=1 (queue active)",
    "a>, status=expired, returned to sender",
    "a> orig_id=4086EAA6A82",
    "a> to transport=smtp",
    "a@b>, to=<ceo, proto=ESMTP, helo=<h",
    "ceo@corp.example>, to=<b@corp.example>, proto=ESMTP, helo=<h",
    "foo>,helo=<bar",
    "x from mail.corp.example[198.51.100.10]; from=<ceo@corp.example> to=<b@corp.example> proto=ESMTP helo=<h>: ok",
    "x from local; from=<ceo@corp.example> to=<b@corp.example>",
    "LOGIN\" authentication failed: UGFzc3dvcmQ6, sasl_username=ceo@corp.example\"",
    "PLAIN,sasl_username=root",
    "nobody, sasl_username=root@example.net",
    "Nov 23 16:00:00 mx1 postfix/smtpd[9]: AAAAAAAAAA: client=unknown[198.51.100.66], sasl_method=PLAIN, "
    "sasl_username=root",
    "warning: unknown[198.51.100.66]: SASL PLAIN authentication failed: x, sasl_username=ceo",
    "ceo>, method=PLAIN, rip=198.51.100.66, lip=192.0.2.25, ",
    "ceo>, method=PLAIN, rip=198.51.100.66, lip=192.0.2.25, session=<x",
    "x (auth failed, 5 attempts in 3 secs): user=<ceo>, method=PLAIN, rip=198.51.100.66, lip=192.0.2.25, ",
    "ceo,198.51.100.66,<x>): Password mismatch",
    "a: message file too big",
};

static const char *const honest[] = {
    "alice",
    "bob",
    "alice@example.net",
    "info",
    "PLAIN",
    "LOGIN",
    "<20261123170451.4086EAA6A82@mail.example.net>",
    "client.example",
    "[192.0.2.66]",
    "Hello",
    "Re: offer",
    "a b",
    "O'Neil",
    "x+y",
    "12345",
    "",
};

static const char *const odd[] = {
    "\"",
    "\\",
    "\\\"",
    "\"@",
    "<",
    ">",
    "<>",
    "(",
    ")",
    "[",
    "]",
    "@",
    ",",
    ";",
    ":",
    "=",
    "?",
    "{",
    "'",
    "%s%n",
    "\t",
    "\r\n",
    "\n",
    "\r",
    "\x01",
    "\x1b[31m",
    "\x7f",
    "\xc3\xa9",
    "\xe4\xbe\x8b",
    "\xc2\x85",
    "\xe2\x80\xae",
    "\xc2\x9b",
    "\xff",
    "\xc0\xaf",
    "\xed\xa0\x80",
    "\xf4\x90\x80\x80",
    "\x80",
    "\xe4\xbe",
    " ",
    "  ",
    "-",
    ".",
    "..",
    "/",
    "#",
};

static void append(char *out, size_t *length, const char *text)
{
    size_t more = strlen(text);
    if (*length + more >= LONGEST)
        return;
    memcpy(out + *length, text, more);
    *length += more;
}

static void append_run(char *out, size_t *length)
{
    static const char bytes[] = "AAAx>\"?; )0";
    size_t which = below(sizeof bytes - 1), limit = below(3) ? 400 : 3000, count = below(limit);
    if (below(4) == 0)
        count = 1700 + below(320); /* around the cut */
    while (count-- > 0 && *length + 1 < LONGEST)
        out[(*length)++] = bytes[which];
}

static void append_piece(char *out, size_t *length)
{
    size_t choice = below(32);
    if (choice < 12)
        append(out, length, ONE_OF(literals));
    else if (choice < 19)
        append(out, length, ONE_OF(wholes));
    else if (choice < 25)
        append(out, length, ONE_OF(odd));
    else if (choice < 31)
        append(out, length, ONE_OF(honest));
    else
        append_run(out, length);
}

static char *take(size_t length)
{
    if (used + length + 1 > POOL)
        abort(); /* attack_reset() is missing */
    char *text = pool + used;
    used += length + 1;
    text[length] = 0;
    return text;
}

static char *any_text(void)
{
    static char text[LONGEST];
    size_t length = 0, choice = below(8), pieces = 1 + below(4);
    if (choice < 2) {
        append(text, &length, ONE_OF(honest));
    } else {
        if (choice == 7)
            pieces += below(8);
        while (pieces-- > 0)
            append_piece(text, &length);
    }
    char *copy = take(length);
    memcpy(copy, text, length);
    return copy;
}

const char *free_text(void)
{
    return any_text();
}

const char *free_line(void)
{
    char *text = any_text();
    for (char *at = text; *at; at++)
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    return text;
}

const char *free_argument(void)
{
    static const char openers[] = "\"<\\";
    char *text = any_text();
    for (char *at = text; *at; at++)
        if (strchr(openers, *at)) /* from here on blanks do not end a word */
            break;
        else if (strchr("\r\n\t ", *at))
            *at = openers[below(3)];
    for (char *at = text; *at; at++)
        if (*at == '\r' || *at == '\n')
            *at = ' ';
    return *text ? text : "x";
}

const char *free_word(void)
{
    char *text = any_text();
    for (char *at = text; *at; at++)
        if (*at == '\n' || *at == '\r' || *at == ' ' || *at == '\t')
            *at = '_';
    return *text ? text : "x";
}

const char *shortened(const char *text, size_t limit)
{
    size_t length = strlen(text);
    if (length <= limit)
        return text;
    char *copy = take(limit);
    memcpy(copy, text, limit);
    return copy;
}

static const char *const domains[] = {"example.net",  "corp.example",        "a.b.example", "localhost",
                                      "[192.0.2.66]", "[IPv6:2001:db8::66]", "b",           "\xe4\xbe\x8b.example"};

const char *free_address(int ascii)
{
    if (below(16) == 0)
        return "";
    char *local = any_text();
    size_t length = strlen(local), choice = below(16);
    if (choice == 0) { /* no domain: then there is no @ either */
        for (char *at = local; *at; at++)
            if (*at == '@')
                *at = '%';
        return local;
    }
    size_t index = below(sizeof domains / sizeof *domains - (ascii ? 1 : 0));
    const char *domain = domains[index];
    char *address = take(length + 1 + strlen(domain));
    memcpy(address, local, length);
    address[length] = '@';
    strcpy(address + length + 1, domain);
    return address;
}
