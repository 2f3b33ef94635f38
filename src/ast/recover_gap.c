/* Where the compiler made nothing of a piece of text: between the statements that it kept, or in the place of one. */
#include "ast/recover.h"

#include <string.h>

#include "ast/skim.h"

/* A copy of the text in which directives and the regions that they leave out are blank. */
static char *active_text(struct lower *l, CXFile file, const char *bytes, size_t begin, size_t end)
{
	char *copy = g_strndup(bytes + begin, end - begin);
	size_t n = end - begin;
	CXSourceRangeList *skipped = clang_getSkippedRanges(l->unit->tu, file);
	for (unsigned i = 0; skipped && i < skipped->count; i++) {
		size_t from = cx_place(clang_getRangeStart(skipped->ranges[i])).offset;
		size_t to = cx_place(clang_getRangeEnd(skipped->ranges[i])).offset;
		for (size_t at = MAX(from, begin); at < MIN(to, end); at++)
			copy[at - begin] = copy[at - begin] == '\n' ? '\n' : ' ';
	}
	if (skipped)
		clang_disposeSourceRangeList(skipped);
	for (size_t line = 0, next; line < n; line = next) {
		size_t at = line;
		while (at < n && (copy[at] == ' ' || copy[at] == '\t'))
			at++;
		const char *newline = memchr(copy + line, '\n', n - line);
		next = newline ? (size_t)(newline - copy) + 1 : n;
		if (at < n && copy[at] == '#')
			memset(copy + line, ' ', next - line - (newline ? 1 : 0));
	}
	return copy;
}

static void read_text(struct lower *l, CXFile file, size_t begin, size_t end, const char *why)
{
	size_t length;
	const char *bytes = lower_bytes(l->unit, file, &length);
	if (!bytes || end > length) {
		lower_lose(l, why);
		return;
	}
	g_autofree char *text = active_text(l, file, bytes, begin, end);
	bool own = l->unit->file && clang_File_isEqual(file, l->unit->file);
	struct recover r = {.l = l,
			    .bytes = text,
			    .end = end - begin,
			    .base = begin,
			    .elsewhere = !own,
			    .cursor = clang_getNullCursor(),
			    .why = why};
	while (recover_peek(&r) < r.end)
		recover_statement(&r);
}

/* --- where there is something to be read ------------------------------------------------------------------------ */

static bool is_macro_at(const struct lower *l, CXFile file, size_t offset)
{
	CXSourceLocation at = clang_getLocationForOffset(l->unit->tu, file, (unsigned)offset);
	return clang_getCursor(l->unit->tu, at).kind == CXCursor_MacroExpansion;
}

/* Behind what a macro's use has in its parentheses, where the text begins inside of it. */
static size_t skip_tail(const char *text, size_t n, bool behind_word)
{
	size_t start = 0;
	int depth = 0;
	for (size_t at = skim_space(text, 0, n); at < n; at = skim_space(text, skim_token(text, at, n), n)) {
		depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
		if (depth < 0 || (depth == 0 && behind_word && text[at] == ')')) {
			start = at + 1;
			depth = 0;
			behind_word = false;
		}
		behind_word &= depth > 0 || text[at] == '(';
	}
	return start;
}

/* The text holds more than empty statements, attributes and macros (which stand for nothing, since the compiler made
 * nothing of them and did not complain). */
static bool holds_code(const struct lower *l, CXFile file, const char *text, size_t begin, size_t n, bool behind_word)
{
	static const char *const quiet[] = {"__extension__", "__attribute__", "__attribute", "alignas"};
	for (size_t at = skim_space(text, skip_tail(text, n, behind_word), n), next; at < n;
	     at = skim_space(text, next, n)) {
		bool is_quiet = text[at] == ';' || (text[at] == '[' && at + 1 < n && text[at + 1] == '[');
		next = text[at] == '[' ? skim_bracket(text, at, n) : skim_token(text, at, n);
		for (unsigned i = 0; i < G_N_ELEMENTS(quiet) && !is_quiet; i++)
			is_quiet = strlen(quiet[i]) == next - at && strncmp(text + at, quiet[i], next - at) == 0;
		if (!is_quiet && !(skim_is_word(text[at]) && is_macro_at(l, file, begin + at)))
			return true;
		size_t open = skim_space(text, next, n);
		if (skim_is_word(text[at]) && open < n && text[open] == '(')
			next = skim_bracket(text, open, n);
	}
	return false;
}

static bool is_blank(const char *bytes, size_t begin, size_t end)
{
	for (size_t at = skim_space(bytes, begin, end); at < end; at = skim_space(bytes, at + 1, end))
		if (bytes[at] != ';')
			return false;
	return true;
}

/* Mostly there is nothing but semicolons; and mostly the compiler says where it drops something. A statement about a
 * variable that it had complained of before goes without a word. */
void recover_gap(struct lower *l, CXFile file, size_t begin, size_t end)
{
	size_t length;
	const char *bytes = lower_bytes(l->unit, file, &length);
	if (bytes && end <= length && is_blank(bytes, begin, end))
		return;
	const char *why = lower_error_in(l->unit, file, begin, end);
	if (!why && bytes && end <= length) {
		g_autofree char *text = active_text(l, file, bytes, begin, end);
		bool behind_word = begin > 0 && skim_is_word(bytes[begin - 1]);
		if (!holds_code(l, file, text, begin, end - begin, behind_word))
			return;
	}
	read_text(l, file, begin, end, why);
}

void recover_text(struct lower *l, CXFile file, size_t begin, size_t end)
{
	read_text(l, file, begin, end, lower_error_in(l->unit, file, begin, end));
}

/* Behind a label or a case it is the colon that the compiler names. */
void recover_dropped(struct lower *l, CXFile file, size_t begin)
{
	size_t length;
	const char *bytes = lower_bytes(l->unit, file, &length);
	struct cx_extent around = cx_extent(l->decl);

	if (!bytes || begin >= length)
		return;
	begin += bytes[begin] == ':';
	if (around.end.file && clang_File_isEqual(around.end.file, file) && around.end.offset > begin)
		length = MIN(length, around.end.offset);
	g_autofree char *text = active_text(l, file, bytes, begin, length);
	struct recover r = {.l = l, .bytes = text, .end = length - begin};
	recover_skip_statement(&r);
	if (r.at == 0)
		return;
	recover_text(l, file, begin, begin + r.at);
	l->read_to = (struct cx_place){.file = file, .offset = (unsigned)(begin + r.at)};
}
