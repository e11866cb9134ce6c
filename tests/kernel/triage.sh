#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Compares what is reported on Debian's kernels, the whole configured tree, with
# docs/triage: ledger.tsv has the warnings, each of which must be reported and no
# other; notes.tsv has a verdict for every note. Exits 77 when there is no kernel
# at all. See lib.sh.
#
# environment: TRIAGE_PATHS	compare only what lies below these directories, which
#				is what is audited then (others tell of callers)
#	TRIAGE_WARNINGS	not empty: the ledger alone
#	TRIAGE_GET	not empty: kernels that aren't there are fetched (get.sh)
#	OBJ61, OBJ612, OBJ73	prepared object trees of the kernels

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"

# One line a finding: level, rule, file, function.
findings()
{
	# shellcheck disable=SC2086 # the paths are words
	"$PAGECK" audit -k "$1" ${2:+-O "$2"} --rules "$rules" --all --format json ${TRIAGE_PATHS-} 2>/dev/null |
		awk '
		/^ *"rule":/ { rule = value($0) }
		/^ *"level":/ { level = value($0) }
		/^ *"file":/ && !file { file = value($0) }
		/^ *"function":/ { print level "\t" rule "\t" file "\t" value($0); file = "" }
		function value(s) { sub(/^[^:]*: *"/, "", s); sub(/",?$/, "", s); return s }' | sort
}

below()
{
	[ -n "${TRIAGE_PATHS-}" ] || { cat; return; }
	awk -F'\t' -v paths="$TRIAGE_PATHS" '
		BEGIN { n = split(paths, p, " ") }
		{ for (i = 1; i <= n; i++) if (index($2 "/", p[i] "/") == 1) { print; next } }'
}

same_warnings()
{
	awk -F'\t' -v tree="$1" '$1 == tree { print $2 "\t" $3 "\t" $4 }' \
		"$top/docs/triage/ledger.tsv" | below | sort > "$tmp/ledger"
	sed -n 's/^warning	//p' "$tmp/today" > "$tmp/warnings"
	[ -s "$tmp/today" ] && diff -u "$tmp/ledger" "$tmp/warnings"
}

# A note without a verdict.
unread_notes()
{
	sed -n 's/^note	[^	]*	//p' "$tmp/today" | sort -u | while IFS='	' read -r file fn; do
		verdict=
		while IFS='	' read -r in_file in_fn v reason; do
			# shellcheck disable=SC2254 # they are patterns
			case $file in $in_file) ;; *) continue ;; esac
			# shellcheck disable=SC2254
			case $fn in $in_fn) verdict=$v; break ;; esac
		done < "$top/docs/triage/notes.tsv"
		[ -z "$verdict" ] || printf '%s\t%s\n' "$in_file" "$in_fn" >> "$tmp/used"
		[ -n "$verdict" ] || printf '%s\t%s\n' "$file" "$fn"
	done
}

all_notes_read()
{
	unread_notes > "$tmp/unread"
	cat "$tmp/unread"
	[ ! -s "$tmp/unread" ]
}

# Verdicts on what nothing reports any more.
no_stale_verdicts()
{
	grep -v '^#' "$top/docs/triage/notes.tsv" | cut -f 1,2 | sort > "$tmp/verdicts"
	sort -u "$tmp/used" | comm -23 "$tmp/verdicts" - > "$tmp/stale"
	cat "$tmp/stale"
	[ ! -s "$tmp/stale" ]
}

# tree_of VERSION: its tree, or nothing; why it isn't there goes to $tmp/no-tree
tree_of()
{
	if [ -n "${TRIAGE_GET-}" ]; then
		"$here/get.sh" "$1" 2> "$tmp/no-tree"
	else
		echo "no kernel $1" > "$tmp/no-tree"
		kernel "$1"
	fi
}

kernels=0
: > "$tmp/used"
for v in 6.1 6.12 7.3; do
	tree=$(tree_of $v)
	if [ -z "$tree" ]; then
		echo "ok the ledger of $v # SKIP $(tail -n 1 "$tmp/no-tree")"
		continue
	fi
	kernels=$((kernels + 1))
	eval "obj=\${OBJ$(echo $v | tr -d .)-}"
	findings "$tree" "$obj" > "$tmp/today"
	check "the ledger is what is reported on $v" same_warnings $v
	[ -n "${TRIAGE_WARNINGS-}" ] || check "every note on $v has a verdict" all_notes_read
done
[ $kernels -gt 0 ] || exit 77
if [ $kernels = 3 ] && [ -z "${TRIAGE_PATHS-}${TRIAGE_WARNINGS-}" ]; then
	check "every verdict is on a note" no_stale_verdicts
fi
exit $failed
