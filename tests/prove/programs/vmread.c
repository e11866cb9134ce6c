// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: vmread [-w] FILE
 * Reads, by process_vm_readv(), 16 bytes of what another process has mapped of FILE for reading
 * and has read. With -w the file was written through a mapping before.
 */
#include "prove.h"

#include <sys/uio.h>

static void hold_mapping(const char *path, int ready)
{
	volatile char *p = map_file(path, 4096, PROT_READ);

	(void)p[0];
	if (write(ready, &p, sizeof(p)) != sizeof(p))
		_exit(1);
	for (;;)
		pause();
}

static void write_through_mapping(const char *path)
{
	char *p = map_file(path, 4096, PROT_READ | PROT_WRITE);

	p[0] = 'y';
	munmap(p, 4096);
}

int main(int argc, char **argv)
{
	struct iovec here, there;
	int ready[2], written;
	char buf[16];
	pid_t target;

	begin();
	written = argc > 2 && strcmp(argv[1], "-w") == 0;
	if (argc < 2 + written || pipe(ready) < 0)
		return 1;
	if (written)
		write_through_mapping(argv[2]);
	target = child("target");
	if (target == 0)
		hold_mapping(argv[1 + written], ready[1]);
	close(ready[1]);
	if (read(ready[0], &there.iov_base, sizeof(void *)) != sizeof(void *))
		die("target");
	there.iov_len = sizeof(buf);
	here.iov_base = buf;
	here.iov_len = sizeof(buf);
	prctl(PR_SET_NAME, "reader");
	answer("process_vm_readv", process_vm_readv(target, &here, 1, &there, 1, 0));
	return 0;
}
