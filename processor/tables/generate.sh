#!/bin/sh
# Makes the compiled tables of this folder anew (README.md says what they are).
#
#   sh processor/tables/generate.sh            all of them
#   sh processor/tables/generate.sh TABLE...   unicode, points, han, lexicon, words
#   sh processor/tables/generate.sh report     lexicon, and what each language has in it
#
# Needs a C compiler, pkg-config, ICU 72 with its headers (Debian 12), xxHash; for the lexicon jansson and npm, which
# fetches CLDR's annotations once, into build/; for the words Python 3 and pip, which fetches wordfreq in the same way. The same input gives
# the same bytes.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
tables=processor/tables
made=build/tables
annotations_version=42.0.0
wordfreq_version=3.1.1

# What reads the articles normalises the lexicon's phrases too.
normaliser="processor/text/segment*.c processor/text/fold*.c processor/text/unicode*.c"

say() { printf 'generate: %s\n' "$*"; }

# compile NAME PACKAGES SOURCE...: a generator, into build/tables.
compile()
{
    name=$1 packages=$2
    shift 2
    # shellcheck disable=SC2046,SC2086
    ${CC:-cc} -std=c17 -O2 -D_GNU_SOURCE -DPARALLAX_TABLES_DIR="\"$root/$tables\"" -I$tables/make -Iprocessor/base -Iprocessor/record \
        -Iprocessor/kernel -Iprocessor/wire -Iprocessor/text -Iprocessor/story "$@" -o "$made/$name" $(pkg-config --cflags --libs $packages) -lm
}

# Writes beside the table first, so that a failure leaves the old one.
replace()
{
    mv "$made/$1" "$tables/$1"
    say "$tables/$1: $(wc -c <"$tables/$1") bytes"
}

fetch_annotations()
{
    [ -d "$made/annotations-$annotations_version" ] && return 0
    say "fetching cldr-annotations-full $annotations_version"
    (cd "$made" && npm pack --silent "cldr-annotations-full@$annotations_version" >/dev/null)
    rm -rf "$made/package"
    tar -xzf "$made/cldr-annotations-full-$annotations_version.tgz" -C "$made"
    mv "$made/package/annotations" "$made/annotations-$annotations_version"
    rm -rf "$made/package"
}

lexicon()
{
    fetch_annotations
    compile lexicon_make "icu-uc icu-i18n jansson libxxhash" $tables/make/lexicon_*.c processor/base/arena.c \
        $normaliser processor/text/lexicon_affix.c
    # shellcheck disable=SC2086
    "$made/lexicon_make" ${report:-} "$made/annotations-$annotations_version" $tables/lexicon $tables/make/places.tsv "$made/lexicon.bin"
    replace lexicon.bin
}

han()
{
    compile han_table "icu-uc icu-i18n" $tables/make/han_table.c
    "$made/han_table" "$made/han.bin"
    replace han.bin
}

unicode()
{
    compile unicode_table "icu-uc" $tables/make/unicode_table.c
    "$made/unicode_table" "$made/unicode.bin"
    replace unicode.bin
}

# Of the Unicode table as it stands.
points()
{
    compile point_table "icu-uc libxxhash" $tables/make/point_table.c processor/text/unicode_table.c
    "$made/point_table" "$made/points.bin"
    replace points.bin
}

# The 20,000 commonest of each language: what pairs of characters are common is told by rare words as well.
words()
{
    wheel=$made/wordfreq-$wordfreq_version-py3-none-any.whl
    if [ ! -f "$wheel" ]; then
        say "fetching wordfreq $wordfreq_version"
        python3 -m pip download --quiet --no-deps --dest "$made" "wordfreq==$wordfreq_version"
    fi
    # shellcheck disable=SC2086
    compile word_table "icu-uc libxxhash" $tables/make/word_table.c processor/base/arena.c $normaliser
    python3 $tables/make/wordfreq_lists.py "$wheel" 20000 >"$made/words.tsv"
    "$made/word_table" "$made/words.tsv" "$made/words.bin"
    replace words.bin
}

mkdir -p "$made"
[ $# -gt 0 ] || set -- unicode points han lexicon words
for table in "$@"; do
    case $table in
    unicode) unicode ;;
    points) points ;;
    han) han ;;
    lexicon) lexicon ;;
    words) words ;;
    report)
        report=--report
        lexicon
        ;;
    *)
        say "no such table: $table (unicode, points, han, lexicon, words, report)" >&2
        exit 2
        ;;
    esac
done
