/* Headers' conditions that the sites do not ask for. A made-up configuration defines what the places need, so that
 *     #ifdef OS_UNIX
 *     typedef int SOCKET;
 *     #define INVALID_SOCKET -1
 *     #endif
 * leaves the function around them without its types and constants, though no build would. What its names miss is looked
 * for in the headers that the file reaches: where all that keeps a declaration away is a condition of which some Linux
 * configuration is, that is assumed, too. Whether it helped the next parse shows (ladder.c). */
#include "ast/gates.h"

#include <string.h>

#include "ast/keep.h"
#include "ast/skim.h"

enum {
	MISSING_MAX = 48, /* names that are looked for */
	HEADERS_MAX = 24, /* headers that are read for them */
	ARMS_MAX = 60,    /* conditions of one header that are solved */
	OPEN_MAX = 4      /* conditions that are assumed */
};

/* --- what is missing -------------------------------------------------------------------------------------------- */

static void add_name(GPtrArray *names, const char *interned)
{
	if (names->len < MISSING_MAX && !g_ptr_array_find(names, interned, NULL))
		g_ptr_array_add(names, (gpointer)interned);
}

static void add_stubbed(GPtrArray *names, const struct source_text *text, const struct lex_function *f,
			const struct stubs *stubs)
{
	for (guint i = 0; i < stubs->order->len; i++)
		if (keep_mentions(text->bytes, f->begin, f->end, stubs->order->pdata[i]))
			add_name(names, stubs->order->pdata[i]);
}

static void add_undeclared(GPtrArray *names, const struct lower_unit *u, const struct lex_match *m)
{
	for (guint i = 0; i < u->functions->len; i++) {
		const struct cfg_function *f = u->functions->pdata[i];
		if (f->path != u->request->path || f->range.line > m->line || m->line > f->range.end_line)
			continue;
		for (guint b = 0; b < f->blocks->len; b++) {
			const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
			for (guint k = 0; k < stmts->len; k++) {
				const struct cfg_stmt *s = stmts->pdata[k];
				if (s->kind == CFG_CALL && s->callee->kind == CFG_FUNC &&
				    g_hash_table_contains(u->undeclared, s->callee->name))
					add_name(names, s->callee->name);
			}
		}
	}
}

GPtrArray *gates_missing(const struct lower_unit *u, const struct stubs *stubs, const GArray *matches)
{
	const struct source_text *text = u->request->text;
	GPtrArray *names = g_ptr_array_new();
	for (guint i = 0; i < matches->len; i++) {
		const struct lex_match *m =
			&g_array_index(text->matches, struct lex_match, g_array_index(matches, guint, i));
		const struct lex_function *f = source_text_function_at(text, m->offset);
		if (!f || !rule_set_by_name(u->request->rules, m->name))
			continue;
		add_stubbed(names, text, f, stubs);
		if (g_hash_table_size(u->undeclared))
			add_undeclared(names, u, m);
	}
	return names;
}

/* --- where it is declared --------------------------------------------------------------------------------------- */

/* A condition that is met, and the names that are declared then. */
struct gate {
	struct config *config; /* what it asks for beside the given configuration */
	GPtrArray *names;      /* of interned const char * */
};

static void gate_free(gpointer data)
{
	struct gate *g = data;
	config_free(g->config);
	g_ptr_array_unref(g->names);
	g_free(g);
}

static const struct config_macro *find_macro(const struct config *config, const char *name)
{
	for (guint i = 0; config && i < config->macros->len; i++) {
		const struct config_macro *m = &g_array_index(config->macros, struct config_macro, i);
		if (m->name == name)
			return m;
	}
	return NULL;
}

/* Another system by the word in its name; the compiler's and the C library's own business. */
static bool is_foreign(const char *macro)
{
	static const char *const words[] = {"win",  "msvc",       "mingw",   "cygwin",  "dos",   "os2",     "darwin",
					    "mac",  "apple",      "ios",     "bsd",     "sun",   "solaris", "aix",
					    "hpux", "irix",       "vms",     "qnx",     "beos",  "haiku",   "amiga",
					    "wasm", "emscripten", "android", "symbian", "riscos"};
	g_autofree char *small = g_ascii_strdown(macro, -1);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(small, words[i]))
			return true;
	return macro[0] == '_';
}

/* What the condition asks for that the configuration does not say; NULL where that is nothing, or another's business.
 */
static struct config *ask(const struct source_text *header, int arm, const struct config *config)
{
	auto_ptr(config) asked = NULL;
	g_autofree char *guard = NULL;
	if (conditions_solve(header, arm, &asked, &guard) != ARM_SOLVED)
		return NULL;
	for (guint i = asked->macros->len; i-- > 0;) {
		const struct config_macro *m = &g_array_index(asked->macros, struct config_macro, i);
		const struct config_macro *has = find_macro(config, m->name);
		if ((has && (!has->value != !m->value || (m->value && strcmp(has->value, m->value) != 0))) ||
		    (m->value && is_foreign(m->name)))
			return NULL;
		if (has || !m->value)
			g_array_remove_index(asked->macros, i);
	}
	return asked->macros->len ? g_steal_pointer(&asked) : NULL;
}

/* The name is declared there, and not only mentioned. */
static bool is_declared_at(const struct source_text *header, const struct lex_match *m)
{
	if (m->class == LEX_MACRO_NAME)
		return true;
	if (m->class != LEX_CODE)
		return false;
	const struct lex_function *f = source_text_function_at(header, m->offset);
	size_t next = skim_space(header->bytes, m->offset + m->length, header->length);
	if (f && (m->offset >= f->body || f->name != m->name))
		return false;
	return next < header->length && strchr(";([={},", header->bytes[next]);
}

static bool configs_equal(const struct config *a, const struct config *b)
{
	return a->macros->len == b->macros->len &&
	       memcmp(a->macros->data, b->macros->data, a->macros->len * sizeof(struct config_macro)) == 0;
}

static void add_gate(GPtrArray *gates, struct config *config /* taken */, const char *name)
{
	struct gate *g = NULL;
	for (guint i = 0; i < gates->len && !g; i++)
		if (configs_equal(((struct gate *)gates->pdata[i])->config, config))
			g = gates->pdata[i];
	if (g) {
		config_free(config);
	} else {
		g = g_new0(struct gate, 1);
		g->config = config;
		g->names = g_ptr_array_new();
		g_ptr_array_add(gates, g);
	}
	add_name(g->names, name);
}

/* The innermost arm over the place that is no header's guard; -1 when it stands under none. */
static int real_arm(const struct source_text *text, int arm)
{
	while (arm >= 0 && g_array_index(text->arms, struct if_arm, arm).header_guard)
		arm = g_array_index(text->arms, struct if_arm, arm).parent;
	return arm;
}

static void read_header(const char *path, const char *bytes, size_t length, const struct source_needles *needles,
			const struct config *config, GPtrArray *gates)
{
	auto_ptr(source_text) header = source_text_lex(path, bytes, length, needles);
	unsigned solved = 0;
	for (guint i = 0; i < header->matches->len && solved < ARMS_MAX; i++) {
		const struct lex_match *m = &g_array_index(header->matches, struct lex_match, i);
		if (real_arm(header, m->arm) < 0 || !is_declared_at(header, m))
			continue;
		struct config *asked = ask(header, m->arm, config);
		solved++;
		if (asked)
			add_gate(gates, asked, m->name);
	}
}

static void read_headers(const struct ast_request *request, const struct config *config, const GPtrArray *missing,
			 GPtrArray *gates)
{
	const struct includes *includes = includes_shared(request);
	auto_ptr(source_needles) needles = source_needles_new(missing);
	unsigned left = HEADERS_MAX;
	for (guint i = 0; i < includes->headers->len && left; i++) {
		const char *path = includes->headers->pdata[i];
		g_autoptr(GMappedFile) file = source_overlay_map(includes->overlay, path, NULL);
		const char *bytes = file ? g_mapped_file_get_contents(file) : NULL;
		size_t length = file ? g_mapped_file_get_length(file) : 0;
		if (!bytes || !source_needles_hit(needles, bytes, length))
			continue;
		read_header(path, bytes, length, needles, config, gates);
		left--;
	}
}

/* --- the whole -------------------------------------------------------------------------------------------------- */

static gint most_names_first(gconstpointer a, gconstpointer b)
{
	const struct gate *g = *(struct gate *const *)a, *h = *(struct gate *const *)b;
	if (g->names->len != h->names->len)
		return g->names->len > h->names->len ? -1 : 1;
	return (int)g->config->macros->len - (int)h->config->macros->len;
}

static int macro_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct config_macro *)a)->name, ((const struct config_macro *)b)->name);
}

static struct config *config_copy(const struct config *config)
{
	struct config *copy = g_new0(struct config, 1);
	copy->macros = g_array_new(FALSE, FALSE, sizeof(struct config_macro));
	if (config && config->macros->len)
		g_array_append_vals(copy->macros, config->macros->data, config->macros->len);
	return copy;
}

/* A name that several conditions declare is declared by the first of them. */
static bool brings_new(const struct gate *g, const GPtrArray *have)
{
	for (guint i = 0; i < g->names->len; i++)
		if (!g_ptr_array_find((GPtrArray *)have, g->names->pdata[i], NULL))
			return true;
	return false;
}

static bool add_config(struct config *into, const struct config *more)
{
	for (guint i = 0; i < more->macros->len; i++) {
		const struct config_macro *m = &g_array_index(more->macros, struct config_macro, i);
		const struct config_macro *has = find_macro(into, m->name);
		if (has && (!has->value || strcmp(has->value, m->value) != 0))
			return false;
	}
	for (guint i = 0; i < more->macros->len; i++) {
		const struct config_macro *m = &g_array_index(more->macros, struct config_macro, i);
		if (!find_macro(into, m->name))
			g_array_append_val(into->macros, *m);
	}
	return true;
}

struct config *gates_open(const struct ast_request *request, const struct config *config, const GPtrArray *missing)
{
	g_autoptr(GPtrArray) gates = g_ptr_array_new_with_free_func(gate_free);
	g_autoptr(GPtrArray) have = g_ptr_array_new();
	unsigned opened = 0;
	if (missing->len == 0)
		return NULL;
	read_headers(request, config, missing, gates);
	g_ptr_array_sort(gates, most_names_first);
	auto_ptr(config) more = config_copy(config);
	for (guint i = 0; i < gates->len && opened < OPEN_MAX; i++) {
		const struct gate *g = gates->pdata[i];
		if (!brings_new(g, have) || !add_config(more, g->config))
			continue;
		for (guint k = 0; k < g->names->len; k++)
			add_name(have, g->names->pdata[k]);
		opened++;
	}
	g_array_sort(more->macros, macro_compare);
	return opened ? g_steal_pointer(&more) : NULL;
}
