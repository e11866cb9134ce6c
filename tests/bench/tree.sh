#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What pageck costs on a whole kernel, in CPU seconds (user and system, children
# included), beside sparse in the same run: `pageck audit -j1` from an empty cache,
# the dry run that asks kbuild for the arguments included, and once more with
# nothing changed. sparse takes an hour for all units, so it gets a sample of them,
# the same one in every run, and its time is multiplied; FULL=1 has it check them all.
#
# environment: KERNEL	a tree; else KERNEL61, or Debian's, see tests/kernel/lib.sh
#		SAMPLE	how many units sparse checks (default: 100)
#		FULL=1	all of them
#
# Exits 77 when there is no kernel or no sparse, 1 when a limit is exceeded.

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
. "$top/tests/bench/lib.sh"
tree=${KERNEL:-$(kernel 6.1)}
sample=${SAMPLE:-100}
[ -n "$tree" ] || skip "no kernel: set KERNEL, or install linux-source-6.1"
command -v sparse > /dev/null || skip "no sparse: install the Debian package sparse"

audit()
{
	cost "$1" "$PAGECK" audit -j1 -k "$tree" --rules "$rules" --format json \
		-o "$tmp/$1.json"
	[ -s "$tmp/$1.json" ] || { cat "$tmp/said" >&2; exit 2; }
	ln -sf "$1.json" "$tmp/report.json"
}

# A tree that isn't configured is so by the first audit, which is no part of the figures.
if [ ! -e "$tree/.config" ]; then
	"$PAGECK" audit -k "$tree" --rules "$rules" init > /dev/null 2> "$tmp/said"
	forget
fi
built=$(objects "$tree")
[ "$built" = "$tree" ] && given= || given=O=$built

audit cold
audit again
diff "$tmp/cold.json" "$tmp/again.json" | grep '^[<>]' | grep -v '"seconds"' > "$tmp/differs"

# shellcheck disable=SC2086 # nothing or one word
sparse_commands "$tree" $given | sort > "$tmp/all"
count=$(wc -l < "$tmp/all")
[ -n "${FULL-}" ] && sample=$count
# The same for every awk: each unit gets the next number of a generator, the least are taken.
awk 'BEGIN { x = 20150306 } { x = x * 16807 % 2147483647; print x "\t" $0 }' "$tmp/all" |
	sort -n | head -n "$sample" | cut -f 2- > "$tmp/commands"
sample=$(wc -l < "$tmp/commands")
[ "$sample" -gt 0 ] || { echo "tree.sh: kbuild would run sparse on nothing" >&2; exit 2; }
(cd "$built" && cost sparse sh "$tmp/commands")
sparse=$(awk -v s="$(least sparse 1)" -v n="$count" -v of="$sample" 'BEGIN { print s * n / of }')

echo "$tree: $(figure units) units, $(figure skipped) of them skipped; CPU time"
if [ "$sample" = "$count" ]; then
	row "sparse" "$sparse" "$sparse"
else
	row "sparse: $count times its mean of $sample units" "$sparse" "$sparse"
fi
row "pageck audit -j1, empty cache" "$(least cold 1)" "$sparse"
row "pageck audit -j1, nothing changed" "$(least again 1)" "$sparse"
printf '%-40s %9s MiB\n' "largest process" "$(least cold 3)"
limit "empty cache, of sparse's" "$(least cold 1)" "$sparse" 0.10
limit "nothing changed, of the first run" "$(least again 1)" "$(least cold 1)" 0.02
limit "largest process, of 400 MiB" "$(least cold 3)" 400 1
if [ -s "$tmp/differs" ]; then
	echo "limit: the two reports differ:"
	head -n 10 "$tmp/differs"
	over=1
fi
exit $over
