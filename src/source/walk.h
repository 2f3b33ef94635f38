/* Finding the files of a scan: a tree walk from directories, plus files named outright. Skips VCS, build and .pc
 * folders (list in walk.c) and what --exclude names, follows links to files, and to folders below the root, but never
 * the same directory twice. */
#ifndef SOURCE_WALK_H
#define SOURCE_WALK_H

#include <glib.h>
#include <stdbool.h>

#include "source/overlay.h"

/* What tells a file from what it was, without a look into it. */
struct source_status {
	gint64 size;
	gint64 mtime_ns, ctime_ns;
	guint64 inode, device;
};
struct stat;
void source_status_from(const struct stat *status, struct source_status *out);

struct source_entry {
	const char *path;            /* interned, relative to the root, '/' */
	char *absolute;              /* owned: as reached, not resolved */
	struct source_status status; /* all 0 for a file that is not on the disk */
	bool named;                  /* given as an argument, so reported when it cannot be read or is no C */
	bool outside;                /* not asked for: read for what it defines, and nothing in it is reported */
};

struct source_walk {
	const char *root;    /* absolute */
	char **paths;        /* NULL-terminated arguments; empty: the root */
	char **excludes;     /* globs on relative paths (fnmatch, without FNM_PATHNAME), may be NULL */
	GPtrArray *entries;  /* out: of struct source_entry *, sorted by path, no file twice (device and inode) */
	GPtrArray *problems; /* out: of struct problem * (unreadable folders, missing arguments) */
	GPtrArray *kin;      /* out: of char *, absolute: files that C is made from or linked with; may be NULL */
	bool left_out;       /* out: something was excluded */
	unsigned seen;       /* out: files looked at, of any kind */
};

/* True for the extensions that hold C or C++ (.c .h .cc .cpp .cxx .C .hpp .hh .hxx .inc .ipp .tcc .inl .def and some).
 */
bool source_is_c(const char *path);
/* True when such a file is C++ by its name; headers (.h) are not. */
bool source_is_cxx(const char *path);

/* True for sources of another kind that may share variables with C: grammars, templates, assembler, other languages. */
bool source_is_kin(const char *path);

/* Instead of a walk: entries for the given paths, relative to the root, that look like C and are not excluded. */
void source_walk_list(struct source_walk *walk, const GPtrArray *paths);
/* What the overlay adds to the entries (below the root, when the root is walked whole) and takes from them. */
void source_walk_overlay(struct source_walk *walk, const struct source_overlay *overlay);
bool source_walk_run(struct source_walk *walk, GError **error);
/* Takes further files in (of const char *, absolute: those that a compile database names), whatever they are called and
 * in whichever folder, when they exist, lie below one of the walk's paths, are not excluded, and are not there yet. */
void source_walk_add(struct source_walk *walk, const GPtrArray *files);
/* Whether the file (absolute, normalised) lies below one of the walk's paths and is not excluded. */
bool source_walk_covers(const struct source_walk *walk, const char *absolute);
void source_entry_free(struct source_entry *entry);

#define SOURCE_ERROR source_error_quark()
GQuark source_error_quark(void);
enum source_error { SOURCE_ERROR_READ, SOURCE_ERROR_FORMAT };

#endif
