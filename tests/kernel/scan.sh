#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The word scan loses nothing: an audit that parses every file says the same as
# one that skips those without a word of the rules, notes included.
#
# usage: scan.sh [PATH...]	(in the tree; default: mm drivers/nvdimm drivers/dax)
# environment: see lib.sh
#
# Exits 77 when there is no kernel.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
[ $# -gt 0 ] || set -- mm drivers/nvdimm drivers/dax

# report NAME OPTION...: $tmp/NAME.json, $tmp/NAME.found, one line a finding
report()
{
	name=$1
	shift
	PAGECK_CACHE=$tmp/cache "$PAGECK" audit -k "$tree" --rules "$rules" --all --format json \
		-o "$tmp/$name.json" "$@"
	[ $? -le 1 ] || return
	python3 - "$tmp/$name.json" <<-'END' > "$tmp/$name.found"
	import json, sys
	for f in json.load(open(sys.argv[1]))["findings"]:
	    print(f["fingerprint"], f["level"], f["file"], f["line"], f["column"], f["rule"],
	          f["function"], f["expression"], f["message"])
	END
}

figure()
{
	python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["stats"][sys.argv[2]])' \
		"$tmp/$1.json" "$2"
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
	check "$version: there is something to lose" test -s "$tmp/parsing.found"
	check "$version: nothing is lost in $(figure skipping skipped) files skipped, of $(figure skipping \
		units)" diff "$tmp/parsing.found" "$tmp/skipping.found"
done
[ $kernels -gt 0 ] || skip "no kernel: set KERNEL612, or install linux-source-6.12"
exit $failed
