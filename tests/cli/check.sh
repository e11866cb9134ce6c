#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The contract with kbuild: every flag is fine, nothing breaks, nothing is left behind.
. "$(dirname "$0")/lib.sh"
mkdir "$tmp/work" && cd "$tmp/work" || exit 2
leak_c > leak.c

: > empty.c
run --rules "$rules" -D__linux__ -Wbitwise -I. -nostdinc -DKBUILD_BASENAME='"empty"' empty.c
expect 'an empty file is silent' 0 no-out no-err
[ ! -e "$tmp/cache/pch" ] && [ ! -e "$tmp/cache/store" ] &&
	ok 'a file that is skipped leaves no more than the words of the rules' ||
	not_ok 'a file that is skipped leaves no more than the words of the rules'

run check --rules "$rules" leak.c
expect 'a finding is a warning and status 0' 0 no-out err '^leak.c:13:.*: warning: .*\[-Wpgmap-leak\]$' \
	err '^leak.c:.*: note: '
run --rules "$rules" leak.c
expect 'check may be left out' 0 no-out err '\[-Wpgmap-leak\]$'
run --rules="$rules" -Wpageck-error leak.c
expect '-Wpageck-error' 1 no-out err 'error: .*\[-Wpgmap-leak\]$'

# sparse's, 0-day's, gcc's; the raw line also names files that must not be written
run --rules "$rules" -D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ -Wbitwise \
	-Wno-bitwise -Wno-return-void -Wno-unknown-attribute -fdiagnostic-prefix \
	-fmax-warnings=unlimited -Wsparse-all -Wsparse-error -Wcontext --arch=x86 -mlittle-endian \
	-m64 -Wp,-MMD,.leak.o.d -nostdinc -I./include -include /dev/null -D__KERNEL__ \
	-fmacro-prefix-map=./= -Wall -Wundef -std=gnu11 -fshort-wchar -funsigned-char \
	-mno-sse -march=x86-64 -mcmodel=kernel -fsanitize=bounds -fplugin=./evil.so \
	--param=allow-store-data-races=0 -fstack-protector-strong -mpreferred-stack-boundary=3 \
	-DKBUILD_MODFILE='"mm/leak"' -DKBUILD_BASENAME='"leak"' -o leak.o -c leak.c
expect 'every flag is accepted' 0 no-out err '^leak.c:13:[0-9]*: pageck: warning: '
run --rules "$rules" -fdiagnostic-prefix=ci leak.c
expect '-fdiagnostic-prefix=ci' 0 err '^leak.c:13:[0-9]*: ci: warning: '
run -fmax-warnings=1 --rules "$rules" -D --all -I --verbose leak.c
expect 'the argument of -D is not an option of ours' 0 no-out err '\[-Wpgmap-leak\]$'
run --rules "$rules" --stats leak.c
expect '--stats' 0 err '^pageck: 1 finding; 1 unit, 0 skipped, 1 parsed; '

run -Wall nothing.S
expect 'assembly is none of our business' 0 no-out no-err
run_with MAKELEVEL=1 -Wall
expect 'no file under make' 0 no-out no-err

run --rules "$rules" missing.c
expect 'a file that is not there' 2 no-out one-err err 'cannot read missing.c: No such file'
run_with MAKELEVEL=1 --rules "$rules" missing.c
expect 'a file that is not there, under make' 0 no-out one-err err 'missing.c is not analysed: cannot be read: No such file'
mkdir directory.c
run --rules "$rules" directory.c
expect 'a directory in place of a file' 0 no-out one-err err 'directory.c is not analysed: cannot be read: Is a directory'
run_with PAGECK_STRICT=1 --rules "$rules" missing.c
expect 'PAGECK_STRICT=1: a file that is not there' 2 no-out one-err
run_with PAGECK_STRICT=1 --rules "$rules" leak.c
expect 'PAGECK_STRICT=1: a finding is no error' 0 err '\[-Wpgmap-leak\]$'

{ echo '#include "not-there.h"'; leak_c; } > nohdr.c
run --rules "$rules" nohdr.c
expect 'a header that is not there' 0 no-out one-err err 'nohdr.c is not analysed: .*not-there.h'
run_with PAGECK_STRICT=1 --rules "$rules" nohdr.c
expect 'PAGECK_STRICT=1: a header that is not there' 2 no-out
run --rules "$rules" --format json nohdr.c
expect 'a unit that was not analysed is in the JSON' 0 out '"not_analysed": 1'

mkdir badrules
printf 'references:\n  - function: f\n    aquire: return\n    ref: x\n' > badrules/a.yaml
run --rules badrules leak.c
expect 'a mistake in the rules breaks no build' 0 no-out one-err err "a.yaml:3.*acquire"

sed 's|^return -22;|& /* pageck: ignore pgmap-leak: a test */|' leak.c > suppressed.c
run --rules "$rules" --stats suppressed.c
expect 'a comment suppresses' 0 not-err '\[-Wpgmap-leak\]' err ' 1 suppressed (1 by comments); '

run --rules "$rules" --dump=cfg leaks leak.c
expect '--dump=cfg' 0 no-err out 'leaks' out 'get_dev_pagemap'
run --rules "$rules" --dump=dot leaks leak.c
expect '--dump=dot' 0 no-err out '^digraph'
# a unit that never ends, under the eyes of a build
run --rules "$rules" --timeout 0 leak.c
expect '--timeout 0' 2 no-out one-err

cat > reach.c <<'END'
void stop(void) __attribute__((noreturn));
int reach(int a)
{
	if (a > 3) {
		if (a < 2)
			return 1;
		stop();
		a++;
	}
	return a;
}
END
run --rules "$rules" --dump=reach reach.c
expect '--dump=reach' 0 no-err out '^6 reach unreached$' out '^8 reach dropped$' not-out '^10 '
run --rules "$rules" --dump=cfg nope leak.c
expect '--dump of a function that is not there' 0 no-out one-err err "'nope'"

# a tree of the user's: nothing but the sources is in it afterwards
rm -rf badrules directory.c
expected='empty.c leak.c nohdr.c reach.c suppressed.c'
found=$(echo $(ls -A))
[ "$found" = "$expected" ] && ok 'nothing is written beside the sources' || {
	echo "$found" >> "$tmp/err"
	not_ok 'nothing is written beside the sources'
}
if [ -e "$tmp/home" ] || [ -e "$tmp/xdg" ]; then
	not_ok 'PAGECK_CACHE is the only cache'
else
	ok 'PAGECK_CACHE is the only cache'
fi

# A cache that can't be used is no reason to say or do less.
: > "$tmp/file"
run_with PAGECK_CACHE="$tmp/file/cache" --rules "$rules" leak.c
expect 'a cache that cannot be made' 0 no-out err '\[-Wpgmap-leak\]$' not-err cache
finish
