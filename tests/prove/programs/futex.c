// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage: futex FILE
 * One process sleeps on the first word of FILE, another wakes who sleeps there.
 */
#include "prove.h"

#include <linux/futex.h>
#include <sys/syscall.h>

static long futex(int *word, int op, int value)
{
	return syscall(SYS_futex, word, op, value, NULL, NULL, 0);
}

int main(int argc, char **argv)
{
	int *word, value;
	pid_t waiter;

	begin();
	if (argc < 2)
		return 1;
	word = map_file(argv[1], 4096, PROT_READ | PROT_WRITE);
	value = *word;
	waiter = child("waiter");
	if (waiter == 0) {
		/* a mapping of its own: what is shared is the file */
		word = map_file(argv[1], 4096, PROT_READ | PROT_WRITE);
		_exit(futex(word, FUTEX_WAIT, value) < 0);
	}
	sleep(2);
	answer("woken", futex(word, FUTEX_WAKE, 1));
	waitpid(waiter, NULL, 0);
	return 0;
}
