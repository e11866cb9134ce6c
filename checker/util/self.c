/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/self.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "util/util.h"

const char *self_path(void)
{
	static const char *path;
	char exe[PATH_MAX], *real;
	const char *called;
	ssize_t n;

	if (path)
		return path;
	n = readlink("/proc/self/exe", exe, sizeof(exe));
	if (n > 0 && (size_t)n < sizeof(exe))
		return path = intern_n(exe, (size_t)n);
	called = (const char *)getauxval(AT_EXECFN);
	real = called ? realpath(called, NULL) : NULL;
	if (real)
		path = intern(real);
	free(real);
	return path;
}
