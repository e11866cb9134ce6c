/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One parse: arguments and a file in, a unit that can be lowered out.
 *
 * Relative paths are resolved by the compiler against the unit's directory
 * (-working-directory), not by changing this process's: bodies are lowered
 * long after the parse, and libclang may open a header only then.
 *
 * A unit whose #include is missing is FRONT_FAILED as a whole: what follows the
 * hole would be analysed with types and macros that don't exist. Any other
 * error costs the functions it lies in.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clang/clang.h"
#include "clang/libclang.h"
#include "clang/lower.h"
#include "clang/pch.h"
#include "clang/virtual_headers.h"
#include "clang/parse.h"
#include "util/input.h"

struct front_impl {
	struct arena mem;
	CXIndex index;
	CXTranslationUnit tu;
	bool lowered;
	struct pch_names names;		/* of the shared header the unit started from */
	const char *dir;		/* as given; may be NULL */
	const char *pch_files;		/* where the headers in the shared one are listed, or NULL */
	const char *pch_names;		/* where its names are, or NULL */
	VEC(const char *) sought;	/* paths of a header that isn't there */
};

/* Bytes that the files of a unit may have together; a shared header is one of them, of about 25 MB. */
#define UNIT_FILES	((size_t)256 << 20)

/*
 * Not KeepGoing: it turns a missing header, which has to stay fatal, into one
 * error among others. Warnings in headers are neither kept nor formatted.
 */
#define PARSE_FLAGS	CXTranslationUnit_IgnoreNonErrorsFromIncludedFiles

/* --- standard error ----------------------------------------------------------- */

/*
 * A crash inside libclang is recovered from and reported as FRONT_FAILED; the
 * stack dump that it prints would end up in the middle of a build's output.
 */
static int stderr_off(void)
{
#ifdef __SANITIZE_ADDRESS__
	return -1;
#else
	int saved, null;

	fflush(stderr);
	saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (saved < 0)
		return -1;
	null = open_null(O_WRONLY);
	if (null >= 0) {
		dup2(null, STDERR_FILENO);
		close(null);
	}
	return saved;
#endif
}

static void stderr_on(int saved)
{
	if (saved < 0)
		return;
	dup2(saved, STDERR_FILENO);
	close(saved);
}

/* --- the main file --------------------------------------------------------------- */

/* The text, or NULL and a reason. */
static char *read_main(struct front_unit *u, const char *path, size_t *len)
{
	struct front_impl *impl = u->impl;
	char *text = read_file(path, len);

	if (!text)
		u->reason = arena_printf(&impl->mem, "cannot read it: %s", open_error(errno));
	return text;
}

/* --- one attempt ------------------------------------------------------------------- */

struct attempt {
	const struct front_args *a;
	const struct front_options *o;
	const struct pch *pch;		/* NULL: a full parse */
	const char *text;		/* of the file */
	size_t len;
};

static const char *error_text(enum CXErrorCode code)
{
	switch (code) {
	case CXError_Crashed:
		return "libclang crashed on it";
	case CXError_InvalidArguments:
	case CXError_ASTReadError:	/* without a precompiled header, this is what it means */
		return "libclang refuses its arguments";
	default:
		return "libclang could not parse it";
	}
}

/* The forced includes are inside the precompiled header. */
static void build_argv(struct arena *mem, const struct attempt *t, const char ***argv, int *argc)
{
	const struct front_args *a = t->a;
	const char **v = arena_array(mem, const char *, a->argv.n + 4);
	int n = 0;
	size_t i;

	if (t->pch) {
		v[n++] = "-include-pch";
		v[n++] = t->pch->path;
	}
	for (i = 0; i < a->argv.n; i++) {
		if (t->pch && !strcmp(a->argv.data[i], "-include")) {
			i++;
			continue;
		}
		v[n++] = a->argv.data[i];
	}
	if (a->dir) {
		v[n++] = "-working-directory";
		v[n++] = a->dir;
	}
	*argv = v;
	*argc = n;
}

/* Without a shared header everything is declared where it can be seen. */
static void virtual_headers(struct arena *mem, const struct attempt *t, virtual_headers_t *out)
{
	const struct front_args *a = t->a;
	struct strbuf more = { 0 };

	if (t->pch && t->o->nrecords)
		declare_records(&more, t->o->records, t->o->nrecords);
	declare_macros(&more, t->o->macros, t->text ? t->o->nmacros : 0);
	declare_numbers(&more, t->o->numbers, t->text ? t->o->nnumbers : 0);
	if (more.n)
		virtual_header_longer(mem, a->file, t->text, t->len, &more, out);
	else if (t->o->source)
		vec_push(out, ((struct CXUnsavedFile){ a->file, t->text, t->len }));
	strbuf_free(&more);
	virtual_header_overlay(mem, a->dir, a->argv.data, a->argv.n, out);
	virtual_header_trace(mem, a->dir, a->argv.data, a->argv.n, out);
}

static enum CXErrorCode parse_once(struct front_unit *u, const struct attempt *t)
{
	struct front_impl *impl = u->impl;
	virtual_headers_t unsaved = { 0 };
	enum CXErrorCode code;
	const char **argv;
	int argc, saved;

	if (impl->tu)
		clang_disposeTranslationUnit(impl->tu);
	impl->tu = NULL;
	build_argv(&impl->mem, t, &argv, &argc);
	virtual_headers(&impl->mem, t, &unsaved);
	saved = stderr_off();
	code = clang_parseTranslationUnit2(impl->index, t->a->file, argv, argc, unsaved.data,
					   (unsigned)unsaved.n, PARSE_FLAGS |
					   (t->o->detailed ? CXTranslationUnit_DetailedPreprocessingRecord : 0),
					   &impl->tu);
	stderr_on(saved);
	vec_free(&unsaved);
	return code;
}

/* --- diagnostics ---------------------------------------------------------------------- */

static const char *take_string(struct arena *mem, CXString s)
{
	const char *c = clang_getCString(s);
	char *copy = arena_strdup(mem, c ? c : "");

	clang_disposeString(s);
	return copy;
}

/* What is wrong with a file that it was kept from opening (util/input.h), libclang can't know. */
static const char *error_of_file(struct arena *mem, const char *text)
{
	static const int refused[] = { ENXIO, EFBIG };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(refused) && str_starts(text, "cannot open file '"); i++) {
		const char *said = strerror(refused[i]);

		if (str_ends(text, said))
			return arena_printf(mem, "%.*s%s", (int)(strlen(text) - strlen(said)), text,
					    open_error(refused[i]));
	}
	return text;
}

static void collect_errors(struct front_unit *u)
{
	struct front_impl *impl = u->impl;
	unsigned i, n = clang_getNumDiagnostics(impl->tu);

	u->errors.n = 0;
	for (i = 0; i < n; i++) {
		CXDiagnostic d = clang_getDiagnostic(impl->tu, i);
		enum CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(d);

		if (severity >= CXDiagnostic_Error) {
			struct front_diag e = { .is_fatal = severity == CXDiagnostic_Fatal };
			CXFile file = NULL;

			clang_getExpansionLocation(clang_getDiagnosticLocation(d), &file, &e.line,
						   &e.col, NULL);
			e.file = file ? take_string(&impl->mem, clang_getFileName(file)) : "";
			e.text = error_of_file(&impl->mem,
					       take_string(&impl->mem, clang_getDiagnosticSpelling(d)));
			vec_push(&u->errors, e);
		}
		clang_disposeDiagnostic(d);
	}
}

static bool has_fatal(struct front_unit *u)
{
	struct front_impl *impl = u->impl;
	size_t i;

	for (i = 0; i < u->errors.n; i++) {
		const struct front_diag *e = &u->errors.data[i];

		if (!e->is_fatal)
			continue;
		u->reason = e->line ? arena_printf(&impl->mem, "%s:%u: %s", e->file, e->line, e->text) :
				      e->text;
		return true;
	}
	return false;
}

/* "'flask.h' file not found" -> flask.h; NULL: it says something else. */
static const char *missing_header(struct front_unit *u, const struct front_diag *e)
{
	static const char rest[] = "' file not found";
	struct front_impl *impl = u->impl;
	size_t n = strlen(e->text);

	if (!e->is_fatal || e->text[0] != '\'' || n <= strlen(rest) || !str_ends(e->text, rest))
		return NULL;
	return arena_strndup(&impl->mem, e->text + 1, n - 1 - strlen(rest));
}

/* Was it one that stopped the parse? Then notes where it could have been. */
static bool lacks_header(struct front_unit *u, const struct front_args *a)
{
	struct front_impl *impl = u->impl;
	const char *name = NULL, **dirs, *slash;
	size_t i;

	for (i = 0; i < u->errors.n && !name; i++)
		name = missing_header(u, &u->errors.data[i]);
	if (!name)
		return false;
	slash = strrchr(u->errors.data[i - 1].file, '/');
	impl->sought.n = 0;
	vec_push(&impl->sought, path_in_dir(&impl->mem, impl->dir, !slash ? name :
				       arena_printf(&impl->mem, "%.*s/%s",
						    (int)(slash - u->errors.data[i - 1].file),
						    u->errors.data[i - 1].file, name)));
	dirs = include_dirs(a->argv.data, a->argv.n);
	for (i = 0; dirs[i]; i++)
		vec_push(&impl->sought, arena_printf(&impl->mem, "%s/%s",
						     path_in_dir(&impl->mem, impl->dir, dirs[i]), name));
	free(dirs);
	return true;
}

/* --- the whole ---------------------------------------------------------------------------- */

/*
 * With the shared header when there is one. It is only a short cut: whatever
 * goes wrong with it, be it stale, unreadable or in conflict with the file,
 * the unit is parsed again in full and that parse alone counts. But a header
 * that isn't there is missing either way.
 */
static enum CXErrorCode parse_with_pch(struct front_unit *u, struct attempt *t)
{
	struct pch pch;
	enum CXErrorCode code;

	if (!pch_find(&pch, t->a, t->o, t->text, t->len))
		return CXError_Failure;
	t->pch = &pch;
	code = parse_once(u, t);
	if ((code == CXError_ASTReadError || pch_is_stale(code, ((struct front_impl *)u->impl)->tu)) &&
	    pch_rebuild(&pch))
		code = parse_once(u, t);
	if (code == CXError_Success) {
		collect_errors(u);
		if (u->errors.n)
			code = CXError_Failure;
	}
	u->used_pch = code == CXError_Success || lacks_header(u, t->a);
	if (u->used_pch) {
		struct front_impl *impl = u->impl;

		impl->pch_names = arena_printf(&impl->mem, "%s.names", pch.base);
		impl->pch_files = arena_printf(&impl->mem, "%s.files", pch.base);
		pch_names_open(&impl->names, impl->pch_names);
		impl->names.tu = impl->tu;
	}
	pch_done(&pch);
	t->pch = NULL;
	return code;
}

static void parse(struct front_unit *u, const struct front_args *a, const struct front_options *o)
{
	struct front_impl *impl = u->impl;
	struct attempt t = { .a = a, .o = o };
	const char *path = path_in_dir(&impl->mem, a->dir, a->file);
	char *text = NULL;
	size_t len = 0, i;
	enum CXErrorCode code;

	if (!o->source) {
		text = read_main(u, path, &len);
		if (!text)
			return;
	}
	if (!libclang_load()) {
		u->reason = front_missing();
		free(text);
		return;
	}
	impl->index = clang_createIndex(1, 0);
	t.text = text ? text : o->source;
	t.len = text ? len : strlen(o->source);
	code = parse_with_pch(u, &t);
	if (code != CXError_Success && !u->used_pch) {
		code = parse_once(u, &t);
		if (code == CXError_Success) {
			collect_errors(u);
			lacks_header(u, a);
		} else {
			u->reason = error_text(code);
		}
	}
	free(text);
	if (code != CXError_Success && !u->used_pch)
		return;
	if (has_fatal(u))
		return;

	u->status = FRONT_OK;
	lower_init(&u->ir, impl->tu, a->file);
	impl->lowered = true;
	if (u->used_pch)
		lower_set_finder(&u->ir, pch_names_find, pch_names_value, pch_names_declare,
				 &impl->names);
	for (i = 0; i < u->errors.n; i++)
		lower_mark_broken(&u->ir, u->errors.data[i].file, u->errors.data[i].line);
}

struct front_unit *front_parse(const struct front_args *a, const struct front_options *o)
{
	static const struct front_options defaults;
	struct front_unit *u = xcalloc(1, sizeof(*u));
	struct front_impl *impl = xcalloc(1, sizeof(*impl));

	input_count(UNIT_FILES);
	u->impl = impl;
	u->status = FRONT_FAILED;
	impl->dir = a->dir;
	u->path = a->file ? arena_strdup(&impl->mem, a->file) : "";
	if (a->file)
		parse(u, a, o ? o : &defaults);
	else
		u->reason = "no source file among the arguments";
	return u;
}

CXTranslationUnit front_translation_unit(struct front_unit *u)
{
	return ((struct front_impl *)u->impl)->tu;
}

/* --- files ------------------------------------------------------------------------------- */

struct file_visit {
	struct front_impl *impl;
	struct table seen;
	void (*fn)(const char *path, void *arg);
	void *arg;
};

static void visit_name(struct file_visit *v, const char *name)
{
	name = path_in_dir(&v->impl->mem, v->impl->dir, name);
	if (table_get(&v->seen, name))
		return;
	table_put(&v->seen, name, v);
	v->fn(name, v->arg);
}

static void visit_file(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct file_visit *v = data;

	(void)stack;
	(void)depth;
	visit_name(v, take_string(&v->impl->mem, clang_getFileName(file)));
}

/* libclang doesn't go into a precompiled header; its own first line is its source in the cache. */
static void visit_shared(struct file_visit *v)
{
	char *text = read_file(v->impl->pch_files, NULL), *p = text, *end;

	if (!text)
		return;
	for (p = strchr(p, '\n'); p && *++p; p = end) {
		end = strchr(p, '\n');
		if (!end)
			break;
		visit_name(v, arena_strndup(&v->impl->mem, p, (size_t)(end - p)));
	}
	free(text);
}

void front_files(struct front_unit *u, void (*fn)(const char *path, void *arg), void *arg)
{
	struct file_visit v = { .impl = u->impl, .fn = fn, .arg = arg };

	if (!v.impl->tu)
		return;
	clang_getInclusions(v.impl->tu, visit_file, &v);
	if (u->used_pch)
		visit_shared(&v);
	table_free(&v.seen);
}

void front_sought(const struct front_unit *u, void (*fn)(const char *path, void *arg), void *arg)
{
	const struct front_impl *impl = u->impl;
	size_t i;

	for (i = 0; i < impl->sought.n; i++)
		fn(impl->sought.data[i], arg);
}

void front_unit_free(struct front_unit *u)
{
	struct front_impl *impl;

	if (!u)
		return;
	input_count(0);
	impl = u->impl;
	if (impl->lowered)
		lower_done(&u->ir);
	pch_names_close(&impl->names);
	if (impl->tu)
		clang_disposeTranslationUnit(impl->tu);
	if (impl->index)
		clang_disposeIndex(impl->index);
	vec_free(&u->errors);
	vec_free(&impl->sought);
	ir_unit_done(&u->ir);
	arena_free(&impl->mem);
	free(impl);
	free(u);
}
