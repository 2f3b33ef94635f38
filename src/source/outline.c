/* The outline of a file: where its function definitions begin and end, from tokens alone. A small state machine walks
 * declarations at file, namespace and class scope; inside bodies it only counts braces. It knows K&R definitions,
 * constructors with initialiser lists, operators, templates, macros before and after the parameter list; what it cannot
 * know (a macro that hides a brace) costs the extent of that function.
 *
 * Conditional code: every arm of an #if starts from the state before the group. Behind the group, the state of one arm
 * goes on: the first whose condition does not contradict those chosen before (so that "#ifdef A … { #endif" and a later
 * "#ifdef A } #endif" are taken together). The state is small and scopes are linked upwards, so saving it is cheap. */
#include "source/lex_internal.h"

#include <string.h>

#include "source/outline_decl.h"

enum scope_kind { SCOPE_DECLS, SCOPE_FUNCTION, SCOPE_SKIP };

struct scope {
	struct scope *up;
	enum scope_kind kind;
	unsigned function; /* of SCOPE_FUNCTION: number in text->functions */
	bool resume;       /* of SCOPE_SKIP: the declaration goes on behind it */
	struct scope *all; /* every scope ever made, for freeing */
};

struct state {
	struct scope *scope; /* NULL: file scope */
	unsigned braces;     /* open in the innermost function or skipped part */
	bool shaky;          /* arms of this function's #ifs differ in their braces */
	struct decl decl;
};

/* One #if group that is being read. */
struct branch {
	struct state before, chosen;
	bool taken; /* an arm was chosen */
	bool here;  /* the current arm is the chosen one */
	bool last;  /* an #else was seen */
	bool uneven;
};

struct span {
	int begin_arm, end_arm;
};

struct outline {
	struct source_text *text;
	const struct spliced *spliced;
	const struct lexer *lx;
	struct state now;
	struct scope *scopes;
	GArray *branches;    /* of struct branch */
	GArray *spans;       /* of struct span, beside text->functions */
	GHashTable *assumed; /* condition -> GINT_TO_POINTER(1: holds, 2: does not) */
	unsigned unsaved;    /* #if groups too deep to be saved */
};

#define BRANCHES_MAX 2000

struct outline *outline_new(struct source_text *text, const struct spliced *spliced, const struct lexer *lx)
{
	struct outline *o = g_new0(struct outline, 1);

	o->text = text;
	o->spliced = spliced;
	o->lx = lx;
	o->branches = g_array_new(FALSE, FALSE, sizeof(struct branch));
	o->spans = g_array_new(FALSE, FALSE, sizeof(struct span));
	o->assumed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	decl_reset(&o->now.decl);
	return o;
}

void outline_free(struct outline *o)
{
	while (o->scopes) {
		struct scope *next = o->scopes->all;

		g_free(o->scopes);
		o->scopes = next;
	}
	g_array_unref(o->branches);
	g_array_unref(o->spans);
	g_hash_table_unref(o->assumed);
	g_free(o);
}

static struct scope *scope_push(struct outline *o, enum scope_kind kind)
{
	struct scope *scope = g_new0(struct scope, 1);

	scope->up = o->now.scope;
	scope->kind = kind;
	scope->all = o->scopes;
	o->scopes = scope;
	o->now.scope = scope;
	o->now.braces = 0;
	return scope;
}

static void function_begin(struct outline *o, const struct decl_start *start, const struct lex_token *brace, int arm)
{
	struct lex_function f = {.name = start->name, .arm = start->arm};
	struct span span = {start->arm, arm};
	struct scope *scope = scope_push(o, SCOPE_FUNCTION);

	f.begin = spliced_begin(o->spliced, start->begin);
	f.body = spliced_begin(o->spliced, brace->begin);
	f.line = source_text_line(o->text, spliced_begin(o->spliced, start->name_at), NULL);
	scope->function = o->text->functions->len;
	o->now.shaky = false;
	g_array_append_val(o->text->functions, f);
	g_array_append_val(o->spans, span);
}

static void function_end(struct outline *o, size_t end, int arm)
{
	struct scope *scope = o->now.scope;
	struct lex_function *f = &g_array_index(o->text->functions, struct lex_function, scope->function);

	f->end = spliced_end(o->spliced, end);
	g_array_index(o->spans, struct span, scope->function).end_arm = arm;
	o->now.scope = scope->up;
	o->now.shaky = false;
	decl_reset(&o->now.decl);
}

static bool in_first_column(const struct outline *o, const struct lex_token *t)
{
	return t->begin == 0 || o->lx->s[t->begin - 1] == '\n';
}

/* Inside a function's body or a skipped pair of braces. */
static void body_token(struct outline *o, const struct lex_token *t, int arm)
{
	struct scope *scope = o->now.scope;

	if (t->punct == '{') {
		o->now.braces++;
		return;
	}
	if (t->punct != '}')
		return;
	if (o->now.braces && !(o->now.shaky && scope->kind == SCOPE_FUNCTION && in_first_column(o, t))) {
		o->now.braces--;
		return;
	}
	if (scope->kind == SCOPE_FUNCTION) {
		function_end(o, t->end, arm);
		return;
	}
	o->now.scope = scope->up;
	if (scope->resume)
		decl_skipped(&o->now.decl, t);
	else
		decl_reset(&o->now.decl);
}

static void decl_scope_token(struct outline *o, const struct lex_token *t, int arm)
{
	struct decl_start start;

	switch (decl_feed(&o->now.decl, o->lx, t, arm, in_first_column(o, t), &start)) {
	case DECL_GOES_ON: break;
	case DECL_FUNCTION: function_begin(o, &start, t, arm); break;
	case DECL_SCOPE:
		scope_push(o, SCOPE_DECLS);
		decl_reset(&o->now.decl);
		break;
	case DECL_SKIP: scope_push(o, SCOPE_SKIP)->resume = false; break;
	case DECL_SKIP_RESUME: scope_push(o, SCOPE_SKIP)->resume = true; break;
	case DECL_CLOSE:
		if (o->now.scope)
			o->now.scope = o->now.scope->up;
		decl_reset(&o->now.decl);
		break;
	}
}

void outline_token(struct outline *o, const struct lex_token *t, int arm)
{
	if (o->now.scope && o->now.scope->kind != SCOPE_DECLS)
		body_token(o, t, arm);
	else
		decl_scope_token(o, t, arm);
}

/* Whether the arm is the one to go on with, remembering what that assumes. */
static bool assume(struct outline *o, const char *condition)
{
	bool negated = false;
	int known;

	if (!condition)
		return true;
	for (; *condition == '!' || *condition == ' '; condition++)
		negated ^= *condition == '!';
	if (strcmp(condition, "0") == 0 || strcmp(condition, "1") == 0)
		return (*condition == '1') != negated;
	known = GPOINTER_TO_INT(g_hash_table_lookup(o->assumed, condition));
	if (known)
		return (known == 1) != negated;
	g_hash_table_insert(o->assumed, g_strdup(condition), GINT_TO_POINTER(negated ? 2 : 1));
	return true;
}

void outline_if(struct outline *o, const char *condition)
{
	struct branch branch = {.before = o->now};

	if (o->branches->len >= BRANCHES_MAX) {
		o->unsaved++;
		return;
	}
	branch.here = branch.taken = assume(o, condition);
	g_array_append_val(o->branches, branch);
}

static struct branch *innermost(const struct outline *o)
{
	if (o->unsaved || !o->branches->len)
		return NULL;
	return &g_array_index(o->branches, struct branch, o->branches->len - 1);
}

/* An arm ends: its state is kept if it is the chosen one. */
static void arm_end(struct outline *o, struct branch *branch)
{
	branch->uneven =
		branch->uneven || o->now.scope != branch->before.scope || o->now.braces != branch->before.braces;
	if (branch->here)
		branch->chosen = o->now;
}

void outline_elif(struct outline *o, const char *condition)
{
	struct branch *branch = innermost(o);

	if (!branch)
		return;
	arm_end(o, branch);
	branch->here = !branch->taken && assume(o, condition);
	branch->taken = branch->taken || branch->here;
	branch->last = branch->last || !condition;
	o->now = branch->before;
}

void outline_endif(struct outline *o)
{
	struct branch *branch = innermost(o);

	if (!branch) {
		o->unsaved -= o->unsaved > 0;
		return;
	}
	arm_end(o, branch);
	o->now = branch->taken ? branch->chosen : branch->before;
	if (branch->uneven && o->now.scope && o->now.scope->kind == SCOPE_FUNCTION)
		o->now.shaky = true;
	g_array_set_size(o->branches, o->branches->len - 1);
}

static const struct if_arm *arm_of(const struct outline *o, int arm)
{
	return &g_array_index(o->text->arms, struct if_arm, arm);
}

static bool arm_encloses(const struct outline *o, int outer, int inner)
{
	while (inner > outer)
		inner = arm_of(o, inner)->parent;
	return inner == outer;
}

/* The group directly inside arm `outer` on the way to arm `inner`. */
static const struct lex_group *group_below(const struct outline *o, const GArray *groups, int outer, int inner)
{
	while (arm_of(o, inner)->parent != outer)
		inner = arm_of(o, inner)->parent;
	return &g_array_index(groups, struct lex_group, arm_of(o, inner)->group);
}

/* A function that starts in one arm and ends outside of it gets the extent of the whole group on that side. */
static void widen(struct outline *o, const GArray *groups, struct lex_function *f, const struct span *span)
{
	int common = span->begin_arm;

	while (common >= 0 && !arm_encloses(o, common, span->end_arm))
		common = arm_of(o, common)->parent;
	if (common != span->begin_arm)
		f->begin = group_below(o, groups, common, span->begin_arm)->begin;
	if (common != span->end_arm)
		f->end = MAX(f->end, group_below(o, groups, common, span->end_arm)->end);
	f->arm = common;
}

static int function_compare(gconstpointer a, gconstpointer b)
{
	const struct lex_function *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return x->body < y->body ? -1 : x->body > y->body;
}

void outline_finish(struct outline *o, const GArray *groups)
{
	GArray *functions = o->text->functions;
	unsigned kept = 0;

	for (struct scope *s = o->now.scope; s; s = s->up)
		if (s->kind == SCOPE_FUNCTION)
			g_array_index(functions, struct lex_function, s->function).end = o->text->length;
	for (unsigned i = 0; i < functions->len; i++) {
		struct lex_function *f = &g_array_index(functions, struct lex_function, i);

		if (f->end == 0)
			continue;
		widen(o, groups, f, &g_array_index(o->spans, struct span, i));
		g_array_index(functions, struct lex_function, kept++) = *f;
	}
	g_array_set_size(functions, kept);
	g_array_sort(functions, function_compare);
}
