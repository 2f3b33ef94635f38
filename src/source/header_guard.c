/* Telling a header guard from a condition. A guard is
 *     #ifndef NAME            (or #if !defined(NAME))
 *     #define NAME
 * around everything in the file: no code stands outside, the group has one arm, and it either is the only group at top
 * level or spans most of the file. A default value (#ifndef X / #define X 1 / #endif) among others is none. */
#include "source/lex_internal.h"

#include <string.h>

/* The name in "!defined(NAME)" or "!defined NAME", NULL when the condition is something else. */
static const char *guard_name(const char *condition)
{
	g_autofree char *plain = NULL;
	size_t opening;

	if (!condition || condition[0] != '!')
		return NULL;
	condition += 1 + strspn(condition + 1, " (");
	if (!g_str_has_prefix(condition, "defined"))
		return NULL;
	condition += strlen("defined");
	opening = strspn(condition, " (");
	plain = g_strdup(condition + opening);
	plain[strcspn(plain, " )")] = '\0';
	condition += opening + strlen(plain);
	return opening && *plain && condition[strspn(condition, " )")] == '\0' ? g_intern_string(plain) : NULL;
}

/* Whether the first directive in the arm defines the name, and none before it. */
static bool defines_first(const struct source_text *text, unsigned arm, const char *name)
{
	const struct if_arm *nested =
		arm + 1 < text->arms->len ? &g_array_index(text->arms, struct if_arm, arm + 1) : NULL;

	for (unsigned i = 0; i < text->defines->len; i++) {
		const struct lex_define *define = &g_array_index(text->defines, struct lex_define, i);

		if (define->name == name && define->body && define->arm < 0)
			return false; /* before it: the name is asked for, not guarded by */
		if (define->arm == (int)arm)
			return define->name == name && define->body && !define->function_like &&
			       (!nested || define->offset < nested->begin);
	}
	return false;
}

static bool has_other_arms(const struct source_text *text, unsigned arm)
{
	for (unsigned i = arm + 1; i < text->arms->len; i++)
		if (g_array_index(text->arms, struct if_arm, i).previous == (int)arm)
			return true;
	return false;
}

void header_guard_mark(struct source_text *text, const GArray *groups)
{
	unsigned top = 0;

	for (unsigned i = 0; i < text->arms->len; i++)
		top += g_array_index(text->arms, struct if_arm, i).parent == -1 &&
		       g_array_index(text->arms, struct if_arm, i).previous == -1;
	for (unsigned i = 0; i < text->arms->len; i++) {
		struct if_arm *arm = &g_array_index(text->arms, struct if_arm, i);
		const struct lex_group *group = &g_array_index(groups, struct lex_group, arm->group);
		const char *name = arm->parent == -1 && arm->previous == -1 ? guard_name(arm->condition) : NULL;

		if (!name || (top > 1 && (group->end - group->begin) * 10 < text->length * 8) ||
		    !defines_first(text, i, name))
			continue;
		arm->header_guard = !has_other_arms(text, i);
		return;
	}
}
