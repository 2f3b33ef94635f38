/* What the text of a file says of its functions, for those who decide which are kept. Private to keep*.c. */
#ifndef AST_KEEP_MAP_H
#define AST_KEEP_MAP_H

#include "ast/keep.h"
#include "ast/tables.h"

struct keep_map {
	const struct source_text *text;
	const struct rule_set *rules;
	GHashTable *functions; /* interned name -> GArray of unsigned: all definitions of that name */
	GHashTable *macros;    /* interned name -> GPtrArray of bodies */
	GHashTable *variables; /* interned name at file scope -> set of names of functions in its initialiser */
	GHashTable *holders;   /* set of names of variables whose initialiser holds a place */
	GPtrArray *calls;      /* per function: set of interned names of functions of the file */
	GPtrArray *named;      /* per function: … of those that it names without calling them there */
	GPtrArray *reads;      /* per function: set of names of variables */
	GPtrArray *writes;     /* per function: … that it may write */
	GPtrArray *targets;    /* per function: set of names of functions that its calls through pointers may mean */
	GPtrArray *putters;    /* per function: … that put them there */
	struct tables *tables;
	guint8 *matters; /* per function: it may end the program, write errno or fall back, or what it calls */
	guint8 *keep;
};

static inline const struct lex_function *keep_function_at(const struct keep_map *m, unsigned i)
{
	return &g_array_index(m->text->functions, struct lex_function, i);
}

/* Borrows the text and the rules. Nothing is kept yet, and what matters is not known. */
void keep_map_init(struct keep_map *map, const struct source_text *text, const struct rule_set *rules);
/* But for `keep`, which is the caller's. */
void keep_map_clear(struct keep_map *map);

/* keep_sites.c: keeps the functions that hold a place, and those that call through what these assign to. */
void keep_mark_sites(struct keep_map *map);

#endif
