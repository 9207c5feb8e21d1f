# What the log itself is: which lines it has, whose clock they show, and what is missing (R19).

# Stamps with a year and a zone.
2026-11-23T18:04:50.250000+01:00 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
2026-11-23T18:04:51.750000+01:00 mx1 postfix/smtpd[14080]: disconnect from unknown[198.51.100.11] ehlo=1 quit=1 commands=2
    totals
        first  2026-11-23T17:04:50.25Z
        last  2026-11-23T17:04:51.75Z
        year_inferred  0
        lines  2
    hosts mx1
        first  2026-11-23T17:04:50.25Z
        lines  2
    kinds connect
        lines  1
    kinds disconnect
        lines  1

# A line with a time that cannot be: what it says counts, but on no day.
Nov 31 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 31 17:04:52 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=bob
    accounts alice@example.net
        first  absent
        last  absent
        messages  1
        active_days  0
        networks  0
        addresses  0
        messages_in_hour  0
    addresses 192.0.2.66
        first  absent
        failures  1
        users_tried  1
    names bob
        first  absent
        failures  1
    none hours
    none days
    none failures
    evidence alice@example.net message
        time  absent
    totals
        first  absent
        time_invalid  2
        lines  2
        messages  1
    hosts mx1
        lines  0
        first  absent

# One such line in the middle of a message does no harm.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:04:99 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:99 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
    accounts alice@example.net
        messages  1
        recipients  2
        sent  2
        unknown  0
        waiting  0
    hours alice@example.net 2026-11-23T17:00:00Z
        sent  1
    contacts alice@example.net example.org
        first  2026-11-23T17:00:00Z
        recipients  2
    totals
        time_invalid  2
        orphans  0

# Such a beginning: the message is as old as its first line that has a time.
Nov 23 17:04:99 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
    messages 4086EAA6A01
        sasl_username  alice@example.net
        first  2026-11-23T17:04:51Z
    accounts alice@example.net
        messages  1
        first  absent
        recipients  2
    hours alice@example.net 2026-11-23T17:00:00Z
        messages  0
        recipients  2

# BSD's syslogd says only that a line came again, not which.
Nov 23 17:04:53 mx1 postfix/submission/smtpd[24652]: warning: unknown[192.0.2.66]: SASL LOGIN authentication failed: authentication failure
Nov 23 17:05:53 mx1 last message repeated 2 times
    totals
        lines  2
        repeats  1
        failures  1
    hosts mx1
        lines  1

# What syslog daemons say they have dropped.
2026-11-23T17:04:42.672961+00:00 mx1 rsyslogd: imjournal: 1234 messages lost due to rate-limiting (20000 allowed within 600 seconds)
2026-11-23T17:04:43.672961+00:00 mx1 rsyslogd[99]: imuxsock[pid 4242]: lost 56 messages from pid 4242 due to rate-limiting
2026-11-23T17:04:44.672961+00:00 mx1 systemd-journald[55]: Suppressed 700 messages from postfix.service
2026-11-23T17:04:45.672961+00:00 mx1 myscript[55]: Suppressed 8000 messages from postfix.service
2026-11-23T17:04:46.672961+00:00 mx1 rsyslogd: imuxsock: 5 messages from pid 4242 received
    totals
        lines  5
        suppressed  1990
        first  absent

# The releases that were started.
Nov 22 17:04:50 mx1 postfix/master[21714]: daemon started -- version 3.7.11, configuration /etc/postfix
Nov 23 08:00:00 mx1 postfix/master[21714]: daemon started -- version 3.7.11, configuration /etc/postfix
Nov 23 09:00:00 mx1 postfix/master[21715]: daemon started -- version 3.12-20260821, configuration /etc/postfix
Nov 23 09:00:01 mx1 postfix/postfix-script[21714]: starting the Postfix mail system
    releases 3.7.11
        starts  2
        first  2026-11-22T17:04:50Z
        last  2026-11-23T08:00:00Z
    releases 3.12-20260821
        starts  1
        first  2026-11-23T09:00:00Z

# A reload tells the release as well, and starts nothing.
Nov 22 17:04:50 mx1 postfix/master[21714]: daemon started -- version 3.7.11, configuration /etc/postfix
Nov 23 08:00:00 mx1 postfix/master[21714]: reload -- version 3.7.11, configuration /etc/postfix
    releases 3.7.11
        starts  1
        last  2026-11-23T08:00:00Z

# Long queue IDs tell the second in which their message was begun (UTC), and Message-IDs that cleanup(8) makes do, too.
Nov 23 17:04:51 mx1 postfix/smtpd[21752]: 4jYC3l6GwYz1d9lK: client=unknown[198.51.100.11]
Nov 23 17:04:52 mx1 postfix/cleanup[14082]: 4jYC3l6GwYz1d9lK: message-id=<20261123170452.4jYC3l6GwYz1d9lK@mx1.example.net>
Nov 23 17:04:52 mx1 postfix/qmgr[990]: 4jYC3l6GwYz1d9lK: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:05:51 mx1 postfix/smtpd[21752]: 4086EAA6A01: client=unknown[198.51.100.11]
Nov 23 17:05:51 mx1 postfix/cleanup[14082]: 4086EAA6A01: message-id=<m1@example.net>
    hosts mx1
        told  2
        contradicting  0
        least_skew  absent
        most_skew  absent

# Stamps an hour behind, and three hours ahead, of what their queue IDs say: another zone, or lines that were written
# later. A few minutes are a slow client's.
Nov 23 17:04:51 mx1 postfix/smtpd[21752]: 4jYDNz0000z1d9lK: client=unknown[198.51.100.11]
Nov 23 17:04:51 mx1 postfix/smtpd[21752]: 4jY7430000z1d9lK: client=unknown[198.51.100.11]
Nov 23 17:04:51 mx1 postfix/smtpd[21752]: 4jYBsM0000z1d9lK: client=unknown[198.51.100.11]
    hosts mx1
        told  3
        contradicting  2
        least_skew  -3600
        most_skew  10800

# Time goes backwards in the file, by more than the second that syslog's order may cost.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:04:50 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:04:48 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 16:34:48 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:04:48 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
    hosts mx1
        first  2026-11-23T16:34:48Z
        last  2026-11-23T17:04:51Z
        backward  2
        most_backward  1800
        lines  5

# The clocks of two hosts in one file are two clocks.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:00:00 mx2 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:04:52 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:00:01 mx2 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
    hosts mx1
        backward  0
        active_minutes  1
    hosts mx2
        backward  0
        first  2026-11-23T17:00:00Z

# Minutes without a line: the longest time, and what is usual.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:05:00 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:10:59 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:10:59 mx1 sshd[99]: Failed password for root from 192.0.2.66 port 40219 ssh2
Nov 23 17:41:00 mx1 sshd[99]: Failed password for root from 192.0.2.66 port 40219 ssh2
Nov 24 00:11:00 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
    hosts mx1
        lines  4
        active_minutes  4
        longest_gap  25200
        usual_gap  25200

# Lines that are no syslog, and lines of Postfix that have no kind of their own.
connect from unknown[192.0.2.66]
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: some words that no release has ever written
    totals
        lines  2
        time_invalid  0
        truncated  0
    kinds malformed
        lines  1
    kinds other
        lines  1
    none addresses

# Postfix cuts what it says at 2000 bytes: a reply may be as long as a server likes.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=4.7.1, status=deferred (host mx.example.org[203.0.113.25] said: 450 4.7.1 later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later later l
Nov 23 17:04:53 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
    totals
        truncated  1
    accounts alice@example.net
        deferred  1
        sent  1
        recipients  1

# The name that stands in for that of the lines: a container's log, say, which shows an ID for a host.
@host mail.example.net
Nov 23 17:04:51 4c0ffee0 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
Nov 23 17:04:52 5c0ffee0 postfix/smtpd[14080]: connect from unknown[198.51.100.11]
    hosts mail.example.net
        lines  2
    none hosts 4c0ffee0
