#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# `make C=1|C=2 CHECK=pageck` on copies of Debian's 6.1 and 6.12: in the tree, with
# O= and with M=, with the flags that kbuild, sparse's users and 0-day pass. The
# build goes on, nothing is written that CHECK=true doesn't write, and what is said
# looks like sparse.
#
# environment: see lib.sh; the trees must be configured and prepared
#	KERNEL_VERSIONS	default: "6.1 6.12"
#	TMPDIR		holds a copy without drivers, about 500 MB, and an O= tree
#
# Exits 77 when there is no such tree, or it can't build anything by itself.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
objects='mm/gup.o mm/memremap.o mm/util.o lib/math/'
jobs=$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 2)
PAGECK_CACHE=$tmp/cache
export PAGECK_CACHE

# What mm/ takes to be built.
copy()
{
	mkdir "$2" && (cd "$1" && tar c --exclude=./.git --exclude='./Documentation/*.rst' \
		--exclude='./Documentation/*.yaml' --exclude='./Documentation/*.txt' \
		--exclude='./drivers/*.[chS]' --exclude='./sound/*.[chS]' --exclude='./net/*.c' \
		--exclude='./fs/*.c' --exclude=./tools/testing --exclude=./tools/perf .) |
		tar x -C "$2"
}

# quiet ARG...: make in the copy, what it says in $tmp/log
quiet()
{
	make -C "$tmp/copy" -s -j"$jobs" "$@" > "$tmp/log" 2>&1
	r=$?
	[ $r = 0 ] || cat "$tmp/log"
	return $r
}

# Sizes and times of everything, but for what make itself writes each time.
listing()
{
	(cd "$tmp" && find copy out module -type f ! -name .missing-syscalls.d \
		! -path out/Makefile -printf '%p %s %T@\n' 2> /dev/null | sort)
}

same_listing()
{
	listing > "$tmp/after"
	diff "$tmp/before" "$tmp/after"
}

says()
{
	grep -q "$1" "$tmp/log" || { echo "no $1 in:"; cat "$tmp/log"; return 1; }
}

# Every line of the log is FILE:LINE:COLUMN: PREFIXwarning: or note:; FILE in the tree is there.
like_sparse()
{
	! grep -Ev "^[^ :]+:[0-9]+:[0-9]+: $1(warning|note): " "$tmp/log" || return
	sed 's/:.*//' "$tmp/log" | sort -u | while read -r f; do
		[ -e "$tmp/copy/$f" ] || [ -e "$f" ] || { echo "no $f"; exit 1; }
	done
}

# c2 WHAT PATTERN ARG...: with a checker that does nothing, then with ours
c2()
{
	name=$1 pattern=$2
	shift 2
	# twice: the first settles what make has to say to the other arguments
	quiet "$@" C=2 CHECK=true && quiet "$@" C=2 CHECK=true || {
		echo "not ok $name: make itself fails"
		cat "$tmp/log"
		failed=1
		return
	}
	listing > "$tmp/before"
	check "$name: make succeeds" quiet "$@" C=2 CHECK="$PAGECK"
	check "$name: nothing is written" same_listing
	check "$name: says what is wrong" says "$pattern"
	case $* in
	*-fdiagnostic-prefix*) check "$name: lines like sparse's" like_sparse 'pageck: ' ;;
	*) check "$name: lines like sparse's" like_sparse '' ;;
	esac
}

c1()
{
	name=$1
	check "$name, C=1: nothing to do, nothing to say" quiet C=1 CHECK="$PAGECK" mm/gup.o mm/util.o
	check "$name, C=1: silent" test ! -s "$tmp/log"
	touch "$tmp/copy/mm/gup.c"
	check "$name, C=1: a file that is compiled" quiet C=1 CHECK="$PAGECK" mm/gup.o mm/util.o
	check "$name, C=1: is checked" says '^mm/gup.c:.*-Wgup-retry'
	check "$name, C=1: and compiled" test "$tmp/copy/mm/gup.o" -nt "$tmp/copy/mm/gup.c"
}

statuses()
{
	name=$1
	check "$name: -Wpageck-error fails the build" sh -c "! make -C '$tmp/copy' -s C=2 \
		CHECK='$PAGECK -Wpageck-error' mm/gup.o"
	check "$name: errors of pageck's own don't" quiet C=2 CHECK="$PAGECK --rules /nonexistent" \
		mm/util.o
	check "$name: unless they are asked for" sh -c "! PAGECK_STRICT=1 make -C '$tmp/copy' -s C=2 \
		CHECK='$PAGECK --rules /nonexistent' mm/util.o"
}

# A module of our own, with a reference lost on an error path.
module()
{
	mkdir -p "$tmp/module" || return
	echo 'obj-m := leak.o' > "$tmp/module/Makefile"
	cat > "$tmp/module/leak.c" <<-'END'
	#include <linux/memremap.h>
	#include <linux/module.h>

	int leak_lookup(unsigned long pfn, bool busy);
	int leak_lookup(unsigned long pfn, bool busy)
	{
		struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

		if (!pgmap)
			return -ENXIO;
		if (busy)
			return -EBUSY;
		put_dev_pagemap(pgmap);
		return 0;
	}
	MODULE_LICENSE("GPL");
	END
	c2 "$1, M=" 'leak.c:12:.*-Wpgmap-leak' M="$tmp/module" leak.o
	rm -rf "$tmp/module"
}

# The same sources, cleaned, with their objects elsewhere.
other_objects()
{
	mkdir "$tmp/out" && cp "$tmp/copy/.config" "$tmp/config" && quiet mrproper &&
		cp "$tmp/config" "$tmp/out/.config" && quiet O="$tmp/out" olddefconfig &&
		quiet O="$tmp/out" prepare && quiet O="$tmp/out" mm/gup.o mm/util.o || {
		echo "ok $1, O= # SKIP the tree can't be prepared again"
		return
	}
	c2 "$1, O=" 'mm/gup.c:.*-Wgup-retry' O="$tmp/out" mm/gup.o mm/util.o
}

kernels=0
for version in ${KERNEL_VERSIONS:-6.1 6.12}; do
	tree=$(kernel "$version")
	[ -e "${tree:-/nonexistent}/include/generated/autoconf.h" ] || continue
	rm -rf "$tmp/copy" "$tmp/out"
	copy "$tree" "$tmp/copy" || exit 2
	if ! quiet $objects; then
		echo "ok $version # SKIP $objects: not built"
		continue
	fi
	kernels=$((kernels + 1))
	gup='^mm/gup.c:[0-9]*:[0-9]*: warning: .*\[-Wgup-retry\]$'
	c2 "$version" "$gup" $objects
	check "$version: sparse's flags were passed" sh -c "make -C '$tmp/copy' V=1 C=2 \
		CHECK=true mm/util.o | grep -q ' true .*-Wbitwise'"
	c2 "$version, 0-day's flags" '^mm/gup.c:.*: pageck: warning: .*\[-Wgup-retry\]$' \
		CF='-fdiagnostic-prefix -D__CHECK_ENDIAN__ -fmax-warnings=unlimited --arch=x86_64' \
		mm/gup.o mm/util.o
	check "$version: silent on empty.c" sh -c "! grep empty.c '$tmp/log'"
	c1 "$version"
	statuses "$version"
	module "$version"
	other_objects "$version"
done
[ $kernels -gt 0 ] ||
	skip "no prepared kernel that builds mm/: set KERNEL61 and KERNEL612"
exit $failed
