/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A translation unit through libclang: arguments in, struct ir_unit out.
 *
 * libclang is loaded with dlopen() on the first parse, so that a unit which is
 * skipped never pays for it; libclang.h declares what is used of it.
 */
#ifndef PAGECK_CLANG_H
#define PAGECK_CLANG_H

#include "ir/ir.h"

/* --- args.c: the allow-list ------------------------------------------------ */

/*
 * Filters compiler arguments through an allow-list. The result owns its strings (arena). `file` is
 * the last argument that is not an option; `skipped` lists what was dropped. -fplugin=, -Xclang,
 * @file, -B, -o and -Wp, are never passed on.
 */
struct front_args {
	struct arena mem;
	VEC(const char *) argv;		/* for libclang, without the file and without argv[0] */
	VEC(const char *) skipped;
	const char *file;		/* NULL: none was given */
	const char *dir;		/* directory the arguments are relative to; NULL: the current one */
};

void front_args_init(struct front_args *a, const char *dir, const char *const *argv, size_t argc);
void front_args_free(struct front_args *a);

/* --- parse.c ------------------------------------------------------------- */

enum front_status {
	FRONT_OK,
	FRONT_FAILED,		/* no usable result: fatal error, missing header, no such file */
};

struct front_diag {
	const char *file;
	unsigned line, col;
	bool is_fatal;
	const char *text;
};

struct front_unit {
	struct ir_unit ir;
	const char *path;		/* the main file, as it was given */
	enum front_status status;
	const char *reason;		/* FRONT_FAILED: one clear line */
	VEC(struct front_diag) errors;	/* parse errors; functions that contain one are `broken` */
	bool used_pch;
	void *impl;
};

struct front_options {
	const char *cache_dir;		/* directory for precompiled headers; NULL: don't use any */
	const char *source;		/* contents to use in place of the file's, or NULL */
	bool detailed;			/* keep a record of what #if excludes, for decl_at_line() */
	/* records for ir_find_record(), even if no code mentions them */
	const char *const *records;
	size_t nrecords;
	/* macros that are constants named IR_MACRO_DEFINED and their name, if they are defined */
	const char *const *macros;
	size_t nmacros;
	/* the same, whose constants are named IR_MACRO_VALUE and their name, and have their value */
	const char *const *numbers;
	size_t nnumbers;
	/*
	 * About how many units this run parses; 0: unknown (make runs us once per unit). With many,
	 * a precompiled header is made at once; else when a second unit asks for it, so that a
	 * single unit doesn't pay for one.
	 */
	unsigned expected_units;
};

/* Never NULL. The caller frees it with front_unit_free(). */
struct front_unit *front_parse(const struct front_args *a, const struct front_options *o);
void front_unit_free(struct front_unit *u);

/*
 * Calls fn for every file that the unit was made from, including the main file and those in a
 * shared header: absolute names, no duplicates. Only for FRONT_OK.
 */
void front_files(struct front_unit *u, void (*fn)(const char *path, void *arg), void *arg);

/*
 * For a unit that failed because a header is missing: the places where it was searched. Once one of
 * these files exists, parsing again may succeed.
 */
void front_sought(const struct front_unit *u, void (*fn)(const char *path, void *arg), void *arg);

/* Units with the same key and directory can share a precompiled header; 0: none is possible. */
uint64_t front_shared_key(const struct front_args *a);

/* NULL when libclang can be loaded, else a one-line message that names the package to install. */
const char *front_missing(void);
/*
 * "Debian clang version 19.1.7 (3), /usr/lib/...": the library that is used; NULL: there is none.
 */
const char *front_version(void);
/* Identifies the installed libclang without loading it; 0: there is none. */
uint64_t front_stamp(void);

#endif
