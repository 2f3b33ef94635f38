/* The notes of what was left out, one for each kind: a reader needs the first reason, not all of them. */
#include "flow/left_out.h"

struct note {
	char *where, *why;
	unsigned count;
};

struct left_out {
	struct note notes[LEFT_KINDS];
};

struct left_out *left_out_new(void)
{
	return g_new0(struct left_out, 1);
}

void left_out_free(struct left_out *left)
{
	if (!left)
		return;
	for (unsigned i = 0; i < LEFT_KINDS; i++) {
		g_free(left->notes[i].where);
		g_free(left->notes[i].why);
	}
	g_free(left);
}

void left_out_note(struct left_out *left, enum left_kind kind, const char *where, const char *why)
{
	struct note *n = &left->notes[kind];
	g_assert(kind < LEFT_KINDS && where && why);
	if (n->count++)
		return;
	n->where = g_strdup(where);
	n->why = g_strdup(why);
}

void left_out_merge(struct left_out *into, const struct left_out *from)
{
	for (unsigned i = 0; i < LEFT_KINDS; i++) {
		const struct note *n = &from->notes[i];
		if (!n->count)
			continue;
		left_out_note(into, i, n->where, n->why);
		into->notes[i].count += n->count - 1;
	}
}

bool left_out_any(const struct left_out *left)
{
	for (unsigned i = 0; i < LEFT_KINDS; i++)
		if (left->notes[i].count)
			return true;
	return false;
}

char *left_out_reason(const struct left_out *left)
{
	static const struct {
		const char *before, *after;
	} says[LEFT_KINDS] = {
		[LEFT_STATEMENT] = {"a statement of ", " was left out"},
		[LEFT_CALLEE] = {"", " was not followed"},
		[LEFT_TARGET] = {"a call through a pointer in ", " was not followed"},
		[LEFT_CALLER] = {"not every caller of ", " was followed"},
		[LEFT_INVOCATION] = {"what earlier calls of ", " leave behind was not followed"},
		[LEFT_STATES] = {"not every way through ", " was followed"},
	};
	for (unsigned i = 0; i < LEFT_KINDS; i++) {
		const struct note *n = &left->notes[i];
		if (n->count)
			return g_strdup_printf("%s%s()%s: %s", says[i].before, n->where, says[i].after, n->why);
	}
	return NULL;
}
