#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What pageck adds to a build in which nothing matters to it: `make C=2` over
# directories that are built already, with CHECK=true and with CHECK=pageck in turn.
# kbuild starts the checker once for each object, and make itself is the larger part.
#
# usage: c2.sh [DIRECTORY/...]	(default: some of net/ and lib/)
# environment: KERNEL	a prepared tree; else KERNEL612, see tests/kernel/lib.sh
#		RUNS	how often; the least of each counts (default: 5)
#		C2_TREE	a tree that these directories may be built in; else a copy is
#			made, a gigabyte below TMPDIR
#
# Exits 77 when there is no prepared tree, 1 when a limit is exceeded.

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
. "$top/tests/bench/lib.sh"
[ $# -gt 0 ] || set -- lib/crypto/ net/ipv6/ net/netfilter/ net/sunrpc/ net/mac80211/
runs=${RUNS:-5}
tree=${C2_TREE-}
if [ -z "$tree" ]; then
	from=${KERNEL:-$(kernel 6.12)}
	[ -n "$from" ] || skip "no kernel: set KERNEL, or install linux-source-6.12"
	[ -e "$from/include/generated/autoconf.h" ] || skip "$from is not configured and prepared"
	tree=$tmp/tree
	mkdir "$tree" && (cd "$from" && tar c --exclude=./.git --exclude=./Documentation .) |
		tar x -C "$tree" || exit 2
	mkdir "$tree/Documentation" && cp "$from/Documentation/Kconfig" \
		"$from/Documentation/Makefile" "$tree/Documentation/"
fi

build()
{
	make -C "$tree" -s "$@" > "$tmp/said" 2>&1 || { cat "$tmp/said" >&2; exit 2; }
}

# check NAME CHECKER DIRECTORY...
check_with()
{
	name=$1 checker=$2
	shift 2
	cost "$name" make -C "$tree" -s -j1 C=2 CHECK="$checker" "$@" ||
		{ cat "$tmp/said" >&2; exit 2; }
}

build -j"$(getconf _NPROCESSORS_ONLN)" "$@"
"$PAGECK" audit -k "$tree" --rules "$rules" --format json -o "$tmp/report.json" "$@" 2> "$tmp/said"
units=$(figure units) skipped=$(figure skipped)
if [ "${units:-0}" = 0 ] || [ "$units" != "$skipped" ]; then
	cat "$tmp/said" >&2
	echo "c2.sh: $skipped of $units units are skipped: something matters there" >&2
	exit 2
fi
# The first run settles what make has to say to other arguments, and fills the cache.
build C=2 CHECK=true "$@"
build C=2 CHECK="$PAGECK --rules $rules" "$@"
i=0
while [ $i -lt "$runs" ]; do
	check_with true true "$@"
	check_with pageck "$PAGECK --rules $rules" "$@"
	[ ! -s "$tmp/said" ] || { echo "c2.sh: this was said:" >&2; cat "$tmp/said" >&2; exit 2; }
	i=$((i + 1))
done

echo "$*: $units units, all of them skipped; the least of $runs runs"
for column in 1 2; do
	[ $column = 1 ] && kind=CPU || kind=clock
	row "make C=2 CHECK=true, $kind" "$(least true $column)" "$(least true $column)"
	row "make C=2 CHECK=pageck, $kind" "$(least pageck $column)" "$(least true $column)"
done
awk -v a="$(least true 1)" -v b="$(least pageck 1)" -v n="$units" \
	'BEGIN { printf "%-40s %9.2f ms\n", "CPU for each unit", (b - a) / n * 1000 }'
limit "CPU, of CHECK=true's" "$(least pageck 1)" "$(least true 1)" 1.3
limit "clock, of CHECK=true's" "$(least pageck 2)" "$(least true 2)" 1.3
exit $over
