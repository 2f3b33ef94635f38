/* A file's unit: its occurrences grouped into as few configurations as enable them all, each climbed for, and what they
 * show put together. Functions of a further configuration get a suffix to their key, so that both stay what they are.
 */
#include "ast/assemble.h"
#include "ast/features.h"
#include "ast/ladder.h"

#include <string.h>

#include "cfg/text.h"
#include "model/run.h"
#include "source/flatten.h"
#include "source/guard.h"

#define ALTERNATIVES_MAX 4 /* further configurations tried for what the planned ones do not show */

bool match_is_code(const struct ast_request *request, const struct lex_match *m)
{
	const struct source_text *t = request->text;
	if (m->class == LEX_CODE)
		return true;
	return m->class == LEX_STRING && m->offset > 0 && m->offset + m->length < t->length &&
	       t->bytes[m->offset - 1] == '"' && t->bytes[m->offset + m->length] == '"';
}

bool match_is_alias(const struct ast_request *request, const struct lex_match *m)
{
	return !rule_set_by_name(request->rules, m->name) && request->macros &&
	       g_ptr_array_find(request->macros, m->name, NULL);
}

/* The flags of the real build are known. */
static bool has_commands(const struct ast_request *request)
{
	return request->commands && request->commands->len &&
	       ((const struct compdb_command *)request->commands->pdata[0])->args;
}

struct plan {
	const struct ast_request *request;
	GArray *code; /* of guint: the matches that need the parser */
	int *arms;    /* per code match */
	enum arm_state *states;
	char **guards;
	unsigned *which; /* per code match: its configuration */
	GPtrArray *configs;
	GPtrArray *commands;    /* of const struct compdb_command *: those that differ */
	unsigned real;          /* rungs that show a command as it is; those of the configurations follow */
	GArray *features;       /* of int: arms that hold what restores a flag; in the solved text once that is known */
	struct flattened *flat; /* with the headers' definitions in it; NULL: they have no say */
};

/* The text whose conditions are solved, and an arm of the file in it. */
static const struct source_text *plan_text(const struct plan *p)
{
	return p->flat ? p->flat->text : p->request->text;
}

static int plan_arm(const struct plan *p, int arm)
{
	return p->flat && arm >= 0 ? p->flat->arms[arm] : arm;
}

static char *find_header(const char *name, bool angled, const char *includer, void *data)
{
	return includes_certain(data, name, angled, includer);
}

static void plan_headers(struct plan *p)
{
	const struct source_text *t = p->request->text;
	g_autoptr(GArray) arms = g_array_new(FALSE, FALSE, sizeof(int));

	for (guint i = 0; i < p->code->len; i++) {
		int arm = g_array_index(t->matches, struct lex_match, g_array_index(p->code, guint, i)).arm;

		if (arm >= 0)
			g_array_append_val(arms, arm);
	}
	if (arms->len == 0)
		return;
	g_array_append_vals(arms, p->features->data, p->features->len);
	struct header_search search = {find_header, (void *)p->request, includes_shared(p->request)->headers};

	p->flat = flattened_new(t, p->request->absolute, (const int *)(const void *)arms->data, arms->len, &search);
}

/* A wrapper's or helper's name: worth a look where the configurations for the sites show it, not one of its own. */
static bool is_follower(const struct ast_request *request, const struct lex_match *m)
{
	return !rule_set_by_name(request->rules, m->name) &&
	       !(request->macros && g_ptr_array_find(request->macros, m->name, NULL));
}

/* The arms that decide the configurations: those of the sites; of one follower when there is nothing else. */
static unsigned deciding(const struct plan *p, guint8 *out_decides)
{
	unsigned n = 0;
	for (int followers = 0; followers < 2 && n == 0; followers++) {
		for (guint i = 0; i < p->code->len && (!followers || n == 0); i++) {
			const struct lex_match *m = &g_array_index(p->request->text->matches, struct lex_match,
								   g_array_index(p->code, guint, i));
			if (p->states[i] == ARM_INACTIVE || is_follower(p->request, m) != (followers == 1))
				continue;
			out_decides[i] = 1;
			n++;
		}
	}
	return n;
}

static void plan_matches(struct plan *p)
{
	const struct source_text *t = p->request->text;
	for (guint i = 0; i < t->matches->len; i++)
		if (match_is_code(p->request, &g_array_index(t->matches, struct lex_match, i)))
			g_array_append_val(p->code, i);
	p->features = has_commands(p->request) ? g_array_new(FALSE, FALSE, sizeof(int)) : features_arms(p->request);
	plan_headers(p);
	for (guint i = 0; i < p->features->len; i++)
		g_array_index(p->features, int, i) = plan_arm(p, g_array_index(p->features, int, i));
	guint n_code = p->code->len;
	p->arms = g_new0(int, n_code + 1);
	p->states = g_new0(enum arm_state, n_code + 1);
	p->guards = g_new0(char *, n_code + 1);
	p->which = g_new0(unsigned, n_code + 1);
	for (guint i = 0; i < n_code; i++) {
		const struct lex_match *m =
			&g_array_index(t->matches, struct lex_match, g_array_index(p->code, guint, i));
		auto_ptr(config) config = NULL;
		g_autofree char *flat_guard = NULL;
		p->arms[i] = plan_arm(p, m->arm);
		p->states[i] = conditions_solve(plan_text(p), p->arms[i], &config, &flat_guard);
		p->guards[i] = p->flat ? guard_describe(t, m->arm) : g_steal_pointer(&flat_guard);
	}
	g_autofree guint8 *decides = g_malloc0(n_code + 1);
	g_autofree int *live = g_new0(int, n_code + 1);
	g_autofree unsigned *which = g_new0(unsigned, n_code + 1);
	unsigned n = deciding(p, decides), k = 0;
	for (guint i = 0; i < n_code; i++)
		if (decides[i])
			live[k++] = p->arms[i];
	p->configs = conditions_cover(plan_text(p), live, n, which);
	features_enable(plan_text(p), p->features, p->configs, live, which, n);
	k = 0;
	for (guint i = 0; i < n_code; i++)
		p->which[i] = decides[i] ? which[k++] : G_MAXUINT;
}

static void plan_clear(struct plan *p)
{
	for (guint i = 0; i < p->code->len; i++)
		g_free(p->guards[i]);
	g_free(p->guards);
	g_free(p->arms);
	g_free(p->states);
	g_free(p->which);
	g_array_unref(p->code);
	g_array_unref(p->features);
	g_ptr_array_unref(p->commands);
	flattened_free(p->flat);
	if (p->configs)
		g_ptr_array_unref(p->configs);
}

/* The rungs of commands and of configurations. */
static unsigned plan_rungs(const struct plan *p)
{
	return p->real + p->configs->len;
}

/* --- occurrences ------------------------------------------------------------------------------------------------ */

static void add_occurrence(struct ast_unit *unit, const struct lex_match *m, enum occurrence_class class,
			   char *note /* taken */)
{
	struct ast_occurrence *o = g_new0(struct ast_occurrence, 1);
	o->offset = m->offset;
	o->line = m->line;
	o->column = m->column;
	o->name = m->name;
	o->class = class;
	o->note = note;
	g_ptr_array_add(unit->occurrences, o);
}

static void guard_sites(struct ast_unit *unit, const struct plan *p)
{
	for (guint k = 0; k < unit->sites->len; k++) {
		struct ast_site *s = unit->sites->pdata[k];
		for (guint i = 0; i < p->code->len; i++) {
			const struct lex_match *m = &g_array_index(p->request->text->matches, struct lex_match,
								   g_array_index(p->code, guint, i));
			if (m->line == s->range.line && (m->column == s->range.column || !s->guard)) {
				g_free(s->guard);
				s->guard = g_strdup(p->guards[i]);
			}
		}
	}
}

/* What one configuration shows as a site is one, whatever it is in the others. */
static bool is_site(const struct plan *p, const struct lex_match *m, struct rung *const *rungs)
{
	for (guint k = 0; k < plan_rungs(p); k++)
		if (rungs[k] && g_hash_table_contains(rungs[k]->unit->sites, GSIZE_TO_POINTER((gsize)m->offset + 1)))
			return true;
	return false;
}

/* A file's own guard is no condition to a reader, but where it is false it is the reason. */
static char *why_inactive(const struct plan *p, guint i, const struct lex_match *m)
{
	const GArray *arms = p->request->text->arms;

	if (p->guards[i] || m->arm < 0)
		return g_strdup(p->guards[i]);
	for (int arm = m->arm; arm >= 0; arm = g_array_index(arms, struct if_arm, arm).parent)
		if (g_array_index(arms, struct if_arm, arm).header_guard)
			return g_strdup(g_array_index(arms, struct if_arm, arm).condition);
	return NULL;
}

static char *why_unreached(const struct plan *p, guint i, const struct lex_match *m, struct rung *const *rungs)
{
	const struct rung *r = p->which[i] < p->configs->len ? rungs[p->real + p->which[i]] : NULL;

	if (m->class == LEX_STRING)
		return g_strdup("it may be looked up by name, and where was not followed");
	if (r && handed_on_number(p->request->text, m) && !r->error)
		return g_strdup("the number may be given to syscall(), and where was not followed");
	return r && r->error ? g_strdup_printf("the compiler did not see it (%s)", r->error)
			     : g_strdup("the compiler did not see it");
}

static void account_match(struct ast_unit *unit, const struct plan *p, guint i, struct rung *const *rungs)
{
	const struct lex_match *m =
		&g_array_index(p->request->text->matches, struct lex_match, g_array_index(p->code, guint, i));
	enum occurrence_class class = OCCURRENCE_UNREACHED;
	char *note = NULL;
	if (!rule_set_by_name(p->request->rules, m->name))
		return;
	if (is_site(p, m, rungs))
		return;
	for (guint k = 0; k < plan_rungs(p); k++) {
		const struct rung *r = rungs[k];
		enum sighting seen = r ? occurrence_look(r->unit, m, &class, &note) : SEEN_NOT;
		if (seen == SEEN_OTHER && p->states[i] != ARM_INACTIVE) {
			add_occurrence(unit, m, class, note);
			return;
		}
		g_clear_pointer(&note, g_free);
	}
	if (p->states[i] == ARM_INACTIVE) {
		add_occurrence(unit, m, OCCURRENCE_INACTIVE, why_inactive(p, i, m));
		return;
	}
	if (occurrence_guess(p->request, m, &class)) {
		add_occurrence(unit, m, class, NULL);
		return;
	}
	if (m->class == LEX_STRING && !handed_on_string(p->request, m)) {
		add_occurrence(unit, m, OCCURRENCE_STRING, NULL);
		return;
	}
	unit->complete = false;
	add_occurrence(unit, m, OCCURRENCE_UNREACHED, why_unreached(p, i, m, rungs));
}

/* --- the whole -------------------------------------------------------------------------------------------------- */

static bool is_seen(const struct plan *p, const struct lex_match *m, struct rung *const *rungs)
{
	for (guint k = 0; k < plan_rungs(p); k++) {
		enum occurrence_class class;
		g_autofree char *note = NULL;

		if (rungs[k] && occurrence_look(rungs[k]->unit, m, &class, &note) != SEEN_NOT)
			return true;
	}
	return false;
}

/* What a real command shows needs no made-up configuration. */
static struct rung *climb(CXIndex index, const struct plan *p, unsigned config, struct rung *const *rungs)
{
	const struct ast_request *request = p->request;
	g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < p->code->len; i++) {
		guint number = g_array_index(p->code, guint, i);
		const struct lex_match *m = &g_array_index(request->text->matches, struct lex_match, number);

		if (p->which[i] == config && !(p->real && is_seen(p, m, rungs)))
			g_array_append_val(matches, number);
	}
	if (p->real && matches->len == 0)
		return NULL;
	const struct compdb_command *command = p->commands->len ? p->commands->pdata[0] : NULL;
	return ladder_climb(index, request, command, p->configs->pdata[config], matches);
}

static void add_rung(struct plan *p, guint i, struct rung **rungs, struct rung *r /* taken */,
		     struct config *config /* taken */)
{
	rungs[plan_rungs(p)] = r;
	p->which[i] = p->configs->len;
	g_ptr_array_add(p->configs, config);
}

static bool is_renamed(const struct plan *p, const struct lex_match *m, struct rung *const *rungs)
{
	for (guint k = 0; k < plan_rungs(p); k++)
		if (rungs[k] && occurrence_is_renamed(rungs[k]->unit, m))
			return true;
	return false;
}

static bool shows_site(const struct rung *r, const struct lex_match *m)
{
	return g_hash_table_contains(r->unit->sites, GSIZE_TO_POINTER((gsize)m->offset + 1));
}

/* A name that a macro sends elsewhere, where the compiler's flags are not known: the configuration without it. */
static void try_undefined(CXIndex index, struct plan *p, guint i, struct rung **rungs, unsigned *left)
{
	const struct ast_request *request = p->request;
	guint number = g_array_index(p->code, guint, i);
	const struct lex_match *m = &g_array_index(request->text->matches, struct lex_match, number);
	auto_ptr(config) config = alternatives_undefined(request, m, plan_text(p), p->arms[i], p->configs);
	g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(guint));

	if (!config)
		return;
	g_array_append_val(matches, number);
	struct rung *r = ladder_climb(index, request, NULL, config, matches);

	(*left)--;
	if (r && shows_site(r, m))
		add_rung(p, i, rungs, r, g_steal_pointer(&config));
	else
		rung_free(r);
}

/* The first of the match's further configurations that shows it (a macro: as a site) becomes one of the plan's. */
static void try_alternative(CXIndex index, struct plan *p, guint i, struct rung **rungs, unsigned *left)
{
	const struct ast_request *request = p->request;
	guint number = g_array_index(p->code, guint, i);
	const struct lex_match *m = &g_array_index(request->text->matches, struct lex_match, number);
	g_autoptr(GPtrArray) further = alternatives_find(request->text, m, plan_text(p), p->arms[i], p->configs);
	g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(guint));
	g_array_append_val(matches, number);
	for (guint k = 0; k < further->len && *left; k++) {
		struct rung *r = ladder_climb(index, request, NULL, further->pdata[k], matches);

		(*left)--;
		if (!r || r->unseen || (match_is_alias(request, m) && !shows_site(r, m))) {
			rung_free(r);
			continue;
		}
		add_rung(p, i, rungs, r, g_steal_pointer(&further->pdata[k]));
		return;
	}
}

static void try_alternatives(CXIndex index, struct plan *p, struct rung **rungs)
{
	unsigned left = ALTERNATIVES_MAX;

	for (guint i = 0; i < p->code->len && left; i++) {
		const struct lex_match *m =
			&g_array_index(p->request->text->matches, struct lex_match, g_array_index(p->code, guint, i));

		bool alias = match_is_alias(p->request, m) && m->class == LEX_CODE && !has_commands(p->request);

		if (p->states[i] == ARM_INACTIVE || !(alias || rule_set_by_name(p->request->rules, m->name)) ||
		    is_site(p, m, rungs))
			continue;
		if (alias) /* another arm of an #if may make it a function's name */
			try_alternative(index, p, i, rungs, &left);
		else if (!is_seen(p, m, rungs))
			try_alternative(index, p, i, rungs, &left);
		else if (!has_commands(p->request) && is_renamed(p, m, rungs))
			try_undefined(index, p, i, rungs, &left);
	}
}

/* What of a command was not used: the file may be another one with it. Told once, whatever the rung. */
static void note_untold(struct ast_unit *unit, const char *text)
{
	for (guint i = 0; i < unit->problems->len; i++)
		if (strcmp(((const struct problem *)unit->problems->pdata[i])->text, text) == 0)
			return;
	unit->complete = false;
	g_ptr_array_add(unit->problems, problem_new(unit->path, 0, "config", true, text));
}

static void note_unused(struct ast_unit *unit, const struct plan *p)
{
	for (guint k = 0; k < p->commands->len; k++) {
		g_autoptr(GPtrArray) unused = flags_unused(p->commands->pdata[k]);

		for (guint i = 0; i < unused->len; i++) {
			g_autofree char *text =
				g_strdup_printf("%s of its command is not used", (char *)unused->pdata[i]);

			note_untold(unit, text);
		}
	}
}

static void note_lost(struct ast_unit *unit, const struct rung *r)
{
	unit->parses += r->parses;
	if (r->untold)
		note_untold(unit, r->untold);
	if (!r->lost_near_site)
		return;
	unit->complete = false;
	g_autofree char *text =
		g_strdup_printf("a statement of %s could not be understood (%s)", r->lost_in->name, r->why_lost);
	g_ptr_array_add(unit->problems, problem_new(unit->path, r->lost_in->range.line, "parse", true, text));
}

/* Each command that differs is a configuration of its own, parsed as it is. */
static void climb_commands(CXIndex index, struct plan *p, struct rung **rungs, struct ast_unit *unit)
{
	for (guint k = 0; p->commands->len > 1 && k < p->commands->len; k++) {
		bool elsewhere = false;
		struct rung *r = ladder_command(index, p->request, p->commands->pdata[k], p->code, &elsewhere);

		if (r)
			rungs[p->real++] = r;
		else if (!elsewhere)
			note_untold(unit, "the compiler does not take one of its commands");
	}
}

static char *printed(const struct ast_unit *unit)
{
	GString *text = g_string_new(NULL);

	cfg_text_print(unit->code, text);
	return g_string_free(text, FALSE);
}

/* The unit's own code is the first command's; what others make of the file stands beside it, unless it is the same. */
static void take_commands(struct ast_unit *unit, const struct plan *p, struct rung *const *rungs, int *base)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint k = 0; k < p->real; k++) {
		auto_ptr(ast_unit) further = k ? ast_unit_new(unit->path) : NULL;
		struct ast_unit *into = further ? further : unit;
		int own = 0;

		assemble_code(into, rungs[k]->unit, k, false, further ? &own : base);
		assemble_sort(into);
		if (!g_hash_table_add(known, printed(into)) || !further)
			continue;
		guard_sites(further, p);
		g_ptr_array_add(unit->variants, g_steal_pointer(&further));
	}
}

static void note_commands(struct ast_unit *unit, const struct plan *p, unsigned all)
{
	if (all <= p->commands->len)
		return;
	g_autofree char *text = g_strdup_printf("%u commands that differ compile it: it was looked at as %u of them do",
						all, p->commands->len);

	unit->complete = false;
	g_ptr_array_add(unit->problems, problem_new(unit->path, 0, "budget", true, text));
}

static unsigned count_rungs(const struct plan *p, struct rung *const *rungs)
{
	unsigned n = 0;

	for (guint k = 0; k < plan_rungs(p); k++)
		n += rungs[k] != NULL;
	return n;
}

/* Commands, then configurations for what they do not show, then alternatives to those. */
static void climb_all(CXIndex index, struct plan *p, struct rung **rungs, struct ast_unit *unit)
{
	climb_commands(index, p, rungs, unit);
	for (guint k = 0; k < p->configs->len; k++)
		rungs[p->real + k] = climb(index, p, k, rungs);
	for (guint k = 0; k < plan_rungs(p); k++)
		if (rungs[k])
			note_lost(unit, rungs[k]);
	try_alternatives(index, p, rungs);
	unit->configs = p->real ? count_rungs(p, rungs) : p->configs->len;
}

struct ast_unit *analyse(const struct ast_request *asked)
{
	auto_ptr(includes) includes = NULL;
	struct ast_request own = *asked, *request = &own;
	own.includes = &includes;
	struct ast_unit *unit = ast_unit_new(request->path);
	struct plan plan = {.request = request, .code = g_array_new(FALSE, FALSE, sizeof(guint))};
	CXIndex index = clang_createIndex(1, 0);
	unsigned commands = 0;
	int base = 0;
	plan.commands = commands_distinct(request, &commands);
	plan_matches(&plan);
	unit->complete = true;
	note_commands(unit, &plan, commands);
	note_unused(unit, &plan);
	g_autofree struct rung **rungs =
		g_new0(struct rung *, plan.commands->len + plan.configs->len + ALTERNATIVES_MAX + 1);
	climb_all(index, &plan, rungs, unit);
	for (guint i = 0; i < plan.code->len; i++)
		account_match(unit, &plan, i, rungs);
	take_commands(unit, &plan, rungs, &base);
	for (guint k = plan.real; k < plan_rungs(&plan); k++)
		if (rungs[k])
			assemble_code(unit, rungs[k]->unit, k, k > 0, &base);
	assemble_sort(unit);
	guard_sites(unit, &plan);
	for (guint k = 0; k < plan_rungs(&plan); k++)
		rung_free(rungs[k]);
	clang_disposeIndex(index);
	plan_clear(&plan);
	return unit;
}
