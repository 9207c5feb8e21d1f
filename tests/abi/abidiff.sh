#!/bin/sh
# The library's binary interface against that of the baseline, as abidiff (libabigail) sees both.
#
#     abidiff.sh BUILD-FOLDER         compares: a change that breaks programs is an error, others are shown
#     abidiff.sh BUILD-FOLDER renew   writes baseline.abi anew
#
# The library has to be built with debug information. Exit status 77: it was not, or something is missing.
set -eu
export LC_ALL=C # in some languages a range of letters is another one

build=$(cd "$1" && pwd)
cd "$(dirname "$0")"
baseline=baseline.abi
library=$build/libpostfixlog.so
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

skip() {
    echo "skipped: $*"
    exit 77
}
command -v abidiff >/dev/null || skip "there is no abidiff (Debian: abigail-tools)"
[ -e "$library" ] || skip "$build has no shared library"
readelf -S "$library" | grep -q debug_info || skip "$library was built without -g"

# Public types only, and nothing of the machine they were compiled on.
abidw --headers-dir ../../include/postfixlog --drop-private-types --exported-interfaces-only --no-comp-dir-path \
    --no-corpus-path --no-show-locs --no-elf-needed --out-file "$work/now.abi" "$library"
sed "s|path='[^']*/lib/|path='lib/|" "$work/now.abi" >"$work/$baseline"

if [ "${2:-}" = renew ]; then
    cp "$work/$baseline" "$baseline"
    echo "tests/abi/$baseline is that of $library"
    exit
fi
machine() { sed -n "s/^<abi-corpus .*architecture='\([^']*\)'.*/\1/p" "$1"; }
[ "$(machine "$baseline")" = "$(machine "$work/$baseline")" ] || skip "the baseline is for $(machine "$baseline")"

# What is in a handle is nobody's business; libabigail tells public headers by their last name, and lib/parse/ has a
# parser.h too.
sed -n 's/^typedef struct \(pfl_[a-z_]*\) \1;$/[suppress_type]\nname = \1\n/p' ../../include/postfixlog/*.h >"$work/handles"

# Bits of its exit status: 1 error, 2 wrong usage, 4 a change, 8 a change that breaks programs. For it other parameters
# are no more than a change.
status=0
abidiff --suppressions "$work/handles" "$baseline" "$work/$baseline" >"$work/report" || status=$?
cat "$work/report"
if grep -qE "^    (parameter .*(was removed|was added|changed:)|return type changed)" "$work/report"; then
    status=$((status | 8))
fi
if [ $((status & 3)) -ne 0 ]; then
    echo "abidiff failed" >&2
    exit 1
elif [ $((status & 8)) -ne 0 ]; then
    echo "programs compiled for the baseline break: see tests/abi/README.md" >&2
    exit 1
elif [ $((status & 4)) -ne 0 ]; then
    echo "changed, and compatible: the baseline wants renewing before a release"
else
    echo "as in the baseline"
fi
