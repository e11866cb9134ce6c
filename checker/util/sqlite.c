/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SQLite, loaded with dlopen() on the first call. kbuild starts pageck once per file, and most of
 * these runs never query the store; linking SQLite and the libm that it needs would more than
 * double their startup time.
 *
 * The functions have SQLite's own names and types: <sqlite3.h> documents them. A function that is
 * used but missing here fails to link. When the library can't be loaded, opening a database fails
 * and sqlite3_errmsg() says why.
 */
#include "util/util.h"

#include <dlfcn.h>
#include <sqlite3.h>

static void *library(void)
{
	static void *handle;
	static bool tried;

	if (!tried)
		handle = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);
	tried = true;
	return handle;
}

static void *symbol(const char *name)
{
	void *lib = library(), *f = lib ? dlsym(lib, name) : NULL;

	if (lib && !f)
		die("libsqlite3 has no %s: a newer one is needed (Debian package libsqlite3-0)",
		    name);
	return f;
}

/* `none` is the return value when the library isn't there. */
#define LAZY(type, name, none, params, ...) \
type name params \
{ \
	static __typeof__(&name) f; \
\
	if (!f) \
		f = (__typeof__(f))symbol(#name); \
	return f ? f(__VA_ARGS__) : (none); \
}
#define STATUS(name, params, ...)	LAZY(int, name, SQLITE_ERROR, params, __VA_ARGS__)

typedef void destructor(void *);

STATUS(sqlite3_bind_blob, (sqlite3_stmt *s, int i, const void *p, int n, destructor *d),
       s, i, p, n, d)
STATUS(sqlite3_bind_blob64, (sqlite3_stmt *s, int i, const void *p, sqlite3_uint64 n,
			     destructor *d), s, i, p, n, d)
STATUS(sqlite3_bind_int, (sqlite3_stmt *s, int i, int v), s, i, v)
STATUS(sqlite3_bind_int64, (sqlite3_stmt *s, int i, sqlite3_int64 v), s, i, v)
STATUS(sqlite3_bind_null, (sqlite3_stmt *s, int i), s, i)
STATUS(sqlite3_bind_text, (sqlite3_stmt *s, int i, const char *p, int n, destructor *d),
       s, i, p, n, d)
STATUS(sqlite3_busy_timeout, (sqlite3 *db, int ms), db, ms)
STATUS(sqlite3_clear_bindings, (sqlite3_stmt *s), s)
STATUS(sqlite3_exec, (sqlite3 *db, const char *sql,
		      int (*fn)(void *, int, char **, char **), void *arg, char **err),
       db, sql, fn, arg, err)
STATUS(sqlite3_open_v2, (const char *path, sqlite3 **db, int flags, const char *vfs),
       path, db, flags, vfs)
STATUS(sqlite3_prepare_v2, (sqlite3 *db, const char *sql, int n, sqlite3_stmt **s,
			    const char **tail), db, sql, n, s, tail)
STATUS(sqlite3_prepare_v3, (sqlite3 *db, const char *sql, int n, unsigned flags,
			    sqlite3_stmt **s, const char **tail), db, sql, n, flags, s, tail)
STATUS(sqlite3_reset, (sqlite3_stmt *s), s)
STATUS(sqlite3_step, (sqlite3_stmt *s), s)
STATUS(sqlite3_errcode, (sqlite3 *db), db)
STATUS(sqlite3_extended_errcode, (sqlite3 *db), db)
LAZY(int, sqlite3_finalize, SQLITE_OK, (sqlite3_stmt *s), s)
LAZY(int, sqlite3_close, SQLITE_OK, (sqlite3 *db), db)
LAZY(int, sqlite3_close_v2, SQLITE_OK, (sqlite3 *db), db)
LAZY(int, sqlite3_changes, 0, (sqlite3 *db), db)
LAZY(int, sqlite3_get_autocommit, 1, (sqlite3 *db), db)
LAZY(int, sqlite3_column_bytes, 0, (sqlite3_stmt *s, int i), s, i)
LAZY(int, sqlite3_column_int, 0, (sqlite3_stmt *s, int i), s, i)
LAZY(int, sqlite3_column_type, SQLITE_NULL, (sqlite3_stmt *s, int i), s, i)
LAZY(const void *, sqlite3_column_blob, NULL, (sqlite3_stmt *s, int i), s, i)
LAZY(const unsigned char *, sqlite3_column_text, NULL, (sqlite3_stmt *s, int i), s, i)
LAZY(sqlite3_int64, sqlite3_column_int64, 0, (sqlite3_stmt *s, int i), s, i)
LAZY(sqlite3_int64, sqlite3_last_insert_rowid, 0, (sqlite3 *db), db)
LAZY(const char *, sqlite3_errmsg, "libsqlite3 cannot be loaded: install the Debian package "
     "libsqlite3-0", (sqlite3 *db), db)
