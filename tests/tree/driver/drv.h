/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DRV_H
#define DRV_H

#include "mini-red.h"

struct drv_map;

struct drv_buf {
	struct list_head link;
	unsigned long addr;
	struct page *page;
	bool device;
};

/* map.c */
struct drv_map *drv_map_get(unsigned long pfn);
void drv_map_put(struct drv_map *m);
unsigned int drv_map_mode(const struct drv_map *m);
/* pin.c */
int drv_pin(struct drv_buf *b, unsigned long addr);
void drv_unpin(struct drv_buf *b);
/* file.c */
unsigned long drv_file(const struct drv_buf *b);
bool drv_is_file(const struct drv_buf *b);
/* hw.c */
int drv_start(struct drv_map *m, unsigned long len);
int drv_wait(void *cookie, int timeout);
/* retry.c */
int drv_map_try(unsigned long pfn, void **cookie);

#endif
