/* The headers that a file of unknown origin may expect of a Linux system, and the C++ library's that it includes. They
 * are most of the work of a small file's parse, and the same every time: compiled once, they are kept in the user's
 * cache as a precompiled header, named by all that they depend on but the headers' own times and sizes, which clang
 * checks. Where nothing can be written, they are parsed as text, with the same result. */
#include "ast/ladder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h> /* g_utime() */

#include "util/file.h"

static const char headers[] =
	"#pragma once\n"
	"#include <sys/types.h>\n#include <sys/socket.h>\n#include <sys/un.h>\n#include <sys/ioctl.h>\n#include "
	"<sys/stat.h>\n"
	"#include <sys/time.h>\n#include <sys/uio.h>\n#include <sys/select.h>\n#include <sys/syscall.h>\n#include "
	"<sys/wait.h>\n"
	"#include <sys/resource.h>\n#include <sys/epoll.h>\n#include <netinet/in.h>\n#include <netinet/tcp.h>\n"
	"#include <arpa/inet.h>\n#include <netdb.h>\n#include <poll.h>\n#include <fcntl.h>\n#include <unistd.h>\n"
	"#include <errno.h>\n#include <signal.h>\n#include <stdlib.h>\n#include <stdio.h>\n#include <string.h>\n"
	"#include <strings.h>\n#include <stdint.h>\n#include <stddef.h>\n#include <stdarg.h>\n#include <limits.h>\n"
	"#include <inttypes.h>\n#include <time.h>\n#include <ctype.h>\n#include <assert.h>\n#include <pthread.h>\n"
	"#include <syslog.h>\n#include <err.h>\n#include <dlfcn.h>\n"
	"#ifndef __cplusplus\n#include <stdbool.h>\n#endif\n";

#define FOLDER_MAX (256 << 20)     /* bytes of compiled headers; those that were not used for longest go first */
#define KEEP_FLAG  "-D_GNU_SOURCE" /* the one definition that the headers are compiled with */

char *prelude_text(const struct includes *includes, bool cxx)
{
	GString *text = g_string_new(headers);
	for (guint i = 0; cxx && includes && i < includes->standard->len; i++) {
		const char *name = includes->standard->pdata[i];
		g_string_append_printf(text, "#if __has_include(<%s>)\n#include <%s>\n#endif\n", name, name);
	}
	return g_string_free(text, FALSE);
}

/* -I and the like with their folder apart: folders of the tree have no part in system headers. */
static bool is_folder_flag(const char *flag)
{
	return strcmp(flag, "-I") == 0 || strcmp(flag, "-iquote") == 0 || strcmp(flag, "-idirafter") == 0;
}

static bool is_definition(const char *flag)
{
	return (g_str_has_prefix(flag, "-D") || g_str_has_prefix(flag, "-U")) && strcmp(flag, KEEP_FLAG) != 0;
}

/* A definition with such a name may change what the headers declare. */
static bool is_reserved(const char *flag)
{
	return is_definition(flag) && flag[2] == '_';
}

/* The flags that the headers are compiled with: of const char *; NULL when they cannot be told from the rest. */
static GPtrArray *header_flags(const GPtrArray *flags)
{
	GPtrArray *own = g_ptr_array_new();
	for (guint i = 0; i < flags->len; i++) {
		if (is_reserved(flags->pdata[i])) {
			g_ptr_array_unref(own);
			return NULL;
		}
		if (is_folder_flag(flags->pdata[i]))
			i++;
		else if (!is_definition(flags->pdata[i]))
			g_ptr_array_add(own, flags->pdata[i]);
	}
	return own;
}

static char *key_of(const GPtrArray *flags, const char *text)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	auto_cxstring version = clang_getClangVersion();
	g_checksum_update(sum, (const guchar *)clang_getCString(version), -1);
	for (guint i = 0; i < flags->len; i++)
		g_checksum_update(sum, flags->pdata[i], (gssize)strlen(flags->pdata[i]) + 1);
	g_checksum_update(sum, (const guchar *)text, -1);
	g_checksum_update(sum, (const guchar *)".reads", -1); /* it has a list of what it read beside it */
	return g_strndup(g_checksum_get_string(sum), 32);
}

static bool save(CXTranslationUnit tu, const char *path)
{
	g_autofree char *fresh = g_strdup_printf("%s.%d", path, (int)getpid());
	if (clang_saveTranslationUnit(tu, fresh, CXSaveTranslationUnit_None) == CXSaveError_None &&
	    g_rename(fresh, path) == 0)
		return true;
	g_unlink(fresh);
	return false;
}

static void add_read(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData names)
{
	(void)stack;
	(void)depth;
	auto_cxstring name = clang_getFileName(file);
	g_string_append_printf(names, "%s\n", clang_getCString(name));
}

/* Whoever uses the compiled headers has not read them, but hangs on them all the same. */
static bool save_reads(CXTranslationUnit tu, const char *path)
{
	g_autofree char *list = g_strconcat(path, ".reads", NULL);
	g_autoptr(GString) names = g_string_new(NULL);
	clang_getInclusions(tu, add_read, names);
	return file_replace(list, names->str, names->len, NULL);
}

void prelude_trace(const char *path, struct ast_trace *trace)
{
	g_autofree char *list = g_strconcat(path, ".reads", NULL);
	g_autofree char *names = NULL;
	if (!trace || !g_file_get_contents(list, &names, NULL, NULL))
		return;
	g_auto(GStrv) lines = g_strsplit(names, "\n", -1);
	for (char **line = lines; *line; line++)
		if (g_path_is_absolute(*line) && !g_str_has_prefix(*line, VIRTUAL_FOLDER "/"))
			ast_trace_read(trace, *line);
}

static bool compile(const GPtrArray *flags, const char *header, const char *path, bool cxx)
{
	CXIndex index = clang_createIndex(0, 0);
	CXTranslationUnit tu = NULL;
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	for (guint i = 0; i < flags->len; i++) {
		bool language = i > 0 && strcmp(flags->pdata[i - 1], "-x") == 0;
		const char *header_language = cxx ? "c++-header" : "c-header";
		g_ptr_array_add(args, language ? (gpointer)header_language : flags->pdata[i]);
	}
	if (cxx) /* else every user instantiates the library's templates anew, which is most of the work */
		g_ptr_array_add(args, (gpointer) "-fpch-instantiate-templates");
	clang_parseTranslationUnit2(index, header, (const char *const *)args->pdata, (int)args->len, NULL, 0,
				    CXTranslationUnit_Incomplete | CXTranslationUnit_ForSerialization, &tu);
	bool fine = tu && !tu_has_error(tu) && save_reads(tu, path) && save(tu, path);
	if (tu)
		clang_disposeTranslationUnit(tu);
	clang_disposeIndex(index);
	return fine;
}

struct kept {
	char *path;
	gint64 size, used;
};

static void kept_clear(gpointer data)
{
	g_free(((struct kept *)data)->path);
}

static gint latest_first(gconstpointer a, gconstpointer b)
{
	const struct kept *x = a, *y = b;
	return x->used > y->used ? -1 : x->used < y->used;
}

static void prune(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct kept));
	gint64 total = 0;
	g_array_set_clear_func(all, kept_clear);
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		GStatBuf info;
		struct kept k = {.path = g_build_filename(folder, name, NULL)};
		if (!g_str_has_suffix(name, ".pch") || g_stat(k.path, &info) != 0) {
			g_free(k.path);
			continue;
		}
		k.size = info.st_size;
		k.used = info.st_mtime;
		g_array_append_val(all, k);
	}
	g_array_sort(all, latest_first);
	for (guint i = 0; i < all->len; i++) {
		const struct kept *k = &g_array_index(all, struct kept, i);
		total += k->size;
		if (total > FOLDER_MAX)
			g_unlink(k->path);
	}
}

/* Compiled headers, and the flags they were compiled with. */
struct prelude {
	char *path;
	GPtrArray *flags; /* of char * */
	CXIndex index;
	CXTranslationUnit tu; /* NULL until somebody asks */
};

static struct prelude *prelude_new(char *path /* taken */, const GPtrArray *flags)
{
	struct prelude *p = g_new0(struct prelude, 1);
	p->path = path;
	p->flags = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < flags->len; i++)
		g_ptr_array_add(p->flags, g_strdup(flags->pdata[i]));
	return p;
}

void prelude_free(struct prelude *p)
{
	if (!p)
		return;
	if (p->tu)
		clang_disposeTranslationUnit(p->tu);
	if (p->index)
		clang_disposeIndex(p->index);
	g_ptr_array_unref(p->flags);
	g_free(p->path);
	g_free(p);
}

struct prelude *prelude_compiled(const char *folder, const GPtrArray *flags, const char *text, bool cxx)
{
	g_autoptr(GPtrArray) own = folder ? header_flags(flags) : NULL;
	if (!own || g_mkdir_with_parents(folder, 0700) != 0)
		return NULL;
	g_autofree char *key = key_of(own, text);
	g_autofree char *stem = g_build_filename(folder, key, NULL);
	g_autofree char *header = g_strconcat(stem, ".h", NULL);
	g_autofree char *path = g_strconcat(stem, ".pch", NULL);
	bool there = g_access(path, R_OK) == 0 && g_access(header, R_OK) == 0;
	if (there) {
		g_utime(path, NULL);
	} else {
		if (!file_replace(header, text, strlen(text), NULL) || !compile(own, header, path, cxx))
			return NULL;
		prune(folder);
	}
	return prelude_new(g_steal_pointer(&path), own);
}

const char *prelude_path(const struct prelude *p)
{
	return p->path;
}

void prelude_discard(struct prelude *p)
{
	g_unlink(p->path);
}

CXTranslationUnit prelude_unit(struct prelude *p)
{
	struct CXUnsavedFile nothing = {VIRTUAL_FOLDER "/nothing", "", 0};
	g_autoptr(GPtrArray) args = g_ptr_array_new();
	if (p->tu)
		return p->tu;
	for (guint i = 0; i < p->flags->len; i++)
		g_ptr_array_add(args, p->flags->pdata[i]);
	g_ptr_array_add(args, (gpointer) "-include-pch");
	g_ptr_array_add(args, p->path);
	p->index = clang_createIndex(0, 0);
	clang_parseTranslationUnit2(p->index, nothing.Filename, (const char *const *)args->pdata, (int)args->len,
				    &nothing, 1, CXTranslationUnit_KeepGoing, &p->tu);
	return p->tu;
}

char *prelude_definitions(GPtrArray *flags)
{
	GString *text = g_string_new(NULL);
	for (guint i = flags->len; i-- > 0;) {
		const char *flag = flags->pdata[i];
		if (!is_definition(flag))
			continue;
		g_autofree char *name = g_strndup(flag + 2, strcspn(flag + 2, "=("));
		const char *value = strchr(flag, '=');
		g_autofree char *head = g_strndup(flag + 2, strcspn(flag + 2, "="));
		g_autofree char *line =
			g_strdup_printf("#ifndef %s\n#define %s %s\n#endif\n", name, head, value ? value + 1 : "1");
		if (flag[1] == 'D')
			g_string_prepend(text, line);
		g_ptr_array_remove_index(flags, i);
	}
	return g_string_free(text, FALSE);
}
