#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The JSON is one object on standard output that another program reads.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 2
leak_c > leak.c
: > empty.c

run check --rules "$rules" --format json leak.c
expect 'findings as JSON on standard output' 0 no-err out '"rule": "pgmap-leak"' \
	out '"version": 1' out '"fingerprint": "[0-9a-f]\{32\}"'
cp out leak.json
run check --rules "$rules" --format=json empty.c
expect 'no findings are an empty list' 0 no-err out '"findings": \[\]'
cp out empty.json
if ! command -v python3 > /dev/null; then
	echo 'ok JSON as python reads it # SKIP no python3'
	finish
fi
for f in leak empty; do
	cp $f.json out
	if python3 -m json.tool $f.json > /dev/null 2> err; then
		ok "$f.json is well formed"
	else
		not_ok "$f.json is well formed"
	fi
done
cat > stops.c <<'END'
void stop(void) __attribute__((noreturn));
struct dev_pagemap *get_dev_pagemap(unsigned long pfn, struct dev_pagemap *pgmap);
int never(unsigned long pfn);
int never(unsigned long pfn)
{
	int ret = 0;

	get_dev_pagemap(pfn, (void *)0);
	if (!ret)
		stop();
	return ret;
}
END
run check --rules "$rules" --format=json stops.c
expect 'a function of which no return is reached is counted' 0 out '"no_return": 1'
run check --rules "$rules" --verbose --stats stops.c
expect '--verbose says so' 0 err '1 of which no return is reached'
python3 - leak.json > out 2> err <<'END'
import json, sys
d = json.load(open(sys.argv[1]))
f = d["findings"][0]
assert set(f) >= {"rule", "level", "file", "line", "column", "function", "message", "notes",
                  "engines", "fingerprint"}, sorted(f)
assert (f["rule"], f["level"], f["file"], f["function"]) == \
       ("pgmap-leak", "warning", "leak.c", "leaks"), f
assert f["notes"] and all(n["message"] and n["line"] > 0 for n in f["notes"]), f
assert set(d["stats"]) >= {"units", "skipped", "parsed", "functions", "not_analysed",
                           "budget_exhausted", "seconds"}, d["stats"]
END
status=$?
[ $status = 0 ] && ok 'every member is there' || not_ok 'every member is there'
finish
