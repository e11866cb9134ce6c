# SPDX-License-Identifier: GPL-2.0-or-later
#
# Applies edits to one function of a C file.
#
# usage: awk -f edit.awk -v fn=FUNCTION EDITS FILE.c
#
# EDITS holds one edit a line, its parts separated by " :: ". Patterns are fixed
# strings; \n, \t and \\ in them stand for newline, tab and backslash; N counts
# matches within the function from 1 (0: every one).
#
#	replace :: N :: PATTERN :: TEXT
#	delete :: N :: PATTERN		the statement that begins on the line of PATTERN
#	double :: N :: PATTERN		that statement, twice
#	before :: N :: PATTERN :: TEXT	TEXT as a statement of its own before that one
#	after :: N :: PATTERN :: TEXT	and after it
#	rename :: WORD :: NEW		every use of an identifier
#	prepend :: TEXT			above the function
#
# A statement that is all an `if` or `else` holds keeps its place there: what is
# deleted leaves `;`, what is added makes a block. Lines keep their numbers as far
# as that goes. Exits 3 when an edit finds nothing to change.

function fail(text)
{
	printf "edit.awk: %s: %s\n", fn, text > "/dev/stderr"
	failed = 3
	exit failed
}

function unescape(s)
{
	gsub(/\\\\/, "\001", s)
	gsub(/\\n/, "\n", s)
	gsub(/\\t/, "\t", s)
	gsub(/\001/, "\\", s)
	return s
}

# Position of the n-th match at or after `from`; 0 when there is none.
function find(text, pattern, n, from,   at, i)
{
	at = from - 1
	while (n-- > 0) {
		i = index(substr(text, at + 1), pattern)
		if (!i)
			return 0
		at += i
	}
	return at
}

# The statement around position `at`: sets first, last (positions), indent, sole.
function statement(text, at,   i, above, line)
{
	first = at
	while (first > 1 && substr(text, first - 1, 1) != "\n")
		first--
	# to the first end of line that ends a statement
	last = at
	for (;;) {
		i = index(substr(text, last), "\n")
		if (!i)
			fail("no end of statement")
		last += i - 2
		if (substr(text, last, 1) ~ /[;{}]/)
			break
		last += 2
	}
	line = substr(text, first, last - first + 1)
	match(line, /^[ \t]*/)
	indent = substr(line, 1, RLENGTH)
	above = substr(text, 1, first - 2)
	sub(/[ \t\n]*(\/\*[^*]*\*+([^\/*][^*]*\*+)*\/[ \t\n]*)?$/, "", above)
	sub(/^.*\n/, "", above)
	sole = above ~ /(^|[ \t}])(if|while|for) \(.*\)$/ || above ~ /(^|[ \t}])else$/ ||
	       (above ~ /^[ \t]+[^ \t].*\)$/ && above !~ /;/)
}

function splice(text, new)
{
	return substr(text, 1, first - 1) new substr(text, last + 1)
}

function apply(text, op, a, b, c,   at, n, s, from, out)
{
	if (op == "prepend")
		return unescape(a) "\n\n" text
	if (op == "rename") {
		out = ""
		n = 0
		while (match(text, /[A-Za-z_0-9]+/)) {
			s = substr(text, RSTART, RLENGTH)
			n += s == a
			out = out substr(text, 1, RSTART - 1) (s == a ? b : s)
			text = substr(text, RSTART + RLENGTH)
		}
		if (!n)
			fail("no " a " to rename")
		return out text
	}
	b = unescape(b)
	c = unescape(c)
	if (op == "replace" && a == 0) {
		from = 1
		n = 0
		while ((at = find(text, b, 1, from)) > 0) {
			text = substr(text, 1, at - 1) c substr(text, at + length(b))
			from = at + length(c)
			n++
		}
		if (!n)
			fail("no match for: " b)
		return text
	}
	at = find(text, b, a, 1)
	if (!at)
		fail("no match " a " for: " b)
	if (op == "replace")
		return substr(text, 1, at - 1) c substr(text, at + length(b))
	statement(text, at)
	s = substr(text, first + length(indent), last - first - length(indent) + 1)
	if (op == "delete")
		return splice(text, sole ? indent ";" : "")
	if (op == "double")
		s = s " " s
	else if (op == "before")
		s = c "\n" indent s
	else if (op == "after")
		s = s "\n" indent c
	else
		fail("unknown edit " op)
	return splice(text, indent (sole ? "{ " s " }" : s))
}

# the edits
FILENAME == ARGV[1] {
	edits[++nedits] = $0
	next
}

# the file: before, in and after the function
state == 0 && $0 !~ /^[ \t#*\/}{]/ && $0 !~ /;[ \t]*$/ && match($0, "(^|[^A-Za-z0-9_])" fn "\\(") {
	state = 1
}
state == 1 {
	body = body $0 "\n"
	if ($0 ~ /;[ \t]*$/ && body !~ /\n\{/ && body !~ /\{\n/) {
		# a declaration over several lines
		printf "%s", body
		body = ""
		state = 0
	} else if ($0 ~ /^}/) {
		state = 2
		for (i = 1; i <= nedits; i++) {
			split("", part)
			split(edits[i], part, / :: /)
			body = apply(body, part[1], part[2], part[3], part[4])
		}
		printf "%s", body
	}
	next
}
{ print }

END {
	if (failed)
		exit failed
	if (state != 2)
		fail("no such function")
}
