#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a run is to read and to write at its end is tried before it begins; an old report
# stays until the new one is whole.
. "$(dirname "$0")/lib.sh"
. "$here/tree.sh"
cd "$tmp" || exit 2
mkdir k && leak_c > k/leak.c && tree k leak.c
unset PAGECK_RULES

# early NAME PATTERN ARG...: status 2, and nothing was analysed for it
early()
{
	name=$1 pattern=$2
	shift 2
	rm -rf cache
	audit k "$@"
	expect "$name" 2 no-out one-err err "$pattern"
	[ ! -e cache/store ] && ok "$name: before anything is analysed" ||
		not_ok "$name: before anything is analysed"
}

early 'no such directory for -o' 'cannot write none/r: No such file' -o none/r
mkdir dir
early '-o names a directory' 'cannot write dir: Is a directory' -o dir
early '-o is empty' 'the name of the file for the report is empty' -o ''
ln -s loop loop
early '-o names a link in a circle' 'cannot write loop: Too many levels' -o loop
early 'no such baseline' 'cannot read the baseline nob' -b nob
echo '{' > notjson
early 'a baseline that is none' 'notjson:.*not JSON' -b notjson
early 'no such directory for a baseline' 'cannot write none/b: No such file' --write-baseline none/b
early 'no such table' 'cannot read noconfig: No such file' --config noconfig
printf 'suppres:\n' > bad.yaml
early 'a mistake in the table' "bad.yaml:1.*'suppress'" --config bad.yaml
printf 'suppres:\n' > k/.pageck.yaml
early "a mistake in the tree's table" ".pageck.yaml:1.*'suppress'"
rm k/.pageck.yaml
early 'no such rules' norules --rules norules
if [ "$(id -u)" != 0 ]; then
	mkdir shut && chmod 555 shut
	early 'a directory that cannot be written to' 'cannot write shut/r: Permission denied' -o shut/r
	touch ro && chmod 444 ro
	early 'a file that cannot be written to' 'cannot write ro: Permission denied' -o ro
else
	ok '# SKIP root may write anywhere'
fi

# whole FILE: the report is in it, and nothing beside it
whole()
{
	grep -q Wpgmap-leak "$1" || return 1
	set -- "$1".*
	[ ! -e "$1" ]
}

umask 027
audit k -o report
expect '-o' 1 no-out err '^pageck: 1 finding'
whole report && ok '-o: the report' || not_ok '-o: the report'
[ "$(stat -c %a report)" = 640 ] && ok '-o: as the umask has it' || not_ok '-o: as the umask has it'
echo old > report
chmod 604 report
ln report hard
audit k -o report
whole report && [ "$(stat -c %a report)" = 604 ] && ok '-o keeps permissions' ||
	not_ok '-o keeps permissions'
grep -qx old hard && ok 'the old report is not touched' || not_ok 'the old report is not touched'
mkdir real
echo old > real/report
ln -s real/report link
ln -s ../new real/dangling
audit k -o link
[ -L link ] && whole real/report && ok '-o through a link' || not_ok '-o through a link'
audit k -o real/dangling
[ -L real/dangling ] && whole new && ok '-o through a link to nothing' ||
	not_ok '-o through a link to nothing'
audit k -o -
expect '-o -' 1 out 'Wpgmap-leak' err '^pageck: 1 finding'
[ ! -e ./- ] && ok '-o - makes no file' || not_ok '-o - makes no file'
if [ -e /dev/stdout ]; then
	audit k -o /dev/stdout
	expect '-o /dev/stdout' 1 out 'Wpgmap-leak'
	echo first > log
	"$PAGECK" audit -k k -p k/compile_commands.json --rules "$rules" -j1 -o /dev/stdout >> log 2> err
	grep -qx first log && whole log && ok '-o /dev/stdout goes on where the output is' ||
		not_ok '-o /dev/stdout goes on where the output is'
	audit k -o /dev/fd/1
	expect '-o /dev/fd/1' 1 out 'Wpgmap-leak'
fi
audit k -o /dev/null
expect '-o /dev/null' 1 no-out err '^pageck: 1 finding'
[ -c /dev/null ] && ok '/dev/null is what it was' || not_ok '/dev/null is what it was'
if mkfifo pipe 2> /dev/null; then
	cat pipe > piped &
	audit k -o pipe
	expect '-o with a pipe' 1 no-out
	wait $!
	[ -p pipe ] && whole piped && ok 'who reads it gets the report' ||
		not_ok 'who reads it gets the report'
fi
if [ -c /dev/full ]; then
	audit k -o /dev/full
	expect 'no room: status 2' 2 err 'cannot write /dev/full: No space'
fi
audit k --list -o list
[ "$(cat list)" = leak.c ] && ok '--list -o' || not_ok '--list -o'
audit k --shard 1/1 -o part
expect '--shard -o' 0 no-out
run merge -k k --rules "$rules" part
expect 'the part is one' 1 out 'Wpgmap-leak'
[ -z "$(ls part?* cache/shard-* 2> /dev/null)" ] && ok 'a part leaves nothing else' ||
	not_ok 'a part leaves nothing else'
early '--shard: no such directory for -o' 'cannot write none/part' --shard 1/1 -o none/part

audit k --write-baseline base
expect '--write-baseline' 1 out 'Wpgmap-leak'
ln -s base baselink
audit k -b baselink --write-baseline baselink
expect 'a baseline read and written' 0 no-out
[ -L baselink ] && grep -q pgmap-leak base && ok 'is there again' || not_ok 'is there again'
if mkfifo bpipe 2> /dev/null; then
	cat base > bpipe &
	audit k -b bpipe
	expect 'a baseline from a pipe' 0 no-out err '1 by the baseline'
	wait $!
fi

# a run that is interrupted: the unit includes a header a billion times
printf '#if __INCLUDE_LEVEL__ < 30\n#include "never.h"\n#include "never.h"\n#endif\n' > k/never.h
{ echo '#include "never.h"'; leak_c; } > k/leak.c
echo old > kept
"$PAGECK" audit -k k -p k/compile_commands.json --rules "$rules" -j1 --timeout 30 -o kept \
	> out 2> err < /dev/null &
sleep 0.5
kill -TERM $!
wait $! 2> /dev/null
status=$?
[ $status -gt 128 ] && [ "$(cat kept)" = old ] && [ -z "$(ls kept?* 2> /dev/null)" ] &&
	ok 'an interrupted run leaves the old report' ||
	not_ok 'an interrupted run leaves the old report'
finish
