# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by the scripts beside it and in tests/bench: kernel trees, and what is said.
# Needs `top`, the project's directory.
#
# environment: KERNEL61, KERNEL612, KERNEL73	prepared trees (only read); without them
#		/usr/src/linux-source-*.tar.xz is unpacked into the cache, and
#		pageck configures it
#	O, PAGECK, PAGECK_RULES
#	PAGECK_TEST_CACHE	where kernels are unpacked (default: ~/.cache/pageck-tests)

set -u
O=${O:-build}
case $O in /*) ;; *) O=$top/$O ;; esac
PAGECK=${PAGECK:-$O/pageck}
case $PAGECK in /*) ;; *) PAGECK=$PWD/$PAGECK ;; esac
rules=${PAGECK_RULES:-$top/rules}
cache=${PAGECK_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/pageck-tests}
script=${0##*/}
unset PAGECK_STRICT PAGECK_ALL MAKELEVEL MAKEFLAGS MFLAGS
[ -x "$PAGECK" ] || { echo "$script: no $PAGECK: run make first" >&2; exit 2; }
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM
failed=0

# check NAME COMMAND...: "ok NAME" or "not ok NAME" with what the command said
check()
{
	what=$1
	shift
	if "$@" > "$tmp/why" 2>&1; then
		echo "ok $what"
	else
		echo "not ok $what"
		sed 's/^/    /' "$tmp/why" | head -n 40
		failed=1
	fi
}

# kernel VERSION: its tree, or nothing
kernel()
{
	case $1 in
	6.1) given=${KERNEL61-} ;;
	6.12) given=${KERNEL612-} ;;
	7.3) given=${KERNEL73-} ;;
	*) given= ;;
	esac
	if [ -n "$given" ]; then
		echo "$given"
		return
	fi
	if [ ! -d "$cache/linux-source-$1" ]; then
		[ -r "/usr/src/linux-source-$1.tar.xz" ] || return
		mkdir -p "$cache" && part=$(mktemp -d "$cache/unpack.XXXXXX") || return
		tar xJf "/usr/src/linux-source-$1.tar.xz" -C "$part" &&
			mv "$part/linux-source-$1" "$cache/"
		r=$?
		rm -rf "$part"
		[ $r = 0 ] || return
	fi
	echo "$cache/linux-source-$1"
}

# skip WHY: there is nothing to run this on
skip()
{
	echo "$script: $*" >&2
	exit 77
}

# work_tree COMMAND...: goes into a prepared 6.12 in git that may be worked in, with the tag
# presubmit-base: PRESUBMIT_TREE, else a copy, what of it is in git by the command
work_tree()
{
	command -v git > /dev/null || skip 'no git'
	export GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t \
		GIT_COMMITTER_EMAIL=t@t
	tree=${PRESUBMIT_TREE-}
	if [ -z "$tree" ]; then
		from=$(kernel 6.12)
		[ -n "$from" ] || skip 'no 6.12'
		[ -e "$from/.config" ] || skip "$from is not configured"
		tree=$tmp/linux
		cp -a --reflink=auto "$from" "$tree" && cd "$tree" || exit 2
		rm -rf .git
		git init -q . && "$@" && git commit -qm base || exit 2
	fi
	cd "$tree" || exit 2
	git rev-parse -q --verify refs/tags/presubmit-base > /dev/null || git tag presubmit-base
}
