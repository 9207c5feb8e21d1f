/*
 * The grammars, one function for each file of this folder. Each gets a line
 * whose header, severity word and queue ID are read, and either fills kind and
 * record and returns true, or returns false, whatever it has touched.
 */
#ifndef PFL_DAEMONS_DAEMONS_H
#define PFL_DAEMONS_DAEMONS_H

#include "lib/daemons/tokens.h"

/* Empties the record of a line that was read in part, or in two ways. */
void pfl_forget_record(struct line *line);

bool pfl_read_smtpd(struct line *line);
bool pfl_read_cleanup(struct line *line);
bool pfl_read_qmgr(struct line *line);
bool pfl_read_pickup(struct line *line);
bool pfl_read_client_agent(struct line *line); /* smtp, lmtp */
bool pfl_read_delivery(struct line *line);     /* what all delivery agents share */
bool pfl_read_tls(struct line *line);          /* what all programs that speak TLS share */
bool pfl_read_reject(struct line *line);       /* smtpd's, by smtpd.c alone */

#endif
