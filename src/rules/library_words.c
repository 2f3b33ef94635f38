/* Names that say "does not return". Where the header that defines an attribute's macro is missing, its name is all that
 * there is. It is taken apart into words, at underscores and where a capital follows a small letter, and only whole
 * words count: "dead" says it, "deadline" does not. */
#include "rules/library.h"

#include <string.h>

/* One of these sequences of words has to be there. */
static const char *const phrases[][4] = {
	{"noreturn"},
	{"noret"},
	{"dead"},
	{"no", "return"},
	{"never", "return"},
	{"never", "returns"},
	{"not", "return"},
	{"doesnt", "return"},
	{"wont", "return"},
	{"non", "returning"},
};

/* Words that take it back: what is only true in some builds, what is said to an analyser against better knowledge
 * (clang's analyzer_noreturn stands at functions that do return), and other uses of "dead". */
static const char *const taken_back[] = {
	"analyzer", "analyser", "analysis", "if",    "unless", "maybe", "may",  "might", "when",
	"except",   "debug",    "code",     "store", "lock",   "line",  "data", "strip", "end",
};

enum { WORDS_MAX = 12, WORD_LENGTH = 24 };

struct words {
	char word[WORDS_MAX][WORD_LENGTH];
	unsigned n;
};

static bool begins_word(const char *name, size_t i)
{
	return i > 0 && g_ascii_isupper(name[i]) && g_ascii_islower(name[i - 1]);
}

/* Digits at the end of a word are a version: __dead2. A name of more or longer words is cut: it is no attribute's. */
static void split(const char *name, size_t length, struct words *out)
{
	size_t at = 0;
	out->n = 0;
	for (size_t i = 0; i <= length; i++) {
		bool ends = i == length || !g_ascii_isalnum(name[i]) || begins_word(name, i);
		if (!ends)
			continue;
		size_t end = i;
		while (end > at && g_ascii_isdigit(name[end - 1]))
			end--;
		if (end > at && end - at < WORD_LENGTH && out->n < WORDS_MAX) {
			for (size_t k = at; k < end; k++)
				out->word[out->n][k - at] = g_ascii_tolower(name[k]);
			out->word[out->n++][end - at] = '\0';
		}
		at = i < length && g_ascii_isalnum(name[i]) ? i : i + 1;
	}
}

static bool has_phrase(const struct words *w, const char *const phrase[4])
{
	for (unsigned i = 0; i < w->n; i++) {
		unsigned k = 0;
		while (k < 4 && phrase[k] && i + k < w->n && strcmp(w->word[i + k], phrase[k]) == 0)
			k++;
		if (k == 4 || !phrase[k])
			return true;
	}
	return false;
}

bool library_says_noreturn(const char *name, size_t length)
{
	struct words w;
	bool said = false;
	split(name, length, &w);
	for (size_t i = 0; i < G_N_ELEMENTS(phrases) && !said; i++)
		said = has_phrase(&w, phrases[i]);
	for (unsigned i = 0; i < w.n && said; i++)
		for (size_t k = 0; k < G_N_ELEMENTS(taken_back); k++)
			if (strcmp(w.word[i], taken_back[k]) == 0)
				return false;
	return said;
}
