#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# One tree, one report: with one worker and with two, in three parts that are merged, with
# nothing kept from before and with all of it, and after being killed on the way, an audit
# says the same, byte for byte but for the seconds.
#
# usage: same.sh [PATH...]	(in the tree; default: the whole tree)
# environment: see lib.sh
#	KERNEL_VERSIONS	default: 6.12
#
# Exits 77 when there is no kernel.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"

# report NAME CACHE ARG...: $tmp/NAME, without what depends on the clock
report()
{
	name=$1 PAGECK_CACHE=$tmp/$2
	export PAGECK_CACHE
	shift 2
	"$PAGECK" "$@" --rules "$rules" --all --format json -o "$tmp/$name.json" || [ $? = 1 ] || return
	sed '/"seconds"/d' "$tmp/$name.json" > "$tmp/$name"
}

same()
{
	[ -s "$tmp/first" ] && cmp "$tmp/first" "$tmp/$1"
}

in_parts()
{
	for i in 1 2 3; do
		PAGECK_CACHE=$tmp/part$i "$PAGECK" audit -k "$tree" --rules "$rules" --all \
			--shard $i/3 -o "$tmp/part-$i" "$@" || [ $? = 1 ] || return
	done
	report merged cache-m merge "$tmp/part-1" "$tmp/part-2" "$tmp/part-3"
}

# Killed three times, each later than the one before, with all of its workers.
killed()
{
	for seconds in 4 6 9; do
		PAGECK_CACHE=$tmp/cache-k timeout -s KILL $seconds "$PAGECK" audit -j2 -k "$tree" \
			--rules "$rules" --all "$@" > /dev/null 2>&1
	done
	report killed cache-k audit -j2 -k "$tree" "$@"
}

kernels=0
for version in ${KERNEL_VERSIONS:-6.12}; do
	tree=$(kernel "$version")
	[ -n "$tree" ] || continue
	kernels=$((kernels + 1))
	check "$version: an audit" report first cache-1 audit -j1 -k "$tree" "$@"
	sed -n 's/^ *"\(units\|skipped\|parsed\|functions\)"/    \1/p' "$tmp/first"
	check "$version: again, with what it has kept" report again cache-1 audit -j2 -k "$tree" "$@"
	check "$version: the same again" same again
	check "$version: two workers" report two cache-2 audit -j2 -k "$tree" "$@"
	check "$version: the same with two workers" same two
	check "$version: without a store" report alone cache-2 audit -j2 --no-store -k "$tree" "$@"
	check "$version: the same without a store" same alone
	check "$version: in three parts" in_parts "$@"
	check "$version: the same in three parts" same merged
	check "$version: killed on the way" killed "$@"
	check "$version: the same after being killed" same killed
	rm -rf "$tmp"/cache-* "$tmp"/part*
done
[ $kernels -gt 0 ] || exit 77
exit $failed
