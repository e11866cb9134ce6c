#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever the format: the same findings are shown, silenced, new, gone. And what editors
# make of the lines.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/tree.sh"
command -v python3 > /dev/null || { echo 'ok # SKIP no python3'; exit 0; }
cd "$tmp" || exit 2
formats='text json sarif html mail'

# agree NAME WANT COMMAND ARG...: WANT: how many are shown, silenced, gone, remarked on
agree()
{
	name=$1 want=$2
	shift 2
	rm -rf report
	mkdir report
	codes=
	for format in $formats; do
		"$@" --format $format --stats
		cp out report/$format
		[ $format = text ] && { cat out err > report/text; cp err report/summary; }
		codes="$codes $status"
	done
	python3 "$top/tests/report/agree.py" report > out 2> err
	[ "$(cat out)" = "$want" ] && ok "$name" || not_ok "$name: want $want"
	[ "$(echo $codes | tr ' ' '\n' | sort -u | wc -l)" = 1 ] && ok "$name: one exit status" ||
		not_ok "$name: exit statuses$codes"
}

leak()
{
	leak_c | sed "s/leaks/$1/"
}

tree k drivers/one.c drivers/two.c drivers/three.c drivers/four.c
for n in one two three four; do
	leak $n > k/drivers/$n.c
done
agree 'nothing silenced' '4 0 0 0' audit k
leak one | sed 's|return -22;|& /* pageck: ignore pgmap-leak: <known> "to" all */|' > k/drivers/one.c
agree 'a comment' '3 1 0 0' audit k
leak four | sed 's|return -22;|& // pageck: ignore pgmap-leak|; s|return 0;|& // pageck: ignore union-read: x|' > k/drivers/four.c
agree 'a comment without a reason, one of nothing' '2 2 0 2' audit k
printf 'suppress:\n  - {path: drivers/t*.c, rule: pgmap-leak, function: two, reason: "a & b"}\n' > k/.pageck.yaml
agree 'the table' '1 3 0 2' audit k
rm k/.pageck.yaml
audit k --write-baseline base.json
agree 'the baseline' '0 4 0 2' audit k --baseline base.json
leak_c | sed 's/leaks/two/; s/return -22;/flag = 0;/' > k/drivers/two.c
leak new >> k/drivers/three.c
agree 'new ones, gone ones' '1 3 1 2' audit k --baseline base.json
agree 'and notes' '1 3 1 2' audit k --baseline base.json --all
audit k --shard 1/2 -o part1
audit k --shard 2/2 -o part2
expect 'a part of an audit' 0 no-out
merge()
{
	run merge --rules "$rules" -j 1 "$@" part1 part2
}
agree 'merge' '1 3 1 2' merge --baseline base.json
check()
{
	run check --rules "$rules" "$@" k/drivers/three.c
}
agree 'check' '2 0 0 0' check
check_in_tree()
{
	(cd k && "$PAGECK" check --rules "$rules" --baseline ../base.json "$@" drivers/three.c > ../out 2> ../err < /dev/null)
	status=$?
}
agree 'check with a baseline' '1 1 0 0' check_in_tree

# --- what was shown to happen (docs/triage/ledger.tsv of where the rules are)
mkdir -p own/docs/triage
cp -R "$rules" own/rules
cp -R "$top/docs/rules" own/docs/
printf '%s\tpgmap-leak\tdrivers/%s.c\t%s\t%s\ttrue\ta reason\t%s\n' > own/docs/triage/ledger.tsv \
	6.99 one one pgmap 'proven: shown other' 6.9 two two pgmap 'proven: older' \
	6.99 three three pgmap 'not proven: no driver' 6.99 four four other 'proven: elsewhere'
tree proof drivers/one.c drivers/two.c drivers/three.c drivers/four.c
for n in one two three four; do
	leak $n > proof/drivers/$n.c
done
rules=own/rules audit proof --format html
sed 's/"[0-9a-f]\{32\}"/ID/' out | grep '"proofs"' > proofs
echo '  "proofs": {ID: "tests/prove/run -k 6.99 shown other"},' | cmp -s - proofs && [ "$status" = 1 ] &&
	ok 'the proof of this warning on this version' || not_ok 'the proof of this warning on this version'
rm own/docs/triage/ledger.tsv
rules=own/rules audit proof --format html
expect 'no ledger, no proof' 1 out '"proofs": {},$'

# --- editors
run audit -k k -p k/compile_commands.json --rules "$rules" -j 1
cp out lines
if grep -vE '^[^: ][^:]*:[0-9]+:[0-9]+: (warning|note): [^ ].*[^.]$' lines > out; then
	not_ok 'every line is a place and a sentence'
else
	ok 'every line is a place and a sentence'
fi
if command -v vim > /dev/null && vim --version | grep -q '+quickfix' && vim --version | grep -q '+eval'; then
	timeout 60 vim -u NONE -N -es -c 'cfile lines' -c 'call writefile(map(getqflist(), {_, e -> join([e.valid, bufname(e.bufnr), e.lnum, e.col], ":")}), "quickfix")' -c 'qa!' \
		> out 2> err < /dev/null
	sed 's/^\([^:]*:[0-9]*:[0-9]*\): .*/1:\1/' lines > want
	cmp -s want quickfix && ok 'vim goes to every line' || { diff want quickfix >> err; not_ok 'vim goes to every line'; }
else
	echo 'ok vim goes to every line # SKIP no vim with +quickfix'
fi
if command -v emacs > /dev/null; then
	timeout 60 emacs --batch --eval '(progn (require (quote compile)) (find-file "lines") (compilation-mode)
		(compilation--ensure-parse (point-max))
		(let ((n 0)) (goto-char (point-min))
		  (while (not (eobp)) (when (get-text-property (point) (quote compilation-message)) (setq n (1+ n))) (forward-line 1))
		  (princ n)))' > out 2> err < /dev/null
	[ "$(cat out)" = "$(wc -l < lines)" ] && ok 'emacs goes to every line' || not_ok 'emacs goes to every line'
else
	echo 'ok emacs goes to every line # SKIP no emacs'
fi
finish
