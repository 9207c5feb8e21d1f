#!/bin/sh
# What a program prints is what a file says.
#
#     compare.sh FILE PROGRAM
set -eu
if ! "$2" | diff -u "$1" -; then
    echo "$1 (-) is not what $2 prints (+)" >&2
    exit 1
fi
