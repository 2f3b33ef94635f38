/* Parsing the text form, line by line: globals and field functions first, then the functions, because a function's text
 * may name a global that stands behind it. What people leave out is made up: a name that is assigned to, or whose
 * address is taken, is a local variable (t1, t2 … a temporary) when nothing declares it. */
#include <string.h>

#include "cfg/text_names.h"
#include "cfg/text_parser.h"

static void skip_line(struct parser *p)
{
	while (parser_peek(p)->kind != TOKEN_NEWLINE)
		p->at++;
	p->at++;
}

/* ---- globals and field functions ---- */

static void parse_initialiser(struct parser *p, struct cfg_global *g)
{
	if (parser_accept_punct(p, "?")) {
		g->init = CFG_INIT_UNKNOWN;
	} else if (parser_accept_punct(p, "&")) {
		const struct token *variable = parser_need_name(p, "a variable");
		g->init = CFG_INIT_ADDRESS;
		g->target = variable ? variable->text : NULL;
	} else if (parser_is_free_name(parser_peek(p))) {
		g->init = CFG_INIT_FUNC;
		g->target = parser_need_name(p, "a function")->text;
	} else {
		g->value = parser_need_integer(p);
	}
}

static void parse_global(struct parser *p)
{
	const struct token *name = parser_need_name(p, "the variable's name");
	if (!name)
		return;
	struct cfg_global *g = g_new0(struct cfg_global, 1);
	g_ptr_array_add(p->text->globals, g);
	g->key = g->name = name->text;
	g->init = CFG_INIT_CONST;
	while (!p->failed && parser_peek(p)->kind != TOKEN_NEWLINE) {
		if (parser_accept_word(p, "key"))
			g->key = parser_need_string(p, "the key in quotes");
		else if (parser_accept_word(p, "internal"))
			g->internal = true;
		else if (parser_accept_word(p, "const"))
			g->constant = true;
		else if (parser_accept_word(p, "unseen"))
			g->writes_unseen = true;
		else if (parser_accept_word(p, "extern"))
			g->init = CFG_INIT_EXTERN;
		else if (parser_accept_punct(p, "="))
			parse_initialiser(p, g);
		else
			parser_expected(p, "key, internal, const, unseen, extern or = VALUE");
	}
	parser_need_newline(p);
	if (!p->failed && !g_hash_table_contains(p->globals, g->name))
		g_hash_table_insert(p->globals, (char *)g->name, g);
}

static void parse_field(struct parser *p)
{
	const struct token *field = parser_need_name(p, "a field's name");
	parser_need_punct(p, "=");
	const struct token *func = parser_need_name(p, "a function's key");
	parser_need_newline(p);
	if (p->failed)
		return;
	struct cfg_field_func *ff = g_new0(struct cfg_field_func, 1);
	ff->field = field->text;
	ff->func = func->text;
	g_ptr_array_add(p->text->field_funcs, ff);
}

/* ---- a function's head ---- */

static void parse_params(struct parser *p)
{
	parser_need_punct(p, "(");
	while (!p->failed && !parser_at_punct(p, ")")) {
		const struct token *name = parser_need_name(p, "a parameter's name");
		if (!name)
			return;
		int index = parser_add_var(p, CFG_PARAM, name->text, NULL);
		if (parser_accept_word(p, "addressed"))
			cfg_var(p->f, index)->address_taken = true;
		if (!parser_accept_punct(p, ","))
			break;
	}
	parser_need_punct(p, ")");
}

static void parse_head_option(struct parser *p)
{
	struct cfg_function *f = p->f;
	if (parser_peek(p)->kind == TOKEN_STRING) {
		f->path = f->range.path = parser_need_string(p, "a path");
	} else if (parser_peek(p)->kind == TOKEN_NUMBER) {
		parser_need_range(p, &f->range);
	} else if (parser_accept_word(p, "name")) {
		const char *name = parser_need_string(p, "the name in quotes");
		f->name = name ? name : f->name;
	} else if (parser_accept_word(p, "internal")) {
		f->internal = true;
	} else if (parser_accept_word(p, "noreturn")) {
		f->noreturn = true;
	} else {
		parser_expected(p,
				"\"path\", LINE:COLUMN-LINE:COLUMN, name, internal, noreturn or the end of the line");
	}
}

static bool declaration_kind(const struct parser *p, enum cfg_var_kind *out_kind)
{
	static const struct {
		const char *word;
		enum cfg_var_kind kind;
	} kinds[] = {{"local", CFG_LOCAL}, {"temp", CFG_TEMP}, {"static", CFG_STATIC}, {"global", CFG_GLOBAL}};
	for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (parser_at_word(p, kinds[i].word)) {
			*out_kind = kinds[i].kind;
			return true;
		}
	}
	return false;
}

static void parse_declarations(struct parser *p)
{
	enum cfg_var_kind kind;
	while (!p->failed && declaration_kind(p, &kind)) {
		do {
			p->at++; /* the word, or the comma */
			const struct token *name = parser_need_name(p, "a variable's name");
			if (!name)
				return;
			bool keyed = kind == CFG_STATIC || kind == CFG_GLOBAL;
			const char *key = NULL;
			if (keyed && parser_accept_word(p, "key"))
				key = parser_need_string(p, "the key in quotes");
			int index = parser_add_var(p, kind, name->text, key);
			cfg_var(p->f, index)->array = parser_accept_word(p, "array");
			if (parser_accept_word(p, "addressed"))
				cfg_var(p->f, index)->address_taken = true;
		} while (parser_at_punct(p, ","));
		parser_need_newline(p);
	}
}

/* ---- a look ahead over a function's body ---- */

static bool at_top_level(const struct parser *p)
{
	return parser_peek(p)->kind == TOKEN_END || parser_at_word(p, "function") || parser_at_word(p, "global") ||
	       parser_at_word(p, "field");
}

static bool at_label(const struct parser *p)
{
	const struct token *token = parser_peek(p);
	return parser_is_free_name(token) && token[1].kind == TOKEN_PUNCT && strcmp(token[1].text, ":") == 0;
}

static bool looks_numbered(const char *label)
{
	return label[0] == 'b' && label[1] && strspn(label + 1, "0123456789") == strlen(label + 1);
}

static void declare_label(struct parser *p)
{
	const char *name = parser_peek(p)->text;
	int index = cfg_add_block(p->f);
	if (!looks_numbered(name))
		cfg_block(p->f, index)->label = name;
	if (!g_hash_table_insert(p->labels, (char *)name, GINT_TO_POINTER(index + 1)))
		parser_expected(p, "a label that this function does not have yet");
}

static void make_local(struct parser *p, const struct token *name)
{
	if (!parser_is_free_name(name) || name->ordinal != 1 || g_hash_table_contains(p->vars, name->text) ||
	    g_hash_table_contains(p->globals, name->text) || strcmp(name->text, "errno") == 0)
		return;
	const char *digits = name->text + 1;
	bool temp = name->text[0] == 't' && *digits && strspn(digits, "0123456789") == strlen(digits);
	parser_add_var(p, temp ? CFG_TEMP : CFG_LOCAL, name->text, NULL);
}

static bool ends_operand(const struct token *token)
{
	if (token->kind == TOKEN_PUNCT)
		return strchr(")]?", token->text[0]) != NULL;
	return token->kind != TOKEN_NAME || parser_is_free_name(token);
}

/* Makes locals of the undeclared names of one line that are assigned to or given away by address. */
static void declare_line(struct parser *p)
{
	unsigned start = p->at;
	const struct token *first = parser_peek(p);
	const struct token *target = parser_at_punct(p, "*") ? first + 1 : first;
	for (; parser_peek(p)->kind != TOKEN_NEWLINE; p->at++) {
		const struct token *next = &p->tokens[p->at + 1];
		if (parser_at_punct(p, "="))
			make_local(p, target);
		bool address = parser_at_punct(p, "&") && (p->at == start || !ends_operand(&p->tokens[p->at - 1]));
		if (address && !g_hash_table_contains(p->functions, next->text))
			make_local(p, next);
	}
	p->at++;
}

static void look_ahead(struct parser *p)
{
	unsigned start = p->at;
	while (!p->failed && !at_top_level(p)) {
		if (at_label(p)) {
			declare_label(p);
			skip_line(p);
		} else {
			declare_line(p);
		}
	}
	p->at = start;
}

/* ---- statements ---- */

static int need_label(struct parser *p)
{
	const struct token *name = parser_need_name(p, "a label");
	if (!name)
		return -1;
	int index = GPOINTER_TO_INT(g_hash_table_lookup(p->labels, name->text)) - 1;
	if (index < 0) {
		p->at--;
		g_autofree char *what = g_strdup_printf("a label of this function, and %s is none", name->text);
		parser_expected(p, what);
	}
	return index;
}

/* Where it stands in the source, and how it reads there. */
static void parse_origin(struct parser *p, struct location_range *range, const char **text)
{
	if (parser_accept_punct(p, "@")) {
		if (parser_peek(p)->kind == TOKEN_STRING)
			range->path = parser_need_string(p, "a path");
		parser_need_range(p, range);
	}
	if (!p->failed && parser_peek(p)->kind == TOKEN_STRING)
		*text = parser_need_string(p, "the source text");
}

struct right_side {
	struct cfg_expr *expr; /* the callee of a call */
	GPtrArray *args;       /* NULL: no call */
	bool noreturn;
};

static void parse_args(struct parser *p, struct right_side *r)
{
	r->args = g_ptr_array_new();
	parser_need_punct(p, "(");
	while (!p->failed && !parser_at_punct(p, ")")) {
		struct cfg_expr *arg = parser_expr(p);
		g_ptr_array_add(r->args, arg);
		if (!parser_accept_punct(p, ","))
			break;
	}
	parser_need_punct(p, ")");
}

static void parse_right_side(struct parser *p, struct right_side *r)
{
	bool must_call = parser_accept_word(p, "call");
	r->noreturn = must_call && parser_accept_word(p, "noreturn");
	unsigned start = p->at;
	bool postfix = must_call || parser_at_postfix(p);
	r->expr = postfix ? parser_postfix(p) : NULL;
	if (p->failed)
		return;
	if (must_call || (postfix && parser_at_punct(p, "("))) {
		parse_args(p, r);
	} else {
		p->at = start;
		r->expr = parser_expr(p);
	}
}

static void parse_trailer(struct parser *p, struct cfg_stmt *s)
{
	while (!p->failed && (parser_at_word(p, "site") || parser_at_word(p, "takes") || parser_at_word(p, "unwind"))) {
		if (parser_accept_word(p, "site"))
			s->site = (int)parser_need_unsigned(p);
		else if (parser_accept_word(p, "takes"))
			s->takes = parser_need_string(p, "the parameters' records");
		else if (parser_accept_word(p, "unwind"))
			s->unwind = need_label(p);
	}
	parse_origin(p, &s->range, &s->text);
	parser_need_newline(p);
}

static void parse_stmt(struct parser *p)
{
	struct right_side r = {NULL, NULL, false};
	struct cfg_expr *lhs = NULL;
	parse_right_side(p, &r);
	if (!p->failed && !r.args && parser_at_punct(p, "=")) {
		lhs = r.expr;
		if (!cfg_expr_is_lvalue(lhs))
			parser_expected(p, "a variable, field or element before the =");
		parser_accept_punct(p, "=");
		parse_right_side(p, &r);
	}
	g_autoptr(GPtrArray) args = r.args;
	if (p->failed)
		return;
	struct cfg_stmt *s = args ? cfg_add_call(p->f, p->block, lhs, r.expr,
						 (struct cfg_expr *const *)(const void *)args->pdata, args->len)
				  : cfg_add_assign(p->f, p->block, lhs, r.expr);
	s->noreturn = r.noreturn;
	parse_trailer(p, s);
}

/* ---- terminators ---- */

static struct cfg_expr *parse_condition(struct parser *p)
{
	parser_need_punct(p, "(");
	struct cfg_expr *cond = p->failed ? NULL : parser_expr(p);
	parser_need_punct(p, ")");
	return p->failed ? NULL : cond;
}

static void parse_goto(struct parser *p)
{
	cfg_set_goto(p->f, p->block, need_label(p));
}

/* Of an exception; NULL where the word does not stand there. */
static const char *parse_type(struct parser *p, const char *word)
{
	return parser_accept_word(p, word) ? parser_need_string(p, "the type of an exception") : NULL;
}

static void parse_if(struct parser *p)
{
	struct cfg_expr *cond = parse_condition(p);
	const char *type = parse_type(p, "catches");
	int then = p->failed ? -1 : need_label(p);
	if (!parser_accept_word(p, "else"))
		parser_expected(p, "else");
	int else_ = p->failed ? -1 : need_label(p);
	cfg_set_branch(p->f, p->block, cond, then, else_)->type = type;
}

static void parse_switch(struct parser *p)
{
	struct cfg_term *term = cfg_set_switch(p->f, p->block, parse_condition(p), -1);
	parser_need_punct(p, "{");
	while (!p->failed && !parser_at_punct(p, "}")) {
		if (parser_accept_word(p, "default")) {
			parser_need_punct(p, ":");
			term->else_ = p->failed ? -1 : need_label(p);
		} else {
			gint64 low = parser_need_integer(p);
			gint64 high = parser_accept_punct(p, "..") ? parser_need_integer(p) : low;
			parser_need_punct(p, ":");
			int target = p->failed ? -1 : need_label(p);
			cfg_add_case(p->f, p->block, low, high, target);
		}
		if (!parser_accept_punct(p, ";"))
			break;
	}
	if (term->else_ < 0)
		parser_expected(p, "default: LABEL");
	parser_need_punct(p, "}");
}

static void parse_return(struct parser *p)
{
	const struct token *token = parser_peek(p);
	bool place = parser_at_punct(p, "@") && (token[1].kind == TOKEN_NUMBER || token[1].kind == TOKEN_STRING);
	bool bare = token->kind == TOKEN_NEWLINE || place;
	cfg_set_return(p->f, p->block, bare ? NULL : parser_expr(p));
}

static void parse_throw(struct parser *p)
{
	int handler = parser_is_free_name(parser_peek(p)) ? need_label(p) : -1;
	cfg_set_throw(p->f, p->block, handler)->type = parse_type(p, "of");
}

static void parse_stop(struct parser *p)
{
	cfg_set_stop(p->f, p->block);
}

static const struct {
	const char *word;
	void (*parse)(struct parser *p);
} terminators[] = {{"goto", parse_goto},     {"if", parse_if},       {"switch", parse_switch},
		   {"return", parse_return}, {"throw", parse_throw}, {"stop", parse_stop}};

static bool parse_term(struct parser *p)
{
	for (unsigned i = 0; i < G_N_ELEMENTS(terminators); i++) {
		if (!parser_accept_word(p, terminators[i].word))
			continue;
		terminators[i].parse(p);
		if (p->failed)
			return true;
		struct cfg_term *term = &cfg_block(p->f, p->block)->term;
		parse_origin(p, &term->range, &term->text);
		parser_need_newline(p);
		p->block = -1;
		return true;
	}
	return false;
}

/* ---- a function ---- */

static void need_block_ended(struct parser *p)
{
	if (p->block >= 0)
		parser_fail(p, p->tokens[p->at - 1].line,
			    "expected goto, if, switch, return, throw or stop at the end of the block");
}

static void parse_body(struct parser *p)
{
	look_ahead(p);
	p->block = -1;
	int next = 0;
	while (!p->failed && !at_top_level(p)) {
		if (at_label(p)) {
			need_block_ended(p);
			p->block = next++;
			p->at += 2;
			parser_need_newline(p);
		} else if (p->block < 0) {
			parser_expected(p, "a declaration (before the first label), a label or the next function");
		} else if (!parse_term(p)) {
			parse_stmt(p);
		}
	}
	need_block_ended(p);
}

static void parse_function(struct parser *p)
{
	unsigned line = parser_peek(p)->line;
	const struct token *key = parser_need_name(p, "the function's key");
	if (!key)
		return;
	p->f = cfg_function_new(key->text, NULL, NULL);
	g_ptr_array_add(p->text->functions, p->f);
	g_hash_table_remove_all(p->vars);
	g_hash_table_remove_all(p->labels);
	parse_params(p);
	while (!p->failed && parser_peek(p)->kind != TOKEN_NEWLINE)
		parse_head_option(p);
	parser_need_newline(p);
	parse_declarations(p);
	parse_body(p);
	g_autoptr(GError) invalid = NULL;
	if (!p->failed && !cfg_function_check(p->f, &invalid))
		parser_fail(p, line, invalid->message);
}

/* The first round: globals and fields are parsed, functions only noted by their keys. */
static void parse_top_level(struct parser *p)
{
	bool in_head = false;
	while (!p->failed && parser_peek(p)->kind != TOKEN_END) {
		if (!in_head && parser_accept_word(p, "global")) {
			parse_global(p);
			continue;
		}
		if (parser_accept_word(p, "field")) {
			parse_field(p);
			continue;
		}
		if (parser_accept_word(p, "function")) {
			in_head = true;
			g_hash_table_add(p->functions, (char *)parser_peek(p)->text);
		} else if (at_label(p)) {
			in_head = false;
		}
		skip_line(p);
	}
}

static void parse_functions(struct parser *p)
{
	p->at = 0;
	while (!p->failed && parser_peek(p)->kind != TOKEN_END) {
		if (parser_accept_word(p, "function"))
			parse_function(p);
		else if (parser_at_word(p, "global") || parser_at_word(p, "field"))
			skip_line(p);
		else
			parser_expected(p, "function, global or field");
	}
}

struct cfg_text *cfg_text_new(void)
{
	struct cfg_text *text = g_new0(struct cfg_text, 1);
	text->functions = g_ptr_array_new_with_free_func((GDestroyNotify)cfg_function_free);
	text->globals = g_ptr_array_new_with_free_func(g_free);
	text->field_funcs = g_ptr_array_new_with_free_func(g_free);
	return text;
}

void cfg_text_free(struct cfg_text *text)
{
	if (!text)
		return;
	g_ptr_array_unref(text->functions);
	g_ptr_array_unref(text->globals);
	g_ptr_array_unref(text->field_funcs);
	g_free(text);
}

struct cfg_text *cfg_text_parse(const char *source, GError **error)
{
	g_autoptr(GArray) tokens = cfg_text_lex(source, error);
	if (!tokens)
		return NULL;
	auto_ptr(cfg_text) text = cfg_text_new();
	g_autoptr(GHashTable) globals = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) functions = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) vars = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) labels = g_hash_table_new(g_str_hash, g_str_equal);
	struct parser p = {.tokens = (const struct token *)(const void *)tokens->data,
			   .error = error,
			   .text = text,
			   .globals = globals,
			   .functions = functions,
			   .vars = vars,
			   .labels = labels,
			   .block = -1};
	parse_top_level(&p);
	if (!p.failed)
		parse_functions(&p);
	return p.failed ? NULL : g_steal_pointer(&text);
}
