// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver with the mistake of the 2015 thread: it maps a page by an entry that says ZONE_DEVICE
 * (/dev/entry-devmap), and has registered no pagemap. Its twin (/dev/entry-special) maps the
 * same page by an entry that only says that the page isn't to be touched.
 *
 * Kernels that have no such entries any more (no pfn_t) get two special ones.
 */
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/version.h>
#if __has_include(<linux/pfn_t.h>)
#include <linux/pfn_t.h>
#define ENTRY_SPECIAL(page) pfn_to_pfn_t(page_to_pfn(page))
#define ENTRY_DEVMAP(page) __pfn_to_pfn_t(page_to_pfn(page), PFN_DEV | PFN_MAP)
#else
#define ENTRY_SPECIAL(page) page_to_pfn(page)
#define ENTRY_DEVMAP(page) page_to_pfn(page)
#endif

static struct page *page;

static vm_fault_t fault_devmap(struct vm_fault *vmf)
{
	return vmf_insert_mixed(vmf->vma, vmf->address, ENTRY_DEVMAP(page));
}

static vm_fault_t fault_special(struct vm_fault *vmf)
{
	return vmf_insert_mixed(vmf->vma, vmf->address, ENTRY_SPECIAL(page));
}

static const struct vm_operations_struct devmap_vm_ops = { .fault = fault_devmap };
static const struct vm_operations_struct special_vm_ops = { .fault = fault_special };

static int map_by(struct vm_area_struct *vma, const struct vm_operations_struct *ops)
{
	if (vma->vm_end - vma->vm_start != PAGE_SIZE)
		return -EINVAL;
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
	vma->vm_flags |= VM_MIXEDMAP;
#else
	vm_flags_set(vma, VM_MIXEDMAP);
#endif
	vma->vm_ops = ops;
	return 0;
}

static int mmap_devmap(struct file *file, struct vm_area_struct *vma)
{
	return map_by(vma, &devmap_vm_ops);
}

static int mmap_special(struct file *file, struct vm_area_struct *vma)
{
	return map_by(vma, &special_vm_ops);
}

static const struct file_operations devmap_fops = { .owner = THIS_MODULE, .mmap = mmap_devmap };
static const struct file_operations special_fops = { .owner = THIS_MODULE, .mmap = mmap_special };

static struct miscdevice devmap_device = {
	.minor = MISC_DYNAMIC_MINOR, .name = "entry-devmap", .fops = &devmap_fops,
};
static struct miscdevice special_device = {
	.minor = MISC_DYNAMIC_MINOR, .name = "entry-special", .fops = &special_fops,
};

static int __init entries_init(void)
{
	int ret;

	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
	ret = misc_register(&devmap_device);
	if (ret)
		goto free;
	ret = misc_register(&special_device);
	if (ret)
		goto deregister;
	return 0;

deregister:
	misc_deregister(&devmap_device);
free:
	__free_page(page);
	return ret;
}

static void __exit entries_exit(void)
{
	misc_deregister(&special_device);
	misc_deregister(&devmap_device);
	__free_page(page);
}

module_init(entries_init);
module_exit(entries_exit);
MODULE_DESCRIPTION("entries that say ZONE_DEVICE, and no pagemap");
MODULE_LICENSE("GPL");
