#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# How much of a kernel that nobody tuned the rules on does `rules propose` find by itself? The names
# below are of Linux 7.3, each a successor or a new sibling of one that the rules of BEFORE had
# (their list stops short of them). Sinks are left out: what is theirs only a predecessor tells.
#
# usage: propose.sh
# environment: see lib.sh
#	KERNEL73, OBJECTS73	linux-source-7.3, and its object tree
#	BEFORE	a directory of rules, or a commit of this repository that has them
#
# Exits 77 when there is no such kernel.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
BEFORE=${BEFORE:-bb7ce8a}
[ -n "${KERNEL73-}" ] || skip "no kernel: set KERNEL73"

if [ -d "$BEFORE" ]; then
	before=$BEFORE
else
	mkdir "$tmp/git" && git -C "$top" archive "$BEFORE" rules 2> /dev/null | tar x -C "$tmp/git" 2> /dev/null
	before=$tmp/git/rules
	[ -d "$before" ] || skip "no rules of $BEFORE: set BEFORE to a directory"
fi
"$PAGECK" rules propose -k "$KERNEL73" ${OBJECTS73:+-O "$OBJECTS73"} --rules "$before" > "$tmp/proposed.yaml" 2> "$tmp/err" ||
	{ cat "$tmp/err" >&2; exit 2; }

# section and name
cat > "$tmp/names" <<'END'
families softleaf_to_pfn
families softleaf_to_page
families softleaf_to_folio
families pmd_to_softleaf_folio
families softleaf_from_pte
families softleaf_from_pmd
guards softleaf_is_device_private
guards pmd_is_device_private_entry
guards page_has_movable_ops
guards isolate_movable_ops_page
origins alloc_frozen_pages_noprof
origins __alloc_frozen_pages_noprof
origins alloc_pages_bulk_noprof
origins alloc_contig_frozen_pages_noprof
origins __filemap_get_folio_mpol
origins swap_cache_alloc_folio
origins mapping_read_folio_gfp
origins make_device_exclusive
zeroing _kzalloc_noprof
readers folio_zone_device_data
sinks folio_set_zone_device_data
END
found=0 all=0
while read -r section name; do
	all=$((all + 1))
	if sed -n "/^$section:/,/^[a-z]/p" "$tmp/proposed.yaml" | grep -qx "  - function: $name"; then
		echo "found $section $name"
		found=$((found + 1))
	else
		echo "not found $section $name"
	fi
done < "$tmp/names"
echo "$found of $all, and $(grep -c '^  - ' "$tmp/proposed.yaml") rows proposed in all"
check "nine in ten are found" test $((found * 10)) -ge $((all * 9))
# none of them is in the program
check "no name of theirs is in C" sh -c "! cut -d' ' -f2 '$tmp/names' | grep -rwFf - '$top/checker'"
exit $failed
