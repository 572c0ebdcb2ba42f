#!/bin/sh
# libparallax_sketch as its user meets it: installed into a folder, found by pkg-config, the example compiled against the shared
# and the static library and run; both say the same, and what `parallax sketch` says of the same texts.
# usage: run.sh COMPILER BUILD_DIR SANITIZERS (what the library was built with, or nothing)
set -eu
compiler=$1
build=$2
sanitize=${3:+-fsanitize=$3}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset DESTDIR

cmake --install "$build" --prefix "$work/there" >"$work/log" || { cat "$work/log"; exit 1; }
PKG_CONFIG_PATH=$(dirname "$(find "$work/there" -name parallax_sketch.pc)")
export PKG_CONFIG_PATH
libraries=$(pkg-config --variable=libdir parallax_sketch)
[ "$(realpath "$(pkg-config --variable=prefix parallax_sketch)")" = "$(realpath "$work/there")" ] || { echo "the .pc file names another place"; exit 1; }

# shellcheck disable=SC2046,SC2086 # the options are words
"$compiler" -std=c17 -Wall -Wextra -Werror $sanitize "$here/../../processor/library/example.c" $(pkg-config --cflags --libs parallax_sketch) -o "$work/shared"
# shellcheck disable=SC2046,SC2086
"$compiler" -std=c17 -Wall -Wextra -Werror $sanitize "$here/../../processor/library/example.c" $(pkg-config --cflags parallax_sketch) "$libraries/libparallax_sketch.a" -lm -o "$work/static"
# shellcheck disable=SC2046,SC2086
"$compiler" -std=c17 -Wall -Wextra -Werror $sanitize "$here/index_user.c" $(pkg-config --cflags --libs parallax_sketch) -o "$work/index"
LD_LIBRARY_PATH=$libraries "$work/index"

# Nothing is to be seen but the interface.
for library in "$libraries/libparallax_sketch.a" "$libraries/libparallax_sketch.so"; do
	case $library in *.so) dynamic=-D ;; *) dynamic= ;; esac
	# shellcheck disable=SC2086
	others=$(nm $dynamic -g --defined-only "$library" | awk 'NF == 3 && $3 !~ /^parallax_/ && $2 ~ /[TDBR]/ { print $3 }' | grep -vE '^(_init|_fini|__odr_asan.*|__asan.*)$' || true)
	[ -z "$others" ] || { echo "$library shows: $others"; exit 1; }
done

text="The ferry Marlene ran aground off the Skerries on Tuesday night with ninety people on board, and the harbour master said that all of them were brought ashore before dawn by two lifeboats"
printf '%s\n' "$text" >"$work/one"
printf 'Ticker: %s. More to come.\n' "$text" >"$work/other"
printf 'Something else altogether, in fewer words than the first of them.\n' >"$work/third"
LD_LIBRARY_PATH=$libraries "$work/shared" "$work/one" "$work/other" >"$work/shared.out"
"$work/static" "$work/one" "$work/other" >"$work/static.out"
cat "$work/shared.out"
cmp "$work/shared.out" "$work/static.out"
awk '/^similarity/ { seen = 1; s = $2 + 0; if (s < 0.75 || s > 0.99) { print "a copy with a few words more is not seen as one"; exit 1 } } END { exit !seen }' "$work/shared.out"
"$work/static" "$work/one" "$work/third" | grep -q '^similarity 0.0' || { echo "two texts without a phrase in common are alike"; exit 1; }

# The command says the same in JSON and in its binary form, of the whole, by lines and from JSON.
"$build/parallax" sketch <"$work/one" >"$work/whole"
"$build/parallax" sketch --lines <"$work/one" >"$work/lines"
cmp "$work/whole" "$work/lines"
printf '{"id":7,"text":"%s"}\n"%s"\n' "$text" "$text" | "$build/parallax" sketch --ndjson >"$work/ndjson"
[ "$(sed -n 2p "$work/ndjson")" = "$(cat "$work/whole")" ] || { echo "--ndjson of a string gives another signature"; exit 1; }
sed -n 1p "$work/ndjson" | grep -q '^{"id":7,"scheme":"fss32"' || { echo "--ndjson does not pass the id on"; exit 1; }
"$build/parallax" sketch --binary <"$work/one" >"$work/binary"
python3 - "$work/whole" "$work/binary" <<'PY'
import json, struct, sys
said = json.load(open(sys.argv[1]))
data = open(sys.argv[2], "rb").read()
assert len(data) == 536 and data[:4] == b"PXS1", "not the binary form"
fields = struct.unpack("<133I", data[4:])
assert fields[:5] == (2, said["k"], said["seed"], said["normaliser"], said["set_size"]), "header"
assert list(fields[5:]) == said["values"], "values"
PY
# shellcheck disable=SC2046,SC2086
"$compiler" -std=c17 -Wall -Wextra -Werror $sanitize "$here/signature_user.c" $(pkg-config --cflags --libs parallax_sketch) -o "$work/signatures"
LD_LIBRARY_PATH=$libraries "$work/signatures" "$work/binary"
"$build/parallax" sketch --scheme classic <"$work/one" | grep -q '"scheme":"classic"'
for kernel in scalar auto; do
	"$build/parallax" sketch --kernel "$kernel" <"$work/one" | cmp - "$work/whole"
done

# What is wrong is said, and what can be read is.
code=0
printf '{"text":"one two"}\n{"text":3}\n{"text"\n"three"\n' | "$build/parallax" sketch --ndjson >"$work/out" 2>"$work/err" || code=$?
[ "$code" = 1 ] && [ "$(wc -l <"$work/out")" = 2 ] && grep -q 'line 2' "$work/err" && grep -q 'line 3' "$work/err" || { cat "$work/err"; exit 1; }
code=0
"$build/parallax" sketch --scheme md5 </dev/null 2>"$work/err" || code=$?
[ "$code" = 2 ] && grep -q 'fss32 or classic' "$work/err" || { cat "$work/err"; exit 1; }
code=0
"$build/parallax" sketch --lines --ndjson </dev/null 2>"$work/err" || code=$?
[ "$code" = 2 ]
[ "$("$build/parallax" sketch </dev/null | cut -d, -f5)" = '"set_size":0' ]
[ "$(printf 'a \377\376 b' | "$build/parallax" sketch | cut -d, -f5)" = '"set_size":1' ]
echo "shared, static and the command agree"
