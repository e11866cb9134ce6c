# SPDX-License-Identifier: GPL-2.0-or-later
#
# The console of a machine in, the verdict on its case out: a case never gives its own. What
# guest/attempt said, and what the kernel wrote between the beginning and the end of a side,
# become an outcome a side, and the case tells by two patterns which outcome is the fault and
# which is sound.
#
#	PROVEN: the case OUTCOME; the twin OUTCOME
#	NOT SEEN: ...		the case came out sound as well
#	CANNOT RUN: REASON	nothing can be concluded: no ground to run on, a twin that
#				isn't sound, a case that is neither
#
# An outcome is one of
#	oops in FUNCTION
#	stuck: NAME loops|runs|sleeps|waits[; ...][, unkillable][: LINE; LINE...]
#	ends STATUS[: LINE; LINE...]
#	panic | frozen		the console ends, whether or not the machine was killed
# with "; warns in FUNCTION" or "; lockup in FUNCTION" after it, if the kernel said that.
#
# environment: PROVE_FAULT, PROVE_SOUND	the patterns (extended regular expressions)

{ sub(/\r$/, "") }

match($0, /prove: (begin|said|stuck|unkillable|ends|cannot|done)/) {
	line = substr($0, RSTART + 7)
	word = first(line)
	line = rest(line)
	if (word == "cannot" && !cannot)
		cannot = "it can't " line
	if (word == "begin") {
		side = first(line)
		begun[side] = 1
	} else if (word == "said") {
		of = first(line)
		said[of] = join_with(said[of], rest(line))
		last[of] = rest(line)
	} else if (word == "stuck") {
		of = first(line)
		stuck[of] = join_with(stuck[of], rest(line))
	} else if (word == "unkillable") {
		unkillable[first(line)] = 1
	} else if (word == "ends") {
		ends[first(line)] = rest(line)
	}
	next
}

!side { next }

/BUG: kernel NULL pointer dereference|BUG: unable to handle|BUG: KASAN|general protection fault|kernel BUG at|Oops: |Bad page state/ {
	if (!(side in oops)) {
		oops[side] = "?"
		awaited = "oops"
	}
}

/soft lockup|self-detected stall|detected stalls/ {
	if (!(side in lockup)) {
		lockup[side] = "?"
		awaited = "lockup"
	}
}

/WARNING: / && match($0, /[a-zA-Z_][a-zA-Z0-9_.]*\+0x/) {
	if (!(side in warns))
		warns[side] = substr($0, RSTART, RLENGTH - 3)
}

/Kernel panic/ { panic[side] = 1 }

/RIP: [0-9]+:[a-zA-Z_]/ && awaited {
	fn = $0
	sub(/.*RIP: [0-9]+:/, "", fn)
	sub(/\+0x.*/, "", fn)
	if (awaited == "oops")
		oops[side] = fn
	else
		lockup[side] = fn
	awaited = ""
}

END {
	fault = ENVIRON["PROVE_FAULT"]
	sound = ENVIRON["PROVE_SOUND"]
	if (cannot) {
		print "CANNOT RUN: " cannot
		exit
	}
	for (i = split("twin fault", sides, " "); i > 0; i--)
		if ((sides[i] in ends) && ends[sides[i]] == 77) {
			print "CANNOT RUN: " last[sides[i]]
			exit
		}
	if (!begun["twin"]) {
		print "CANNOT RUN: the machine didn't come to the twin"
		exit
	}
	twin = outcome("twin")
	if (twin ~ fault || twin !~ sound) {
		print "CANNOT RUN: the twin: " twin
		exit
	}
	if (!begun["fault"]) {
		print "CANNOT RUN: the machine didn't come to the case"
		exit
	}
	seen = outcome("fault")
	if (seen ~ fault)
		verdict = "PROVEN"
	else if (seen ~ sound)
		verdict = "NOT SEEN"
	else
		verdict = "CANNOT RUN: neither the fault nor sound"
	print verdict ": the case: " seen "; the twin: " twin
}

function outcome(of,	s)
{
	if (of in oops)
		s = "oops in " oops[of]
	else if (of in panic)
		s = "panic"
	else if (of in stuck)
		s = "stuck: " stuck[of] (of in unkillable ? ", unkillable" : "") (of in said ? ": " said[of] : "")
	else if (of in ends)
		s = "ends " ends[of] (of in said ? ": " said[of] : "")
	else
		s = "frozen"
	if (of in warns)
		s = s "; warns in " warns[of]
	if (of in lockup)
		s = s "; lockup in " lockup[of]
	return s
}

function first(s)
{
	sub(/ .*/, "", s)
	return s
}

function rest(s)
{
	return sub(/^[^ ]* /, "", s) ? s : ""
}

function join_with(a, b)
{
	return a == "" ? b : a "; " b
}
