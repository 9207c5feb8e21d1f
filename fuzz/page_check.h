/*
 * Whether bytes are one HTML page as pfl-audit writes them: well formed, with elements and
 * attributes that show something and do nothing, and all other text harmless.
 */
#ifndef PAGE_CHECK_H
#define PAGE_CHECK_H

#include <stddef.h>

/* NULL, or what is wrong. */
const char *page_fault(const char *page, size_t length);

/* The same of text for a terminal: lines of UTF-8 without controls or marks that turn the direction. */
const char *text_fault(const char *text, size_t length);

#endif
