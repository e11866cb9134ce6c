#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Compares the patches that pageck fix offers on unchanged kernels with docs/triage/fixes.tsv,
# where each has been read against the code and has a verdict. Exits 77 when there is no
# kernel at all. See lib.sh.
#
# environment: KERNEL61, KERNEL612, KERNEL73, and OBJECTS61, OBJECTS612, OBJECTS73 for trees
#		that were configured elsewhere
#	FIXES_PATHS	what is looked at (default: where device pages are made, mapped or met)

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"

# One line a patch: rule, file, function, the change.
offered()
{
	awk -v OFS='\t' '
	/: warning: .* \[-W[a-z-]*\]$/ { rule = $0; sub(/.*\[-W/, "", rule); sub(/\]$/, "", rule) }
	/: note: in [A-Za-z0-9_]*\(\) this change / {
		file = $0; sub(/:.*/, "", file)
		sub(/.*: note: in /, "")
		function_name = $0; sub(/\(\).*/, "", function_name)
		sub(/^[A-Za-z0-9_]*\(\) this change /, "")
		print rule, file, function_name, $0
	}' "$1" | LC_ALL=C sort
}

same_fixes()
{
	awk -F'\t' -v OFS='\t' -v tree="$1" '$1 == tree { print $2, $3, $4, $5 }' "$top/docs/triage/fixes.tsv" |
		LC_ALL=C sort > "$tmp/read"
	diff -u "$tmp/read" "$tmp/offered"
}

any=
for version in 6.1 6.12 7.3; do
	short=$(echo "$version" | tr -d .)
	tree=$(eval "echo \${KERNEL$short-}") objects=$(eval "echo \${OBJECTS$short-}")
	[ -n "$tree" ] || tree=$(kernel "$version")
	[ -n "$tree" ] || continue
	any=1
	paths=
	for path in ${FIXES_PATHS:-mm fs kernel lib drivers/dax drivers/nvdimm drivers/gpu/drm/amd/amdkfd \
			drivers/gpu/drm/nouveau drivers/gpu/drm/xe}; do
		[ ! -e "$tree/$path" ] || paths="$paths $tree/$path"
	done
	# shellcheck disable=SC2086 # the paths are words
	"$PAGECK" fix --rules "$rules" -k "$tree" ${objects:+-O "$objects"} $paths > "$tmp/fixes" 2> "$tmp/err"
	[ $? -le 1 ] || { cat "$tmp/err" >&2; exit 2; }
	offered "$tmp/fixes" > "$tmp/offered"
	check "$version: the patches that were read, and no others" same_fixes "$version"
done
[ -n "$any" ] || skip 'no kernel'
exit $failed
