# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced after tests/cli/lib.sh: what the documentation's commands speak of, in little. ~/linux is
# a tree with as much of kbuild as pageck asks for, in git, with a series on top of its upstream
# branch; ~/build its object tree; ~/src/mydriver an external module in git.

# leak FILE LINES FUNCTION: a source whose function loses a reference on line LINES
leak()
{
	mkdir -p "$(dirname "$1")"
	yes '' | head -n $(($2 - 13)) > "$1"
	leak_c | sed "s/leaks/$3/" >> "$1"
}

# objects DIRECTORY FILE...: a target that prints the commands of its files as kbuild would
objects()
{
	mkdir -p "$k/$1"
	: > "$k/$1/Makefile"
	printf '%s/:\n' "$1"
	for f in "$@"; do
		[ "$f" = "$1" ] ||
			printf '\tgcc -D__KERNEL__ -I$(src)/include $(KCFLAGS) -c -o %s.o $(src)/%s.c\n' "$f" "$f"
	done
	printf '.PHONY: %s/\n' "$1"
}

# configured DIR: what says that a tree was configured and prepared
configured()
{
	mkdir -p "$1/include/config" "$1/include/generated"
	printf '# Linux/x86 6.12.0 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n' > "$1/.config"
	: > "$1/include/config/auto.conf"
	: > "$1/include/generated/autoconf.h"
}

# mini_kernel DIR SUBLEVEL: what takes a member of struct page with it
mini_kernel()
{
	k=$1 dirs='all mm/ drivers/ drivers/dax/ drivers/gpu/ drivers/gpu/drm/ fs/'
	mkdir -p "$1/include/linux"
	configured "$1"
	: > "$1/Kbuild"
	: > "$1/include/linux/kernel.h"
	sed "s/@/$2/" > "$1/include/linux/mm_types.h" <<-'END'
	struct list_head { struct list_head *next, *prev; };
	struct dev_pagemap { int type; };
	struct page {
		unsigned long flags;
		union {
			struct {	/* Page cache and anonymous pages */
				struct list_head lru;
				void *mapping@;
			};
			struct {	/* ZONE_DEVICE pages */
				struct dev_pagemap *pgmap;
				void *zone_device_data;
			};
		};
		int _refcount;
	};
	struct folio { struct page page; };
	END
	{
		printf 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\nsrc ?= .\nifdef M\n'
		printf 'all modules:\n\tgcc -D__KERNEL__ $(KCFLAGS) -c -o $(M)/mydriver.o $(M)/mydriver.c\n'
		printf 'else\nifeq ($(origin O)$(below),command line)\n'
		printf '%s:\n\t$(MAKE) -C $(O) -f $(CURDIR)/Makefile src=$(CURDIR) below=1 $@\n.PHONY: %s\nelse\n' \
			"$dirs" "$dirs"
		printf 'all: mm/ drivers/ fs/\n'
		objects mm mm/gup mm/rmap
		objects drivers drivers/dax/bus drivers/gpu/drm/drv
		objects drivers/dax drivers/dax/bus
		objects drivers/gpu drivers/gpu/drm/drv
		objects drivers/gpu/drm drivers/gpu/drm/drv
		objects fs fs/dax
		printf 'endif\nendif\n.PHONY: all modules\n'
	} > "$1/Makefile"
	leak "$1/mm/gup.c" 882 pin
	leak "$1/mm/rmap.c" 2750 unmap
	leak "$1/drivers/dax/bus.c" 20 bus
	leak "$1/drivers/gpu/drm/drv.c" 20 drv
	leak "$1/fs/dax.c" 20 dax
}

commit()
{
	git add -A && git commit -q -m "$1"
}

# Everything below $HOME.
mini_home()
{
	GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.invalid GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.invalid
	GIT_CONFIG_NOSYSTEM=1 ARCH=x86
	export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_CONFIG_NOSYSTEM ARCH
	mkdir -p "$HOME/src/mydriver" "$HOME/beside" "$HOME/bin"
	mini_kernel "$HOME/linux-6.12" ''
	mini_kernel "$HOME/linux-6.1" _of_6_1
	mini_kernel "$HOME/linux" ''
	sed 's/return -22;/{ put_dev_pagemap(pgmap); return -22; }/' "$HOME/linux-6.12/mm/gup.c" > "$HOME/linux/mm/gup.c"
	configured "$HOME/build"
	ln -s "$HOME/linux" "$HOME/build/source"
	ln -s "$HOME/linux" "$HOME/beside/linux"
	ln -s "$PAGECK" "$HOME/bin/pageck"
	mkdir "$HOME/beside/include"
	leak_c > "$HOME/beside/file.c"
	(
		cd "$HOME/linux" || exit
		git init -q -b main . && printf '.config\n/include/config/\n/include/generated/\n' > .gitignore
		commit base && git tag v6.12 && git checkout -q -b topic
		leak mm/gup.c 882 pin
		git branch -q --set-upstream-to=main && commit 'mm: gup: pin' || exit
		leak_c | sed 's/leaks/unmap_more/' >> mm/rmap.c
		commit 'mm: rmap: more' && git format-patch -q -1 &&
			git format-patch --stdout -1 > topic.mbox && git reset -q --hard HEAD~1
		leak_c | sed 's/leaks/dax_more/' >> fs/dax.c
		git add fs/dax.c
	) || exit 2
	(
		cd "$HOME/src/mydriver" || exit
		git init -q -b main . && echo 'obj-m := mydriver.o' > Makefile && leak mydriver.c 20 probe
		commit base && git checkout -q -b topic && leak_c | sed 's/leaks/probe_more/' >> mydriver.c
		commit more
	) || exit 2
}
