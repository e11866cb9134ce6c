// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: dio FILE DEVICE
 * Writes the first page of FILE, from a mapping for reading, to DEVICE by direct I/O.
 */
#include "prove.h"

int main(int argc, char **argv)
{
	volatile char *p;
	int fd;

	begin();
	if (argc < 3)
		return 1;
	p = map_file(argv[1], 4096, PROT_READ);
	(void)p[0];
	fd = open(argv[2], O_WRONLY | O_DIRECT);
	if (fd < 0)
		die(argv[2]);
	prctl(PR_SET_NAME, "writer");
	answer("write", write(fd, (const void *)p, 4096));
	return 0;
}
