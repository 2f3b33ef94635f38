/* Walks libyaml's nodes along libcyaml's schema tables: one description of the format, two readers of it. Only what the
 * rules' schema uses is known here (strings, integers, booleans, enums, mappings, sequences). */
#include "rules/yaml_doc.h"

#include <errno.h>
#include <string.h>
#include <yaml.h>

#include "rules/rule.h"

struct yaml_doc {
	char *path;
	const char *what;
	yaml_document_t document;
};

static void set_error(GError **error, const char *path, size_t line, size_t column, const char *text)
{
	g_set_error(error, RULES_ERROR, RULES_ERROR_SYNTAX, "%s:%zu:%zu: %s", path, line + 1, column + 1, text);
}

/* libyaml's own message; a reader's error (bytes that are no text) has only an offset. */
static void set_parser_error(GError **error, const char *path, const yaml_parser_t *parser, const char *bytes)
{
	size_t line = parser->problem_mark.line, column = parser->problem_mark.column;
	if (parser->error == YAML_READER_ERROR) {
		line = column = 0;
		for (size_t i = 0; i < parser->problem_offset; i++) {
			column = bytes[i] == '\n' ? 0 : column + 1;
			line += bytes[i] == '\n';
		}
	}
	g_autofree char *text =
		g_strdup_printf("expected YAML: %s%s%s", parser->context ? parser->context : "",
				parser->context ? ", " : "", parser->problem ? parser->problem : "it cannot be read");
	set_error(error, path, line, column, text);
}

static bool load(struct yaml_doc *doc, yaml_parser_t *parser, const char *bytes, GError **error)
{
	if (!yaml_parser_load(parser, &doc->document)) {
		set_parser_error(error, doc->path, parser, bytes);
		return false;
	}
	if (!yaml_document_get_root_node(&doc->document)) {
		g_autofree char *text = g_strdup_printf("expected a %s, but the file is empty", doc->what);
		set_error(error, doc->path, 0, 0, text);
		return false;
	}
	yaml_document_t second;
	if (!yaml_parser_load(parser, &second)) {
		set_parser_error(error, doc->path, parser, bytes);
		return false;
	}
	const yaml_node_t *root = yaml_document_get_root_node(&second);
	if (root)
		set_error(error, doc->path, root->start_mark.line, root->start_mark.column,
			  "expected the end of the file: one file holds one document");
	bool single = root == NULL;
	yaml_document_delete(&second);
	return single;
}

struct yaml_doc *yaml_doc_parse(const char *path, const char *what, const char *bytes, size_t length, GError **error)
{
	auto_ptr(yaml_doc) doc = g_new0(struct yaml_doc, 1);
	doc->path = g_strdup(path);
	doc->what = what;
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser)) {
		set_error(error, path, 0, 0, "out of memory");
		return NULL;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
	bool ok = load(doc, &parser, bytes, error);
	yaml_parser_delete(&parser);
	return ok ? g_steal_pointer(&doc) : NULL;
}

void yaml_doc_free(struct yaml_doc *doc)
{
	if (!doc)
		return;
	yaml_document_delete(&doc->document);
	g_free(doc->path);
	g_free(doc);
}

static yaml_node_t *node(const struct yaml_doc *doc, int index)
{
	return yaml_document_get_node((yaml_document_t *)&doc->document, index);
}

static const char *scalar(const yaml_node_t *n)
{
	return n && n->type == YAML_SCALAR_NODE ? (const char *)n->data.scalar.value : NULL;
}

/* ---- the check ---- */

struct check {
	const struct yaml_doc *doc;
	GError **error;
};

static bool expected(const struct check *c, const yaml_node_t *n, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool expected(const struct check *c, const yaml_node_t *n, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *what = g_strdup_vprintf(format, args);
	va_end(args);
	g_autofree char *text = g_strdup_printf("expected %s", what);
	set_error(c->error, c->doc->path, n->start_mark.line, n->start_mark.column, text);
	return false;
}

static bool check_value(const struct check *c, const yaml_node_t *n, const struct cyaml_schema_value *schema,
			const char *name);

static bool check_string(const struct check *c, const yaml_node_t *n, const struct cyaml_schema_value *schema,
			 const char *name)
{
	const char *text = scalar(n);
	if (!text)
		return expected(c, n, "a text for '%s'", name);
	if (n->data.scalar.length != strlen(text))
		return expected(c, n, "a text without NUL characters for '%s'", name);
	if (n->data.scalar.length < schema->string.min)
		return expected(c, n, "a text that is not empty for '%s'", name);
	return true;
}

static bool check_integer(const struct check *c, const yaml_node_t *n, const struct cyaml_schema_value *schema,
			  const char *name)
{
	const char *text = scalar(n);
	char *end = NULL;
	errno = 0;
	gint64 value = text && *text && !g_ascii_isspace(*text) ? g_ascii_strtoll(text, &end, 0) : 0;
	if (!end || *end || end == text)
		return expected(c, n, "a whole number for '%s'%s%s%s", name, text ? ", not '" : "", text ? text : "",
				text ? "'" : "");
	gint64 limit = schema->data_size == 8 ? G_MAXINT64 : (G_GINT64_CONSTANT(1) << (schema->data_size * 8 - 1)) - 1;
	if (errno != 0 || value > limit || value < -limit - 1 || (schema->type == CYAML_UINT && value < 0))
		return expected(c, n, "a number that is not out of range for '%s', and %s is", name, text);
	return true;
}

static bool check_boolean(const struct check *c, const yaml_node_t *n, const char *name)
{
	const char *text = scalar(n);
	if (text && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0))
		return true;
	return expected(c, n, "true or false for '%s'", name);
}

static bool check_enum(const struct check *c, const yaml_node_t *n, const struct cyaml_schema_value *schema,
		       const char *name)
{
	const char *text = scalar(n);
	g_autoptr(GString) words = g_string_new(NULL);
	for (unsigned i = 0; i < schema->enumeration.count; i++) {
		const char *word = schema->enumeration.strings[i].str;
		if (text && strcmp(text, word) == 0)
			return true;
		g_string_append_printf(words, "%s%s", i ? ", " : "", word);
	}
	return expected(c, n, "one of %s for '%s'", words->str, name);
}

static bool check_sequence(const struct check *c, const yaml_node_t *n, const struct cyaml_schema_value *schema,
			   const char *name)
{
	if (n->type != YAML_SEQUENCE_NODE)
		return expected(c, n, "a list for '%s'", name);
	size_t count = (size_t)(n->data.sequence.items.top - n->data.sequence.items.start);
	if (count < schema->sequence.min)
		return expected(c, n, "at least %u entry for '%s'", schema->sequence.min, name);
	for (size_t i = 0; i < count; i++) {
		if (!check_value(c, node(c->doc, n->data.sequence.items.start[i]), schema->sequence.entry, name))
			return false;
	}
	return true;
}

static const struct cyaml_schema_field *find_field(const struct cyaml_schema_value *schema, const char *key)
{
	for (const struct cyaml_schema_field *field = schema->mapping.fields; field->key; field++) {
		if (key && strcmp(field->key, key) == 0)
			return field;
	}
	return NULL;
}

static bool unknown_key(const struct check *c, const yaml_node_t *key, const struct cyaml_schema_value *schema)
{
	g_autoptr(GString) keys = g_string_new(NULL);
	for (const struct cyaml_schema_field *field = schema->mapping.fields; field->key; field++)
		g_string_append_printf(keys, "%s%s", keys->len ? ", " : "", field->key);
	const char *text = scalar(key);
	return expected(c, key, "one of the keys %s, and '%s' is none", keys->str, text ? text : "this");
}

/* The value of a key; NULL when the mapping lacks it. */
static yaml_node_t *find_value(const struct yaml_doc *doc, const yaml_node_t *mapping, const char *key)
{
	for (const yaml_node_pair_t *pair = mapping->data.mapping.pairs.start; pair < mapping->data.mapping.pairs.top;
	     pair++) {
		if (g_strcmp0(scalar(node(doc, pair->key)), key) == 0)
			return node(doc, pair->value);
	}
	return NULL;
}

static bool check_mapping(const struct check *c, const yaml_node_t *n, const struct cyaml_schema_value *schema,
			  const char *name)
{
	if (n->type != YAML_MAPPING_NODE)
		return expected(c, n, "a mapping (key: value) for '%s'", name);
	for (const yaml_node_pair_t *pair = n->data.mapping.pairs.start; pair < n->data.mapping.pairs.top; pair++) {
		const yaml_node_t *key = node(c->doc, pair->key);
		const struct cyaml_schema_field *field = find_field(schema, scalar(key));
		if (!field)
			return unknown_key(c, key, schema);
		const yaml_node_t *value = node(c->doc, pair->value);
		if (find_value(c->doc, n, field->key) != value)
			return expected(c, key, "the key '%s' only once", field->key);
		if (!check_value(c, value, &field->value, field->key))
			return false;
	}
	for (const struct cyaml_schema_field *field = schema->mapping.fields; field->key; field++) {
		if (!(field->value.flags & CYAML_FLAG_OPTIONAL) && !find_value(c->doc, n, field->key))
			return expected(c, n, "the key '%s' in '%s'", field->key, name);
	}
	return true;
}

static bool check_value(const struct check *c, const yaml_node_t *n, const struct cyaml_schema_value *schema,
			const char *name)
{
	switch (schema->type) {
	case CYAML_STRING: return check_string(c, n, schema, name);
	case CYAML_INT:
	case CYAML_UINT: return check_integer(c, n, schema, name);
	case CYAML_BOOL: return check_boolean(c, n, name);
	case CYAML_ENUM: return check_enum(c, n, schema, name);
	case CYAML_SEQUENCE: return check_sequence(c, n, schema, name);
	case CYAML_MAPPING: return check_mapping(c, n, schema, name);
	default: g_assert_not_reached();
	}
}

bool yaml_doc_check(const struct yaml_doc *doc, const struct cyaml_schema_value *schema, GError **error)
{
	struct check c = {doc, error};
	return check_value(&c, node(doc, 1), schema, doc->what);
}

/* ---- places of values ---- */

static yaml_node_t *step_into(const struct yaml_doc *doc, const yaml_node_t *from, const char *step)
{
	if (from->type == YAML_MAPPING_NODE)
		return find_value(doc, from, step);
	if (from->type != YAML_SEQUENCE_NODE)
		return NULL;
	guint64 index = g_ascii_strtoull(step, NULL, 10);
	const yaml_node_item_t *items = from->data.sequence.items.start;
	return index < (guint64)(from->data.sequence.items.top - items) ? node(doc, items[index]) : NULL;
}

/* The node that the steps lead to, or the last one on the way that is there. */
static const yaml_node_t *find_node(const struct yaml_doc *doc, const char *where)
{
	g_auto(GStrv) steps = g_strsplit(where, "/", -1);
	const yaml_node_t *n = node(doc, 1);
	for (unsigned i = 0; steps[i]; i++) {
		const yaml_node_t *next = step_into(doc, n, steps[i]);
		if (!next)
			break;
		n = next;
	}
	return n;
}

bool yaml_doc_expected(const struct yaml_doc *doc, GError **error, const char *where, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *what = g_strdup_vprintf(format, args);
	va_end(args);
	struct check c = {doc, error};
	return expected(&c, find_node(doc, where), "%s", what);
}

unsigned yaml_doc_line(const struct yaml_doc *doc, const char *where)
{
	return (unsigned)find_node(doc, where)->start_mark.line + 1;
}
