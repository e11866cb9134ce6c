#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What presubmit sees in mails and patches is what git makes of the same bytes (tests/patches/).
# environment: PATCHES, how many (default 80); SEED (default 1)
. "$(dirname "$0")/lib.sh"
command -v git > /dev/null && command -v perl > /dev/null || { echo 'ok # SKIP no git or no perl'; exit 0; }
git am -h 2>&1 | grep -q -e '--empty' || { echo 'ok # SKIP this git am has no --empty'; exit 0; }
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t
export GIT_AUTHOR_DATE=2020-01-01T00:00:00Z GIT_COMMITTER_DATE=2020-01-01T00:00:00Z
export GIT_CONFIG_NOSYSTEM=1 LC_ALL=C
perl "$top/tests/patches/generate.pl" "$tmp/p" "${SEED:-1}" "${PATCHES:-80}" || exit 2
perl "$top/tests/patches/compare.pl" "$tmp/p" "$PAGECK" > "$tmp/out" 2> "$tmp/err"
status=$?
expect 'mails and patches as git reads them' 0 no-err out ' 0 differ$'
# a limit that a run reaches is an error, not a hang
"$PAGECK" presubmit --list -k "$tmp/p/repo" - < /dev/zero > "$tmp/out" 2> "$tmp/err"
status=$?
expect 'patches without end' 2 no-out one-err err 'more than 64 MiB of patches'
finish
