/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/stamp.h"

#include "util/overlay.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SECOND	((int64_t)1000000000)

static int64_t ns(struct timespec t)
{
	return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

uint64_t file_stamp(const char *path, int64_t *newest)
{
	const struct overlay_file *o = overlay_find(path);
	struct stat st;
	uint64_t id[6];
	int64_t last;

	if (o)
		return o->text ? hash_bytes(o->text, o->n, 1) | 1 : 0;
	if (stat(path, &st))
		return 0;
	id[0] = st.st_dev;
	id[1] = st.st_ino;
	id[2] = (uint64_t)st.st_size;
	id[3] = (uint64_t)ns(st.st_mtim);
	id[4] = (uint64_t)ns(st.st_ctim);
	id[5] = st.st_mode;
	last = ns(st.st_mtim) > ns(st.st_ctim) ? ns(st.st_mtim) : ns(st.st_ctim);
	if (newest && *newest < last)
		*newest = last;
	return hash_bytes(id, sizeof(id), 0) | 1;
}

int64_t stamp_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return ns(t);
}

bool stamp_settled(int64_t newest, int64_t since)
{
	/* times in whole seconds: assume a resolution of two; else more than a kernel tick */
	int64_t grain = newest % SECOND ? SECOND / 50 : 2 * SECOND;

	return newest + grain < since;
}

static bool write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

bool write_whole(const char *path, const void *data, size_t n)
{
	char *tmp = xasprintf("%s.XXXXXX", path);
	int fd = mkstemp(tmp);
	bool ok = fd >= 0 && write_all(fd, data, n);

	if (fd >= 0)
		ok &= !fchmod(fd, 0644);
	if (fd >= 0 && close(fd))
		ok = false;
	ok = ok && !rename(tmp, path);
	if (fd >= 0 && !ok)
		unlink(tmp);
	free(tmp);
	return ok;
}
