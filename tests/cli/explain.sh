#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Each rule has a page of one shape, its code says what the page says of it, and
# `pageck explain` shows it. A block of code under "Bad" must be reported under the
# page's rule, one under "Good" must not be, and one under "To silence it" must be,
# but for its comment.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 2
include=$top/tests/fixtures/include

run explain
cp out rules.txt
expect 'without a rule it lists them' 0 no-err out '^union-read '
run explain --help
expect 'explain --help' 0 no-err out '^usage: pageck explain'
run explain pgmap-leek
expect 'a misspelt rule' 2 no-out one-err err "'pgmap-leek'; did you mean 'pgmap-leak'"
run explain xyzzy
expect 'a word that is near no rule' 2 no-out one-err err "'xyzzy'; 'pageck explain' lists them"
run explain union-read gup-retry
expect 'two rules' 2 no-out one-err err 'one rule at a time'
run explain -Wunion-read
expect 'a rule as a finding names it' 0 no-err out '^union-read$'
run explain union-read
expect 'plain in a pipe' 0 no-err not-out "$(printf '\033')" not-out '```' not-out '^## '
expect 'lines fit' 0 not-out '^[^ ].\{81\}'

# as much of a terminal as script(1) makes
if script -qec true /dev/null > /dev/null 2>&1 < /dev/null; then
	TERM=xterm PAGECK_PAGER='sed s/^/paged:/' script -qec "'$PAGECK' explain union-read" /dev/null \
		> out 2> err < /dev/null
	status=$?
	expect 'colour, and through the pager, on a terminal' 0 out 'paged:' out "$(printf '\033')"
	TERM=xterm PAGECK_PAGER='sed s/^/paged:/' \
		script -qec "'$PAGECK' explain --no-pager union-read" /dev/null > out 2> err < /dev/null
	status=$?
	expect '--no-pager' 0 not-out 'paged:' out "$(printf '\033')"
else
	ok 'colour and pager # SKIP no script(1), or no pseudo-terminal for it'
fi

# installed, it finds its pages
mkdir -p i/bin i/share/pageck i/share/doc/pageck
cp "$PAGECK" i/bin/pageck
cp -R "$top/rules" i/share/pageck/rules
cp -R "$top/docs/rules" i/share/doc/pageck/rules
sed 's/A member is used/A member is installed/' "$top/docs/rules/union-read.md" \
	> i/share/doc/pageck/rules/union-read.md
i/bin/pageck explain union-read > out 2> err
status=$?
expect 'installed below a prefix' 0 no-err out 'A member is installed'

# blocks SECTION PAGE: its C, in block.1, block.2...
blocks()
{
	rm -f block.*
	awk -v want="## $1" '
	/^## / { on = $0 == want }
	/^```c/ { if (on) { n++; code = 1; next } }
	/^```/ { code = 0 }
	on && code { print > ("block." n) }' "$2"
}

# check_block FILE ARG...: the statement is in `out` and `err`
check_block()
{
	block=$1
	shift
	{ echo '#include "mini.h"'; cat "$block"; } > block.c
	PAGECK_STRICT=1 "$PAGECK" check --rules "$rules" --all --stats "$@" -I"$include" block.c \
		> out 2> err < /dev/null
	status=$?
}

shape='Why it matters
A real fix
Bad
Good
Where it stands
To silence it
What it can'\''t see'

while read -r rule summary; do
	page=$top/docs/rules/$rule.md
	head -n 1 "$page" > out
	: > err
	status=0
	expect "$rule: its page" 0 out "^# $rule\$"
	sed -n 's/^## //p' "$page" | grep -Fx "$shape" > out
	status=0
	[ "$(cat out)" = "$shape" ] || status=1
	expect "$rule: the sections of its page, in order" 0
	[ ${#summary} -gt 20 ] && [ ${#summary} -le 80 ]
	status=$?
	expect "$rule: its first paragraph is a sentence for the list" 0
	sed -n '/^## A real fix/,/^## Bad/p' "$page" > out
	status=0
	expect "$rule: a real fix has a commit or a date" 0 out '[0-9a-f]\{12\}\|20[0-9][0-9]'

	blocks Bad "$page"
	status=0
	[ -e block.1 ] || status=1
	expect "$rule: there is bad code" 0
	for b in block.[0-9]*; do
		check_block "$b"
		expect "$rule: the bad code is reported ($b)" 0 err "warning: .*\[-W$rule\]" err ' 0 not analysed'
		grep 'warning: ' err | grep -v "\[-W$rule\]" > out
		expect "$rule: and not under another rule ($b)" 0 no-out
	done
	blocks Good "$page"
	status=0
	[ -e block.1 ] || status=1
	expect "$rule: there is good code" 0
	for b in block.[0-9]*; do
		check_block "$b"
		expect "$rule: the good code is not ($b)" 0 not-err 'warning: ' err '0 findings' err ' 0 not analysed'
	done
	blocks 'To silence it' "$page"
	status=0
	[ -e block.1 ] || status=1
	expect "$rule: how to silence it" 0
	for b in block.[0-9]*; do
		check_block "$b"
		expect "$rule: silenced ($b)" 0 not-err 'warning: ' err '0 findings' err '[1-9][0-9]* suppressed'
		grep -v 'pageck: ignore' "$b" > block.loud
		check_block block.loud
		expect "$rule: and not without the comment ($b)" 0 err "warning: .*\[-W$rule\]"
	done
done < rules.txt
finish
