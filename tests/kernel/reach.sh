#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Is code that the compiler has made code for ever taken for unreachable? Builds PATHs with -g in
# a copy of a prepared object tree, asks for what `check --dump=reach` says of each unit on the way,
# and lists the lines of a unit's own file that have code in the object's line table and that no
# way through their function leads to. Each is in reach.known, with the reason, or fails.
#
# usage: reach.sh [PATH...]	(in the tree; default: mm fs/dax.c fs/fuse drivers/dax drivers/nvdimm)
# environment: see lib.sh
#	REACH_SOURCE, REACH_OBJECTS	the kernel's source and a prepared object tree (both only
#			read; the objects are copied). Without them: skipped
#	REACH_MAKE	more for make: "ARCH=arm64 LLVM=-19"
#	REACH_OUT	keeps the copy, and what was found out, in this directory
#
# reach.known: FILE FUNCTION TEXT-OF-THE-LINE # REASON, in which FUNCTION may be *, and TEXT too

here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=${here%/*/*}
. "$here/lib.sh"
[ -n "${REACH_SOURCE-}" ] && [ -n "${REACH_OBJECTS-}" ] || skip 'no REACH_SOURCE and REACH_OBJECTS'
command -v readelf > /dev/null || skip 'no readelf'
[ $# -gt 0 ] || set -- mm fs/dax.c fs/fuse drivers/dax drivers/nvdimm
out=${REACH_OUT:-$tmp/out}
mkdir -p "$out/said" "$out/objects"
[ -e "$out/objects/Makefile" ] || cp -a --reflink=auto "$REACH_OBJECTS/." "$out/objects"

# kbuild calls this for each unit, with the compiler's arguments; the source comes last
cat > "$out/ask" <<END
#!/bin/sh
for file; do :; done
rel=\${file#$REACH_SOURCE/}
rel=\${rel#../}
mkdir -p "$out/said/\$(dirname "\$rel")"
exec "$PAGECK" check --rules "$rules" --dump=reach --timeout 600 "\$@" > "$out/said/\$rel" 2> "$out/said/\$rel.err"
END
chmod +x "$out/ask"

goals=
for path; do
	case $path in
	*.c) goals="$goals ${path%.c}.o" ;;
	*) goals="$goals $path/" ;;
	esac
done
# shellcheck disable=SC2086
make -s -C "$REACH_SOURCE" O="$out/objects" ${REACH_MAKE-} KCFLAGS=-g C=2 CHECK="$out/ask" \
	${REACH_JOBS-} $goals > "$out/make.log" 2>&1 || {
	tail -n 5 "$out/make.log" >&2
	echo 'not ok the paths are built'
	exit 1
}

# The lines of the file that an object has code for.
lines_of()
{
	readelf --debug-dump=decodedline "$1" 2> /dev/null |
		awk -v name="${2##*/}" '$1 == name && $2 ~ /^[0-9]+$/ { print $2 }' | sort -u
}

: > "$out/holes"
(cd "$out/said" && find . -name '*.c' | sed 's|^\./||') | sort > "$out/units"
while read -r unit; do
	object=$out/objects/${unit%.c}.o
	[ -e "$object" ] || continue
	lines_of "$object" "$unit" > "$tmp/lines"
	awk -v unit="$unit" -v source="$REACH_SOURCE/$unit" '
	BEGIN { while ((getline text[++n] < source) > 0) sub(/^[ \t]+/, "", text[n]) }
	FNR == 1 { file++ }
	FILENAME == ARGV[1] { code[$1] = 1; next }
	$3 != "unknown" && ($1 in code) && text[$1] !~ /^[{}]*$/ && text[$1] !~ /^default:$/ &&
	text[$1] !~ /^(VM_)?BUILD_BUG_ON|^pr_debug/ {
		print unit ":" $1 " " $2 " " $3 ": " text[$1]
	}' "$tmp/lines" "$out/said/$unit" >> "$out/holes"
done < "$out/units"

awk -v known="$here/reach.known" '
BEGIN {
	while ((getline < known) > 0) {
		if ($0 ~ /^#/ || NF < 3) continue
		n++; file[n] = $1; fn[n] = $2
		t = $0; sub(/^[^ ]+ +[^ ]+ +/, "", t); sub(/ +# .*/, "", t); text[n] = t
	}
}
{
	split($1, at, ":"); t = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", t)
	for (i = 1; i <= n; i++)
		if (file[i] == at[1] && (fn[i] == "*" || fn[i] == $2) && (text[i] == "*" || text[i] == t)) next
	print
}' "$out/holes" > "$out/unnamed"
echo "# $(wc -l < "$out/units") units, $(wc -l < "$out/holes") lines that have code and are not reached, $(wc -l < "$out/unnamed") of them not in reach.known"
sed 's/^/# /' "$out/unnamed"
check 'lines that have code are reached' test ! -s "$out/unnamed"
exit $failed
