// SPDX-License-Identifier: GPL-2.0-or-later
/// A reference on a struct dev_pagemap must be put once.
//# A second put_dev_pagemap() drops a reference that somebody else holds, and the
//# pagemap may go away under its user. get_dev_pagemap() with two parameters puts
//# the pagemap that it is handed. Patch mode takes away the first put where every
//# path from there reaches the second, else the second where no path reaches it
//# without the first.
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
putters = set()

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

@twice depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely exists@
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
identifier own : script:python() { own in putters };
identifier f;
expression e, x, y;
position p1 != {chain.p1, more.p1}, p2;
@@
\(put@p1(p)\|eat@p1(x, y, p)\|get@p1(x, p)\|own@p1(p, ...)\)
... when != p = e
    when != f(..., &p, ...)
    when != true \(!p\|p == NULL\|unlikely(!p)\|IS_ERR_OR_NULL(p)\)
    when != false \(p\|p != NULL\|likely(p)\|!IS_ERR_OR_NULL(p)\)
\(put@p2(p)\|eat@p2(x, y, p)\|get@p2(x, p)\|own@p2(p, ...)\)

// Under a condition and under its opposite: one of them. So is a put behind a flag
// that says that there was one.

@either depends on twice disable neg_if exists@
identifier f, g;
expression x;
statement S1, S2;
position twice.p1, twice.p2;
@@
(
if (x) f@p1(...); else S1
|
if (x) { ... f@p1(...); ... } else S1
)
... when any
(
if (\(!x\|!(x)\)) g@p2(...); else S2
|
if (\(!x\|!(x)\)) { ... g@p2(...); ... } else S2
|
if (x) S2 else g@p2(...);
|
if (x) S2 else { ... g@p2(...); ... }
)

@flag depends on twice exists@
identifier f, g;
local idexpression x;
expression e;
identifier yes = {true};
statement S;
position twice.p1, twice.p2;
@@
(
f@p1(...);
... when any
\(x = yes;\|x = 1;\)
|
\(x = yes;\|x = 1;\)
... when any
f@p1(...);
)
... when != x = e
    when any
(
if (!x) g@p2(...); else S
|
if (!x) { ... g@p2(...); ... } else S
)

@unflag depends on twice exists@
identifier f, g;
local idexpression x;
expression e;
identifier no = {false};
statement S;
position twice.p1, twice.p2;
@@
(
f@p1(...);
... when any
\(x = no;\|x = 0;\|x = NULL;\)
|
\(x = no;\|x = 0;\|x = NULL;\)
... when any
f@p1(...);
)
... when != x = e
    when any
(
if (x) g@p2(...); else S
|
if (x) { ... g@p2(...); ... } else S
)

// Under another name.

@alias depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely exists@
local idexpression p, q;
// pageck rules: identifier put = release(arg0)
identifier put = {put_dev_pagemap};
// end of pageck rules
expression e;
position p1, p2;
@@
q = p
... when != \(p = e\|q = e\)
(
put@p1(p);
... when != \(p = e\|q = e\)
    when != true \(!p\|!q\|p != q\)
    when != false \(p\|q\|p == q\)
put@p2(q);
|
put@p1(q);
... when != \(p = e\|q = e\)
    when != true \(!p\|!q\|p != q\)
    when != false \(p\|q\|p == q\)
put@p2(p);
)

// The same for a member of a structure.

@member depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely, ptr_to_array exists@
idexpression s;
identifier m;
// pageck rules: identifier put = release(arg0)
identifier put = {put_dev_pagemap};
// end of pageck rules
identifier f;
expression e;
position p1, p2;
@@
\(put@p1(s.m)\|put@p1(s->m)\)
... when != \(s = e\|s.m = e\|s->m = e\|s++\|++s\)
    when != f(..., \(s\|&s\|&s.m\|&s->m\), ...)
    when != true \(!s.m\|!s->m\)
    when != false \(s.m\|s->m\)
\(put@p2(s.m)\|put@p2(s->m)\)

// An iterator that moves s isn't seen as an assignment to it.

@same@
identifier member.put;
position member.p1, member.p2;
@@
put@p1@p2(...)

// ----------------------------------------------------------------------------

@depends on context && !either && !flag && !unflag@
identifier f;
position twice.p1;
@@
* f@p1(...)

@depends on context && !either && !flag && !unflag@
identifier f;
position twice.p2;
@@
* f@p2(...)

@depends on context@
identifier f;
position alias.p1;
@@
* f@p1(...)

@depends on context@
identifier f;
position alias.p2;
@@
* f@p2(...)

@depends on context && !same@
identifier member.put;
position member.p1;
@@
* put@p1(...)

@depends on context && !same@
identifier member.put;
position member.p2;
@@
* put@p2(...)

@script:python depends on report && !either && !flag && !unflag@
p1 << twice.p1;
p2 << twice.p2;
@@
coccilib.report.print_report(p2[0], "ERROR: pagemap reference put again, first on line %s" % p1[0].line)

@script:python depends on report@
p1 << alias.p1;
p2 << alias.p2;
@@
coccilib.report.print_report(p2[0], "ERROR: pagemap reference put again, first on line %s" % p1[0].line)

@script:python depends on report && !same@
p1 << member.p1;
p2 << member.p2;
@@
coccilib.report.print_report(p2[0], "ERROR: pagemap reference put again, first on line %s" % p1[0].line)

@script:python depends on org && !either && !flag && !unflag@
p1 << twice.p1;
p2 << twice.p2;
@@
cocci.print_main("put", p1)
cocci.print_secs("put again", p2)

@script:python depends on org@
p1 << alias.p1;
p2 << alias.p2;
@@
cocci.print_main("put", p1)
cocci.print_secs("put again", p2)

@script:python depends on org && !same@
p1 << member.p1;
p2 << member.p2;
@@
cocci.print_main("put", p1)
cocci.print_secs("put again", p2)

// ----------------------------------------------------------------------------

// Patch mode: the first, if the second always follows.

@always depends on patch && !either && !flag && !unflag@
local idexpression twice.p;
identifier twice.put, twice.eat;
expression e, x, y;
position twice.p1;
@@
put@p1(p);
... when != p = e
(
if (p) put(p);
|
put(p);
|
e = eat(x, y, p);
|
eat(x, y, p);
)

@alone depends on patch@
local idexpression twice.p;
identifier twice.put;
expression x;
statement S;
position twice.p1;
@@
(
if (x) put@p1(p);
|
if (x) S else put@p1(p);
)

@depends on patch && always && !alone@
local idexpression twice.p;
identifier twice.put;
position twice.p1;
@@
- put@p1(p);

// Then the second, if the first always came before.

@again depends on patch && word disable drop_cast, is_null, is_zero, isnt_zero, not_ptr1, not_ptr2, paren, unlikely exists@
local idexpression p;
// pageck rules: identifier put = release(arg0)
identifier put = {put_dev_pagemap};
// end of pageck rules
// pageck rules: identifier eat = consume(arg2)
identifier eat = {memory_failure_dev_pagemap};
// end of pageck rules
identifier f;
expression e, x, y;
position p2;
@@
\(put(p)\|eat(x, y, p)\)
... when != p = e
    when != f(..., &p, ...)
    when != true \(!p\|p == NULL\|unlikely(!p)\|IS_ERR_OR_NULL(p)\)
    when != false \(p\|p != NULL\|likely(p)\|!IS_ERR_OR_NULL(p)\)
put@p2(p);

@counted depends on patch exists@
local idexpression again.p;
identifier again.put;
position again.p2;
identifier take =~ "^percpu_ref_.*get";
identifier m;
@@
take(&p->m, ...)
...
put@p2(p);

@entered depends on patch exists@
local idexpression again.p;
identifier again.put, again.eat, fn;
expression e, x, y;
position again.p2;
@@
fn(...) {
... when != \(p = e\|put(p)\|eat(x, y, p)\)
put@p2(p);
... when any
}

@first depends on patch exists@
local idexpression again.p;
identifier again.put, again.eat;
expression e, x, y;
position again.p2;
@@
p = e
... when != \(put(p)\|eat(x, y, p)\)
put@p2(p);

@depends on patch && again && !counted && !entered && !first@
local idexpression again.p;
identifier again.put;
position again.p2;
@@
(
- if (p) put@p2(p);
|
- put@p2(p);
)
