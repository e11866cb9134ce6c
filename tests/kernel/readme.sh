#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What README.md and docs/ show of a real kernel, as it stands there: commands and what they print.
# The others are run by tests/cli/docs.sh; tests/docs/commands tells them apart.
#
# usage: tests/kernel/readme.sh [PATTERN]	(grep's, of FILE:LINE and a command: only these)
#
# environment: see lib.sh; KERNEL612 is to be configured with rules/zone-device.config merged
here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
pattern=${1-}
. "$top/tests/docs/lib.sh"

from=$(kernel 6.12)
[ -n "$from" ] || skip 'no 6.12'
[ -e "$from/include/config/auto.conf" ] || skip "$from is not configured and prepared"

ok()
{
	echo "ok $1"
}

not_ok()
{
	echo "not ok $1"
	sed 's/^/    /' "$tmp/err" "$tmp/out" | tail -n 20
	failed=1
}

# make C=1 writes objects, coccicheck nothing: a copy
mkdir -p "$tmp/bin" "$tmp/beside"
cp -a --reflink=auto "$from" "$tmp/beside/linux-source-6.12" || exit 2
ln -s "$PAGECK" "$tmp/bin/pageck"
PATH=$tmp/bin:$PATH
export PATH
# the commands name what make install has put below /usr/local
if [ ! -d /usr/local/share/pageck ]; then
	make -s -C "$top" O="$O" PREFIX="$tmp/usr" install > "$tmp/out" 2>&1 || { cat "$tmp/out"; exit 2; }
	prefix=$tmp/usr
fi

fresh()
{
	:
}

directory_of()
{
	case $1 in
	kernel)	echo "$block_now: $text" | grep -q -e "$pattern" || return
		case $text in
		*linux-source-6.12*) echo "$tmp/beside" ;;
		*) echo "$tmp/beside/linux-source-6.12" ;;
		esac ;;
	*)	return 1 ;;
	esac
}

run_shown_commands
exit $failed
