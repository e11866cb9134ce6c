#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# pageck layout on Debian's 6.1 and 6.12 kernels: what lies where, as a compiler says it.
#
# environment: see lib.sh
# Exits 77 when there is no kernel.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
PAGECK_CACHE=$tmp/cache
export PAGECK_CACHE

layout()
{
	"$PAGECK" layout --rules "$rules" "$@"
}

# members PROGRAM: $tmp/json satisfies it; m: member by name, for page; f: for folio
members()
{
	python3 -c '
import json, sys
t = json.load(open(sys.argv[1]))
r = {x["name"]: {m["name"]: m for m in x["members"]} for x in t["tree"]["records"]}
m, f = r["page"], r["folio"]
at = lambda x: (x["offset_bits"] // 8, x["size_bits"] // 8)
exec(sys.argv[2])' "$tmp/json" "$1"
}

common='
assert at(m["pgmap"]) == (8, 8) and at(m["zone_device_data"]) == (16, 8)
assert at(m["lru"]) == (8, 16) and at(m["mlock_count"]) == (16, 4) and at(m["mapping"]) == (24, 8)
assert {"lru", "pp_magic", "compound_head"} <= set(m["pgmap"]["overlaps"])
assert {"lru", "pp", "mlock_count"} <= set(m["zone_device_data"]["overlaps"])
assert "pgmap" not in m["mapping"]["overlaps"]
assert m["pgmap"]["arm"] == m["zone_device_data"]["arm"] == "ZONE_DEVICE pages"
assert m["lru"]["arm"] == "Page cache and anonymous pages"
assert m["pgmap"]["zone_device"] == "only" and m["mapping"]["zone_device"] is None
assert all(x["zone_device"] == "never" for x in (m["lru"], m["pp"], f["lru"], f["mlock_count"]))
assert f["page"]["zone_device"] is None and f["flags"]["zone_device"] is None
assert "page" in f["lru"]["overlaps"] and "pgmap" not in f
'

kernels=0
for version in 6.1 6.12; do
	tree=$(kernel "$version")
	[ -n "$tree" ] || continue
	kernels=$((kernels + 1))
	eval "tree$kernels=\$tree"
	layout -k "$tree" --format json -o "$tmp/json" 2> "$tmp/err"
	check "$version: no complaint" test ! -s "$tmp/err"
	check "$version: what KERNEL headers say of page and folio" members "$common"
	layout -k "$tree" > "$tmp/text"
	check "$version: text" grep -q '^  ####....  16-19   mlock_count  *unsigned int  *Page cache and an' \
		"$tmp/text"
	layout -k "$tree" --format svg -o "$tmp/svg"
	check "$version: svg" grep -q '>zone_device' "$tmp/svg"
done
[ $kernels -gt 0 ] || skip "no kernel: set KERNEL61 or KERNEL612, or install linux-source-*"
if [ $kernels = 2 ]; then
	layout -k "$tree1" --diff "$tree2" > "$tmp/diff"
	check 'a diff says that they differ' test $? = 1
	check 'share came' grep -q '^+ page.share: added at byte 32' "$tmp/diff"
	check 'deferred_list went' grep -q '^- page.deferred_list: removed' "$tmp/diff"
	check 'lru stayed' sh -c "! grep 'page.lru' '$tmp/diff'"
fi
exit $failed
