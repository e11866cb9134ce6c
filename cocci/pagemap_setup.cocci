// SPDX-License-Identifier: GPL-2.0-or-later
/// A struct dev_pagemap must be complete when memremap_pages() gets it.
//# memremap_pages() maps nr_range ranges and refuses 0; a type left at 0 is none;
//# MEMORY_DEVICE_PRIVATE and _COHERENT need ops with page_free (folio_free), the
//# former migrate_to_ram too, and an owner. Judged where the function allocates or
//# clears the structure itself and hands it to nobody else. Patch mode sets
//# nr_range to 1 where one range is filled in.
///
// Confidence: High
// Copyright: (C) 2026 the pageck authors. GPL-2.0-or-later
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: pageck rule pagemap-setup
// Options: --no-includes --include-headers

virtual patch
virtual context
virtual org
virtual report

// What is said of a place, in the order in which it was found.

@initialize:python@
@@
said, allocs, maps = {}, set(), set()

def at(p):
	return (p[0].file, p[0].line, p[0].column)

def known(name, names):
	return name in names

def say(p, text):
	if text not in said.setdefault(at(p), []):
		said[at(p)].append(text)

def lacks(p, map, member):
	say(p, "pagemap handed to %s() has no %s" % (map, member))

@word@
iterator name scoped_guard, scoped_cond_guard;
@@
// pageck rules: call = setups
(
devm_memremap_pages(...)
|
memremap_pages(...)
)
// end of pageck rules

@mapped depends on word@
// pageck rules: identifier map = setups
identifier map = {devm_memremap_pages, memremap_pages};
// end of pageck rules
@@
map(...)

@script:python@
map << mapped.map;
@@
maps.add(map)

@zeroed depends on word@
// pageck rules: identifier alloc = zeroing
identifier alloc = {devm_kcalloc, devm_kzalloc, kcalloc, kcalloc_node,
	kvcalloc, kvzalloc, kvzalloc_noprof, kzalloc, kzalloc_node,
	kzalloc_node_noprof, kzalloc_noprof, vzalloc, vzalloc_noprof};
// end of pageck rules
@@
alloc(...)

@script:python@
alloc << zeroed.alloc;
@@
allocs.add(alloc)

// Allocated or cleared here: the pagemap q, or a structure q that has it as its member n, or
// has a pointer to it there.

@own_nr_range depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression q;
identifier alloc : script:python() { known(alloc, allocs) };
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
expression e, v, x;
position p;
@@
\(q = alloc(...)\|memset(q, 0, ...)\|q->n = alloc(...)\)
... when != \(f(..., \(q\|&q->n\|q->n\|&q->n->m\), ...)\|v = q\|v = q->n\|*q = e\|q->n = (struct dev_pagemap) { ... }\|q->n = *v\|*q->n = e\|q->nr_range = e\|q->n.nr_range = e\|q->n->nr_range = e\)
    when != true \(!q\|q == NULL\|!q->n\|q->n == NULL\)
\(to@p(\(q\|&q->n\|q->n\), x)\|to@p(x, \(q\|&q->n\|q->n\))\)

@script:python@
map << own_nr_range.to;
p << own_nr_range.p;
@@
lacks(p, map, "nr_range")

@own_type depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression q;
identifier alloc : script:python() { known(alloc, allocs) };
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
expression e, v, x;
position p;
@@
\(q = alloc(...)\|memset(q, 0, ...)\|q->n = alloc(...)\)
... when != \(f(..., \(q\|&q->n\|q->n\|&q->n->m\), ...)\|v = q\|v = q->n\|*q = e\|q->n = (struct dev_pagemap) { ... }\|q->n = *v\|*q->n = e\|q->type = e\|q->n.type = e\|q->n->type = e\)
    when != true \(!q\|q == NULL\|!q->n\|q->n == NULL\)
\(to@p(\(q\|&q->n\|q->n\), x)\|to@p(x, \(q\|&q->n\|q->n\))\)

@script:python@
map << own_type.to;
p << own_type.p;
@@
lacks(p, map, "type")

@own_ops depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression q;
identifier alloc : script:python() { known(alloc, allocs) };
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression c, d, e, v, x;
position p;
@@
\(q = alloc(...)\|memset(q, 0, ...)\|q->n = alloc(...)\)
... when != \(f(..., \(q\|&q->n\|q->n\|&q->n->m\), ...)\|v = q\|v = q->n\|*q = e\|q->n = (struct dev_pagemap) { ... }\|q->n = *v\|*q->n = e\|q->ops = e\|q->n.ops = e\|q->n->ops = e\)
    when != true \(!q\|q == NULL\|!q->n\|q->n == NULL\)
\(q->type = T\|q->type = c ? T : d\|q->type = c ? d : T\|q->n.type = T\|q->n.type = c ? T : d\|q->n.type = c ? d : T\|q->n->type = T\|q->n->type = c ? T : d\|q->n->type = c ? d : T\)
... when != \(f(..., \(q\|&q->n\|q->n\|&q->n->m\), ...)\|v = q\|v = q->n\|*q = e\|q->n = (struct dev_pagemap) { ... }\|q->n = *v\|*q->n = e\|q->ops = e\|q->n.ops = e\|q->n->ops = e\)
    when != true \(!q\|q == NULL\|!q->n\|q->n == NULL\)
\(to@p(\(q\|&q->n\|q->n\), x)\|to@p(x, \(q\|&q->n\|q->n\))\)

@script:python@
map << own_ops.to;
p << own_ops.p;
@@
lacks(p, map, "ops, which its type needs")

@own_owner depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression q;
identifier alloc : script:python() { known(alloc, allocs) };
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression c, d, e, v, x;
position p;
@@
\(q = alloc(...)\|memset(q, 0, ...)\|q->n = alloc(...)\)
... when != \(f(..., \(q\|&q->n\|q->n\|&q->n->m\), ...)\|v = q\|v = q->n\|*q = e\|q->n = (struct dev_pagemap) { ... }\|q->n = *v\|*q->n = e\|q->owner = e\|q->n.owner = e\|q->n->owner = e\)
    when != true \(!q\|q == NULL\|!q->n\|q->n == NULL\)
\(q->type = T\|q->type = c ? T : d\|q->type = c ? d : T\|q->n.type = T\|q->n.type = c ? T : d\|q->n.type = c ? d : T\|q->n->type = T\|q->n->type = c ? T : d\|q->n->type = c ? d : T\)
... when != \(f(..., \(q\|&q->n\|q->n\|&q->n->m\), ...)\|v = q\|v = q->n\|*q = e\|q->n = (struct dev_pagemap) { ... }\|q->n = *v\|*q->n = e\|q->owner = e\|q->n.owner = e\|q->n->owner = e\)
    when != true \(!q\|q == NULL\|!q->n\|q->n == NULL\)
\(to@p(\(q\|&q->n\|q->n\), x)\|to@p(x, \(q\|&q->n\|q->n\))\)

@script:python@
map << own_owner.to;
p << own_owner.p;
@@
lacks(p, map, "owner, which its type needs")

// Through a pointer to it.

@by_nr_range depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s, q, y;
identifier alloc : script:python() { known(alloc, allocs) };
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
expression e, v, x;
position p;
@@
s = alloc(...)
... when != \(f(..., s, ...)\|y = s\)
    when != true \(!s\|s == NULL\)
q = &s->n
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|v = q\|*q = e\|q->nr_range = e\|s->n.nr_range = e\)
\(to@p(q, x)\|to@p(x, q)\)

@script:python@
map << by_nr_range.to;
p << by_nr_range.p;
@@
lacks(p, map, "nr_range")

@by_type depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s, q, y;
identifier alloc : script:python() { known(alloc, allocs) };
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
expression e, v, x;
position p;
@@
s = alloc(...)
... when != \(f(..., s, ...)\|y = s\)
    when != true \(!s\|s == NULL\)
q = &s->n
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|v = q\|*q = e\|q->type = e\|s->n.type = e\)
\(to@p(q, x)\|to@p(x, q)\)

@script:python@
map << by_type.to;
p << by_type.p;
@@
lacks(p, map, "type")

@by_ops depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s, q, y;
identifier alloc : script:python() { known(alloc, allocs) };
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression c, d, e, v, x;
position p;
@@
s = alloc(...)
... when != \(f(..., s, ...)\|y = s\)
    when != true \(!s\|s == NULL\)
q = &s->n
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|v = q\|*q = e\|q->ops = e\|s->n.ops = e\)
\(q->type = T\|q->type = c ? T : d\|q->type = c ? d : T\)
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|v = q\|*q = e\|q->ops = e\|s->n.ops = e\)
\(to@p(q, x)\|to@p(x, q)\)

@script:python@
map << by_ops.to;
p << by_ops.p;
@@
lacks(p, map, "ops, which its type needs")

@by_owner depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s, q, y;
identifier alloc : script:python() { known(alloc, allocs) };
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression c, d, e, v, x;
position p;
@@
s = alloc(...)
... when != \(f(..., s, ...)\|y = s\)
    when != true \(!s\|s == NULL\)
q = &s->n
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|v = q\|*q = e\|q->owner = e\|s->n.owner = e\)
\(q->type = T\|q->type = c ? T : d\|q->type = c ? d : T\)
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|v = q\|*q = e\|q->owner = e\|s->n.owner = e\)
\(to@p(q, x)\|to@p(x, q)\)

@script:python@
map << by_owner.to;
p << by_owner.p;
@@
lacks(p, map, "owner, which its type needs")

// Written as a whole, or on the stack.

@has_nr_range depends on word@
identifier q;
expression e;
position p;
@@
(
struct dev_pagemap q@p = { ..., .nr_range = e, ... };
|
	*q@p = (struct dev_pagemap) { ..., .nr_range = e, ... }
)

@written_nr_range depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
identifier q, m;
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
expression e, v, x;
position p, p0 != has_nr_range.p;
@@
(
struct dev_pagemap q@p0 = { ... };
|
	*q@p0 = (struct dev_pagemap) { ... }
|
memset(&q@p0, 0, ...);
)
... when != \(f(..., \(q\|&q\|&q->m\|&q.m\), ...)\|v = q\|v = &q\|*q = e\|q = e\|q->nr_range = e\|q.nr_range = e\)
\(to@p(\(q\|&q\), x)\|to@p(x, \(q\|&q\))\)

@script:python@
map << written_nr_range.to;
p << written_nr_range.p;
@@
lacks(p, map, "nr_range")

@has_type depends on word@
identifier q;
expression e;
position p;
@@
(
struct dev_pagemap q@p = { ..., .type = e, ... };
|
	*q@p = (struct dev_pagemap) { ..., .type = e, ... }
)

@written_type depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
identifier q, m;
identifier to : script:python() { known(to, maps) };
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
expression e, v, x;
position p, p0 != has_type.p;
@@
(
struct dev_pagemap q@p0 = { ... };
|
	*q@p0 = (struct dev_pagemap) { ... }
|
memset(&q@p0, 0, ...);
)
... when != \(f(..., \(q\|&q\|&q->m\|&q.m\), ...)\|v = q\|v = &q\|*q = e\|q = e\|q->type = e\|q.type = e\)
\(to@p(\(q\|&q\), x)\|to@p(x, \(q\|&q\))\)

@script:python@
map << written_type.to;
p << written_type.p;
@@
lacks(p, map, "type")

// Operations that lack what every such pagemap needs.

@use depends on word@
expression s, e, x;
identifier o, T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
position p;
@@
(
s->type = \(T\|x ? T : e\|x ? e : T\);
...
s->ops@p = &o;
|
s.type = \(T\|x ? T : e\|x ? e : T\);
...
s.ops@p = &o;
|
s->ops@p = &o;
...
s->type = \(T\|x ? T : e\|x ? e : T\);
|
s.ops@p = &o;
...
s.type = \(T\|x ? T : e\|x ? e : T\);
)

@migrates@
identifier use.o, fn;
@@
struct dev_pagemap_ops o = { .migrate_to_ram = fn, };

@frees@
identifier use.o, fn;
identifier m = {page_free, folio_free};
@@
struct dev_pagemap_ops o = { .m = fn, };

@here@
identifier use.o;
@@
struct dev_pagemap_ops o = { ..., };

@script:python depends on here && !migrates@
o << use.o;
T << use.T;
p << use.p;
@@
if T == "MEMORY_DEVICE_PRIVATE":
	say(p, "%s has no migrate_to_ram, which MEMORY_DEVICE_PRIVATE needs" % o)

@script:python depends on here && !frees@
o << use.o;
T << use.T;
p << use.p;
@@
say(p, "%s has no page_free, which %s needs" % (o, T))

// ----------------------------------------------------------------------------

@call depends on word@
identifier fn;
position p : script:python() { at(p) in said };
@@
fn@p(...)

@set depends on use@
expression s;
identifier o;
position p : script:python() { at(p) in said };
@@
\(s->ops@p\|s.ops@p\) = &o

@depends on context@
identifier fn;
position call.p;
@@
* fn@p(...)

@depends on context@
expression s;
identifier o;
position set.p;
@@
* \(s->ops@p\|s.ops@p\) = &o

@script:python depends on report@
p << call.p;
@@
for text in said[at(p)]:
	coccilib.report.print_report(p[0], "ERROR: " + text)

@script:python depends on org@
p << call.p;
@@
for text in said[at(p)]:
	cocci.print_main(text, p)

@script:python depends on report@
p << set.p;
@@
for text in said[at(p)]:
	coccilib.report.print_report(p[0], "ERROR: " + text)

@script:python depends on org@
p << set.p;
@@
for text in said[at(p)]:
	cocci.print_main(text, p)

// ----------------------------------------------------------------------------
// Patch mode. One range was filled in, so there is one; not where a path sets it already.

@counted depends on patch exists@
local idexpression own_nr_range.q;
identifier n, fn;
expression e;
position own_nr_range.p;
@@
\(q->nr_range = e\|q->n.nr_range = e\)
...
fn@p(...)

@depends on patch && !counted@
local idexpression own_nr_range.q;
identifier n, fn;
expression e;
position own_nr_range.p;
@@
(
q->range = e;
+ q->nr_range = 1;
|
q->range.end = e;
+ q->nr_range = 1;
|
q->n.range = e;
+ q->n.nr_range = 1;
|
q->n.range.end = e;
+ q->n.nr_range = 1;
)
...
fn@p(...)
