#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# pageck on Debian's 6.1 and 6.12 kernels: what it must find there, and that it
# finds nothing else of the kinds that those kernels don't have.
#
# Exits 77 when there is no kernel at all. See lib.sh.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"

dirs='mm drivers/dax drivers/nvdimm drivers/pci kernel'

kernels=0

# "RULE FUNCTION FILE" of each warning in the JSON report on standard input.
warnings()
{
	python3 -c '
import json, sys
for f in json.load(sys.stdin)["findings"]:
    if f["level"] == "warning":
        print(f["rule"], f["function"], f["file"])'
}

has()
{
	grep -qx "$1" "$2" || { echo "no '$1' in:"; cat "$2"; return 1; }
}

has_none()
{
	! grep "$1" "$2"
}

# The report is whole: units were parsed, and every budget sufficed where it matters.
stats()
{
	python3 - "$1" <<'END'
import json, sys
r = json.load(open(sys.argv[1]))
s = r["stats"]
print(s)
assert r["version"]
assert s["units"] > 100 and s["parsed"] > 0
assert s["not_analysed"] <= s["functions"] // 100
assert s["budget_exhausted"] == 0
for f in r["findings"]:
    for key in ("rule", "level", "file", "line", "column", "function", "message", "notes",
                "engines", "fingerprint"):
        assert key in f, key
    assert not f["file"].startswith("/"), f["file"]
END
}

# Sizes and times of everything in a tree, but for what make itself writes each time.
listing()
{
	(cd "$1" && find . -type f ! -name .missing-syscalls.d -printf '%p %s %T@\n' | sort)
}

audit()
{
	name=$1 tree=$2
	case $name in
	6.1) follower=follow_page_pte absent='follow_devmap_p[mu]d' ;;
	*) follower=follow_page_pte absent='follow_devmap_pmd\|follow_huge_pud' ;;
	esac
	listing "$tree" > "$tmp/before"
	# shellcheck disable=SC2086 # a list of directories
	(cd "$tree" && PAGECK_CACHE=${PAGECK_CACHE:-$cache/pageck} "$PAGECK" audit -k "$tree" \
		--verbose --stats --rules "$rules" --format json -o "$tmp/report.json" $dirs) 2> "$tmp/err"
	status=$?
	check "$name: audit reports findings and nothing worse" test $status = 1
	[ $status = 1 ] || sed 's/^/    /' "$tmp/err"
	[ -s "$tmp/report.json" ] || { failed=1; return; }
	listing "$tree" > "$tmp/after"
	check "$name: audit leaves the tree alone" diff "$tmp/before" "$tmp/after"
	warnings < "$tmp/report.json" > "$tmp/found"
	check "$name: the report is whole" stats "$tmp/report.json"
	check "$name: gup-retry in $follower()" has "gup-retry $follower mm/gup.c" "$tmp/found"
	check "$name: no gup-retry where -EFAULT is returned" \
		has_none "^gup-retry \\($absent\\) " "$tmp/found"
	grep -v "^gup-retry $follower mm/gup.c\$" "$tmp/found" > "$tmp/others"
	check "$name: no other gup-retry" has_none '^gup-retry ' "$tmp/others"
	check "$name: what matters was analysed" has_none \
		'not analysed: mm/\(gup\|huge_memory\|memory-failure\|memory_hotplug\|memremap\)' \
		"$tmp/err"
	check "$name: no pgmap-leak: there is none" has_none '^pgmap-leak ' "$tmp/found"
	check "$name: no pgmap-put: there is none" has_none '^pgmap-put ' "$tmp/found"
}

for version in 6.1 6.12; do
	tree=$(kernel $version)
	[ -n "$tree" ] || continue
	kernels=$((kernels + 1))
	audit $version "$tree"
done
[ $kernels -gt 0 ] || exit 77
exit $failed
