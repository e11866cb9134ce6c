// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: poison FILE
 * Has the kernel treat the first page of FILE, which is mapped and written, as memory that fails.
 * Says how the process ended that has it mapped.
 */
#include "prove.h"

#include <signal.h>

int main(int argc, char **argv)
{
	int status;
	pid_t pid;
	char *p;

	begin();
	if (argc < 2)
		return 1;
	pid = child("owner");
	if (pid == 0) {
		p = map_file(argv[1], 4096, PROT_READ | PROT_WRITE);
		p[0] = 'y';
		answer("madvise", madvise(p, 4096, MADV_HWPOISON));
		_exit(0);
	}
	waitpid(pid, &status, 0);
	printf("owner=%s\n", WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : "ended");
	return 0;
}
