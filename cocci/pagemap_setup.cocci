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

@word@
iterator name scoped_guard, scoped_cond_guard;
@@
(
memremap_pages(...)
|
devm_memremap_pages(...)
)

// A pagemap allocated or cleared here.

@own_nr_range depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression q;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m;
expression e, x;
position p;
@@
\(q = alloc(...)\|memset(q, 0, ...)\)
... when != \(f(..., \(q\|&q->m\), ...)\|x = q\|*q = e\|q->nr_range = e\)
    when != true \(!q\|q == NULL\)
\(map@p(q, x)\|map@p(x, q)\)

@own_type depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression q;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m;
expression e, x;
position p;
@@
\(q = alloc(...)\|memset(q, 0, ...)\)
... when != \(f(..., \(q\|&q->m\), ...)\|x = q\|*q = e\|q->type = e\)
    when != true \(!q\|q == NULL\)
\(map@p(q, x)\|map@p(x, q)\)

@own_ops depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression q;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression e, x;
position p;
@@
\(q = alloc(...)\|memset(q, 0, ...)\)
... when != \(f(..., \(q\|&q->m\), ...)\|x = q\|*q = e\|q->ops = e\)
    when != true \(!q\|q == NULL\)
q->type = T
... when != \(f(..., \(q\|&q->m\), ...)\|x = q\|*q = e\|q->ops = e\)
    when != true \(!q\|q == NULL\)
\(map@p(q, x)\|map@p(x, q)\)

@own_owner depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression q;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression e, x;
position p;
@@
\(q = alloc(...)\|memset(q, 0, ...)\)
... when != \(f(..., \(q\|&q->m\), ...)\|x = q\|*q = e\|q->owner = e\)
    when != true \(!q\|q == NULL\)
q->type = T
... when != \(f(..., \(q\|&q->m\), ...)\|x = q\|*q = e\|q->owner = e\)
    when != true \(!q\|q == NULL\)
\(map@p(q, x)\|map@p(x, q)\)

// A pagemap inside a structure that is.

@in_nr_range depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier n;
expression e, x;
local idexpression y;
position p;
@@
\(s = alloc(...)\|memset(s, 0, ...)\)
... when != \(f(..., \(s\|&s->n\), ...)\|y = s\|s->n = e\|s->n.nr_range = e\)
    when != true \(!s\|s == NULL\)
\(map@p(&s->n, x)\|map@p(x, &s->n)\)

@in_type depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier n;
expression e, x;
local idexpression y;
position p;
@@
\(s = alloc(...)\|memset(s, 0, ...)\)
... when != \(f(..., \(s\|&s->n\), ...)\|y = s\|s->n = e\|s->n.type = e\)
    when != true \(!s\|s == NULL\)
\(map@p(&s->n, x)\|map@p(x, &s->n)\)

@in_ops depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier n;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression e, x;
local idexpression y;
position p;
@@
\(s = alloc(...)\|memset(s, 0, ...)\)
... when != \(f(..., \(s\|&s->n\), ...)\|y = s\|s->n = e\|s->n.ops = e\)
    when != true \(!s\|s == NULL\)
s->n.type = T
... when != \(f(..., \(s\|&s->n\), ...)\|y = s\|s->n = e\|s->n.ops = e\)
    when != true \(!s\|s == NULL\)
\(map@p(&s->n, x)\|map@p(x, &s->n)\)

@in_owner depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier n;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression e, x;
local idexpression y;
position p;
@@
\(s = alloc(...)\|memset(s, 0, ...)\)
... when != \(f(..., \(s\|&s->n\), ...)\|y = s\|s->n = e\|s->n.owner = e\)
    when != true \(!s\|s == NULL\)
s->n.type = T
... when != \(f(..., \(s\|&s->n\), ...)\|y = s\|s->n = e\|s->n.owner = e\)
    when != true \(!s\|s == NULL\)
\(map@p(&s->n, x)\|map@p(x, &s->n)\)

// Through a pointer to it.

@by_nr_range depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s, q, y;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
expression e, x;
position p;
@@
s = alloc(...)
... when != \(f(..., s, ...)\|y = s\)
    when != true \(!s\|s == NULL\)
q = &s->n
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|x = q\|*q = e\|q->nr_range = e\|s->n.nr_range = e\)
\(map@p(q, x)\|map@p(x, q)\)

@by_type depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s, q, y;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
expression e, x;
position p;
@@
s = alloc(...)
... when != \(f(..., s, ...)\|y = s\)
    when != true \(!s\|s == NULL\)
q = &s->n
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|x = q\|*q = e\|q->type = e\|s->n.type = e\)
\(map@p(q, x)\|map@p(x, q)\)

@by_ops depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s, q, y;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression e, x;
position p;
@@
s = alloc(...)
... when != \(f(..., s, ...)\|y = s\)
    when != true \(!s\|s == NULL\)
q = &s->n
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|x = q\|*q = e\|q->ops = e\|s->n.ops = e\)
q->type = T
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|x = q\|*q = e\|q->ops = e\|s->n.ops = e\)
\(map@p(q, x)\|map@p(x, q)\)

@by_owner depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s, q, y;
identifier alloc = {kzalloc, kzalloc_node, kcalloc, kvzalloc, devm_kzalloc, devm_kcalloc};
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, memset, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
identifier m, n;
identifier T = {MEMORY_DEVICE_PRIVATE, MEMORY_DEVICE_COHERENT};
expression e, x;
position p;
@@
s = alloc(...)
... when != \(f(..., s, ...)\|y = s\)
    when != true \(!s\|s == NULL\)
q = &s->n
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|x = q\|*q = e\|q->owner = e\|s->n.owner = e\)
q->type = T
... when != \(f(..., \(s\|&s->n\|q\|&q->m\), ...)\|y = s\|x = q\|*q = e\|q->owner = e\|s->n.owner = e\)
\(map@p(q, x)\|map@p(x, q)\)

// Written as a whole.

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
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
expression e, x;
position p, p0 != has_nr_range.p;
@@
(
struct dev_pagemap q@p0 = { ... };
|
	*q@p0 = (struct dev_pagemap) { ... }
)
... when != \(f(..., \(q\|&q\|&q->m\|&q.m\), ...)\|x = q\|x = &q\|*q = e\|q = e\|q->nr_range = e\|q.nr_range = e\)
\(map@p(\(q\|&q\), x)\|map@p(x, \(q\|&q\))\)

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
identifier map = {memremap_pages, devm_memremap_pages};
identifier f != {kfree, devm_kfree, IS_ERR, IS_ERR_OR_NULL, WARN_ON, likely, unlikely};
expression e, x;
position p, p0 != has_type.p;
@@
(
struct dev_pagemap q@p0 = { ... };
|
	*q@p0 = (struct dev_pagemap) { ... }
)
... when != \(f(..., \(q\|&q\|&q->m\|&q.m\), ...)\|x = q\|x = &q\|*q = e\|q = e\|q->type = e\|q.type = e\)
\(map@p(\(q\|&q\), x)\|map@p(x, \(q\|&q\))\)

// Operations that lack what every device-private pagemap needs.

@use depends on word@
expression s;
identifier o;
identifier T = {MEMORY_DEVICE_PRIVATE};
position p;
@@
(
s->type = T;
...
s->ops@p = &o;
|
s.type = T;
...
s.ops@p = &o;
|
s->ops@p = &o;
...
s->type = T;
|
s.ops@p = &o;
...
s.type = T;
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

// ----------------------------------------------------------------------------

@depends on context@
identifier own_nr_range.map;
position own_nr_range.p;
@@
* map@p(...)

@depends on context@
identifier own_type.map;
position own_type.p;
@@
* map@p(...)

@depends on context@
identifier own_ops.map;
position own_ops.p;
@@
* map@p(...)

@depends on context@
identifier own_owner.map;
position own_owner.p;
@@
* map@p(...)

@depends on context@
identifier in_nr_range.map;
position in_nr_range.p;
@@
* map@p(...)

@depends on context@
identifier in_type.map;
position in_type.p;
@@
* map@p(...)

@depends on context@
identifier in_ops.map;
position in_ops.p;
@@
* map@p(...)

@depends on context@
identifier in_owner.map;
position in_owner.p;
@@
* map@p(...)

@depends on context@
identifier by_nr_range.map;
position by_nr_range.p;
@@
* map@p(...)

@depends on context@
identifier by_type.map;
position by_type.p;
@@
* map@p(...)

@depends on context@
identifier by_ops.map;
position by_ops.p;
@@
* map@p(...)

@depends on context@
identifier by_owner.map;
position by_owner.p;
@@
* map@p(...)

@depends on context@
identifier written_nr_range.map;
position written_nr_range.p;
@@
* map@p(...)

@depends on context@
identifier written_type.map;
position written_type.p;
@@
* map@p(...)

@script:python depends on report@
map << own_nr_range.map;
p << own_nr_range.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no nr_range" % map)

@script:python depends on org@
map << own_nr_range.map;
p << own_nr_range.p;
@@
cocci.print_main("pagemap handed to %s() has no nr_range" % map, p)

@script:python depends on report@
map << own_type.map;
p << own_type.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no type" % map)

@script:python depends on org@
map << own_type.map;
p << own_type.p;
@@
cocci.print_main("pagemap handed to %s() has no type" % map, p)

@script:python depends on report@
map << own_ops.map;
p << own_ops.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no ops, which its type needs" % map)

@script:python depends on org@
map << own_ops.map;
p << own_ops.p;
@@
cocci.print_main("pagemap handed to %s() has no ops, which its type needs" % map, p)

@script:python depends on report@
map << own_owner.map;
p << own_owner.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no owner, which its type needs" % map)

@script:python depends on org@
map << own_owner.map;
p << own_owner.p;
@@
cocci.print_main("pagemap handed to %s() has no owner, which its type needs" % map, p)

@script:python depends on report@
map << in_nr_range.map;
p << in_nr_range.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no nr_range" % map)

@script:python depends on org@
map << in_nr_range.map;
p << in_nr_range.p;
@@
cocci.print_main("pagemap handed to %s() has no nr_range" % map, p)

@script:python depends on report@
map << in_type.map;
p << in_type.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no type" % map)

@script:python depends on org@
map << in_type.map;
p << in_type.p;
@@
cocci.print_main("pagemap handed to %s() has no type" % map, p)

@script:python depends on report@
map << in_ops.map;
p << in_ops.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no ops, which its type needs" % map)

@script:python depends on org@
map << in_ops.map;
p << in_ops.p;
@@
cocci.print_main("pagemap handed to %s() has no ops, which its type needs" % map, p)

@script:python depends on report@
map << in_owner.map;
p << in_owner.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no owner, which its type needs" % map)

@script:python depends on org@
map << in_owner.map;
p << in_owner.p;
@@
cocci.print_main("pagemap handed to %s() has no owner, which its type needs" % map, p)

@script:python depends on report@
map << by_nr_range.map;
p << by_nr_range.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no nr_range" % map)

@script:python depends on org@
map << by_nr_range.map;
p << by_nr_range.p;
@@
cocci.print_main("pagemap handed to %s() has no nr_range" % map, p)

@script:python depends on report@
map << by_type.map;
p << by_type.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no type" % map)

@script:python depends on org@
map << by_type.map;
p << by_type.p;
@@
cocci.print_main("pagemap handed to %s() has no type" % map, p)

@script:python depends on report@
map << by_ops.map;
p << by_ops.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no ops, which its type needs" % map)

@script:python depends on org@
map << by_ops.map;
p << by_ops.p;
@@
cocci.print_main("pagemap handed to %s() has no ops, which its type needs" % map, p)

@script:python depends on report@
map << by_owner.map;
p << by_owner.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no owner, which its type needs" % map)

@script:python depends on org@
map << by_owner.map;
p << by_owner.p;
@@
cocci.print_main("pagemap handed to %s() has no owner, which its type needs" % map, p)

@script:python depends on report@
map << written_nr_range.map;
p << written_nr_range.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no nr_range" % map)

@script:python depends on org@
map << written_nr_range.map;
p << written_nr_range.p;
@@
cocci.print_main("pagemap handed to %s() has no nr_range" % map, p)

@script:python depends on report@
map << written_type.map;
p << written_type.p;
@@
coccilib.report.print_report(p[0], "ERROR: pagemap handed to %s() has no type" % map)

@script:python depends on org@
map << written_type.map;
p << written_type.p;
@@
cocci.print_main("pagemap handed to %s() has no type" % map, p)

@script:python depends on report && here && !migrates@
o << use.o;
p << use.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s has no migrate_to_ram, which MEMORY_DEVICE_PRIVATE needs" % o)

@script:python depends on org && here && !migrates@
o << use.o;
p << use.p;
@@
cocci.print_main("%s has no migrate_to_ram, which MEMORY_DEVICE_PRIVATE needs" % o, p)

@depends on context && here && !migrates@
expression s;
identifier use.o;
position use.p;
@@
* \(s->ops@p\|s.ops@p\) = &o

@script:python depends on report && here && !frees@
o << use.o;
p << use.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s has no page_free, which MEMORY_DEVICE_PRIVATE needs" % o)

@script:python depends on org && here && !frees@
o << use.o;
p << use.p;
@@
cocci.print_main("%s has no page_free, which MEMORY_DEVICE_PRIVATE needs" % o, p)

@depends on context && here && !frees@
expression s;
identifier use.o;
position use.p;
@@
* \(s->ops@p\|s.ops@p\) = &o

// ----------------------------------------------------------------------------
// Patch mode. One range was filled in, so there is one.

@depends on patch@
local idexpression own_nr_range.q;
identifier own_nr_range.map;
expression e;
position own_nr_range.p;
@@
(
q->range = e;
+ q->nr_range = 1;
|
q->range.end = e;
+ q->nr_range = 1;
)
...
map@p(...)
