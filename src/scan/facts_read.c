/* Reading words off C text without a compiler. Comments and literals are passed over; what stands before and behind a
 * word says whether it is called, written, or a member's name. */
#include "scan/facts_internal.h"

#include <string.h>

bool read_is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* --- words ---------------------------------------------------------------------------------------------------------
 */

static unsigned hash_of(const char *bytes, size_t length)
{
	guint32 h = 2166136261u;
	for (size_t i = 0; i < length; i++)
		h = (h ^ (unsigned char)bytes[i]) * 16777619u;
	return h;
}

struct words *words_new(void)
{
	struct words *w = g_new0(struct words, 1);
	w->all = g_array_new(FALSE, TRUE, sizeof(struct word));
	w->by_name = g_hash_table_new(NULL, NULL);
	return w;
}

void words_free(struct words *w)
{
	for (guint i = 0; i < w->all->len; i++)
		if (g_array_index(w->all, struct word, i).facts)
			g_array_unref(g_array_index(w->all, struct word, i).facts);
	g_array_unref(w->all);
	g_hash_table_unref(w->by_name);
	g_free(w->slots);
	g_free(w);
}

struct word *words_add(struct words *w, const char *name, unsigned kind)
{
	const char *interned = g_intern_string(name);
	unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(w->by_name, interned));
	if (!number) {
		unsigned length = (unsigned)strlen(name);
		struct word fresh = {interned, length, hash_of(name, length), 0, NULL};
		g_array_append_val(w->all, fresh);
		number = w->all->len;
		g_hash_table_insert(w->by_name, (gpointer)interned, GUINT_TO_POINTER(number));
	}
	struct word *word = &g_array_index(w->all, struct word, number - 1);
	word->kind |= kind;
	return word;
}

void words_finish(struct words *w)
{
	unsigned size = 64;
	while (size < w->all->len * 2)
		size *= 2;
	g_free(w->slots);
	w->slots = g_new0(guint32, size);
	w->mask = size - 1;
	for (guint i = 0; i < w->all->len; i++) {
		unsigned at = g_array_index(w->all, struct word, i).hash & w->mask;
		while (w->slots[at])
			at = (at + 1) & w->mask;
		w->slots[at] = i + 1;
	}
}

const struct word *words_find(const struct words *w, const char *bytes, size_t length, unsigned *out_number)
{
	unsigned hash = hash_of(bytes, length);
	for (unsigned at = hash & w->mask; w->slots[at]; at = (at + 1) & w->mask) {
		const struct word *word = &g_array_index(w->all, struct word, w->slots[at] - 1);
		if (word->hash != hash || word->length != length || memcmp(word->name, bytes, length) != 0)
			continue;
		*out_number = w->slots[at] - 1;
		return word;
	}
	return NULL;
}

/* --- passing over --------------------------------------------------------------------------------------------------
 */

static size_t skip_quoted(const char *bytes, size_t at, size_t end)
{
	char quote = bytes[at++];
	while (at < end && bytes[at] != quote && bytes[at] != '\n')
		at += bytes[at] == '\\' ? 2 : 1;
	return MIN(at + 1, end);
}

/* R"x(…)x": to its end; at is behind the R. */
static size_t skip_raw(const char *bytes, size_t at, size_t end)
{
	size_t open = at + 1;
	while (open < end && bytes[open] != '(' && bytes[open] != '"' && open - at < 20)
		open++;
	if (open >= end || bytes[open] != '(')
		return skip_quoted(bytes, at, end);
	g_autofree char *close = g_strdup_printf(")%.*s\"", (int)(open - at - 1), bytes + at + 1);
	const char *hit = memmem(bytes + open, end - open, close, strlen(close));
	return hit ? (size_t)(hit - bytes) + strlen(close) : end;
}

static size_t skip_comment(const char *bytes, size_t at, size_t end)
{
	if (at + 1 >= end || bytes[at] != '/')
		return at;
	if (bytes[at + 1] == '/') {
		const char *line = memchr(bytes + at, '\n', end - at);
		return line ? (size_t)(line - bytes) : end;
	}
	if (bytes[at + 1] != '*')
		return at;
	const char *close = memmem(bytes + at + 2, end - at - 2, "*/", 2);
	return close ? (size_t)(close - bytes) + 2 : end;
}

size_t read_space(const char *bytes, size_t at, size_t end)
{
	while (at < end) {
		size_t next = skip_comment(bytes, at, end);
		if (next == at && !g_ascii_isspace(bytes[at]) && bytes[at] != '\\')
			break;
		at = next == at ? at + 1 : next;
	}
	return at;
}

size_t read_token(const char *bytes, size_t at, size_t end)
{
	size_t next = at + 1;
	if (bytes[at] == '"' || bytes[at] == '\'')
		return at > 0 && bytes[at - 1] == 'R' ? skip_raw(bytes, at, end) : skip_quoted(bytes, at, end);
	if (bytes[at] == '#') {
		while (next < end && bytes[next] != '\n')
			next += bytes[next] == '\\' ? 2 : 1;
		return MIN(next, end);
	}
	while (read_is_word(bytes[at]) && next < end && read_is_word(bytes[next]))
		next++;
	return next;
}

/* --- a body --------------------------------------------------------------------------------------------------------
 */

/* The characters around a word that are no blanks. */
struct around {
	char before[2]; /* the last one, and the one before it where that is its neighbour */
	char after[3];
};

static bool is_member(const struct around *a)
{
	return (a->before[0] == '.' && a->before[1] != '.') || (a->before[0] == '>' && a->before[1] == '-');
}

static bool is_written(const struct around *a)
{
	char x = a->after[0], y = a->after[1], z = a->after[2];
	if (x == '=')
		return y != '=';
	if ((x == '+' && y == '+') || (x == '-' && y == '-'))
		return true;
	if (y == '=' && x && strchr("+-*/%&|^", x))
		return true;
	if ((x == '<' || x == '>') && x == y && z == '=')
		return true;
	return (a->before[0] == '&' && a->before[1] != '&') || (a->before[0] == '+' && a->before[1] == '+') ||
	       (a->before[0] == '-' && a->before[1] == '-');
}

bool read_writes(const char *bytes, size_t at, size_t end)
{
	struct around a = {{0}, {0}};
	for (size_t i = 0; i < 3 && at + i < end; i++)
		a.after[i] = bytes[at + i];
	return is_written(&a);
}

/* Where a function's name without a call is its address. */
static bool is_value(const struct around *a)
{
	return (a->before[0] && strchr("(,=&{:?", a->before[0])) || read_is_word(a->before[0]);
}

size_t read_behind_members(const char *bytes, size_t at, size_t end)
{
	for (at = read_space(bytes, at, end); at + 1 < end; at = read_space(bytes, at, end)) {
		bool arrow = bytes[at] == '-' && bytes[at + 1] == '>';
		if (bytes[at] == '[') {
			const char *close = memchr(bytes + at, ']', end - at);
			at = close ? (size_t)(close - bytes) + 1 : end;
		} else if (bytes[at] == '.' || arrow) {
			at = read_space(bytes, at + 1 + arrow, end);
			while (at < end && read_is_word(bytes[at]))
				at++;
		} else {
			break;
		}
	}
	return at;
}

/* Where what is called afterwards may come from the variable: "= &table", "= test ? table : other". */
static bool takes_table(const struct around *a)
{
	return a->before[0] && strchr("=&?:", a->before[0]);
}

static void add_once(struct read_body *b, GArray *list, unsigned number)
{
	if (b->seen[number] == b->mark)
		return;
	b->seen[number] = b->mark;
	g_array_append_val(list, number);
}

static void add_new(GArray *list, guint32 number)
{
	for (guint i = 0; i < list->len; i++)
		if (g_array_index(list, guint32, i) == number)
			return;
	g_array_append_val(list, number);
}

static void take_word(struct read_body *b, const struct word *w, unsigned number, const struct around *a)
{
	bool starred = a->before[0] == '*' && a->after[0] == ')' && a->after[1] == '('; /* (*pointer)(…) */
	bool called = a->after[0] == '(' || starred, member = is_member(a);
	if (w->kind & WORD_THROW)
		b->effects |= EFFECT_STOPS;
	if (w->kind & WORD_ERRNO && !member)
		b->effects |= is_written(a) ? EFFECT_ERRNO | EFFECT_READS : EFFECT_READS;
	if (!member && w->kind & (WORD_RULE | WORD_FALLBACK) && (called || is_value(a)))
		b->effects |= EFFECT_CALLS | (w->kind & WORD_FALLBACK ? (unsigned)FACT_FALLBACK : 0);
	if (!member && w->kind & (WORD_SETS | WORD_CLOSE) && (called || is_value(a)))
		b->effects |= EFFECT_RESTORES | (w->kind & WORD_SETS ? (unsigned)FACT_SETS : 0);
	if (w->kind & WORD_FUNCTION) {
		bool alone = b->macro && !a->before[0];
		if (member ? called && b->methods : called || alone || is_value(a))
			add_once(b, b->mentions, number);
	}
	if (w->kind & WORD_STOP && called && !member) /* also where the tree has one: it may be for another system */
		b->effects |= EFFECT_STOPS;
	if (w->kind & WORD_TABLE && !member && (called || takes_table(a)))
		add_new(called ? b->mentions : b->tables, number);
	bool own = b->methods && !read_is_word(a->before[0]); /* a method's own member, perhaps */
	if (((w->kind & WORD_VARIABLE && !member) || (w->kind & WORD_MEMBER && (member || own))) && is_written(a))
		add_new(b->writes, number);
	if (w->kind & WORD_FILLS && called && !member)
		b->through = true;
}

/* "*p = 0" and "p[i] = 0", and no declaration of p. */
static bool writes_through(const char *bytes, size_t next, size_t end, const struct around *a, char before_star)
{
	size_t after = read_space(bytes, next, end);
	bool star = a->before[0] == '*' && !read_is_word(before_star) && before_star != '>' && before_star != '*';
	bool element = after < end && bytes[after] == '[' && !read_is_word(a->before[0]) && a->before[0] != '*';
	return (star || element) && read_writes(bytes, read_behind_members(bytes, next, end), end);
}

void read_words(struct read_body *b, const char *bytes, size_t begin, size_t end)
{
	char before[2] = {'\0', '\0'};
	char before_star = '\0'; /* the character before the last '*' */
	bool member = false;     /* the last word was a member's name */
	for (size_t at = read_space(bytes, begin, end), next; at < end; at = read_space(bytes, next, end)) {
		if (bytes[at] == '"' || bytes[at] == '\'') {
			next = at > begin && bytes[at - 1] == 'R' ? skip_raw(bytes, at, end)
								  : skip_quoted(bytes, at, end);
			before[0] = '"';
			before[1] = '\0';
			continue;
		}
		next = at + 1;
		if (!read_is_word(bytes[at])) {
			bool behind_word = read_is_word(before[0]);
			b->indirect |= bytes[at] == '(' &&
				       (behind_word ? member && !b->methods : before[0] == ']' || before[0] == ')');
			if (bytes[at] == '*')
				before_star = before[0];
			before[1] = at > begin && bytes[at - 1] == before[0] ? before[0] : '\0';
			if (bytes[at] == '>' && at > begin && bytes[at - 1] == '-')
				before[1] = '-';
			before[0] = bytes[at];
			continue;
		}
		bool number = g_ascii_isdigit(bytes[at]);
		while (next < end && (read_is_word(bytes[next]) || (number && bytes[next] == '\'')))
			next++;
		struct around a = {{before[0], before[1]}, {0}};
		unsigned found = 0;
		member = is_member(&a);
		b->through |= !number && writes_through(bytes, next, end, &a, before_star);
		const struct word *w = number ? NULL : words_find(b->words, bytes + at, next - at, &found);
		if (w) {
			size_t after = w->kind & (WORD_VARIABLE | WORD_TABLE | WORD_MEMBER)
					       ? read_behind_members(bytes, next, end)
					       : read_space(bytes, next, end);
			for (size_t i = 0; i < 3 && after + i < end; i++)
				a.after[i] = bytes[after + i];
			take_word(b, w, found, &a);
		}
		before[0] = bytes[next - 1];
		before[1] = '\0';
	}
}

/* --- a file's outline ----------------------------------------------------------------------------------------------
 */

/* "(*name)(int)" and "(*name[2])(int)": of a pointer to a function; the bracket is open at `at`. */
static void read_pointer(const char *bytes, size_t at, size_t end, GPtrArray *out)
{
	size_t name = read_space(bytes, at + 1, end), next = name;
	while (name < end && (bytes[name] == '*' || read_is_word(bytes[name]) || bytes[name] == ':')) {
		next = read_token(bytes, name, end);
		size_t after = read_space(bytes, next, end);
		if (after < end && read_is_word(bytes[name]) && (bytes[after] == ')' || bytes[after] == '[')) {
			g_autofree char *own = g_strndup(bytes + name, next - name);
			g_ptr_array_add(out, (gpointer)g_intern_string(own));
			return;
		}
		name = after;
	}
}

/* Names of variables between functions: before '=', ';', ',' or '[', outside of brackets. */
static void read_variables(const char *bytes, size_t begin, size_t end, GPtrArray *out)
{
	unsigned depth = 0;
	for (size_t at = read_space(bytes, begin, end), next; at < end; at = read_space(bytes, next, end)) {
		next = read_token(bytes, at, end);
		if (strchr("([{", bytes[at])) {
			size_t star = depth == 0 && bytes[at] == '(' ? read_space(bytes, at + 1, end) : end;
			if (star < end && bytes[star] == '*')
				read_pointer(bytes, at, end, out);
			depth++;
		} else if (strchr(")]}", bytes[at])) {
			depth -= depth > 0;
		} else if (read_is_word(bytes[at])) {
			size_t after = depth ? end : read_space(bytes, next, end);
			if (after >= end || !strchr("=;,[", bytes[after]) || g_ascii_isdigit(bytes[at]))
				continue;
			g_autofree char *name = g_strndup(bytes + at, next - at);
			g_ptr_array_add(out, (gpointer)g_intern_string(name));
		}
	}
}

static void read_between(const struct source_text *text, size_t begin, size_t end, struct read_file *out)
{
	read_variables(text->bytes, begin, end, out->variables);
	read_tables(text->bytes, begin, end, out->tables);
}

/* What stands between the functions. */
static void read_all_variables(const struct source_text *text, struct read_file *out)
{
	size_t at = 0;
	unsigned column;
	out->variables = g_ptr_array_new();
	out->tables = g_array_new(FALSE, FALSE, sizeof(struct read_table));
	for (guint i = 0; i < text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(text->functions, struct lex_function, i);
		if (f->begin > at)
			read_between(text, at, f->begin, out);
		at = MAX(at, MIN(f->end, text->length));
	}
	if (at < text->length)
		read_between(text, at, text->length, out);
	for (guint i = 0; i < out->tables->len; i++) {
		struct read_table *t = &g_array_index(out->tables, struct read_table, i);
		t->line = source_text_line(text, t->begin, &column);
	}
}

/* A body that is a mere constant or type does nothing. */
static bool does_something(const char *body)
{
	return strpbrk(body, "(=") || strstr(body, "errno") || strstr(body, "throw") || g_ascii_isalpha(body[0]) ||
	       body[0] == '_';
}

static void read_macros(const struct source_text *text, struct read_file *out)
{
	for (guint i = 0; i < text->defines->len; i++) {
		const struct lex_define *d = &g_array_index(text->defines, struct lex_define, i);
		struct read_macro m = {d->name, NULL, NULL, d->line};
		if (!d->body || !does_something(d->body))
			continue;
		if (!out->macros)
			out->macros = g_array_new(FALSE, FALSE, sizeof(struct read_macro));
		m.body = g_strdup(d->body);
		m.parameters = g_strdup(d->params);
		g_array_append_val(out->macros, m);
	}
}

static bool is_static(const struct source_text *text, const struct lex_function *f)
{
	const char *hit = memmem(text->bytes + f->begin, f->body - f->begin, "static", 6);
	return hit && (hit == text->bytes || !read_is_word(hit[-1])) && !read_is_word(hit[6]);
}

void read_outline(const char *path, const char *bytes, size_t length, const struct source_needles *none,
		  struct read_file *out)
{
	auto_ptr(source_text) text = source_text_lex(path, bytes, length, none);
	out->binary = text->binary;
	if (text->binary)
		return;
	if (text->functions->len) {
		out->functions = g_array_ref(text->functions);
		out->internal = g_array_sized_new(FALSE, FALSE, 1, text->functions->len);
	}
	for (guint i = 0; i < text->functions->len; i++) {
		guint8 internal = is_static(text, &g_array_index(text->functions, struct lex_function, i));
		g_array_append_val(out->internal, internal);
	}
	read_macros(text, out);
	read_all_variables(text, out);
	out->members = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(text->functions, struct lex_function, i);
		read_members(bytes, f->body, MIN(f->end, length), !g_str_has_suffix(path, ".c"), out->members);
	}
}

static void read_macro_clear(struct read_macro *m)
{
	g_free(m->body);
	g_free(m->parameters);
}

void read_file_clear(struct read_file *f)
{
	for (guint i = 0; f->macros && i < f->macros->len; i++)
		read_macro_clear(&g_array_index(f->macros, struct read_macro, i));
	g_clear_pointer(&f->functions, g_array_unref);
	g_clear_pointer(&f->internal, g_array_unref);
	g_clear_pointer(&f->macros, g_array_unref);
	g_clear_pointer(&f->variables, g_ptr_array_unref);
	g_clear_pointer(&f->tables, g_array_unref);
	g_clear_pointer(&f->members, g_hash_table_unref);
}
