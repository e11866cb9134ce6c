/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may be opened, by us and by libraries; and what of it is read. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/input.h"

static char dir[] = "/tmp/pageck-input.XXXXXX";

static const char *in_dir(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static const char *file_with(const char *name, const char *text)
{
	const char *path = in_dir(name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
	return path;
}

static int make_dir(void **state)
{
	(void)state;
	return !mkdtemp(dir);
}

static int remove_dir(void **state)
{
	char command[300];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", dir);
	return system(command);
}

static void assert_refused(const char *path, int err)
{
	errno = 0;
	assert_null(read_file(path, NULL));
	assert_int_equal(errno, err);
}

static void test_regular(void **state)
{
	char *text;
	size_t len;

	(void)state;
	text = read_file(file_with("a", "some text"), &len);
	assert_string_equal(text, "some text");
	assert_int_equal(len, 9);
	free(text);
	text = read_file(file_with("empty", ""), &len);
	assert_string_equal(text, "");
	assert_int_equal(len, 0);
	free(text);
}

static void test_refused(void **state)
{
	const char *path = in_dir("fifo");

	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_refused(path, ENXIO);
	assert_refused("/dev/zero", ENXIO);
	assert_refused(dir, EISDIR);
	assert_refused(in_dir("nothing"), ENOENT);
	path = in_dir("link");
	assert_int_equal(symlink("link", path), 0);
	assert_refused(path, ELOOP);
	path = file_with("large", "");
	assert_int_equal(truncate(path, (off_t)FILE_MAX), 0);
	free(read_file(path, NULL));
	assert_int_equal(truncate(path, (off_t)FILE_MAX + 1), 0);
	assert_refused(path, EFBIG);
	assert_string_equal(open_error(ENXIO), "not a regular file");
}

/* What its size was says nothing about a file of the kernel's. */
static void test_grows(void **state)
{
	int fd = open_regular("/proc/self/pagemap", FILE_MAX, NULL);

	(void)state;
	if (fd < 0)
		skip();
	close(fd);
	assert_refused("/proc/self/pagemap", EFBIG);
}

/* Ours, whoever calls it. */
static void assert_open(const char *path, int err)
{
	int fd;

	errno = 0;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	assert_int_equal(fd < 0 ? errno : 0, err);
}

static void test_library(void **state)
{
	int fd;

	(void)state;
	assert_open(in_dir("fifo"), ENXIO);
	assert_open("/dev/zero", ENXIO);
	assert_open("/proc/self/status", ENXIO);
	assert_open("/dev/null", 0);
	assert_open("/dev/urandom", 0);
	assert_open(dir, 0);
	assert_open(file_with("a", "12345"), 0);
	fd = open(in_dir("new"), O_WRONLY | O_CREAT | O_EXCL, 0640);
	assert_true(fd >= 0);
	close(fd);
	assert_open(in_dir("new"), 0);
}

static void test_count(void **state)
{
	const char *path = file_with("a", "12345");

	(void)state;
	input_count(14);
	assert_open(path, 0);
	assert_open(path, 0);
	assert_open(path, EFBIG);
	assert_open("/dev/null", 0);
	input_count(0);
	assert_open(path, 0);
}

static void write_later(const char *path, const char *text)
{
	pid_t pid = fork();
	int fd;

	assert_true(pid >= 0);
	if (pid)
		return;
	usleep(50000);
	fd = open(path, O_WRONLY);
	usleep(50000);
	_exit(write(fd, text, strlen(text)) != (ssize_t)strlen(text));
}

static void test_pipe(void **state)
{
	const char *path = in_dir("fifo");
	int i, status;
	char *text;
	size_t len;

	(void)state;
	write_later(path, "from a pipe");
	for (i = 0; i < 2; i++) {
		text = read_input(path, &len);
		assert_string_equal(text, "from a pipe");
		assert_int_equal(len, 11);
		free(text);
	}
	assert_true(wait(&status) > 0);
	assert_int_equal(status, 0);
}

static void test_stream(void **state)
{
	char line[16];
	FILE *f = open_input(file_with("a", "one\ntwo\n"));

	(void)state;
	assert_non_null(f);
	assert_string_equal(fgets(line, sizeof(line), f), "one\n");
	assert_string_equal(fgets(line, sizeof(line), f), "two\n");
	assert_null(fgets(line, sizeof(line), f));
	assert_false(ferror(f));
	fclose(f);
	assert_null(open_input(dir));
	assert_int_equal(errno, EISDIR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_regular), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_grows), cmocka_unit_test(test_library),
		cmocka_unit_test(test_count), cmocka_unit_test(test_pipe),
		cmocka_unit_test(test_stream),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
