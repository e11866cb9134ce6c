/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the cases call, so that pageck can parse them; spatch reads no headers. */
#include "../../fixtures/include/mini-red.h"

struct resource {
	u64 start, end;
};

struct pinned {
	struct page **pages;
	int nr;
};

struct chunk {
	struct dev_pagemap pagemap;
};

void *devm_kzalloc(struct device *dev, size_t size, unsigned int gfp);
void memset(void *p, int c, size_t n);
int step(unsigned long pfn);
bool busy(unsigned long pfn);
int fault_in(unsigned long addr);
void hand_over(struct dev_pagemap *pgmap);
struct page *virt_to_page(const void *addr);
void zone_device_page_init(struct page *page);
void folio_add_lru(struct folio *folio);
void setup_pagemap(struct dev_pagemap *pgmap, struct resource *res);
int memory_failure_dev_pagemap(unsigned long pfn, int flags, struct dev_pagemap *pgmap);
void pte_unmap(pte_t *ptep);

/* The little kernel has no such operation. */
#define migrate_to_ram	page_free

#define scoped_guard(kind, x) for (bool once = (x) != NULL; once; once = false)

#define WARN(condition, ...)	WARN_ON(condition)
#define pr_err(fmt, ...)	printk(fmt, ##__VA_ARGS__)

#define time_before(a, b) ((long)((a) - (b)) < 0)
void *vzalloc(size_t n);
int look_at(struct address_space *mapping);
void list_add_tail(struct list_head *new, struct list_head *head);
void list_move(struct list_head *e, struct list_head *head);
void INIT_LIST_HEAD(struct list_head *head);
bool is_device_coherent_page(const struct page *page);
