# Compaction: what is old and can no longer lead to a finding is forgotten; totals, accounts, networks, and the figures
# of each day stay (aggregate.h).

# Hours become days. The day that it is compacted to is as it was.
@compact 2026-11-23T12:00:00Z
Nov 22 08:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 08:00:02 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=100, nrcpt=2 (queue active)
Nov 22 08:00:03 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 22 08:00:03 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<carol@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 22 08:00:03 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 22 09:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 09:00:02 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<alice@example.net>, size=100, nrcpt=1 (queue active)
Nov 22 09:00:03 mx1 postfix/smtp[14083]: 4086EAA6A02: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 22 09:00:03 mx1 postfix/qmgr[990]: 4086EAA6A02: removed
Nov 23 08:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A03: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
    accounts alice@example.net
        first  2026-11-22T08:00:01Z
        last  2026-11-23T08:00:01Z
        messages  3
        recipients  3
        bytes  200
        sent  2
        bounced  1
        active_days  2
        messages_in_hour  1
        recipients_in_hour  2
        senders  1
        domains  1
        networks  1
    days alice@example.net 2026-11-22
        messages  2
        recipients  3
        sent  2
        messages_in_hour  1
        recipients_in_hour  2
    days alice@example.net 2026-11-23
        messages  1
    hours alice@example.net 2026-11-23T08:00:00Z
        messages  1
    networks alice@example.net 198.51.100.0/24
        first  2026-11-22T08:00:01Z
        second  2026-11-22T09:00:01Z
        messages  3
        active_days  2
        size  100
        nrcpt  2
    none accesses alice@example.net 198.51.100.11 2026-11-22
    accesses alice@example.net 198.51.100.11 2026-11-23
        messages  1
    senders alice@example.net alice@example.net
        messages  2
    contacts alice@example.net example.org
        recipients  3
        first  2026-11-22T08:00:00Z
    usages alice@example.net submission
        messages  3
    totals
        lines  10
        messages  3
        sent  2
        bounced  1

# "Older days have no hours once they are compacted" (tables.h).
@compact 2026-11-23T00:00:00Z
Nov 22 08:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 08:00:02 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=100, nrcpt=1 (queue active)
Nov 22 08:00:03 mx1 postfix/smtp[14083]: 4086EAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 22 08:00:03 mx1 postfix/qmgr[990]: 4086EAA6A01: removed
Nov 22 10:00:01 mx1 postfix/smtps/smtpd[21772]: NOQUEUE: reject: RCPT from unknown[198.51.100.11]: 553 5.7.1 <bob@example.net>: Sender address rejected: not owned by user alice@example.net; from=<bob@example.net> to=<one@example.org> proto=ESMTP helo=<client.example>
    none hours
    days alice@example.net 2026-11-22
        messages  1
        sent  1
    accounts alice@example.net
        messages  1

# The ten minutes of an attacker go; those of an address where somebody logged in stay, as R01 asks what failed there
# before.
@compact 2026-11-23T00:00:00Z
Nov 22 08:00:01 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=alice@example.net
Nov 22 08:00:02 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.77]: SASL PLAIN authentication failed: no, sasl_username=bob@example.net
Nov 22 08:00:03 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[192.0.2.77], sasl_method=PLAIN, sasl_username=bob@example.net
Nov 22 08:00:04 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.88]: SASL PLAIN authentication failed: no, sasl_username=carol@example.net
Nov 22 08:00:05 mx1 postfix/submission/smtpd[14080]: disconnect from unknown[192.0.2.88] ehlo=1 auth=1 quit=1 commands=3
Nov 23 08:00:06 mx1 postfix/submission/smtpd[21752]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: no, sasl_username=alice@example.net
    none failures 192.0.2.66 2026-11-22T08:00:00Z
    failures 192.0.2.66 2026-11-23T08:00:00Z
        failures  1
    failures 192.0.2.77 2026-11-22T08:00:00Z
        failures  1
    failures 192.0.2.88 2026-11-22T08:00:00Z
        failures  1
        silent  1
    addresses 192.0.2.66
        first  2026-11-22T08:00:01Z
        failures  2
        users_tried  1
    names alice@example.net
        failures  2
    totals
        failures  4

# Who only guessed, or only brought mail, and did nothing since, goes; so does a name that is no account. Who came back
# stays, with all that was counted, and so do failures for an account, and addresses where somebody logged in.
@compact 2026-11-23T12:00:00Z
Nov 22 08:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 08:00:02 mx1 postfix/smtpd[14081]: 4086EAA6A02: client=mx.example.org[192.0.2.25]
Nov 22 08:00:03 mx1 postfix/submission/smtpd[14082]: warning: unknown[203.0.113.66]: SASL LOGIN authentication failed: authentication failure, sasl_username=root
Nov 22 08:00:04 mx1 postfix/submission/smtpd[14082]: warning: unknown[203.0.113.66]: SASL LOGIN authentication failed: authentication failure, sasl_username=alice@example.net
Nov 22 08:00:05 mx1 postfix/submission/smtpd[14082]: warning: unknown[203.0.113.67]: SASL LOGIN authentication failed: authentication failure, sasl_username=admin
Nov 23 00:00:00 mx1 postfix/submission/smtpd[14082]: warning: unknown[203.0.113.67]: SASL LOGIN authentication failed: authentication failure, sasl_username=admin
    addresses 198.51.100.11
        messages  1
    none addresses 192.0.2.25
    none addresses 203.0.113.66
    none names root
    none evidence 203.0.113.66
    addresses 203.0.113.67
        first  2026-11-22T08:00:05Z
        failures  2
        users_tried  1
    names admin
        failures  2
    names alice@example.net
        failures  1
    totals
        failures  4
        messages  1

# A message that waits is kept, whenever it came; and what left the queue is counted as it is.
@compact 2026-11-23T00:00:00Z
Nov 22 07:00:00 mx1 postfix/smtp[14083]: 4086EAA6A00: to=<x@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=2, delays=1/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 22 07:00:00 mx1 postfix/qmgr[990]: 4086EAA6A00: removed
Nov 22 08:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 08:00:02 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=100, nrcpt=1 (queue active)
Nov 22 09:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 09:00:02 mx1 postfix/qmgr[990]: 4086EAA6A02: from=<alice@example.net>, size=50, nrcpt=1 (queue active)
Nov 22 09:00:03 mx1 postfix/qmgr[990]: 4086EAA6A02: removed
Nov 23 08:00:00 mx1 postfix/smtpd[14083]: connect from unknown[198.51.100.11]
    messages 4086EAA6A01
        sasl_username  alice@example.net
        nrcpt  1
        first  2026-11-22T08:00:01Z
    accounts alice@example.net
        messages  2
        recipients  2
        bytes  150
        unknown  1
        waiting  1
        waiting_recipients  1
    days alice@example.net 2026-11-22
        messages  2
        recipients  2
    totals
        orphans  1
        waiting  1

# Minutes of old days go: gaps are those of the days that are left. Clocks stay judged.
@compact 2026-11-23T00:00:00Z
Nov 22 08:00:00 mx1 postfix/smtpd[14083]: connect from unknown[198.51.100.11]
Nov 22 07:00:00 mx1 postfix/smtpd[14083]: connect from unknown[198.51.100.11]
Nov 23 08:00:00 mx1 postfix/smtpd[14083]: connect from unknown[198.51.100.11]
Nov 23 08:11:00 mx1 postfix/smtpd[14083]: connect from unknown[198.51.100.11]
    hosts mx1
        first  2026-11-22T07:00:00Z
        lines  4
        active_minutes  2
        longest_gap  600
        backward  1
        most_backward  3600

# A message that waits is kept, and so are its recipients, but not the day it was handed in on.
@compact 2026-11-23T12:00:00Z
Nov 22 08:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 22 08:00:02 mx1 postfix/qmgr[990]: 4086EAA6A01: from=<alice@example.net>, size=100, nrcpt=2 (queue active)
Nov 23 08:00:01 mx1 postfix/submission/smtpd[14080]: 4086EAA6A02: client=unknown[198.51.100.12], sasl_method=PLAIN, sasl_username=alice@example.net
    accesses alice@example.net 198.51.100.11 2026-11-22
        recipients  2
        messages  0
        first  absent
        last  absent
        offset  absent
    accesses alice@example.net 198.51.100.12 2026-11-23
        recipients  0
        messages  1
        first  2026-11-23T08:00:01Z
    accounts alice@example.net
        recipients  2
        waiting  1
