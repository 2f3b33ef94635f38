/* Members of variables with static storage: the key under which the program knows what one starts as and what is
 * written to it, "KEY.member" and "KEY[index]". */
#include "flow/explorer.h"
#include "util/intern.h"

/* Interned only where some unit has an entry of that name. */
static const char *known_key(const struct explorer *x, const char *whole, const char *part)
{
	g_autofree char *key = g_strconcat(whole, part, NULL);
	const char *interned = intern_known(key);
	return interned && program_global(x->program, interned) ? interned : NULL;
}

/* A prefix of a key: it need not be an entry itself. */
static const char *prefix_of(struct explorer *x, int address)
{
	struct value v = *value_get(x->values, address);
	gint64 n;
	if (v.kind == VALUE_GLOBAL)
		return program_addressed(x->program, v.name) && !program_is_constant(x->program, v.name) ? NULL
													 : v.name;
	const char *whole = v.kind == VALUE_FIELD || (v.kind == VALUE_OP && v.op == CFG_ADD) ? prefix_of(x, v.a) : NULL;
	if (!whole || (v.kind == VALUE_OP && !value_is_const(x->values, v.b, &n)))
		return NULL;
	g_autofree char *own = v.kind == VALUE_FIELD ? g_strdup_printf("%s.%s", whole, v.name)
						     : g_strdup_printf("%s[%" G_GINT64_FORMAT "]", whole, n);
	const char *key = g_intern_string(own);
	return program_addressed(x->program, key) && !program_is_constant(x->program, key) ? NULL : key;
}

static const char *key_below(struct explorer *x, int address)
{
	struct value v = *value_get(x->values, address);
	const char *key = prefix_of(x, address), *found = NULL;
	if (!key)
		return NULL;
	if (v.kind != VALUE_GLOBAL)
		found = known_key(x, key, "");
	if (!found && v.kind == VALUE_FIELD && (key = prefix_of(x, v.a))) { /* of the first element */
		g_autofree char *first = g_strconcat("[0].", v.name, NULL);
		found = known_key(x, key, first);
	}
	return found ? found : known_key(x, prefix_of(x, address), "[0]");
}

static int root_of(const struct explorer *x, int address)
{
	const struct value *v = value_get(x->values, address);
	return v->kind == VALUE_FIELD || (v->kind == VALUE_OP && v->op == CFG_ADD) ? root_of(x, v->a) : address;
}

const char *explorer_member_key(struct explorer *x, int address)
{
	gpointer known;
	const struct value *root = value_get(x->values, root_of(x, address));
	if (root->kind != VALUE_GLOBAL || !program_global(x->program, root->name))
		return NULL;
	if (g_hash_table_lookup_extended(x->member_keys, GINT_TO_POINTER(address), NULL, &known))
		return known;
	const char *key = key_below(x, address);
	g_hash_table_insert(x->member_keys, GINT_TO_POINTER(address), (gpointer)key);
	return key;
}

bool explorer_is_table(struct explorer *x, int address)
{
	const struct value *root = value_get(x->values, root_of(x, address));
	const char *key = root->kind == VALUE_GLOBAL ? prefix_of(x, address) : NULL;
	return key && known_key(x, key, "[0]");
}
