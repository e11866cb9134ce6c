/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `make C=2 CHECK=pageck PAGECK_SPARSE=1`: runs sparse just as kbuild would. */
#include "external/external_impl.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

int engine_run_sparse_too(const char *const *argv, size_t argc)
{
	const char *name = getenv("PAGECK_SPARSE");
	const char **args;
	char *program;
	int status = 0, failed;
	pid_t pid;

	if (!name || !*name || !strcmp(name, "0"))
		return 0;
	program = program_path(strcmp(name, "1") ? name : "sparse");
	if (!program) {
		warning("PAGECK_SPARSE: no %s in PATH: install the package sparse",
			strcmp(name, "1") ? name : "sparse");
		return 0;
	}
	args = xcalloc(argc + 2, sizeof(*args));
	args[0] = program;
	memcpy(args + 1, argv, argc * sizeof(*args));
	fflush(NULL);
	failed = posix_spawn(&pid, program, NULL, NULL, (char **)args, environ);
	while (!failed && waitpid(pid, &status, 0) < 0)
		failed = errno == EINTR ? 0 : errno;
	if (failed)
		warning("PAGECK_SPARSE: cannot run %s: %s", program, strerror(failed));
	else if (WIFSIGNALED(status))
		warning("PAGECK_SPARSE: %s crashed (%s)", program, strsignal(WTERMSIG(status)));
	free(args);
	free(program);
	return !failed && WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}
