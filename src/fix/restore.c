/* A flag that is lost on the way through a fallback that is there: it is restored behind the fallback's call. */
#include <string.h>

#include "fix/job.h"

/* The flags that the site loses; others are left alone. */
static void keep_lost(const struct fix_job *job, GArray *asked)
{
	for (guint i = 0; i < asked->len && i < job->site->flags->len; i++) {
		struct asked *a = &g_array_index(asked, struct asked, i);
		if (((struct flag_verdict *)job->site->flags->pdata[i])->state == FLAG_LOST)
			continue;
		g_clear_pointer(&a->condition, g_free);
		a->state = ASKED_NO;
	}
}

/* The flags argument of the call at the site, where the fallback's function is the same; else all flags that are lost.
 */
static GArray *asked_at_site(const struct fix_job *job, const struct place *fallback)
{
	g_autofree char *why = NULL;
	auto_ptr(place) site = place_new(job->file->text, job->offset, &why);
	GArray *asked;
	g_autofree char *argument = NULL;
	if (site && site->args->len == job->rule->call.arity && job->rule->flags_argument >= 0)
		argument = g_strdup(site->args->pdata[job->rule->flags_argument]);
	asked = flags_asked(job->rule, site ? site : fallback, argument ? argument : "0");
	for (guint i = 0; i < asked->len && !argument; i++)
		g_array_index(asked, struct asked, i).state = ASKED_YES;
	keep_lost(job, asked);
	return asked;
}

/* Whether the fallback is compiled only where the site is. */
static bool below_site(const struct fix_job *job, const struct fix_file *file, size_t offset)
{
	int own = place_arm(job->file->text, job->offset), arm = place_arm(file->text, offset);
	if (file != job->file)
		return false;
	while (arm >= 0 && arm != own)
		arm = g_array_index(file->text->arms, struct if_arm, arm).parent;
	return arm == own;
}

static bool restore_behind(const struct fix_job *job, const struct fix_file *file, size_t offset, struct edits *edits,
			   char **out_why)
{
	auto_ptr(place) place = place_new(file->text, offset, out_why);
	if (!place)
		return false;
	g_autofree char *fresh = insert_fresh_name(place, job->rule->fix->variable);
	auto_ptr(fallback) f = fallback_new(job->rule, &file->style, place, fresh);
	g_clear_pointer(&f->call, g_free);
	f->global |= strstr(job->site->function, "::") != NULL;
	flags_free(f->asked);
	f->asked = asked_at_site(job, place);
	if (!flags_any(f->asked)) {
		*out_why = g_strdup("the flags that are lost are not seen in the call");
		return false;
	}
	if (!below_site(job, file, offset))
		f->guard = g_strdup(job->site->guard);
	return insert_fallback(job, file, place, f, edits, out_why);
}

static bool is_fallback_name(const struct rule *rule, const struct tokens *t, unsigned i)
{
	for (guint k = 0; k < rule->fallbacks->len; k++) {
		const struct rule_call *call = rule->fallbacks->pdata[k];
		if (tokens_word(t, i, call->name) && (call->raw || tokens_op(t, i + 1, '(')))
			return true;
	}
	return false;
}

/* Restores behind the fallbacks of the function at an offset; line 0: all of them. */
static unsigned restore_in(const struct fix_job *job, const struct fix_file *file, size_t at, unsigned line,
			   struct edits *edits, char **out_why)
{
	const struct lex_function *function = source_text_function_at(file->text, at);
	unsigned done = 0;
	if (!function)
		return 0;
	auto_ptr(tokens) t = tokens_new(file->text, function->body, function->end, place_arm(file->text, at));
	for (unsigned i = 0; i < t->n; i++) {
		size_t offset = token_at(t, i)->begin;
		if (!is_fallback_name(job->rule, t, i))
			continue;
		if (line == 0 || source_text_line(file->text, offset, NULL) == line)
			done += restore_behind(job, file, offset, edits, out_why);
	}
	return done;
}

static size_t line_offset(const struct source_text *text, unsigned line)
{
	return line >= 1 && line <= text->lines->len ? g_array_index(text->lines, size_t, line - 1) : 0;
}

/* Behind the fallbacks that the evidence of a lost flag names. */
static unsigned restore_named(const struct fix_job *job, struct edits *edits, char **out_why)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	unsigned done = 0;
	for (guint i = 0; i < job->site->flags->len; i++) {
		const struct flag_verdict *v = job->site->flags->pdata[i];
		for (guint k = 0; v->state == FLAG_LOST && k < v->steps->len; k++) {
			const struct step *s = v->steps->pdata[k];
			const struct fix_file *file = fix_tree_file(job->tree, s->where.path);
			if (!strstr(s->text, "the fallback") || !file ||
			    !g_hash_table_add(seen, g_strdup_printf("%s:%u", s->where.path, s->where.line)))
				continue;
			size_t at = line_offset(file->text, s->where.line) + s->where.column - 1;
			done += restore_in(job, file, at, s->where.line, edits, out_why);
		}
	}
	return done;
}

static bool has_lost(const struct site *site)
{
	for (guint i = 0; i < site->flags->len; i++)
		if (((struct flag_verdict *)site->flags->pdata[i])->state == FLAG_LOST)
			return true;
	return false;
}

static struct edits *restore(const struct fix_job *job, bool all, char **out_why)
{
	auto_ptr(edits) edits = edits_new();
	if (!has_lost(job->site)) {
		*out_why = g_strdup("no flag is lost");
		return NULL;
	}
	unsigned done =
		all ? restore_in(job, job->file, job->offset, 0, edits, out_why) : restore_named(job, edits, out_why);
	if (done == 0) {
		if (!*out_why)
			*out_why = g_strdup("the call of the fallback is not found");
		return NULL;
	}
	return g_steal_pointer(&edits);
}

struct edits *fix_restore(const struct fix_job *job, char **out_why)
{
	return restore(job, false, out_why);
}

struct edits *fix_restore_all(const struct fix_job *job, char **out_why)
{
	return restore(job, true, out_why);
}

struct edits *fix_extend_and_restore(const struct fix_job *job, char **out_why)
{
	auto_ptr(edits) edits = fix_extend(job, out_why);
	auto_ptr(edits) more = edits ? fix_restore(job, out_why) : NULL;
	if (!more || !edits_join(edits, more))
		return NULL;
	return g_steal_pointer(&edits);
}
