// SPDX-License-Identifier: GPL-2.0-or-later
/// The mapping of a page that may be a ZONE_DEVICE page must not be followed unguarded.
//# Memory of a user process may be a DAX mapping or device memory. For such a page
//# the word is an address_space only while a file has it mapped: else NULL, a
//# stale pointer, or an anon_vma or a mark with a low bit. Reported are mappings
//# that are dereferenced or handed on; comparing the pointer is harmless. Patch
//# mode adds a test of the page to the condition or before the statement.
///
// Confidence: Moderate
// Copyright: (C) 2026 the pageck authors. GPL-2.0-or-later
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: pageck rule union-read
// Options: --no-includes --include-headers

virtual patch
virtual context
virtual org
virtual report

// Where a variable gets such a page, where its mapping is read unguarded, and which
// functions of the file test a page for their callers.

@initialize:python@
@@
import re

pages, reads, tested, tests, folios, tests_at = set(), set(), set(), set(), set(), {}

def at(p):
	return (p[0].file, p[0].line, p[0].column)

def gives_up(name):
	return re.search("(^|_)(put|unpin|release|free|unlock)", name) is not None

@origin@
@@
// pageck rules: call = origins
(
folio_walk_start(...)
|
follow_devmap_pmd(...)
|
follow_devmap_pud(...)
|
follow_page(...)
|
get_dump_page(...)
|
get_user_page_fast_only(...)
|
get_user_page_vma_remote(...)
|
get_user_pages(...)
|
get_user_pages_fast(...)
|
get_user_pages_fast_only(...)
|
get_user_pages_remote(...)
|
get_user_pages_unlocked(...)
|
gfn_to_page(...)
|
iov_iter_extract_pages(...)
|
iov_iter_get_pages2(...)
|
iov_iter_get_pages_alloc2(...)
|
kvm_pfn_to_refcounted_page(...)
|
migrate_pfn_to_page(...)
|
pfn_swap_entry_folio(...)
|
pfn_swap_entry_to_page(...)
|
pin_user_pages(...)
|
pin_user_pages_fast(...)
|
pin_user_pages_fast_only(...)
|
pin_user_pages_remote(...)
|
pin_user_pages_unlocked(...)
|
vm_normal_folio(...)
|
vm_normal_page(...)
)
// end of pageck rules

@word depends on origin@
iterator name scoped_guard, scoped_cond_guard;
expression x;
@@
\(x->mapping\|x.mapping\)

@test depends on word@
// pageck rules: identifier guard = guards implicit + folio_zonenum page_zonenum
identifier guard = {PageBuddy, PageGuard, PageHeadHuge, PageHuge, PageKsm,
	PageLRU, PageMovable, PageOffline, PageSlab, PageSwapCache, PageTable,
	PageZsmalloc, TestClearPageLRU, __PageMovable, __folio_test_movable,
	folio_is_zone_device, folio_isolate_lru, folio_test_clear_lru,
	folio_test_hugetlb, folio_test_ksm, folio_test_large_rmappable,
	folio_test_lru, folio_test_pgtable, folio_test_slab,
	folio_test_swapcache, folio_zonenum, is_free_buddy_page,
	is_huge_zero_folio, is_huge_zero_page, is_transparent_hugepage,
	is_zero_folio, is_zero_page, is_zero_pfn, is_zone_device_page,
	isolate_lru_page, isolate_movable_page, page_ext_get, page_is_ram,
	page_zonenum, pfn_to_online_page, pmd_devmap, pmd_trans_huge,
	pud_devmap, pud_trans_huge, zone_is_zone_device};
// end of pageck rules
identifier next = {page_folio, compound_head};
local idexpression b;
position p;
@@
guard@p(\(b\|next(b)\|&b->page\), ...)

@script:python@
b << test.b;
p << test.p;
@@
tested.add((p[0].file, p[0].current_element, b))

@helper depends on test@
identifier fn, b;
type T;
position p;
@@
fn@p(..., T b, ...) { ... }

@script:python@
fn << helper.fn;
b << helper.b;
p << helper.p;
@@
if (p[0].file, fn, b) in tested:
	tests.add(fn)

@returned depends on word@
// pageck rules: identifier g = origins(return)
identifier g = {folio_walk_start, follow_devmap_pmd, follow_devmap_pud,
	follow_page, get_dump_page, get_user_page_vma_remote, gfn_to_page,
	kvm_pfn_to_refcounted_page, migrate_pfn_to_page, pfn_swap_entry_folio,
	pfn_swap_entry_to_page, vm_normal_folio, vm_normal_page};
// end of pageck rules
idexpression b;
position p;
@@
b@p = g(...)

@single depends on word@
// pageck rules: identifier g = origins(*arg2) origins(arg1[]) origins(arg2[]) origins(arg3[]) origins(arg4[])
identifier g = {get_user_page_fast_only, get_user_pages, get_user_pages_fast,
	get_user_pages_fast_only, get_user_pages_remote,
	get_user_pages_unlocked, iov_iter_get_pages2, pin_user_pages,
	pin_user_pages_fast, pin_user_pages_fast_only, pin_user_pages_remote,
	pin_user_pages_unlocked};
// end of pageck rules
idexpression b;
position p;
@@
g@p(..., &b, ...)

@array depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
// pageck rules: identifier g1 = origins(arg1[])
identifier g1 = {iov_iter_get_pages2};
// end of pageck rules
// pageck rules: identifier g2 = origins(arg2[])
identifier g2 = {get_user_pages_unlocked, pin_user_pages_unlocked};
// end of pageck rules
// pageck rules: identifier g3 = origins(arg3[])
identifier g3 = {get_user_pages, get_user_pages_fast, get_user_pages_fast_only,
	pin_user_pages, pin_user_pages_fast, pin_user_pages_fast_only};
// end of pageck rules
// pageck rules: identifier g4 = origins(arg4[])
identifier g4 = {get_user_pages_remote, pin_user_pages_remote};
// end of pageck rules
idexpression a, b;
expression e, i, w, x, y, z;
identifier m;
identifier next = {page_folio, compound_head};
position p;
@@
\(g1(w, \(a\|a + e\|&a[e]\), ...)\|g2(w, x, \(a\|a + e\|&a[e]\), ...)\|g3(w, x, y, \(a\|a + e\|&a[e]\), ...)\|g4(w, x, y, z, \(a\|a + e\|&a[e]\), ...)\)
... when any
    when != a = e
\(b@p = a[i]\|b@p = next(a[i])\|b@p = *a\|x->m@p = a\)

// Kept in a structure, and looked at through another pointer to it.

@kept depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array@
// pageck rules: identifier g1 = origins(arg1[])
identifier g1 = {iov_iter_get_pages2};
// end of pageck rules
// pageck rules: identifier g2 = origins(arg2[])
identifier g2 = {get_user_pages_unlocked, pin_user_pages_unlocked};
// end of pageck rules
// pageck rules: identifier g3 = origins(arg3[])
identifier g3 = {get_user_pages, get_user_pages_fast, get_user_pages_fast_only,
	pin_user_pages, pin_user_pages_fast, pin_user_pages_fast_only};
// end of pageck rules
// pageck rules: identifier g4 = origins(arg4[])
identifier g4 = {get_user_pages_remote, pin_user_pages_remote};
// end of pageck rules
identifier m;
expression e, s, w, x, y, z;
@@
\(g1(w, \(s->m\|s.m\|s->m + e\|&s->m[e]\), ...)\|g2(w, x, \(s->m\|s.m\|s->m + e\|&s->m[e]\), ...)\|g3(w, x, y, \(s->m\|s.m\|s->m + e\|&s->m[e]\), ...)\|g4(w, x, y, z, \(s->m\|s.m\|s->m + e\|&s->m[e]\), ...)\)

@element depends on kept@
identifier kept.m;
identifier next = {page_folio, compound_head};
idexpression b;
expression i, s;
position p;
@@
\(b@p = s->m[i]\|b@p = s.m[i]\|b@p = next(s->m[i])\|b@p = next(s.m[i])\)

@stored depends on array@
identifier array.m;
position array.p;
expression s;
@@
s->m@p = ...

@stored_element depends on stored@
identifier array.m;
identifier next = {page_folio, compound_head};
idexpression b;
expression i, s;
position p;
@@
\(b@p = s->m[i]\|b@p = s.m[i]\|b@p = next(s->m[i])\|b@p = next(s.m[i])\)

@script:python@
p << returned.p;
@@
pages.add(at(p))

@script:python@
p << single.p;
@@
pages.add(at(p))

@script:python@
p << array.p;
@@
pages.add(at(p))

@script:python@
p << element.p;
@@
pages.add(at(p))

@script:python@
p << stored_element.p;
@@
pages.add(at(p))

// From there to a read, with no test of the page in between.

@source depends on word@
identifier g;
idexpression b;
expression e;
position p1 : script:python() { at(p1) in pages };
@@
\(b@p1 = e\|g@p1(..., &b, ...)\)

@link depends on source@
identifier next = {page_folio, compound_head};
idexpression source.b, c;
@@
\(c = next(b)\|c = b\)

@read depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
// pageck rules: identifier dev = guards(device)
identifier dev = {folio_is_zone_device, is_zone_device_page, pmd_devmap,
	pud_devmap, zone_is_zone_device};
// end of pageck rules
// pageck rules: identifier ram = implicit(ram)
identifier ram = {PageBuddy, PageGuard, PageHeadHuge, PageHuge, PageKsm,
	PageLRU, PageMovable, PageOffline, PageSlab, PageSwapCache, PageTable,
	PageZsmalloc, TestClearPageLRU, __PageMovable, __folio_test_movable,
	folio_test_clear_lru, folio_test_hugetlb, folio_test_ksm,
	folio_test_large_rmappable, folio_test_lru, folio_test_pgtable,
	folio_test_slab, folio_test_swapcache, is_free_buddy_page,
	is_huge_zero_folio, is_huge_zero_page, is_transparent_hugepage,
	is_zero_folio, is_zero_page, is_zero_pfn, page_ext_get, page_is_ram,
	pfn_to_online_page, pmd_trans_huge, pud_trans_huge};
// end of pageck rules
// pageck rules: identifier unsure = implicit(unsure) + folio_zonenum page_zonenum
identifier unsure = {folio_isolate_lru, folio_zonenum, isolate_lru_page,
	isolate_movable_page, page_zonenum};
// end of pageck rules
identifier warn = {WARN_ON, WARN_ON_ONCE};
identifier own : script:python() { own in tests };
identifier g;
identifier next = {page_folio, compound_head};
idexpression source.b, m;
local idexpression k;
expression e, i, x, y;
position source.p1, p2;
@@
\(b@p1 = e\|g@p1(..., &b, ...)\)
... when any
    when != \(b = i\|k = b\)
    when != false \(dev(\(b\|next(b)\|&b->page\))\|unlikely(dev(\(b\|next(b)\|&b->page\)))\|warn(dev(\(b\|next(b)\|&b->page\)))\|x || warn(dev(\(b\|next(b)\|&b->page\)))\|dev(\(b\|next(b)\|&b->page\)) || x\|x || dev(\(b\|next(b)\|&b->page\))\|x || dev(\(b\|next(b)\|&b->page\)) || y\)
    when != true \(!dev(\(b\|next(b)\|&b->page\))\|!dev(\(b\|next(b)\|&b->page\)) && x\|x && !dev(\(b\|next(b)\|&b->page\))\|x && !dev(\(b\|next(b)\|&b->page\)) && y\)
    when != true \(ram(\(b\|next(b)\|&b->page\))\|ram(\(b\|next(b)\|&b->page\)) && x\|x && ram(\(b\|next(b)\|&b->page\))\|x && ram(\(b\|next(b)\|&b->page\)) && y\)
    when != false \(!ram(\(b\|next(b)\|&b->page\))\|!ram(\(b\|next(b)\|&b->page\)) || x\|x || !ram(\(b\|next(b)\|&b->page\))\|x || !ram(\(b\|next(b)\|&b->page\)) || y\)
    when != \(unsure(...)\|own(..., \(b\|next(b)\|&b->page\), ...)\|i = dev(\(b\|next(b)\|&b->page\))\|i = !dev(\(b\|next(b)\|&b->page\))\|i = ram(\(b\|next(b)\|&b->page\))\|i = !ram(\(b\|next(b)\|&b->page\))\|BUG_ON(dev(\(b\|next(b)\|&b->page\)))\)
    when != \(b->mapping = i\|b->mapping == m\|b->mapping != m\)
\(b->mapping@p2\|next(b)->mapping@p2\)

@derived depends on link disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
// pageck rules: identifier dev = guards(device)
identifier dev = {folio_is_zone_device, is_zone_device_page, pmd_devmap,
	pud_devmap, zone_is_zone_device};
// end of pageck rules
// pageck rules: identifier ram = implicit(ram)
identifier ram = {PageBuddy, PageGuard, PageHeadHuge, PageHuge, PageKsm,
	PageLRU, PageMovable, PageOffline, PageSlab, PageSwapCache, PageTable,
	PageZsmalloc, TestClearPageLRU, __PageMovable, __folio_test_movable,
	folio_test_clear_lru, folio_test_hugetlb, folio_test_ksm,
	folio_test_large_rmappable, folio_test_lru, folio_test_pgtable,
	folio_test_slab, folio_test_swapcache, is_free_buddy_page,
	is_huge_zero_folio, is_huge_zero_page, is_transparent_hugepage,
	is_zero_folio, is_zero_page, is_zero_pfn, page_ext_get, page_is_ram,
	pfn_to_online_page, pmd_trans_huge, pud_trans_huge};
// end of pageck rules
// pageck rules: identifier unsure = implicit(unsure) + folio_zonenum page_zonenum
identifier unsure = {folio_isolate_lru, folio_zonenum, isolate_lru_page,
	isolate_movable_page, page_zonenum};
// end of pageck rules
identifier warn = {WARN_ON, WARN_ON_ONCE};
identifier own : script:python() { own in tests };
identifier g;
identifier next = {page_folio, compound_head};
idexpression source.b, link.c, m;
expression e, i, x, y;
position source.p1, p2;
@@
\(b@p1 = e\|g@p1(..., &b, ...)\)
... when any
    when != b = i
    when != false \(dev(\(b\|next(b)\|&b->page\))\|unlikely(dev(\(b\|next(b)\|&b->page\)))\|warn(dev(\(b\|next(b)\|&b->page\)))\|x || warn(dev(\(b\|next(b)\|&b->page\)))\|dev(\(b\|next(b)\|&b->page\)) || x\|x || dev(\(b\|next(b)\|&b->page\))\|x || dev(\(b\|next(b)\|&b->page\)) || y\)
    when != true \(!dev(\(b\|next(b)\|&b->page\))\|!dev(\(b\|next(b)\|&b->page\)) && x\|x && !dev(\(b\|next(b)\|&b->page\))\|x && !dev(\(b\|next(b)\|&b->page\)) && y\)
    when != true \(ram(\(b\|next(b)\|&b->page\))\|ram(\(b\|next(b)\|&b->page\)) && x\|x && ram(\(b\|next(b)\|&b->page\))\|x && ram(\(b\|next(b)\|&b->page\)) && y\)
    when != false \(!ram(\(b\|next(b)\|&b->page\))\|!ram(\(b\|next(b)\|&b->page\)) || x\|x || !ram(\(b\|next(b)\|&b->page\))\|x || !ram(\(b\|next(b)\|&b->page\)) || y\)
    when != \(unsure(...)\|own(..., \(b\|next(b)\|&b->page\), ...)\|i = dev(\(b\|next(b)\|&b->page\))\|i = !dev(\(b\|next(b)\|&b->page\))\|i = ram(\(b\|next(b)\|&b->page\))\|i = !ram(\(b\|next(b)\|&b->page\))\|BUG_ON(dev(\(b\|next(b)\|&b->page\)))\)
\(c = next(b)\|c = b\)
... when any
    when != c = i
    when != false \(dev(\(b\|c\|next(b)\|&c->page\))\|unlikely(dev(\(b\|c\|next(b)\|&c->page\)))\|warn(dev(\(b\|c\|next(b)\|&c->page\)))\|x || warn(dev(\(b\|c\|next(b)\|&c->page\)))\|dev(\(b\|c\|next(b)\|&c->page\)) || x\|x || dev(\(b\|c\|next(b)\|&c->page\))\|x || dev(\(b\|c\|next(b)\|&c->page\)) || y\)
    when != true \(!dev(\(b\|c\|next(b)\|&c->page\))\|!dev(\(b\|c\|next(b)\|&c->page\)) && x\|x && !dev(\(b\|c\|next(b)\|&c->page\))\|x && !dev(\(b\|c\|next(b)\|&c->page\)) && y\)
    when != true \(ram(\(b\|c\|next(b)\|&c->page\))\|ram(\(b\|c\|next(b)\|&c->page\)) && x\|x && ram(\(b\|c\|next(b)\|&c->page\))\|x && ram(\(b\|c\|next(b)\|&c->page\)) && y\)
    when != false \(!ram(\(b\|c\|next(b)\|&c->page\))\|!ram(\(b\|c\|next(b)\|&c->page\)) || x\|x || !ram(\(b\|c\|next(b)\|&c->page\))\|x || !ram(\(b\|c\|next(b)\|&c->page\)) || y\)
    when != \(unsure(...)\|own(..., \(b\|c\|next(b)\|&c->page\), ...)\|i = dev(\(b\|c\|next(b)\|&c->page\))\|i = !dev(\(b\|c\|next(b)\|&c->page\))\|i = ram(\(b\|c\|next(b)\|&c->page\))\|i = !ram(\(b\|c\|next(b)\|&c->page\))\|BUG_ON(dev(\(b\|c\|next(b)\|&c->page\)))\)
    when != \(c->mapping = i\|c->mapping == m\|c->mapping != m\)
c->mapping@p2

@direct depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
// pageck rules: identifier g1 = origins(arg1[])
identifier g1 = {iov_iter_get_pages2};
// end of pageck rules
// pageck rules: identifier g2 = origins(arg2[])
identifier g2 = {get_user_pages_unlocked, pin_user_pages_unlocked};
// end of pageck rules
// pageck rules: identifier g3 = origins(arg3[])
identifier g3 = {get_user_pages, get_user_pages_fast, get_user_pages_fast_only,
	pin_user_pages, pin_user_pages_fast, pin_user_pages_fast_only};
// end of pageck rules
// pageck rules: identifier g4 = origins(arg4[])
identifier g4 = {get_user_pages_remote, pin_user_pages_remote};
// end of pageck rules
// pageck rules: identifier dev = guards(device)
identifier dev = {folio_is_zone_device, is_zone_device_page, pmd_devmap,
	pud_devmap, zone_is_zone_device};
// end of pageck rules
// pageck rules: identifier ram = implicit(ram)
identifier ram = {PageBuddy, PageGuard, PageHeadHuge, PageHuge, PageKsm,
	PageLRU, PageMovable, PageOffline, PageSlab, PageSwapCache, PageTable,
	PageZsmalloc, TestClearPageLRU, __PageMovable, __folio_test_movable,
	folio_test_clear_lru, folio_test_hugetlb, folio_test_ksm,
	folio_test_large_rmappable, folio_test_lru, folio_test_pgtable,
	folio_test_slab, folio_test_swapcache, is_free_buddy_page,
	is_huge_zero_folio, is_huge_zero_page, is_transparent_hugepage,
	is_zero_folio, is_zero_page, is_zero_pfn, page_ext_get, page_is_ram,
	pfn_to_online_page, pmd_trans_huge, pud_trans_huge};
// end of pageck rules
// pageck rules: identifier unsure = implicit(unsure) + folio_zonenum page_zonenum
identifier unsure = {folio_isolate_lru, folio_zonenum, isolate_lru_page,
	isolate_movable_page, page_zonenum};
// end of pageck rules
identifier warn = {WARN_ON, WARN_ON_ONCE};
identifier own : script:python() { own in tests };
identifier next = {page_folio, compound_head};
expression a, c, d, e, i, w, x, y, z;
position p2;
@@
\(g1(w, \(a\|a + e\|&a[e]\), ...)\|g2(w, x, \(a\|a + e\|&a[e]\), ...)\|g3(w, x, y, \(a\|a + e\|&a[e]\), ...)\|g4(w, x, y, z, \(a\|a + e\|&a[e]\), ...)\)
... when any
    when != a = i
    when != false \(dev(\(a[e]\|next(a[e])\))\|unlikely(dev(\(a[e]\|next(a[e])\)))\|warn(dev(\(a[e]\|next(a[e])\)))\|c || warn(dev(\(a[e]\|next(a[e])\)))\|dev(\(a[e]\|next(a[e])\)) || c\|c || dev(\(a[e]\|next(a[e])\))\|c || dev(\(a[e]\|next(a[e])\)) || d\)
    when != true \(!dev(\(a[e]\|next(a[e])\))\|!dev(\(a[e]\|next(a[e])\)) && c\|c && !dev(\(a[e]\|next(a[e])\))\|c && !dev(\(a[e]\|next(a[e])\)) && d\)
    when != true \(ram(\(a[e]\|next(a[e])\))\|ram(\(a[e]\|next(a[e])\)) && c\|c && ram(\(a[e]\|next(a[e])\))\|c && ram(\(a[e]\|next(a[e])\)) && d\)
    when != false \(!ram(\(a[e]\|next(a[e])\))\|!ram(\(a[e]\|next(a[e])\)) || c\|c || !ram(\(a[e]\|next(a[e])\))\|c || !ram(\(a[e]\|next(a[e])\)) || d\)
    when != \(unsure(...)\|own(..., \(a[e]\|next(a[e])\), ...)\|i = dev(\(a[e]\|next(a[e])\))\|i = !dev(\(a[e]\|next(a[e])\))\|i = ram(\(a[e]\|next(a[e])\))\|i = !ram(\(a[e]\|next(a[e])\))\|BUG_ON(dev(\(a[e]\|next(a[e])\)))\)
\(a[e]->mapping@p2\|next(a[e])->mapping@p2\)

@script:python@
p << direct.p2;
@@
reads.add(at(p))

@script:python@
p << read.p2;
@@
reads.add(at(p))

@script:python@
p << derived.p2;
@@
reads.add(at(p))

// Not where the test stands in the same condition, nor in a sizeof.

@beside depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array@
// pageck rules: identifier dev = guards(device)
identifier dev = {folio_is_zone_device, is_zone_device_page, pmd_devmap,
	pud_devmap, zone_is_zone_device};
// end of pageck rules
// pageck rules: identifier ram = implicit(ram)
identifier ram = {PageBuddy, PageGuard, PageHeadHuge, PageHuge, PageKsm,
	PageLRU, PageMovable, PageOffline, PageSlab, PageSwapCache, PageTable,
	PageZsmalloc, TestClearPageLRU, __PageMovable, __folio_test_movable,
	folio_test_clear_lru, folio_test_hugetlb, folio_test_ksm,
	folio_test_large_rmappable, folio_test_lru, folio_test_pgtable,
	folio_test_slab, folio_test_swapcache, is_free_buddy_page,
	is_huge_zero_folio, is_huge_zero_page, is_transparent_hugepage,
	is_zero_folio, is_zero_page, is_zero_pfn, page_ext_get, page_is_ram,
	pfn_to_online_page, pmd_trans_huge, pud_trans_huge};
// end of pageck rules
expression x, y, z, s;
position p : script:python() { at(p) in reads };
@@
(
sizeof(<+... s->mapping@p ...+>)
|
<+... !dev(x) ...+> && <+... s->mapping@p ...+>
|
<+... dev(x) ...+> || <+... s->mapping@p ...+>
|
<+... ram(x) ...+> && <+... s->mapping@p ...+>
|
<+... !ram(x) ...+> || <+... s->mapping@p ...+>
|
\(dev(x)\|z || dev(x)\) ? y : <+... s->mapping@p ...+>
|
\(ram(x)\|!dev(x)\|z && ram(x)\|z && !dev(x)\) ? <+... s->mapping@p ...+> : y
)

@script:python@
p << beside.p;
@@
reads.discard(at(p))

// Nor in a loop whose header has the test: with a step in it, spatch knows no true and false.

@round depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array@
// pageck rules: identifier dev = guards(device)
identifier dev = {folio_is_zone_device, is_zone_device_page, pmd_devmap,
	pud_devmap, zone_is_zone_device};
// end of pageck rules
// pageck rules: identifier ram = implicit(ram)
identifier ram = {PageBuddy, PageGuard, PageHeadHuge, PageHuge, PageKsm,
	PageLRU, PageMovable, PageOffline, PageSlab, PageSwapCache, PageTable,
	PageZsmalloc, TestClearPageLRU, __PageMovable, __folio_test_movable,
	folio_test_clear_lru, folio_test_hugetlb, folio_test_ksm,
	folio_test_large_rmappable, folio_test_lru, folio_test_pgtable,
	folio_test_slab, folio_test_swapcache, is_free_buddy_page,
	is_huge_zero_folio, is_huge_zero_page, is_transparent_hugepage,
	is_zero_folio, is_zero_page, is_zero_pfn, page_ext_get, page_is_ram,
	pfn_to_online_page, pmd_trans_huge, pud_trans_huge};
// end of pageck rules
expression x, y, z, s;
statement S1, S2;
position p : script:python() { at(p) in reads };
@@
(
for (...; \(ram(x)\|!dev(x)\|z && ram(x)\|z && !dev(x)\); ...) { <+... s->mapping@p ...+> }
|
for (...; \(ram(x)\|!dev(x)\|z && ram(x)\|z && !dev(x)\); ...) y = <+... s->mapping@p ...+>;
|
for (...; \(ram(x)\|!dev(x)\|z && ram(x)\|z && !dev(x)\); ...) y += <+... s->mapping@p ...+>;
|
for (...; \(ram(x)\|!dev(x)\|z && ram(x)\|z && !dev(x)\); ...) if (<+... s->mapping@p ...+>) S1 else S2
)

@script:python@
p << round.p;
@@
reads.discard(at(p))

// What becomes of it: followed at once, handed on, or kept and then followed.

@used depends on word@
identifier f != {READ_ONCE, WARN_ON, WARN_ON_ONCE, VM_BUG_ON, BUG_ON, IS_ERR, IS_ERR_OR_NULL, likely, unlikely, pr_err, pr_warn, pr_info, pr_debug, printk, dev_err, dev_warn, dev_info, dev_dbg};
identifier n;
expression s;
position p : script:python() { at(p) in reads };
@@
\(s->mapping@p->n\|f(..., s->mapping@p, ...)\)

@copied depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
// pageck rules: identifier dev = guards(device)
identifier dev = {folio_is_zone_device, is_zone_device_page, pmd_devmap,
	pud_devmap, zone_is_zone_device};
// end of pageck rules
// pageck rules: identifier ram = implicit(ram)
identifier ram = {PageBuddy, PageGuard, PageHeadHuge, PageHuge, PageKsm,
	PageLRU, PageMovable, PageOffline, PageSlab, PageSwapCache, PageTable,
	PageZsmalloc, TestClearPageLRU, __PageMovable, __folio_test_movable,
	folio_test_clear_lru, folio_test_hugetlb, folio_test_ksm,
	folio_test_large_rmappable, folio_test_lru, folio_test_pgtable,
	folio_test_slab, folio_test_swapcache, is_free_buddy_page,
	is_huge_zero_folio, is_huge_zero_page, is_transparent_hugepage,
	is_zero_folio, is_zero_page, is_zero_pfn, page_ext_get, page_is_ram,
	pfn_to_online_page, pmd_trans_huge, pud_trans_huge};
// end of pageck rules
// pageck rules: identifier unsure = implicit(unsure) + folio_zonenum page_zonenum
identifier unsure = {folio_isolate_lru, folio_zonenum, isolate_lru_page,
	isolate_movable_page, page_zonenum};
// end of pageck rules
identifier f != {READ_ONCE, WARN_ON, WARN_ON_ONCE, VM_BUG_ON, BUG_ON, IS_ERR, IS_ERR_OR_NULL, likely, unlikely, pr_err, pr_warn, pr_info, pr_debug, printk, dev_err, dev_warn, dev_info, dev_dbg};
identifier n;
idexpression v;
expression e, s;
position p : script:python() { at(p) in reads };
position p2;
@@
\(v = s->mapping@p\|v = READ_ONCE(s->mapping@p)\)
... when != v = e
    when != \(dev\|ram\|unsure\)(...)
\(v@p2->n\|f@p2(..., v, ...)\)

// ----------------------------------------------------------------------------

@depends on context@
expression used.s;
position used.p;
@@
* s->mapping@p

@depends on context@
expression copied.s;
position copied.p;
@@
* s->mapping@p

@script:python depends on report@
p << used.p;
s << used.s;
@@
coccilib.report.print_report(p[0], "ERROR: mapping of %s used, which may be a ZONE_DEVICE page" % s)

@script:python depends on report@
p << copied.p;
p2 << copied.p2;
s << copied.s;
@@
coccilib.report.print_report(p[0], "ERROR: mapping of %s, which may be a ZONE_DEVICE page, used on line %s" % (s, p2[0].line))

@script:python depends on org@
p << used.p;
s << used.s;
@@
cocci.print_main("mapping of %s used" % s, p)

@script:python depends on org@
p << copied.p;
p2 << copied.p2;
s << copied.s;
@@
cocci.print_main("mapping of %s" % s, p)
cocci.print_secs("used", p2)

// ----------------------------------------------------------------------------
// Patch mode. A condition without else, and a sum: what is skipped for a device
// page then is what the condition already could skip, and gives up no reference.

@folio_used depends on patch && word@
struct folio *s;
position p : script:python() { at(p) in reads };
@@
s->mapping@p

@script:python@
p << folio_used.p;
@@
folios.add(at(p))

@script:python which depends on patch@
p << used.p;
guard;
@@
coccinelle.guard = "folio_is_zone_device" if at(p) in folios else "is_zone_device_page"

@place depends on patch disable drop_else@
expression used.s;
position used.p, q;
expression x;
statement S;
@@
(
if@q (<+... s->mapping@p ...+>) S
|
x@q += <+... s->mapping@p ...+>;
|
x@q |= <+... s->mapping@p ...+>;
)

@other depends on patch disable drop_else, neg_if@
identifier put : script:python() { gives_up(put) };
expression x, y, z;
statement S;
position place.q;
@@
(
if@q (x || y) S
|
if@q (x ? y : z) S
|
if@q (x = y) S
|
if@q (...) { <+... put(...) ...+> }
|
if@q (...) put(...);
)

// A statement takes one change: the first page's.

@script:python first depends on place && !other@
q << place.q;
s << used.s;
@@
cocci.include_match(tests_at.setdefault(at(q), str(s)) == str(s))

@depends on patch && first disable drop_else, neg_if@
expression used.s;
identifier which.guard;
position place.q;
expression e, x, y;
statement S;
@@
(
if@q (
- e
+ !guard(s) && e
 ) S
|
- x@q += y;
+ if (!guard(s))
+	x += y;
|
- x@q |= y;
+ if (!guard(s))
+	x |= y;
)
