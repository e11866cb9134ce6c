# SPDX-License-Identifier: GPL-2.0-or-later
# The end of a command's manual page, from docs/manual.md: its rows of the tables of the
# environment and of files, the commands that the manual shows of it, and where to read on.
# usage: awk -v name=pageck-COMMAND -f escape.awk -f manual.awk docs/manual.md

function trim(s)
{
	gsub(/^[ \t]+|[ \t]+$/, "", s)
	return s
}

# a cell of a table: what links to another page goes, `code` is bold
function cell(s,   at, out)
{
	gsub(/ \(\[[^]]*\]\([^)]*\)\)/, "", s)
	s = escape(trim(s))
	while ((at = match(s, /`[^`]*`/))) {
		out = out substr(s, 1, at - 1) "\\fB" substr(s, at + 1, RLENGTH - 2) "\\fR"
		s = substr(s, at + RLENGTH)
	}
	return out s
}

# "all", or the names of commands
function is_for(words,   i, n, w)
{
	n = split(words, w, /[ ,`]+/)
	for (i = 1; i <= n; i++)
		if (w[i] == "all" || command == "" || w[i] == command)
			return 1
	return 0
}

# which command a line shows; "" when none of ours
function shown(s,   w)
{
	if (s ~ /^make .*CHECK=/)
		return "check"
	if (!match(s, /(^|[ \/])pageck [a-z]+/))
		return ""
	split(substr(s, RSTART, RLENGTH), w, " ")
	return w[2]
}

function example(s,   at, why, which)
{
	at = match(s, /[ \t]+# /)
	why = at ? substr(s, at + RLENGTH) : ""
	s = at ? substr(s, 1, at - 1) : s
	which = shown(s)
	# the page of all has the first of each
	if (which == "" || s in seen || (command == "" ? which in seen : which != command))
		return
	seen[s] = seen[which] = 1
	examples = examples ".TP\n.B " escape(s) "\n" (why == "" ? "" : escape(why) "\n")
}

BEGIN { command = name == "pageck" ? "" : substr(name, 8) }

/^```/ { in_code = !in_code && /^```(sh|console)$/; next }
in_code { example($0); next }
/^## / { heading = substr($0, 4); next }
/^\|/ && !/^\|[-| :]*\|$/ && (heading == "Environment" || heading == "Files") {
	split($0, c, "|")
	if (trim(c[2]) ~ /^`/ && is_for(c[3]))
		rows[heading] = rows[heading] ".TP\n" cell(c[2]) "\n" cell(c[4]) "\n"
}

END {
	if (rows["Environment"] != "")
		printf ".SH ENVIRONMENT\n%s", rows["Environment"]
	if (rows["Files"] != "")
		printf ".SH FILES\n%s", rows["Files"]
	if (examples != "")
		printf ".SH EXAMPLES\n%s", examples
	print ".SH SEE ALSO"
	if (command == "")
		print "The pages of the commands, pageck\\-audit(1) and so on;"
	else
		print ".BR pageck (1);"
	print ".BR pageck\\-rules (5)"
}
