#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# docs/engines.md has the table that tests/engines/table prints. (No kernel is needed; it
# takes longer than `make check` should.)
#
# usage: engines.sh [-u]	-u: write it there
#
# Exits 77 without spatch or sparse.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
doc=$top/docs/engines.md

for program in spatch sparse; do
	command -v $program > /dev/null || skip "no $program"
done
O=$O "$top/tests/engines/table" > "$tmp/printed" || exit 2
if [ "${1-}" = -u ]; then
	awk -v table="$tmp/printed" '
	/^\| rule \| to find / {
		while ((getline line < table) > 0)
			print line
		skip = 1
	}
	skip && /^\|/ { next }
	{ skip = 0; print }' "$doc" > "$tmp/doc" && cat "$tmp/doc" > "$doc"
fi
awk '/^\| rule \| to find / { on = 1 } on && !/^\|/ { exit } on' "$doc" > "$tmp/written"
check 'docs/engines.md has the table that tests/engines/table prints (else: engines.sh -u)' \
	diff "$tmp/written" "$tmp/printed"
exit $failed
