/* Reading off the text which words a record has, which names are of one type, and which members of a union share their
 * place: what is listed for a record may be any of its members. */
#include <string.h>

#include "scan/facts_internal.h"
#include "scan/facts_row.h"

static void add_record(const struct row *r, guint64 record, guint64 word)
{
	g_array_append_val(r->text->records, record);
	g_array_append_val(r->text->records, word);
}

static void add_alias(const struct row *r, int a, int b)
{
	guint64 x = row_slot(r, SLOT_RECORD, a, 0), y = row_slot(r, SLOT_RECORD, b, 0);
	g_array_append_val(r->text->aliases, x);
	g_array_append_val(r->text->aliases, y);
}

/* "typedef struct name alias;" */
void row_read_typedef(const struct row *r, int i)
{
	int name = i + 1;
	while (row_is(r, name, "struct") || row_is(r, name, "union") || row_is(r, name, "const"))
		name++;
	if (row_is(r, i, "typedef") && row_is_word(r, name) && row_is_word(r, name + 1) &&
	    strchr(";,", row_sign(r, name + 2)))
		add_alias(r, name, name + 1);
}

/* The members of a union that may be pointers to functions hold what any of them does. */
static void take_union(const struct row *r, int brace, int end)
{
	guint64 shared = slot_of(SLOT_RECORD, "", 1, ((guint64)r->text->entry << 32) | row_at(r, brace)->begin);
	for (int k = brace + 1; k < end; k++) {
		bool pointer = row_is_word(r, k) && row_sign(r, k - 1) == '*';
		bool function = pointer && row_sign(r, k - 2) == '(' && row_sign(r, k + 1) == ')';
		bool open = pointer && row_is(r, k - 2, "void") && strchr(";,", row_sign(r, k + 1));
		if (!function && !open)
			continue;
		row_put(r, shared, row_slot(r, SLOT_NAMED, k, 0), PUT_SLOT, false);
		row_put(r, row_slot(r, SLOT_NAMED, k, 0), shared, PUT_SLOT, false);
	}
}

/* "struct name { words } alias;" */
void row_read_record(const struct row *r, int i)
{
	int brace = row_is_word(r, i + 1) ? i + 2 : i + 1;
	if (!(row_is(r, i, "struct") || row_is(r, i, "union") || row_is(r, i, "class")) || row_sign(r, brace) != '{')
		return;
	int end = row_partner(r, brace) > 0 ? row_partner(r, brace) : (int)r->tokens->len;
	if (row_is(r, i, "union"))
		take_union(r, brace, end);
	guint64 id = slot_of(SLOT_RECORD, "", 0, ((guint64)r->text->entry << 32) | row_at(r, brace)->begin);
	if (brace == i + 2)
		add_record(r, row_slot(r, SLOT_LISTED, i + 1, 0), id);
	for (int k = brace + 1; k < end; k++) {
		if (!row_is_word(r, k))
			continue;
		if (row_is_word(r, k + 1) || row_sign(r, k + 1) == '*' || row_sign(r, k + 1) == '{') /* a type */
			add_record(r, id, row_slot(r, SLOT_LISTED, k, 0));
		else
			add_record(r, id, row_slot(r, SLOT_NAMED, k, 0));
	}
	for (int k = end + 1; row_at(r, k) && !strchr(";{}", row_sign(r, k)); k++)
		if (row_is_word(r, k))
			add_record(r, row_slot(r, SLOT_LISTED, k, 0), id);
	for (int k = end + 1; brace == i + 2 && row_at(r, k) && !strchr(";{}", row_sign(r, k)); k++)
		if (row_is_word(r, k) && row_sign(r, k - 1) != '*')
			add_alias(r, i + 1, k);
}
