/* Where the new statements go, for each role that the call's statement can have. A statement that is the whole body of
 * an if or a loop gets braces. */
#include <string.h>

#include "fix/job.h"

struct insertion {
	const struct fix_file *file;
	const struct place *p;
	const struct fallback *f;
	struct edits *edits;
	char **why;
	const struct tokens *t;
	bool bare; /* the statement needs braces */
};

static bool refuse(const struct insertion *in, const char *why)
{
	if (in->why && !*in->why)
		*in->why = g_strdup(why);
	return false;
}

size_t insert_next_line(const struct source_text *text, size_t offset)
{
	const char *end = offset < text->length ? memchr(text->bytes + offset, '\n', text->length - offset) : NULL;
	return end ? (size_t)(end - text->bytes) + 1 : text->length;
}

char *insert_fresh_name(const struct place *p, const char *wish)
{
	static const char *const others[] = {"newfd", "accepted", "result", "fallback_result"};
	const char *name = wish;
	for (size_t i = 0; i < G_N_ELEMENTS(others) && tokens_mention(p->tokens, 0, p->tokens->n - 1, name); i++)
		name = others[i];
	return g_strdup(name);
}

static size_t begin_of(const struct insertion *in, unsigned token)
{
	return token_at(in->t, token)->begin;
}

static size_t end_of(const struct insertion *in, unsigned token)
{
	return token_at(in->t, token)->end;
}

static bool starts_line(const struct insertion *in, size_t offset)
{
	while (offset > 0 && (in->p->text->bytes[offset - 1] == ' ' || in->p->text->bytes[offset - 1] == '\t'))
		offset--;
	return offset == 0 || in->p->text->bytes[offset - 1] == '\n';
}

static size_t line_begin(const struct insertion *in, size_t offset)
{
	while (offset > 0 && in->p->text->bytes[offset - 1] != '\n')
		offset--;
	return offset;
}

/* Nothing but a comment stands behind the token on its line. */
static bool ends_line(const struct insertion *in, size_t offset)
{
	const char *p = in->p->text->bytes + offset, *end = in->p->text->bytes + in->p->text->length;
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
		p++;
	if (p == end || *p == '\n' || (p + 1 < end && p[0] == '/' && p[1] == '/'))
		return true;
	const char *line = memchr(p, '\n', (size_t)(end - p)), *close = NULL;
	if (p + 1 < end && p[0] == '/' && p[1] == '*')
		close = memmem(p, (size_t)(end - p), "*/", 2);
	for (close = close ? close + 2 : NULL; close && close < end && (*close == ' ' || *close == '\t');)
		close++;
	return close && close < end && (close == line || *close == '\r');
}

static void replace(struct insertion *in, unsigned first, unsigned last, const char *text)
{
	edits_add(in->edits, in->file->path, begin_of(in, first), end_of(in, last), g_strdup(text));
}

/* --- braces around a statement ----------------------------------------------------------------------------------- */

static unsigned inner_depth(const struct insertion *in)
{
	return in->bare && in->file->style.braces == BRACE_GNU ? in->file->style.unit : 0;
}

/* The statement's lines move in by this when braces come around it: GNU's braces are indented themselves. */
static void indent_lines(struct insertion *in, size_t from, size_t to)
{
	if (inner_depth(in) == 0)
		return;
	for (size_t at = line_begin(in, from); at < to; at = insert_next_line(in->p->text, at))
		edits_add(in->edits, in->file->path, at, at, g_strnfill(inner_depth(in), ' '));
}

static char *outer_indent(const struct insertion *in)
{
	const struct stmt *parent = in->p->stmt->parent;
	unsigned head =
		parent->else_token && parent->else_token < in->p->stmt->first ? parent->else_token : parent->first;
	return style_indent_at(in->p->text, begin_of(in, head));
}

static bool no_directive_between(const struct insertion *in, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (in->p->text->bytes[i] == '#' && starts_line(in, i))
			return false;
	return true;
}

static void brace_open(struct insertion *in)
{
	unsigned first = in->p->stmt->first;
	const struct style *st = &in->file->style;
	g_autofree char *outer = outer_indent(in);
	if (first > 0 && st->braces == BRACE_KR &&
	    no_directive_between(in, end_of(in, first - 1), begin_of(in, first))) {
		edits_add(in->edits, in->file->path, end_of(in, first - 1), end_of(in, first - 1), g_strdup(" {"));
		return;
	}
	size_t at = line_begin(in, begin_of(in, first));
	edits_add(in->edits, in->file->path, at, at,
		  g_strdup_printf("%s%*s{%s", outer, st->braces == BRACE_GNU ? (int)st->unit : 0, "", st->eol));
}

/* "}" behind the statement; before an else it shares its line where the file writes so. */
static char *brace_close(const struct insertion *in, size_t *out_end)
{
	const struct stmt *s = in->p->stmt, *parent = s->parent;
	const struct style *st = &in->file->style;
	g_autofree char *outer = outer_indent(in);
	bool with_else = parent->else_token == s->last + 1 && st->braces == BRACE_KR && !st->own_line_else;
	bool with_while = parent->kind == STMT_DO && parent->while_token == s->last + 1 && st->braces == BRACE_KR;
	*out_end = 0;
	if ((with_else || with_while) && no_directive_between(in, end_of(in, s->last), begin_of(in, s->last + 1))) {
		*out_end = begin_of(in, s->last + 1);
		return g_strdup_printf("%s} ", outer);
	}
	return g_strdup_printf("%s%*s}%s", outer, st->braces == BRACE_GNU ? (int)st->unit : 0, "", st->eol);
}

/* --- roles ------------------------------------------------------------------------------------------------------- */

/* Lines behind the statement, and the brace that ends it where it needs one. */
static void put_behind(struct insertion *in, unsigned last, char *lines /* taken */)
{
	size_t end = end_of(in, last), at = insert_next_line(in->p->text, end), upto = 0;
	if (in->bare) {
		g_autofree char *close = brace_close(in, &upto);
		char *all = g_strconcat(lines, close, NULL);
		g_free(lines);
		lines = all;
	}
	if (upto > at)
		edits_add(in->edits, in->file->path, at, upto, lines);
	else
		edits_add(in->edits, in->file->path, at, at, lines);
}

static char *statement_indent(const struct insertion *in)
{
	return style_indent_at(in->p->text, begin_of(in, in->p->stmt->first));
}

static char *compose(const struct insertion *in, const char *base, const char *before, const char *after)
{
	struct code code;
	code_init(&code, &in->file->style, base);
	if (before)
		code_line(&code, inner_depth(in), before);
	compose_fallback(&code, inner_depth(in), in->f);
	if (after)
		code_line(&code, inner_depth(in), after);
	return code_finish(&code);
}

static bool is_plain_declaration(const struct insertion *in, const struct stmt *s)
{
	if (!s || s->kind != STMT_SIMPLE || s->last < s->first + 2)
		return false;
	for (unsigned i = s->first; i < s->last; i++)
		if (!tokens_is_word(in->t, i) && !tokens_op(in->t, i, '*') && !tokens_op(in->t, i, ',') &&
		    !tokens_op(in->t, i, '[') && !tokens_op(in->t, i, ']') && token_at(in->t, i)->kind != TOK_NUMBER)
			return false;
	return tokens_is_word(in->t, s->first) && !tokens_word(in->t, s->first, "delete") &&
	       !tokens_word(in->t, s->first, "goto") && !tokens_word(in->t, s->first, "throw") &&
	       (tokens_is_word(in->t, s->first + 1) || tokens_op(in->t, s->first + 1, '*'));
}

/* The fallback of a declaration goes behind the declarations that follow, as long as they do nothing. */
static const struct stmt *last_declaration(const struct insertion *in)
{
	const struct stmt *s = in->p->stmt;
	int arm = place_arm(in->p->text, begin_of(in, s->first));
	for (const struct stmt *next = stmt_next(s); in->p->declared && is_plain_declaration(in, next) &&
						     place_arm(in->p->text, begin_of(in, next->first)) == arm;
	     next = stmt_next(s))
		s = next;
	return s;
}

static bool put_statement(struct insertion *in)
{
	const struct stmt *s = last_declaration(in);
	if (!ends_line(in, end_of(in, s->last)))
		return refuse(in, "further code stands on the statement's line");
	g_autofree char *base = statement_indent(in);
	if (in->bare) {
		if (!starts_line(in, begin_of(in, s->first)))
			return refuse(in, "the statement stands on the line of its if or loop");
		brace_open(in);
		indent_lines(in, begin_of(in, s->first), end_of(in, s->last));
	}
	g_autofree char *lines = compose(in, base, NULL, NULL);
	size_t next = insert_next_line(in->p->text, end_of(in, s->last));
	bool gap = s != in->p->stmt && next < in->p->text->length && strchr("\r\n", in->p->text->bytes[next]);
	put_behind(in, s->last, g_strconcat(gap ? in->file->style.eol : "", lines, NULL));
	return true;
}

static char *call_text(const struct insertion *in)
{
	const struct place *p = in->p;
	g_autofree char *value = tokens_join(in->t, p->rhs_first, p->rhs_last);
	if (p->variable)
		return g_strdup_printf("%s = %s;", p->target, value);
	return g_strdup_printf("%s %s = %s;", in->f->rule->fix->type, in->f->variable, value);
}

static bool needs_scope(const struct insertion *in)
{
	const struct stmt *s = in->p->stmt, *previous = stmt_previous(s);
	bool in_switch = s->parent && s->parent->parent && s->parent->parent->kind == STMT_SWITCH;
	return !in->p->variable && (in_switch || (previous && previous->kind == STMT_LABEL));
}

static bool put_before(struct insertion *in)
{
	const struct stmt *s = in->p->stmt;
	if (!starts_line(in, begin_of(in, s->first)))
		return refuse(in, "the statement does not start its line");
	if (needs_scope(in))
		return refuse(in, "a variable cannot be declared between the labels there");
	if (in->bare && (s->last - s->first > 60 || s->kind == STMT_IF || s->kind == STMT_SWITCH))
		return refuse(in, "the statement is the body of an if, else or loop without braces");
	g_autofree char *base = statement_indent(in), *call = call_text(in);
	if (in->bare)
		brace_open(in);
	size_t at = line_begin(in, begin_of(in, s->first));
	edits_add(in->edits, in->file->path, at, at, compose(in, base, call, NULL));
	indent_lines(in, begin_of(in, s->first), end_of(in, s->last));
	if (in->p->dropped && !in->p->variable)
		edits_add(in->edits, in->file->path, at, insert_next_line(in->p->text, end_of(in, s->last)),
			  g_strdup(""));
	else
		replace(in, in->p->replace_first, in->p->replace_last, in->f->variable);
	if (in->bare)
		put_behind(in, s->last, g_strdup(""));
	return true;
}

/* What a loop's condition becomes when the call stands before it: the tokens with the variable in place of the call. */
static char *condition_left(const struct insertion *in, unsigned first, unsigned last)
{
	const struct place *p = in->p;
	g_autofree char *before =
		p->replace_first > first ? tokens_join(in->t, first, p->replace_first - 1) : g_strdup("");
	g_autofree char *after = p->replace_last < last ? tokens_join(in->t, p->replace_last + 1, last) : g_strdup("");
	bool gap = p->replace_last < last && token_at(in->t, p->replace_last + 1)->spaced;
	return g_strconcat(before, in->f->variable, gap ? " " : "", after, NULL);
}

/* "fd < 0" for "fd >= 0"; "!(…)" for what is no single comparison. */
static char *inverted(const struct insertion *in, const char *condition)
{
	static const char *const pairs[][2] = {{" >= ", " < "},  {" < ", " >= "}, {" == ", " != "},
					       {" != ", " == "}, {" > ", " <= "}, {" <= ", " > "}};
	size_t n = strlen(in->f->variable);
	bool simple = g_str_has_prefix(condition, in->f->variable) && !strstr(condition, "&&") &&
		      !strstr(condition, "||") && !strchr(condition, '?');
	for (size_t i = 0; i < G_N_ELEMENTS(pairs) && simple; i++)
		if (g_str_has_prefix(condition + n, pairs[i][0]))
			return g_strconcat(in->f->variable, pairs[i][1], condition + n + strlen(pairs[i][0]), NULL);
	return g_strdup_printf("!(%s)", condition);
}

static void condition_range(const struct insertion *in, unsigned *out_first, unsigned *out_last)
{
	const struct stmt *s = in->p->stmt;
	*out_first = s->open + 1;
	*out_last = s->close - 1;
	if (s->kind != STMT_FOR)
		return;
	while (!tokens_op(in->t, *out_first - 1, ';'))
		(*out_first)++;
	*out_last = in->p->last;
	while (!tokens_op(in->t, *out_last + 1, ';'))
		(*out_last)++;
}

/* "while ((fd = call()) == -1 && errno == EINTR) ;" */
static bool put_do(struct insertion *in, const char *condition)
{
	const struct stmt *s = in->p->stmt;
	g_autofree char *base = statement_indent(in), *call = call_text(in);
	struct code code;
	code_init(&code, &in->file->style, base);
	unsigned inner = code_open(&code, 0, "do");
	code_line(&code, inner, call);
	compose_fallback(&code, inner, in->f);
	if (in->file->style.braces == BRACE_KR) {
		code_linef(&code, 0, "} while (%s);", condition);
	} else {
		code_close(&code, 0);
		code_linef(&code, 0, "while (%s);", condition);
	}
	size_t at = line_begin(in, begin_of(in, s->first));
	edits_add(in->edits, in->file->path, at, insert_next_line(in->p->text, end_of(in, s->last)),
		  code_finish(&code));
	return true;
}

static bool put_loop(struct insertion *in)
{
	const struct stmt *s = in->p->stmt, *body = s->children->len ? s->children->pdata[0] : NULL;
	unsigned first, last;
	condition_range(in, &first, &last);
	g_autofree char *condition = condition_left(in, first, last);
	if (!body || !starts_line(in, begin_of(in, s->first)))
		return refuse(in, "the loop does not start its line");
	if (s->kind == STMT_WHILE && body->first == body->last && tokens_op(in->t, body->first, ';') &&
	    in->p->variable && ends_line(in, end_of(in, body->last)))
		return put_do(in, condition);
	if (body->kind != STMT_BLOCK || !ends_line(in, end_of(in, body->first)))
		return refuse(in, "the loop's body has no braces");
	const struct style *st = &in->file->style;
	g_autofree char *base = body->last > body->first + 1
					? style_indent_at(in->p->text, begin_of(in, body->first + 1))
					: statement_indent(in);
	g_autofree char *call = call_text(in), *negated = inverted(in, condition);
	struct code code;
	code_init(&code, st, base);
	code_line(&code, 0, call);
	compose_fallback(&code, 0, in->f);
	code_linef(&code, 0, "if (%s)", negated);
	code_line(&code, st->unit, "break;");
	size_t at = insert_next_line(in->p->text, end_of(in, body->first));
	edits_add(in->edits, in->file->path, at, at, code_finish(&code));
	if (s->kind == STMT_WHILE)
		edits_add(in->edits, in->file->path, begin_of(in, s->first), end_of(in, s->close),
			  g_strdup_printf("for%s(;;)", st->keyword));
	else
		edits_add(in->edits, in->file->path, begin_of(in, first), end_of(in, last), g_strdup(""));
	return true;
}

static bool put_do_condition(struct insertion *in)
{
	const struct stmt *s = in->p->stmt, *body = s->children->len ? s->children->pdata[0] : NULL;
	if (!body || body->kind != STMT_BLOCK || body->last <= body->first + 1)
		return refuse(in, "the loop's body has no braces");
	if (body_has_jump(in->p->body, body, "continue"))
		return refuse(in, "a continue goes to the condition that makes the call");
	if (!starts_line(in, begin_of(in, body->last)))
		return refuse(in, "the loop's end does not start its line");
	g_autofree char *base = style_indent_at(in->p->text, begin_of(in, body->first + 1)), *call = call_text(in);
	size_t at = line_begin(in, begin_of(in, body->last));
	edits_add(in->edits, in->file->path, at, at, compose(in, base, call, NULL));
	replace(in, in->p->replace_first, in->p->replace_last, in->f->variable);
	return true;
}

bool insert_fallback(const struct fix_job *job, const struct fix_file *file, const struct place *place,
		     const struct fallback *fallback, struct edits *edits, char **out_why)
{
	struct insertion in = {.file = file,
			       .p = place,
			       .f = fallback,
			       .edits = edits,
			       .why = out_why,
			       .t = place->tokens,
			       .bare = stmt_is_unbraced(place->stmt)};
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	static bool (*const put[])(struct insertion *) = {[PLACE_STATEMENT] = put_statement,
							  [PLACE_BEFORE] = put_before,
							  [PLACE_LOOP] = put_loop,
							  [PLACE_DO] = put_do_condition};
	if (!put[place->role](&in))
		return false;
	compose_names(fallback, names);
	include_names(job, file, names, edits);
	return true;
}
