/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values that stand before the lookup, and switches. */
#include "include/k.h"

static int set_before(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = -EAGAIN;

	pgmap = get_dev_pagemap(pfn, NULL); /* bad: by hand */
	if (!pgmap)
		goto out;
	ret = step(pfn);
	put_dev_pagemap(pgmap);
out:
	return ret;
}

int set_before_asks(unsigned long pfn)
{
	int ret;
	do
		ret = set_before(pfn);
	while (ret == -EAGAIN);
	return ret;
}

static struct page *null_before(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	struct page *page = NULL;

	pgmap = get_dev_pagemap(pfn, NULL); /* bad: by hand */
	if (pgmap) {
		page = pfn_to_page(pfn);
		put_dev_pagemap(pgmap);
	}
	return page;
}

int null_before_asks(unsigned long pfn)
{
	struct page *page;
again:
	page = null_before(pfn);
	if (!page)
		goto again;
	return 0;
}

static int set_again(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = -EAGAIN;

	if (busy(pfn))
		return ret;
	ret = -EFAULT;
	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		goto out;
	ret = step(pfn);
	put_dev_pagemap(pgmap);
out:
	return ret;
}

int set_again_asks(unsigned long pfn)
{
	int ret;
	do
		ret = set_again(pfn);
	while (ret == -EAGAIN);
	return ret;
}

static int error_of_its_own(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = -EAGAIN;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return -EFAULT;
	if (!busy(pfn))
		ret = step(pfn);
	put_dev_pagemap(pgmap);
	return ret;
}

int error_of_its_own_asks(unsigned long pfn)
{
	int ret;
	do
		ret = error_of_its_own(pfn);
	while (ret == -EAGAIN);
	return ret;
}

static int counted_case(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return -EAGAIN;
	put_dev_pagemap(pgmap);
	return 0;
}

int counts_in_a_case(unsigned long pfn, int n)
{
	int ret;
retry:
	ret = counted_case(pfn);
	switch (ret) {
	case -EAGAIN:
		if (n-- > 0)
			goto retry;
		return -EBUSY;
	case -EINTR:
		return 2;
	}
	return ret;
}

static int other_case(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return -EAGAIN;
	if (busy(pfn)) {
		put_dev_pagemap(pgmap);
		return -EINTR;
	}
	put_dev_pagemap(pgmap);
	return 0;
}

int loops_on_another_case(unsigned long pfn)
{
	int ret;
retry:
	ret = other_case(pfn);
	switch (ret) {
	case -EINTR:
		goto retry;
	case -EAGAIN:
		return -EBUSY;
	}
	return ret;
}
