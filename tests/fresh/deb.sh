#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The Debian package: built from a clean copy, read by lintian, installed by apt on a Debian
# that has nothing else (debootstrap --variant=minbase), and used there.
#
# usage: tests/fresh/deb.sh [SUITE]	(default: bookworm; root; 77 when something is missing)
# environment: WORK	an existing directory to work in (default: a temporary one)
#	MIRROR		(default: http://deb.debian.org/debian)

set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
suite=${1:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}

skip()
{
	echo "deb.sh: SKIP $*"
	exit 77
}

[ "$(id -u)" = 0 ] || skip 'not root'
for tool in debootstrap lintian dpkg-buildpackage dh git; do
	command -v $tool > /dev/null ||
		skip "no $tool (Debian packages debootstrap, lintian, dpkg-dev, debhelper, git)"
done

work=$(mktemp -d "${WORK:-${TMPDIR:-/tmp}}/deb.XXXXXX") || exit 2
root=$work/root
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
failed=0

# expect NAME STATUS PATTERN: what the last `run` left; PATTERN, if any, is in its output
expect()
{
	if [ "$status" = "$2" ] && { [ -z "$3" ] || grep -q -e "$3" "$work/out"; }; then
		echo "ok $1"
	else
		echo "not ok $1 (status $status)"
		sed 's/^/    /' "$work/out" | tail -n 30
		failed=1
	fi
}

run()
{
	"$@" > "$work/out" 2>&1 < /dev/null
	status=$?
}

inside()
{
	run chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive "$@"
}

cd "$top" || exit 2
commit=$(git rev-parse --short=10 HEAD)
run make deb O="$work"
expect 'make deb' 0 'dpkg-genchanges'
[ $failed = 0 ] || exit 1
run lintian --allow-root --fail-on error,warning "$work"/deb/pageck_*.changes
expect 'lintian has no errors and no warnings' 0 ''
sed 's/^/    /' "$work/out"

echo "# debootstrap --variant=minbase $suite"
run debootstrap --variant=minbase "$suite" "$root" "$mirror"
[ $status = 0 ] || { tail -n 5 "$work/out"; skip "debootstrap failed"; }
# What the host trusts, and how it gets there; its suites only where they are the same.
for f in apt/apt.conf.d apt/trusted.gpg.d ssl/certs; do
	[ ! -d "/etc/$f" ] || { mkdir -p "$root/etc/$f" && cp -RL "/etc/$f/." "$root/etc/$f/" 2> /dev/null; }
done
if [ "$suite" = "$(. /etc/os-release && echo "${VERSION_CODENAME-}")" ]; then
	rm -f "$root/etc/apt/sources.list"
	cp -RL /etc/apt/sources.list* "$root/etc/apt/" 2> /dev/null
fi
[ ! -e /etc/resolv.conf ] || cp -L /etc/resolv.conf "$root/etc/resolv.conf"
cp "$work"/deb/pageck_*_*.deb "$root/tmp/pageck.deb"
cp tests/fixtures/pgmap-leak-early-return.c "$root/tmp/"
cp -R tests/fixtures/include "$root/tmp/"

inside apt-get -q update
inside apt-get -q install -y --no-install-recommends /tmp/pageck.deb
expect 'apt installs it, with what it depends on and nothing else' 0 'Setting up pageck'
inside pageck --version
expect 'pageck --version names the commit' 0 "^pageck [0-9.]*-g$commit\$"
inside sh -c 'cd /tmp && pageck check --stats pgmap-leak-early-return.c'
expect 'pageck check finds what the fixture has' 0 'warning: .*\[-Wpgmap-leak\]'
inside sh -c 'cd /tmp && pageck check -Wpageck-error pgmap-leak-early-return.c'
expect '-Wpageck-error' 1 'error: .*\[-Wpgmap-leak\]'
inside pageck explain pgmap-leak
expect 'pageck explain has its page' 0 'Why it matters'
inside pageck rules check
expect 'pageck rules check' 0 '/usr/share/pageck/rules'
# a tree of one file, without kbuild
mkdir -p "$root/tmp/tests/cli" && cp tests/cli/tree.sh "$root/tmp/"
inside sh -c 'cd /tmp && . ./tree.sh && tree k drivers/a.c && cp include/mini*.h k/include &&
	sed s,include/mini.h,mini.h, pgmap-leak-early-return.c > k/drivers/a.c &&
	pageck audit -k k -p k/compile_commands.json; find /root/.cache/pageck/store -name "*.db"'
expect 'pageck audit' 0 '^drivers/a.c:12:.*pgmap-leak'
expect 'SQLite is there, and keeps what was found out' 0 '^/root/.cache/pageck/store/.*db$'
inside apt-get -q install -y --no-install-recommends man-db bash-completion
for page in pageck pageck-audit pageck-rules; do
	inside man $page
	expect "man $page" 0 '^SYNOPSIS\|^DESCRIPTION'
done
inside bash -c '. /usr/share/bash-completion/bash_completion; _comp_load pageck 2> /dev/null || _completion_loader pageck
	COMP_WORDS=(pageck aud); COMP_CWORD=1; _pageck; echo "${COMPREPLY[*]}"'
expect 'bash completes' 0 '^audit$'
inside dpkg --purge pageck
expect 'and it goes' 0 'Removing pageck'
inside find /usr -name '*pageck*'
expect 'without a trace' 0 ''
[ ! -s "$work/out" ] || { echo 'not ok something is left'; failed=1; }
exit $failed
