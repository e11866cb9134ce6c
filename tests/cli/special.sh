#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A file of the tree that is no regular one, or too large, or endless: it costs what needs it
# and no more. What the user names himself may be a pipe.

. "$(dirname "$0")/lib.sh"

# run, but a run that hangs or swells has failed
run()
{
	( ulimit -v 8000000 2> "$tmp/ignored"; exec timeout 100 "$PAGECK" "$@" ) \
		> "$tmp/out" 2> "$tmp/err" < /dev/null
	status=$?
}
# a sanitizer needs terabytes of address space
case $O in *san*) run()
{
	timeout 100 "$PAGECK" "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null
	status=$?
} ;; esac

# fresh: a tree with two units in $t and the compile commands for them
fresh()
{
	t=$tmp/tree
	rm -rf "$t" "$PAGECK_CACHE"
	mkdir -p "$t/mm" "$t/include/linux" "$t/include/config" "$t/include/generated"
	printf 'VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 1\nX := $(shell touch ran)\nall: mm/\ninclude mm/Makefile\n.PHONY: all mm/\n' > "$t/Makefile"
	printf 'mm/:\n' > "$t/mm/Makefile"
	for unit in good bad; do
		printf '\tgcc -D__KERNEL__ -Iinclude $(KCFLAGS) -DKBUILD_BASENAME=%s -c -o mm/%s.o mm/%s.c\n' $unit $unit $unit
	done >> "$t/mm/Makefile"
	: > "$t/Kbuild"
	: > "$t/include/linux/kernel.h"
	leak_c > "$t/mm/good.c"
	leak_c | sed 's/leaks/bad/' > "$t/mm/bad.c"
	printf '# Linux/x86 6.99.1 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n' > "$t/.config"
	for unit in good bad; do
		printf '{"directory": "%s", "file": "mm/%s.c", "arguments": ["gcc", "-D__KERNEL__", "-Iinclude", "-c", "-o", "x.o", "mm/%s.c"]}\n' "$t" $unit $unit
	done | sed -e '1s/^/[/' -e '1s/$/,/' -e '$s/$/]/' > "$t/commands.json"
	sleep 0.02
	touch "$t/include/config/auto.conf" "$t/include/generated/autoconf.h"
}

# includes NAME: mm/bad.c does
includes()
{
	fresh
	sed -i "1i #include \"$1\"" "$t/mm/bad.c"
}

audit()
{
	run audit -v -k "$t" -p "$t/commands.json" --rules "$rules" "$@"
}

# one_lost NAME REASON: bad.c is not analysed and says why; good.c is
one_lost()
{
	audit
	expect "$1" 1 out '^mm/good.c:.*-Wpgmap-leak' out "not analysed: mm/bad.c: .*$2" err ' 2 units, .* 1 not analysed'
	audit -j1
	expect "$1, one worker" 1 out '^mm/good.c:' err ' 1 not analysed'
	run check --rules "$rules" -D__KERNEL__ -I"$t/include" "$t/mm/bad.c"
	expect "$1, check" 0 no-out err "mm/bad.c is not analysed: .*$2"
	run why -k "$t" -p "$t/commands.json" --rules "$rules" mm/bad.c:14
	expect "$1, why" "${3:-3}" 
}

deep=../../../../../../../../../../../../../..

# --- headers and sources

includes x.h
mkfifo "$t/mm/x.h"
one_lost 'a header that is a FIFO' "mm/x.h': not a regular file"
includes x.h
mkfifo "$t/fifo"
ln -s ../fifo "$t/mm/x.h"
one_lost 'a link to a FIFO' "mm/x.h': not a regular file"
includes linux/x.h
mkfifo "$t/include/linux/x.h"
one_lost 'a FIFO among the headers' "linux/x.h': not a regular file"
includes $deep/dev/zero
one_lost '/dev/zero' "dev/zero': not a regular file"
includes $deep/proc/self/pagemap
one_lost 'a file of /proc' "pagemap': not a regular file"
includes x.h
truncate -s 10G "$t/mm/x.h"
one_lost 'ten gigabytes' "mm/x.h': it is too large"
includes x.h
ln -s y.h "$t/mm/x.h"
ln -s x.h "$t/mm/y.h"
one_lost 'a link to itself' "mm/x.h': Too many levels"
includes x.h
mkdir "$t/mm/x.h"
one_lost 'a directory' "'x.h' file not found"
fresh
rm "$t/mm/bad.c"
mkfifo "$t/mm/bad.c"
one_lost 'a source that is a FIFO' 'not a regular file' 2
fresh
ln -sf /dev/zero "$t/mm/bad.c"
one_lost 'a source that is /dev/zero' 'not a regular file' 2

# a header that every unit has, in the way of what they share
fresh
sed -i 's|"-D__KERNEL__"|"-include", "include/linux/kconfig.h", &|' "$t/commands.json"
: > "$t/include/linux/kconfig.h"
mkfifo "$t/include/linux/mm.h"
sed -i '1i #include <linux/mm.h>' "$t/mm/bad.c"
audit
expect 'a FIFO in the way of the shared header' 1 out '^mm/good.c:' out "not analysed: mm/bad.c: .*linux/mm.h': not a regular file"

# sixty headers beside a file, each as large as may be
includes x0.h
for i in 0 1 2 3 4 5 6 7 8 9; do
	for j in 0 1 2 3 4 5; do
		printf '#include "x%s.h"\n/*' "$((i * 6 + j + 1))" > "$t/mm/x$((i * 6 + j)).h"
		truncate -s 60M "$t/mm/x$((i * 6 + j)).h"
	done
done
audit
expect 'many large headers' 1 out '^mm/good.c:' out "not analysed: mm/bad.c: .*cannot open file .*: it is too large"

# the witnesses are not asked about it
if command -v sparse > "$tmp/ignored" 2>&1; then
	includes x.h
	mkfifo "$t/mm/x.h"
	audit --engines libclang,sparse --timeout 30
	expect 'sparse is not given the FIFO' 1 out '^mm/good.c:' err ' 1 not analysed' not-err 'run failed'
fi

# --- what the tree says about itself

# refused FILE PATTERN: audit names it and gives up
refused()
{
	audit
	expect "$1" 2 no-out one-err err "^pageck: error: .*$2"
}

fresh
mkfifo "$t/.pageck.yaml"
refused 'a table that is a FIFO' '\.pageck\.yaml: not a regular file'
fresh
mkdir "$t/.pageck.yaml"
refused 'a table that is a directory' '\.pageck\.yaml: Is a directory'
fresh
ln -s /dev/zero "$t/.pageck.yaml"
refused 'a table that is /dev/zero' '\.pageck\.yaml leads out of the tree'
fresh
echo 'secret: 1' > "$tmp/secret"
ln -s "$tmp/secret" "$t/.pageck.yaml"
refused 'a table outside of the tree' '\.pageck\.yaml leads out of the tree'
audit --config "$tmp/secret"
expect 'but it may be named' 2 err 'secret'
fresh
truncate -s 10G "$t/.pageck.yaml"
refused 'a large table' '\.pageck\.yaml: it is too large'
fresh
rm "$t/.config"
mkfifo "$t/.config"
refused 'a configuration that is a FIFO' '\.config: not a regular file'
fresh
truncate -s 10G "$t/.config"
refused 'a large configuration' '\.config: it is too large'
fresh
truncate -s 10G "$t/commands.json"
refused 'large commands' 'commands\.json: it is too large'
fresh
mkdir "$tmp/rules"
cp "$rules"/*.yaml "$tmp/rules"
mkfifo "$tmp/rules/x.yaml"
run audit -k "$t" -p "$t/commands.json" --rules "$tmp/rules"
expect 'rules that are a FIFO' 2 no-out err 'x\.yaml: not a regular file'

for f in .git .git/HEAD .git/config; do
	fresh
	case $f in
	.git/*)	mkdir -p "$t/.git/objects" "$t/.git/refs"
		echo 'ref: refs/heads/x' > "$t/.git/HEAD"
		rm -f "$t/$f" ;;
	esac
	mkfifo "$t/$f"
	audit
	expect "$f is a FIFO" 1 out '^mm/good.c:'
done

# --- make

fresh
run audit -k "$t" --rules "$rules" mm
expect 'that make runs is said' 1 err "^pageck: running make in $t: .*--no-make" err ' 2 units, '
[ -e "$t/ran" ] && ok 'and it does' || not_ok 'and it does'
sleep 0.1
run audit -k "$t" --rules "$rules" mm
run audit -k "$t" --rules "$rules" mm
expect 'not when it does not run' 1 not-err 'running make'
for c in audit why fix layout; do
	fresh
	case $c in
	audit|fix) run $c -k "$t" --rules "$rules" --no-make mm ;;
	why)	run $c -k "$t" --rules "$rules" --no-make mm/good.c:13 ;;
	layout)	run $c -k "$t" --rules "$rules" --no-make ;;
	esac
	[ -e "$t/ran" ] && status=77
	case $c in
	why)	expect "$c --no-make" 3 out 'no object of mm/good.c has been built' ;;
	*)	expect "$c --no-make" 2 one-err err 'no-make keeps pageck from asking make' ;;
	esac
done
fresh
rm "$t/.config" "$t/include/generated/autoconf.h"
rm -r "$t/include/config"
run audit -k "$t" --rules "$rules" --no-make mm
expect 'nothing is configured then' 2 one-err err 'is not configured, and --no-make'
fresh
for f in good bad; do
	echo "savedcmd_mm/$f.o := gcc -D__KERNEL__ -Iinclude -DKBUILD_BASENAME='\"$f\"' -c -o mm/$f.o mm/$f.c" > "$t/mm/.$f.o.cmd"
done
for what in mm mm/good.c ''; do
	run audit -k "$t" --rules "$rules" --no-make $what
	[ -e "$t/ran" ] && status=77
	expect "--no-make with objects: '$what'" 1 out '^mm/good.c:' not-err 'running make'
done

for f in mm/Makefile mm/Kbuild mm/.x.o.cmd scripts/x include/config/auto.conf; do
	fresh
	mkdir -p "$t/scripts"
	rm -f "$t/$f"
	mkfifo "$t/$f"
	run audit -k "$t" --rules "$rules" mm
	expect "make isn't run when $f is a FIFO" 2 one-err err "$f is not a regular file"
done
for f in Makefile Kbuild include/linux/kernel.h; do
	fresh
	rm "$t/$f"
	mkfifo "$t/$f"
	run audit -k "$t" --rules "$rules" mm
	expect "$f is a FIFO" 2 one-err err 'is not a kernel source tree'
done

# --- what the user names may be a pipe

fresh
audit --write-baseline "$tmp/baseline"
mkfifo "$tmp/pipe"
cat "$tmp/baseline" > "$tmp/pipe" &
audit --baseline "$tmp/pipe"
expect 'a baseline from a pipe' 0 no-out
wait
cat "$t/commands.json" > "$tmp/pipe" &
run audit -k "$t" -p "$tmp/pipe" --rules "$rules"
expect 'commands from a pipe' 1 err ' 2 units, '
wait
printf 'suppress:\n- path: mm/good.c\n  rule: pgmap-leak\n  reason: it is known\n' > "$tmp/pipe" &
audit --config "$tmp/pipe"
expect 'a table from a pipe' 1 not-out '^mm/good.c:' out '^mm/bad.c:'
wait
audit --baseline "$tmp/pipe"
expect 'a pipe that nobody writes into' 2 no-out err "$tmp/pipe: nobody writes into it"
audit --baseline /dev/zero
expect 'a baseline without end' 2 no-out err '/dev/zero: it is too large'
finish
