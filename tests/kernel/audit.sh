#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# pageck on Debian's 6.1 and 6.12 kernels: what it must find there, and that it
# finds nothing else of the kinds that those kernels don't have.
#
# environment: KERNEL61, KERNEL612	prepared trees (only read); without them
#		/usr/src/linux-source-*.tar.xz is unpacked into the cache, and
#		pageck configures it
#	O, PAGECK, PAGECK_RULES
#	PAGECK_TEST_CACHE	where kernels are unpacked (default: ~/.cache/pageck-tests)
#
# usage: audit.sh [audit] [build]	(default: both; build runs `make C=2` in a copy)
#
# Exits 77 when there is no kernel at all.

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
O=${O:-build}
case $O in /*) ;; *) O=$top/$O ;; esac
PAGECK=${PAGECK:-$O/pageck}
rules=${PAGECK_RULES:-$top/rules}
cache=${PAGECK_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pageck-tests}
dirs='mm drivers/dax drivers/nvdimm drivers/pci kernel'

[ $# -gt 0 ] || set -- audit build
[ -x "$PAGECK" ] || { echo "audit.sh: no $PAGECK: run make first" >&2; exit 2; }
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
failed=0 kernels=0

check()
{
	what=$1
	shift
	if "$@" > "$tmp/why" 2>&1; then
		echo "ok $what"
	else
		echo "not ok $what"
		sed 's/^/    /' "$tmp/why" | head -n 40
		failed=1
	fi
}

# The tree for a version, or nothing.
kernel()
{
	if [ -n "$2" ]; then
		echo "$2"
		return
	fi
	[ -d "$cache/linux-source-$1" ] || {
		[ -r "/usr/src/linux-source-$1.tar.xz" ] || return
		mkdir -p "$cache" &&
			tar xJf "/usr/src/linux-source-$1.tar.xz" -C "$cache" || return
	}
	echo "$cache/linux-source-$1"
}

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

# make C=2 on a copy of what building mm/gup.o takes.
build()
{
	name=$1 tree=$2
	[ -e "$tree/include/generated/autoconf.h" ] || {
		echo "ok $name: make C=2 # SKIP the tree is configured elsewhere"
		return
	}
	mkdir "$tmp/copy" && (cd "$tree" && tar c --exclude='./drivers/*/*' --exclude=./sound \
		--exclude=./Documentation --exclude=./net --exclude=./samples \
		--exclude='./tools/testing' --exclude=./.git .) | tar x -C "$tmp/copy" 2> /dev/null
	if ! make -C "$tmp/copy" -s mm/gup.o > "$tmp/log" 2>&1; then
		echo "ok $name: make C=2 # SKIP mm/gup.o doesn't build in a copy"
		rm -rf "$tmp/copy"
		return
	fi
	# pageck's rules are beside the program only once it is installed
	printf '#!/bin/sh\nexec "%s" check --rules "%s" "$@"\n' "$PAGECK" "$rules" > "$tmp/pageck"
	chmod +x "$tmp/pageck"
	PAGECK_CACHE=$tmp/cache
	export PAGECK_CACHE
	# once to let make settle, with a checker that does nothing
	make -C "$tmp/copy" -s C=2 CHECK=true mm/gup.o > /dev/null 2>&1
	listing "$tmp/copy" > "$tmp/before"
	check "$name: make C=2 mm/gup.o succeeds" \
		make -C "$tmp/copy" -s C=2 CHECK="$tmp/pageck" mm/gup.o
	cp "$tmp/why" "$tmp/log"
	listing "$tmp/copy" > "$tmp/after"
	check "$name: make C=2 writes nothing" diff "$tmp/before" "$tmp/after"
	check "$name: make C=2 shows the finding" grep -q 'mm/gup.c:.*gup-retry' "$tmp/log"
	check "$name: make C=2 is silent on empty.c" has_none 'empty\.c' "$tmp/log"
	unset PAGECK_CACHE
	rm -rf "$tmp/copy"
}

for version in ${KERNEL_VERSIONS:-6.1 6.12}; do
	case $version in
	6.1) tree=$(kernel 6.1 "${KERNEL61:-}") ;;
	6.12) tree=$(kernel 6.12 "${KERNEL612:-}") ;;
	esac
	[ -n "$tree" ] || continue
	kernels=$((kernels + 1))
	for part; do
		case $part in
		audit | build) "$part" "$version" "$tree" ;;
		*) echo "usage: audit.sh [audit] [build]" >&2; exit 2 ;;
		esac
	done
done

if [ $kernels = 0 ]; then
	echo "audit.sh: no kernel: set KERNEL61 and KERNEL612, or install linux-source-6.12" >&2
	exit 77
fi
exit $failed
