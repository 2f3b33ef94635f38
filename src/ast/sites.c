/* Sites: the places where a rule's call is made or its address is taken. A site is known by the offset of its name in
 * the file, so that two looks at one place (a header function lowered twice, a macro that calls twice) give one. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"
#include "cfg/bits.h"

static bool in_file(const struct lower_unit *unit, struct cx_place p)
{
	return p.file && unit->file && clang_File_isEqual(p.file, unit->file) && p.offset < unit->length;
}

/* By offsets: to the compiler a lone carriage return ends a line, to a word search only a newline does. */
static struct location_range range_of(const struct lower_unit *unit, struct cx_place p, struct cx_place end)
{
	struct location_range range = {unit->request->path, p.line, p.column, end.line, end.column};

	range.line = source_text_line(unit->request->text, p.offset, &range.column);
	if (end.file && clang_File_isEqual(end.file, unit->file) && end.offset <= unit->length)
		range.end_line = source_text_line(unit->request->text, end.offset, &range.end_column);
	return range;
}

static struct ast_site *site_at(struct lower_unit *unit, struct cx_place p, struct cx_place end,
				const struct rule *rule, const char *call, enum site_form form, int *out_number)
{
	gpointer key = GSIZE_TO_POINTER((gsize)p.offset + 1);
	struct ast_site *site = g_hash_table_lookup(unit->sites, key);

	if (!site) {
		site = ast_site_new(rule->id, call);
		site->number = unit->site_list->len + 1;
		site->form = form;
		site->range = range_of(unit, p, end);
		int unknown = -1;

		for (unsigned i = 0; i < rule->flags->len; i++)
			g_array_append_val(site->flags, unknown);
		g_hash_table_insert(unit->sites, key, site);
		g_ptr_array_add(unit->site_list, site);
	}
	*out_number = (int)site->number;
	return site;
}

static void set_function(struct ast_site *site, const struct lower *l)
{
	if (!l)
		return;
	site->function_key = l->f->key;
	while (l->outer)
		l = l->outer;
	site->function = l->f->name;
}

/* The name stands at the place, as the lexer read it: a line splice may cut it. */
static bool is_match(const struct lower_unit *unit, size_t offset, const char *name)
{
	const GArray *matches = unit->request->text->matches;

	for (unsigned i = 0; i < matches->len; i++) {
		const struct lex_match *m = &g_array_index(matches, struct lex_match, i);

		if (m->offset == offset)
			return strcmp(m->name, name) == 0;
	}
	return false;
}

static bool spelled(const struct lower_unit *unit, struct cx_place p, const char *name)
{
	size_t n = strlen(name);

	if (is_match(unit, p.offset, name))
		return true;
	return p.offset + n <= unit->length && strncmp(unit->bytes + p.offset, name, n) == 0 &&
	       (p.offset + n == unit->length || !skim_is_word(unit->bytes[p.offset + n]));
}

/* The rule when the declaration is that of the C library's function, not of a namesake. */
static const struct rule *rule_of(const struct lower_unit *unit, CXCursor decl, const char *name)
{
	const struct rule *rule = rule_set_by_name(unit->request->rules, name);

	if (!rule || strcmp(rule->call.name, name) != 0)
		return NULL;
	if (cx_is_null(decl))
		return rule;
	enum CXLinkageKind linkage = clang_getCursorLinkage(decl);

	if (linkage == CXLinkage_Internal || linkage == CXLinkage_UniqueExternal || !names_is_c_function(unit, decl))
		return NULL;
	return rule;
}

int sites_call(struct lower *l, CXCursor call, CXCursor callee, CXCursor decl)
{
	CXCursor name_cursor = lower_strip(callee);
	const char *name = cx_is_null(decl) ? cx_name(call) : cx_name(decl);
	int number = 0;

	if (cx_is_null(decl) && name_cursor.kind == CXCursor_MemberRefExpr)
		return 0;
	/* a call through a variable or member of that name */
	CXCursor referenced = clang_getCursorReferenced(call);

	if (cx_is_null(decl) && !cx_is_null(referenced))
		return 0;
	const struct rule *rule = rule_of(l->unit, decl, name);

	if (!rule)
		return 0;
	struct cx_place p = cx_is_null(name_cursor) ? cx_begin(call) : cx_place(clang_getCursorLocation(name_cursor));

	if (!in_file(l->unit, p))
		return 0;
	enum site_form form = spelled(l->unit, p, name) ? FORM_DIRECT : FORM_MACRO;
	struct ast_site *site = site_at(l->unit, p, cx_extent(call).end, rule, rule->call.name, form, &number);

	set_function(site, l);
	return number;
}

int sites_reference(struct lower_unit *unit, struct lower *l, CXCursor reference, CXCursor decl, enum site_form form)
{
	const struct rule *rule = rule_of(unit, decl, cx_name(decl));
	struct cx_place p = cx_place(clang_getCursorLocation(reference));
	int number = 0;

	if (!rule || !in_file(unit, p))
		return 0;
	struct ast_site *site = site_at(unit, p, cx_extent(reference).end, rule, rule->call.name, form, &number);

	set_function(site, l);
	return number;
}

int sites_text(struct lower *l, const char *name, size_t offset, size_t end)
{
	const struct rule *rule = rule_set_by_name(l->unit->request->rules, name);
	struct cx_place p = {.file = l->unit->file, .offset = (unsigned)offset}, stop = p;
	int number = 0;

	if (!rule || strcmp(rule->call.name, name) != 0 || !in_file(l->unit, p))
		return 0;
	p.line = source_text_line(l->unit->request->text, offset, &p.column);
	stop.line = source_text_line(l->unit->request->text, end, &stop.column);
	set_function(site_at(l->unit, p, stop, rule, rule->call.name, FORM_DIRECT, &number), l);
	return number;
}

/* ---- raw system calls ---- */

/* SYS_fcntl, of which the table or a rule knows what fcntl() does; NULL for others. */
static const char *plain_name(const struct rule_set *rules, const char *word)
{
	static const char *const prefixes[] = {"SYS_", "__NR_"};

	for (unsigned i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		const char *name = g_str_has_prefix(word, prefixes[i]) ? word + strlen(prefixes[i]) : NULL;

		if (name && (library_find(name) || rule_set_restores(rules, name)))
			return g_intern_string(name);
	}
	return NULL;
}

static const struct rule *raw_name(const struct rule_set *rules, const char *word, const char **out_name)
{
	for (unsigned i = 0; i < rules->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules->rules, i);

		for (unsigned k = 0; k < rule->raw->len; k++) {
			const struct rule_call *raw = g_ptr_array_index(rule->raw, k);

			if (strcmp(raw->name, word) == 0) {
				*out_name = raw->name;
				return rule;
			}
		}
		for (unsigned k = 0; k < rule->fallbacks->len; k++) {
			const struct rule_call *fallback = g_ptr_array_index(rule->fallbacks, k);

			if (fallback->raw && strcmp(fallback->name, word) == 0)
				*out_name = fallback->name;
		}
	}
	if (!*out_name)
		*out_name = plain_name(rules, word);
	return NULL;
}

/* Looks for a raw name among the words of a text, and in the macros of the file that they stand for. */
static const struct rule *raw_in_text(const struct lower *l, const char *text, size_t n, unsigned depth,
				      const char **out_name)
{
	const struct source_text *source = l->unit->request->text;

	for (size_t at = skim_space(text, 0, n), next; at < n; at = skim_space(text, next, n)) {
		next = skim_token(text, at, n);
		if (!skim_is_word(text[at]) || g_ascii_isdigit(text[at]))
			continue;
		g_autofree char *word = g_strndup(text + at, next - at);
		const struct rule *rule = raw_name(l->unit->request->rules, word, out_name);

		if (rule || *out_name)
			return rule;
		for (unsigned i = 0; source && depth < 3 && i < source->defines->len; i++) {
			const struct lex_define *d = &g_array_index(source->defines, struct lex_define, i);

			if (!d->body || strcmp(d->name, word) != 0)
				continue;
			rule = raw_in_text(l, d->body, strlen(d->body), depth + 1, out_name);
			if (rule || *out_name)
				return rule;
		}
	}
	return NULL;
}

/* Where the argument is written. Inside another macro's argument the compiler loses the end of a macro's name: the text
 * up to the comma is taken then. */
static struct cx_extent argument_extent(const struct lower *l, CXCursor argument)
{
	struct cx_extent e = cx_extent(argument);
	size_t length;
	const char *bytes = lower_bytes(l->unit, e.begin.file, &length);

	if (!bytes || e.begin.offset >= length || e.end.offset > e.begin.offset)
		return e;
	size_t at = e.begin.offset;
	while (at < length && !strchr(",);", bytes[at]))
		at = skim_space(bytes,
				bytes[at] == '(' ? skim_bracket(bytes, at, length) : skim_token(bytes, at, length),
				length);
	e.end.offset = (unsigned)at;
	return e;
}

const struct rule *sites_raw_name(struct lower *l, CXCursor argument, const char **out_name)
{
	struct cx_extent e = argument_extent(l, argument);
	size_t length;
	const char *bytes = lower_bytes(l->unit, e.begin.file, &length);

	*out_name = NULL;
	if (!bytes || e.end.offset > length || e.begin.offset >= e.end.offset)
		return NULL;
	return raw_in_text(l, bytes + e.begin.offset, e.end.offset - e.begin.offset, 0, out_name);
}

int sites_raw(struct lower *l, CXCursor call, const struct rule *rule, const char *raw)
{
	struct cx_extent arg = argument_extent(l, clang_Cursor_getArgument(call, 0));
	struct cx_place p = arg.begin;
	int number = 0;

	if (!in_file(l->unit, p))
		return 0;
	/* the name's own place, behind a cast or parentheses */
	for (size_t at = p.offset; at < arg.end.offset; at++)
		if (spelled(l->unit, (struct cx_place){.offset = (unsigned)at}, raw)) {
			p.column += (unsigned)(at - p.offset);
			p.offset = (unsigned)at;
			break;
		}
	struct ast_site *site = site_at(l->unit, p, cx_extent(call).end, rule, raw, FORM_SYSCALL, &number);

	set_function(site, l);
	return number;
}

/* ---- dlsym(handle, "accept4") ---- */

static const struct rule *looked_up(const struct rule_set *rules, const char *function, const char *name)
{
	const struct rule *rule = rule_set_by_name(rules, name);

	for (unsigned i = 0; rule && i < rule->lookups->len; i++)
		if (strcmp(g_ptr_array_index(rule->lookups, i), function) == 0)
			return rule;
	return NULL;
}

int sites_lookup(struct lower *l, CXCursor call, const char *function)
{
	struct cx_extent e = cx_extent(call);
	const struct source_text *text = l->unit->request->text;
	int number = 0;

	if (!text || !in_file(l->unit, e.begin))
		return 0;
	for (unsigned i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);

		if (m->offset < e.begin.offset || m->offset >= e.end.offset || m->class != LEX_STRING)
			continue;
		const struct rule *rule = looked_up(l->unit->request->rules, function, m->name);

		if (!rule || m->offset == 0 || l->unit->bytes[m->offset - 1] != '"')
			continue;
		struct cx_place p = {e.begin.file, m->line, m->column, (unsigned)m->offset};
		struct ast_site *site = site_at(l->unit, p, e.end, rule, rule->call.name, FORM_ADDRESS, &number);

		set_function(site, l);
	}
	return number;
}

/* ---- flags ---- */

/* Which bits of a value are known whatever happens at run time. */
static struct cfg_bits known_bits(const struct cfg_expr *e)
{
	switch (e->kind) {
	case CFG_CONST: return cfg_bits_of(e->value);
	case CFG_CAST: return cfg_bits_cast(known_bits(e->a), e->bits, e->is_signed);
	case CFG_UNARY: return cfg_bits_unary(e->op, known_bits(e->a));
	case CFG_BINARY: return cfg_bits_binary(e->op, known_bits(e->a), known_bits(e->b));
	default: return (struct cfg_bits){0, 0};
	}
}

void sites_flags(struct lower *l, int number, struct cfg_expr *const *args, unsigned n_args, bool raw)
{
	struct ast_site *site = g_ptr_array_index(l->unit->site_list, (unsigned)number - 1);
	const struct rule *rule = rule_set_find(l->unit->request->rules, site->rule);

	(void)raw;
	if (!rule || rule->flags_argument < 0 || (unsigned)rule->flags_argument >= n_args)
		return;
	struct cfg_bits bits = known_bits(args[rule->flags_argument]);

	for (unsigned i = 0; i < rule->flags->len; i++) {
		const struct rule_flag *flag = g_ptr_array_index(rule->flags, i);
		guint64 mask = (guint64)flag->value;

		g_array_index(site->flags, int, i) = (bits.ones & mask) == mask    ? 1
						     : (bits.zeros & mask) == mask ? 0
										   : -1;
	}
}
