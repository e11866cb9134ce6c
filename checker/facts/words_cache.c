/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "facts/words_cache.h"

#include "facts/row.h"
#include "util/self.h"
#include "util/stamp.h"
#include "util/version.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * A line of its own with the hash of key and rest; then a word a line, those that
 * count as a member's name only behind a dot. '<' and '>' mark the two parts of a pair, and
 * '=' those of the second that count as a member's name only. '!' marks names of rules.
 */
#define HEADER_SIZE	30

struct words_key words_key(const char *dir)
{
	struct words_key key = { .taken = stamp_now() };
	uint64_t program = program_id(), files = 0;
	struct dirent *entry;
	DIR *d = opendir(dir);

	if (!d || !program)
		goto out;
	while ((entry = readdir(d))) {
		char *path;

		if (!is_rules_file(entry->d_name))
			continue;
		path = xasprintf("%s/%s", dir, entry->d_name);
		/* a sum: the order in which a directory is listed means nothing */
		files += hash_bytes(entry->d_name, strlen(entry->d_name),
				    file_stamp(path, &key.newest));
		free(path);
	}
	key.hash = hash_mix(program, files);
out:
	if (d)
		closedir(d);
	return key;
}

/* Two programs, or two directories, that are used in turn don't overwrite each other's. */
static char *words_path(const char *cache_dir, const char *dir)
{
	const char *exe = self_path();
	uint64_t program = hash_bytes(exe, exe ? strlen(exe) : 0, 0);

	return xasprintf("%s/words-%016llx", cache_dir,
			 (unsigned long long)hash_bytes(dir, strlen(dir), program));
}

static void add_header(struct strbuf *b, const char *text, size_t len, struct words_key key)
{
	strbuf_addf(b, "pageck words %016llx\n",
		    (unsigned long long)hash_bytes(text, len, key.hash));
}

static bool is_valid(const char *text, size_t len, struct words_key key)
{
	struct strbuf want = { 0 };
	bool yes;

	if (len <= HEADER_SIZE || text[len - 1] != '\n')
		return false;
	add_header(&want, text + HEADER_SIZE, len - HEADER_SIZE, key);
	yes = !memcmp(text, want.s, HEADER_SIZE);
	strbuf_free(&want);
	return yes;
}

bool words_load(struct words *w, const char *cache_dir, const char *dir, struct words_key key)
{
	char *path = key.hash && cache_dir ? words_path(cache_dir, dir) : NULL, *p, *nl;
	size_t len;

	memset(w, 0, sizeof(*w));
	w->text = path ? read_file(path, &len) : NULL;
	free(path);
	if (!w->text || !is_valid(w->text, len, key))
		return false;
	for (p = w->text + HEADER_SIZE; (nl = strchr(p, '\n')); p = nl + 1) {
		*nl = '\0';
		switch (*p) {
		case '.':
			vec_push(&w->member_words, p + 1);
			break;
		case '<':
			vec_push(&w->device_words, p + 1);
			break;
		case '>':
			vec_push(&w->beside_words, p + 1);
			break;
		case '!':
			vec_push(&w->reference_rules, p + 1);
			break;
		case '=':
			vec_push(&w->beside_members, p + 1);
			break;
		default:
			vec_push(&w->words, p);
		}
	}
	return true;
}

void words_free(struct words *w)
{
	free(w->text);
	vec_free(&w->words);
	vec_free(&w->member_words);
	vec_free(&w->device_words);
	vec_free(&w->beside_words);
	vec_free(&w->beside_members);
	vec_free(&w->reference_rules);
}

void words_save(const struct facts *f, const char *cache_dir, const char *dir,
		    struct words_key key)
{
	struct strbuf list = { 0 }, b = { 0 };
	char *path;
	size_t i;

	/* The next change must not go unseen for its falling on the same tick. */
	if (!key.hash || !cache_dir || !stamp_settled(key.newest, key.taken))
		return;
	for (i = 0; i < f->words.n; i++)
		strbuf_addf(&list, "%s\n", f->words.data[i]);
	for (i = 0; i < f->member_words.n; i++)
		strbuf_addf(&list, ".%s\n", f->member_words.data[i]);
	for (i = 0; i < f->device_words.n; i++)
		strbuf_addf(&list, "<%s\n", f->device_words.data[i]);
	for (i = 0; i < f->beside_words.n; i++)
		strbuf_addf(&list, ">%s\n", f->beside_words.data[i]);
	for (i = 0; i < f->beside_members.n; i++)
		strbuf_addf(&list, "=%s\n", f->beside_members.data[i]);
	for (i = 0; i < f->reference_rules.n; i++)
		strbuf_addf(&list, "!%s\n", f->reference_rules.data[i]);
	add_header(&b, strbuf_str(&list), list.n, key);
	strbuf_add(&b, strbuf_str(&list), list.n);
	path = words_path(cache_dir, dir);
	write_whole(path, b.s, b.n);
	strbuf_free(&b);
	strbuf_free(&list);
	free(path);
}
