#!/bin/sh
# Keeps those out whom pfl-audit names, with ipset and iptables, ports of mail only. Run it as root, again whenever the
# state is new: the sets are filled anew, the rules are there once.
#
#     ipset.sh --load /var/lib/pfl-audit/state --trusted 192.0.2.0/24
#
# --trusted: your own networks and gateways are never in the list, nor are internal ones.
set -eu

ports=25,110,143,465,587,993,995,4190
status=0
list=$(pfl-audit --block ipset "$@") || status=$?
[ "$status" -le 1 ] || exit "$status" # 1: there is something to check
printf '%s\n' "$list" | ipset restore -!

# A set of the right family before every other rule, if it is not there yet.
rule() { # IPTABLES SET
    "$1" -C INPUT -p tcp -m multiport --dports $ports -m set --match-set "$2" src -j DROP 2>/dev/null ||
        "$1" -I INPUT -p tcp -m multiport --dports $ports -m set --match-set "$2" src -j DROP
}
rule iptables pfl_audit4
rule ip6tables pfl_audit6
