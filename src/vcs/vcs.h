/* What git knows about a change: which files are staged, with what content, and which of their lines are new. The
 * module git.so behind it is loaded when it is asked for, so that nobody else pays for loading libgit2. Paths are
 * relative to the top of the work tree, with '/'. */
#ifndef VCS_VCS_H
#define VCS_VCS_H

#include <glib.h>
#include <stdbool.h>

#include "source/overlay.h"
#include "util/auto.h"

#define VCS_ID_LENGTH 20

/* Lines first..last of the new content. last < first: lines were taken out between last and first. */
struct vcs_lines {
	unsigned first, last;
};

/* A C or C++ file of the index. */
struct vcs_file {
	const char *path;         /* in the vcs's names */
	guint8 id[VCS_ID_LENGTH]; /* of its content */
	bool conflict;            /* a merge has not decided its content */
};

/* A C or C++ file with other content than the base's. */
struct vcs_change {
	char *path;    /* owned */
	GArray *lines; /* of struct vcs_lines, in order */
};

struct vcs {
	char *top;              /* owned: absolute, no '/' at the end */
	GPtrArray *files;       /* of struct vcs_file *, by path; empty for a comparison with the work tree */
	GPtrArray *changes;     /* of struct vcs_change *, by path */
	struct vcs_file *store; /* owned: what the files are, */
	GStringChunk *names;    /* owned: and their paths */
	void *repository;       /* the module's */
};

/* The commit that a work tree is at, and where it can be had. */
struct vcs_origin {
	char *top;        /* owned: of the work tree, absolute */
	char *repository; /* owned: a URI */
	char *revision;   /* owned: the commit's id */
	char *branch;     /* owned; NULL: none is checked out */
};

struct vcs_request {
	const char *folder; /* absolute: in the work tree */
	const char
		*since; /* NULL: the index against HEAD; else the work tree against where this revision and HEAD part */
	const GPtrArray *only; /* of char *: files and folders, absolute; NULL or empty: all */
};

/* What the module exports as the symbol "vcs_module". */
struct vcs_module {
	unsigned version; /* VCS_MODULE_VERSION */
	struct vcs *(*look)(const struct vcs_request *request, GError **error);
	/* The content of a file of the index. */
	GBytes *(*content)(const struct vcs *vcs, const struct vcs_file *file, GError **error);
	/* Lays what is staged over the work tree, where they differ. */
	bool (*overlay)(const struct vcs *vcs, struct source_overlay *overlay, GError **error);
	void (*free)(struct vcs *vcs);
	/* "diff --git a/PATH b/PATH …" of two contents; old NULL: the file is new. Owned by the caller. */
	char *(*diff)(const char *path, const char *old, size_t old_length, const char *new, size_t new_length,
		      GError **error);
	/* False, and out untouched, where the folder is in no repository with a remote and a commit. */
	bool (*origin)(const char *folder, struct vcs_origin *out);
};
#define VCS_MODULE_VERSION 3

/* The module, loaded once per process; an error says what is missing. */
const struct vcs_module *vcs_load(GError **error);

#define VCS_ERROR vcs_error_quark()
GQuark vcs_error_quark(void);
enum vcs_error { VCS_ERROR_MODULE, VCS_ERROR_REPOSITORY, VCS_ERROR_DIFF };

#endif
