/* Which functions a pointer may lead to. */
#include "flow/callee.h"

/* What the elements of the array at this address may hold. */
static const GPtrArray *elements_at(const struct explorer *x, int address)
{
	const struct value *array = value_get(x->values, address);
	if (array->kind == VALUE_INIT) /* an array's value is where it lies */
		array = value_get(x->values, array->a);
	const struct cfg_global *g = array->kind == VALUE_GLOBAL ? program_global(x->program, array->name) : NULL;
	const char *name = g ? g->name : array->kind == VALUE_FIELD ? array->name : NULL;
	return name ? program_element_functions(x->program, name) : NULL;
}

GPtrArray *targets_of(const struct explorer *x, int value)
{
	const struct value *v = value_get(x->values, value);
	const GPtrArray *functions = NULL;
	if (v->kind == VALUE_FUNC) {
		GPtrArray *one = g_ptr_array_new();
		g_ptr_array_add(one, (gpointer)v->name);
		return one;
	}
	int at = v->kind == VALUE_INIT ? v->a : value_forgotten_place(x->values, value);
	if (at < 0)
		return NULL;
	const struct value *place = value_get(x->values, at);
	if (place->kind == VALUE_FIELD)
		functions = program_field_functions(x->program, place->name);
	else if (place->kind == VALUE_GLOBAL)
		functions = program_known_functions(x->program, place->name);
	else if (place->kind == VALUE_LOCAL && place->a == 0 && place->name == x->root->key)
		functions = program_parameter_functions(x->program, x->root, (int)place->n);
	else if (place->kind == VALUE_OP && place->op == CFG_ADD)
		functions = elements_at(x, place->a);
	if (!functions)
		functions = elements_at(x, at); /* the first element lies where the array does */
	return functions ? g_ptr_array_copy((GPtrArray *)functions, NULL, NULL) : NULL;
}
