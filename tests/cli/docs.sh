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

# --- figures -----------------------------------------------------------------------------

# What was measured stands on one page; README.md only says where. A figure: three digits, or two
# behind the point, or "N of M"; not in code, and no year, release,
# identifier or round number.
figures()
{
	awk '
		/^ *```/ { code = !code; next }
		code { next }
		{
			gsub(/`[^`]*`/, " ")
			gsub(/\]\([^)]*\)/, "]")
			while (match($0, /[0-9][0-9,]*([.][0-9]+)?( of [0-9][0-9,]*)?/)) {
				before = RSTART > 1 ? substr($0, RSTART - 1, 1) : " "
				figure = substr($0, RSTART, RLENGTH)
				$0 = substr($0, RSTART + RLENGTH)
				if (before ~ /[A-Za-z0-9_.-]/ || $0 ~ /^[A-Za-z_]/ || $0 ~ /^[.-][0-9]/)
					continue
				sub(/,$/, "", figure)
				if (figure ~ / of |[.][0-9][0-9]/ || figure ~ /[0-9],?[0-9],?[0-9]/)
					print figure
			}
		}' "$1" | grep -vxE '(19|20)[0-9][0-9]|[2-7][.][0-9]+|[0-9]{12}|[0-9,]+000' | sort -u
}

: > "$tmp/figures"
for page in $(cd "$top" && ls README.md CONTRIBUTING.md docs/*.md docs/*/*.md); do
	figures "$top/$page" | sed "s|\$|	$page|" >> "$tmp/figures"
done
sort "$tmp/figures" | awk -F '\t' '$1 == figure { print figure ": " page " and " $2 } { figure = $1; page = $2 }' \
	> "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'no figure stands on two pages' || not_ok 'no figure stands on two pages'

# --- options -----------------------------------------------------------------------------

for command in $("$PAGECK" --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p'); do
	"$PAGECK" "$command" --help
done > "$tmp/help"
# options FILE: the long ones
options()
{
	grep -oE -- '(^|[^-a-z])--[a-z][a-z-]+' "$1" | sed 's/.*--/--/' | sort -u
}

options "$tmp/help" | grep -vx -- --help > "$tmp/have"
options "$top/docs/manual.md" > "$tmp/told"
comm -23 "$tmp/have" "$tmp/told" > "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'the manual has each option' || not_ok 'the manual has each option'
# in tables; in the text are options of git and of GNU parallel, too
grep -E '^\| `-' "$top/docs/manual.md" > "$tmp/tables"
options "$tmp/tables" | comm -23 - "$tmp/have" > "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'and no other in its tables' || not_ok 'and no other in its tables'

# --- the environment ---------------------------------------------------------------------

# what isn't the user's to set: kbuild's own, git's, the terminal's
grep -rhoE 'getenv\("[A-Za-z_]+"\)' "$top/checker" | sed 's/.*"\(.*\)".*/\1/' | sort -u |
	grep -vxE 'PATH|TERM|MAKELEVEL|abs_srctree|KBUILD_EXTMOD|GIT_[A-Z_]*' > "$tmp/variables"
while read -r variable; do
	sed -n '/^## Environment/,/^## /p' "$top/docs/manual.md" | grep -q "^| .*\`$variable\(=1\)*\`" ||
		echo "$variable"
done < "$tmp/variables" > "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'the manual has each variable of the environment' ||
	not_ok 'the manual has each variable of the environment'
finish
