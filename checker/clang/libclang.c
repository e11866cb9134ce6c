/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds libclang 19 and fills the table of its functions. */
#include "clang/libclang.h"

#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

#include "clang/clang.h"
#include "util/util.h"

struct libclang libclang;

/* Debian's runtime package first; the development package adds only links to it. */
static const char *const sonames[] = {
	"libclang-19.so.19",
	"libclang-19.so.1",
	"/usr/lib/llvm-19/lib/libclang-19.so.19",
	"/usr/lib/llvm-19/lib/libclang.so.1",
	"/usr/lib/llvm-19/lib/libclang.so",
};

static const char *const header_dirs[] = {
	"/usr/lib/llvm-19/lib/clang/19/include",
	"/usr/lib/clang/19/include",
	"/usr/local/lib/clang/19/include",
};

static const struct {
	const char *name;
	size_t offset;
} functions[] = {
#define LIBCLANG_ROW(name) { "clang_" #name, offsetof(struct libclang, name) },
	LIBCLANG_FUNCTIONS(LIBCLANG_ROW)
#undef LIBCLANG_ROW
};

static const char *missing;

static bool fill_table(void *handle)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(functions); i++) {
		void *sym = dlsym(handle, functions[i].name);

		if (!sym) {
			missing = xasprintf("libclang has no %s: version 19 is needed "
					    "(Debian package libclang1-19)", functions[i].name);
			return false;
		}
		memcpy((char *)&libclang + functions[i].offset, &sym, sizeof(sym));
	}
	return true;
}

bool libclang_load(void)
{
	static bool tried, loaded;
	void *handle = NULL;
	size_t i;

	if (tried)
		return loaded;
	tried = true;
	for (i = 0; i < ARRAY_SIZE(sonames) && !handle; i++)
		handle = dlopen(sonames[i], RTLD_NOW | RTLD_LOCAL);
	if (!handle) {
		missing = "libclang 19 cannot be loaded: install the Debian package libclang1-19 "
			  "(or libclang-19-dev)";
		return false;
	}
	loaded = fill_table(handle);
	if (!loaded)
		dlclose(handle);
	return loaded;
}

const char *libclang_headers(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(header_dirs); i++)
		if (!access(header_dirs[i], R_OK | X_OK))
			return header_dirs[i];
	return NULL;
}

const char *front_missing(void)
{
	return libclang_load() ? NULL : missing;
}
