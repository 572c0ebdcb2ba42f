#!/bin/sh
# From a bare Debian 12 or 13 to a running demo: installs what is missing, builds, runs `parallax demo`.
# Needs root or sudo only where a package is missing. Can be run again, from any folder.
#
#   sh deploy/quickstart.sh               all of it
#   sh deploy/quickstart.sh --build-only  without the demo
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
me=quickstart
. "$root/deploy/lib.sh"
cd "$root"
case ${1:-} in
'' | --build-only) ;;
*) die "unknown: $1 (it takes --build-only or nothing)" ;;
esac

say "1 of 3: packages"
# shellcheck disable=SC2086  # A list of packages.
apt_install build/quickstart-apt.log $build_packages || exit 1

say "2 of 3: building build/release/parallax"
cmake --preset release || die "cmake could not prepare the build; if build/release came from another folder or compiler, remove it and run this again"
cmake --build --preset release || die "the build failed; the first error above says where"
[ "${1:-}" != --build-only ] || exit 0

say "3 of 3: build/release/parallax demo"
build/release/parallax demo || die "the demo failed; its last line above says why"

say "done. Again without building: build/release/parallax demo. With a broker of yours: build/release/parallax run --brokers HOST:PORT --create-topics"
