/* What the text of the whole tree says of its functions: where each is defined, whom it calls, who calls it, and what
 * may come of calling it (EFFECT_... of flow/wish.h), through all that it calls. Read when it is asked for the first
 * time; no compiler. It says too much rather than too little: both arms of an #if count, a word that is the name of a
 * function is a call. So "it has no such effect" can be believed, "it has" is for the compiler and the engine to find
 * out. Private to scan/. */
#ifndef SCAN_FACTS_H
#define SCAN_FACTS_H

#include "flow/wish.h"
#include "rules/rule.h"
#include "source/overlay.h"
#include "source/walk.h"

/* Further effects, for facts only. */
enum {
	FACT_FALLBACK = EFFECT_FALLS,
	FACT_SETS = 1 << 9 /* changes a descriptor's flags; EFFECT_RESTORES is also said of close() */
};

/* A function's definition, a macro's that calls or assigns, or a table's. */
struct fact {
	const char *name;                 /* interned */
	const struct source_entry *entry; /* the file it stands in */
	unsigned line;
	bool internal, is_macro, is_cxx;
	bool is_table;      /* a variable whose initialiser names functions: whoever calls through it calls them */
	bool is_group;      /* stands for all methods of a name: whose is called, only the compiler knows */
	unsigned own, all;  /* effects: of its own text, and with those of what it calls */
	GArray *calls;      /* of guint32: numbers of facts; NULL: none */
	GArray *callers;    /* of guint32; NULL: none */
	GArray *writes;     /* of guint32: numbers of variables and members that it may write; NULL: none */
	bool through;       /* it writes where a pointer leads */
	int n_parameters;   /* -1: any number */
	bool gives_nothing; /* it returns void */
	GArray *takes;      /* of guint64: see struct slots_text; NULL: not known */
	unsigned deep;      /* like `all`, and with what is called through pointers */
	GArray *pointers;   /* of struct slot_call: calls through pointers; NULL: none */
};
#define FACT_NONE G_MAXUINT32

struct facts;
struct pointed;

struct facts *facts_new(const struct source_walk *walk, const struct source_overlay *overlay,
			const struct rule_set *rules, unsigned jobs);
void facts_free(struct facts *facts);

const struct fact *facts_at(const struct facts *facts, guint32 number);
/* The definitions of functions (and macros) of that name, wherever they are: of guint32, or NULL. */
const GArray *facts_named(const struct facts *facts, const char *interned);
/* The definitions that a name in the file at this path (NULL: any file) can mean: appends their numbers. */
void facts_resolve(const struct facts *facts, const char *path, const char *interned, GArray *out);
/* What may come of calling the fact; EFFECT_WRITES where one of the variables (set of interned names) may be written,
 * EFFECT_MEMBERS where one of the members may. deep: with what is called through pointers. */
unsigned facts_effects(const struct facts *facts, guint32 number, GHashTable *variables, GHashTable *members,
		       bool deep);

/* Before what is asked for is of a slot; before it is deep. */
void facts_read_slots(struct facts *facts);
void facts_read_deep(struct facts *facts);
/* What a call through a slot may lead to. The slot as wishes name it (flow/wish.h, WISH_POINTER). */
void facts_point(const struct facts *facts, const char *key, const char *path, struct pointed *out);

UTIL_DEFINE_AUTO(facts, facts_free)

#endif
