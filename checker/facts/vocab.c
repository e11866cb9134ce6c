/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words that rows are made of: kinds of pages, outcomes of a call, errno. */
#include "facts/row.h"

#include <string.h>

/* --- kinds ---------------------------------------------------------------------- */

static int unknown_kind(const struct row *r, const struct ynode *v, const char *word)
{
	const struct kinds *k = &r->facts->kinds;
	const char **words = arena_array(&r->facts->mem, const char *, k->sets.n + 1);
	size_t i;

	for (i = 0; i < k->sets.n; i++)
		words[i] = k->sets.data[i]->name;
	words[i++] = "any";
	return row_unknown(r, v, "kind of page", word, NULL, words, i);
}

int row_kinds(const struct row *r, const struct ynode *v, kinds_t *kinds)
{
	const struct kinds *k = &r->facts->kinds;
	const struct ynode *const *items, *one;
	kinds_t mask;
	size_t n, i;

	if (row_items(r, v, "kind", &items, &n, &one))
		return -1;
	*kinds = 0;
	for (i = 0; i < n; i++) {
		const char *word;

		if (row_text(r, items[i], "kind", &word))
			return -1;
		if (!kinds_named(k, word, &mask)) {
			word += str_starts(word, "not-") ? 4 : 0;
			if (!kinds_named(k, word, &mask))
				return unknown_kind(r, items[i], word);
			if (word != items[i]->text)
				mask = kinds_others(k, mask);
		}
		*kinds |= mask;
	}
	return 0;
}

int row_may_be(const struct row *r, const struct ynode *v, kinds_t *kinds)
{
	if (row_kinds(r, v, kinds))
		return -1;
	*kinds = kinds_only(&r->facts->kinds, *kinds);
	return 0;
}

/* --- errno ----------------------------------------------------------------------- */

/* The kernel's numbers, which no userspace header has beyond EHWPOISON. */
static const struct {
	const char *name;
	int value;
} errnos[] = {
	{ "EPERM", 1 }, { "ENOENT", 2 }, { "ESRCH", 3 }, { "EINTR", 4 }, { "EIO", 5 },
	{ "ENXIO", 6 }, { "E2BIG", 7 }, { "ENOEXEC", 8 }, { "EBADF", 9 }, { "ECHILD", 10 },
	{ "EAGAIN", 11 }, { "EWOULDBLOCK", 11 }, { "ENOMEM", 12 }, { "EACCES", 13 },
	{ "EFAULT", 14 }, { "ENOTBLK", 15 }, { "EBUSY", 16 }, { "EEXIST", 17 }, { "EXDEV", 18 },
	{ "ENODEV", 19 }, { "ENOTDIR", 20 }, { "EISDIR", 21 }, { "EINVAL", 22 },
	{ "ENFILE", 23 }, { "EMFILE", 24 }, { "ENOTTY", 25 }, { "ETXTBSY", 26 },
	{ "EFBIG", 27 }, { "ENOSPC", 28 }, { "ESPIPE", 29 }, { "EROFS", 30 }, { "EMLINK", 31 },
	{ "EPIPE", 32 }, { "EDOM", 33 }, { "ERANGE", 34 }, { "EDEADLK", 35 },
	{ "ENAMETOOLONG", 36 }, { "ENOLCK", 37 }, { "ENOSYS", 38 }, { "ENOTEMPTY", 39 },
	{ "ELOOP", 40 }, { "ENOMSG", 42 }, { "EIDRM", 43 }, { "ENODATA", 61 }, { "ETIME", 62 },
	{ "EREMOTE", 66 }, { "ENOLINK", 67 }, { "ECOMM", 70 }, { "EPROTO", 71 },
	{ "EBADMSG", 74 }, { "EOVERFLOW", 75 }, { "EILSEQ", 84 }, { "ERESTART", 85 },
	{ "EUSERS", 87 }, { "ENOTSOCK", 88 }, { "EMSGSIZE", 90 }, { "EPROTONOSUPPORT", 93 },
	{ "EOPNOTSUPP", 95 }, { "EADDRINUSE", 98 }, { "ENETDOWN", 100 }, { "ENOBUFS", 105 },
	{ "EISCONN", 106 }, { "ENOTCONN", 107 }, { "ESHUTDOWN", 108 }, { "ETIMEDOUT", 110 },
	{ "ECONNREFUSED", 111 }, { "EHOSTDOWN", 112 }, { "EHOSTUNREACH", 113 },
	{ "EALREADY", 114 }, { "EINPROGRESS", 115 }, { "ESTALE", 116 }, { "EUCLEAN", 117 },
	{ "EREMOTEIO", 121 }, { "EDQUOT", 122 }, { "ENOMEDIUM", 123 }, { "EMEDIUMTYPE", 124 },
	{ "ECANCELED", 125 }, { "ENOKEY", 126 }, { "EKEYEXPIRED", 127 }, { "EKEYREVOKED", 128 },
	{ "EKEYREJECTED", 129 }, { "EOWNERDEAD", 130 }, { "ENOTRECOVERABLE", 131 },
	{ "ERFKILL", 132 }, { "EHWPOISON", 133 }, { "ERESTARTSYS", 512 },
	{ "ERESTARTNOINTR", 513 }, { "ERESTARTNOHAND", 514 }, { "ENOIOCTLCMD", 515 },
	{ "EPROBE_DEFER", 517 }, { "EOPENSTALE", 518 }, { "ENOPARAM", 519 },
	{ "EBADHANDLE", 521 }, { "ENOTSYNC", 522 }, { "EBADCOOKIE", 523 }, { "ENOTSUPP", 524 },
	{ "ETOOSMALL", 525 }, { "ESERVERFAULT", 526 }, { "EBADTYPE", 527 }, { "EJUKEBOX", 528 },
	{ "EIOCBQUEUED", 529 }, { "ERECALLCONFLICT", 530 },
};

int errno_by_name(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(errnos); i++)
		if (!strcmp(errnos[i].name, name))
			return errnos[i].value;
	return 0;
}

const char *errno_name(int value)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(errnos); i++)
		if (errnos[i].value == value)
			return errnos[i].name;
	return NULL;
}

/* --- outcomes -------------------------------------------------------------------------- */

static const struct {
	const char *word;
	enum outcome_kind kind;
} outcomes[] = {
	{ "always", OUT_ALWAYS }, { "null", OUT_NULL }, { "nonnull", OUT_NONNULL },
	{ "zero", OUT_ZERO }, { "nonzero", OUT_NONZERO }, { "errptr", OUT_ERRPTR },
	{ "0", OUT_ZERO },
};

static int unknown_errno(const struct row *r, const struct ynode *v)
{
	const char *names[ARRAY_SIZE(errnos)];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(errnos); i++)
		names[i] = errnos[i].name;
	return row_unknown(r, v, "errno", v->text + 1, NULL, names, ARRAY_SIZE(names));
}

int row_outcome(const struct row *r, const struct ynode *v, struct outcome *out)
{
	const char *words[ARRAY_SIZE(outcomes)], *text;
	size_t i;

	if (row_text(r, v, "outcome", &text))
		return -1;
	if (text[0] == '-') {
		out->kind = OUT_ERRNO;
		out->errno_value = errno_by_name(text + 1);
		return out->errno_value ? 0 : unknown_errno(r, v);
	}
	for (i = 0; i < ARRAY_SIZE(outcomes); i++) {
		if (!strcmp(outcomes[i].word, text)) {
			out->kind = outcomes[i].kind;
			return 0;
		}
		words[i] = outcomes[i].word;
	}
	return row_unknown(r, v, "outcome", text, NULL, words, ARRAY_SIZE(words));
}

void outcome_describe(struct strbuf *out, const struct outcome *o)
{
	size_t i;

	if (o->kind == OUT_ERRNO) {
		strbuf_addf(out, "-%s", errno_name(o->errno_value));
		return;
	}
	for (i = 0; i < ARRAY_SIZE(outcomes); i++) {
		if (outcomes[i].kind == o->kind) {
			strbuf_adds(out, outcomes[i].word);
			return;
		}
	}
	BUG("outcome %d has no word", (int)o->kind);
}
