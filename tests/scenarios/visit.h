/* Visits to smtpd, as they are planned. */
#ifndef VISIT_H
#define VISIT_H

#include "act.h"
#include "corpus_session.h"

void visit_begin(month *m, uint32_t number, int64_t now);

/* The next line of a visit that is not of the corpus. */
void visit_own_line(month *m, const act *a, session *s, int64_t now);

#endif
