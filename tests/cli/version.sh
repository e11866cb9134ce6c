#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The version names the release and the commit; a new commit costs one object and no cache.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/tree.sh"

release=$(sed -n 's/^#define PAGECK_RELEASE[[:space:]]*"\(.*\)"/\1/p' "$top/checker/util/version.h")

# same NAME VALUE WANT
same()
{
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		echo "  '$2', not '$3'" >&2
		echo "not ok $1"
		failed=1
	fi
}

run --version
same '--version' "$(head -n 1 "$tmp/out")" \
	"pageck $release$(sed -n 's/^#define PAGECK_COMMIT "\(.*\)"/\1/p' "$O/built_from.h")"
same 'debian/changelog has the release' "$(sed -n '1s/.*(\(.*\)).*/\1/p' "$top/debian/changelog")" "$release"
same 'CHANGELOG.md has the release' "$(sed -n 's/^## \([0-9][^ ]*\).*/\1/p' "$top/CHANGELOG.md" | head -n 1)" \
	"$release"

need=
for tool in make gcc git; do
	command -v $tool > /dev/null || need=$tool
done
[ -z "$need" ] || { echo "ok a commit of its own # SKIP no $need"; finish; }
! nm "$O/libpageck.a" 2> /dev/null | grep -q '__asan_init\|__asan_report' ||
	{ echo 'ok a commit of its own # SKIP built with sanitizers'; finish; }

# The sources and what was built of them, somewhere else: first without git, then in a repository.
mkdir "$tmp/src" && cd "$tmp/src" || exit 2
cp -Rp "$top/checker" "$top/contrib" "$top/Makefile" "$top/rules" . && cp -Rp "$O" build || exit 2
tree k drivers/a.c
leak_c > k/drivers/a.c
GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.invalid GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b.invalid
GIT_CONFIG_GLOBAL=/dev/null GIT_CEILING_DIRECTORIES=$tmp
export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_CONFIG_GLOBAL \
	GIT_CEILING_DIRECTORIES

# build WANT NAME: make, and the version is WANT
build()
{
	make O=build > "$tmp/out" 2> "$tmp/err"
	same "$2" "$(build/pageck --version | head -n 1)" "pageck $1"
}

build "$release" 'without git: the release alone'
git init -q . && printf '/build/\n/k/\n' > .gitignore && git add . && git commit -q -m one
first=$(git rev-parse --short=10 HEAD)
build "$release-g$first" 'in git: the commit'
PAGECK=$tmp/src/build/pageck
sleep 0.1	# older than the clock is coarse, or nothing is kept
audit k
expect 'an audit' 1 out 'pgmap-leak'
echo >> rules/zone-device.config
build "$release-g$first-dirty" 'something was changed'
git commit -q -a -m two
build "$release-g$(git rev-parse --short=10 HEAD)" 'another commit'
same 'it compiles one file' "$(grep -c '^  CC' "$tmp/out")" 1
if command -v strace > /dev/null && strace -o "$tmp/trace" true 2> /dev/null; then
	strace -f -o "$tmp/trace" -e trace=openat "$PAGECK" audit -k k -p k/compile_commands.json \
		--rules "$rules" -j 1 > "$tmp/out" 2> "$tmp/err" < /dev/null
	status=$?
	expect 'the audit after it reports the same' 1 out 'pgmap-leak'
	same 'and parses nothing' "$(grep -c libclang "$tmp/trace")" 0
else
	echo 'ok and its audit parses nothing # SKIP no strace'
fi
make O=build > "$tmp/out" 2> "$tmp/err"
same 'nothing is built twice' "$(grep -c '^  ' "$tmp/out")" 0
git tag -a -m "$release" "v$release"
build "$release" 'the release itself'
mkdir sub && cd sub && cp -Rp ../checker ../contrib ../Makefile ../rules ../build . || exit 2
build "$release" 'in a directory of a repository that is not ours: the release alone'
finish
