// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: blob FILE [CLONE]
 * Makes FILE, 4 MiB in extents of 2 MiB (what is copied on write too), so that a huge page can
 * map it; with CLONE a second file that shares them.
 */
#include "prove.h"

#include <linux/fs.h>
#include <sys/ioctl.h>

#define HUGE_SIZE (2 << 20)

static void set_extent_size(int fd)
{
	struct fsxattr attr;

	if (ioctl(fd, FS_IOC_FSGETXATTR, &attr) < 0)
		die("FS_IOC_FSGETXATTR");
	attr.fsx_xflags |= FS_XFLAG_EXTSIZE | FS_XFLAG_COWEXTSIZE;
	attr.fsx_extsize = HUGE_SIZE;
	attr.fsx_cowextsize = HUGE_SIZE;
	if (ioctl(fd, FS_IOC_FSSETXATTR, &attr) < 0)
		die("FS_IOC_FSSETXATTR");
}

static void fill(int fd)
{
	static char data[HUGE_SIZE];

	memset(data, 'x', sizeof(data));
	for (int i = 0; i < 2; i++)
		if (write(fd, data, sizeof(data)) != sizeof(data))
			die("write");
	if (fsync(fd) < 0)
		die("fsync");
}

int main(int argc, char **argv)
{
	int fd, clone;

	begin();
	if (argc < 2)
		return 1;
	fd = open(argv[1], O_RDWR | O_CREAT | O_EXCL, 0644);
	if (fd < 0)
		die(argv[1]);
	set_extent_size(fd);
	fill(fd);
	if (argc < 3)
		return 0;
	clone = open(argv[2], O_RDWR | O_CREAT | O_EXCL, 0644);
	if (clone < 0)
		die(argv[2]);
	set_extent_size(clone);
	if (ioctl(clone, FICLONE, fd) < 0)
		die("FICLONE");
	if (fsync(clone) < 0)
		die("fsync");
	return 0;
}
