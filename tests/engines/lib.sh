# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by the scripts beside it: a directory of their own, with the driver in it.
# environment: O, the build directory; CC; ENGINE_RULES, the rules

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
script=${0##*/}
O=${O:-build}
case $O in /*) ;; *) O=$top/$O ;; esac
rules=${ENGINE_RULES:-$top/rules}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
export PAGECK_CACHE="$tmp/cache"
[ -r "$O/libpageck.a" ] || { echo "$script: no $O/libpageck.a: run make first" >&2; exit 2; }
"${CC:-cc}" -std=gnu11 -D_GNU_SOURCE -O1 "-I$top/checker" -o "$tmp/driver" "$here/driver.c" \
	"$O/libpageck.a" -lyaml -ljansson -lsqlite3 -lxxhash -ldl -lpthread || exit 2

# usage: what the script's head says after "usage:"
usage()
{
	sed -n '/^# usage/,/^#$/s/^# \{0,1\}//p' "$0" >&2
	exit 2
}
