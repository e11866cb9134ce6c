#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Prints the directory of Debian's linux-source of a version, fetched if need be: first what is there
# already (see lib.sh), then the package as the system's own sources have it, then as the backports of
# the next release have it. Nothing is installed, and the system's sources stay as they are: apt-get
# gets lists and a cache of its own. Exits 77 and says why when there is no way to get it.
#
# usage: tests/kernel/get.sh VERSION

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
[ $# = 1 ] || { sed -n 's/^# usage: /usage: /p' "$0" >&2; exit 2; }
version=$1
tree=$(kernel "$version")
[ -z "$tree" ] || { echo "$tree"; exit; }
suite=${PAGECK_SUITE:-trixie-backports}
for tool in apt-get dpkg-deb tar xz; do
	command -v $tool > /dev/null || skip "no $tool to get linux-source-$version with"
done

# backports: the stanza of the main archive, of other suites
backports()
{
	for f in /etc/apt/sources.list.d/*.sources; do
		[ -r "$f" ] || continue
		awk -v suite="$suite" '
			function flush() {
				if (text && main && !security && !done) { printf "%s", text; done = 1 }
				text = ""; main = security = 0
			}
			/^[ \t]*$/ { flush(); next }
			/^#/ { next }
			/^URIs:/ { security = /security/ }
			/^Types:/ { main = / deb( |$)/ }
			/^Suites:/ { security = security || /-security/; $0 = "Suites: " suite }
			{ text = text $0 "\n" }
			END { flush() }' "$f"
	done
}

# apt ARGS...: with lists and cache of its own
apt()
{
	apt-get -q -o Dir::Etc::sourcelist="$tmp/apt.sources" -o Dir::Etc::sourceparts=/dev/null \
		-o Dir::State::Lists="$tmp/lists" -o Dir::Cache="$tmp/cache" -o APT::Sandbox::User=root \
		"$@" > "$tmp/apt.log" 2>&1 < /dev/null
}

mkdir -p "$tmp/lists/partial" "$tmp/cache/archives/partial" "$tmp/deb" "$cache" || exit 2
cd "$tmp/deb" || exit 2
if ! apt-get -q download "linux-source-$version" > "$tmp/apt.log" 2>&1 < /dev/null; then
	backports > "$tmp/apt.sources"
	[ -s "$tmp/apt.sources" ] || skip "the system's apt sources have no stanza to make one for $suite of"
	apt update || skip "no lists of $suite: $(tail -n 1 "$tmp/apt.log")"
	apt download "linux-source-$version" ||
		skip "linux-source-$version can't be downloaded: $(tail -n 1 "$tmp/apt.log")"
fi
dpkg-deb -x ./linux-source-"$version"_*.deb "$tmp/package" || exit 2
part=$(mktemp -d "$cache/unpack.XXXXXX") || exit 2
tar xf "$tmp/package/usr/src/linux-source-$version.tar.xz" -C "$part" &&
	mv "$part/linux-source-$version" "$cache/"
status=$?
rm -rf "$part"
[ $status = 0 ] || exit 2
echo "$cache/linux-source-$version"
