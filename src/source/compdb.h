/* A compile database (compile_commands.json): which files are compiled with which flags. Read leniently: an entry that
 * is broken or whose file is gone is a problem of kind "stale", the others stay useful. */
#ifndef SOURCE_COMPDB_H
#define SOURCE_COMPDB_H

#include <glib.h>
#include <stdbool.h>

#include "source/overlay.h"
#include "util/auto.h"

struct compdb_command {
	const char *file;      /* interned, absolute, lexically normalised */
	const char *directory; /* interned, absolute */
	char **args; /* owned: argv without the compiler's name, unfiltered but with the words of its response files;
		      * see ast/command_flags for what may pass. NULL: nobody knows */
};

struct compdb {
	char *path;          /* owned: of the JSON file */
	GPtrArray *commands; /* of struct compdb_command *, in file order */
	GHashTable *by_file; /* interned file name -> GPtrArray of its commands */
	GHashTable *by_real; /* the same by the names that links lead to; NULL: nobody has asked */
	GHashTable *read;    /* set of interned absolute names: the response files that the commands are made of */
};

/* overlay: NULL for what the disk has. */
struct compdb *compdb_load(const char *path, GPtrArray *problems, const char *root,
			   const struct source_overlay *overlay, GError **error);
/* compile_commands.json in DIR itself, DIR/build, DIR/build-*, DIR/out…; NULL when there is none. Free with g_free. */
char *compdb_find(const char *dir, const struct source_overlay *overlay);
/* All commands for an absolute file name, or for the file that it leads to; borrowed elements, free the array. */
GPtrArray *compdb_commands_for(struct compdb *db, const char *file);
/* Where a command looks for headers (-I, -iquote, -isystem): interned absolute folders; free the array. */
GPtrArray *compdb_command_folders(const struct compdb_command *command);
/* Whether it is about the absolute folder: it compiles something there, or takes headers from there. */
bool compdb_is_about(struct compdb *db, const char *folder);
void compdb_free(struct compdb *db);

UTIL_DEFINE_AUTO(compdb, compdb_free)

#endif
