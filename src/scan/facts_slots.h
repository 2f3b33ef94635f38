/* Slots: what a pointer to a function may lie in, by its name only: a variable or a member, a parameter, what a
 * function returns, a variable of one function, an aggregate that is initialised without names. A slot is a hash of
 * what it is; two that fall together only say too much. Private to the facts. */
#ifndef SCAN_FACTS_SLOTS_H
#define SCAN_FACTS_SLOTS_H

#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

struct source_entry;
struct words;

enum slot_kind {
	SLOT_NAMED,     /* a variable that is no function's own, or a member */
	SLOT_PARAMETER, /* of the function of that name; its index */
	SLOT_RESULT,    /* of the function of that name */
	SLOT_LOCAL,     /* of the function with that number */
	SLOT_LISTED,    /* in an initialiser of the record of that name, at some place */
	SLOT_RECORD     /* a record's own words, in one place of a file */
};

guint64 slot_of(enum slot_kind kind, const char *name, size_t length, guint64 number);

/* Something is put into a slot: a function, what another slot holds, or what cannot be read. */
#define PUT_SLOT   G_MAXUINT32
#define PUT_LISTED (G_MAXUINT32 - 1) /* from is listed for a record that has this member */
#define PUT_UNREAD (G_MAXUINT32 - 2) /* a lambda; from: 1 + the number of the fact that it stands in, or 0 */
struct put {
	guint64 into, from;
	guint32 word;  /* number of a function's name, or one of these */
	guint32 entry; /* the file where it is put */
	bool cast;     /* to another type: what it takes says nothing */
	bool anywhere; /* the function stands in whatever file the macro is used in */
};

/* A call through a slot. */
struct slot_call {
	guint64 slot;
	guint32 n_args;
};

/* What a piece of text puts and calls. */
struct slots_text {
	const struct words *words;
	const char *bytes;
	const char *function; /* its name; NULL: at file scope */
	guint32 number;       /* of its fact */
	guint32 entry;
	bool is_cxx;
	bool is_macro;                /* the text is a macro's replacement: what it stands for is what it returns */
	const char *macro_parameters; /* "a,b" of a macro; NULL */
	GArray *puts;                 /* of struct put: appended to */
	GArray *records;              /* of guint64, two by two: a name or a record and a word in it: appended to */
	GArray *aliases;              /* of guint64, two by two: names of one type: appended to */
	GArray *takes;      /* of guint64: of each parameter what it points to, a SLOT_RECORD by name; 0: not known */
	bool gives_nothing; /* set: it returns void */
	GArray *calls;      /* of struct slot_call: appended to */
	int n_parameters;   /* set: of the function; -1: any number */
};
/* One that a slot may hold. */
struct pointed_function {
	const char *name; /* interned */
	guint32 fact;     /* FACT_NONE: the libraries' */
};
/* One that is listed in a file for a record with such a member. */
struct listed_function {
	struct pointed_function function;
	const struct source_entry *entry;
};
struct pointed {
	GArray *functions; /* of struct pointed_function */
	GArray *listed;    /* of struct listed_function */
	unsigned unread;   /* effects of what could not be read */
};

struct facts;
struct slots;
/* Puts (which are sorted) and pairs of records are the files' own together. */
struct slots *slots_new(const struct facts *facts, GArray *puts, const GArray *records, const GArray *aliases);
void slots_free(struct slots *slots);
/* Takes the facts' effects on to what they are put into: true where something came of it. */
bool slots_spread(struct facts *facts);
unsigned slots_effects(const struct facts *facts, const struct slot_call *call);
/* How a slot is called. */
struct slot_use {
	unsigned n_args;
	bool result;  /* it is used */
	char **takes; /* of each parameter the names of the record that it points to: "list_t|list", "": not known */
};
/* What the slot may hold for such a call; `only`: puts into it itself stand in this file. */
void slots_point(const struct facts *facts, guint64 slot, const struct slot_use *use, const struct source_entry *only,
		 struct pointed *out);

/* All puts: GArray of struct put. */
const GArray *slots_puts(const struct facts *facts);
/* facts_held.c: the set of slots that a function is put into, by way of others as well; what calls through one of them
 * with as many arguments as it has parameters: appends guint32. */
GHashTable *facts_held_in(const struct facts *facts, guint32 number);
void facts_call_through(const struct facts *facts, GHashTable *slots, guint32 number, GArray *out);
/* A set of guint64. */
GHashTable *facts_slot_set(void);
/* The slot of a wish's key; 0. */
guint64 facts_slot_of_key(const char *key);

/* What stands between `begin` and `end`; of a function, `begin` is where its declaration begins. */
void slots_read(struct slots_text *text, size_t begin, size_t end);

#endif
