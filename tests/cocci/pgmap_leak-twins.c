/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What keeps or puts a reference in an unusual way, and what only looks as if. */
#include "include/k.h"

struct ctx { struct dev_pagemap *pgmap; int n; };

DEFINE_FREE(put_map, struct dev_pagemap *, if (_T) put_dev_pagemap(_T))

int freed_with_its_scope(unsigned long pfn)
{
	struct dev_pagemap *pgmap __free(put_map) = get_dev_pagemap(pfn, NULL);

	if (!pgmap)
		return -ENXIO;
	return step(pfn);
}

int warned_with_words(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (WARN(!pgmap, "none"))
		return -ENXIO;
	put_dev_pagemap(pgmap);
	return 0;
}

int by_goto_if_found(unsigned long pfn)
{
	struct dev_pagemap *pgmap;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (pgmap)
		goto found;
	return -ENXIO;
found:
	put_dev_pagemap(pgmap);
	return 0;
}

int in_the_else(unsigned long pfn, struct ctx *c)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);
	int ret = 0;

	if (!pgmap) {
		ret = -ENXIO;
	} else {
		ret = step(pfn);
		put_dev_pagemap(pgmap);
	}
	return ret;
}

int array_of_them(unsigned long pfn, struct dev_pagemap **maps, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		maps[i] = get_dev_pagemap(pfn + i, NULL);
		if (!maps[i])
			goto err;
	}
	return 0;
err:
	while (--i >= 0)
		put_dev_pagemap(maps[i]);
	return -ENXIO;
}

int if_it_is_one(unsigned long pfn, unsigned long end)
{
	struct dev_pagemap *pgmap = NULL;
	int ret = 0;

	while (pfn < end) {
		pgmap = get_dev_pagemap(pfn, pgmap);
		if (!pgmap) {
			ret = -ENXIO;
			break;
		}
		if (busy(pfn)) {
			ret = -EBUSY;
			break;
		}
		pfn++;
	}
	if (!IS_ERR_OR_NULL(pgmap))
		put_dev_pagemap(pgmap);
	return ret;
}

int under_a_flag_of_its_own(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	bool ok;

	pgmap = get_dev_pagemap(pfn, NULL);
	ok = pgmap && pgmap->type == MEMORY_DEVICE_FS_DAX;
	if (!ok)
		goto out;
	step(pfn);
out:
	put_dev_pagemap(pgmap);
	return ok;
}

struct ctx *kept_in_the_condition(unsigned long pfn, struct ctx *c)
{
	if (!(c->pgmap = get_dev_pagemap(pfn, NULL)))
		return ERR_PTR(-ENXIO);
	return c;
}

int warned_with_words_lost(unsigned long pfn)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, NULL);

	if (WARN(!pgmap, "none"))
		return -ENXIO;
	if (step(pfn) < 0)
		return -EIO; /* bad */
	put_dev_pagemap(pgmap);
	return 0;
}

int case_to_the_wrong_label(unsigned long pfn)
{
	struct dev_pagemap *pgmap;
	int ret = 0;

	pgmap = get_dev_pagemap(pfn, NULL);
	if (!pgmap)
		goto out;
	switch (step(pfn)) {
	case 0:
		break;
	case 1:
		goto out_put;
	default:
		ret = -EINVAL;
		goto out;
	}
	cond_resched();
out_put:
	put_dev_pagemap(pgmap);
out:
	return ret; /* bad */
}

void in_the_condition_lost(unsigned long pfn, int *out)
{
	struct dev_pagemap *pgmap;

	if ((pgmap = get_dev_pagemap(pfn, NULL)) != NULL)
		*out = pgmap->type;
} /* bad */
