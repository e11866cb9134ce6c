#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# docs/history.md against tests/history: a row that names a rule has a pair, the first
# of which is reported for it; one that doesn't says why; and no pair lacks a row.
. "$(dirname "$0")/lib.sh"

table=$top/docs/history.md

# check NAME COMMAND...
check()
{
	name=$1
	shift
	"$@" > "$tmp/out" 2> "$tmp/err"
	status=$?
	if [ $status -eq 0 ]; then ok "$name"; else not_ok "$name"; fi
}

rows()
{
	awk -F' *[|] *' '/^\| / && !/^\| fix / { print $2 "\t" $4 }' "$table"
}

pair_of()
{
	for id in $(echo "$1" | tr -d ','); do
		for f in "$top/tests/history/$id-before.c" "$top/tests/fixtures/$id.c"; do
			[ ! -r "$f" ] || echo "$f"
		done
	done
}

rows > "$tmp/rows"
check "the table has rows" test "$(wc -l < "$tmp/rows")" -ge 30

while IFS='	' read -r ids seen; do
	first=${ids%%[ ,]*}
	case $seen in
	'`'*)
		rule=${seen#\`}
		rule=${rule%%\`*}
		before=$(pair_of "$ids" | head -n 1)
		check "$first: the reproduction is reported for $rule" \
			grep -qE "^ \* [0-9]+: (warning|note): $rule: " "$before"
		case $before in
		*-before.c)
			check "$first: what was mended is silent" sh -c \
				'! grep -qE "^ \* [0-9]+: (warning|note): " "$1" && grep -q "^ \* pageck-expect" "$1"' \
				- "${before%-before.c}-after.c" ;;
		esac ;;
	"no: "*)
		check "$first: says why not, and has no pair" test -z "$(pair_of "$ids")" ;;
	*)
		check "$first: says a rule, or no" false ;;
	esac
done < "$tmp/rows"

for f in "$top"/tests/history/*-before.c; do
	id=${f##*/}
	id=${id%-before.c}
	check "$id has a row" grep -q "^| .*$id.* |" "$table"
done
finish
