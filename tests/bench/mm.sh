#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What pageck costs on mm/, in CPU seconds (user and system, children included),
# beside sparse on the same units in the same run: each with the arguments that
# `make C=2 CHECK=sparse` passes, one after the other, and `pageck audit -j1`
# with an empty cache and with the one that run has left.
#
# usage: mm.sh [PATH]	(default: mm/)
# environment: KERNEL	a tree; else KERNEL612, or Debian's, see tests/kernel/lib.sh
#		RUNS	how often; the least of each counts (default: 3)
#
# Exits 77 when there is no kernel or no sparse.

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
. "$top/tests/kernel/lib.sh"
path=${1:-mm/}
runs=${RUNS:-3}
tree=${KERNEL:-$(kernel 6.12)}
[ -n "$tree" ] || skip "no kernel: set KERNEL, or install linux-source-6.12"
command -v sparse > /dev/null || skip "no sparse: install the Debian package sparse"
PAGECK_CACHE=$tmp/cache
export PAGECK_CACHE

# cpu COMMAND...: its CPU seconds; what it says in $tmp/said
cpu()
{
	sh -c '"$@" > "$0" 2>&1; times' "$tmp/said" "$@" | awk '
	NR == 2 {
		for (i = 1; i <= 2; i++) {
			split($i, t, "[ms]")
			s += t[1] * 60 + t[2]
		}
		printf "%.2f\n", s
	}'
}

# least FILE: the smallest number in it
least()
{
	sort -n "$1" | head -n 1
}

audit()
{
	cpu "$PAGECK" audit -j1 -k "$tree" --rules "$rules" --format json -o "$tmp/report.json" \
		"$path"
}

figure()
{
	sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" "$tmp/report.json" | tail -n 1
}

# The first audit also configures a tree that isn't; its objects are the ones to use.
audit > /dev/null
[ -s "$tmp/report.json" ] || { cat "$tmp/said" >&2; exit 2; }
objects= built=$tree
for d in "$PAGECK_CACHE"/trees/*/; do
	[ ! -e "$d/include/generated/autoconf.h" ] || built=${d%/} objects=O=$built
done
# shellcheck disable=SC2086 # nothing or one word
dry_run()
{
	make -C "$tree" $objects -n -k -j1 C=2 CHECK=sparse KCFLAGS=-D__record "$path"
}
dry_run 2> /dev/null | awk '
# "set -e; echo ...; trap ...; sparse ARGUMENTS FILE.c; ..."
/; *sparse -/ {
	sub(/.*; *sparse -/, "sparse -")
	sub(/;.*/, "")
	if ($0 !~ /scripts\/mod\/empty\.c *$/)
		print
}' > "$tmp/commands"
units=$(wc -l < "$tmp/commands")
if [ "$units" = 0 ] || [ "$units" != "$(figure units)" ]; then
	echo "mm.sh: kbuild would run sparse on $units units, and pageck has $(figure units)" >&2
	exit 2
fi

i=0
while [ $i -lt "$runs" ]; do
	(cd "$built" && cpu sh "$tmp/commands") >> "$tmp/sparse"
	rm -rf "$PAGECK_CACHE/pch" "$PAGECK_CACHE/store"
	audit >> "$tmp/cold"
	audit >> "$tmp/warm"
	cpu make -C "$tree" $objects -n -k -j1 KCFLAGS=-D__record "$path" >> "$tmp/make"
	i=$((i + 1))
done

row()
{
	awk -v name="$1" -v s="$2" -v of="$(least "$tmp/sparse")" \
		'BEGIN { printf "%-34s %6.2f s   %.2f\n", name, s, s / of }'
}

echo "$tree, $path: $units units, $(figure skipped) of them skipped; least CPU time of $runs runs"
row "sparse" "$(least "$tmp/sparse")"
row "pageck audit -j1, empty cache" "$(least "$tmp/cold")"
row "pageck audit -j1" "$(least "$tmp/warm")"
row "  of which make -n" "$(least "$tmp/make")"
