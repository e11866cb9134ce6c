/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Compiler arguments of every translation unit of a kernel or module tree, obtained from kbuild
 * without compiling anything.
 *
 * They come from, in this order: an object's own .cmd file when it is newer than .config; an
 * earlier `make -n` whose result is in the cache, when none of its inputs has changed; `make -n`. A
 * compile_commands.json can be read instead.
 *
 * `make -n` still executes parts of the tree's makefiles ($(shell), included files). A notice says
 * so once per process; no_make forbids it, and then only the .cmd files of a built tree are used.
 *
 * The caller owns a struct kbuild_tree. All strings belong to it; kbuild_close() frees them.
 */
#ifndef PAGECK_KBUILD_H
#define PAGECK_KBUILD_H

#include "util/util.h"

struct kbuild_unit {
	const char *file;	/* absolute path of the source */
	const char *shown;	/* for messages: relative to the source tree when it lies in it */
	const char *dir;	/* directory to which the arguments' paths are relative */
	const char **argv;	/* as kbuild passes them, without the compiler's name */
	size_t argc;
	bool own_object;	/* foo.c is compiled into foo.o, not into another object */
};

/* A requested path of which the configuration builds nothing. */
struct kbuild_unbuilt {
	const char *shown;
	/* one clause; names the CONFIG options that are known to be missing */
	const char *reason;
};

struct kbuild_tree {
	struct arena mem;
	const char *src;	/* absolute; the source tree */
	const char *obj;	/* absolute; the object tree, may equal src */
	const char *module;	/* absolute M= directory, or NULL */
	const char *cache_dir;	/* copied from the options */
	unsigned jobs;
	bool allow_nothing;	/* copied from the options */
	bool no_make;		/* copied from the options */
	bool configured;	/* .config and include/generated exist in obj */
	bool zone_device;	/* CONFIG_ZONE_DEVICE=y */
	const char *arch;	/* value for ARCH=; or NULL */
	/* first line of --version of the compiler that configured it; or NULL */
	const char *cc_text;
	bool lld;		/* configured for LLVM's linker */
	VEC(const char *) make_words;	/* ARCH=, LLVM=, ...: as the tree was configured */
	const char *release;	/* "6.1.192", from the top Makefile */
	bool from_json;		/* the units came from a compilation database */
	bool recalled;		/* the units came from the cache; make was not run */
	VEC(struct kbuild_unit) units;
	/* sources that kbuild compiles but that don't exist yet (generated) */
	VEC(const char *) missing;
	VEC(const char *) broken;	/* makefiles that make failed to read, with its message */
	/* make's error message, used when there are no units; or NULL */
	const char *make_failed;
	/* requested paths without any unit; no duplicates */
	VEC(struct kbuild_unbuilt) unbuilt;
};

struct kbuild_options {
	const char *src;	/* -k */
	const char *obj;	/* -O, or NULL */
	const char *module;	/* -M, or NULL */
	const char *json;	/* compile_commands.json, or NULL */
	/*
	 * Absolute; holds object directories of unconfigured trees and cached units. NULL: neither
	 * is done.
	 */
	const char *cache_dir;
	const char *fragment;	/* rules/zone-device.config */
	bool allow_nothing;	/* paths of which nothing is built are not an error */
	bool no_make;		/* don't run make, which would execute the tree's makefiles */
	unsigned jobs;		/* make -j; the result doesn't depend on it */
	void (*progress)(const char *what, void *arg);	/* may be NULL */
	void *arg;
};

/*
 * Opens a tree. An unconfigured one is configured in an object directory below cache_dir:
 * defconfig, the fragment merged, `make prepare`. Returns 0, or -1 after error(). Call
 * kbuild_close() in both cases.
 */
int kbuild_open(struct kbuild_tree *t, const struct kbuild_options *o);
/*
 * Fills t->units with the units at or below the paths, which lie in src or the module; no paths:
 * everything. Units are sorted by `shown`, without duplicates. A path of which the configuration
 * builds nothing goes to t->unbuilt.
 *
 * Returns -1 after error(): a path is outside the tree, none of the paths has a unit (unless
 * allow_nothing is set), or make can't be run.
 */
int kbuild_units(struct kbuild_tree *t, const char *const *paths, size_t npaths);
void kbuild_close(struct kbuild_tree *t);

#endif
