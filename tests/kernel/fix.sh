#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# pageck fix on a real kernel: what tests/mutation breaks is mended by something as good.
# Closes with a line a rule: how many of its cases got back what they lost.
#
# usage: tests/kernel/fix.sh [CASE...]		of tests/mutation/cases.tsv
#
# environment: see lib.sh; PRESUBMIT_TREE, a prepared 6.12 in git that may be worked in
#	(default: a copy is made)
here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
work_tree git add -f mm kernel fs/proc
: > "$tmp/tally"

# mends ID LINE...: what the patch has to have, "+" in front of what it adds
mends()
{
	id=$1
	shift
	git checkout -q -f presubmit-base || exit 2
	awk -F'\t' -v id="$id" '$1 == id && $2 ~ /6\.12/' "$top/tests/mutation/cases.tsv" > "$tmp/case"
	file=$(cut -f3 "$tmp/case") function=$(cut -f4 "$tmp/case")
	rule=$(cut -f5 "$tmp/case" | sed 's/@.*//')
	cut -f6- "$tmp/case" | tr '\t' '\n' > "$tmp/edits"
	awk -f "$top/tests/mutation/edit.awk" -v fn="$function" "$tmp/edits" "$file" > "$tmp/edited" || exit 2
	cp "$tmp/edited" "$file"
	"$PAGECK" fix --rules "$rules" --rule "$rule" --format diff "$file" > "$tmp/patch" 2> "$tmp/err"
	good=1
	for line; do
		grep -qxF -e "$(printf %b "$line")" "$tmp/patch" || good=0
	done
	git apply --check "$tmp/patch" || good=0
	if [ $good = 1 ]; then
		echo "ok $id"
		echo "$rule good" >> "$tmp/tally"
	else
		echo "not ok $id"
		echo "$rule bad" >> "$tmp/tally"
		sed 's/^/    /' "$tmp/patch" "$tmp/err"
		failed=1
	fi
	git checkout -q -f presubmit-base
}

# read-*-thp: where the folio is no anonymous one, and not around it: without the branch the
# mapping that is compared below isn't set, and an anonymous device-coherent folio needs no test
cat > "$tmp/all" <<'END'
drop-gup-slow	+\tput_dev_pagemap(ctx.pgmap);
drop-gup-pte	+\tput_dev_pagemap(pgmap);
drop-gup-huge	+\tput_dev_pagemap(pgmap);
drop-mf	+\tput_dev_pagemap(pgmap);
drop-online	+\t\tput_dev_pagemap(pgmap);
drop-range-start	+\t\tput_dev_pagemap(conflict_pgmap);
drop-range-end	+\t\tput_dev_pagemap(conflict_pgmap);
drop-lookup	+\t\tput_dev_pagemap(pgmap);
drop-free	+\t\tput_dev_pagemap(folio->page.pgmap);
efault-null-devmap-pmd	+\t\treturn ERR_PTR(-EFAULT);
efault-null-huge-pud	+\t\t\treturn ERR_PTR(-EFAULT);
efault-zero-devmap-pmd	+\t\treturn ERR_PTR(-EFAULT);
efault-zero-huge-pud	+\t\t\treturn ERR_PTR(-EFAULT);
efault-emlink-devmap-pmd	+\t\treturn ERR_PTR(-EFAULT);
efault-emlink-huge-pud	+\t\t\treturn ERR_PTR(-EFAULT);
efault-variable-devmap-pmd	+\t\tpage = ERR_PTR(-EFAULT);
read-drop-thp	+\t\t\tif (folio_is_zone_device(folio))	+\t\t\t\tgoto next;
read-narrow-thp	+\t\t\tif (folio_is_zone_device(folio))	+\t\t\t\tgoto next;
read-late-thp	+\t\t\tif (folio_is_zone_device(folio))	+\t\t\t\tgoto next;
read-devmap-pud	+\t    !is_zone_device_page(page) && gup_must_unshare(vma, flags, page))
layout-fin-none	+\t\tif (dst && !folio_is_zone_device(dst))
layout-fin-private	+\t\tif (!folio_is_device_private(dst) && !folio_is_zone_device(dst))
layout-move-pages	+\t} else if (!folio_is_zone_device(folio) && folio_trylock(folio)) {
END
tab=$(printf '\t')
while IFS=$tab read -r id lines; do
	case " $* " in *" $id "*|'  ') ;; *) continue ;; esac
	IFS=$tab
	# shellcheck disable=SC2086 # lines apart by tabs
	set -f -- "$@"
	mends "$id" $lines < /dev/null
	unset IFS
done < "$tmp/all"
awk '{ n[$1]++; good[$1] += $2 == "good" } END { for (r in n) print r ": " good[r] + 0 " of " n[r] " mended" }' \
	"$tmp/tally" | LC_ALL=C sort
exit $failed
