# Messages that were begun and never queued: refused as a whole, thrown away, given up. They were handed in, so they
# are messages; but none of their recipients is.

# A Milter refuses at the end of the message (cleanup(8)).
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: CCFFDAA6A01: message-id=<m1@example.net>
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: CCFFDAA6A01: milter-reject: END-OF-MESSAGE from unknown[198.51.100.11]: 5.7.1 Spam message rejected; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
    accounts alice@example.net
        messages  1
        recipients  0
        bytes  0
        sent  0
        bounced  0
        unknown  0
        waiting  0
        senders  0
    addresses 198.51.100.11
        messages  1
        rejects  1
    totals
        messages  1
        rejects  1
        orphans  0
        abandoned  0
        waiting  0

# smtpd(8) itself: at the end of the message, and after DATA. Seven hours later they are still no messages that somebody
# began and gave up.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: reject: END-OF-MESSAGE from unknown[198.51.100.11]: 552 5.3.4 Message size exceeds fixed limit; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A02: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A02: reject: DATA from unknown[198.51.100.11]: 550 5.7.1 <DATA>: Data command rejected: no; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
Nov 24 00:04:52 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.12]
    accounts alice@example.net
        messages  2
        recipients  0
        waiting  0
    addresses 198.51.100.11
        rejects  2
    none messages
    totals
        abandoned  0
        orphans  0

# Only one recipient was refused: the message goes on.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: reject: RCPT from unknown[198.51.100.11]: 550 5.1.1 <nobody@example.net>: Recipient address rejected: User unknown in virtual mailbox table; from=<alice@example.net> to=<nobody@example.net> proto=ESMTP helo=<client.example>
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: CCFFDAA6A01: message-id=<m1@example.net>
Nov 23 17:04:51 mx1 postfix/qmgr[990]: CCFFDAA6A01: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:04:52 mx1 postfix/smtp[14083]: CCFFDAA6A01: to=<bob@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:04:52 mx1 postfix/qmgr[990]: CCFFDAA6A01: removed
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
    totals
        rejects  1

# header_checks refuse, or throw away: what follows of the message is not read any more.
Nov 23 17:06:31 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:31 mx1 postfix/cleanup[14082]: CCFFDAA6A01: reject: header Subject: x from unknown[198.51.100.11]; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>: 5.7.1 bad header
Nov 23 17:06:32 mx1 postfix/submission/smtpd[14080]: CEA2DAA6972: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:32 mx1 postfix/cleanup[14082]: CEA2DAA6972: discard: header Subject: y from unknown[198.51.100.11]; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>: silently
Nov 23 17:06:33 mx1 postfix/submission/smtpd[14080]: CEA2DAA6973: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:33 mx1 postfix/cleanup[14082]: CEA2DAA6973: milter-discard: END-OF-MESSAGE from unknown[198.51.100.11]: milter triggers DISCARD action; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
Nov 24 00:06:33 mx1 postfix/smtpd[14080]: connect from unknown[198.51.100.12]
    accounts alice@example.net
        messages  3
        recipients  0
        waiting  0
    totals
        orphans  0
        abandoned  0
    none messages

# Since 3.10 cleanup(8) says that a message was given up, here by its client.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4jYC3l6GwYz1d9lK: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: 4jYC3l6GwYz1d9lK: lost connection after DATA (17 bytes) from unknown[198.51.100.11]
Nov 23 17:04:52 mx1 postfix/cleanup[14082]: 4jYC3l6GwYz1d9lK: removed (canceled)
    accounts alice@example.net
        messages  1
        recipients  0
        waiting  0
    addresses 198.51.100.11
        lost  1
    totals
        orphans  0
        abandoned  0

# Since 3.10 it says so behind the refusal too: the second line tells nothing new.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: 4jYC3l6GwYz1d9lK: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4jYC3l6GwYz1d9lK: message-id=<m1@example.net>
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4jYC3l6GwYz1d9lK: milter-reject: END-OF-MESSAGE from unknown[198.51.100.11]: 5.7.1 Spam message rejected; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
Nov 23 17:04:51 mx1 postfix/cleanup[14082]: 4jYC3l6GwYz1d9lK: removed (canceled)
Nov 23 17:04:55 mx1 postfix/submission/smtpd[14080]: 4jYC3l001wz1d9lK: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:55 mx1 postfix/cleanup[14082]: 4jYC3l001wz1d9lK: discard: header Subject: y from unknown[198.51.100.11]; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>: silently
Nov 23 17:04:55 mx1 postfix/cleanup[14082]: 4jYC3l001wz1d9lK: removed (discarded)
    accounts alice@example.net
        messages  2
        recipients  0
        waiting  0
    totals
        orphans  0
        abandoned  0
        waiting  0

# postsuper -d: it left the queue, and nobody got it. It neither failed nor is it unknown what became of it.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: CCFFDAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:05:21 mx1 postfix/smtp[14083]: CCFFDAA6A01: to=<bob@example.org>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.org[203.0.113.25]:25: Connection timed out)
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: CCFFDAA6A01: removed
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: Deleted: 1 message
    accounts alice@example.net
        recipients  2
        bytes  900
        sent  0
        bounced  0
        unknown  0
        deferred  1
        waiting  0
        senders  1
    none messages
    totals
        orphans  0
        waiting  0

# postsuper -d ALL names no message, so they are waiting for all that the log says.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: CCFFDAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:04:51 mx1 postfix/qmgr[990]: CCFFDAA6A01: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:06:15 mx1 postfix/postsuper[22663]: Deleted: 1 message
    accounts alice@example.net
        waiting  1
        waiting_recipients  2
