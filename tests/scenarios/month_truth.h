/* The truth about a month, as JSON: who everybody is, and what each attack did. README.md says what is in it. */
#ifndef MONTH_TRUTH_H
#define MONTH_TRUTH_H

#include "month.h"

/* False when it could not be written. */
bool month_truth_write(const month *m, FILE *out);

#endif
