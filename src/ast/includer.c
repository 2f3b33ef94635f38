/* The translation unit that shows a fragment: the smallest file of the tree that includes it, or, where only headers
 * do, the smallest that includes one of those. Looked for only when a fragment needs it: every file's bytes are
 * searched for the fragment's name. The include line may stand under conditions of its own, which have to hold too. */
#include "ast/ladder.h"

#include <string.h>

#include "source/flatten.h"
#include "source/walk.h"

#define LEVELS_MAX 4

bool includer_is_fragment(const char *path)
{
	static const char *const suffixes[] = {".inc", ".inl", ".ipp",   ".tcc",   ".tpp",   ".txx",
					       ".c.h", ".def", "-inl.h", "_inl.h", ".c.inc", ".inc.c"};

	for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(path, suffixes[i]))
			return true;
	return false;
}

static bool is_unit(const char *path)
{
	const char *suffix = strrchr(path, '.');

	return suffix && (strcmp(suffix, ".c") == 0 || (source_is_cxx(path) && strchr("cC", suffix[1])));
}

/* "sub/x.inc", "../x.inc": whether such an #include in `includer` may mean the file (both relative to the root). */
static bool may_mean(const char *name, const char *includer, const char *path)
{
	g_autofree char *folder = g_path_get_dirname(includer);
	g_autofree char *joined = g_build_filename("/", folder, name, NULL);
	g_autofree char *beside = g_canonicalize_filename(joined, "/");
	size_t n = strlen(path), m;

	if (strcmp(beside + 1, path) == 0)
		return true;
	while (g_str_has_prefix(name, "../") || g_str_has_prefix(name, "./"))
		name += name[1] == '.' ? 3 : 2;
	m = strlen(name);
	return n >= m && strcmp(path + n - m, name) == 0 && (n == m || path[n - m - 1] == '/');
}

static bool includes(const struct ast_tree *tree, const char *includer, const char *path, const char *base,
		     size_t *out_size)
{
	g_autofree char *absolute = g_build_filename(tree->root, includer, NULL);
	g_autoptr(GMappedFile) file = g_mapped_file_new(absolute, FALSE, NULL);
	gsize length = file ? g_mapped_file_get_length(file) : 0;
	bool found = false;

	if (!length || !memmem(g_mapped_file_get_contents(file), length, base, strlen(base)))
		return false;
	auto_ptr(source_needles) none = source_needles_new(NULL);
	auto_ptr(source_text) text = source_text_lex(includer, g_mapped_file_get_contents(file), length, none);

	for (guint i = 0; i < text->includes->len && !found; i++)
		found = may_mean(g_array_index(text->includes, struct lex_include, i).name, includer, path);
	*out_size = length;
	return found;
}

/* The smallest file that includes the path; one that is a translation unit by itself is preferred. */
static const char *smallest(const struct ast_tree *tree, const char *path)
{
	g_autofree char *base = g_path_get_basename(path);
	const char *best = NULL;
	size_t best_size = 0;
	GHashTableIter it;
	gpointer list;

	g_hash_table_iter_init(&it, tree->by_basename);
	while (g_hash_table_iter_next(&it, NULL, &list)) {
		for (guint i = 0; i < ((GPtrArray *)list)->len; i++) {
			const char *other = ((GPtrArray *)list)->pdata[i];
			size_t size;

			if (other == path || (best && is_unit(best) && !is_unit(other)) ||
			    !includes(tree, other, path, base, &size))
				continue;
			if (best && is_unit(best) == is_unit(other) &&
			    (size > best_size || (size == best_size && strcmp(other, best) > 0)))
				continue;
			best = other;
			best_size = size;
		}
	}
	return best;
}

const char *includer_find(const struct ast_tree *tree, const char *path)
{
	const char *unit = path;

	for (unsigned level = 0; tree && tree->by_basename && level < LEVELS_MAX; level++) {
		unit = smallest(tree, unit);
		if (!unit || is_unit(unit))
			return unit;
	}
	return NULL;
}

static int include_arm(const struct source_text *text, const char *includer, const char *path)
{
	for (guint i = 0; i < text->includes->len; i++) {
		const struct lex_include *in = &g_array_index(text->includes, struct lex_include, i);

		if (may_mean(in->name, includer, path))
			return in->arm;
	}
	return -1;
}

static char *find_header(const char *name, bool angled, const char *includer, void *data)
{
	return includes_certain(data, name, angled, includer);
}

struct config *includer_config(const struct ast_request *includer, const char *path)
{
	int arm = include_arm(includer->text, includer->path, path);
	struct header_search search = {find_header, (void *)includer, includes_shared(includer)->headers};
	g_autofree char *guard = NULL;
	struct config *config = NULL;

	if (arm < 0)
		return NULL;
	auto_ptr(flattened) flat = flattened_new(includer->text, includer->absolute, &arm, 1, &search);

	if (conditions_solve(flat ? flat->text : includer->text, flat ? flat->arms[arm] : arm, &config, &guard) ==
	    ARM_SOLVED)
		return config;
	config_free(config);
	return NULL;
}
