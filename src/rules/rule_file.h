/* A rule's file as libcyaml gives it: the keys as they are written, nothing made sense of yet. */
#ifndef RULES_RULE_FILE_H
#define RULES_RULE_FILE_H

#include <cyaml/cyaml.h>
#include <stdbool.h>
#include <stdint.h>

struct file_call {
	char *name;
	bool raw;
	int arguments;
};

struct file_restore {
	char *call;
	int descriptor_argument;
	int *command_argument; /* NULL: not given, here and below */
	int64_t *command;
	int *value_argument;
	int64_t *mask;
	bool value_by_pointer, clears, reads;
};

struct file_flag {
	char *name;
	int64_t value;
	struct file_restore *restored_by;
	unsigned restored_by_count;
	char *restore;
};

struct file_availability {
	char *arch;
	char *since;
};

struct file_header {
	char *name;
	char *header;
};

struct file_fix {
	char *undo, *failed, *succeeded, *variable, *helper, *type, *parameters;
	struct file_header *headers;
	unsigned headers_count;
};

struct rule_file {
	char *id, *title, *manual, *explanation;
	int severity;
	struct file_call call;
	char **raw;
	unsigned raw_count;
	int64_t failure;
	char **errnos;
	unsigned errnos_count;
	char **also;
	unsigned also_count;
	struct file_call *fallbacks;
	unsigned fallbacks_count;
	int *descriptor_argument;
	int *flags_argument;
	struct file_flag *flags;
	unsigned flags_count;
	char **tables;
	unsigned tables_count;
	char **multiplexers;
	unsigned multiplexers_count;
	char **lookups;
	unsigned lookups_count;
	struct file_availability *availability;
	unsigned availability_count;
	struct file_fix *fix;
};

extern const struct cyaml_schema_value rule_file_schema;

#endif
