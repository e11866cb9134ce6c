# SPDX-License-Identifier: GPL-2.0-or-later
# Text as roff wants it; for the other scripts here.

function escape(s)
{
	gsub(/\\/, "\\e", s)
	gsub(/-/, "\\-", s)
	gsub(/'/, "\\(aq", s)
	gsub(/\^/, "\\(ha", s)
	gsub(/~/, "\\(ti", s)
	if (s ~ /^[.]/)
		s = "\\&" s
	return s
}
