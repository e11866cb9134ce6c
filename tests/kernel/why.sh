#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# pageck why and audit agree: what an audit of a real directory reports, notes included,
# why says is reported, in the same words; of a sample of other lines it says that they
# are not, and never nothing.
#
# usage: why.sh [PATH...]	(in the tree; default: mm drivers/dax kernel/futex)
# environment: see lib.sh
#	KERNEL_VERSIONS	default: 6.1 6.12
#	LINES		how many lines without findings to ask about (default: 150)
#
# Exits 77 when there is no kernel.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
[ $# -gt 0 ] || set -- mm drivers/dax kernel/futex
PAGECK_CACHE=$tmp/cache
export PAGECK_CACHE

# findings FILE: "LEVEL FILE LINE COLUMN RULE MESSAGE" of the array "findings", sorted
findings()
{
	awk '
	/^  "[a-z_]*": \[/ { inside = /"findings"/ }
	!inside { next }
	function value() { sub(/^ *"[a-z]*": "?/, ""); sub(/"?,?$/, ""); return $0 }
	/^      "rule": / { rule = value() }
	/^      "level": / { level = value() }
	/^      "file": / { file = value() }
	/^      "line": / { line = value() }
	/^      "column": / { column = value() }
	/^      "message": / { print level "\t" file "\t" line "\t" column "\t" rule "\t" value() }' "$1" | sort
}

# disagree WANTED: for each "FILE LINE" on standard input, what why says otherwise
disagree()
{
	while read -r file line; do
		"$PAGECK" why -k "$tree" --rules "$rules" --format json "$file:$line" > "$tmp/answer" 2>&1 ||
			{ echo "$file:$line: $(cat "$tmp/answer")"; continue; }
		awk -F '\t' -v f="$file" -v n="$line" '$2 == f && $3 == n' "$1" > "$tmp/want"
		findings "$tmp/answer" > "$tmp/got"
		verdict=$(sed -n 's/^  "verdict": "\(.*\)",$/\1/p' "$tmp/answer")
		level=$(cut -f 1 "$tmp/want" | sort | tail -n 1)
		case $level:$verdict in
		warning:reported|note:note|:silent|:not-analysed|:suppressed) ;;
		*)	echo "$file:$line: $verdict, and the audit has '$level'" ;;
		esac
		cmp -s "$tmp/want" "$tmp/got" || diff "$tmp/want" "$tmp/got"
		grep -q '^  "because": \[$' "$tmp/answer" || echo "$file:$line: no reason"
	done
}

# Lines of the sources below the paths, the same ones in each run.
sample()
{
	(cd "$tree" && find "$@" -name '*.c' -o -name '*.h' | sort | xargs awk '{ print FILENAME, FNR }') |
		awk -v want="${LINES:-150}" '
		{ all[NR] = $0 }
		END { for (i = 1; i <= want && NR; i++) print all[1 + (i * 7919 * 104729) % NR] }'
}

all_agree()
{
	disagree "$tmp/findings" < "$1" > "$tmp/disagreements"
	cat "$tmp/disagreements"
	! [ -s "$tmp/disagreements" ]
}

kernels=0
for version in ${KERNEL_VERSIONS:-6.1 6.12}; do
	tree=$(kernel "$version")
	[ -n "$tree" ] || continue
	kernels=$((kernels + 1))
	"$PAGECK" audit -k "$tree" --rules "$rules" --all --format json -o "$tmp/audit" "$@"
	findings "$tmp/audit" > "$tmp/findings"
	check "$version: there is something to agree on" test -s "$tmp/findings"
	cut -f 2,3 "$tmp/findings" | tr '\t' ' ' | sort -u > "$tmp/places"
	check "$version: $(wc -l < "$tmp/places") lines with findings" all_agree "$tmp/places"
	sample "$@" > "$tmp/places"
	check "$version: $(wc -l < "$tmp/places") lines of all kinds" all_agree "$tmp/places"
done
[ $kernels -gt 0 ] || skip "no kernel: set KERNEL61 or KERNEL612, or install linux-source"
exit $failed
