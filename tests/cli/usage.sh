#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What is wrong with a command line is one line, with the nearest word, and status 2.
. "$(dirname "$0")/lib.sh"
cd "$tmp" || exit 2

run
expect 'nothing given: usage, status 2' 2 no-out err '^usage: pageck'
run --help
expect '--help' 0 no-err out '^usage: pageck' out '^  audit ' out '^  check '
run --version
expect '--version' 0 no-err out '^pageck [0-9]'
run audti mm/
expect 'a misspelt command' 2 no-out one-err err "'audti'.*did you mean 'audit'"
run audti -k /tmp mm/
expect 'a misspelt command before flags' 2 no-out one-err err "'audti'"
run --verison
expect 'a misspelt option' 2 no-out one-err err "did you mean '--version'"
run xyzzy
expect 'a word that is near nothing' 2 no-out one-err err "'xyzzy'; see 'pageck --help'"
for command in audit check rules layout; do
	run $command --help
	expect "$command --help" 0 no-err out "^usage: pageck $command"
done
run check
expect 'check without a file' 2 no-out err 'no file'
run check --format=xml x.c
expect 'check with an unknown format' 2 no-out one-err err "not 'xml'"
run check --dump=cfg
expect 'check --dump without a function' 2 no-out one-err err 'name of a function'
run audit --fromat json
expect 'audit with a misspelt option' 2 no-out err "did you mean '--format'"
run audit -j 0 .
expect 'audit -j 0' 2 no-out err '^pageck: error: -j takes a number'
run audit -j
expect 'audit -j without a number' 2 no-out err "'-j' needs an argument"
run audit --all=1
expect 'audit --all=1' 2 no-out err 'takes no argument'
run audit -Z
expect 'audit -Z' 2 no-out err "unknown option '-Z'"
run audit --rules "$rules" "$tmp"
expect 'audit outside a kernel tree' 2 no-out one-err err 'no kernel source tree.*-k'
run audit --rules "$rules" -k "$tmp" mm
expect 'audit -k of something else' 2 no-out one-err err 'is not a kernel source tree'
run audit --rules "$rules" -k "$tmp/none" mm
expect 'audit -k of nothing' 2 no-out one-err err "$tmp/none: No such file"

# as much of a kernel as is looked at before anything is built
mkdir -p k/include/linux k/mm
: > k/Kbuild
: > k/include/linux/kernel.h
printf 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n' > k/Makefile
run audit --rules "$rules" -k k mm/none.c
expect 'audit of a file that is not there' 2 no-out one-err err 'cannot find mm/none.c'
run audit --rules "$rules" -k k /etc
expect 'audit of a path outside the tree' 2 no-out one-err err '/etc lies outside'
run audit --rules "$rules" -k k ../../../etc
expect 'audit of a path that climbs out' 2 no-out one-err
run audit --rules "$tmp/norules" -k k mm
expect 'rules that are not there' 2 no-out one-err err 'norules'
mkdir broken
printf 'refrences:\n  - function: f\n' > broken/a.yaml
run audit --rules broken -k k mm
expect 'a mistake in a rules file' 2 no-out one-err err "a.yaml:1.*references"
finish
