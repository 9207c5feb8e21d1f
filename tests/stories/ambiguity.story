# Lines with two readings: before 3.5, and with info_log_addr_form = internal, addresses have no quotes. The fields in
# doubt are left out; that something happened is not.

# A delivery that may be to either of two recipients: one was delivered.
Nov 23 17:05:50 mx1 postfix/submission/smtpd[21752]: 4jYC4t6YSVz1d6bZ: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:50 mx1 postfix/qmgr[990]: 4jYC4t6YSVz1d6bZ: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:05:51 mx1 postfix/smtp[21764]: 4jYC4t6YSVz1d6bZ: to=<a>, relay=x[192.0.2.1]:25, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok@reply.example>, relay=mx.rcpt.example[198.51.100.11]:25, delay=0.17, delays=0/0.05/0.05/0.06, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 2187D27D60)
Nov 23 17:05:51 mx1 postfix/qmgr[990]: 4jYC4t6YSVz1d6bZ: removed
    accounts alice@example.net
        recipients  1
        sent  1
        unknown  0
        ambiguous  1
        domains  0
    totals
        ambiguous  1
        sent  1
    none domains
    none contacts

# One had to wait, and one failed: either reading says so.
Nov 23 17:05:27 mx1 postfix/submission/smtpd[21752]: 8AAD2AA6AEE: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:27 mx1 postfix/qmgr[990]: 8AAD2AA6AEE: from=<alice@example.net>, size=900, nrcpt=2 (queue active)
Nov 23 17:05:28 mx1 postfix/smtp[21793]: 8AAD2AA6AEE: to=<r7@evil.example>, relay=mx.evil.example[203.0.113.66]:25, delay=0.18, delays=0/0.08/0.06/0.05, dsn=4.1.1, status=deferred (host mx.evil.example[203.0.113.66] said: 450 4.1.1 to=<root@x.example>, relay=x[192.0.2.1]:25, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok) (in reply to RCPT TO command))
Nov 23 17:05:29 mx1 postfix/smtp[21764]: 8AAD2AA6AEE: to=<"a"@b.example>, relay=none, delay=0, delays=0/0/0/0, dsn=5.0.0, status=bounced (x@reply.example>, relay=mx.rcpt.example[203.0.113.67]:25, delay=0.17, delays=0/0.05/0.05/0.06, dsn=2.0.0, status=sent (250 2.0.0 Ok)
    accounts alice@example.net
        recipients  2
        deferred  1
        bounced  1
        sent  0
        ambiguous  2
        waiting  1
        waiting_recipients  1
    messages 8AAD2AA6AEE
        finished  1

# Without quotes and with one reading, a recipient is as long as he is.
Nov 23 17:05:50 mx1 postfix/submission/smtpd[21752]: 4jYC4t6YSVz1d6bZ: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:05:50 mx1 postfix/qmgr[990]: 4jYC4t6YSVz1d6bZ: from=<alice@example.net>, size=900, nrcpt=1 (queue active)
Nov 23 17:05:51 mx1 postfix/smtp[21764]: 4jYC4t6YSVz1d6bZ: to=<a>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok@reply.example>, relay=mx.rcpt.example[203.0.113.67]:25, delay=0.17, delays=0/0.05/0.05/0.06, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 2187D27D60)
    accounts alice@example.net
        sent  1
        ambiguous  0
    contacts alice@example.net reply.example
        recipients  1

# A refusal whose context has several readings: refused it was, and nothing more is said.
Nov 23 17:05:26 mx1 postfix/smtpd[22197]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 554 5.7.1 <a>: Relay access denied; from=<ceo@corp.example> to=<bob@corp.example> proto=ESMTP helo=<mail.corp.example> sasl_method=PLAIN sasl_username=ceo@elsewhere.example>: Relay access denied; from=<x@evil.example> to=<"a>: Relay access denied; from=<ceo@corp.example> to=<bob@corp.example> proto=ESMTP helo=<mail.corp.example> sasl_method=PLAIN sasl_username=ceo"@elsewhere.example> proto=ESMTP helo=<client.example>
    addresses 192.0.2.66
        rejects  1
    totals
        ambiguous  1
        rejects  1
    none accounts

# Nobody's message has readings of nobody's.
Nov 23 17:05:51 mx1 postfix/smtp[21764]: 4jYC4t6YSVz1d6bZ: to=<a>, relay=x[192.0.2.1]:25, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok@reply.example>, relay=mx.rcpt.example[198.51.100.11]:25, delay=0.17, delays=0/0.05/0.05/0.06, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 2187D27D60)
Nov 23 17:05:51 mx1 postfix/qmgr[990]: 4jYC4t6YSVz1d6bZ: removed
    totals
        ambiguous  1
        orphans  1
        sent  1
    none relays
