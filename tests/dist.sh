#!/bin/sh
# The tarball: twice the same bytes whatever the user's settings, and all files of the commit in it. Usage: dist.sh
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
    echo "$*" >&2
    exit 1
}

mkdir "$work/first" "$work/second" "$work/home" "$work/unpacked"
printf '[core]\n\tautocrlf = true\n[tar]\n\tumask = 0077\n[tar "tar.gz"]\n\tcommand = false\n' >"$work/home/.gitconfig"
first=$(cd / && sh "$root/packaging/dist.sh" "$work/first")
sleep 1
second=$(umask 0077 && cd "$work" && HOME=$work/home TZ=Asia/Kolkata LC_ALL=C GZIP=-1 \
    sh "$root/packaging/dist.sh" second)
cmp "$first" "$second" || fail "two runs give different bytes"

gzip -dc "$first" | tar -xf - -C "$work/unpacked"
name=$(basename "$first" .tar.gz)
[ "$(ls -A "$work/unpacked")" = "$name" ] || fail "not all of it is in a folder $name"
git -C "$root" -c safe.directory='*' ls-tree -r --name-only HEAD | LC_ALL=C sort >"$work/wanted"
(cd "$work/unpacked/$name" && find . -type f -o -type l | sed 's,^\./,,' | LC_ALL=C sort) >"$work/got"
diff "$work/wanted" "$work/got" || fail "not the files of the commit"
[ -x "$work/unpacked/$name/.ci/run" ] || fail ".ci/run is not to be run"
sha256sum "$first" | cut -d ' ' -f 1
