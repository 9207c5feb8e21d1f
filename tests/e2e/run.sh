#!/bin/sh
# A real Postfix, end to end: installs what it needs, and runs test_e2e.py in a sandbox of its own.
#
#     tests/e2e/run.sh BUILD-FOLDER
#
# Needs root, for namespaces and Postfix's users. Exit status 77, with the reason: it cannot be done here.
set -eu
build=$(cd "${1:?usage: $0 BUILD-FOLDER}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)

skip() {
    echo "skipped: $*"
    exit 77
}
[ "$(id -u)" = 0 ] || skip "a Postfix can be started by root only"
unshare --net --mount --uts --pid --fork true 2>/dev/null || skip "no namespaces may be made here (unshare)"

have() {
    command -v "$1" >/dev/null 2>&1
}
packages=
need() { # PROGRAM PACKAGE
    have "$1" || packages="$packages $2"
}
need postfix postfix
need saslpasswd2 sasl2-bin
need rsyslogd rsyslog
need dovecot dovecot-core
need swaks swaks
need openssl openssl
need ip iproute2
need setpriv util-linux
ls /usr/lib/*/sasl2/libplain.so* >/dev/null 2>&1 || packages="$packages libsasl2-modules"
ls /usr/lib/*/sasl2/libsasldb.so* >/dev/null 2>&1 || packages="$packages libsasl2-modules-db"

if [ -n "$packages" ]; then
    have apt-get || skip "missing, and no apt-get to install them with:$packages"
    # Where services are started at once, or another mail server would have to go, nobody asked for that.
    [ ! -d /run/systemd/system ] || [ -n "${CI:-}" ] || skip "missing, and not installed on a machine in use:$packages"
    dpkg-query -W -f '${Package} ${Provides}\n' 2>/dev/null | grep -v '^postfix ' | grep -q mail-transport-agent &&
        ! have postfix && skip "another mail server is installed"
    echo "apt-get install$packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || true
    apt-get install -y -qq --no-install-recommends debconf >/dev/null 2>&1 || true
    echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
    # shellcheck disable=SC2086 # packages are words
    apt-get install -y -qq --no-install-recommends $packages >"$build/e2e-apt.log" 2>&1 ||
        skip "apt-get cannot install$packages ($(tail -n 1 "$build/e2e-apt.log"))"
fi

# Without Go, what it reads is skipped.
rm -f "$build/e2e-figures"
sh "$here/../go.sh" "$build" program "$here/figures" e2e-figures || [ $? = 77 ]
PFL_E2E_BUILD=$build exec "$here/sandbox.sh" python3 "$here/test_e2e.py"
