/* Lowering: from libclang's tree to the control-flow graph, one function at a time. The files:
 *
 *     lower.c        a unit's functions: which, in which order, headers' helpers too
 *     lower_func.c   one function: parameters, constructors' initialisers, body; variables and their keys
 *     lower_expr.c   values: references, members, literals, conversions
 *     lower_ops.c    operators: assignment, ++, arithmetic, comparisons, the conditional ones
 *     lower_call.c   calls: callee, arguments, sites, raw system calls, calls that do not come back
 *     lower_atomic.c atomic operations
 *     lower_virtual.c calls of virtual methods
 *     lower_instead.c calls that stand for something simpler
 *     lower_library.c calls of the C library's functions, and whether a call comes back
 *     lower_noreturn.c declarations that say that it does not
 *     lower_cond.c   conditions as branches, short-circuit
 *     lower_stmt.c   statements: compound, if, return, goto, labels, asm
 *     lower_loop.c   while, do, for (with absent parts), range-for
 *     lower_switch.c switch
 *     lower_init.c   declarations and initialisers
 *     lower_cxx.c    constructors, new, throw, try, lambdas
 *     lower_lambda.c lambdas and their closures
 *     lower_life.c   where objects end: destructors of locals, members and temporaries
 *     lower_cleanup.c variables with a clean-up function
 *     recover.c      expressions and statements the compiler could not type: from the text
 *
 * An expression is lowered in two moves: its side effects become statements of the current block, in evaluation order;
 * its value comes back as a tree without side effects. l->block is where the next statement goes; after a return or a
 * jump it is a new block that nothing leads to (cfg_function_tidy removes it unless a label revives it). */
#ifndef AST_LOWER_H
#define AST_LOWER_H

#include "ast/ast.h"
#include "ast/cx.h"
#include "ast/unit/unit.h"
#include "rules/library.h"

/* What one parse has to offer to the lowering, and what it collects. */
struct prelude; /* of the ladder: the system's headers, compiled */
/* The unit of those headers alone, to look names up in; NULL when it cannot be had. */
CXTranslationUnit prelude_unit(struct prelude *prelude);

struct lower_unit {
	const struct ast_request *request;
	CXTranslationUnit tu;
	CXFile file;       /* of the request: the main file, or a fragment that it includes */
	const char *bytes; /* the text that was parsed as that file: same layout as on disk */
	size_t length;
	bool cxx;
	GHashTable *aliases;       /* set of interned names: macros that stand for a rule's call; may be NULL */
	GPtrArray *functions;      /* of struct cfg_function *, owned */
	GHashTable *keys;          /* key -> cfg_function or a marker: lowered or waiting */
	GArray *pending;           /* of CXCursor: definitions in headers, to be lowered too */
	GHashTable *globals;       /* key -> struct lower_global *, owned */
	GPtrArray *fields;         /* of struct cfg_field_func * */
	GHashTable *sites;         /* offset + 1 -> struct ast_site * (owned by site_list) */
	GPtrArray *site_list;      /* of struct ast_site *, owned; numbers from 1 */
	GHashTable *system;        /* set of interned keys: see struct ast_unit */
	GHashTable *incomplete;    /* keys of the functions that lost something -> why, interned */
	GHashTable *patched;       /* … of those of which a statement with a body was read from the text */
	GHashTable *destroyed;     /* class -> 2 when its end does something, 1 when not: lower_life.c */
	GHashTable *instances;     /* class that is a template's instance -> its destructor; NULL until asked for */
	GHashTable *closures;      /* keys of lambdas that capture */
	GHashTable *included;      /* set of char *: what the tree's files of the unit #include; NULL until asked for */
	GHashTable *says_noreturn; /* set of char *: functions that text of the unit says that of; NULL until asked */
	GArray *virtuals;          /* of CXCursor: the virtual methods; NULL until asked for: lower_virtual.c */
	GHashTable *dispatched;    /* set of interned members: the virtual methods that are called */
	GHashTable *undeclared;    /* set of interned names: functions that are called without a declaration */
	GHashTable *macros;        /* sites_raw.c: what macros are defined as; NULL until asked for */
	GArray *errors;            /* of struct lower_error: where the compiler saw errors, sorted by offset */
	GHashTable *names;         /* interned name -> CXCursor of a declaration; NULL until recover_text.c asks */
	GArray *included_at;       /* of struct cx_place: where the file is included, when it is not the main file */
	struct prelude *prelude;   /* the compiled headers that the unit rests on: their names are looked up there, and
				    * nobody walks them otherwise. NULL: they are in the unit. Not owned */
	unsigned header_functions;
};

struct lower_error {
	CXFile file; /* the looked-at one or a header that is not the system's */
	size_t offset;
	unsigned line, diagnostic;
};

/* A variable with static storage that lowered code mentions. */
struct lower_global {
	struct cfg_global *global; /* owned */
	CXCursor decl;
	const char *function; /* interned key of the function that it is a static of; NULL at file scope */
};

struct lower {
	struct lower_unit *unit;
	struct lower *outer; /* of a lambda: the function around it */
	struct cfg_function *f;
	CXCursor decl;
	int block;
	int this_var; /* -1: no method */
	bool returns_reference;
	GHashTable *vars;                /* CXCursor -> var + 1 */
	GHashTable *labels;              /* name -> block + 1 */
	int break_block, continue_block; /* -1: none */
	struct lower_tries *tries;       /* the try blocks around, innermost first; NULL: none */
	int handler;                     /* where exceptions go; -1: out of the function */
	int terminate;                   /* where they go that must not leave it; -1: they may */
	struct lower_switch *switch_;    /* the innermost switch */
	struct lower_cleanup *cleanups, *break_cleanups, *continue_cleanups; /* lower_life.c */
	int full_block;             /* where the full expression began; -1: none */
	unsigned full_stmt;         /* … before which of its statements */
	GHashTable *label_cleanups; /* name -> struct lower_cleanup * */
	GArray *gotos;
	int closure_var;      /* of a lambda that captures: its last parameter; -1 */
	GHashTable *captures; /* … CXCursor -> enum capture; not owned */
	bool captures_this;
	struct cfg_expr *object; /* what `this` points to in a member's initialiser; NULL: the parameter's */
	unsigned temps, depth;
	struct cx_place read_to; /* behind the last statement that was read from the text */
};

/* Where break and continue go. */
struct lower_loop {
	int break_block, continue_block;
	struct lower_cleanup *break_cleanups, *continue_cleanups;
};

struct lower_unit *lower_unit_new(const struct ast_request *request, CXTranslationUnit tu, bool cxx, const char *bytes,
				  size_t length);
void lower_unit_free(struct lower_unit *unit);
UTIL_DEFINE_AUTO(lower_unit, lower_unit_free)

/* Where in the extent (of a function) the looked-at file is included; NULL when it is not. */
const struct cx_place *lower_inclusion(const struct lower_unit *unit, struct cx_extent extent);

/* Lowers everything there is in the file, and the headers' helpers that it calls. */
void lower_unit_run(struct lower_unit *unit);

/* What the compiler complained about in this piece of a file: "line 7: …", interned; NULL when it did not. */
const char *lower_error_in(const struct lower_unit *unit, CXFile file, size_t begin, size_t end);

/* names.c: the function's link key and its name for people. */
const char *names_function_key(const struct lower_unit *unit, CXCursor decl);
const char *names_function(CXCursor decl);
bool names_is_c_function(const struct lower_unit *unit, CXCursor decl);
/* Key of a variable with static storage, at file scope or a class's; *out_internal: no other unit sees it. */
const char *names_shared_key(const struct lower_unit *unit, CXCursor decl, bool *out_internal);
/* The same of any, a function's among them. */
const char *names_variable_key(const struct lower *l, CXCursor decl, bool *out_internal);
/* Interned path of a file: relative to the tree when it is in it. */
const char *names_path(const struct lower_unit *unit, CXFile file);

/* lower_func.c */
bool lower_function(struct lower_unit *unit, CXCursor decl);
void lower_function_body(struct lower *l, CXCursor decl);
void lower_finish(struct lower *l);
/* What every lowering of a function begins with; and ends with. */
void lower_begin(struct lower *l);
void lower_clear(struct lower *l);
bool lower_is_noexcept(const struct lower_unit *unit, CXCursor decl);
/* True when the body was emptied before the parse: the function is known by its declaration only. */
bool lower_is_blanked(const struct lower_unit *unit, CXCursor decl);
/* The variable of a declaration, made on first sight; -1 when it is none of this function's (captured). */
int lower_variable(struct lower *l, CXCursor decl);
int lower_new_local(struct lower *l, const char *name);
/* The place of a variable, what it refers to when it is a reference; captured ones are the closure's. */
struct cfg_expr *lower_variable_place(struct lower *l, CXCursor decl);
struct cfg_expr *lower_temp(struct lower *l);
struct cfg_expr *lower_errno(struct lower *l);
struct cfg_expr *lower_global_by_name(struct lower *l, const char *name);

/* Places and text of a cursor, for statements and terminators. */
struct location_range lower_range(const struct lower *l, CXCursor c);
const char *lower_text(const struct lower *l, CXCursor c);
void lower_mark_stmt(struct lower *l, struct cfg_stmt *s, CXCursor c);
void lower_mark_term(struct lower *l, struct cfg_term *t, CXCursor c);
/* The slice of the parsed text that an extent covers; NULL when it lies elsewhere. */
const char *lower_bytes(const struct lower_unit *unit, CXFile file, size_t *out_length);

/* lower_expr.c */
struct cfg_expr *lower_expr(struct lower *l, CXCursor c);
struct cfg_expr *lower_lvalue(struct lower *l, CXCursor c);
struct cfg_expr *lower_address(struct lower *l, CXCursor c);
struct cfg_expr *lower_address_of(struct lower *l, struct cfg_expr *e);
struct cfg_expr *lower_save(struct lower *l, struct cfg_expr *e, CXCursor c);
void lower_effects(struct lower *l, CXCursor c);
void lower_into(struct lower *l, struct cfg_expr *dest, CXCursor c, CXCursor whole);
struct cfg_expr *lower_convert(struct lower *l, struct cfg_expr *e, CXType from, CXType to);
struct cfg_expr *lower_member(struct lower *l, CXCursor c);

CXCursor lower_strip(CXCursor c);
bool lower_is_wrapper(CXCursor c, CXCursor *out_child);
void lower_assign(struct lower *l, struct cfg_expr *dest, struct cfg_expr *value, CXCursor c);

/* lower_ops.c */
struct cfg_expr *lower_unary(struct lower *l, CXCursor c, bool wanted);
struct cfg_expr *lower_binary(struct lower *l, CXCursor c, bool wanted);
struct cfg_expr *lower_conditional(struct lower *l, CXCursor c, bool wanted);
void lower_conditional_into(struct lower *l, struct cfg_expr *dest, CXCursor c, CXCursor whole);
struct cfg_expr *lower_gnu_conditional(struct lower *l, CXCursor c);
struct cfg_expr *lower_logical(struct lower *l, CXCursor c);

/* lower_cond.c */
void lower_cond(struct lower *l, CXCursor c, int yes, int no);
void lower_branch(struct lower *l, struct cfg_expr *cond, CXCursor c, int yes, int no);

/* lower_call.c: dest NULL and wanted false drops the result; dest NULL and wanted true gives it as the value. */
struct cfg_expr *lower_call(struct lower *l, CXCursor c, struct cfg_expr *dest, CXCursor whole, bool wanted);
bool lower_is_plain_call(CXCursor c);
/* What a call of decl (NULL cursor: unknown) really is when it is none: its value; NULL when it is a call. */
struct cfg_expr *lower_instead(struct lower *l, CXCursor c, CXCursor decl, const char *name, CXCursor whole);
/* What __builtin_expect(x, y), or an unknown LIKELY(x), is about: x; the null cursor for any other expression. */
CXCursor lower_expected(CXCursor c);
struct cfg_expr *lower_emit_call(struct lower *l, struct cfg_expr *dest, struct cfg_expr *callee,
				 struct cfg_expr *const *args, unsigned n, CXCursor whole, struct cfg_stmt **out_stmt);
struct cfg_expr *lower_argument(struct lower *l, CXCursor arg, CXType parameter);
/* A new local for an object without a name. */
struct cfg_expr *lower_unnamed(struct lower *l);
CXCursor lower_callee_decl(CXCursor call);
/* C: a function that nobody has declared, but for its first call. */
bool lower_is_undeclared(const struct lower_unit *unit, CXCursor decl);
/* Which variable a call like __errno_location() stands for. */
bool lower_is_errno_call(CXCursor c);

/* lower_atomic.c: an expression that libclang has no name for, or a call; NULL when it is no such operation. */
struct cfg_expr *lower_atomic(struct lower *l, CXCursor c);
struct cfg_expr *lower_sync(struct lower *l, CXCursor call, const char *name);

/* lower_virtual.c: the member that a call of the method, written as `name` (a member expression or any other cursor),
 * goes through; NULL where it means that very method. object: the null cursor for this. */
const char *lower_dispatched(struct lower *l, CXCursor name, CXCursor object, CXCursor method);
/* A method that is lowered: what it overrides may mean it. */
void lower_tell_method(struct lower_unit *unit, CXCursor method);

/* throw of something whose type is not known, or (again) of what was caught. */
void lower_throw_unknown(struct lower *l, bool again);

/* lower_library.c: the C library's function that a call means; NULL when it is another. decl may be the null cursor. */
const struct library_function *lower_library(struct lower *l, CXCursor call, CXCursor decl, const char *name);
enum lower_returns { RETURNS, RETURNS_NEVER, RETURNS_IF_ZERO /* its first argument is 0 */ };
enum lower_returns lower_returns(struct lower *l, CXCursor call, CXCursor decl, const char *name);
/* The same of a call that was read from the text. */
enum lower_returns lower_returns_text(struct lower *l, CXCursor decl, const char *name, unsigned n_arguments);
/* lower_callback.c: before a call of a function of the libraries: it may call some of its arguments. */
void lower_callbacks(struct lower *l, CXCursor c, CXCursor decl, const char *name, struct cfg_expr *const *args,
		     unsigned n, CXCursor whole);
/* lower_call.c: for a call that is about to be emitted and returns if its first argument is zero, the way that ends is
 * emitted here; what is left to say of the call. */
enum lower_returns lower_unless_zero(struct lower *l, enum lower_returns returns, struct cfg_expr *callee,
				     struct cfg_expr *const *args, unsigned n, CXCursor whole);
/* The call just emitted does not come back. */
/* lower_pointer.c: what the parameters of the function that a pointer leads to point to: see struct cfg_stmt. */
const char *lower_takes(const struct lower *l, CXCursor pointer);
void lower_end_call(struct lower *l, struct cfg_stmt *s);

bool lower_is_system(CXCursor decl);
/* lower_noreturn.c */
bool lower_is_declared_noreturn(const struct lower_unit *unit, CXCursor decl);
/* Of a function without a declaration that the compiler knows. */
bool lower_text_says_noreturn(struct lower_unit *unit, const char *name);
/* Calls look with the text of the file and of each file of the tree that it includes. */
void lower_visit_texts(struct lower_unit *unit,
		       void (*look)(struct lower_unit *unit, const char *bytes, size_t length));

/* The tree defines the rule's function itself, and means that. */
bool sites_is_own(const struct lower_unit *unit, const char *name);

/* sites.c: the site at a place, made if it is a new one; 0 when the reference is to nothing of the rules'. */
int sites_call(struct lower *l, CXCursor call, CXCursor name, CXCursor decl);
/* named: which argument says what is called. */
int sites_raw(struct lower *l, CXCursor call, unsigned named, const struct rule *rule, const char *raw);
int sites_reference(struct lower_unit *unit, struct lower *l, CXCursor reference, CXCursor decl, enum site_form form);
void sites_flags(struct lower *l, int number, struct cfg_expr *const *args, unsigned n_args, bool raw);
/* The rule's raw name in the first argument of a syscall(): its tokens, or its number's macro. Of a call that no rule
 * is about but something is known of, *out_name is the plain name: "fcntl" of SYS_fcntl. */
const struct rule *sites_raw_name(struct lower *l, CXCursor argument, const char **out_name);
/* A call read from the text, its name at an offset of the file. */
int sites_text(struct lower *l, const char *name, size_t offset, size_t end);
/* The name of a rule's function that the call looks up: dlsym(…, "accept4"), or a helper of the program's that is given
 * the name; NULL when it looks up none. And the site that this is. */
const char *sites_lookup_name(struct lower *l, CXCursor call, CXCursor decl, const char *function);
const char *sites_lookup_function(const struct lower *l, const char *name);
/* lower_lookup.c: what the call is worth that looks the name up; NULL where that is no address, then … */
struct cfg_expr *lower_lookup(struct lower *l, CXCursor call, const char *name);
/* … behind the call: what it leaves in the record that it returns, or where its arguments point. */
void lower_lookup_out(struct lower *l, CXCursor call, const char *name, struct cfg_expr *const *args, unsigned n);
/* dlsym(…, "name") of any name is that function's address; NULL of other calls. */
struct cfg_expr *lower_lookup_of_any(struct lower *l, const char *function, struct cfg_expr *const *args, unsigned n);
int sites_lookup(struct lower *l, CXCursor call, const char *name);
/* sites_raw.c: the same of a text, through the macros that it names. */
const struct rule *sites_raw_text(struct lower_unit *unit, const char *text, size_t length, const char **out_name);
/* The rule of which the word is a raw name; of other raw calls that are known *out_name only. */
const struct rule *sites_raw_word(const struct rule_set *rules, const char *word, const char **out_name);

/* sites_made.c: the string that an argument is, interned; NULL when it is none that is known. */
const char *sites_string(CXCursor argument);
CXCursor sites_literal(CXCursor argument);
/* A call of that function with the rule's name gives the function's address. */
bool sites_looks_up(const struct lower_unit *unit, const struct rule *rule, CXCursor decl, const char *function);
/* syscall() itself, or a function of the file that is nothing else. */
bool sites_is_syscall(const struct lower_unit *unit, const char *function);
/* A function of the file that makes raw calls. */
bool sites_makes_calls(const struct source_text *text, const char *function);
/* if (name), name != NULL: a test whether the function is there. */
bool sites_is_test(const struct source_text *text, size_t offset, size_t length);
/* Like sites_raw_name, of a number that a macro pastes together in a call. */
const struct rule *sites_raw_pasted(const struct lower *l, CXCursor call, CXCursor argument, const char **out_name);
/* Where the use ends: behind a macro's arguments, which the compiler leaves out. */
size_t sites_use_end(const struct lower_unit *unit, struct cx_extent extent);

/* lower_stmt.c */
/* The function lost a statement; why is interned or static, NULL when nothing is known. */
void lower_lose(struct lower *l, const char *why);
void lower_stmt(struct lower *l, CXCursor c);
void lower_jump(struct lower *l, int target);
int lower_fresh(struct lower *l);
void lower_start(struct lower *l, int block);
int lower_label(struct lower *l, const char *name);
/* break or continue; false where there is nothing to leave. */
bool lower_leave(struct lower *l, CXCursor c, bool again);
struct cfg_expr *lower_stmt_expr(struct lower *l, CXCursor c, bool wanted);

/* lower_life.c: the ends of objects. Marks are l->cleanups as it was. */
struct lower_full {
	struct lower_cleanup *cleanups;
	int block;
	unsigned stmt;
};
/* True when the end of such an object does something that is shown. */
bool lower_destroys(const struct lower *l, CXType type);
void lower_destroy(struct lower *l, struct cfg_expr *place, CXType type);
/* The object has been made, and ends with its scope, or with its full expression. */
void lower_alive(struct lower *l, struct cfg_expr *place, CXType type);
/* … the function of that key is called with its address then. */
void lower_alive_until(struct lower *l, struct cfg_expr *place, const char *key);
void lower_alive_temporary(struct lower *l, struct cfg_expr *place, CXType type);
void lower_alive_parameters(struct lower *l, CXCursor function);
void lower_alive_part(struct lower *l, struct cfg_expr *place, CXType type);
void lower_alive_parts(struct lower *l, CXCursor destructor);
void lower_destroy_to(struct lower *l, const struct lower_cleanup *mark);
void lower_unwind_to(struct lower *l, const struct lower_cleanup *mark);
void lower_end_scope(struct lower *l, struct lower_cleanup *mark);
struct lower_full lower_begin_full(struct lower *l);
void lower_end_full(struct lower *l, const struct lower_full *outer);
void lower_end_bound(struct lower *l, const struct lower_full *outer, const struct cfg_expr *address);
void lower_full_effects(struct lower *l, CXCursor c);
void lower_full_cond(struct lower *l, CXCursor c, int yes, int no);
/* value NULL: none */
void lower_return_value(struct lower *l, struct cfg_expr *value, CXCursor c);
void lower_note_label(struct lower *l, const char *name);
void lower_goto_label(struct lower *l, const char *name, CXCursor c);
void lower_finish_gotos(struct lower *l);
GArray *lower_gotos_new(void);

/* lower_cleanup.c: what a variable's declaration says of its end. */
void lower_cleanup(struct lower *l, CXCursor decl, struct cfg_expr *place);

/* lower_loop.c, lower_switch.c */
struct lower_loop lower_enter_loop(struct lower *l, int break_block, int continue_block);
void lower_leave_loop(struct lower *l, struct lower_loop saved);
void lower_while(struct lower *l, CXCursor c);
void lower_do(struct lower *l, CXCursor c);
void lower_for(struct lower *l, CXCursor c);
void lower_range_for(struct lower *l, CXCursor c);
void lower_switch(struct lower *l, CXCursor c);
void lower_case(struct lower *l, CXCursor c);
/* A case label read from the text, its value known or not. */
void lower_case_text(struct lower *l, bool known, gint64 value);
void lower_default(struct lower *l, CXCursor c);

/* lower_init.c */
void lower_var_decl(struct lower *l, CXCursor decl);
void lower_init(struct lower *l, struct cfg_expr *dest, CXType type, CXCursor init, CXCursor whole);
/* dest, of that type, starts as the initialiser says. */
void lower_initialise(struct lower *l, struct cfg_expr *dest, CXType type, CXCursor init, CXCursor whole);
void lower_zero(struct lower *l, struct cfg_expr *dest, CXType type, CXCursor whole, unsigned *budget);

/* What a C++ member is declared to start as; the null cursor when nothing is said. */
CXCursor lower_default_init(const struct lower *l, CXCursor field);
/* dest = from, member by member where that is few. */
void lower_copy(struct lower *l, struct cfg_expr *dest, struct cfg_expr *from, CXType type, CXCursor whole);

/* lower_cxx.c */
bool lower_is_construct(CXCursor c);
void lower_construct(struct lower *l, struct cfg_expr *dest, CXCursor c, CXCursor whole);
struct cfg_expr *lower_new(struct lower *l, CXCursor c);
void lower_delete(struct lower *l, CXCursor c);
void lower_throw(struct lower *l, CXCursor c);
void lower_try(struct lower *l, CXCursor c);

/* lower_lambda.c: dest, or a new object, or the function where nothing is captured. */
struct cfg_expr *lower_lambda(struct lower *l, CXCursor c, struct cfg_expr *dest);
/* The function of a closure of that type; NULL when it is not known. */
struct cfg_expr *lower_closure(struct lower *l, CXType type);
/* The lambda of that key captures something. */
bool lower_captures(const struct lower *l, const char *key);
/* What the lambda has of that variable outside of it; NULL: nothing. */
struct cfg_expr *lower_captured(struct lower *l, CXCursor decl);
struct cfg_expr *lower_this(struct lower *l);
void lower_made_up_constructor(struct lower *l, struct cfg_expr *dest, CXType type, CXCursor whole, unsigned depth);
void lower_member_initialisers(struct lower *l, CXCursor constructor);

/* lower_template.c: the functions in the <…> of a name or a declared type: their addresses are given to somebody. */
void lower_template_arguments(struct lower *l, CXCursor named, CXCursor whole);

/* recover.c: what lies between the children is read from the text. */
struct cfg_expr *recover_expr(struct lower *l, CXCursor c);
/* The function, variable or enumerator of that name (interned) that the unit declares; NULL when it does not. */
const CXCursor *lower_declared(struct lower_unit *unit, const char *name);
/* A piece of text between statements: what the compiler dropped there is read, or noted as lost. */
void recover_gap(struct lower *l, CXFile file, size_t begin, size_t end);
/* A piece of text of which the compiler made nothing. */
void recover_text(struct lower *l, CXFile file, size_t begin, size_t end);
/* The one statement that begins here, of which the compiler made nothing. */
void recover_dropped(struct lower *l, CXFile file, size_t begin);

/* globals.c: the entries for all variables with static storage that were mentioned, and the tables of functions. */
struct lower_global *globals_note(struct lower *l, CXCursor decl, const char *key, bool internal);
/* One at file scope, whether code mentions it or not. */
void globals_note_alone(struct lower_unit *unit, CXCursor decl);
void globals_fields(struct lower_unit *unit, CXCursor var);
/* A member of that name (interned) may hold the function. */
void globals_add_field(struct lower_unit *unit, const char *field, CXCursor function);
void globals_add_field_key(struct lower_unit *unit, const char *field, const char *function_key);
/* The function that an initialiser names, or null. */
CXCursor globals_function_in(CXCursor init);
void globals_finish(struct lower_unit *unit);
/* handed.c: mentions of its internal functions that the lowered code does not show. */
void handed_collect(struct lower_unit *unit);
void globals_free_one(gpointer lower_global);
GHashTable *globals_table_new(void);

#endif
