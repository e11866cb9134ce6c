#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A kernel that was configured with another compiler than plain gcc or clang: no file of the
# source tree or of the object tree is written, whichever subcommand looks at it.
#
# environment: see lib.sh. Object trees stay in the cache for the next time.

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
. "$top/tests/kernel/lib.sh"
export PAGECK_CACHE="$tmp/cache" PAGECK_RULES="$rules"
unset ARCH LLVM CC CROSS_COMPILE

# clean_source VERSION: a tree in which nothing was configured, or nothing
clean_source()
{
	from=$(kernel "$1")
	[ -n "$from" ] || return
	if [ -e "$from/.config" ]; then
		# files that are only removed can be links
		[ -d "$cache/clean-$1" ] || { cp -al "$from" "$cache/clean-$1" ||
			cp -a "$from" "$cache/clean-$1"; } 2> /dev/null
		from=$cache/clean-$1
		[ ! -e "$from/.config" ] || make -s -C "$from" mrproper > /dev/null 2>&1 || return
	fi
	echo "$from"
}

# objects VERSION NAME WORD...: an object tree that make was given these words for
objects()
{
	obj=$cache/objects-$1-$2
	shift 2
	[ -e "$obj/prepared" ] && return
	mkdir -p "$obj" && make -s -C "$src" O="$obj" "$@" defconfig > "$tmp/log" 2>&1 &&
		cat "$rules/zone-device.config" >> "$obj/.config" &&
		make -s -C "$src" O="$obj" "$@" olddefconfig >> "$tmp/log" 2>&1 &&
		make -s -C "$src" O="$obj" "$@" -j"$(nproc)" prepare >> "$tmp/log" 2>&1 &&
		touch "$obj/prepared"
}

list()
{
	for dir in "$src" "$obj"; do
		(cd "$dir" && find . -printf '%p %y %m %s %T@\n' | LC_ALL=C sort)
	done
}

# looks ARG...: a subcommand that has something to say about the tree, and leaves it alone
looks()
{
	list > "$tmp/before"
	"$PAGECK" "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null
	status=$?
	list > "$tmp/after"
	cat "$tmp/err"
	diff "$tmp/before" "$tmp/after" && [ $status -lt 2 ]
}

# try VERSION NAME WORD...
try()
{
	named="$1, $3"
	check "$named: configured" objects "$@"
	[ -e "$obj/prepared" ] || return
	check "$named: audit" looks audit -k "$src" -O "$obj" mm/memremap.c drivers/dax
	check "$named: audit arch/x86" looks audit -k "$src" -O "$obj" --list arch/x86
	check "$named: audit of everything" looks audit -k "$src" -O "$obj" --list
	check "$named: audit --shard" looks audit -k "$src" -O "$obj" --shard 1/1 -o "$tmp/part" drivers/dax
	check "$named: merge" looks merge "$tmp/part"
	check "$named: why" looks why -k "$src" -O "$obj" mm/memremap.c:300
	check "$named: fix" looks fix -k "$src" -O "$obj" drivers/dax
	check "$named: layout" looks layout -k "$src" -O "$obj"
}

tried=
for version in 6.12 6.1; do
	src=$(clean_source $version)
	[ -n "$src" ] || continue
	if command -v gcc-12 > /dev/null; then
		try $version gcc-12 CC=gcc-12
		tried=yes
	fi
	if command -v clang-19 > /dev/null && command -v ld.lld-19 > /dev/null &&
	   command -v llvm-ar-19 > /dev/null; then
		try $version llvm-19 LLVM=-19
		tried=yes
	fi
done
[ -n "$tried" ] || skip 'no kernel, or neither gcc-12 nor clang-19, lld-19 and llvm-19'
exit $failed
