# SPDX-License-Identifier: GPL-2.0-or-later
# A manual page from one of docs/*.md: headings, paragraphs, lists, tables, code.
# usage: awk -v title='PAGECK-RULES 5' -v name='pageck-rules \- what it is' -v version=V -f escape.awk -f markdown.awk FILE

# [text](link) is text, `code` and **strong** are bold
function inline(s,   out, at, word)
{
	while ((at = match(s, /\[[^]]*\]\([^)]*\)/))) {
		word = substr(s, at, RLENGTH)
		sub(/^\[/, "", word)
		sub(/\]\(.*/, "", word)
		s = substr(s, 1, at - 1) word substr(s, at + RLENGTH)
	}
	gsub(/\*\*/, "", s)
	s = escape(s)
	while ((at = match(s, /`[^`]*`/))) {
		out = out substr(s, 1, at - 1) "\\fB" substr(s, at + 1, RLENGTH - 2) "\\fR"
		s = substr(s, at + RLENGTH)
	}
	return out s
}

BEGIN {
	split(title, t, " ")
	print ".TH " t[1] " " t[2] " \"\" \"pageck " version "\" \"pageck manual\""
	print ".SH NAME"
	print name
}

/^```/ {
	print code ? ".EE\n.RE" : ".PP\n.RS 4\n.EX"
	code = !code
	next
}
code { print escape($0); next }
# code that is only indented
/^(    |\t)/ && (indented || blank) {
	if (!indented)
		print ".PP\n.RS 4\n.EX"
	indented = 1
	sub(/^(    |\t)/, "")
	print escape($0)
	next
}
indented { print ".EE\n.RE"; indented = 0 }
{ blank = /^$/ }
/^# / { print ".SH DESCRIPTION"; next }
/^## / { print ".SH " toupper(inline(substr($0, 4))); next }
/^###* / { sub(/^#* /, ""); print ".SS " inline($0); next }
/^\|[-| :]*\|$/ { next }
/^\|/ {
	gsub(/\\\|/, "\001")
	sub(/^\| */, "")
	sub(/ *\|$/, "")
	at = index($0, " | ")
	print ".TP"
	gsub(/\001/, "|")
	print at ? inline(substr($0, 1, at - 1)) : inline($0)
	rest = at ? substr($0, at + 3) : ""
	gsub(/ \| /, "; ", rest)
	if (rest != "" )
		print inline(rest)
	next
}
/^[-*] / { print ".IP \\(bu 3"; print inline(substr($0, 3)); next }
/^$/ { print ".PP"; next }
{ sub(/^ +/, ""); print inline($0) }
