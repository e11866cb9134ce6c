/* SPDX-License-Identifier: GPL-2.0-or-later */
/* References lost on a way out, each beside a twin that loses none. */
#include "include/k.h"

struct walk {
	struct dev_pagemap *pgmap;
};

struct page *look(struct walk *walk, unsigned long pfn);
void keep_walk(struct walk *walk);

int early_return(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!pgmap)
		return -ENXIO;
	if (busy(pfn))
		return -EBUSY; /* bad */
	ret = step(pfn);
	put_dev_pagemap(pgmap);
	return ret;
}

int wrong_label(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = -ENXIO;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (unlikely(pgmap == NULL))
		goto out;
	ret = step(pfn);
	if (ret)
		goto out;
	put_dev_pagemap(pgmap);
out:
	return ret; /* bad */
}

int right_label(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = -ENXIO;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (IS_ERR_OR_NULL(pgmap))
		goto out;
	ret = step(pfn);
	if (ret)
		goto put;
	ret = pgmap->type;
put:
	put_dev_pagemap(pgmap);
out:
	return ret;
}

void to_the_end(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return;
	pr_info("%d\n", pgmap->type);
} /* bad */

int range(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;

	for (; pfn < end; pfn++) {
		pgmap = get_dev_pagemap(pfn, pgmap);
		if (!pgmap)
			return -ENXIO;
		if (busy(pfn))
			return -EBUSY; /* bad */
	}
	put_dev_pagemap(pgmap);
	return 0;
}

int each_its_own(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap;

	for (; pfn < end; pfn++) {
		pgmap = get_dev_pagemap(pfn, NULL); /* bad: by hand */
		if (!pgmap)
			break;
		if (busy(pfn))
			continue;
		put_dev_pagemap(pgmap);
	}
	return 0; /* bad: by hand */
}

void nobody_keeps(unsigned long pfn)
{
	if (get_dev_pagemap(pfn, NULL)) /* bad: by hand */
		step(pfn);
}

/* the put stands before the return of the type: no patch may use it after */
int used_by_return(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	return pgmap->type; /* bad: by hand */
}

/* a put before this return would be of a pointer without a value */
int not_yet(unsigned long pfn, bool want)
{
	struct dev_pagemap *pgmap;
	int ret = -EINVAL;

	if (!want)
		goto out;
	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return -ENXIO;
	ret = step(pfn);
out:
	return ret; /* bad: by hand */
}

int on_the_stack(unsigned long pfn)
{
	struct walk walk = { NULL };
	struct page *page;
	int ret = 0;

	page = look(&walk, pfn);
	if (IS_ERR(page)) {
		ret = PTR_ERR(page);
		goto out;
	}
	if (busy(pfn))
		return -EBUSY; /* bad */
out:
	if (walk.pgmap)
		put_dev_pagemap(walk.pgmap);
	return ret;
}

int handed_on(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	hand_over(pgmap);
	return 0;
}

int stored(struct walk *walk, unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	walk->pgmap = pgmap;
	return 0;
}

int consumed(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (pgmap)
		return memory_failure_dev_pagemap(pfn, 0, pgmap);
	return -ENXIO;
}

int under_a_flag(unsigned long pfn, unsigned int flags)
{
	struct dev_pagemap *pgmap = NULL;

	if (flags & FOLL_GET) {
		pgmap = get_dev_pagemap(pfn, NULL);
		if (!pgmap)
			return -EFAULT;
	}
	cond_resched();
	if (flags & FOLL_GET)
		put_dev_pagemap(pgmap);
	return 0;
}

struct dev_pagemap *returned(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	return pgmap;
}

/* no return statement in sight */
void falls_off(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (pgmap)
		pr_info("%d\n", pgmap->type);
	cond_resched();
} /* bad */

void falls_off_behind_the_put(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (pgmap) {
		if (busy(pfn))
			cond_resched();
		else
			put_dev_pagemap(pgmap);
	}
} /* bad: by hand */

/* the block ends in a put, but not every way out of it does */
int out_of_the_block(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = -EIO;

	if (pgmap) {
		if (busy(pfn))
			goto out;
		ret = step(pfn);
		put_dev_pagemap(pgmap);
	}
out:
	return ret; /* bad */
}

/* the pointer may be compared once it has been put */
bool is_device(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	return pgmap != NULL; /* bad */
}

int under_a_guard(struct walk *walk, unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	scoped_guard(mutex, walk) {
		pgmap = get_dev_pagemap(pfn, NULL);
		if (!pgmap)
			return -ENXIO;
		if (busy(pfn))
			return -EBUSY; /* bad */
		put_dev_pagemap(pgmap);
	}
	return 0;
}

int in_a_literal(struct walk *walk, unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	*walk = (struct walk) {
		.pgmap = pgmap,
	};
	return 0;
}

int in_an_initializer(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	struct walk walk = { .pgmap = pgmap };

	keep_walk(&walk);
	return 0;
}

int until_there_is_one(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	do {
		pgmap = get_dev_pagemap(pfn, NULL);
		cond_resched();
	} while (!pgmap && busy(pfn));
	put_dev_pagemap(pgmap);
	return 0;
}

int out_of_a_guard(struct walk *walk, unsigned long pfn)
{
	struct dev_pagemap *pgmap = NULL;

	scoped_guard(mutex, walk) {
		pgmap = get_dev_pagemap(pfn, NULL);
		if (!pgmap)
			return -ENXIO;
		if (busy(pfn))
			break;
		step(pfn);
	}
	put_dev_pagemap(pgmap);
	return 0;
}

int under_the_opposite(unsigned long pfn, unsigned int flags)
{
	struct dev_pagemap *pgmap = NULL;

	if (flags & FOLL_GET) {
		pgmap = get_dev_pagemap(pfn, NULL);
		if (!pgmap)
			return -EFAULT;
	}
	cond_resched();
	if (!(flags & FOLL_GET))
		return 1;
	put_dev_pagemap(pgmap);
	return 0;
}
