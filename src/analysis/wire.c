/* Packing and unpacking. Every string that model/ keeps interned is interned again on the way in. */
#include "analysis/wire.h"

#include "analysis/ast_loader.h"
#include "model/run.h"

#define UNIT_TYPE      "(ssa(usssuuuuussuusai)a(uusus)a(susbs)asuubaay)"
#define STEPS_TYPE     "a(suus)"
#define JUDGEMENT_TYPE "(a(suusas" STEPS_TYPE ")a(sums" STEPS_TYPE ")asasa(ussu))"

GQuark analysis_error_quark(void)
{
	return g_quark_from_static_string("sysfall-analysis-error");
}

static const char *text_or_empty(const char *s)
{
	return s ? s : "";
}

static char *empty_to_null(const char *s)
{
	return *s ? g_strdup(s) : NULL;
}

/* GVariant strings must be UTF-8; source text need not be. */
static GVariant *pack_string(const char *s)
{
	return g_variant_new_take_string(g_utf8_make_valid(text_or_empty(s), -1));
}

static void pack_names(GVariantBuilder *b, const GPtrArray *names)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("as"));
	for (guint i = 0; i < names->len; i++)
		g_variant_builder_add_value(b, pack_string(names->pdata[i]));
	g_variant_builder_close(b);
}

static void unpack_names(GVariantIter *it, GPtrArray *out)
{
	const char *s;
	while (g_variant_iter_next(it, "&s", &s))
		g_ptr_array_add(out, (gpointer)g_intern_string(s));
}

/* Not interned: of char *, owned. */
static void unpack_texts(GVariantIter *it, GPtrArray *out)
{
	const char *s;
	while (g_variant_iter_next(it, "&s", &s))
		g_ptr_array_add(out, g_strdup(s));
}

static void store(GVariantBuilder *b, GByteArray *out)
{
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_builder_end(b));
	g_byte_array_append(out, g_variant_get_data(v), (guint)g_variant_get_size(v));
}

static GVariant *load(GBytes *bytes, const char *type, GError **error)
{
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(type), bytes, FALSE));
	if (g_variant_is_normal_form(v))
		return g_steal_pointer(&v);
	g_set_error(error, ANALYSIS_ERROR, ANALYSIS_ERROR_WIRE, "a worker's answer is damaged");
	return NULL;
}

/* --- units ------------------------------------------------------------------------------------------------------ */

static void pack_site(GVariantBuilder *b, const struct ast_site *s)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("(usssuuuuussuusai)"));
	g_variant_builder_add(b, "u", s->number);
	g_variant_builder_add_value(b, pack_string(s->rule));
	g_variant_builder_add_value(b, pack_string(s->call));
	g_variant_builder_add_value(b, pack_string(s->range.path));
	g_variant_builder_add(b, "u", s->range.line);
	g_variant_builder_add(b, "u", s->range.column);
	g_variant_builder_add(b, "u", s->range.end_line);
	g_variant_builder_add(b, "u", s->range.end_column);
	g_variant_builder_add(b, "u", (guint)s->form);
	g_variant_builder_add_value(b, pack_string(s->function));
	g_variant_builder_add_value(b, pack_string(s->function_key));
	g_variant_builder_add(b, "u", s->config);
	g_variant_builder_add(b, "u", (guint)(s->guard != NULL));
	g_variant_builder_add_value(b, pack_string(s->guard));
	g_variant_builder_open(b, G_VARIANT_TYPE("ai"));
	for (guint i = 0; s->flags && i < s->flags->len; i++)
		g_variant_builder_add(b, "i", g_array_index(s->flags, int, i));
	g_variant_builder_close(b);
	g_variant_builder_close(b);
}

static void pack_variants(GVariantBuilder *b, const GPtrArray *variants)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("aay"));
	for (guint i = 0; i < variants->len; i++) {
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		wire_pack_unit(variants->pdata[i], bytes);
		g_variant_builder_add_value(b,
					    g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, bytes->data, bytes->len, 1));
	}
	g_variant_builder_close(b);
}

void wire_pack_unit(const struct ast_unit *unit, GByteArray *out)
{
	g_autoptr(GString) code = g_string_new(NULL);
	GVariantBuilder b;
	cfg_text_print(unit->code, code);
	g_variant_builder_init(&b, G_VARIANT_TYPE(UNIT_TYPE));
	g_variant_builder_add_value(&b, pack_string(unit->path));
	g_variant_builder_add_value(&b, pack_string(code->str));
	g_variant_builder_open(&b, G_VARIANT_TYPE("a(usssuuuuussuusai)"));
	for (guint i = 0; i < unit->sites->len; i++)
		pack_site(&b, unit->sites->pdata[i]);
	g_variant_builder_close(&b);
	g_variant_builder_open(&b, G_VARIANT_TYPE("a(uusus)"));
	for (guint i = 0; i < unit->occurrences->len; i++) {
		const struct ast_occurrence *o = unit->occurrences->pdata[i];
		g_variant_builder_add(&b, "(uu@su@s)", o->line, o->column, pack_string(o->name), (guint)o->class,
				      pack_string(o->note));
	}
	g_variant_builder_close(&b);
	g_variant_builder_open(&b, G_VARIANT_TYPE("a(susbs)"));
	for (guint i = 0; i < unit->problems->len; i++) {
		const struct problem *p = unit->problems->pdata[i];
		g_variant_builder_add(&b, "(@su@sb@s)", pack_string(p->path), p->line, pack_string(p->kind),
				      p->incomplete, pack_string(p->text));
	}
	g_variant_builder_close(&b);
	pack_names(&b, unit->system);
	g_variant_builder_add(&b, "u", unit->parses);
	g_variant_builder_add(&b, "u", unit->configs);
	g_variant_builder_add(&b, "b", unit->complete);
	pack_variants(&b, unit->variants);
	store(&b, out);
}

static void unpack_sites(GVariantIter *it, struct ast_unit *unit)
{
	guint number, line, column, end_line, end_column, form, config, guarded;
	const char *rule, *call, *path, *function, *key, *guard;
	GVariantIter *flags;
	while (g_variant_iter_next(it, "(u&s&s&suuuuu&s&suu&sai)", &number, &rule, &call, &path, &line, &column,
				   &end_line, &end_column, &form, &function, &key, &config, &guarded, &guard, &flags)) {
		struct ast_site *s = g_new0(struct ast_site, 1);
		gint flag;
		s->number = number;
		s->rule = g_intern_string(rule);
		s->call = g_intern_string(call);
		s->range = (struct location_range){g_intern_string(path), line, column, end_line, end_column};
		s->form = form < FORM_COUNT ? (enum site_form)form : FORM_DIRECT;
		s->function = g_intern_string(function);
		s->function_key = g_intern_string(key);
		s->config = config;
		s->guard = guarded ? g_strdup(guard) : NULL;
		s->flags = g_array_new(FALSE, FALSE, sizeof(int));
		while (g_variant_iter_next(flags, "i", &flag))
			g_array_append_val(s->flags, flag);
		g_variant_iter_free(flags);
		g_ptr_array_add(unit->sites, s);
	}
}

static void unpack_occurrences(GVariantIter *it, struct ast_unit *unit)
{
	guint line, column, class;
	const char *name, *note;
	while (g_variant_iter_next(it, "(uu&su&s)", &line, &column, &name, &class, &note)) {
		struct ast_occurrence *o = g_new0(struct ast_occurrence, 1);
		o->line = line;
		o->column = column;
		o->name = g_intern_string(name);
		o->class = class < OCCURRENCE_CLASS_COUNT ? (enum occurrence_class) class : OCCURRENCE_UNREACHED;
		o->note = empty_to_null(note);
		g_ptr_array_add(unit->occurrences, o);
	}
}

static void unpack_problems(GVariantIter *it, struct ast_unit *unit)
{
	const char *path, *kind, *text;
	guint line;
	gboolean incomplete;
	while (g_variant_iter_next(it, "(&su&sb&s)", &path, &line, &kind, &incomplete, &text))
		g_ptr_array_add(unit->problems, problem_new(path, line, kind, incomplete, text));
}

static bool unpack_variants(GVariantIter *it, GPtrArray *out, GError **error)
{
	GVariant *v;
	while (g_variant_iter_next(it, "@ay", &v)) {
		g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(v);
		struct ast_unit *unit = wire_unpack_unit(bytes, error);
		g_variant_unref(v);
		if (!unit)
			return false;
		g_ptr_array_add(out, unit);
	}
	return true;
}

struct ast_unit *wire_unpack_unit(GBytes *bytes, GError **error)
{
	g_autoptr(GVariant) v = load(bytes, UNIT_TYPE, error);
	if (!v)
		return NULL;
	const char *path, *code;
	g_autoptr(GVariantIter) sites = NULL, occurrences = NULL, problems = NULL, system = NULL, variants = NULL;
	guint parses, configs;
	gboolean complete;
	g_variant_get(v, "(&s&sa(usssuuuuussuusai)a(uusus)a(susbs)asuubaay)", &path, &code, &sites, &occurrences,
		      &problems, &system, &parses, &configs, &complete, &variants);
	auto_ptr(cfg_text) text = cfg_text_parse(code, error);
	if (!text)
		return NULL;
	auto_ptr(ast_unit) unit = ast_unit_new(g_intern_string(path));
	cfg_text_free(unit->code);
	unit->code = g_steal_pointer(&text);
	unpack_sites(sites, unit);
	unpack_occurrences(occurrences, unit);
	unpack_problems(problems, unit);
	unpack_names(system, unit->system);
	unit->parses = parses;
	unit->configs = configs;
	unit->complete = complete;
	return unpack_variants(variants, unit->variants, error) ? g_steal_pointer(&unit) : NULL;
}

/* --- judgements ------------------------------------------------------------------------------------------------- */

static void pack_steps(GVariantBuilder *b, const GPtrArray *steps)
{
	g_variant_builder_open(b, G_VARIANT_TYPE(STEPS_TYPE));
	for (guint i = 0; i < steps->len; i++) {
		const struct step *s = steps->pdata[i];
		g_variant_builder_add(b, "(@suu@s)", pack_string(s->where.path), s->where.line, s->where.column,
				      pack_string(s->text));
	}
	g_variant_builder_close(b);
}

static void unpack_steps(GVariantIter *it, GPtrArray *out)
{
	const char *path, *text;
	guint line, column;
	while (g_variant_iter_next(it, "(&suu&s)", &path, &line, &column, &text))
		g_ptr_array_add(out, step_new(g_intern_string(path), line, column, text));
}

static void pack_wishes(GVariantBuilder *b, const GPtrArray *wishes)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("a(ussu)"));
	for (guint i = 0; i < wishes->len; i++) {
		const struct wish *w = wishes->pdata[i];
		g_variant_builder_add(b, "(u@s@su)", (guint)w->kind, pack_string(w->key), pack_string(w->path),
				      w->effects);
	}
	g_variant_builder_close(b);
}

static void unpack_wishes(GVariantIter *it, GPtrArray *out)
{
	guint kind, effects;
	const char *key, *path;
	while (g_variant_iter_next(it, "(u&s&su)", &kind, &key, &path, &effects))
		if (kind < WISH_KINDS)
			g_ptr_array_add(out,
					(gpointer)wish_of((enum wish_kind)kind, key, *path ? path : NULL, effects));
}

void wire_pack_judgement(const struct judgement *j, GByteArray *out)
{
	GVariantBuilder b;
	g_variant_builder_init(&b, G_VARIANT_TYPE(JUDGEMENT_TYPE));
	g_variant_builder_open(&b, G_VARIANT_TYPE("a(suusas" STEPS_TYPE ")"));
	for (guint i = 0; i < j->verdicts->len; i++) {
		const struct errno_verdict *v = j->verdicts->pdata[i];
		g_variant_builder_open(&b, G_VARIANT_TYPE("(suusas" STEPS_TYPE ")"));
		g_variant_builder_add_value(&b, pack_string(v->errno_name));
		g_variant_builder_add(&b, "u", (guint)v->verdict);
		g_variant_builder_add(&b, "u", (guint)v->consequence);
		g_variant_builder_add_value(&b, pack_string(v->reason));
		pack_names(&b, v->assumes);
		pack_steps(&b, v->steps);
		g_variant_builder_close(&b);
	}
	g_variant_builder_close(&b);
	g_variant_builder_open(&b, G_VARIANT_TYPE("a(sums" STEPS_TYPE ")"));
	for (guint i = 0; i < j->flags->len; i++) {
		const struct flag_verdict *f = j->flags->pdata[i];
		g_variant_builder_open(&b, G_VARIANT_TYPE("(sums" STEPS_TYPE ")"));
		g_variant_builder_add_value(&b, pack_string(f->flag));
		g_variant_builder_add(&b, "u", (guint)f->state);
		g_variant_builder_add(&b, "ms", f->reason);
		pack_steps(&b, f->steps);
		g_variant_builder_close(&b);
	}
	g_variant_builder_close(&b);
	pack_names(&b, j->also_handled);
	pack_names(&b, j->patterns);
	pack_wishes(&b, j->wanted);
	store(&b, out);
}

static void unpack_verdicts(GVariantIter *it, struct judgement *j)
{
	const char *name, *reason;
	guint verdict, consequence;
	GVariantIter *steps, *assumes;
	while (g_variant_iter_next(it, "(&suu&sasa(suus))", &name, &verdict, &consequence, &reason, &assumes, &steps)) {
		struct errno_verdict *v = errno_verdict_new(g_intern_string(name));
		v->verdict = verdict < VERDICT_COUNT ? (enum verdict)verdict : VERDICT_UNKNOWN;
		v->consequence = consequence < CONSEQUENCE_COUNT ? (enum consequence)consequence : CONSEQUENCE_NONE;
		g_free(v->reason);
		v->reason = g_strdup(reason);
		unpack_texts(assumes, v->assumes);
		unpack_steps(steps, v->steps);
		g_variant_iter_free(assumes);
		g_variant_iter_free(steps);
		g_ptr_array_add(j->verdicts, v);
	}
}

static void unpack_flags(GVariantIter *it, struct judgement *j)
{
	const char *name, *reason;
	guint state;
	GVariantIter *steps;
	while (g_variant_iter_next(it, "(&sum&sa(suus))", &name, &state, &reason, &steps)) {
		struct flag_verdict *f = flag_verdict_new(g_intern_string(name));
		f->state = state < FLAG_STATE_COUNT ? (enum flag_state)state : FLAG_UNKNOWN;
		f->reason = g_strdup(reason);
		unpack_steps(steps, f->steps);
		g_variant_iter_free(steps);
		g_ptr_array_add(j->flags, f);
	}
}

struct judgement *wire_unpack_judgement(GBytes *bytes, GError **error)
{
	g_autoptr(GVariant) v = load(bytes, JUDGEMENT_TYPE, error);
	if (!v)
		return NULL;
	g_autoptr(GVariantIter) verdicts = NULL, flags = NULL, also = NULL, patterns = NULL, wanted = NULL;
	struct judgement *j = judgement_new();
	g_variant_get(v, JUDGEMENT_TYPE, &verdicts, &flags, &also, &patterns, &wanted);
	unpack_verdicts(verdicts, j);
	unpack_flags(flags, j);
	unpack_names(also, j->also_handled);
	unpack_names(patterns, j->patterns);
	unpack_wishes(wanted, j->wanted);
	return j;
}
