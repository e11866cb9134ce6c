#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# pageck presubmit on a real kernel in git: of each series exactly what it adds is reported.
#
# usage: tests/kernel/presubmit.sh [CASE...]
#
# environment: see lib.sh; PRESUBMIT_TREE, a prepared 6.12 in git that may be worked in
#	(default: a copy is made)
here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"

all_sources()
{
	printf '%s\n' '.*' '*.[oa]' '*.ko' '*.cmd' '*.mod' '*.order' /include/generated/ \
		/include/config/ '/arch/*/include/generated/' '!.gitignore' > .gitignore
	git -c core.looseCompression=0 add .
}

work_tree all_sources
git checkout -q -f presubmit-base || exit 2
paths='mm kernel lib fs/dax.c drivers/dax drivers/nvdimm'

# edit FILE FUNCTION EDIT...
edit()
{
	file=$1 fn=$2
	shift 2
	printf '%s\n' "$@" > "$tmp/edits"
	awk -f "$top/tests/mutation/edit.awk" -v fn="$fn" "$tmp/edits" "$file" > "$tmp/edited" ||
		exit 2
	cp "$tmp/edited" "$file"
}

commit()
{
	git add -A && git commit -qm "$*" || exit 2
}

start()
{
	git checkout -q -f presubmit-base && git reset -q --hard && git clean -qfd || exit 2
}

# What a report says, as "new RULE@FUNCTION" and "gone RULE@FUNCTION" lines.
summary()
{
	"$PAGECK" presubmit --rules "$rules" --format json "$@" > "$tmp/json" 2> "$tmp/err"
	status=$?
	python3 - "$tmp/json" <<-'END' > "$tmp/said"
	import json, sys
	d = json.load(open(sys.argv[1]))
	for f in d["findings"]:
	    print("new %s@%s" % (f["rule"], f["function"]))
	END
	sed -n 's/^[^ ]*: gone: .*\[-W\(.*\)\]$/gone \1/p' "$tmp/err" >> "$tmp/said"
	sort -o "$tmp/said" "$tmp/said"
}

# expect NAME STATUS LINE... -- ARGUMENT...
expect()
{
	name=$1 want=$2
	shift 2
	: > "$tmp/want"
	while [ "$1" != -- ]; do
		echo "$1" >> "$tmp/want"
		shift
	done
	shift
	sort -o "$tmp/want" "$tmp/want"
	before=$(git status --porcelain --untracked-files=no | cksum; cksum < .git/index)
	summary "$@"
	after=$(git status --porcelain --untracked-files=no | cksum; cksum < .git/index)
	if [ $status = "$want" ] && cmp -s "$tmp/want" "$tmp/said" && [ "$before" = "$after" ]; then
		echo "ok $name"
	else
		echo "not ok $name: status $status"
		[ "$before" = "$after" ] || echo '    the work tree or the index changed'
		sed 's/^/    want: /' "$tmp/want"
		sed 's/^/    said: /' "$tmp/said"
		sed 's/^/    err: /' "$tmp/err"
		failed=1
	fi
}

case_new()
{
	start
	edit mm/gup.c __get_user_pages 'delete :: 1 :: put_dev_pagemap('
	commit a bug
	expect 'a new bug' 1 'new pgmap-leak@__get_user_pages' -- presubmit-base..HEAD
	git format-patch -q -1 -o "$tmp/patch" HEAD
	expect 'nothing to say when it was there before' 0 -- HEAD..HEAD
	start
	expect 'a patch that is not applied' 1 'new pgmap-leak@__get_user_pages' -- "$tmp"/patch/*.patch
	git apply --index "$tmp"/patch/*.patch || exit 2
	expect 'what is staged' 1 'new pgmap-leak@__get_user_pages' -- --staged
}

case_fixed()
{
	start
	edit mm/memremap.c pagemap_range 'delete :: 2 :: put_dev_pagemap('
	commit a bug
	edit mm/memremap.c pagemap_range 'replace :: 1 :: if (conflict_pgmap) { :: if (conflict_pgmap) {	/* twice */'
	git checkout -q presubmit-base -- mm/memremap.c
	commit fixed
	expect 'a bug fixed' 0 'gone pgmap-leak' -- HEAD~1..HEAD
	expect 'a bug that comes and goes in the series' 0 -- presubmit-base..HEAD
}

case_moved()
{
	start
	edit mm/gup.c gup_fast_devmap_leaf 'delete :: 1 :: put_dev_pagemap('
	commit a bug
	git tag -f presubmit-bug > /dev/null
	# lines above, and the whole function further down
	sed -i '1i /* moved */\n/* down */\n' mm/gup.c
	commit lines above
	expect 'a bug moved by lines above it' 0 -- presubmit-bug..HEAD
	python3 - <<-'END' || exit 2
	import re
	s = open("mm/gup.c").read()
	at = s.index("static int gup_fast_devmap_leaf(")
	end = s.index("\n}\n", at) + 3
	body = s[at:end]
	proto = body[:body.index("\n{")] + ";\n"
	s = s[:at] + proto + s[end:]
	i = s.rindex("#ifdef CONFIG_ARCH_HAS_PTE_DEVMAP") if False else s.index("static int gup_fast_devmap_pmd_leaf(")
	# behind the next function
	e = s.index("\n}\n", i) + 3
	s = s[:e] + "\n" + body + s[e:]
	open("mm/gup.c", "w").write(s)
	END
	commit a function moved
	expect 'a bug moved with its function' 0 -- presubmit-bug..HEAD
	git checkout -q presubmit-bug
	edit mm/gup.c gup_fast_pte_range 'delete :: 1 :: put_dev_pagemap('
	sed -i 's/gup_fast_devmap_leaf/gup_fast_devmap_entry/' mm/gup.c
	commit renamed and another one
	expect 'a function renamed, and a new bug' 1 'new pgmap-leak@gup_fast_pte_range' -- presubmit-bug..HEAD
}

case_renamed()
{
	start
	edit mm/memremap.c get_dev_pagemap 'delete :: 1 :: put_dev_pagemap('
	commit a bug
	git tag -f presubmit-bug > /dev/null
	git mv mm/memremap.c mm/zone_device_map.c
	sed -i 's/memremap\.o/zone_device_map.o/' mm/Makefile
	sed -i '5i /* renamed */' mm/zone_device_map.c
	commit renamed
	expect 'a file renamed' 0 -- presubmit-bug..HEAD
	git format-patch -q -M -1 -o "$tmp/rename" HEAD
	git checkout -q presubmit-bug
	expect 'a file renamed by a patch that is not applied' 0 -- "$tmp"/rename/*.patch
	git apply --index "$tmp"/rename/*.patch || exit 2
	edit mm/zone_device_map.c pagemap_range 'delete :: 1 :: put_dev_pagemap('
	commit renamed, and a new bug
	expect 'a file renamed, and a new bug in it' 1 'new pgmap-leak@pagemap_range' -- presubmit-bug..HEAD
}

case_white()
{
	start
	edit mm/gup.c __get_user_pages 'delete :: 1 :: put_dev_pagemap('
	commit a bug
	git tag -f presubmit-bug > /dev/null
	sed -i 's/^\t/        /; s/ = /  =  /' mm/gup.c
	commit white space
	expect 'white space only' 0 -- presubmit-bug..HEAD
	git commit -q --allow-empty -m nothing
	expect 'a series of nothing' 0 -- HEAD~1..HEAD
}

case_header()
{
	start
	python3 - <<-'END' || exit 2
	s = open("mm/internal.h").read()
	at = s.rindex("#endif")
	s = s[:at] + """#include <linux/memremap.h>
	static inline int pageck_probe(unsigned long pfn)
	{
		struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

		if (!pgmap)
			return -ENXIO;
		put_dev_pagemap(pgmap);
		return 0;
	}
	""" + s[at:]
	open("mm/internal.h", "w").write(s)
	END
	edit mm/memory_hotplug.c pfn_to_online_page 'prepend :: int pageck_user(unsigned long pfn);\nint pageck_user(unsigned long pfn)\n{\n\treturn pageck_probe(pfn);\n}\n'
	commit a header and who uses it
	git tag -f presubmit-bug > /dev/null
	edit mm/internal.h pageck_probe 'delete :: 1 :: put_dev_pagemap('
	commit the header
	expect 'a header changed' 1 'new pgmap-leak@pageck_probe' -- presubmit-bug..HEAD
}

case_callee()
{
	start
	# memory_failure_dev_pagemap() puts what memory_failure() gave it: in one file. Apart:
	edit mm/memory_hotplug.c pfn_to_online_page 'prepend :: struct dev_pagemap *pageck_hold(unsigned long pfn)\n{\n\treturn NULL;\n}\n'
	edit mm/memremap.c get_dev_pagemap 'prepend :: struct dev_pagemap *pageck_hold(unsigned long pfn);\nint pageck_user(unsigned long pfn);\nint pageck_user(unsigned long pfn)\n{\n\tstruct dev_pagemap *pgmap = pageck_hold(pfn);\n\n\tif (!pgmap)\n\t\treturn -ENXIO;\n\treturn 0;\n}\n'
	commit two files
	git tag -f presubmit-bug > /dev/null
	"$PAGECK" audit --rules "$rules" $paths > /dev/null 2>&1
	sed -i '/pageck_hold(unsigned long pfn)$/,/^}/s/return NULL;/return get_dev_pagemap(pfn, NULL);/' mm/memory_hotplug.c
	commit the callee
	expect 'a bug in a caller, by a change of the callee' 1 'new pgmap-leak@pageck_user' -- presubmit-bug..HEAD
}

case_series()
{
	start
	edit mm/gup.c __get_user_pages 'delete :: 1 :: put_dev_pagemap('
	commit one
	git mv mm/sparse.c mm/sparse_sections.c
	sed -i 's/sparse\.o/sparse_sections.o/' mm/Makefile
	commit two
	edit mm/memremap.c pagemap_range 'double :: 1 :: put_dev_pagemap('
	commit three
	sed -i 's/^\t/        /' mm/memory-failure.c
	commit four
	echo '/* nothing */' >> include/linux/dax.h
	commit five
	expect 'five patches' 1 'new pgmap-leak@__get_user_pages' 'new pgmap-put@pagemap_range' -- presubmit-base..HEAD
	git format-patch -q --stdout presubmit-base..HEAD > "$tmp/mbox"
	start
	expect 'the same from a mailbox' 1 'new pgmap-leak@__get_user_pages' 'new pgmap-put@pagemap_range' -- "$tmp/mbox"
}

case_time()
{
	start
	edit mm/gup.c __get_user_pages 'delete :: 1 :: put_dev_pagemap('
	commit a bug
	summary presubmit-base..HEAD
	cost=
	for what in 'audit --no-store mm/gup.c' 'presubmit presubmit-base..HEAD'; do
		"$PAGECK" $what > /dev/null 2>&1
		start=$(date +%s%N)
		"$PAGECK" $what > /dev/null 2>&1
		cost="$cost $(($(date +%s%N) - start))"
	done
	set -- $cost
	# one more look at a series does nothing anew: its worst case is one that was never seen
	sed -i '1i /* another */' mm/gup.c
	commit another
	start=$(date +%s%N)
	"$PAGECK" presubmit presubmit-base..HEAD > /dev/null 2>&1
	set -- "$@" $(($(date +%s%N) - start))
	echo "# parsed once: 1; again: $(($2 * 100 / $1)) %; a new series: $(($3 * 100 / $1)) %"
	check 'at most three times one parse' test $(($3)) -le $((3 * $1))
}

[ "${PRESUBMIT_WARM-}" ] || "$PAGECK" audit --rules "$rules" $paths > /dev/null 2> "$tmp/err"
[ $# -gt 0 ] || set -- new fixed moved renamed white header callee series time
for c in "$@"; do
	"case_$c"
done
exit $failed
