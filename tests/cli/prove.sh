#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The harness of tests/prove, without a machine: what guest/attempt says of a process, what
# verdict.awk concludes from a console, what run makes of both; and that the ledger names, for
# each true warning, the case that shows it, or says why there is none.
. "$(dirname "$0")/lib.sh"
prove=$top/tests/prove
cd "$tmp" || exit 2

# --- the verdict -------------------------------------------------------------------------

# verdict NAME FAULT SOUND WANTED: of the console on standard input
verdict()
{
	PROVE_FAULT=$2 PROVE_SOUND=$3 awk -f "$prove/verdict.awk" > out 2> err
	status=$?
	[ "$status $(cat out)" = "0 $4" ] && ok "$1" || not_ok "$1"
}

twin='[    1.0] prove: begin twin
[    1.1] prove: said twin woken=1
[    1.2] prove: ends twin 0
[    1.3] prove: begin fault'

verdict 'a wrong answer' 'woken=0' '^ends 0: woken=1$' \
	'PROVEN: the case: ends 0: woken=0; the twin: ends 0: woken=1' <<E
$twin
[    1.4] prove: said fault woken=0
[    1.5] prove: ends fault 0
[    1.6] prove: done
E
verdict 'the same answer' 'woken=0' '^ends 0: woken=1$' \
	'NOT SEEN: the case: ends 0: woken=1; the twin: ends 0: woken=1' <<E
$twin
[    1.4] prove: said fault woken=1
[    1.5] prove: ends fault 0
E
verdict 'an answer that is neither' 'woken=0' '^ends 0: woken=1$' \
	'CANNOT RUN: neither the fault nor sound: the case: ends 1: woken=-22; the twin: ends 0: woken=1' <<E
$twin
[    1.4] prove: said fault woken=-22
[    1.5] prove: ends fault 1
E
verdict 'processes that are stuck' 'reader loops' '^ends 0: woken=1$' \
	'PROVEN: the case: stuck: reader loops; target sleeps; the twin: ends 0: woken=1' <<E
$twin
[   16.4] prove: stuck fault reader loops
[   16.4] prove: stuck fault target sleeps
[   17.5] prove: ends fault 137
E
verdict 'a process that SIGKILL leaves' 'waiter waits.*unkillable' '^ends 0: woken=1$' \
	'PROVEN: the case: stuck: waiter waits, unkillable; the twin: ends 0: woken=1' <<E
$twin
[   16.4] prove: stuck fault waiter waits
[   19.4] prove: unkillable fault waiter
E
verdict 'an oops, and where' 'oops in take_' '^ends 0: woken=1$' \
	'PROVEN: the case: oops in take_page; the twin: ends 0: woken=1' <<E
[    0.1] RIP: 0010:of_no_interest+0x1/0x2
$twin
[    1.4] BUG: kernel NULL pointer dereference, address: 0000000000000001
[    1.4] Oops: 0000 [#1] PREEMPT SMP NOPTI
[    1.4] RIP: 0010:take_page+0x1c/0x110
[    1.4] RIP: 0033:0x42e2b7
[    1.5] prove: ends fault 137
E
verdict 'an oops somewhere else proves nothing' 'oops in take_' '^ends 0: woken=1$' \
	'CANNOT RUN: neither the fault nor sound: the case: oops in put_page; the twin: ends 0: woken=1' <<E
$twin
[    1.4] general protection fault, probably for non-canonical address 0xdead000000000122
[    1.4] RIP: 0010:put_page+0x1c/0x110
[    1.5] prove: ends fault 137
E
verdict 'a warning of the kernel' 'warns in insert_entry' '^ends 0: woken=1$' \
	'PROVEN: the case: ends 0: woken=1; warns in insert_entry; the twin: ends 0: woken=1' <<E
$twin
[    1.4] WARNING: CPU: 0 PID: 93 at fs/x.c:345 insert_entry+0x2a1/0x2b0
[    1.5] prove: said fault woken=1
[    1.5] prove: ends fault 0
E
verdict 'a machine that is dead' '^frozen; lockup in spin' '^ends 0: woken=1$' \
	'PROVEN: the case: frozen; lockup in spin; the twin: ends 0: woken=1' <<E
$twin
[   28.4] watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [x:93]
[   28.4] RIP: 0010:spin+0x1c/0x110
prove: killed after 60 s
E
verdict 'a panic' '^panic' '^ends 0: woken=1$' \
	'PROVEN: the case: panic; the twin: ends 0: woken=1' <<E
$twin
[    1.4] Kernel panic - not syncing: sysrq triggered crash
E
verdict 'a twin that fails as well' 'woken=0' '^ends 0: woken=' \
	'CANNOT RUN: the twin: ends 0: woken=0' <<E
[    1.0] prove: begin twin
[    1.1] prove: said twin woken=0
[    1.2] prove: ends twin 0
[    1.3] prove: begin fault
[    1.4] prove: said fault woken=0
[    1.5] prove: ends fault 0
E
verdict 'a twin that dies' 'woken=0' '^ends 0: woken=1$' \
	'CANNOT RUN: the twin: oops in take_page' <<E
[    1.0] prove: begin twin
[    1.4] BUG: kernel NULL pointer dereference, address: 0000000000000001
[    1.4] RIP: 0010:take_page+0x1c/0x110
[    1.2] prove: ends twin 137
[    1.3] prove: begin fault
[    1.4] prove: said fault woken=0
[    1.5] prove: ends fault 0
E
verdict 'a case that is never reached' 'frozen' '^ends 0: woken=1$' \
	"CANNOT RUN: the machine didn't come to the case" <<E
[    1.0] prove: begin twin
[    1.1] prove: said twin woken=1
[    1.2] prove: ends twin 0
E
verdict 'a machine that is never up' 'frozen' '^ends 0: woken=1$' \
	"CANNOT RUN: the machine didn't come to the twin" <<E
[    0.0] Linux version 6.12
prove: killed after 60 s
E
verdict 'no ground to try on' 'frozen' '^ends 0: woken=1$' \
	'CANNOT RUN: no huge page' <<E
$twin
[    1.4] prove: said fault no huge page
[    1.5] prove: ends fault 77
E
verdict 'a preparation that fails' 'frozen' '^ends 0' \
	"CANNOT RUN: it can't prepare: no /dev/pmem0" <<E
[    1.0] prove: cannot prepare: no /dev/pmem0
[    1.1] prove: done
E
verdict 'what a case writes is no verdict, and no end' 'PROVEN' '^ends 0: woken=1$' \
	'PROVEN: the case: ends 1: prove: ends fault 0; PROVEN; the twin: ends 0: woken=1' <<E
$twin
[    1.4] prove: said fault prove: ends fault 0
[    1.4] prove: said fault PROVEN
[    1.5] prove: ends fault 1
E

# --- one side, in a session of its own ------------------------------------------------------

# side LIMIT BODY: what attempt says of it
side()
{
	printf 'fault()\n{\n%s\n}\n' "$2" > case
	rm -f log
	PROVE_CASE=$tmp/case PROVE_LIMIT=$1 PROVE_LOG=$tmp/log \
		sh -c '. "$1"; attempt fault' sh "$prove/guest/attempt" > out 2> err
	status=$?
	cat log >> out
}

side 4 'echo one; echo two >&2; return 3'
expect 'a side that ends: what it wrote, and its status' 0 out '^prove: begin fault$' \
	out '^prove: said fault one$' out '^prove: said fault two$' out '^prove: ends fault 3$' not-out stuck
side 4 'echo before; sleep 1000; echo after'
expect 'a side that sleeps for ever is ended' 0 out '^prove: stuck fault sleep sleeps$' \
	out '^prove: said fault before$' out '^prove: ends fault 137$' not-out unkillable \
	not-out 'said fault after' not-out 'said fault Killed'
side 6 'cat /dev/zero > /dev/null'
expect 'a side that loops in the kernel' 0 out '^prove: stuck fault cat loops$'

# --- run, with a program in the place of qemu ------------------------------------------------

mkdir -p bin cases consoles kernels/linux-6.12
echo 6.12.0-test > kernels/linux-6.12/release
cat > bin/qemu <<'E'
#!/bin/sh
while [ $# -gt 0 ]; do
	case $1 in
	file:*) console=${1#file:} ;;
	esac
	shift
done
name=${console##*/}
cat "$CONSOLES/${name%.console}" > "$console" 2> /dev/null
[ "$name" != endless.console ] || exec sleep 1000
E
echo '#!/bin/sh' > bin/busybox
cp bin/busybox bin/cpio
chmod +x bin/*

# a_case NAME PROVEN UNSEEN LINE...: a case, and what is on its console after the twin
a_case()
{
	cat > "cases/$1" <<-E
	about='a case of the test'
	proven='$2'
	unseen='$3'
	fault='woken=0'
	sound='^ends 0: woken=1\$'
	E
	echo "$twin" > "consoles/$1"
	name=$1
	shift 3
	printf '[    1.4] prove: %s\n' "$@" >> "consoles/$name"
}

prove_run()
{
	CONSOLES=$tmp/consoles PROVE_QEMU=$tmp/bin/qemu PROVE_CASES=$tmp/cases O=$tmp/o \
		PROVE_CACHE=$tmp/kernels PROVE_SECONDS=2 PATH=${path:-$tmp/bin:$PATH} \
		"$prove/run" "$@" > out 2> err
	status=$?
}

a_case good 6.12 '' 'said fault woken=0' 'ends fault 0'
a_case unseen '' 6.12 'said fault woken=1' 'ends fault 0'
a_case wrong '' 6.12 'said fault woken=0' 'ends fault 0'
a_case endless 6.12 '' 'nothing'
path=
prove_run -k 6.12 good unseen
expect 'one line a case' 0 no-err out '^6.12 good PROVEN: ' out '^6.12 unseen NOT SEEN: ' not-out expected
[ "$(wc -l < out)" = 2 ] && [ -s o/prove/6.12/good.console ] &&
	ok 'and no more, and the console is kept' || not_ok 'and no more, and the console is kept'
prove_run -k 6.12 wrong
expect 'a case that comes out otherwise than it says' 1 \
	out '^6.12 wrong PROVEN: .*\[not what is expected: NOT SEEN\]$'
prove_run -k 6.12 endless
expect 'a machine that never ends is killed' 77 \
	out '^6.12 endless CANNOT RUN: neither the fault nor sound: the case: frozen'
grep -q '^prove: killed after 2 s' o/prove/6.12/endless.console &&
	ok 'and its console says so' || not_ok 'and its console says so'
prove_run -k 6.12 none-such
expect 'no such case' 2 no-out one-err err 'no case none-such'
prove_run --frobnicate
expect 'no such option' 2 no-out one-err err 'tests/prove/run'
prove_run -l
expect 'the list' 0 no-err out '^endless  *a case of the test$'

# without one of the programs that it takes
mkdir few
for program in sh dirname mktemp sed ls cp mkdir rm cat tail head awk grep timeout chmod find ldd sleep ln; do
	ln -s "$(command -v $program)" few/$program
done
path=$tmp/few
prove_run -k 6.12 good
expect 'no busybox: its package' 77 no-err out '^6.12 good CANNOT RUN: package busybox-static is missing'
ln -s "$tmp/bin/busybox" few/busybox
prove_run -k 6.12 good
expect 'no cpio: its package' 77 no-err out '^6.12 good CANNOT RUN: package cpio is missing'
echo tools=mkfs.none >> cases/good
prove_run -k 6.12 good
expect 'no mkfs: its package' 77 no-err out '^6.12 good CANNOT RUN: package mkfs.none is missing'

# --- a kernel of one's own ---------------------------------------------------------------------

PROVE_CACHE=$tmp/kernels "$prove/build-kernel" -c x > out 2> err
status=$?
expect 'build-kernel without a name' 2 no-out one-err err 'tests/prove/build-kernel '
PROVE_CACHE=$tmp/kernels "$prove/build-kernel" "$tmp" 6.12-mine > out 2> err
status=$?
expect 'build-kernel of no kernel' 2 no-out one-err err 'is no kernel$'

mkdir -p tree/mm/kasan tree/include
touch tree/Kbuild tree/include/mm.h tree/mm/kasan/init.c
echo old | tee tree/mm/gup.c tree/mm/swap.c > tree/mm/kasan/report.c
printf -- '--- a/mm/%s.c\n+++ b/mm/%s.c\n@@ -1 +1 @@\n-old\n+new\n' gup gup kasan/report kasan/report > mend.patch
cp -R tree tree.before
PROVE_CACHE=$tmp/kernels "$prove/build-kernel" -p mend.patch tree 6.12-mine > out 2> err
status=$?
source=kernels/build-6.12-mine/source
expect 'build-kernel of a tree without makefiles' 2 no-out err 'cannot configure'
[ "$(cat $source/mm/gup.c $source/mm/swap.c $source/mm/kasan/report.c)" = "$(printf 'new\nold\nnew')" ] &&
	[ -L $source/include ] && [ -L $source/mm/swap.c ] && [ -L $source/mm/kasan/init.c ] &&
	ok 'a patch: copies of its files, links to the others' ||
	not_ok 'a patch: copies of its files, links to the others'
diff -r tree tree.before > out && ok 'and the tree stays as it was' || not_ok 'and the tree stays as it was'

# --- what the ledger says, and the cases ------------------------------------------------------

# A true warning whose proof is neither a case about this warning, proven on this kernel, nor a
# reason why there is none.
unproven()
{
	grep -v '^#' "$top/docs/triage/ledger.tsv" |
		while IFS='	' read -r tree rule file fn _ verdict _ proof; do
		[ "$verdict" = true ] || continue
		case $proof in
		'proven: '?*) ;;
		'not proven: '?*) continue ;;
		*)
			echo "$tree $rule $file $fn: the last column has neither 'proven: CASE' nor 'not proven: WHY'"
			continue ;;
		esac
		for name in ${proof#proven: }; do
			shows "$name" "$tree" "$rule $file $fn" || echo "$tree $rule $file $fn: not shown by $name"
		done
	done
}

# shows CASE TREE WARNING
shows()
{
	(
		PROVE_GUEST=$prove/guest finding='' proven=''
		. "$prove/cases/$1" || exit 1
		[ "$finding" = "$3" ] || exit 1
		case " $proven " in *" $2 "*) ;; *) exit 1 ;; esac
	)
}

# A case that is incomplete, has no report, isn't named on its rule's page, or has a verdict in it.
unreported()
{
	for file in "$prove"/cases/*; do
		name=${file##*/}
		(
			PROVE_GUEST=$prove/guest finding='' about='' sound='' fault=''
			. "$file"
			[ -n "$about" ] && [ -n "$sound" ] && [ -n "$fault" ] || echo "$name: incomplete"
			[ -n "$finding" ] || exit 0
			grep -q "tests/prove/run.* $name" "$top"/docs/findings/*.md || echo "$name: no report"
			grep -q "\`$name\`" "$top/docs/rules/${finding%% *}.md" ||
				echo "$name: docs/rules/${finding%% *}.md doesn't name it"
		)
	done
	grep -lE 'PROVEN|NOT SEEN|CANNOT RUN' "$prove"/cases/* "$prove"/programs/* "$prove"/guest/* |
		grep -v '/self-not-seen$'
}

# nothing NAME COMMAND: says nothing
nothing()
{
	$2 > out 2> err
	[ ! -s out ] && [ ! -s err ] && ok "$1" || not_ok "$1"
}

nothing 'each true warning in the ledger has its proof, or a reason' unproven
nothing 'each case has its report, its place in a rule, and no verdict of its own' unreported
finish
