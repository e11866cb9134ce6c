#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# pageck rules cocci: what it writes, what it refuses, and that cocci/ is up to date.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 2
export PAGECK_RULES="$rules"

for f in $(grep -l '^// pageck rules: ' "$top"/cocci/*.cocci); do
	name=${f##*/}
	cp "$f" "$name"
	run rules cocci "$name"
	cmp -s "$f" "$name" || status=1
	diff "$f" "$name" > out
	expect "cocci/$name says what the rules say (else: pageck rules cocci cocci/*.cocci)" \
		0 no-out no-err
done

grep -n '=~.*[](|?)\\]' "$top"/cocci/*.cocci > out
status=0
expect 'a regular expression means the same where spatch has PCRE and where it has Str' 0 no-out

mkdir r
cp "$rules/kinds.yaml" r
cat > r/a.yaml <<'E1'
reference-kinds:
  - reference: it
    says: reference
    give-back: put
    given-back: put
    leak: it-leak
    again: it-put
    ref: x.h
references:
  - function: get_it
    acquire: return
    kind: it
    on: nonnull
    ref: x.h
  - function: [put_it, drop_it]
    release: arg0
    kind: it
    ref: x.h
  - function: eat_it
    consume: arg2
    kind: it
    ref: x.h
guards:
  - function: is_device
    true: device
    false: not-device
    ref: x.h
  - function: is_private
    true: private
    false: not-private
    ref: x.h
sinks:
  - function: list_it
    arg: arg0
    member: lru
    ref: x.h
  - function: map_it
    arg: arg0
    member: mapping
    ref: x.h
origins:
  - function: get_pages
    result: arg3[]
    may-be: [ram, fsdax]
    ref: x.h
  - function: any_page
    may-be: any
    ref: x.h
E1
PAGECK_RULES="$tmp/r"
cat > x.cocci <<'E1'
@r@
// pageck rules: identifier put = release consume(arg2) + also_this
identifier put = {stale};
// end of pageck rules
// pageck rules: call = release acquire
// end of pageck rules
// pageck rules: identifier g = guards origins(arg3[])
// end of pageck rules
// pageck rules: identifier l = sinks(arg0->lru)
// end of pageck rules
@@
put(...)
E1
cat > want <<'E1'
@r@
// pageck rules: identifier put = release consume(arg2) + also_this
identifier put = {also_this, drop_it, eat_it, put_it};
// end of pageck rules
// pageck rules: call = release acquire
(
drop_it(...)
|
get_it(...)
|
put_it(...)
)
// end of pageck rules
// pageck rules: identifier g = guards origins(arg3[])
identifier g = {get_pages, is_device};
// end of pageck rules
// pageck rules: identifier l = sinks(arg0->lru)
identifier l = {list_it};
// end of pageck rules
@@
put(...)
E1
chmod 640 x.cocci
run rules cocci x.cocci
diff want x.cocci > out 2>&1 || status=1
expect 'names by section, by place, literal; calls; a stale list goes' 0 no-err no-out
[ "$(stat -c %a x.cocci)" = 640 ] || status=1
expect 'the mode of the file stays' 0
touch -d 2001-01-01 x.cocci
run rules cocci x.cocci
[ "$(stat -c %Y x.cocci)" = "$(date -d 2001-01-01 +%s)" ] || status=1
expect 'a file that is up to date is not written' 0 no-out no-err

bad()
{
	printf '%s\n' "$2" > bad.cocci
	cp bad.cocci was
	run rules cocci bad.cocci
	cmp -s bad.cocci was || status=9
	expect "$1" 2 no-out one-err err "$3"
}
bad 'nothing to generate' '@r@' 'bad.cocci: no line begins with'
bad 'a part without an end' '// pageck rules: identifier x = release' 'bad.cocci:1: .*no end'
bad 'an unknown section' '// pageck rules: identifier x = relase
// end of pageck rules' "bad.cocci:1: no rule says anything about 'relase'"
bad 'a place nobody speaks of' '// pageck rules: identifier x = consume(arg7)
// end of pageck rules' "'consume of arg7'"
bad 'an open parenthesis' '// pageck rules: identifier x = consume(arg2
// end of pageck rules' 'closing parenthesis'
bad 'no operator' '// pageck rules: identifier x
// end of pageck rules' "no '='"
run rules cocci
expect 'no file' 2 no-out one-err err 'no file'
run rules cocci none.cocci
expect 'a file that is not there' 2 no-out one-err err 'none.cocci'
finish
