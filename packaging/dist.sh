#!/bin/sh
# Packs the sources of a commit, by default the last one, as FOLDER/libpostfixlog-VERSION.tar.gz. The same commit gives the
# same bytes: order, owners and modes come from git, times are the commit's, and neither the machine's settings nor
# the clock matter.
#
#     dist.sh FOLDER [COMMIT]
set -eu
export LC_ALL=C # in some languages a range of letters is another one

root=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:?usage: $0 FOLDER [COMMIT]}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
commit=${2:-HEAD}
command -v git >/dev/null || {
    echo "dist: there is no git, which knows what belongs to a commit" >&2
    exit 77
}
git() { command git -C "$root" -c safe.directory='*' -c core.attributesFile=/dev/null -c core.autocrlf=false -c tar.umask=0022 "$@"; }

if ! git rev-parse --verify --quiet "$commit^{commit}" >/dev/null; then
    echo "dist: $root is no checkout of git: there is no commit to pack" >&2
    exit 77
fi
[ -n "${2:-}" ] || git diff --quiet HEAD -- || echo "dist: what is not committed is not packed" >&2

version=$(git show "$commit:include/postfixlog/base.h" | sed -n 's/^#define PFL_VERSION_[A-Z]* //p' | paste -sd. -)
name=libpostfixlog-$version
tarball=$folder/$name.tar.gz
git archive --format=tar --prefix="$name/" "$commit" >"$folder/$name.tar"
GZIP='' gzip -9 -n <"$folder/$name.tar" >"$tarball.part"
rm -f "$folder/$name.tar"
mv "$tarball.part" "$tarball"
echo "$tarball"
