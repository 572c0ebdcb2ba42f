# lib.sh: what the scripts share: words to the person at the terminal, and Debian packages. To be sourced by a POSIX sh; it does nothing
# by itself. The caller sets `me`, the name that stands before each message.

# What the build needs of Debian, as apt_install takes it.
# shellcheck disable=SC2034
build_packages="gcc=gcc libc6-dev cmake=cmake ninja=ninja-build pkg-config=pkg-config librdkafka-dev libxxhash-dev libjansson-dev libicu-dev"

say() { printf '%s: %s\n' "$me" "$*"; }

die()
{
    printf '%s: %s\n' "$me" "$*" >&2
    exit 1
}

# Runs a command as root, through sudo where we are not root. The proxy settings go along: sudo drops them.
as_root()
{
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo env ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} "$@"
    fi
}

can_be_root() { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1; }

# Prints which of the given packages are missing. An item is the name of a Debian package, or command=package where the command will do
# wherever it comes from.
apt_missing()
{
    for item in "$@"; do
        case $item in
        *=*) command -v "${item%%=*}" >/dev/null 2>&1 && continue ;;
        *) [ "$(dpkg-query -W -f '${db:Status-Status}' "$item" 2>/dev/null)" = installed ] && continue ;;
        esac
        printf '%s\n' "${item#*=}"
    done
}

# Installs what is missing of the given items; touches the network only when something is. Fails with one line that says what to do;
# apt's own words are in the file named first.
apt_install()
{
    apt_log=$1
    shift
    lacking=$(apt_missing "$@" | sort -u | tr '\n' ' ')
    lacking=${lacking% }
    if [ -z "$lacking" ]; then
        say "every package needed is there"
        return 0
    fi
    if ! command -v apt-get >/dev/null 2>&1; then
        say "apt-get is not here; install what these Debian packages hold, then run this again: $lacking" >&2
        return 1
    fi
    if ! can_be_root; then
        say "neither root nor sudo; have someone who is run: apt-get install --no-install-recommends $lacking" >&2
        return 1
    fi
    say "installing: $lacking"
    mkdir -p "$(dirname "$apt_log")"
    # A source that cannot be reached matters only when a package then cannot be had, so update's own result is not the judge.
    as_root apt-get -q -o Acquire::Retries=3 update >"$apt_log" 2>&1 || true
    # $lacking is a list of package names: it is split on purpose.
    # shellcheck disable=SC2086
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
        -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 install $lacking >>"$apt_log" 2>&1 </dev/null; then
        tail -n 15 "$apt_log" >&2
        say "apt-get could not install: $lacking (its words are in $apt_log); see that its mirror can be reached, then run this again" >&2
        return 1
    fi
}
