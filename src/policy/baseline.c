/* The file: a first line that says what it is, then six columns with tabs between them:
 *
 *     # sysfall baseline 1
 *     4f0c…  accept4  accept4  src/server.c  serve  ENOSYS=unhandled,EPERM=unhandled,ENOTSUP=unhandled
 *
 * No line numbers and no dates, so that it only changes when findings do. Tabs, ends of lines and backslashes in names
 * are written as in C. */
#include "policy/baseline.h"

#include <string.h>

#include "policy/compare.h"
#include "policy/finding.h"
#include "policy/policy.h"

#define MAGIC   "# sysfall baseline "
#define VERSION "1"

enum column { COLUMN_ID, COLUMN_RULE, COLUMN_CALL, COLUMN_PATH, COLUMN_FUNCTION, COLUMN_STATES, COLUMN_COUNT };

GQuark baseline_error_quark(void)
{
	return g_quark_from_static_string("sysfall-baseline-error");
}

void baseline_free(struct baseline *baseline)
{
	if (!baseline)
		return;
	g_free(baseline->path);
	g_ptr_array_unref(baseline->entries);
	g_array_unref(baseline->lines);
	g_free(baseline);
}

/* Writing. */

static bool is_wanted(const struct site *site)
{
	return finding_is_any(site) && (!site->suppressed_by || strcmp(site->suppressed_by, "baseline") == 0);
}

static int entry_compare(gconstpointer left, gconstpointer right)
{
	const struct known *a = *(struct known *const *)left, *b = *(struct known *const *)right;
	int order = strcmp(a->path, b->path);

	if (order == 0)
		order = strcmp(a->function, b->function);
	return order ? order : strcmp(a->id, b->id);
}

static char *escaped(const char *text)
{
	char high[129];

	for (int i = 0; i < 128; i++)
		high[i] = (char)(128 + i);
	high[128] = '\0';
	return g_strescape(text, high);
}

static void append_entry(GString *out, const struct known *known)
{
	const char *const names[] = {known->id, known->rule, known->call, known->path, known->function};

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *name = escaped(names[i]);

		g_string_append_printf(out, "%s\t", name);
	}
	for (guint i = 0; i < known->states->len; i++) {
		const struct known_state *s = &g_array_index(known->states, struct known_state, i);

		g_string_append_printf(out, "%s%s=%s", i ? "," : "", s->name, s->word);
	}
	g_string_append_c(out, '\n');
}

char *baseline_text(const struct run *run)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)known_free);
	GString *out = g_string_new(MAGIC VERSION "\n# Findings that are known, made by `sysfall baseline`. Lines may "
						  "be taken out; those that are no longer needed are reported.\n");

	for (guint i = 0; i < run->sites->len; i++) {
		if (is_wanted(g_ptr_array_index(run->sites, i)))
			g_ptr_array_add(all, known_new(g_ptr_array_index(run->sites, i)));
	}
	g_ptr_array_sort(all, entry_compare);
	for (guint i = 0; i < all->len; i++)
		append_entry(out, g_ptr_array_index(all, i));
	return g_string_free(out, FALSE);
}

/* Reading. */

static bool bad_line(const char *path, guint line, GError **error, const char *expected)
{
	g_set_error(error, BASELINE_ERROR, BASELINE_ERROR_SYNTAX,
		    "%s:%u: expected %s; make it anew with "
		    "`sysfall baseline`",
		    path, line, expected);
	return false;
}

static bool check_magic(const char *path, const char *line, GError **error)
{
	if (!line || !g_str_has_prefix(line, MAGIC))
		return bad_line(path, 1, error, "a baseline, which begins with \"" MAGIC VERSION "\"");
	if (strcmp(line + strlen(MAGIC), VERSION) == 0)
		return true;
	g_set_error(error, BASELINE_ERROR, BASELINE_ERROR_VERSION,
		    "%s: this baseline has the version '%s', and this program knows " VERSION, path,
		    line + strlen(MAGIC));
	return false;
}

static bool parse_states(struct known *known, const char *text)
{
	g_auto(GStrv) states = g_strsplit(text, ",", -1);

	for (char **state = states; *state; state++) {
		char *equals = strchr(*state, '=');

		if (!equals || equals == *state)
			return false;
		*equals = '\0';
		if (!known_add_state(known, *state, equals + 1))
			return false;
	}
	return known->states->len > 0;
}

static const char *interned(const char *escaped_text)
{
	g_autofree char *text = g_strcompress(escaped_text);

	return g_intern_string(text);
}

static bool parse_entry(struct baseline *baseline, const char *line, guint number, GError **error)
{
	g_auto(GStrv) cells = g_strsplit(line, "\t", -1);
	auto_ptr(known) known = known_new(NULL);

	if (g_strv_length(cells) != COLUMN_COUNT)
		return bad_line(baseline->path, number, error, "six columns with tabs between them");
	known->id = g_strcompress(cells[COLUMN_ID]);
	known->rule = interned(cells[COLUMN_RULE]);
	known->call = interned(cells[COLUMN_CALL]);
	known->path = interned(cells[COLUMN_PATH]);
	known->function = interned(cells[COLUMN_FUNCTION]);
	if (!parse_states(known, cells[COLUMN_STATES]))
		return bad_line(baseline->path, number, error, "verdicts such as ENOSYS=unhandled in the last column");
	g_ptr_array_add(baseline->entries, g_steal_pointer(&known));
	g_array_append_val(baseline->lines, number);
	return true;
}

struct baseline *baseline_parse(const char *path, const char *text, size_t length, GError **error)
{
	auto_ptr(baseline) baseline = g_new0(struct baseline, 1);
	g_autofree char *copy = g_strndup(text, length);
	g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);

	baseline->path = g_strdup(path);
	baseline->entries = g_ptr_array_new_with_free_func((GDestroyNotify)known_free);
	baseline->lines = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; lines[i]; i++)
		lines[i][strcspn(lines[i], "\r")] = '\0';
	if (!check_magic(path, lines[0], error))
		return NULL;
	for (guint i = 1; lines[i]; i++) {
		if (*lines[i] && *lines[i] != '#' && !parse_entry(baseline, lines[i], i + 1, error))
			return NULL;
	}
	return g_steal_pointer(&baseline);
}

struct baseline *baseline_load(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	gsize length = 0;

	return g_file_get_contents(path, &text, &length, error) ? baseline_parse(path, text, length, error) : NULL;
}

/* Applying. */

static bool is_gone(const char *path, void *data)
{
	const struct policy *policy = data;
	g_autoptr(GBytes) bytes = policy->read(path, policy->data);

	return !bytes;
}

static bool is_word_byte(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

static bool has_word(const char *text, size_t length, const char *word)
{
	size_t n = strlen(word);
	const char *end = text + length;

	for (const char *p = text; (p = memmem(p, (size_t)(end - p), word, n)); p++) {
		if ((p == text || !is_word_byte(p[-1])) && (p + n == end || !is_word_byte(p[n])))
			return true;
	}
	return false;
}

/* Of "A::b" only the last name stands in the file for sure. */
static bool lacks_word(const char *path, const char *word, void *data)
{
	const struct policy *policy = data;
	g_autoptr(GBytes) bytes = policy->read(path, policy->data);
	gsize length = 0;
	const char *text = bytes ? g_bytes_get_data(bytes, &length) : NULL;
	const char *colon = strrchr(word, ':');

	return text && !has_word(text, length, colon ? colon + 1 : word);
}

static void tell_useless(struct run *run, const struct baseline *baseline, const struct known *entry)
{
	guint index = 0;

	if (!g_ptr_array_find(baseline->entries, entry, &index))
		return;
	g_autofree char *text =
		g_strdup_printf("the baseline's finding in %s%s%s no longer exists: `sysfall baseline` renews the file",
				entry->path, *entry->function ? ", " : "", entry->function);

	g_ptr_array_add(run->problems, problem_new(baseline->path, g_array_index(baseline->lines, guint, index),
						   "unused-baseline", false, text));
}

void baseline_apply(struct run *run, const struct baseline *baseline, const struct policy *policy)
{
	struct compare_files files = {is_gone, lacks_word, (void *)(gpointer)policy};
	g_autoptr(GPtrArray) now = known_of_run(run);
	g_autoptr(GPtrArray) changes = compare_known(baseline->entries, now, &files);

	for (guint i = 0; i < changes->len; i++) {
		const struct change *c = g_ptr_array_index(changes, i);

		if (c->before && c->now && !c->worse && known_is_finding(c->now))
			finding_suppress(c->now->site, FINDING_ALL, "baseline", NULL);
		else if (c->kind == CHANGE_FIXED && !policy->partial)
			tell_useless(run, baseline, c->before);
	}
}
