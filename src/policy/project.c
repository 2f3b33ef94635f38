/* The format of .sysfall.yaml as libcyaml's schema, and making sense of its values. Keys are called like the options
 * that they stand for. */
#include "policy/project.h"

#include <string.h>

#include "policy/finding.h"
#include "rules/rule.h"
#include "rules/yaml_doc.h"

/* As it is written in the file. */
struct file_target {
	char *kernel, *arch, *libc;
	bool sandbox;
};

struct file_suppression {
	char *path, *function, *rule, *reason;
};

struct file_project {
	struct file_target *target;
	char **rules, **errnos, **exclude;
	unsigned rules_count, errnos_count, exclude_count;
	int fail_on; /* 0: not given */
	char *build_dir, *baseline;
	struct file_suppression *suppress;
	unsigned suppress_count;
};

#define TEXT(key, type, member, extra)                                                                                 \
	CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (extra), type, member, 1, CYAML_UNLIMITED)
#define TEXTS(key, type, member)                                                                                       \
	CYAML_FIELD_SEQUENCE(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, type, member, &text_entry, 0,              \
			     CYAML_UNLIMITED)

static const struct cyaml_schema_value text_entry = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, CYAML_UNLIMITED),
};

static const struct cyaml_schema_field target_fields[] = {
	TEXT("kernel", struct file_target, kernel, CYAML_FLAG_OPTIONAL),
	TEXT("arch", struct file_target, arch, CYAML_FLAG_OPTIONAL),
	TEXT("libc", struct file_target, libc, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_BOOL("sandbox", CYAML_FLAG_OPTIONAL, struct file_target, sandbox),
	CYAML_FIELD_END,
};

static const struct cyaml_schema_field suppression_fields[] = {
	TEXT("path", struct file_suppression, path, CYAML_FLAG_OPTIONAL),
	TEXT("function", struct file_suppression, function, CYAML_FLAG_OPTIONAL),
	TEXT("rule", struct file_suppression, rule, CYAML_FLAG_OPTIONAL),
	TEXT("reason", struct file_suppression, reason, CYAML_FLAG_DEFAULT),
	CYAML_FIELD_END,
};

static const struct cyaml_schema_value suppression_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct file_suppression, suppression_fields),
};

static const struct cyaml_strval fail_on_words[] = {
	{"error", SEVERITY_ERROR},
	{"warning", SEVERITY_WARNING},
	{"note", SEVERITY_NOTE},
	{"never", SEVERITY_COUNT},
};

static const struct cyaml_schema_field project_fields[] = {
	CYAML_FIELD_MAPPING_PTR("target", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_project, target,
				target_fields),
	TEXTS("rules", struct file_project, rules),
	TEXTS("errnos", struct file_project, errnos),
	TEXTS("exclude", struct file_project, exclude),
	CYAML_FIELD_ENUM("fail-on", CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, struct file_project, fail_on,
			 fail_on_words, CYAML_ARRAY_LEN(fail_on_words)),
	TEXT("build-dir", struct file_project, build_dir, CYAML_FLAG_OPTIONAL),
	TEXT("baseline", struct file_project, baseline, CYAML_FLAG_OPTIONAL),
	CYAML_FIELD_SEQUENCE("suppress", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct file_project, suppress,
			     &suppression_entry, 0, CYAML_UNLIMITED),
	CYAML_FIELD_END,
};

static const struct cyaml_schema_value project_schema = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct file_project, project_fields),
};

/* Life. */

static void suppression_free(gpointer data)
{
	struct project_suppression *s = data;

	g_free(s->path);
	g_free(s->function);
	g_free(s->rule);
	g_free(s->reason);
	g_free(s);
}

static struct project *project_new(const char *path)
{
	struct project *project = g_new0(struct project, 1);

	project->path = g_strdup(path);
	project->rules = g_ptr_array_new_with_free_func(g_free);
	project->errnos = g_ptr_array_new_with_free_func(g_free);
	project->excludes = g_ptr_array_new_with_free_func(g_free);
	project->suppressions = g_ptr_array_new_with_free_func(suppression_free);
	return project;
}

void project_free(struct project *project)
{
	if (!project)
		return;
	g_free(project->path);
	g_free(project->place);
	g_free(project->kernel);
	g_free(project->arch);
	g_free(project->libc);
	g_free(project->build_dir);
	g_free(project->baseline);
	g_ptr_array_unref(project->rules);
	g_ptr_array_unref(project->errnos);
	g_ptr_array_unref(project->excludes);
	g_ptr_array_unref(project->suppressions);
	g_free(project);
}

/* Reading. */

static bool check_target(const struct file_target *target, const struct yaml_doc *doc, GError **error)
{
	unsigned release[3];

	return !target || !target->kernel || kernel_release_parse(target->kernel, release) ||
	       yaml_doc_expected(doc, error, "target/kernel", "a kernel release such as 2.6.35, and '%s' is none",
				 target->kernel);
}

static bool check_errnos(const struct file_project *file, const struct yaml_doc *doc, GError **error)
{
	int number;

	for (unsigned i = 0; i < file->errnos_count; i++) {
		g_autofree char *where = g_strdup_printf("errnos/%u", i);

		if (!errno_number(file->errnos[i], &number))
			return yaml_doc_expected(doc, error, where, "an error's name such as ENOSYS, and '%s' is none",
						 file->errnos[i]);
	}
	return true;
}

static bool check_suppressions(const struct file_project *file, const struct yaml_doc *doc, GError **error)
{
	for (unsigned i = 0; i < file->suppress_count; i++) {
		const struct file_suppression *s = &file->suppress[i];
		g_autofree char *where = g_strdup_printf("suppress/%u", i);

		if (!s->path && !s->function && !s->rule)
			return yaml_doc_expected(doc, error, where, "one of path, function and rule beside the reason");
	}
	return true;
}

static void take_texts(char *const *from, unsigned count, GPtrArray *to)
{
	for (unsigned i = 0; i < count; i++)
		g_ptr_array_add(to, g_strdup(from[i]));
}

static void take_suppressions(const struct file_project *file, const struct yaml_doc *doc, GPtrArray *to)
{
	for (unsigned i = 0; i < file->suppress_count; i++) {
		const struct file_suppression *from = &file->suppress[i];
		struct project_suppression *s = g_new0(struct project_suppression, 1);
		g_autofree char *where = g_strdup_printf("suppress/%u", i);

		*s = (struct project_suppression){g_strdup(from->path), g_strdup(from->function), g_strdup(from->rule),
						  g_strdup(from->reason), yaml_doc_line(doc, where)};
		g_ptr_array_add(to, s);
	}
}

static struct project *build(const char *path, const struct file_project *file, const struct yaml_doc *doc,
			     GError **error)
{
	if (!check_target(file->target, doc, error) || !check_errnos(file, doc, error) ||
	    !check_suppressions(file, doc, error))
		return NULL;
	struct project *project = project_new(path);

	if (file->target) {
		project->kernel = g_strdup(file->target->kernel);
		project->arch = g_strdup(file->target->arch);
		project->libc = g_strdup(file->target->libc);
		project->sandbox = file->target->sandbox;
	}
	take_texts(file->rules, file->rules_count, project->rules);
	take_texts(file->errnos, file->errnos_count, project->errnos);
	take_texts(file->exclude, file->exclude_count, project->excludes);
	project->has_fail_on = file->fail_on != SEVERITY_NONE;
	project->fail_on = (enum severity)file->fail_on;
	project->build_dir = g_strdup(file->build_dir);
	project->baseline = g_strdup(file->baseline);
	take_suppressions(file, doc, project->suppressions);
	return project;
}

/* Nothing but comments and blank lines: no settings, which is fine. */
static bool is_blank(const char *bytes, size_t length)
{
	bool comment = false;

	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '\n')
			comment = false;
		else if (bytes[i] == '#')
			comment = true;
		else if (!comment && !g_ascii_isspace(bytes[i]))
			return false;
	}
	return true;
}

struct project *project_parse(const char *path, const char *bytes, size_t length, GError **error)
{
	if (is_blank(bytes, length))
		return project_new(path);
	auto_ptr(yaml_doc) doc = yaml_doc_parse(path, "settings file", bytes, length, error);

	if (!doc || !yaml_doc_check(doc, &project_schema, error))
		return NULL;
	const struct cyaml_config config = {
		.log_level = CYAML_LOG_ERROR, .mem_fn = cyaml_mem, .flags = CYAML_CFG_DEFAULT};
	struct file_project *file = NULL;
	cyaml_err_t failed =
		cyaml_load_data((const uint8_t *)bytes, length, &config, &project_schema, (cyaml_data_t **)&file, NULL);

	if (failed != CYAML_OK || !file) {
		yaml_doc_expected(doc, error, "", "settings: %s", cyaml_strerror(failed));
		return NULL;
	}
	struct project *project = build(path, file, doc, error);

	(void)cyaml_free(&config, &project_schema, file, 0);
	return project;
}

struct project *project_load(const char *path, GError **error)
{
	g_autofree char *bytes = NULL;
	gsize length = 0;

	return g_file_get_contents(path, &bytes, &length, error) ? project_parse(path, bytes, length, error) : NULL;
}

/* Applying. */

static bool fits(const char *glob, const char *text)
{
	return !glob || g_pattern_match_simple(glob, text ? text : "");
}

static bool suppression_fits(const struct project *project, const struct project_suppression *s,
			     const struct site *site)
{
	bool outside = g_path_is_absolute(site->where.path);
	g_autofree char *path = g_strconcat(project->place && !outside ? project->place : "", site->where.path, NULL);

	return fits(s->path, path) && fits(s->function, site->function);
}

/* A rule stands for all that it finds; a finding's name, which begins as in the output, for that. */
static unsigned suppressed_set(const struct project_suppression *s, const struct site *site)
{
	char *names[] = {s->rule, NULL};

	if (s->rule && g_str_has_prefix(s->rule, "sysfall-"))
		return finding_covered(site, names);
	return fits(s->rule, site->rule) ? finding_set(site) : 0;
}

void project_suppress(struct run *run, const struct project *project, bool tell)
{
	for (guint i = 0; i < project->suppressions->len; i++) {
		const struct project_suppression *s = g_ptr_array_index(project->suppressions, i);
		bool used = false;

		for (guint k = 0; k < run->sites->len; k++) {
			struct site *site = g_ptr_array_index(run->sites, k);

			unsigned set = suppression_fits(project, s, site) ? suppressed_set(s, site) : 0;

			finding_suppress(site, set, "config", s->reason);
			used = used || set;
		}
		if (!used && tell)
			g_ptr_array_add(run->problems, problem_new(PROJECT_FILE, s->line, "unused-suppression", false,
								   "this suppression fits no finding: remove it"));
	}
}
