// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A device with memory that the processor can use (MEMORY_DEVICE_COHERENT): what was reserved at
 * "start" (module parameter). An address that is written to /dev/coherent, 8 bytes, names a page
 * of anonymous memory of the writer; its content moves to the first page of the device.
 */
#include <linux/fs.h>
#include <linux/highmem.h>
#include <linux/memremap.h>
#include <linux/migrate.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/uaccess.h>
#include <linux/version.h>

static unsigned long long start;
module_param(start, ullong, 0);
MODULE_PARM_DESC(start, "physical address of 128 MiB that were reserved");

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
static void coherent_free(struct page *page)
{
}
static const struct dev_pagemap_ops coherent_ops = { .page_free = coherent_free };
#define init_page(page) zone_device_page_init(page)
#else
static void coherent_free(struct folio *folio)
{
}
static const struct dev_pagemap_ops coherent_ops = { .folio_free = coherent_free };
#define init_page(page) zone_device_page_init(page, &pagemap, 0)
#endif

static struct dev_pagemap pagemap = {
	.type = MEMORY_DEVICE_COHERENT,
	.ops = &coherent_ops,
	.nr_range = 1,
	.owner = &pagemap,
};

static void copy_page_over(struct migrate_vma *args)
{
	struct page *from = migrate_pfn_to_page(args->src[0]);
	struct page *to = pfn_to_page(pagemap.range.start >> PAGE_SHIFT);

	if (!(args->src[0] & MIGRATE_PFN_MIGRATE))
		return;
	init_page(to);
	if (from)
		copy_highpage(to, from);
	args->dst[0] = migrate_pfn(page_to_pfn(to));
	if (args->src[0] & MIGRATE_PFN_WRITE)
		args->dst[0] |= MIGRATE_PFN_WRITE;
}

static int migrate_page_at(unsigned long address)
{
	unsigned long src = 0, dst = 0;
	struct migrate_vma args = {
		.src = &src, .dst = &dst, .start = address, .end = address + PAGE_SIZE,
		.pgmap_owner = pagemap.owner, .flags = MIGRATE_VMA_SELECT_SYSTEM,
	};
	int ret;

	mmap_read_lock(current->mm);
	args.vma = find_vma(current->mm, address);
	ret = args.vma && args.vma->vm_start <= address ? migrate_vma_setup(&args) : -EFAULT;
	if (!ret) {
		copy_page_over(&args);
		migrate_vma_pages(&args);
		migrate_vma_finalize(&args);
		ret = src & MIGRATE_PFN_MIGRATE ? 0 : -EBUSY;
	}
	mmap_read_unlock(current->mm);
	return ret;
}

static ssize_t coherent_write(struct file *file, const char __user *buf, size_t size, loff_t *pos)
{
	u64 address;
	int ret;

	if (size != sizeof(address))
		return -EINVAL;
	if (copy_from_user(&address, buf, sizeof(address)))
		return -EFAULT;
	ret = migrate_page_at(address & PAGE_MASK);
	return ret ? ret : size;
}

static const struct file_operations coherent_fops = {
	.owner = THIS_MODULE, .write = coherent_write,
};

static struct miscdevice coherent_device = {
	.minor = MISC_DYNAMIC_MINOR, .name = "coherent", .fops = &coherent_fops,
};

static int __init coherent_init(void)
{
	void *addr;
	int ret;

	if (!start)
		return -EINVAL;
	pagemap.range.start = start;
	pagemap.range.end = start + SZ_128M - 1;
	addr = memremap_pages(&pagemap, numa_node_id());
	if (IS_ERR(addr))
		return PTR_ERR(addr);
	ret = misc_register(&coherent_device);
	if (ret)
		memunmap_pages(&pagemap);
	return ret;
}

static void __exit coherent_exit(void)
{
	misc_deregister(&coherent_device);
	memunmap_pages(&pagemap);
}

module_init(coherent_init);
module_exit(coherent_exit);
MODULE_DESCRIPTION("device-coherent memory from reserved memory");
MODULE_LICENSE("GPL");
