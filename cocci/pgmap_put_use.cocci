// SPDX-License-Identifier: GPL-2.0-or-later
/// A struct dev_pagemap must not be used after the reference on it was put.
//# Once put_dev_pagemap() dropped the last reference, memunmap_pages() goes on and
//# the driver frees the pagemap. Comparing the pointer is fine, following it is
//# not. Patch mode moves the put behind the statement that uses the pagemap where
//# that is the next one and the only one.
///
// Confidence: High
// Copyright: (C) 2026 the pageck authors. GPL-2.0-or-later
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: pageck rule pgmap-put
// Options: --no-includes --include-headers

virtual patch
virtual context
virtual org
virtual report

@initialize:python@
@@
import re

putters = set()

def may_end(name):
	return re.search("free|put|unmap|release|destroy|unref|drop|del|remove|exit|fini|kill", name) is not None

@word@
iterator name scoped_guard, scoped_cond_guard;
@@
// pageck rules: call = release(arg0)
put_dev_pagemap(...)
// end of pageck rules

// Functions of the file that put what they are handed first.

@putter depends on word exists@
// pageck rules: identifier put = release(arg0)
identifier put = {put_dev_pagemap};
// end of pageck rules
identifier fn, b;
type T;
@@
fn(T b, ...) {
... when any
put(b);
... when any
}

@spares depends on putter disable is_null, isnt_zero, not_ptr1, not_ptr2 exists@
identifier putter.fn, putter.put, putter.b;
type T;
@@
fn(T b, ...) {
... when != put(b)
    when != true \(!b\|b == NULL\|IS_ERR_OR_NULL(b)\)
    when != false \(b\|b != NULL\|!IS_ERR_OR_NULL(b)\)
}

@script:python depends on !spares@
fn << putter.fn;
@@
putters.add(fn)

@chain depends on word@
local idexpression p;
// pageck rules: identifier get = acquire
identifier get = {get_dev_pagemap};
// end of pageck rules
expression x;
position p1;
@@
p = get@p1(x, p)

@size depends on word@
idexpression e;
identifier m;
position pos;
@@
sizeof(<+... \(e@pos->m\|*e@pos\) ...+>)

// Another reference was taken on the counter itself.

@more depends on word exists@
local idexpression p;
identifier more =~ "^percpu_ref_.*get";
identifier f, m;
position p1;
@@
more(&p->m, ...)
...
f@p1(..., p, ...)

@use depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely exists@
local idexpression p;
// pageck rules: identifier put = release(arg0)
identifier put = {put_dev_pagemap};
// end of pageck rules
// pageck rules: identifier eat = consume(arg2)
identifier eat = {memory_failure_dev_pagemap};
// end of pageck rules
// pageck rules: identifier get = acquire
identifier get = {get_dev_pagemap};
// end of pageck rules
// pageck rules: identifier f != acquire release consume + IS_ERR IS_ERR_OR_NULL PTR_ERR WARN_ON WARN_ON_ONCE BUG_ON VM_BUG_ON likely unlikely pr_err pr_warn pr_info pr_debug printk dev_err dev_warn dev_info dev_dbg
identifier f != {BUG_ON, IS_ERR, IS_ERR_OR_NULL, PTR_ERR, VM_BUG_ON, WARN_ON,
	WARN_ON_ONCE, dev_dbg, dev_err, dev_info, dev_warn,
	free_zone_device_folio, free_zone_device_page, get_dev_pagemap, likely,
	memory_failure_dev_pagemap, pr_debug, pr_err, pr_info, pr_warn, printk,
	put_dev_pagemap, unlikely};
// end of pageck rules
identifier own : script:python() { own in putters };
identifier g, m;
expression e, x, y;
position p1 != {chain.p1, more.p1}, p2 != size.pos;
@@
\(put@p1(p)\|eat@p1(x, y, p)\|get@p1(x, p)\|own@p1(p, ...)\)
... when != p = e
    when != g(..., &p, ...)
    when != true \(!p\|p == NULL\|unlikely(!p)\|IS_ERR_OR_NULL(p)\)
    when != false \(p\|p != NULL\|likely(p)\|!IS_ERR_OR_NULL(p)\)
\(p@p2->m\|*p@p2\|f@p2(..., p, ...)\)

// A member of a structure.

@member depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
local idexpression s;
identifier m, n, g;
// pageck rules: identifier put = release(arg0)
identifier put = {put_dev_pagemap};
// end of pageck rules
expression e;
position p1, p2;
@@
\(put@p1(s.m)\|put@p1(s->m)\)
... when != \(s = e\|s.m = e\|s->m = e\|s++\|++s\)
    when != g(..., \(s\|&s\|&s.m\|&s->m\), ...)
    when != true \(!s.m\|!s->m\)
    when != false \(s.m\|s->m\)
\(s@p2.m->n\|s@p2->m->n\)

// ----------------------------------------------------------------------------

@depends on context@
identifier fn;
position use.p1;
@@
* fn@p1(...)

@depends on context@
local idexpression use.p;
identifier fn, m;
position use.p2;
@@
(
* p@p2->m
|
* *p@p2
|
* fn@p2(...)
)

@depends on context@
identifier fn;
position member.p1;
@@
* fn@p1(...)

@depends on context@
local idexpression member.s;
identifier m, n;
position member.p2;
@@
(
* s@p2.m->n
|
* s@p2->m->n
)

@script:python depends on report@
p1 << use.p1;
p2 << use.p2;
p << use.p;
@@
coccilib.report.print_report(p2[0], "ERROR: %s used after its reference was put on line %s" % (p, p1[0].line))

@script:python depends on report@
p1 << member.p1;
p2 << member.p2;
s << member.s;
m << member.m;
@@
coccilib.report.print_report(p2[0], "ERROR: %s of %s used after its reference was put on line %s" % (m, s, p1[0].line))

@script:python depends on org@
p1 << use.p1;
p2 << use.p2;
@@
cocci.print_main("put", p1)
cocci.print_secs("used", p2)

@script:python depends on org@
p1 << member.p1;
p2 << member.p2;
@@
cocci.print_main("put", p1)
cocci.print_secs("used", p2)

// ----------------------------------------------------------------------------
// Patch mode. The put moves behind the statement that follows it, unless that may be
// the end of the pagemap.

@next depends on patch@
local idexpression use.p;
identifier use.put, f, m;
position use.p1, use.p2;
@@
put@p1(p);
\(p@p2->m\|*p@p2\|f@p2(..., p, ...)\)

@further depends on next exists@
local idexpression use.p;
identifier use.put, m;
identifier f != {IS_ERR, IS_ERR_OR_NULL, WARN_ON, WARN_ON_ONCE, likely, unlikely};
expression e1, e2;
position use.p1;
@@
put@p1(p);
e1;
... when any
    when != p = e2
\(p->m\|*p\|f(..., p, ...)\)

@end depends on next@
local idexpression use.p;
identifier use.put;
identifier f : script:python() { may_end(f) };
expression x;
position use.p1;
@@
put@p1(p);
\(f(..., p, ...);\|x = f(..., p, ...);\)

@depends on next && !further && !end@
local idexpression use.p;
identifier use.put;
expression e;
position use.p1;
@@
- put@p1(p);
e;
+ put_dev_pagemap(p);
