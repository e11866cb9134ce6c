#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# make install: the program that lies there finds its rules and pages, shells and man find theirs.
. "$(dirname "$0")/lib.sh"
command -v make > /dev/null || { echo 'ok # SKIP no make'; exit 0; }
unset PAGECK_RULES
inst=$tmp/inst usr=$tmp/inst/opt/usr
share=$usr/share

make_it()
{
	(cd "$top" && make -s O="$O" DESTDIR="$inst" PREFIX=/opt/usr "$@") > "$tmp/out" 2> "$tmp/err"
	status=$?
}

make_it install
[ $status = 0 ] && [ -x "$usr/bin/pageck" ] && ok 'make install' || not_ok 'make install'
find "$inst" -type f ! -perm -444 > "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'everybody can read it' || not_ok 'everybody can read it'
PAGECK=$usr/bin/pageck
cd "$tmp" || exit 2
leak_c > leak.c
run check leak.c
expect 'it finds its rules' 0 err 'leak.c:13:.*pgmap-leak'
run explain pgmap-leak
expect 'and the pages of the rules' 0 out 'Why it matters'
run rules check
expect 'of where it is' 0 out "^$share/pageck/rules: "
(cd "$share/pageck/rules" && ls) > "$tmp/have"
(cd "$top/rules" && ls) | cmp -s - "$tmp/have" && ok 'all of the rules' || not_ok 'all of the rules'
(cd "$share/pageck/cocci" && ls) > "$tmp/have"
(cd "$top/cocci" && ls) | cmp -s - "$tmp/have" && ok 'all semantic patches' || not_ok 'all semantic patches'

cmp -s "$top/docs/triage/ledger.tsv" "$share/doc/pageck/triage/ledger.tsv" &&
	ok 'what was shown to happen, for the HTML report' || not_ok 'what was shown to happen, for the HTML report'

# a page for each command, and they are found
for c in '' $("$PAGECK" --help | sed -n 's/^  \([a-z][a-z]*\)  .*/-\1/p'); do
	[ -s "$share/man/man1/pageck$c.1" ] || echo "pageck$c.1"
done > "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'a manual page a command' || not_ok 'a manual page a command'
# what a page of section 1 has
for page in "$share"/man/man1/*.1; do
	for s in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' ENVIRONMENT FILES EXAMPLES 'SEE ALSO'; do
		[ "$(grep -c "^.SH $s\$" "$page")" = 1 ] || echo "${page##*/}: $s"
	done
done > "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'each page has the sections that a page has' || not_ok 'each page has the sections that a page has'
if command -v man > /dev/null; then
	MANPATH=$share/man man -w pageck pageck-fix 5 pageck-rules > "$tmp/out" 2> "$tmp/err"
	status=$?
	expect 'man finds them' 0 out '/man1/pageck.1$' out '/man1/pageck-fix.1$' out '/man5/pageck-rules.5$'
	MANPATH=$share/man MANWIDTH=80 man pageck-fix 2> "$tmp/err" | cat > "$tmp/out"
	status=0
	expect 'and shows them' 0 out '  --apply'
fi

# completions, in shells that look for them where they are
if command -v bash > /dev/null; then
	bash -c '. "$1"
		t() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pageck; echo "${COMPREPLY[*]}"; }
		t pageck fi; t pageck fix --app; t pageck fix --format di' bash \
		"$share/bash-completion/completions/pageck" > "$tmp/out" 2> "$tmp/err"
	printf '%s\n' fix --apply diff | cmp -s - "$tmp/out" && ok 'bash completes' || not_ok 'bash completes'
fi
if command -v fish > /dev/null; then
	PATH=$usr/bin:$PATH XDG_DATA_DIRS=$share:/usr/share XDG_CONFIG_HOME=$tmp/fish XDG_DATA_HOME=$tmp/fish fish -c '
		for l in "pageck presub" "pageck fix --appl" "pageck fix --format di" "pageck hook un" "pageck explain pgmap-l"
			complete -C $l
		end' < /dev/null 2> "$tmp/err" | cut -f1 > "$tmp/out"
	printf '%s\n' presubmit --apply diff uninstall pgmap-leak | cmp -s - "$tmp/out" && ok 'fish completes' ||
		not_ok 'fish completes'
else
	echo 'ok fish completes # SKIP no fish'
fi

# An interactive zsh in a terminal of its own: what a line becomes when TAB is pressed behind it.
cat > "$tmp/type.zsh" <<'EOF'
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -d $2/zcompdump; print rea''dy"
integer n
for ((n = 0; n < 100; n++)); do
	zpty -r -t z out && [[ $out == *$'\n'ready* ]] && break
	sleep 0.1
done
shift 2
for line; do
	zpty -n -w z $line$'\t'
	sleep 0.7
	# an argument now, and not done
	zpty -n -w z $'\C-aprint -r -- is:\C-e\n'
	seen=
	for ((n = 0; n < 100; n++)); do
		while zpty -r -t z out; do seen+=$out; done
		[[ $seen == *$'\n'is:*$'\n'* ]] && break
		sleep 0.1
	done
	print -r -- $seen
done
zpty -d z
EOF
if command -v zsh > /dev/null && command -v timeout > /dev/null; then
	timeout 60 zsh -f "$tmp/type.zsh" "$share/zsh/site-functions" "$tmp" 'pageck presub' 'pageck fix --appl' \
		'pageck fix --format di' 'pageck hook un' < /dev/null 2> "$tmp/err" | tr -d '\r' |
		sed -n 's/^is:\(pageck .*\)$/\1/p' | sed 's/ *$//' > "$tmp/out"
	printf '%s\n' 'pageck presubmit' 'pageck fix --apply' 'pageck fix --format diff' 'pageck hook uninstall' |
		cmp -s - "$tmp/out" && ok 'zsh completes' || not_ok 'zsh completes'
else
	echo 'ok zsh completes # SKIP no zsh'
fi

# taken away again; what others have put there stays
: > "$usr/bin/another"
make_it uninstall
find "$inst" -type f > "$tmp/out"
[ $status = 0 ] && [ "$(cat "$tmp/out")" = "$usr/bin/another" ] && ok 'make uninstall' || not_ok 'make uninstall'
finish
