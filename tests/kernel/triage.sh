#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Compares the warnings on Debian's kernels with docs/triage/ledger.tsv: both must
# say the same. Exits 77 when there is no kernel at all. See lib.sh.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"

dirs='mm drivers/dax drivers/nvdimm drivers/pci kernel'

# One line a warning: file, function, rule; the text report names the function in no
# fixed place, so the JSON is asked.
warnings()
{
	"$PAGECK" audit -k "$1" --rules "$rules" --format json $dirs 2>/dev/null |
		awk '
		/^ *"rule":/ { rule = value($0) }
		/^ *"level":/ { level = value($0) }
		/^ *"file":/ { file = value($0) }
		/^ *"function":/ { if (level == "warning") print rule "\t" file "\t" value($0) }
		function value(s) { sub(/^[^:]*: *"/, "", s); sub(/",?$/, "", s); return s }' | sort
}

same()
{
	awk -F'\t' -v tree="$1" '$1 == tree { print $2 "\t" $3 "\t" $4 }' \
		"$top/docs/triage/ledger.tsv" | sort > "$tmp/ledger"
	warnings "$2" > "$tmp/today"
	[ -s "$tmp/today" ] && diff -u "$tmp/ledger" "$tmp/today"
}

kernels=0
for v in 6.1 6.12; do
	tree=$(kernel $v)
	[ -n "$tree" ] || continue
	kernels=$((kernels + 1))
	check "the ledger is what is reported on $v" same $v "$tree"
done
[ $kernels -gt 0 ] || exit 77
exit $failed
