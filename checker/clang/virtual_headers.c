/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "clang/virtual_headers.h"

#include "ir/ir.h"
#include "util/overlay.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *path_in_dir(struct arena *mem, const char *dir, const char *file)
{
	if (!dir || file[0] == '/')
		return arena_strdup(mem, file);
	return arena_printf(mem, "%s/%s", dir, file);
}

const char **include_dirs(const char *const *argv, size_t argc)
{
	static const char *const flags[] = { "-isystem", "-iquote", "-idirafter", "-I" };
	const char **dirs = xcalloc(argc + 1, sizeof(*dirs));
	size_t i, j, n = 0;

	for (i = 0; i < argc; i++)
		for (j = 0; j < ARRAY_SIZE(flags); j++) {
			const char *s = argv[i];

			if (!str_starts(s, flags[j]))
				continue;
			s += strlen(flags[j]);
			if (!*s && i + 1 < argc)
				s = argv[++i];
			dirs[n++] = s;
			break;
		}
	return dirs;
}

static void put(virtual_headers_t *out, const char *path, const char *text, size_t len)
{
	struct CXUnsavedFile one = { path, text, len };

	vec_push(out, one);
}

/*
 * With CREATE_TRACE_POINTS this header reads every event of a trace header eight times more,
 * for functions that nothing but the tracing core calls: their arguments have no origin, so
 * no rule could judge them, and a third of mm/'s parse went into them.
 */
void virtual_header_trace(struct arena *mem, const char *dir, const char *const *argv, size_t argc,
		    virtual_headers_t *out)
{
	const char **dirs = include_dirs(argv, argc);
	size_t i;

	for (i = 0; dirs[i]; i++) {
		const char *path = arena_printf(mem, "%s/trace/define_trace.h",
						path_in_dir(mem, dir, dirs[i]));

		if (!access(path, F_OK) && !overlay_find(path))
			put(out, path, "", 0);
	}
	free(dirs);
}

/* What the compiler calls a file that it looks for in `inc`; NULL: not below it. */
static const char *seen_from(struct arena *mem, const char *dir, const char *inc, const char *path)
{
	const char *full = path_in_dir(mem, dir, inc), *r = NULL;
	char *real = realpath(full, NULL);
	size_t n = real ? strlen(real) : 0;

	if (n && !strncmp(path, real, n) && path[n] == '/')
		r = arena_printf(mem, "%s%s", inc, path + n);
	free(real);
	return r;
}

/*
 * A file on disk is found whatever it is called. One that isn't has only the names that it
 * is given here: the compiler puts its own together from the -I as written.
 *
 * A file that isn't there any more can't be said to be so; where it is still included the
 * parse ends.
 */
void virtual_header_overlay(struct arena *mem, const char *dir, const char *const *argv, size_t argc,
		      virtual_headers_t *out)
{
	static const char gone[] = "#include \"a file that is not there\"\n";
	const struct overlay_file *const *list;
	const char **dirs, *path;
	size_t i, j, n;

	list = overlay_all(&n);
	if (!n)
		return;
	dirs = include_dirs(argv, argc);
	for (i = 0; i < n; i++) {
		const char *text = list[i]->text ? list[i]->text : gone;
		size_t len = list[i]->text ? list[i]->n : strlen(gone);

		put(out, list[i]->path, text, len);
		if (!access(list[i]->path, F_OK))
			continue;
		for (j = 0; dirs[j]; j++)
			if ((path = seen_from(mem, dir, dirs[j], list[i]->path)))
				put(out, path, text, len);
	}
	free(dirs);
}

void declare_records(struct strbuf *out, const char *const *tags, size_t n)
{
	size_t i;

	strbuf_addf(out, "\nstruct %s {", RECORDS_WANTED);
	for (i = 0; i < n; i++)
		strbuf_addf(out, " struct %s *_%zu;", tags[i], i);
	strbuf_addf(out, " };\n");
}

void declare_macros(struct strbuf *out, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		strbuf_addf(out, "\n#ifdef %s\nenum { %s%s };\n#endif\n", names[i], IR_MACRO_DEFINED,
			    names[i]);
}

void declare_numbers(struct strbuf *out, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		strbuf_addf(out, "\n#ifdef %s\nenum { %s%s = (%s) };\n#endif\n", names[i], IR_MACRO_VALUE,
			    names[i], names[i]);
}

/* After the last line, so that no place in the file changes. */
void virtual_header_longer(struct arena *mem, const char *file, const char *text, size_t len,
		     const struct strbuf *more, virtual_headers_t *out)
{
	char *all = arena_alloc(mem, len + more->n + 1);

	memcpy(all, text, len);
	memcpy(all + len, more->s, more->n);
	put(out, file, all, len + more->n);
}
