/* Keys and values. The program itself is part of every key: its own executable and module, by status, so that a new
 * build forgets what the one before thought; libclang is a premise, since only who has loaded it knows where it is. */
#include "scan/memory.h"

#include <string.h>
#include <sys/stat.h>

#include "scan/lookups.h"
#include "util/paths.h"
#include "util/set.h"

#define FORMAT     "3" /* of keys and values */
#define VALUE_TYPE "(" PREMISES_TYPE "ay)"

struct memory {
	const struct scan_memo *memo;
	const struct scan_options *options;
	struct identities *ids;
	struct lookups *lookups;
	char *common; /* in every key */
};

struct memory_key {
	char *kind;
	GChecksum *sum;
};

/* --- keys ------------------------------------------------------------------------------------------------------- */

void memory_key_add_bytes(struct memory_key *key, const void *bytes, size_t length)
{
	guint64 n = length;

	g_checksum_update(key->sum, (const guchar *)&n, sizeof(n));
	if (length)
		g_checksum_update(key->sum, bytes, (gssize)length);
}

void memory_key_add(struct memory_key *key, const char *text)
{
	if (text)
		memory_key_add_bytes(key, text, strlen(text));
	else
		memory_key_add_number(key, -1);
}

void memory_key_add_number(struct memory_key *key, gint64 number)
{
	g_checksum_update(key->sum, (const guchar *)&number, sizeof(number));
}

static struct memory_key *key_begin(const char *kind)
{
	struct memory_key *key = g_new0(struct memory_key, 1);

	key->kind = g_strdup(kind);
	key->sum = g_checksum_new(G_CHECKSUM_SHA256);
	return key;
}

struct memory_key *memory_key_new(const struct memory *memory, const char *kind)
{
	struct memory_key *key = key_begin(kind);

	memory_key_add(key, memory->common);
	return key;
}

char *memory_key_end(struct memory_key *key)
{
	char *text = g_strconcat(key->kind, " ", g_checksum_get_string(key->sum), NULL);

	g_checksum_free(key->sum);
	g_free(key->kind);
	g_free(key);
	return text;
}

static void add_status(struct memory_key *key, const char *path)
{
	struct stat st;
	struct source_status status = {.size = -1};

	if (path && stat(path, &st) == 0)
		source_status_from(&st, &status);
	memory_key_add(key, path);
	memory_key_add_number(key, status.size);
	memory_key_add_number(key, status.mtime_ns);
}

static void add_errnos(struct memory_key *key, const GPtrArray *errnos)
{
	memory_key_add_number(key, errnos->len);
	for (guint i = 0; i < errnos->len; i++)
		memory_key_add(key, ((const struct rule_errno *)errnos->pdata[i])->name);
}

/* The errnos may have been narrowed down after the file was read. */
static void add_rules(struct memory_key *key, const struct rule_set *set)
{
	memory_key_add_number(key, set->rules->len);
	for (guint i = 0; i < set->rules->len; i++) {
		const struct rule *rule = set->rules->pdata[i];

		memory_key_add(key, rule->id);
		memory_key_add(key, rule->digest);
		add_errnos(key, rule->errnos);
		add_errnos(key, rule->also);
	}
}

/* What the compiler reads from the environment. */
static void add_environment(struct memory_key *key)
{
	static const char *const names[] = {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "SDKROOT", "LC_ALL"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		memory_key_add(key, g_getenv(names[i]));
}

static char *common_key(const struct scan_options *options, const char *module)
{
	struct memory_key *key = key_begin("scan");

	memory_key_add(key, FORMAT " " SYSFALL_VERSION);
	add_status(key, "/proc/self/exe");
	add_status(key, module);
	add_rules(key, options->rules);
	add_environment(key);
	memory_key_add(key, options->root);
	memory_key_add_number(key, options->timeout);
	memory_key_add_number(key, (gint64)options->memory);
	return memory_key_end(key);
}

/* --- life ------------------------------------------------------------------------------------------------------- */

struct memory *memory_new(const struct scan_options *options, GError **error)
{
	g_autofree char *module = NULL;
	struct memory *m;

	if (!options->memo)
		return NULL;
	module = paths_find_module("ast.so", error);
	if (!module)
		return NULL;
	m = g_new0(struct memory, 1);
	m->memo = options->memo;
	m->options = options;
	m->common = common_key(options, module);
	m->ids = identities_new(m->memo, options->root, options->overlay);
	return m;
}

void memory_free(struct memory *m)
{
	if (!m)
		return;
	identities_free(m->ids);
	lookups_free(m->lookups);
	g_free(m->common);
	g_free(m);
}

struct identities *memory_identities(struct memory *memory)
{
	return memory->ids;
}

void memory_set_tree(struct memory *memory, const struct ast_tree *tree)
{
	lookups_free(memory->lookups);
	memory->lookups = lookups_new(tree);
}

/* --- premises --------------------------------------------------------------------------------------------------- */

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *sorted(GHashTable *set)
{
	GPtrArray *array = g_ptr_array_new();

	list_add_keys(array, set);
	g_ptr_array_sort(array, by_text);
	return array;
}

static GVariant *words(const GPtrArray *array)
{
	return g_variant_new_strv((const char *const *)array->pdata, (gssize)array->len);
}

static bool add_reads(struct memory *m, GVariantBuilder *b, const GPtrArray *reads)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("a(say)"));
	for (guint i = 0; i < reads->len; i++) {
		const char *path = reads->pdata[i];
		const guint8 *hash = identity_of(m->ids, path, NULL);

		if (!identity_holds(m->ids, path) || !g_utf8_validate(path, -1, NULL))
			return false;
		g_variant_builder_add(
			b, "(s@ay)", path,
			g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, hash, hash ? IDENTITY_LENGTH : 0, 1));
	}
	g_variant_builder_close(b);
	return true;
}

static struct source_status stamp_of(const char *path)
{
	struct source_status status = {.size = -1};
	struct stat st;

	if (stat(path, &st) == 0)
		source_status_from(&st, &status);
	return status;
}

static void add_stamps(GVariantBuilder *b, const GPtrArray *stamps)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("a(sxx)"));
	for (guint i = 0; i < stamps->len; i++) {
		struct source_status status = stamp_of(stamps->pdata[i]);

		g_variant_builder_add(b, "(sxx)", (const char *)stamps->pdata[i], status.size, status.mtime_ns);
	}
	g_variant_builder_close(b);
}

static GPtrArray *all_folders(const struct premises *p, const GPtrArray *reads)
{
	g_autoptr(GHashTable) folders = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) own = sorted(p->folders);

	for (guint i = 0; i < own->len; i++)
		g_hash_table_add(folders, own->pdata[i]);
	for (guint i = 0; i < reads->len; i++) {
		g_autofree char *folder = g_path_get_dirname(reads->pdata[i]);

		g_hash_table_add(folders, (gpointer)g_intern_string(folder));
	}
	return sorted(folders);
}

static GPtrArray *all_names(struct memory *m, const struct premises *p, const GPtrArray *reads)
{
	g_autoptr(GHashTable) names = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) own = sorted(p->names);

	for (guint i = 0; i < own->len; i++)
		g_hash_table_add(names, own->pdata[i]);
	lookups_spelled(m->lookups, reads, names);
	return sorted(names);
}

static bool all_utf8(const GPtrArray *array)
{
	for (guint i = 0; i < array->len; i++)
		if (!g_utf8_validate(array->pdata[i], -1, NULL))
			return false;
	return true;
}

static GVariant *no_premises(void)
{
	return g_variant_new_parsed("(@a(say) [], @as [], @as [], '', @a(sxx) [])");
}

/* NULL when one of them did not stay as it was. */
static GVariant *premises_pack(struct memory *m, const struct premises *p)
{
	if (!p)
		return no_premises();
	g_autoptr(GPtrArray) reads = sorted(p->reads), stamps = sorted(p->stamps);
	g_autoptr(GPtrArray) folders = all_folders(p, reads), names = all_names(m, p, reads);
	g_autofree char *fingerprint = lookups_fingerprint(m->lookups, folders, names);
	GVariantBuilder b;

	if (!all_utf8(folders) || !all_utf8(names) || !all_utf8(stamps))
		return NULL;
	g_variant_builder_init(&b, G_VARIANT_TYPE(PREMISES_TYPE));
	if (!add_reads(m, &b, reads)) {
		g_variant_builder_clear(&b);
		return NULL;
	}
	g_variant_builder_add_value(&b, words(folders));
	g_variant_builder_add_value(&b, words(names));
	g_variant_builder_add(&b, "s", fingerprint);
	add_stamps(&b, stamps);
	return g_variant_builder_end(&b);
}

static bool reads_hold(struct memory *m, GVariantIter *reads, struct premises *out)
{
	const char *path;
	GVariant *bytes;
	bool holds = true;

	while (holds && g_variant_iter_next(reads, "(&s@ay)", &path, &bytes)) {
		gsize length;
		const guint8 *was = g_variant_get_fixed_array(bytes, &length, 1);
		const guint8 *is = identity_of(m->ids, path, NULL);

		holds = is ? length == IDENTITY_LENGTH && memcmp(was, is, length) == 0 : length == 0;
		if (out)
			g_hash_table_add(out->reads, (gpointer)g_intern_string(path));
		g_variant_unref(bytes);
	}
	return holds;
}

static bool stamps_hold(GVariantIter *stamps, struct premises *out)
{
	const char *path;
	gint64 size, mtime_ns;

	while (g_variant_iter_next(stamps, "(&sxx)", &path, &size, &mtime_ns)) {
		struct source_status status = stamp_of(path);

		if (status.size != size || status.mtime_ns != mtime_ns)
			return false;
		if (out)
			g_hash_table_add(out->stamps, (gpointer)g_intern_string(path));
	}
	return true;
}

static GPtrArray *take_words(GVariantIter *it, GHashTable *into)
{
	GPtrArray *array = g_ptr_array_new();
	const char *word;

	while (g_variant_iter_next(it, "&s", &word)) {
		const char *interned = g_intern_string(word);

		g_ptr_array_add(array, (gpointer)interned);
		if (into)
			g_hash_table_add(into, (gpointer)interned);
	}
	return array;
}

/* The cheap ones first. */
static bool premises_hold(struct memory *m, GVariant *v, struct premises *out)
{
	g_autoptr(GVariantIter) reads = NULL, folders = NULL, names = NULL, stamps = NULL;
	const char *fingerprint;

	g_variant_get(v, "(a(say)asas&sa(sxx))", &reads, &folders, &names, &fingerprint, &stamps);
	if (!stamps_hold(stamps, out) || !reads_hold(m, reads, out))
		return false;
	if (!*fingerprint)
		return true;
	g_autoptr(GPtrArray) where = take_words(folders, out ? out->folders : NULL);
	g_autoptr(GPtrArray) which = take_words(names, out ? out->names : NULL);
	g_autofree char *now = lookups_fingerprint(m->lookups, where, which);

	return strcmp(now, fingerprint) == 0;
}

/* --- values ----------------------------------------------------------------------------------------------------- */

GBytes *memory_recall(struct memory *m, const char *key, struct premises *out)
{
	g_autoptr(GBytes) bytes = m->memo->get(key, m->memo->data);
	g_autoptr(GVariant) v = NULL, premises = NULL, value = NULL;
	auto_ptr(premises) own = premises_new();

	if (!bytes)
		return NULL;
	v = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(VALUE_TYPE), bytes, FALSE));
	if (!g_variant_is_normal_form(v))
		return NULL;
	premises = g_variant_get_child_value(v, 0);
	value = g_variant_get_child_value(v, 1);
	if (!premises_hold(m, premises, own))
		return NULL;
	if (out)
		premises_add(out, own);
	return g_variant_get_data_as_bytes(value);
}

bool memory_keep(struct memory *m, const char *key, GBytes *value, const struct premises *premises)
{
	GVariant *packed = premises_pack(m, premises);

	if (!packed)
		return false;
	GVariant *inner = g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, value, TRUE);
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_new("(@" PREMISES_TYPE "@ay)", packed, inner));
	g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(v);

	m->memo->put(key, bytes, m->memo->data);
	return true;
}
