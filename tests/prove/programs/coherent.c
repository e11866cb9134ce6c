// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: coherent [-f]
 * Moves a page of anonymous memory to the device of the module "coherent", and has the kernel
 * treat the device's page as memory that fails. With -f the page is freed before.
 */
#include "prove.h"

#include <stdint.h>

static uint64_t pfn_of(const void *p)
{
	int fd = open("/proc/self/pagemap", O_RDONLY);
	uint64_t entry;

	if (fd < 0 || pread(fd, &entry, sizeof(entry), (uintptr_t)p / 4096 * 8) != sizeof(entry))
		die("/proc/self/pagemap");
	close(fd);
	return entry & ((1ULL << 55) - 1);
}

static void move_to_device(char *p)
{
	uint64_t address = (uintptr_t)p;
	int fd = open("/dev/coherent", O_WRONLY);

	if (fd < 0 || write(fd, &address, sizeof(address)) != sizeof(address))
		die("/dev/coherent");
	close(fd);
}

int main(int argc, char **argv)
{
	char *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint64_t before, pfn;
	char text[32];
	int fd, len;

	begin();
	if (p == MAP_FAILED)
		die("mmap");
	p[0] = 'x';
	before = pfn_of(p);
	move_to_device(p);
	pfn = pfn_of(p);
	printf("moved=%d\n", pfn != before && p[0] == 'x');
	if (argc > 1 && strcmp(argv[1], "-f") == 0)
		munmap(p, 4096);
	fd = open("/sys/devices/system/memory/hard_offline_page", O_WRONLY);
	if (fd < 0)
		die("hard_offline_page");
	len = snprintf(text, sizeof(text), "%#llx", (unsigned long long)pfn * 4096);
	answer("hard_offline_page", write(fd, text, len) == len ? 0 : -1);
	return 0;
}
