#!/bin/sh
# What must be true of the files themselves: only the agreed entries at the top level, nothing that only one machine knows, shell
# scripts that parse. Looks at what is committed or about to be. Prints each fault; the exit code says whether there was one.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
faults=$(mktemp)
files=$(mktemp)
trap 'rm -f "$faults" "$files"' EXIT
git -c "safe.directory=$root" ls-files --cached --others --exclude-standard | sort -u | while IFS= read -r file; do
    [ -f "$file" ] && printf '%s\n' "$file"
done >"$files"
[ -s "$files" ] || { echo "no files found: is this a git work tree?"; exit 1; }

# Dotfiles are the tools' own; anything else has been agreed.
cut -d/ -f1 "$files" | sort -u | grep -vxE '\..+|processor|schemas|bench|tests|deploy|CMakeLists\.txt|CMakePresets\.json|README\.md|LICENSE|ARCHITECTURE\.md|CONTRIBUTING\.md|SECURITY\.md' |
    sed 's/^/not agreed at the top level: /' >>"$faults" || true

# Paths of one machine: someone's home, the folder this tree happens to be in. (An absolute path begins after a blank, a quote or the like.)
begin="(^|[[:space:]\"'=:(\`])"
# And hosts that packages and images come from: every machine has its own, in its own settings.
hosts='deb\.debian\.org|security\.debian\.org|snapshot\.debian\.org|repo1?\.maven\.(apache\.)?org|pypi\.org|registry\.npmjs\.org|registry-1\.docker\.io|docker\.io/|ghcr\.io|quay\.io'
own_hosts=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* "$HOME/.m2/settings.xml" /etc/pip.conf "$HOME/.config/pip/pip.conf" 2>/dev/null |
    grep -vE '^[[:space:]]*#' | grep -oE 'https?://[^/<> ]+' | sed 's|.*[/@]||; s/[.]/\\./g' | sort -u | tr '\n' '|')
while IFS= read -r file; do
    grep -nIE "$begin(/home/[a-z]|/root/|/Users/|/work/|$root/)" "$file" /dev/null || true
    grep -nIE "${own_hosts}$hosts" "$file" /dev/null || true
done <"$files" | cut -c1-200 | sed 's/^/only one machine knows this: /' >>"$faults"

grep -E '\.sh$' "$files" | while IFS= read -r file; do
    sh -n "$file" 2>&1 || true
done | sed 's/^/does not parse: /' >>"$faults"
if [ -f .ci/run ]; then
    bash -n .ci/run 2>&1 | sed 's/^/does not parse: /' >>"$faults"
else
    echo "missing: .ci/run" >>"$faults"
fi

if [ -s "$faults" ]; then
    cat "$faults"
    exit 1
fi
echo "$(wc -l <"$files") files, no fault"
