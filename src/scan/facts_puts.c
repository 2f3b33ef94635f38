/* Reading off the text which functions are put where a call may find them: assignments, initialisers with names and
 * without, arguments, results. All words of what is assigned count as what may be put there; both arms of an #if do. */
#include <string.h>

#include "scan/facts_internal.h"
#include "scan/facts_row.h"

/* --- slots ---------------------------------------------------------------------------------------------------------
 */

guint64 slot_of(enum slot_kind kind, const char *name, size_t length, guint64 number)
{
	guint64 h = G_GUINT64_CONSTANT(14695981039346656037) ^ ((guint64)kind << 56) ^ (number * 0x9E3779B97F4A7C15u);
	for (size_t i = 0; i < length; i++)
		h = (h ^ (unsigned char)name[i]) * G_GUINT64_CONSTANT(1099511628211);
	return h ? h : 1;
}

static const struct word *word_at(const struct row *r, int i, unsigned *out)
{
	const struct token *t = row_at(r, i);
	return words_find(r->text->words, r->text->bytes + t->begin, t->end - t->begin, out);
}

/* A parameter hides a function; the libraries' err and error are variables as a rule. */
static bool is_function(const struct row *r, int i, unsigned *out)
{
	const struct word *w = word_at(r, i, out);
	bool library = w && w->kind & (WORD_STOP | WORD_RULE | WORD_FALLBACK) && !row_is(r, i, "err") &&
		       !row_is(r, i, "error");
	return ((w && w->kind & WORD_FUNCTION) || library) && row_parameter_at(r, i) < 0;
}

/* The slot that a word means: a member, a parameter, a variable. */
static guint64 slot_named(const struct row *r, int i)
{
	unsigned unused;
	const struct word *w = word_at(r, i, &unused);
	int parameter = row_parameter_at(r, i);
	if (row_is_member(r, i) || row_is_scoped(r, i))
		return row_slot(r, SLOT_NAMED, i, 0);
	if (parameter >= 0)
		return slot_of(SLOT_PARAMETER, r->text->function, strlen(r->text->function), (guint64)parameter);
	if (!r->text->function || r->text->is_cxx || r->text->is_macro || (w && w->kind & WORD_VARIABLE))
		return row_slot(r, SLOT_NAMED, i, 0);
	return row_slot(r, SLOT_LOCAL, i, r->text->number);
}

struct owner {
	guint64 slot; /* of the variable that is initialised; 0 */
	int type;     /* the token that names its type; -1 */
};

static struct owner owner_of(const struct row *r, int brace);

/* The last word of what is between two brackets, elements' indices aside. */
static int last_word(const struct row *r, int open, int close)
{
	for (int i = close - 1; i > open; i--) {
		if (row_sign(r, i) == ']' && row_partner(r, i) >= 0)
			i = row_partner(r, i);
		else if (row_is_word(r, i))
			return i;
	}
	return -1;
}

/* The word that is assigned to, when the '=' is behind `i`: "name", "p->name", "name[3]", "(*name)(int)"; -1. */
static int target_of(const struct row *r, int i)
{
	while (row_sign(r, i) == ']' && row_partner(r, i) >= 0)
		i = row_partner(r, i) - 1;
	if (row_sign(r, i) == ')' && row_partner(r, i) >= 0) {
		int open = row_partner(r, i);
		if (row_sign(r, open - 1) == ')' && row_partner(r, open - 1) >= 0) /* the declarator of a pointer */
			return last_word(r, row_partner(r, open - 1), open - 1);
		return last_word(r, open, i);
	}
	return row_is_word(r, i) ? i : -1;
}

static guint64 written_slot(const struct row *r, int equals)
{
	int i = equals - 1;
	while (row_sign(r, i) == ']' && row_partner(r, i) >= 0)
		i = row_partner(r, i) - 1;
	if (i < equals - 1 && (row_sign(r, i) == '{' || row_sign(r, i) == ',')) /* "[INDEX] =" in a list */
		return owner_of(r, row_at(r, i + 1)->open).slot;
	int name = target_of(r, equals - 1);
	return name < 0 ? 0 : slot_named(r, name);
}

/* Of "const struct ops *const name" the token of "ops". */
static int type_before(const struct row *r, int name)
{
	int i = name - 1;
	while (row_sign(r, i) == '*' || row_is(r, i, "const") || row_is(r, i, "volatile"))
		i--;
	if (row_sign(r, i) == '}' && row_partner(r, i) > 0) /* "struct ops { … } name = …" */
		i = row_partner(r, i) - 1;
	return row_is_word(r, i) && !row_is(r, i, "struct") && !row_is(r, i, "union") ? i : -1;
}

static struct owner owner_of(const struct row *r, int brace)
{
	struct owner none = {0, -1};
	int before = brace - 1;
	char c = brace < 0 ? '\0' : row_sign(r, before);
	if (c == '=') {
		int name = target_of(r, before - 1);
		if (name < 0)
			return row_at(r, brace)->open >= 0 ? owner_of(r, row_at(r, brace)->open) : none;
		struct owner outer = {0, -1};
		if (row_is_member(r, name)) /* ".member = {": a part of what is around it */
			outer = row_at(r, brace)->open >= 0 ? owner_of(r, row_at(r, brace)->open) : none;
		return (struct owner){slot_named(r, name), row_is_member(r, name) ? outer.type : type_before(r, name)};
	}
	if (c == '{' || c == ',')
		return row_at(r, brace)->open >= 0 && row_sign(r, row_at(r, brace)->open) == '{'
			       ? owner_of(r, row_at(r, brace)->open)
			       : none;
	if (c == ')' && row_partner(r, before) >= 0)
		return (struct owner){0, last_word(r, row_partner(r, before), before)};
	if (row_is_word(r, before))
		return (struct owner){slot_named(r, before), row_is_word(r, before - 1) ? before - 1 : before};
	return none;
}

/* --- what is put ---------------------------------------------------------------------------------------------------
 */

/* Nothing in it makes a number of it: it may be a pointer to a function. */
static bool may_be_function(const struct row *r, int begin, int end)
{
	for (int i = begin; i < end; i++) {
		char c = row_sign(r, i);
		if (c == '-' && row_sign(r, i + 1) == '>')
			i++;
		else if (strchr("+/%|^\"'!~-", c))
			return false;
	}
	return begin < end;
}

static bool leads_on(const struct row *r, int i)
{
	char c = row_sign(r, i + 1);
	return c == '.' || (c == '-' && row_sign(r, i + 2) == '>') || (c == ':' && row_sign(r, i + 2) == ':');
}

static void put_anywhere(const struct row *r, guint64 into, guint32 word)
{
	struct put p = {into, 0, word, r->text->entry, false, true};
	if (into)
		g_array_append_val(r->text->puts, p);
}

/* "name##_tail": all functions whose names end, or begin, like that. */
static void put_pasted(const struct row *r, guint64 into, int i, bool tail)
{
	const struct token *t = row_at(r, i);
	size_t n = t->end - t->begin;
	for (guint32 k = 0; n > 2 && k < r->text->words->all->len; k++) {
		const struct word *w = &g_array_index(r->text->words->all, struct word, k);
		const char *own = w->length > n ? w->name + (tail ? w->length - n : 0) : NULL;
		if (own && w->kind & WORD_FUNCTION && memcmp(own, r->text->bytes + t->begin, n) == 0)
			put_anywhere(r, into, k);
	}
}

static bool is_pasted(const struct row *r, int i)
{
	return r->text->is_macro && row_sign(r, i) == '#' && row_sign(r, i + 1) == '#';
}

static void put_word(const struct row *r, guint64 into, int i)
{
	unsigned number;
	if (is_pasted(r, i - 2) || is_pasted(r, i + 1)) {
		if (row_parameter_at(r, i) < 0)
			put_pasted(r, into, i, is_pasted(r, i - 2));
		return;
	}
	bool function = is_function(r, i, &number) && !row_is_member(r, i);
	if (function && row_sign(r, i + 1) == '(')
		row_put(r, into, row_slot(r, SLOT_RESULT, i, 0), PUT_SLOT, false);
	else if (function)
		row_put(r, into, 0, number, row_sign(r, row_sign(r, i - 1) == '&' ? i - 2 : i - 1) == ')');
	else if (!leads_on(r, i) && row_sign(r, i + 1) != '(') /* what is called is not what it gives */
		row_put(r, into, slot_named(r, i), PUT_SLOT, false);
}

static int expression_end(const struct row *r, int i);

/* "va_arg(list, handler *)": of a type that may be a function's. */
static bool takes_any_argument(const struct row *r, int begin, int end)
{
	static const char *const others[] = {"int",     "long",      "unsigned", "double",   "size_t",
					     "ssize_t", "char",      "uint32_t", "uint64_t", "int32_t",
					     "int64_t", "socklen_t", "struct"};
	bool number = false;
	if (!row_is(r, begin, "va_arg") || row_sign(r, begin + 1) != '(')
		return false;
	for (int i = begin + 2; i < end; i++) {
		if (row_sign(r, i) == '(') /* of the type itself */
			return true;
		for (size_t k = 0; k < G_N_ELEMENTS(others); k++)
			number |= row_is(r, i, others[k]);
	}
	return !number;
}

static bool is_type_word(const struct row *r, int i)
{
	static const char *const words[] = {"int",   "void",   "char", "long", "unsigned", "short", "signed",
					    "const", "struct", "bool", "enum", "union",    "float", "double"};
	for (size_t k = 0; k < G_N_ELEMENTS(words); k++)
		if (row_is(r, i, words[k]))
			return true;
	return false;
}

/* "int (*handler)(int)", "size_t n": what a function takes, where it is declared; no argument of a call. */
static bool is_declared(const struct row *r, int begin)
{
	return is_type_word(r, begin) ||
	       (row_is_word(r, begin) && row_is_word(r, begin + 1) && !row_is(r, begin, "new"));
}

/* All that is named between two tokens may come to be in the slot. */
static void put_all(const struct row *r, guint64 into, int begin, int end)
{
	if (!into)
		return;
	if (r->text->is_cxx && row_sign(r, begin) == '+') /* "+[](…) {…}": its address */
		begin++;
	if (r->text->is_cxx && row_sign(r, begin) == '[') { /* a lambda */
		row_put(r, into, r->text->function ? (guint64)r->text->number + 1 : 0, PUT_UNREAD, false);
		return;
	}
	if (takes_any_argument(r, begin, end))
		row_put(r, into, 0, PUT_UNREAD, false);
	if (!may_be_function(r, begin, end))
		return;
	for (int i = begin; i < end; i++)
		if (row_is_word(r, i))
			put_word(r, into, i);
}

/* A container or an atomic variable takes what it is given: "handlers.push_back(handler)". */
static void put_into_object(const struct row *r, int method, int open)
{
	static const char *const taking[] = {
		"store",         "exchange", "push_back",        "push_front", "push",  "emplace_back", "emplace",
		"emplace_front", "insert",   "insert_or_assign", "assign",     "reset", "try_emplace"};
	int object = method - (row_sign(r, method - 1) == '.' ? 2 : 3);
	for (size_t i = 0; row_is_word(r, object) && i < G_N_ELEMENTS(taking); i++)
		if (row_is(r, method, taking[i]))
			for (int at = open + 1, end; at < row_partner(r, open); at = end + 1) {
				end = expression_end(r, at);
				put_all(r, slot_named(r, object), at, end);
			}
}

/* The end of the expression that begins here: ';', ',' or a bracket that is closed outside of it. */
static int expression_end(const struct row *r, int i)
{
	for (; row_at(r, i); i++) {
		if (strchr(";,)]}", row_sign(r, i)))
			return i;
		if (row_partner(r, i) > i)
			i = row_partner(r, i);
	}
	return i;
}

static void take_equals(const struct row *r, int i)
{
	bool compares = row_sign(r, i + 1) == '=' && row_adjacent(r, i);
	bool other = i > 0 && strchr("=!<>+-*/%&|^", row_sign(r, i - 1)) && row_adjacent(r, i - 1);
	if (compares || other || row_sign(r, i + 1) == '{')
		return;
	put_all(r, written_slot(r, i), i + 1, expression_end(r, i + 1));
}

/* "{ 1, f }", "[2] = f" as "{ f }", and "name: f" of older days. */
static void take_listed(const struct row *r, int i)
{
	unsigned number;
	int before = is_pasted(r, i - 2) ? i - 4 : i - 1;
	if (row_sign(r, before) == '&')
		before--;
	if (row_sign(r, before) == ')' && row_partner(r, before) > 0) /* a cast */
		before = row_partner(r, before) - 1;
	if (!strchr("{,:", row_sign(r, before)) || !strchr(",}", row_sign(r, i + 1)))
		return;
	bool function = is_function(r, i, &number);
	if (!function && row_parameter_at(r, i) < 0 && before == i - 1)
		return;
	if (row_sign(r, before) == ':') {
		if (row_is_word(r, before - 1))
			put_word(r, row_slot(r, SLOT_NAMED, before - 1, 0), i);
		return;
	}
	struct owner owner = owner_of(r, row_at(r, i)->open);
	put_word(r, owner.slot, i);
	put_word(r, owner.type < 0 ? slot_of(SLOT_LISTED, "", 0, 0) : row_slot(r, SLOT_LISTED, owner.type, 0), i);
}

static bool is_keyword(const struct row *r, int i)
{
	static const char *const keywords[] = {"if",      "while", "for", "switch", "sizeof", "return",
					       "catch",   "else",  "do",  "case",   "typeof", "alignof",
					       "defined", "and",   "or",  "not",    "throw",  "delete"};
	for (size_t k = 0; k < G_N_ELEMENTS(keywords); k++)
		if (row_is(r, i, keywords[k]))
			return true;
	return false;
}

/* What the constructor, function or macro named at `callee` is given at `open`. */
static void give_arguments(const struct row *r, int callee, int open)
{
	guint64 index = 0;
	for (int i = open + 1, end; i < row_partner(r, open); i = end + 1, index++) {
		guint64 slot = row_slot(r, SLOT_PARAMETER, callee, index);
		end = expression_end(r, i);
		if (!is_declared(r, i))
			put_all(r, slot, i, end);
		if (row_sign(r, i) == '&' && row_is_word(r, end - 1)) /* it may be written there */
			row_put(r, slot_named(r, end - 1), slot, PUT_SLOT, false);
		if (end <= i)
			break;
	}
}

/* memcpy(&into, from, n): what is written there are words of the other arguments. */
static void fill_arguments(const struct row *r, int open)
{
	int close = row_partner(r, open);
	for (int i = open + 1; i < close; i++) {
		if (row_sign(r, i) != '&' || !strchr("(,", row_sign(r, i - 1)))
			continue;
		int end = expression_end(r, i), name = last_word(r, i, end);
		for (int k = open + 1; name >= 0 && k < close; k++)
			if ((k < i || k >= end) && row_is_word(r, k))
				put_word(r, slot_named(r, name), k);
	}
}

static guint32 count_arguments(const struct row *r, int open)
{
	guint32 n = 0;
	for (int i = open + 1; i < row_partner(r, open); i = expression_end(r, i) + 1)
		n++;
	return n;
}

static void note_call(const struct row *r, guint64 slot, int open)
{
	struct slot_call call = {slot, count_arguments(r, open)};
	for (guint i = 0; i < r->text->calls->len; i++) {
		const struct slot_call *old = &g_array_index(r->text->calls, struct slot_call, i);
		if (old->slot == call.slot && old->n_args == call.n_args)
			return;
	}
	g_array_append_val(r->text->calls, call);
}

/* "name(": a function's, or that of a pointer; or what is declared so is made by its type's constructor. */
static void take_named_call(const struct row *r, int open)
{
	int name = open - 1;
	unsigned number;
	const struct word *w = word_at(r, name, &number);
	bool function = w && w->kind & WORD_FUNCTION;
	if (is_keyword(r, name) || is_type_word(r, name))
		return;
	if (function || r->text->is_cxx)
		give_arguments(r, name, open);
	if (r->text->is_cxx && row_is_word(r, name - 1) && !is_keyword(r, name - 1) && !row_is(r, name - 1, "new"))
		give_arguments(r, name - 1, open);
	if (r->text->is_cxx && !r->text->is_macro)
		put_all(r, slot_named(r, name), open + 1, row_partner(r, open)); /* a member's initialiser */
	if (w && w->kind & WORD_FILLS)
		fill_arguments(r, open);
	if (r->text->is_cxx && row_is_member(r, name))
		put_into_object(r, name, open);
	if (row_is_member(r, name) || !(w && w->kind & (WORD_FUNCTION | WORD_STOP | WORD_RULE | WORD_FALLBACK)))
		note_call(r, slot_named(r, name), open);
}

static void take_call(const struct row *r, int open)
{
	char before = row_sign(r, open - 1);
	if (row_partner(r, open) < 0)
		return;
	if (row_is_word(r, open - 1)) {
		take_named_call(r, open);
	} else if (before == '>' && row_is_word(r, open - 2)) { /* make<Type>(…) */
		give_arguments(r, open - 2, open);
	} else if (before == ')' && row_partner(r, open - 1) >= 0) {
		int inner = row_partner(r, open - 1);
		int name = last_word(r, inner, open - 1);
		if (row_is_word(r, inner - 1) && !is_keyword(r, inner - 1))
			note_call(r, row_slot(r, SLOT_RESULT, inner - 1, 0), open);
		else if (name >= 0)
			note_call(r, slot_named(r, name), open);
	} else if (before == ']') {
		int name = target_of(r, open - 1);
		if (name >= 0)
			note_call(r, slot_named(r, name), open);
	}
}

/* -------------------------------------------------------------------------------------------------------------------
 */

static void take_token(const struct row *r, int i)
{
	switch (row_sign(r, i)) {
	case '=': take_equals(r, i); break;
	case '(': take_call(r, i); break;
	default:
		if (!row_is_word(r, i))
			return;
		if (row_at(r, i)->open >= 0 && row_sign(r, row_at(r, i)->open) == '{')
			take_listed(r, i);
		if (r->text->function && row_is(r, i, "return"))
			put_all(r, slot_of(SLOT_RESULT, r->text->function, strlen(r->text->function), 0), i + 1,
				expression_end(r, i + 1));
		if (!r->text->function) {
			row_read_record(r, i);
			row_read_typedef(r, i);
		}
	}
}

void slots_read(struct slots_text *text, size_t begin, size_t end)
{
	g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	struct row r = {text, tokens, names, 0};
	row_fill(&r, begin, end);
	text->n_parameters = 0;
	if (text->is_macro)
		row_read_macro_parameters(&r);
	else if (text->function)
		row_read_parameters(&r);
	for (int i = r.body; (guint)i < tokens->len; i++)
		take_token(&r, i);
	if (text->is_macro && tokens->len == 1 && row_is_word(&r, 0)) { /* perhaps of a type */
		guint64 own = slot_of(SLOT_RECORD, text->function, strlen(text->function), 0);
		guint64 other = row_slot(&r, SLOT_RECORD, 0, 0);
		g_array_append_val(text->aliases, own);
		g_array_append_val(text->aliases, other);
	}
	if (text->is_macro)
		put_all(&r, slot_of(SLOT_RESULT, text->function, strlen(text->function), 0), 0, (int)tokens->len);
}
