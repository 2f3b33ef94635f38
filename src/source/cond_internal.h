/* Inside the #if solver: tokens of conditions, what the platform defines, and evaluation with unknowns. */
#ifndef SOURCE_COND_INTERNAL_H
#define SOURCE_COND_INTERNAL_H

#include "source/conditions.h"

/* --- tokens of a condition or a macro's body (cond_token.c) --- */

enum cond_kind { COND_END, COND_INT, COND_IDENT, COND_UNKNOWN, COND_PUNCT, COND_OTHER };

/* The operators of two characters; the others are their character. */
enum { COND_AND = 256, COND_OR, COND_EQ, COND_NE, COND_LE, COND_GE, COND_SHL, COND_SHR };

struct cond_value {
	bool known;
	bool is_unsigned;
	guint64 bits;
};

struct cond_token {
	enum cond_kind kind;
	int op;                  /* of COND_PUNCT */
	const char *name;        /* interned: of COND_IDENT */
	struct cond_value value; /* of COND_INT */
	unsigned begin, end;     /* in the text */
};

/* The tokens of text, without a COND_END; at most COND_TOKENS_MAX, more end in one COND_OTHER. */
GArray *cond_tokens(const char *text);
#define COND_TOKENS_MAX 4000
/* The header's name behind "__has_include" at `at`, with what encloses it; the end of the whole in *out_end. */
char *cond_asked_header(const char *at, const char **out_end, bool *out_angled);

/* --- the platform (platform.c) --- */

enum platform_class {
	PLATFORM_FREE,     /* says nothing: a configuration may define it or not */
	PLATFORM_RESERVED, /* free, but the compiler's own business: better left undefined */
	PLATFORM_FIXED,    /* defined with this value on every Linux */
	PLATFORM_NEVER,    /* another system's: undefined on every Linux */
	PLATFORM_GIVEN     /* defined with this value as a rule; another Linux configuration may differ */
};

struct platform_macro {
	const char *name;
	enum platform_class class;
	const char *value;  /* replacement, for FIXED and GIVEN */
	const char *params; /* of a function-like one */
};

struct platform_macro platform_lookup(const char *name, bool cxx);
/* For "<sys/socket.h>" and its like: a header that every Linux with a C library has. */
bool platform_has_header(const char *name);

/* --- evaluation (cond_eval.c) --- */

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN, TRUTH_COUNT };

enum atom_stage {
	ATOM_OPEN,    /* nothing assumed */
	ATOM_DEFAULT, /* as the platform gives it */
	ATOM_UNDEFINED,
	ATOM_DEFINED, /* with some value */
	ATOM_VALUE    /* with this value */
};

enum atom_kind {
	ATOM_MACRO,
	ATOM_CALL, /* an unknown function-like macro: name is "NAME(...)"; only its value counts */
	ATOM_HAS   /* __has_include(…) and its like: no definition can set it */
};

struct atom {
	const char *name; /* interned */
	enum atom_kind kind;
	struct platform_macro platform;
	enum atom_stage stage;
	gint64 value;
	bool computed; /* its value goes into arithmetic: no list of values is complete */
};

struct solver {
	const struct source_text *text;
	bool cxx;
	GHashTable *atoms;   /* name -> struct atom * */
	GPtrArray *trail;    /* of struct atom *: in the order of their first use */
	GHashTable *defines; /* name -> GArray of unsigned: its #defines and #undefs in the text */
	GHashTable *bodies;  /* text -> GArray of struct cond_token */
	guint64 *reached; /* by arm: enum truth below `epoch` * TRUTH_COUNT, if it was evaluated since solver_forget */
	guint64 epoch;
	struct atom **blocks; /* by arm: the atom that keeps it unknown */
	struct atom *blocked; /* the first atom that kept the last evaluation unknown */
	GArray *compared;     /* of gint64: what something unknown was compared with, at most COMPARED_MAX */
	unsigned budget;      /* evaluations left */
	unsigned depth;       /* of evaluation within evaluation */
	bool hard;            /* something could not be understood: no proof that an arm is inactive */
	bool tried_values;    /* values were chosen from what was known of the text so far */
	bool relaxed;         /* values of computed atoms are left unknown, for a proof that nothing helps */
	bool guessed;         /* values were chosen from a list that may lack the right one */
	bool guards_open;     /* the text's guards may be defined from outside, as every other name */
};

void solver_init(struct solver *s, const struct source_text *text);
void solver_clear(struct solver *s);
/* Whether the preprocessor gets into the arm under the present assumptions. */
enum truth solver_reached(struct solver *s, int arm);
/* Whether a header is guarded by the name, and conditions ask for it as well. */
bool solver_is_guard(const struct solver *s, const char *name);
/* To be called after an atom's stage or value changed. */
void solver_forget(struct solver *s);
const GArray *solver_tokens(struct solver *s, const char *text);

/* The value of an expanded token list as an #if would take it. Sets s->hard for what is no expression. */
enum truth cond_parse(struct solver *s, const GArray *tokens);
/* The value of tokens that are all numbers and operators; false when they are no expression. */
bool cond_number(const GArray *tokens, guint64 *out);

/* --- values worth trying (cond_values.c) --- */

/* Of gint64, the best first; sets s->guessed when the list may lack one that makes a difference. */
GArray *values_for(struct solver *s, struct atom *atom);
#define VALUES_MAX   48
#define COMPARED_MAX 12

/* --- how a name stands at a place (cond_macros.c) --- */

enum macro_state { MACRO_UNDEFINED, MACRO_DEFINED, MACRO_UNKNOWN };

struct macro_look {
	enum macro_state state;
	const char *body; /* of MACRO_DEFINED; NULL: defined, with a value that is not known */
	const char *params;
	struct atom *atom; /* what it depends on, where the text itself does not define it */
};

struct atom *solver_atom(struct solver *s, enum atom_kind kind, const char *name);
void macro_lookup(struct solver *s, const char *name, size_t at, struct macro_look *out);
/* Replaces macros and `defined` in tokens; appends to out. What is not known becomes COND_UNKNOWN. */
void macros_expand(struct solver *s, const GArray *tokens, size_t at, GArray *out);

#endif
