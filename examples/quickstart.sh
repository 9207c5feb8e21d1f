#!/bin/sh
# Builds pfl-audit and runs it: examples/quickstart.sh [LOG...]
#
# On a bare Debian or Ubuntu it first installs what is missing (a C compiler,
# cmake, make) with apt-get, through sudo unless it runs as root, and asks
# nothing. Elsewhere it says what is missing. It builds into build/quickstart
# beside the source. Without a LOG it reads the sample log, whose stolen account
# pfl-audit must find.
#
# Exit status: of the logs given, that of pfl-audit (0 nothing found, 1 something
# to check or worse, 2 unreadable, 3 the log says too little). Of the sample, 0
# when its break-in was found and 4 when it was not. 4 also when something is
# missing or cannot be built.
set -u

say() {
    printf 'quickstart: %s\n' "$*" >&2
}

stop() {
    say "$*"
    exit 4
}

has() {
    command -v "$1" >/dev/null 2>&1
}

source=$(CDPATH='' cd "$(dirname "$0")/.." && pwd) || exit 4
build=$source/build/quickstart
notes=$build/quickstart.log
{ mkdir -p "$build" && (: >"$notes"); } 2>/dev/null || stop "cannot write into $build"

# quietly WHAT COMMAND...: its output only when it fails.
quietly() {
    what=$1
    shift
    "$@" >"$notes" 2>&1 </dev/null && return
    tail -n 20 "$notes" >&2
    stop "could not $what: see $notes"
}

# --- What is missing

compiler=
for name in "${CC:-cc}" gcc clang; do
    if has "$name"; then
        compiler=$name
        break
    fi
done
# A compiler without the C library's headers is as good as none.
if [ -n "$compiler" ] && ! printf '#include <stdlib.h>\n' | "$compiler" -E -x c - >/dev/null 2>&1; then
    compiler=
fi
generator=
if has ninja; then
    generator=Ninja
elif has make; then
    generator='Unix Makefiles'
fi

missing=
[ -n "$compiler" ] || missing="$missing gcc libc6-dev"
[ -n "$generator" ] || missing="$missing make"
has cmake || missing="$missing cmake"

if [ -n "$missing" ]; then
    has apt-get || stop "please install a C compiler, cmake and make; missing:$missing"
    root=
    if [ "$(id -u)" -ne 0 ]; then
        has sudo || stop "please install as root:$missing"
        root=sudo
    fi
    say "installing$missing"
    $root apt-get update >"$notes" 2>&1 </dev/null || say "apt-get update failed, trying without"
    # shellcheck disable=SC2086 # a list of words
    quietly "install$missing" $root env DEBIAN_FRONTEND=noninteractive \
        apt-get -y --no-install-recommends install $missing
    [ -n "$compiler" ] || compiler=gcc
    [ -n "$generator" ] || generator='Unix Makefiles'
fi

# --- Building

# A build directory remembers its generator and its place: made with others, it is of no use.
if [ -f "$build/CMakeCache.txt" ] && ! { grep -qxF "CMAKE_GENERATOR:INTERNAL=$generator" "$build/CMakeCache.txt" &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$source" "$build/CMakeCache.txt"; }; then
    rm -rf "$build/CMakeCache.txt" "$build/CMakeFiles"
fi
say "building into $build"
quietly "configure the build" cmake -G "$generator" -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_C_COMPILER="$compiler" -DPFL_TESTS=OFF -DPFL_SHARED=OFF -DPFL_WARNINGS=OFF
quietly "build" cmake --build "$build" --target pfl-audit
audit=$build/examples/pfl-audit

# --- Running

if [ $# -gt 0 ]; then
    exec "$audit" "$@"
fi
sample=$source/examples/sample/mail.log
say "no log given: reading the sample log, $sample"
"$audit" "$sample"
[ $? -eq 1 ] || stop "the break-in in the sample log was not found"
say "this was the sample; now yours: $0 /var/log/mail.log*"
