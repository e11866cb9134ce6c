#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What the semantic patches of cocci/ cost in report mode, in CPU seconds (user and system,
# children included), in one run beside one of the kernel's own: each over mm/ as `make
# coccicheck` walks it; over the files there that `pageck audit --list` names; and over those
# of the whole tree. coccicheck itself has no way to be given a list: spatch has.
#
# usage: cocci.sh [RULE...]	(default: all of cocci/)
# environment: KERNEL	a tree; else KERNEL612, or Debian's, see tests/kernel/lib.sh
#		WHOLE=0	without the whole tree
#		WALK=1	and each over the whole tree without a list, which takes long
#
# Exits 77 when there is no kernel or no spatch.

top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
. "$top/tests/bench/lib.sh"
tree=${KERNEL:-$(kernel 6.12)}
[ -n "$tree" ] || skip "no kernel: set KERNEL, or install linux-source-6.12"
command -v spatch > /dev/null || skip "no spatch: install the Debian package coccinelle"
own=scripts/coccinelle/free/ifnullfree.cocci

# list NAME PATH...: what pageck names there, a group a file, as --file-groups wants it
list()
{
	name=$1
	shift
	"$PAGECK" audit --list -k "$tree" --rules "$rules" -o "$tmp/names" "$@" 2> "$tmp/said" ||
		{ cat "$tmp/said" >&2; exit 2; }
	sed G "$tmp/names" > "$tmp/$name"
	echo "$(wc -l < "$tmp/names") files"
}

# spatch_on NAME COCCI WHAT...: WHAT is --dir DIRECTORY or --file-groups FILE
spatch_on()
{
	name=$1 cocci=$2
	shift 2
	options=$(sed -n 's/^\/\/ Options://p' "$cocci")
	# shellcheck disable=SC2086 # the options are words
	(cd "$tree" && cost "$name" spatch -D report --very-quiet --no-show-diff \
		--cocci-file "$cocci" $options "$@")
}

# over WHAT ARG...: a table of all semantic patches
over()
{
	what=$1
	shift
	spatch_on "$what.own" "$tree/$own" "$@"
	echo
	echo "$what"
	row "$own" "$(least "$what.own" 1)" "$(least "$what.own" 1)"
	for rule in $wanted; do
		spatch_on "$what.$rule" "$top/cocci/$rule.cocci" "$@"
		row "$rule" "$(least "$what.$rule" 1)" "$(least "$what.own" 1)"
	done
}

wanted=$*
[ -n "$wanted" ] || wanted=$(cd "$top/cocci" && ls ./*.cocci | sed 's|^\./||; s|\.cocci$||')
echo "$tree; the last column is the part of what $own takes on the same files"
over "mm, as coccicheck walks it" --dir mm
of=$(list mm mm) || exit 2
over "mm, a list of $of" --file-groups "$tmp/mm"
if [ "${WHOLE-1}" != 0 ]; then
	of=$(list whole) || exit 2
	over "the whole tree, a list of $of" --file-groups "$tmp/whole"
fi
[ -z "${WALK-}" ] || over "the whole tree, as coccicheck walks it" --dir .
exit 0
