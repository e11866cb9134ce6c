/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/tree.h"

#include "cmd/cmd.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int find_kernel(struct kbuild_options *o, const char *near)
{
	const char *given = o->src;

	if (!given) {
		o->src = kernel_tree_above(near ? near : ".");
		if (!o->src && near && access(near, F_OK))
			return error("cannot find %s: %s", near, strerror(errno));
		if (!o->src)
			return error("%s is in no kernel source tree; name one with -k DIR",
				     near ? near : "the current directory");
		return 0;
	}
	o->src = path_real(NULL, given);
	if (!o->src)
		return error("cannot open the kernel tree %s: %s", given, strerror(errno));
	if (!is_kernel_tree(o->src))
		return error("%s is not a kernel source tree (no Kbuild, Makefile and "
			     "include/linux)", given);
	return 0;
}

int tree_find(struct kbuild_options *o, const char *near)
{
	const char *module;

	if (near && !*near)
		return error("a PATH is empty; '.' is the current directory");
	if (find_kernel(o, near))
		return -1;
	if (!o->module)
		return 0;
	module = path_real(NULL, o->module);
	if (!module)
		return error("cannot open the module's directory %s: %s", o->module, strerror(errno));
	o->module = module;
	return 0;
}

/*
 * `audit -k KERNEL mm/` works from anywhere, and inside a tree a path means what
 * the shell completes. So: the current directory's, if the tree has it; else the tree's.
 */
const char *tree_path(const struct kbuild_options *o, const char *given)
{
	const char *here = path_real(NULL, given), *in_tree = path_real(o->src, given);
	const char *module = o->module, *in_module = module ? path_real(module, given) : NULL;

	if (!*given) {
		error("a PATH is empty; '.' is the current directory");
		return NULL;
	}
	if (here && (path_lies_in(here, o->src) || (module && path_lies_in(here, module))))
		return here;
	if (in_module && path_lies_in(in_module, module))
		return in_module;
	if (in_tree && path_lies_in(in_tree, o->src))
		return in_tree;
	if (here || in_tree)
		error("%s lies outside %s", given, o->src);
	else
		error("cannot find %s, neither here nor in %s", given, o->src);
	return NULL;
}

static void on_kbuild(const char *what, void *arg)
{
	progress_phase(arg, what);
}

int tree_open(struct kbuild_tree *t, struct kbuild_options *o, const char *rules, unsigned jobs,
	      struct progress *progress)
{
	char *fragment = xasprintf("%s/zone-device.config", rules_dir(rules));
	int failed;

	o->cache_dir = cache_dir();
	o->fragment = fragment;
	o->jobs = jobs;
	o->progress = on_kbuild;
	o->arg = progress;
	failed = kbuild_open(t, o);
	free(fragment);
	o->fragment = NULL;
	return failed;
}

void tree_warn(const struct kbuild_tree *t)
{
	if (!t->zone_device)
		warning("%s is configured without CONFIG_ZONE_DEVICE: code that only exists "
			"with it is not seen, and what is asked of a ZONE_DEVICE page is "
			"compiled to false", t->obj);
}
