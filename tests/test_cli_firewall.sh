#!/bin/bash
# The examples of packaging/firewall, with the real nft, ipset and fail2ban, in a network of their own.
# What is not there, or may not be used here, is not tested. Usage: test_cli_firewall.sh DIRECTORY-OF-THE-PROGRAMS
tested=pfl-audit
. "$(dirname "$0")/cli_checks.sh"
packaging=$here/../packaging
PATH=$programs:$PATH
have() { command -v "$1" >/dev/null; }
cp "$here/../examples/sample/mail.log" .
run --save state mail.log

# What has to be in the list: all of it, and without what is trusted.
blocked='192.0.2.201 198.51.100.203 203.0.113.18 203.0.113.33 203.0.113.77 203.0.113.141 2001:db8:bad:7::1f'
untrusted='192.0.2.201 198.51.100.203'
trusted='--trusted 203.0.113.0/24 --trusted 2001:db8::/32'
addresses() { grep -oE '([0-9]{1,3}\.){3}[0-9]{1,3}|2001:[0-9a-f:]+' "$1" | LC_ALL=C sort -u | tr '\n' ' '; }
holds() { is "$(addresses "$1")" "$(tr ' ' '\n' <<<"$2" | LC_ALL=C sort | tr '\n' ' ')"; }

alone() { unshare -rn sh -c "$1" >out 2>err; }
if ! alone 'nft list ruleset && ipset list -n'; then
    echo "skipped: nft and ipset, in a network of their own"
    exit 77
fi

# --- nft, as pfl-block.service runs it

export RUNTIME_DIRECTORY=$work PFL_BLOCK_OPTIONS=
sed -n "s#^ExecStart=/bin/sh -c '\(.*\)'\$#\1#; s#@CMAKE_INSTALL_FULL_BINDIR@#$programs#; s#/var/lib/pfl-audit/#$work/#; s/[\$][\$]/\$/gp" \
    "$packaging/systemd/pfl-block.service.in" >block.sh
check "nft: the command of pfl-block.service" grep -q 'pfl-audit --load .* --block nft .*nft -f' block.sh
alone '. ./block.sh'
check "nft: is loaded" is $? 0
alone '(. ./block.sh); nft list ruleset'
check "nft: all of them" holds out "$blocked"
PFL_BLOCK_OPTIONS=$trusted alone '(. ./block.sh); nft list ruleset'
check "nft: never what is trusted" holds out "$untrusted"
alone "(. ./block.sh); PFL_BLOCK_OPTIONS='$trusted'; (. ./block.sh); nft list ruleset"
check "nft: the next list replaces the one before" holds out "$untrusted"
alone '(. ./block.sh); echo damaged >state; (. ./block.sh) || nft list ruleset'
check "nft: without a list, what is there stays" holds out "$blocked"
run --save state mail.log

# --- ipset, with and without iptables

if have iptables && alone 'iptables -L'; then
    alone "sh $packaging/firewall/ipset.sh --load state; ipset list; iptables -S INPUT; ip6tables -S INPUT"
    check "ipset: all of them" holds out "$blocked"
    check "ipset: a rule for each family" is "$(grep -c '^-A INPUT .*--match-set pfl_audit[46] src -j DROP' out)" 2
    alone "for n in 1 2; do sh $packaging/firewall/ipset.sh --load state $trusted; done; ipset list; iptables -S INPUT; ip6tables -S INPUT"
    check "ipset: never what is trusted" holds out "$untrusted"
    check "ipset: the rules are there once" is "$(grep -c 'match-set' out)" 2
    alone "sh $packaging/firewall/ipset.sh --load state; sh $packaging/firewall/ipset.sh --load missing || ipset list"
    check "ipset: without a list, what is there stays" holds out "$blocked"
else
    echo "skipped: iptables"
fi

# --- fail2ban, with a jail that reads no log

if have fail2ban-client && [ -r /etc/fail2ban/jail.conf ]; then
    cp -r /etc/fail2ban config
    rm -f config/jail.d/* config/jail.local
    cp "$packaging/firewall/fail2ban-jail.conf" config/jail.d/pfl-audit.conf
    printf '[Definition]\nlogtarget = %s\nsocket = %s\npidfile = %s\ndbfile = None\n' \
        "$work/ban.log" "$work/ban.sock" "$work/ban.pid" >config/fail2ban.local
    mkdir bin
    printf '#!/bin/sh\nexec %s -c %s "$@"\n' "$(command -v fail2ban-client)" "$work/config" >bin/fail2ban-client
    chmod +x bin/fail2ban-client
    command=$(sed -n 's/^#  *\(pfl-audit .*| JAIL=.*\)$/\1/p' "$packaging/firewall/fail2ban-jail.conf")
    command=${command//--trusted 192.0.2.0\/24/$trusted}
    PATH=$work/bin:$PATH alone "fail2ban-client start
        ${command//\/var\/lib\/pfl-audit\//} && sleep 2
        fail2ban-client status pfl-audit | tail -n 1
        nft list ruleset
        fail2ban-client stop"
    check "fail2ban: the jail starts, and bans" grep -q 'Banned IP list:' out
    check "fail2ban: never what is trusted" holds out "$untrusted"
    check "fail2ban: mail ports only" grep -q 'tcp dport { 25, 110, 143, 465, 587, 993, 995, 4190 }' out
else
    echo "skipped: fail2ban"
fi

echo "$failures failed"
[ "$failures" -eq 0 ]
