/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More ways to answer a failed lookup. */
#include "include/k.h"

int fault(unsigned long addr);
void *lock;
static struct page *for_ever(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL); /* bad */

	if (!pgmap)
		return NULL;
	put_dev_pagemap(pgmap);
	return pfn_to_page(pfn);
}

struct page *for_ever_asks(unsigned long pfn)
{
	struct page *page;

	for (;;) {
		page = for_ever(pfn);
		if (IS_ERR(page))
			return page;
		if (page)
			return page;
		if (fault(pfn))
			return ERR_PTR(-ENOMEM);
	}
}

static int by_case(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL); /* bad */

	if (!pgmap)
		return -EAGAIN;
	put_dev_pagemap(pgmap);
	return 0;
}

int by_case_asks(unsigned long pfn)
{
	int ret;
retry:
	ret = by_case(pfn);
	switch (ret) {
	case 0:
		return 0;
	case -EAGAIN:
		cond_resched();
		goto retry;
	default:
		return ret;
	}
}

static struct page *coded(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	if (!pfn)
		return ERR_PTR(-EFAULT);
	pgmap = get_dev_pagemap(pfn, NULL); /* bad */
	if (unlikely(!pgmap))
		return ERR_PTR(-EAGAIN);
	put_dev_pagemap(pgmap);
	return pfn_to_page(pfn);
}

static struct page *coded_handed_on(unsigned long pfn)
{
	struct page *page = coded(pfn);

	if (IS_ERR(page))
		return page;
	get_page(page);
	return page;
}

int compared_coded(unsigned long pfn)
{
	struct page *page;

	while (1) {
		page = coded_handed_on(pfn);
		if (page != ERR_PTR(-EAGAIN))
			break;
		schedule();
	}
	if (IS_ERR(page))
		return PTR_ERR(page);
	put_page(page);
	return 0;
}

int compared_decoded(unsigned long pfn)
{
	struct page *page;

	do {
		page = coded_handed_on(pfn);
	} while (IS_ERR(page) && PTR_ERR(page) == -EAGAIN);
	if (IS_ERR(page))
		return PTR_ERR(page);
	return 0;
}

static int good_error(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -EFAULT;
	if (busy(pfn)) {
		put_dev_pagemap(pgmap);
		return -EAGAIN;
	}
	put_dev_pagemap(pgmap);
	return 0;
}

int good_error_asks(unsigned long pfn)
{
	int ret;

	do {
		ret = good_error(pfn);
	} while (ret == -EAGAIN);
	return ret;
}

static int by_a_variable(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = 0;

	pgmap = get_dev_pagemap(pfn, NULL); /* bad: by hand */
	if (!pgmap) {
		ret = -EAGAIN;
		goto out;
	}
	ret = step(pfn);
	put_dev_pagemap(pgmap);
out:
	return ret;
}

int by_a_variable_asks(unsigned long pfn)
{
	int ret;
again:
	ret = by_a_variable(pfn);
	if (ret == -EAGAIN)
		goto again;
	return ret;
}

static int five_rounds(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -EAGAIN;
	put_dev_pagemap(pgmap);
	return 0;
}

int five_rounds_ask(unsigned long pfn)
{
	int ret, i;

	for (i = 0; i < 5; i++) {
		ret = five_rounds(pfn);
		if (ret != -EAGAIN)
			break;
	}
	return ret;
}

static struct page *by_ternary(unsigned long pfn, struct dev_pagemap **pgmap)
{
	*pgmap = get_dev_pagemap(pfn, *pgmap); /* bad: by hand */
	return *pgmap ? pfn_to_page(pfn) : NULL;
}

struct page *by_ternary_asks(unsigned long pfn)
{
	struct dev_pagemap *pgmap = NULL;
	struct page *page;

	while (!(page = by_ternary(pfn, &pgmap)))
		cond_resched();
	put_dev_pagemap(pgmap);
	return page;
}

static struct page *asked_once(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return NULL;
	put_dev_pagemap(pgmap);
	return pfn_to_page(pfn);
}

int asks_once(unsigned long pfn)
{
	struct page *page = asked_once(pfn);

	if (!page)
		return -EFAULT;
	return 0;
}

static int at_the_end(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL); /* bad */

	if (pgmap) {
		put_dev_pagemap(pgmap);
		return 0;
	}
	return -EAGAIN;
}

int until_a_signal(unsigned long pfn)
{
	int ret;

	while ((ret = at_the_end(pfn)) == -EAGAIN) {
		if (fatal_signal_pending(current))
			return -EINTR;
	}
	return ret;
}

static int counted(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return 0;
	put_dev_pagemap(pgmap);
	return 1;
}

int counts(unsigned long start, unsigned long end)
{
	int n = 0;

	while (start < end) {
		int ret = counted(start);

		if (ret <= 0)
			return n ? n : ret;
		n += ret;
		start += ret;
	}
	return n;
}

static struct page *by_a_label(unsigned long pfn, void *ptl)
{
	struct dev_pagemap *pgmap;
	struct page *page;

	rcu_read_lock();
	pgmap = get_dev_pagemap(pfn, NULL); /* bad */
	if (!pgmap)
		goto no_page;
	page = pfn_to_page(pfn);
	if (!page) {
		page = ERR_PTR(-EINVAL);
		goto out;
	}
out:
	put_dev_pagemap(pgmap);
	rcu_read_unlock();
	return page;
no_page:
	rcu_read_unlock();
	return NULL;
}

int by_a_label_asks(unsigned long pfn)
{
	struct page *page;
retry:
	page = by_a_label(pfn, NULL);
	if (!page) {
		if (fault(pfn) == 0)
			goto retry;
		return -EFAULT;
	}
	if (IS_ERR(page))
		return PTR_ERR(page);
	return 0;
}
