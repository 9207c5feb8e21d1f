# Dovecot: logins to read mail, by the same accounts with the same passwords; and its auth process, which tells each
# failure once more, that of smtpd(8) too. Counted per source, and the larger is it (DETECTION.md, item 4).

# Logins to read mail: an account, its networks, but no messages.
Nov 23 17:04:51 mx1 dovecot: imap-login: Login: user=<Alice@example.net>, method=PLAIN, rip=198.51.100.11, lip=192.0.2.25, mpid=4242, TLS, session=<w5gBvm+bE9TAAgBC>
Nov 23 17:05:51 mx1 dovecot: pop3-login: Login: user=<alice@example.net>, method=PLAIN, rip=198.51.100.11, lip=192.0.2.25, mpid=4243, TLS, session=<w6gBvm+bE9TAAgBC>
Nov 23 17:06:51 mx1 dovecot: imap-login: Logged in: user=<alice@example.net>, method=PLAIN, rip=2001:db8:5::7, lip=192.0.2.25, mpid=4244, TLS, session=<w7gBvm+bE9TAAgBC>
Nov 23 17:07:51 mx1 postfix/submission/smtpd[14080]: 4086EAA6A01: client=unknown[198.51.100.11], sasl_method=PLAIN, sasl_username=alice@example.net
    accounts alice@example.net
        first  2026-11-23T17:04:51Z
        last  2026-11-23T17:07:51Z
        messages  1
        logins  3
        active_days  1
        addresses  2
        networks  2
        messages_in_hour  1
    networks alice@example.net 198.51.100.0/24
        first  2026-11-23T17:04:51Z
        second  2026-11-23T17:05:51Z
        last  2026-11-23T17:07:51Z
        messages  1
        logins  2
    networks alice@example.net 2001:db8:5::/48
        messages  0
        logins  1
        size  absent
        nrcpt  absent
    accesses alice@example.net 198.51.100.11 2026-11-23
        messages  1
        logins  2
        first  2026-11-23T17:04:51Z
        last  2026-11-23T17:07:51Z
    usages alice@example.net imap-login
        messages  2
    usages alice@example.net pop3-login
        messages  1
    usages alice@example.net submission
        messages  1
    addresses 198.51.100.11
        logins  2
        messages  1
        accounts  1
    evidence alice@example.net login 198.51.100.0/24
        time  2026-11-23T17:04:51Z
    totals
        logins  3
        messages  1

# One failure, told by the auth process and by the login process.
Nov 23 17:04:49 mx1 dovecot: auth: passwd-file(alice@example.net,192.0.2.66,<w5gBvm+bE9TAAgBC>): Password mismatch
Nov 23 17:04:51 mx1 dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<alice@example.net>, method=PLAIN, rip=192.0.2.66, lip=192.0.2.25, TLS, session=<w5gBvm+bE9TAAgBC>
    addresses 192.0.2.66
        failures  1
        auth_failures  1
        users_tried  1
    failures 192.0.2.66 2026-11-23T17:00:00Z
        failures  1
        auth_failures  1
    names alice@example.net
        failures  1
        auth_failures  1
        failure_networks  1
    totals
        failures  1
        auth_failures  1

# One failure has one name, however many tell it.
Nov 23 17:04:49 mx1 dovecot: auth: passwd-file(alice@example.net,192.0.2.66,<w5gBvm+bE9TAAgBC>): Password mismatch
Nov 23 17:04:51 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: (reason unavailable), sasl_username=alice@example.net
    totals
        failures  1
        auth_failures  1
        named_failures  1

# A login process sums up a session: three attempts, of which the auth process told two, as the third was too fast.
Nov 23 17:04:40 mx1 dovecot: auth-worker(4242): sql(root,192.0.2.66): unknown user
Nov 23 17:04:45 mx1 dovecot: auth-worker(4242): sql(root,192.0.2.66): unknown user
Nov 23 17:04:51 mx1 dovecot: pop3-login: Aborted login (auth failed, 3 attempts in 17 secs): user=<root>, method=LOGIN, rip=192.0.2.66, lip=192.0.2.25, session=<w8gBvm+bE9TAAgBC>
    addresses 192.0.2.66
        failures  3
        auth_failures  2
    names root
        failures  3
        auth_failures  2
    failures 192.0.2.66 2026-11-23T17:00:00Z
        failures  3
        auth_failures  2
    totals
        failures  3
        auth_failures  2
    none accounts

# The auth process tells more: those of a client that hung up before the login process could say anything.
Nov 23 17:04:40 mx1 dovecot: auth: passwd-file(bob,192.0.2.66): unknown user
Nov 23 17:04:45 mx1 dovecot: auth: passwd-file(bob,192.0.2.66): unknown user
Nov 23 17:04:46 mx1 postfix/submission/smtpd[14080]: warning: unknown[192.0.2.66]: SASL PLAIN authentication failed: (reason unavailable), sasl_username=bob
    addresses 192.0.2.66
        failures  2
        auth_failures  2
    failures 192.0.2.66 2026-11-23T17:00:00Z
        failures  2
        first  2026-11-23T17:04:40Z
    names bob
        failures  2
    totals
        failures  2

# A session that was summed up, and repeated.
Nov 23 17:04:51 mx1 dovecot: pop3-login: Aborted login (auth failed, 3 attempts in 17 secs): user=<root>, method=LOGIN, rip=192.0.2.66, lip=192.0.2.25
Nov 23 17:05:51 mx1 dovecot: message repeated 2 times: [ pop3-login: Aborted login (auth failed, 3 attempts in 17 secs): user=<root>, method=LOGIN, rip=192.0.2.66, lip=192.0.2.25]
    addresses 192.0.2.66
        failures  9
    names root
        failures  9

# Two readings: neither name nor address is believed, but something failed.
Nov 23 17:04:51 mx1 dovecot: auth: passwd-file(a,198.51.100.9): unknown user,192.0.2.66,<w5gBvm+bE9TAAgBC>): unknown user
    totals
        ambiguous  1
        failures  1
        auth_failures  1
        named_failures  0
    none names
    none addresses
    none accounts

# The same of a login: somebody came in, and nobody is accused.
Nov 23 17:04:51 mx1 dovecot: imap-login: Login: user=<x>, method=PLAIN, rip=198.51.100.9, TLS>, method=PLAIN, rip=192.0.2.66, lip=192.0.2.25, mpid=4246, TLS, session=<xEgBvm+bE9TAAgBC>
    totals
        ambiguous  1
        logins  1
    none accounts
    none addresses
