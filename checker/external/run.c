/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "external/run.h"

#include "util/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TEXT_FD		3			/* the descriptor that RUN_TEXT names */
#define MAX_OUTPUT	((size_t)16 << 20)	/* bytes that are kept of each stream */

enum { OUT, ERR, STREAMS };

struct running {
	struct command c;
	pid_t pid;			/* also the process group; 0: none */
	int pidfd;			/* a pidfd: readable when the process has ended */
	int fd[STREAMS];		/* pipes; -1: closed */
	struct strbuf said[STREAMS];
	struct strbuf failure;
	double deadline;
};

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* --- starting ---------------------------------------- */

static NORETURN void become(const struct command *c, const struct run_options *o,
			    const int write_end[STREAMS], int text)
{
	struct rlimit memory = { o->memory, o->memory }, none = { 0, 0 };
	int null = open_null(O_RDONLY);

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setrlimit(RLIMIT_CORE, &none);
	if (o->memory)
		setrlimit(RLIMIT_AS, &memory);
	dup2(null, STDIN_FILENO);
	dup2(write_end[OUT], STDOUT_FILENO);
	dup2(write_end[ERR], STDERR_FILENO);
	if (text >= 0)
		dup2(text, TEXT_FD);
	if (chdir(c->dir))
		dprintf(STDERR_FILENO, "cannot enter %s: %s\n", c->dir, strerror(errno));
	else
		execv(c->argv[0], (char **)c->argv);
	dprintf(STDERR_FILENO, "cannot run it: %s\n", strerror(errno));
	_exit(127);
}

/* Moves a descriptor above TEXT_FD, so that dup2() in become() can't overwrite it. */
static int above(int fd)
{
	int high = fcntl(fd, F_DUPFD_CLOEXEC, TEXT_FD + 1);

	if (high < 0)
		die("too many files are open: %s", strerror(errno));
	close(fd);
	return high;
}

static void make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC))
		die("cannot make a pipe: %s", strerror(errno));
	ends[0] = above(ends[0]);
	ends[1] = above(ends[1]);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

bool run_has_text(void)
{
	return !access("/dev/fd", X_OK);
}

/* A file without a name, which vanishes when its last descriptor is closed. */
static int make_text(const char *text)
{
	int fd = memfd_create("pageck-text", MFD_CLOEXEC);

	if (fd < 0)
		die("cannot make a file in memory: %s", strerror(errno));
	fd = above(fd);
	dprintf(fd, "%s", text);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static void start(struct running *r, const struct command *c, const struct run_options *o)
{
	int ends[STREAMS][2], write_end[STREAMS], text = c->text ? make_text(c->text) : -1, i;

	r->c = *c;
	for (i = 0; i < STREAMS; i++) {
		make_pipe(ends[i]);
		r->fd[i] = ends[i][0];
		write_end[i] = ends[i][1];
	}
	fflush(NULL);
	r->pid = fork();
	if (!r->pid)
		become(c, o, write_end, text);
	if (r->pid < 0 || (r->pidfd = pidfd_open(r->pid, 0)) < 0)
		die("cannot start %s: %s", c->argv[0], strerror(errno));
	/* also in the parent: the group may have to be killed before the child calls it */
	setpgid(r->pid, r->pid);
	for (i = 0; i < STREAMS; i++)
		close(write_end[i]);
	if (text >= 0)
		close(text);
	r->deadline = now() + c->timeout;
}

/* --- while it runs ---------------------------------------- */

static void stop(struct running *r, const char *fmt, ...) PRINTF(2, 3);
static void stop(struct running *r, const char *fmt, ...)
{
	va_list ap;

	if (r->failure.n)
		return;
	va_start(ap, fmt);
	strbuf_vaddf(&r->failure, fmt, ap);
	va_end(ap);
	kill(-r->pid, SIGKILL);
}

static void listen_to(struct running *r, int stream)
{
	char buf[65536];
	ssize_t n;

	while (r->fd[stream] >= 0) {
		n = read(r->fd[stream], buf, sizeof(buf));
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		if (n <= 0) {
			close(r->fd[stream]);
			r->fd[stream] = -1;
			return;
		}
		if (r->said[stream].n + (size_t)n > MAX_OUTPUT) {
			stop(r, "it said more than %zu MiB", MAX_OUTPUT >> 20);
			return;
		}
		strbuf_add(&r->said[stream], buf, (size_t)n);
	}
}

/* Appends the last line of the program's stderr, for a message. */
static void add_last_words(struct strbuf *b, const struct strbuf *err)
{
	const char *s = strbuf_str(err);
	size_t end = err->n, begin;

	while (end && (s[end - 1] == '\n' || s[end - 1] == ' '))
		end--;
	for (begin = end; begin && s[begin - 1] != '\n'; begin--)
		;
	if (end > begin)
		strbuf_addf(b, ": %.*s", (int)(end - begin > 200 ? 200 : end - begin), s + begin);
}

static void finish(struct running *r, const struct run_options *o)
{
	struct run_result result = { 0 };
	int status = 0, i;

	while (waitpid(r->pid, &status, 0) < 0 && errno == EINTR)
		;
	kill(-r->pid, SIGKILL);		/* processes that it has left in its group */
	for (i = 0; i < STREAMS; i++)
		listen_to(r, i);
	if (!r->failure.n && WIFSIGNALED(status))
		strbuf_addf(&r->failure, "it crashed (%s)", strsignal(WTERMSIG(status)));
	if (!r->failure.n && WEXITSTATUS(status) > o->fine) {
		strbuf_addf(&r->failure, "it ended with status %d", WEXITSTATUS(status));
		add_last_words(&r->failure, &r->said[ERR]);
	}
	result.failure = r->failure.n ? r->failure.s : NULL;
	result.out = strbuf_str(&r->said[OUT]);
	result.err = strbuf_str(&r->said[ERR]);
	o->done(&r->c, &result, o->arg);
	close(r->pidfd);
	for (i = 0; i < STREAMS; i++) {
		if (r->fd[i] >= 0)
			close(r->fd[i]);
		strbuf_free(&r->said[i]);
	}
	strbuf_free(&r->failure);
	memset(r, 0, sizeof(*r));
}

/* Milliseconds until the next deadline, for poll(). */
static int patience(const struct running *running, unsigned n)
{
	double left = 3600, t = now();
	unsigned i;

	for (i = 0; i < n; i++)
		if (running[i].pid && !running[i].failure.n && running[i].deadline - t < left)
			left = running[i].deadline - t;
	return left > 0 ? (int)(left * 1000) + 1 : 0;
}

static void turn(struct running *running, struct pollfd *fds, const struct run_options *o)
{
	unsigned i, j;

	for (i = 0; i < o->jobs; i++) {
		struct running *r = &running[i];

		for (j = 0; j <= STREAMS; j++)
			fds[i * (STREAMS + 1) + j] = (struct pollfd){
				.fd = !r->pid ? -1 : j < STREAMS ? r->fd[j] : r->pidfd,
				.events = POLLIN,
			};
	}
	if (poll(fds, o->jobs * (STREAMS + 1), patience(running, o->jobs)) < 0 && errno != EINTR)
		die("poll: %s", strerror(errno));
	for (i = 0; i < o->jobs; i++) {
		struct running *r = &running[i];

		for (j = 0; r->pid && j < STREAMS; j++)
			listen_to(r, (int)j);
		if (r->pid && fds[i * (STREAMS + 1) + STREAMS].revents)
			finish(r, o);
		else if (r->pid && now() >= r->deadline)
			stop(r, TOOK_TOO_LONG, r->c.timeout);
	}
}

void commands_run(struct command_list *list, const struct run_options *o)
{
	struct running *running = xcalloc(o->jobs, sizeof(*running));
	struct pollfd *fds = xcalloc(o->jobs * (STREAMS + 1), sizeof(*fds));
	size_t next = 0;
	unsigned i;
	bool busy;

	do {
		busy = false;
		for (i = 0; i < o->jobs; i++) {
			if (!running[i].pid && next < list->v.n)
				start(&running[i], &list->v.data[next++], o);
			busy |= running[i].pid != 0;
		}
		if (busy)
			turn(running, fds, o);
	} while (busy);
	free(running);
	free(fds);
}

/* --- finding programs -------------------------------------- */

static bool is_program(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode) && !access(path, X_OK);
}

char *program_path(const char *name)
{
	const char *dir = getenv("PATH"), *end;

	if (strchr(name, '/'))
		return is_program(name) ? xstrdup(name) : NULL;
	for (; dir && *dir; dir = *end ? end + 1 : end) {
		char *path;

		end = strchrnul(dir, ':');
		/* skip relative directories: the current one may be the tree under audit */
		if (*dir != '/')
			continue;
		path = xasprintf("%.*s/%s", (int)(end - dir), dir, name);
		if (is_program(path))
			return path;
		free(path);
	}
	return NULL;
}
