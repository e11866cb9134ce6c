# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by the scripts beside it: what commands cost, and tables of that.
# Needs `top`, the project's directory. See tests/kernel/lib.sh, which it sources.

. "$top/tests/kernel/lib.sh"
PAGECK_CACHE=$tmp/cache
export PAGECK_CACHE
over=0
"${CC:-cc}" -O1 -o "$tmp/cost" "$top/tests/bench/cost.c" || exit 2

# cost NAME COMMAND...: a line "CPU CLOCK MEMORY" is added to $tmp/NAME, what it says is in $tmp/said
cost()
{
	name=$1
	shift
	"$tmp/cost" "$tmp/said" "$@" >> "$tmp/$name"
}

# least NAME COLUMN: 1 CPU seconds, 2 seconds of the clock, 3 MiB
least()
{
	awk -v c="$2" 'NR == 1 || $c < x { x = $c } END { print x }' "$tmp/$1"
}

# row TEXT SECONDS OF: a line of the table, with the part that it is of OF
row()
{
	awk -v name="$1" -v s="$2" -v of="$3" \
		'BEGIN { printf "%-40s %9.2f s   %.3f\n", name, s, s / of }'
}

# limit TEXT FIGURE OF LIMIT: says whether FIGURE / OF is at most LIMIT; counts when not
limit()
{
	awk -v name="$1" -v x="$2" -v of="$3" -v max="$4" 'BEGIN {
		held = x / of <= max
		printf "limit: %-40s %8.3f of at most %s: %s\n", name, x / of, max,
			held ? "held" : "EXCEEDED"
		exit !held
	}' || over=1
}

# sparse_commands TREE [ARG...]: one a line, as kbuild would run them, to be run in the object tree
sparse_commands()
{
	tree=$1
	shift
	make -C "$tree" "$@" -n -k -j1 C=2 CHECK=sparse KCFLAGS=-D__record 2> /dev/null | awk '
	# "set -e; echo ...; trap ...; sparse ARGUMENTS FILE.c; ..."
	/; *sparse -/ {
		sub(/.*; *sparse -/, "sparse -")
		sub(/;.*/, "")
		if ($0 !~ /scripts\/mod\/empty\.c *$/)
			print
	}'
}

# objects TREE: where pageck has it configured, when it isn't itself; after an audit of it
objects()
{
	for d in "$PAGECK_CACHE"/trees/*/; do
		if [ -e "$d/include/generated/autoconf.h" ]; then
			echo "${d%/}"
			return
		fi
	done
	echo "$1"
}

# figure NAME: of the statistics in $tmp/report.json
figure()
{
	sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" "$tmp/report.json" | tail -n 1
}

# forget: what pageck keeps between runs, but for trees that it has configured
forget()
{
	find "$PAGECK_CACHE" -mindepth 1 -maxdepth 1 ! -name trees -exec rm -rf {} +
}
