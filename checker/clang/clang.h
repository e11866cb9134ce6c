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
 * What reaches the compiler of a raw argument vector. The result owns its
 * strings (arena). `file` is the last argument that is not an option; `skipped`
 * lists what was dropped. Never passes on -fplugin=, -Xclang, @file, -B, -o, -Wp,.
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
	FRONT_FAILED,		/* nothing usable: fatal error, missing header, no such file */
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
	VEC(struct front_diag) errors;	/* parse errors; the functions they hit are `broken` */
	bool used_pch;
	void *impl;
};

struct front_options {
	const char *cache_dir;		/* where precompiled headers are kept; NULL: don't use any */
	const char *source;		/* contents to use in place of the file's, or NULL */
	bool detailed;			/* keep what #if left out, for decl_at_line() */
	/* records that ir_find_record() may be asked for though no code mentions them */
	const char *const *records;
	size_t nrecords;
	/* macros that are constants named IR_MACRO_DEFINED and their name, if they are defined */
	const char *const *macros;
	size_t nmacros;
	/* the same, whose constants are named IR_MACRO_VALUE and their name, and have their value */
	const char *const *numbers;
	size_t nnumbers;
	/*
	 * About how many units this run parses; 0: unknown (make calls us once a unit).
	 * Many: a precompiled header is made at once. Else it is made when a second
	 * unit asks for it, so that a lone unit doesn't pay for one.
	 */
	unsigned expected_units;
};

/* Never NULL. The caller frees it with front_unit_free(). */
struct front_unit *front_parse(const struct front_args *a, const struct front_options *o);
void front_unit_free(struct front_unit *u);

/*
 * Every file that a unit was made from, the main file and those inside a shared
 * header included; absolute names, each once. For a FRONT_OK unit.
 */
void front_files(struct front_unit *u, void (*fn)(const char *path, void *arg), void *arg);

/*
 * Where a header was looked for that isn't there, of a unit that failed for the lack of it:
 * once one of these files exists, another parse may fare better.
 */
void front_sought(const struct front_unit *u, void (*fn)(const char *path, void *arg), void *arg);

/*
 * Units with the same key, in the same directory, can share a precompiled header; 0: it
 * could not have one.
 */
uint64_t front_shared_key(const struct front_args *a);

/* NULL when libclang can be loaded, else one line that says which package has it. */
const char *front_missing(void);
/* "Debian clang version 19.1.7 (3), /usr/lib/...": what front_missing() loads; NULL: nothing. */
const char *front_version(void);
/* Tells one libclang from another, without loading it; 0: there is none. */
uint64_t front_stamp(void);

#endif
