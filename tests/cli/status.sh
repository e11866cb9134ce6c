#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Exit statuses: what could not be analysed is never silence. And the closing line adds up.
. "$(dirname "$0")/lib.sh"
command -v make > /dev/null || { echo 'ok # SKIP no make'; exit 0; }
mkdir -p "$tmp/k" && cd "$tmp/k" || exit 2
ARCH=x86
export ARCH
mkdir -p drivers/bar/core mm drivers/foo arch/x86/mm arch/arm64/mm include/linux include/config \
	include/generated

# object DIRECTORY/NAME: the line that kbuild would print
object()
{
	printf '\tgcc -D__KERNEL__ $(KCFLAGS) -DKBUILD_BASENAME=x -c -o %s.o %s.c\n' "$1" "$1"
}

cat > Makefile <<'END'
VERSION = 6
PATCHLEVEL = 99
SUBLEVEL = 1
include include/config/auto.conf
all: mm/ drivers/
drivers/: drivers/foo/ drivers/bar/ drivers/baz/
arch/x86/mm/ arch/arm64/mm/ drivers/bar/ drivers/baz/:
drivers/foo/:
	@true
END
{
	echo 'mm/:'
	object mm/leak
	object mm/clean
	object mm/broken
	object mm/nohdr
	object mm/made
} >> Makefile
echo '.PHONY: all mm/ drivers/ drivers/foo/ drivers/bar/ drivers/baz/ arch/x86/mm/ arch/arm64/mm/' >> Makefile
cat > mm/Makefile <<'END'
obj-y := leak.o broken.o nohdr.o made.o # and a comment
mmu-$(CONFIG_MMU) := clean.o \
	listed.o
obj-y += $(mmu-y)
END
cat > drivers/Makefile <<'END'
obj-$(CONFIG_FOO)	+= foo/
obj-$(CONFIG_BAR)	+= bar/
obj-y += baz/
END
cat > drivers/foo/Makefile <<'END'
obj-$(CONFIG_FOO_CORE) += foo.o
foo-y := one.o two.o
foo-$(CONFIG_FOO_DEBUG) += debug.o
ifdef CONFIG_FOO_EXTRA
foo-y += extra.o
endif
ifneq ($(CONFIG_FOO_SMALL),y)
foo-y += large.o
endif
END
mkdir drivers/baz
printf 'obj-$(CONFIG_BAZ_%s) += %s.o\n' A a B b C c > drivers/baz/Makefile
echo 'obj-$(CONFIG_BAR_CORE) += core/core.o' > drivers/bar/Makefile
: > arch/x86/mm/Makefile
: > arch/arm64/mm/Makefile
: > Kbuild
: > include/linux/kernel.h
printf '# Linux/x86 6.99.1 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n' > .config
printf 'CONFIG_FOO=y\nCONFIG_FOO_CORE=m\nCONFIG_FOO_SMALL=y\n' > include/config/auto.conf
: > include/generated/autoconf.h
for f in one two debug extra large unnamed; do
	echo 'int x;' > drivers/foo/$f.c
done
echo 'int x;' > drivers/bar/core/core.c
echo 'int x;' > arch/x86/mm/a.c
echo 'int x;' > arch/arm64/mm/a.c
leak_c > mm/leak.c
echo 'int x;' > mm/clean.c
echo 'int x;' > mm/listed.c
{ leak_c | sed 's/leaks/broken/; s/return -22/return no_such_name/'; } > mm/broken.c
{ echo '#include "not-there.h"'; leak_c; } > mm/nohdr.c

audit()
{
	run audit -j1 -k "$tmp/k" --rules "$rules" "$@"
}

# --- paths ---------------------------------------------------------------------------------

audit ''
expect 'an empty PATH' 2 no-out one-err err 'a PATH is empty'
audit mm/clean.c ''
expect 'an empty PATH behind another' 2 no-out one-err err 'a PATH is empty'
cd mm
run audit -j1 --rules "$rules" ''
expect 'an empty PATH without -k' 2 no-out one-err err 'a PATH is empty'
cd ..
audit mm/leak.c
expect 'findings: 1' 1 out 'Wpgmap-leak'
audit mm/clean.c
expect 'none: 0' 0 no-out err '^pageck: 0 findings; 1 unit, 1 skipped, 0 parsed; 0 functions'

# needs PATH PATTERN: alone it is an error, beside another it costs itself
needs()
{
	audit "$1"
	expect "$1 alone" 2 no-out one-err err "$1: $2"
	audit mm/clean.c "$1"
	expect "$1 beside another" 3 no-out err "^pageck: not analysed: $1: $2" \
		err '^pageck: 0 findings; 1 unit, .* 1 path not built; '
	audit "$1" mm/leak.c
	expect "$1 and a finding" 1 out 'Wpgmap-leak' err "^pageck: not analysed: $1: "
	audit --strict "$1" mm/leak.c
	expect "$1 and a finding, --strict" 3 out 'Wpgmap-leak' err "^pageck: not analysed: $1: "
}
nothing='the configuration builds nothing of it'
needs drivers/bar "$nothing: it needs CONFIG_BAR\$"
needs drivers/bar/core/core.c "$nothing: it needs CONFIG_BAR_CORE and CONFIG_BAR\$"
needs drivers/foo/debug.c "$nothing: it needs CONFIG_FOO_DEBUG\$"
needs drivers/foo/extra.c "$nothing: it needs CONFIG_FOO_EXTRA\$"
needs drivers/foo/large.c "$nothing: it needs CONFIG_FOO_SMALL unset\$"
needs drivers/foo/unnamed.c "$nothing: no makefile there or above it names its object\$"
needs drivers/baz "$nothing: what is in it needs CONFIG_BAZ_A, CONFIG_BAZ_B or CONFIG_BAZ_C\$"
needs mm/listed.c "$nothing: it needs CONFIG_MMU\$"
needs arch/arm64/mm "it belongs to arm64, and the configuration is for x86\$"
needs mm/Makefile 'not a C source file'
audit drivers/bar drivers/foo/debug.c
expect 'nothing is left' 2 no-out err 'drivers/bar: .*CONFIG_BAR' err 'debug.c: .*CONFIG_FOO_DEBUG'

# --- files -----------------------------------------------------------------------------------

audit mm/nohdr.c
expect 'a file that parses nowhere, alone' 3 no-out \
	err "^pageck: not analysed: mm/nohdr.c: .*not-there.h" \
	err '^pageck: 0 findings; 1 unit, 0 skipped, 0 parsed, 1 not analysed; 0 functions, 0 not'
audit mm/broken.c
expect 'a file in whose only function there is a parse error' 3 no-out \
	err "^pageck: not analysed: mm/broken.c: .*mm/broken.c:13: .*no_such_name" \
	err ' 1 unit, 0 skipped, 0 parsed, 1 not analysed; '
audit mm
expect 'a directory: each unit is in one number' 1 out 'Wpgmap-leak' \
	err '; 5 units, 1 skipped, 1 parsed, 2 not analysed, 1 generated by a build and not there; '
audit --format json mm drivers/bar
expect 'the same in JSON' 1 out '"units": 5,' out '"skipped": 1,' out '"parsed": 1,' \
	out '"not_analysed_units": 2,' out '"generated": 1,' out '"not_built": 1,' \
	out '"not_analysed_functions": 1,' out '"held_back": 0,' \
	out '"file": "mm/made.c", .*"kind": "generated"' \
	out '"file": "drivers/bar", .*CONFIG_BAR.*"kind": "not-built"' \
	err '^pageck: not analysed: mm/nohdr.c: ' err '^pageck: not analysed: mm/broken.c: '
audit --strict --format json mm
expect '--strict' 3 out '"not_analysed_units": 2,'
sed -i '/object\|nohdr\|broken/d' Makefile
audit --strict mm
expect 'a generated file is no lost one' 1 out 'Wpgmap-leak' not-err 'not analysed: '
audit -v mm
expect 'but one that -v lists' 1 out '^pageck: not analysed: mm/made.c: a generated file'

# --- notes ------------------------------------------------------------------------------------

cat > mm/clean.c <<'END'
struct address_space;
struct page { unsigned long flags; union { struct { struct address_space *mapping; };
	struct { void *pgmap; void *zone_device_data; }; }; };
int reads(struct page *page);
int reads(struct page *page)
{
	return page->mapping != (void *)0;
}
END
audit mm/clean.c
expect 'notes that are held back are counted' 0 no-out \
	err '^pageck: 0 findings; 1 note held back (--all shows it); 1 unit, '
audit --format json mm/clean.c
expect 'in JSON, too' 0 out '"held_back": 1,'
audit --all mm/clean.c
expect '--all shows it' 1 out ' note: .*Wunion-read' not-err 'held back'
run check --rules "$rules" mm/clean.c
expect 'check into a file is as quiet as ever' 0 no-out no-err
# terminal COMMAND: what it says there
terminal()
{
	script -qec "$1" /dev/null < /dev/null > "$tmp/out" 2> "$tmp/err"
	status=$?
}
terminal true
if [ $status = 0 ]; then
	terminal "'$PAGECK' check --rules '$rules' mm/clean.c"
	expect 'check on a terminal says that it was there' 0 \
		out 'pageck: 0 findings; 1 note held back (--all shows it); 1 unit, 0 skipped, 1 parsed'
	terminal "NO_COLOR=1 '$PAGECK' check --rules '$rules' mm/clean.c"
	expect 'NO_COLOR is about colour' 0 out 'held back' not-out '\['
	terminal "MAKELEVEL=1 '$PAGECK' check --rules '$rules' mm/clean.c"
	expect 'not under make' 0 no-out
	terminal "'$PAGECK' check --rules '$rules' mm/leak.c"
	expect 'and with a finding the status stays 0' 0 out 'pageck: 1 finding; 1 unit'
else
	ok '# SKIP no pseudo-terminal (script)'
fi

# --- make --------------------------------------------------------------------------------------

mkdir "$tmp/mod"
printf 'ifeq ($(CONFIGURED),)\n$(error run ./configure first)\nendif\nobj-m := x.o\n' > "$tmp/mod/Makefile"
echo 'int x;' > "$tmp/mod/x.c"
printf 'ifdef M\ninclude $(M)/Makefile\nendif\n' >> Makefile
run audit -j1 -k "$tmp/k" -M "$tmp/mod" --rules "$rules"
expect "make's own error" 2 no-out err "make failed: .*mod/Makefile:2: \*\*\* run ./configure first"
printf 'all:\n\t@true\n' > "$tmp/mod/Makefile"
run audit -j1 -k "$tmp/k" -M "$tmp/mod" --rules "$rules"
expect 'a module of nothing' 2 no-out one-err err "mod: kbuild builds nothing of it: no obj-m"
mkdir "$tmp/mod/drv"
echo 'obj-m := x.o' > "$tmp/mod/drv/Kbuild"
run audit -j1 -k "$tmp/k" -M "$tmp/mod" --rules "$rules"
expect "a module whose Kbuild is further down" 2 no-out one-err err "try -M .*mod/drv"
printf '.PHONY: drivers/gone/\nall: drivers/gone/\ndrivers/gone/:\n\t@$(MAKE) -f drivers/gone/Makefile\n' >> Makefile
mkdir drivers/gone
echo 'separator is missing' > drivers/gone/Makefile
audit
expect 'a makefile that cannot be read, beside what is left' 1 out 'Wpgmap-leak' \
	err 'what this makefile builds is not seen: drivers/gone/Makefile:1: \*\*\* missing separator'
audit --strict
expect 'is not lost in silence' 3 err 'drivers/gone/Makefile:1'
sed -i '/mm.leak/d' Makefile
audit
expect 'nor when nothing else is left to say' 3 no-out err 'drivers/gone/Makefile:1'
finish
