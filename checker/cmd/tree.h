/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Common code of commands that work on a kernel tree: options that select the tree, the rules and
 * the resources, and finding and opening the tree.
 *
 * Strings in struct tree_options are borrowed from argv, or interned. The caller owns the
 * kbuild_tree and closes it.
 */
#ifndef PAGECK_TREE_H
#define PAGECK_TREE_H

#include "cmd/options.h"
#include "cmd/progress.h"
#include "kbuild/kbuild.h"
#include "util/path.h"

/* --- options ------------------------------------------------------------------------------- */

struct tree_options {
	struct kbuild_options kbuild;	/* -k, -O, -M, -p, --no-make */
	const char *rules, *config;	/* rules directory; suppression table; NULL: not given */
	unsigned jobs, timeout;		/* number of workers; seconds per unit */
	bool no_pch, no_store, help;
};

/* Rows for a command's option table. Their ids are above those of the commands' own options. */
enum {
	TREE_KERNEL = 100, TREE_OBJECTS, TREE_MODULE, TREE_COMMANDS, TREE_JOBS, TREE_CONFIG, TREE_RULES,
	TREE_NO_MAKE, TREE_NO_PCH, TREE_NO_STORE, TREE_TIMEOUT, TREE_HELP,
};

#define OPTION_KERNEL(which) \
	{ TREE_KERNEL, 'k', "kernel", "DIR", "the kernel source tree (default: " which ")" }
#define OPTION_OBJECTS \
	{ TREE_OBJECTS, 'O', "objects", "DIR", "its object tree, when it was built with O=DIR" }
#define OPTION_MODULE(help) \
	{ TREE_MODULE, 'M', "module", "DIR", help }
#define OPTION_COMMANDS \
	{ TREE_COMMANDS, 'p', "commands", "FILE", "take arguments from a compile_commands.json" }
#define OPTION_JOBS \
	{ TREE_JOBS, 'j', "jobs", "N", "worker processes (default: one a processor)" }
#define OPTION_CONFIG \
	{ TREE_CONFIG, 0, "config", "FILE", "a table of suppressions (default: .pageck.yaml)" }
#define OPTION_RULES \
	{ TREE_RULES, 0, "rules", "DIR", "read the rules from DIR" }
#define OPTION_NO_MAKE \
	{ TREE_NO_MAKE, 0, "no-make", NULL, "don't run the tree's makefiles: only what has been built" }
#define OPTION_NO_PCH \
	{ TREE_NO_PCH, 0, "no-pch", NULL, "parse headers afresh, without the cache" }
#define OPTION_NO_STORE \
	{ TREE_NO_STORE, 0, "no-store", NULL, "neither use nor keep what runs find out about the tree" }
#define OPTION_TIMEOUT \
	{ TREE_TIMEOUT, 0, "timeout", "SECONDS", "what one unit may take (default: 60)" }
#define OPTION_HELP \
	{ TREE_HELP, 'h', "help", NULL, "this text" }

struct tree_options tree_options_default(void);
/* Handles one of the options above. 0, or -1 after error(). */
int tree_option(int id, const char *value, struct tree_options *o);

/* --- the tree ------------------------------------------------------------------------------ */

/*
 * Resolves o->src and o->module (unless NULL). Without -k, the kernel tree is the one that contains
 * `near` (NULL: the current directory). -1 after error().
 */
int tree_find(struct kbuild_options *o, const char *near);
/* The absolute path for a path of the user's; NULL after error(). Call after tree_find(). */
const char *tree_path(const struct kbuild_options *o, const char *given);
/* The same for several paths; appends to `out`. -1 after error(). */
typedef VEC(const char *) tree_paths;
int tree_find_paths(struct kbuild_options *o, char **words, int n, tree_paths *out);
/* The same for a file, which may also be in the object tree. */
const char *tree_file(const struct kbuild_options *o, const char *given);
/*
 * Opens the tree; an unconfigured one is configured with the fragment in the rules directory. Shows
 * slow phases in `progress`. -1 after error().
 */
int tree_open(struct kbuild_tree *t, struct tree_options *o, struct progress *progress);
/* Warns when an open tree's configuration excludes code that pageck checks. */
void tree_warn(const struct kbuild_tree *t);

#endif
