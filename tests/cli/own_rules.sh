#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Rules of somebody else's: kinds of reference that no C code knows.
. "${0%/*}/lib.sh"

cd "$tmp" || exit 2
mkdir r
cat > r/a.yaml <<'E'
reference-kinds:
  - reference: loan
    says: loan
    give-back: return
    given-back: returned
    leak: book-lost
    again: book-returned
    mismatch: book-counter
    ref: library.h
  - reference: reservation
    says: reservation
    give-back: cancel
    given-back: cancelled
    leak: book-reserved
    again: book-cancelled
    ref: library.h
references:
  - function: borrow_book
    acquire: return
    on: nonnull
    kind: loan
    ref: library.h
  - function: return_book
    release: arg0
    kind: loan
    ref: library.h
  - function: reserve_book
    acquire: return
    on: nonnull
    kind: reservation
    ref: library.h
  - function: cancel_book
    release: arg0
    kind: reservation
    ref: library.h
  - function: read_book
    borrow: arg0
    ref: library.h
E
cat > book.c <<'E'
struct book;
struct book *borrow_book(int n);
void return_book(struct book *b);
struct book *reserve_book(int n);
void cancel_book(struct book *b);
int read_book(struct book *b);

int loses(int n)
{
	struct book *b = borrow_book(n);

	if (!b)
		return -1;
	if (read_book(b))
		return -2;
	return_book(b);
	return 0;
}

int cancels(int n)
{
	struct book *b = borrow_book(n);

	if (!b)
		return -1;
	cancel_book(b);
	return 0;
}

int forgets(int n)
{
	struct book *b = reserve_book(n);

	return b ? 0 : -1;
}

int twice(int n)
{
	struct book *b = reserve_book(n);

	if (!b)
		return -1;
	cancel_book(b);
	cancel_book(b);
	return 0;
}

int both(int n)
{
	struct book *b = borrow_book(n), *r = reserve_book(n);

	if (b)
		return_book(b);
	if (r)
		cancel_book(r);
	return 0;
}
E
run check --rules r book.c
expect "a kind of reference is data: what is lost, mixed up, given back twice, each in its words" 0 no-out \
	err "^book.c:15:3: warning: 'loses' returns with the loan held by 'b' not returned \[-Wbook-lost\]" \
	err "loan taken here by 'borrow_book'" err "call 'return_book' on this path" \
	err "^book.c:26:2: warning: 'b' is held by a loan, and is cancelled like a reservation \[-Wbook-counter\]" \
	err "call 'return_book' for it" \
	err "^book.c:34:2: warning: .* not cancelled \[-Wbook-reserved\]" \
	err "^book.c:44:2: warning: the reservation held by 'b' is cancelled a second time \[-Wbook-cancelled\]"
[ "$(grep -c warning: "$tmp/err")" = 4 ] && ok "and nothing else" || not_ok "and nothing else"

finish
