#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# audit --engines and PAGECK_SPARSE=1: spatch and sparse that agree, know better, hang, crash,
# say too much or aren't there. Both are scripts; the real ones are for tests/engines.
. "$(dirname "$0")/lib.sh"
mkdir -p "$tmp/bin" "$tmp/k/mm" "$tmp/k/include/linux" && cd "$tmp/k" || exit 2
printf 'VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 1\n' > Makefile
: > Kbuild
echo 'CONFIG_ZONE_DEVICE=y' > .config
: > include/linux/kernel.h
leak_c > mm/leak.c
echo 'int x;' > mm/other.c
{
	leak_c | sed 's/leaks/keeps/; s/return -22;/{ put_dev_pagemap(pgmap); return -22; }/'
} > mm/good.c
for f in leak good other; do
	printf '%s{"directory": "%s", "file": "mm/%s.c", "command": "cc -D__KERNEL__ -c mm/%s.c"}\n' \
		"$([ $f = leak ] && echo '[' || echo ',')" "$tmp/k" $f $f
done > commands.json
echo ']' >> commands.json
# Only what a shell script needs, so that a real spatch or sparse isn't found.
for f in sh cat head sleep yes kill grep env printf; do
	p=$(command -v $f) && case $p in /*) ln -s "$p" "$tmp/bin/$f" ;; esac
done
mine=$PATH

# program NAME: from standard input; FILE in it is the last file that was asked about
program()
{
	{
		echo '#!/bin/sh'
		# shellcheck disable=SC2016 # for the script
		echo 'for FILE; do :; done; [ $FILE != /dev/fd/3 ] || FILE=$(cat $FILE)'
		cat
	} > "$tmp/bin/$1"
	chmod +x "$tmp/bin/$1"
}

quiet()
{
	echo 'exit 0' | program "$1"
}

# audit [OPTION...]: with the programs of $tmp/bin and no others
audit()
{
	PATH=$tmp/bin
	run audit -k "$tmp/k" -p commands.json --rules "$rules" "$@"
	PATH=$mine
}

quiet sparse
cat > "$tmp/says" <<'END2'
case "$*" in */pgmap_leak.cocci*) ;; *) exit 0 ;; esac
for f in $FILE; do
case $f in
*/leak.c) echo "$f:13:2-8: ERROR: missing put" ;;
*/good.c) echo "$f:10:2-8: ERROR: nonsense \033[31m" ;;
*/other.c) echo "$f:1:0-1: ERROR: nobody asked" ;;
esac
done
END2
program spatch < "$tmp/says"

audit mm
expect 'without --engines nobody is asked' 1 out 'Wpgmap-leak' not-out 'seen by'
audit --engines libclang mm
expect '--engines libclang: the same' 1 out 'Wpgmap-leak' not-out 'seen by'
audit --engines libclang,cocci mm
expect 'who agrees is named' 1 out 'mm/leak.c:13:.*: warning: .*Wpgmap-leak' \
	out 'mm/leak.c:13:.*: note: also seen by cocci$' not-out nonsense err '^pageck: 1 finding;'
audit --engines cocci --all mm
expect 'what only a witness says is a note' 1 \
	out 'mm/good.c:10:3: note: nonsense .* (seen by cocci, not by pageck itself)' \
	not-out 'nobody asked' err ' findings;'
grep -q "$(printf '\033')" "$tmp/out" && status=9
expect 'and is escaped' 1
run why -k "$tmp/k" -p commands.json --rules "$rules" mm/good.c:10
expect 'why pageck itself does not' 0 out 'in keeps(): not reported'
audit --engines cocci mm/good.c
expect 'a note is no finding without --all' 0 no-out
audit --engines cocci --all mm/other.c
expect 'a file without a word is no matter for a witness' 0 no-out

program sparse <<'END2'
case "$*" in *pgmap.h*leak.c)
	echo "$FILE:7:5: warning: context imbalance in 'leaks' - wrong count at exit" >&2 ;;
esac
END2
audit --engines libclang,cocci,sparse --format json --all mm
expect 'as JSON' 1 no-err
tr -d ' \n' < "$tmp/out" > "$tmp/one"
cp "$tmp/one" "$tmp/out"
expect 'engines of a finding and of a note' 1 \
	out '"engines":\["libclang","cocci","sparse"\]' out '"level":"note".*"engines":\["cocci"\]'
audit --engines libclang,cocci,sparse --format sarif --all mm
expect 'as SARIF' 1 no-err
tr -d ' \n' < "$tmp/out" > "$tmp/one"
cp "$tmp/one" "$tmp/out"
expect 'and in SARIF' 1 out '"engines":\["libclang","cocci","sparse"\]' out '"engines":\["cocci"\]'
audit --engines libclang,cocci,sparse --format html --all mm
expect 'and in HTML' 1 no-err out 'libclang, *cocci, *sparse' out 'seen by cocci, not by pageck itself'
audit --engines libclang,cocci,sparse --format mail --all mm
expect 'and in a mail' 1 no-err out 'also seen by cocci,sparse'
audit --engines sparse,cocci -j 1 mm
cp "$tmp/out" "$tmp/one"
audit --engines cocci,sparse,libclang -j 7 mm
cmp -s "$tmp/one" "$tmp/out" || status=9
expect 'order and -j change nothing' 1 out 'also seen by cocci,sparse$'

audit --list mm
printf 'mm/good.c\nmm/leak.c\n' > "$tmp/one"
cmp -s "$tmp/one" "$tmp/out" || status=9
expect 'the files that can matter' 0 no-err
audit --list -o "$tmp/list" mm
cmp -s "$tmp/one" "$tmp/list" || status=9
expect 'in a file' 0 no-err no-out
audit --list -o "$tmp/none/list" mm
expect 'in one that cannot be' 2 one-err err 'none/list: No such file'

audit --engines libclang,coci mm
expect 'a misspelt engine' 2 no-out err "no engine 'coci'; did you mean 'cocci'"
audit --engines
expect 'no engine' 2 no-out err "'--engines' needs an argument"

audit --engines libclang,cocci --shard 1/1 -o "$tmp/part" mm
PATH=$tmp/bin
run merge --engines cocci --rules "$rules" "$tmp/part"
PATH=$mine
expect 'a merge asks for the whole' 1 out 'also seen by cocci$'

# what goes wrong: one line, and the finding is there
program sparse <<'END2'
sleep 600
END2
audit --engines libclang,cocci,sparse --timeout 1 mm
expect 'one that hangs' 1 out 'also seen by cocci$' \
	err '^pageck: warning: sparse: 2 runs failed, the first on mm/[a-z]*.c: it took more than 1 s$'
program spatch <<'END2'
kill -SEGV $$
END2
quiet sparse
audit --engines cocci mm
expect 'one that crashes' 1 out 'Wpgmap-leak' \
	err '^pageck: warning: cocci: .* runs failed, the first on mm/[a-z]*.c: it crashed (Seg'
program spatch <<'END2'
echo 'Fatal error: exception Not_found' >&2
exit 2
END2
audit --engines cocci mm
expect 'one that gives up' 1 out 'Wpgmap-leak' err '^pageck: warning: cocci: .*status 2: Fatal error'
program spatch <<'END2'
yes "$FILE:13:2-8: ERROR: again"
END2
audit --engines cocci mm/leak.c
expect 'one that says too much' 1 out 'Wpgmap-leak' not-out again err 'cocci: .*said more than 16 MiB'
program spatch <<'END2'
sleep 600 & echo $! > "$0.pid"; exit 0
END2
audit --engines cocci mm/leak.c
sleep 0.1
# a zombie is one that nobody has asked about yet
grep -q '^State:.*[^ZX] (' "/proc/$(cat "$tmp/bin/spatch.pid")/status" 2> /dev/null && status=9
expect 'what it has started goes with it' 1 out 'Wpgmap-leak' not-err warning
[ -e /proc/self/status ] || ok 'and is gone # SKIP no /proc to see it in'
rm "$tmp/bin/spatch" "$tmp/bin/sparse"
audit --engines libclang,cocci,sparse mm
expect 'neither is there' 1 out 'Wpgmap-leak' not-out 'seen by' \
	err 'cocci: no spatch in PATH: install the package coccinelle$' \
	err 'sparse: no sparse in PATH: install the package sparse$'
[ "$(grep -c warning "$tmp/err")" = 2 ] || status=9
expect 'a line for each' 1

# --- make C=2 with PAGECK_SPARSE=1

# check SPARSE [ARG...]
check()
{
	PATH=$tmp/bin
	with=$1
	shift
	run_with "PAGECK_SPARSE=$with" check --rules "$rules" "$@"
	PATH=$mine
}

cat > "$tmp/says" <<'END2'
echo "$0: $*" >> "$0.ran"
echo "$FILE:1:1: warning: sparse has its say" >&2
case "$*" in *-Wsparse-error*) exit 3 ;; esac
END2
program sparse < "$tmp/says"
check 1 -D__linux__ -Wbitwise --arch=x86 -fmax-warnings=unlimited -I include mm/leak.c
expect 'sparse, then pageck' 0 no-out err 'mm/leak.c:1:1: warning: sparse has its say' \
	err 'Wpgmap-leak'
head -n 1 "$tmp/err" | grep -q 'has its say' || status=9
grep -q -e ': -D__linux__ -Wbitwise --arch=x86 -fmax-warnings=unlimited -I include mm/leak.c$' \
	"$tmp/bin/sparse.ran" || status=8
expect 'in this order, with its arguments' 0
check 1 --all -Wpageck-error --timeout=9 -Wsparse-error mm/leak.c
tail -n 1 "$tmp/bin/sparse.ran" | grep -q -e ': -Wsparse-error mm/leak.c$' || status=9
expect 'what is for pageck is not for sparse; findings come first' 1 err 'error: '
check 1 -Wsparse-error mm/good.c
expect 'the status of sparse' 3 err 'has its say' not-err Wpgmap
cp "$tmp/bin/sparse" "$tmp/bin/other"
check "$tmp/bin/other" mm/good.c
expect 'by its path' 0 err 'has its say'
rm "$tmp/bin/sparse.ran"
check 0 mm/leak.c
expect 'PAGECK_SPARSE=0' 0 not-err 'has its say' err 'Wpgmap-leak'
check '' mm/leak.c
expect 'PAGECK_SPARSE=' 0 not-err 'has its say'
check 1 --dump=cfg leaks mm/leak.c
[ ! -e "$tmp/bin/sparse.ran" ] || status=9
expect 'not for a look at a function' 0 no-err out leaks
program sparse <<'END2'
kill -SEGV $$
END2
check 1 mm/leak.c
expect 'a sparse that crashes' 0 err 'PAGECK_SPARSE: .*/sparse crashed (Seg' err 'Wpgmap-leak'
rm "$tmp/bin/sparse"
check 1 mm/leak.c
expect 'no sparse' 0 err 'PAGECK_SPARSE: no sparse in PATH: install the package sparse$' \
	err 'Wpgmap-leak'
finish
