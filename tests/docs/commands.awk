# SPDX-License-Identifier: GPL-2.0-or-later
# The commands that the documentation shows, from its fenced blocks:
#	```sh		commands, one a line; "\" at the end goes on; "  # ..." is a remark
#	```console	"$ command", then what it prints; a line "..." stands for any lines,
#			"..." at the end of one for any rest of it
# Any other block says what it is (c, yaml, text, ...) and holds no command.
#
# usage: awk -f commands.awk FILE.md...
# prints, with tabs between, KIND FILE:BLOCK LINE TEXT (BLOCK: the line on which it begins);
# KIND is C: a command, O: what the command before it prints, E: something wrong with the block

function say(kind, what)
{
	print kind "\t" FILENAME ":" start "\t" FNR "\t" what
}

function command(s)
{
	sub(/[ \t]+#[ \t].*$/, "", s)
	sub(/[ \t]+$/, "", s)
	sub(/^[ \t]+/, "", s)
	if (s == "" || s ~ /^#/)
		return
	if (s ~ /\\$/) {
		held = held substr(s, 1, length(s) - 1)
		return
	}
	say("C", held s)
	held = ""
}

function is_command(s)
{
	return s ~ /^(\$ )?(cd |\.\/bootstrap |build\/pageck |git |make |parallel |spatch |tests\/[a-z]+\/?|apt )[^ ]/ ||
		s ~ /^(\$ )?pageck [-a-z]+/
}

FNR == 1 { block = ""; held = "" }

/^ *```/ {
	if (block != "") {
		block = ""
		next
	}
	block = $0
	start = FNR
	sub(/^ *```/, "", block)
	if (block == "") {
		say("E", "the block doesn't say what it holds: sh, console, text, ...")
		block = "none"
	}
	next
}

block == "sh" { command($0); next }
block == "console" && /^\$ / { command(substr($0, 3)); next }
block == "console" { say("O", $0); next }
block != "" && is_command($0) { say("E", "a command in a block of '" block "': " $0); next }
block == "" && /^(    |\t)/ {
	s = $0
	sub(/^[ \t]+/, "", s)
	if (is_command(s))
		say("E", "a command outside a fenced block: " s)
}
