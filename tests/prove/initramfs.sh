# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by run: what a case needs, in one archive that the kernel unpacks into memory.
# Needs `here`, this directory, and `tmp`.

# A package that is missing is the reason why a case can't run: one line, its name in it.
lacks()
{
	echo "package $1 is missing ($2)" >&2
	return 1
}

# add_program PROGRAM ROOT: with the libraries that it was linked with, where it looks for them
add_program()
{
	cp "$1" "$2/bin/" || return 1
	ldd "$1" 2> /dev/null | grep -o '/[^ ]*' | while read -r library; do
		mkdir -p "$2${library%/*}" && cp -L "$library" "$2$library" || exit 1
	done
}

# Busybox must need no library: it is the first process.
add_busybox()
{
	busybox=$(command -v busybox) || lacks busybox-static 'no busybox' || return 1
	! ldd "$busybox" > /dev/null 2>&1 || lacks busybox-static "$busybox is not static" || return 1
	cp "$busybox" "$1/bin/busybox" || return 1
	for applet in $("$busybox" --list); do
		[ -e "$1/bin/$applet" ] || ln -s busybox "$1/bin/$applet"
	done
}

package_of()
{
	case $1 in
	mkfs.xfs) echo xfsprogs ;;
	mkfs.ext4) echo e2fsprogs ;;
	ndctl) echo ndctl ;;
	*) echo "$1" ;;
	esac
}

# add_tools ROOT TOOL...: programs of the system
add_tools()
{
	root=$1
	shift
	for tool in "$@"; do
		path=$(command -v "$tool") ||
			lacks "$(package_of "$tool")" "no $tool" || return 1
		add_program "$path" "$root" || return 1
	done
}

# add_programs ROOT PROGRAM...: our own, from programs/, static
add_programs()
{
	root=$1
	shift
	[ $# -eq 0 ] || command -v gcc > /dev/null || lacks gcc 'no gcc' || return 1
	for program in "$@"; do
		gcc -std=gnu11 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -static -o "$root/bin/$program" \
			"$here/programs/$program.c" 2> "$tmp/gcc" && continue
		! grep -q 'cannot find -lc' "$tmp/gcc" || lacks libc6-dev 'no static libc' || return 1
		echo "$program.c doesn't compile: $(head -n 1 "$tmp/gcc")" >&2
		return 1
	done
}

# add_modules ROOT KERNEL MODULE...: of Debian, each after those that it depends on
add_modules()
{
	root=$1 kernel=$2 release=$(cat "$2/release")
	shift 2
	for module in "$@"; do
		modprobe -d "$kernel" -S "$release" --show-depends "$module" 2> "$tmp/modprobe" \
			> "$tmp/depends" || {
			echo "no module $module in $release" >&2
			return 1
		}
		while read -r how file; do
			file=${file% } name=${file##*/}
			[ "$how" = insmod ] || continue
			name=${name%%.ko*}
			grep -q "^$name.ko" "$root/prove/modules" && continue
			case $file in
			*.xz) xz -dc "$file" ;;
			*.zst) zstd -qdc "$file" ;;
			*) cat "$file" ;;
			esac > "$root/modules/$name.ko" || lacks xz-utils "$file" || return 1
			echo "$name.ko" >> "$root/prove/modules"
		done < "$tmp/depends"
	done
}

# add_own_modules ROOT VERSION MODULE[=PARAMETER=VALUE]...: from modules/, built against Debian's headers
add_own_modules()
{
	root=$1 version=$2
	shift 2
	[ $# -eq 0 ] || for tool in gcc make; do
		command -v $tool > /dev/null || lacks $tool "no $tool" || return 1
	done
	[ $# -eq 0 ] || get_headers "$version" || return 1
	for given in "$@"; do
		module=${given%%=*} parameter=${given#"${given%%=*}"}
		rm -rf "$tmp/module" && cp -R "$here/modules/$module" "$tmp/module" || return 1
		echo "obj-m := $module.o" > "$tmp/module/Makefile"
		release=$(cat "$PROVE_CACHE/linux-$version/release")
		# The compiler that Debian built with may be newer than the one here.
		make -s -C "$PROVE_CACHE/headers-$version/usr/src/linux-headers-$release" \
			M="$tmp/module" CC=gcc CONFIG_CC_HAS_MIN_FUNCTION_ALIGNMENT= \
			CONFIG_DEBUG_INFO_BTF_MODULES= modules > "$tmp/make" 2>&1 || {
			echo "$module.c doesn't compile: $(grep -m 1 -iE 'error:|not found' "$tmp/make")" >&2
			return 1
		}
		cp "$tmp/module/$module.ko" "$root/modules/" &&
			echo "$module.ko ${parameter#=}" >> "$root/prove/modules" || return 1
	done
}

# make_initramfs CASE VERSION FILE: needs what the case declares
make_initramfs()
{
	root=$tmp/root
	rm -rf "$root"
	mkdir -p "$root/bin" "$root/dev" "$root/proc" "$root/sys" "$root/tmp" "$root/mnt" \
		"$root/modules" "$root/prove" || return 1
	: > "$root/prove/modules"
	# shellcheck disable=SC2086,SC2154 # words that the case set
	add_busybox "$root" && add_tools "$root" $tools && add_programs "$root" $programs &&
		add_modules "$root" "$PROVE_CACHE/linux-$2" $modules &&
		add_own_modules "$root" "$2" $own_modules || return 1
	cp "$here/guest/init" "$root/init" && cp "$here/guest/attempt" "$here"/guest/*.sh "$root/prove/" &&
		cp "$1" "$root/prove/case" && chmod +x "$root/init" || return 1
	command -v cpio > /dev/null || lacks cpio 'no cpio' || return 1
	(cd "$root" && find . | cpio -o -H newc --quiet) > "$3"
}
