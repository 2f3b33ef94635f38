/* Most changes touch nothing that a call's judgement hangs on. What the last answer hung on is kept, with the state
 * that it was about: a tree, and what was different from it. When neither what changed since then nor the change itself
 * is among it, the answer is the same, and no scan is needed. */
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/gate_internal.h"

#define RECORD_TYPE "(aya(ayayay)aayaayaay)"

/* --- the key ---------------------------------------------------------------------------------------------------- */

static void add(GChecksum *sum, const char *text)
{
	g_checksum_update(sum, (const guchar *)(text ? text : ""), text ? (gssize)strlen(text) + 1 : 1);
}

static void add_rules(GChecksum *sum, const struct rule_set *rules)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		const struct rule *rule = rules->rules->pdata[i];

		add(sum, rule->id);
		add(sum, rule->digest);
		for (guint k = 0; k < rule->errnos->len; k++)
			add(sum, ((const struct rule_errno *)rule->errnos->pdata[k])->name);
	}
}

/* The program, the rules and what narrows a scan down. */
static char *memo_key(const struct scan_options *how)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	struct stat st = {0};

	(void)!stat("/proc/self/exe", &st);
	g_autofree char *program = g_strdup_printf(SYSFALL_VERSION " %jd %jd.%ld", (intmax_t)st.st_size,
						   (intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);

	add(sum, program);
	add_rules(sum, how->rules);
	add(sum, how->root);
	add(sum, how->build_dir);
	for (char **glob = how->excludes; glob && *glob; glob++)
		add(sum, *glob);
	return g_strconcat("gate ", g_checksum_get_string(sum), NULL);
}

/* --- keeping ---------------------------------------------------------------------------------------------------- */

static GVariant *text(const char *s)
{
	return g_variant_new_bytestring(s ? s : "");
}

static void pack_names(GVariantBuilder *b, const GPtrArray *names)
{
	g_variant_builder_open(b, G_VARIANT_TYPE("aay"));
	for (guint i = 0; i < names->len; i++)
		g_variant_builder_add_value(b, text(names->pdata[i]));
	g_variant_builder_close(b);
}

static void pack_state(GVariantBuilder *b, const char *path, const char *old, const char *now)
{
	g_variant_builder_add(b, "(@ay@ay@ay)", text(path), text(old), text(now));
}

/* Every path that the change changes, with the names of both contents ("": none). */
static void each_path(const GPtrArray *changes,
		      void (*visit)(void *data, const char *path, const char *old, const char *now), void *data)
{
	for (guint i = 0; i < changes->len; i++) {
		const struct vcs_change *c = changes->pdata[i];

		if (c->path && c->old_path && strcmp(c->path, c->old_path) != 0) {
			visit(data, c->old_path, c->old_id, "");
			visit(data, c->path, "", c->id);
		} else {
			visit(data, c->path ? c->path : c->old_path, c->old_id ? c->old_id : "", c->id ? c->id : "");
		}
	}
}

static void pack_path(void *data, const char *path, const char *old, const char *now)
{
	pack_state(data, path, old, now);
}

/* An accident's answer is not one to rest on. */
static bool has_failed(const struct run *run)
{
	static const char *const accidents[] = {"timeout", "crash", "memory", "unreadable", NULL};

	for (guint i = 0; i < run->problems->len; i++)
		if (g_strv_contains(accidents, ((const struct problem *)run->problems->pdata[i])->kind))
			return true;
	return false;
}

void gate_keep(const struct gate *gate, const struct scan_options *how, const struct run *run)
{
	g_autofree char *key = memo_key(how);
	GVariantBuilder b;

	if (!how->memo || has_failed(run))
		return;
	g_variant_builder_init(&b, G_VARIANT_TYPE(RECORD_TYPE));
	g_variant_builder_add_value(&b, text(gate->vcs->trees[VCS_BASE]));
	g_variant_builder_open(&b, G_VARIANT_TYPE("a(ayayay)"));
	each_path(gate->vcs->changes, pack_path, &b);
	g_variant_builder_close(&b);
	pack_names(&b, run->reach.files);
	pack_names(&b, run->reach.mentions);
	pack_names(&b, run->reach.defines);
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_builder_end(&b));
	g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(v);

	how->memo->put(key, bytes, how->memo->data);
}

/* --- looking ---------------------------------------------------------------------------------------------------- */

enum { STATE_KEPT, STATE_BASE, STATE_NOW, STATE_COUNT };

/* A path's content in the state that is kept, in the base and now: git's names, "" for none. */
struct path_states {
	char *ids[STATE_COUNT];
};

static void states_free(gpointer data)
{
	struct path_states *s = data;

	for (guint i = 0; i < STATE_COUNT; i++)
		g_free(s->ids[i]);
	g_free(s);
}

static void set(struct path_states *s, guint first, const char *id)
{
	for (guint i = first; i < STATE_COUNT; i++) {
		g_free(s->ids[i]);
		s->ids[i] = g_strdup(id);
	}
}

/* A path that no earlier step knows has had the old content until then. */
static void go_on(GHashTable *paths, const char *path, const char *old, guint from, const char *now)
{
	struct path_states *s = g_hash_table_lookup(paths, path);

	if (!s) {
		s = g_new0(struct path_states, 1);
		set(s, STATE_KEPT, old);
		g_hash_table_insert(paths, g_strdup(path), s);
	}
	set(s, from, now);
}

static void to_base(void *data, const char *path, const char *old, const char *now)
{
	go_on(data, path, old, STATE_BASE, now);
}

static void to_now(void *data, const char *path, const char *old, const char *now)
{
	go_on(data, path, old, STATE_NOW, now);
}

static void take_names(GVariantIter *it, GPtrArray *out)
{
	const char *name;

	while (g_variant_iter_next(it, "^&ay", &name))
		g_ptr_array_add(out, (gpointer)g_intern_string(name));
}

/* The states of all paths that are not the same in all three; NULL when git does not have the kept tree any more. */
static GHashTable *compare_states(const struct gate *gate, const char *tree, GVariantIter *different)
{
	g_autoptr(GHashTable) paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, states_free);
	const char *path, *old, *now;

	while (g_variant_iter_next(different, "(^&ay^&ay^&ay)", &path, &old, &now)) {
		struct path_states *s = g_new0(struct path_states, 1);

		set(s, STATE_KEPT, old);
		g_free(s->ids[STATE_KEPT]);
		s->ids[STATE_KEPT] = g_strdup(now);
		g_hash_table_replace(paths, g_strdup(path), s);
	}
	if (strcmp(tree, gate->vcs->trees[VCS_BASE]) != 0) {
		g_autoptr(GPtrArray) moved = vcs_differing(gate->vcs, tree);

		if (!moved)
			return NULL;
		each_path(moved, to_base, paths);
	}
	each_path(gate->vcs->changes, to_now, paths);
	return g_steal_pointer(&paths);
}

static bool is_same(const struct path_states *s)
{
	return strcmp(s->ids[STATE_KEPT], s->ids[STATE_BASE]) == 0 &&
	       strcmp(s->ids[STATE_BASE], s->ids[STATE_NOW]) == 0;
}

/* Of those that are not the same: paths, and STATE_COUNT ids for each, NULL for none. */
static void list_different(GHashTable *states, GPtrArray *paths, GPtrArray *ids)
{
	GHashTableIter it;
	gpointer path, data;

	g_hash_table_iter_init(&it, states);
	while (g_hash_table_iter_next(&it, &path, &data)) {
		const struct path_states *s = data;

		if (is_same(s))
			continue;
		g_ptr_array_add(paths, path);
		for (guint i = 0; i < STATE_COUNT; i++)
			g_ptr_array_add(ids, *s->ids[i] ? s->ids[i] : NULL);
	}
}

static bool none_hangs(const struct gate *gate, const struct run_reach *names, GHashTable *states)
{
	auto_ptr(gate_reach) reach = gate_reach_new(names);
	g_autoptr(GPtrArray) paths = g_ptr_array_new(), ids = g_ptr_array_new();

	list_different(states, paths, ids);
	g_autoptr(GPtrArray) contents = vcs_contents(gate->vcs, ids, NULL);

	for (guint i = 0; contents && i < paths->len; i++) {
		g_autoptr(GPtrArray) own = g_ptr_array_new();

		for (guint k = 0; k < STATE_COUNT; k++)
			g_ptr_array_add(own, contents->pdata[i * STATE_COUNT + k]);
		if (gate_reach_has(reach, paths->pdata[i], own))
			return false;
	}
	return contents;
}

static bool is_idle(const struct gate *gate, GVariant *record)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new(), mentions = g_ptr_array_new(), defines = g_ptr_array_new();
	g_autoptr(GVariantIter) different = NULL, f = NULL, m = NULL, d = NULL;
	const char *tree;

	g_variant_get(record, "(^&aya(ayayay)aayaayaay)", &tree, &different, &f, &m, &d);
	take_names(f, files);
	take_names(m, mentions);
	take_names(d, defines);
	g_autoptr(GHashTable) states = compare_states(gate, tree, different);

	return states && none_hangs(gate, &(struct run_reach){files, mentions, defines}, states);
}

bool gate_is_idle(const struct gate *gate, const struct scan_options *how)
{
	g_autofree char *key = memo_key(how);
	g_autoptr(GBytes) bytes = how->memo ? how->memo->get(key, how->memo->data) : NULL;

	if (!bytes)
		return false;
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(RECORD_TYPE), bytes, FALSE));

	return g_variant_is_normal_form(v) && is_idle(gate, v);
}
