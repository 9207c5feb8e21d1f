#!/bin/sh
# Builds the Debian packages of the last commit into a folder: sources, packages and their checksums. It needs git and
# build-essential; of what debian/control asks for and is not there, it says how to install it.
#
#     build_deb.sh FOLDER [OPTION-OF-DPKG-BUILDPACKAGE...]
#
# The packaging is in packaging/debian, and goes to the top of the sources for the build.
set -eu

# Modes of files go into the packages, the user's habits do not.
umask 022
command -v dpkg-buildpackage >/dev/null || {
    echo "build_deb: there is no dpkg-buildpackage: apt-get install build-essential" >&2
    exit 1
}
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?usage: $0 FOLDER [OPTION-OF-DPKG-BUILDPACKAGE...]}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
shift
tarball=$(sh "$here/dist.sh" "$folder")
name=$(basename "$tarball" .tar.gz)
mv "$tarball" "$folder/libpostfixlog_${name#libpostfixlog-}.orig.tar.gz"
rm -rf "${folder:?}/$name"
tar -xzf "$folder/libpostfixlog_${name#libpostfixlog-}.orig.tar.gz" -C "$folder"
cp -r "$folder/$name/packaging/debian" "$folder/$name/debian"
cd "$folder/$name"
# Programs of Debian only: a Python in /usr/local does not see Debian's modules.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
dpkg-buildpackage -us -uc "$@" || {
    status=$?
    dpkg-checkbuilddeps 2>/dev/null || echo "build_deb: what is missing: apt-get build-dep $folder/$name" >&2
    exit $status
}
