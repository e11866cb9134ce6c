#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Which libclang is loaded, and what is said when none can be.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/tree.sh"
cd "$tmp" || exit 2

# the two lists, and what is called
header=$top/checker/clang/libclang.h
calls=$(find "$top/checker" "$top/tests/unit" -name '*.[ch]' ! -name libclang.h \
	-exec grep -ohE '\<clang_[A-Za-z0-9_]+ ?\(' {} + | tr -d ' (')
printf '%s\n' "$calls" | sort -u > called
grep -oE 'X\([A-Za-z0-9_]+\)' "$header" | sed 's/X(\(.*\))/clang_\1/' | sort > rows
sed -n 's/^#define \(clang_[A-Za-z0-9_]*\) libclang\..*/\1/p' "$header" | sort > aliases
status=0
: > out
diff rows aliases > err && ok 'the two lists are one' || not_ok 'the two lists are one'
comm -13 called rows > err
[ ! -s err ] && ok 'nothing is demanded of libclang that is not called' ||
	not_ok 'nothing is demanded of libclang that is not called'

leak_c > leak.c
run --version
expect '--version says which libclang there is' 0 no-err out '^pageck [0-9]' out '^libclang: .*version [0-9.]*.*, /'
library=$(sed -n 's/^libclang: .*, \(\/.*\)/\1/p' out)
[ -n "$library" ] || { not_ok 'a libclang'; finish; }

run_with PAGECK_LIBCLANG=/nowhere/libclang.so --version
expect 'a library that is not there, --version' 0 no-err out '^pageck [0-9]' out '^libclang: .*/nowhere/libclang.so: No such file'
# told NAME VALUE MESSAGE
told()
{
	run_with PAGECK_LIBCLANG="$2" check --rules "$rules" leak.c
	expect "$1" 0 no-out err "$3"
}
told 'a library that is not there' /nowhere/libclang.so '/nowhere/libclang.so: No such file'
told 'a version too old' 14 "PAGECK_LIBCLANG=14: neither a path nor a version from 17 to 22"
told 'a word' newest "PAGECK_LIBCLANG=newest: neither a path nor a version"
told 'no library' ./leak.c 'cannot load libclang: .*/leak.c: .*Debian package libclang1-19'
other=$(ldconfig -p 2> /dev/null | sed -n 's/^[[:space:]]*libm\.so\.6 .*=> //p' | head -n 1)
[ -z "$other" ] || told 'another library' "$other" 'has no clang_[A-Za-z_]*(): .*Debian package libclang1-19'

run_with PAGECK_LIBCLANG="$library" check --rules "$rules" leak.c
expect 'by its path' 0 err 'Wpgmap-leak'
version=$(printf '%s\n' "$library" | sed -n 's/.*libclang-\([0-9]*\)\.so.*/\1/p')
[ -z "$version" ] || run_with PAGECK_LIBCLANG="$version" check --rules "$rules" leak.c
expect 'by its version' 0 err 'Wpgmap-leak'

# What one libclang has read isn't mixed with what another has.
mkdir other
ln -s "$(realpath "$library")" other/same.so
cp "$(realpath "$library")" other/libclang.so
tree k leak.c
cp leak.c k
audit k --shard 1/2 -o one
audit k --shard 2/2 -o two
PAGECK_LIBCLANG=other/same.so
export PAGECK_LIBCLANG
run merge --rules "$rules" one two
expect 'parts of an audit, and the same library by another name' 1 out 'Wpgmap-leak'
PAGECK_LIBCLANG=other/libclang.so
run merge --rules "$rules" one two
expect 'parts of an audit that were made with another libclang' 2 no-out one-err err "with another libclang"

finish
