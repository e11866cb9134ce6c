#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Compares docs/triage/sites-6.1.tsv and sites-6.12.tsv, a verdict for each access that
# sites.awk finds in the kernel's sources, with what is there and with what is reported of it
# today. With --list VERSION it prints the columns that are compared: file, function, access,
# how many lines have it, and the loudest that is said of one: warning, note or silent. Exits
# 77 without kernels. See lib.sh.
#
# environment: AUDITS	a directory: its VERSION.json is the JSON of an audit --all of that
#			kernel, to be used instead of making one

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"

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
	(cd "$1" && find mm fs/*.c fs/9p fs/ext2 fs/ext4 fs/fat fs/fuse fs/hugetlbfs fs/iomap fs/isofs \
		fs/jbd2 fs/netfs fs/nfs fs/proc fs/xfs kernel block io_uring lib net/core net/ipv4 virt \
		include/linux arch/x86 drivers/dax drivers/nvdimm drivers/pci drivers/iommu drivers/base \
		drivers/gpu/drm/i915 drivers/gpu/drm/ttm -name '*.[ch]' | sort | xargs awk -f "$here/sites.awk")
}

# list VERSION TREE: the columns that are compared
list()
{
	audit=${AUDITS-}/$1.json
	if [ -z "${AUDITS-}" ]; then
		audit=$tmp/audit
		"$PAGECK" audit -k "$2" --rules "$rules" --all --format json -o "$audit"
	fi
	said "$audit" > "$tmp/said"
	[ -s "$tmp/said" ] || { echo "$script: nothing is reported of $2" >&2; return 1; }
	sites "$2" | awk -F '\t' '
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
		LC_ALL=C sort
}

as_judged()
{
	grep -v '^#' "$top/docs/triage/sites-$1.tsv" | cut -f 1-5 | LC_ALL=C sort > "$tmp/ledger"
	diff "$tmp/ledger" "$tmp/sites"
}

all_with_reason()
{
	awk -F '\t' '!/^#/ && (NF != 7 || $6 !~ /^(true|harmless|sound|owner|header|not-built)$/ || $7 == "") {
		print; bad = 1
	} END { exit bad }' "$top/docs/triage/sites-$1.tsv"
}

if [ "${1-}" = --list ]; then
	tree=$(kernel "$2")
	[ -n "$tree" ] || skip "no kernel $2"
	list "$2" "$tree"
	exit
fi
kernels=0
for v in 6.1 6.12; do
	tree=$(kernel $v)
	[ -n "$tree" ] || continue
	kernels=$((kernels + 1))
	list $v "$tree" > "$tmp/sites" || exit 2
	check "each of $(wc -l < "$tmp/sites") accesses of $v is there, has its verdict and is reported as then" as_judged $v
	check "each of $v has a verdict and a reason" all_with_reason $v
done
[ $kernels -gt 0 ] || skip "no kernel: set KERNEL61 or KERNEL612, or install linux-source"
exit $failed
