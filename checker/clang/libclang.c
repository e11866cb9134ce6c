/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds a libclang and fills the table of its functions. */
#include "clang/libclang.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clang/clang.h"
#include "util/util.h"

struct libclang libclang;

/*
 * {} is the version. Debian's runtime package has the first; the others are what LLVM
 * itself installs. Paths and no sonames: a stamp is asked for more often than a parse.
 */
static const char *const places[] = {
	"/usr/lib/llvm-{}/lib/libclang-{}.so.{}",
	"/usr/lib/llvm-{}/lib/libclang-{}.so.1",
	"/usr/lib/llvm-{}/lib/libclang.so.{}.1",
	"/usr/lib64/libclang.so.{}.1",
	"/usr/lib64/libclang.so.{}",
	"/usr/lib/libclang.so.{}.1",
	"/usr/lib/libclang.so.{}",
	"/usr/local/lib/libclang.so.{}.1",
	"/usr/local/lib/libclang.so.{}",
};

static const char *const header_dirs[] = {
	"/usr/lib/llvm-{}/lib/clang/{}/include",
	"/usr/lib/clang/{}/include",
	"/usr/local/lib/clang/{}/include",
};

static const struct {
	const char *name;
	size_t offset;
} functions[] = {
#define LIBCLANG_ROW(name) { "clang_" #name, offsetof(struct libclang, name) },
	LIBCLANG_FUNCTIONS(LIBCLANG_ROW)
#undef LIBCLANG_ROW
};

#define HOW_TO	"install the Debian package libclang1-19, or name a library of 17 to 22 in PAGECK_LIBCLANG"

static struct {
	bool searched;
	const char *path;	/* NULL: `missing` says why */
	unsigned version;	/* 0: the path was given, and it isn't loaded yet */
	const char *missing;
	const char *says;	/* what it says of itself, once it is loaded */
} library;

/* --- the search ---------------------------------------------------------------------------- */

/* The first of the paths that is there for this version, interned; NULL. */
static const char *first_of(const char *const *patterns, size_t n, unsigned version)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct strbuf b = { 0 };
		const char *p, *brace, *found = NULL;

		for (p = patterns[i]; (brace = strstr(p, "{}")); p = brace + 2) {
			strbuf_add(&b, p, (size_t)(brace - p));
			strbuf_addf(&b, "%u", version);
		}
		strbuf_adds(&b, p);
		if (!access(strbuf_str(&b), R_OK))
			found = intern(strbuf_str(&b));
		strbuf_free(&b);
		if (found)
			return found;
	}
	return NULL;
}

static void search(unsigned newest, unsigned oldest)
{
	unsigned v;

	for (v = newest; v >= oldest && !library.path; v--) {
		library.path = first_of(places, ARRAY_SIZE(places), v);
		library.version = v;
	}
}

/* A file, or a version. */
static void take_named(const char *name)
{
	char *end, *full;
	unsigned long v;

	if (strchr(name, '/')) {
		full = realpath(name, NULL);
		if (full)
			library.path = intern(full);
		else
			library.missing = xasprintf("PAGECK_LIBCLANG=%s: %s", name, strerror(errno));
		free(full);
		return;
	}
	v = strtoul(name, &end, 10);
	if (*end || v < LIBCLANG_OLDEST || v > LIBCLANG_NEWEST) {
		library.missing = xasprintf("PAGECK_LIBCLANG=%s: neither a path nor a version from %d to %d",
					    name, LIBCLANG_OLDEST, LIBCLANG_NEWEST);
		return;
	}
	search((unsigned)v, (unsigned)v);
	if (!library.path)
		library.missing = xasprintf("there is no libclang %lu: install the Debian package libclang1-%lu",
					    v, v);
}

static bool find_library(void)
{
	const char *name = getenv("PAGECK_LIBCLANG");

	if (library.searched)
		return library.path;
	library.searched = true;
	if (name && *name) {
		take_named(name);
	} else {
		search(LIBCLANG_NEWEST, LIBCLANG_OLDEST);
		if (!library.path)
			library.missing = "there is no libclang: " HOW_TO;
	}
	return library.path;
}

/* --- the library --------------------------------------------------------------------------- */

/* NULL, or the name of the function that it lacks. */
static const char *fill_table(void *handle)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(functions); i++) {
		void *sym = dlsym(handle, functions[i].name);

		if (!sym)
			return functions[i].name;
		memcpy((char *)&libclang + functions[i].offset, &sym, sizeof(sym));
	}
	return NULL;
}

/* "Debian clang version 19.1.7 (3~deb12u1)" */
static unsigned version_in(const char *says)
{
	const char *p = strstr(says, "version ");

	return p ? (unsigned)strtoul(p + strlen("version "), NULL, 10) : 0;
}

static bool load(void)
{
	void *handle = dlopen(library.path, RTLD_NOW | RTLD_LOCAL);
	const char *lacks;
	CXString says;

	if (!handle) {
		library.missing = xasprintf("cannot load libclang: %s; " HOW_TO, dlerror());
		return false;
	}
	lacks = fill_table(handle);
	if (lacks) {
		library.missing = xasprintf("%s has no %s(): " HOW_TO, library.path, lacks);
		dlclose(handle);
		return false;
	}
	says = clang_getClangVersion();
	library.says = intern(clang_getCString(says) ? clang_getCString(says) : "");
	clang_disposeString(says);
	library.version = version_in(library.says);
	return true;
}

bool libclang_load(void)
{
	static bool tried, loaded;

	if (!tried) {
		tried = true;
		loaded = find_library() && load();
	}
	return loaded;
}

/*
 * Tokens are read where they are spelled, in every version; a name that was pasted together
 * is spelled in no file and isn't found.
 */
void libclang_spelling(CXTranslationUnit tu, CXSourceLocation loc, CXFile *file, unsigned *line,
		       unsigned *col, unsigned *offset)
{
	if (library.version < 19 && loc.int_data & LOC_IS_MACRO) {
		CXToken *token = clang_getToken(tu, loc);

		loc = token ? clang_getTokenLocation(tu, *token) : clang_getNullLocation();
		if (token)
			clang_disposeTokens(tu, token, 1);
	}
	clang_getSpellingLocation(loc, file, line, col, offset);
}

const char *libclang_headers(void)
{
	if (!find_library() || (!library.version && !libclang_load()))
		return NULL;
	return first_of(header_dirs, ARRAY_SIZE(header_dirs), library.version);
}

const char *front_missing(void)
{
	return libclang_load() ? NULL : library.missing;
}

const char *front_version(void)
{
	static const char *line;

	if (!line && libclang_load())
		line = xasprintf("%s, %s", library.says, library.path);
	return line;
}

/* No inode, no change time: the parts of an audit may come from several machines. */
uint64_t front_stamp(void)
{
	struct stat st;
	int64_t id[2];

	if (!find_library() || stat(library.path, &st))
		return 0;
	id[0] = st.st_size;
	id[1] = st.st_mtim.tv_sec;
	return hash_bytes(id, sizeof(id), 0) | 1;
}
