#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The semantic patches through `make coccicheck` in real kernel trees: four modes,
# M=, and a list of files; what they report on unmodified code; bugs put in and
# taken out again by the patch, which checkpatch.pl reads. Prints what it took.
#
# usage: tests/kernel/coccicheck.sh [DIR...]	(default: below)
# environment: WHOLE=1: report mode over the whole tree too; PLANTED=1: only the planted bugs.
#	See lib.sh.
# Exits 77 without a kernel or without spatch.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"

command -v git > /dev/null || skip "no git"
command -v spatch > /dev/null || { echo "coccicheck.sh: no spatch: install coccinelle" >&2; exit 77; }
[ $# -gt 0 ] || set -- mm drivers/dax drivers/nvdimm drivers/pci drivers/gpu/drm/nouveau
rules_of=$(cd "$top/cocci" && ls ./*.cocci)

# What each kernel is known for, read against the code: docs/cocci.md.
known()
{
	case $1 in
	6.1) echo 'gup_retry mm/gup.c:614' ;;
	6.12) echo 'gup_retry mm/gup.c:882' ;;
	esac
}

# tree_of KERNEL: a copy of what coccicheck and checkpatch.pl read, with the directories
tree_of()
{
	from=$1
	shift
	mkdir -p "$tmp/k"
	(cd "$from" && tar -cf - --exclude='*.o' --exclude='*.a' --exclude='.*.cmd' Makefile Kbuild \
		Kconfig scripts include/linux "$@" .config 2> /dev/null) | tar -xf - -C "$tmp/k"
	for need in arch tools include; do
		for f in "$from/$need"/*; do
			[ -e "$tmp/k/$need/${f##*/}" ] || { mkdir -p "$tmp/k/$need"
				ln -s "$f" "$tmp/k/$need/${f##*/}"; }
		done
	done
}

# coccicheck MODE RULE DIR: what it reports or shows, without make's own words
coccicheck()
{
	make -s -C "$tmp/k" coccicheck COCCI="$top/cocci/$2.cocci" MODE="$1" M="$tmp/k/$3" J=1 \
		DEBUG_FILE="$tmp/debug" > "$tmp/said" 2>&1
	status=$?
	rm -f "$tmp/debug"
	[ $status = 0 ] || { cat "$tmp/said"; return 1; }
	if grep -q 'coccicheck failed\|rror: ' "$tmp/said"; then
		cat "$tmp/said"
		return 1
	fi
}

# git_am FILE: $tmp/mail, in a repository that has FILE as it is in $tmp/k
git_am()
{
	rm -rf "$tmp/repo"
	mkdir -p "$tmp/repo/${1%/*}" && cp "$tmp/k/$1" "$tmp/repo/$1" && (
		cd "$tmp/repo" && git init -q && git add . &&
		git -c user.name=a -c user.email=a@example.org commit -q -m a &&
		git -c user.name=a -c user.email=a@example.org am "$tmp/mail"
	)
}

# reported RULE FILE FUNCTION PROGRAM: a bug by an edit, RULE must report it
reported()
{
	rule=$1 file=$2 function=$3 program=$4 bug="$name: $3() with a planted bug"
	cp "$tmp/k/$file" "$tmp/plain.c"
	awk "$program" "$tmp/plain.c" > "$tmp/k/$file"

	if cmp -s "$tmp/k/$file" "$tmp/plain.c"; then
		echo "not ok $bug: nothing to plant it in"
		failed=1
		return 1
	fi
	spatch --very-quiet --no-show-diff --no-includes -D report --cocci-file \
		"$top/cocci/$rule.cocci" "$tmp/k/$file" > "$tmp/said" 2> /dev/null
	check "$bug: $rule reports it" grep -q ERROR "$tmp/said"
}

# by_hand ...: no patch is proposed
by_hand()
{
	reported "$@" || return
	cp "$tmp/plain.c" "$tmp/k/$file"
}

# planted ...: and patch it
planted()
{
	reported "$@" || return
	(cd "$tmp/k" && spatch --very-quiet --no-includes -D patch --cocci-file \
		"$top/cocci/$rule.cocci" --patch . "$file") > "$tmp/fix.diff" 2> /dev/null
	check "$bug: there is a patch" test -s "$tmp/fix.diff"
	{
		echo 'From: A Human <human@example.org>'
		echo 'Date: Mon, 5 Jan 2015 00:00:00 +0000'
		printf 'Subject: [PATCH] mm: put what was taken\n\nA message is for a human to write.\n---\n'
		cat "$tmp/fix.diff"
	} > "$tmp/mail"
	check "$bug: the patch goes through git am" git_am "$file"
	check "$bug: the patch applies" patch -s -p1 -d "$tmp/k" -i "$tmp/fix.diff"
	spatch --very-quiet --no-show-diff --no-includes -D report --cocci-file \
		"$top/cocci/$rule.cocci" "$tmp/k/$file" > "$tmp/said" 2> /dev/null
	check "$bug: after the patch, silence" test ! -s "$tmp/said"
	perl "$tmp/k/scripts/checkpatch.pl" --no-tree --no-signoff --terse --quiet \
		--ignore COMMIT_MESSAGE,MISSING_SIGN_OFF,FROM_SIGN_OFF_MISMATCH "$tmp/mail" 2>&1 |
		grep -v "^total: 0 errors, 0 warnings" > "$tmp/said"
	check "$bug: checkpatch.pl has nothing to say" diff /dev/null "$tmp/said"
	cp "$tmp/plain.c" "$tmp/k/$file"
}

kernels=0
for name in 6.1 6.12; do
	tree=$(kernel $name)
	[ -n "$tree" ] || continue
	kernels=$((kernels + 1))
	rm -rf "$tmp/k"
	tree_of "$tree" "$@"
	: > "$tmp/found"
	for rule in $rules_of; do
		[ -z "${PLANTED-}" ] || break
		rule=${rule#./}
		rule=${rule%.cocci}
		for mode in report context org patch; do
			begin=$(date +%s)
			check "$name: make coccicheck MODE=$mode $rule M=$1" coccicheck $mode "$rule" "$1"
			echo "# $name $rule $mode $1: $(($(date +%s) - begin)) s"
		done
		for dir in "$@"; do
			[ -d "$tmp/k/$dir" ] || continue
			coccicheck report "$rule" "$dir" > /dev/null
			sed -n "s|^$tmp/k/\([^:]*:[0-9]*\):.* ERROR: .*|$rule \1|p" "$tmp/said"
		done | sort -u >> "$tmp/found"
	done
	known $name | sort > "$tmp/known"
	[ -n "${PLANTED-}" ] || check "$name: what is reported is what is known" diff "$tmp/known" "$tmp/found"

	planted pgmap_leak mm/memory_hotplug.c pfn_to_online_page \
		'/put_dev_pagemap\(pgmap\);/ { next } { print }'
	planted pgmap_leak mm/memremap.c pagemap_range \
		'/put_dev_pagemap\(conflict_pgmap\);/ && !done { done = 1; next } { print }'
	planted pgmap_put_twice mm/memory-failure.c memory_failure_dev_pagemap \
		'{ print } /put_dev_pagemap\(pgmap\);/ { print }'
	planted pgmap_put_use mm/memremap.c pagemap_range \
		'{ print } /put_dev_pagemap\(conflict_pgmap\);/ && !done { done = 1; print "\t\tpr_info(\"%d\\n\", conflict_pgmap->type);" }'
	planted gup_retry mm/gup.c follow_page_pte \
		'{ print } END { print "/* the bug is there already */" }'

	planted pgmap_leak mm/gup.c gup_fast_pte_range \
		'/^static int gup(_fast)?_pte_range/ { on = 1 } /^}/ { on = 0 }
		on && /if \(pgmap\)/ { getline; next } { print }'
	planted pgmap_put_twice mm/memory_hotplug.c pfn_to_online_page \
		'{ print } /put_dev_pagemap\(pgmap\);/ { print }'

	planted union_read mm/mlock.c mlock_pte_range '
		/if \(!(page|folio) \|\| .*is_zone_device/ && !done {
			page = /!page/ ? "page" : "folio"
			print "\t\tif (!" page ")"
			getline
			print
			print "\t\tif (mapping_unevictable(" page "->mapping))"
			done = 1
			getline
			print "\t\t\tcontinue;"
		} { print }'
	nouveau=drivers/gpu/drm/nouveau/nouveau_dmem.c
	planted pagemap_setup $nouveau nouveau_dmem_chunk_alloc '/pagemap\.nr_range = / { next } { print }'
	by_hand pagemap_setup $nouveau nouveau_dmem_chunk_alloc '/pagemap\.owner = / { next } { print }'
	by_hand pagemap_setup $nouveau nouveau_dmem_chunk_alloc '/pagemap\.type = / { next } { print }'
	by_hand union_write $nouveau nouveau_dmem_page_free \
		'/page->zone_device_data = dmem->free_pages/ { print "\tlist_add(&page->lru, &dmem->chunks);"; next }
		{ print }'
	by_hand union_write $nouveau nouveau_dmem_chunk_alloc \
		'/page->zone_device_data = drm->dmem/ { print "\t\tlist_add(&page->lru, &drm->dmem->chunks);"; next }
		{ print }'

	[ -z "${PLANTED-}" ] || continue
	# The files that matter, as a list: what an audit knows, without a walk of the tree.
	(cd "$tmp/k" && grep -rlw get_dev_pagemap "$1" | grep '\.c$') > "$tmp/files"
	begin=$(date +%s)
	while read -r f; do
		spatch --very-quiet --no-show-diff --no-includes -D report --cocci-file \
			"$top/cocci/gup_retry.cocci" "$tmp/k/$f" 2> /dev/null
	done < "$tmp/files" | sed -n "s|^$tmp/k/\([^:]*:[0-9]*\):.*|gup_retry \1|p" > "$tmp/listed"
	echo "# $name gup_retry, $(wc -l < "$tmp/files") files listed: $(($(date +%s) - begin)) s"
	grep '^gup_retry ' "$tmp/known" > "$tmp/want"
	check "$name: a list of files gives the same" diff "$tmp/want" "$tmp/listed"

	[ -n "${WHOLE-}" ] || continue
	for rule in $rules_of; do
		rule=${rule#./}
		rule=${rule%.cocci}
		begin=$(date +%s)
		(cd "$tree" && spatch --very-quiet --no-show-diff --no-includes --include-headers \
			-D report --cocci-file "$top/cocci/$rule.cocci" --dir . -j 2 --chunksize 1) \
			2> /dev/null | grep ERROR
		echo "# $name $rule, the whole tree: $(($(date +%s) - begin)) s"
	done
done
[ $kernels -gt 0 ] || exit 77
exit $failed
