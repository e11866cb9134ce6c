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

// Where a page is linked, or its lru written; which functions get pages that are given back.

@initialize:python@
@@
links, frees, frames, bad = set(), set(), set(), set()

def at(p):
	return (p[0].file, p[0].line, p[0].column)

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

@lru depends on word || ops@
// pageck rules: identifier link = sinks(arg0->lru) + list_add list_add_tail list_move list_move_tail list_del list_del_init list_replace INIT_LIST_HEAD
identifier link = {INIT_LIST_HEAD, __page_cache_release, add_page_to_lru_list,
	del_page_from_lru_list, folio_activate, folio_add_lru,
	folio_add_lru_vma, folio_putback_lru, folio_rotate_reclaimable,
	free_unref_page, get_hwpoison_page, list_add, list_add_tail, list_del,
	list_del_init, list_move, list_move_tail, list_replace, lru_cache_add,
	lru_cache_add_inactive_or_unevictable, mlock_folio, mlock_page,
	munlock_folio, munlock_page, page_cache_release, putback_lru_page,
	split_huge_page_to_list, split_huge_page_to_list_to_order};
// end of pageck rules
expression page;
position p;
@@
link@p(\(&page->lru\|page\|page_folio(page)\), ...)

@script:python@
p << lru.p;
@@
links.add(at(p))

@store depends on word || ops@
expression page, v;
position p;
@@
\(page@p->lru.next = v\|page@p->lru.prev = v\)

@script:python@
p << store.p;
@@
links.add(at(p))

// Given back to the driver, by its operations or by what they call with the page.

@script:python@
fn << ops.fn;
@@
frees.add(fn)

@further depends on ops@
identifier fn : script:python() { fn in frees };
identifier page, h;
type T;
@@
fn(T page) { <+... \(h(page, ...)\|h(page_folio(page), ...)\|h(&page->page, ...)\) ...+> }

@script:python@
h << further.h;
@@
frees.add(h)

@free depends on ops disable is_null, is_zero, isnt_zero, neg_if, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier fn : script:python() { fn in frees };
identifier page, f;
// pageck rules: identifier test = guards(device) + is_device_private_page folio_is_device_private is_device_coherent_page folio_is_device_coherent is_pci_p2pdma_page
identifier test = {folio_is_device_coherent, folio_is_device_private,
	folio_is_zone_device, is_device_coherent_page, is_device_private_page,
	is_pci_p2pdma_page, is_zone_device_page, pmd_devmap, pud_devmap,
	zone_is_zone_device};
// end of pageck rules
expression v, x;
type T;
position p : script:python() { at(p) in links };
@@
fn(T page, ...) {
... when any
    when != page = v
    when != true \(!test(page)\|x && !test(page)\)
    when != false \(test(page)\|x || test(page)\)
\(f@p(\(&page->lru\|page\|page_folio(page)\), ...)\|page@p->lru.next = v\|page@p->lru.prev = v\)
... when any
}

@script:python@
p << free.p;
@@
bad.add(at(p))

// The page of an address or of a pfn of the range.

@made depends on word exists@
// pageck rules: identifier get = setups
identifier get = {devm_memremap_pages, memremap_pages};
// end of pageck rules
idexpression a, page;
identifier f;
expression e, v;
position p : script:python() { at(p) in links };
@@
a = get(...)
... when != a = e
page = virt_to_page(<+... a ...+>)
... when != page = e
\(f@p(\(&page->lru\|page\|page_folio(page)\), ...)\|page@p->lru.next = v\|page@p->lru.prev = v\)

@script:python@
p << made.p;
@@
bad.add(at(p))

@start depends on word@
idexpression n;
expression s;
position q;
@@
n@q = <+... \(s->range.start\|s.range.start\) ...+>

@script:python@
q << start.q;
@@
frames.add(at(q))

@then depends on start exists@
idexpression n, m;
expression e;
position q : script:python() { at(q) in frames }, r;
@@
n@q = e
... when != n = e
m@r = <+... n ...+>

@script:python@
r << then.r;
@@
frames.add(at(r))

@last depends on then exists@
idexpression n, m;
expression e;
position q : script:python() { at(q) in frames }, r;
@@
n@q = e
... when != n = e
m@r = <+... n ...+>

@script:python@
r << last.r;
@@
frames.add(at(r))

@region depends on start exists@
idexpression page;
identifier f;
expression e, v;
position q : script:python() { at(q) in frames }, p : script:python() { at(p) in links };
@@
page@q = pfn_to_page(...)
... when != page = e
\(f@p(\(&page->lru\|page\|page_folio(page)\), ...)\|page@p->lru.next = v\|page@p->lru.prev = v\)

@script:python@
p << region.p;
@@
bad.add(at(p))

// The page was made or tested as one.

@init depends on word exists@
expression page;
identifier f;
expression e, v;
position p : script:python() { at(p) in links };
@@
zone_device_page_init(page, ...)
... when != page = e
\(f@p(\(&page->lru\|page\|page_folio(page)\), ...)\|page@p->lru.next = v\|page@p->lru.prev = v\)

@script:python@
p << init.p;
@@
bad.add(at(p))

@cond depends on word disable drop_cast, is_null, is_zero, isnt_zero, neg_if, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely@
// pageck rules: identifier test = guards(device) + is_device_private_page folio_is_device_private is_device_coherent_page folio_is_device_coherent is_pci_p2pdma_page
identifier test = {folio_is_device_coherent, folio_is_device_private,
	folio_is_zone_device, is_device_coherent_page, is_device_private_page,
	is_pci_p2pdma_page, is_zone_device_page, pmd_devmap, pud_devmap,
	zone_is_zone_device};
// end of pageck rules
expression page, x;
statement S1, S2;
position t;
@@
(
if (\(test@t(page)\|!test@t(page)\|test@t(page) && x\|x && test@t(page)\|!test@t(page) || x\|x || !test@t(page)\|likely(test@t(page))\|unlikely(test@t(page))\|likely(!test@t(page))\|unlikely(!test@t(page))\|WARN_ON(!test@t(page))\|WARN_ON_ONCE(!test@t(page))\)) S1 else S2
|
while (\(test@t(page)\|test@t(page) && x\|x && test@t(page)\)) S1
)

@tested depends on cond disable drop_cast, is_null, is_zero, isnt_zero, neg_if, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
// pageck rules: identifier test = guards(device) + is_device_private_page folio_is_device_private is_device_coherent_page folio_is_device_coherent is_pci_p2pdma_page
identifier test = {folio_is_device_coherent, folio_is_device_private,
	folio_is_zone_device, is_device_coherent_page, is_device_private_page,
	is_pci_p2pdma_page, is_zone_device_page, pmd_devmap, pud_devmap,
	zone_is_zone_device};
// end of pageck rules
// pageck rules: identifier other = guards(device) + is_device_private_page folio_is_device_private is_device_coherent_page folio_is_device_coherent is_pci_p2pdma_page
identifier other = {folio_is_device_coherent, folio_is_device_private,
	folio_is_zone_device, is_device_coherent_page, is_device_private_page,
	is_pci_p2pdma_page, is_zone_device_page, pmd_devmap, pud_devmap,
	zone_is_zone_device};
// end of pageck rules
expression page, e, v, x;
identifier f;
position cond.t, p : script:python() { at(p) in links };
@@
test@t(page)
... when != page = e
    when != false \(other(page)\|other(page) && x\|x && other(page)\|other(page) || x\|x || other(page)\|!other(page) && x\|x && !other(page)\|likely(other(page))\|unlikely(other(page))\)
    when != true \(!other(page)\|!other(page) && x\|x && !other(page)\|!other(page) || x\|x || !other(page)\|other(page) || x\|x || other(page)\|likely(!other(page))\|unlikely(!other(page))\|WARN_ON(!other(page))\|WARN_ON_ONCE(!other(page))\)
\(f@p(\(&page->lru\|page\|page_folio(page)\), ...)\|page@p->lru.next = v\|page@p->lru.prev = v\)

@script:python@
p << tested.p;
@@
bad.add(at(p))

// ----------------------------------------------------------------------------

@call depends on word || ops@
identifier f;
position p : script:python() { at(p) in bad };
@@
f@p(...)

@write depends on word || ops@
expression page, e;
position p : script:python() { at(p) in bad };
@@
\(page@p->lru.next = e\|page@p->lru.prev = e\)

@depends on context@
identifier f;
position call.p;
@@
* f@p(...)

@depends on context@
expression page, e;
position write.p;
@@
(
* page@p->lru.next = e
|
* page@p->lru.prev = e
)

@script:python depends on report@
f << call.f;
p << call.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s() overwrites the pgmap of a ZONE_DEVICE page" % f)

@script:python depends on report@
p << write.p;
@@
coccilib.report.print_report(p[0], "ERROR: overwrites the pgmap of a ZONE_DEVICE page")

@script:python depends on org@
f << call.f;
p << call.p;
@@
cocci.print_main("%s() overwrites the pgmap of a ZONE_DEVICE page" % f, p)

@script:python depends on org@
p << write.p;
@@
cocci.print_main("overwrites the pgmap of a ZONE_DEVICE page", p)

// Patch mode has nothing to change, and says nothing.

@script:python depends on patch@
p << call.p;
@@
pass
