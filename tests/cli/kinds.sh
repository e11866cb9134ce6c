#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Kinds of page are what the rules say: their words, and which of them a tree has.
. "$(dirname "$0")/lib.sh"
own=$top/tests/fixtures/rules/kinds
cp "$top/tests/fixtures/kinds-of-page.c" "$tmp" && cd "$tmp" || exit 2

run check --rules "$own" kinds-of-page.c
expect 'what to test for, in the words of the group' 0 err 'note: ask page_is_recycled() first, and use it' \
	err "note: test 'page_is_recycled(page)' first$" err "note: test 'page_is_tail(page)' first$" \
	err 'note: take the head page first, and use it' not-err 'ZONE_DEVICE'

run rules list "$own"
expect 'kinds, groups and records are listed' 0 out '^kinds *tail  *part: a tail page' \
	out '^groups *recycled  *pool balloon shelf spare' out '^records *page  *stands for a page' \
	out '^guards *page_is_tail .*true: tail, false: single head'

# when: as the tree has it, an enumerator beside others, a macro
said()
{
	run check --rules "$own" kinds-of-page.c
	expect "$1" 0 "$2" "$3"
}
said 'an enum without the kind: no such pages' not-err '74:.*warning'
said 'no macro: no such pages' not-err '80:.*warning'
sed -i 's/{ USED_BY_POOL }/{ USED_BY_POOL, USED_BY_BALLOON }/' kinds-of-page.c
said 'the enumerator is there' err "74:.*warning:.*recycled memory (a balloon's)"
sed -i 's/{ USED_BY_POOL, USED_BY_BALLOON }/{ OF_NO_USE }/' kinds-of-page.c
said 'who does not see the enum cannot tell' err "74:.*warning:.*recycled memory (a balloon's)"
sed -i 's/^typedef _Bool bool;$/typedef _Bool bool; enum { HAS_SPARE };\n#define HAS_SPARES 1/' kinds-of-page.c
said 'the macro is defined' err "81:.*warning:.*recycled memory (a spare's)"
echo '#undef HAS_SPARES' >> kinds-of-page.c
said 'where the file ends' not-err '81:.*warning'

# A macro decides about a row as well.
cp -R "$own" own
cat > own/more.yaml <<'END'
guards:
  - {function: maybe, true: recycled, false: not-recycled, when: {macro: MAYBE_TELLS}, ref: a test}
  - {function: maybe, true: not-recycled, false: recycled, when: {not-macro: MAYBE_TELLS}, ref: a test}
END
cat > maybe.c <<'END'
#ifdef TELLS
#define MAYBE_TELLS
#endif
typedef _Bool bool;
struct owner { int id; };
struct page { unsigned long flags; struct owner *owner; };
struct page *page_of_user(int i);
bool maybe(const struct page *page);

int id(int i);
int id(int i)
{
	struct page *page = page_of_user(i);

	return maybe(page) ? 0 : page->owner->id;
}
END
run check --rules own maybe.c
expect 'a row for trees without the macro' 0 err 'maybe.c:15:.*warning:.*recycled'
run check --rules own -DTELLS maybe.c
expect 'and one for those with it' 0 no-err

# What is wrong with them is an error.
printf 'kinds:\n  - {kind: lonely, axis: other, says: alone, ref: a}\n' > own/bad.yaml
run rules check own
expect 'an axis without ordinary pages' 2 one-err err "no kind of page on the axis 'other' is ordinary"
printf 'records:\n  - {record: slab, main: true, ref: a}\n' > own/bad.yaml
run rules check own
expect 'two main records' 2 one-err err "'main' is 'slab' already"
finish
