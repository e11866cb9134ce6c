# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by the scripts beside it: a directory of their own, and what they say.
# environment: PAGECK, the program; O, the build directory

set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
unset PAGECK_STRICT PAGECK_ALL MAKELEVEL MAKEFLAGS
export PAGECK_CACHE="$tmp/cache" HOME="$tmp/home" XDG_CACHE_HOME="$tmp/xdg"
rules=${PAGECK_RULES:-$top/rules}
failed=0

ok()
{
	echo "ok $1"
}

not_ok()
{
	echo "not ok $1"
	echo "  status $status" >&2
	sed 's/^/  stdout: /' "$tmp/out" >&2
	sed 's/^/  stderr: /' "$tmp/err" >&2
	failed=1
}

# run ARG...: the program; its status, $tmp/out and $tmp/err are what it left
run()
{
	"$PAGECK" "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null
	status=$?
}

# run_with NAME=VALUE ARG...: the same with a variable in its environment
run_with()
{
	env "$1" sh -c 'shift; exec "$PAGECK" "$@"' sh "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null
	status=$?
}

# expect NAME STATUS [out|err|no-out|no-err|one-err [PATTERN]]...
# PATTERN is a basic regular expression that some line must match;
# no-*: the file is empty; one-err: standard error is one line. The line that says that make
# runs isn't counted: what an earlier run remembers needs none.
expect()
{
	name=$1 want=$2
	shift 2
	good=1
	[ "$status" = "$want" ] || good=0
	while [ $# -gt 0 ]; do
		case $1 in
		out|err)
			grep -q -e "$2" "$tmp/$1" || good=0
			shift ;;
		not-out|not-err)
			! grep -q -e "$2" "$tmp/${1#not-}" || good=0
			shift ;;
		no-out)	[ ! -s "$tmp/out" ] || good=0 ;;
		no-err)	! grep -qv '^pageck: running make in ' "$tmp/err" || good=0 ;;
		one-err) [ "$(grep -vc '^pageck: running make in ' "$tmp/err")" = 1 ] || good=0 ;;
		esac
		shift
	done
	[ $good = 1 ] && ok "$name" || not_ok "$name"
}

# A finding that must not go away: the reference is lost on the second return.
leak_c()
{
	cat <<-'END'
	struct dev_pagemap;
	struct dev_pagemap *get_dev_pagemap(unsigned long pfn, struct dev_pagemap *pgmap);
	void put_dev_pagemap(struct dev_pagemap *pgmap);

	int leaks(unsigned long pfn, int flag);
	int leaks(unsigned long pfn, int flag)
	{
		struct dev_pagemap *pgmap = get_dev_pagemap(pfn, (void *)0);

		if (!pgmap)
			return -14;
		if (flag)
			return -22;
		put_dev_pagemap(pgmap);
		return 0;
	}
	END
}

finish()
{
	exit $failed
}
