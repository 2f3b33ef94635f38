/* A fallback that is there but for some errors only: the test that leads to it names the others too. A term is a
 * comparison with one of the rule's errnos ("errno == ENOSYS", "ENOSYS != err", "r == -ENOSYS") or a case label. */
#include <string.h>

#include "fix/job.h"

struct extension {
	const struct fix_job *job;
	const struct fix_file *file;
	struct edits *edits;
	const struct tokens *t;
	const struct lex_function *function; /* NULL: in a macro */
	GHashTable *chains;                  /* set of "path:offset": what was extended already */
	unsigned done;
	bool clash;
};

/* The number of an errno's name, as it stands there or behind a prefix ("NGX_ENOSYS"); 0: none. */
static int number_of(const struct tokens *t, unsigned i)
{
	int number = 0;
	if (!tokens_is_word(t, i))
		return 0;
	g_autofree char *word = tokens_get(t, i);
	const char *plain = strrchr(word, '_');
	if (errno_number(word, &number) || (plain && errno_number(plain + 1, &number)))
		return number;
	return 0;
}

static bool is_listed(const GPtrArray *errnos, int number)
{
	for (guint i = 0; i < errnos->len; i++)
		if (((struct rule_errno *)errnos->pdata[i])->number == number)
			return true;
	return false;
}

/* An errno with which the code falls back already. */
static bool leads_to_fallback(const struct fix_job *job, int number)
{
	for (guint i = 0; i < job->rule->errnos->len; i++) {
		const struct rule_errno *e = job->rule->errnos->pdata[i];
		const struct errno_verdict *v = e->number == number ? site_verdict(job->site, e->name) : NULL;
		if (v)
			return v->verdict == VERDICT_HANDLED || v->verdict == VERDICT_DEFERRED ||
			       v->verdict == VERDICT_CONDITIONAL;
	}
	for (guint i = 0; i < job->site->also_handled->len; i++) {
		int also;
		if (errno_number(job->site->also_handled->pdata[i], &also) && also == number)
			return true;
	}
	return false;
}

static gint by_word(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The rule's errnos that are not among the numbers. */
static GPtrArray *missing_names(const struct rule *rule, const GArray *numbers)
{
	GPtrArray *names = g_ptr_array_new();
	for (guint i = 0; i < rule->errnos->len; i++) {
		const struct rule_errno *e = rule->errnos->pdata[i];
		bool there = false;
		for (guint k = 0; k < numbers->len; k++)
			there |= g_array_index(numbers, int, k) == e->number;
		if (!there)
			g_ptr_array_add(names, (gpointer)e->name);
	}
	g_ptr_array_sort(names, by_word);
	return names;
}

/* --- comparisons ------------------------------------------------------------------------------------------------ */

struct term {
	unsigned first, last; /* tokens */
	unsigned op;          /* the == or != */
	char *before, *after; /* owned: what stands around the errno's name: "err == ", "" */
	bool equal;
};

static void term_clear(struct term *term)
{
	g_free(term->before);
	g_free(term->after);
}

static unsigned operand_begin(const struct tokens *t, unsigned last)
{
	unsigned i = last;
	for (;;) {
		if (tokens_op(t, i, ')') || tokens_op(t, i, ']')) {
			i = tokens_open(t, i);
			if (i == 0 ||
			    !(tokens_is_word(t, i - 1) || tokens_op(t, i - 1, ')') || tokens_op(t, i - 1, ']')) ||
			    tokens_word(t, i - 1, "return") || tokens_word(t, i - 1, "if") ||
			    tokens_word(t, i - 1, "while") || tokens_word(t, i - 1, "case"))
				break;
			i--;
			continue;
		}
		if (i >= 2 &&
		    (tokens_op(t, i - 1, '.') || tokens_op(t, i - 1, OP_ARROW) || tokens_op(t, i - 1, OP_SCOPE)))
			i -= 2;
		else
			break;
	}
	while (i >= 2 && (tokens_op(t, i - 1, '-') || tokens_op(t, i - 1, '*')) &&
	       (token_at(t, i - 2)->kind == TOK_OP && !tokens_op(t, i - 2, ')') && !tokens_op(t, i - 2, ']')))
		i--;
	return i;
}

static unsigned operand_end(const struct tokens *t, unsigned first)
{
	unsigned i = first;
	while (i < t->n && (tokens_op(t, i, '-') || tokens_op(t, i, '*')))
		i++;
	if (tokens_op(t, i, '('))
		i = tokens_close(t, i);
	for (;;) {
		if (tokens_op(t, i + 1, '(') || tokens_op(t, i + 1, '['))
			i = tokens_close(t, i + 1);
		else if (tokens_op(t, i + 1, '.') || tokens_op(t, i + 1, OP_ARROW) || tokens_op(t, i + 1, OP_SCOPE))
			i += 2;
		else
			return i;
	}
}

/* "(err = errno)" is asked once; further comparisons use err. */
static char *operand_text(const struct tokens *t, unsigned first, unsigned last)
{
	if (tokens_op(t, first, '(') && tokens_close(t, first) == last)
		for (unsigned i = first + 1; i < last; i++)
			if (tokens_op(t, i, '='))
				return tokens_join(t, first + 1, i - 1);
	return tokens_join(t, first, last);
}

/* The comparison around the errno's name at token `name`. */
static bool read_term(const struct tokens *t, unsigned name, struct term *out)
{
	unsigned left = name, right = name;
	if (left > 0 && tokens_op(t, left - 1, '-'))
		left--;
	if (left > 0 && (tokens_op(t, left - 1, OP_EQ) || tokens_op(t, left - 1, OP_NE)) && left >= 2) {
		*out = (struct term){operand_begin(t, left - 2),   right, left - 1, NULL, NULL,
				     tokens_op(t, left - 1, OP_EQ)};
		g_autofree char *operand = operand_text(t, out->first, left - 2);
		out->before = g_strdup_printf("%s %s %s", operand, out->equal ? "==" : "!=", left < name ? "-" : "");
		out->after = g_strdup("");
		return true;
	}
	if (tokens_op(t, right + 1, OP_EQ) || tokens_op(t, right + 1, OP_NE)) {
		unsigned end = operand_end(t, right + 2);
		if (end >= t->n)
			return false;
		*out = (struct term){left, end, right + 1, NULL, NULL, tokens_op(t, right + 1, OP_EQ)};
		g_autofree char *operand = operand_text(t, right + 2, end);
		out->before = g_strdup(left < name ? "-" : "");
		out->after = g_strdup_printf(" %s %s", out->equal ? "==" : "!=", operand);
		return true;
	}
	return false;
}

/* The errnos that the chain of comparisons around the term names. */
static GArray *numbers_in_chain(const struct tokens *t, const struct term *term, unsigned *out_first)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(int));
	unsigned first = term->first, last = term->last;
	while (first > 0 && !tokens_op(t, first - 1, ';') && !tokens_op(t, first - 1, '{') &&
	       !tokens_op(t, first - 1, '}'))
		first--;
	while (last + 1 < t->n && !tokens_op(t, last + 1, ';') && !tokens_op(t, last + 1, '{'))
		last++;
	*out_first = first;
	for (unsigned i = first; i <= last; i++) {
		int number = number_of(t, i);
		struct term other = {0};
		if (number && read_term(t, i, &other) && other.equal == term->equal)
			g_array_append_val(numbers, number);
		term_clear(&other);
	}
	return numbers;
}

static bool is_one_of(const struct tokens *t, unsigned i, const int *ops, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (tokens_op(t, i, ops[k]))
			return true;
	return false;
}

/* Whether the chain's operator may stand beside the term without parentheses. */
static bool fits_bare(const struct tokens *t, const struct term *term)
{
	int own = term->equal ? OP_OR : OP_AND;
	const int left[] = {'(', own, '=', ',', '?', ':', ';', '{', '}', ')'}, right[] = {')', own, ';', ',', '?', ':'};
	bool start = term->first == 0 || tokens_word(t, term->first - 1, "return") ||
		     is_one_of(t, term->first - 1, left, G_N_ELEMENTS(left));
	return start && (term->last + 1 >= t->n || is_one_of(t, term->last + 1, right, G_N_ELEMENTS(right)));
}

/* "(x == E)" in a chain of such: the parentheses around each. */
static bool is_wrapped(const struct tokens *t, const struct term *term)
{
	int own = term->equal ? OP_OR : OP_AND;
	if (term->first < 2 || !tokens_op(t, term->first - 1, '(') || !tokens_op(t, term->last + 1, ')'))
		return false;
	return tokens_op(t, term->first - 2, own) || tokens_op(t, term->last + 2, own);
}

static char *more_terms(const struct extension *x, const struct term *term, const GPtrArray *names, size_t from)
{
	bool wrapped = is_wrapped(x->t, term), bare = wrapped || fits_bare(x->t, term);
	const char *op = term->equal ? "||" : "&&", *open = wrapped ? "(" : "", *close = wrapped ? ")" : "";
	GString *out = g_string_new(NULL);
	unsigned column = style_column(x->file->text, from) + !bare;
	unsigned start = style_column(x->file->text, token_at(x->t, term->first - wrapped)->begin) + !bare;
	g_autofree char *blanks = style_blanks(&x->file->style, start);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *one =
			g_strdup_printf("%s%s%s%s%s", open, term->before, (char *)names->pdata[i], term->after, close);
		bool fits = column + strlen(one) + 6 <= x->file->style.limit || !x->function;
		g_string_append_printf(out, fits ? " %s " : " %s", op);
		if (!fits)
			g_string_append_printf(out, "%s%s", x->file->style.eol, blanks);
		g_string_append(out, one);
		column = (fits ? column + 4 : start) + (unsigned)strlen(one);
	}
	return g_string_free(out, FALSE);
}

static void extend_term(struct extension *x, const struct term *term)
{
	unsigned chain = 0;
	g_autoptr(GArray) numbers = numbers_in_chain(x->t, term, &chain);
	g_autoptr(GPtrArray) names = missing_names(x->job->rule, numbers);
	bool wrapped = is_wrapped(x->t, term), bare = wrapped || fits_bare(x->t, term);
	size_t begin = token_at(x->t, term->first)->begin, end = token_at(x->t, term->last + wrapped)->end;
	if (names->len == 0 ||
	    !g_hash_table_add(x->chains, g_strdup_printf("%s:%zu", x->file->path, token_at(x->t, chain)->begin)))
		return;
	g_autofree char *more = more_terms(x, term, names, end);
	if (!bare)
		edits_add(x->edits, x->file->path, begin, begin, g_strdup("("));
	edits_add(x->edits, x->file->path, end, end, g_strconcat(more, bare ? "" : ")", NULL));
	x->done++;
}

/* --- labels ----------------------------------------------------------------------------------------------------- */

static const struct stmt *switch_of(const struct stmt *label)
{
	const struct stmt *s = label ? label->parent : NULL;
	while (s && s->kind != STMT_SWITCH)
		s = s->parent;
	return s;
}

static GArray *numbers_in_switch(const struct body *body, const struct stmt *in)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(int));
	for (guint i = 0; i < body->all->len; i++) {
		const struct stmt *s = body->all->pdata[i];
		if (s->kind != STMT_LABEL || !tokens_word(body->tokens, s->first, "case") || switch_of(s) != in)
			continue;
		int number = number_of(body->tokens, s->last - 1);
		if (number)
			g_array_append_val(numbers, number);
	}
	return numbers;
}

/* Labels of the same group, to which the others may go. */
static bool clashes(const struct extension *x, const struct body *body, const struct stmt *label, const GArray *numbers)
{
	const struct stmt *first = label;
	unsigned in_group = 0, listed = 0;
	while (stmt_previous(first) && stmt_previous(first)->kind == STMT_LABEL)
		first = stmt_previous(first);
	for (const struct stmt *s = first; s && s->kind == STMT_LABEL; s = stmt_next(s))
		in_group += is_listed(x->job->rule->errnos, number_of(body->tokens, s->last - 1));
	for (guint i = 0; i < numbers->len; i++)
		listed += is_listed(x->job->rule->errnos, g_array_index(numbers, int, i));
	return in_group != listed;
}

static void extend_label(struct extension *x, size_t offset)
{
	auto_ptr(body) body =
		x->function ? body_new(x->file->text, x->function, place_arm(x->file->text, offset)) : NULL;
	const struct stmt *label = body ? body_find(body, tokens_find(body->tokens, offset)) : NULL;
	const struct stmt *in = label && label->kind == STMT_LABEL ? switch_of(label) : NULL;
	if (!in)
		return;
	g_autoptr(GArray) numbers = numbers_in_switch(body, in);
	g_autoptr(GPtrArray) names = missing_names(x->job->rule, numbers);
	if (clashes(x, body, label, numbers))
		x->clash = true;
	if (names->len == 0 || x->clash ||
	    !g_hash_table_add(x->chains,
			      g_strdup_printf("%s:%zu", x->file->path, token_at(body->tokens, in->first)->begin)))
		return;
	size_t begin = token_at(body->tokens, label->first)->begin, end = token_at(body->tokens, label->last)->end;
	g_autofree char *indent = style_indent_at(x->file->text, begin);
	bool own_line = label->last + 1 >= body->tokens->n ||
			source_text_line(x->file->text, token_at(body->tokens, label->last + 1)->begin, NULL) !=
				source_text_line(x->file->text, end, NULL);
	GString *more = g_string_new(NULL);
	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(more, "%s%scase %s:", own_line ? x->file->style.eol : "",
				       own_line ? indent : " ", (char *)names->pdata[i]);
	edits_add(x->edits, x->file->path, end, end, g_string_free(more, FALSE));
	x->done++;
}

/* --- finding them ----------------------------------------------------------------------------------------------- */

static void extend_tokens(struct extension *x, unsigned first, unsigned last)
{
	for (unsigned i = first; i <= last && i < x->t->n; i++) {
		int number = number_of(x->t, i);
		struct term term = {0};
		if (!number || !leads_to_fallback(x->job, number))
			continue;
		if (i > 0 && tokens_word(x->t, i - 1, "case"))
			extend_label(x, token_at(x->t, i)->begin);
		else if (read_term(x->t, i, &term))
			extend_term(x, &term);
		term_clear(&term);
	}
}

static void extend_macro(struct extension *x, const struct lex_define *d)
{
	const struct source_text *text = x->file->text;
	size_t end = d->offset;
	for (;;) {
		end = insert_next_line(text, end);
		if (end >= text->length || end < 2)
			break;
		size_t last = end - 1 - (end >= 2 && text->bytes[end - 2] == '\r');
		if (text->bytes[last - 1] != '\\')
			break;
	}
	auto_ptr(tokens) t = tokens_new_all(text, d->offset, end);
	struct extension in = *x;
	in.t = t;
	in.function = NULL;
	if (t->n > 0)
		extend_tokens(&in, 3, t->n - 1);
	x->done += in.done - x->done;
}

/* A function that makes the test for its caller. */
static void extend_function(struct extension *x, const struct fix_file *file, const char *word)
{
	for (guint i = 0; i < file->text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(file->text->functions, struct lex_function, i);
		if (strcmp(f->name, word) != 0)
			continue;
		auto_ptr(tokens) t = tokens_new_all(file->text, f->body, f->end);
		struct extension in = *x;
		in.file = file;
		in.t = t;
		in.function = f;
		if (t->n > 0)
			extend_tokens(&in, 0, t->n - 1);
		x->done = in.done;
		x->clash |= in.clash;
	}
}

static void extend_macros_of(struct extension *x, const char *word)
{
	g_autoptr(GPtrArray) reach = include_reach(x->job->tree, x->file);
	g_ptr_array_add(reach, (gpointer)x->file->path);
	for (guint i = 0; i < reach->len; i++) {
		const struct fix_file *file = fix_tree_file(x->job->tree, reach->pdata[i]);
		if (file)
			extend_function(x, file, word);
		for (guint k = 0; file && k < file->text->defines->len; k++) {
			const struct lex_define *d = &g_array_index(file->text->defines, struct lex_define, k);
			if (!d->body || strcmp(d->name, word) != 0)
				continue;
			struct extension in = *x;
			in.file = file;
			extend_macro(&in, d);
			x->done = in.done;
		}
	}
}

/* Macros on the line that hold the test. */
static void extend_macros(struct extension *x, unsigned first, unsigned last)
{
	for (unsigned i = first; i <= last && i < x->t->n; i++) {
		if (!tokens_is_word(x->t, i) || number_of(x->t, i))
			continue;
		g_autofree char *word = tokens_get(x->t, i);
		if (strlen(word) > 2)
			extend_macros_of(x, word);
	}
}

static void extend_line(struct extension *x, unsigned line)
{
	unsigned first = x->t->n, last = 0;
	for (unsigned i = 0; i < x->t->n; i++) {
		if (source_text_line(x->file->text, token_at(x->t, i)->begin, NULL) != line)
			continue;
		first = MIN(first, i);
		last = i;
	}
	unsigned before = x->done;
	if (first > last)
		return;
	extend_tokens(x, first, last);
	if (x->done == before && !x->clash)
		extend_macros(x, first, last);
}

/* Line 0: everything of the function behind the site. */
static void extend_at(struct extension *x, size_t at, unsigned line)
{
	x->function = source_text_function_at(x->file->text, at);
	if (!x->function)
		return;
	auto_ptr(tokens) t = tokens_new_all(x->file->text, x->function->body, x->function->end);
	x->t = t;
	if (line)
		extend_line(x, line);
	else
		extend_tokens(x, tokens_find(t, at), t->n - 1);
	x->t = NULL;
}

static bool tells_of_errno(const struct step *s)
{
	return strstr(s->text, "`") || strstr(s->text, "case");
}

static void extend_steps(struct extension *x)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < x->job->site->verdicts->len; i++) {
		const struct errno_verdict *v = x->job->site->verdicts->pdata[i];
		for (guint k = 0; k < v->steps->len; k++) {
			const struct step *s = v->steps->pdata[k];
			x->file = fix_tree_file(x->job->tree, s->where.path);
			if (!x->file || s->where.line < 1 || s->where.line > x->file->text->lines->len ||
			    !tells_of_errno(s) ||
			    !g_hash_table_add(seen, g_strdup_printf("%s:%u", s->where.path, s->where.line)))
				continue;
			size_t at = g_array_index(x->file->text->lines, size_t, s->where.line - 1);
			extend_at(x, at + s->where.column - (s->where.column > 0), s->where.line);
		}
	}
}

static bool anything_leads(const struct fix_job *job)
{
	for (guint i = 0; i < job->rule->errnos->len; i++)
		if (leads_to_fallback(job, ((struct rule_errno *)job->rule->errnos->pdata[i])->number))
			return true;
	return job->site->also_handled->len > 0;
}

static struct edits *extend(const struct fix_job *job, bool all, char **out_why)
{
	auto_ptr(edits) edits = edits_new();
	g_autoptr(GHashTable) chains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct extension x = {.job = job, .file = job->file, .edits = edits, .chains = chains};
	if (!anything_leads(job)) {
		*out_why = g_strdup("no error leads to a fallback");
		return NULL;
	}
	if (all)
		extend_at(&x, job->offset, 0);
	else
		extend_steps(&x);
	if (x.done == 0 || x.clash) {
		*out_why = g_strdup(x.clash ? "another case of the switch has one of the errors already"
					    : "no test of the error is found");
		return NULL;
	}
	return g_steal_pointer(&edits);
}

struct edits *fix_extend(const struct fix_job *job, char **out_why)
{
	return extend(job, false, out_why);
}

struct edits *fix_extend_all(const struct fix_job *job, char **out_why)
{
	return extend(job, true, out_why);
}
