/* The tree walk. Works with folder descriptors (openat, fstatat), so that deep trees and long names are no problem and
 * every name is looked at once. Only files that look like C or C++ are kept, and files named outright.
 *
 * Skipped: version control and other tools' own folders, by name; build trees, by what lies in them (a source folder
 * may well be called "build"); what the user excludes. A symbolic link is followed, to a file or a folder, but no
 * folder is walked twice and no file listed twice (device and inode), so loops end. Which of two names a file keeps
 * does not hang on the order of the file system: the entries of a folder are taken in order of name, real ones before
 * links. */
#include "source/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/run.h"
#include "source/path.h"

G_DEFINE_QUARK(sysfall - source - error - quark, source_error)

#define DEPTH_MAX 512

/* Folders that are nobody's sources, whatever is in them. */
static const char *const skipped_names[] = {".git", ".hg",    ".svn",        ".bzr",     "CVS",          "RCS",
					    "SCCS", "_darcs", ".pc",         ".sysfall", "node_modules", "_MTN",
					    ".jj",  ".cache", ".ccls-cache", ".clangd"};

/* A folder with one of these is a build tree. */
static const char *const build_marks[] = {"CMakeCache.txt", "build.ninja", ".ninja_log", "meson-private", "meson-info"};

struct file_id {
	dev_t device;
	ino_t inode;
};

struct walker {
	struct source_walk *walk;
	GHashTable *seen; /* of struct file_id *: folders and files */
	GPtrArray *links; /* of char *: paths like `path`, to be followed in the end */
	char *real_root;  /* the root with its links resolved */
	GString *path;    /* relative to the root, of the folder being walked; "" is the root */
	unsigned depth;
};

struct item {
	char *name;
	bool link;
	struct stat status; /* not of a link */
};

static guint id_hash(gconstpointer p)
{
	const struct file_id *id = p;

	return (guint)(id->inode * 2654435761u ^ id->inode >> 32 ^ id->device);
}

static gboolean id_equal(gconstpointer a, gconstpointer b)
{
	const struct file_id *x = a, *y = b;

	return x->inode == y->inode && x->device == y->device;
}

/* True the first time. */
static bool is_new(struct walker *w, const struct stat *status)
{
	struct file_id id = {status->st_dev, status->st_ino};

	return !g_hash_table_contains(w->seen, &id) && g_hash_table_add(w->seen, g_memdup2(&id, sizeof(id)));
}

static void item_clear(gpointer p)
{
	g_free(((struct item *)p)->name);
}

static int item_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct item *)a)->name, ((const struct item *)b)->name);
}

static void add_problem(struct walker *w, const char *path, bool incomplete, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static void add_problem(struct walker *w, const char *path, bool incomplete, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(w->walk->problems, problem_new(path, 0, "unreadable", incomplete, text));
}

static bool in_table(const char *name, const char *const *table, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(table[i], name) == 0)
			return true;
	return false;
}

static bool fits(const char *glob, const char *path)
{
	size_t length = strlen(glob);

	if (fnmatch(glob, path, 0) == 0)
		return true;
	/* "dir/" and "dir" both stand for everything below it. */
	while (length && glob[length - 1] == '/')
		length--;
	return length && strncmp(glob, path, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static bool is_excluded(const struct source_walk *walk, const char *path)
{
	g_autofree char *absolute = NULL;

	for (char **glob = walk->excludes; glob && *glob; glob++) {
		const char *plain = *glob;

		if (*plain == '/' && !absolute)
			absolute = *path == '/' ? g_strdup(path) : g_build_filename(walk->root, path, NULL);
		while (plain[0] == '.' && plain[1] == '/')
			plain += 2;
		if (fits(plain, *plain == '/' ? absolute : path))
			return true;
	}
	return false;
}

/* Paths outside of the root are absolute already. */
static char *absolute_of(const struct walker *w, const char *path)
{
	return path[0] == '/' ? g_strdup(path) : g_build_filename(w->walk->root, path, NULL);
}

static gint64 nanoseconds(struct timespec t)
{
	return (gint64)t.tv_sec * 1000000000 + t.tv_nsec;
}

void source_status_from(const struct stat *status, struct source_status *out)
{
	*out = (struct source_status){.size = status->st_size,
				      .mtime_ns = nanoseconds(status->st_mtim),
				      .ctime_ns = nanoseconds(status->st_ctim),
				      .inode = status->st_ino,
				      .device = status->st_dev};
}

static void add_entry(struct walker *w, const char *path, const struct stat *status, bool named)
{
	struct source_entry *entry = g_new0(struct source_entry, 1);

	entry->path = g_intern_string(path);
	entry->absolute = absolute_of(w, path);
	source_status_from(status, &entry->status);
	entry->named = named;
	g_ptr_array_add(w->walk->entries, entry);
}

void source_entry_free(struct source_entry *entry)
{
	if (!entry)
		return;
	g_free(entry->absolute);
	g_free(entry);
}

static void note_kin(struct source_walk *walk, const char *path)
{
	if (walk->kin && source_is_kin(path))
		g_ptr_array_add(walk->kin, path[0] == '/' ? g_strdup(path) : g_build_filename(walk->root, path, NULL));
}

/* The same for a plain file of the folder being walked. */
static void note_plain(struct walker *w, const char *name)
{
	g_autofree char *path = w->walk->kin && source_is_kin(name) ? g_build_filename(w->path->str, name, NULL) : NULL;

	if (path)
		note_kin(w->walk, path);
}

/* All names of a folder with what they are; false when it is a build tree, to be passed over. */
static bool read_folder(struct walker *w, DIR *dir, bool top, GArray *items)
{
	bool configured = false, sources = false;
	unsigned others = 0;
	struct dirent *d;

	while ((d = readdir(dir))) {
		struct item item = {0};

		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		sources = sources || strcmp(d->d_name, "configure") == 0 || strcmp(d->d_name, "configure.ac") == 0;
		configured = configured || strcmp(d->d_name, "config.status") == 0;
		if (!top && in_table(d->d_name, build_marks, G_N_ELEMENTS(build_marks)))
			return false;
		item.link = d->d_type == DT_LNK;
		/* Plain files of other kinds need no look: most of a tree. */
		if (d->d_type == DT_REG && !source_is_c(d->d_name)) {
			note_plain(w, d->d_name);
			others++;
			continue;
		}
		if (!item.link && fstatat(dirfd(dir), d->d_name, &item.status, AT_SYMLINK_NOFOLLOW) < 0)
			continue; /* gone in the meantime */
		item.link = item.link || S_ISLNK(item.status.st_mode);
		item.name = g_strdup(d->d_name);
		g_array_append_val(items, item);
	}
	/* Built in the source folder itself, a tree has config.status beside configure. */
	if (!top && configured && !sources)
		return false;
	w->walk->seen += others;
	return true;
}

static void walk_folder(struct walker *w, int fd, bool top);

static void open_folder(struct walker *w, int at, const struct item *item)
{
	g_autofree char *absolute = at == AT_FDCWD ? absolute_of(w, w->path->str) : NULL;
	int fd;

	if (in_table(item->name, skipped_names, G_N_ELEMENTS(skipped_names)) || !is_new(w, &item->status))
		return;
	fd = openat(at, at == AT_FDCWD ? absolute : item->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		add_problem(w, w->path->str, true, "cannot open the folder: %s", g_strerror(errno));
	else
		walk_folder(w, fd, false);
}

static void walk_item(struct walker *w, int at, const struct item *item)
{
	gsize length = w->path->len;

	if (length)
		g_string_append_c(w->path, '/');
	g_string_append(w->path, item->name);
	if (is_excluded(w->walk, w->path->str))
		w->walk->left_out = true;
	else if (item->link)
		g_ptr_array_add(w->links, g_strdup(w->path->str));
	else if (S_ISDIR(item->status.st_mode))
		open_folder(w, at, item);
	else {
		w->walk->seen++;
		if (S_ISREG(item->status.st_mode) && source_is_c(item->name) && is_new(w, &item->status))
			add_entry(w, w->path->str, &item->status, false);
		else if (S_ISREG(item->status.st_mode))
			note_kin(w->walk, w->path->str);
	}
	g_string_truncate(w->path, length);
}

/* Takes over fd. */
static void walk_folder(struct walker *w, int fd, bool top)
{
	g_autoptr(GArray) items = g_array_new(FALSE, TRUE, sizeof(struct item));
	DIR *dir = w->depth < DEPTH_MAX ? fdopendir(fd) : NULL;

	if (!dir) {
		add_problem(w, w->path->str, true, "folders are nested too deep here, or: %s", g_strerror(errno));
		close(fd);
		return;
	}
	g_array_set_clear_func(items, item_clear);
	w->depth++;
	if (read_folder(w, dir, top, items)) {
		g_array_sort(items, item_compare);
		for (unsigned i = 0; i < items->len; i++)
			walk_item(w, dirfd(dir), &g_array_index(items, struct item, i));
	}
	w->depth--;
	closedir(dir);
}

static void walk_argument(struct walker *w, const char *argument)
{
	g_autofree char *here = argument[0] == '/' ? NULL : g_get_current_dir();
	g_autofree char *absolute = path_absolute(here ? here : "/", argument);
	const char *below = path_below(w->walk->root, absolute);
	const char *path = below ? below : absolute;
	struct stat status;
	int fd;

	if (stat(absolute, &status) < 0) {
		add_problem(w, path, true, "cannot be read: %s", g_strerror(errno));
		return;
	}
	if (!S_ISDIR(status.st_mode)) {
		w->walk->seen++;
		if (!S_ISREG(status.st_mode))
			add_problem(w, path, true, "is neither a file nor a folder");
		else if (is_new(w, &status))
			add_entry(w, path, &status, true);
		return;
	}
	if (!is_new(w, &status))
		return;
	fd = open(absolute, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		add_problem(w, path, true, "cannot open the folder: %s", g_strerror(errno));
		return;
	}
	g_string_assign(w->path, path);
	walk_folder(w, fd, true);
}

static bool is_below_root(const struct walker *w, const char *absolute)
{
	char *real = realpath(absolute, NULL);
	bool below = real && w->real_root && path_below(w->real_root, real);

	free(real);
	return below;
}

static void follow_link(struct walker *w, const char *path)
{
	g_autofree char *absolute = absolute_of(w, path);
	const char *slash = strrchr(path, '/');
	struct item item = {.name = (char *)(gpointer)(slash ? slash + 1 : path)};

	w->walk->seen++;
	if (stat(absolute, &item.status) < 0)
		return; /* a link to nothing */
	if (S_ISDIR(item.status.st_mode) && !is_below_root(w, absolute))
		return;
	w->walk->seen -= 1;
	g_string_assign(w->path, path);
	g_string_truncate(w->path, slash ? (gsize)(slash - path) : 0);
	walk_item(w, AT_FDCWD, &item);
}

static int string_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Links that are found on the way wait for the next round. */
static void follow_links(struct walker *w)
{
	while (w->links->len) {
		g_autoptr(GPtrArray) links = g_steal_pointer(&w->links);

		w->links = g_ptr_array_new_with_free_func(g_free);
		g_ptr_array_sort(links, string_compare);
		for (unsigned i = 0; i < links->len; i++)
			follow_link(w, links->pdata[i]);
	}
}

static int entry_compare(gconstpointer a, gconstpointer b)
{
	const struct source_entry *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

void source_walk_list(struct source_walk *walk, const GPtrArray *paths)
{
	for (unsigned i = 0; i < paths->len; i++) {
		const char *path = paths->pdata[i];
		struct source_entry *entry;

		walk->seen++;
		note_kin(walk, path);
		walk->left_out |= is_excluded(walk, path);
		if (!source_is_c(path) || is_excluded(walk, path))
			continue;
		entry = g_new0(struct source_entry, 1);
		entry->path = g_intern_string(path);
		entry->absolute = g_build_filename(walk->root, path, NULL);
		g_ptr_array_add(walk->entries, entry);
	}
	g_ptr_array_sort(walk->entries, entry_compare);
}

static bool is_below_paths(const struct source_walk *walk, const char *absolute)
{
	g_autofree char *here = g_get_current_dir();

	for (char **path = walk->paths; path && *path; path++) {
		g_autofree char *argument = path_absolute(here, *path);

		if (path_below(argument, absolute))
			return true;
	}
	return !walk->paths || !walk->paths[0];
}

bool source_walk_covers(const struct source_walk *walk, const char *absolute)
{
	const char *path = path_below(walk->root, absolute);

	return path && !is_excluded(walk, path) && is_below_paths(walk, absolute);
}

static void add_from_overlay(struct source_walk *walk, const char *absolute)
{
	const char *path = path_below(walk->root, absolute);
	struct source_entry *entry;

	if (path)
		note_kin(walk, path);
	walk->left_out |= path && is_excluded(walk, path);
	if (!path || !source_is_c(path) || is_excluded(walk, path) || !is_below_paths(walk, absolute))
		return;
	entry = g_new0(struct source_entry, 1);
	entry->path = g_intern_string(path);
	entry->absolute = g_strdup(absolute);
	g_ptr_array_add(walk->entries, entry);
	walk->seen++;
}

void source_walk_overlay(struct source_walk *walk, const struct source_overlay *overlay)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GHashTableIter it;
	gpointer name, file;

	if (!overlay || g_hash_table_size(overlay->files) == 0)
		return;
	for (unsigned i = walk->entries->len; i-- > 0;) {
		const struct source_entry *entry = walk->entries->pdata[i];

		g_hash_table_add(known, path_absolute("/", entry->absolute));
		if (!source_overlay_has(overlay, entry->absolute) && source_overlay_covers(overlay, entry->absolute))
			g_ptr_array_remove_index(walk->entries, i);
	}
	g_hash_table_iter_init(&it, overlay->files);
	while (g_hash_table_iter_next(&it, &name, &file))
		if (file && !g_hash_table_contains(known, name))
			add_from_overlay(walk, name);
	g_ptr_array_sort(walk->entries, entry_compare);
}

static GHashTable *paths_of(const struct source_walk *walk)
{
	GHashTable *paths = g_hash_table_new(NULL, NULL);

	for (unsigned i = 0; i < walk->entries->len; i++)
		g_hash_table_add(paths, (gpointer)((struct source_entry *)walk->entries->pdata[i])->path);
	return paths;
}

void source_walk_add(struct source_walk *walk, const GPtrArray *files)
{
	g_autoptr(GHashTable) known = paths_of(walk);
	struct walker w = {.walk = walk, .real_root = realpath(walk->root, NULL)};

	for (unsigned i = 0; i < files->len; i++) {
		const char *plain = path_below(walk->root, files->pdata[i]);
		/* the name that the walk knows it by */
		char *real = plain && g_hash_table_contains(known, g_intern_string(plain))
				     ? NULL
				     : realpath(files->pdata[i], NULL);
		const char *below = real && w.real_root ? path_below(w.real_root, real) : NULL;
		g_autofree char *absolute = below ? absolute_of(&w, below) : NULL;
		struct stat status;

		walk->left_out |= real && (!below || is_excluded(walk, below));
		if (absolute && stat(absolute, &status) == 0 && S_ISREG(status.st_mode) && !is_excluded(walk, below) &&
		    is_below_paths(walk, absolute) && g_hash_table_add(known, (gpointer)g_intern_string(below))) {
			walk->seen++;
			add_entry(&w, below, &status, false);
		}
		free(real);
	}
	free(w.real_root);
	g_ptr_array_sort(walk->entries, entry_compare);
}

bool source_walk_run(struct source_walk *walk, GError **error)
{
	char *only_root[] = {(char *)(gpointer)walk->root, NULL};
	char **paths = walk->paths && walk->paths[0] ? walk->paths : only_root;
	struct walker w = {.walk = walk};

	if (!g_file_test(walk->root, G_FILE_TEST_IS_DIR)) {
		g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_READ, "%s is no folder that can be read", walk->root);
		return false;
	}
	w.seen = g_hash_table_new_full(id_hash, id_equal, g_free, NULL);
	w.path = g_string_new(NULL);
	w.links = g_ptr_array_new_with_free_func(g_free);
	w.real_root = realpath(walk->root, NULL);
	/* Files named outright come first: they stay "named" when a folder given beside them holds them too. */
	for (unsigned folders = 0; folders < 2; folders++)
		for (char **path = paths; *path; path++)
			if ((folders == 1) == (bool)g_file_test(*path, G_FILE_TEST_IS_DIR))
				walk_argument(&w, *path);
	follow_links(&w);
	g_ptr_array_sort(walk->entries, entry_compare);
	g_ptr_array_unref(w.links);
	free(w.real_root);
	g_hash_table_unref(w.seen);
	g_string_free(w.path, TRUE);
	return true;
}
