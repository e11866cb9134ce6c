#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Comments, the table and the baseline: what they silence, and what is said of them.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/tree.sh"
cd "$tmp" || exit 2

# leak NAME: a function with the finding
leak()
{
	leak_c | sed "s/leaks/$1/"
}

tree k drivers/a/one.c drivers/a/two.c drivers/b/three.c
leak one > k/drivers/a/one.c
leak two > k/drivers/a/two.c
leak three > k/drivers/b/three.c

audit k
expect 'three findings' 1 err '^pageck: 3 findings; .* 0 suppressed; '

# --- the table
table()
{
	cat > k/.pageck.yaml
}

table <<'END'
suppress:
  - path: drivers/a/one.c
    rule: pgmap-leak
    reason: known
  - path: drivers/b
    rule: [union-read, pgmap-leak]
    function: three
    reason: known
END
audit k
expect 'a file and a directory' 1 out '^drivers/a/two.c' not-out 'one.c' not-out 'three.c' \
	err '2 suppressed (2 by the table); ' not-out 'suppression'
run check --rules "$rules" k/drivers/b/three.c
expect 'the table is for what is in its tree' 0 err 'Wpgmap-leak'
here=$PWD
cd k || exit 2
run check --rules "$rules" drivers/b/three.c
expect 'check has the table of the current directory' 0 no-err
run check --rules "$rules" -Iinclude "$PWD/drivers/b/three.c"
expect 'check has the table of the tree' 0 no-err
cd "$here" || exit 2

table <<'END'
suppress:
  - path: drivers/*/t*.c
    rule: pgmap-leak
END
audit k
expect 'a glob, no reason' 1 out '^drivers/a/one.c' err '2 suppressed' \
	out '^.pageck.yaml:2:1: warning: .*gives no reason \[-Wsuppression\]'
table <<'END'
suppress:
  - {path: "drivers/?/o*e.c", rule: pgmap-leak, reason: x}
  - {path: "*three*", rule: pgmap-leak, reason: x}
  - {path: "*d*d*d*d*d*d*d*d*d*d*d*d*", rule: pgmap-leak, reason: hostile}
  - {path: "drivers/?/", rule: pgmap-leak, reason: "a glob is the whole name"}
END
audit k
expect 'globs' 1 out '^drivers/a/two.c' not-out 'one.c:1' not-out 'three.c:1' err '2 suppressed' \
	out '^.pageck.yaml:4:.*silences nothing' out '^.pageck.yaml:5:.*silences nothing'
table <<'END'
suppress:
  - path: drivers/a/
    rule: union-read
    reason: nothing there
  - path: drivers/c
    rule: union-read
    reason: nothing there
END
audit k
expect 'rows that silence nothing' 1 out '^.pageck.yaml:2:1: warning: .*drivers/a/.* silences nothing' \
	out '^.pageck.yaml:5:1: warning: .*drivers/c.* silences nothing'
audit k drivers/b
expect 'of what is not looked at nothing is said' 1 not-out 'silences nothing'
audit k drivers/a/one.c
expect 'nor of a directory when one file of it is' 1 not-out 'silences nothing'

# mistake NAME PATTERN: what the table on standard input gets
mistake()
{
	table
	audit k
	expect "$1" 2 no-out one-err err "$2"
}
mistake 'a misspelt key' "yaml:2: unknown key 'paht'; did you mean 'path'?" <<'END'
suppress:
  - paht: drivers
    rule: union-read
END
mistake 'a misspelt rule' "yaml:3: unknown rule 'union-raed'; did you mean 'union-read'?" <<'END'
suppress:
  - path: drivers
    rule: union-raed
END
mistake 'a misspelt table' "yaml:1: unknown key 'supress'; did you mean 'suppress'?" <<'END'
supress: []
END
mistake 'no path' "yaml:2: the suppression has no 'path'" <<'END'
suppress:
  - rule: union-read
END
mistake 'no YAML' 'yaml:[0-9]*: not YAML' <<'END'
suppress: [
END
rm k/.pageck.yaml
audit k --config none.yaml
expect 'a table that is not there' 2 no-out one-err err 'cannot read none.yaml'

# --- comments
sed -i 's|return -22;|& /* pageck: ignore pgmap-leak: known */|' k/drivers/a/one.c
sed -i 's|return -22;|& /* pageck: ignore pgmap-leak */|' k/drivers/a/two.c
sed -i 's|return 0;|& /* pageck: ignore pgmap-leak, pgmap-leek: known */|' k/drivers/b/three.c
audit k
expect 'comments' 1 out '^drivers/b/three.c:13:.*pgmap-leak' err '2 suppressed (2 by comments)' \
	not-out 'one.c' out "two.c:13:1: warning: .*ignore pgmap-leak' gives no reason" \
	out "three.c:15:1: warning: .*ignore pgmap-leak' silences nothing" \
	out "three.c:15:1: warning: .*no such rule; did you mean 'pgmap-leak'"
leak three > k/drivers/b/three.c
{ leak two; echo 'int broken(void) { return x y; /* pageck: ignore union-read: z */ }'; } > k/drivers/a/two.c
audit k drivers/a/two.c
expect 'in a file that was not analysed whole nothing is said' 1 not-out 'Wsuppression' err ' 1 not analysed'
{ leak two; printf '#ifdef NO\nint a; /* pageck: ignore union-read: x */\n# endif\nint b; /* pageck: ignore union-read: x */\n'; } > k/drivers/a/two.c
audit k drivers/a/two.c
expect 'nor of what a condition may have left out' 1 not-out 'two.c:18:' out 'two.c:20:1: .*silences nothing'
leak two > k/drivers/a/two.c
leak one > k/drivers/a/one.c

# --- the baseline
audit k --write-baseline base.json
expect '--write-baseline' 1 err '^pageck: 3 findings'
audit k --baseline base.json
expect 'all is known' 0 no-out err '^pageck: 0 new findings; .*3 suppressed (3 by the baseline)'
cp base.json first.json
audit k -j 2 --write-baseline base.json
cmp -s base.json first.json && ok 'the same baseline with other jobs' || not_ok 'the same baseline with other jobs'
cp -r k k2
units k2 drivers/a/one.c drivers/a/two.c drivers/b/three.c
audit k2 --write-baseline base.json
cmp -s base.json first.json && ok 'the same baseline in another place' || not_ok 'the same baseline in another place'
audit k --format json -o report.json
audit k --baseline report.json
expect 'a JSON report is a baseline' 0 no-out err '3 suppressed (3 by the baseline)'
audit k --baseline report.json --format json -o again.json
audit k --baseline again.json
expect 'and one that was made with a baseline, too' 0 no-out err '3 suppressed (3 by the baseline)'
audit k --baseline base.json --shard 1/2 -o part
expect 'a part of an audit has no baseline' 2 no-out one-err err "'pageck merge'"

{ echo '/* shifted */'; echo; leak one; } | sed 's/if (flag)/if (  flag\n\t    )/' > k/drivers/a/one.c
audit k --baseline base.json
expect 'shifted and reformatted' 0 no-out
leak again >> k/drivers/a/two.c
audit k --baseline base.json
expect 'a new one in the same file' 1 out '^drivers/a/two.c:29:.*pgmap-leak' err '^pageck: 1 new finding;'
leak two > k/drivers/a/two.c
leak_c | sed 's/leaks/three/; s/return -22;/flag = 0;/' > k/drivers/b/three.c
audit k --baseline base.json
expect 'a mended one' 0 no-out err '1 of the baseline is gone'
audit k --baseline base.json drivers/a/one.c
expect 'of what is not looked at nothing is gone' 0 no-out not-err 'gone'
audit k --baseline base.json --write-baseline new.json drivers/a drivers/b/three.c
grep -c fingerprint new.json | grep -qx 2 && ok 'a mended one leaves the baseline' ||
	not_ok 'a mended one leaves the baseline'
audit k --baseline base.json --write-baseline new.json drivers/a/one.c
cmp -s base.json new.json || sed 's/"line": [0-9]*//' new.json > out
[ "$(grep -c fingerprint new.json)" = 3 ] && ok 'what is not looked at stays in the baseline' ||
	not_ok 'what is not looked at stays in the baseline'
leak three > k/drivers/b/three.c

audit k --baseline none.json
expect 'a baseline that is not there' 2 no-out one-err err 'cannot read the baseline none.json.*--write-baseline'
echo '{' > bad.json
audit k --baseline bad.json
expect 'a baseline that is no JSON' 2 no-out one-err err 'bad.json:[0-9]*: not JSON'
echo '{"version": 1, "findings": [{"rule": "x"}]}' > bad.json
audit k --baseline bad.json
expect 'a baseline that lacks something' 2 no-out one-err err 'bad.json: finding 1 lacks'
echo '{"version": 9, "findings": []}' > bad.json
audit k --baseline bad.json
expect 'a baseline of the future' 2 no-out one-err err 'another version'
run check --rules "$rules" --baseline bad.json k/drivers/a/one.c
expect 'a baseline that check cannot read silences nothing' 0 err 'another version' err 'Wpgmap-leak'

# --- an external module: its names are from its own directory, wherever that is
for dir in mod mod2; do
	mkdir $dir
	leak module > $dir/m.c
	printf '[{ "directory": "%s", "file": "%s", "arguments": [ "gcc", "-c", "-o", "x.o", "%s" ] }]' \
		"$PWD/k" "$PWD/$dir/m.c" "$PWD/$dir/m.c" > $dir.json
done
module()
{
	run audit -k k -M $1 -p $1.json --rules "$rules" -j 1 "$2" "$3"
}
module mod --write-baseline mod-base.json
module mod2 --baseline mod-base.json
expect 'a module in another place' 0 no-out err '1 suppressed (1 by the baseline)'
run_with KBUILD_EXTMOD="$PWD/mod2" check --rules "$rules" --baseline mod-base.json --stats "$PWD/mod2/m.c"
expect 'a module through check' 0 err '1 suppressed (1 by the baseline)'
printf 'suppress:\n  - {path: m.c, rule: pgmap-leak, reason: x}\n' > mod/.pageck.yaml
module mod --format text
expect "a module's table" 0 no-out err '1 suppressed (1 by the table)'
module mod2 --format sarif
expect "a module's place in SARIF" 1 out '"uri": "m.c", "uriBaseId": "MODULE"'

# --- renamed files
mv k/drivers/b/three.c k/drivers/b/drei.c
units k drivers/a/one.c drivers/a/two.c drivers/b/drei.c
audit k --baseline base.json
expect 'a renamed file, without git' 0 no-out err '3 suppressed' not-err 'gone'
mv k/drivers/b/drei.c k/drivers/b/three.c
# --- large ones: what is quadratic takes minutes
awk 'BEGIN { for (i = 0; i < 300000; i++) print "k" i ": 1" }' > k/.pageck.yaml
timeout 30 "$PAGECK" audit -k k -p k/compile_commands.json --rules "$rules" > "$tmp/out" 2> "$tmp/err"
status=$?
expect 'a table of 300,000 keys' 2 no-out one-err err "unknown key 'k0'"
awk 'BEGIN { print "suppress:"; for (i = 0; i < 10001; i++) print "- {path: a" i ", rule: pgmap-leak, reason: x}" }' > k/.pageck.yaml
audit k
expect 'a table of too many rows' 2 no-out one-err err 'more than 10000 suppressions'
rm k/.pageck.yaml
awk 'BEGIN { printf "{\"version\": 1, \"commit\": null, \"findings\": ["
	for (i = 0; i < 300000; i++)
		printf "%s{\"file\": \"x%d.c\", \"line\": 1, \"rule\": \"pgmap-leak\", \"function\": \"f%d\", \"message\": \"m\", \"fingerprint\": \"%032x\"}\n", i ? "," : "", i, i, i
	print "]}" }' > large.json
timeout 60 "$PAGECK" audit -k k -p k/compile_commands.json --rules "$rules" --baseline large.json > "$tmp/out" 2> "$tmp/err"
status=$?
expect 'a baseline of 300,000 findings' 1 err '300000 of the baseline are gone'

if ! command -v git > /dev/null; then
	echo 'ok renames in git # SKIP no git'
	finish
fi
git_k()
{
	git -C k -c user.name=t -c user.email=t@example.org -c commit.gpgsign=false "$@" > "$tmp/git" 2>&1 ||
		cat "$tmp/git" >&2
}
git_k init -q
git_k add .
git_k commit -q -m one
units k drivers/a/one.c drivers/a/two.c drivers/b/three.c
audit k --write-baseline base.json
grep -q '"commit": "[0-9a-f]\{40\}"' base.json && ok 'the baseline knows its commit' ||
	not_ok 'the baseline knows its commit'
git_k mv drivers/b/three.c drivers/b/drei.c
units k drivers/a/one.c drivers/a/two.c drivers/b/drei.c
audit k --baseline base.json
expect 'a rename in the index' 0 no-out err '3 suppressed' not-err 'gone'
git_k commit -q -m two
# a hostile repository: nothing that its configuration names is run
for key in core.fsmonitor diff.external core.pager core.sshCommand filter.f.clean diff.d.textconv; do
	git_k config $key "touch $tmp/ran; true"
done
echo '*.c filter=f diff=d' > k/.gitattributes
audit k --baseline base.json
expect 'a rename in a commit' 0 no-out err '3 suppressed' not-err 'gone'
[ ! -e ran ] && ok 'nothing of the repository is run' || not_ok 'nothing of the repository is run'
rm k/.gitattributes
git_k config --unset core.fsmonitor
git_k rm -q --cached drivers/b/drei.c
# another file with the same function and expression is no rename of it
{ for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
	echo "int other$i; int more$i(int a$i); int more$i(int a$i) { return a$i + $i; }"
done; leak three; } > k/drivers/b/drei.c
git_k config --unset diff.external
git_k add drivers/b/drei.c
audit k --baseline base.json
expect 'a file that git takes for another' 1 out 'drei.c:4[0-9]:' err '1 of the baseline is gone'
finish
