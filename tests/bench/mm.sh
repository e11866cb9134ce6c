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
# Exits 77 when there is no kernel or no sparse, 1 when a limit is exceeded.

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
. "$top/tests/bench/lib.sh"
path=${1:-mm/}
runs=${RUNS:-3}
tree=${KERNEL:-$(kernel 6.12)}
[ -n "$tree" ] || skip "no kernel: set KERNEL, or install linux-source-6.12"
command -v sparse > /dev/null || skip "no sparse: install the Debian package sparse"

audit()
{
	cost "$1" "$PAGECK" audit -j1 -k "$tree" --rules "$rules" --format json \
		-o "$tmp/report.json" "$path"
}

# The first audit also configures a tree that isn't; its objects are the ones to use.
audit first
[ -s "$tmp/report.json" ] || { cat "$tmp/said" >&2; exit 2; }
built=$(objects "$tree")
[ "$built" = "$tree" ] && given= || given=O=$built
# shellcheck disable=SC2086 # nothing or one word
sparse_commands "$tree" $given "$path" > "$tmp/commands"
units=$(wc -l < "$tmp/commands")
if [ "$units" = 0 ] || [ "$units" != "$(figure units)" ]; then
	echo "mm.sh: kbuild would run sparse on $units units, and pageck has $(figure units)" >&2
	exit 2
fi

i=0
while [ $i -lt "$runs" ]; do
	(cd "$built" && cost sparse sh "$tmp/commands")
	forget
	audit cold
	audit again
	i=$((i + 1))
done

sparse=$(least sparse 1)
echo "$tree, $path: $units units, $(figure skipped) of them skipped; least CPU time of $runs runs"
row "sparse" "$sparse" "$sparse"
row "pageck audit -j1, empty cache" "$(least cold 1)" "$sparse"
row "pageck audit -j1, nothing changed" "$(least again 1)" "$sparse"
limit "empty cache, of sparse's" "$(least cold 1)" "$sparse" 0.35
exit $over
