#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Completions and manual pages have every option that --help has, and are well formed.
. "$(dirname "$0")/lib.sh"
status=0
: > "$tmp/out"
: > "$tmp/err"

# a copy, so that nothing is made beside the program under test
mkdir -p "$tmp/build"
cp "$PAGECK" "$tmp/build/pageck"
commands=$("$PAGECK" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p')
[ "$(echo $commands | wc -w)" -gt 8 ] && ok 'there are commands' || not_ok 'there are commands'

for shell in bash zsh fish; do
	run completion $shell
	cp "$tmp/out" "$tmp/$shell"
	for c in $commands; do
		for o in $("$PAGECK" $c --help | sed -n 's/^  *\(-[a-zA-Z], \)*--\([-a-z]*\).*/\2/p'); do
			case $shell in
			bash)	sed -n "/^	$c)/,/;;\$/p" "$tmp/bash" | grep -q -e "[\" ]--$o[\" ]" ||
					sed -n "/^	$c)/,/^	[a-z]*)/p" "$tmp/bash" | grep -q -e "--$o" ;;
			zsh)	sed -n "/^$c)/,/;;\$/p" "$tmp/zsh" | grep -q -e "'--$o[=[]" ;;
			fish)	grep "seen_subcommand_from $c'" "$tmp/fish" | grep -q -e "-l $o " ;;
			esac || echo "$c --$o"
		done
	done > "$tmp/missing"
	cp "$tmp/missing" "$tmp/out"
	[ ! -s "$tmp/missing" ] && ok "$shell: every option" || not_ok "$shell: every option"
	if command -v $shell > /dev/null; then
		$shell -n "$tmp/$shell" 2> "$tmp/err" && ok "$shell reads it" || not_ok "$shell reads it"
	else
		echo "ok $shell reads it # SKIP no $shell"
	fi
done
if command -v bash > /dev/null; then
	bash -c '. "$1"
		t() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pageck; echo "${COMPREPLY[*]}"; }
		t pageck presub; t pageck audit --forma; t pageck audit --format sar; t pageck explain pgmap-l
		t pageck hook un' bash "$tmp/bash" > "$tmp/out" 2> "$tmp/err"
	printf '%s\n' presubmit --format sarif pgmap-leak uninstall | cmp -s - "$tmp/out" &&
		ok 'bash completes' || not_ok 'bash completes'
fi
run completion csh
expect 'another shell' 2 no-out one-err err 'not csh'

# manual pages
(cd "$top" && make -s O="$O" manuals) > "$tmp/out" 2> "$tmp/err" || not_ok 'make manuals'
for page in pageck $(printf 'pageck-%s ' $commands); do
	f=$O/man/$page.1
	command=$(echo "$page" | sed 's/^pageck-*//')
	"$PAGECK" $command --help | sed -n 's/^  *\(-[a-zA-Z], \)*--\([-a-z]*\).*/\2/p' | while read -r o; do
		grep -q -e "^\.B .*\\\\-\\\\-$(echo "$o" | sed 's/-/\\\\-/g')" "$f" || echo "$page --$o"
	done
done > "$tmp/out" 2> "$tmp/err"
[ ! -s "$tmp/out" ] && [ ! -s "$tmp/err" ] && ok 'manual pages: every option' || not_ok 'manual pages: every option'
if command -v groff > /dev/null; then
	for f in "$O"/man/*.[15]; do
		groff -man -ww -z "$f" 2>&1
	done > "$tmp/out"
	[ ! -s "$tmp/out" ] && ok 'groff has nothing to say' || not_ok 'groff has nothing to say'
else
	echo 'ok groff has nothing to say # SKIP no groff'
fi
if command -v mandoc > /dev/null; then
	mandoc -Tlint -Wwarning "$O"/man/*.[15] > "$tmp/out" 2>&1 && ok 'nor mandoc' || not_ok 'nor mandoc'
fi

# what editors read: FILE:LINE:COLUMN: text, and nothing else
cd "$tmp" || exit 2
leak_c > leak.c
run check --rules "$rules" leak.c
[ -s "$tmp/err" ] && ! grep -qv '^[^ :]*:[0-9][0-9]*:[0-9][0-9]*: \(warning\|note\): ' "$tmp/err" &&
	ok 'each line is a place' || not_ok 'each line is a place'
if command -v vim > /dev/null; then
	vim -u NONE -es -c "cfile $tmp/err" -c 'redir! > quick' -c 'clist!' -c 'redir END' -c q < /dev/null
	grep -q 'leak.c:13 col' quick && ok 'vim reads them' || not_ok 'vim reads them'
fi
finish
