#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The manual's recipe for GNU parallel, as it stands there, against a single run.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/tree.sh"
parallel true ::: 1 > /dev/null 2>&1 < /dev/null || { echo 'ok # SKIP no parallel, or no /proc for it'; exit 0; }
cd "$tmp" || exit 2

# A reference taken in one file, lost in another; wrappers between them.
tree linux a.c b.c c.c d.c e.c
cat > linux/k.h <<'END'
struct dev_pagemap;
struct dev_pagemap *get_dev_pagemap(unsigned long pfn, struct dev_pagemap *pgmap);
void put_dev_pagemap(struct dev_pagemap *pgmap);
struct dev_pagemap *first(unsigned long pfn);
struct dev_pagemap *second(unsigned long pfn);
void drop(struct dev_pagemap *pgmap);
int good(unsigned long pfn, int flag);
int bad(unsigned long pfn, int flag);
END
for f in a b c d e; do
	echo '#include "k.h"' > linux/$f.c
done
echo 'struct dev_pagemap *first(unsigned long pfn) { return get_dev_pagemap(pfn, 0); }' >> linux/a.c
echo 'struct dev_pagemap *second(unsigned long pfn) { return first(pfn); }' >> linux/b.c
echo 'void drop(struct dev_pagemap *pgmap) { put_dev_pagemap(pgmap); }' >> linux/c.c
for f in good bad; do
	cat <<-END
	int $f(unsigned long pfn, int flag)
	{
		struct dev_pagemap *pgmap = second(pfn);

		if (!pgmap)
			return -14;
		if (flag) {
			$([ $f = bad ] || echo 'drop(pgmap);')
			return -22;
		}
		drop(pgmap);
		return 0;
	}
	END
done >> linux/d.c
echo 'int good(unsigned long pfn, int flag); int other(void); int other(void) { return good(1, 2); }' >> linux/e.c

# what is in PATH for the recipe: the program with what these trees need besides
mkdir bin
cat > bin/pageck <<END
#!/bin/sh
command=\$1
shift
case \$command in
audit)	exec "$PAGECK" audit -p linux/compile_commands.json --rules "$rules" "\$@" ;;
*)	exec "$PAGECK" "\$command" --rules "$rules" "\$@" ;;
esac
END
chmod +x bin/pageck
sed -n '/^```sh$/,/^```$/p' "$top/docs/manual.md" | grep -E '^(parallel|pageck merge) ' > recipe
[ "$(wc -l < recipe)" = 2 ] && ok 'the manual has the recipe' || { cp recipe out; not_ok 'the manual has the recipe'; }

audit linux
expect 'a single run' 1 out 'd.c:[0-9]*:[0-9]*: warning: .bad. returns with' not-out "'good'"
cp out single
PATH=$tmp/bin:$PATH sh -c "$(cat recipe)" > out 2> err < /dev/null
status=$?
expect 'the recipe' 1 out 'bad'
cmp -s single out && ok 'the recipe says the same' || not_ok 'the recipe says the same'
[ -s part-8 ] && ok 'eight parts' || not_ok 'eight parts'
exit $failed
