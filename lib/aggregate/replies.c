#include "lib/aggregate/replies.h"

#include "lib/aggregate/hash.h"
#include "lib/aggregate/names.h"

#define PROVIDER_LENGTH 256 /* no name in the DNS is longer */

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
}

/* words in lower case */
static bool starts_with(const char *at, size_t left, const char *words)
{
    size_t i = 0;
    while (words[i] != '\0' && i < left && lower(at[i]) == words[i])
        i++;
    return words[i] == '\0';
}

/* What the remote server said, behind Postfix's words about it (smtp/smtp_proto.c); nothing when it said nothing. */
static piece remote_words(piece reply)
{
    cursor said = {reply.at, reply.at + reply.length}, refused = said;
    piece before, other;
    if (until_literal(&said, " said: ", &before) &&
        !(until_literal(&refused, " refused to talk to me: ", &other) && other.length < before.length))
        return piece_between(said.at, said.end);
    refused.at = reply.at;
    return until_literal(&refused, " refused to talk to me: ", &other) ? piece_between(refused.at, refused.end)
                                                                       : piece_between(refused.end, refused.end);
}

/* Bytes at which something may begin: one of the words below, "greylist", or an address in <>. */
static const bool begins[256] = {
    ['s'] = true, ['S'] = true, ['u'] = true, ['U'] = true, ['b'] = true, ['B'] = true, ['d'] = true, ['D'] = true,
    ['r'] = true, ['R'] = true, ['l'] = true, ['L'] = true, ['g'] = true, ['G'] = true, ['<'] = true,
};

/* The end of an address in <>, which is no verdict; the same place when none begins there. */
static size_t past_address(piece text, size_t at)
{
    const char *end = text.at[at] == '<' ? memchr(text.at + at, '>', text.length - at) : NULL;
    return end == NULL ? at : (size_t)(end - text.at);
}

bool pfl_reply_refuses(piece dsn, piece reply)
{
    static const char *const words[] = {"spam",  "unsolicited", "blocked",    "blacklist", "blocklist", "block list",
                                        "dnsbl", "reputation",  "bulk email", "bulk mail", "listed in"};
    bool refuses = false;
    if (piece_is(dsn, "5.7.26"))
        return false;
    reply = remote_words(reply);
    for (size_t i = 0; i < reply.length; i++) {
        if (!begins[(unsigned char)reply.at[i]])
            continue;
        i = past_address(reply, i);
        const char *at = reply.at + i;
        size_t left = reply.length - i;
        if (lower(*at) == 'g' && (starts_with(at, left, "greylist") || starts_with(at, left, "graylist")))
            return false;
        for (size_t k = 0; k < sizeof words / sizeof words[0] && !refuses; k++)
            refuses = words[k][0] == lower(*at) && starts_with(at, left, words[k]);
    }
    return refuses;
}

uint32_t pfl_provider_of(piece relay)
{
    const char *end = relay.at + relay.length, *stop = relay.at, *dot = NULL, *second = NULL;
    for (; stop < end && *stop != '[' && *stop != ':'; stop++)
        if (*stop == '.' && second == NULL) {
            second = dot != NULL ? stop : NULL;
            dot = dot == NULL ? stop : dot;
        }
    piece name = piece_between(second != NULL ? dot + 1 : relay.at, stop);
    name.length = name.length < PROVIDER_LENGTH ? name.length : PROVIDER_LENGTH;
    struct folded folded;
    pfl_fold(&folded, name);
    return (uint32_t)pfl_fixed_hash(folded.bytes, folded.length);
}
