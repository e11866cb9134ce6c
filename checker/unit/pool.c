/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "unit/pool.h"

#include "unit/analyse.h"

#include <errno.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_FRAME	(256u << 20)	/* bytes of one result; anything larger is malformed */
#define LOG_MAX		4096
/* bytes that a worker may grow before it is replaced; starting one costs some 10 ms */
#define MAX_GROWTH	((size_t)96 << 20)
#define GROWN		111	/* exit status of a worker that has grown too large */

struct worker {
	pid_t pid;		/* 0: no process */
	int fd;			/* socket: job numbers to the worker, results from it */
	int log;		/* memfd that is the worker's stderr; -1: none */
	bool busy;
	size_t job;
	double deadline;
	struct strbuf in;	/* the part of a result that has arrived */
};

struct pool {
	const struct pool_options *o;
	struct worker *workers;
	size_t njobs, next, finished;
};

/* --- in the worker ------------------------------------------------------- */

static bool write_all(int fd, const void *p, size_t n)
{
	const char *s = p;

	while (n) {
		/* the parent may have died: no SIGPIPE */
		ssize_t r = send(fd, s, n, MSG_NOSIGNAL);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return false;
		s += r;
		n -= (size_t)r;
	}
	return true;
}

static bool read_all(int fd, void *p, size_t n)
{
	char *s = p;

	while (n) {
		ssize_t r = read(fd, s, n);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return false;
		s += r;
		n -= (size_t)r;
	}
	return true;
}

static void limit_memory(size_t bytes)
{
	struct rlimit l = { bytes, bytes }, none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	if (bytes && POOL_CAN_LIMIT)
		setrlimit(RLIMIT_AS, &l);
}

/*
 * Keeps freed memory in the heap: the next unit needs about as much, and memory returned to the
 * kernel would be faulted in again. One malloc arena suffices, as libclang's thread runs alone.
 */
static void keep_memory(void)
{
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 256 << 20);
	mallopt(M_TOP_PAD, 16 << 20);
}

/* Resident memory in bytes; without /proc the maximum so far. */
static size_t resident(void)
{
	unsigned long pages = 0;
	char *text = read_file("/proc/self/statm", NULL);
	struct rusage usage;

	if (text && sscanf(text, "%*u %lu", &pages) != 1)
		pages = 0;
	else if (!text && !getrusage(RUSAGE_SELF, &usage))
		return (size_t)usage.ru_maxrss << 10;
	free(text);
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static NORETURN void serve(const struct pool_options *o, int fd)
{
	uint64_t job;
	size_t start;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	limit_memory(o->memory);
	keep_memory();
	start = resident();
	while (read_all(fd, &job, sizeof(job))) {
		struct strbuf frame = { 0 };
		uint32_t n = 0;

		strbuf_add(&frame, (const char *)&n, sizeof(n));
		o->work((size_t)job, &frame, o->arg);
		n = (uint32_t)(frame.n - sizeof(n));
		memcpy(frame.s, &n, sizeof(n));
		if (!write_all(fd, frame.s, frame.n))
			break;
		strbuf_free(&frame);
		/* memory that earlier units left behind must not make a later one hit the limit */
		if (POOL_CAN_LIMIT && resident() > start + MAX_GROWTH)
			_exit(GROWN);
	}
	/* _exit(): stdio buffers and atexit handlers belong to the parent */
	_exit(0);
}

/* --- in the parent -------------------------------------------------------- */

static void start(struct pool *p, struct worker *w)
{
	int fds[2];
	size_t i;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds))
		die("cannot start a worker: %s", strerror(errno));
	w->log = memfd_create("pageck-log", MFD_CLOEXEC);
	fflush(NULL);
	w->pid = fork();
	if (w->pid < 0)
		die("cannot start a worker: %s", strerror(errno));
	if (!w->pid) {
		/* close the other workers' sockets, so that each sees EOF on its own */
		for (i = 0; i < p->o->jobs; i++)
			if (p->workers[i].pid && &p->workers[i] != w)
				close(p->workers[i].fd);
		close(fds[0]);
		if (w->log >= 0)
			dup2(w->log, STDERR_FILENO);
		signal(SIGINT, SIG_DFL);
		serve(p->o, fds[1]);
	}
	close(fds[1]);
	w->fd = fds[0];
	w->busy = false;
	strbuf_reset(&w->in);
}

/* The last line of a dead worker's stderr, without the newline; or "". */
static char *last_words(int log)
{
	char buf[LOG_MAX + 1], *line;
	off_t end = log >= 0 ? lseek(log, 0, SEEK_END) : 0;
	ssize_t n;

	if (end <= 0)
		return xstrdup("");
	n = pread(log, buf, LOG_MAX, end > LOG_MAX ? end - LOG_MAX : 0);
	while (n > 0 && buf[n - 1] == '\n')
		n--;
	buf[n > 0 ? n : 0] = '\0';
	line = strrchr(buf, '\n');
	line = line ? line + 1 : buf;
	if (str_starts(line, "pageck: "))
		line += strlen("pageck: ");
	return xstrdup(line);
}

static void forward(int log)
{
	char buf[LOG_MAX];
	off_t at = 0;
	ssize_t n;

	while (log >= 0 && (n = pread(log, buf, sizeof(buf), at)) > 0) {
		fwrite(buf, 1, (size_t)n, stderr);
		at += n;
	}
}

/* Waits for a worker, killing it first if asked to; returns waitpid()'s status. */
static int reap(struct worker *w, bool kill_it)
{
	int status = 0;

	if (kill_it)
		kill(w->pid, SIGKILL);
	close(w->fd);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	if (w->log >= 0)
		close(w->log);
	w->pid = 0;
	w->log = -1;
	return status;
}

/* Reports that the job failed. */
static void finish_job(struct pool *p, struct worker *w, const char *reason)
{
	w->busy = false;
	p->finished++;
	p->o->done(w->job, reason, NULL, 0, p->o->arg);
}

/* Sends a job, forking a new worker when there is none or the old one has exited. */
static void submit(struct pool *p, struct worker *w, uint64_t job)
{
	for (;;) {
		if (!w->pid)
			start(p, w);
		if (write_all(w->fd, &job, sizeof(job)))
			break;
		reap(w, true);
	}
	w->job = (size_t)job;
	w->busy = true;
	w->deadline = now_seconds() + p->o->timeout;
}

/* Handles EOF on a worker's socket. */
static void lost(struct pool *p, struct worker *w)
{
	char *words = last_words(w->log);
	int status = reap(w, false);
	struct strbuf reason = { 0 };

	if (WIFEXITED(status) && WEXITSTATUS(status) == GROWN) {
		/* if a job was sent while the worker was exiting, send it again */
		if (w->busy)
			submit(p, w, w->job);
	} else if (w->busy) {
		if (WIFSIGNALED(status))
			strbuf_addf(&reason, "the worker crashed (%s)", strsignal(WTERMSIG(status)));
		else
			strbuf_addf(&reason, "the worker ended with status %d", WEXITSTATUS(status));
		if (*words)
			strbuf_addf(&reason, ": %s", words);
		finish_job(p, w, reason.s);
	}
	strbuf_free(&reason);
	free(words);
}

static void timed_out(struct pool *p, struct worker *w)
{
	char *reason = xasprintf("it took more than %g s", p->o->timeout);

	reap(w, true);
	finish_job(p, w, reason);
	free(reason);
}

static void receive(struct pool *p, struct worker *w)
{
	char buf[65536];
	uint32_t n;
	ssize_t r = read(w->fd, buf, sizeof(buf));

	if (r < 0 && errno == EINTR)
		return;
	if (r <= 0) {
		lost(p, w);
		return;
	}
	strbuf_add(&w->in, buf, (size_t)r);
	if (w->in.n < sizeof(n))
		return;
	memcpy(&n, w->in.s, sizeof(n));
	if (w->in.n < sizeof(n) + n && n <= MAX_FRAME)
		return;
	if (!w->busy || w->in.n != sizeof(n) + n ||
	    !p->o->done(w->job, NULL, w->in.s + sizeof(n), n, p->o->arg)) {
		reap(w, true);
		if (w->busy)
			finish_job(p, w, "the worker's answer is garbled");
		return;
	}
	strbuf_reset(&w->in);
	w->busy = false;
	p->finished++;
}

/* Milliseconds until the next deadline, for poll(). */
static int patience(const struct pool *p)
{
	double now = now_seconds(), left = p->o->timeout;
	unsigned i;

	for (i = 0; i < p->o->jobs; i++)
		if (p->workers[i].busy && p->workers[i].deadline - now < left)
			left = p->workers[i].deadline - now;
	return left > 0 ? (int)(left * 1000) + 1 : 0;
}

static void turn(struct pool *p, struct pollfd *fds)
{
	unsigned i;

	for (i = 0; i < p->o->jobs; i++) {
		struct worker *w = &p->workers[i];

		if (!w->busy && p->next < p->njobs)
			submit(p, w, p->next++);
		fds[i].fd = w->pid ? w->fd : -1;
		fds[i].events = POLLIN;
		fds[i].revents = 0;
	}
	if (poll(fds, p->o->jobs, patience(p)) < 0 && errno != EINTR)
		die("poll: %s", strerror(errno));
	for (i = 0; i < p->o->jobs; i++) {
		struct worker *w = &p->workers[i];

		if (fds[i].revents)
			receive(p, w);
		if (w->pid && w->busy && now_seconds() >= w->deadline)
			timed_out(p, w);
	}
}

void pool_run(const struct pool_options *o, size_t njobs)
{
	struct pool p = { .o = o, .njobs = njobs };
	struct pollfd *fds = xcalloc(o->jobs, sizeof(*fds));
	unsigned i;

	p.workers = xcalloc(o->jobs, sizeof(*p.workers));
	while (p.finished < njobs)
		turn(&p, fds);
	for (i = 0; i < o->jobs; i++) {
		if (p.workers[i].pid && o->forward)
			forward(p.workers[i].log);
		if (p.workers[i].pid)
			reap(&p.workers[i], true);
		strbuf_free(&p.workers[i].in);
	}
	free(p.workers);
	free(fds);
}
