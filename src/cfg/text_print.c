/* Printing functions and globals as text. Everything a parser needs to give the same graph is written out: every
 * variable in its order, every place, every flag. What a person would rather not read (numbers of variables and blocks)
 * is written only where a name alone would not do: the second variable called `fd` is fd'2. */
#include "cfg/text.h"

#include <string.h>

#include "cfg/text_names.h"

struct printer {
	const struct cfg_function *f;
	GString *out;
	GPtrArray *labels;   /* owned strings, by block */
	GPtrArray *vars;     /* owned strings, by variable */
	GHashTable *names;   /* borrowed: every variable's name */
	bool implicit;       /* the parser takes an unknown name here for a local */
	GHashTable *globals; /* borrowed: the names that the text's globals have; NULL: none */
};

/* Bytes between quotes. What is valid UTF-8 stays readable; control characters, and all high bytes of what is not
 * UTF-8, are written \xNN. */
static void print_quoted(GString *out, const char *bytes, char quote)
{
	bool utf8 = g_utf8_validate(bytes, -1, NULL);
	g_string_append_c(out, quote);
	for (const char *p = bytes; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if (c == (unsigned char)quote || c == '\\')
			g_string_append_printf(out, "\\%c", c);
		else if (c == '\n')
			g_string_append(out, "\\n");
		else if (c < 0x20 || c == 0x7f || (c >= 0x80 && !utf8))
			g_string_append_printf(out, "\\x%02x", c);
		else
			g_string_append_c(out, (char)c);
	}
	g_string_append_c(out, quote);
}

static void print_name(GString *out, const char *name)
{
	bool plain = cfg_text_is_name_start(name[0]) && !cfg_text_is_keyword(name);
	for (const char *p = name; plain && *p; p++)
		plain = cfg_text_is_name_char(*p);
	if (plain)
		g_string_append(out, name);
	else
		print_quoted(out, name, '`');
}

static void print_range(GString *out, const struct location_range *r)
{
	g_string_append_printf(out, "%u:%u-%u:%u", r->line, r->column, r->end_line, r->end_column);
}

static bool range_is_known(const struct location_range *r)
{
	return r->line || r->column || r->end_line || r->end_column;
}

/* "  @12:8-12:70 "text"": a text never comes without a place, so that `return "s"` is no return with a text. */
static void print_origin(struct printer *p, const struct location_range *r, const char *text)
{
	bool foreign = r->path && r->path != p->f->path;
	if (range_is_known(r) || foreign || text) {
		g_string_append(p->out, "  @");
		if (foreign) {
			print_quoted(p->out, r->path, '"');
			g_string_append_c(p->out, ' ');
		}
		print_range(p->out, r);
	}
	if (text) {
		g_string_append_c(p->out, ' ');
		print_quoted(p->out, text, '"');
	}
}

static void print_expr(struct printer *p, const struct cfg_expr *e);

/* Inside something that delimits it already: no parentheses around. */
static void print_open(struct printer *p, const struct cfg_expr *e)
{
	if (e->kind != CFG_BINARY) {
		print_expr(p, e);
		return;
	}
	print_expr(p, e->a);
	g_string_append_printf(p->out, " %s ", cfg_text_ops[e->op].text);
	print_expr(p, e->b);
}

static void print_in_parentheses(struct printer *p, const struct cfg_expr *e)
{
	g_string_append_c(p->out, '(');
	print_open(p, e);
	g_string_append_c(p->out, ')');
}

/* What .f, ->f, [i] and a call's (…) follow. */
static void print_postfix_base(struct printer *p, const struct cfg_expr *e)
{
	bool tight = e->kind == CFG_VAR || e->kind == CFG_FUNC || e->kind == CFG_STRING || e->kind == CFG_UNKNOWN ||
		     e->kind == CFG_FIELD || e->kind == CFG_INDEX;
	if (tight)
		print_expr(p, e);
	else
		print_in_parentheses(p, e);
}

/* A prefix operator; a minus sign keeps its distance from a number, which it would otherwise be part of. */
static void print_prefix(struct printer *p, const char *op, const struct cfg_expr *a)
{
	bool before = p->implicit;
	p->implicit |= op[0] == '&';
	g_string_append(p->out, op);
	if (a->kind == CFG_CONST && op[0] == '-')
		print_in_parentheses(p, a);
	else
		print_expr(p, a);
	p->implicit = before;
}

static void print_func(struct printer *p, const char *key)
{
	bool is_global = (p->globals && g_hash_table_contains(p->globals, key)) || strcmp(key, "errno") == 0;
	if (p->implicit || is_global || g_hash_table_contains(p->names, key))
		g_string_append_c(p->out, '@');
	print_name(p->out, key);
}

static void print_field(struct printer *p, const struct cfg_expr *e)
{
	bool arrow = e->a->kind == CFG_DEREF;
	print_postfix_base(p, arrow ? e->a->a : e->a);
	g_string_append(p->out, arrow ? "->" : ".");
	print_name(p->out, e->name);
}

static void print_cast(struct printer *p, const struct cfg_expr *e)
{
	if (e->bits == 1 && !e->is_signed)
		g_string_append(p->out, "(bool)");
	else
		g_string_append_printf(p->out, "(%c%u)", e->is_signed ? 's' : 'u', e->bits);
	print_expr(p, e->a);
}

static void print_expr(struct printer *p, const struct cfg_expr *e)
{
	switch (e->kind) {
	case CFG_CONST: g_string_append_printf(p->out, "%" G_GINT64_FORMAT, e->value); break;
	case CFG_VAR: g_string_append(p->out, g_ptr_array_index(p->vars, e->var)); break;
	case CFG_FUNC: print_func(p, e->name); break;
	case CFG_STRING: print_quoted(p->out, e->name, '"'); break;
	case CFG_UNKNOWN: g_string_append_c(p->out, '?'); break;
	case CFG_DEREF: print_prefix(p, "*", e->a); break;
	case CFG_FIELD: print_field(p, e); break;
	case CFG_INDEX:
		print_postfix_base(p, e->a);
		g_string_append_c(p->out, '[');
		print_open(p, e->b);
		g_string_append_c(p->out, ']');
		break;
	case CFG_ADDR: print_prefix(p, "&", e->a); break;
	case CFG_UNARY: print_prefix(p, cfg_text_ops[e->op].text, e->a); break;
	case CFG_BINARY: print_in_parentheses(p, e); break;
	case CFG_CAST: print_cast(p, e); break;
	}
}

static const char *label(const struct printer *p, int block)
{
	return g_ptr_array_index(p->labels, block);
}

static void print_call(struct printer *p, const struct cfg_stmt *s)
{
	if (s->noreturn)
		g_string_append(p->out, "call noreturn ");
	print_postfix_base(p, s->callee);
	g_string_append_c(p->out, '(');
	for (unsigned i = 0; i < s->n_args; i++) {
		g_string_append(p->out, i ? ", " : "");
		print_open(p, s->args[i]);
	}
	g_string_append_c(p->out, ')');
}

static void print_stmt(struct printer *p, const struct cfg_stmt *s)
{
	g_string_append(p->out, "    ");
	if (s->lhs) {
		p->implicit = true;
		print_expr(p, s->lhs);
		p->implicit = false;
		g_string_append(p->out, " = ");
	}
	if (s->kind == CFG_CALL)
		print_call(p, s);
	else
		print_expr(p, s->rhs);
	if (s->site)
		g_string_append_printf(p->out, " site %d", s->site);
	if (s->takes) {
		g_string_append(p->out, " takes ");
		print_quoted(p->out, s->takes, '"');
	}
	if (s->unwind >= 0)
		g_string_append_printf(p->out, " unwind %s", label(p, s->unwind));
	print_origin(p, &s->range, s->text);
	g_string_append_c(p->out, '\n');
}

static void print_switch(struct printer *p, const struct cfg_term *term)
{
	g_string_append(p->out, "switch ");
	print_in_parentheses(p, term->cond);
	g_string_append(p->out, " { ");
	for (unsigned i = 0; i < term->n_cases; i++) {
		const struct cfg_case *c = &term->cases[i];
		g_string_append_printf(p->out, "%" G_GINT64_FORMAT, c->low);
		if (c->high != c->low)
			g_string_append_printf(p->out, "..%" G_GINT64_FORMAT, c->high);
		g_string_append_printf(p->out, ": %s; ", label(p, c->block));
	}
	g_string_append_printf(p->out, "default: %s }", label(p, term->else_));
}

/* Of an exception. */
static void print_type(struct printer *p, const char *word, const char *type)
{
	if (!type)
		return;
	g_string_append(p->out, word);
	print_quoted(p->out, type, '"');
}

static void print_term(struct printer *p, const struct cfg_term *term)
{
	g_string_append(p->out, "    ");
	switch (term->kind) {
	case CFG_GOTO: g_string_append_printf(p->out, "goto %s", label(p, term->then)); break;
	case CFG_BRANCH:
		g_string_append(p->out, "if ");
		print_in_parentheses(p, term->cond);
		print_type(p, " catches ", term->type);
		g_string_append_printf(p->out, " %s else %s", label(p, term->then), label(p, term->else_));
		break;
	case CFG_SWITCH: print_switch(p, term); break;
	case CFG_RETURN:
		g_string_append(p->out, term->cond ? "return " : "return");
		if (term->cond)
			print_expr(p, term->cond);
		break;
	case CFG_THROW:
		g_string_append(p->out, "throw");
		if (term->else_ >= 0)
			g_string_append_printf(p->out, " %s", label(p, term->else_));
		print_type(p, " of ", term->type);
		break;
	case CFG_STOP: g_string_append(p->out, "stop"); break;
	}
	print_origin(p, &term->range, term->text);
	g_string_append_c(p->out, '\n');
}

/* "b<index>" is kept for blocks without a label of their own. */
static bool looks_numbered(const char *label)
{
	return label[0] == 'b' && label[1] && strspn(label + 1, "0123456789") == strlen(label + 1);
}

static void name_blocks(struct printer *p)
{
	g_autoptr(GHashTable) used = g_hash_table_new(g_str_hash, g_str_equal);
	for (unsigned i = 0; i < p->f->blocks->len; i++) {
		const char *own = cfg_block(p->f, (int)i)->label;
		GString *name = g_string_new(NULL);
		if (own && !looks_numbered(own) && g_hash_table_add(used, (char *)own))
			print_name(name, own);
		else
			g_string_append_printf(name, "b%u", i);
		g_ptr_array_add(p->labels, g_string_free(name, FALSE));
	}
}

static void name_vars(struct printer *p)
{
	for (unsigned i = 0; i < p->f->vars->len; i++) {
		const char *own = cfg_var(p->f, (int)i)->name;
		unsigned ordinal = GPOINTER_TO_UINT(g_hash_table_lookup(p->names, own)) + 1;
		g_hash_table_replace(p->names, (char *)own, GUINT_TO_POINTER(ordinal));
		GString *name = g_string_new(NULL);
		print_name(name, own);
		if (ordinal > 1)
			g_string_append_printf(name, "'%u", ordinal);
		g_ptr_array_add(p->vars, g_string_free(name, FALSE));
	}
}

static void print_key(GString *out, const char *key, const char *name)
{
	if (strcmp(key, name) == 0)
		return;
	g_string_append(out, " key ");
	print_quoted(out, key, '"');
}

static void print_header(struct printer *p)
{
	const struct cfg_function *f = p->f;
	g_string_append(p->out, "function ");
	print_name(p->out, f->key);
	g_string_append_c(p->out, '(');
	for (unsigned i = 0; i < f->n_params; i++) {
		const struct cfg_var *var = cfg_var(f, (int)i);
		g_string_append(p->out, i ? ", " : "");
		print_name(p->out, var->name);
		g_string_append(p->out, var->address_taken ? " addressed" : "");
	}
	g_string_append(p->out, ") ");
	print_quoted(p->out, f->path, '"');
	if (range_is_known(&f->range)) {
		g_string_append_c(p->out, ' ');
		print_range(p->out, &f->range);
	}
	if (strcmp(f->key, f->name) != 0) {
		g_string_append(p->out, " name ");
		print_quoted(p->out, f->name, '"');
	}
	g_string_append(p->out, f->internal ? " internal" : "");
	g_string_append(p->out, f->noreturn ? " noreturn\n" : "\n");
}

static void print_vars(struct printer *p)
{
	static const char *const words[] = {
		[CFG_LOCAL] = "local", [CFG_TEMP] = "temp", [CFG_STATIC] = "static", [CFG_GLOBAL] = "global"};
	for (unsigned i = p->f->n_params; i < p->f->vars->len; i++) {
		const struct cfg_var *var = cfg_var(p->f, (int)i);
		g_string_append_printf(p->out, "    %s ", words[var->kind]);
		print_name(p->out, var->name);
		if (var->key)
			print_key(p->out, var->key, var->name);
		g_string_append(p->out, var->array ? " array" : "");
		g_string_append(p->out, var->address_taken ? " addressed\n" : "\n");
	}
}

static void print_function(const struct cfg_function *f, GHashTable *globals, GString *out)
{
	g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) vars = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	struct printer p = {.f = f, .out = out, .labels = labels, .vars = vars, .names = names, .globals = globals};
	name_blocks(&p);
	name_vars(&p);
	print_header(&p);
	print_vars(&p);
	for (unsigned i = 0; i < f->blocks->len; i++) {
		const struct cfg_block *block = cfg_block(f, (int)i);
		g_string_append_printf(out, "  %s:\n", label(&p, (int)i));
		for (unsigned j = 0; j < block->stmts->len; j++)
			print_stmt(&p, g_ptr_array_index(block->stmts, j));
		print_term(&p, &block->term);
	}
}

void cfg_text_print_function(const struct cfg_function *f, GString *out)
{
	print_function(f, NULL, out);
}

void cfg_text_print_global(const struct cfg_global *g, GString *out)
{
	g_string_append(out, "global ");
	print_name(out, g->name);
	print_key(out, g->key, g->name);
	g_string_append(out, g->internal ? " internal" : "");
	g_string_append(out, g->constant ? " const" : "");
	g_string_append(out, g->writes_unseen ? " unseen" : "");
	switch (g->init) {
	case CFG_INIT_UNKNOWN: g_string_append(out, " = ?"); break;
	case CFG_INIT_CONST: g_string_append_printf(out, " = %" G_GINT64_FORMAT, g->value); break;
	case CFG_INIT_FUNC:
		g_string_append(out, " = ");
		print_name(out, g->target);
		break;
	case CFG_INIT_ADDRESS:
		g_string_append(out, " = &");
		print_name(out, g->target);
		break;
	case CFG_INIT_EXTERN: g_string_append(out, " extern"); break;
	}
	g_string_append_c(out, '\n');
}

void cfg_text_print(const struct cfg_text *text, GString *out)
{
	g_autoptr(GHashTable) globals = g_hash_table_new(g_str_hash, g_str_equal);
	for (unsigned i = 0; i < text->globals->len; i++) {
		const struct cfg_global *g = g_ptr_array_index(text->globals, i);
		g_hash_table_add(globals, (char *)g->name);
		cfg_text_print_global(g, out);
	}
	for (unsigned i = 0; i < text->field_funcs->len; i++) {
		const struct cfg_field_func *field = g_ptr_array_index(text->field_funcs, i);
		g_string_append(out, "field ");
		print_name(out, field->field);
		g_string_append(out, " = ");
		print_name(out, field->func);
		g_string_append_c(out, '\n');
	}
	for (unsigned i = 0; i < text->functions->len; i++) {
		g_string_append_c(out, '\n');
		print_function(g_ptr_array_index(text->functions, i), globals, out);
	}
}
