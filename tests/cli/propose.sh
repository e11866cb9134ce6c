#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What functions of a tree show of themselves becomes rows: renamed, wrapped, by the type of an entry.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 2

mkdir -p k/include/linux k/mm
: > k/Kbuild
: > k/include/linux/kernel.h
printf 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n' > k/Makefile
cp "$top"/tests/fixtures/include/mini.h k/include/linux/
cat > k/include/linux/leaf.h <<'END'
#include <linux/mini.h>
typedef struct { unsigned long val; } swp_entry_t;
typedef swp_entry_t leaf_t;
typedef struct { unsigned long pte; } pte_t;
#define SWP_TYPE_SHIFT 58
#define SWP_DEVICE_READ 30
#define SWP_DEVICE_WRITE 31
extern unsigned long vmemmap_base;
enum leaf_type { LEAF_OTHER, LEAF_READ, LEAF_WRITE };
static inline leaf_t leaf_from_pte(pte_t pte)
{
	return (leaf_t){ ~pte.pte };
}
static inline enum leaf_type leaf_type(leaf_t leaf)
{
	switch (leaf.val >> SWP_TYPE_SHIFT) {
	case SWP_DEVICE_READ: return LEAF_READ;
	case SWP_DEVICE_WRITE: return LEAF_WRITE;
	default: return LEAF_OTHER;
	}
}
static inline bool leaf_is_private(leaf_t leaf)
{
	return leaf_type(leaf) != LEAF_OTHER;
}
static inline bool pte_is_private(pte_t pte)
{
	return leaf_is_private(leaf_from_pte(pte));
}
static inline unsigned long leaf_frame(leaf_t leaf)
{
	return leaf.val & 0xffffff;
}
static inline unsigned long leaf_colour(leaf_t leaf)
{
	return leaf.val >> 9 & 7;
}
static inline struct page *leaf_page(leaf_t leaf)
{
	return (struct page *)vmemmap_base + leaf_frame(leaf);
}
static inline bool lies_on_a_device(const struct page *page)
{
	return page_zonenum(page) == ZONE_DEVICE;
}
static inline bool was_a_test(const struct page *page)
{
	return page_zonenum(page) & 0;
}
static inline void *own_data(struct page *page)
{
	return page->zone_device_data;
}
struct page *alloc_frozen(unsigned order);
struct page *alloc_frozen_on(unsigned order, int node);
struct page *of_no_origin(int node);
END
cat > k/mm/a.c <<'END'
#include <linux/leaf.h>
extern struct page *pool[];
struct page *alloc_frozen(unsigned order)
{
	return pool[order];
}
struct page *alloc_pages(unsigned order)
{
	struct page *page = alloc_frozen(order);

	if (!page)
		return ERR_PTR(-ENOMEM);
	return page;
}
struct page *alloc_quietly(unsigned order, int node)
{
	return node ? alloc_frozen_on(order, node) : alloc_frozen(order);
}
static struct page *two_deep(unsigned order)
{
	return alloc_pages(order);
}
struct page *three_deep(unsigned order)
{
	return two_deep(order);
}
struct page *either(unsigned order)
{
	return order ? two_deep(order) : of_no_origin(0);
}
END
cat > k/compile_commands.json <<END
[{ "directory": "$tmp/k", "file": "mm/a.c", "arguments": [ "cc", "-I$tmp/k/include", "-c", "mm/a.c" ] }]
END
propose()
{
	run rules propose -k k -p k/compile_commands.json "$@"
}

propose --rules "$rules"
expect 'families: by what they make of an entry' 0 out 'function: leaf_from_pte$' out 'function: leaf_page$' \
	out 'function: leaf_frame$' not-out 'leaf_colour'
expect 'guards: by the bits that they test' 0 out 'function: leaf_is_private$' out 'function: pte_is_private$' \
	out 'function: lies_on_a_device$' not-out 'was_a_test' not-out 'function: leaf_type$'
expect 'origins: by what they hand on, and the other way round' 0 out 'function: alloc_frozen$' \
	out 'function: three_deep$' not-out 'two_deep' not-out 'either' not-out 'alloc_quietly' not-out 'of_no_origin'
expect 'readers of a judged member' 0 out 'function: own_data$' out 'member: zone_device_data$'
expect 'where it says so' 0 out '    ref: include/linux/leaf.h:[0-9]*$' not-out 'function: is_zone_device_page$'
sed -n '/function: lies_on_a_device$/,/ref/p' out > block
if grep -q '    true: device$' block && grep -q '    false: ram$' block; then
	ok 'what it tells apart'
else
	not_ok 'what it tells apart'
fi
mkdir proposed && cp -R "$rules"/*.yaml proposed && cp out proposed/proposed.yaml
run rules check proposed
expect 'what is proposed loads' 0

# Rules of before there were kinds, records and axioms are given them.
mkdir before && cp "$rules"/*.yaml before && rm before/kinds.yaml before/axioms.yaml
sed -i '/^reference-kinds:/,/^references:/{/^references:/!d}; /^    kind: pagemap$/d' before/references.yaml
run rules check before
expect 'such rules alone do not load' 2 no-out
propose --rules before
expect 'rules without kinds, records and axioms' 0 out 'function: pte_is_private$' out 'function: alloc_frozen$'

run rules propose --help
expect '--help' 0 no-err out '^usage: pageck rules propose'
propose --rules "$tmp/none"
expect 'rules that are not there' 2 no-out one-err err 'none'
exit $failed
