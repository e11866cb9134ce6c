#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# pageck layout on little trees: members by word and byte, arms, what changed between two.
. "$(dirname "$0")/lib.sh"
command -v make > /dev/null || { echo 'ok # SKIP no make'; exit 0; }
ARCH=x86
export ARCH

# tree NAME: a configured tree whose linux/mm_types.h is standard input
tree()
{
	k=$tmp/$1
	mkdir -p "$k/mm" "$k/include/linux" "$k/include/config" "$k/include/generated"
	printf 'VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = %s\nall: mm/\ninclude mm/Makefile\n' "$2" \
		> "$k/Makefile"
	printf 'mm/:\n\tgcc -D__KERNEL__ $(KCFLAGS) -I%s -c -o mm/a.o mm/a.c\n.PHONY: all mm/\n' \
		"$k/include" > "$k/mm/Makefile"
	: > "$k/Kbuild"
	: > "$k/include/linux/kernel.h"
	echo 'int a;' > "$k/mm/a.c"
	printf '# Linux/x86 6.99.%s Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n' "$2" > "$k/.config"
	: > "$k/include/config/auto.conf"
	: > "$k/include/generated/autoconf.h"
	cat > "$k/include/linux/mm_types.h"
}

tree then 1 <<'END_OF_HEADER'
struct list_head { struct list_head *next, *prev; };
struct page {
	unsigned long flags;
	union {
		struct {	/* Page cache & <b>anonymous</b> pages */
			union {
				struct list_head lru;
				struct { void *filler; unsigned int mlock_count; };
			};
			void *mapping;
		};
		struct {	/* ZONE_DEVICE pages */
			void *pgmap;
			void *zone_device_data;
		};
		struct { unsigned short order : 4, rest : 12; unsigned char last; };
	};
	int refcount;
	int gone;
};
struct folio {
	union {
		struct {
			unsigned long flags;
			union { struct list_head lru; int other; };
			void *mapping;
		};
		struct page page;
	};
};
END_OF_HEADER
sed -e 's/void \*pgmap;/void *pgmap_; void *between;/' -e '/int gone/d' -e 's/int refcount/long refcount/' \
	"$tmp/then/include/linux/mm_types.h" | tree now 2

run layout -k "$tmp/then" --rules "$rules"
expect 'the table' 0 err '^pageck: running make in .*--no-make prevents it$' out '^struct page: 40 bytes in 6.99.1$' out '^struct folio: 40 bytes' \
	out '^word 2$' \
	out '^  ########  8-23    lru  *struct list_head  *Page cache & <b>anonymous</b> pages$' \
	out '^  ####\.\.\.\.  16-19   mlock_count  *unsigned int  *Page cache' \
	out '^  ########  8-15    pgmap  *void \*  *ZONE_DEVICE pages$' \
	out '^  +\.\.\.\.\.\.\.  8       order  *unsigned short  *order, rest, last$' \
	out '^  \.\.#\.\.\.\.\.  10      last' \
	out '^  ####\.\.\.\.  32-35   refcount  *int$'
expect 'what overlaps' 0 out '^  pgmap  *lru filler order rest last$' \
	out '^  zone_device_data  *lru mlock_count$' \
	not-out '^  mapping .*pgmap' not-out '^  flags  *lru'
expect 'what means nothing for a ZONE_DEVICE page' 0 \
	out '^means nothing for a ZONE_DEVICE page: lru filler mlock_count order rest last$' \
	out '^means nothing for a ZONE_DEVICE page: lru other$'
expect "a folio's own members are no arm of their own" 0 \
	out '^  ########  24-31   mapping  *void \*$' out '  lru  *struct list_head  *lru$'
run layout -k "$tmp/then" --rules "$rules" page
expect 'one record' 0 no-err not-out '^struct folio' out '^struct page'
run layout -k "$tmp/then" --rules "$rules" list_head
expect 'another record' 0 no-err out '^struct list_head: 16 bytes' not-out 'shares bytes'
run layout -k "$tmp/then" --rules "$rules" nothing
expect 'a record that is not there' 2 no-out one-err err "defines no struct nothing"
(cd "$tmp/then/mm" && run layout --rules "$rules" && [ "$status" = 0 ] && grep -q '^struct page' "$tmp/out") &&
	ok 'the tree around the current directory' || not_ok 'the tree around the current directory'

run layout -k "$tmp/then" --diff "$tmp/now" --rules "$rules"
expect 'a diff' 1 err '^pageck: running make in .*--no-make prevents it$' out '^--- 6.99.1$' out '^+++ 6.99.2$' \
	out '^- page.pgmap: removed, was at byte 8, void \*$' out '^+ page.pgmap_: added at byte 8' \
	out '^~ page.zone_device_data: moved from byte 16 to byte 24$' \
	out '^~ page.zone_device_data: no longer overlaps lru, mlock_count; overlaps mapping now$' \
	out '^~ page.refcount: resized from 4 bytes to 8 bytes$' \
	out '^~ page.refcount: was int, is long$' out '^- page.gone: removed' \
	not-out 'page.flags' not-out 'page.last'
run layout -k "$tmp/then" --diff "$tmp/then" --rules "$rules"
expect 'no difference' 0 no-err not-out '^[-+~] '

run layout -k "$tmp/then" --rules "$rules" --format json
expect 'json' 0 no-err out '"version": 1' \
	out '"name": "mlock_count", .*"offset_bits": 128, "size_bits": 32, .*"zone_device": "never"' \
	out '"name": "pgmap", .*"zone_device": "only"' out '"name": "flags", .*"arm": null, "overlaps": \[\]'
if command -v python3 > /dev/null; then
	python3 -c 'import json,sys; json.load(sys.stdin)' < "$tmp/out" && ok 'it is json' ||
		not_ok 'it is json'
fi
run layout -k "$tmp/then" --diff "$tmp/now" --rules "$rules" --format json
expect 'json of a diff' 1 no-err out '"other": {' \
	out '"member": "zone_device_data", "change": "moved", "text": "moved from byte 16 to byte 24"'
run layout -k "$tmp/then" --rules "$rules" --format svg
expect 'svg' 0 no-err out '^<svg ' out '</svg>' out 'Page cache &amp; &lt;b&gt;anonymous' not-out '<b>' \
	out '<title>unsigned int mlock_count, offset 16, 4 bytes: Page cache'
if command -v xmllint > /dev/null; then
	xmllint --noout "$tmp/out" && ok 'it is well-formed' || not_ok 'it is well-formed'
fi
run layout -k "$tmp/then" --diff "$tmp/now" --rules "$rules" --format html
expect 'html' 1 no-err out '^<!DOCTYPE html>' out '<svg ' out 'moved from byte 16 to byte 24' not-out '<b>' \
	not-out 'https*://[^w]' not-out '<script'
run layout -k "$tmp/then" --rules "$rules" --format svg -o "$tmp/drawn"
expect 'a file' 0 no-out no-err
grep -q '^<svg' "$tmp/drawn" && ok 'it is written' || not_ok 'it is written'

run layout -k "$tmp" --rules "$rules" --format svg -o "$tmp/drawn"
grep -q '^<svg' "$tmp/drawn" || status=1
expect 'it stays until there is a new one' 2 no-out
run layout -k "$tmp/then" --rules "$rules" -o "$tmp/none/drawn"
expect 'a file that has no place' 2 no-out one-err err 'none/drawn'

run layout -k "$tmp" --rules "$rules"
expect 'no kernel tree' 2 no-out one-err err 'is not a kernel source tree'
run layout -k "$tmp/nowhere" --rules "$rules"
expect 'no directory' 2 no-out one-err err 'cannot open the kernel tree'
cd "$tmp" || exit 2
run layout --rules "$rules"
expect 'no tree around' 2 no-out one-err err 'name one with -k DIR'
run layout -k "$tmp/then" --format pdf
expect 'an unknown format' 2 no-out err "'text', 'svg', 'html' or 'json', not 'pdf'"
echo '#include <linux/none.h>' > "$tmp/now/include/linux/mm_types.h"
run layout -k "$tmp/now" --rules "$rules"
expect 'a header that is missing' 2 no-out one-err err "cannot parse linux/mm_types.h.*none.h"
finish
