/* The door to libclang. The module ast.so behind it is loaded when the first file has to be parsed, so that a command
 * with nothing to parse does not pay for libclang (ast_load in analysis/ast_loader.c). Everything here is called in a
 * worker process. */
#ifndef AST_AST_H
#define AST_AST_H

#include <glib.h>
#include <stdbool.h>

#include "cfg/cfg.h"
#include "model/verdict.h"
#include "rules/rule.h"
#include "source/conditions.h"
#include "source/overlay.h"
#include "source/text.h"

/* What the tree offers for made-up flags. Built once by scan/ for the whole tree, read by every worker. */
struct ast_tree {
	const char *root;         /* absolute */
	const char *header_cache; /* a folder for compiled system headers; NULL: they are read every time */
	GHashTable *by_basename;  /* basename -> GPtrArray of interned relative paths: every C file of the tree */
	const struct source_overlay *overlay; /* contents other than the disk's; may be NULL */
};

/* What a parse looked at beside the file itself: on that its answer hangs, too. */
struct ast_trace {
	GHashTable *reads; /* set of char *, owned: absolute names of the files that were read */
	GHashTable
		*folders; /* set of char *, owned: where headers were looked for, beside the folders of those files */
};
struct ast_trace *ast_trace_new(void);
void ast_trace_free(struct ast_trace *trace);
/* Both take a copy, made absolute; a NULL trace is none. */
void ast_trace_read(struct ast_trace *trace, const char *path);
void ast_trace_folder(struct ast_trace *trace, const char *path);

struct ast_request {
	const char *path; /* interned, relative */
	const char *absolute;
	const struct source_text *text; /* lexed, with the matches that are to be accounted for */
	const struct ast_tree *tree;
	const struct rule_set *rules;
	GPtrArray *commands; /* of struct compdb_command *; empty or NULL: make flags up */
	GPtrArray *contexts; /* of interned const char *: the commands are those of units that include the file; equal
				where the units with the same flags make the same of it. NULL: they are its own */
	GPtrArray *macros; /* of interned const char *: macros that stand for a call, searched like it; may be NULL. The
			      other names among the matches are wrappers and helpers: looked at in the
			      configurations that the sites need */
	GPtrArray *own; /* of interned const char *: rules' functions that the tree defines itself: calls of them are no
			   sites; may be NULL */
	GPtrArray *helpers; /* of interned const char *: functions of the tree that are given a name and look it up; may
			       be NULL */
	GPtrArray *assumed; /* of const struct config *: what makes macros stand for a call, where
			     * they are defined elsewhere; a configuration's own macros go first. May be NULL */
	bool cxx_header;    /* a .h that C++ files of the tree include */
	struct includes **includes; /* ast/'s own: where the headers are, found once; NULL outside */
	struct ast_trace *trace;    /* filled in; may be NULL */
};

/* One site as the parser saw it: a call or address of a rule's name, at the place where it (or its macro) is used. */
struct ast_site {
	unsigned number;  /* 1-based, as in cfg_stmt.site; unique within the unit, all configurations together */
	const char *rule; /* interned */
	const char *call; /* interned */
	enum site_form form;
	struct location_range range; /* of the call expression; starts at the name's token */
	const char *function;        /* interned: name of the function around it, "" at file scope */
	const char *function_key;    /* interned: its key; "" at file scope */
	unsigned config;             /* index of the configuration it was seen in */
	char *guard;                 /* owned or NULL */
	/* flag argument as the compiler sees it: which of the rule's flags are asked for. -1: decided at run time */
	GArray *flags; /* of int, in the order of rule->flags: 0, 1 or -1 */
};

struct ast_occurrence {
	size_t offset; /* of the lex_match */
	unsigned line, column;
	const char *name; /* interned */
	enum occurrence_class class;
	char *note; /* owned or NULL */
};

struct ast_unit {
	const char *path;       /* interned */
	struct cfg_text *code;  /* the functions, globals and field functions of all configurations. Functions of
				 * different  configurations that differ have keys that differ: "KEY@2" for the second
				 * (calls within the  configuration use the same suffix) */
	GPtrArray *sites;       /* of struct ast_site * */
	GPtrArray *occurrences; /* of struct ast_occurrence *: one for every lex_match of the rules' names that is no
				   site */
	GPtrArray *problems;    /* of struct problem * */
	GPtrArray *system;      /* of interned const char *: link keys of functions that it calls and that only system
				 * headers declare: no file of the tree is likely to define them */
	GPtrArray *variants;    /* of struct ast_unit *: the code and the sites, and nothing else, as a further command
				 * of the file gives them, where they differ from this unit's */
	unsigned parses, configs;
	bool complete; /* every code occurrence was seen and no function around a site lost a statement */
};

struct ast_unit *ast_unit_new(const char *path);
void ast_unit_free(struct ast_unit *unit);

/* What the module exports as the symbol "ast_module". */
struct ast_module {
	unsigned version; /* AST_MODULE_VERSION */
	struct ast_unit *(*analyse)(const struct ast_request *request);
	/* "clang version 19.1.7"; owned by the caller. */
	char *(*clang_version)(void);
	/* The compiler's complaints about the file itself, of char *, without places. */
	GPtrArray *(*diagnose)(const struct ast_request *request);
};
#define AST_MODULE_VERSION 3

UTIL_DEFINE_AUTO(ast_unit, ast_unit_free)
UTIL_DEFINE_AUTO(ast_trace, ast_trace_free)

#endif
