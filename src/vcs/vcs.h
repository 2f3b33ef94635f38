/* What git knows about a change: which files differ from a base, in which of their lines, and what the files were and
 * are. Git itself is asked; the module git.so, which makes diffs of buffers with libgit2, is loaded when it is asked
 * for. Paths are relative to the top of the work tree, with '/', and any bytes. */
#ifndef VCS_VCS_H
#define VCS_VCS_H

#include <glib.h>
#include <stdbool.h>

#include "source/overlay.h"
#include "util/auto.h"

/* Lines first..last of the new content. last < first: lines were taken out between last and first. */
struct vcs_lines {
	unsigned first, last;
	unsigned old_first, old_last; /* the same of the base's content */
};

/* A file with other content, or another name, than in the base. */
struct vcs_change {
	char *path, *old_path; /* owned; NULL: gone; NULL: new */
	char *id, *old_id;     /* owned: git's names of the contents */
	bool file, old_file;   /* a regular one: no link, no submodule */
	GArray *lines;         /* of struct vcs_lines, in order; NULL before vcs_read_lines(), and for what is gone */
};

/* A regular file of one side. */
struct vcs_file {
	const char *path; /* in the vcs's names */
	const char *id;   /* likewise */
	bool conflict;    /* a merge has not decided its content */
	bool untold;      /* git does not look whether the work tree has it like that (a sparse checkout) */
};

enum vcs_side { VCS_BASE, VCS_NOW };

struct vcs {
	char *folder;         /* owned: where git is run */
	char *top;            /* owned: absolute, no '/' at the end */
	char *trees[2];       /* owned: the sides' trees; now: NULL stands for the index */
	GPtrArray *changes;   /* of struct vcs_change *, in git's order */
	GPtrArray *conflicts; /* of char *, owned: files that a merge has left undecided in the index */
	GPtrArray *names; /* of char *, owned: the files and folders that were asked about, "" is the top; NULL: all */
	GStringChunk *strings;
};

struct vcs_request {
	const char *folder;    /* absolute: in the work tree */
	const char *since;     /* NULL: the index against HEAD; else `until` against where this revision and it part */
	const char *until;     /* NULL: HEAD */
	const GPtrArray *only; /* of char *: files and folders as a shell would take them; NULL or empty: all */
};

/* NULL with an error (VCS_ERROR) that says what git has against it, or which name stands for nothing. */
struct vcs *vcs_look(const struct vcs_request *request, GError **error);
void vcs_free(struct vcs *vcs);

/* Whether the path is, or is below, one that was asked about. */
bool vcs_is_asked(const struct vcs *vcs, const char *path);

/* Whether the path is the name, or below it; "" holds everything. */
bool vcs_holds(const char *name, const char *path);

/* Finds out which lines of the changed files are new. */
bool vcs_read_lines(struct vcs *vcs, GError **error);

/* All regular files of a side, by path: of struct vcs_file *, owned by the array; what they name is the vcs's. */
GPtrArray *vcs_files(struct vcs *vcs, enum vcs_side side, GError **error);

/* Lays a side's files over the work tree, where they differ. */
bool vcs_overlay(struct vcs *vcs, enum vcs_side side, const GPtrArray *files, struct source_overlay *overlay,
		 GError **error);

/* The contents by git's names for them: of GBytes *, owned; NULL for an id that is NULL. */
GPtrArray *vcs_contents(const struct vcs *vcs, const GPtrArray *ids, GError **error);

/* How the base differs from another tree, without a look for renames: of struct vcs_change *, owned. NULL when git does
 * not have that tree. */
GPtrArray *vcs_differing(const struct vcs *vcs, const char *tree);

/* The commit that a work tree is at, and where it can be had. */
struct vcs_origin {
	char *top;        /* owned: of the work tree, absolute */
	char *repository; /* owned: a URI */
	char *revision;   /* owned: the commit's id */
	char *branch;     /* owned; NULL: none is checked out */
};

/* False, and out untouched, where the folder is in no repository with a remote and a commit. */
bool vcs_origin_find(const char *folder, struct vcs_origin *out);

/* The top of the work tree that the folder lies in; NULL when it lies in none. Owned by the caller. */
char *vcs_top(const char *folder);

/* What the module exports as the symbol "vcs_module". */
struct vcs_module {
	unsigned version; /* VCS_MODULE_VERSION */
	/* "diff --git a/PATH b/PATH …" of two contents; old NULL: the file is new. Owned by the caller. */
	char *(*diff)(const char *path, const char *old, size_t old_length, const char *new, size_t new_length,
		      GError **error);
};
#define VCS_MODULE_VERSION 4

/* The module, loaded once per process; an error says what is missing. */
const struct vcs_module *vcs_load(GError **error);

#define VCS_ERROR vcs_error_quark()
GQuark vcs_error_quark(void);
enum vcs_error { VCS_ERROR_MODULE, VCS_ERROR_PROGRAM, VCS_ERROR_REPOSITORY, VCS_ERROR_NAME, VCS_ERROR_DIFF };

UTIL_DEFINE_AUTO(vcs, vcs_free)

#endif
