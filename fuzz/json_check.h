/*
 * Whether bytes are one flat JSON object (RFC 8259): names and strings, numbers,
 * true; no control character, valid UTF-8, no name twice.
 */
#ifndef JSON_CHECK_H
#define JSON_CHECK_H

#include <stddef.h>

/* NULL, or what is wrong. */
const char *json_fault(const char *json, size_t length);

#endif
