/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More ways out of a function. */
#include "include/k.h"

struct ctx { struct dev_pagemap *pgmap; struct dev_pagemap *other; int n; void *mtx; };
int do_it(struct ctx *c);
void undo(struct ctx *c);
void *alloc_thing(void);
void free_thing(void *);

int inside_the_test(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = -ENXIO;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (pgmap) {
		ret = step(pfn);
		if (ret < 0)
			return ret; /* bad */
		put_dev_pagemap(pgmap);
	}
	return ret;
}

int label_too_low(unsigned long pfn, struct ctx *c)
{
	struct dev_pagemap *pgmap;
	void *thing;
	int ret;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return -ENXIO;
	thing = alloc_thing();
	if (!thing) {
		ret = -ENOMEM;
		goto err_put;
	}
	ret = do_it(c);
	if (ret)
		goto err_undo;
	ret = step(pfn);
	if (ret)
		goto err_free;
	put_dev_pagemap(pgmap);
	return 0;

err_free:
	free_thing(thing);
err_undo:
	undo(c);
	return ret; /* bad */
err_put:
	put_dev_pagemap(pgmap);
	return ret;
}

int right_labels(unsigned long pfn, struct ctx *c)
{
	struct dev_pagemap *pgmap;
	void *thing;
	int ret;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return -ENXIO;
	thing = alloc_thing();
	if (!thing) {
		ret = -ENOMEM;
		goto err_put;
	}
	ret = do_it(c);
	if (ret)
		goto err_free;
	put_dev_pagemap(pgmap);
	return 0;

err_free:
	free_thing(thing);
err_put:
	put_dev_pagemap(pgmap);
	return ret;
}

int one_case(unsigned long pfn, int kind)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = 0;

	if (!pgmap)
		return -ENXIO;
	switch (pgmap->type) {
	case MEMORY_DEVICE_PRIVATE:
		ret = step(pfn);
		break;
	case MEMORY_DEVICE_FS_DAX:
		put_dev_pagemap(pgmap);
		return 1;
	default:
		return -EINVAL; /* bad */
	}
	put_dev_pagemap(pgmap);
	return ret;
}

int every_case(unsigned long pfn, int kind)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret;

	if (!pgmap)
		return -ENXIO;
	switch (pgmap->type) {
	case MEMORY_DEVICE_PRIVATE:
		ret = step(pfn);
		break;
	default:
		ret = -EINVAL;
		goto out;
	}
	if (ret)
		pr_info("x\n");
out:
	put_dev_pagemap(pgmap);
	return ret;
}

int assigned_in_the_condition(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	if (!(pgmap = get_dev_pagemap(pfn, NULL)))
		return -ENXIO;
	if (step(pfn))
		return -EIO; /* bad */
	put_dev_pagemap(pgmap);
	return 0;
}

int compared_in_the_condition(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	if ((pgmap = get_dev_pagemap(pfn, NULL)) == NULL)
		return -ENXIO;
	if (step(pfn)) {
		put_dev_pagemap(pgmap);
		return -EIO;
	}
	put_dev_pagemap(pgmap);
	return 0;
}

int while_there_is_one(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap;
	int n = 0;

	while (pfn < end && (pgmap = get_dev_pagemap(pfn, NULL)) != NULL) {
		n++;
		put_dev_pagemap(pgmap);
		pfn++;
	}
	return n;
}

int out_of_the_while(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap;

	while ((pgmap = get_dev_pagemap(pfn, NULL))) {
		if (pfn++ >= end)
			return -EINVAL; /* bad */
		put_dev_pagemap(pgmap);
	}
	return 0;
}

static void drop_map(struct dev_pagemap *pgmap)
{
	if (pgmap)
		put_dev_pagemap(pgmap);
}

int put_by_a_helper(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	step(pfn);
	drop_map(pgmap);
	return 0;
}

int helper_on_one_way(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (busy(pfn))
		goto busy;
	step(pfn);
	drop_map(pgmap);
	return 0;
busy:
	return -EBUSY; /* bad */
}

int if_wanted(unsigned long pfn, bool want)
{
	struct dev_pagemap *pgmap = want ? get_dev_pagemap(pfn, NULL) : NULL;

	if (want && !pgmap)
		return -ENXIO;
	step(pfn);
	if (pgmap)
		put_dev_pagemap(pgmap);
	return 0;
}

int if_wanted_lost(unsigned long pfn, bool want)
{
	struct dev_pagemap *pgmap = want ? get_dev_pagemap(pfn, NULL) : NULL;

	if (want && !pgmap)
		return -ENXIO;
	if (step(pfn))
		return -EIO; /* bad */
	put_dev_pagemap(pgmap);
	return 0;
}

int continue_without(unsigned long pfn, unsigned long end)
{
	int n = 0;

	for (; pfn < end; pfn++) {
		struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL); /* bad: by hand */

		if (!pgmap)
			continue;
		if (pgmap->type != MEMORY_DEVICE_FS_DAX)
			continue;
		n++;
		put_dev_pagemap(pgmap);
	}
	return n; /* bad: by hand */
}

int each_put(unsigned long pfn, unsigned long end)
{
	int n = 0;

	for (; pfn < end; pfn++) {
		struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

		if (!pgmap)
			continue;
		if (pgmap->type == MEMORY_DEVICE_FS_DAX)
			n++;
		put_dev_pagemap(pgmap);
	}
	return n;
}

int second_fails(unsigned long a, unsigned long b)
{
	struct dev_pagemap *one, *two;
	int same;

	one = get_dev_pagemap(a, NULL);
	if (!one)
		return -ENXIO;
	two = get_dev_pagemap(b, NULL);
	if (!two)
		return -ENXIO; /* bad */
	same = one == two;
	put_dev_pagemap(two);
	put_dev_pagemap(one);
	return same;
}

int both_put(unsigned long a, unsigned long b)
{
	struct dev_pagemap *one, *two;
	int same = -ENXIO;

	one = get_dev_pagemap(a, NULL);
	two = get_dev_pagemap(b, NULL);
	if (!one || !two)
		goto out;
	same = one == two;
out:
	put_dev_pagemap(two);
	put_dev_pagemap(one);
	return same;
}

int both_lost(unsigned long a, unsigned long b)
{
	struct dev_pagemap *one, *two;

	one = get_dev_pagemap(a, NULL);
	two = get_dev_pagemap(b, NULL);
	if (!one || !two)
		return -ENXIO; /* bad */
	put_dev_pagemap(two);
	put_dev_pagemap(one);
	return 0;
}

int warned(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (WARN_ON_ONCE(!pgmap))
		return -ENXIO;
	if (WARN_ON(step(pfn)))
		return -EIO; /* bad */
	put_dev_pagemap(pgmap);
	return 0;
}

int warned_and_put(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (WARN_ON_ONCE(!pgmap))
		return -ENXIO;
	put_dev_pagemap(pgmap);
	return 0;
}

int given_to_the_caller(unsigned long pfn, struct dev_pagemap **out)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	*out = pgmap;
	return 0;
}

int not_given(unsigned long pfn, struct dev_pagemap **out)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	if (busy(pfn))
		return -EBUSY; /* bad */
	*out = pgmap;
	return 0;
}

int kept_in_a_member(unsigned long pfn, struct ctx *c)
{
	c->pgmap = get_dev_pagemap(pfn, NULL);
	if (!c->pgmap)
		return -ENXIO;
	return 0;
}

int one_label_for_all(unsigned long pfn, void *a)
{
	struct dev_pagemap *pgmap = NULL;
	int ret = -EINVAL;

	if (!a)
		goto out;
	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap) {
		ret = -ENXIO;
		goto out;
	}
	ret = step(pfn);
	if (ret < 0)
		goto out;
	ret = 0;
out:
	if (pgmap)
		put_dev_pagemap(pgmap);
	return ret;
}

int label_without_a_put(unsigned long pfn, void *a)
{
	struct dev_pagemap *pgmap = NULL;
	int ret = -EINVAL;

	if (!a)
		goto out;
	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap) {
		ret = -ENXIO;
		goto out;
	}
	ret = step(pfn);
	if (ret < 0)
		goto out;
	put_dev_pagemap(pgmap);
	ret = 0;
out:
	return ret; /* bad */
}

int broken_off(unsigned long pfn)
{
	struct dev_pagemap *pgmap = NULL;
	int ret = 0;

	do {
		pgmap = get_dev_pagemap(pfn, NULL);
		if (!pgmap) {
			ret = -ENXIO;
			break;
		}
		ret = step(pfn);
		if (ret)
			break;
		put_dev_pagemap(pgmap);
	} while (0);
	return ret; /* bad: by hand */
}

int put_behind(unsigned long pfn)
{
	struct dev_pagemap *pgmap = NULL;
	int ret = 0;

	do {
		pgmap = get_dev_pagemap(pfn, NULL);
		if (!pgmap) {
			ret = -ENXIO;
			break;
		}
		ret = step(pfn);
	} while (0);
	put_dev_pagemap(pgmap);
	return ret;
}

int out_of_the_range(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;
	int ret = 0;

	do {
		pgmap = get_dev_pagemap(pfn, pgmap);
		if (unlikely(!pgmap))
			return -ENXIO;
		ret = step(pfn);
		if (ret)
			goto fail;
	} while (++pfn < end);
	put_dev_pagemap(pgmap);
	return 0;
fail:
	pr_err("failed\n");
	return ret; /* bad */
}

int flag_says_so(unsigned long pfn, unsigned int flags)
{
	struct dev_pagemap *pgmap = NULL;
	bool have = false;
	int ret;

	if (flags & FOLL_GET) {
		pgmap = get_dev_pagemap(pfn, NULL);
		have = pgmap != NULL;
	}
	ret = step(pfn);
	if (have)
		put_dev_pagemap(pgmap);
	return ret;
}

int result_says_so(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = pgmap ? 0 : -ENXIO;

	if (ret)
		return ret;
	put_dev_pagemap(pgmap);
	return 0;
}

void in_the_middle(unsigned long pfn, int *n)
{
	struct dev_pagemap *pgmap;

	if (!n)
		return;
	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		return;
	if (*n > 3) {
		*n = 0;
		return; /* bad */
	}
	(*n)++;
	put_dev_pagemap(pgmap);
}

int member_on_the_stack(unsigned long pfn, struct ctx *c)
{
	struct ctx local = {};
	int ret;

	local.pgmap = get_dev_pagemap(pfn, NULL);
	if (!local.pgmap)
		return -ENXIO;
	ret = step(pfn);
	if (ret)
		return ret; /* bad */
	put_dev_pagemap(local.pgmap);
	return 0;
}

int member_on_the_stack_put(unsigned long pfn, struct ctx *c)
{
	struct ctx local = {};
	int ret;

	local.pgmap = get_dev_pagemap(pfn, NULL);
	if (!local.pgmap)
		return -ENXIO;
	ret = step(pfn);
	put_dev_pagemap(local.pgmap);
	return ret;
}

bool compared_and_lost(unsigned long pfn, struct dev_pagemap *mine)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (pgmap == mine)
		return true; /* bad */
	put_dev_pagemap(pgmap);
	return false;
}

bool compared_and_put(unsigned long pfn, struct dev_pagemap *mine)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	bool same = pgmap == mine;

	put_dev_pagemap(pgmap);
	return same;
}

int label_that_only_unlocks(unsigned long pfn)
{
	struct dev_pagemap *map = NULL;
	int err;

	map = get_dev_pagemap(pfn, map);
	if (IS_ERR_OR_NULL(map))
		return map ? PTR_ERR(map) : -ENODEV;
	err = map->type == MEMORY_DEVICE_GENERIC ? 0 : -EOPNOTSUPP;
	if (!err)
		err = step(pfn);
	if (err)
		goto out_unlock;
	put_dev_pagemap(map);
out_unlock:
	rcu_read_unlock();
	return err; /* bad */
}

int two_labels(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (pgmap == NULL)
		goto none;

	if (step(pfn))
		goto fail;
	put_dev_pagemap(pgmap);
	return 0;
fail:
	put_dev_pagemap(pgmap);
none:
	return -EIO;
}
