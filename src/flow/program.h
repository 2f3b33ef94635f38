/* Functions and globals of many units, linked by key: what paths are explored over. The cfg_text's given to it are
 * owned by the program afterwards. Of a function defined more than once (two configurations, two programs in one tree)
 * the one in the asking function's own file wins, then the one in the nearest folder, then the first added. */
#ifndef FLOW_PROGRAM_H
#define FLOW_PROGRAM_H

#include "cfg/text.h"
#include "rules/rule.h"

/* What a function does, itself or in what it calls: whether following it can matter. */
enum interest {
	INTEREST_RULE = 1 << 0,      /* makes a rule's call or a fallback */
	INTEREST_RESTORE = 1 << 1,   /* may restore a flag, or closes */
	INTEREST_ERRNO = 1 << 2,     /* reads or writes errno */
	INTEREST_FLAG = 1 << 3,      /* reads or writes a variable with static storage */
	INTEREST_STOP = 1 << 4,      /* may end the program or throw */
	INTEREST_OUT = 1 << 5,       /* writes through a pointer */
	INTEREST_FALLBACK = 1 << 6,  /* makes a fallback call of a rule */
	INTEREST_SETS = 1 << 7,      /* itself sets flags of a descriptor; not said of who calls it */
	INTEREST_ERRNO_SET = 1 << 8, /* writes errno */
	INTEREST_LOST = 1 << 9       /* holds a statement that the lowering lost */
};

/* What is larger is not told apart by size: so that functions that call each other come to an end. */
#define INTEREST_SIZE_MAX 1000u

struct function_info;

/* One place that calls a function. */
struct call_ref {
	const struct cfg_function *caller;
	const struct cfg_stmt *stmt;
	const struct function_info *info; /* of the caller */
};

struct function_info {
	const struct cfg_function *function;
	unsigned interest;
	unsigned own_interest; /* without what it calls */
	unsigned size;         /* blocks, with those of what it calls; at most INTEREST_SIZE_MAX */
	GPtrArray *callers;    /* of struct call_ref * */
	GPtrArray *callees;    /* of const struct function_info *: direct calls that resolve */
	GPtrArray *unseen; /* of interned const char *: keys of functions that it calls and the program does not hold */
	bool address_taken;
	guint8 **live;     /* per block: bits of the variables live at its start */
	guint8 *loop_head; /* per block: a back edge leads here */
	guint *order;      /* per block: its place in reverse postorder */
};

/* A write to a variable with static storage. */
struct global_write {
	const struct cfg_function *function;
	const struct cfg_stmt *stmt;
	int block;
	bool is_const;
	gint64 value;
	const char *func; /* interned key, where a function's address is written; NULL else */
};

/* All that a variable with static storage ever holds, whatever writes it. Of its values there are no negative ones,
 * unless they are not known. */
#define GLOBAL_VALUES_MAX  16
#define GLOBAL_WRITERS_MAX 4
struct global_writer {
	const char *function, *path; /* interned */
};
struct global_values {
	guint64 bits;                     /* no others are ever set */
	gint64 values[GLOBAL_VALUES_MAX]; /* sorted; n_values 0: any of these bits may go together */
	unsigned n_values;
	/* The functions that write it at any time; what is written once, at the program's start, is left out. */
	struct global_writer writers[GLOBAL_WRITERS_MAX];
	unsigned n_writers;
	bool scattered; /* there are more */
	bool computed;  /* the values are not known; the writers are all that there are, the program's start among them
			 */
};

/* Where a pointer that is called may have been read from: see WISH_POINTER. */
struct pointer_slot {
	const char *key, *path; /* interned */
};

/* A call through a pointer. */
struct pointer_call {
	GArray *slots;    /* of struct pointer_slot */
	GPtrArray *names; /* of interned keys: functions that it may lead to */
	bool others;      /* to functions as well that do nothing that matters */
	bool unread;      /* to something that could not be read, and may matter */
};

/* What is known of a slot from the text of all files. */
struct pointer_target {
	const char *name, *path; /* interned; path NULL: of the libraries */
};
struct pointer_known {
	GArray *targets; /* of struct pointer_target: those that may matter */
	bool others, unread;
};

struct program;
struct reads;

struct program *program_new(void);
void program_free(struct program *program);
void program_add(struct program *program, struct cfg_text *unit);
/* What is known of a variable from elsewhere; the values stay the caller's. */
void program_know(struct program *program, const char *key, const struct global_values *values);
/* NULL when nothing is. */
const struct global_values *program_known(const struct program *program, const char *key);
/* What is known of the slot "key@path"; it stays the caller's. */
void program_point(struct program *program, const char *slot, const struct pointer_known *known);
/* Asked for each slot that a call goes through: NULL, or what is known of it. */
typedef const struct pointer_known *program_asked(const char *slot, const char *path, void *data);
void program_ask(struct program *program, program_asked *ask, void *data);
/* NULL for other calls. */
const struct pointer_call *program_pointer_call(const struct program *program, const struct cfg_stmt *call);
/* The functions (interned keys) that a call through a pointer, or of a virtual method, may lead to; NULL where none is
 * known. */
const GPtrArray *program_pointer_targets(const struct program *program, const struct cfg_stmt *call);
/* The function of that key is defined (or, callers: called) in a file that could not be read; `why` is one clause. */
void program_note_left_out(struct program *program, bool callers, const char *key, const char *path, const char *why);
/* Why one is left out: "src/a.c: the parser crashed"; NULL when none is. */
const char *program_left_out(const struct program *program, bool callers, const char *key);
/* After the last program_add(): resolves calls, builds the call graph, liveness and interests for the rules' calls. */
void program_link(struct program *program, const struct rule_set *rules);

const struct cfg_function *program_find(const struct program *program, const char *key, const char *from_path);
const struct function_info *program_info(const struct program *program, const struct cfg_function *function);
/* NULL for a variable no unit declares. */
const struct cfg_global *program_global(const struct program *program, const char *key);
bool program_is_constant(const struct program *program, const char *key);
/* Some function takes its address, or that of a part of it. */
bool program_addressed(const struct program *program, const char *key);
/* All writes to a global in lowered functions: GArray of struct global_write, or NULL. */
const GArray *program_writes(const struct program *program, const char *key);
/* Functions that a variable with static storage may hold: GPtrArray of interned keys, or NULL where something else may
 * be in it. */
const GPtrArray *program_global_functions(const struct program *program, const char *key);
/* The same where something else may be in it as well; NULL where no function is known to be. */
const GPtrArray *program_known_functions(const struct program *program, const char *key);
/* Functions that a field of this name may hold: GPtrArray of interned keys, or NULL. */
const GPtrArray *program_field_functions(const struct program *program, const char *field);
/* holders.c: the variables with static storage (their keys) and the members (their names) that may hold this function's
 * address: appends interned const char *. */
void program_holders(const struct program *program, const char *key, GPtrArray *out_variables, GPtrArray *out_members);
/* The key of the virtual method that a call names, where one that overrides it may be meant; NULL of other calls. */
const char *program_dispatched(const struct program *program, const struct cfg_stmt *call);
/* Functions that an element of an array may hold: `name` is the variable's or the member's. */
const GPtrArray *program_element_functions(const struct program *program, const char *name);
/* Functions that are handed to a parameter: GPtrArray of interned keys, or NULL. */
const GPtrArray *program_parameter_functions(const struct program *program, const struct cfg_function *function,
					     int var);
/* Which memory is read where; filled as it is asked for, so that all explorations share it. */
struct reads *program_reads(const struct program *program);
/* All functions, in the order in which they were added: of struct cfg_function *. */
const GPtrArray *program_functions(const struct program *program);

UTIL_DEFINE_AUTO(program, program_free)

#endif
