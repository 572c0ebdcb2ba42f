#!/bin/sh
# The kernels of 64-bit Arm: the kernel room, and what reads a text's words, built by a cross compiler; the tests of the kernel
# room and the words' one run under qemu, every kernel against the scalar one and the pinned vectors.
# usage: run.sh BUILD_DIR
set -eu
build=$1/neon
cc=${AARCH64_CC:-aarch64-linux-gnu-gcc}
qemu=${AARCH64_RUN:-$(command -v qemu-aarch64-static || command -v qemu-aarch64)}
root=$(cd "$(dirname "$0")/../.." && pwd)
rm -rf "$build"
mkdir -p "$build/include"
# Only this one of the host's headers is the same everywhere.
cp "$(pkg-config --variable=includedir libxxhash)/xxhash.h" "$build/include/"
rooms="$root/processor"
flags="-std=c17 -O2 -g -D_GNU_SOURCE -Wall -Wextra -Wconversion -Werror -ffp-contract=off -DPARALLAX_TABLES_DIR=\"$rooms/tables\" -DPARALLAX_SOURCE_DIR=\"$root\""
includes="-I$build/include -I$rooms/base -I$rooms/record -I$rooms/kernel -I$rooms/wire -I$rooms/text -I$root/tests -I$root/tests/kernel -I$root/tests/text"
sources="$rooms/base/*.c $rooms/kernel/*.c $rooms/wire/markup*.c"
for name in plain_words segment segment_ascii segment_write fold unicode_table normalise; do sources="$sources $rooms/text/$name.c"; done
mkdir "$build/objects"
# shellcheck disable=SC2086 # lists of words
(cd "$build/objects" && "$cc" $flags $includes -c $sources)
failed=0
for test in "$root"/tests/kernel/*_test.c "$root"/tests/text/plain_words_test.c; do
	name=$(basename "$test" .c)
	# gcc 12's vectoriser ends with an internal error at one of them.
	# shellcheck disable=SC2086
	"$cc" $flags -fno-tree-vectorize $includes -static "$test" "$build"/objects/*.o -lm -o "$build/$name"
	echo "== $name"
	(cd "$root" && "$qemu" "$build/$name") || failed=1
done
# That the kernel was there to be tested.
(cd "$root" && "$qemu" "$build/kernel_test") | grep -q 'best here: neon' || { echo "the neon kernel was not tested"; failed=1; }
exit $failed
