#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# audit asks make which files it compiles, once: until something that make reads has changed.
. "$(dirname "$0")/lib.sh"
real=$(command -v make) || { echo 'ok # SKIP no make'; exit 0; }
mkdir -p "$tmp/bin" "$tmp/k/mm" "$tmp/k/include/linux" "$tmp/k/include/config" \
	"$tmp/k/include/generated" && cd "$tmp/k" || exit 2
cat > "$tmp/bin/make" <<END
#!/bin/sh
echo make >> "$tmp/made"
exec $real "\$@"
END
chmod +x "$tmp/bin/make"
PATH=$tmp/bin:$PATH ARCH=x86
export PATH ARCH

# object DIRECTORY/NAME: the line that kbuild would print
object()
{
	printf '\tgcc -D__KERNEL__ $(KCFLAGS) -DKBUILD_BASENAME='"'\"%s\"'"' -c -o %s.o %s.c\n' \
		"${1##*/}" "$1" "$1"
}

printf 'VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 1\nall: mm/\ninclude mm/Makefile\n' > Makefile
{ echo 'mm/:'; object mm/leak; object mm/other; } > mm/Makefile
echo '.PHONY: all mm/' >> Makefile
: > Kbuild
: > include/linux/kernel.h
printf '# Linux/x86 6.99.1 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n' > .config
: > include/config/auto.conf
: > include/generated/autoconf.h
leak_c > mm/leak.c
echo 'int x;' > mm/other.c
sleep 0.1

# audit NAME MADE STATUS [what expect() takes]...: MADE: was make run for it?
audit()
{
	what=$1 makes=$2 wanted=$3
	shift 3
	rm -f "$tmp/made"
	run audit -j1 -k "$tmp/k" --rules "$rules" $paths
	expect "$what" "$wanted" "$@"
	[ -e "$tmp/made" ] && made=yes || made=no
	[ "$made" = "$makes" ] && ok "$what: make is run: $makes" ||
		not_ok "$what: make is run: $made"
	sleep 0.1
}

paths=
audit 'the first audit' yes 1 out 'Wpgmap-leak' err ' 2 units, '
audit 'nothing changed' no 1 out 'Wpgmap-leak' err ' 2 units, '
paths=mm/other.c
audit 'a file of it' no 0 no-out err ' 1 unit, '
paths=
echo '# edited' >> mm/Makefile
sleep 0.1
audit 'an edited makefile' yes 1 err ' 2 units, '
audit 'and then nothing' no 1 err ' 2 units, '
echo 'CONFIG_MORE=y' >> .config
sleep 0.1
touch include/config/auto.conf
sleep 0.1
audit 'a changed configuration' yes 1 err ' 2 units, '
object mm/late >> mm/Makefile
sleep 0.1
audit 'a source that is not there' yes 1 err ' 3 units, '
audit 'and is not there again' no 1 err ' 3 units, .* 1 not analysed'
cp mm/other.c mm/late.c
sleep 0.1
audit 'it appears' yes 1 err ' 3 units, .* 0 not analysed'
sed 's/return -22;/{ put_dev_pagemap(pgmap); return -22; }/' mm/leak.c > leak.c
mv leak.c mm/leak.c
audit 'an edited source is no matter for make' no 0 no-out err ' 3 units, '
for f in "$tmp"/cache/kbuild/k-*; do
	echo 'pageck units, or not' > "$f"
done
audit 'a damaged cache' yes 0 no-out err ' 3 units, '
audit 'is written again' no 0 no-out err ' 3 units, '
PAGECK_CACHE=/proc/nowhere
audit 'no cache' yes 0 no-out err ' 3 units, '
finish
