#!/bin/sh
# What packages say agrees with the sources, and systemd takes the units. Quick: test_deb.sh builds and installs.
#
#     packaging.sh BUILD-FOLDER
set -eu
export LC_ALL=C # in some languages a range of letters is another one
build=$1
root=$(cd "$(dirname "$0")/.." && pwd)
debian=$root/packaging/debian
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "$*" >&2
    exit 1
}

version=$(sed -n 's/^#define PFL_VERSION_[A-Z]* //p' "$root/include/postfixlog/base.h" | paste -sd. -)
soversion=$(sed -n 's/^#define PFL_SOVERSION //p' "$root/include/postfixlog/base.h")
sed -n 1p "$debian/changelog" | grep -qF "libpostfixlog ($version-" || fail "debian/changelog: not version $version"
grep -qx "Package: libpostfixlog$soversion" "$debian/control" || fail "debian/control: no libpostfixlog$soversion"

# Each function that is exported, with the release that had it first; a new one needs a line here, too.
symbols=$debian/libpostfixlog$soversion.symbols
sed -n 1p "$symbols" | grep -q "^libpostfixlog\.so\.$soversion libpostfixlog$soversion " || fail "$symbols: another library"
sed -n 's/^ \(pfl_[a-z0-9_]*\)@.*$/\1/p' "$symbols" | diff "$root/tests/abi/exports.txt" - || fail "$symbols: not exports.txt"

# The units, where they are configured: no complaint of systemd, and little that they may do.
if [ -d "$build/packaging/systemd" ] && systemd-analyze --help 2>/dev/null | grep -q -- --offline; then
    cp "$root"/packaging/systemd/*.service "$root"/packaging/systemd/*.timer "$build"/packaging/systemd/*.service "$work"
    mkdir "$work/pfl-audit.service.d"
    for drop_in in none journal; do
        [ $drop_in = none ] || cp "$build/packaging/systemd/pfl-audit-$drop_in.conf" "$work/pfl-audit.service.d/"
        systemd-analyze verify --man=no "$work"/*.service "$work"/*.timer 2>"$work/said" || fail "$(cat "$work/said")"
        [ ! -s "$work/said" ] || fail "$(cat "$work/said")"
    done
    # Of 10.0; what is left of the second one is what nft needs.
    for unit in audit:10 block:25; do
        systemd-analyze security --offline=true --threshold="${unit#*:}" "$work/pfl-${unit%:*}.service" >"$work/said" ||
            fail "$(grep -e ✗ -e Overall "$work/said")"
        grep Overall "$work/said"
    done
fi
