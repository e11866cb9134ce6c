#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What README.md, CONTRIBUTING.md and docs/ show: each command is run as it stands, in a little tree;
# those that need a kernel are for tests/kernel/readme.sh, and tests/docs/commands says why the rest isn't.
. "$(dirname "$0")/lib.sh"
. "$top/tests/docs/mini.sh"
. "$top/tests/docs/lib.sh"
for tool in git make; do
	command -v $tool > /dev/null || { echo "ok # SKIP no $tool"; exit 0; }
done
mini_home
PATH=$HOME/bin:$PATH
export PATH
(cd "$HOME/beside" && pageck audit -k linux --write-baseline pageck-baseline.json
	cp pageck-baseline.json B) > /dev/null 2>&1
cp -a "$HOME" "$tmp/pristine"

fresh()
{
	rm -rf "$HOME" && cp -a "$tmp/pristine" "$HOME"
}

directory_of()
{
	[ "$1" = objects ] || [ -e "$HOME/linux/.config" ] || configured "$HOME/linux"
	case $1 in
	tree)	echo "$HOME/linux" ;;
	beside)	echo "$HOME/beside" ;;
	module)	echo "$HOME/src/mydriver" ;;
	objects) # kbuild wants a tree with objects elsewhere to have none of its own
		rm -rf "$HOME/linux/.config" "$HOME/linux/include/config" "$HOME/linux/include/generated"
		echo "$HOME/beside" ;;
	*)	return 1 ;;
	esac
}

run_shown_commands

# --- the table ---------------------------------------------------------------------------

awk -F '\t' '$1 == "C" { print $4 }' "$tmp/shown" | sort -u > "$tmp/commands"
grep -v '^#' "$top/tests/docs/commands" | cut -f3 | sort > "$tmp/rows"
: > "$tmp/err"
status=0
comm -23 "$tmp/commands" "$tmp/rows" > "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'each command shown is in tests/docs/commands' ||
	not_ok 'each command shown is in tests/docs/commands'
comm -13 "$tmp/commands" "$tmp/rows" > "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'and no other' || not_ok 'and no other'
finish
