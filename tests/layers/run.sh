#!/bin/sh
# The rooms' arrows go one way: a file of a room that includes a header of a room below it must not compile, and the same
# file without that line must.
# usage: run.sh COMPILER BUILD_DIR (of a configured build, for the include paths that CMake gave to each room)
set -eu
compiler=$1
build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# usage: includes_of ROOM: the -I options that files of the room are compiled with
includes_of()
{
	python3 - "$build/compile_commands.json" "$1" <<'PY'
import json, shlex, sys
for entry in json.load(open(sys.argv[1])):
    if "/processor/%s/" % sys.argv[2] in entry["file"]:
        words = shlex.split(entry["command"])
        print(" ".join(w for w in words if w.startswith("-I")))
        break
PY
}

# usage: try ROOM ALLOWED_HEADER FORBIDDEN_HEADER
try()
{
	includes=$(includes_of "$1")
	[ -n "$includes" ] || { echo "no compile command for room $1"; exit 1; }
	printf '#include "%s"\nint only;\n' "$2" >"$work/allowed.c"
	printf '#include "%s"\nint only;\n' "$3" >"$work/forbidden.c"
	# shellcheck disable=SC2086 # the options are words
	"$compiler" -std=c17 -D_GNU_SOURCE $includes -fsyntax-only "$work/allowed.c" ||
		{ echo "room $1 cannot include $2, which stands above it"; exit 1; }
	# shellcheck disable=SC2086
	if "$compiler" -std=c17 -D_GNU_SOURCE $includes -fsyntax-only "$work/forbidden.c" 2>/dev/null; then
		echo "room $1 can include $3, which it may not"
		exit 1
	fi
	echo "$1: $2 compiles, $3 does not"
}

try base bytes.h text_sketch.h
try kernel text_sketch.h decode.h
try wire decode.h normalise.h
try text markup.h keys.h
try names lexicon.h claims.h
try claims keys.h story_state.h
try story record_codec.h lexicon.h
try ledger discrepancy.h story_state.h
try flow ledger.h settings.h
