/*
 * Classes of bytes, whatever the locale.
 */
#ifndef PFL_PARSE_BYTES_H
#define PFL_PARSE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CLASS_DIGIT = 1,
    CLASS_UPPER = 2,
    CLASS_LOWER = 4,
    CLASS_HOST = 8,     /* with letters and digits: valid_hostname() of util/valid_hostname.c, and _ */
    CLASS_ADDRESS = 16, /* what IPv4, IPv6 with a scope, and masked addresses are written with */
    CLASS_DASH = 32,    /* - and _ */
    CLASS_HEX = 64,     /* digits and A to F, as queue IDs have them */
    CLASS_VOWEL = 128,
    CLASS_TAG_END = 256, /* what ends the tag of a header: [ : and a blank */
    CLASS_NEUTER = 512,  /* what smtpd puts a ? for in a HELO name, and NUL */
    CLASS_LETTER = CLASS_UPPER | CLASS_LOWER,
    CLASS_ALNUM = CLASS_LETTER | CLASS_DIGIT
};

extern const uint16_t pfl_byte_class[256];

static inline unsigned class_of(char byte)
{
    return pfl_byte_class[(unsigned char)byte];
}

static inline bool is_class(char byte, unsigned classes)
{
    return (class_of(byte) & classes) != 0;
}

#endif
