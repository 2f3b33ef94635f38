/* What an answer would have to know to be sure: functions and variables that further files of the tree define, call or
 * write. Whoever holds the files fulfils what can be fulfilled and asks again. */
#ifndef FLOW_WISH_H
#define FLOW_WISH_H

#include <glib.h>
#include <stdbool.h>

enum wish_kind {
	WISH_DEFINITION, /* what the function does */
	WISH_CALLERS,    /* all callers: each has its say in the answer */
	WISH_HELPER,     /* a caller, if there is one that could fall back or restore a flag */
	WISH_ANY_CALLER, /* the same; and if there is none, some caller that shows what happens then */
	WISH_VARIABLE,   /* all that is ever written to the variable */
	WISH_THROUGH,    /* all that call through what the call's address is kept in: a variable, a member */
	WISH_POINTER,    /* what a call through a pointer leads to: the key is "slot/2=/records": the slot is a
			  * variable or a member ("name"), what a function returns ("f()"), its third parameter ("f(2)");
			  * it is called with two arguments, '=': the result is used; struct cfg_stmt says what it takes */
	WISH_WAITS,      /* whether the tree waits for events, and defines the function (key "": none is asked for) */
	WISH_KINDS
};

/* What a function may do that matters where it is called; of what it calls in turn as well. */
enum effect {
	EFFECT_STOPS = 1 << 0,    /* ends the program, throws, jumps away */
	EFFECT_ERRNO = 1 << 1,    /* writes errno */
	EFFECT_CALLS = 1 << 2,    /* makes a rule's call or a fallback */
	EFFECT_RESTORES = 1 << 3, /* changes flags of a descriptor, or closes it */
	EFFECT_WRITES = 1 << 4,   /* writes a variable that the asking code tests */
	EFFECT_MEMBERS = 1 << 6,  /* writes to a member, or where a pointer leads, that the asking code may read */
	EFFECT_READS = 1 << 5,    /* reads errno: its result hangs on it. Not said of what it calls */
	EFFECT_FALLS = 1 << 8,    /* makes a fallback call */
	EFFECT_DEEP = 1 << 10     /* asks: what is called through pointers counts, too */
};

struct wish {
	enum wish_kind kind;
	const char *key;  /* interned: a function's link key, a variable's name */
	const char *path; /* interned: the file of the function that asks, or whose callers are asked for; NULL: any.
			   * WISH_POINTER: of the variable that no other file can name */
	unsigned effects; /* WISH_DEFINITION: only if it may do one of these; 0: whatever it does. WISH_HELPER and
			   * WISH_ANY_CALLER: what would help; EFFECT_DEEP: of those that call by a pointer, too.
			   * WISH_THROUGH: EFFECT_MEMBERS of a member */
};

/* There is one wish of each kind, key, path and effects: pointers are equal where wishes are. It lives as long as the
 * program runs. */
const struct wish *wish_of(enum wish_kind kind, const char *key, const char *path, unsigned effects);
/* By key, then kind, path and effects; for arrays of pointers to wishes. */
int wish_compare(gconstpointer a, gconstpointer b);
bool wish_is_for_callers(const struct wish *wish);

#endif
