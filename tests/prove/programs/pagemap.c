// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: pagemap FILE
 * What /proc/self/pagemap says of FILE, mapped by a huge page and written: is there memory, is
 * it a file's. Status 77 where the mapping isn't made of a huge page.
 */
#include "prove.h"

#include <stdint.h>
#include <sys/resource.h>

#define HUGE_SIZE (2 << 20)
#define PM_PRESENT (1ULL << 63)
#define PM_FILE (1ULL << 61)

static long faults(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return use.ru_minflt + use.ru_majflt;
}

/* FILE at an address that a huge page can be mapped at */
static char *map_huge(const char *path)
{
	char *room = mmap(NULL, 2 * HUGE_SIZE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *at = (char *)(((uintptr_t)room + HUGE_SIZE - 1) & ~(uintptr_t)(HUGE_SIZE - 1));
	int fd = open(path, O_RDWR);

	if (fd < 0)
		die(path);
	if (mmap(at, HUGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0) == MAP_FAILED)
		die("mmap");
	return at;
}

int main(int argc, char **argv)
{
	uint64_t entry;
	long before;
	char *p;
	int fd;

	begin();
	if (argc < 2)
		return 1;
	p = map_huge(argv[1]);
	before = faults();
	for (int i = 0; i < HUGE_SIZE; i += 4096)
		p[i] = 'y';
	if (faults() - before > 16) {
		printf("the file is mapped by small pages\n");
		return 77;
	}
	fd = open("/proc/self/pagemap", O_RDONLY);
	if (fd < 0 || pread(fd, &entry, sizeof(entry), (uintptr_t)p / 4096 * 8) != sizeof(entry))
		die("/proc/self/pagemap");
	printf("present=%d\nfile=%d\n", !!(entry & PM_PRESENT), !!(entry & PM_FILE));
	return 0;
}
