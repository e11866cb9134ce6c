#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What is kept between runs: an audit that is killed, two at once, parts that are merged.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/tree.sh"
cd "$tmp" || exit 2

"$top/tests/tree/stress" s 20 8 || exit 2
# shellcheck disable=SC2046 # names of files are words
tree k $(cd s && for f in *.c; do echo "drivers/$f"; done)
cp s/*.[ch] k/drivers
cp "$top"/tests/fixtures/include/mini*.h k/include

# findings: of the last run, without what may differ
findings()
{
	sed '/^  "stats": /,$d' out
}

# same NAME FILE: the last run's findings are those in FILE
same()
{
	if findings | cmp -s - "$2" && [ "$status" = 1 ]; then
		ok "$1"
	else
		findings | diff "$2" - > out.diff
		not_ok "$1: $(wc -l < out.diff) lines differ"
	fi
}


audit k --format json
findings > want
grep -q '"rule": "pgmap-leak"' want && grep -q '"rule": "union-read"' want &&
	ok 'there is something to find' || not_ok 'there is something to find'
audit k --format json
same 'again' want

# --- killed -------------------------------------------------------------------------

# Its workers see that it is gone. Where it was is a matter of luck: so often, and
# earlier or later.
killed=0
for wait in 0.05 0.1 0.2 0.3 0.5 0.8; do
	[ -d killed ] || mkdir killed
	PAGECK_CACHE=$tmp/killed "$PAGECK" audit -k k -p k/compile_commands.json --rules "$rules" \
		-j 2 --format json > killed.out 2>&1 < /dev/null &
	pid=$!
	sleep $wait
	kill -9 $pid 2> /dev/null && killed=$((killed + 1))
	wait $pid 2> /dev/null
done
[ $killed -gt 0 ] && ok 'killed in the middle' || ok 'killed in the middle # SKIP it was too fast'
run_with PAGECK_CACHE="$tmp/killed" audit -k k -p k/compile_commands.json --rules "$rules" -j 2 --format json
same 'the run after those that were killed' want
run_with PAGECK_CACHE="$tmp/killed" audit -k k -p k/compile_commands.json --rules "$rules" -j 2 --format json
same 'and the one after it' want

# --- two at once --------------------------------------------------------------------

for n in 1 2; do
	PAGECK_CACHE=$tmp/both "$PAGECK" audit -k k -p k/compile_commands.json --rules "$rules" \
		-j 2 --format json > both$n 2> both$n.err < /dev/null &
	eval "pid$n=$!"
done
for n in 1 2; do
	eval "wait \$pid$n"
	status=$?
	cp both$n out
	cp both$n.err err
	same "two at once: number $n" want
done
run_with PAGECK_CACHE="$tmp/both" audit -k k -p k/compile_commands.json --rules "$rules" -j 2 --format json
same 'the run after two at once' want

# --- parts --------------------------------------------------------------------------

# part I/N FILE ARG...
part()
{
	how=$1 file=$2
	shift 2
	audit k --shard "$how" -o "$file" --no-store "$@"
}

for n in 1 2 3; do
	part $n/3 p$n
done
expect 'a part' 0
export PAGECK_CACHE="$tmp/merged"
run merge --rules "$rules" -j 1 --format json p1 p2 p3
same 'three parts' want
run merge --rules "$rules" -j 1 --format json p3 p1 p2
same 'in another order' want
run merge --rules "$rules" p1 p3
expect 'one is missing' 2 no-out one-err err '1 of the 3 parts.*missing (2)'
run merge --rules "$rules" p1 p2 p2
expect 'one is there twice' 2 no-out one-err err 'p2 and p2 are both part 2 of 3'
part 2/2 q2
run merge --rules "$rules" p1 q2
expect 'parts of two divisions' 2 no-out one-err err 'not parts of one audit'
cp -r k other
sed "s|$tmp/k|$tmp/other|" k/compile_commands.json > other/compile_commands.json
audit other --shard 2/3 -o o2
run merge --rules "$rules" p1 o2 p3
expect 'parts of two trees' 2 no-out one-err err 'p1 and o2 are not parts of one audit'
# -k: on a tree that is another by now, merge says what an audit of it does
gone=$(sed -n 's/^ *"file": "\(.*\)",/\1/p' want | head -n 1)
: > "other/$gone"
audit other --no-store --format json
findings > want-other
! cmp -s want want-other && ok 'the other tree has other findings' || not_ok 'the other tree has other findings'
run merge --rules "$rules" -j 1 --format json -k other -p other/compile_commands.json p1 p2 p3
same 'parts merged on another tree' want-other
cp -r "$rules" rules
printf '  - function: demo_register\n    ref: drivers/demo.c\n' >> rules/lookups.yaml
run merge --rules rules p1 p2 p3
expect 'merged with other rules' 2 no-out one-err err 'other rules'
rules2=$rules rules=rules
part 2/3 r2
rules=$rules2
run merge --rules "$rules" p1 r2 p3
expect 'a part made with other rules' 2 no-out one-err err 'p1 and r2 are not parts of one audit'
run merge --rules "$rules" p1 want p3
expect 'what is no part' 2 no-out one-err err "want is not what 'pageck audit --shard' writes"

# --- a header that isn't there --------------------------------------------------------

cat > k/drivers/late.c << 'EOF'
#include "mini.h"
#include "generated/late.h"
void *late(struct page *page) { return LATE(page->mapping); }
EOF
tree k drivers/late.c
export PAGECK_CACHE="$tmp/late"
audit k --format json
expect 'a header that is not there' 3 out "drivers/late.c" out "'generated/late.h' file not found"
# stamps of files that are as young as the run are not relied on
sleep 0.1
audit k
if command -v strace > /dev/null 2>&1; then
	# LeakSanitizer has no use for being traced
	ASAN_OPTIONS=detect_leaks=0 strace -f -o trace -e trace=openat "$PAGECK" audit -k k -p k/compile_commands.json \
		--rules "$rules" > out 2> err
	grep -q libclang trace && not_ok 'it is not parsed again' || ok 'it is not parsed again'
	grep -q '1 not analysed' err && ok 'and said again' || not_ok 'and said again'
else
	ok 'it is not parsed again # SKIP no strace'
fi
echo '#define LATE(x) (x)' > k/include/generated/late.h
audit k
expect 'until the header is there' 0 err '1 parsed' err '0 not analysed'
finish
