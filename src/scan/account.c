/* What the lexer knows by itself (comments, strings, directives) is listed outright; for the rest the parser's word
 * counts. An occurrence nobody spoke for is unreached: silence is impossible. */
#include "scan/account.h"

#include <string.h>

static const enum occurrence_class lexical_class[] = {
	[LEX_CODE] = OCCURRENCE_UNREACHED,
	[LEX_COMMENT] = OCCURRENCE_COMMENT,
	[LEX_STRING] = OCCURRENCE_STRING,
	[LEX_MACRO_NAME] = OCCURRENCE_MACRO_DEFINITION,
	[LEX_MACRO_BODY] = OCCURRENCE_MACRO_DEFINITION,
	[LEX_CONDITION] = OCCURRENCE_TABLE,
	[LEX_DIRECTIVE] = OCCURRENCE_TABLE,
	[LEX_LOOK_ALIKE] = OCCURRENCE_LOOK_ALIKE,
};

static const char *const lexical_note[] = {
	[LEX_CODE] = NULL,
	[LEX_COMMENT] = NULL,
	[LEX_STRING] = NULL,
	[LEX_MACRO_NAME] = NULL,
	[LEX_MACRO_BODY] = NULL,
	[LEX_CONDITION] = "a preprocessor condition",
	[LEX_DIRECTIVE] = "a preprocessor directive",
	[LEX_LOOK_ALIKE] = "part of another word",
};

static bool is_site_of(const struct ast_unit *unit, const struct lex_match *m)
{
	for (guint i = 0; i < unit->sites->len; i++) {
		const struct ast_site *s = unit->sites->pdata[i];
		if (s->range.line == m->line && s->range.column == m->column)
			return true;
	}
	return false;
}

static bool is_site(const struct candidate *c, const struct lex_match *m)
{
	bool found = c->seen && is_site_of(c->seen, m);
	for (guint i = 0; c->seen && !found && i < c->seen->variants->len; i++)
		found = is_site_of(c->seen->variants->pdata[i], m);
	return found;
}

static const struct ast_occurrence *parsed(const struct candidate *c, const struct lex_match *m)
{
	for (guint i = 0; c->seen && i < c->seen->occurrences->len; i++) {
		const struct ast_occurrence *o = c->seen->occurrences->pdata[i];
		if (o->line == m->line && o->column == m->column)
			return o;
	}
	return NULL;
}

static struct occurrence *account(const struct candidate *c, const struct lex_match *m, const struct rule *rule)
{
	const struct ast_occurrence *o = parsed(c, m);
	if (o)
		return occurrence_new(c->entry->path, m->line, m->column, rule->id, o->class, o->note);
	const char *note = lexical_note[m->class];
	if (m->class == LEX_CODE)
		note = c->failed ? "the file could not be parsed" : "the compiler did not see it";
	return occurrence_new(c->entry->path, m->line, m->column, rule->id, lexical_class[m->class], note);
}

static void account_candidate(struct tree *tree, const struct candidate *c)
{
	for (guint i = 0; i < c->text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(c->text->matches, struct lex_match, i);
		const struct rule *rule = rule_set_by_name(tree->options->rules, m->name);
		if (!rule || is_site(c, m))
			continue;
		g_ptr_array_add(tree->run->occurrences, account(c, m, rule));
	}
	for (guint i = 0; c->seen && i < c->seen->problems->len; i++) {
		const struct problem *p = c->seen->problems->pdata[i];
		g_ptr_array_add(tree->run->problems, problem_new(p->path, p->line, p->kind, p->incomplete, p->text));
	}
}

void account_occurrences(struct tree *tree)
{
	struct run_files *files = &tree->run->files;
	for (guint i = 0; i < tree->order->len; i++) {
		const struct candidate *c = tree->order->pdata[i];
		if (c->entry->outside)
			continue;
		account_candidate(tree, c);
		files->candidates++;
		files->analysed += c->unit != NULL;
		files->cached += c->unit != NULL && c->cached;
		files->configurations += c->seen ? c->seen->configs : 0;
		files->parses += c->seen ? c->seen->parses : 0;
	}
}
