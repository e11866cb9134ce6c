#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# rules/sparse/pgmap.h under the commands that `make C=2` runs: of the kernel as it is,
# sparse says with the header what it says without; of a reference that a planted edit
# loses or puts twice, it says so.
#
# usage: sparse.sh [PATH...]	(default: mm/ kernel/ fs/dax.o drivers/dax/ drivers/nvdimm/)
# environment: see lib.sh; the trees must be configured and prepared, and are only read
#	KERNEL_VERSIONS	default: "6.1 6.12"
#
# Exits 77 when there is no such tree, or no sparse.

# one COMMAND-FILE OUT-DIR SPARSE-OPTION...: the same name in OUT-DIR
if [ "$1" = --one ]; then
	command=$2 out=$3/${2##*/}
	shift 3
	options=$*
	eval "set -- $(cat "$command")"
	# shellcheck disable=SC2086 # the options are words
	exec sparse $options "$@" > "$out" 2>&1
fi

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
header=$top/rules/sparse/pgmap.h
jobs=$(getconf _NPROCESSORS_ONLN 2> /dev/null || echo 2)
command -v sparse > /dev/null || skip "no sparse: install the package sparse"
[ $# -gt 0 ] || set -- mm/ kernel/ fs/dax.o drivers/dax/ drivers/nvdimm/

# commands PATH...: what `make C=2` would run, a file each in $tmp/commands, for the shell
commands()
{
	rm -rf "$tmp/commands"
	mkdir "$tmp/commands"
	make -C "$tree" -n -k -j1 --no-print-directory C=2 CHECK=sparse KCFLAGS=-D__record "$@" \
		2> /dev/null |
		sed -n 's/.*[; ]sparse \(-D__linux__.*\.c\)\( *;.*\)\{0,1\}$/\1/p' |
		awk -v dir="$tmp/commands" '{ f = dir "/" NR; print > f; close(f) } END { exit !NR }'
}

# said NAME OPTION...: what sparse says of them all, in $tmp/NAME
said()
{
	name=$1
	shift
	rm -rf "$tmp/said"
	mkdir "$tmp/said"
	find "$tmp/commands" -type f | (cd "$tree" && xargs -P "$jobs" -I {} \
		sh "$here/$script" --one {} "$tmp/said" "$@")
	for f in "$tmp/commands"/*; do
		cat "$tmp/said/${f##*/}"
	done > "$tmp/$name"
}

# planted FILE FUNCTION WHAT SED-COMMANDS: sparse says so of an edited copy of the file
planted()
{
	file=$1 function=$2 what=$3 edit=$4
	edited=$tmp/planted/${file##*/}
	mkdir -p "$tmp/planted"
	sed "/^[a-z].*\<$function(/,/^}/{$edit
	}" "$tree/$file" > "$edited"
	if cmp -s "$tree/$file" "$edited"; then
		echo "not ok $version: $what in $function(): $file has no such place"
		failed=1
		return
	fi
	commands "${file%.c}.o"
	find "$tmp/commands" -type f ! -exec grep -q " $file\$" {} \; -exec rm {} +
	sed -i "s| $file\$| $edited|" "$tmp/commands"/*
	said planted.out "-I${file%/*}" -include "$header"
	check "$version: $what in $function()" grep "context imbalance in '$function'" \
		"$tmp/planted.out"
}

kernels=0
for version in ${KERNEL_VERSIONS:-6.1 6.12}; do
	tree=$(kernel "$version")
	[ -e "${tree:-/nonexistent}/include/generated/autoconf.h" ] || continue
	kernels=$((kernels + 1))
	commands "$@"
	said without
	said with -include "$header"
	n=$(find "$tmp/commands" -type f | wc -l)
	check "$version: sparse has something to say" test -s "$tmp/without"
	check "$version: and the same with the header, of $n files" diff "$tmp/without" "$tmp/with"
	planted mm/memremap.c pagemap_range "a put forgotten" '0,/put_dev_pagemap(/{/put_dev_pagemap(/d}'
	planted mm/memremap.c pagemap_range "the second put forgotten" \
		'/PHYS_PFN(range->end)/,${/put_dev_pagemap(/d}'
	planted mm/memremap.c pagemap_range "a put that comes twice" '/put_dev_pagemap(/p'
	planted mm/memory_hotplug.c pfn_to_online_page "a put forgotten" '/put_dev_pagemap(/d'
	planted mm/memory_hotplug.c pfn_to_online_page "a put that comes twice" '/put_dev_pagemap(/p'
	planted mm/memory-failure.c memory_failure_dev_pagemap "a put forgotten" \
		'/put_dev_pagemap(/d'
	planted mm/memory-failure.c memory_failure "a return with the reference" \
		's/^\t*res = memory_failure_dev_pagemap(/if (flags) return -EBUSY;\n&/'
done
[ $kernels -gt 0 ] || skip "no prepared kernel: set KERNEL61 and KERNEL612"
exit $failed
