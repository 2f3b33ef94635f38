/* The words of a judgement: one table for each enum, read in both directions. The order in which verdicts are worse
 * than one another is a table too. */
#include "model/verdict.h"

#include <stddef.h>
#include <string.h>

static const char *const verdict_words[VERDICT_COUNT] = {
	[VERDICT_HANDLED] = "handled",     [VERDICT_DEFERRED] = "deferred", [VERDICT_CONDITIONAL] = "conditional",
	[VERDICT_UNHANDLED] = "unhandled", [VERDICT_UNKNOWN] = "unknown",
};

static const char *const consequence_words[CONSEQUENCE_COUNT] = {
	[CONSEQUENCE_NONE] = NULL,
	[CONSEQUENCE_BUSY_LOOP] = "busy-loop",
	[CONSEQUENCE_ABORT] = "abort",
	[CONSEQUENCE_EXIT] = "exit",
	[CONSEQUENCE_SILENTLY_DROPPED] = "silently-dropped",
	[CONSEQUENCE_FLAG_LOST] = "flag-lost",
	[CONSEQUENCE_FEATURE_OFF] = "feature-off",
	[CONSEQUENCE_ERROR_RETURNED] = "error-returned",
	[CONSEQUENCE_OTHER] = "other",
};

static const char *const flag_state_words[FLAG_STATE_COUNT] = {
	[FLAG_NA] = "na",
	[FLAG_KEPT] = "kept",
	[FLAG_LOST] = "lost",
	[FLAG_UNKNOWN] = "unknown",
};

static const char *const severity_words[SEVERITY_COUNT] = {
	[SEVERITY_NONE] = "none",
	[SEVERITY_NOTE] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

static const char *const site_form_words[FORM_COUNT] = {
	[FORM_DIRECT] = "direct", [FORM_MACRO] = "macro",     [FORM_SYSCALL] = "syscall",
	[FORM_FNPTR] = "fnptr",   [FORM_ADDRESS] = "address",
};

static const char *const site_part_words[PART_COUNT] = {
	[PART_FALLBACK] = "fallback",
	[PART_FLAGS] = "flags",
};

static const char *const occurrence_class_words[OCCURRENCE_CLASS_COUNT] = {
	[OCCURRENCE_SITE] = "site",
	[OCCURRENCE_COMMENT] = "comment",
	[OCCURRENCE_STRING] = "string",
	[OCCURRENCE_DECLARATION] = "declaration",
	[OCCURRENCE_DEFINITION] = "definition",
	[OCCURRENCE_MACRO_DEFINITION] = "macro-definition",
	[OCCURRENCE_TABLE] = "table",
	[OCCURRENCE_LOOK_ALIKE] = "look-alike",
	[OCCURRENCE_INACTIVE] = "inactive",
	[OCCURRENCE_UNREACHED] = "unreached",
};

static const int verdict_badness[VERDICT_COUNT] = {
	[VERDICT_HANDLED] = 0,     [VERDICT_DEFERRED] = 1,  [VERDICT_UNKNOWN] = 2,
	[VERDICT_CONDITIONAL] = 3, [VERDICT_UNHANDLED] = 4,
};

/* The index of a word in a table, or -1. */
static int word_index(const char *const *words, int count, const char *word)
{
	for (int i = 0; word && i < count; i++) {
		if (words[i] && strcmp(words[i], word) == 0)
			return i;
	}
	return -1;
}

#define DEFINE_WORDS(prefix, type, words, count)                                                                       \
	const char *prefix##_name(type value)                                                                          \
	{                                                                                                              \
		return (int)value >= 0 && (int)value < (int)(count) ? (words)[value] : NULL;                           \
	}                                                                                                              \
	bool prefix##_parse(const char *word, type *out)                                                               \
	{                                                                                                              \
		int index = word_index(words, count, word);                                                            \
		if (index < 0)                                                                                         \
			return false;                                                                                  \
		*out = (type)index;                                                                                    \
		return true;                                                                                           \
	}

DEFINE_WORDS(verdict, enum verdict, verdict_words, VERDICT_COUNT)
DEFINE_WORDS(consequence, enum consequence, consequence_words, CONSEQUENCE_COUNT)
DEFINE_WORDS(flag_state, enum flag_state, flag_state_words, FLAG_STATE_COUNT)
DEFINE_WORDS(severity, enum severity, severity_words, SEVERITY_COUNT)
DEFINE_WORDS(site_form, enum site_form, site_form_words, FORM_COUNT)
DEFINE_WORDS(site_part, enum site_part, site_part_words, PART_COUNT)
DEFINE_WORDS(occurrence_class, enum occurrence_class, occurrence_class_words, OCCURRENCE_CLASS_COUNT)

bool consequence_is_worse(enum consequence a, enum consequence than)
{
	return a != CONSEQUENCE_NONE && (than == CONSEQUENCE_NONE || a < than);
}

enum verdict verdict_worse(enum verdict a, enum verdict b)
{
	return verdict_badness[a] >= verdict_badness[b] ? a : b;
}
