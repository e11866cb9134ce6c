/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "change/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct talk {
	struct child *c;
	int in, out, err;		/* our ends of the pipes; -1: closed */
	size_t given;
	int64_t until;			/* deadline in ms */
};

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000ll + t.tv_nsec / 1000000;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Writes what the pipe accepts without blocking: the child may itself be waiting for us to read. */
static void give(struct talk *t)
{
	const struct strbuf *b = t->c->give;
	ssize_t n = 0;

	if (b && t->given < b->n) {
		n = write(t->in, b->s + t->given, b->n - t->given);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		t->given += n > 0 ? (size_t)n : 0;
	}
	if (n <= 0 || t->given == b->n)
		close_end(&t->in);
}

/* Reads what is there. Drops what exceeds `max`; true when something was dropped. */
static bool hear(int *fd, struct strbuf *to, size_t max)
{
	char buf[65536];
	ssize_t n = read(*fd, buf, sizeof(buf));
	size_t room = max - to->n;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n <= 0)
		close_end(fd);
	else
		strbuf_add(to, buf, (size_t)n < room ? (size_t)n : room);
	return n > 0 && (size_t)n > room;
}

/* Runs until the child has closed both outputs. Returns why it was stopped early, or 0. */
static int talk(struct talk *t)
{
	while (t->out >= 0 || t->err >= 0) {
		struct pollfd p[3] = { { t->in, POLLOUT, 0 }, { t->out, POLLIN, 0 }, { t->err, POLLIN, 0 } };
		int64_t left = t->until - now();

		if (left <= 0)
			return CHILD_TOO_SLOW;
		if (poll(p, 3, left < 60000 ? (int)left : 60000) <= 0)
			continue;
		if (p[0].revents)
			give(t);
		if (p[1].revents && hear(&t->out, &t->c->said, t->c->max))
			return CHILD_TOO_MUCH;
		if (p[2].revents)
			hear(&t->err, &t->c->complaint, CHILD_COMPLAINS);
	}
	return 0;
}

static void in_child(const struct child *c, const int in[2], const int out[2], const int err[2])
{
	struct rlimit memory;

	dup2(in[0], STDIN_FILENO);
	dup2(out[1], STDOUT_FILENO);
	dup2(err[1], STDERR_FILENO);
	signal(SIGPIPE, SIG_DFL);
	/* RLIMIT_DATA doesn't count the packs that git maps */
	if (!getrlimit(RLIMIT_DATA, &memory) && memory.rlim_cur > CHILD_MEMORY) {
		memory.rlim_cur = CHILD_MEMORY;
		setrlimit(RLIMIT_DATA, &memory);
	}
	if (chdir(c->dir))
		_exit(126);
	environ = c->env;
	execvp(c->argv[0], c->argv);
	_exit(errno == ENOENT ? CHILD_NOT_THERE : 126);
}

/* Waits for the child, which may close its outputs and keep running. */
static int wait_for(pid_t pid, const struct talk *t)
{
	int status;
	pid_t r;

	while (!(r = waitpid(pid, &status, WNOHANG)) && now() < t->until)
		poll(NULL, 0, 1);
	if (!r) {
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		return CHILD_TOO_SLOW;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : CHILD_KILLED;
}

int child_run(struct child *c)
{
	struct talk t = { .c = c, .until = now() + c->seconds * 1000ll };
	void (*old)(int) = signal(SIGPIPE, SIG_IGN);
	int in[2], out[2], err[2], stopped, status;
	pid_t pid;

	if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		die("cannot make a pipe: %s", strerror(errno));
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		die("cannot start a process: %s", strerror(errno));
	if (!pid)
		in_child(c, in, out, err);
	close(in[0]);
	close(out[1]);
	close(err[1]);
	t.in = in[1];
	t.out = out[0];
	t.err = err[0];
	fcntl(t.in, F_SETFL, O_NONBLOCK);
	stopped = talk(&t);
	if (stopped)
		kill(pid, SIGKILL);
	close_end(&t.in);
	close_end(&t.out);
	close_end(&t.err);
	status = wait_for(pid, &t);
	signal(SIGPIPE, old);
	return stopped ? stopped : status;
}
