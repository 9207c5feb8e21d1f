#!/bin/sh
# The library as one file: it compiles without a warning, and says the same as the library of a build folder.
#
#     amalgamation.sh BUILD-FOLDER
#
# Exit status 77: there is no Python to make it with.
set -eu

build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
command -v python3 >/dev/null || {
    echo "skipped: there is no python3"
    exit 77
}
work=$build/amalgamation
rm -rf "$work"
python3 lib/amalgamate.py "$work/postfixlog"
wc -lc "$work"/postfixlog/*

warnings="-std=c11 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Wcast-qual -Wvla -Wstrict-prototypes
    -Wmissing-prototypes"
[ -z "${CI:-}" ] || warnings="$warnings -Werror"
# shellcheck disable=SC2086 # options are words
"${CC:-cc}" $warnings -O1 -c "$work/postfixlog/postfixlog.c" -o "$work/postfixlog.o"
if command -v clang >/dev/null; then
    # shellcheck disable=SC2086
    clang $warnings -fsyntax-only "$work/postfixlog/postfixlog.c"
else
    echo "skipped: clang's warnings, there is no clang"
fi
if command -v c++ >/dev/null; then
    echo '#include "postfixlog/postfixlog.h"' | c++ -Wall -Wextra -fsyntax-only -I"$work" -x c++ -
fi

# A program that includes that header and links that file.
"${CC:-cc}" -std=c11 -O1 -I"$work" tests/state_tool.c "$work/postfixlog.o" -o "$work/state_tool"
printf '%s\n' "$(cat fuzz/corpus/* examples/sample/mail.log)" >"$work/log"
for tool in "$build/tests/state_tool" "$work/state_tool"; do
    "$tool" read --reference 1795471200 "$work/log" 0 end "$work/state"
    "$tool" dump "$work/state" >"$work/dump"
    cat "$work/state" "$work/dump" | cksum
done >"$work/sums"
sort -u "$work/sums" | wc -l | grep -qx ' *1' || {
    cat "$work/sums"
    echo "the amalgamation reads a log in another way" >&2
    exit 1
}
echo "the same state of $(wc -l <"$work/log") lines"
