/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/store.h"

#include "util/bytes.h"
#include "util/stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define SCHEMA		1
#define BUSY_MS		10000
#define COMMIT_EVERY	32	/* steps per transaction: what a kill may lose */
#define KEEP_RUNS	16	/* drop a step that was unused in so many runs */

static const char schema[] =
	"CREATE TABLE file(id INTEGER PRIMARY KEY, path TEXT NOT NULL, stamp INTEGER, content INTEGER);"
	"CREATE TABLE step(id INTEGER PRIMARY KEY, unit TEXT NOT NULL, key INTEGER NOT NULL,"
	" files BLOB, answers BLOB, out BLOB, run INTEGER);"
	"CREATE INDEX step_unit ON step(unit, key);"
	"CREATE TABLE export(name TEXT NOT NULL, unit TEXT NOT NULL, effects INTEGER, bytes BLOB,"
	" step INTEGER);"
	"CREATE INDEX export_name ON export(name);"
	"CREATE INDEX export_unit ON export(unit);"
	"CREATE TABLE data(name TEXT PRIMARY KEY, value BLOB);"
	"CREATE TABLE run(id INTEGER PRIMARY KEY AUTOINCREMENT);";

struct known_file {
	const char *path;		/* as the file system has it, not relative to a root */
	/* `stamp` of the version that `content` is the hash of; 0: not read yet */
	uint64_t stamp, content;
	/* changed: differs from its row; checked: stat()ed in this run */
	bool in_db, changed, checked;
};

enum statement {
	S_FILE, S_STEPS, S_ADD, S_KEEP, S_UNPUBLISH, S_PUBLISH, S_EXPORT, S_EXPORT_FILES, S_GET, S_PUT,
	S_COUNT,
};

static const char *const sql[S_COUNT] = {
	[S_FILE] = "INSERT OR REPLACE INTO file(id, path, stamp, content) VALUES(?, ?, ?, ?)",
	[S_STEPS] = "SELECT id, files, answers, out FROM step WHERE unit = ? AND key = ? ORDER BY id",
	[S_ADD] = "INSERT INTO step(unit, key, files, answers, out, run) VALUES(?, ?, ?, ?, ?, ?)",
	[S_KEEP] = "UPDATE step SET run = ? WHERE id = ?",
	[S_UNPUBLISH] = "DELETE FROM export WHERE unit = ?",
	[S_PUBLISH] = "INSERT INTO export(name, unit, effects, bytes, step) VALUES(?, ?, ?, ?, ?)",
	[S_EXPORT] = "SELECT name, unit, effects, bytes, step FROM export WHERE name = ? ORDER BY unit",
	[S_EXPORT_FILES] = "SELECT files FROM step WHERE id = ?",
	[S_GET] = "SELECT value FROM data WHERE name = ?",
	[S_PUT] = "INSERT OR REPLACE INTO data(name, value) VALUES(?, ?)",
};

struct store {
	sqlite3 *db;
	sqlite3_stmt *st[S_COUNT];
	struct store_roots roots;
	struct arena mem;
	VEC(struct known_file) files;	/* indexed by number - 1 */
	struct table numbers;		/* path -> number */
	int64_t run;
	unsigned uncommitted;
	bool read_only, failed;
	int lock;			/* descriptor that holds the writer's lock; -1: none */
	const char *lock_name;
};

/* --- opening ------------------------------------------------------------------------- */

const char *store_path(const char *cache_dir, const char *obj)
{
	char *path = xasprintf("%s/store/%016llx.db", cache_dir,
			       (unsigned long long)hash_bytes(obj, strlen(obj), 0));
	const char *r = intern(path);

	free(path);
	return r;
}

/* Warns once; the run continues without the store, and the next run redoes its work. */
static void fail(struct store *s, const char *what)
{
	if (!s->failed && !s->read_only)
		warning("the store cannot be %s (%s): what is found out is not kept", what,
			sqlite3_errmsg(s->db));
	s->failed = true;
}

static bool run_sql(struct store *s, const char *text)
{
	return sqlite3_exec(s->db, text, NULL, NULL, NULL) == SQLITE_OK;
}

static int64_t one_number(struct store *s, const char *text)
{
	sqlite3_stmt *st;
	int64_t n = -1;

	if (sqlite3_prepare_v2(s->db, text, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static bool open_db(struct store *s, const char *path)
{
	int flags = s->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;

	if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
		return false;
	sqlite3_busy_timeout(s->db, BUSY_MS);
	if (s->read_only)
		return one_number(s, "PRAGMA user_version") == SCHEMA;
	/* WAL survives a killed process; what a power failure loses is computed again */
	if (!run_sql(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"))
		return false;
	if (one_number(s, "PRAGMA user_version") == SCHEMA)
		return true;
	/* another process may be creating the tables at the same time */
	if (!run_sql(s, "BEGIN IMMEDIATE"))
		return false;
	if (one_number(s, "PRAGMA user_version") != SCHEMA) {
		char version[64];

		if (one_number(s, "SELECT count(*) FROM sqlite_master") != 0)
			return false;
		snprintf(version, sizeof(version), "PRAGMA user_version = %d", SCHEMA);
		if (!run_sql(s, schema) || !run_sql(s, version))
			return false;
	}
	return run_sql(s, "COMMIT");
}

static void close_db(struct store *s)
{
	size_t i;

	for (i = 0; i < S_COUNT; i++) {
		sqlite3_finalize(s->st[i]);
		s->st[i] = NULL;
	}
	sqlite3_close(s->db);
	s->db = NULL;
}

static void remove_file(const char *path)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(suffixes); i++) {
		char *name = xasprintf("%s%s", path, suffixes[i]);

		unlink(name);
		free(name);
	}
}

/* Allows one writer only: two would assign the same number to different files. */
static bool lock(struct store *s, const char *path)
{
	s->lock_name = arena_printf(&s->mem, "%s.lock", path);
	s->lock = open(s->lock_name, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (s->lock < 0)
		return false;
	if (!flock(s->lock, LOCK_EX | LOCK_NB))
		return true;
	errno = EBUSY;
	return false;
}

static bool open_file(struct store *s, const char *path)
{
	char *dir, *slash;
	bool ok;

	if (s->read_only)
		return !access(path, R_OK) && open_db(s, path);
	dir = xstrdup(path);
	/* a path without a slash: a shard in the current directory */
	slash = strrchr(dir, '/');
	if (slash)
		*slash = '\0';
	ok = !slash || slash == dir || make_dirs(dir, 0755);
	free(dir);
	if (!ok || !lock(s, path))
		return false;
	if (open_db(s, path))
		return true;
	/* damaged, or written by another version: replace it */
	close_db(s);
	remove_file(path);
	return open_db(s, path);
}

static char *full_path(struct store *s, const char *name)
{
	if (str_starts(name, "src:"))
		return arena_printf(&s->mem, "%s/%s", s->roots.src, name + 4);
	if (str_starts(name, "obj:"))
		return arena_printf(&s->mem, "%s/%s", s->roots.obj, name + 4);
	return arena_strdup(&s->mem, name);
}

static const char *below(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	return n && !strncmp(path, dir, n) && path[n] == '/' ? path + n + 1 : NULL;
}

static const char *portable_path(struct store *s, const char *path)
{
	const char *rest = below(path, s->roots.src);

	if (rest)
		return arena_printf(&s->mem, "src:%s", rest);
	rest = below(path, s->roots.obj);
	return rest ? arena_printf(&s->mem, "obj:%s", rest) : path;
}

static sqlite3_stmt *prepare(struct store *s, enum statement i)
{
	if (!s->st[i] && sqlite3_prepare_v3(s->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &s->st[i],
					    NULL) != SQLITE_OK) {
		fail(s, "used");
		return NULL;
	}
	sqlite3_reset(s->st[i]);
	sqlite3_clear_bindings(s->st[i]);
	return s->st[i];
}

static void load_files(struct store *s)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(s->db, "SELECT id, path, stamp, content FROM file ORDER BY id", -1, &st,
			       NULL) != SQLITE_OK)
		return;
	while (sqlite3_step(st) == SQLITE_ROW) {
		struct known_file f = { .in_db = true };

		if (sqlite3_column_int64(st, 0) != (int64_t)s->files.n + 1)
			break;
		f.path = full_path(s, (const char *)sqlite3_column_text(st, 1));
		f.stamp = (uint64_t)sqlite3_column_int64(st, 2);
		f.content = (uint64_t)sqlite3_column_int64(st, 3);
		vec_push(&s->files, f);
		table_put(&s->numbers, f.path, (void *)(uintptr_t)s->files.n);
	}
	sqlite3_finalize(st);
}

struct store *store_open(const char *path, const struct store_roots *roots, bool read_only)
{
	struct store *s = xcalloc(1, sizeof(*s));

	s->roots.src = arena_strdup(&s->mem, roots->src);
	s->roots.obj = arena_strdup(&s->mem, roots->obj);
	s->read_only = read_only;
	s->lock = -1;
	if (!path || !open_file(s, path)) {
		if (read_only) {
			store_close(s);
			return NULL;
		}
		if (path && errno == EBUSY && !s->db)
			warning("another run over this tree is under way: what this one finds out "
				"is not kept");
		else if (path)
			warning("%s cannot be used (%s): what is found out is not kept", path,
				s->db ? sqlite3_errmsg(s->db) : strerror(errno));
		close_db(s);
		if (!open_db(s, ":memory:"))
			die("SQLite cannot make a database in memory");
	}
	load_files(s);
	if (!read_only) {
		run_sql(s, "BEGIN");
		run_sql(s, "INSERT INTO run DEFAULT VALUES");
		s->run = sqlite3_last_insert_rowid(s->db);
		store_commit(s);
	}
	return s;
}

/* --- files ----------------------------------------------------------------------------- */

static void save_files(struct store *s)
{
	size_t i;

	for (i = 0; i < s->files.n; i++) {
		struct known_file *f = &s->files.data[i];
		sqlite3_stmt *st;

		if (f->in_db && !f->changed)
			continue;
		st = prepare(s, S_FILE);
		if (!st)
			return;
		sqlite3_bind_int64(st, 1, (int64_t)i + 1);
		sqlite3_bind_text(st, 2, portable_path(s, f->path), -1, SQLITE_TRANSIENT);
		sqlite3_bind_int64(st, 3, (int64_t)f->stamp);
		sqlite3_bind_int64(st, 4, (int64_t)f->content);
		if (sqlite3_step(st) != SQLITE_DONE)
			fail(s, "written");
		sqlite3_reset(st);
		f->in_db = true;
		f->changed = false;
	}
}

uint32_t store_file(struct store *s, const char *path)
{
	uintptr_t no = (uintptr_t)table_get(&s->numbers, path);
	struct known_file f = { 0 };

	if (no)
		return (uint32_t)no;
	f.path = arena_strdup(&s->mem, path);
	vec_push(&s->files, f);
	table_put(&s->numbers, f.path, (void *)(uintptr_t)s->files.n);
	return (uint32_t)s->files.n;
}

const char *store_file_name(const struct store *s, uint32_t file)
{
	return s->files.data[file - 1].path;
}

void store_look_again(struct store *s)
{
	size_t i;

	for (i = 0; i < s->files.n; i++)
		s->files.data[i].checked = false;
}

uint64_t store_hash(const char *text, size_t n)
{
	return hash_bytes(text, n, 0) | 1;
}

/* Hashes the file's content, unless this version of it (by stamp) was hashed before. */
static void look_at(struct known_file *f)
{
	int64_t newest = 0, now = stamp_now();
	uint64_t stamp = file_stamp(f->path, &newest);
	size_t n;
	char *text;

	f->checked = true;
	if (stamp == f->stamp && (stamp || !f->content))
		return;
	f->changed = true;
	f->stamp = f->content = 0;
	text = stamp ? read_file(f->path, &n) : NULL;
	if (!text)
		return;
	f->content = store_hash(text, n);
	free(text);
	/* changed too recently for its stamp to be trusted: read it again next time */
	f->stamp = stamp_settled(newest, now) ? stamp : 0;
}

uint64_t store_content(struct store *s, uint32_t file)
{
	struct known_file *f = &s->files.data[file - 1];

	if (!f->checked)
		look_at(f);
	return f->content;
}

bool store_content_is_of(struct store *s, uint32_t file, uint64_t stamp)
{
	uint64_t content = store_content(s, file);

	return stamp ? s->files.data[file - 1].stamp == stamp : !content;
}

/* --- steps -------------------------------------------------------------------------------- */

void store_commit(struct store *s)
{
	if (s->read_only || !s->db || sqlite3_get_autocommit(s->db))
		return;
	save_files(s);
	if (!run_sql(s, "COMMIT")) {
		fail(s, "written");
		run_sql(s, "ROLLBACK");
	}
	s->uncommitted = 0;
}

static void begin(struct store *s)
{
	if (sqlite3_get_autocommit(s->db))
		run_sql(s, "BEGIN");
}

static int64_t unpack(struct bytes *r)
{
	int64_t v = 0;

	if (r->end - r->p < (ptrdiff_t)sizeof(v)) {
		r->bad = true;
		return 0;
	}
	memcpy(&v, r->p, sizeof(v));
	r->p += sizeof(v);
	return v;
}

static void pack(struct strbuf *b, uint64_t v)
{
	strbuf_add(b, (const char *)&v, sizeof(v));
}

static struct bytes column(sqlite3_stmt *st, int i)
{
	const char *p = sqlite3_column_blob(st, i);
	size_t n = (size_t)sqlite3_column_bytes(st, i);

	return (struct bytes){ p, p ? p + n : NULL, false };
}

static bool unpack_files(struct store *s, struct bytes r, struct arena *mem, struct step *step)
{
	uint32_t i;

	step->nfiles = get_count(&r);
	step->files = arena_array(mem, struct step_file, step->nfiles);
	for (i = 0; i < step->nfiles; i++) {
		step->files[i].file = (uint32_t)get_uint(&r);
		step->files[i].content = (uint64_t)unpack(&r);
		r.bad |= !step->files[i].file || step->files[i].file > s->files.n;
	}
	return !r.bad;
}

static bool unpack_answers(struct bytes r, struct arena *mem, struct step *step)
{
	uint32_t i;

	step->nanswers = get_count(&r);
	step->answers = arena_array(mem, struct step_answer, step->nanswers);
	for (i = 0; i < step->nanswers; i++) {
		step->answers[i].question = (uint64_t)unpack(&r);
		step->answers[i].answer = (uint64_t)unpack(&r);
	}
	return !r.bad;
}

void store_steps(struct store *s, const char *unit, uint64_t key, struct arena *mem,
		 step_list *out)
{
	sqlite3_stmt *st = prepare(s, S_STEPS);

	if (!st)
		return;
	sqlite3_bind_text(st, 1, unit, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 2, (int64_t)key);
	while (sqlite3_step(st) == SQLITE_ROW) {
		struct step *step = arena_new(mem, struct step);
		struct bytes b = column(st, 3);

		step->id = sqlite3_column_int64(st, 0);
		step->unit = unit;
		step->key = key;
		step->nout = (size_t)(b.end - b.p);
		step->out = arena_dup(mem, b.p, step->nout);
		if (unpack_files(s, column(st, 1), mem, step) &&
		    unpack_answers(column(st, 2), mem, step))
			vec_push(out, step);
	}
	sqlite3_reset(st);
}

void store_add_step(struct store *s, struct step *step)
{
	struct strbuf files = { 0 }, answers = { 0 };
	sqlite3_stmt *st;
	uint32_t i;

	begin(s);
	put_uint(&files, step->nfiles);
	for (i = 0; i < step->nfiles; i++) {
		put_uint(&files, step->files[i].file);
		pack(&files, step->files[i].content);
	}
	put_uint(&answers, step->nanswers);
	for (i = 0; i < step->nanswers; i++) {
		pack(&answers, step->answers[i].question);
		pack(&answers, step->answers[i].answer);
	}
	st = prepare(s, S_ADD);
	if (st) {
		sqlite3_bind_text(st, 1, step->unit, -1, SQLITE_STATIC);
		sqlite3_bind_int64(st, 2, (int64_t)step->key);
		sqlite3_bind_blob(st, 3, files.s, (int)files.n, SQLITE_STATIC);
		sqlite3_bind_blob(st, 4, answers.s, (int)answers.n, SQLITE_STATIC);
		sqlite3_bind_blob64(st, 5, step->out, step->nout, SQLITE_STATIC);
		sqlite3_bind_int64(st, 6, s->run);
		if (sqlite3_step(st) == SQLITE_DONE)
			step->id = sqlite3_last_insert_rowid(s->db);
		else
			fail(s, "written");
		sqlite3_reset(st);
	}
	strbuf_free(&files);
	strbuf_free(&answers);
	if (++s->uncommitted >= COMMIT_EVERY)
		store_commit(s);
}

void store_keep_step(struct store *s, const struct step *step)
{
	sqlite3_stmt *st = step->id ? prepare(s, S_KEEP) : NULL;

	if (!st)
		return;
	begin(s);
	sqlite3_bind_int64(st, 1, s->run);
	sqlite3_bind_int64(st, 2, step->id);
	sqlite3_step(st);
	sqlite3_reset(st);
}

static bool have_step(struct store *s, const struct step *step)
{
	struct arena mem = { 0 };
	step_list list = { 0 };
	bool yes = false;
	size_t i;

	store_steps(s, step->unit, step->key, &mem, &list);
	for (i = 0; i < list.n && !yes; i++) {
		const struct step *x = list.data[i];

		yes = x->nfiles == step->nfiles && x->nanswers == step->nanswers &&
		      x->nout == step->nout && !memcmp(x->out, step->out, x->nout) &&
		      (!x->nfiles || !memcmp(x->files, step->files, x->nfiles * sizeof(*x->files))) &&
		      (!x->nanswers ||
		       !memcmp(x->answers, step->answers, x->nanswers * sizeof(*x->answers)));
	}
	vec_free(&list);
	arena_free(&mem);
	return yes;
}

int store_import(struct store *s, const char *path)
{
	struct store *from = store_open(path, &s->roots, true);
	struct arena mem = { 0 };
	sqlite3_stmt *st;
	int n = 0;
	uint32_t i;

	if (!from)
		return error("%s is not what 'pageck audit --shard' writes", path);
	if (sqlite3_prepare_v2(from->db, "SELECT unit, key, files, answers, out FROM step ORDER BY id",
			       -1, &st, NULL) != SQLITE_OK) {
		store_close(from);
		return error("%s cannot be read", path);
	}
	while (sqlite3_step(st) == SQLITE_ROW) {
		struct bytes b = column(st, 4);
		struct step step = {
			.unit = arena_strdup(&mem, (const char *)sqlite3_column_text(st, 0)),
			.key = (uint64_t)sqlite3_column_int64(st, 1),
			.out = b.p, .nout = (size_t)(b.end - b.p),
		};

		if (!unpack_files(from, column(st, 2), &mem, &step) ||
		    !unpack_answers(column(st, 3), &mem, &step))
			continue;
		for (i = 0; i < step.nfiles; i++)
			step.files[i].file = store_file(s, from->files.data[step.files[i].file - 1].path);
		if (!have_step(s, &step))
			store_add_step(s, &step);
		n++;
	}
	sqlite3_finalize(st);
	store_close(from);
	arena_free(&mem);
	return n;
}

/* --- exports ---------------------------------------------------------------------------- */

void store_publish(struct store *s, const char *unit, int64_t step,
		   const struct store_export *exports, size_t n)
{
	sqlite3_stmt *st = prepare(s, S_UNPUBLISH);
	size_t i;

	if (!st)
		return;
	begin(s);
	sqlite3_bind_text(st, 1, unit, -1, SQLITE_STATIC);
	sqlite3_step(st);
	sqlite3_reset(st);
	for (i = 0; i < n; i++) {
		st = prepare(s, S_PUBLISH);
		if (!st)
			return;
		sqlite3_bind_text(st, 1, exports[i].name, -1, SQLITE_STATIC);
		sqlite3_bind_text(st, 2, unit, -1, SQLITE_STATIC);
		sqlite3_bind_int64(st, 3, exports[i].effects);
		sqlite3_bind_blob64(st, 4, exports[i].bytes, exports[i].n, SQLITE_STATIC);
		sqlite3_bind_int64(st, 5, step);
		if (sqlite3_step(st) != SQLITE_DONE)
			fail(s, "written");
		sqlite3_reset(st);
	}
}

/* Do all files that the step read still have the same content? */
static bool is_current(struct store *s, int64_t id, struct arena *mem)
{
	sqlite3_stmt *st = prepare(s, S_EXPORT_FILES);
	struct step step = { 0 };
	bool ok = false;
	uint32_t i;

	if (!st)
		return false;
	sqlite3_bind_int64(st, 1, id);
	if (sqlite3_step(st) == SQLITE_ROW)
		ok = unpack_files(s, column(st, 0), mem, &step);
	sqlite3_reset(st);
	for (i = 0; i < step.nfiles && ok; i++)
		ok = store_content(s, step.files[i].file) == step.files[i].content;
	return ok;
}

bool store_find_export(struct store *s, const char *name, const char *dir, uint64_t with,
		       struct arena *mem, struct store_export *out)
{
	sqlite3_stmt *st;
	int64_t step = 0;
	unsigned seen = 0;
	size_t n, len = strlen(dir);
	const char *config_hash = store_get(s, "exports made with", mem, &n);
	bool here = false;

	if (!config_hash || n != sizeof(with) || memcmp(config_hash, &with, n) || !(st = prepare(s, S_EXPORT)))
		return false;
	sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
	while (sqlite3_step(st) == SQLITE_ROW && !here) {
		const char *unit = (const char *)sqlite3_column_text(st, 1);
		struct bytes b = column(st, 3);

		here = !strncmp(unit, dir, len) && unit[len] == '/' && !strchr(unit + len + 1, '/');
		seen = here ? 1 : seen + 1;
		out->name = arena_strdup(mem, name);
		out->unit = arena_strdup(mem, unit);
		out->effects = (unsigned)sqlite3_column_int64(st, 2);
		out->n = (size_t)(b.end - b.p);
		out->bytes = arena_dup(mem, b.p, out->n);
		step = sqlite3_column_int64(st, 4);
	}
	sqlite3_reset(st);
	return seen == 1 && is_current(s, step, mem);
}

const char *store_get(struct store *s, const char *name, struct arena *mem, size_t *n)
{
	sqlite3_stmt *st = prepare(s, S_GET);
	const char *r = NULL;

	*n = 0;
	if (!st)
		return NULL;
	sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW) {
		struct bytes b = column(st, 0);

		*n = (size_t)(b.end - b.p);
		r = arena_dup(mem, b.p, *n);
	}
	sqlite3_reset(st);
	return r;
}

void store_put(struct store *s, const char *name, const char *data, size_t n)
{
	sqlite3_stmt *st = prepare(s, S_PUT);

	if (!st)
		return;
	begin(s);
	sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
	sqlite3_bind_blob64(st, 2, data, n, SQLITE_STATIC);
	if (sqlite3_step(st) != SQLITE_DONE)
		fail(s, "written");
	sqlite3_reset(st);
}

/* --- closing ------------------------------------------------------------------------------- */

static void forget_old_steps(struct store *s)
{
	char text[160];

	begin(s);
	snprintf(text, sizeof(text),
		 "DELETE FROM step WHERE run < %lld AND id NOT IN (SELECT step FROM export)",
		 (long long)s->run - KEEP_RUNS);
	run_sql(s, text);
	snprintf(text, sizeof(text), "DELETE FROM run WHERE id < %lld", (long long)s->run);
	run_sql(s, text);
}

void store_alone(struct store *s)
{
	store_commit(s);
	run_sql(s, "PRAGMA journal_mode = DELETE");
	unlink(s->lock_name);
}

void store_close(struct store *s)
{
	if (!s)
		return;
	if (s->db && !s->read_only) {
		forget_old_steps(s);
		store_commit(s);
	}
	close_db(s);
	if (s->lock >= 0)
		close(s->lock);
	table_free(&s->numbers);
	vec_free(&s->files);
	arena_free(&s->mem);
	free(s);
}
