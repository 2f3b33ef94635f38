/* Finding headers in a tree that nobody has configured: each #include is looked for beside its includer, in the folders
 * known so far, then anywhere in the tree by its longest matching path, the nearest to the includer first. Read line by
 * line, not preprocessed: a header that a condition leaves out does no harm. */
#include "ast/ladder.h"

#include <string.h>

#include "source/path.h"

#define HEADERS_MAX 400
#define FOLDERS_MAX 48

static bool is_file(const struct source_overlay *overlay, const char *folder, const char *name, char **out_path)
{
	char *path = g_build_filename(folder, name, NULL);
	if (source_overlay_has(overlay, path)) {
		*out_path = path;
		return true;
	}
	g_free(path);
	return false;
}

static unsigned common_prefix(const char *a, const char *b)
{
	unsigned n = 0;
	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* "win32", "deprecated-msvc", "os2": a word of the folder's name names a system that is not Linux. */
static bool names_other_system(const char *folder, size_t n)
{
	static const char *const systems[] = {"win",     "windows", "wince", "msvc",    "msw",    "mingw",  "vc",
					      "vms",     "os",      "macos", "macosx",  "darwin", "osx",    "amiga",
					      "dos",     "msdos",   "djgpp", "symbian", "haiku",  "beos",   "netware",
					      "vxworks", "vstudio", "xcode", "pc",      "mac",    "cygwin", NULL};
	for (size_t at = 0, end; at < n; at = end + 1) {
		for (end = at; end < n && g_ascii_isalnum(folder[end]);)
			end++;
		size_t word = end;
		while (word > at && g_ascii_isdigit(folder[word - 1]))
			word--;
		g_autofree char *name = g_ascii_strdown(folder + at, (gssize)(word - at));
		bool version = word < end; /* "os2" is one, "os" is not */
		if (g_strv_contains(systems, name) && (version || strcmp(name, "os") != 0))
			return true;
	}
	return false;
}

/* A header in a folder for another system, where the includer is not itself. */
static bool is_foreign(const char *path, const char *includer)
{
	bool shared = true;
	for (const char *at = path, *slash; (slash = strchr(at, '/')); at = slash + 1) {
		size_t n = (size_t)(slash + 1 - path);
		shared = shared && strncmp(path, includer, n) == 0;
		if (!shared && names_other_system(at, (size_t)(slash - at)))
			return true;
	}
	return false;
}

/* How much of its absolute path the file shares with the includer. Files outside of the root are named in full. */
static unsigned nearness(const struct ast_tree *tree, const char *path, const char *includer)
{
	g_autofree char *file = path_absolute(tree->root, path), *from = path_absolute(tree->root, includer);
	return common_prefix(file, from);
}

/* The tree's file with this suffix that shares most of its path with the includer; relative, interned; NULL if none. */
static const char *in_tree(const struct ast_tree *tree, const char *name, const char *includer)
{
	g_autofree char *base = g_path_get_basename(name);
	const GPtrArray *candidates = g_hash_table_lookup(tree->by_basename, base);
	const char *best = NULL;
	const char *clean = path_without_dots(name);
	unsigned most = 0;
	for (guint i = 0; candidates && i < candidates->len; i++) {
		const char *path = candidates->pdata[i];
		if (!path_ends_in(path, clean) || is_foreign(path, includer))
			continue;
		unsigned shared = nearness(tree, path, includer);
		if (best && shared <= most)
			continue;
		best = path;
		most = shared;
	}
	return best;
}

static const char *const system_folders[] = {"/usr/include", "/usr/include/x86_64-linux-gnu",
					     "/usr/include/aarch64-linux-gnu", "/usr/lib/llvm-19/lib/clang/19/include",
					     NULL};

static bool in_system(const struct source_overlay *overlay, const char *name)
{
	for (const char *const *f = system_folders; *f; f++) {
		g_autofree char *path = NULL;
		if (is_file(overlay, *f, name, &path))
			return true;
	}
	return false;
}

static void add_folder(struct includes *in, const char *folder)
{
	if (in->folders->len < FOLDERS_MAX && !g_ptr_array_find_with_equal_func(in->folders, folder, g_str_equal, NULL))
		g_ptr_array_add(in->folders, g_strdup(folder));
}

static void add_header(struct includes *in, char *path /* taken */)
{
	if (in->headers->len >= HEADERS_MAX || g_hash_table_contains(in->seen, path)) {
		g_free(path);
		return;
	}
	g_hash_table_add(in->seen, g_strdup(path));
	g_ptr_array_add(in->headers, path);
}

/* The C++ standard library's headers have no suffix. */
static bool is_standard_name(const char *name)
{
	return !strchr(name, '.') && !strchr(name, '/');
}

static void add_standard(struct includes *in, const char *name)
{
	if (!g_ptr_array_find_with_equal_func(in->standard, name, g_str_equal, NULL))
		g_ptr_array_add(in->standard, g_strdup(name));
}

static gint by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void resolve(struct includes *in, const struct ast_request *request, const char *name, bool angled,
		    const char *includer)
{
	g_autofree char *folder = g_path_get_dirname(includer);
	char *path = NULL;
	if (!angled && is_file(in->overlay, folder, name, &path)) {
		add_header(in, path);
		return;
	}
	for (guint i = 0; i < in->folders->len; i++) {
		if (is_file(in->overlay, in->folders->pdata[i], name, &path)) {
			add_header(in, path);
			return;
		}
	}
	if (angled && is_standard_name(name)) {
		add_standard(in, name);
		return;
	}
	if (angled && in_system(in->overlay, name))
		return;
	const struct ast_tree *tree = request->tree;
	const char *relative = tree && tree->by_basename ? in_tree(tree, name, request->path) : NULL;
	if (relative) {
		path = path_absolute(tree->root, relative);
		size_t n = strlen(path), m = strlen(name);
		if (n > m + 1 && strcmp(path + n - m, name) == 0) {
			g_autofree char *root = g_strndup(path, n - m - 1);
			add_folder(in, root);
		} else { /* "../x.h" from elsewhere: its own folder at least */
			g_autofree char *own = g_path_get_dirname(path);
			add_folder(in, own);
		}
		add_header(in, path);
		return;
	}
	if (in_system(in->overlay, name) || is_standard_name(name))
		return;
	if (!g_ptr_array_find_with_equal_func(in->missing, name, g_str_equal, NULL))
		g_ptr_array_add(in->missing, g_strdup(name));
}

/* #include "x" or <x> at the start of a line. */
static void scan_line(struct includes *in, const struct ast_request *request, const char *line, size_t n,
		      const char *includer)
{
	size_t i = 0;
	while (i < n && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (i >= n || line[i++] != '#')
		return;
	while (i < n && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (n - i < 9 || strncmp(line + i, "include", 7) != 0)
		return;
	i += 7;
	if (i + 5 <= n && strncmp(line + i, "_next", 5) == 0)
		i += 5;
	while (i < n && (line[i] == ' ' || line[i] == '\t'))
		i++;
	if (i >= n || (line[i] != '"' && line[i] != '<'))
		return;
	char close = line[i] == '<' ? '>' : '"';
	const char *end = memchr(line + i + 1, close, n - i - 1);
	if (!end || end == line + i + 1)
		return;
	g_autofree char *name = g_strndup(line + i + 1, (gsize)(end - line - (gssize)i - 1));
	resolve(in, request, name, close == '>', includer);
}

/* Headers that are written anew for each system or build: one that lies elsewhere in the tree is somebody else's. */
static bool is_made_for_one(const char *path)
{
	static const char *const marks[] = {"conf",  "win",   "msvc", "vms", "os2",     "macos",  "darwin",
					    "vstud", "amiga", "vc",   "dos", "symbian", "android"};
	g_autofree char *small = g_ascii_strdown(path, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strstr(small, marks[i]))
			return true;
	return false;
}

char *includes_certain(const struct ast_request *request, const char *name, bool angled, const char *includer)
{
	const struct ast_tree *tree = request->tree;
	g_autofree char *folder = g_path_get_dirname(includer), *base = g_path_get_basename(name);
	const GPtrArray *candidates = tree && tree->by_basename ? g_hash_table_lookup(tree->by_basename, base) : NULL;
	const char *only = NULL;
	unsigned n = 0;
	char *path = NULL;

	if (!candidates)
		return NULL;
	if (!angled && is_file(tree->overlay, folder, name, &path))
		return path;
	if (angled && (is_standard_name(name) || in_system(tree->overlay, name)))
		return NULL;
	for (guint i = 0; i < candidates->len; i++) {
		if (!path_ends_in(candidates->pdata[i], name))
			continue;
		only = candidates->pdata[i];
		n++;
	}
	return n == 1 && !is_made_for_one(only) ? path_absolute(tree->root, only) : NULL;
}

static void scan_bytes(struct includes *in, const struct ast_request *request, const char *bytes, size_t length,
		       const char *includer)
{
	in->modern = in->modern || (in->modern_needles && modern_text(in->modern_needles, bytes, length));
	for (const char *p = bytes, *end = bytes + length; p < end;) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *stop = newline ? newline : end;
		scan_line(in, request, p, (size_t)(stop - p), includer);
		p = stop + 1;
	}
}

struct includes *includes_find(const struct ast_request *request, bool cxx)
{
	struct includes *in = g_new0(struct includes, 1);
	in->overlay = request->tree ? request->tree->overlay : NULL;
	in->folders = g_ptr_array_new_with_free_func(g_free);
	in->missing = g_ptr_array_new_with_free_func(g_free);
	in->headers = g_ptr_array_new_with_free_func(g_free);
	in->standard = g_ptr_array_new_with_free_func(g_free);
	in->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (const char *const *f = system_folders; *f; f++)
		ast_trace_folder(request->trace, *f);
	in->modern_needles = cxx ? modern_needles() : NULL;
	scan_bytes(in, request, request->text->bytes, request->text->length, request->absolute);
	for (guint i = 0; i < in->headers->len; i++) {
		const char *path = in->headers->pdata[i];
		ast_trace_read(request->trace, path);
		GMappedFile *file = source_overlay_map(in->overlay, path, NULL);
		if (!file)
			continue;
		if (g_mapped_file_get_length(file))
			scan_bytes(in, request, g_mapped_file_get_contents(file), g_mapped_file_get_length(file), path);
		g_mapped_file_unref(file);
	}
	g_ptr_array_sort(in->standard, by_name);
	return in;
}

struct includes *includes_shared(const struct ast_request *request)
{
	if (!*request->includes)
		*request->includes = includes_find(request, flags_is_cxx(request));
	return *request->includes;
}

/* Headers of every system that a tree may have one of the same name for, which is something else. */
static const char *const shadowed[] = {"assert.h", "ctype.h",   "errno.h",  "fcntl.h",  "limits.h",
				       "math.h",   "memory.h",  "poll.h",   "sched.h",  "signal.h",
				       "stdarg.h", "stddef.h",  "stdint.h", "stdio.h",  "stdlib.h",
				       "string.h", "strings.h", "time.h",   "unistd.h", "wchar.h"};

static bool shadows_system(const struct includes *in, const char *folder)
{
	for (size_t i = 0; i < G_N_ELEMENTS(shadowed); i++) {
		g_autofree char *path = NULL;
		if (is_file(in->overlay, folder, shadowed[i], &path))
			return true;
	}
	return false;
}

void includes_add_flags(const struct includes *in, GPtrArray *flags)
{
	for (guint i = 0; i < in->folders->len; i++) {
		const char *folder = in->folders->pdata[i];
		bool shadows = shadows_system(in, folder);
		g_ptr_array_add(flags, g_strdup(shadows ? "-iquote" : "-I"));
		g_ptr_array_add(flags, g_strdup(folder));
		if (shadows) {
			g_ptr_array_add(flags, g_strdup("-idirafter"));
			g_ptr_array_add(flags, g_strdup(folder));
		}
	}
}

void includes_free(struct includes *in)
{
	if (!in)
		return;
	g_ptr_array_unref(in->folders);
	g_ptr_array_unref(in->missing);
	g_ptr_array_unref(in->headers);
	g_ptr_array_unref(in->standard);
	source_needles_free(in->modern_needles);
	g_hash_table_unref(in->seen);
	g_free(in);
}
