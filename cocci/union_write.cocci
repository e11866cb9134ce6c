// SPDX-License-Identifier: GPL-2.0-or-later
/// A page made by memremap_pages() must not be linked through its lru.
//# In a ZONE_DEVICE page the words of lru are pgmap and zone_device_data: a list
//# operation on &page->lru, or a function that does one, overwrites the pointer to
//# the pagemap. Chain such pages through zone_device_data. No patch is proposed:
//# which list to use instead is the driver's to say.
///
// Confidence: High
// Copyright: (C) 2026 the pageck authors. GPL-2.0-or-later
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: pageck rule union-write
// Options: --no-includes --include-headers

virtual patch
virtual context
virtual org
virtual report

// Files that make such pages, or free or test them.

@word@
iterator name scoped_guard, scoped_cond_guard;
@@
(
\(memremap_pages\|devm_memremap_pages\)(...)
|
zone_device_page_init(...)
|
\(is_zone_device_page\|folio_is_zone_device\|is_device_private_page\|folio_is_device_private\|is_device_coherent_page\|folio_is_device_coherent\|is_pci_p2pdma_page\)(...)
)

@ops@
identifier o, fn;
identifier m = {page_free, folio_free};
@@
struct dev_pagemap_ops o = {
	.m = fn,
};

@free depends on ops exists@
identifier ops.fn, page;
type T;
// pageck rules: identifier link = sinks(arg0) + list_add list_add_tail list_move list_move_tail list_del list_del_init list_replace
identifier link = {add_page_to_lru_list, del_page_from_lru_list,
	folio_activate, folio_add_anon_rmap_pmd, folio_add_anon_rmap_ptes,
	folio_add_file_rmap_pmd, folio_add_file_rmap_ptes, folio_add_lru,
	folio_add_lru_vma, folio_add_new_anon_rmap, folio_get_anon_vma,
	folio_lock_anon_vma_read, folio_putback_lru, folio_remove_rmap_pmd,
	folio_remove_rmap_ptes, folio_rotate_reclaimable, list_add,
	list_add_tail, list_del, list_del_init, list_move, list_move_tail,
	list_replace, lru_cache_add, lru_cache_add_inactive_or_unevictable,
	page_add_anon_rmap, page_add_file_rmap, page_add_new_anon_rmap,
	page_remove_rmap, putback_lru_page};
// end of pageck rules
position p;
@@
fn(T page) {
... when any
link@p(\(&page->lru\|page\|page_folio(page)\), ...)
... when any
}

// The page of an address or of a pfn of the range.

@made depends on word exists@
identifier get = {memremap_pages, devm_memremap_pages};
// pageck rules: identifier link = sinks(arg0) + list_add list_add_tail list_move list_move_tail list_del list_del_init list_replace
identifier link = {add_page_to_lru_list, del_page_from_lru_list,
	folio_activate, folio_add_anon_rmap_pmd, folio_add_anon_rmap_ptes,
	folio_add_file_rmap_pmd, folio_add_file_rmap_ptes, folio_add_lru,
	folio_add_lru_vma, folio_add_new_anon_rmap, folio_get_anon_vma,
	folio_lock_anon_vma_read, folio_putback_lru, folio_remove_rmap_pmd,
	folio_remove_rmap_ptes, folio_rotate_reclaimable, list_add,
	list_add_tail, list_del, list_del_init, list_move, list_move_tail,
	list_replace, lru_cache_add, lru_cache_add_inactive_or_unevictable,
	page_add_anon_rmap, page_add_file_rmap, page_add_new_anon_rmap,
	page_remove_rmap, putback_lru_page};
// end of pageck rules
idexpression a, page;
expression e;
position p;
@@
a = get(...)
... when != a = e
page = virt_to_page(<+... a ...+>)
... when != page = e
link@p(\(&page->lru\|page\|page_folio(page)\), ...)

@region depends on word exists@
// pageck rules: identifier link = sinks(arg0) + list_add list_add_tail list_move list_move_tail list_del list_del_init list_replace
identifier link = {add_page_to_lru_list, del_page_from_lru_list,
	folio_activate, folio_add_anon_rmap_pmd, folio_add_anon_rmap_ptes,
	folio_add_file_rmap_pmd, folio_add_file_rmap_ptes, folio_add_lru,
	folio_add_lru_vma, folio_add_new_anon_rmap, folio_get_anon_vma,
	folio_lock_anon_vma_read, folio_putback_lru, folio_remove_rmap_pmd,
	folio_remove_rmap_ptes, folio_rotate_reclaimable, list_add,
	list_add_tail, list_del, list_del_init, list_move, list_move_tail,
	list_replace, lru_cache_add, lru_cache_add_inactive_or_unevictable,
	page_add_anon_rmap, page_add_file_rmap, page_add_new_anon_rmap,
	page_remove_rmap, putback_lru_page};
// end of pageck rules
idexpression pfn, n, page;
identifier f = {PHYS_PFN, PFN_DOWN, PFN_UP, __phys_to_pfn};
expression e, s, x;
position p;
@@
\(pfn = s->range.start >> x\|pfn = s.range.start >> x\|pfn = f(s->range.start)\|pfn = f(s.range.start)\)
... when != pfn = e
\(page = pfn_to_page(pfn)\|n = pfn\|page = pfn_to_page(pfn + x)\)
...
link@p(\(&page->lru\|page\|page_folio(page)\), ...)

// The page was made or tested as one.

@init depends on word exists@
// pageck rules: identifier link = sinks(arg0) + list_add list_add_tail list_move list_move_tail list_del list_del_init list_replace
identifier link = {add_page_to_lru_list, del_page_from_lru_list,
	folio_activate, folio_add_anon_rmap_pmd, folio_add_anon_rmap_ptes,
	folio_add_file_rmap_pmd, folio_add_file_rmap_ptes, folio_add_lru,
	folio_add_lru_vma, folio_add_new_anon_rmap, folio_get_anon_vma,
	folio_lock_anon_vma_read, folio_putback_lru, folio_remove_rmap_pmd,
	folio_remove_rmap_ptes, folio_rotate_reclaimable, list_add,
	list_add_tail, list_del, list_del_init, list_move, list_move_tail,
	list_replace, lru_cache_add, lru_cache_add_inactive_or_unevictable,
	page_add_anon_rmap, page_add_file_rmap, page_add_new_anon_rmap,
	page_remove_rmap, putback_lru_page};
// end of pageck rules
idexpression page;
expression e;
position p;
@@
zone_device_page_init(page, ...)
... when != page = e
link@p(\(&page->lru\|page\|page_folio(page)\), ...)

@tested depends on word exists@
// pageck rules: identifier test = guards(device) + is_device_private_page folio_is_device_private is_device_coherent_page folio_is_device_coherent is_pci_p2pdma_page
identifier test = {folio_is_device_coherent, folio_is_device_private,
	folio_is_zone_device, is_device_coherent_page, is_device_private_page,
	is_pci_p2pdma_page, is_zone_device_page, pmd_devmap, pud_devmap,
	zone_is_zone_device};
// end of pageck rules
// pageck rules: identifier link = sinks(arg0) + list_add list_add_tail list_move list_move_tail list_del list_del_init list_replace
identifier link = {add_page_to_lru_list, del_page_from_lru_list,
	folio_activate, folio_add_anon_rmap_pmd, folio_add_anon_rmap_ptes,
	folio_add_file_rmap_pmd, folio_add_file_rmap_ptes, folio_add_lru,
	folio_add_lru_vma, folio_add_new_anon_rmap, folio_get_anon_vma,
	folio_lock_anon_vma_read, folio_putback_lru, folio_remove_rmap_pmd,
	folio_remove_rmap_ptes, folio_rotate_reclaimable, list_add,
	list_add_tail, list_del, list_del_init, list_move, list_move_tail,
	list_replace, lru_cache_add, lru_cache_add_inactive_or_unevictable,
	page_add_anon_rmap, page_add_file_rmap, page_add_new_anon_rmap,
	page_remove_rmap, putback_lru_page};
// end of pageck rules
expression page, e, x;
statement S;
position p;
@@
(
if (\(test(page)\|test(page) && x\|x && test(page)\))
	link@p(\(&page->lru\|page\|page_folio(page)\), ...);
else S
|
if (\(test(page)\|test(page) && x\|x && test(page)\)) {
... when != page = e
link@p(\(&page->lru\|page\|page_folio(page)\), ...)
... when any
} else S
)

@others_left depends on word exists@
// pageck rules: identifier test = guards(device) + is_device_private_page folio_is_device_private is_device_coherent_page folio_is_device_coherent is_pci_p2pdma_page
identifier test = {folio_is_device_coherent, folio_is_device_private,
	folio_is_zone_device, is_device_coherent_page, is_device_private_page,
	is_pci_p2pdma_page, is_zone_device_page, pmd_devmap, pud_devmap,
	zone_is_zone_device};
// end of pageck rules
// pageck rules: identifier link = sinks(arg0) + list_add list_add_tail list_move list_move_tail list_del list_del_init list_replace
identifier link = {add_page_to_lru_list, del_page_from_lru_list,
	folio_activate, folio_add_anon_rmap_pmd, folio_add_anon_rmap_ptes,
	folio_add_file_rmap_pmd, folio_add_file_rmap_ptes, folio_add_lru,
	folio_add_lru_vma, folio_add_new_anon_rmap, folio_get_anon_vma,
	folio_lock_anon_vma_read, folio_putback_lru, folio_remove_rmap_pmd,
	folio_remove_rmap_ptes, folio_rotate_reclaimable, list_add,
	list_add_tail, list_del, list_del_init, list_move, list_move_tail,
	list_replace, lru_cache_add, lru_cache_add_inactive_or_unevictable,
	page_add_anon_rmap, page_add_file_rmap, page_add_new_anon_rmap,
	page_remove_rmap, putback_lru_page};
// end of pageck rules
expression page, e, x;
identifier l;
position p;
@@
(
if (\(!test(page)\|!test(page) || x\|x || !test(page)\)) return ...;
|
if (\(!test(page)\|!test(page) || x\|x || !test(page)\)) continue;
|
if (\(!test(page)\|!test(page) || x\|x || !test(page)\)) break;
|
if (\(!test(page)\|!test(page) || x\|x || !test(page)\)) goto l;
|
if (\(!test(page)\|!test(page) || x\|x || !test(page)\)) { ... return ...; }
|
if (\(!test(page)\|!test(page) || x\|x || !test(page)\)) { ... continue; }
|
if (\(!test(page)\|!test(page) || x\|x || !test(page)\)) { ... break; }
|
if (\(!test(page)\|!test(page) || x\|x || !test(page)\)) { ... goto l; }
)
... when != page = e
link@p(\(&page->lru\|page\|page_folio(page)\), ...)

// ----------------------------------------------------------------------------

@depends on context@
identifier fn;
position free.p;
@@
* fn@p(...)

@depends on context@
identifier fn;
position made.p;
@@
* fn@p(...)

@depends on context@
identifier fn;
position region.p;
@@
* fn@p(...)

@depends on context@
identifier fn;
position init.p;
@@
* fn@p(...)

@depends on context@
identifier fn;
position tested.p;
@@
* fn@p(...)

@depends on context@
identifier fn;
position others_left.p;
@@
* fn@p(...)

@script:python depends on report@
link << free.link;
p << free.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s() overwrites the pgmap of a ZONE_DEVICE page" % link)

@script:python depends on org@
link << free.link;
p << free.p;
@@
cocci.print_main("%s() overwrites the pgmap of a ZONE_DEVICE page" % link, p)

@script:python depends on report@
link << made.link;
p << made.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s() overwrites the pgmap of a ZONE_DEVICE page" % link)

@script:python depends on org@
link << made.link;
p << made.p;
@@
cocci.print_main("%s() overwrites the pgmap of a ZONE_DEVICE page" % link, p)

@script:python depends on report@
link << region.link;
p << region.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s() overwrites the pgmap of a ZONE_DEVICE page" % link)

@script:python depends on org@
link << region.link;
p << region.p;
@@
cocci.print_main("%s() overwrites the pgmap of a ZONE_DEVICE page" % link, p)

@script:python depends on report@
link << init.link;
p << init.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s() overwrites the pgmap of a ZONE_DEVICE page" % link)

@script:python depends on org@
link << init.link;
p << init.p;
@@
cocci.print_main("%s() overwrites the pgmap of a ZONE_DEVICE page" % link, p)

@script:python depends on report@
link << tested.link;
p << tested.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s() overwrites the pgmap of a ZONE_DEVICE page" % link)

@script:python depends on org@
link << tested.link;
p << tested.p;
@@
cocci.print_main("%s() overwrites the pgmap of a ZONE_DEVICE page" % link, p)

@script:python depends on report@
link << others_left.link;
p << others_left.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s() overwrites the pgmap of a ZONE_DEVICE page" % link)

@script:python depends on org@
link << others_left.link;
p << others_left.p;
@@
cocci.print_main("%s() overwrites the pgmap of a ZONE_DEVICE page" % link, p)

// Patch mode has nothing to change, and says nothing.

@script:python depends on patch@
p << free.p;
@@
pass
