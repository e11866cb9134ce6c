#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A file that can't matter: what is remembered of the rules saves time, and never a finding.
. "$(dirname "$0")/lib.sh"
mkdir "$tmp/work" && cd "$tmp/work" || exit 2
leak_c > leak.c
echo 'int wrapped_lookup(int); int x(int a) { return wrapped_lookup(a); }' > other.c
cp -R "$rules" rules && chmod -R u+w rules
# older than the clock is coarse, or nothing is remembered
sleep 0.1

words()
{
	set -- "$tmp"/cache/words-*
	[ -e "$1" ] && echo $#
}

run --rules rules other.c
expect 'a file without a word is silent' 0 no-out no-err
[ "$(words)" = 1 ] && ok 'the words are remembered' || not_ok 'the words are remembered'

# Neither the rules nor libclang are opened for the next one.
if command -v strace > /dev/null && strace -o "$tmp/trace" true 2> /dev/null; then
	# LeakSanitizer has no use for being traced
	ASAN_OPTIONS=detect_leaks=0 strace -f -o "$tmp/trace" "$PAGECK" --rules rules other.c > "$tmp/out" 2> "$tmp/err"
	status=$?
	opened=$(grep -c 'openat.*\(yaml\|libclang\|libsqlite\)' "$tmp/trace")
	forked=$(grep -c '\(clone3*\|fork\)(' "$tmp/trace")
	[ "$opened $forked" = '0 0' ] && ok 'a skipped file loads no rules, no library, and no process' ||
		not_ok 'a skipped file loads no rules, no library, and no process'
else
	echo 'ok # SKIP no strace'
fi

run --rules rules leak.c
expect 'a file that matters is analysed all the same' 0 err '\[-Wpgmap-leak\]$'
run --rules rules --stats --format json other.c
expect 'a skipped file counts as one' 0 out '"skipped": 1'

# new rules, the same file
printf 'lookups:\n  - {function: wrapped_lookup, key: [arg0], fails: null, ref: a test}\n' > rules/new.yaml
run --rules rules --stats other.c
expect 'a word of a new rules file is seen' 0 err ' 0 skipped, 1 parsed'
sleep 0.1
run --rules rules --stats other.c
expect 'and again' 0 err ' 0 skipped, 1 parsed'
rm rules/new.yaml
run --rules rules --stats other.c
expect 'it is gone with the file' 0 err ' 1 skipped, 0 parsed'
sleep 0.1
run --rules rules other.c
# as many bytes, and the times as they were
sed 's/get_dev_pagemap/gat_dev_pagemap/' rules/lookups.yaml > lookups
touch -r rules/lookups.yaml lookups
mv lookups rules/lookups.yaml
echo 'int gat_dev_pagemap(int); int x(int a) { return gat_dev_pagemap(a); }' > gat.c
run --rules rules --stats gat.c
expect 'a file replaced by one as long and as old is seen' 0 err ' 0 skipped, 1 parsed'
printf 'lookups: [' > rules/bad.yaml
run --rules rules other.c
expect 'a mistake in the rules is not hidden' 0 one-err err 'bad.yaml:'
rm rules/bad.yaml
sleep 0.1

for text in '' 'not ours' 'pageck words 0000000000000000
x'; do
	run --rules rules other.c
	for f in "$tmp"/cache/words-*; do
		printf '%s' "$text" > "$f"
	done
	run --rules rules leak.c
	expect "a cache that holds '$(printf %s "$text" | head -n 1)'" 0 err '\[-Wpgmap-leak\]$'
done
grep -q '^pageck words 0*$' "$tmp"/cache/words-* && not_ok 'it is written again' || ok 'it is written again'

# make -j: many at once, from nothing
rm -rf "$tmp/cache"
i=0
while [ $i -lt 16 ]; do
	f=leak
	[ $((i % 2)) = 0 ] || f=other
	"$PAGECK" --rules rules $f.c > "$tmp/said.$i" 2>&1 &
	i=$((i + 1))
done
wait
[ "$(cat "$tmp"/said.* | grep -c -- '-Wpgmap-leak')" = 8 ] && ok 'many at once' || not_ok 'many at once'
[ "$(words)" = 1 ] && ok 'and nothing is left over' || not_ok 'and nothing is left over'

# no cache is no reason to say or do less
run_with PAGECK_CACHE=/dev/null/nowhere --rules rules --stats other.c
expect 'no cache: skipped' 0 err ' 1 skipped, 0 parsed'
run_with PAGECK_CACHE=/dev/null/nowhere --rules rules leak.c
expect 'no cache: analysed' 0 err '\[-Wpgmap-leak\]$'
finish
