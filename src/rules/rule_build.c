/* Making sense of a rule's values: names are C identifiers, errnos are known, arguments exist, a restoration says all
 * that is needed to recognise it. Everything here is well-formed already (yaml_doc.c checked it against the schema). */
#include "rules/rule_build.h"

#include <string.h>

enum { MAX_ARGUMENTS = 20 };

struct build {
	const struct yaml_doc *doc;
	struct rule *rule;
	GError **error;
};

static bool is_identifier(const char *s)
{
	if (!g_ascii_isalpha(*s) && *s != '_')
		return false;
	while (g_ascii_isalnum(*s) || *s == '_')
		s++;
	return *s == '\0';
}

static bool check_identifier(struct build *b, const char *name, const char *where)
{
	return is_identifier(name) ||
	       yaml_doc_expected(b->doc, b->error, where, "a C identifier, and '%s' is none", name);
}

static bool check_id(struct build *b, const char *id, const char *path)
{
	g_autofree char *base = g_path_get_basename(path);
	if (g_str_has_suffix(base, ".yaml"))
		base[strlen(base) - strlen(".yaml")] = '\0';
	if (strcmp(id, base) != 0)
		return yaml_doc_expected(b->doc, b->error, "id", "'%s', because the file is called %s.yaml", base,
					 base);
	bool plain = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(id);
	return plain || yaml_doc_expected(b->doc, b->error, "id", "an id of a-z, 0-9, _ and -");
}

static bool build_names(struct build *b, char *const *names, unsigned count, const char *key, GPtrArray *out)
{
	for (unsigned i = 0; i < count; i++) {
		g_autofree char *where = g_strdup_printf("%s/%u", key, i);
		if (!check_identifier(b, names[i], where))
			return false;
		g_ptr_array_add(out, (char *)g_intern_string(names[i]));
	}
	return true;
}

static bool check_manual(const struct build *b, const char *manual)
{
	if (!manual || ((g_str_has_prefix(manual, "https://") || g_str_has_prefix(manual, "http://")) &&
			g_uri_is_valid(manual, G_URI_FLAGS_NONE, NULL)))
		return true;
	return yaml_doc_expected(b->doc, b->error, "manual", "a web address, as in https://example.org/call.2.html");
}

static bool build_call(struct build *b, const struct file_call *from, const char *where, struct rule_call *out)
{
	g_autofree char *name = g_strdup_printf("%s/name", where);
	g_autofree char *arguments = g_strdup_printf("%s/arguments", where);
	if (!check_identifier(b, from->name, name))
		return false;
	if (from->arguments < 0 || from->arguments > MAX_ARGUMENTS)
		return yaml_doc_expected(b->doc, b->error, arguments, "0 to %d arguments", MAX_ARGUMENTS);
	*out = (struct rule_call){g_intern_string(from->name), from->raw, (unsigned)from->arguments};
	return true;
}

static bool build_raw(struct build *b, const struct rule_file *file)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	if (!build_names(b, file->raw, file->raw_count, "raw", names))
		return false;
	for (unsigned i = 0; i < names->len; i++) {
		struct rule_call *call = g_new0(struct rule_call, 1);
		*call = (struct rule_call){g_ptr_array_index(names, i), true, b->rule->call.arity};
		g_ptr_array_add(b->rule->raw, call);
	}
	return true;
}

static bool is_own_name(const struct rule *rule, const char *name)
{
	bool own = rule->call.name == name;
	for (unsigned i = 0; !own && i < rule->raw->len; i++)
		own = ((const struct rule_call *)g_ptr_array_index(rule->raw, i))->name == name;
	return own;
}

static bool build_fallbacks(struct build *b, const struct rule_file *file)
{
	for (unsigned i = 0; i < file->fallbacks_count; i++) {
		g_autofree char *where = g_strdup_printf("fallbacks/%u", i);
		struct rule_call *call = g_new0(struct rule_call, 1);
		g_ptr_array_add(b->rule->fallbacks, call);
		if (!build_call(b, &file->fallbacks[i], where, call))
			return false;
		if (is_own_name(b->rule, call->name))
			return yaml_doc_expected(b->doc, b->error, where,
						 "a call to fall back to, and %s is the call that is missing",
						 call->name);
	}
	return true;
}

static const struct rule_errno *find_errno(const GPtrArray *list, int number)
{
	for (unsigned i = 0; i < list->len; i++) {
		const struct rule_errno *e = g_ptr_array_index(list, i);
		if (e->number == number)
			return e;
	}
	return NULL;
}

static bool build_errnos(struct build *b, char *const *names, unsigned count, const char *key, GPtrArray *out)
{
	for (unsigned i = 0; i < count; i++) {
		g_autofree char *where = g_strdup_printf("%s/%u", key, i);
		int number;
		if (!errno_number(names[i], &number))
			return yaml_doc_expected(b->doc, b->error, where,
						 "the name of an errno of Linux, and '%s' is none", names[i]);
		const struct rule_errno *before = find_errno(b->rule->errnos, number);
		if (!before)
			before = find_errno(b->rule->also, number);
		if (before)
			return yaml_doc_expected(b->doc, b->error, where,
						 "each errno once, and %s is the same number as %s before it", names[i],
						 before->name);
		struct rule_errno *e = g_new0(struct rule_errno, 1);
		*e = (struct rule_errno){g_intern_string(names[i]), number};
		g_ptr_array_add(out, e);
	}
	return true;
}

static int or_none(const int *given)
{
	return given ? *given : -1;
}

/* A restoration is recognised by its descriptor, its command and its value; half of a pair recognises nothing. */
static bool check_restore(struct build *b, const struct file_restore *r, const char *where)
{
	const int arguments[] = {r->descriptor_argument, r->command_argument ? *r->command_argument : 0,
				 r->value_argument ? *r->value_argument : 0};
	for (unsigned i = 0; i < G_N_ELEMENTS(arguments); i++) {
		if (arguments[i] < 0 || arguments[i] >= MAX_ARGUMENTS)
			return yaml_doc_expected(b->doc, b->error, where, "arguments counted from 0, and %d is none",
						 arguments[i]);
	}
	if (!r->command_argument != !r->command)
		return yaml_doc_expected(b->doc, b->error, where, "both of command_argument and command, or neither");
	if (r->value_by_pointer && !r->value_argument)
		return yaml_doc_expected(b->doc, b->error, where, "a value_argument where value_by_pointer is set");
	if (r->clears && r->value_argument)
		return yaml_doc_expected(b->doc, b->error, where, "no value_argument where clears is set");
	if (r->reads && (r->clears || r->value_argument))
		return yaml_doc_expected(b->doc, b->error, where,
					 "neither clears nor a value_argument where reads is set");
	bool needs_mask = (r->value_argument && !r->value_by_pointer) || r->reads;
	if (needs_mask != (r->mask != NULL) || (r->mask && *r->mask == 0))
		return yaml_doc_expected(
			b->doc, b->error, where,
			"a mask that is not 0 where there is a value_argument or reads (and none without)");
	return true;
}

static bool build_restore(struct build *b, const struct file_restore *from, const char *where, GPtrArray *out)
{
	g_autofree char *call = g_strdup_printf("%s/call", where);
	if (!check_identifier(b, from->call, call) || !check_restore(b, from, where))
		return false;
	struct rule_restore *r = g_new0(struct rule_restore, 1);
	r->call = g_intern_string(from->call);
	r->fd_argument = (unsigned)from->descriptor_argument;
	r->command_argument = or_none(from->command_argument);
	r->command = from->command ? *from->command : 0;
	r->value_argument = or_none(from->value_argument);
	r->mask = from->mask ? *from->mask : 0;
	r->value_by_pointer = from->value_by_pointer;
	r->clears = from->clears;
	r->reads = from->reads;
	g_ptr_array_add(out, r);
	return true;
}

static void flag_free(struct rule_flag *flag)
{
	g_ptr_array_unref(flag->restores);
	g_free(flag->restore);
	g_free(flag);
}

static bool build_flag(struct build *b, const struct file_flag *from, unsigned index)
{
	g_autofree char *name = g_strdup_printf("flags/%u/name", index);
	g_autofree char *value = g_strdup_printf("flags/%u/value", index);
	if (!check_identifier(b, from->name, name))
		return false;
	if (from->value == 0)
		return yaml_doc_expected(b->doc, b->error, value, "a flag that is not 0");
	struct rule_flag *flag = g_new0(struct rule_flag, 1);
	flag->name = g_intern_string(from->name);
	flag->value = from->value;
	flag->restore = g_strdup(from->restore);
	flag->restores = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(b->rule->flags, flag);
	for (unsigned i = 0; i < from->restored_by_count; i++) {
		g_autofree char *where = g_strdup_printf("flags/%u/restored_by/%u", index, i);
		if (!build_restore(b, &from->restored_by[i], where, flag->restores))
			return false;
	}
	return true;
}

static bool build_flags(struct build *b, const struct rule_file *file)
{
	const struct rule *rule = b->rule;
	if (file->flags_argument && (rule->flags_argument < 0 || rule->flags_argument >= (int)rule->call.arity))
		return yaml_doc_expected(b->doc, b->error, "flags_argument", "an argument of %s: 0 to %d",
					 rule->call.name, (int)rule->call.arity - 1);
	if (file->flags_count > 0 && !file->flags_argument)
		return yaml_doc_expected(b->doc, b->error, "flags", "a flags_argument where there are flags");
	if (file->flags_count > RULE_FLAGS_MAX)
		return yaml_doc_expected(b->doc, b->error, "flags", "at most %d flags", RULE_FLAGS_MAX);
	for (unsigned i = 0; i < file->flags_count; i++) {
		if (!build_flag(b, &file->flags[i], i))
			return false;
	}
	return true;
}

static bool check_descriptor(struct build *b, const struct rule_file *file)
{
	int argument = b->rule->descriptor_argument, least = (int)b->rule->call.arity;
	for (unsigned i = 0; i < b->rule->fallbacks->len; i++)
		least = MIN(least, (int)((const struct rule_call *)g_ptr_array_index(b->rule->fallbacks, i))->arity);
	if (!file->descriptor_argument || (argument >= 0 && argument < least))
		return true;
	return yaml_doc_expected(b->doc, b->error, "descriptor_argument",
				 "an argument that the call and all its fallbacks have: 0 to %d", least - 1);
}

static bool is_version(const char *s)
{
	unsigned release[3];
	return kernel_release_parse(s, release) && strspn(s, "0123456789.") == strlen(s);
}

static bool build_availability(struct build *b, const struct rule_file *file)
{
	for (unsigned i = 0; i < file->availability_count; i++) {
		const struct file_availability *from = &file->availability[i];
		g_autofree char *where = g_strdup_printf("availability/%u/since", i);
		bool never = strcmp(from->since, "never") == 0;
		if (!never && !is_version(from->since))
			return yaml_doc_expected(b->doc, b->error, where, "a kernel version such as 2.6.36, or never");
		struct rule_availability *a = g_new0(struct rule_availability, 1);
		a->arch = g_intern_string(from->arch);
		a->since = never ? NULL : g_intern_string(from->since);
		g_ptr_array_add(b->rule->availability, a);
	}
	return true;
}

static struct rule_fix *fix_new(const struct file_fix *from)
{
	struct rule_fix *fix = g_new0(struct rule_fix, 1);
	fix->undo = g_strdup(from->undo);
	fix->failed = g_strdup(from->failed);
	fix->succeeded = g_strdup(from->succeeded);
	fix->variable = g_strdup(from->variable);
	fix->helper = g_strdup(from->helper);
	fix->type = g_strdup(from->type);
	fix->parameters = g_strdup(from->parameters);
	fix->headers = g_ptr_array_new_with_free_func(g_free);
	return fix;
}

static void fix_free(struct rule_fix *fix)
{
	if (!fix)
		return;
	char *const texts[] = {fix->undo,   fix->failed, fix->succeeded, fix->variable,
			       fix->helper, fix->type,   fix->parameters};
	for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(texts[i]);
	g_ptr_array_unref(fix->headers);
	g_free(fix);
}

/* How many parameters a list has, by its commas: none of them is a function pointer. */
static unsigned count_parameters(const char *list)
{
	unsigned n = 1;
	for (const char *p = list; *p; p++)
		n += *p == ',';
	return n;
}

static bool build_fix(struct build *b, const struct rule_file *file)
{
	const struct file_fix *from = file->fix;
	if (!from)
		return true;
	b->rule->fix = fix_new(from);
	if (!check_identifier(b, from->helper, "fix/helper") || !check_identifier(b, from->variable, "fix/variable"))
		return false;
	if (count_parameters(from->parameters) != b->rule->call.arity)
		return yaml_doc_expected(b->doc, b->error, "fix/parameters", "the %u parameters of %s",
					 b->rule->call.arity, b->rule->call.name);
	for (unsigned i = 0; i < from->headers_count; i++) {
		g_autofree char *where = g_strdup_printf("fix/headers/%u/name", i);
		if (!check_identifier(b, from->headers[i].name, where))
			return false;
		struct rule_header *h = g_new0(struct rule_header, 1);
		*h = (struct rule_header){g_intern_string(from->headers[i].name),
					  g_intern_string(from->headers[i].header)};
		g_ptr_array_add(b->rule->fix->headers, h);
	}
	return true;
}

static struct rule *rule_new(const struct rule_file *file, const char *path)
{
	struct rule *rule = g_new0(struct rule, 1);
	rule->id = g_intern_string(file->id);
	rule->title = g_strdup(file->title);
	rule->manual = g_strdup(file->manual);
	rule->explanation = g_strdup(file->explanation);
	rule->raw = g_ptr_array_new_with_free_func(g_free);
	rule->failure = file->failure;
	rule->errnos = g_ptr_array_new_with_free_func(g_free);
	rule->also = g_ptr_array_new_with_free_func(g_free);
	rule->fallbacks = g_ptr_array_new_with_free_func(g_free);
	rule->flags_argument = or_none(file->flags_argument);
	rule->flags = g_ptr_array_new_with_free_func((GDestroyNotify)flag_free);
	rule->descriptor_argument = or_none(file->descriptor_argument);
	rule->severity = (enum severity)file->severity;
	rule->tables = g_ptr_array_new();
	rule->multiplexers = g_ptr_array_new();
	rule->lookups = g_ptr_array_new();
	rule->availability = g_ptr_array_new_with_free_func(g_free);
	rule->path = g_strdup(path);
	return rule;
}

void rule_free(struct rule *rule)
{
	if (!rule)
		return;
	GPtrArray *const lists[] = {rule->raw,    rule->errnos,       rule->also,    rule->fallbacks,   rule->flags,
				    rule->tables, rule->multiplexers, rule->lookups, rule->availability};
	for (unsigned i = 0; i < G_N_ELEMENTS(lists); i++)
		g_ptr_array_unref(lists[i]);
	fix_free(rule->fix);
	g_free(rule->title);
	g_free(rule->manual);
	g_free(rule->explanation);
	g_free(rule->path);
	g_free(rule->digest);
	g_free(rule);
}

struct rule *rule_build(const struct rule_file *file, const struct yaml_doc *doc, const char *path, GError **error)
{
	auto_ptr(rule) rule = rule_new(file, path);
	struct build b = {doc, rule, error};
	bool ok = check_id(&b, file->id, path) && check_manual(&b, file->manual) &&
		  build_call(&b, &file->call, "call", &rule->call) && build_raw(&b, file) &&
		  build_errnos(&b, file->errnos, file->errnos_count, "errnos", rule->errnos) &&
		  build_errnos(&b, file->also, file->also_count, "also", rule->also) && build_fallbacks(&b, file) &&
		  build_flags(&b, file) && check_descriptor(&b, file) &&
		  build_names(&b, file->tables, file->tables_count, "tables", rule->tables) &&
		  build_names(&b, file->multiplexers, file->multiplexers_count, "multiplexers", rule->multiplexers) &&
		  build_names(&b, file->lookups, file->lookups_count, "lookups", rule->lookups) &&
		  build_availability(&b, file) && build_fix(&b, file);
	return ok ? g_steal_pointer(&rule) : NULL;
}
