#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# No subcommand writes into a tree, whatever compiler it was configured with; and make is
# asked with that compiler, or not at all.
. "$(dirname "$0")/lib.sh"
command -v make > /dev/null || { echo 'ok # SKIP no make'; exit 0; }
command -v git > /dev/null || { echo 'ok # SKIP no git'; exit 0; }
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org GIT_COMMITTER_NAME=t \
	GIT_COMMITTER_EMAIL=t@example.org GIT_CONFIG_NOSYSTEM=1 PAGECK_RULES="$rules"
unset ARCH LLVM CC CROSS_COMPILE
case $(uname -m) in
x86_64|i?86) arch=x86 ;;
aarch64) arch=arm64 ;;
ppc*) arch=powerpc ;;
*) echo 'ok # SKIP an architecture that this test has no name for'; exit 0 ;;
esac

# --- compilers: nothing but their names and versions -------------------------------------

mkdir "$tmp/bin"
# compiler NAME VERSION-LINE
compiler()
{
	printf '#!/bin/sh\n[ "$1" = --version ] && echo "%s"\n' "$2" > "$tmp/bin/$1"
	chmod +x "$tmp/bin/$1"
}
compiler gcc 'gcc (Test #1) 98.1'
compiler gcc-99 'gcc-99 (Test) 99.1'
compiler none-linux-gcc 'none-linux-gcc (Test) 98.1'
compiler none-linux-gcc-99 'none-linux-gcc-99 (Test) 99.1'
compiler clang 'Test clang version 98.1.0'
compiler clang-99 'Test clang version 99.1.0 (1)'
compiler odd-gcc 'gcc (Elsewhere) 97.1'
PATH=$tmp/bin:$PATH

# --- a tree whose make would bring its configuration up to date ----------------------------

mkdir -p "$tmp/k/mm" "$tmp/k/include/linux" && cd "$tmp/k" || exit 2
cat > Makefile <<'END'
VERSION = 6
PATCHLEVEL = 99
SUBLEVEL = 1
pound := \#
MAKEFLAGS += -rR
ifneq ($(LLVM),)
CC = $(if $(filter %/,$(LLVM)),$(LLVM))clang$(filter -%,$(LLVM))
else
CC = $(CROSS_COMPILE)gcc
endif
may-sync-config := 1
need-compiler := $(may-sync-config)
ifneq ($(M),)
may-sync-config :=
endif
CC_VERSION_TEXT = $(subst $(pound),,$(shell LC_ALL=C $(CC) --version 2>/dev/null | head -n 1))
TMPOUT = .tmp_$$$$
ifdef need-compiler
probed := $(shell mkdir -p $(TMPOUT)/tmp && sleep 0.$(PROBE) && rm -rf $(TMPOUT) && echo -DPROBED)
endif
include include/config/auto.conf
ifdef may-sync-config
include/config/auto.conf: Kconfig
ifneq ($(CC_VERSION_TEXT),$(CONFIG_CC_VERSION_TEXT))
include/config/auto.conf: FORCE
endif
include/config/auto.conf: .config
	+@echo SYNC >> .config; touch $@ synced
else ifneq ($(CC_VERSION_TEXT),$(CONFIG_CC_VERSION_TEXT))
$(error this is $(CC_VERSION_TEXT))
endif
all: mm/
mm/: FORCE
	$(CC) -D__KERNEL__ $(probed) $(KCFLAGS) -Iinclude -DKBUILD_BASENAME=a -c -o mm/leak.o mm/leak.c
FORCE:
.PHONY: FORCE all mm/
END
echo 'config MMU' > Kconfig
: > Kbuild
echo 'obj-y := leak.o' > mm/Makefile
: > include/linux/kernel.h
cat > include/linux/mm_types.h <<'END'
struct address_space;
struct page { unsigned long flags; struct address_space *mapping; };
END
{ echo '#ifdef PROBED'; leak_c; echo '#endif'; } > mm/leak.c
printf '.config\n/include/config/\n/include/generated/\n' > .gitignore
git init -q . && git add . && git commit -qm tree && git commit -q --allow-empty -m more
sed -n 's/return -22/return -23/;p' mm/leak.c > edited && mv edited mm/leak.c
git commit -qam edited

# configured LINE [LLD]: as make would have done it with that compiler
configured()
{
	mkdir -p include/config include/generated
	: > include/generated/autoconf.h
	{
		echo "# Linux/$arch 6.99.1 Kernel Configuration"
		echo "CONFIG_CC_VERSION_TEXT=\"$1\""
		[ $# = 1 ] || echo 'CONFIG_LD_IS_LLD=y'
		echo CONFIG_ZONE_DEVICE=y
	} > .config
	sleep 0.02
	echo "CONFIG_CC_VERSION_TEXT=$1" > include/config/auto.conf
	sleep 0.02
}

# What is there, when it was changed, and when something was put into a directory or taken out.
list()
{
	(cd "$tmp/k" && find . -printf '%p %y %m %s %T@\n' | LC_ALL=C sort)
}

# untouched NAME STATUS ARG...
untouched()
{
	name=$1 wanted=$2
	shift 2
	list > "$tmp/before"
	run "$@"
	list > "$tmp/after"
	[ "$status" = "$wanted" ] && ok "$name" || not_ok "$name"
	if cmp -s "$tmp/before" "$tmp/after"; then
		ok "$name: the tree is as it was"
	else
		diff "$tmp/before" "$tmp/after" >> "$tmp/err"
		not_ok "$name: the tree is as it was"
	fi
}

every_subcommand()
{
	rm -rf "$tmp/cache"
	untouched "$1: audit" 1 audit -j2 -k "$tmp/k"
	rm -rf "$tmp/cache"
	untouched "$1: audit PATH" 1 audit -j1 -k "$tmp/k" mm/leak.c
	untouched "$1: audit --list" 0 audit -k "$tmp/k" --list
	untouched "$1: audit --shard" 0 audit -k "$tmp/k" --shard 1/1 -o "$tmp/part"
	untouched "$1: merge" 1 merge -k "$tmp/k" "$tmp/part"
	untouched "$1: why" 0 why -k "$tmp/k" mm/leak.c:10
	untouched "$1: fix" 1 fix -k "$tmp/k" mm/leak.c
	untouched "$1: presubmit" 0 presubmit -k "$tmp/k" HEAD~2..HEAD
	untouched "$1: layout" 0 layout -k "$tmp/k" page
	untouched "$1: rules check" 1 rules check -k "$tmp/k"
	untouched "$1: hook status" 0 hook status
	untouched "$1: explain" 0 explain union-read
	untouched "$1: check" 0 check -DPROBED -Iinclude mm/leak.c
	rm -rf "$tmp/cache"
	PAGECK_CACHE=/proc/nowhere
	untouched "$1: audit without a cache" 1 audit -j2 -k "$tmp/k"
	PAGECK_CACHE=$tmp/cache
}

configured 'gcc (Test 1) 98.1'
every_subcommand gcc
configured 'gcc-99 (Test) 99.1'
every_subcommand gcc-99
configured 'Test clang version 99.1.0 (1)' lld
every_subcommand LLVM=-99

# only_audit NAME
only_audit()
{
	rm -rf "$tmp/cache"
	untouched "$1" 1 audit -j1 -k "$tmp/k"
}
configured 'Test clang version 98.1.0' lld
only_audit 'LLVM=1'
configured 'Test clang version 98.1.0'
only_audit 'CC=clang'
configured 'Test clang version 99.1.0 (1)'
only_audit 'CC=clang-99'
configured 'none-linux-gcc (Test) 98.1'
only_audit 'CROSS_COMPILE=none-linux-'
configured 'none-linux-gcc-99 (Test) 99.1'
only_audit 'CC=none-linux-gcc-99'
sleep 0.02
touch Kconfig
only_audit 'a Kconfig file that is newer than the configuration'

# --- what isn't found, or doesn't fit ----------------------------------------------------------

configured 'gcc (Elsewhere) 97.1'
untouched 'no such compiler' 2 audit -k "$tmp/k"
expect 'no such compiler: what to do' 2 no-out one-err \
	err "with 'gcc (Elsewhere) 97.1', and gcc is 'gcc (Test 1) 98.1'.*LLVM=.*CC="
export CC=odd-gcc
only_audit 'CC= in the environment'
configured 'gcc-96 (Test) 96.1'
export CC=gcc-99
untouched 'CC= in the environment that does not fit' 2 audit -k "$tmp/k"
expect 'is said' 2 one-err err "and gcc-99 is 'gcc-99 (Test) 99.1'.*LLVM=.*CC="
unset CC
untouched 'one that is not installed' 2 audit -k "$tmp/k"
expect 'is said, too' 2 one-err err "gcc-96 is not installed.*LLVM=.*CC="
configured 'gcc (Test 1) 98.1'
export LLVM=1
untouched 'LLVM= in the environment that does not fit' 2 audit -k "$tmp/k"
unset LLVM
export ARCH=sparc64
untouched 'ARCH= in the environment that does not fit' 2 audit -k "$tmp/k"
expect 'that is said as well' 2 one-err err "is configured for $arch, and ARCH=sparc64 is in the env"
unset ARCH

# A module is built against a kernel of a slightly other compiler every day.
configured 'gcc (Test 0) 98.0'
mkdir "$tmp/mod"
echo 'obj-m := x.o' > "$tmp/mod/Makefile"
untouched 'a module' 2 audit -k "$tmp/k" -M "$tmp/mod"
expect 'a module: the other compiler is a warning' 2 err "warning: .* was built with 'gcc (Test 0) 98.0'"

# --- killed -------------------------------------------------------------------------------------

configured 'gcc (Test 1) 98.1'
for signal in TERM KILL; do
	list > "$tmp/before"
	rm -rf "$tmp/cache"
	PROBE=9 "$PAGECK" audit -j1 -k "$tmp/k" > "$tmp/out" 2> "$tmp/err" < /dev/null &
	sleep 0.4
	kill -$signal $!
	wait $! 2> /dev/null
	status=$?
	sleep 1
	list > "$tmp/after"
	if cmp -s "$tmp/before" "$tmp/after"; then
		ok "killed (SIG$signal) while make probes the compiler"
	else
		diff "$tmp/before" "$tmp/after" >> "$tmp/err"
		not_ok "killed (SIG$signal) while make probes the compiler"
	fi
done

# --- a tree that pageck configures ----------------------------------------------------------------

for program in flex bison bc perl ld; do
	command -v $program > /dev/null && continue
	echo "ok # SKIP configuring a tree: no $program"
	finish
done
rm -rf .config include/config include/generated
cat > Makefile <<'END'
VERSION = 6
PATCHLEVEL = 99
SUBLEVEL = 1
pound := \#
ARCH ?= native
CC = $(if $(LLVM),clang$(filter -%,$(LLVM)),$(CROSS_COMPILE)gcc)
text = $(subst $(pound),,$(shell $(CC) --version | head -n 1))
all: mm/
defconfig:
	@printf '$(pound) Linux/%s 6.99.1\nCONFIG_CC_VERSION_TEXT="%s"\n' '$(ARCH)' '$(text)' > $(O)/.config
	@echo CONFIG_ZONE_DEVICE=y >> $(O)/.config
	@$(if $(LLVM),echo CONFIG_LD_IS_LLD=y >> $(O)/.config)
olddefconfig:
	@true
prepare:
	@mkdir -p $(O)/include/config $(O)/include/generated
	@touch $(O)/include/config/auto.conf $(O)/include/generated/autoconf.h
mm/:
	$(CC) -D__KERNEL__ -DPROBED -DFOR_$(ARCH) -DBY_$(subst -,_,$(CC)) $(KCFLAGS) -DKBUILD_BASENAME=a -c -o mm/leak.o $(CURDIR)/mm/leak.c
.PHONY: defconfig olddefconfig prepare all mm/
END
{ echo '#ifdef WANTED'; leak_c; echo '#endif'; } > mm/leak.c
git add . && git commit -qm unconfigured
rm -rf "$tmp/cache"

# one NAME DEFINE [NAME=VALUE]: with this environment, and only so, the define is there
one()
{
	what=$1
	sed "1s/.*/#ifdef $2/" mm/leak.c > edited && mv edited mm/leak.c
	sleep 0.1
	[ $# = 2 ] || export "$3"
	untouched "$what" 1 audit -j1 -k "$tmp/k"
	[ $# = 2 ] || unset "${3%%=*}"
	sleep 0.1
}
one 'configured for an ARCH' FOR_arm64 ARCH=arm64
one 'and for none' FOR_native
one 'and for another' FOR_powerpc ARCH=powerpc
one 'and for the first again' FOR_arm64 ARCH=arm64
one 'configured with LLVM=' BY_clang_99 LLVM=-99
one 'and with CC=' BY_gcc_99 CC=gcc-99
one 'and with CROSS_COMPILE=' BY_none_linux_gcc CROSS_COMPILE=none-linux-
set -- "$tmp"/cache/trees/*
[ $# = 6 ] && ok 'each has an object tree of its own' || not_ok "each has an object tree of its own ($#)"
compiler gcc 'gcc (Test) 98.2'
one 'a compiler that was replaced' FOR_native
grep -q '98.2' "$tmp"/cache/trees/*/.config && ok 'has the tree configured anew' ||
	not_ok 'has the tree configured anew'
export CC=gcc-97
untouched 'a compiler that is not there' 2 audit -j1 -k "$tmp/k"
expect 'is named' 2 one-err err 'gcc-97 cannot be run'
finish
