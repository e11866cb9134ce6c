# SPDX-License-Identifier: GPL-2.0-or-later
#
# Expected findings on file 1, what was printed on file 2; prints the difference.
# What follows " | " on an expected line is part of the message, and optional.

function prefix(s,   i) { i = index(s, " | "); return i ? substr(s, 1, i - 1) : s }
function suffix(s,   i) { i = index(s, " | "); return i ? substr(s, i + 3) : "" }

FILENAME == ARGV[1] { want[++nwant] = $0; next }
{ got[++ngot] = $0 }
END {
	# those that ask for a message choose first
	for (pass = 0; pass < 2; pass++)
		for (i = 1; i <= nwant; i++) {
			if (met[i] || (suffix(want[i]) == "") != pass)
				continue
			for (j = 1; j <= ngot; j++)
				if (!used[j] && prefix(got[j]) == prefix(want[i]) &&
				    index(suffix(got[j]), suffix(want[i]))) {
					used[j] = met[i] = 1
					break
				}
		}
	for (i = 1; i <= nwant; i++)
		if (!met[i])
			print "    - " want[i]
	for (j = 1; j <= ngot; j++)
		if (!used[j])
			print "    + " got[j]
}
