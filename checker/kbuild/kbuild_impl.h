/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interfaces between the files of kbuild/, also called by unit tests. Strings are interned or live
 * in the tree's arena unless a comment says free().
 */
#ifndef PAGECK_KBUILD_IMPL_H
#define PAGECK_KBUILD_IMPL_H

#include "kbuild/kbuild.h"
#include "util/path.h"

/* --- shell.c: splitting command lines ------------------------------------------- */

/* The words of one simple command, interned. */
typedef VEC(const char *) words_t;

/*
 * Splits a command line as a shell would, without running one, and calls `fn` for each simple
 * command in it (between ; && || | & and parentheses). Quotes and backslashes are interpreted and
 * redirections are dropped; nothing is expanded: `$x` stays `$x`.
 */
void shell_commands(const char *line, size_t len,
		    void (*fn)(const words_t *words, void *arg), void *arg);

/* --- command.c: which commands compile a unit -------------------------------------- */

/* Inputs of a dry run, as far as its output names them; the cache stamps them. */
struct made_from {
	int64_t since;			/* stamp_now() before the run began */
	bool cut_short;			/* make was killed: the output may be incomplete */
	VEC(const char *) makefiles;	/* absolute, interned, unique */
	VEC(const char *) compilers;	/* as the commands spell them; interned, unique */
	struct table seen;		/* both lists as a set */
};

struct collect {
	struct kbuild_tree *t;
	VEC(struct kbuild_unit) units;
	VEC(const char *) missing;	/* sources that don't exist: absolute, interned, unique */
	struct made_from *from;		/* the inputs, to be filled in; or NULL */
	const char *dir;		/* directory to which names in the commands are relative */
	/* a JSON entry: don't require the defines that kbuild passes */
	bool any_program;
	/* Collect only sources at or below one of these absolute paths; empty: all. */
	struct collect_path {
		const char *path;
		size_t found;
	} *under;
	size_t nunder;
};

/* Collects the compilations in one line of make's output. */
void collect_line(struct collect *c, const char *line, size_t len);
/* Collects one command, given as words; false when it compiles no C source. */
bool collect_words(struct collect *c, const char *const *words, size_t n);
/* Collects the command saved in DIR/.NAME.o.cmd; false when there is none. */
bool collect_cmd_file(struct collect *c, const char *path);
/* Is the source at or below one of c->under? Counts it for that path. */
bool collect_wants(struct collect *c, const char *file);
/*
 * Sorts by `shown` and keeps one compilation per source, preferably into the object named after it.
 */
void collect_settle(struct collect *c);
/* Settles the collection and moves it to the tree. */
void collect_give(struct collect *c);
void collect_free(struct collect *c);
/* A source's name for messages, relative to the tree. Interned. */
const char *shown_name(const struct kbuild_tree *t, const char *file);

/* --- make.c ---------------------------------------------------------------------------- */

/*
 * Runs a program and calls `line` for each line of its output (without the newline; lines ending in
 * a backslash are joined). Standard error goes to the descriptor `log`, or to /dev/null when it is
 * -1. `env` is a list of names and values to set (value NULL: unset), ended by a NULL name; or
 * NULL. Returns the exit status, or -1 after error().
 */
int run_lines(const char *const *argv, const char *const *env, int log,
	      void (*line)(const char *s, size_t len, void *arg), void *arg);
/* Looks a program up in PATH; NULL: not found. free() it. */
char *find_program(const char *name);
/*
 * Runs `make -n` for the targets (none: everything) and collects the units. 0, or -1 after error().
 */
int make_collect(struct kbuild_tree *t, struct collect *c, const char *const *targets, size_t n);
/*
 * Extracts the errors about makefiles from a make's standard error: files that it could not read
 * but went on without go to t->broken, the reason why it may have found nothing to t->make_failed.
 * `status` is its exit status.
 */
void make_said(struct kbuild_tree *t, const char *said, int status);
/*
 * Called before the tree's makefiles are run: prints a notice, once per process. -1 after error()
 * when a file in the tree would make make hang.
 */
int make_announce(const struct kbuild_tree *t);
/* Hash of make's command line and environment, without what can't affect the units. */
uint64_t make_input(struct kbuild_tree *t);

/* --- unit_cache.c --------------------------------------------------------------------------- */

/*
 * Loads the units of an earlier dry run from the cache, if the stamps of all its inputs still
 * match. A cache file covers everything below c->under, or the whole tree. False: not cached, or
 * outdated.
 */
bool units_load(struct collect *c);
/*
 * Saves a settled collection with its inputs, c->from. Failure is silent; the next run asks make
 * again.
 */
void units_save(const struct collect *c);
/* The subdirectory of the cache for this module, or NULL. */
const char *kbuild_cache(struct kbuild_tree *t);
/* Value for MAKEFILES that makes every make print which makefiles it read; NULL: no cache. */
const char *makefiles_hook(struct kbuild_tree *t);
/* Parses what that hook printed to a dry run's standard error. */
void made_from_makefiles(struct made_from *from, char *said);
void made_from_compiler(struct made_from *from, const char *name);
void made_from_free(struct made_from *from);

/* --- config.c ---------------------------------------------------------------------------- */

/*
 * Fills configured, zone_device, arch, cc_text and lld from t->obj. 0, or -1 after error() when
 * .config exists but can't be read.
 */
int config_read(struct kbuild_tree *t);
/* Configures and prepares t->obj below the cache directory. 0, or -1 after error(). */
int config_make(struct kbuild_tree *t, const struct kbuild_options *o);

/* --- needs.c ------------------------------------------------------------------------------- */

/*
 * Why nothing is built at an absolute path, a directory or a .c file: a clause that names the
 * missing options, as far as the makefiles' text shows them.
 */
const char *unbuilt_reason(struct kbuild_tree *t, const char *path);

/* --- compiler.c ---------------------------------------------------------------------------- */

/*
 * After config_read(): fills t->make_words with the variables for the architecture and compiler
 * that the tree was configured for. -1 after error(): the environment's variables don't fit, or no
 * installed compiler does.
 */
int compiler_choose(struct kbuild_tree *t);
/* The directory below arch/ for a value of ARCH=. */
const char *arch_dir(const char *arch);
/* Adds the environment's ARCH, LLVM, CC and CROSS_COMPILE, with which a new tree is configured. */
void compiler_words_of_environment(struct kbuild_tree *t, words_t *words);
/* First line of --version of the compiler that the environment selects; NULL: it can't be run. */
const char *compiler_of_environment(struct kbuild_tree *t, const char **program);

/* --- special.c ----------------------------------------------------------------------------- */

/* -1 after error() when a file below dir would make a program that reads it hang; else 0. */
int refuse_special(const char *dir);

/* --- tree_paths.c -------------------------------------------------------------------------- */

/* Joins dir and path and removes `.`, `..` and repeated slashes, without accessing files. */
char *path_clean(struct arena *mem, const char *dir, const char *path);
bool path_exists(const char *dir, const char *name);
bool path_is_dir(const char *path);
bool path_is_own_dir(const char *path);		/* a directory, not a symlink to one */
/* both exist, and a is newer than b */
bool is_newer(const char *dir, const char *a, const char *b);
/* The absolute path for a file or directory that the user named; NULL after error(). */
const char *path_resolve(struct kbuild_tree *t, const char *path);

/* --- compile_commands.c --------------------------------------------------------------------- */

int json_collect(struct kbuild_tree *t, struct collect *c, const char *path);

#endif
