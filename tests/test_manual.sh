#!/bin/sh
# The manual pages: the program in libpostfixlog(3) finds the stolen account of the sample
# incident, and where there is mandoc, it has nothing to say against any page.
#
#     test_manual.sh SOURCE-FOLDER LIBRARY C-COMPILER [FLAG...]
set -eu

source=$1 library=$2 cc=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sed -n '/^\.Bd -literal/,/^\.Ed/p' "$source/lib/libpostfixlog.3" | sed -e '/^\.[BE]d/d' -e 's/\\e/\\/g' >"$work/program.c"
"$cc" -std=c11 -Wall -Wextra -Werror "$@" -I"$source/include" "$work/program.c" "$library" -o "$work/program"
found=$(LD_LIBRARY_PATH=$(dirname "$library") "$work/program" <"$source/examples/sample/mail.log")
if [ "$found" != "reception@example.com: R01 R09" ]; then
    echo "the program in libpostfixlog(3) says: $found" >&2
    exit 1
fi

for page in "$source"/lib/*.3 "$source"/examples/*.1; do
    if ! command -v mandoc >/dev/null; then
        echo "mandoc is not installed: the pages were not checked"
        break
    fi
    # Whether pages that a page refers to are installed is not its fault.
    said=$(mandoc -T lint "$page" | grep -v 'referenced manual not found' || :)
    if [ -n "$said" ]; then
        echo "$said" >&2
        exit 1
    fi
done
