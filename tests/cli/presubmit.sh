#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# presubmit: what a series adds to a tree in git, and that nothing of the repository runs.
. "$(dirname "$0")/lib.sh"
command -v git > /dev/null && command -v make > /dev/null || { echo 'ok # SKIP no git or no make'; exit 0; }
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t
export GIT_CONFIG_NOSYSTEM=1 ARCH=x86
mkdir -p "$tmp/k/mm" "$tmp/k/include/linux" "$tmp/k/include/config" "$tmp/k/include/generated" &&
	cd "$tmp/k" || exit 2

object()
{
	printf '\tgcc -D__KERNEL__ -Iinclude $(KCFLAGS) -DKBUILD_BASENAME='"'\"%s\"'"' -c -o %s.o %s.c\n' \
		"${1##*/}" "$1" "$1"
}

printf 'VERSION = 6\nPATCHLEVEL = 99\nSUBLEVEL = 1\nall: mm/\ninclude mm/Makefile\n.PHONY: all mm/\n' > Makefile
{ echo 'mm/:'; object mm/leak; object mm/other; object mm/user; } > mm/Makefile
: > Kbuild
: > include/linux/kernel.h
printf '# Linux/x86 6.99.1 Kernel Configuration\nCONFIG_ZONE_DEVICE=y\n' > .config
: > include/config/auto.conf
: > include/generated/autoconf.h
leak_c | sed 's/return -22;/{ put_dev_pagemap(pgmap); return -22; }/' > mm/leak.c
cat > include/linux/api.h <<'END'
struct dev_pagemap;
struct dev_pagemap *get_dev_pagemap(unsigned long pfn, struct dev_pagemap *pgmap);
void put_dev_pagemap(struct dev_pagemap *pgmap);
struct dev_pagemap *hold(unsigned long pfn);
int probe(unsigned long pfn);
static inline int look(unsigned long pfn, struct dev_pagemap *unused)
{
	struct dev_pagemap *pgmap = get_dev_pagemap(pfn, (void *)0);

	if (!pgmap)
		return -6;
	put_dev_pagemap(pgmap);
	return 0;
}
END
cat > mm/other.c <<'END'
#include <linux/api.h>
struct dev_pagemap *hold(unsigned long pfn)
{
	return (void *)0;
}
int probe(unsigned long pfn)
{
	return look(pfn, (void *)0);
}
END
cat > mm/user.c <<'END'
#include <linux/api.h>
int use(unsigned long pfn);
int use(unsigned long pfn)
{
	struct dev_pagemap *pgmap = hold(pfn);

	if (!pgmap)
		return -6;
	return 0;
}
END
echo '.*' > .gitignore
git init -q . && git add . && git commit -qm base && git tag base || exit 2
sleep 0.1

commit()
{
	git add -A && git commit -qm "$1" || exit 2
}

reset()
{
	git reset -q --hard base
}

run presubmit --rules "$rules" base..HEAD
expect 'nothing changed' 0 no-out err '^pageck: the series changes nothing$'
echo '# more' >> mm/Makefile && echo 'config MORE' > mm/Kconfig
commit 'no code'
run presubmit --rules "$rules" base..HEAD
expect 'no C file changed' 0 no-out err 'changes no C file, only 2 others (mm/Kconfig, mm/Makefile): nothing was analysed$'
reset
run audit --rules "$rules"
expect 'the tree is clean' 0 no-out err ' 3 units'

leak_c > mm/leak.c
commit bug
git tag bug
git format-patch -q -1 --stdout > "$tmp/bug.mbox"
git diff base bug > "$tmp/bug.diff"
run presubmit --rules "$rules" base..HEAD
expect 'a new bug' 1 out '^mm/leak.c:13:.*\[-Wpgmap-leak\]$' err '^pageck: 1 new, 0 gone'
run presubmit --rules "$rules" --format json base
expect 'as JSON' 1 out '"rule": "pgmap-leak"'
run presubmit --rules "$rules" HEAD
expect 'nothing after that' 0 no-out
{ echo '/* a line */'; cat mm/leak.c; } > "$tmp/moved" && cp "$tmp/moved" mm/leak.c
commit moved
run presubmit --rules "$rules" bug..
expect 'a bug moved' 0 no-out err '^pageck: 0 new, 0 gone, 1 as before'
git mv mm/leak.c mm/lake.c
sed 's/mm\/leak/mm\/lake/g' mm/Makefile > "$tmp/m" && cp "$tmp/m" mm/Makefile
commit renamed
run presubmit --rules "$rules" bug..HEAD
expect 'a file renamed' 0 no-out err '^pageck: 0 new, 0 gone, 1 as before'
git checkout -q base
run presubmit --rules "$rules" bug..master
[ $status = 2 ] && run presubmit --rules "$rules" bug..main
expect 'states that are both not checked out' 0 no-out err '^pageck: 0 new, 0 gone, 1 as before'
git checkout -q - && reset
sed 's/^/  /; s/(/ (/' mm/leak.c > "$tmp/w" && cp "$tmp/w" mm/leak.c
commit space
run presubmit --rules "$rules" base..
expect 'white space only' 0 no-out err '^pageck: 0 new, 0 gone'
git checkout -q bug && leak_c | sed 's/return -22;/{ put_dev_pagemap(pgmap); return -22; }/' > mm/leak.c
commit fixed
run presubmit --rules "$rules" bug..HEAD
expect 'a bug fixed' 0 no-out err '^mm/leak.c:13: gone: ' err '^pageck: 0 new, 1 gone'
git checkout -q bug
leak_c | awk '/if \(flag\)/ { print "\tdo {\n\t\tif (flag) {\n\t\t\tput_dev_pagemap(pgmap);"
	print "\t\t\treturn -22;\n\t\t}\n\t\tif (pfn > 4)\n\t\t\treturn -7;\n\t} while (0);"; getline; next }
	{ print }' > mm/leak.c
commit 'a fix and a bug'
run presubmit --rules "$rules" bug..HEAD
expect 'a fix and a new bug in one hunk' 1 out '^mm/leak.c:18:.*pgmap-leak' err '^mm/leak.c:13: gone: ' err '^pageck: 1 new, 1 gone'
git checkout -q bug
leak_c | awk '/return -22/ { print "\t\treturn -22 - flag;"; next } { print }' > mm/leak.c
commit rewritten
run presubmit --rules "$rules" bug..HEAD
expect 'the line of a bug rewritten' 0 no-out err '^pageck: 0 new, 0 gone, 1 as before'
git checkout -q base

git mv mm/leak.c mm/gone.c && git commit -qm rename && leak_c > mm/gone.c && git commit -qam again
git format-patch -q -2 --stdout > "$tmp/rename.mbox"
git format-patch -q -2 --attach --stdout > "$tmp/attached.mbox"
ln -s gone.c mm/link.c && rm include/linux/api.h && ln -s kernel.h include/linux/api.h && commit links
git format-patch -q -1 --stdout > "$tmp/links.mbox"
git checkout -q base

before=$(cksum < .git/index; git status --short)
run presubmit --rules "$rules" "$tmp/bug.diff"
expect 'a patch that is not applied' 1 out '^mm/leak.c:13:'
run presubmit --rules "$rules" "$tmp/bug.mbox"
expect 'a mailbox' 1 out '^mm/leak.c:13:'
# as it comes: what git am takes is seen, and what it doesn't is an error
cat "$tmp/bug.diff" | "$PAGECK" presubmit --rules "$rules" - > "$tmp/out" 2> "$tmp/err"
status=$?
expect 'a patch on standard input' 1 out '^mm/leak.c:13:'
mkfifo "$tmp/fifo"
cat "$tmp/bug.mbox" > "$tmp/fifo" &
run presubmit --rules "$rules" "$tmp/fifo"
expect 'a mailbox through a pipe' 1 out '^mm/leak.c:13:'
awk '{ print } /^---$/ { printf "%c\n", 0 }' "$tmp/bug.mbox" > "$tmp/nul.mbox"
run presubmit --rules "$rules" "$tmp/nul.mbox"
expect 'a line with a NUL byte' 1 out '^mm/leak.c:13:'
run presubmit --list "$tmp/nul.mbox"
expect 'what a mail changes' 0 no-err out '^M	mm/leak.c	-13,1+13,1$'
{
	printf 'From x Thu Jan  1 00:00:00 1970\nSubject: =?x?b?'
	head -c 100000 /dev/zero | tr '\0' A
	printf '?=\nContent-Transfer-Encoding: base64\n\n'
	yes QUFB | head -n 30000
} > "$tmp/wide.mbox"
run presubmit --rules "$rules" "$tmp/wide.mbox"
expect 'a subject that git cannot read' 2 no-out err 'git mailinfo: cannot convert' err 'wide.mbox cannot be read'
sed '/^Subject/{s/?x?b?/?utf-8?b?/;s/AAAA/YWFh/g;}' "$tmp/wide.mbox" > "$tmp/wider.mbox"
run presubmit --rules "$rules" "$tmp/wider.mbox"
expect 'a mail with much in it, and no patch' 2 no-out err 'holds no patch'
printf 'From x Thu Jan  1 00:00:00 1970\nSubject: [PATCH 0/1] the whole\n\nwords\n---\nmore\n\n' > "$tmp/cover"
cat "$tmp/cover" "$tmp/bug.mbox" > "$tmp/covered.mbox"
run presubmit --rules "$rules" "$tmp/covered.mbox"
expect 'a cover letter' 1 out '^mm/leak.c:13:' not-err 'passed over'
run presubmit --rules "$rules" "$tmp/cover"
expect 'nothing but a cover letter' 2 no-out one-err err 'holds no patch$'
sed 's/0\/1/1\/1/' "$tmp/cover" | cat - "$tmp/bug.mbox" > "$tmp/lost.mbox"
run presubmit --rules "$rules" "$tmp/lost.mbox"
expect 'a mail that lost its patch' 2 no-out one-err err "mail 1 ('.PATCH 1/1. the whole') holds no patch"
{ cat "$tmp/cover"; printf -- '--- a/mm/leak.c\n+++ b/mm/leak.c\n'; cat "$tmp/bug.mbox"; } > "$tmp/half.mbox"
run presubmit --rules "$rules" "$tmp/half.mbox"
expect 'a cover letter with half a patch' 2 no-out err 'mail 1 '
run presubmit --rules "$rules" "$tmp/bug.mbox" "$tmp/bug.mbox"
expect 'a patch that was applied before' 2 no-out err 'patch failed: mm/leak.c' err "doesn't apply to HEAD and the patches before it"
: > "$tmp/none"
run presubmit --rules "$rules" "$tmp/none"
expect 'an empty file' 2 no-out one-err err 'holds no patch'
for f in rename attached; do
	run presubmit --rules "$rules" "$tmp/$f.mbox"
	expect "a file renamed, then changed ($f)" 1 out '^mm/gone.c:13:'
	run presubmit --list "$tmp/$f.mbox"
	expect "and as a list ($f)" 0 no-err out '^R	mm/leak.c	mm/gone.c	-13,1+13,1$'
done
run presubmit --list "$tmp/rename.mbox" "$tmp/links.mbox"
expect 'links in the place of files' 0 err 'include/linux/api.h becomes a link or a submodule: it is not looked at' \
	out '^T	include/linux/api.h	-1,14+0,0$' out '^A	mm/link.c	not C$'
[ "$before" = "$(cksum < .git/index; git status --short)" ] && ok 'nothing is touched' || not_ok 'nothing is touched'
[ "$(ls "$tmp/cache/git")" = '' ] && ok 'nothing is left in the cache' || not_ok 'nothing is left in the cache'
leak_c > mm/leak.c && git add mm/leak.c && git show base:mm/leak.c > mm/leak.c
run presubmit --rules "$rules" --staged
expect 'what is staged, whatever the work tree has' 1 out '^mm/leak.c:13:'
git reset -q --hard

# other files feel it
sed 's/^\tput_dev.*//' include/linux/api.h > "$tmp/a" && cp "$tmp/a" include/linux/api.h
git add -A
run presubmit --rules "$rules" --staged
expect 'a header' 1 out '^include/linux/api.h:.*look'
git reset -q --hard
sed 's/return (void.*/return get_dev_pagemap(pfn, (void *)0);/' mm/other.c > "$tmp/o" && cp "$tmp/o" mm/other.c
git add -A
run presubmit --rules "$rules" --staged
expect 'a callee in another file' 1 out '^mm/user.c:.*use'
git commit -qm callee && git tag callee
run audit --rules "$rules"
{ echo '/* a line */'; cat mm/other.c; } > "$tmp/o" && cp "$tmp/o" mm/other.c
git add -A
run presubmit --rules "$rules" --staged
expect 'lines of the callee that move' 0 no-out err '^pageck: 0 new, 0 gone, 1 as before'
sed 's/return get_dev_pagemap(pfn, (void \*)0);/return (void *)0;/' mm/other.c > "$tmp/o" && cp "$tmp/o" mm/other.c
git add -A
run presubmit --rules "$rules" --staged
expect 'and one that is mended' 0 no-out err '^pageck: 0 new, 1 gone, 0 as before'
git reset -q --hard callee~1 && git checkout -q callee -- mm/other.c
run presubmit --rules "$rules" --staged --no-store
expect 'without an audit only its own file' 0 no-out err 'no audit of this tree is known'
git reset -q --hard

# a NUL byte hides nothing that stands behind it
{ leak_c | sed 's/return -22;/{ put_dev_pagemap(pgmap); return -22; }/'; printf '/* \0 */\n'; } > mm/leak.c
commit nul
{ printf '/* \0 */\n'; leak_c; printf '/* \0 */\n'; } > mm/leak.c
git add -A
run presubmit --rules "$rules" --staged
expect 'a file with NUL bytes' 1 out '^mm/leak.c:14:'
run presubmit --list --staged
expect 'and the lines that change in it' 0 out '^M	mm/leak.c	-0,0+1,1 -13,1+14,1$'
git reset -q --hard base

# a repository that would run things
cat > evil <<END
#!/bin/sh
touch "$tmp/ran"
cat
END
chmod +x evil
git config core.fsmonitor "$PWD/evil"
git config filter.evil.clean "$PWD/evil"
git config filter.evil.smudge "$PWD/evil"
git config filter.evil.process "$PWD/evil"
git config diff.external "$PWD/evil"
git config diff.evil.textconv "$PWD/evil"
git config core.pager "$PWD/evil"
git config core.sshCommand "$PWD/evil"
git config core.hooksPath "$PWD"
git config alias.rev-parse "!$PWD/evil"
echo '*.c filter=evil diff=evil' > .git/info/attributes
cp evil .git/hooks/post-index-change
leak_c > mm/leak.c
rm -f "$tmp/ran"
run presubmit --rules "$rules" "$tmp/bug.mbox"
expect 'a hostile repository' 1 out '^mm/leak.c:13:'
run presubmit --rules "$rules" base..bug
expect 'and a range in it' 1 out '^mm/leak.c:13:'
[ -e "$tmp/ran" ] && not_ok 'nothing of it was run' || ok 'nothing of it was run'

# mistakes
run presubmit --rules "$rules" nonsense
expect 'neither a commit nor a file' 2 no-out one-err err "'nonsense' is neither"
run presubmit --rules "$rules"
expect 'no upstream' 2 no-out one-err err 'no upstream.*--staged'
run presubmit --rules "$rules" --staged base
expect '--staged with a range' 2 no-out one-err
echo nonsense > "$tmp/bad.patch"
run presubmit --rules "$rules" "$tmp/bad.patch"
expect 'no patch' 2 no-out err 'bad.patch'

# what could not be analysed is not clean
rm -f .git/info/attributes .git/hooks/post-index-change
git checkout -q -f base && git checkout -q -b lost
echo 'int unbuilt(void);' > mm/unbuilt.c && commit unbuilt
run presubmit --rules "$rules" base..HEAD
expect 'a changed file that is not built is not analysed' 3 no-out err 'mm/unbuilt.c is not built'
leak_c > mm/leak.c && commit 'and a bug'
run presubmit --rules "$rules" base..HEAD
expect 'with a finding, that counts' 1 out '^mm/leak.c:13:' err 'mm/unbuilt.c is not built'
reset
echo 'int broken(void) { return !get_dev_pagemap(no_such_name, (void *)0); }' >> mm/leak.c && commit broken
run presubmit --rules "$rules" base..HEAD
expect 'nor is one that is broken' 3 no-out err 'mm/leak.c.* cannot be analysed with the series'
git tag broken && echo '/* a line */' >> mm/leak.c && commit more
run presubmit --rules "$rules" broken..HEAD
expect 'or was before' 3 no-out err 'cannot be analysed, neither with the series nor without'
echo old > "$tmp/old"
run presubmit --rules "$rules" -o "$tmp/none/report" base..HEAD
expect 'a report that has no place' 2 no-out one-err err 'none/report'
run presubmit --rules "$rules" -o "$tmp/old" nonsense
[ "$(cat "$tmp/old")" = old ] || status=1
expect 'an old report stays until there is a new one' 2 no-out
rm -rf .git
run presubmit --rules "$rules" base
expect 'no git' 2 no-out one-err err 'in no git repository'
finish
