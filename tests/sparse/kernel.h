/* SPDX-License-Identifier: GPL-2.0-or-later */
/* As much of a kernel as the cases need; it comes after the header under test. */
#define NULL		((void *)0)
#define PAGE_SHIFT	12
#define EBUSY		16
#define EINVAL		22
#define ENXIO		6
#define unlikely(x)	__builtin_expect(!!(x), 0)

/* without the header under test */
#ifndef __pgmap_acquires
#define __pgmap_acquires
#define __pgmap_releases
#endif

struct page;

struct dev_pagemap {
	int type;
	int nr_range;
};

#ifdef ONE_PARAMETER
extern struct dev_pagemap *get_dev_pagemap(unsigned long pfn);
#else
extern struct dev_pagemap *get_dev_pagemap(unsigned long pfn, struct dev_pagemap *pgmap);
#endif

extern void percpu_ref_put(struct dev_pagemap *pgmap);

static inline void put_dev_pagemap(struct dev_pagemap *pgmap)
{
	if (pgmap)
		percpu_ref_put(pgmap);
}

extern struct page *pfn_to_page(unsigned long pfn);
extern int try_grab_page(struct page *page);
extern void lock(void);
extern void unlock(void);
