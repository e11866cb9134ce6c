#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Compares docs/triage/sites-6.12.tsv, a verdict for each access that sites.awk finds in
# 6.12's sources, with what is there and with what is reported of it today. With --list it
# prints the columns that are compared: file, function, access, how many lines have it, and
# the loudest that is said of one: warning, note or silent. Exits 77 without that kernel.
# See lib.sh.
#
# environment: AUDIT	the JSON of an audit --all of that tree, instead of making one

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"

tree=$(kernel 6.12)
[ -n "$tree" ] || skip "no kernel: set KERNEL612, or install linux-source"
audit=${AUDIT-}
if [ -z "$audit" ]; then
	audit=$tmp/audit
	"$PAGECK" audit -k "$tree" --rules "$rules" --all --format json -o "$audit"
fi

# LEVEL FILE LINE
said()
{
	awk '
	/^  "[a-z_]*": \[/ { inside = /"findings"/ }
	!inside { next }
	function value() { sub(/^ *"[a-z]*": "?/, ""); sub(/"?,?$/, ""); return $0 }
	/^      "level": / { level = value() }
	/^      "file": / { file = value() }
	/^      "line": / { print level "\t" file "\t" value() }' "$1"
}

sites()
{
	(cd "$tree" && find mm fs/*.c fs/9p fs/ext2 fs/ext4 fs/fat fs/fuse fs/hugetlbfs fs/iomap fs/isofs \
		fs/jbd2 fs/netfs fs/nfs fs/proc fs/xfs kernel block io_uring lib net/core net/ipv4 virt \
		include/linux arch/x86 drivers/dax drivers/nvdimm drivers/pci drivers/iommu drivers/base \
		drivers/gpu/drm/i915 drivers/gpu/drm/ttm -name '*.[ch]' | sort | xargs awk -f "$here/sites.awk")
}

said "$audit" > "$tmp/said"
[ -s "$tmp/said" ] || { echo "$script: nothing is reported of $tree" >&2; exit 2; }
sites | awk -F '\t' '
	BEGIN { OFS = FS; name[1] = "silent"; name[2] = "note"; name[3] = "warning" }
	NR == FNR { at[$2, $3] = $1 == "warning" ? 3 : at[$2, $3] > 2 ? 3 : 2; next }
	{
		site = $1 OFS $3 OFS $4
		n[site]++
		loud = ($1, $2) in at ? at[$1, $2] : 1
		if (loud > level[site])
			level[site] = loud
	}
	END { for (site in n) print site, n[site], name[level[site]] }' "$tmp/said" - |
	LC_ALL=C sort > "$tmp/sites"
if [ "${1-}" = --list ]; then
	cat "$tmp/sites"
	exit 0
fi

as_judged()
{
	grep -v '^#' "$top/docs/triage/sites-6.12.tsv" | cut -f 1-5 | LC_ALL=C sort > "$tmp/ledger"
	diff "$tmp/ledger" "$tmp/sites"
}

check "each of $(wc -l < "$tmp/sites") accesses of 6.12 is there, has its verdict and is reported as then" as_judged
all_with_reason()
{
	awk -F '\t' '!/^#/ && (NF != 7 || $6 !~ /^(true|harmless|sound|owner|header|not-built)$/ || $7 == "") {
		print; bad = 1
	} END { exit bad }' "$top/docs/triage/sites-6.12.tsv"
}
check "each has a verdict and a reason" all_with_reason
exit $failed
