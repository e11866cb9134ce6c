#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The word scan loses nothing: an audit that parses every file says the same as
# one that skips those without a word of the rules, notes included.
#
# usage: scan.sh [PATH...]	(in the tree; default: mm drivers/nvdimm drivers/dax block lib)
# environment: see lib.sh
#	KERNEL_VERSIONS	default: 6.12
#
# Exits 77 when there is no kernel.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
[ $# -gt 0 ] || set -- mm drivers/nvdimm drivers/dax block lib
PAGECK_CACHE=$tmp/cache
export PAGECK_CACHE

# report NAME OPTION... PATH...: $tmp/NAME, a block a finding; its statistics in $tmp/NAME.json
report()
{
	name=$1
	shift
	"$PAGECK" audit -k "$tree" --rules "$rules" --all -o "$tmp/$name" "$@"
	[ $? -le 1 ] || return
	# nothing is parsed again for this one
	"$PAGECK" audit -k "$tree" --rules "$rules" --all --format json -o "$tmp/$name.json" "$@"
	[ $? -le 1 ]
}

figure()
{
	sed -n "s/.*\"$2\": *\([0-9]*\).*/\1/p" "$tmp/$1.json" | tail -n 1
}

kernels=0
for version in ${KERNEL_VERSIONS:-6.12}; do
	tree=$(kernel "$version")
	[ -n "$tree" ] || continue
	kernels=$((kernels + 1))
	check "$version: audit" report skipping "$@"
	check "$version: audit --no-skip" report parsing --no-skip "$@"
	[ $failed = 0 ] || exit 1
	check "$version: files were skipped" test "$(figure skipping skipped)" -gt 0
	check "$version: none was with --no-skip" test "$(figure parsing skipped)" = 0
	check "$version: there is something to lose" test -s "$tmp/parsing"
	check "$version: nothing is lost in $(figure skipping skipped) files skipped, of $(figure skipping \
		units)" diff "$tmp/parsing" "$tmp/skipping"
done
[ $kernels -gt 0 ] || skip "no kernel: set KERNEL612, or install linux-source-6.12"
exit $failed
