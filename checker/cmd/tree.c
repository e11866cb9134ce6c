/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/tree.h"

#include "cmd/cmd.h"
#include "unit/analyse.h"
#include "cmd/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_JOBS	512
#define MAX_TIMEOUT	86400	/* seconds; maximum for --timeout */

/* --- options ------------------------------------------------------------------------------- */

struct tree_options tree_options_default(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return (struct tree_options){
		.jobs = n < 1 ? 1 : n > MAX_JOBS ? MAX_JOBS : (unsigned)n, .timeout = UNIT_TIMEOUT,
	};
}

int tree_option(int id, const char *value, struct tree_options *o)
{
	switch (id) {
	case TREE_KERNEL:
		o->kbuild.src = value;
		break;
	case TREE_OBJECTS:
		o->kbuild.obj = value;
		break;
	case TREE_MODULE:
		o->kbuild.module = value;
		break;
	case TREE_COMMANDS:
		o->kbuild.json = value;
		break;
	case TREE_JOBS:
		return option_number("-j", value, 1, MAX_JOBS, &o->jobs);
	case TREE_CONFIG:
		o->config = value;
		break;
	case TREE_RULES:
		o->rules = value;
		break;
	case TREE_NO_MAKE:
		o->kbuild.no_make = true;
		break;
	case TREE_NO_PCH:
		o->no_pch = true;
		break;
	case TREE_NO_STORE:
		o->no_store = true;
		break;
	case TREE_TIMEOUT:
		return option_number("--timeout", value, 1, MAX_TIMEOUT, &o->timeout);
	case TREE_HELP:
		o->help = true;
		break;
	default:
		BUG("an option without a handler");
	}
	return 0;
}

/* --- the tree ------------------------------------------------------------------------------ */

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
 * Finds a path of the user's: relative to the current directory when the tree has it there, else
 * relative to the tree. So `audit -k KERNEL mm/` works anywhere, and inside a tree a path means
 * what the shell completes. `objects`: it may also be in the object tree.
 */
static const char *find_path(const struct kbuild_options *o, const char *given, bool objects)
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
	if (objects && here && o->obj && path_lies_in(here, o->obj))
		return here;
	if (here || in_tree)
		error("%s lies outside %s", given, o->src);
	else
		error("cannot find %s, neither here nor in %s", given, o->src);
	return NULL;
}

const char *tree_path(const struct kbuild_options *o, const char *given)
{
	return find_path(o, given, false);
}

const char *tree_file(const struct kbuild_options *o, const char *given)
{
	return find_path(o, given, true);
}

int tree_find_paths(struct kbuild_options *o, char **words, int n, tree_paths *out)
{
	int i;

	if (tree_find(o, n ? words[0] : NULL))
		return -1;
	for (i = 0; i < n; i++) {
		const char *path = tree_path(o, words[i]);

		if (!path)
			return -1;
		vec_push(out, path);
	}
	return 0;
}

static void on_kbuild(const char *what, void *arg)
{
	progress_phase(arg, what);
}

int tree_open(struct kbuild_tree *t, struct tree_options *o, struct progress *progress)
{
	char *fragment = xasprintf("%s/zone-device.config", rules_dir(o->rules));
	int failed;

	o->kbuild.cache_dir = cache_dir();
	o->kbuild.fragment = fragment;
	o->kbuild.jobs = o->jobs;
	o->kbuild.progress = on_kbuild;
	o->kbuild.arg = progress;
	failed = kbuild_open(t, &o->kbuild);
	free(fragment);
	o->kbuild.fragment = NULL;
	return failed;
}

void tree_warn(const struct kbuild_tree *t)
{
	if (!t->zone_device)
		warning("%s is configured without CONFIG_ZONE_DEVICE: code that only exists "
			"with it is not seen, and what is asked of a ZONE_DEVICE page is "
			"compiled to false", t->obj);
}
