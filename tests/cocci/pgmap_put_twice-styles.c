/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More ways to put a reference twice. */
#include "include/k.h"

struct ctx { struct dev_pagemap *pgmap; int n; };
static void drop_map(struct dev_pagemap *pgmap)
{
	if (pgmap)
		put_dev_pagemap(pgmap);
}

void other(struct ctx *c);
int by_a_helper(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	step(pfn);
	drop_map(pgmap);
	put_dev_pagemap(pgmap); /* bad: by hand */
	return 0;
}

int ladder(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!pgmap)
		return -ENXIO;
	ret = step(pfn);
	if (ret)
		goto err_step;
	ret = fault_in(pfn);
	if (ret)
		goto err_fault;
	put_dev_pagemap(pgmap);
	return 0;
err_fault:
	put_dev_pagemap(pgmap);
err_step:
	put_dev_pagemap(pgmap); /* bad */
	return ret;
}

int ladder_with_one(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!pgmap)
		return -ENXIO;
	ret = step(pfn);
	if (ret)
		goto err_step;
	ret = fault_in(pfn);
	if (ret)
		goto err_fault;
	put_dev_pagemap(pgmap);
	return 0;
err_fault:
	cond_resched();
err_step:
	put_dev_pagemap(pgmap);
	return ret;
}

int falls_through(unsigned long pfn, int k)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	switch (k) {
	case 1:
		put_dev_pagemap(pgmap);
		fallthrough;
	case 2:
		put_dev_pagemap(pgmap); /* bad */
		break;
	default:
		put_dev_pagemap(pgmap);
	}
	return 0;
}

int one_a_case(unsigned long pfn, int k)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	switch (k) {
	case 1:
		put_dev_pagemap(pgmap);
		break;
	case 2:
		put_dev_pagemap(pgmap);
		break;
	default:
		put_dev_pagemap(pgmap);
	}
	return 0;
}

int behind_the_loop(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;

	for (; pfn < end; pfn++) {
		pgmap = get_dev_pagemap(pfn, pgmap);
		if (!pgmap)
			break;
		if (busy(pfn)) {
			put_dev_pagemap(pgmap);
			break;
		}
	}
	put_dev_pagemap(pgmap); /* bad */
	return 0;
}

int cleared_in_the_loop(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;

	for (; pfn < end; pfn++) {
		pgmap = get_dev_pagemap(pfn, pgmap);
		if (!pgmap)
			break;
		if (busy(pfn)) {
			put_dev_pagemap(pgmap);
			pgmap = NULL;
			break;
		}
	}
	if (pgmap)
		put_dev_pagemap(pgmap);
	return 0;
}

int consumed_by_the_next_round(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;

	for (; pfn < end; pfn++) {
		pgmap = get_dev_pagemap(pfn, pgmap); /* bad: by hand */
		if (!pgmap)
			return -ENXIO;
		if (busy(pfn)) {
			put_dev_pagemap(pgmap);
			continue;
		}
		step(pfn);
	}
	put_dev_pagemap(pgmap); /* bad: by hand */
	return 0;
}

void each_of_an_array(struct dev_pagemap **maps, int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_dev_pagemap(maps[i]);
}

int member_again(struct ctx *c, unsigned long pfn)
{
	int ret;

	c->pgmap = get_dev_pagemap(pfn, NULL);
	if (!c->pgmap)
		return -ENXIO;
	ret = step(pfn);
	if (ret)
		put_dev_pagemap(c->pgmap);
	ret = fault_in(pfn);
	put_dev_pagemap(c->pgmap); /* bad: by hand */
	return ret;
}

int member_cleared(struct ctx *c, unsigned long pfn)
{
	int ret;

	c->pgmap = get_dev_pagemap(pfn, NULL);
	if (!c->pgmap)
		return -ENXIO;
	ret = step(pfn);
	if (ret) {
		put_dev_pagemap(c->pgmap);
		c->pgmap = NULL;
	}
	if (c->pgmap)
		put_dev_pagemap(c->pgmap);
	return ret;
}

int one_a_way(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = step(pfn);

	if (ret) {
		put_dev_pagemap(pgmap);
		return ret;
	}
	put_dev_pagemap(pgmap);
	return 0;
}

int same_condition(unsigned long pfn, bool last)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (last)
		put_dev_pagemap(pgmap);
	cond_resched();
	if (last)
		put_dev_pagemap(pgmap); /* bad: by hand */
	else
		put_dev_pagemap(pgmap);
	return 0;
}

int opposite_conditions(unsigned long pfn, bool last)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (last) {
		put_dev_pagemap(pgmap);
		cond_resched();
	}
	step(pfn);
	if (!last)
		put_dev_pagemap(pgmap);
	return 0;
}

int consumed_in_a_condition(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (memory_failure_dev_pagemap(pfn, 0, pgmap))
		goto out;
	return 0;
out:
	put_dev_pagemap(pgmap); /* bad */
	return -EIO;
}

int taken_each_time(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int tries = 0;

again:
	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return -ENXIO;
	if (step(pfn)) {
		put_dev_pagemap(pgmap);
		if (tries++ < 3)
			goto again;
		return -EIO;
	}
	put_dev_pagemap(pgmap);
	return 0;
}

int tried_again(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int tries = 0;

	if (!pgmap)
		return -ENXIO;
again:
	if (step(pfn)) {
		put_dev_pagemap(pgmap); /* bad: by hand */
		if (tries++ < 3)
			goto again;
		return -EIO;
	}
	put_dev_pagemap(pgmap); /* bad: by hand */
	return 0;
}

int another_value(unsigned long pfn)
{
	struct dev_pagemap *one = get_dev_pagemap(pfn, NULL);
	struct dev_pagemap *two = get_dev_pagemap(pfn + 1, NULL);

	put_dev_pagemap(one);
	one = two;
	put_dev_pagemap(one);
	return 0;
}

int another_name(unsigned long pfn)
{
	struct dev_pagemap *one = get_dev_pagemap(pfn, NULL);
	struct dev_pagemap *alias = one;

	if (!one)
		return -ENXIO;
	put_dev_pagemap(one);
	put_dev_pagemap(alias); /* bad: by hand */
	return 0;
}

