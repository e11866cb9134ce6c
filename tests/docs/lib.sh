# SPDX-License-Identifier: GPL-2.0-or-later
# Sourced by tests/cli/docs.sh and tests/kernel/readme.sh: runs what the documentation shows as it
# stands there. Needs top, tmp, ok() and not_ok(); and from its user
#	directory_of WHERE	the directory for a row of tests/docs/commands; fails: not ours
#	fresh			called before each block's first command of ours
#	prefix			where what the commands look for in /usr/local is, if it isn't there

shown_commands()
{
	(cd "$top" && awk -f tests/docs/commands.awk README.md CONTRIBUTING.md docs/*.md docs/*/*.md)
}

# ROW=COMMAND row: where and status, with a tab between
row()
{
	awk -F "\t" '
		!/^#/ && $3 == ENVIRON["ROW"] { print $1 "\t" $2; exit }' "$top/tests/docs/commands"
}

# printed: is what the page shows ($tmp/want) what came out ($tmp/out)? "..." is any lines, and
# at the end of one any rest.
printed()
{
	awk '
		function like(want, s) {
			if (want !~ /[.][.][.]$/)
				return want == s
			return substr(s, 1, length(want) - 3) == substr(want, 1, length(want) - 3)
		}
		NR == FNR { want[++n] = $0; next }
		BEGIN { at = 1 }
		{
			while (at <= n && want[at] == "...") { any = 1; at++ }
			if (at <= n && like(want[at], $0)) { at++; any = 0; next }
			if (!any) { print "not shown: " $0; exit bad = 1 }
		}
		END {
			while (at <= n && want[at] == "...") { any = 1; at++ }
			if (!bad && at <= n) { print "not printed: " want[at]; bad = 1 }
			exit bad
		}' "$tmp/want" "$tmp/out" > "$tmp/err"
}

# finish_command: the command that was run last, now that all it is to print is known
finish_command()
{
	[ -n "$command" ] || return
	name="$block: $command"
	if [ "$status" = 127 ] && grep -q ' not found$' "$tmp/out" && ! grep -q 'pageck:' "$tmp/out"; then
		echo "ok $name # SKIP $(sed -n 's/.*: \(.*\): not found$/no \1/p' "$tmp/out")"
		command=
		return
	fi
	case $wanted in
	*"$status"*) ;;
	*) false ;;
	esac || { not_ok "$name: status $status, not $wanted"; command=; return; }
	if [ -s "$tmp/want" ] && ! printed; then
		not_ok "$name: prints something else"
	else
		ok "$name"
	fi
	command=
}

run_shown_commands()
{
	command= in_block=
	shown_commands > "$tmp/shown"
	while IFS='	' read -r kind block_now line text <&3; do
		case $kind in
		E)	echo "  $block_now: $text" > "$tmp/out"
			: > "$tmp/err"
			not_ok "$block_now: $text"
			continue ;;
		O)	printf '%s\n' "$text" >> "$tmp/want"
			continue ;;
		esac
		finish_command
		found=$(ROW=$text row)
		wanted=${found#*	}
		where=${found%%	*}
		directory_of "$where" > /dev/null || continue
		if [ "$in_block" != "$block_now" ]; then
			fresh
			in_block=$block_now
		fi
		directory=$(directory_of "$where")
		block=$block_now command=$text
		: > "$tmp/want"
		: > "$tmp/err"
		[ -z "${prefix-}" ] || text=$(echo "$text" | sed "s,/usr/local,$prefix,g")
		(cd "$directory" && exec sh -c "$text") > "$tmp/out" 2>&1 < /dev/null
		status=$?
	done 3< "$tmp/shown"
	finish_command
}
