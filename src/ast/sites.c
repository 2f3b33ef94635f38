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

bool sites_is_own(const struct lower_unit *unit, const char *name)
{
	const GPtrArray *own = unit->request->own;

	return own && g_ptr_array_find_with_equal_func((GPtrArray *)own, name, g_str_equal, NULL);
}

/* The rule when the declaration is that of the C library's function, not of a namesake. */
static const struct rule *rule_of(const struct lower_unit *unit, CXCursor decl, const char *name)
{
	const struct rule *rule = rule_set_by_name(unit->request->rules, name);

	if (!rule || strcmp(rule->call.name, name) != 0 || sites_is_own(unit, name))
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

	if (!rule || !in_file(unit, p) || sites_is_test(unit->request->text, p.offset, strlen(rule->call.name)))
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

	if (!rule || strcmp(rule->call.name, name) != 0 || sites_is_own(l->unit, name) || !in_file(l->unit, p))
		return 0;
	p.line = source_text_line(l->unit->request->text, offset, &p.column);
	stop.line = source_text_line(l->unit->request->text, end, &stop.column);
	set_function(site_at(l->unit, p, stop, rule, rule->call.name, FORM_DIRECT, &number), l);
	return number;
}

/* ---- raw system calls ---- */

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

/* By the definition that the number itself stands in, "#define __NR_accept4 288" of the system's header: of several
 * calls in one macro each has its own there. */
static const struct rule *raw_of_number(const struct lower *l, CXCursor argument, const char **out_name)
{
	CXFile file;
	unsigned offset;
	size_t length;

	clang_getSpellingLocation(clang_getRangeStart(clang_getCursorExtent(argument)), &file, NULL, NULL, &offset);
	const char *bytes = file ? lower_bytes(l->unit, file, &length) : NULL;
	size_t line = offset;

	if (!bytes || offset >= length)
		return NULL;
	while (line > 0 && bytes[line - 1] != '\n')
		line--;
	size_t hash = skim_space(bytes, line, offset), define = skim_space(bytes, hash + 1, offset);
	size_t behind = skim_token(bytes, define, offset), name = skim_space(bytes, behind, offset);

	if (bytes[hash] != '#' || behind - define != strlen("define") ||
	    strncmp(bytes + define, "define", strlen("define")) != 0)
		return NULL;
	g_autofree char *word = g_strndup(bytes + name, skim_token(bytes, name, offset) - name);

	return sites_raw_word(l->unit->request->rules, word, out_name);
}

static const struct rule *raw_of_text(const struct lower *l, CXCursor argument, const char **out_name)
{
	struct cx_extent e = argument_extent(l, argument);
	size_t length;
	const char *bytes = lower_bytes(l->unit, e.begin.file, &length);

	if (!bytes || e.end.offset > length || e.begin.offset >= e.end.offset)
		return NULL;
	return sites_raw_text(l->unit, bytes + e.begin.offset, e.end.offset - e.begin.offset, out_name);
}

static const char *without_prefix(const char *name)
{
	return name + (g_str_has_prefix(name, "SYS_")    ? strlen("SYS_")
		       : g_str_has_prefix(name, "__NR_") ? strlen("__NR_")
							 : 0);
}

/* As it is written, unless the number is another call's. */
const struct rule *sites_raw_name(struct lower *l, CXCursor argument, const char **out_name)
{
	const char *meant = NULL, *written = NULL;
	const struct rule *of_number = raw_of_number(l, argument, &meant);
	const struct rule *of_text = raw_of_text(l, argument, &written);
	bool same = !meant || (written && strcmp(without_prefix(meant), without_prefix(written)) == 0);

	*out_name = same ? written : meant;
	return same ? of_text : of_number;
}

static bool move_to_name(const struct lower_unit *unit, struct cx_place *p, size_t end, const char *name)
{
	for (size_t at = p->offset; at < end; at++) {
		if (!spelled(unit, (struct cx_place){.offset = (unsigned)at}, name) ||
		    (at > 0 && skim_is_word(unit->bytes[at - 1])))
			continue;
		p->offset = (unsigned)at;
		p->line = source_text_line(unit->request->text, at, &p->column);
		return true;
	}
	return false;
}

int sites_raw(struct lower *l, CXCursor call, unsigned named, const struct rule *rule, const char *raw)
{
	struct cx_extent arg = argument_extent(l, clang_Cursor_getArgument(call, named));
	struct cx_place p = arg.begin;
	int number = 0;

	if (!in_file(l->unit, p))
		return 0;
	/* the name's own place, behind a cast or parentheses; what a macro makes it of is where the macro is used */
	if (!move_to_name(l->unit, &p, arg.end.offset, raw))
		(void)move_to_name(l->unit, &p, sites_use_end(l->unit, arg), rule->call.name);
	struct ast_site *site = site_at(l->unit, p, cx_extent(call).end, rule, raw, FORM_SYSCALL, &number);

	set_function(site, l);
	return number;
}

/* ---- dlsym(handle, "accept4") ---- */

/* The rule that the string names: the function's own name, as no raw call has one. */
static const struct rule *rule_of_string(const struct rule_set *rules, const char *name)
{
	const struct rule *rule = name ? rule_set_by_name(rules, name) : NULL;

	return rule && strcmp(rule->call.name, name) == 0 ? rule : NULL;
}

/* Where the name stands that the string is made of: in the call, or where the literal is; else the call itself. */
static struct cx_place place_of_string(const struct lower_unit *unit, struct cx_extent e, CXCursor literal,
				       const char *name)
{
	const GArray *matches = unit->request->text->matches;
	size_t end = sites_use_end(unit, e);

	for (unsigned i = 0; i < matches->len; i++) {
		const struct lex_match *m = &g_array_index(matches, struct lex_match, i);

		if (m->offset < e.begin.offset || m->offset >= end || strcmp(m->name, name) != 0)
			continue;
		if (m->class == LEX_CODE ||
		    (m->class == LEX_STRING && m->offset > 0 && unit->bytes[m->offset - 1] == '"'))
			return (struct cx_place){e.begin.file, m->line, m->column, (unsigned)m->offset};
	}
	struct cx_place p = cx_begin(literal);

	if (!in_file(unit, p))
		return e.begin;
	p.offset += unit->bytes[p.offset] == '"'; /* else it is a macro's */
	p.line = source_text_line(unit->request->text, p.offset, &p.column);
	return p;
}

const char *sites_lookup_name(struct lower *l, CXCursor call, CXCursor decl, const char *function)
{
	int n = clang_Cursor_getNumArguments(call);

	for (int i = 0; i < n; i++) {
		const char *name = sites_string(clang_Cursor_getArgument(call, (unsigned)i));
		const struct rule *rule = rule_of_string(l->unit->request->rules, name);

		if (rule && sites_looks_up(l->unit, rule, decl, function))
			return name;
	}
	return NULL;
}

/* The argument's literal. */
static CXCursor literal_named(CXCursor call, const char *name)
{
	int n = clang_Cursor_getNumArguments(call);

	for (int i = 0; i < n; i++) {
		CXCursor argument = clang_Cursor_getArgument(call, (unsigned)i);

		if (sites_string(argument) == name)
			return sites_literal(argument);
	}
	return clang_getNullCursor();
}

const char *sites_lookup_function(const struct lower *l, const char *name)
{
	return g_ptr_array_index(rule_of_string(l->unit->request->rules, name)->lookups, 0);
}

int sites_lookup(struct lower *l, CXCursor call, const char *name)
{
	struct cx_extent e = cx_extent(call);
	const struct rule *rule = rule_of_string(l->unit->request->rules, name);
	int number = 0;

	if (!rule || !l->unit->request->text || !in_file(l->unit, e.begin))
		return 0;
	struct cx_place p = place_of_string(l->unit, e, literal_named(call, name), name);

	set_function(site_at(l->unit, p, e.end, rule, rule->call.name, FORM_ADDRESS, &number), l);
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
