# SPDX-License-Identifier: GPL-2.0-or-later
# A manual page from what --help prints, so that its options are those of the program;
# manual.awk has its end.
# usage: pageck COMMAND --help | awk -v name=pageck-COMMAND -v what="one line" -v version=V -f escape.awk -f help.awk

function section(s)
{
	if (s != current)
		print ".SH " s
	current = s
}

BEGIN {
	print ".TH " toupper(name) " 1 \"\" \"pageck " version "\" \"pageck manual\""
	print ".SH NAME"
	print escape(name) " \\- " escape(what)
	section("SYNOPSIS")
}

/^(usage: |       )/ && current == "SYNOPSIS" {
	if (lines++)
		print ".br"
	print escape(substr($0, 8))
	next
}

# what follows an option that is too long for its column
/^                    / && current == "OPTIONS" {
	sub(/^ +/, "")
	print escape($0)
	next
}

# "  -k, --kernel DIR   help", "      --name", "  audit   help"
/^  +[-a-z]/ {
	line = $0
	sub(/^ +/, "", line)
	at = match(line, /  +/)
	section(line ~ /^-/ ? "OPTIONS" : "COMMANDS")
	print ".TP"
	print ".B " escape(at ? substr(line, 1, at - 1) : line)
	if (at)
		print escape(substr(line, at + RLENGTH))
	blank = 0
	next
}

/^$/ {
	blank = 1
	next
}

{
	if (/^Exit status: /) {
		section("EXIT STATUS")
		sub(/^Exit status: /, "")
	} else if (current == "SYNOPSIS" || (blank && current != "EXIT STATUS" && current != "NOTES" &&
		   current != "DESCRIPTION")) {
		section(current == "SYNOPSIS" ? "DESCRIPTION" : "NOTES")
	} else if (blank) {
		print ".PP"
	}
	blank = 0
	sub(/^ +/, "")
	print escape($0)
}
