/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compiler arguments of every translation unit of a kernel or module tree,
 * obtained from kbuild without compiling anything.
 *
 * Sources, in order: an object's own .cmd file when it is newer than .config;
 * what an earlier run remembers in the cache, when nothing it was made from has
 * changed; `make -n`. A compile_commands.json can be read in their place.
 *
 * To ask make is to run what the tree's makefiles say, dry run or not: this is said
 * (once a process), and no_make leaves only the .cmd files of a tree that was built.
 */
#ifndef PAGECK_KBUILD_H
#define PAGECK_KBUILD_H

#include "util/util.h"

struct kbuild_unit {
	const char *file;	/* absolute source path */
	const char *shown;	/* relative to the source tree when it lies in it, else as given */
	const char *dir;	/* directory the arguments are relative to */
	const char **argv;	/* raw, without the compiler's name */
	size_t argc;
	bool own_object;	/* compiled into the object named after it, not into a copy */
};

/* A path of which the configuration builds nothing. */
struct kbuild_unbuilt {
	const char *shown;
	const char *reason;	/* one clause, names the CONFIG options as far as they are known */
};

struct kbuild_tree {
	struct arena mem;
	const char *src;	/* absolute; the kernel source tree */
	const char *obj;	/* absolute; the object tree (may equal src) */
	const char *module;	/* absolute M= directory, or NULL */
	const char *cache_dir;	/* as in the options */
	unsigned jobs;
	bool allow_nothing;	/* as in the options */
	bool no_make;		/* as in the options */
	bool configured;	/* .config and include/generated exist in obj */
	bool zone_device;	/* CONFIG_ZONE_DEVICE=y */
	const char *arch;	/* as ARCH= has it; or NULL */
	const char *cc_text;	/* the first line of the compiler's --version, back then; or NULL */
	bool lld;		/* linked with LLVM's linker */
	VEC(const char *) make_words;	/* ARCH=, LLVM=, ...: as it was configured */
	const char *release;	/* "6.1.192", from the top Makefile */
	bool from_json;		/* the units came from a compilation database */
	bool recalled;		/* they came from the cache: make was not run */
	VEC(struct kbuild_unit) units;
	VEC(const char *) missing;	/* sources that kbuild names but that don't exist (generated) */
	VEC(const char *) broken;	/* makefiles that make could not read, with what it said */
	const char *make_failed;	/* what make said when it failed, for when there are no units; or NULL */
	VEC(struct kbuild_unbuilt) unbuilt;	/* of the paths, once each: what is not in `units` */
};

struct kbuild_options {
	const char *src;	/* -k */
	const char *obj;	/* -O, or NULL */
	const char *module;	/* -M, or NULL */
	const char *json;	/* compile_commands.json, or NULL */
	/* Absolute; where an unconfigured tree is configured and units are remembered; NULL: neither. */
	const char *cache_dir;
	const char *fragment;	/* rules/zone-device.config */
	bool allow_nothing;	/* paths of which nothing is built are no error */
	bool no_make;		/* the tree's makefiles, and so its programs, are not run */
	unsigned jobs;		/* processes at a time; the units don't depend on it */
	void (*progress)(const char *what, void *arg);	/* may be NULL */
	void *arg;
};

/*
 * Opens a tree. One that isn't configured gets an object directory of its own
 * below cache_dir: defconfig, the fragment merged, `make prepare`. Returns 0,
 * or -1 after error() said what to do. Close it in both cases.
 */
int kbuild_open(struct kbuild_tree *t, const struct kbuild_options *o);
/*
 * Collects t->units for directories or files below src (or the module); no paths means
 * everything. Sorted by `shown`, unique. A path of which the configuration builds nothing
 * goes to t->unbuilt. -1 after error(): a path is outside the tree, or there is nothing at
 * all for any of them (unless allow_nothing), or make can't be run.
 */
int kbuild_units(struct kbuild_tree *t, const char *const *paths, size_t npaths);
void kbuild_close(struct kbuild_tree *t);

#endif
