/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * File contents in memory that the compiler reads instead of files, in addition to the unit's own
 * text and that of the shared header. All strings live in the arena that is passed.
 */
#ifndef PAGECK_VIRTUAL_HEADERS_H
#define PAGECK_VIRTUAL_HEADERS_H

#include "clang/libclang.h"
#include "util/util.h"

typedef VEC(struct CXUnsavedFile) virtual_headers_t;

/* A path as the compiler is given it, relative to dir unless that is NULL. */
char *path_in_dir(struct arena *mem, const char *dir, const char *file);
/* The directories of -I and its kin, as they are written; ends with NULL. free() it. */
const char **include_dirs(const char *const *argv, size_t argc);

/*
 * Replaces headers for trace points by ones without their code. A shared header and the units that
 * use it must both get this.
 */
void virtual_header_trace(struct arena *mem, const char *dir, const char *const *argv, size_t argc,
		    virtual_headers_t *out);
/*
 * Adds the overlay of this process (util/overlay.h), under every name that the compiler may use for
 * its files.
 */
void virtual_header_overlay(struct arena *mem, const char *dir, const char *const *argv, size_t argc,
		      virtual_headers_t *out);

/*
 * Declarations to go behind the text of a file. A record whose members point to those of
 * `tags`: cursors that lead to what a shared header declares, without reading back all of it
 * to find the place. And an enumerator for each macro that is defined there.
 */
#define RECORDS_WANTED	"__pageck_records"
void declare_records(struct strbuf *out, const char *const *tags, size_t n);
void declare_macros(struct strbuf *out, const char *const *names, size_t n);
/* Appends an enumerator with the value of each macro. */
void declare_numbers(struct strbuf *out, const char *const *names, size_t n);
/* Replaces the file by its text followed by these declarations. */
void virtual_header_longer(struct arena *mem, const char *file, const char *text, size_t len,
		     const struct strbuf *more, virtual_headers_t *out);

#endif
