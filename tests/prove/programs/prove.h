/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the programs share. Each does one thing to a file or a process and prints what came of
 * it, one line "what=value" each; an error that isn't the answer ends it with status 1.
 */
#ifndef PROVE_H
#define PROVE_H

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static inline void die(const char *what)
{
	printf("%s: %s\n", what, strerror(errno));
	exit(1);
}

/* A line must be out before the next step may hang. */
static inline void begin(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
}

/* The result of a system call: what it returned, or the error as the kernel names it, -14. */
static inline void answer(const char *what, long result)
{
	printf("%s=%ld\n", what, result < 0 ? -(long)errno : result);
}

/* The first SIZE bytes of PATH, shared; PROT as in mmap(). */
static inline void *map_file(const char *path, size_t size, int prot)
{
	int fd = open(path, prot & PROT_WRITE ? O_RDWR : O_RDONLY);
	void *p;

	if (fd < 0)
		die(path);
	p = mmap(NULL, size, prot, MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		die("mmap");
	close(fd);
	return p;
}

/* A child by a name that the harness shows, which ends with its parent. */
static inline pid_t child(const char *name)
{
	pid_t pid = fork();

	if (pid < 0)
		die("fork");
	if (pid == 0) {
		prctl(PR_SET_NAME, name);
		prctl(PR_SET_PDEATHSIG, 9);
	}
	return pid;
}

#endif
