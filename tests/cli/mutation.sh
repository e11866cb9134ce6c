#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A sample of tests/mutation: on the little kernel of tests/fixtures, and, where KERNEL61 or
# KERNEL612 names a prepared tree, a few cases on that.
. "$(dirname "$0")/lib.sh"

sample()
{
	name=$1
	shift
	PAGECK="$PAGECK" PAGECK_RULES="$rules" "$top/tests/mutation/run" "$@" > "$tmp/out" 2> "$tmp/err"
	status=$?
	if [ $status -eq 0 ] && grep -q ' cases, 0 went wrong$' "$tmp/out"; then
		ok "$name"
	else
		not_ok "$name"
	fi
}

# the cases of a real kernel are not for here, but for what follows
real61=${KERNEL61-} real612=${KERNEL612-}
unset KERNEL61 KERNEL612
sample "edits of the little kernel" -k mini="$top/tests" 's-*'

# What can't be caught must be said to be missed, or the above says nothing.
mkdir "$tmp/blind"
cp "$rules"/*.yaml "$tmp/blind"
sed 's/get_user_pages_fast\]/get_user_pages_slow]/; s/get_user_pages_fast, pin/get_user_pages_slow, pin/' \
	"$rules/origins.yaml" > "$tmp/blind/origins.yaml"
PAGECK_RULES="$tmp/blind" "$top/tests/mutation/run" -k mini="$top/tests" 's-guard-[gbi]*' > "$tmp/out" 2> "$tmp/err"
status=$?
if [ $status -eq 1 ] && grep -q '^MISSED mini s-guard-gone' "$tmp/out"; then
	ok "a case that isn't caught counts"
else
	not_ok "a case that isn't caught counts"
fi

for k in "6.1=$real61" "6.12=$real612"; do
	[ -n "${k#*=}" ] || continue
	sample "edits of ${k%%=*}" -k "$k" drop-online use-online b2-set-dax-errno b2-ok-set-dax-log
done
finish
