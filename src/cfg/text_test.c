/* The text form: the example of text.h, what the parser makes of each construct, its errors, and that printing and
 * parsing give the same graph, for graphs made at random too (names of odd bytes, everything deep and negative). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "cfg/text.h"

/* The lines of text.h's opening comment that show the form. */
static char *example_of_header(void)
{
	g_autofree char *header = NULL;
	assert_true(g_file_get_contents(TEST_SOURCE_DIR "/src/cfg/text.h", &header, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(header, "\n", -1);
	GString *out = g_string_new(NULL);
	for (unsigned i = 0; lines[i] && !g_str_has_prefix(lines[i], "#ifndef"); i++) {
		if (g_str_has_prefix(lines[i], " *     "))
			g_string_append_printf(out, "%s\n", lines[i] + 2);
		else if (strcmp(lines[i], " *") != 0 && out->len > 0)
			break;
	}
	return g_string_free(out, FALSE);
}

static struct cfg_text *must_parse(const char *source)
{
	g_autoptr(GError) error = NULL;
	struct cfg_text *text = cfg_text_parse(source, &error);
	if (!text)
		fail_msg("%s\n%s", error->message, source);
	return text;
}

static char *print(const struct cfg_text *text)
{
	GString *out = g_string_new(NULL);
	cfg_text_print(text, out);
	return g_string_free(out, FALSE);
}

static struct cfg_function *only_function(const struct cfg_text *text)
{
	assert_int_equal(text->functions->len, 1);
	return g_ptr_array_index(text->functions, 0);
}

static void example_parses(void **state)
{
	(void)state;
	g_autofree char *source = example_of_header();
	auto_ptr(cfg_text) text = must_parse(source);
	const struct cfg_function *f = only_function(text);
	assert_string_equal(f->path, "src/server.c");
	assert_int_equal(f->range.end_line, 40);
	assert_int_equal(f->n_params, 2);
	assert_int_equal(f->blocks->len, 5);
	const struct cfg_stmt *call = g_ptr_array_index(cfg_block(f, 0)->stmts, 0);
	assert_int_equal(call->kind, CFG_CALL);
	assert_int_equal(call->site, 1);
	assert_int_equal(call->n_args, 4);
	assert_int_equal(call->range.end_column, 70);
	assert_string_equal(call->text, "fd = accept4(sock, …)");
	const struct cfg_term *term = &cfg_block(f, 1)->term;
	assert_int_equal(term->kind, CFG_SWITCH);
	assert_int_equal(term->cases[1].high, 5);
	assert_int_equal(term->cond->kind, CFG_VAR);
	assert_int_equal(cfg_var(f, term->cond->var)->kind, CFG_GLOBAL);
	const struct cfg_global *g = g_ptr_array_index(text->globals, 0);
	assert_true(g->internal);
	assert_int_equal(g->value, 1);
}

static void undeclared_names_become_what_they_are_used_as(void **state)
{
	(void)state;
	auto_ptr(cfg_text) text = must_parse("function f(p)\n"
					     "  entry:\n"
					     "    t1 = read(p, &buffer)\n"
					     "    flag = h\n"
					     "    errno = -1\n"
					     "    return t1\n"
					     "global flag key \"a.c#flag\" internal = 1\n");
	const struct cfg_function *f = only_function(text);
	static const struct {
		const char *name, *key;
		enum cfg_var_kind kind;
	} expected[] = {{"p", NULL, CFG_PARAM},
			{"t1", NULL, CFG_TEMP},
			{"buffer", NULL, CFG_LOCAL},
			{"flag", "a.c#flag", CFG_GLOBAL},
			{"errno", "errno", CFG_GLOBAL}};
	assert_int_equal(f->vars->len, G_N_ELEMENTS(expected));
	for (int i = 0; i < (int)f->vars->len; i++) {
		assert_string_equal(cfg_var(f, i)->name, expected[i].name);
		assert_int_equal(cfg_var(f, i)->kind, expected[i].kind);
		assert_int_equal(g_strcmp0(cfg_var(f, i)->key, expected[i].key), 0);
	}
	assert_true(cfg_var(f, 2)->address_taken);
	const struct cfg_stmt *store = g_ptr_array_index(cfg_block(f, 0)->stmts, 1);
	assert_int_equal(store->rhs->kind, CFG_FUNC);
	const struct cfg_stmt *minus = g_ptr_array_index(cfg_block(f, 0)->stmts, 2);
	assert_int_equal(minus->rhs->kind, CFG_CONST);
	assert_int_equal(minus->rhs->value, -1);
}

/* The expression, parsed with C's precedences and printed with parentheses. */
static void assert_reads_as(const char *expression, const char *expected)
{
	g_autofree char *source = g_strdup_printf("function f(a, b, c, p)\n  e:\n    return %s\n", expression);
	g_autofree char *wanted = g_strdup_printf("    return %s\n", expected);
	auto_ptr(cfg_text) text = must_parse(source);
	g_autofree char *printed = print(text);
	if (!g_str_has_suffix(printed, wanted))
		fail_msg("%s gives\n%s, not %s", expression, printed, expected);
}

static void precedences_are_those_of_c(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"a + b * c", "(a + (b * c))"},
		{"a - b - c", "((a - b) - c)"},
		{"a | b ^ c & a == b", "(a | (b ^ (c & (a == b))))"},
		{"a << 1 + b < c", "((a << (1 + b)) < c)"},
		{"!a == b", "(!a == b)"},
		{"-a - -5", "(-a - -5)"},
		{"-(5)", "-(5)"},
		{"*p->q[a + 1].r", "*p->q[a + 1].r"},
		{"(*p).f", "p->f"},
		{"&p->f", "&p->f"},
		{"(s32)a + (u8)(b + c)", "((s32)a + (u8)(b + c))"},
		{"(bool)-a", "(bool)-a"},
		{"~(a % 0x10)", "~(a % 16)"},
		{"? == 9223372036854775807", "(? == 9223372036854775807)"},
		{"-9223372036854775808", "-9223372036854775808"},
		{"@a", "@a"},
		{"`c:@N@zmq@F@accept#`", "`c:@N@zmq@F@accept#`"},
		{"\"x\\n\\\"\\x01é\"", "\"x\\n\\\"\\x01é\""},
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(pairs); i++)
		assert_reads_as(pairs[i][0], pairs[i][1]);
}

static void errors_name_the_line(void **state)
{
	(void)state;
	static const struct {
		const char *source, *message;
	} cases[] = {
		{"function f()\n  e:\n    goto x\n", "line 3: expected a label of this function, and x is none"},
		{"function f()\n  e:\n    x = 1\n",
		 "line 3: expected goto, if, switch, return, throw or stop at the end"},
		{"function f()\n", "line 1: function f: there is no entry block"},
		{"function f()\n  e:\n    f() = 3\n    stop\n", "line 3: expected the end of the line"},
		{"function f()\n  e:\n    3 = 4\n    stop\n",
		 "line 3: expected a variable, field or element before the ="},
		{"function f()\n  e:\n    x = 1 + g(2)\n    stop\n", "line 3: expected the end of the line"},
		{"function f()\n  e:\n    stop\n  e:\n    stop\n",
		 "line 4: expected a label that this function does not"},
		{"\n\nwhat\n", "line 3: expected function, global or field"},
		{"function f()\n  e:\n    return \"x\n", "line 3: expected a \" before the end of the line"},
		{"function f()\n  e:\n    return 99999999999999999999\n", "line 3: expected a decimal or hexadecimal"},
		{"function f()\n  e:\n    switch (x) { 1: e }\n", "line 3: expected default: LABEL"},
		{"function f()\n  e:\n    switch (x) { 5..1: e; default: e }\n",
		 "line 1: function f, block 0 e: a case"},
		{"function f()\n  e:\n    return x'2\n", "line 3: expected a variable that has been declared"},
		{"function f()\n  e:\n    return x ; y\n", "line 3: expected the end of the line"},
		{"function f()\n  e:\n    return ü\n", "line 3: there is a character that means nothing here"},
		{"global x = \n", "line 1: expected a number"},
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		auto_ptr(cfg_text) text = cfg_text_parse(cases[i].source, &error);
		assert_null(text);
		assert_non_null(error);
		if (!g_str_has_prefix(error->message, cases[i].message))
			fail_msg("%s\ngives: %s\nnot:   %s", cases[i].source, error->message, cases[i].message);
	}
}

/* ---- the same graph ---- */

static bool same_string(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_range(const struct location_range *a, const struct location_range *b)
{
	return same_string(a->path, b->path) && a->line == b->line && a->column == b->column &&
	       a->end_line == b->end_line && a->end_column == b->end_column;
}

static bool same_expr(const struct cfg_expr *a, const struct cfg_expr *b)
{
	if (!a || !b)
		return a == b;
	return a->kind == b->kind && a->op == b->op && a->value == b->value && a->var == b->var &&
	       same_string(a->name, b->name) && a->bits == b->bits && a->is_signed == b->is_signed &&
	       a->depth == b->depth && same_expr(a->a, b->a) && same_expr(a->b, b->b);
}

static bool same_stmt(const struct cfg_stmt *a, const struct cfg_stmt *b)
{
	bool same = a->kind == b->kind && same_expr(a->lhs, b->lhs) && same_expr(a->rhs, b->rhs) &&
		    same_expr(a->callee, b->callee) && a->n_args == b->n_args && a->noreturn == b->noreturn &&
		    a->unwind == b->unwind && a->site == b->site && a->takes == b->takes &&
		    same_range(&a->range, &b->range) && same_string(a->text, b->text);
	for (unsigned i = 0; same && i < a->n_args; i++)
		same = same_expr(a->args[i], b->args[i]);
	return same;
}

static bool same_block(const struct cfg_block *a, const struct cfg_block *b)
{
	const struct cfg_term *s = &a->term, *t = &b->term;
	bool same = a->stmts->len == b->stmts->len && s->kind == t->kind && same_expr(s->cond, t->cond) &&
		    s->then == t->then && s->else_ == t->else_ && s->n_cases == t->n_cases &&
		    same_range(&s->range, &t->range) && same_string(s->text, t->text) &&
		    same_string(s->type, t->type) && same_string(a->label, b->label);
	for (unsigned i = 0; same && i < a->stmts->len; i++)
		same = same_stmt(g_ptr_array_index(a->stmts, i), g_ptr_array_index(b->stmts, i));
	for (unsigned i = 0; same && i < s->n_cases; i++)
		same = memcmp(&s->cases[i].low, &t->cases[i].low, 2 * sizeof(gint64)) == 0 &&
		       s->cases[i].block == t->cases[i].block;
	return same;
}

static bool same_function(const struct cfg_function *a, const struct cfg_function *b)
{
	bool same = same_string(a->key, b->key) && same_string(a->name, b->name) && same_string(a->path, b->path) &&
		    same_range(&a->range, &b->range) && a->internal == b->internal && a->noreturn == b->noreturn &&
		    a->n_params == b->n_params && a->vars->len == b->vars->len && a->blocks->len == b->blocks->len;
	for (int i = 0; same && i < (int)a->vars->len; i++) {
		const struct cfg_var *v = cfg_var(a, i), *w = cfg_var(b, i);
		same = v->kind == w->kind && same_string(v->name, w->name) && same_string(v->key, w->key) &&
		       v->address_taken == w->address_taken && v->array == w->array;
	}
	for (int i = 0; same && i < (int)a->blocks->len; i++)
		same = same_block(cfg_block(a, i), cfg_block(b, i));
	return same;
}

static bool same_text(const struct cfg_text *a, const struct cfg_text *b)
{
	bool same = a->functions->len == b->functions->len && a->globals->len == b->globals->len &&
		    a->field_funcs->len == b->field_funcs->len;
	for (unsigned i = 0; same && i < a->functions->len; i++)
		same = same_function(g_ptr_array_index(a->functions, i), g_ptr_array_index(b->functions, i));
	for (unsigned i = 0; same && i < a->globals->len; i++) {
		const struct cfg_global *g = g_ptr_array_index(a->globals, i), *h = g_ptr_array_index(b->globals, i);
		same = same_string(g->key, h->key) && same_string(g->name, h->name) && g->internal == h->internal &&
		       g->constant == h->constant && g->init == h->init && g->value == h->value &&
		       same_string(g->target, h->target) && g->writes_unseen == h->writes_unseen;
	}
	for (unsigned i = 0; same && i < a->field_funcs->len; i++)
		same = memcmp(g_ptr_array_index(a->field_funcs, i), g_ptr_array_index(b->field_funcs, i),
			      sizeof(struct cfg_field_func)) == 0;
	return same;
}

static void assert_round_trip(const struct cfg_text *text)
{
	g_autofree char *printed = print(text);
	auto_ptr(cfg_text) again = must_parse(printed);
	if (!same_text(text, again)) {
		g_autofree char *reprinted = print(again);
		fail_msg("not the same graph:\n%s\n---\n%s", printed, reprinted);
	}
}

static const char *const odd_names[] = {
	"fd",     "fd",  "a b",        "",      "site",
	"goto",   "s32", "bool",       "errno", "c:@N@zmq@S@tcp_listener_t@F@accept#",
	"`\\`",   "é",   "\xff\n\x01", "t1",    "global",
	"accept", "b2",  "operator()", "it's",  "$x",
	"9lives", "#",   "noreturn",
};

static const char *odd_name(GRand *r)
{
	return odd_names[g_rand_int_range(r, 0, G_N_ELEMENTS(odd_names))];
}

static gint64 odd_number(GRand *r)
{
	static const gint64 numbers[] = {0, 1, -1, 38, G_MAXINT64, G_MININT64, -5, 526336, G_MININT, G_MAXUINT};
	return numbers[g_rand_int_range(r, 0, G_N_ELEMENTS(numbers))];
}

static struct cfg_expr *random_expr(GRand *r, struct cfg_function *f, int depth);

static struct cfg_expr *random_lvalue(GRand *r, struct cfg_function *f, int depth)
{
	switch (depth > 0 ? g_rand_int_range(r, 0, 4) : 0) {
	case 1: return cfg_deref(f, random_expr(r, f, depth - 1));
	case 2: return cfg_field(f, random_expr(r, f, depth - 1), odd_name(r));
	case 3: return cfg_index(f, random_expr(r, f, depth - 1), random_expr(r, f, depth - 1));
	default: return cfg_var_expr(f, g_rand_int_range(r, 0, (int)f->vars->len));
	}
}

static struct cfg_expr *random_expr(GRand *r, struct cfg_function *f, int depth)
{
	switch (g_rand_int_range(r, 0, depth > 0 ? 10 : 5)) {
	case 0: return cfg_const(f, odd_number(r));
	case 1: return cfg_func(f, odd_name(r));
	case 2: return cfg_string(f, odd_name(r));
	case 3: return cfg_unknown(f);
	case 5: return cfg_addr(f, random_lvalue(r, f, depth - 1));
	case 6: return cfg_unary(f, (enum cfg_op)g_rand_int_range(r, CFG_NEG, CFG_ADD), random_expr(r, f, depth - 1));
	case 7:
	case 8:
		return cfg_binary(f, (enum cfg_op)g_rand_int_range(r, CFG_ADD, CFG_OP_COUNT),
				  random_expr(r, f, depth - 1), random_expr(r, f, depth - 1));
	case 9:
		return cfg_cast(f, random_expr(r, f, depth - 1), (unsigned)g_rand_int_range(r, 1, 65),
				g_rand_boolean(r));
	default: return random_lvalue(r, f, depth);
	}
}

static void random_range(GRand *r, struct location_range *range)
{
	if (g_rand_int_range(r, 0, 3) == 0)
		return;
	range->line = (unsigned)g_rand_int_range(r, 0, 3000);
	range->end_column = (unsigned)g_rand_int_range(r, 0, 80);
	if (g_rand_int_range(r, 0, 4) == 0)
		range->path = g_intern_string(odd_name(r));
}

static const char *random_text(GRand *r)
{
	return g_rand_boolean(r) ? g_intern_string(odd_name(r)) : NULL;
}

static int random_block(GRand *r, const struct cfg_function *f)
{
	return g_rand_int_range(r, 0, (int)f->blocks->len);
}

static void random_stmt(GRand *r, struct cfg_function *f, int block)
{
	struct cfg_expr *args[3];
	unsigned n_args = (unsigned)g_rand_int_range(r, 0, 4);
	for (unsigned i = 0; i < n_args; i++)
		args[i] = random_expr(r, f, 3);
	struct cfg_expr *lhs = g_rand_boolean(r) ? random_lvalue(r, f, 3) : NULL;
	bool is_call = g_rand_boolean(r);
	struct cfg_stmt *s = is_call ? cfg_add_call(f, block, lhs, random_expr(r, f, 3), args, n_args)
				     : cfg_add_assign(f, block, lhs, random_expr(r, f, 4));
	s->noreturn = is_call && g_rand_boolean(r);
	s->unwind = g_rand_boolean(r) ? random_block(r, f) : -1;
	s->site = g_rand_int_range(r, 0, 3);
	s->takes = is_call && g_rand_boolean(r) ? g_intern_string("list_t|list,,") : NULL;
	s->text = random_text(r);
	random_range(r, &s->range);
}

static void random_term(GRand *r, struct cfg_function *f, int block)
{
	switch (g_rand_int_range(r, 0, 6)) {
	case 0: cfg_set_goto(f, block, random_block(r, f)); break;
	case 1: cfg_set_branch(f, block, random_expr(r, f, 3), random_block(r, f), random_block(r, f)); break;
	case 2:
		cfg_set_switch(f, block, random_expr(r, f, 2), random_block(r, f));
		for (int i = g_rand_int_range(r, 0, 6); i > 0; i--) {
			gint64 low = odd_number(r), high = odd_number(r);
			cfg_add_case(f, block, MIN(low, high), MAX(low, high), random_block(r, f));
		}
		break;
	case 3: cfg_set_return(f, block, g_rand_boolean(r) ? random_expr(r, f, 3) : NULL); break;
	case 4:
		cfg_set_throw(f, block, g_rand_boolean(r) ? random_block(r, f) : -1)->type =
			g_rand_boolean(r) ? g_intern_static_string("A<'\"'>|B") : NULL;
		break;
	default: break;
	}
	struct cfg_term *term = &cfg_block(f, block)->term;
	random_range(r, &term->range);
	term->text = random_text(r);
}

static void random_vars(GRand *r, struct cfg_function *f)
{
	bool have_errno = false;
	for (int i = g_rand_int_range(r, 0, 4); i > 0; i--)
		cfg_add_var(f, CFG_PARAM, odd_name(r), NULL);
	for (int i = g_rand_int_range(r, 1, 8); i > 0; i--) {
		enum cfg_var_kind kind = (enum cfg_var_kind)g_rand_int_range(r, CFG_LOCAL, CFG_GLOBAL + 1);
		const char *name = odd_name(r);
		if (kind == CFG_GLOBAL && strcmp(name, "errno") == 0) {
			if (have_errno)
				continue;
			have_errno = true;
		}
		cfg_add_var(f, kind, name, g_rand_boolean(r) ? odd_name(r) : NULL);
	}
	cfg_add_var(f, CFG_LOCAL, "fd", NULL);
}

static struct cfg_function *random_function(GRand *r)
{
	struct cfg_function *f = cfg_function_new(odd_name(r), odd_name(r), odd_name(r));
	random_vars(r, f);
	random_range(r, &f->range);
	f->range.path = f->path;
	f->internal = g_rand_boolean(r);
	f->noreturn = g_rand_boolean(r);
	for (int i = g_rand_int_range(r, 1, 6); i > 0; i--)
		cfg_add_block(f);
	for (int i = 0; i < (int)f->blocks->len; i++) {
		if (g_rand_boolean(r)) {
			g_autofree char *label = g_strdup_printf("%s%d", odd_name(r), i);
			if (strcmp(label, "b2") != 0 && strcmp(label, "b20") != 0 && label[0] != 'b')
				cfg_block(f, i)->label = g_intern_string(label);
		}
		for (int n = g_rand_int_range(r, 0, 5); n > 0; n--)
			random_stmt(r, f, i);
		random_term(r, f, i);
	}
	return f;
}

static struct cfg_text *random_graph(GRand *r)
{
	struct cfg_text *text = cfg_text_new();
	for (int i = g_rand_int_range(r, 0, 4); i > 0; i--) {
		struct cfg_global *g = g_new0(struct cfg_global, 1);
		g->name = g_intern_string(odd_name(r));
		g->key = g_intern_string(odd_name(r));
		g->internal = g_rand_boolean(r);
		g->constant = g_rand_boolean(r);
		g->writes_unseen = g_rand_boolean(r);
		g->init = (enum cfg_init)g_rand_int_range(r, CFG_INIT_UNKNOWN, CFG_INIT_EXTERN + 1);
		g->value = g->init == CFG_INIT_CONST ? odd_number(r) : 0;
		bool named = g->init == CFG_INIT_FUNC || g->init == CFG_INIT_ADDRESS;
		g->target = named ? g_intern_string(odd_name(r)) : NULL;
		g_ptr_array_add(text->globals, g);
	}
	for (int i = g_rand_int_range(r, 0, 3); i > 0; i--) {
		struct cfg_field_func *field = g_new0(struct cfg_field_func, 1);
		field->field = g_intern_string(odd_name(r));
		field->func = g_intern_string(odd_name(r));
		g_ptr_array_add(text->field_funcs, field);
	}
	for (int i = g_rand_int_range(r, 0, 4); i > 0; i--)
		g_ptr_array_add(text->functions, random_function(r));
	return text;
}

static void random_graphs_come_back(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 2000; seed++) {
		g_autoptr(GRand) r = g_rand_new_with_seed(seed);
		auto_ptr(cfg_text) text = random_graph(r);
		assert_round_trip(text);
	}
}

static void deep_expressions_come_back(void **state)
{
	(void)state;
	auto_ptr(cfg_text) text = cfg_text_new();
	struct cfg_function *f = cfg_function_new("deep", NULL, NULL);
	g_ptr_array_add(text->functions, f);
	int x = cfg_add_var(f, CFG_PARAM, "x", NULL), block = cfg_add_block(f);
	struct cfg_expr *right = cfg_var_expr(f, x), *prefix = cfg_var_expr(f, x), *field = cfg_var_expr(f, x);
	for (int i = 0; i < CFG_MAX_DEPTH - 1; i++) {
		right = cfg_binary(f, CFG_ADD, cfg_const(f, i), right);
		prefix = cfg_unary(f, CFG_NEG, prefix);
		field = cfg_field(f, field, "f");
	}
	cfg_add_assign(f, block, NULL, right);
	cfg_add_assign(f, block, NULL, prefix);
	cfg_add_assign(f, block, field, prefix);
	assert_int_equal(prefix->depth, CFG_MAX_DEPTH);
	assert_round_trip(text);
	assert_int_equal(cfg_unary(f, CFG_NEG, prefix)->kind, CFG_UNKNOWN);
	assert_int_equal(cfg_field(f, field, "g")->kind, CFG_DEREF);
}

/* Any bytes: an error or a graph that passes the check, never a crash, and no endless recursion. */
static void broken_text_is_an_error(void **state)
{
	(void)state;
	g_autofree char *source = example_of_header();
	size_t length = strlen(source);
	for (unsigned seed = 1; seed <= 4000; seed++) {
		g_autoptr(GRand) r = g_rand_new_with_seed(seed);
		g_autofree char *bytes = g_strdup(source);
		for (int n = g_rand_int_range(r, 1, 6); n > 0; n--)
			bytes[g_rand_int_range(r, 0, (int)length)] = (char)g_rand_int_range(r, 0, 256);
		g_autoptr(GError) error = NULL;
		auto_ptr(cfg_text) text = cfg_text_parse(bytes, &error);
		assert_true((text == NULL) == (error != NULL));
		if (text)
			assert_round_trip(text);
	}
	g_autofree char *nested = g_strnfill(200000, '(');
	g_autofree char *deep = g_strconcat("function f()\n e:\n return ", nested, NULL);
	auto_ptr(cfg_text) text = cfg_text_parse(deep, NULL);
	assert_null(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(example_parses),
		cmocka_unit_test(undeclared_names_become_what_they_are_used_as),
		cmocka_unit_test(precedences_are_those_of_c),
		cmocka_unit_test(errors_name_the_line),
		cmocka_unit_test(random_graphs_come_back),
		cmocka_unit_test(deep_expressions_come_back),
		cmocka_unit_test(broken_text_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
