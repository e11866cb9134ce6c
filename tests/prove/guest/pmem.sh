# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by cases, outside and inside: persistent memory from ordinary memory, and an XFS on it
# whose files are mapped without a page cache (DAX). mkfs.xfs makes it reflink.

append='memmap=768M!512M'
memory=1536M
modules='nd_e820 nd_pmem xfs'
tools=mkfs.xfs

# The device comes some time after its driver.
wait_for()
{
	for _ in $(seq 30); do
		[ ! -e "$1" ] || return 0
		sleep 1
	done
	echo "no $1"
	return 1
}

# On /mnt; what it stores lies where a huge page can map it.
mount_dax()
{
	wait_for /dev/pmem0 &&
		mkfs.xfs -f -q -m reflink=1 -d su=2m,sw=1 -l size=64m /dev/pmem0 &&
		mount -t xfs -o dax=always /dev/pmem0 /mnt
}
