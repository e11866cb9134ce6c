#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# pageck why, on a tree of a few files. A line that ends in a comment with `why` and a
# verdict must get that verdict, and an answer in which each of the patterns after the
# colon (separated by `;`) is found. Every other line must be reported exactly when an
# audit reports it.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 2
mkdir -p k/include/linux k/include/generated k/drivers/demo k/fs
: > k/Kbuild
: > k/include/linux/kernel.h
printf 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n' > k/Makefile
echo 'CONFIG_ZONE_DEVICE=y' > k/.config
echo '#define CONFIG_ZONE_DEVICE 1' > k/include/generated/autoconf.h
cp "$top"/tests/fixtures/include/mini.h k/include

cat > k/drivers/demo/demo.h <<'END'
#include "mini.h"

void give_back(struct dev_pagemap *pgmap);
static inline unsigned long ino_in_header(struct page *page)
{
	return page->mapping->host->i_ino;	/* why not-analysed: lies in an included file;reads 'page->mapping' */
}
#define INO(page) ((page)->mapping->host->i_ino)	/* why not-analysed: part of the definition of the macro 'INO' */
END
cat > k/drivers/demo/read.c <<'END'
#include "demo.h"		/* why not-analysed: a preprocessor directive, #include */

unsigned long unguarded(unsigned long addr)	/* why silent: part of the head of 'unguarded' */
{
	struct page *page;	/* why silent: declares 'page' without a value */
	unsigned long ino;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)	/* why silent: origins 'get_user_pages_fast' */
		return 0;	/* why silent: no reference that rules count is held */
	ino = page->mapping->host->i_ino;	/* why reported: union-read;may be ZONE_DEVICE;get_user_pages_fast;one way */
	put_page(page);
	return ino;
}

unsigned long guarded(unsigned long addr)
{
	struct page *page;
	unsigned long ino = 0;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	if (!is_zone_device_page(page) && page->mapping)	/* why silent: rules/guards.yaml;is_zone_device_page */
		ino = page->mapping->host->i_ino;	/* why silent: means what its name says;by 'is_zone_device_page';rules/guards.yaml */
	put_page(page);
	return ino;
}

unsigned long from_cache(struct address_space *m)
{
	struct page *page = find_get_page(m, 3);

	if (!page)
		return 0;
	return page->mapping->host->i_ino;	/* why silent: is no ZONE_DEVICE page;comes from 'find_get_page';rules/origins.yaml */
}

int compared(struct page *page, struct address_space *m)
{
	return page->mapping == m;	/* why note: nothing is known of where the page comes from;parameter 'page';only read */
}

unsigned long silenced(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	/* pageck: ignore union-read: the vma is this file's */
	return page->mapping->host->i_ino;	/* why suppressed: by a comment;the vma is this file's */
}

#if 0
int left_out(struct page *page)
{
	return page->mapping != 0;	/* why not-analysed: the configuration leaves the line out */
}
#endif

int plain(int a)
{
	return a + 1;	/* why not-analysed: nothing in 'plain' can be reported */
}

int leaks(unsigned long pfn, int flag)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);	/* why silent: lookups 'get_dev_pagemap';references 'get_dev_pagemap' */

	if (!pgmap)
		return -ENXIO;
	if (flag)
		return -EINVAL;	/* why reported: pgmap-leak;reference held by 'pgmap';is not put on this path;returns '-22', which is -EINVAL */
	put_dev_pagemap(pgmap);	/* why silent: a reference is held on 'pgmap';'pgmap' is neither NULL nor an error pointer */
	return 0;
}

struct dev_pagemap *handed_out(unsigned long pfn)
{
	return get_dev_pagemap(pfn, NULL);	/* why silent: is returned, or stored where it outlives */
}

int lent(unsigned long pfn, void (*give)(struct dev_pagemap *pgmap))
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	give(pgmap);	/* why silent: through a pointer that may hold any function */
	return 0;	/* why silent: no leak is claimed */
}

int elsewhere(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	give_back(pgmap);	/* why silent: known from the audit of the file that defines it */
	return pgmap->type;	/* why reported: pgmap-put;is gone */
}

#define COMPLAIN_IF(condition)	({		\
	int __odd_name = !!(condition);	\
	if (__odd_name)				\
		pr_info("odd\n");		\
	__odd_name;				\
})

int through_macros(unsigned long pfn, unsigned long size)
{
	struct dev_pagemap *pgmap;

	if (COMPLAIN_IF(size == 3))	/* why silent: tests 'size == 3' */
		return -EINVAL;		/* why silent: 'size == 3' is true */
	pgmap = get_dev_pagemap(pfn, NULL);	/* why silent: on no way from here the reference */
	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);		/* why silent: puts a reference that is held here */
	return 0;
}

int PageKsm(struct page *page);

int by_kind(struct page *page)
{
	if (PageKsm(page))		/* why silent: in ordinary pages only */
		return 0;
	return is_zone_device_page(page);	/* why silent: no reference that rules count is held */
}

int scan(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;

	for (; pfn < end; pfn++) {
		pgmap = get_dev_pagemap(pfn,	/* why silent: with another argument */
					pgmap);	/* why silent: get_dev_pagemap */
		if (!pgmap)	/* why silent: both ways are the same */
			continue;	/* why silent: only says where to go on */
	}
	if (sizeof(long) == 4)
		pr_info("small\n");	/* why silent: nothing of this line is left to be executed */
	put_dev_pagemap(pgmap);
	return 0;
}

/* in a comment: page->mapping->host */
int macro(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	return INO(page);	/* why reported: union-read */
}

int never(struct page *page)
{
	if (!page)
		return 0;
	if (page)
		return page->mapping != NULL;
	return 1;	/* why silent: no way through the function gets here;'page' is always true */
}

struct demo {
	struct page *page;	/* why not-analysed: part of the struct or union 'demo' */
};
END
cat > k/drivers/demo/back.c <<'END'
#include "demo.h"

void give_back(struct dev_pagemap *pgmap)
{
	put_dev_pagemap(pgmap);
}
END
cat > k/drivers/demo/broken.c <<'END'
#include "mini.h"

int broken(struct page *page)
{
	return page->mapping == no_such_thing;	/* why not-analysed: a parse error */
}
END
cat > k/drivers/demo/words.c <<'END'
int add(int a, int b);
int add(int a, int b)
{
	return a + b;	/* why not-analysed: is skipped: it holds no word of the rules */
}
END
cat > k/drivers/demo/unbuilt.c <<'END'
int unbuilt(void)
{
	return 1;	/* why not-analysed: is not compiled in this configuration */
}
END
cat > k/fs/dax.c <<'END'
#include "mini.h"

unsigned long owner(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return 0;
	return page->mapping->host->i_ino;	/* why silent: may touch the union freely;rules/owners.yaml */
}
END
cat > k/include/bio.h <<'END'
#include "mini.h"

struct bio_vec {
	struct page *bv_page;
	unsigned int bv_len;
};
struct bvec_iter_all {
	struct bio_vec bv;
	int idx;
	unsigned int done;
};
struct bio {
	struct bio_vec *bi_io_vec;
	int bi_vcnt;
};
static inline void bvec_advance(const struct bio_vec *bvec, struct bvec_iter_all *iter)
{
	iter->bv.bv_page = bvec->bv_page;
	iter->idx++;
}
static inline bool bio_next_segment(const struct bio *bio, struct bvec_iter_all *iter)
{
	if (iter->idx >= bio->bi_vcnt)
		return false;
	bvec_advance(&bio->bi_io_vec[iter->idx], iter);
	return true;
}
END
cat > k/fs/own.c <<'END'
#include "bio.h"

unsigned long own_bio(struct bio *bio)
{
	struct bvec_iter_all iter = { .idx = 0 };
	struct bio_vec *bv = &iter.bv;
	unsigned long sum = 0;

	while (bio_next_segment(bio, &iter))
		sum += bv->bv_page->mapping->host->i_ino;	/* why silent: is no ZONE_DEVICE page;from its page cache */
	return sum;
}
END
cat > k/drivers/demo/bios.c <<'END'
#include "bio.h"

unsigned long any_bio(struct bio *bio)
{
	struct bvec_iter_all iter = { .idx = 0 };
	struct bio_vec *bv = &iter.bv;
	unsigned long sum = 0;

	while (bio_next_segment(bio, &iter))
		sum += bv->bv_page->mapping->host->i_ino;	/* why reported: a bvec may be over user memory */
	return sum;
}

void list_del(struct list_head *entry);

void drop(struct list_head *head, struct page *other)
{
	struct page *page = (struct page *)((char *)head->next - __builtin_offsetof(struct page, lru));

	if (is_zone_device_page(other))
		return;
	list_del(&page->lru);	/* why silent: a member that rules judge is named here */
}
END

# strong.c's weak_end() is the one that is linked: it puts, and this file's doesn't
cat > k/drivers/demo/weak.c <<'END'
#include "mini.h"

void weak_end(struct dev_pagemap *map);
void __attribute__((__weak__)) weak_end(struct dev_pagemap *map)
{
	map->flags = 0;
}

int ends_elsewhere(unsigned long pfn)
{
	struct dev_pagemap *map = get_dev_pagemap(pfn, NULL);

	if (!map)
		return -ENXIO;
	weak_end(map);
	return 0;	/* why silent: no reference that rules count is held */
}
END
cat > k/drivers/demo/strong.c <<'END'
#include "mini.h"

void weak_end(struct dev_pagemap *map);
void weak_end(struct dev_pagemap *map)
{
	put_dev_pagemap(map);
}
END

sep='['
for f in drivers/demo/weak.c drivers/demo/strong.c drivers/demo/read.c drivers/demo/back.c drivers/demo/broken.c drivers/demo/words.c fs/dax.c fs/own.c drivers/demo/bios.c; do
	printf '%s\n{ "directory": "%s", "file": "%s",\n  "arguments": [ "gcc", ' "$sep" "$tmp/k" "$f"
	printf '"-D__KERNEL__", "-Iinclude", "-c", "-o", "%s.o", "%s" ] }' "${f%.c}" "$f"
	sep=,
done > k/compile_commands.json
echo ']' >> k/compile_commands.json

# --- the command line -----------------------------------------------------------------

run why
expect 'why about nothing' 2 no-out one-err err 'FILE:LINE'
run why -k k drivers/demo/read.c
expect 'a file without a line' 2 no-out one-err err 'names no line'
run why -k k drivers/demo/read.c:0
expect 'line 0' 2 no-out one-err err 'names no line'
run why -k k drivers/demo/read.c:99999
expect 'a line beyond the end' 2 no-out one-err err 'and no line 99999'
run why -k k drivers/demo/none.c:1
expect 'a file that is not there' 2 no-out one-err err 'cannot find drivers/demo/none.c'
run why -k k /etc/passwd:1
expect 'a file outside the tree' 2 no-out one-err err 'lies outside'
run why -k k --format xml drivers/demo/read.c:1
expect 'why with an unknown format' 2 no-out err "not 'xml'"
run why -k k a.c:1 b.c:2
expect 'two lines' 2 no-out one-err err 'one line at a time'
run why --help
expect 'why --help' 0 no-err out '^usage: pageck why'

# --- answers ---------------------------------------------------------------------------

db=compile_commands.json
run audit --rules "$rules" -k k -p k/$db --all --format json -o audit.json
expect 'the audit' 1

# ask FILE LINE [OPTION...]: the answer in out, the verdict in $verdict
ask()
{
	place=$1:$2
	shift 2
	run why --rules "$rules" -k k -p k/$db --format json "$@" "$place"
	verdict=$(sed -n 's/^ *"verdict": "\(.*\)",*$/\1/p' out)
	cp out answer.json
}

(cd k && grep -n '/\* why [a-z-]*: .* \*/$' drivers/demo/*.[ch] fs/dax.c) |
	sed 's|^\([^:]*\):\([0-9]*\):.*/\* why \([a-z-]*\): \(.*\) \*/$|\1\t\2\t\3\t\4|' > asked
[ -s asked ] && status=0 || status=1
expect 'there is something to ask' 0
while IFS=$(printf '\t') read -r file line want patterns; do
	ask "$file" "$line"
	run why --rules "$rules" -k k -p k/$db "$file:$line"
	case $file in
	*/broken.c|*/unbuilt.c) [ "$status" = 3 ] && status=0 || status="$status, and not 3" ;;
	esac
	[ "$verdict" = "$want" ] || status="$status, verdict '$verdict' and not '$want'"
	missing=$(printf '%s\n' "$patterns" | tr ';' '\n' | while read -r p; do
		grep -v '^  | ' out | grep -qF -e "$p" || echo "no '$p'; "	# the line itself has them
	done)
	[ -z "$missing" ] || status="$status, $missing"
	expect "$file:$line is $want" 0 out "^$file:$line"
done < asked

# Every line: reported exactly where the audit reports. Findings in one line each.
sed -n 's/^ *"file": "\(.*\)",$/\1/p; s/^ *"line": \([0-9]*\),$/\1/p; s/^ *"level": "\(.*\)",$/\1/p' audit.json |
	paste - - - | sort -u > findings
status=1
[ "$(wc -l < findings)" -ge 5 ] && status=0
expect 'the audit has findings' 0
bad=
for f in drivers/demo/read.c drivers/demo/weak.c fs/dax.c; do
	n=0
	while read -r _; do
		n=$((n + 1))
		ask $f $n
		level=$(awk -v f=$f -v n=$n '$2 == f && $3 == n { print $1 }' findings | sort | tail -n 1)
		case $level:$verdict in
		warning:reported|warning:suppressed|note:note|:silent|:not-analysed) ;;
		*)	bad="$bad $f:$n ($level, $verdict)" ;;
		esac
		grep -q '"because": \[$' answer.json || bad="$bad $f:$n (no reason)"
	done < k/$f
done
echo "$bad" > out
[ -z "$bad" ] && status=0 || status=1
expect 'why and audit agree on every line' 0

# without the audit, what another file does is unknown, and it says so
PAGECK_CACHE=$tmp/cache2
line=$(grep -n 'return pgmap->type' k/drivers/demo/read.c | cut -d: -f1)
ask drivers/demo/read.c "$line"
[ "$verdict" = silent ] || status="verdict '$verdict'"
expect 'without an audit another file is unknown' 0 out 'no audit of this file'

# a header, by itself and as a file includes it
line=$(grep -n 'mapping->host' k/drivers/demo/demo.h | head -n 1 | cut -d: -f1)
ask drivers/demo/demo.h "$line" --unit drivers/demo/back.c
expect 'a header as a unit includes it' 0 out '"unit": "drivers/demo/back.c"' out '"function": "ino_in_header"'
finish
