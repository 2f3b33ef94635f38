/* The rungs of one configuration. With a command: its flags, then the same with the configuration's own definitions.
 * Without: made-up flags on the file with unneeded bodies blanked, stubs added in rounds; then without the tree's
 * headers, with their macros taken over. The first rung that shows everything wins, else the best. */
#include "ast/ladder.h"

#include <string.h>

#include "ast/gates.h"
#include "source/path.h"

enum { ROUNDS = 7, EASY_ROUNDS_C = 2, EASY_ROUNDS_CXX = 1 };

void rung_free(struct rung *r)
{
	if (!r)
		return;
	lower_unit_free(r->unit);
	if (r->tu)
		clang_disposeTranslationUnit(r->tu);
	prelude_free(r->prelude);
	if (r->missing)
		g_ptr_array_unref(r->missing);
	g_free(r->text);
	g_free(r->untold);
	g_free(r->headless);
	g_free(r->error);
	g_free(r);
}

static bool is_around(const struct lower_unit *u, const struct cfg_function *f, const struct lex_match *m)
{
	return f->path == u->request->path && f->range.line <= m->line && m->line <= f->range.end_line;
}

static bool is_around_any(const struct lower_unit *u, const struct cfg_function *f, const GArray *matches, bool rules)
{
	for (guint k = 0; k < matches->len; k++) {
		const struct lex_match *m =
			&g_array_index(u->request->text->matches, struct lex_match, g_array_index(matches, guint, k));
		if (is_around(u, f, m) && (!rules || rule_set_by_name(u->request->rules, m->name)))
			return true;
	}
	return false;
}

/* Functions around the matches that lost something on the way, or had to be patched; those around a rule's name count
 * for more. */
static void count_lost(struct rung *r, const GArray *matches)
{
	const struct lower_unit *u = r->unit;
	for (guint i = 0; i < u->functions->len; i++) {
		const struct cfg_function *f = u->functions->pdata[i];
		const char *why = g_hash_table_lookup(u->incomplete, f->key);
		bool patched = g_hash_table_contains(u->patched, f->key);
		if (!(why || patched) || !is_around_any(u, f, matches, false))
			continue;
		if (!why) {
			r->lost++; /* nothing is missing, but a parse that needs no patching is better */
			continue;
		}
		bool near_site = is_around_any(u, f, matches, true);
		r->lost++;
		if (near_site && !r->lost_near_site) {
			r->why_lost = why;
			r->lost_in = f;
		}
		r->lost_near_site += near_site;
	}
}

/* Functions of the file that lost something, wherever they are: the callers count, too. */
static unsigned count_blemished(const struct lower_unit *u)
{
	unsigned n = 0;
	for (guint i = 0; i < u->functions->len; i++) {
		const struct cfg_function *f = u->functions->pdata[i];
		n += f->path == u->request->path &&
		     (g_hash_table_contains(u->incomplete, f->key) || g_hash_table_contains(u->patched, f->key));
	}
	return n;
}

static unsigned count_unseen(const struct lower_unit *u, const GArray *matches)
{
	unsigned unseen = 0;
	for (guint k = 0; k < matches->len; k++) {
		const struct lex_match *m =
			&g_array_index(u->request->text->matches, struct lex_match, g_array_index(matches, guint, k));
		enum occurrence_class class;
		g_autofree char *note = NULL;
		if (rule_set_by_name(u->request->rules, m->name))
			unseen += occurrence_look(u, m, &class, &note) == SEEN_NOT;
		else
			unseen += occurrence_is_undefined(u, m);
	}
	return unseen;
}

/* Definitions asked for that came to nothing. */
static unsigned count_undefined(const struct lower_unit *u, const GArray *matches)
{
	const struct source_text *text = u->request->text;
	unsigned n = 0;
	for (guint k = 0; k < matches->len; k++) {
		const struct lex_match *m =
			&g_array_index(text->matches, struct lex_match, g_array_index(matches, guint, k));
		const struct lex_function *f = source_text_function_at(text, m->offset);
		bool found = !f || f->name != m->name || m->offset >= f->body;
		for (guint i = 0; i < u->functions->len && !found; i++)
			found = is_around(u, u->functions->pdata[i], m);
		n += !found;
	}
	return n;
}

/* Takes the unit, what it rests on and the text over; NULL when there is none. */
static struct rung *rung_new(const struct ast_request *request, CXTranslationUnit tu, struct prelude *prelude, bool cxx,
			     char *text, const GArray *matches)
{
	if (!tu) {
		g_free(text);
		return NULL;
	}
	struct rung *r = g_new0(struct rung, 1);
	r->tu = tu;
	r->prelude = prelude;
	r->text = text;
	r->unit = lower_unit_new(request, tu, cxx, text ? text : request->text->bytes, request->text->length);
	r->unit->prelude = prelude;
	lower_unit_run(r->unit);
	r->unseen = count_unseen(r->unit, matches);
	count_lost(r, matches);
	r->lost += count_undefined(r->unit, matches);
	r->blemished = count_blemished(r->unit);
	r->error = tu_first_error(tu);
	return r;
}

static bool is_good(const struct rung *r)
{
	return r && r->unseen == 0 && r->lost == 0;
}

static bool is_perfect(const struct rung *r)
{
	return is_good(r) && r->blemished == 0;
}

/* Prefers the second only when it shows more; frees the other. */
static struct rung *better(struct rung *a, struct rung *b)
{
	unsigned parses = (a ? a->parses : 0) + (b ? b->parses : 0);
	bool second = !a;
	if (a && b && b->unseen != a->unseen)
		second = b->unseen < a->unseen;
	else if (a && b && b->lost != a->lost)
		second = b->lost < a->lost;
	else if (a && b)
		second = b->blemished < a->blemished;
	struct rung *kept = second ? b : a, *dropped = second ? a : b;
	rung_free(dropped);
	if (kept)
		kept->parses = parses;
	return kept;
}

/* What clang does not take of the flags, which are left without it; NULL: it takes each of them. */
static char *take_refused(CXIndex index, GPtrArray *flags)
{
	g_autoptr(GPtrArray) refused = flags_take_refused(index, flags);
	if (refused->len == 0)
		return NULL;
	g_ptr_array_add(refused, NULL);
	g_autofree char *list = g_strjoinv(", ", (char **)refused->pdata);
	return g_strdup_printf("the compiler refuses %s of its command", list);
}

/* *out_elsewhere: set when the command's unit does not include the file at all. */
static struct rung *with_command(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
				 const struct config *config, const GArray *matches, bool *out_elsewhere)
{
	g_autoptr(GPtrArray) flags = flags_of_command(command);
	g_autofree char *refused = NULL;
	if (config)
		flags_add_config(flags, config, request);
	struct tu_input input = {.request = request,
				 .main = request->contexts ? command->file : NULL,
				 .flags = flags,
				 .cxx = flags_say_cxx(flags, request, command)};
	struct prelude *prelude = NULL;
	CXTranslationUnit tu = tu_parse(index, &input, &prelude);
	if (!tu && (refused = take_refused(index, flags)))
		tu = tu_parse(index, &input, &prelude);
	if (tu && request->contexts && !tu_includes(tu, request->absolute)) {
		clang_disposeTranslationUnit(tu); /* another file of that name is what it includes */
		*out_elsewhere = true;
		return NULL;
	}
	struct rung *r = rung_new(request, tu, prelude, input.cxx, NULL, matches);
	if (!r)
		return NULL;
	r->parses = 1;
	r->by_command = true;
	r->headless = tu_missing_header(r->tu);
	r->untold = g_steal_pointer(&refused);
	return r;
}

/* The function at a place of the file: whether one with a match in it is wanted, or any that is read at all. */
static bool is_read_function(const struct ast_request *request, size_t offset, bool with_match)
{
	const struct lex_function *f = source_text_function_at(request->text, offset);
	if (!f || !with_match)
		return f && offset > f->body;
	for (guint i = 0; i < request->text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(request->text->matches, struct lex_match, i);
		if (m->offset >= f->begin && m->offset < f->end && match_is_code(request, m))
			return true;
	}
	return false;
}

/* True when a complaint is about the inside of a function. In C what the compiler could not type is read from the text,
 * and a lost statement is noticed wherever it is; in C++ too much hangs on types, and only the functions with a match
 * count. */
static bool complains_inside(CXTranslationUnit tu, const struct ast_request *request, bool cxx)
{
	CXFile file = clang_getFile(tu, request->absolute);
	bool inside = false;
	unsigned n = clang_getNumDiagnostics(tu);
	for (unsigned i = 0; i < n && !inside; i++) {
		CXDiagnostic d = clang_getDiagnostic(tu, i);
		struct cx_place p = cx_place(clang_getDiagnosticLocation(d));
		inside = clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error && p.file && file &&
			 clang_File_isEqual(p.file, file) && is_read_function(request, p.offset, cxx);
		clang_disposeDiagnostic(d);
	}
	return inside;
}

/* A parse that teaches a stub will be repeated with it: it is only lowered when the later ones are no good. */
struct attempt {
	CXTranslationUnit tu;
	struct prelude *prelude;
};

static void attempt_clear(gpointer data)
{
	struct attempt *a = data;
	if (a->tu)
		clang_disposeTranslationUnit(a->tu);
	prelude_free(a->prelude);
}

static struct rung *attempt_lower(struct attempt *a, const struct tu_input *input, const char *text,
				  const GArray *matches)
{
	struct rung *r = rung_new(input->request, a->tu, a->prelude, input->cxx,
				  text ? g_memdup2(text, input->request->text->length + 1) : NULL, matches);
	*a = (struct attempt){NULL, NULL};
	return r;
}

static bool is_enough(const struct rung *r, bool cxx)
{
	return cxx ? is_good(r) : is_perfect(r);
}

/* Parses until everything is seen and nothing lost, or no complaint teaches anything new. The last parse counts unless
 * an earlier one was better: a stub may do harm. */
static struct rung *in_rounds(CXIndex index, struct tu_input *input, const char *text, const GArray *matches)
{
	auto_ptr(stubs) stubs = stubs_new();
	g_autoptr(GArray) put_off = g_array_new(FALSE, TRUE, sizeof(struct attempt));
	struct rung *best = NULL;
	unsigned easy = input->cxx ? EASY_ROUNDS_CXX : EASY_ROUNDS_C, parses = 0;
	g_array_set_clear_func(put_off, attempt_clear);
	for (unsigned round = 0; round < ROUNDS; round++) {
		/* a file that finds all its headers gets nothing put before it, until it complains */
		bool bare = round == 0 && (!input->missing || !input->missing->len) && !input->macros;
		g_autofree char *declared = bare ? NULL : stubs_text(stubs, input->cxx);
		struct attempt a = {NULL, NULL};
		input->stubs = declared;
		input->text = text;
		a.tu = tu_parse(index, input, &a.prelude);
		input->stubs = NULL;
		if (!a.tu)
			break;
		parses++;
		bool learnt = stubs_learn(stubs, a.tu, input->cxx);
		bool had_error = tu_has_error(a.tu);
		/* what was read from the text has no types: a stub or two may give it some */
		if ((learnt || bare) && round < easy && complains_inside(a.tu, input->request, input->cxx)) {
			g_array_append_val(put_off, a);
			continue;
		}
		/* later rounds know more: an equal one is preferred */
		best = better(attempt_lower(&a, input, text, matches), best);
		if (is_enough(best, input->cxx) || (!learnt && !(bare && had_error)))
			break;
	}
	for (guint i = put_off->len; i-- > 0 && !is_good(best);)
		best = better(best, attempt_lower(&g_array_index(put_off, struct attempt, i), input, text, matches));
	if (best) {
		best->parses = parses;
		best->missing = gates_missing(best->unit, stubs, matches);
	}
	return best;
}

/* Made up, but for what a command that will not do says of definitions and headers. */
static GPtrArray *made_up_flags(const struct ast_request *request, const struct compdb_command *command,
				const struct config *config, bool cxx)
{
	const struct includes *includes = includes_shared(request);
	GPtrArray *flags = flags_made_up(cxx);
	if (cxx && includes->modern)
		flags_use_newest(flags);
	if (memmem(request->text->bytes, request->text->length, "?\?/", 3)) /* a name may be cut by one */
		g_ptr_array_add(flags, g_strdup("-trigraphs"));
	if (command)
		flags_add_place(flags, command);
	flags_add_config(flags, config, request);
	includes_add_flags(includes, flags);
	return flags;
}

/* Once more with what headers of the tree declare under conditions that are off, where names near sites miss it. */
static struct rung *with_gates(CXIndex index, struct tu_input *input, const struct compdb_command *command,
			       const struct config *config, const char *text, const GArray *matches, struct rung *r)
{
	auto_ptr(config) more = r && r->missing ? gates_open(input->request, config, r->missing) : NULL;
	if (!more)
		return r;
	g_autoptr(GPtrArray) flags = made_up_flags(input->request, command, more, input->cxx);
	const GPtrArray *before = input->flags;
	input->flags = flags;
	struct rung *opened = in_rounds(index, input, text, matches);
	input->flags = before;
	bool helps = opened && opened->missing->len < r->missing->len && opened->unseen <= r->unseen &&
		     opened->lost <= r->lost;
	struct rung *kept = helps ? opened : r, *dropped = helps ? r : opened;
	kept->parses = r->parses + (opened ? opened->parses : 0);
	rung_free(dropped);
	return kept;
}

static struct rung *made_up(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
			    const struct config *config, const GArray *matches, bool cxx)
{
	const struct includes *includes = includes_shared(request);
	g_autoptr(GPtrArray) flags = made_up_flags(request, command, config, cxx);
	g_autofree char *prelude = prelude_text(includes, cxx);
	struct tu_input input = {
		.request = request, .flags = flags, .missing = includes->missing, .prelude = prelude, .cxx = cxx};
	g_autofree char *bodies = isolate(request, ISOLATE_BODIES);
	struct rung *r =
		with_gates(index, &input, command, config, bodies, matches, in_rounds(index, &input, bodies, matches));
	if (!is_good(r) && cxx && flags_use_newest(flags)) /* headers may need what the faster standard lacks */
		r = better(r, in_rounds(index, &input, bodies, matches));
	if (is_good(r))
		return r;
	g_autofree char *alone = isolate(request, ISOLATE_FUNCTIONS);
	g_autofree char *macros = isolate_macros(includes, alone, request->text->length);
	input.macros = macros;
	return better(r, in_rounds(index, &input, alone, matches));
}

/* The request as if its includer had been asked for. */
struct includer {
	struct ast_request request;
	struct config *config; /* what its include line needs */
	GPtrArray *assumed;    /* that, and what the request assumes */
	GMappedFile *file;
	char *absolute;
	struct source_text *text;
	struct includes *includes;
};

static void includer_clear(struct includer *in)
{
	includes_free(in->includes);
	config_free(in->config);
	if (in->assumed)
		g_ptr_array_unref(in->assumed);
	source_text_free(in->text);
	g_free(in->absolute);
	if (in->file)
		g_mapped_file_unref(in->file);
}
UTIL_DEFINE_AUTO(includer, includer_clear)

static void includer_assume(struct includer *in, const struct ast_request *fragment)
{
	in->config = includer_config(&in->request, fragment->path);
	if (!in->config)
		return;
	in->assumed = g_ptr_array_new();
	for (guint i = 0; fragment->assumed && i < fragment->assumed->len; i++)
		g_ptr_array_add(in->assumed, fragment->assumed->pdata[i]);
	g_ptr_array_add(in->assumed, in->config);
	in->request.assumed = in->assumed;
}

/* Through a file (relative) that includes it, as it lies there. */
static struct rung *through(CXIndex index, const struct ast_request *request, const char *path,
			    const struct config *config, const GArray *matches)
{
	struct includer in = {.request = *request, .absolute = g_build_filename(request->tree->root, path, NULL)};
	__attribute__((cleanup(util_auto_includer))) struct includer *cleanup = &in;
	(void)cleanup;
	in.file = g_mapped_file_new(in.absolute, FALSE, NULL);
	if (!in.file)
		return NULL;
	auto_ptr(source_needles) none = source_needles_new(NULL);
	in.text = source_text_lex(path, g_mapped_file_get_contents(in.file), g_mapped_file_get_length(in.file), none);
	in.request.path = path;
	in.request.absolute = in.absolute;
	in.request.text = in.text;
	in.request.includes = &in.includes;
	includer_assume(&in, request);
	bool cxx = flags_is_cxx(&in.request);
	g_autoptr(GPtrArray) flags = made_up_flags(&in.request, NULL, config, cxx);
	g_autofree char *prelude = prelude_text(in.includes, cxx);
	struct tu_input input = {.request = request,
				 .main = in.absolute,
				 .flags = flags,
				 .missing = in.includes->missing,
				 .prelude = prelude,
				 .cxx = cxx};
	return in_rounds(index, &input, NULL, matches);
}

static struct rung *through_includer(CXIndex index, const struct ast_request *request, const struct config *config,
				     const GArray *matches)
{
	const char *path = includer_find(request->tree, request->path); /* the smallest */

	return path ? through(index, request, path, config, matches) : NULL;
}

/* The matches that a parse shows. */
static GArray *matches_seen(const struct rung *r, const GArray *matches)
{
	GArray *seen = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < matches->len; i++) {
		guint number = g_array_index(matches, guint, i);
		enum occurrence_class class;
		g_autofree char *note = NULL;
		if (occurrence_look(r->unit, &g_array_index(r->unit->request->text->matches, struct lex_match, number),
				    &class, &note) != SEEN_NOT)
			g_array_append_val(seen, number);
	}
	return seen;
}

/* A unit that includes the file, whose flags nobody knows. */
static struct rung *in_unit(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
			    const struct config *config, const GArray *matches, bool *out_elsewhere)
{
	const char *path = path_below(request->tree->root, command->file);
	struct rung *r = path ? through(index, request, g_intern_string(path), config, matches) : NULL;

	*out_elsewhere = !r || !tu_includes(r->tu, request->absolute);
	if (*out_elsewhere) {
		rung_free(r);
		return NULL;
	}
	r->by_command = true;
	return r;
}

static struct rung *by_command(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
			       const struct config *config, const GArray *matches, bool *out_elsewhere)
{
	if (!command->args)
		return in_unit(index, request, command, config, matches, out_elsewhere);
	struct rung *r = with_command(index, request, command, NULL, matches, out_elsewhere);
	bool more = config && (config->macros->len || (request->assumed && request->assumed->len));

	if (!is_good(r) && more && !*out_elsewhere)
		r = better(r, with_command(index, request, command, config, matches, out_elsewhere));
	return r;
}

/* Without a command, or where its flags did not do. */
static struct rung *without(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
			    const struct config *config, const GArray *matches, struct rung *r)
{
	bool fragment = !command && includer_is_fragment(request->path), cxx = flags_is_cxx(request);

	if (fragment) {
		r = through_includer(index, request, config, matches);
		if (is_good(r))
			return r;
	}
	r = better(r, made_up(index, request, command, config, matches, cxx));
	if (!fragment && r && (r->unseen || r->lost_near_site)) /* it may be a part of another file */
		r = better(r, through_includer(index, request, config, matches));
	if (is_good(r) || cxx || !g_str_has_suffix(request->path, ".h"))
		return r;
	return better(r, made_up(index, request, command, config, matches, true)); /* a header may be C++ after all */
}

/* Why the command's own parse will not do. */
static char *why_not(const struct rung *r)
{
	return g_strdup_printf("looked at without some flags of its command: %s",
			       !r            ? "the compiler does not take them"
			       : r->headless ? r->headless
			       : r->error    ? r->error
					     : "a part of the file is not seen with them");
}

/* The command's own parse, which is not what is built. Where something made up shows all, that is preferred to one that
 * lacks headers. */
static struct rung *beside(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
			   const struct config *config, const GArray *matches, struct rung *real)
{
	g_autofree char *why = why_not(real);
	struct rung *r = NULL;

	if (is_good(real)) {
		r = without(index, request, command, config, matches, NULL);
		r = is_good(r) ? better(r, real) : better(real, r);
	} else {
		r = without(index, request, command, config, matches, real);
	}
	if (r && !r->untold && command->args && (!r->by_command || r->headless))
		r->untold = g_steal_pointer(&why);
	return r;
}

struct rung *ladder_command(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
			    const GArray *matches, bool *out_elsewhere)
{
	struct rung *r = command->args ? with_command(index, request, command, NULL, matches, out_elsewhere)
				       : in_unit(index, request, command, NULL, matches, out_elsewhere);
	if (!r || (!r->lost_near_site && !r->headless))
		return r;
	g_autoptr(GArray) seen = matches_seen(r, matches);
	return beside(index, request, command, NULL, seen, r);
}

struct rung *ladder_climb(CXIndex index, const struct ast_request *request, const struct compdb_command *command,
			  const struct config *config, const GArray *matches)
{
	bool elsewhere = false;
	struct rung *real = command ? by_command(index, request, command, config, matches, &elsewhere) : NULL;

	if (is_good(real) && !real->headless)
		return real;
	if (!command || elsewhere)
		return without(index, request, NULL, config, matches, NULL);
	return beside(index, request, command, config, matches, real);
}
