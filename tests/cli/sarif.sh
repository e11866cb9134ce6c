#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# SARIF that its published schema allows, with paths that mean something elsewhere.
# The schema is in $O/sarif-schema.json after tests/report/get-sarif-schema.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/tree.sh"
command -v python3 > /dev/null || { echo 'ok # SKIP no python3'; exit 0; }
schema=$O/sarif-schema.json
python3 -c 'import jsonschema' 2> /dev/null && [ -s "$schema" ] || schema=

# valid NAME FILE
valid()
{
	if python3 "$top/tests/report/sarif_check.py" "$2" $schema > "$tmp/out" 2> "$tmp/err"; then
		ok "$1"
	else
		not_ok "$1"
	fi
}

# holds NAME FILE EXPRESSION: of `run`, the first run, and `r`, its results
holds()
{
	if python3 - "$2" "$3" > "$tmp/out" 2> "$tmp/err" <<-'END'
	import json, sys
	run = json.load(open(sys.argv[1]))["runs"][0]
	r = run["results"]
	assert eval(sys.argv[2]), json.dumps(run, indent=1)[:6000]
	END
	then
		ok "$1"
	else
		not_ok "$1"
	fi
}

cd "$tmp" || exit 2
[ -n "$schema" ] && echo 'ok the published schema' ||
	echo 'ok the published schema # SKIP no jsonschema, or no tests/report/get-sarif-schema'
tree k drivers/a.c 'drivers/b c.c' drivers/none.c
leak_c > k/drivers/a.c
leak_c | sed 's/leaks/other/; s|return -22;|& /* pageck: ignore pgmap-leak: told why */|' > 'k/drivers/b c.c'
echo 'int x; /* pageck: ignore pgmap-leak: nothing is here */' > k/drivers/none.c

audit k --format sarif -o one.sarif
expect 'audit --format sarif' 1 no-out no-err
valid 'a finding, a suppressed one, a remark' one.sarif
holds 'the finding' one.sarif 'len(r) == 2 and r[0]["ruleId"] == "pgmap-leak" and "suppressions" not in r[0]'
holds 'its path in the tree' one.sarif \
	'r[0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "drivers/a.c", "uriBaseId": "SRCROOT"}'
holds 'a name with a space' one.sarif \
	'r[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "drivers/b%20c.c"'
holds 'the suppressed one says why' one.sarif \
	'r[1]["suppressions"] == [{"kind": "inSource", "justification": "told why"}]'
holds 'its way there ends at the place' one.sarif \
	'[s["location"]["physicalLocation"]["region"]["startLine"] for s in r[0]["codeFlows"][0]["threadFlows"][0]["locations"]][0::99] == [8] and r[0]["codeFlows"][0]["threadFlows"][0]["locations"][-1]["location"]["message"]["text"] in r[0]["message"]["text"]'
holds 'the rule has its page' one.sarif '"Why it matters" in run["tool"]["driver"]["rules"][0]["help"]["markdown"]'
holds 'what suppresses nothing is a notification' one.sarif \
	'"silences nothing" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]'
holds 'no state without a baseline' one.sarif '"baselineState" not in r[0]'

audit k --write-baseline base.json
leak_c | sed 's/leaks/third/' > k/drivers/none.c
leak_c | sed 's/return -22/ret = -22/; s/int flag)$/&/' | sed 's/ret = -22;/flag = 1;/' > k/drivers/a.c
audit k --baseline base.json --format sarif -o two.sarif
valid 'with a baseline' two.sarif
holds 'new, suppressed, absent' two.sarif \
	'sorted((x["baselineState"], x["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for x in r) == [("absent", "drivers/a.c"), ("new", "drivers/b%20c.c"), ("new", "drivers/none.c")]'
run check --rules "$rules" --format sarif k/drivers/none.c
expect 'check --format sarif' 0 no-err out '"ruleId": "pgmap-leak"'
cp out three.sarif
valid 'of check' three.sarif
finish
