# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced after lib.sh: a tree that audit takes for a kernel's, without kbuild.

# tree DIR FILE...: the tree, which is to have these files
tree()
{
	dir=$1
	shift
	mkdir -p "$dir/include/linux" "$dir/include/config" "$dir/include/generated"
	: > "$dir/Kbuild"
	: > "$dir/include/linux/kernel.h"
	: > "$dir/include/config/auto.conf"
	: > "$dir/include/generated/autoconf.h"
	printf 'VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 1\n' > "$dir/Makefile"
	printf '# Linux/x86 6.99.1 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n' > "$dir/.config"
	units "$dir" "$@"
}

# units DIR FILE...: the files that are compiled
units()
{
	dir=$(cd "$1" && pwd)
	shift
	sep='['
	for f in "$@"; do
		mkdir -p "$dir/$(dirname "$f")"
		printf '%s\n{ "directory": "%s", "file": "%s",\n' "$sep" "$dir" "$f"
		printf '  "arguments": [ "gcc", "-D__KERNEL__", "-Iinclude", "-c", "-o", "x.o", "%s" ] }' "$f"
		sep=,
	done > "$dir/compile_commands.json"
	echo ']' >> "$dir/compile_commands.json"
}

# audit TREE ARG...: the program over it
audit()
{
	dir=$1
	shift
	run audit -k "$dir" -p "$dir/compile_commands.json" --rules "$rules" -j 1 "$@"
}
