/* What a flags argument asks for: constants count outright, "c ? FLAG : 0" under its condition, anything else is looked
 * at when the program runs. */
#include <string.h>

#include "fix/compose.h"
#include "source/lex_internal.h"

#define DEPTH_MAX 8

struct reading {
	const struct rule *rule;
	const struct place *place;
	GArray *asked;
	unsigned depth;
};

static void read_expression(struct reading *r, const struct tokens *t, unsigned first, unsigned last);

static struct source_text *lex(const char *text)
{
	auto_ptr(source_needles) none = source_needles_new(NULL);
	return source_text_lex("", text, strlen(text), none);
}

static void set(struct reading *r, guint flag, const char *condition)
{
	struct asked *a = &g_array_index(r->asked, struct asked, flag);
	if (a->state == ASKED_YES)
		return;
	if (!condition) {
		g_clear_pointer(&a->condition, g_free);
		a->state = ASKED_YES;
		return;
	}
	if (a->state == ASKED_AT_RUN_TIME) {
		char *both = g_strdup_printf("(%s || %s)", a->condition, condition);
		g_free(a->condition);
		a->condition = both;
		return;
	}
	a->state = ASKED_AT_RUN_TIME;
	a->condition = g_strdup(condition);
}

static bool is_word_in(const char *text, size_t length, const char *word)
{
	size_t n = strlen(word);
	for (const char *p = text; (p = memmem(p, length - (size_t)(p - text), word, n)); p += n) {
		bool before = p > text && lex_is_word(p[-1]);
		bool after = (size_t)(p - text) + n < length && lex_is_word(p[n]);
		if (!before && !after)
			return true;
	}
	return false;
}

/* A local variable only ever holds flags that its function names; of a parameter nothing is known. */
static bool may_hold(const struct reading *r, const char *variable, const char *flag)
{
	const struct tokens *t = r->place->tokens;
	const struct lex_function *f = source_text_function_at(r->place->text, token_at(t, r->place->first)->begin);
	bool assigned = false;
	for (unsigned i = 0; i + 1 < t->n && !assigned; i++)
		assigned = tokens_word(t, i, variable) && (tokens_op(t, i + 1, '=') || tokens_op(t, i + 1, OP_ASSIGN));
	return !assigned || !f || is_word_in(r->place->text->bytes + f->body, f->end - f->body, flag);
}

static void read_unknown(struct reading *r, const struct tokens *t, unsigned first, unsigned last)
{
	g_autofree char *text = tokens_join(t, first, last);
	for (guint i = 0; i < r->rule->flags->len; i++) {
		const struct rule_flag *flag = r->rule->flags->pdata[i];
		if (first == last && !may_hold(r, text, flag->name))
			continue;
		g_autofree char *condition = g_strdup_printf("(%s & %s)", text, flag->name);
		set(r, i, condition);
	}
}

static bool read_number(struct reading *r, const char *text)
{
	guint64 value;
	char *end;
	if (!g_ascii_isdigit(*text))
		return false;
	value = g_ascii_strtoull(text, &end, 0);
	for (guint i = 0; i < r->rule->flags->len; i++)
		if (value & (guint64)((struct rule_flag *)r->rule->flags->pdata[i])->value)
			set(r, i, NULL);
	return true;
}

/* A macro of the file itself, defined as flags. */
static bool read_macro(struct reading *r, const char *word)
{
	const struct source_text *text = r->place->text;
	for (guint i = text->defines->len; i-- > 0;) {
		const struct lex_define *d = &g_array_index(text->defines, struct lex_define, i);
		if (!d->body || d->function_like || strcmp(d->name, word) != 0)
			continue;
		auto_ptr(source_text) body = lex(d->body);
		auto_ptr(tokens) t = tokens_new_all(body, 0, body->length);
		if (t->n == 0)
			return false;
		r->depth++;
		read_expression(r, t, 0, t->n - 1);
		r->depth--;
		return true;
	}
	return false;
}

static void read_word(struct reading *r, const struct tokens *t, unsigned at)
{
	g_autofree char *word = tokens_get(t, at);
	for (guint i = 0; i < r->rule->flags->len; i++) {
		if (strcmp(((struct rule_flag *)r->rule->flags->pdata[i])->name, word) == 0) {
			set(r, i, NULL);
			return;
		}
	}
	if (!read_number(r, word) && (r->depth >= DEPTH_MAX || !read_macro(r, word)))
		read_unknown(r, t, at, at);
}

/* "c ? A : B" with constants: each flag under the condition. */
static void read_choice(struct reading *r, const struct tokens *t, unsigned first, unsigned question, unsigned last)
{
	unsigned colon = question + 1;
	while (colon < last && !tokens_op(t, colon, ':'))
		colon = tokens_op(t, colon, '(') ? tokens_close(t, colon) + 1 : colon + 1;
	g_autofree char *condition = tokens_join(t, first, question - 1);
	for (guint i = 0; i < r->rule->flags->len; i++) {
		const char *name = ((struct rule_flag *)r->rule->flags->pdata[i])->name;
		bool yes = tokens_mention(t, question, colon, name), no = tokens_mention(t, colon, last, name);
		g_autofree char *text =
			g_strdup_printf(yes ? first + 1 == question ? "%s" : "(%s)" : "!(%s)", condition);
		if (yes || no)
			set(r, i, yes && no ? NULL : text);
	}
}

static unsigned find_op(const struct tokens *t, unsigned first, unsigned last, int op)
{
	for (unsigned i = first; i <= last && i < t->n; i++) {
		if (tokens_op(t, i, op))
			return i;
		if (tokens_op(t, i, '(') || tokens_op(t, i, '['))
			i = tokens_close(t, i);
	}
	return last + 1;
}

static void read_expression(struct reading *r, const struct tokens *t, unsigned first, unsigned last)
{
	if (first > last || last >= t->n)
		return;
	unsigned question = find_op(t, first, last, '?'), bar = find_op(t, first, last, '|');
	if (tokens_op(t, first, '(') && tokens_close(t, first) == last) {
		read_expression(r, t, first + 1, last - 1);
	} else if (question <= last && question > first) {
		read_choice(r, t, first, question, last);
	} else if (bar <= last && bar > first) {
		read_expression(r, t, first, bar - 1);
		read_expression(r, t, bar + 1, last);
	} else if (first == last) {
		read_word(r, t, first);
	} else {
		read_unknown(r, t, first, last);
	}
}

static void asked_clear(gpointer data)
{
	g_free(((struct asked *)data)->condition);
}

GArray *flags_new(const struct rule *rule)
{
	GArray *asked = g_array_new(FALSE, TRUE, sizeof(struct asked));
	g_array_set_clear_func(asked, asked_clear);
	g_array_set_size(asked, rule->flags->len);
	return asked;
}

GArray *flags_asked(const struct rule *rule, const struct place *place, const char *argument)
{
	struct reading r = {.rule = rule, .place = place, .asked = flags_new(rule)};
	auto_ptr(source_text) text = lex(argument);
	auto_ptr(tokens) t = tokens_new_all(text, 0, text->length);
	if (t->n > 0)
		read_expression(&r, t, 0, t->n - 1);
	return r.asked;
}

void flags_free(GArray *asked)
{
	if (asked)
		g_array_unref(asked);
}

bool flags_any(const GArray *asked)
{
	for (guint i = 0; i < asked->len; i++)
		if (g_array_index(asked, struct asked, i).state != ASKED_NO)
			return true;
	return false;
}
