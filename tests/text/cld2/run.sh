#!/bin/sh
# run.sh PARALLAX: the language of each sample, found without a declared one, against cld2. Skipped (77) without libcld2-dev.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
parallax=$1
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
if ! command -v c++ >/dev/null || [ ! -e /usr/include/cld2/public/compact_lang_det.h ]; then
    echo "skipped: needs c++ and libcld2-dev"
    exit 77
fi
c++ -O1 -o "$made/compare" "$here/cld2_compare.cpp" -lcld2
python3 - "$here/../language_samples.tsv" "$made" <<'PY'
import json, sys
with open(sys.argv[2] + "/articles.ndjson", "w", encoding="utf-8") as out:
    for number, line in enumerate(open(sys.argv[1], encoding="utf-8")):
        text = line.rstrip("\n").split("\t")[1]
        out.write(json.dumps({"uri": "urn:sample:%d" % number, "version": "1", "type": "text", "bodies": [{"role": "main", "value": text}]}) + "\n")
PY
"$parallax" explain "$made/articles.ndjson" >"$made/explained.ndjson"
python3 - "$here/../language_samples.tsv" "$made/explained.ndjson" <<'PY' | "$made/compare"
import json, sys
for line, explained in zip(open(sys.argv[1], encoding="utf-8"), open(sys.argv[2], encoding="utf-8")):
    language, text = line.rstrip("\n").split("\t")
    print(language, json.loads(explained)["language"], text, sep="\t")
PY
