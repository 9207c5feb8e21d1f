# What a client's address does besides handing in mail.

# smtpd(8): connections, those that broke, commands refused, a broken protocol, TLS handshakes that failed.
Nov 23 17:04:50 mx1 postfix/smtpd[14080]: connect from unknown[192.0.2.66]
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 554 5.7.1 <victim@example.com>: Relay access denied; from=<x@evil.example> to=<victim@example.com> proto=ESMTP helo=<client.example>
Nov 23 17:04:52 mx1 postfix/smtpd[14080]: improper command pipelining after EHLO from unknown[192.0.2.66]: MAIL FROM:<x@evil.example>\r\nRCPT TO:<victim@example.net>\r\nQUIT\r\n
Nov 23 17:04:53 mx1 postfix/smtpd[14080]: warning: non-SMTP command from unknown[192.0.2.66]: GET / HTTP/1.1
Nov 23 17:04:54 mx1 postfix/smtpd[14080]: too many errors after RCPT from unknown[192.0.2.66]
Nov 23 17:04:55 mx1 postfix/smtps/smtpd[21772]: SSL_accept error from unknown[192.0.2.66]: lost connection
Nov 23 17:04:56 mx1 postfix/smtpd[14081]: lost connection after CONNECT from unknown[192.0.2.66]
Nov 23 17:04:57 mx1 postfix/smtpd[14081]: timeout after EHLO from unknown[192.0.2.66]
Nov 23 17:04:58 mx1 postfix/smtpd[14081]: NOQUEUE: milter-reject: CONNECT from unknown[192.0.2.66]: 451 4.7.1 Service unavailable - try again later; proto=SMTP
Nov 23 17:04:59 mx1 postfix/smtpd[14081]: NOQUEUE: lost connection after AUTH from unknown[192.0.2.66]
    addresses 192.0.2.66
        first  2026-11-23T17:04:50Z
        last  2026-11-23T17:04:59Z
        connections  1
        rejects  2
        abuse  3
        tls_failures  1
        lost  3
        failures  0
        limited  0
        messages  0
        accounts  0
    totals
        rejects  2
        failures  0
        plain_messages  0
    none failures

# A TLS connection that was made is no failure, and one from a client of postscreen is that of its address.
Nov 23 17:04:51 mx1 postfix/submission/smtpd[21752]: Anonymous TLS connection established from unknown[192.0.2.66]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
Nov 23 17:04:52 mx1 postfix/smtpd[21752]: connect from unknown[192.0.2.66]
    addresses 192.0.2.66
        connections  1
        tls_failures  0

# This server's own limits (anvil(8)), and a quota that a policy server or Milter enforces: R26.
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: warning: Connection rate limit exceeded: 61 from unknown[192.0.2.66] for service smtpd
Nov 23 17:04:52 mx1 postfix/submission/smtpd[14080]: warning: AUTH command rate limit exceeded: 31 from unknown[192.0.2.66] for service submission
Nov 23 17:09:59 mx1 postfix/submission/smtpd[14080]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 450 4.7.1 <bob@example.org>: Recipient address rejected: Quota exceeded: 100 messages an hour; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
Nov 23 17:10:00 mx1 postfix/submission/smtpd[14080]: NOQUEUE: reject: RCPT from unknown[192.0.2.66]: 450 4.7.1 <bob@example.org>: Recipient address rejected: sending rate limit reached; from=<alice@example.net> to=<bob@example.org> proto=ESMTP helo=<client.example>
    addresses 192.0.2.66
        limited  4
        rejects  2
    failures 192.0.2.66 2026-11-23T17:00:00Z
        limited  3
        failures  0
        silent  0
    failures 192.0.2.66 2026-11-23T17:10:00Z
        limited  1

# postscreen(8): its complaints, and dnsblog(8)'s lists. What it says of clients that it lets through is none.
Nov 23 17:05:16 mx1 postfix/postscreen[22090]: CONNECT from [192.0.2.66]:54779 to [192.0.2.25]:25
Nov 23 17:05:16 mx1 postfix/dnsblog[22091]: addr 192.0.2.66 listed by domain dnsbl.example as 127.0.0.2
Nov 23 17:05:16 mx1 postfix/dnsblog[22092]: addr 192.0.2.66 listed by domain zen.dnsbl.example as 127.0.0.4
Nov 23 17:05:16 mx1 postfix/postscreen[22090]: PREGREET 14 after 0.06 from [192.0.2.66]:54779: EHLO ylmf-pc\r\n
Nov 23 17:05:22 mx1 postfix/postscreen[22090]: DNSBL rank 3 for [192.0.2.66]:54779
Nov 23 17:05:22 mx1 postfix/postscreen[22090]: NOQUEUE: reject: RCPT from [192.0.2.66]:54779: 550 5.7.1 Service unavailable; client [192.0.2.66] blocked using dnsbl.example; from=<x@evil.example>, to=<alice@example.net>, proto=ESMTP, helo=<ylmf-pc>
Nov 23 17:05:22 mx1 postfix/postscreen[22090]: HANGUP after 0.18 from [192.0.2.66]:54779 in tests after SMTP handshake
Nov 23 17:05:22 mx1 postfix/postscreen[22090]: DISCONNECT [192.0.2.66]:54779
Nov 23 17:05:30 mx1 postfix/postscreen[22090]: CONNECT from [198.51.100.12]:40219 to [192.0.2.25]:25
Nov 23 17:05:36 mx1 postfix/postscreen[22090]: PASS NEW [198.51.100.12]:40219
Nov 23 17:05:37 mx1 postfix/postscreen[22090]: ALLOWLISTED [198.51.100.12]:40219
    addresses 192.0.2.66
        connections  1
        screened  3
        listed  2
        rejects  1
    addresses 198.51.100.12
        connections  1
        screened  0
        rejects  0

# Denylisted, and two that came to an address where no allow list counts.
Nov 23 17:05:22 mx1 postfix/postscreen[22090]: DENYLISTED [192.0.2.66]:54779
Nov 23 17:05:22 mx1 postfix/postscreen[22090]: BLACKLISTED [192.0.2.66]:54779
Nov 23 17:05:22 mx1 postfix/postscreen[22090]: ALLOWLIST VETO [198.51.100.12]:40219
Nov 23 17:05:22 mx1 postfix/postscreen[22090]: WHITELIST VETO [2001:db8::12]:40219
    addresses 192.0.2.66
        screened  2
    addresses 198.51.100.12
        screened  1
    addresses 2001:db8::12
        screened  1

# One address, however it is written; and one IPv4 address is not another in IPv6.
Nov 23 17:04:50 mx1 postfix/smtpd[14080]: connect from unknown[2001:db8:0:0:0:0:0:66]
Nov 23 17:04:51 mx1 postfix/smtpd[14080]: connect from unknown[2001:DB8::66]
Nov 23 17:04:52 mx1 postfix/smtpd[14080]: connect from unknown[192.0.2.66]:40219
Nov 23 17:04:53 mx1 postfix/smtpd[14080]: connect from unknown[unknown]
    addresses 2001:db8::66
        connections  2
    addresses 192.0.2.66
        connections  1
