// SPDX-License-Identifier: GPL-2.0-or-later
/// A reference on a struct dev_pagemap must be put on every path.
//# get_dev_pagemap() keeps the driver of device memory from unbinding until
//# put_dev_pagemap(); where a return forgets the put, memunmap_pages() waits
//# for ever. Patch mode adds the put where every path to that place holds the
//# reference, or NULL, which put_dev_pagemap() takes, and nowhere else.
///
// Confidence: Moderate
// Copyright: (C) 2026 the pageck authors. GPL-2.0-or-later
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: pageck rule pgmap-leak
// Options: --no-includes --include-headers

virtual patch
virtual context
virtual org
virtual report

// Functions of the file that give a reference, or only look at a pagemap. For patch mode,
// which references a place needs to put: a statement takes one change.

@initialize:python@
@@
getters, lookers, lost, overwritten = set(), set(), {}, set()

def at(p):
	return (p[0].file, p[0].line, p[0].column)

def lose(kind, place, p):
	names = lost.setdefault((kind, at(place)), [])
	if p not in names:
		names.insert(0, p)

def second(kind, place, p):
	"""What is put after p; p itself if that is all. For the first one only."""
	names = lost[kind, at(place)]
	cocci.include_match(p == names[0])
	return names[min(1, len(names) - 1)]

def both(kind, place):
	return len(lost.get((kind, at(place)), ())) > 1

@word@
iterator name scoped_guard, scoped_cond_guard;
@@
// pageck rules: call = acquire
get_dev_pagemap(...)
// end of pageck rules

@getter depends on word exists@
// pageck rules: identifier get = acquire
identifier get = {get_dev_pagemap};
// end of pageck rules
identifier fn;
expression e, p;
@@
fn(...) {
... when any
(
return get(...);
|
p = get(...)
... when != p = e
return p;
)
... when any
}

@taken depends on word@
// pageck rules: identifier get = acquire
identifier get = {get_dev_pagemap};
// end of pageck rules
@@
get(...)

@script:python@
get << taken.get;
@@
getters.add(get)

@script:python@
fn << getter.fn;
@@
getters.add(fn)

@param depends on word@
identifier fn, b;
@@
fn(..., \(struct dev_pagemap *\|const struct dev_pagemap *\) b, ...) { ... }

@script:python@
fn << param.fn;
@@
lookers.add(fn)

@inside depends on param@
identifier param.b, m;
position pos;
@@
 &b@pos->m

@look depends on param disable is_null, isnt_zero, not_ptr1, not_ptr2@
identifier param.b, m;
expression e;
position pos != inside.pos;
@@
\(b@pos->m\|!b@pos\|b@pos == e\|b@pos != e\|b@pos && e\)

@keep depends on param@
identifier param.fn, param.b;
position pos != look.pos;
@@
fn(...) { <+... b@pos ...+> }

@script:python@
fn << param.fn;
pos << keep.pos;
@@
lookers.discard(fn)

@lent depends on param@
identifier f : script:python() { f in lookers };
position pos;
@@
f@pos(...)

// A condition that is only about the pointer itself.

@null depends on word disable drop_cast, is_null, isnt_zero, not_ptr1, not_ptr2, paren, unlikely@
local idexpression struct dev_pagemap *p;
statement S1, S2;
position q;
@@
if@q (\(p\|p != NULL\|NULL != p\|likely(p)\|!IS_ERR_OR_NULL(p)\)) S1 else S2

// Held at a return or at the end of the function. A call that is handed the
// pointer, and whatever else gets a copy, may have taken the reference over. A
// put at the end of a conditional block counts whatever else the condition is: it
// is taken for the one under which the reference was acquired. The end of a function
// is a return to spatch, but where a rule insists on the word it doesn't look into
// functions without: therefore `never`.

@leak depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely exists@
local idexpression struct dev_pagemap *p;
identifier source : script:python() { source in getters };
// pageck rules: identifier f != borrow + IS_ERR IS_ERR_OR_NULL WARN_ON WARN_ON_ONCE BUG_ON VM_BUG_ON likely unlikely pr_err pr_warn pr_info pr_debug printk dev_err dev_warn dev_info dev_dbg
identifier f != {BUG_ON, IS_ERR, IS_ERR_OR_NULL, VM_BUG_ON, WARN_ON,
	WARN_ON_ONCE, dev_dbg, dev_err, dev_info, dev_warn, devm_kfree, kfree,
	kvfree, likely, pgmap_pfn_valid, pr_debug, pr_err, pr_info, pr_warn,
	printk, unlikely};
// end of pageck rules
identifier i, m, never : script:python() { False };
expression c, d, e, v, w, x, y;
type T;
position p1, p2, q != null.q, pos != lent.pos;
@@
p = \(source@p1(...)\|c ? source@p1(...) : d\|c ? d : source@p1(...)\)
... when != f@pos(..., \(p\|(T)p\|&p\|&p->m\), ...)
    when != \(x->m\|x.m\|(*x)\)(..., p, ...)
    when != \(e = p\|e = (T)p\|e = &p\|e = &p->m\|e = p ? x : y\|e = x ? p : y\|e = x ? y : p\|e = !!p\|e = p != NULL\|p = e\)
    when != \((T){..., .m = p, ...}\|(T){..., p, ...}\)
    when != T i = {..., .m = p, ...};
    when != T i = {..., p, ...};
    when != if@q (x) f@pos(p);
    when != if@q (x) { ... f@pos(p); }
    when != if (x) { ... if (p) { f@pos(p); ... } }
    when != true \(!p\|p == NULL\|NULL == p\|x && !p\|!p && x\|x && p == NULL\|p == NULL && x\|!(p = e)\|x && !(p = e)\|(p = e) == NULL\|IS_ERR_OR_NULL(p)\|!p || IS_ERR(p)\)
    when != true \(likely\|unlikely\|WARN_ON\|WARN_ON_ONCE\)(\(!p\|p == NULL\|IS_ERR_OR_NULL(p)\))
    when != true \(WARN\|WARN_ONCE\)(\(!p\|p == NULL\|IS_ERR_OR_NULL(p)\), ...)
    when != false \(p\|p != NULL\|NULL != p\|likely(p)\|!IS_ERR_OR_NULL(p)\|x || p\|p || x\|p = e\|(p = e) != NULL\|x && (p = e)\|x && (p = e) != NULL\)
(
return <+... \(v(..., \(p\|(T)p\|&p->m\), ...)\|&p->m\) ...+>;
|
return \(p\|(T)p\|v ? p : w\|v ? w : p\|p ? : v\);
|
return@p2 ...;
|
never;
)

// Taken under a condition, and left under its opposite.

@opposite depends on leak exists@
local idexpression struct dev_pagemap *leak.p;
identifier fn;
expression x;
position leak.p1, leak.p2;
@@
if (x) { ... p = fn@p1(...) ... }
... when any
(
if (\(!x\|!(x)\)) return@p2 ...;
|
if (\(!x\|!(x)\)) { ... return@p2 ...; }
)

// A test at the end of do ... while is no branch to spatch; those of an if are.

@branch depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely@
local idexpression struct dev_pagemap *p;
statement S1, S2;
position t;
@@
if (<+... \(!p@t\|p@t == NULL\) ...+>) S1 else S2

// What looks like a loop and is none.

@guarded depends on word exists@
local idexpression p;
// pageck rules: identifier get = acquire
identifier get = {get_dev_pagemap};
// end of pageck rules
iterator name scoped_guard;
position q;
@@
scoped_guard(...) {
... when any
p = get@q(...)
... when any
}

// Overwritten. Handed to the call whose result is kept, it was given up.

@over depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely exists@
local idexpression struct dev_pagemap *p;
identifier source : script:python() { source in getters };
// pageck rules: identifier f != borrow + IS_ERR IS_ERR_OR_NULL WARN_ON WARN_ON_ONCE BUG_ON VM_BUG_ON likely unlikely pr_err pr_warn pr_info pr_debug printk dev_err dev_warn dev_info dev_dbg
identifier f != {BUG_ON, IS_ERR, IS_ERR_OR_NULL, VM_BUG_ON, WARN_ON,
	WARN_ON_ONCE, dev_dbg, dev_err, dev_info, dev_warn, devm_kfree, kfree,
	kvfree, likely, pgmap_pfn_valid, pr_debug, pr_err, pr_info, pr_warn,
	printk, unlikely};
// end of pageck rules
identifier i, m;
expression c, d, e, v, x, y;
type T;
position p1 != guarded.q, p2, q != null.q, t != branch.t, pos != lent.pos;
@@
p = \(source@p1(...)\|c ? source@p1(...) : d\|c ? d : source@p1(...)\)
... when != f@pos(..., \(p\|(T)p\|&p\|&p->m\), ...)
    when != \(x->m\|x.m\|(*x)\)(..., p, ...)
    when != \(e = p\|e = (T)p\|e = &p\|e = &p->m\|e = p ? x : y\|e = x ? p : y\|e = x ? y : p\|e = !!p\|e = p != NULL\)
    when != \((T){..., .m = p, ...}\|(T){..., p, ...}\)
    when != T i = {..., .m = p, ...};
    when != T i = {..., p, ...};
    when != \(!p@t\|p@t == NULL\)
    when != if@q (x) f@pos(p);
    when != if@q (x) { ... f@pos(p); }
    when != if (x) { ... if (p) { f@pos(p); ... } }
    when != true \(!p\|p == NULL\|NULL == p\|x && !p\|!p && x\|x && p == NULL\|p == NULL && x\|!(p = e)\|x && !(p = e)\|(p = e) == NULL\|IS_ERR_OR_NULL(p)\|!p || IS_ERR(p)\)
    when != true \(likely\|unlikely\|WARN_ON\|WARN_ON_ONCE\)(\(!p\|p == NULL\|IS_ERR_OR_NULL(p)\))
    when != true \(WARN\|WARN_ONCE\)(\(!p\|p == NULL\|IS_ERR_OR_NULL(p)\), ...)
    when != false \(p\|p != NULL\|NULL != p\|likely(p)\|!IS_ERR_OR_NULL(p)\|x || p\|p || x\|p = e\|(p = e) != NULL\|x && (p = e)\|x && (p = e) != NULL\)
(
p = <+... p ...+>
|
p@p2 = v
)

// Nobody keeps it.

@drop depends on word@
// pageck rules: identifier get = acquire
identifier get = {get_dev_pagemap};
// end of pageck rules
statement S1, S2;
position p1;
@@
(
get@p1(...);
|
if (\(get@p1(...)\|!get@p1(...)\)) S1 else S2
)

// In a member of a structure on this function's stack, which callees fill in and
// another way out of the function puts.

@owner depends on word@
identifier fn, m;
local idexpression s;
@@
fn(...) { <+... put_dev_pagemap(s.m) ...+> }

@held exists@
local idexpression owner.s;
identifier owner.fn, owner.m, f != {memset, memcpy};
expression e;
position p1, p2;
@@
fn(...) {
... when any
\(f@p1(..., &s, ...)\|s.m = f@p1(...)\)
... when != put_dev_pagemap(s.m)
    when != \(s.m = e\|e = s.m\|s = e\)
    when != true !s.m
    when != false s.m
return@p2 ...;
... when any
}

// ----------------------------------------------------------------------------

@depends on context && !opposite@
identifier fn;
position leak.p1;
@@
* fn@p1(...)

@depends on context && !opposite@
position leak.p2;
@@
* return@p2 ...;

// A match of the first branch of `over` has no p2, and is none.

@script:python depends on context@
p1 << over.p1;
p2 << over.p2;
@@
overwritten.update((at(p1), at(p2)))

@depends on context@
identifier fn;
position p : script:python() { at(p) in overwritten };
@@
* fn@p(...)

@depends on context@
expression p, v;
position q : script:python() { at(q) in overwritten };
@@
* p@q = v

@depends on context@
position drop.p1;
identifier drop.get;
@@
* get@p1(...)

@depends on context@
position held.p2;
@@
* return@p2 ...;

@script:python depends on report && !opposite@
p1 << leak.p1;
p2 << leak.p2;
@@
coccilib.report.print_report(p2[0], "ERROR: missing put_dev_pagemap(), reference taken on line %s" % p1[0].line)

@script:python depends on report@
p1 << over.p1;
p2 << over.p2;
@@
coccilib.report.print_report(p2[0], "ERROR: reference taken on line %s is lost without put_dev_pagemap()" % p1[0].line)

@script:python depends on report@
p1 << drop.p1;
get << drop.get;
@@
coccilib.report.print_report(p1[0], "ERROR: reference of %s() is not kept, nothing can put it" % get)

@script:python depends on report@
p1 << held.p1;
p2 << held.p2;
s << owner.s;
m << owner.m;
@@
coccilib.report.print_report(p2[0], "ERROR: missing put_dev_pagemap(%s.%s), filled in on line %s" % (s, m, p1[0].line))

@script:python depends on org && !opposite@
p1 << leak.p1;
p2 << leak.p2;
@@
cocci.print_main("reference", p1)
cocci.print_secs("missing put_dev_pagemap()", p2)

@script:python depends on org@
p1 << over.p1;
p2 << over.p2;
@@
cocci.print_main("reference", p1)
cocci.print_secs("lost without put_dev_pagemap()", p2)

@script:python depends on org@
p1 << drop.p1;
@@
cocci.print_main("reference not kept", p1)

@script:python depends on org@
p1 << held.p1;
p2 << held.p2;
@@
cocci.print_main("reference", p1)
cocci.print_secs("missing put_dev_pagemap()", p2)

// ----------------------------------------------------------------------------
// Patch mode. Not before a return that some path reaches after the reference was
// given up, or before the pointer had a value, or that uses the pagemap itself.

@gone depends on patch exists@
local idexpression struct dev_pagemap *leak.p;
position leak.p2, pos != lent.pos;
// pageck rules: identifier f != acquire borrow + IS_ERR IS_ERR_OR_NULL WARN_ON WARN_ON_ONCE BUG_ON VM_BUG_ON likely unlikely pr_err pr_warn pr_info pr_debug printk dev_err dev_warn dev_info dev_dbg
identifier f != {BUG_ON, IS_ERR, IS_ERR_OR_NULL, VM_BUG_ON, WARN_ON,
	WARN_ON_ONCE, dev_dbg, dev_err, dev_info, dev_warn, devm_kfree,
	get_dev_pagemap, kfree, kvfree, likely, pgmap_pfn_valid, pr_debug,
	pr_err, pr_info, pr_warn, printk, unlikely};
// end of pageck rules
identifier m;
expression e, x;
@@
\(f@pos(..., \(p\|&p\|&p->m\), ...)\|x->m(..., p, ...)\|e = p\|e = &p\)
... when != p = e
return@p2 ...;

@early depends on patch exists@
local idexpression struct dev_pagemap *leak.p;
position leak.p2;
identifier fn;
expression e;
@@
fn(...) {
... when != p = e
return@p2 ...;
}

// The pointer itself may still be compared.

@used depends on patch@
local idexpression struct dev_pagemap *leak.p;
position leak.p2;
identifier f, m;
@@
return@p2 <+... \(p->m\|*p\|f(..., p, ...)\) ...+>;

@script:python fit depends on patch && leak && !opposite && !gone && !early && !used@
p << leak.p;
p2 << leak.p2;
@@
lose("return", p2, p)

@script:python which depends on fit@
p << leak.p;
p2 << leak.p2;
more;
@@
coccinelle.more = second("return", p2, p)

@depends on patch && which@
local idexpression struct dev_pagemap *leak.p;
identifier which.more;
position leak.p2, two : script:python() { both("return", two) };
@@
(
+ put_dev_pagemap(p);
+ put_dev_pagemap(more);
return@p2@two ...;
|
+ put_dev_pagemap(p);
return@p2 ...;
)

// What is left may be put before the goto that leads to such a return.

@jump depends on patch && word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely exists@
local idexpression struct dev_pagemap *p;
identifier source : script:python() { source in getters };
// pageck rules: identifier f != borrow + IS_ERR IS_ERR_OR_NULL WARN_ON WARN_ON_ONCE BUG_ON VM_BUG_ON likely unlikely pr_err pr_warn pr_info pr_debug printk dev_err dev_warn dev_info dev_dbg
identifier f != {BUG_ON, IS_ERR, IS_ERR_OR_NULL, VM_BUG_ON, WARN_ON,
	WARN_ON_ONCE, dev_dbg, dev_err, dev_info, dev_warn, devm_kfree, kfree,
	kvfree, likely, pgmap_pfn_valid, pr_debug, pr_err, pr_info, pr_warn,
	printk, unlikely};
// end of pageck rules
identifier i, m, l, never : script:python() { False };
expression c, d, e, v, w, x, y;
type T;
position p1, p2, p3, q != null.q, pos != lent.pos;
@@
p = \(source@p1(...)\|c ? source@p1(...) : d\|c ? d : source@p1(...)\)
... when != f@pos(..., \(p\|(T)p\|&p\|&p->m\), ...)
    when != \(x->m\|x.m\|(*x)\)(..., p, ...)
    when != \(e = p\|e = (T)p\|e = &p\|e = &p->m\|e = p ? x : y\|e = x ? p : y\|e = x ? y : p\|e = !!p\|e = p != NULL\|p = e\)
    when != \((T){..., .m = p, ...}\|(T){..., p, ...}\)
    when != T i = {..., .m = p, ...};
    when != T i = {..., p, ...};
    when != if@q (x) f@pos(p);
    when != if@q (x) { ... f@pos(p); }
    when != if (x) { ... if (p) { f@pos(p); ... } }
    when != true \(!p\|p == NULL\|NULL == p\|x && !p\|!p && x\|x && p == NULL\|p == NULL && x\|!(p = e)\|x && !(p = e)\|(p = e) == NULL\|IS_ERR_OR_NULL(p)\|!p || IS_ERR(p)\)
    when != true \(likely\|unlikely\|WARN_ON\|WARN_ON_ONCE\)(\(!p\|p == NULL\|IS_ERR_OR_NULL(p)\))
    when != true \(WARN\|WARN_ONCE\)(\(!p\|p == NULL\|IS_ERR_OR_NULL(p)\), ...)
    when != false \(p\|p != NULL\|NULL != p\|likely(p)\|!IS_ERR_OR_NULL(p)\|x || p\|p || x\|p = e\|(p = e) != NULL\|x && (p = e)\|x && (p = e) != NULL\)
goto@p2 l;
... when != f@pos(..., \(p\|(T)p\|&p\|&p->m\), ...)
    when != \(x->m\|x.m\|(*x)\)(..., p, ...)
    when != \(e = p\|e = (T)p\|e = &p\|e = &p->m\|e = p ? x : y\|e = x ? p : y\|e = x ? y : p\|e = !!p\|e = p != NULL\|p = e\)
    when != \((T){..., .m = p, ...}\|(T){..., p, ...}\)
    when != T i = {..., .m = p, ...};
    when != T i = {..., p, ...};
    when != if@q (x) f@pos(p);
    when != if@q (x) { ... f@pos(p); }
    when != if (x) { ... if (p) { f@pos(p); ... } }
    when != true \(!p\|p == NULL\|NULL == p\|x && !p\|!p && x\|x && p == NULL\|p == NULL && x\|!(p = e)\|x && !(p = e)\|(p = e) == NULL\|IS_ERR_OR_NULL(p)\|!p || IS_ERR(p)\)
    when != true \(likely\|unlikely\|WARN_ON\|WARN_ON_ONCE\)(\(!p\|p == NULL\|IS_ERR_OR_NULL(p)\))
    when != true \(WARN\|WARN_ONCE\)(\(!p\|p == NULL\|IS_ERR_OR_NULL(p)\), ...)
    when != false \(p\|p != NULL\|NULL != p\|likely(p)\|!IS_ERR_OR_NULL(p)\|x || p\|p || x\|p = e\|(p = e) != NULL\|x && (p = e)\|x && (p = e) != NULL\)
(
return <+... \(v(..., \(p\|(T)p\|&p->m\), ...)\|&p->m\) ...+>;
|
return \(p\|(T)p\|v ? p : w\|v ? w : p\|p ? : v\);
|
return@p3 ...;
|
never;
)

@jumpgone depends on patch exists@
local idexpression struct dev_pagemap *jump.p;
position jump.p2, pos != lent.pos;
// pageck rules: identifier f != acquire borrow + IS_ERR IS_ERR_OR_NULL WARN_ON WARN_ON_ONCE BUG_ON VM_BUG_ON likely unlikely pr_err pr_warn pr_info pr_debug printk dev_err dev_warn dev_info dev_dbg
identifier f != {BUG_ON, IS_ERR, IS_ERR_OR_NULL, VM_BUG_ON, WARN_ON,
	WARN_ON_ONCE, dev_dbg, dev_err, dev_info, dev_warn, devm_kfree,
	get_dev_pagemap, kfree, kvfree, likely, pgmap_pfn_valid, pr_debug,
	pr_err, pr_info, pr_warn, printk, unlikely};
// end of pageck rules
identifier m, l;
expression e, x;
@@
\(f@pos(..., \(p\|&p\|&p->m\), ...)\|x->m(..., p, ...)\|e = p\|e = &p\)
... when != p = e
goto@p2 l;

@jumpearly depends on patch exists@
local idexpression struct dev_pagemap *jump.p;
position jump.p2;
identifier fn, l;
expression e;
@@
fn(...) {
... when != p = e
goto@p2 l;
... when any
}

@jumpused depends on patch exists@
local idexpression struct dev_pagemap *jump.p;
position jump.p2;
identifier l;
expression e;
@@
goto@p2 l;
... when != p = e
p

@script:python jumpfit depends on patch && jump && !jumpgone && !jumpearly && !jumpused@
p << jump.p;
p2 << jump.p2;
@@
lose("goto", p2, p)

@script:python jumpwhich depends on jumpfit@
p << jump.p;
p2 << jump.p2;
more;
@@
coccinelle.more = second("goto", p2, p)

@depends on patch && jumpwhich@
local idexpression struct dev_pagemap *jump.p;
identifier jumpwhich.more, l;
position jump.p2, two : script:python() { both("goto", two) };
@@
(
+ put_dev_pagemap(p);
+ put_dev_pagemap(more);
goto@p2@two l;
|
+ put_dev_pagemap(p);
goto@p2 l;
)

// And the structure on the stack.

@way depends on patch exists@
local idexpression owner.s;
identifier owner.fn, owner.m, f != {memset, memcpy};
expression e;
position p2;
@@
fn(...) {
... when any
\(f(..., &s, ...)\|s.m = f(...)\)
... when != put_dev_pagemap(s.m)
    when != \(s.m = e\|e = s.m\|s = e\)
    when != true !s.m
    when != false s.m
return@p2 ...;
... when any
}

@waygone depends on patch exists@
local idexpression owner.s;
identifier owner.m;
expression e;
position way.p2;
@@
put_dev_pagemap(s.m)
... when != s.m = e
return@p2 ...;

@wayearly depends on patch exists@
local idexpression owner.s;
identifier owner.m, fn, f;
expression e;
position way.p2;
@@
fn(...) {
... when != \(f(..., &s, ...)\|s.m = e\)
return@p2 ...;
}

@depends on patch && way && !waygone && !wayearly@
local idexpression owner.s;
identifier owner.m;
position way.p2;
@@
+ put_dev_pagemap(s.m);
return@p2 ...;
