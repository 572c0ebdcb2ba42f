#!/bin/sh
# How well stories are told apart: on the sample feed, or on any folder with articles.ndjson and gold.tsv.
#   sh bench/quality/run.sh [FOLDER...] [--shuffles N] [--samples N] [--cold N] [--seed S] [--top N] [--brief] [--program FILE]
# Builds the release first unless a program is named. README.md says what the figures mean.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
case " $* " in
*" --program"* | *" --help "* | *" -h "*) ;;
*) sh "$here/../../deploy/quickstart.sh" --build-only >&2 ;;
esac
exec python3 "$here/measure.py" "$@"
