// SPDX-License-Identifier: GPL-2.0-or-later
/// A failed get_dev_pagemap() must not be answered with a value that is retried.
//# No pagemap covers the pfn, or it is going away: asking again finds the same. A
//# caller that takes NULL, 0 or -EAGAIN for "fault the page in and look again"
//# loops for ever; -EFAULT ends it. Reported where a caller in the same file loops
//# on the value, or is known to do so in another. Patch mode turns the value into
//# -EFAULT where the function returns such errors already.
///
// Confidence: Moderate
// Copyright: (C) 2026 the pageck authors. GPL-2.0-or-later
// URL: https://coccinelle.gitlabpages.inria.fr/website
// Comments: pageck rule gup-retry
// Options: --no-includes --include-headers

virtual patch
virtual context
virtual org
virtual report

// Of the file at hand: which functions give on such a value (of two kinds, "null"
// and "again"), and where a call's result is looped on.

@initialize:python@
@@
import re

here, givers, callers, loops, presets = None, set(), {}, {}, set()
sites, handed, minded, statics, menders = {}, {}, set(), set(), set()

kinds = {"NULL": "null", "0": "null", "false": "null", "-EAGAIN": "again", "-EMLINK": "again",
	 "ERR_PTR(-EAGAIN)": "again", "ERR_PTR(-EMLINK)": "again"}

def kind(value, p):
	"""What a return of value says when p is NULL."""
	if p and value in (p, p + " != NULL", "! ! " + p, "! " + p + " ? 0 : 1"):
		return "null"
	if p and value.startswith(p + " ? "):
		value = value.split(" : ")[-1]
	return kinds.get(value.replace(" ", ""), "other")

def turn_to(p):
	global here
	if p[0].file != here:
		here = p[0].file
		for table in givers, callers, loops, presets, sites, handed, minded, statics, menders:
			table.clear()

def note(p, table, fn, kind, value):
	turn_to(p)
	table.setdefault((fn, kind), set()).add(value)

def above(fn, kind):
	seen, todo = set(), [fn]
	while todo:
		fn = todo.pop()
		if fn not in seen:
			seen.add(fn)
			todo.extend(callers.get((fn, kind), ()))
	return seen

def gives(fn, kind):
	return any(k == kind and fn in above(giver, kind) for giver, k in givers)

def again(fn, kind):
	"""Where the lookup that fn makes is made again, or None."""
	return next((where for f in sorted(above(fn, kind)) for where in loops.get((f, kind), ())), None)

def deadline(name):
	return re.match("k?time_(is_)?(before|after|compare)", name) is not None

def at(p):
	return (p[0].line, p[0].column)

def understood(fn, errors, seen=()):
	"""Does all of this file that calls fn, or hands on what it gives, tell an error from
	its other values? errors: fn has given some already, so that other files must."""
	if fn in seen:
		return True
	fine = all(site in minded or site in handed and understood(handed[site], errors, seen + (fn,))
		   for site in sites.get(fn, ()))
	return fine and (errors or fn in statics and fn in sites)

@word@
iterator name scoped_guard, scoped_cond_guard;
@@
// pageck rules: call = lookups
get_dev_pagemap(...)
// end of pageck rules

// A path on which the lookup found nothing, to the value that says so.

@fail depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier fn;
// pageck rules: identifier get = lookups
identifier get = {get_dev_pagemap};
// end of pageck rules
local idexpression x;
expression p, e, r, v, y;
position p1, p2;
@@
fn(...) {
... when any
p = get@p1(...)
... when != p = e
    when != false \(!p\|p == NULL\|unlikely(!p)\|unlikely(p == NULL)\|!p || y\)
    when != true \(p\|p != NULL\|likely(p)\)
(
return@p2 r;
|
x@p2 = r
... when != x = v
return x;
)
... when any
}

// The value was there before, for whoever finds nothing better.

@preset depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier fn;
// pageck rules: identifier get = lookups
identifier get = {get_dev_pagemap};
// end of pageck rules
local idexpression x;
expression p, e, r, v, y;
position p1, p2;
@@
fn(...) {
... when any
x@p2 = r
... when != x = v
p = get@p1(...)
... when != p = e
    when != x = v
    when != false \(!p\|p == NULL\|unlikely(!p)\|unlikely(p == NULL)\|!p || y\)
    when != true \(p\|p != NULL\|likely(p)\)
return x;
... when any
}

@script:python@
fn << preset.fn;
r << preset.r;
value << preset.p;
p << preset.p1;
@@
turn_to(p)
givers.add((fn, kind(r, value)))

@script:python@
fn << fail.fn;
r << fail.r;
value << fail.p;
p << fail.p1;
@@
turn_to(p)
givers.add((fn, kind(r, value)))

// The lookup itself, and functions that are asked again by other files.

@self depends on word@
// pageck rules: identifier get = lookups
identifier get = {get_dev_pagemap};
// end of pageck rules
expression p;
position p1;
@@
p = get@p1(...)

@script:python@
get << self.get;
p << self.p1;
@@
turn_to(p)
givers.add((get, "null"))

@known depends on word@
// pageck rules: identifier fn = answers
identifier fn = {follow_devmap_pmd, follow_devmap_pud, follow_huge_pud,
	follow_page_pte};
// end of pageck rules
position p;
@@
fn@p(...) { ... }

@script:python@
fn << known.fn;
p << known.p;
@@
note(p, loops, fn, "null", "in another file")

// A test with a further condition may end a loop by that.

@more depends on word@
idexpression x;
expression e;
position q;
@@
(
IS_ERR(x) && \(PTR_ERR(x) == -EAGAIN\|PTR_ERR(x) == -EMLINK\)
|
\(!x@q\|x@q == NULL\|x@q == 0\|x@q == -EAGAIN\|PTR_ERR(x@q) == -EAGAIN\|x@q == -EMLINK\|PTR_ERR(x@q) == -EMLINK\) && e
|
e && \(!x@q\|x@q == NULL\|x@q == 0\|x@q == -EAGAIN\|PTR_ERR(x@q) == -EAGAIN\|x@q == -EMLINK\|PTR_ERR(x@q) == -EMLINK\)
)

// One that steps on in its arguments is another one each time.

@steps depends on word@
identifier h;
expression a, b;
position p;
@@
h@p(..., <+... \(a++\|++a\|a--\|--a\|a += b\|a -= b\) ...+>, ...)

// What makes a lookup succeed next time: also functions of this file that do so.

@mender depends on word exists@
identifier fn;
// pageck rules: identifier cure = cures
identifier cure = {devm_memremap_pages, memremap_pages};
// end of pageck rules
@@
fn(...) {
... when any
cure(...)
... when any
}

@script:python@
fn << mender.fn;
@@
menders.add(fn)

// Functions that return another's result when it is such a value, and loops in
// which such a value leads back to the same call. A path that counts or steps on
// isn't the same lookup again, or not for ever.

@passnull depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier fn, h;
expression e, v, w;
idexpression x;
position p;
@@
fn(...) {
... when any
(
return \(h@p(...)\|v ? h@p(...) : w\|v ? w : h@p(...)\);
|
x = h@p(...)
... when != x = v
    when != true \(x\|IS_ERR(x)\|x != NULL\|x != 0\|x < 0\|x == -EAGAIN\)
    when != false \(!x\|x == NULL\|x == 0\|x != -EAGAIN\|!x || e\)
return x;
)
... when any
}

@script:python@
fn << passnull.fn;
h << passnull.h;
p << passnull.p;
@@
note(p, callers, h, "null", fn)

@loopnull depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier h : script:python() { gives(h, "null") };
idexpression x;
// pageck rules: identifier cure = cures
identifier cure = {devm_memremap_pages, memremap_pages};
// end of pageck rules
identifier mend : script:python() { mend in menders };
identifier until : script:python() { deadline(until) };
expression a, b, e, v;
identifier yes = {true};
local idexpression i;
iterator I;
statement S;
position p != steps.p, q != more.q;
@@
x = h@p(...)
... when != x = v
    when != \(a++\|++a\|a--\|--a\|a += b\|a -= b\|a |= b\|a &= b\|a = <+... a ...+>\|a = yes\|a = i\|cure(...)\|until(...)\|mend(...)\)
    when != I(...) S
    when != true \(x\|IS_ERR(x)\|x != NULL\|x != 0\|x < 0\|x == -EAGAIN\)
    when != false \(!x\|x == NULL\|x == 0\|x != -EAGAIN\|!x || e\)
\(!x@q\|x@q == NULL\|x@q == 0\|x@q != NULL\|x@q != 0\)
... when != x = v
    when != \(a++\|++a\|a--\|--a\|a += b\|a -= b\|a |= b\|a &= b\|a = <+... a ...+>\|a = yes\|a = i\|cure(...)\|until(...)\|mend(...)\)
    when != I(...) S
    when != true \(x\|IS_ERR(x)\|x != NULL\|x != 0\|x < 0\|x == -EAGAIN\)
    when != false \(!x\|x == NULL\|x == 0\|x != -EAGAIN\|!x || e\)
x = h@p(...)

@script:python@
h << loopnull.h;
p << loopnull.p;
@@
note(p, loops, h, "null", "on line " + p[0].line)

@callnull depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier h : script:python() { gives(h, "null") };
// pageck rules: identifier cure = cures
identifier cure = {devm_memremap_pages, memremap_pages};
// end of pageck rules
identifier mend : script:python() { mend in menders };
identifier until : script:python() { deadline(until) };
idexpression x;
expression a, b;
identifier yes = {true};
local idexpression i;
iterator I;
statement S;
position p != steps.p;
@@
\(!h@p(...)\|h@p(...) == NULL\|h@p(...) == 0\|!(x = h@p(...))\|(x = h@p(...)) == NULL\|(x = h@p(...)) == 0\)
... when != \(a++\|++a\|a--\|--a\|a += b\|a -= b\|a |= b\|a &= b\|a = <+... a ...+>\|a = yes\|a = i\|cure(...)\|until(...)\|mend(...)\)
    when != I(...) S
    when != false \(!h(...)\|h(...) == NULL\|h(...) == 0\|!(x = h(...))\|(x = h(...)) == NULL\|(x = h(...)) == 0\)
\(!h@p(...)\|h@p(...) == NULL\|h@p(...) == 0\|!(x = h@p(...))\|(x = h@p(...)) == NULL\|(x = h@p(...)) == 0\)

@script:python@
h << callnull.h;
p << callnull.p;
@@
note(p, loops, h, "null", "on line " + p[0].line)

@passagain depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier fn, h;
expression v, w;
idexpression x;
position p;
@@
fn(...) {
... when any
(
return \(h@p(...)\|v ? h@p(...) : w\|v ? w : h@p(...)\);
|
x = h@p(...)
... when != x = v
    when != true \(!x\|x != -EAGAIN\|PTR_ERR(x) != -EAGAIN\|x != ERR_PTR(-EAGAIN)\|x != -EMLINK\|PTR_ERR(x) != -EMLINK\|x != ERR_PTR(-EMLINK)\|x >= 0\|!IS_ERR(x)\)
    when != false \(x == -EAGAIN\|PTR_ERR(x) == -EAGAIN\|x == ERR_PTR(-EAGAIN)\|x == -EMLINK\|PTR_ERR(x) == -EMLINK\|x == ERR_PTR(-EMLINK)\|x\|x < 0\|x != 0\|IS_ERR(x)\)
return x;
)
... when any
}

@script:python@
fn << passagain.fn;
h << passagain.h;
p << passagain.p;
@@
note(p, callers, h, "again", fn)

@loopagain depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier h : script:python() { gives(h, "again") };
idexpression x;
// pageck rules: identifier cure = cures
identifier cure = {devm_memremap_pages, memremap_pages};
// end of pageck rules
identifier mend : script:python() { mend in menders };
identifier until : script:python() { deadline(until) };
expression a, b, v;
identifier yes = {true};
local idexpression i;
iterator I;
statement S;
position p != steps.p, q != more.q;
@@
x = h@p(...)
... when != x = v
    when != \(a++\|++a\|a--\|--a\|a += b\|a -= b\|a |= b\|a &= b\|a = <+... a ...+>\|a = yes\|a = i\|cure(...)\|until(...)\|mend(...)\)
    when != I(...) S
    when != true \(!x\|x != -EAGAIN\|PTR_ERR(x) != -EAGAIN\|x != ERR_PTR(-EAGAIN)\|x != -EMLINK\|PTR_ERR(x) != -EMLINK\|x != ERR_PTR(-EMLINK)\|x >= 0\|!IS_ERR(x)\)
    when != false \(x == -EAGAIN\|PTR_ERR(x) == -EAGAIN\|x == ERR_PTR(-EAGAIN)\|x == -EMLINK\|PTR_ERR(x) == -EMLINK\|x == ERR_PTR(-EMLINK)\|x\|x < 0\|x != 0\|IS_ERR(x)\)
\(x@q == -EAGAIN\|x@q != -EAGAIN\|PTR_ERR(x@q) == -EAGAIN\|PTR_ERR(x@q) != -EAGAIN\|x@q == ERR_PTR(-EAGAIN)\|x@q != ERR_PTR(-EAGAIN)\|x@q == -EMLINK\|x@q != -EMLINK\|PTR_ERR(x@q) == -EMLINK\|PTR_ERR(x@q) != -EMLINK\|x@q == ERR_PTR(-EMLINK)\|x@q != ERR_PTR(-EMLINK)\)
... when != x = v
    when != \(a++\|++a\|a--\|--a\|a += b\|a -= b\|a |= b\|a &= b\|a = <+... a ...+>\|a = yes\|a = i\|cure(...)\|until(...)\|mend(...)\)
    when != I(...) S
    when != true \(!x\|x != -EAGAIN\|PTR_ERR(x) != -EAGAIN\|x != ERR_PTR(-EAGAIN)\|x != -EMLINK\|PTR_ERR(x) != -EMLINK\|x != ERR_PTR(-EMLINK)\|x >= 0\|!IS_ERR(x)\)
    when != false \(x == -EAGAIN\|PTR_ERR(x) == -EAGAIN\|x == ERR_PTR(-EAGAIN)\|x == -EMLINK\|PTR_ERR(x) == -EMLINK\|x == ERR_PTR(-EMLINK)\|x\|x < 0\|x != 0\|IS_ERR(x)\)
x = h@p(...)

@script:python@
h << loopagain.h;
p << loopagain.p;
@@
note(p, loops, h, "again", "on line " + p[0].line)

@callagain depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier h : script:python() { gives(h, "again") };
// pageck rules: identifier cure = cures
identifier cure = {devm_memremap_pages, memremap_pages};
// end of pageck rules
identifier mend : script:python() { mend in menders };
identifier until : script:python() { deadline(until) };
idexpression x;
expression a, b;
identifier yes = {true};
local idexpression i;
iterator I;
statement S;
position p != steps.p;
@@
\(h@p(...) == -EAGAIN\|h@p(...) == -EMLINK\|(x = h@p(...)) == -EAGAIN\|(x = h@p(...)) == -EMLINK\)
... when != \(a++\|++a\|a--\|--a\|a += b\|a -= b\|a |= b\|a &= b\|a = <+... a ...+>\|a = yes\|a = i\|cure(...)\|until(...)\|mend(...)\)
    when != I(...) S
    when != false \(h(...) == -EAGAIN\|h(...) == -EMLINK\|(x = h(...)) == -EAGAIN\|(x = h(...)) == -EMLINK\)
\(h@p(...) == -EAGAIN\|h@p(...) == -EMLINK\|(x = h@p(...)) == -EAGAIN\|(x = h@p(...)) == -EMLINK\)

@script:python@
h << callagain.h;
p << callagain.p;
@@
note(p, loops, h, "again", "on line " + p[0].line)

// By a switch on the result.

@label depends on word@
idexpression x;
expression r;
position c;
@@
switch (x) { case r@c: ... }

@loopcase depends on word disable drop_cast, is_null, is_zero, isnt_zero, not_int1, not_int2, not_ptr1, not_ptr2, paren, unlikely exists@
identifier h : script:python() { gives(h, "null") or gives(h, "again") };
idexpression label.x;
// pageck rules: identifier cure = cures
identifier cure = {devm_memremap_pages, memremap_pages};
// end of pageck rules
identifier mend : script:python() { mend in menders };
identifier until : script:python() { deadline(until) };
expression label.r, a, b, v;
identifier yes = {true};
local idexpression i;
iterator I;
statement S;
position label.c, p != steps.p;
@@
x = h@p(...)
... when != x = v
    when != \(a++\|++a\|a--\|--a\|a += b\|a -= b\|a |= b\|a &= b\|a = <+... a ...+>\|a = yes\|a = i\|cure(...)\|until(...)\|mend(...)\)
    when != I(...) S
r@c
... when != x = v
    when != \(a++\|++a\|a--\|--a\|a += b\|a -= b\|a |= b\|a &= b\|a = <+... a ...+>\|a = yes\|a = i\|cure(...)\|until(...)\|mend(...)\)
    when != I(...) S
x = h@p(...)

@script:python@
h << loopcase.h;
r << label.r;
p << loopcase.p;
@@
note(p, loops, h, kind(r, None), "on line " + p[0].line)

// The lookup itself in a loop.

@loop depends on word@
// pageck rules: identifier get = lookups
identifier get = {get_dev_pagemap};
// end of pageck rules
position p : script:python() { "on line " + p[0].line in loops.get((get, "null"), ()) };
@@
get@p(...)

// Patch mode: who is told an error from such a function.

@mine depends on patch && word@
identifier h : script:python() { gives(h, "null") };
position p;
@@
static h@p(...) { ... }

@script:python@
h << mine.h;
@@
statics.add(h)

@site depends on patch && word@
identifier h : script:python() { gives(h, "null") };
position p != mine.p;
@@
h@p(...)

@script:python@
h << site.h;
p << site.p;
@@
sites.setdefault(h, set()).add(at(p))

@returned depends on patch && word@
identifier h : script:python() { gives(h, "null") };
expression v, w;
position p;
@@
return \(h@p(...)\|v ? h@p(...) : w\|v ? w : h@p(...)\);

@script:python@
p << returned.p;
@@
handed[at(p)] = p[0].current_element

@hand depends on patch && word exists@
identifier h : script:python() { gives(h, "null") };
idexpression x;
expression v;
position p;
@@
x = h@p(...)
... when != x = v
return x;

@script:python@
p << hand.p;
@@
handed[at(p)] = p[0].current_element

@mind depends on patch && word exists@
identifier h : script:python() { gives(h, "null") };
idexpression x;
expression v;
position p;
@@
x = h@p(...)
... when != x = v
\(IS_ERR(x)\|IS_ERR_OR_NULL(x)\|PTR_ERR_OR_ZERO(x)\|x < 0\|x <= 0\)

@script:python@
p << mind.p;
@@
minded.add(at(p))

// ----------------------------------------------------------------------------

@depends on context@
identifier loop.get;
position loop.p;
@@
* get@p(...)

@script:python depends on report@
get << loop.get;
p << loop.p;
@@
coccilib.report.print_report(p[0], "ERROR: %s() fails for good here, and is called again" % get)

@script:python depends on org@
get << loop.get;
p << loop.p;
@@
cocci.print_main("%s() fails for good, and is called again" % get, p)

@script:python@
fn << preset.fn;
r << preset.r;
p << preset.p;
p1 << preset.p1;
p2 << preset.p2;
@@
if again(fn, kind(r, p)):
	presets.update((at(p1), at(p2)))

@depends on context && word@
expression x;
identifier fn;
position p : script:python() { at(p) in presets };
@@
(
* fn@p(...)
|
* x@p = ...
)

@script:python depends on report@
fn << preset.fn;
get << preset.get;
r << preset.r;
p << preset.p;
p1 << preset.p1;
p2 << preset.p2;
@@
if at(p1) in presets:
	coccilib.report.print_report(p1[0], "ERROR: %s() fails for good here; for the value on line %s the same lookup is made again %s" % (get, p2[0].line, again(fn, kind(r, p))))

@script:python depends on org@
fn << preset.fn;
get << preset.get;
r << preset.r;
p << preset.p;
p1 << preset.p1;
p2 << preset.p2;
@@
if at(p1) in presets:
	cocci.print_main("%s() fails for good" % get, p1)
	cocci.print_secs("looked up again %s" % again(fn, kind(r, p)), p2)

// This takes with it whatever else was matched: nothing of the above may follow.

@script:python@
fn << fail.fn;
r << fail.r;
p << fail.p;
@@
cocci.include_match(bool(again(fn, kind(r, p))))

@depends on context@
identifier fail.get;
position fail.p1;
@@
* get@p1(...)

@depends on context@
position fail.p2;
expression x;
@@
(
* return@p2 ...;
|
* x@p2 = ...
)

@script:python depends on report@
fn << fail.fn;
get << fail.get;
r << fail.r;
p << fail.p;
p1 << fail.p1;
p2 << fail.p2;
@@
coccilib.report.print_report(p1[0], "ERROR: %s() fails for good here; for the value on line %s the same lookup is made again %s" % (get, p2[0].line, again(fn, kind(r, p))))

@script:python depends on org@
fn << fail.fn;
get << fail.get;
r << fail.r;
p << fail.p;
p1 << fail.p1;
p2 << fail.p2;
@@
cocci.print_main("%s() fails for good" % get, p1)
cocci.print_secs("looked up again %s" % again(fn, kind(r, p)), p2)

// ----------------------------------------------------------------------------
// Patch mode. A return that only a failed lookup reaches, in a function that has
// such errors to return.

@pointer depends on patch exists@
identifier fail.fn;
type T;
expression e;
@@
T *fn(...) {
... when any
ERR_PTR(e)
... when any
}

@number depends on patch exists@
identifier fail.fn;
constant C;
@@
fn(...) {
... when any
return -C;
... when any
}

@script:python depends on patch && !pointer && !number@
fn << fail.fn;
@@
cocci.include_match(understood(fn, False))

@script:python depends on patch && (pointer || number)@
fn << fail.fn;
r << fail.r;
@@
cocci.include_match(r not in ("NULL", "0") or understood(fn, True))

@before depends on patch exists@
identifier fail.fn, fail.get;
expression e, x;
position fail.p2;
@@
fn(...) {
... when != get(...)
\(return@p2 ...;\|x@p2 = e\)
... when any
}

@found depends on patch exists@
identifier fail.get;
expression fail.p, e, v, x;
position fail.p1, fail.p2;
@@
p = get@p1(...)
... when != p = e
    when != true \(!p\|p == NULL\|unlikely(!p)\|unlikely(p == NULL)\)
    when != false \(p\|p != NULL\|likely(p)\)
\(return@p2 ...;\|x@p2 = v\)

@depends on patch && !before && !found@
expression x;
position fail.p2;
@@
(
return@p2
(
- NULL
+ ERR_PTR(-EFAULT)
|
- 0
+ -EFAULT
|
- -EAGAIN
+ -EFAULT
|
- ERR_PTR(-EAGAIN)
+ ERR_PTR(-EFAULT)
)
;
|
x@p2 =
(
- NULL
+ ERR_PTR(-EFAULT)
|
- 0
+ -EFAULT
|
- -EAGAIN
+ -EFAULT
|
- ERR_PTR(-EAGAIN)
+ ERR_PTR(-EFAULT)
)
)

// A goto, where the label for errors does the same as the one for failures before
// it returns.

@labels depends on patch exists@
identifier fail.fn, out;
idexpression x;
expression c, e;
@@
fn(...) {
... when any
x = ERR_PTR(e);
... when any
out:
c;
return x;
}

@same depends on labels exists@
identifier none != labels.out;
expression labels.c;
@@
none:
c;

@depends on same && (before || found) disable drop_else@
identifier fail.fn, fail.get, labels.out, same.none;
idexpression labels.x;
expression fail.p;
expression s;
@@
fn(...) {
<...
p = get(...);
(
- if (p)
-	s;
- else
-	goto none;
+ if (!p) {
+	x = ERR_PTR(-EFAULT);
+	goto out;
+ }
+ s;
|
if (\(!p\|unlikely(!p)\))
-	goto none;
+ {
+	x = ERR_PTR(-EFAULT);
+	goto out;
+ }
)
...>
}
