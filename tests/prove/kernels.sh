# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by run and build-kernel: Debian's kernels and what modules are built with, taken from
# the archive with lists and a cache of our own, and unpacked. Nothing is installed, and the
# system's sources stay as they are.
#
# environment: PROVE_CACHE	where kernels and lists of packages are kept
#		PROVE_MIRROR	the archive (http://deb.debian.org)

mirror=${PROVE_MIRROR:-http://deb.debian.org}

# archive_of VERSION: where its packages are
archive_of()
{
	case $1 in
	6.1|6.12) echo 'debian-security bookworm-security' ;;
	*) echo 'debian trixie-backports' ;;
	esac
}

# What a kernel image of this version is called, as an extended regular expression.
image_of()
{
	case $1 in
	6.1) echo '^linux-image-6\.1\.0-[0-9]+-amd64$' ;;
	6.12) echo '^linux-image-6\.12\.[0-9]+\+deb12-amd64$' ;;
	*) echo "^linux-binary-$1\\.[0-9]+\\+deb13-amd64\$" | sed 's/\([0-9]\)\.\([0-9]\)/\1\\.\2/' ;;
	esac
}

# apt DIRECTORY SUITE COMMAND...: apt-get or apt-cache that knows this suite alone
apt()
{
	lists=$PROVE_CACHE/apt/$2
	sources=$lists/sources.list
	if [ ! -s "$sources" ]; then
		mkdir -p "$lists/lists/partial" "$lists/cache/archives/partial" "$lists/parts"
		echo "deb [arch=amd64] $mirror/$1 $2 main" > "$sources"
	fi
	command=$3
	shift 3
	"$command" -q -o APT::Sandbox::User=root -o Dir::Etc::SourceList="$sources" \
		-o Dir::Etc::SourceParts="$lists/parts" -o Dir::State::Lists="$lists/lists" \
		-o Dir::Cache="$lists/cache" "$@"
}

# unpack DIRECTORY SUITE INTO PACKAGE...
unpack()
{
	archive=$1 suite=$2 into=$3
	shift 3
	debs=$tmp/deb
	rm -rf "$debs"
	mkdir -p "$debs" "$into"
	(cd "$debs" && apt "$archive" "$suite" apt-get download "$@") > "$tmp/apt" 2>&1 || {
		echo "cannot download $*: $(tail -n 1 "$tmp/apt")" >&2
		return 1
	}
	for deb in "$debs"/*.deb; do
		dpkg-deb -x "$deb" "$into" || return 1
	done
	rm -rf "$debs"
}

# newest DIRECTORY SUITE PATTERN: the newest package of such a name
newest()
{
	apt "$1" "$2" apt-cache search --names-only "$3" | sed 's/ .*//' | sort -V | tail -n 1
}

refresh()
{
	apt "$1" "$2" apt-get update > "$tmp/apt" 2>&1 && ! grep '^[EW]:' "$tmp/apt" > "$tmp/apt.err" || {
		echo "no list of packages from $mirror/$1 $2: $(head -n 1 "$tmp/apt.err")" >&2
		return 1
	}
}

# get_kernel VERSION: into $PROVE_CACHE/linux-VERSION, if it isn't there; its release is in the
# file `release` then, which is written last.
get_kernel()
{
	kernel=$PROVE_CACHE/linux-$1
	[ ! -s "$kernel/release" ] || return 0
	command -v apt-get > /dev/null || { echo 'no apt-get: only Debian has these kernels' >&2; return 1; }
	command -v depmod > /dev/null || lacks kmod 'no depmod' || return 1
	# shellcheck disable=SC2046 # two words
	set -- "$1" $(archive_of "$1")
	refresh "$2" "$3" || return 1
	image=$(newest "$2" "$3" "$(image_of "$1")")
	[ -n "$image" ] || { echo "no kernel $1 in $3" >&2; return 1; }
	release=${image#linux-image-}
	release=${release#linux-binary-}
	modules_of=
	[ "$image" = "linux-image-$release" ] || modules_of=linux-modules-$release
	rm -rf "$kernel"
	# shellcheck disable=SC2086 # none, or a word
	unpack "$2" "$3" "$kernel" "$image" $modules_of || return 1
	[ -e "$kernel/lib" ] || ln -s usr/lib "$kernel/lib"
	rm -rf "$kernel/usr/share"
	mv "$(find "$kernel" -name 'vmlinuz*' -type f)" "$kernel/vmlinuz" || return 1
	depmod -b "$kernel" "$release" && echo "$release" > "$kernel/release"
}

# get_headers VERSION: what modules for it are built with, into $PROVE_CACHE/headers-VERSION
get_headers()
{
	headers=$PROVE_CACHE/headers-$1
	[ ! -e "$headers/complete" ] || return 0
	release=$(cat "$PROVE_CACHE/linux-$1/release")
	# shellcheck disable=SC2046 # two words
	set -- "$1" $(archive_of "$1")
	[ -d "$PROVE_CACHE/apt/$3" ] || refresh "$2" "$3" || return 1
	others=$(apt "$2" "$3" apt-cache show "linux-headers-$release" | sed -n 's/^Depends: //p' |
		tr , '\n' | sed 's/^ *//; s/ .*//' | grep -E '^linux-(headers-.*-common|kbuild-)' | sort -u)
	[ -n "$others" ] || { echo "no headers of $release in $3" >&2; return 1; }
	rm -rf "$headers"
	# shellcheck disable=SC2086 # words
	unpack "$2" "$3" "$headers" "linux-headers-$release" $others || return 1
	# It names its other half by where that would be installed.
	sed -i "s|/usr/src/|$headers/usr/src/|" "$headers/usr/src/linux-headers-$release/Makefile"
	get_libraries "$1" || return 1
	: > "$headers/complete"
}

# The programs of kbuild were linked with the libraries of their own Debian; where these are
# too old here they get the ones that they want, unpacked beside them.
get_libraries()
{
	headers=$PROVE_CACHE/headers-$1
	find "$headers/usr/lib" -type f -perm -100 > "$tmp/programs"
	xargs -d '\n' ldd < "$tmp/programs" 2>&1 | grep -q 'not found' || return 0
	refresh debian trixie || return 1
	unpack debian trixie "$headers/trixie" libc6 libelf1t64 libssl3t64 zlib1g libzstd1 || return 1
	while read -r program; do
		[ "$(head -c 4 "$program" | tr -d '\177')" = ELF ] || continue
		mv "$program" "$program.elf"
		with_libraries "$headers/trixie" "$program.elf" > "$program"
		chmod +x "$program"
	done < "$tmp/programs"
}

with_libraries()
{
	cat <<-EOF
	#!/bin/sh
	exec "$1/usr/lib64/ld-linux-x86-64.so.2" --argv0 "\$0" --library-path \\
		"$1/usr/lib/x86_64-linux-gnu" "$2" "\$@"
	EOF
}
