#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# fix: patches that hold, none where nothing does, and what is written where.
. "$(dirname "$0")/lib.sh"
command -v make > /dev/null || { echo 'ok # SKIP no make'; exit 0; }
export GIT_AUTHOR_NAME='An Author' GIT_AUTHOR_EMAIL=author@example.org GIT_COMMITTER_NAME=t \
	GIT_COMMITTER_EMAIL=t@example.org GIT_CONFIG_NOSYSTEM=1 ARCH=x86
mkdir -p "$tmp/k/mm" "$tmp/k/include/linux" "$tmp/k/include/config" "$tmp/k/include/generated" &&
	cd "$tmp/k" || exit 2

printf 'VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 1\nall: mm/\ninclude mm/Makefile\n.PHONY: all mm/\n' > Makefile
: > Kbuild
: > include/linux/kernel.h
printf '# Linux/x86 6.99.1 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n' > .config
: > include/config/auto.conf
: > include/generated/autoconf.h
echo '.*' > .gitignore
cp -r "$top/tests/fixtures/include" mm/
echo 'mm/:' > mm/Makefile

# unit NAME: its text on standard input
unit()
{
	cat > "mm/$1.c"
	printf '\tgcc -D__KERNEL__ -Imm $(KCFLAGS) -DKBUILD_BASENAME='"'\"%s\"'"' -c -o mm/%s.o mm/%s.c\n' \
		"$1" "$1" "$1" >> mm/Makefile
}

fix()
{
	run fix --rules "$rules" "$@"
}

# is_text NAME FILE: standard input is what FILE has to be
is_text()
{
	cat > "$tmp/want"
	if cmp -s "$tmp/want" "$2"; then
		ok "$1"
	else
		diff -u "$tmp/want" "$2" >&2
		not_ok "$1"
	fi
}

# applies NAME FILE...: the patch on standard output, to a copy; then FILEs are clean
applies()
{
	name=$1
	shift
	rm -rf "$tmp/copy" && cp -a . "$tmp/copy" && (cd "$tmp/copy" && patch -p1 -s < "$tmp/out") > "$tmp/err" 2>&1 &&
		(cd "$tmp/copy" && "$PAGECK" audit --no-store --rules "$rules" "$@") > "$tmp/out" 2> "$tmp/err"
	status=$?
	[ $status = 0 ] && ok "$name" || not_ok "$name"
}

# --- leaks ------------------------------------------------------------------------------

unit early <<'EOF'
#include "include/mini.h"

int early(unsigned long pfn, int flag)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (flag)
		return -EINVAL;
	put_dev_pagemap(pgmap);
	return 0;
}
EOF
unit ladder <<'EOF'
#include "include/mini.h"

int ladder(unsigned long pfn, void **a)
{
	struct dev_pagemap *pgmap;
	int ret = -ENOMEM;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return -ENXIO;
	*a = kzalloc(64);
	if (!*a)
		goto out;
	ret = 0;

out_put:
	put_dev_pagemap(pgmap);
out:
	return ret;
}
EOF
unit label <<'EOF'
#include "include/mini.h"

int label(unsigned long pfn, int nr)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = 0;

	if (!pgmap)
		return -ENXIO;
	if (nr > 3)
		return -EINVAL;
	if (nr > 2) {
		ret = -EBUSY;
		goto out;
	}
out:
	put_dev_pagemap(pgmap);
	return ret;
}
EOF
unit arms <<'EOF'
#include "include/mini.h"

int arms(unsigned long pfn, int nr)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (nr)
		return -EINVAL;
	else
		put_dev_pagemap(pgmap);
	return 0;
}
EOF
fix mm/early.c
expect 'a leak' 1 out '^mm/early.c:10:3: warning: .*\[-Wpgmap-leak\]$' \
	out '^mm/early.c:10:3: note: in early() this change puts .pgmap. before the return$' \
	err '^pageck: 1 finding, 1 with a fix, 0 without; 1 tried'
applies 'its patch applies, and then it is gone' mm/early.c
fix --format diff mm/early.c
sed 1d "$tmp/out" > "$tmp/diff"
is_text 'as a diff, in the kernel'\''s style' "$tmp/diff" <<'EOF'
--- a/mm/early.c
+++ b/mm/early.c
@@ -6,8 +6,10 @@ int early(unsigned long pfn, int flag)
 
 	if (!pgmap)
 		return -ENXIO;
-	if (flag)
+	if (flag) {
+		put_dev_pagemap(pgmap);
 		return -EINVAL;
+	}
 	put_dev_pagemap(pgmap);
 	return 0;
 }
EOF
fix --format diff mm/ladder.c
expect 'a label that puts it is there' 1 out '^-		goto out;$' out '^+		goto out_put;$'
applies 'and holds' mm/ladder.c
fix --format diff mm/label.c
expect 'so is one that returns a variable' 1 out '^+		ret = -EINVAL;$' out '^+		goto out;$' out '^-		return -EINVAL;$'
applies 'which holds' mm/label.c
fix --format diff mm/arms.c
expect 'both arms get braces' 1 out '^+	if (nr) {$' out '^+	} else {$' out '^+	}$'
applies 'the one with braces' mm/arms.c

# what is used in the return can't be put before it; a put there would be a second one
unit used <<'EOF'
#include "include/mini.h"

int used(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	return pgmap->type;
}
EOF
unit other <<'EOF'
#include "include/mini.h"

int other(unsigned long pfn, int flag)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = 0;

	if (!pgmap)
		return -ENXIO;
	if (flag)
		put_dev_pagemap(pgmap);
	if (pfn > 4)
		ret = 1;
	return ret;
}
EOF
fix mm/used.c
expect 'a fix that uses what was put is not shown' 1 no-out \
	err '^mm/used.c:9:2: no fix was found that removes .*\[-Wpgmap-leak\]: .* was tried, the last leads to: .pgmap. is used after' \
	err '^pageck: 1 finding, 0 with a fix, 1 without'
fix --format diff mm/other.c
expect 'one that breaks another path is not shown' 1 no-out err 'no fix was found.*put a second time'

# --- retries --------------------------------------------------------------------------------

# retry NAME: with `answer`, what a failed lookup is reported as
retry()
{
	sed "s/ANSWER/$answer/" <<'EOF' | unit "$1"
#include "include/mini.h"

int fault_in(struct vm_area_struct *vma, unsigned long addr);

static struct page *follow(unsigned long addr, pte_t *ptep, struct dev_pagemap **pgmap)
{
	struct page *page = NULL;
	pte_t pte = *ptep;

	if (pte_none(pte))
		return NULL;
	if (!pte_devmap(pte))
		return ERR_PTR(-EEXIST);
	*pgmap = get_dev_pagemap(pte_pfn(pte), *pgmap);
	ANSWER
	page = pte_page(pte);
out:
	return page;
}

long get_one(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page **pages)
{
	struct dev_pagemap *pgmap = NULL;
	struct page *page;
	int ret = 0;

retry:
	page = follow(addr, ptep, &pgmap);
	if (!page) {
		ret = fault_in(vma, addr);
		if (!ret)
			goto retry;
		goto out;
	}
	if (IS_ERR(page)) {
		ret = PTR_ERR(page);
		goto out;
	}
	pages[0] = page;
out:
	if (pgmap)
		put_dev_pagemap(pgmap);
	return ret;
}
EOF
}
answer='if (!*pgmap)\n\t\treturn NULL;' retry null
fix --format diff mm/null.c
expect 'NULL for a failed lookup' 1 out '^-		return NULL;$' out '^+		return ERR_PTR(-EFAULT);$'
applies 'and it ends' mm/null.c
answer='if (!*pgmap)\n\t\tgoto out;' retry variable
fix --format diff mm/variable.c
expect 'in a variable' 1 out '^+		page = ERR_PTR(-EFAULT);$' out '^ 		goto out;$'
applies 'which ends, too' mm/variable.c
unit deaf <<'EOF'
#include "include/mini.h"

int fault_in(struct vm_area_struct *vma, unsigned long addr);

static struct page *follow(unsigned long addr, pte_t *ptep, struct dev_pagemap **pgmap)
{
	pte_t pte = *ptep;

	if (pte_none(pte))
		return NULL;
	*pgmap = get_dev_pagemap(pte_pfn(pte), *pgmap);
	if (!*pgmap)
		return NULL;
	return pte_page(pte);
}

long get_one(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, struct page **pages)
{
	struct dev_pagemap *pgmap = NULL;
	struct page *page;

	while (!(page = follow(addr, ptep, &pgmap)))
		if (fault_in(vma, addr))
			break;
	pages[0] = page;
	put_dev_pagemap(pgmap);
	return 0;
}
EOF
fix mm/deaf.c
expect 'a caller that knows no error pointer' 1 no-out err 'no fix was found.*not all callers tell an error pointer'

# --- guards --------------------------------------------------------------------------------------

unit guard <<'EOF'
#include "include/mini.h"

bool PageAnon(struct page *page);
bool lock_it(struct page *page);
void unlock_it(struct page *page);

struct inode *behind(unsigned long addr)
{
	struct address_space *mapping;
	struct inode *inode;
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return NULL;
	mapping = page->mapping;
	if (!mapping)
		return NULL;
	inode = mapping->host;
	return inode;
}

unsigned long inside(unsigned long addr)
{
	unsigned long n = 0;
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (lock_it(page)) {
		n = page->mapping->nrpages;
		unlock_it(page);
	}
	put_page(page);
	return n;
}
EOF
fix --format diff mm/guard.c
expect 'a missing test' 1 out '^+	if (is_zone_device_page(page))$' out '^+		return NULL;$'
expect 'in front of what the body undoes' 1 out '^+	if (!is_zone_device_page(page) && lock_it(page)) {$'
applies 'both hold' mm/guard.c
unit lone <<'EOF'
#include "include/mini.h"

int lone(unsigned long addr)
{
	struct inode *inode;
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -1;
	inode = page->mapping->host;
	put_page(page);
	return inode->i_ino != 0;
}
EOF
fix mm/lone.c
expect 'no way out that is known to be right' 1 no-out err 'no fix was found.*nothing fits the code around it'
# What follows from a use. guards NAME: the functions on standard input, and the fix
guards()
{
	{
		cat <<'END'
#include "include/mini.h"

bool PageReserved(struct page *page);
extern unsigned long vmemmap_base;

static inline int PageAnon(struct page *page)
{
	return ((unsigned long)page->mapping & PAGE_MAPPING_ANON) != 0;
}

END
		cat
	} | unit "$1"
	fix --format diff "mm/$1.c"
}

# an entry's test is narrower than that of any device page, where the function has asked it
guards entry <<'EOF'
int entry(pte_t *ptep)
{
	pte_t pte = *ptep;
	struct page *page;

	if (pte_devmap(pte) && pte_none(pte))
		return 0;
	page = (struct page *)vmemmap_base + pte_pfn(pte);
	if (!PageAnon(page))
		return 1;
	return pte_none(pte);
}
EOF
expect 'the narrowest test' 1 out '^+	if (pte_devmap(pte) || !PageAnon(page))$'
applies 'it holds' mm/entry.c
guards coherent <<'EOF'
int coherent(unsigned long addr)
{
	struct page *page;
	int n = 0;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (!PageAnon(page))
		n = 1;
	put_page(page);
	return n;
}
EOF
expect 'a test that takes anonymous device memory along' 1 no-out err 'no fix was found'
run audit --rules "$rules" mm/coherent.c
expect 'the advice says so' 1 \
	out "note: tell ZONE_DEVICE (fsdax) from other pages first; 'is_zone_device_page(page)' is true for .*device-coherent"
guards handed <<'EOF'
static int inner(struct page *page)
{
	struct address_space *mapping = page->mapping;

	if (!mapping)
		return -EBUSY;
	return mapping->nrpages != 0;
}

int handed(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (!is_zone_device_page(page))
		return 0;
	return inner(page);
}
EOF
expect 'callers hand over device pages alone' 1 no-out err 'no fix was found.*: only ZONE_DEVICE pages come here'
guards either <<'EOF'
static int inner(struct page *page)
{
	struct address_space *mapping;

	mapping = page->mapping;
	if (!mapping)
		return -EBUSY;
	return mapping->nrpages != 0;
}

int either(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	return inner(page);
}
EOF
expect 'or others, too' 1 out '^+	if (is_zone_device_page(page))$' out '^+		return -EBUSY;$'
guards declared <<'EOF'
int declared(struct page **pages, unsigned long addr)
{
	struct page *page;
	int n;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	for (n = 0; n < 3; n++) {
		struct address_space *mapping = page->mapping;

		if (!mapping)
			return -EBUSY;
		addr += mapping->nrpages;
	}
	return addr != 0;
}
EOF
expect 'no statement in front of a declaration' 1 no-out err 'no fix was found'
guards known <<'EOF'
unsigned long known(unsigned long addr)
{
	struct address_space *mapping;
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (is_zone_device_page(page)) {
		mapping = page->mapping;
		if (!mapping)
			return 0;
		return mapping->nrpages;
	}
	return 1;
}
EOF
expect 'a page that a test has shown to be one' 1 no-out err 'no fix was found'

# ways out: none that skips what must be undone
guards between <<'EOF'
unsigned long between(unsigned long addr, unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	unsigned long n = 0;
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (PageReserved(page))
		goto out;
	pgmap = get_dev_pagemap(pfn, NULL);
	n = page->mapping->nrpages;
	put_dev_pagemap(pgmap);
out:
	put_page(page);
	return n;
}
EOF
expect 'between a get and its put' 1 no-out err 'no fix was found'
guards locked <<'EOF'
unsigned long locked(unsigned long addr)
{
	unsigned long n = 0;
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (PageReserved(page))
		goto out;
	lock_page(page);
	n = page->mapping->nrpages;
	unlock_page(page);
out:
	put_page(page);
	return n;
}
EOF
expect 'between a lock and its unlock' 1 no-out err 'no fix was found'
guards putting <<'EOF'
unsigned long putting(unsigned long addr)
{
	struct page *page = NULL;
	unsigned long n = 0;

	get_user_pages_fast(addr, 1, FOLL_WRITE, &page);
	if (page) {
		n = page->mapping->nrpages;
		put_page(page);
	}
	return n;
}
EOF
expect 'a branch that puts the page' 1 no-out err 'no fix was found'
guards unset <<'EOF'
unsigned long unset(unsigned long addr)
{
	unsigned long n;
	struct page *page = NULL;

	get_user_pages_fast(addr, 1, FOLL_WRITE, &page);
	if (page)
		n = page->mapping->nrpages;
	return n;
}
EOF
expect 'a branch that sets what is used behind it' 1 no-out err 'no fix was found'
guards out <<'EOF'
unsigned long out(unsigned long addr)
{
	unsigned long n = 0;
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (PageReserved(page)) {
		put_page(page);
		return 0;
	}
	n = page->mapping->nrpages;
	put_page(page);
	return n;
}
EOF
expect 'a way out of more than a jump' 1 out '^+	if (is_zone_device_page(page)) {$' \
	out '^+		put_page(page);$' out '^+		return 0;$'
applies 'the same there' mm/out.c
guards again <<'EOF'
unsigned long again(unsigned long addr)
{
	unsigned long n = 0;
	struct page *page;

again:
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (PageReserved(page))
		goto again;
	n = page->mapping->nrpages;
	put_page(page);
	return n;
}
EOF
expect 'a jump that looks it up again' 1 no-out err 'no fix was found'
guards says_yes <<'EOF'
bool says_yes(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return false;
	if (PageReserved(page))
		return true;
	return page->mapping->nrpages != 0;
}
EOF
expect 'an answer that is no refusal' 1 no-out err 'no fix was found'
guards answers <<'EOF'
int answers(unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	ret = -EINVAL;
	if (PageReserved(page))
		goto out;
	ret = 0;
	addr = page->mapping->nrpages;
	put_page(page);
out:
	return ret;
}
EOF
expect 'an answer that has changed meanwhile' 1 no-out err 'no fix was found'
guards when_built <<'EOF'
unsigned long when_built(unsigned long addr)
{
	unsigned long n = 0;
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
#ifndef CONFIG_ODD
	if (PageReserved(page))
		goto out;
#endif
	n = page->mapping->nrpages;
out:
	put_page(page);
	return n;
}
EOF
expect 'a way out that not every configuration has' 1 no-out err 'no fix was found'
guards loops <<'EOF'
unsigned long loops(unsigned long addr, struct page **pages)
{
	unsigned long n = 0, i;

	for (i = 0; i < 4; i++) {
		struct page *page;

		if (get_user_pages_fast(addr + i, 1, FOLL_WRITE, &page) != 1)
			continue;
		if (PageReserved(page))
			continue;
		n += page->mapping->nrpages;
		pages[i] = page;
	}
	return n;
}

unsigned long for_ever(unsigned long addr)
{
	for (;;) {
		struct page *page;

		if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
			return 0;
		if (PageReserved(page))
			continue;
		return page->mapping->nrpages;
	}
}
EOF
expect 'the next turn, in a loop that has one' 1 out '^+		if (is_zone_device_page(page))$' \
	out '^+			continue;$' err 'no fix was found' err '1 with a fix, 1 without'

# conditions: such a page has no file, and is equal to none
guards equal <<'EOF'
int unequal(unsigned long addr, struct inode *inode)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (page->mapping->host != inode)
		return -EINVAL;
	return 1;
}

int equal(unsigned long addr, struct inode *inode)
{
	struct page *page;
	int n = 0;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (page->mapping->host == inode)
		n = 1;
	return n;
}

int order(unsigned long addr)
{
	struct page *page;
	int n = 0;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (page->mapping->nrpages > 3)
		n = 1;
	return n;
}
EOF
expect 'equal to none' 1 out '^+	if (is_zone_device_page(page) || page->mapping->host != inode)$' \
	out '^+	if (!is_zone_device_page(page) && page->mapping->host == inode)$' err '2 with a fix, 1 without'
guards twice <<'EOF'
unsigned long twice(unsigned long addr)
{
	unsigned long n = 0;
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return 0;
	if (PageReserved(page))
		goto out;
	n = page->mapping->nrpages;
	n += page->mapping->host->i_ino;
	n += page->mapping->nrpages;
out:
	put_page(page);
	return n;
}
EOF
expect 'several uses' 1 out '^+	if (is_zone_device_page(page))$' err '1 with a fix, 0 without'
unit setup <<'EOF'
#include "include/mini.h"

void twice(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	put_dev_pagemap(pgmap);
	put_dev_pagemap(pgmap);
}
EOF
fix mm/setup.c
expect 'a kind that has none' 1 no-out err 'no fix was found.*\[-Wpgmap-put\]: for this kind it is yours'

# --- which ones ------------------------------------------------------------------------------------

fix --rule gup-retry mm/early.c
expect 'none of this rule' 0 no-out err '^pageck: 0 findings'
"$PAGECK" audit --rules "$rules" --format json mm/early.c > "$tmp/json" 2> /dev/null
id=$(sed -n 's/.*"fingerprint": "\([0-9a-f]*\)".*/\1/p' "$tmp/json" | head -1)
fix --id "$id" mm/early.c mm/label.c
expect 'by its fingerprint' 1 out '^mm/early.c' not-out 'mm/label.c' err '^pageck: 1 finding'
fix --id "$(printf %.12s "$id")" mm
expect 'and the beginning of one' 1 out '^mm/early.c' not-out 'mm/label.c' err '^pageck: 1 finding'
sed 's|return -EINVAL;|& /* pageck: ignore pgmap-leak: known */|' mm/early.c > "$tmp/early.c"
cp mm/early.c "$tmp/saved.c" && cp "$tmp/early.c" mm/early.c
fix mm/early.c
expect 'what is silenced is left alone' 0 no-out err '^pageck: 0 findings'
cp "$tmp/saved.c" mm/early.c

# --- the files -------------------------------------------------------------------------------------

before=$(cat mm/*.c | cksum)
fix mm
expect 'several files' 1 out '^--- a/mm/early.c' out '^--- a/mm/label.c'
[ "$before" = "$(cat mm/*.c | cksum)" ] && ok 'nothing is changed' || not_ok 'nothing is changed'
chmod 444 mm/early.c
fix --apply mm/early.c mm/label.c
expect 'a file that is read-only' 2 err 'early.c is read-only: nothing was changed'
[ "$before" = "$(cat mm/*.c | cksum)" ] && ok 'nor is the other one' || not_ok 'nor is the other one'
chmod 640 mm/early.c
fix --apply --format diff mm/early.c mm/label.c
expect '--apply' 0 out '^+++ b/mm/early.c' err 'the files were changed'
[ "$(stat -c %a mm/early.c)" = 640 ] && ok 'the mode stays' || not_ok 'the mode stays'
run audit --rules "$rules" mm/early.c mm/label.c
expect 'they are gone' 0 no-out
after=$(cat mm/*.c | cksum)
fix --apply mm/early.c mm/label.c
expect 'once more' 0 no-out err '^pageck: 0 findings'
[ "$after" = "$(cat mm/*.c | cksum)" ] && ok 'changes nothing' || not_ok 'changes nothing'
fix --apply mm/used.c mm/arms.c
expect 'one that stays' 1 err '^pageck: 2 findings, 1 with a fix, 1 without.*the files were changed'
printf 'int elsewhere;\n' > "$tmp/elsewhere.c"
cp mm/ladder.c "$tmp/elsewhere.c" && ln -sf "$tmp/elsewhere.c" mm/ladder.c
before=$(cksum < "$tmp/elsewhere.c")
fix --apply mm/
[ "$before" = "$(cksum < "$tmp/elsewhere.c")" ] && ok 'a link out of the tree is not followed' ||
	not_ok 'a link out of the tree is not followed'
rm mm/ladder.c && cp "$tmp/elsewhere.c" mm/ladder.c
fix --output "$tmp/patch" --format diff mm/ladder.c
expect 'into a file' 1 no-out
grep -q '^+		goto out_put;$' "$tmp/patch" && ok 'it is there' || not_ok 'it is there'

# --- mistakes -------------------------------------------------------------------------------------------

fix --rule pgmap-leek mm
expect 'a rule that is not there' 2 no-out err "there is no rule 'pgmap-leek'; did you mean 'pgmap-leak'"
fix --format dif mm
expect 'a format' 2 no-out err "did you mean 'diff'"
fix --id xyz mm
expect 'no fingerprint' 2 no-out err 'takes a fingerprint'
fix mm/nothing.c
expect 'no such file' 2 no-out err 'nothing.c'
fix --output "$tmp/no/such" mm/ladder.c
expect 'nowhere to write to' 2 no-out err 'cannot write'

# --- commits ----------------------------------------------------------------------------------------------

if ! command -v git > /dev/null; then
	echo 'ok # SKIP no git'
	finish
fi
fix --commit-message mm/ladder.c
expect 'a mail without git' 1 out '^Subject: \[PATCH\] mm/ladder: put pgmap on a missed path of ladder()$' \
	out '^\[Fixes: the tree is not in git.\]' out '^From: '
mkdir "$tmp/mend" && mv mm/ladder.c mm/null.c "$tmp/mend"
git init -q . && git add . && git commit -qm 'first' || exit 2
cp "$tmp/mend/null.c" mm/ && git add . && git commit -qm 'mm: follow pages' || exit 2
null=$(git rev-parse --short=12 HEAD)
sed 's/goto out;/goto out_put;/' "$tmp/mend/ladder.c" > mm/ladder.c && git add . && git commit -qm 'mm: a ladder' || exit 2
sed 's/goto out_put;/goto out;/' mm/ladder.c > "$tmp/l" && cp "$tmp/l" mm/ladder.c && git commit -qam 'mm: the wrong step' || exit 2
ladder=$(git rev-parse --short=12 HEAD)
fix --commit-message mm/ladder.c mm/null.c
cp "$tmp/out" "$tmp/series"
expect 'a series' 1 out '^Subject: \[PATCH 1/2\] mm/ladder: put pgmap on a missed path of ladder()$' \
	out '^Subject: \[PATCH 2/2\] mm/null: end a lookup' out '^From: An Author <author@example.org>$' \
	out "^Fixes: $ladder (\"mm: the wrong step\")\$" out "^Fixes: $null (\"mm: follow pages\")\$" out '^This was found by pageck [0-9.]*[-0-9a-z]*, a static' \
	out 'neither built nor run' not-out 'Signed-off-by' not-out 'Reported-by'
git am -q "$tmp/series" > "$tmp/out" 2> "$tmp/err"
status=$?
expect 'git am takes it' 0
[ "$(git log -1 --format=%s HEAD~1)" = 'mm/ladder: put pgmap on a missed path of ladder()' ] &&
	ok 'as two commits' || not_ok 'as two commits'
run audit --rules "$rules" mm/ladder.c mm/null.c
expect 'after which both are gone' 0 no-out

# a put that was taken out is nobody's line
unit gone <<'EOF'
#include "include/mini.h"

int gone(unsigned long pfn, int flag)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	put_dev_pagemap(pgmap);
	return flag;
}
EOF
git add . && git commit -qm 'mm: look a pagemap up' && sed -i '/put_dev/d' mm/gone.c && git commit -qam 'mm: less code' || exit 2
fix --commit-message mm/gone.c
expect 'who took the put out' 1 out "^Fixes: $(git rev-parse --short=12 HEAD) (\"mm: less code\")\$"
echo '/* not committed */' >> mm/gone.c
sed -i 's/return flag;/flag++;\n\treturn flag;/' mm/gone.c
fix --commit-message mm/gone.c
expect 'lines of the work tree' 1 out '^Fixes: \|^\[Fixes: the lines are not committed'

# what is read is not all that there is
unit broken <<'EOF'
#include "include/mini.h"

int broken(void)
{
	return !get_dev_pagemap(no_such_name, NULL);
}
EOF
fix mm/broken.c
expect 'a file that cannot be analysed' 3 no-out err 'mm/broken.c.* is not analysed' err '^pageck: 0 findings'
fix mm/broken.c mm/gone.c
expect 'beside one with a finding' 1 out '^mm/gone.c'
echo old > "$tmp/old"
fix -o "$tmp/none/patch" mm/early.c
expect 'a patch that has no place' 2 no-out one-err err 'none/patch'
fix -o "$tmp/old" mm/none.c
[ "$(cat "$tmp/old")" = old ] || status=1
expect 'an old patch stays until there is a new one' 2 no-out
finish
