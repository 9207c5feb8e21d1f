# Makes logs: hours of one day, one client, one account. Sourced by the tests of pfl-audit behind cli_checks.sh.

# fail MM:SS ADDRESS USER and login MM:SS ADDRESS USER [SENDER [NRCPT]], at 10 o'clock unless HH is set
HH=10
serial=4096
fail() {
    echo "2026-07-10T$HH:$1Z mx1 postfix/submission/smtpd[7]: warning: unknown[$2]: SASL LOGIN authentication failed: ${reason:-(reason unavailable)}, sasl_username=$3"
}
login() {
    serial=$((serial + 1))
    id=$(printf '1A2B3%X' $serial)
    echo "2026-07-10T$HH:$1Z mx1 postfix/submission/smtpd[7]: $id: client=unknown[$2], sasl_method=LOGIN, sasl_username=$3"
    echo "2026-07-10T$HH:$1Z mx1 postfix/qmgr[9]: $id: from=<${4:-$3}>, size=900, nrcpt=${5:-1} (queue active)"
    echo "2026-07-10T$HH:$1Z mx1 postfix/qmgr[9]: $id: removed"
}
numbers() {
    n=0
    while [ $n -lt "$1" ]; do
        printf '%02d ' $n
        n=$((n + 1))
    done
}
