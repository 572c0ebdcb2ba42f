#!/bin/sh
# Proves the first command of the README: makes a bare Debian root, copies a clean checkout in and runs deploy/quickstart.sh there, by
# chroot, with nothing but what debootstrap's smallest variant has. Then replays the sample feed in it, for the caller to compare.
#
#   sh tests/fresh/run.sh bookworm|trixie          the last commit
#   sh tests/fresh/run.sh bookworm|trixie --tree   the work tree as it stands, changes and all
#
# Leaves in build/fresh: RELEASE.out (what the replay wrote), RELEASE.log (every word), RELEASE.tar.gz (the bare root, made again after
# a week). Needs root or sudo, and debootstrap. FRESH_DIR: another folder than build/fresh; KEEP_ROOT=1 leaves the root for a look.
# Exit code 77: it cannot be tried on this machine, for the reason printed.
#
# What runs in the root has a mount and process namespace of its own: no mount is ever seen outside, and the kernel takes all of them
# away with the last process, however it ends.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
release=${1:-}
me="fresh $release"
. "$root/deploy/lib.sh"

case $release in
bookworm | trixie) ;;
*) me="fresh" die "usage: sh tests/fresh/run.sh bookworm|trixie [--tree]" ;;
esac
if [ "$(id -u)" -ne 0 ]; then
    can_be_root || die "a chroot needs root, and there is no sudo; run this as root"
    exec sudo env ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
        FRESH_DIR="${FRESH_DIR:-}" KEEP_ROOT="${KEEP_ROOT:-}" sh "$0" "$@"
fi
dir=${FRESH_DIR:-$root/build/fresh}
bare=$dir/$release.tar.gz
there=$dir/$release.root
log=$dir/$release.log

apart() { unshare --mount --pid --fork --kill-child -- "$@"; }

# The mirror this machine itself installs Debian from, whatever it is.
mirror()
{
    # shellcheck disable=SC2016  # These are apt's own fields.
    apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null | sed -n 's/^Debian //p' | head -n 1
}

make_bare_root()
{
    from=$(mirror)
    [ -n "$from" ] || die "apt knows no Debian mirror here; run apt-get update, then this again"
    say "debootstrap --variant=minbase $release"
    rm -rf --one-file-system "$there"
    if ! apart debootstrap --variant=minbase "$release" "$there" "$from" >"$dir/$release-debootstrap.log" 2>&1; then
        tail -n 5 "$dir/$release-debootstrap.log" >&2
        die "debootstrap failed; its words are in $dir/$release-debootstrap.log"
    fi
    # The packages it came from are of no more use, and the archive is half as large without them.
    rm -f "$there"/var/cache/apt/archives/*.deb
    tar -C "$there" --numeric-owner -c . | gzip -1 >"$bare.part"
    mv "$bare.part" "$bare"
}

copy_checkout()
{
    mkdir -p "$there/parallax"
    # Another user's tree, as when sudo runs this, is still the tree that was asked for.
    tree_git() { git -c "safe.directory=$root" -C "$root" "$@"; }
    if [ "${2:-}" = --tree ]; then
        say "checkout: the work tree as it stands"
        tree_git ls-files -z --cached --others --exclude-standard >"$dir/$release.files"
        tar -C "$root" --null --verbatim-files-from --ignore-failed-read -T "$dir/$release.files" -c | tar -C "$there/parallax" -x
        rm -f "$dir/$release.files"
    else
        tree_git rev-parse -q --verify HEAD >/dev/null || die "nothing is committed yet; to try the work tree, add --tree"
        say "checkout: $(tree_git log -1 --format='%h %s')"
        [ -z "$(tree_git status --porcelain)" ] || say "note: the work tree has changes that are not committed; they take no part in this"
        tree_git archive HEAD | tar -C "$there/parallax" -x
    fi
}

# Runs a command inside, with /proc and an environment as bare as the root.
inside()
{
    # shellcheck disable=SC2016  # The inner shell expands these.
    apart sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$there" \
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb \
        ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} "$@"
}

prove()
{
    if [ -n "$(find "$bare" -mtime -7 2>/dev/null)" ]; then
        say "the bare root of an earlier run"
    else
        make_bare_root
    fi
    rm -rf --one-file-system "$there"
    mkdir -p "$there"
    tar -C "$there" --numeric-owner -xzf "$bare"
    cp -L /etc/resolv.conf "$there/etc/resolv.conf"
    copy_checkout "$@"
    say "packages before: $(inside dpkg-query -W -f '.' | wc -c)"

    # From / and not from the checkout: the command has to work from any folder.
    say "sh deploy/quickstart.sh"
    inside sh /parallax/deploy/quickstart.sh || die "quickstart.sh failed in a bare $release"
    say "sh deploy/quickstart.sh, a second time"
    inside sh /parallax/deploy/quickstart.sh || die "quickstart.sh failed when it was run again in $release"

    say "replay of the sample feed"
    inside /parallax/build/release/parallax replay /parallax/tests/feeds/sample.ndjson --out /tmp/out || die "the replay failed in $release"
    cp -R "$there/tmp/out" "$dir/$release.out"
}

command -v debootstrap >/dev/null 2>&1 || die "debootstrap is not here; install it: apt-get install debootstrap"
if ! apart true 2>/dev/null; then
    say "root may not make mount namespaces here, as in a container without that right, and a chroot without them could leave mounts behind"
    exit 77
fi
mkdir -p "$dir"
rm -rf "$dir/$release.out"
trap '[ "${KEEP_ROOT:-}" = 1 ] || rm -rf --one-file-system "$there"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A pipe would hide the exit code, so it is handed over in a file.
rm -f "$dir/$release.code"
{
    set +e
    (set -e; prove "$@")
    echo $? >"$dir/$release.code"
} 2>&1 | tee "$log"
code=$(cat "$dir/$release.code")
rm -f "$dir/$release.code"
[ "$code" -eq 0 ] || exit "$code"
if grep -qE '\.[ch]:[0-9]+:[0-9]+: warning:' "$log"; then
    die "$release's compiler has warnings; see $log"
fi
(cd "$dir/$release.out" && sha256sum -- *) | tee "$dir/$release.sha256"
say "passed"
