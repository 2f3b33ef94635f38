/* A fallback where there is none, right behind the failing call. Three ways, tried from the least text to the most; the
 * proof decides. */
#include <string.h>

#include "fix/job.h"

static struct edits *insert_with(const struct fix_job *job, bool restore, char *sticky /* taken */, char **out_why)
{
	auto_ptr(place) place = place_new(job->file->text, job->offset, out_why);
	auto_ptr(edits) edits = edits_new();
	g_autofree char *statement = sticky;
	if (!place)
		return NULL;
	g_autofree char *fresh = insert_fresh_name(place, job->rule->fix->variable);
	auto_ptr(fallback) f = fallback_new(job->rule, &job->file->style, place, fresh);
	if (place->args->len != job->rule->call.arity) {
		*out_why = g_strdup("the call is made by a macro that has other arguments");
		return NULL;
	}
	f->restore = restore;
	f->sticky = g_steal_pointer(&statement);
	f->nolint = job->nolint;
	f->global |= strstr(job->site->function, "::") != NULL;
	if (!insert_fallback(job, job->file, place, f, edits, out_why))
		return NULL;
	return g_steal_pointer(&edits);
}

struct edits *fix_inline(const struct fix_job *job, char **out_why)
{
	return insert_with(job, true, NULL, out_why);
}

/* Names of functions that look as if they set a descriptor's flags. */
static bool sounds_like_restoring(const char *word)
{
	static const char *const hints[] = {"fcntl",         "ioctl",    "cloexec", "closeonexec",
					    "close_on_exec", "nonblock", "inherit", "blocking"};
	g_autofree char *lower = g_ascii_strdown(word, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(hints); i++)
		if (strstr(lower, hints[i]))
			return true;
	return false;
}

static bool restored_later(const struct place *p)
{
	for (unsigned i = p->last + 1; i + 1 < p->tokens->n; i++) {
		if (!tokens_is_word(p->tokens, i) || !tokens_op(p->tokens, i + 1, '('))
			continue;
		g_autofree char *word = tokens_get(p->tokens, i);
		if (sounds_like_restoring(word))
			return true;
	}
	return false;
}

struct edits *fix_inline_bare(const struct fix_job *job, char **out_why)
{
	auto_ptr(place) place = place_new(job->file->text, job->offset, out_why);
	if (!place || !restored_later(place)) {
		if (place)
			*out_why = g_strdup("nothing behind the call looks as if it restored its flags");
		return NULL;
	}
	return insert_with(job, false, NULL, out_why);
}

static bool calls_fallback(const struct tokens *t, const struct stmt *s, const struct rule *rule)
{
	for (unsigned i = s->first; i <= s->last && i + 1 < t->n; i++)
		for (guint k = 0; k < rule->fallbacks->len; k++)
			if (tokens_word(t, i, ((struct rule_call *)rule->fallbacks->pdata[k])->name))
				return true;
	return false;
}

/* How the file writes the truth value that `variable` has: the word's opposite in "false" or "true". */
static const char *truth(const struct place *p, const char *variable, bool value)
{
	static const char *const words[][2] = {{"false", "true"}, {"FALSE", "TRUE"}};
	auto_ptr(tokens) all = tokens_new_all(p->text, 0, p->text->length);
	for (unsigned i = 0; i + 2 < all->n; i++)
		for (size_t k = 0; k < G_N_ELEMENTS(words); k++)
			if (tokens_word(all, i, variable) && tokens_op(all, i + 1, '=') &&
			    (tokens_word(all, i + 2, words[k][0]) || tokens_word(all, i + 2, words[k][1])))
				return words[k][value];
	return value ? "1" : "0";
}

/* "if (use_call) fd = call(…); else fd = fallback(…);": the statement that makes the next time go the other way. */
static char *sticky_statement(const struct fix_job *job, const struct place *p)
{
	for (const struct stmt *s = p->stmt, *in = s->parent; in; s = in, in = in->parent) {
		if (in->kind != STMT_IF || in->children->len != 2)
			continue;
		guint which = in->children->pdata[1] == s;
		bool negated = tokens_op(p->tokens, in->open + 1, '!');
		unsigned name = in->open + 1 + negated;
		if (name + 1 != in->close || !tokens_is_word(p->tokens, name) ||
		    !calls_fallback(p->tokens, in->children->pdata[!which], job->rule))
			continue;
		g_autofree char *variable = tokens_get(p->tokens, name);
		return g_strdup_printf("%s = %s;", variable, truth(p, variable, (which == 1) != negated));
	}
	return NULL;
}

struct edits *fix_inline_sticky(const struct fix_job *job, char **out_why)
{
	auto_ptr(place) place = place_new(job->file->text, job->offset, out_why);
	char *statement = place ? sticky_statement(job, place) : NULL;
	if (!statement) {
		if (place)
			*out_why = g_strdup("no variable chooses between the call and its fallback");
		return NULL;
	}
	return insert_with(job, false, statement, out_why);
}
