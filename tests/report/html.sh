#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The HTML report in a browser: five findings in a hostile tree. Screenshots go to $SHOTS.
# environment: PAGECK, O, SHOTS
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
. "$top/tests/cli/lib.sh"
. "$top/tests/cli/tree.sh"
for program in python3 chromium chromedriver; do
	command -v $program > /dev/null || { echo "ok # SKIP no $program (Debian: chromium, chromium-driver)"; exit 77; }
done
cd "$tmp" || exit 2
odd='drivers/z<img src=x onerror=window.pwned=1>.c'
tree k drivers/a.c drivers/b.c "$odd"
{ leak_c; leak_c | sed '1,3d; s/leaks/quiet/; s|return -22;|& /* pageck: ignore pgmap-leak: told why <b>x</b> */|'; } > k/drivers/a.c
{
	leak_c | sed 's/leaks/other/; s|if (flag)|& /* </script><script>window.pwned=1;document.title="pwned"</script> <!-- */|'
	leak_c | sed '1,3d; s/leaks/twice/; s/return -22;/put_dev_pagemap(pgmap);/'
} > k/drivers/b.c
leak_c | sed 's/leaks/named/' > "k/$odd"
mkdir -p own/docs/triage
cp -R "$rules" own/rules
cp -R "$top/docs/rules" own/docs/
printf '6.99\tpgmap-leak\tdrivers/a.c\tleaks\tpgmap\ttrue\ta reason\tproven: shown\n' > own/docs/triage/ledger.tsv
rules=own/rules
audit k --format html -o report.html
[ "$status" = 1 ] || { not_ok 'a report'; finish; }
python3 "$top/tests/report/html.py" "$tmp/report.html" ${SHOTS:+"$SHOTS"} || failed=1
finish
