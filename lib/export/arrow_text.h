/*
 * Text on its way into a UTF-8 column.
 */
#ifndef POSTFIXLOG_EXPORT_ARROW_TEXT_H
#define POSTFIXLOG_EXPORT_ARROW_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes that one byte of text may become: \xHH. */
#define WIDEST 4

/* Writes text to `to`, which has room for WIDEST * length bytes, as UTF-8; returns its length there. */
size_t pfl_arrow_escape(char *to, const char *text, size_t length, bool *escaped);

/* Whether eight bytes are ASCII without a backslash; only a backslash, now 0, borrows from the top bit. */
static inline bool are_plain(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    return ((bytes | ((bytes ^ (ones * '\\')) - ones)) & (ones * 0x80)) == 0;
}

/* Whether text is the same in UTF-8, as nearly all is: ASCII without a backslash. The last words overlap. */
static inline bool is_plain(const char *text, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t words[4], special = 0;
    char start[sizeof words] = {0};
    if (length < sizeof words) {
        memcpy(start, text, length);
        text = start;
        length = sizeof words;
    }
    for (size_t at = 0; at < length; at += sizeof words) {
        memcpy(words, text + (at < length - sizeof words ? at : length - sizeof words), sizeof words);
        for (int i = 0; i < 4; i++)
            special |= words[i] | ((words[i] ^ (ones * '\\')) - ones);
    }
    return (special & (ones * 0x80)) == 0;
}

/*
 * Copies text that is the same in UTF-8, as nearly all is; false, with anything written,
 * when it has to be looked at closely. Words are copied whole: the last one overlaps.
 */
static inline bool copy_plain(char *to, const char *text, size_t length)
{
    uint64_t word;
    uint32_t half[2];
    if (length >= sizeof word) {
        size_t last = length - sizeof word;
        for (size_t at = 0; at < last; at += sizeof word) {
            memcpy(&word, text + at, sizeof word);
            memcpy(to + at, &word, sizeof word);
            if (!are_plain(word))
                return false;
        }
        memcpy(&word, text + last, sizeof word);
        memcpy(to + last, &word, sizeof word);
        return are_plain(word);
    }
    if (length >= sizeof half[0]) {
        size_t last = length - sizeof half[0];
        memcpy(&half[0], text, sizeof half[0]);
        memcpy(&half[1], text + last, sizeof half[1]);
        memcpy(to, &half[0], sizeof half[0]);
        memcpy(to + last, &half[1], sizeof half[1]);
        return are_plain((uint64_t)half[1] << 32 | half[0]);
    }
    for (size_t at = 0; at < length; at++) {
        to[at] = text[at];
        if ((unsigned char)text[at] >= 0x80 || text[at] == '\\')
            return false;
    }
    return true;
}

/* As pfl_arrow_escape. */
static inline size_t put_utf8(char *to, const char *text, size_t length, bool *escaped)
{
    return copy_plain(to, text, length) ? length : pfl_arrow_escape(to, text, length, escaped);
}

#endif
