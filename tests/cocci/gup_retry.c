/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Failed lookups that are answered by the same lookup, and those that end. */
#include "include/k.h"

static struct page *follow(unsigned long addr, pte_t *ptep, struct dev_pagemap **pgmap)
{
	struct page *page = NULL;

	if (pte_none(*ptep)) {
		page = ERR_PTR(-EFAULT);
		goto out;
	}
	*pgmap = get_dev_pagemap(addr >> PAGE_SHIFT, *pgmap); /* bad */
	if (*pgmap)
		page = pfn_to_page(addr >> PAGE_SHIFT);
	else
		goto no_page;
out:
	pte_unmap(ptep);
	return page;
no_page:
	pte_unmap(ptep);
	return NULL;
}

static struct page *follow_mask(unsigned long addr, pte_t *ptep, struct dev_pagemap **pgmap)
{
	return follow(addr, ptep, pgmap);
}

int get_page_of(unsigned long addr, pte_t *ptep, struct page **result)
{
	struct dev_pagemap *pgmap = NULL;
	struct page *page;
	int ret;

retry:
	page = follow_mask(addr, ptep, &pgmap);
	if (!page) {
		ret = fault_in(addr);
		if (!ret)
			goto retry;
		return ret;
	}
	if (IS_ERR(page))
		return PTR_ERR(page);
	*result = page;
	put_dev_pagemap(pgmap);
	return 0;
}

static int try_lookup(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL); /* bad */

	if (!pgmap)
		return -EAGAIN;
	put_dev_pagemap(pgmap);
	return -EINVAL;
}

int wait_for_lookup(unsigned long pfn)
{
	int ret;

	do {
		ret = try_lookup(pfn);
		cond_resched();
	} while (ret == -EAGAIN);
	return ret;
}

void by_itself(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

again:
	pgmap = get_dev_pagemap(pfn, NULL); /* bad: by hand */
	if (!pgmap) {
		cond_resched();
		goto again;
	}
	put_dev_pagemap(pgmap);
}

static struct page *follow_error(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return ERR_PTR(-EFAULT);
	put_dev_pagemap(pgmap);
	return pfn_to_page(pfn);
}

struct page *ends(unsigned long pfn)
{
	struct page *page;

	do {
		page = follow_error(pfn);
	} while (!page);
	return page;
}

static struct page *follow_null(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return NULL;
	put_dev_pagemap(pgmap);
	return pfn_to_page(pfn);
}

int each_pfn(unsigned long pfn, unsigned long end)
{
	struct page *page;
	int n = 0;

	for (; pfn < end; pfn++) {
		page = follow_null(pfn);
		if (!page)
			continue;
		n++;
	}
	return n;
}

struct page *three_times(unsigned long pfn)
{
	struct page *page;
	int tries = 3;

	do {
		page = follow_null(pfn);
		if (page)
			break;
	} while (--tries);
	return page;
}

void *make_it(unsigned long pfn, struct dev_pagemap *mine)
{
	struct dev_pagemap *pgmap;

again:
	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap) {
		if (IS_ERR(memremap_pages(mine, 0)))
			return NULL;
		goto again;
	}
	return pgmap;
}

/* no error of its own yet, but all who call it would know one */
static struct page *understood(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL); /* bad */

	if (!pgmap)
		return NULL;
	put_dev_pagemap(pgmap);
	return pfn_to_page(pfn);
}

static struct page *hands_it_on(unsigned long pfn)
{
	if (busy(pfn))
		return understood(pfn);
	return step(pfn) ? ERR_PTR(-ENOMEM) : understood(pfn);
}

int tells_errors(unsigned long pfn, struct page **result)
{
	struct page *page;

	while (1) {
		page = hands_it_on(pfn);
		if (page)
			break;
		if (fault_in(pfn))
			return -EFAULT;
	}
	if (IS_ERR(page))
		return PTR_ERR(page);
	*result = page;
	return 0;
}

/* the second of its callers takes an error for a page */
static struct page *not_by_all(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	if (busy(pfn))
		return ERR_PTR(-EBUSY);
	pgmap = get_dev_pagemap(pfn, NULL); /* bad: by hand */
	if (!pgmap)
		return NULL;
	put_dev_pagemap(pgmap);
	return pfn_to_page(pfn);
}

struct page *tells_some(unsigned long pfn)
{
	struct page *page;

	do {
		page = not_by_all(pfn);
		cond_resched();
	} while (!page);
	return page;
}

void takes_all(unsigned long pfn)
{
	struct page *page = not_by_all(pfn);

	if (page)
		put_page(page);
}

static int none_yet(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL); /* bad */

	if (!pgmap)
		return 0;
	put_dev_pagemap(pgmap);
	return 1;
}

int until_one(unsigned long pfn)
{
	int ret;

	do {
		ret = none_yet(pfn);
		if (ret < 0)
			return ret;
	} while (!ret);
	return 0;
}

static int none_or_some(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL); /* bad: by hand */

	if (!pgmap)
		return 0;
	put_dev_pagemap(pgmap);
	return 1;
}

void until_some(unsigned long pfn)
{
	while (!none_or_some(pfn))
		cond_resched();
}

void assigned_and_tested(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	while (!(pgmap = get_dev_pagemap(pfn, NULL))) /* bad: by hand */
		cond_resched();
	put_dev_pagemap(pgmap);
}

static int five_times(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -EAGAIN;
	put_dev_pagemap(pgmap);
	return 0;
}

int counted_in_the_condition(unsigned long pfn)
{
	int ret, tries = 0;

	do {
		ret = five_times(pfn);
	} while (ret == -EAGAIN && tries++ < 5);
	return ret;
}

bool for_a_while(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap;

	while (time_before(jiffies, end)) {
		pgmap = get_dev_pagemap(pfn, NULL);
		if (pgmap) {
			put_dev_pagemap(pgmap);
			return true;
		}
		cond_resched();
	}
	return false;
}

int steps_in_its_arguments(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap;
	int n = 0;

	while (pfn < end) {
		pgmap = get_dev_pagemap(pfn++, NULL);
		if (!pgmap)
			continue;
		n++;
		put_dev_pagemap(pgmap);
	}
	return n;
}

static int make_one(struct dev_pagemap *mine)
{
	return PTR_ERR_OR_ZERO(memremap_pages(mine, 0));
}

int makes_it_by_a_helper(unsigned long pfn, struct dev_pagemap *mine)
{
	struct dev_pagemap *pgmap;

	while (!(pgmap = get_dev_pagemap(pfn, NULL)))
		if (make_one(mine))
			return -EIO;
	put_dev_pagemap(pgmap);
	return 0;
}
