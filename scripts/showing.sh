# Shared by the demos: what they show, and what they prove. Source it, with $work set to a temporary folder.
# Each line with ✓ was verified; the first thing that doesn't hold ends the demo with what was seen.

proved=()

if [ -t 1 ]; then bold=$'\e[1m' green=$'\e[32m' red=$'\e[31m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' green='' red='' dim='' plain=''; fi

part() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }

# shown COMMAND…: what a person would type, then what it prints.
shown() {
    printf '%s  $ %s%s\n' "$dim" "${*/#"$work/"/}" "$plain"
    "$@" >"$work/output" 2>&1 || failed "\"$*\" ended with status $?" "$work/output"
    sed 's/^/  /' "$work/output"
}

# proof SENTENCE COMMAND…: the command has to succeed.
proof() {
    local sentence=$1
    shift
    "$@" >"$work/output" 2>&1 || failed "this does not hold: $sentence" "$work/output"
    printf '  %s✓%s %s\n' "$green" "$plain" "$sentence"
    proved+=("$sentence")
}

failed() {
    printf '\n%sDEMO FAILED%s: %s\n' "$red" "$plain" "$1" >&2
    [ ! -s "${2:-/dev/null}" ] || sed 's/^/  | /' "$2" >&2
    ip -brief address >"$work/host" && { echo '  the host:'; sed 's/^/  | /' "$work/host"; } >&2
    exit 1
}
trap 'failed "line $LINENO of ${BASH_SOURCE[0]##*/}: $BASH_COMMAND"' ERR

# equal WANTED COMMAND…: the command prints just that.
equal() {
    local wanted=$1 seen
    shift
    seen=$("$@")
    [ "$seen" = "$wanted" ] || { printf 'wanted: %s\nseen:   %s\n' "$wanted" "$seen"; return 1; }
}
