/* The format of a rule's file: libcyaml's schema, as tables. rules/README.md says the same in words. A new key is a
 * member of the struct in rule_file.h and a line here. */
#include "rules/rule_file.h"

#include <stddef.h>

#include "rules/rule.h"

#define REQUIRED CYAML_FLAG_DEFAULT
#define OPTIONAL CYAML_FLAG_OPTIONAL

#define TEXT(key, flags, type, member)                                                                                 \
	CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (flags), type, member, 1, CYAML_UNLIMITED)
#define TEXTS(key, flags, type, member, min)                                                                           \
	CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | (flags), type, member, &text_entry, min, CYAML_UNLIMITED)
#define MAPPINGS(key, flags, type, member, entry, min)                                                                 \
	CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | (flags), type, member, entry, min, CYAML_UNLIMITED)

static const struct cyaml_schema_value text_entry = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, CYAML_UNLIMITED),
};

static const struct cyaml_schema_field call_fields[] = {
	TEXT("name", REQUIRED, struct file_call, name),
	CYAML_FIELD_BOOL("raw", OPTIONAL, struct file_call, raw),
	CYAML_FIELD_INT("arguments", REQUIRED, struct file_call, arguments),
	CYAML_FIELD_END,
};

static const struct cyaml_schema_value call_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_call, call_fields),
};

static const struct cyaml_schema_field restore_fields[] = {
	TEXT("call", REQUIRED, struct file_restore, call),
	CYAML_FIELD_INT("descriptor_argument", REQUIRED, struct file_restore, descriptor_argument),
	CYAML_FIELD_INT_PTR("command_argument", OPTIONAL, struct file_restore, command_argument),
	CYAML_FIELD_INT_PTR("command", OPTIONAL, struct file_restore, command),
	CYAML_FIELD_INT_PTR("value_argument", OPTIONAL, struct file_restore, value_argument),
	CYAML_FIELD_INT_PTR("mask", OPTIONAL, struct file_restore, mask),
	CYAML_FIELD_BOOL("value_by_pointer", OPTIONAL, struct file_restore, value_by_pointer),
	CYAML_FIELD_BOOL("clears", OPTIONAL, struct file_restore, clears),
	CYAML_FIELD_BOOL("reads", OPTIONAL, struct file_restore, reads),
	CYAML_FIELD_END,
};

static const struct cyaml_schema_value restore_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_restore, restore_fields),
};

static const struct cyaml_schema_field flag_fields[] = {
	TEXT("name", REQUIRED, struct file_flag, name),
	CYAML_FIELD_INT("value", REQUIRED, struct file_flag, value),
	MAPPINGS("restored_by", REQUIRED, struct file_flag, restored_by, &restore_entry, 1),
	TEXT("restore", OPTIONAL, struct file_flag, restore),
	CYAML_FIELD_END,
};

static const struct cyaml_schema_value flag_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_flag, flag_fields),
};

static const struct cyaml_schema_field availability_fields[] = {
	TEXT("arch", REQUIRED, struct file_availability, arch),
	TEXT("since", REQUIRED, struct file_availability, since),
	CYAML_FIELD_END,
};

static const struct cyaml_schema_value availability_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_availability, availability_fields),
};

static const struct cyaml_schema_field header_fields[] = {
	TEXT("name", REQUIRED, struct file_header, name),
	TEXT("header", REQUIRED, struct file_header, header),
	CYAML_FIELD_END,
};

static const struct cyaml_schema_value header_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_header, header_fields),
};

static const struct cyaml_schema_field fix_fields[] = {
	TEXT("undo", REQUIRED, struct file_fix, undo),
	TEXT("failed", REQUIRED, struct file_fix, failed),
	TEXT("succeeded", REQUIRED, struct file_fix, succeeded),
	TEXT("variable", REQUIRED, struct file_fix, variable),
	TEXT("helper", REQUIRED, struct file_fix, helper),
	TEXT("type", REQUIRED, struct file_fix, type),
	TEXT("parameters", REQUIRED, struct file_fix, parameters),
	MAPPINGS("headers", REQUIRED, struct file_fix, headers, &header_entry, 0),
	CYAML_FIELD_END,
};

static const struct cyaml_strval severities[] = {
	{"error", SEVERITY_ERROR},
	{"warning", SEVERITY_WARNING},
	{"note", SEVERITY_NOTE},
};

static const struct cyaml_schema_field rule_fields[] = {
	TEXT("id", REQUIRED, struct rule_file, id),
	TEXT("title", REQUIRED, struct rule_file, title),
	CYAML_FIELD_ENUM("severity", CYAML_FLAG_STRICT, struct rule_file, severity, severities,
			 CYAML_ARRAY_LEN(severities)),
	CYAML_FIELD_MAPPING("call", REQUIRED, struct rule_file, call, call_fields),
	TEXTS("raw", OPTIONAL, struct rule_file, raw, 0),
	CYAML_FIELD_INT("failure", REQUIRED, struct rule_file, failure),
	TEXTS("errnos", REQUIRED, struct rule_file, errnos, 1),
	TEXTS("also", OPTIONAL, struct rule_file, also, 0),
	MAPPINGS("fallbacks", REQUIRED, struct rule_file, fallbacks, &call_entry, 1),
	CYAML_FIELD_INT_PTR("descriptor_argument", OPTIONAL, struct rule_file, descriptor_argument),
	CYAML_FIELD_INT_PTR("flags_argument", OPTIONAL, struct rule_file, flags_argument),
	MAPPINGS("flags", OPTIONAL, struct rule_file, flags, &flag_entry, 0),
	TEXTS("tables", OPTIONAL, struct rule_file, tables, 0),
	TEXTS("multiplexers", OPTIONAL, struct rule_file, multiplexers, 0),
	TEXTS("lookups", OPTIONAL, struct rule_file, lookups, 0),
	MAPPINGS("availability", OPTIONAL, struct rule_file, availability, &availability_entry, 0),
	CYAML_FIELD_MAPPING_PTR("fix", OPTIONAL, struct rule_file, fix, fix_fields),
	TEXT("manual", OPTIONAL, struct rule_file, manual),
	TEXT("explanation", REQUIRED, struct rule_file, explanation),
	CYAML_FIELD_END,
};

const struct cyaml_schema_value rule_file_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct rule_file, rule_fields),
};
