/* One function: its parameters and variables, its body, and where its pieces stand in the source. */
#include "ast/lower.h"

#include <string.h>

#include "ast/skim.h"

#define TEXT_MAX 400 /* bytes that are quoted of a condition or a statement; more is no quotation */

const char *lower_bytes(const struct lower_unit *unit, CXFile file, size_t *out_length)
{
	if (!file)
		return NULL;
	if (unit->file && clang_File_isEqual(file, unit->file)) {
		*out_length = unit->length;
		return unit->bytes;
	}
	return clang_getFileContents(unit->tu, file, out_length);
}

struct location_range lower_range(const struct lower *l, CXCursor c)
{
	struct cx_extent e = cx_extent(c);
	const struct cx_place *at = l->unit->included_at->len ? lower_inclusion(l->unit, cx_extent(l->decl)) : NULL;

	/* places are in the function's file: what a fragment in the middle of it holds is where it is included */
	if (at && e.begin.file && !clang_File_isEqual(e.begin.file, at->file) && l->unit->file &&
	    clang_File_isEqual(e.begin.file, l->unit->file))
		return (struct location_range){l->f->path, at->line, at->column, at->line, at->column};
	return (struct location_range){names_path(l->unit, e.begin.file), e.begin.line, e.begin.column, e.end.line,
				       e.end.column};
}

/* Appends the text with white space folded; stops at the limit, never inside a UTF-8 sequence. */
static const char *one_line(const char *text, size_t n)
{
	GString *s = g_string_new(NULL);
	bool space = false;

	for (size_t i = 0; i < n && s->len < TEXT_MAX; i++) {
		unsigned char ch = (unsigned char)text[i];

		if (ch == '\\' && i + 1 < n && (text[i + 1] == '\n' || text[i + 1] == '\r'))
			continue;
		if (ch <= ' ') {
			space = s->len > 0;
			continue;
		}
		if (space)
			g_string_append_c(s, ' ');
		space = false;
		g_string_append_c(s, (char)ch);
	}
	if (s->len > TEXT_MAX - 3 && s->len >= TEXT_MAX) {
		size_t cut = TEXT_MAX - 3;

		while (cut > 0 && ((unsigned char)s->str[cut] & 0xc0) == 0x80)
			cut--;
		g_string_truncate(s, cut);
		g_string_append(s, "\xe2\x80\xa6");
	}
	const char *interned = g_intern_string(s->str);

	g_string_free(s, TRUE);
	return interned;
}

/* No expression ends with an operator: where the last operand is a macro's name, in another macro's argument, libclang
 * says that the expression ends in front of it. */
static size_t whole_end(const char *bytes, size_t begin, size_t end, size_t length)
{
	size_t last = end;

	while (last > begin && g_ascii_isspace(bytes[last - 1]))
		last--;
	if (last == begin || !strchr("=<>!&|+-*/%^~?:,(", bytes[last - 1]))
		return end;
	size_t at = skim_space(bytes, end, length), next = skim_token(bytes, at, length);

	return at < length && skim_is_word(bytes[at]) ? next : end;
}

/* Where an operand of && and || that begins in a macro's body ends: libclang only says where the macro's use does. */
static size_t operand_end(const char *bytes, size_t at, size_t length)
{
	while (at < length && bytes[at] != '\n') {
		char ch = bytes[at];
		bool twice = at + 1 < length && bytes[at + 1] == ch;

		if (strchr(")]},;?", ch) || (twice && (ch == '&' || ch == '|' || ch == '/')) || (ch == ':' && !twice))
			return at;
		if (ch == '\\' && at + 1 < length)
			at += bytes[at + 1] == '\r' ? 3 : 2;
		else if (ch == '(' || ch == '[' || ch == '{')
			at = MAX(skim_bracket(bytes, at, length), at + 1);
		else
			at = MAX(skim_token(bytes, at, length), at + 1);
	}
	return MIN(at, length);
}

static bool holds_decision(const char *bytes, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (strchr(";?", bytes[i]) || (i + 1 < end && bytes[i] == bytes[i + 1] && strchr("&|", bytes[i])))
			return true;
	return false;
}

/* The logical line that holds the definition. */
static void definition_around(const char *bytes, size_t length, size_t *begin, size_t *end)
{
	while (*begin > 0 && (bytes[*begin - 1] != '\n' || (*begin > 1 && bytes[*begin - 2] == '\\')))
		--*begin;
	while (*end < length && (bytes[*end] != '\n' || bytes[*end - 1] == '\\'))
		++*end;
}

static bool begins_with_word(const char *bytes, size_t at, size_t length, const char *word, size_t n)
{
	return at + n <= length && memcmp(bytes + at, word, n) == 0 &&
	       (at + n == length || !skim_is_word(bytes[at + n]));
}

/* "#define NAME …" */
static bool defines(const char *bytes, size_t at, size_t end, const char *name, size_t n)
{
	at = skim_space(bytes, at, end);
	at = at < end && bytes[at] == '#' ? skim_space(bytes, at + 1, end) : end;
	return begins_with_word(bytes, at, end, "define", strlen("define")) &&
	       begins_with_word(bytes, skim_space(bytes, at + strlen("define"), end), end, name, n);
}

/* Whether the use does not say which condition is meant: the macro decides on something else, too, or it is not the one
 * that is used there but another inside it. */
static bool is_one_of_many(const char *bytes, size_t begin, size_t end, size_t length, const char *used, size_t n)
{
	size_t first = begin, last = end;

	definition_around(bytes, length, &first, &last);
	return !defines(bytes, first, last, used, n) || holds_decision(bytes, first, begin) ||
	       holds_decision(bytes, end, last);
}

/* One condition of several that a macro stands for is quoted as the macro has it; NULL for others. */
static const char *macro_text(const struct lower *l, CXCursor c)
{
	CXSourceLocation at = clang_getRangeStart(clang_getCursorExtent(c));
	struct cx_place used = cx_place(at);
	CXFile file;
	unsigned begin;
	size_t length;

	clang_getSpellingLocation(at, &file, NULL, NULL, &begin);
	const char *bytes = lower_bytes(l->unit, file, &length);

	if (!bytes || begin >= length || (used.file && clang_File_isEqual(file, used.file) && begin == used.offset))
		return NULL;
	size_t end = operand_end(bytes, begin, length), used_length;
	const char *use = lower_bytes(l->unit, used.file, &used_length);
	size_t n = use && used.offset < used_length ? skim_token(use, used.offset, used_length) - used.offset : 0;

	return end > begin && n && is_one_of_many(bytes, begin, end, length, use + used.offset, n)
		       ? one_line(bytes + begin, end - begin)
		       : NULL;
}

const char *lower_text(const struct lower *l, CXCursor c)
{
	struct cx_extent e = cx_extent(c);
	size_t length;
	const char *bytes = lower_bytes(l->unit, e.begin.file, &length);
	const char *own = macro_text(l, c);

	if (own)
		return own;
	if (!bytes || !e.end.file || !clang_File_isEqual(e.begin.file, e.end.file) || e.end.offset > length ||
	    e.end.offset <= e.begin.offset)
		return NULL;
	size_t end = whole_end(bytes, e.begin.offset, e.end.offset, length);

	return one_line(bytes + e.begin.offset, end - e.begin.offset);
}

void lower_mark_stmt(struct lower *l, struct cfg_stmt *s, CXCursor c)
{
	if (cx_is_null(c))
		return;
	s->range = lower_range(l, c);
	s->text = lower_text(l, c);
}

void lower_mark_term(struct lower *l, struct cfg_term *t, CXCursor c)
{
	if (!t || cx_is_null(c))
		return;
	t->range = lower_range(l, c);
	t->text = lower_text(l, c);
}

int lower_new_local(struct lower *l, const char *name)
{
	return cfg_add_var(l->f, CFG_LOCAL, *name ? name : "unnamed", NULL);
}

struct cfg_expr *lower_temp(struct lower *l)
{
	g_autofree char *name = g_strdup_printf("t%u", ++l->temps);

	return cfg_var_expr(l->f, cfg_add_var(l->f, CFG_TEMP, name, NULL));
}

struct cfg_expr *lower_unnamed(struct lower *l)
{
	g_autofree char *name = g_strdup_printf("m%u", ++l->temps);

	return cfg_var_expr(l->f, lower_new_local(l, name));
}

struct cfg_expr *lower_global_by_name(struct lower *l, const char *name)
{
	const char *interned = g_intern_string(name);

	for (unsigned i = 0; i < l->f->vars->len; i++) {
		struct cfg_var *v = cfg_var(l->f, (int)i);

		if (v->kind == CFG_GLOBAL && v->key == interned)
			return cfg_var_expr(l->f, (int)i);
	}
	return cfg_var_expr(l->f, cfg_add_var(l->f, CFG_GLOBAL, interned, interned));
}

struct cfg_expr *lower_errno(struct lower *l)
{
	return lower_global_by_name(l, "errno");
}

static int add_static(struct lower *l, CXCursor decl)
{
	bool internal;
	const char *key = names_variable_key(l, decl, &internal);
	enum CXLinkageKind linkage = clang_getCursorLinkage(decl);
	bool local = linkage == CXLinkage_NoLinkage;

	globals_note(l, decl, key, internal);
	for (unsigned i = 0; i < l->f->vars->len; i++) {
		struct cfg_var *v = cfg_var(l->f, (int)i);

		if (v->key == key)
			return (int)i;
	}
	return cfg_add_var(l->f, local ? CFG_STATIC : CFG_GLOBAL, cx_name(decl), key);
}

static bool has_static_storage(CXCursor decl)
{
	enum CX_StorageClass storage = clang_Cursor_getStorageClass(decl);
	enum CXLinkageKind linkage = clang_getCursorLinkage(decl);

	return linkage == CXLinkage_External || linkage == CXLinkage_Internal || linkage == CXLinkage_UniqueExternal ||
	       storage == CX_SC_Static || storage == CX_SC_Extern;
}

/* True when the declaration stands inside the function (or lambda) being lowered. */
static bool belongs(const struct lower *l, CXCursor decl)
{
	CXCursor parent = clang_getCursorSemanticParent(decl);

	if (!l->outer)
		return true;
	struct cx_extent f = cx_extent(l->decl);
	struct cx_place p = cx_place(clang_getCursorLocation(decl));

	(void)parent;
	return p.file && f.begin.file && clang_File_isEqual(p.file, f.begin.file) && p.offset >= f.begin.offset &&
	       p.offset < f.end.offset;
}

int lower_variable(struct lower *l, CXCursor decl)
{
	CXCursor canonical = clang_getCanonicalCursor(decl);
	gpointer found;
	int var;

	if (cx_table_get(l->vars, canonical, &found))
		return GPOINTER_TO_INT(found) - 1;
	if (decl.kind != CXCursor_ParmDecl && has_static_storage(decl)) {
		const char *name = cx_name(decl);

		if (strcmp(name, "errno") == 0)
			var = lower_errno(l)->var;
		else
			var = add_static(l, decl);
	} else if (!belongs(l, decl)) {
		return -1;
	} else {
		var = lower_new_local(l, cx_name(decl));
		cfg_var(l->f, var)->array = cx_is_array(clang_getCursorType(decl));
	}
	cx_table_set(l->vars, canonical, GINT_TO_POINTER(var + 1));
	return var;
}

static void add_parameter(struct lower *l, CXCursor parameter, unsigned i)
{
	const char *name = cx_name(parameter);
	g_autofree char *made_up = *name ? NULL : g_strdup_printf("p%u", i + 1);
	int var = cfg_add_var(l->f, CFG_PARAM, made_up ? made_up : name, NULL);

	cx_table_set(l->vars, clang_getCanonicalCursor(parameter), GINT_TO_POINTER(var + 1));
}

static bool is_method(CXCursor decl)
{
	switch (decl.kind) {
	case CXCursor_Constructor:
	case CXCursor_Destructor:
	case CXCursor_ConversionFunction: return true;
	case CXCursor_CXXMethod: return !clang_CXXMethod_isStatic(decl);
	case CXCursor_FunctionTemplate: {
		enum CXCursorKind kind = clang_getTemplateCursorKind(decl);

		return kind == CXCursor_Constructor || kind == CXCursor_ConversionFunction ||
		       (kind == CXCursor_CXXMethod && !clang_CXXMethod_isStatic(decl));
	}
	default: return false;
	}
}

static void add_parameters(struct lower *l, CXCursor decl)
{
	g_autoptr(GArray) children = cx_children(decl);
	unsigned n = 0;

	if (!l->outer && is_method(decl)) {
		l->this_var = cfg_add_var(l->f, CFG_PARAM, "this", NULL);
	}
	for (unsigned i = 0; i < children->len; i++) {
		CXCursor c = cx_at(children, i);

		if (c.kind == CXCursor_ParmDecl)
			add_parameter(l, c, n++);
	}
}

static CXCursor find_body(CXCursor decl)
{
	g_autoptr(GArray) children = cx_children(decl);
	CXCursor last = cx_last(children);

	if (children->len &&
	    last.kind == CXCursor_UnexposedStmt) { /* a coroutine's body: what was written comes first */
		g_autoptr(GArray) parts = cx_children(last);

		last = cx_at(parts, 0);
	}
	if (children->len && (last.kind == CXCursor_CompoundStmt || last.kind == CXCursor_CXXTryStmt))
		return last;
	return clang_getNullCursor();
}

void lower_finish(struct lower *l)
{
	if (l->block >= 0) {
		lower_end_scope(l, NULL);
		cfg_set_return(l->f, l->block, NULL);
	}
	lower_finish_gotos(l);
	cfg_function_tidy(l->f);
}

void lower_begin(struct lower *l)
{
	l->vars = cx_table_new(NULL);
	l->labels = g_hash_table_new(NULL, NULL);
	l->label_cleanups = g_hash_table_new(NULL, NULL);
	l->gotos = lower_gotos_new();
	l->this_var = l->closure_var = l->break_block = l->continue_block = l->full_block = l->handler = l->terminate =
		-1;
}

void lower_clear(struct lower *l)
{
	g_hash_table_unref(l->vars);
	g_hash_table_unref(l->labels);
	g_hash_table_unref(l->label_cleanups);
	g_array_unref(l->gotos);
}
UTIL_DEFINE_AUTO(lower, lower_clear)

/* noexcept(false) */
static bool says_false(const struct lower_unit *unit, CXCursor decl)
{
	struct cx_extent e = cx_extent(decl);
	size_t length;
	const char *bytes = lower_bytes(unit, e.begin.file, &length);
	const char *at =
		bytes && e.end.offset <= length
			? g_strstr_len(bytes + e.begin.offset, (gssize)(e.end.offset - e.begin.offset), "noexcept")
			: NULL;

	return at && !g_str_has_prefix(at, "noexcept(true)");
}

/* An exception that leaves it ends the program. Destructors are so unless they say otherwise. */
bool lower_is_noexcept(const struct lower_unit *unit, CXCursor decl)
{
	switch (clang_getCursorExceptionSpecificationType(decl)) {
	case CXCursor_ExceptionSpecificationKind_DynamicNone:
	case CXCursor_ExceptionSpecificationKind_BasicNoexcept:
	case CXCursor_ExceptionSpecificationKind_NoThrow: return true;
	case CXCursor_ExceptionSpecificationKind_ComputedNoexcept: return !says_false(unit, decl);
	case CXCursor_ExceptionSpecificationKind_Dynamic:
	case CXCursor_ExceptionSpecificationKind_MSAny: return false;
	default: return decl.kind == CXCursor_Destructor;
	}
}

/* Where exceptions go that must not leave the function. */
static int terminate_block(struct lower *l)
{
	int here = l->block, block = cfg_add_block(l->f);
	struct cfg_stmt *s;

	lower_start(l, block);
	lower_emit_call(l, NULL, cfg_func(l->f, "terminate"), NULL, 0, clang_getNullCursor(), &s);
	lower_end_call(l, s);
	lower_start(l, here);
	return block;
}

/* Parameters that are objects: they are the callee's to destroy. */
void lower_alive_parameters(struct lower *l, CXCursor decl)
{
	g_autoptr(GArray) children = cx_children(decl);

	for (unsigned i = 0; i < children->len; i++) {
		CXCursor c = cx_at(children, i);

		if (c.kind == CXCursor_ParmDecl && lower_destroys(l, clang_getCursorType(c)))
			lower_alive(l, cfg_var_expr(l->f, lower_variable(l, c)), clang_getCursorType(c));
	}
}

void lower_function_body(struct lower *l, CXCursor decl)
{
	CXCursor body = find_body(decl);

	add_parameters(l, decl);
	l->block = cfg_add_block(l->f);
	if (l->unit->cxx && lower_is_noexcept(l->unit, decl))
		l->handler = l->terminate = terminate_block(l);
	if (l->unit->cxx)
		lower_alive_parameters(l, decl);
	if (decl.kind == CXCursor_Constructor)
		lower_member_initialisers(l, decl);
	else if (decl.kind == CXCursor_Destructor)
		lower_alive_parts(l, decl);
	if (!cx_is_null(body))
		lower_stmt(l, body);
	lower_finish(l);
}

static bool is_blanked(const struct lower_unit *unit, CXCursor body)
{
	struct cx_extent e = cx_extent(body);
	const struct source_text *text = unit->request->text;

	if (!e.begin.file || !unit->file || !clang_File_isEqual(e.begin.file, unit->file) ||
	    unit->bytes == text->bytes || e.end.offset > text->length)
		return false;
	bool differs = false;

	for (size_t at = e.begin.offset + 1; at + 1 < e.end.offset; at++) {
		if (!g_ascii_isspace(unit->bytes[at]))
			return false;
		differs |= unit->bytes[at] != text->bytes[at];
	}
	return differs;
}

bool lower_is_blanked(const struct lower_unit *unit, CXCursor decl)
{
	CXCursor body = find_body(decl);

	return !cx_is_null(body) && is_blanked(unit, body);
}

/* The name for people; the class that was blanked before it (isolate.c) is read from the file. */
static const char *name_of(const struct lower_unit *unit, CXCursor decl)
{
	const struct source_text *text = unit->request->text;
	struct cx_place p = cx_place(clang_getCursorLocation(decl));
	size_t end = p.offset;

	if (!p.file || !unit->file || !clang_File_isEqual(p.file, unit->file) || end < 3 || end > text->length ||
	    unit->bytes[end - 1] == ':' || strncmp(text->bytes + end - 2, "::", 2) != 0)
		return names_function(decl);
	size_t begin = end - 2;

	while (begin > 0 && skim_is_word(text->bytes[begin - 1]))
		begin--;
	g_autofree char *scope = g_strndup(text->bytes + begin, end - begin);
	g_autofree char *full = g_strconcat(scope, cx_name(decl), NULL);

	return g_intern_string(full);
}

bool lower_function(struct lower_unit *unit, CXCursor decl)
{
	const char *key = names_function_key(unit, decl);
	struct cx_extent extent = cx_extent(decl);
	CXCursor body = find_body(decl);

	if (g_hash_table_contains(unit->keys, key) || cx_is_null(body) || is_blanked(unit, body))
		return false;
	struct cfg_function *f = cfg_function_new(key, name_of(unit, decl), names_path(unit, extent.begin.file));
	enum CXLinkageKind linkage = clang_getCursorLinkage(decl);
	struct lower l = {.unit = unit,
			  .f = f,
			  .decl = decl,
			  .returns_reference = cx_is_reference(clang_getCursorResultType(decl))};
	__attribute__((cleanup(util_auto_lower))) struct lower *cleanup = &l;

	lower_begin(&l);
	g_hash_table_add(unit->keys, (gpointer)key);
	lower_tell_method(unit, decl);
	f->internal = linkage == CXLinkage_Internal || linkage == CXLinkage_UniqueExternal;
	f->range = lower_range(&l, decl);
	lower_function_body(&l, decl);
	g_ptr_array_add(unit->functions, f);
	(void)cleanup;
	return true;
}
