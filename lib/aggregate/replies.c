#include "lib/aggregate/replies.h"

#include "lib/aggregate/hash.h"

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
    static const char first[] = "sSuUbBdDrRlL"; /* letters of the words, so that most bytes need no comparison */
    bool refuses = false;
    if (piece_is(dsn, "5.7.26"))
        return false;
    reply = remote_words(reply);
    for (size_t i = 0; i < reply.length; i++) {
        i = past_address(reply, i);
        const char *at = reply.at + i;
        size_t left = reply.length - i;
        if (lower(*at) == 'g' && (starts_with(at, left, "greylist") || starts_with(at, left, "graylist")))
            return false;
        if (refuses || memchr(first, *at, sizeof first - 1) == NULL)
            continue;
        for (size_t k = 0; k < sizeof words / sizeof words[0] && !refuses; k++)
            refuses = starts_with(at, left, words[k]);
    }
    return refuses;
}

uint32_t pfl_provider_of(piece relay)
{
    size_t length = 0;
    while (length < relay.length && relay.at[length] != '[' && relay.at[length] != ':')
        length++;
    piece name = {relay.at, length};
    const char *dot = length > 0 ? memchr(name.at, '.', length) : NULL;
    if (dot != NULL && memchr(dot + 1, '.', (size_t)(name.at + length - dot) - 1) != NULL)
        name = piece_between(dot + 1, name.at + length);
    char folded[256];
    length = name.length < sizeof folded ? name.length : sizeof folded;
    for (size_t i = 0; i < length; i++)
        folded[i] = lower(name.at[i]);
    return (uint32_t)pfl_fixed_hash(folded, length);
}
