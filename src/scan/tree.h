/* The files of a scan and what the search found in them. Private to scan/. */
#ifndef SCAN_TREE_H
#define SCAN_TREE_H

#include "analysis/ast_loader.h"
#include "ast/ast.h"
#include "flow/program.h"
#include "flow/wish.h"
#include "scan/facts.h"
#include "scan/includers.h"
#include "scan/memory.h"
#include "scan/scan.h"
#include "source/compdb.h"
#include "source/walk.h"

struct line_range {
	unsigned first, last;
};

/* A file with an occurrence of a searched name. */
struct candidate {
	const struct source_entry *entry;
	GMappedFile *file;
	struct source_text *text;
	GPtrArray *commands;   /* of struct compdb_command *, NULL when none */
	GPtrArray *contexts;   /* beside the commands, where they are those of the units that include it; else NULL */
	GPtrArray *macros;     /* of interned const char *: macros that stand for a call */
	bool parse;            /* something in it needs the compiler */
	bool failed;           /* its worker did not come back with an answer */
	bool taken;            /* for an answer about another file */
	GPtrArray *sought;     /* of interned const char *: names that it was taken for */
	bool cached;           /* the unit is an earlier scan's */
	GArray *covered;       /* of struct line_range: functions of the file that the unit holds; NULL until parsed */
	GBytes *unit;          /* packed; NULL until parsed */
	char *digest;          /* of the unit */
	struct ast_unit *seen; /* unpacked; its code goes to the program */
	bool fresh;            /* … and has not gone there yet */
};

/* A file that was taken for a wish. */
struct granted {
	const struct wish *wish;
	const struct source_entry *entry;
};

struct tree {
	const struct scan_options *options;
	struct run *run;
	struct source_walk walk;
	struct memory *memory;     /* NULL: nothing is recalled */
	struct premises *premises; /* of all units together; NULL without a memory */
	bool failed;               /* a job did not come to its end: the answer is not one to keep */
	char *compdb_path;         /* NULL: there is none */
	struct compdb *compdb;
	struct compdb *beside; /* the nearest above that is not about the root: nothing is compiled by it; NULL: none */
	struct includers *includers; /* NULL: nobody has asked */
	struct ast_tree bare;        /* the root alone */
	struct ast_tree ast;
	GPtrArray *own; /* of interned const char *: rules' functions that the tree itself defines, for all its code */
	GPtrArray
		*helpers; /* of interned const char *: functions of the tree that look up a name that they are given */
	GPtrArray *names; /* of interned const char *: what is searched: rule names and macros that stand for them */
	GHashTable *candidates; /* interned path -> struct candidate *, owned */
	GPtrArray *order;       /* of struct candidate *, sorted by path */
	GHashTable *aliases;    /* interned macro name -> struct config * that makes it stand for a call, owned */
	GHashTable *gates;      /* interned name of a variable -> struct config * that makes it hold a call, owned */
	GHashTable *asked;      /* set of const struct wish *: those that were looked into */
	GHashTable *answered;   /* set of const struct wish *: those that brought something since all was judged */
	GArray *granted;        /* of struct granted */
	GHashTable *variables;  /* set of interned names: variables of the units that other files may write to */
	GHashTable *members;    /* set of interned names: members that the units name */
	guint n_names;          /* of variables and members, when wishes were looked into last */
	struct facts *facts;    /* NULL until they are needed */
	GHashTable *unfollowed; /* interned key of a wish -> static: why not all that was asked for is there */
	GHashTable *learnt;     /* interned key -> struct global_values *, owned: what variables can hold at all */
	GHashTable *held;       /* slot -> GArray of guint32: facts of functions asked for that are put there */
	GHashTable *held_asked; /* fact -> GArray of guint32: who calls it through a pointer */
	GHashTable *pointed;    /* "slot@path", owned -> struct pointer_known *, owned: what pointers can hold */
	GHashTable *judgements; /* place of a site -> GBytes: as it was judged last */
	struct ast_loading *loading; /* the compiler is on its way; NULL: it is not, or has come */
	bool headers_are_cxx;        /* the tree has C++ files and no C files: a .h of it is C++ */
};

/* What the commands say of the code in general: where headers lie, which macros there are. NULL: nothing does. */
static inline const struct compdb *tree_commands(const struct tree *t)
{
	return t->compdb ? t->compdb : t->beside;
}

/* Walks the tree and reads the compile database; problems go to the run. */
struct tree *tree_new(const struct scan_options *options, struct run *run, GError **error);
/* Finds the headers outside and makes the index that headers are looked up in. */
void tree_load(struct tree *tree);
/* Adds a file to that index. */
void tree_index(struct tree *tree, const struct source_entry *entry);
void tree_free(struct tree *tree);

/* Whether the scan is to end at once; what is there then is of no use. */
bool tree_cancelled(const struct tree *tree);

/* Searches every file for names (interned), which may be known already. Candidates are added, or lexed again with the
 * longer list. The number of candidates that are new or have new matches is returned. */
unsigned tree_search(struct tree *tree, const GPtrArray *names, bool wanted);

/* Makes a file a candidate, or lexes it again, for these further names. */
void tree_take(struct tree *tree, const struct source_entry *entry, GMappedFile *file, const struct source_needles *all,
	       const GPtrArray *macros);
void tree_sort(struct tree *tree);

/* sift.c: calls visit for every C file that holds one of the names, or a ## where those count; false when one cannot be
 * read. */
typedef void (*tree_visit)(const struct source_entry *e, const char *bytes, size_t length, void *data);
bool tree_each_file(const struct tree *tree, const GPtrArray *names, bool pastes, tree_visit visit, void *data);

/* demand.c: takes the files that the wishes (of const struct wish *) need, and learns what is asked of variables. The
 * number of files taken and variables learnt. */
unsigned tree_extend(struct tree *tree, const GPtrArray *wanted);

/* learn.c: finds out what the wanted variables can ever hold, over the whole tree. The number of those of which
 * something is known then. */
unsigned tree_learn(struct tree *tree, const GPtrArray *wanted);

/* through.c: its part for variables and members that functions are called through: adds the files that mention one in
 * code that no unit holds yet (const struct source_entry *). The number of those of which it is known now that they are
 * too many. */
unsigned tree_find_through(struct tree *tree, const GPtrArray *wanted, GPtrArray *files);

/* demand.c: the line lies in a function that the candidate's unit holds. */
bool tree_covers(const struct candidate *c, unsigned line);

/* waits.c: its part for functions that callbacks are handed to. */
unsigned tree_learn_waits(struct tree *tree, const GPtrArray *wanted);

UTIL_DEFINE_AUTO(tree, tree_free)

/* targets.c: what is known of a slot, made where nothing is yet. */
struct pointer_known *tree_pointed(struct tree *t, const char *slot, const char *path);

#endif
