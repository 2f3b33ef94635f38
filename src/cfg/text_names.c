/* Keywords, cast types and operators of the text form, as tables. Precedences are C's. */
#include "cfg/text_names.h"

#include <string.h>

static const char *const keywords[] = {
	"addressed", "array",  "call",   "case", "catches",  "const", "default", "else",  "extern",   "field",
	"function",  "global", "goto",   "if",   "internal", "key",   "local",   "name",  "noreturn", "of",
	"return",    "site",   "static", "stop", "switch",   "takes", "temp",    "throw", "unseen",   "unwind",
};

const struct cfg_text_op cfg_text_ops[] = {
	[CFG_NEG] = {CFG_NEG, "-", 0},  [CFG_NOT] = {CFG_NOT, "!", 0}, [CFG_COMPL] = {CFG_COMPL, "~", 0},
	[CFG_ADD] = {CFG_ADD, "+", 7},  [CFG_SUB] = {CFG_SUB, "-", 7}, [CFG_MUL] = {CFG_MUL, "*", 8},
	[CFG_DIV] = {CFG_DIV, "/", 8},  [CFG_REM] = {CFG_REM, "%", 8}, [CFG_AND] = {CFG_AND, "&", 3},
	[CFG_OR] = {CFG_OR, "|", 1},    [CFG_XOR] = {CFG_XOR, "^", 2}, [CFG_SHL] = {CFG_SHL, "<<", 6},
	[CFG_SHR] = {CFG_SHR, ">>", 6}, [CFG_EQ] = {CFG_EQ, "==", 4},  [CFG_NE] = {CFG_NE, "!=", 4},
	[CFG_LT] = {CFG_LT, "<", 5},    [CFG_LE] = {CFG_LE, "<=", 5},  [CFG_GT] = {CFG_GT, ">", 5},
	[CFG_GE] = {CFG_GE, ">=", 5},
};

bool cfg_text_is_keyword(const char *word)
{
	for (unsigned i = 0; i < G_N_ELEMENTS(keywords); i++) {
		if (keywords[i][0] == word[0] && strcmp(keywords[i], word) == 0)
			return true;
	}
	return cfg_text_is_cast(word, NULL, NULL);
}

bool cfg_text_is_cast(const char *word, unsigned *out_bits, bool *out_signed)
{
	unsigned bits = 1;
	if (strcmp(word, "bool") != 0) {
		size_t length = strlen(word);
		if ((word[0] != 's' && word[0] != 'u') || length < 2 || length > 3 || word[1] == '0' ||
		    strspn(word + 1, "0123456789") != length - 1)
			return false;
		bits = (unsigned)g_ascii_strtoull(word + 1, NULL, 10);
		if (bits > 64)
			return false;
	}
	if (out_bits)
		*out_bits = bits;
	if (out_signed)
		*out_signed = word[0] == 's';
	return true;
}

bool cfg_text_is_name_start(char c)
{
	return g_ascii_isalpha(c) || c == '_' || c == '$';
}

bool cfg_text_is_name_char(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '$';
}
