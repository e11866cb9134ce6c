/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of kbuild/ share, and what its unit tests call. */
#ifndef PAGECK_KBUILD_IMPL_H
#define PAGECK_KBUILD_IMPL_H

#include "kbuild/kbuild.h"
#include "util/path.h"

/* --- shell.c: words without a shell --------------------------------------------- */

/* The words of one simple command, interned. */
typedef VEC(const char *) words_t;

/*
 * Splits a command line as a shell would and calls `fn` for each simple command
 * in it (between ; && || | & and parentheses). Quotes and backslashes are
 * honoured, redirections dropped, nothing is expanded: `$x` stays `$x`.
 */
void shell_commands(const char *line, size_t len,
		    void (*fn)(const words_t *words, void *arg), void *arg);

/* --- command.c: which commands compile a unit -------------------------------------- */

/* What a dry run was made from, as far as its output tells. */
struct made_from {
	int64_t since;			/* stamp_now() before it began */
	bool cut_short;			/* make was killed: its output may lack something */
	VEC(const char *) makefiles;	/* absolute, interned, unique */
	VEC(const char *) compilers;	/* as the commands name them, interned, unique */
	struct table seen;		/* of both */
};

struct collect {
	struct kbuild_tree *t;
	VEC(struct kbuild_unit) units;
	VEC(const char *) missing;	/* sources that don't exist: absolute, interned, unique */
	struct made_from *from;		/* to be filled in; or NULL */
	const char *dir;		/* what relative names in the commands are relative to */
	bool any_program;		/* a JSON entry: kbuild's own defines aren't required */
	/* Keep only sources at or below one of these absolute paths; none: all of them. */
	struct collect_path {
		const char *path;
		size_t found;
	} *under;
	size_t nunder;
};

/* Adds the compilations among the commands of one line. */
void collect_line(struct collect *c, const char *line, size_t len);
/* One command that is already split; false when it compiles no C source. */
bool collect_words(struct collect *c, const char *const *words, size_t n);
/* The saved command in DIR/.NAME.o.cmd; false when there is none. */
bool collect_cmd_file(struct collect *c, const char *path);
/* Is a source at or below one of c->under? Counts it there. */
bool collect_wants(struct collect *c, const char *file);
/* Sorted by `shown`, one for each source: that for its own object, if there is one. */
void collect_settle(struct collect *c);
/* Settles it and hands it to the tree. */
void collect_give(struct collect *c);
void collect_free(struct collect *c);
/* How the tree's user would write a source's name. Interned. */
const char *shown_name(const struct kbuild_tree *t, const char *file);

/* --- make.c ---------------------------------------------------------------------------- */

/*
 * Runs a program with its output streamed to `line` (without the newline, with
 * continued lines joined); standard error goes to the descriptor `log` or (-1) /dev/null. `env` adds
 * variables, a name and a value each (NULL: not that one), up to a NULL name; or it
 * is NULL. Returns the exit status, or -1 after error().
 */
int run_lines(const char *const *argv, const char *const *env, int log,
	      void (*line)(const char *s, size_t len, void *arg), void *arg);
/* Where PATH has a program, or NULL. free() it. */
char *find_program(const char *name);
/* `make -n` for targets of the tree (none: everything), collected. 0 or -1. */
int make_collect(struct kbuild_tree *t, struct collect *c, const char *const *targets, size_t n);
/*
 * Takes from what a make said on standard error what is wrong with makefiles: to
 * t->broken what it could not read though it went on, to t->make_failed why it may
 * have found nothing. `status` is its exit status.
 */
void make_said(struct kbuild_tree *t, const char *said, int status);
/*
 * Before the tree's makefiles are run: says so, once a process. -1 after error() when
 * make would hang on a file of the tree.
 */
int make_announce(const struct kbuild_tree *t);
/* Its words and its environment, but for what can't matter to the units. */
uint64_t make_input(struct kbuild_tree *t);

/* --- remember.c ---------------------------------------------------------------------------- */

/*
 * The units of a dry run in the cache, with the stamps of all it was made from.
 * One is for everything below c->under, or for the whole tree when there is none.
 *
 * False: nothing is remembered, or something has changed since.
 */
bool units_load(struct collect *c);
/* c->from is filled in, and c is settled. Failure only costs the next run its time. */
void units_save(const struct collect *c);
/* The directory of the cache that is kbuild's, or NULL. */
const char *kbuild_cache(struct kbuild_tree *t);
/* What MAKEFILES must hold for every make to say what it has read; NULL: no cache. */
const char *makefiles_hook(struct kbuild_tree *t);
/* Takes from a dry run's standard error what the hook made it say. */
void made_from_makefiles(struct made_from *from, char *said);
void made_from_compiler(struct made_from *from, const char *name);
void made_from_free(struct made_from *from);

/* --- config.c ---------------------------------------------------------------------------- */

/*
 * Fills configured, zone_device, arch, cc_text, lld of t->obj. 0, or -1 after error(): .config is
 * there, but can't be read.
 */
int config_read(struct kbuild_tree *t);
/* Makes t->obj below the cache directory. 0, or -1 after error(). */
int config_make(struct kbuild_tree *t, const struct kbuild_options *o);

/* --- needs.c ------------------------------------------------------------------------------- */

/*
 * Why nothing is built of an absolute path, which names a directory or a .c file: a clause
 * with the options that it needs and doesn't have, as far as makefiles tell.
 */
const char *unbuilt_reason(struct kbuild_tree *t, const char *path);

/* --- compiler.c ---------------------------------------------------------------------------- */

/*
 * After config_read(): fills t->make_words, with which make takes the processor and the
 * compiler that the tree was configured for. -1 after error(): the environment's don't
 * fit, or none that is installed does.
 */
int compiler_choose(struct kbuild_tree *t);
/* The directory below arch/ of an ARCH=. */
const char *arch_dir(const char *arch);
/* The environment's ARCH, LLVM, CC and CROSS_COMPILE: what a tree is configured with. */
void compiler_words_of_environment(struct kbuild_tree *t, words_t *words);
/* The first line of --version of the compiler that these select; NULL: it can't be run. */
const char *compiler_of_environment(struct kbuild_tree *t, const char **program);

/* --- special.c ----------------------------------------------------------------------------- */

/* 0, or -1 after error(): below dir is a file that would make a program that reads it hang. */
int refuse_special(const char *dir);

/* --- paths.c ------------------------------------------------------------------------------- */

/* Joins and removes `.`, `..` and repeated slashes without asking the file system. */
char *path_clean(struct arena *mem, const char *dir, const char *path);
bool path_exists(const char *dir, const char *name);
bool path_is_dir(const char *path);
bool path_is_own_dir(const char *path);		/* and no link to one */
bool is_newer(const char *dir, const char *a, const char *b);	/* both there, a after b */
/* The user's word for a file or directory as an absolute path, or NULL after error(). */
const char *path_resolve(struct kbuild_tree *t, const char *path);

/* --- json.c ----------------------------------------------------------------------------------- */

int json_collect(struct kbuild_tree *t, struct collect *c, const char *path);

#endif
