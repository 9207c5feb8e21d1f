/*
 * The grammars, one function for each file of this folder. Each gets a line
 * whose header, severity word and queue ID are read, and either fills kind and
 * record and returns true, or returns false, whatever it has touched.
 */
#ifndef PFL_DAEMONS_DAEMONS_H
#define PFL_DAEMONS_DAEMONS_H

#include "lib/daemons/tokens.h"

/* One program, or several that write alike. */
bool pfl_read_smtpd(struct line *line); /* qmqpd too */
bool pfl_read_postscreen(struct line *line);
bool pfl_read_tlsproxy(struct line *line);
bool pfl_read_dnsblog(struct line *line);
bool pfl_read_anvil(struct line *line);
bool pfl_read_cleanup(struct line *line);
bool pfl_read_qmgr(struct line *line); /* oqmgr, nqmgr */
bool pfl_read_pickup(struct line *line);
bool pfl_read_smtp(struct line *line); /* lmtp */
bool pfl_read_bounce(struct line *line);
bool pfl_read_postsuper(struct line *line);
bool pfl_read_master(struct line *line);
bool pfl_read_script(struct line *line); /* postfix-script */

/* What several programs write. */
bool pfl_read_delivery(struct line *line);     /* outcomes of recipients */
bool pfl_read_tls(struct line *line);          /* handshakes */
bool pfl_read_reject(struct line *line);       /* refusals, by smtpd, its filters and Milters */
bool pfl_read_etrn_reject(struct line *line);  /* the one refusal that is a warning */
bool pfl_read_header_check(struct line *line); /* header_checks and body_checks */
bool pfl_read_smtpd_abuse(struct line *line);  /* broken protocol, limits on clients */
bool pfl_read_statistics(struct line *line);   /* caches */
bool pfl_read_restart(struct line *line);      /* a table has changed */

/* A line that is not Postfix's: Dovecot's logins; false for all others. */
bool pfl_read_dovecot(struct line *line, piece tag);

/* The queue ID in a line of a content filter or a Milter; false when it has none. */
bool pfl_read_filter(const struct line *line, piece tag, piece *queue_id);

/* Empties the record of a line that was read in part, or in two ways. */
void pfl_forget_record(struct line *line);

#endif
