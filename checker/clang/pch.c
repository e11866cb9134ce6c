/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds, makes and replaces precompiled headers. */
#include "clang/pch.h"
#include "clang/virtual_headers.h"
#include "util/overlay.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Part of the key: raise it when what is saved, or how, changes. */
#define PCH_VERSION	"3"

/* Above this many units in one run, the first that misses the header makes it. */
#define MANY_UNITS	4

/* About 25 MB each. */
#define KEPT		32

/* A header that couldn't be made isn't tried again for this long. */
#define BAD_SECONDS	3600

/*
 * What the units that matter include, in an order that works for both; those a
 * tree doesn't have are left out by __has_include.
 *
 * The trace headers stand in here as they are for a unit that only calls the trace
 * points; one that defines CREATE_TRACE_POINTS gets no more (virtual_header.h).
 */
static const char *const headers[] = {
	"linux/kernel.h", "linux/init.h", "linux/module.h", "linux/export.h", "linux/slab.h",
	"linux/list.h", "linux/err.h", "linux/sched.h", "linux/sched/mm.h",
	"linux/sched/signal.h", "linux/sched/task.h", "linux/spinlock.h", "linux/mutex.h",
	"linux/rcupdate.h", "linux/workqueue.h", "linux/kthread.h", "linux/delay.h",
	"linux/uaccess.h", "linux/seq_file.h", "linux/proc_fs.h", "linux/debugfs.h",
	"linux/cpu.h", "linux/notifier.h", "linux/memory.h",
	"linux/memory_hotplug.h", "linux/mm.h", "linux/mm_inline.h", "linux/mman.h",
	"linux/mmzone.h", "linux/mmu_notifier.h", "linux/fs.h", "linux/pagemap.h",
	"linux/pagevec.h", "linux/highmem.h", "linux/swap.h", "linux/swapops.h", "linux/rmap.h",
	"linux/hugetlb.h", "linux/huge_mm.h", "linux/memcontrol.h", "linux/migrate.h",
	"linux/memremap.h", "linux/ksm.h", "linux/oom.h", "linux/shmem_fs.h", "linux/vmstat.h",
	"linux/page_idle.h", "linux/page-isolation.h", "linux/userfaultfd_k.h", "linux/pfn_t.h",
	"linux/compaction.h", "linux/vmalloc.h", "linux/blkdev.h", "linux/bio.h",
	"linux/backing-dev.h", "linux/writeback.h", "linux/buffer_head.h", "linux/iomap.h",
	"linux/dax.h", "linux/uio.h", "linux/mount.h", "linux/namei.h", "linux/statfs.h",
	"linux/security.h", "linux/cred.h", "linux/ptrace.h", "linux/falloc.h",
	"linux/device.h", "linux/platform_device.h", "linux/pci.h", "linux/of.h", "linux/io.h",
	"linux/interrupt.h", "linux/dma-mapping.h", "linux/scatterlist.h", "linux/skbuff.h",
	"linux/netdevice.h", "linux/random.h", "linux/ctype.h", "linux/string.h",
	"linux/sort.h", "linux/bitmap.h", "linux/idr.h", "linux/xarray.h", "linux/rbtree.h",
	"linux/percpu.h", "linux/percpu-refcount.h", "linux/pm.h", "linux/poll.h",
	"linux/mempolicy.h", "linux/kasan.h", "linux/stacktrace.h", "linux/psi.h",
	"linux/fsnotify.h", "linux/compat.h", "asm/tlbflush.h", "asm/pgalloc.h",
	"linux/syscalls.h", "linux/pagewalk.h", "linux/memblock.h", "asm/tlb.h",
	"linux/kmemleak.h", "linux/file.h", "linux/page_owner.h", "linux/cpuset.h",
	"linux/khugepaged.h", "linux/sysctl.h", "linux/kernel_stat.h", "linux/freezer.h",
	"asm/cacheflush.h", "linux/sched/sysctl.h", "linux/memory-tiers.h", "linux/delayacct.h",
	"linux/cma.h", "linux/swap_cgroup.h", "linux/stackdepot.h", "linux/sched/coredump.h",
	"linux/kfence.h", "linux/capability.h", "asm/sections.h", "asm/mmu_context.h",
	"linux/shrinker.h", "linux/ratelimit.h", "linux/page_table_check.h", "linux/memfd.h",
	"linux/fault-inject.h", "linux/cgroup.h", "linux/zswap.h", "linux/vmpressure.h",
	"linux/task_io_accounting_ops.h", "linux/swap_slots.h", "linux/suspend.h", "linux/shm.h",
	"linux/secretmem.h", "linux/sched/task_stack.h", "linux/sched/numa_balancing.h",
	"linux/pgalloc_tag.h", "linux/perf_event.h", "linux/page_ext.h", "linux/page_counter.h",
	"linux/mempool.h", "linux/list_lru.h", "linux/kmsan.h", "linux/bootmem_info.h",
	"linux/blk-cgroup.h", "linux/hashtable.h",
	"trace/events/kmem.h", "trace/events/migrate.h", "trace/events/writeback.h",
	"trace/events/vmscan.h", "trace/events/oom.h", "trace/events/mmap_lock.h",
	"trace/events/vmalloc.h", "trace/events/tlb.h", "trace/events/thp.h",
	"trace/events/percpu.h", "trace/events/pagemap.h", "trace/events/page_ref.h",
	"trace/events/page_isolation.h", "trace/events/mmap.h", "trace/events/ksm.h",
	"trace/events/huge_memory.h", "trace/events/filemap.h", "trace/events/compaction.h",
	"trace/events/cma.h",
};

/* For a tree in which one of the others doesn't stand alone. */
static const char *const few_headers[] = {
	"linux/kernel.h", "linux/sched.h", "linux/slab.h", "linux/mm.h", "linux/fs.h",
	"linux/pagemap.h",
};

/* --- the key --------------------------------------------------------------------------- */

/* Can an #include of a shared header, or of what it includes, be found here? */
static bool is_root_include(const struct front_args *a, const char *dir)
{
	static const char *const subdirs[] = {
		"linux", "asm", "asm-generic", "uapi", "generated", "vdso", "net", "trace",
	};
	static struct table known;	/* full name -> "y" or "n" */
	const char *full = intern(dir), *answer = "n";
	size_t i;

	if (a->dir && dir[0] != '/') {
		char *s = xasprintf("%s/%s", a->dir, dir);

		full = intern(s);
		free(s);
	}
	if (table_get(&known, full))
		return *(const char *)table_get(&known, full) == 'y';
	for (i = 0; i < ARRAY_SIZE(subdirs) && *answer == 'n'; i++) {
		char *s = xasprintf("%s/%s", full, subdirs[i]);

		if (!access(s, F_OK))
			answer = "y";
		free(s);
	}
	table_put(&known, full, (void *)answer);
	return *answer == 'y';
}

/*
 * The arguments that can change what the shared headers mean. libclang would
 * accept a header made without one of a unit's -D, so all of them count, except
 * the names of the unit itself. Of the -I only those matter in which a shared
 * header might be found: a driver's own directory isn't one.
 */
static bool make_recipe(struct pch *p, const struct front_args *a)
{
	bool kernel = false;
	size_t i;

	for (i = 0; i < a->argv.n; i++) {
		const char *s = a->argv.data[i];

		if (!strcmp(s, "-imacros"))
			return false;
		if (!strcmp(s, "-include") && i + 1 < a->argv.n &&
		    str_ends(a->argv.data[i + 1], "linux/kconfig.h"))
			kernel = true;
		if (str_starts(s, "-DKBUILD_") || str_starts(s, "-D__KBUILD_"))
			continue;
		if (str_starts(s, "-I") && !is_root_include(a, s + 2))
			continue;
		vec_push(&p->argv, strcmp(s, "-xc") ? s : "-xc-header");
	}
	return kernel;
}

static uint64_t arguments_hash(const struct pch *p)
{
	uint64_t h = 0;
	size_t i;

	for (i = 0; i < p->argv.n; i++)
		h = hash_mix(h, hash_bytes(p->argv.data[i], strlen(p->argv.data[i]), 2));
	return h;
}

static uint64_t recipe_hash(const struct pch *p)
{
	CXString version = clang_getClangVersion();
	const char *v = clang_getCString(version);
	uint64_t h = hash_bytes(PCH_VERSION, strlen(PCH_VERSION), 0);

	h = hash_mix(h, hash_bytes(v ? v : "", v ? strlen(v) : 0, 0));
	clang_disposeString(version);
	if (p->dir)
		h = hash_mix(h, hash_bytes(p->dir, strlen(p->dir), 1));
	return hash_mix(h, arguments_hash(p));
}

uint64_t front_shared_key(const struct front_args *a)
{
	struct pch p = { 0 };
	uint64_t h = make_recipe(&p, a) ? arguments_hash(&p) | 1 : 0;

	pch_done(&p);
	return h;
}

/* --- files ------------------------------------------------------------------------------- */

static const char *name(struct pch *p, const char *suffix)
{
	return arena_printf(&p->mem, "%s%s", p->base, suffix);
}

/* Modification time in ns, 0 when there is none. */
static uint64_t mtime_of(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return 0;
	return (uint64_t)st.st_mtim.tv_sec * 1000000000u + (uint64_t)st.st_mtim.tv_nsec;
}

static void touch(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	futimens(fd, NULL);
	close(fd);
}

/* The source stays as it is once written: clang compares its time with the .pch's. */
static bool write_source(struct pch *p, const char *const *list, size_t n)
{
	const char *path = name(p, ".h"), *tmp = name(p, ".h.tmp");
	struct strbuf b = { 0 };
	char *old;
	FILE *f;
	bool ok;
	size_t i;

	for (i = 0; i < n; i++)
		strbuf_addf(&b, "#if __has_include(<%s>)\n#include <%s>\n#endif\n", list[i], list[i]);
	old = read_file(path, NULL);
	ok = old && !strcmp(old, strbuf_str(&b));
	free(old);
	if (!ok) {
		f = fopen(tmp, "we");
		ok = f && fwrite(b.s, 1, b.n, f) == b.n;
		if (f && fclose(f))
			ok = false;
		ok = ok && !rename(tmp, path);
	}
	strbuf_free(&b);
	return ok;
}

struct kept {
	char *base;
	uint64_t used;
};

static int newest_first(const void *a, const void *b)
{
	const struct kept *x = a, *y = b;

	return (x->used < y->used) - (x->used > y->used);
}

/* Drops those longest unused. A process that has one open keeps what it mapped. */
static void prune(struct pch *p)
{
	static const char *const suffixes[] = {
		".pch", ".words", ".names", ".files", ".h", ".seen", ".lock",
	};
	const char *slash = strrchr(p->base, '/');
	const char *dir = arena_strndup(&p->mem, p->base, (size_t)(slash - p->base));
	DIR *d = opendir(dir);
	VEC(struct kept) v = { 0 };
	struct dirent *e;
	size_t i, j;

	while (d && (e = readdir(d))) {
		if (str_ends(e->d_name, ".words")) {
			char *base = arena_printf(&p->mem, "%s/%s", dir, e->d_name);
			struct kept k = { .base = base, .used = mtime_of(base) };

			base[strlen(base) - strlen(".words")] = '\0';
			vec_push(&v, k);
		}
	}
	if (d)
		closedir(d);
	if (v.n > KEPT) {
		qsort(v.data, v.n, sizeof(*v.data), newest_first);
		for (i = KEPT; i < v.n; i++)
			for (j = 0; j < ARRAY_SIZE(suffixes); j++)
				unlink(arena_printf(&p->mem, "%s%s", v.data[i].base, suffixes[j]));
	}
	vec_free(&v);
}

/* --- making it ------------------------------------------------------------------------------ */

static bool has_errors(CXTranslationUnit tu)
{
	unsigned i, n = clang_getNumDiagnostics(tu);
	bool yes = false;

	for (i = 0; i < n && !yes; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);

		yes = clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error;
		clang_disposeDiagnostic(d);
	}
	return yes;
}

struct inclusions {
	CXTranslationUnit tu;
	struct word_set set;
	struct strbuf names;
};

static void on_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
	struct inclusions *in = data;
	size_t len;
	const char *text = clang_getFileContents(in->tu, file, &len);

	CXString s = clang_getFileName(file);
	const char *file_name = clang_getCString(s);

	(void)stack, (void)depth;
	if (text)
		word_set_add(&in->set, text, len);
	if (file_name)
		strbuf_addf(&in->names, "%s\n", file_name);
	clang_disposeString(s);
}

static bool write_names(const struct strbuf *names, const char *path)
{
	FILE *f = fopen(path, "w");
	bool ok = f && fwrite(strbuf_str(names), 1, names->n, f) == names->n;

	if (f && fclose(f))
		ok = false;
	return ok;
}

static bool save(struct pch *p, CXTranslationUnit tu)
{
	struct inclusions in = { .tu = tu };
	const char *tmp = arena_printf(&p->mem, "%s.%ld.tmp", p->base, (long)getpid());
	bool ok;

	clang_getInclusions(tu, on_inclusion, &in);
	ok = word_set_write(&in.set, tmp) && !rename(tmp, name(p, ".words")) &&
	     write_names(&in.names, tmp) && !rename(tmp, name(p, ".files")) &&
	     pch_names_write(tu, tmp) && !rename(tmp, name(p, ".names"));
	word_set_free(&in.set);
	strbuf_free(&in.names);
	if (ok)
		ok = !clang_saveTranslationUnit(tu, tmp, CXSaveTranslationUnit_None) &&
		     !rename(tmp, p->path);
	if (!ok)
		unlink(tmp);
	return ok;
}

static bool parse_and_save(struct pch *p, const char *const *list, size_t n)
{
	const char **argv = arena_array(&p->mem, const char *, p->argv.n + 2);
	CXTranslationUnit tu = NULL;
	virtual_headers_t instead = { 0 };
	CXIndex index;
	int argc = 0;
	bool ok;
	size_t i;

	if (!write_source(p, list, n))
		return false;
	for (i = 0; i < p->argv.n; i++)
		argv[argc++] = p->argv.data[i];
	if (p->dir) {
		argv[argc++] = "-working-directory";
		argv[argc++] = p->dir;
	}
	virtual_header_trace(&p->mem, p->dir, argv, (size_t)argc, &instead);
	index = clang_createIndex(0, 0);
	ok = clang_parseTranslationUnit2(index, name(p, ".h"), argv, argc, instead.data, (unsigned)instead.n,
					 CXTranslationUnit_Incomplete |
					 CXTranslationUnit_ForSerialization, &tu) ==
	     CXError_Success && !has_errors(tu) && save(p, tu);
	if (tu)
		clang_disposeTranslationUnit(tu);
	clang_disposeIndex(index);
	vec_free(&instead);
	return ok;
}

/* Several processes that miss it at once: the first makes it, the others wait. */
static bool build(struct pch *p)
{
	int lock = open(name(p, ".lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	uint64_t now;
	bool ok;

	if (lock < 0 || flock(lock, LOCK_EX)) {
		if (lock >= 0)
			close(lock);
		return false;
	}
	now = mtime_of(p->path);
	ok = now && now != p->mtime;
	if (!ok) {
		ok = parse_and_save(p, headers, ARRAY_SIZE(headers)) ||
		     parse_and_save(p, few_headers, ARRAY_SIZE(few_headers));
		if (ok) {
			prune(p);
		} else {
			unlink(p->path);
			touch(name(p, ".bad"));
		}
	}
	p->mtime = mtime_of(p->path);
	close(lock);
	return ok;
}

/* --- interface --------------------------------------------------------------------------------- */

static bool is_bad(struct pch *p)
{
	uint64_t t = mtime_of(name(p, ".bad"));

	if (t && t / 1000000000u + BAD_SECONDS > (uint64_t)time(NULL))
		return true;
	if (t)
		unlink(name(p, ".bad"));
	return false;
}

static bool worth_making(struct pch *p, const struct front_options *o)
{
	const char *seen = name(p, ".seen");

	if (o->expected_units >= MANY_UNITS || !access(seen, F_OK))
		return true;
	touch(seen);
	return false;
}

/* Was it made of a header that something is laid over now? */
static bool holds_overlay(struct pch *p)
{
	char *names, *line, *save = NULL;
	bool yes = false;
	size_t n;

	overlay_all(&n);
	if (!n)
		return false;
	names = read_file(name(p, ".files"), NULL);
	if (!names)
		return true;
	for (line = strtok_r(names, "\n", &save); line && !yes; line = strtok_r(NULL, "\n", &save))
		yes = overlay_find(line[0] == '/' ? line : arena_printf(&p->mem, "%s/%s", p->dir, line));
	free(names);
	return yes;
}

static bool find(struct pch *p, const struct front_args *a, const struct front_options *o,
		 const char *text, size_t len)
{
	const char *words;

	p->dir = a->dir;
	if (!make_recipe(p, a))
		return false;
	if (!p->dir) {
		char *cwd = getcwd(NULL, 0);

		p->dir = cwd ? arena_strdup(&p->mem, cwd) : NULL;
		free(cwd);
	}
	p->base = arena_printf(&p->mem, "%s/pch/%016llx", o->cache_dir,
			       (unsigned long long)recipe_hash(p));
	p->path = name(p, ".pch");
	p->mtime = mtime_of(p->path);
	if (!p->mtime) {
		char *slash = strrchr(p->base, '/');
		bool ok;

		*slash = '\0';
		ok = make_dirs(p->base, 0700);
		*slash = '/';
		if (!ok || is_bad(p) || !worth_making(p, o) || !build(p))
			return false;
	}
	words = name(p, ".words");
	if (holds_overlay(p))
		return false;
	if (pch_words_conflict(words, text, len))
		return false;
	touch(words);
	return true;
}

bool pch_find(struct pch *p, const struct front_args *a, const struct front_options *o,
	      const char *text, size_t len)
{
	memset(p, 0, sizeof(*p));
	if (o->cache_dir && find(p, a, o, text, len))
		return true;
	pch_done(p);
	return false;
}

bool pch_is_stale(enum CXErrorCode code, CXTranslationUnit tu)
{
	unsigned i, n;
	bool yes = false;

	if (code == CXError_ASTReadError)
		return true;
	if (code != CXError_Success || !tu)
		return false;
	n = clang_getNumDiagnostics(tu);
	for (i = 0; i < n && !yes; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);

		if (clang_getDiagnosticSeverity(d) == CXDiagnostic_Fatal) {
			CXString s = clang_getDiagnosticSpelling(d);

			yes = strstr(clang_getCString(s), "precompiled") != NULL;
			clang_disposeString(s);
		}
		clang_disposeDiagnostic(d);
	}
	return yes;
}

bool pch_rebuild(struct pch *p)
{
	static struct table rebuilt;

	if (table_get(&rebuilt, p->path))
		return false;
	table_put(&rebuilt, intern(p->path), (void *)"");
	return build(p);
}

void pch_done(struct pch *p)
{
	vec_free(&p->argv);
	arena_free(&p->mem);
}
