#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The pre-push hook: installed, run by git push, removed; another hook is kept and runs.
. "$(dirname "$0")/lib.sh"
command -v git > /dev/null && command -v make > /dev/null || { echo 'ok # SKIP no git or no make'; exit 0; }
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t
export GIT_CONFIG_NOSYSTEM=1 ARCH=x86 PAGECK_RULES="$rules"
mkdir -p "$tmp/k/mm" "$tmp/k/include/linux" "$tmp/k/include/config" "$tmp/k/include/generated" &&
	cd "$tmp/k" || exit 2
printf 'VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 1\nall: mm/\n.PHONY: all mm/\nmm/:\n\tgcc -D__KERNEL__ $(KCFLAGS) -DKBUILD_BASENAME='"'\"leak\"'"' -c -o mm/leak.o mm/leak.c\n' > Makefile
: > Kbuild
: > include/linux/kernel.h
printf '# Linux/x86 6.99.1 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n' > .config
: > include/config/auto.conf
: > include/generated/autoconf.h
leak_c | sed 's/return -22;/{ put_dev_pagemap(pgmap); return -22; }/' > mm/leak.c
echo '.*' > .gitignore
git init -q . && git add . && git commit -qm base || exit 2
git init -q --bare "$tmp/remote" && git remote add origin "$tmp/remote"
branch=$(git symbolic-ref --short HEAD)
git push -q origin "$branch" 2> /dev/null || exit 2

push()
{
	git push origin "$@" > "$tmp/out" 2> "$tmp/err" < /dev/null
	status=$?
}

run hook status
expect 'not installed' 0 no-err out '^not installed$'
printf '#!/bin/sh\ncat > "%s"\n' "$tmp/other" > .git/hooks/pre-push && chmod +x .git/hooks/pre-push
cp .git/hooks/pre-push "$tmp/was"
run hook status
expect 'another hook' 0 no-err out 'another pre-push hook'
run hook install
expect 'install' 0 no-err out 'hook that was there' out 'uninstall. removes it'
run hook install
expect 'install again' 0 no-err
run hook status
expect 'installed' 0 no-err out 'installed, behind'
leak_c > mm/leak.c && git commit -qam bug
push "$branch"
expect 'a push that adds a bug is refused' 1 out '^mm/leak.c:13:' err '--no-verify'
[ -s "$tmp/other" ] && ok 'the other hook ran' || not_ok 'the other hook ran'
git checkout -q -b topic
push topic
expect 'so is one of a new branch' 1 out '^mm/leak.c:13:'
push :nothing
git commit -q --amend -m fine --allow-empty && git revert --no-edit HEAD > /dev/null
push topic
expect 'one that adds nothing goes through' 0 no-out
leak_c > mm/leak.c && git commit -qam bug
push --no-verify topic
expect '--no-verify goes past it' 0
run hook uninstall
expect 'uninstall' 0 no-err out 'was there before'
cmp -s "$tmp/was" .git/hooks/pre-push && [ ! -e .git/hooks/pre-push.before-pageck ] &&
	ok 'the other hook is what it was' || not_ok 'the other hook is what it was'
run hook uninstall
expect 'uninstall again' 0 no-err out 'no hook'
cmp -s "$tmp/was" .git/hooks/pre-push && ok 'and stays' || not_ok 'and stays'
run hook instal
expect 'a misspelt word' 2 no-out one-err
cd "$tmp" && run hook install
expect 'no repository' 2 no-out one-err err 'no git repository'

# the workflows: options that are there, jobs that are YAML
cd "$top" || exit 2
for f in contrib/ci/*.yml; do
	for o in $(grep -o 'pageck audit .*' "$f" | grep -o -e ' --[a-z-]*' | sort -u); do
		"$PAGECK" audit --help | grep -q -e "$o " || echo "$f $o"
	done
done > "$tmp/out"
[ ! -s "$tmp/out" ] && ok 'options in contrib/ci are options' || not_ok 'options in contrib/ci are options'
if python3 -c 'import yaml' 2> /dev/null; then
	python3 -c 'import sys, yaml
for f in sys.argv[1:]: assert yaml.safe_load(open(f))' contrib/ci/*.yml 2> "$tmp/err" && ok 'contrib/ci is YAML' ||
		not_ok 'contrib/ci is YAML'
fi
finish
