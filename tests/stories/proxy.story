# A filter in front of the queue (smtpd_proxy_filter): smtpd(8) has no queue ID when the client logs in; the filter's
# answer names it, and "proxy-accept" has the account (3.2).

# With XFORWARD, the second smtpd knows that it is not a message of its own.
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22920]: NOQUEUE: client=dsl-11.home.isp.example[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:29 mx1 postfix/smtpd[22925]: B6FBAAA69E2: client=localhost[127.0.0.1], orig_client=dsl-11.home.isp.example[198.51.100.11]
Nov 23 17:06:29 mx1 postfix/cleanup[22916]: B6FBAAA69E2: message-id=<m1@example.net>
Nov 23 17:06:29 mx1 postfix/qmgr[990]: B6FBAAA69E2: from=<alice@example.net>, size=442, nrcpt=2 (queue active)
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22920]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 from MTA(smtp:[127.0.0.1]:10026): 250 2.0.0 Ok: queued as B6FBAAA69E2; from=<alice@example.net> to=<one@example.org> proto=ESMTP helo=<client.example> sasl_username=<Alice@example.net>
Nov 23 17:06:30 mx1 postfix/smtp[22927]: B6FBAAA69E2: to=<one@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:30 mx1 postfix/smtp[22927]: B6FBAAA69E2: to=<two@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.25] said: 550 5.1.1 user unknown (in reply to RCPT TO command))
Nov 23 17:06:30 mx1 postfix/qmgr[990]: B6FBAAA69E2: removed
    accounts alice@example.net
        messages  1
        recipients  2
        bytes  442
        sent  1
        bounced  1
        senders  1
        domains  1
        addresses  1
    networks alice@example.net 198.51.100.0/24
        messages  1
    senders alice@example.net alice@example.net
        messages  1
    evidence alice@example.net bounced
        time  2026-11-23T17:06:30Z
    totals
        messages  1
        plain_messages  0
        loopback_messages  0
    none relays

# Without XFORWARD it looks like mail of a webmail, but proxy-accept says whose it is: no message without a login.
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22920]: NOQUEUE: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:29 mx1 postfix/smtpd[22925]: B6FBAAA69E2: client=localhost[127.0.0.1]
Nov 23 17:06:29 mx1 postfix/qmgr[990]: B6FBAAA69E2: from=<alice@example.net>, size=442, nrcpt=1 (queue active)
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22920]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as B6FBAAA69E2; from=<alice@example.net> to=<one@example.org> proto=ESMTP helo=<client.example> sasl_username=<alice@example.net>
Nov 23 17:06:30 mx1 postfix/smtp[22927]: B6FBAAA69E2: to=<one@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:30 mx1 postfix/qmgr[990]: B6FBAAA69E2: removed
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
    totals
        messages  1
        plain_messages  0
        loopback_messages  0
    none relays

# The message is delivered and gone before smtpd(8) has written what the filter answered.
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22920]: NOQUEUE: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:29 mx1 postfix/smtpd[22925]: B6FBAAA69E2: client=localhost[127.0.0.1]
Nov 23 17:06:29 mx1 postfix/qmgr[990]: B6FBAAA69E2: from=<alice@example.net>, size=442, nrcpt=1 (queue active)
Nov 23 17:06:29 mx1 postfix/smtp[22927]: B6FBAAA69E2: to=<one@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:29 mx1 postfix/qmgr[990]: B6FBAAA69E2: removed
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22920]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as B6FBAAA69E2; from=<alice@example.net> to=<one@example.org> proto=ESMTP helo=<client.example> sasl_username=<alice@example.net>
    accounts alice@example.net
        messages  1
        recipients  1
        sent  1
    none relays

# Two answers name one queue ID: the message is the first account's. The other one is known, and has sent nothing.
Nov 23 17:06:29 mx1 postfix/smtpd[22925]: B6FBAAA69E2: client=localhost[127.0.0.1]
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22920]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as B6FBAAA69E2; from=<alice@example.net> to=<one@example.org> proto=ESMTP helo=<client.example> sasl_username=<alice@example.net>
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22921]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as B6FBAAA69E2; from=<bob@example.net> to=<one@example.org> proto=ESMTP helo=<client.example> sasl_username=<bob@example.net>
Nov 23 17:06:29 mx1 postfix/qmgr[990]: B6FBAAA69E2: from=<alice@example.net>, size=442, nrcpt=1 (queue active)
Nov 23 17:06:30 mx1 postfix/smtp[22927]: B6FBAAA69E2: to=<one@example.org>, relay=mx.example.org[203.0.113.25]:25, delay=1, delays=0/0/0.5/0.5, dsn=2.0.0, status=sent (250 ok)
Nov 23 17:06:30 mx1 postfix/qmgr[990]: B6FBAAA69E2: removed
    accounts alice@example.net
        recipients  1
        sent  1
    accounts bob@example.net
        recipients  0
        sent  0

# A filter that throws away, and one that refuses: no queue ID, so no more than a message.
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22920]: NOQUEUE: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:29 mx1 postfix/submission/smtpd[22920]: proxy-accept: END-OF-MESSAGE: 250 2.7.0 Ok, discarded, id=00001-02 - INFECTED: Eicar; from=<alice@example.net> to=<one@example.org> proto=ESMTP helo=<client.example> sasl_username=<alice@example.net>
Nov 23 17:06:30 mx1 postfix/submission/smtpd[22920]: NOQUEUE: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
Nov 23 17:06:30 mx1 postfix/submission/smtpd[22920]: proxy-reject: END-OF-MESSAGE: 550 5.7.1 spam; from=<alice@example.net> to=<one@example.org> proto=ESMTP helo=<client.example> sasl_username=<alice@example.net>
    accounts alice@example.net
        messages  2
        recipients  0
        waiting  0
    none messages
    totals
        messages  2
        abandoned  0

# A filter that refuses does not make a message another's: "queued as" counts where the filter accepts.
Nov 23 17:06:29 mx1 postfix/smtpd[22925]: B6FBAAA69E2: client=localhost[127.0.0.1]
Nov 23 17:06:29 mx1 postfix/qmgr[990]: B6FBAAA69E2: from=<webmail@example.net>, size=442, nrcpt=1 (queue active)
Nov 23 17:06:30 mx1 postfix/submission/smtpd[22920]: proxy-reject: END-OF-MESSAGE: 550 5.7.1 no: queued as B6FBAAA69E2; from=<alice@example.net> to=<one@example.org> proto=ESMTP helo=<client.example> sasl_username=<alice@example.net>
    messages B6FBAAA69E2
        sasl_username  absent
        client_addr  127.0.0.1
    none accounts
