#!/bin/sh
# Builds the Debian packages of the last commit into a folder: sources, packages and their checksums. What the build
# needs is in debian/control; `apt-get build-dep FOLDER/libpostfixlog-VERSION` installs it.
#
#     build_deb.sh FOLDER [OPTION-OF-DPKG-BUILDPACKAGE...]
#
# The packaging is in packaging/debian, and goes to the top of the sources for the build.
set -eu

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
PATH=/usr/sbin:/usr/bin:/sbin:/bin dpkg-buildpackage -us -uc "$@"
