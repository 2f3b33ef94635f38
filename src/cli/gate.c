/* The changed state is scanned as a whole, and the base as well where a site outside of changed code has something to
 * complain about: a fallback may be taken away far from the call. What has not changed is recalled, so that only the
 * files that hang on the change are analysed twice. */
#include "cli/gate_internal.h"

#include <string.h>

#include "cli/interrupt.h"
#include "source/walk.h"

/* --- finding ---------------------------------------------------------------------------------------------------- */

static void side_clear(struct gate_side *side)
{
	source_overlay_free(side->overlay);
	if (side->listed)
		g_ptr_array_unref(side->listed);
	if (side->files)
		g_ptr_array_unref(side->files);
}

void gate_free(struct gate *gate)
{
	if (!gate)
		return;
	g_hash_table_unref(gate->texts);
	if (gate->before)
		g_ptr_array_unref(gate->before);
	run_free(gate->base);
	side_clear(&gate->sides[VCS_BASE]);
	side_clear(&gate->sides[VCS_NOW]);
	vcs_free(gate->vcs);
	g_free(gate->base_name);
	g_free(gate);
}

const char *gate_root(const struct gate *gate)
{
	return gate->vcs->top;
}

/* Whether pre-commit runs us. It says so itself, but not into a container. */
static bool is_hook(const struct options *options)
{
	return options->hook || (options->staged && g_getenv("PRE_COMMIT"));
}

/* The range that pre-commit was asked about, in a hook. */
static void set_range(struct vcs_request *request, const struct options *options)
{
	const char *from = g_getenv("PRE_COMMIT_FROM_REF"), *to = g_getenv("PRE_COMMIT_TO_REF");

	if (!is_hook(options) || !from || !*from || !to || !*to)
		return;
	request->since = from;
	request->until = to;
}

static bool has_change(const struct vcs *vcs, const char *name)
{
	for (guint i = 0; i < vcs->changes->len; i++) {
		const struct vcs_change *c = vcs->changes->pdata[i];

		if ((c->path && vcs_holds(name, c->path)) || (c->old_path && vcs_holds(name, c->old_path)))
			return true;
	}
	return false;
}

/* A hook that pre-commit runs over all files, or over files of the user's choice, is given some that did not change:
 * what it says of them must not be that they are clean. */
static bool is_about_files(const struct vcs *vcs, const struct options *options)
{
	for (guint i = 0; is_hook(options) && vcs->names && i < vcs->names->len; i++)
		if (!has_change(vcs, vcs->names->pdata[i]))
			return true;
	return false;
}

struct gate *gate_find(const struct options *options)
{
	g_autofree char *here = g_get_current_dir();
	g_autoptr(GError) error = NULL;
	auto_ptr(gate) gate = g_new0(struct gate, 1);
	struct vcs_request request = {.folder = here, .since = options->since, .only = options->arguments};

	set_range(&request, options);
	gate->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, gate_text_free);
	gate->base_name = g_strdup(request.since ? request.since : "HEAD");
	gate->vcs = vcs_look(&request, &error);
	if (!gate->vcs) {
		cli_error("%s", error->message);
		return NULL;
	}
	gate->named = options->whole_files || is_about_files(gate->vcs, options);
	gate->whole = gate->named;
	return g_steal_pointer(&gate);
}

/* --- scanning --------------------------------------------------------------------------------------------------- */

/* Sets what is scanned to one side. */
static bool take_side(struct gate *gate, enum vcs_side which, struct scan_options *how, GError **error)
{
	struct gate_side *side = &gate->sides[which];

	side->listed = vcs_files(gate->vcs, which, error);
	if (!side->listed)
		return false;
	side->files = g_ptr_array_new();
	for (guint i = 0; i < side->listed->len; i++)
		g_ptr_array_add(side->files, (gpointer)((const struct vcs_file *)side->listed->pdata[i])->path);
	side->overlay = source_overlay_new();
	how->files = side->files;
	how->overlay = side->overlay;
	return vcs_overlay(gate->vcs, which, side->listed, side->overlay, error);
}

/* Something that can be worse than in the base, where the code did not change. */
static bool has_open_question(struct gate *gate, const struct run *run)
{
	for (guint i = 0; i < run->sites->len; i++) {
		struct site *s = run->sites->pdata[i];
		auto_ptr(known) known = known_new(s);

		if (known_is_finding(known) && !gate_is_changed(gate, s->where.path, s->where.line, s->where.end_line))
			return true;
	}
	return false;
}

static const struct vcs_change *renamed_from(const struct gate *gate, const char *path)
{
	for (guint i = 0; i < gate->vcs->changes->len; i++) {
		const struct vcs_change *c = gate->vcs->changes->pdata[i];

		if (c->path && c->old_path && strcmp(c->old_path, path) == 0 && strcmp(c->path, path) != 0)
			return c;
	}
	return NULL;
}

/* The base's sites by the names that files have now. */
static void rename_sites(const struct gate *gate, struct run *base)
{
	bool renamed = false;

	for (guint i = 0; i < base->sites->len; i++) {
		struct site *s = base->sites->pdata[i];
		const struct vcs_change *c = renamed_from(gate, s->where.path);

		if (c)
			s->where.path = g_intern_string(c->path);
		renamed = renamed || c;
	}
	if (renamed)
		site_set_ids(base->sites, base->place);
}

/* The base may not have had the compile database yet that is named. */
static bool has_database(const struct scan_options *how)
{
	g_autofree char *path = g_build_filename(how->build_dir, "compile_commands.json", NULL);
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);

	return !source_overlay_covers(how->overlay, absolute) || source_overlay_has(how->overlay, absolute);
}

static bool scan_base(struct gate *gate, const struct scan_options *how, GError **error)
{
	struct scan_options base = *how;

	if (!take_side(gate, VCS_BASE, &base, error))
		return false;
	if (base.build_dir && !has_database(&base))
		base.build_dir = NULL;
	gate->base = scan_run(&base, error);
	if (!gate->base)
		return false;
	rename_sites(gate, gate->base);
	gate->before = known_of_run(gate->base);
	return true;
}

/* Where nothing is kept from scan to scan, the two scans of a gate share what they find out all the same. */
static GBytes *shared_get(const char *key, void *data)
{
	GBytes *bytes = g_hash_table_lookup(data, key);

	return bytes ? g_bytes_ref(bytes) : NULL;
}

static void shared_put(const char *key, GBytes *value, void *data)
{
	g_hash_table_replace(data, g_strdup(key), g_bytes_ref(value));
}

static struct run *scan_both(struct gate *gate, struct scan_options *how, GError **error)
{
	auto_ptr(run) run = NULL;

	if (!vcs_read_lines(gate->vcs, error) || !take_side(gate, VCS_NOW, how, error))
		return NULL;
	run = scan_run(how, error);
	if (!run || interrupt_came())
		return NULL;
	if (gate->vcs->changes->len && has_open_question(gate, run) && !scan_base(gate, how, error))
		return NULL;
	gate_keep(gate, how, run);
	return g_steal_pointer(&run);
}

static struct run *nothing(const struct gate *gate, const struct scan_options *how)
{
	struct run *run = scan_run_empty(how);

	for (guint i = 0; i < gate->vcs->changes->len; i++) {
		const struct vcs_change *c = gate->vcs->changes->pdata[i];

		run->files.searched += c->path && source_is_c(c->path);
	}
	run->files.seen = gate->vcs->changes->len;
	if (gate->vcs->changes->len == 0) {
		bool staged = !gate->vcs->trees[VCS_NOW];
		g_autofree char *text = staged ? g_strdup("nothing is staged")
					       : g_strdup_printf("nothing changed since %s", gate->base_name);

		g_ptr_array_add(run->problems, problem_new("", 0, "empty", false, text));
	}
	return run;
}

struct run *gate_scan(struct gate *gate, struct scan_options *how, GError **error)
{
	if (!gate->named && (gate->vcs->changes->len == 0 || gate_is_idle(gate, how)))
		return nothing(gate, how);
	if (how->memo)
		return scan_both(gate, how, error);
	g_autoptr(GHashTable) shared =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
	struct scan_memo memo = {shared_get, shared_put, shared};

	how->memo = &memo;
	struct run *run = scan_both(gate, how, error);

	how->memo = NULL;
	return run;
}

/* --- what counts ------------------------------------------------------------------------------------------------ */

static bool is_gone(const char *path, void *data)
{
	const struct gate *gate = data;

	for (guint i = 0; i < gate->sides[VCS_NOW].listed->len; i++)
		if (strcmp(((const struct vcs_file *)gate->sides[VCS_NOW].listed->pdata[i])->path, path) == 0)
			return false;
	return true;
}

/* What became worse counts where it stands in what was asked about, or when a part of the change that was asked about
 * is what it hangs on. */
static bool is_asked(const struct gate *gate, const struct run *run, const struct site *site)
{
	if (!gate->vcs->names || vcs_is_asked(gate->vcs, site->where.path))
		return true;
	for (guint i = 0; i < gate->vcs->changes->len; i++) {
		const struct vcs_change *c = gate->vcs->changes->pdata[i];
		const char *path = c->path ? c->path : c->old_path;

		if (!vcs_is_asked(gate->vcs, path))
			continue;
		if (g_ptr_array_find(run->reach.files, g_intern_string(path), NULL) ||
		    g_ptr_array_find(gate->base->reach.files, g_intern_string(c->old_path ? c->old_path : path), NULL))
			return true;
	}
	return false;
}

/* Set of sites that became worse; they are told so. */
static GHashTable *find_worse(struct gate *gate, const struct run *run)
{
	struct compare_files files = {is_gone, NULL, gate};
	g_autoptr(GPtrArray) now = known_of_run(run);
	g_autoptr(GPtrArray) changes = gate->before ? compare_known(gate->before, now, &files) : NULL;
	GHashTable *worse = g_hash_table_new(NULL, NULL);

	for (guint i = 0; changes && i < changes->len; i++) {
		const struct change *c = changes->pdata[i];

		if (!c->now || !c->worse || !is_asked(gate, run, c->now->site))
			continue;
		gate_tell(gate, c);
		g_hash_table_add(worse, c->now->site);
	}
	return worse;
}

static void narrow_rest(struct gate *gate, struct run *run)
{
	for (guint i = run->occurrences->len; i-- > 0;) {
		const struct occurrence *o = run->occurrences->pdata[i];

		if (!gate_is_changed(gate, o->where.path, o->where.line, o->where.line))
			g_ptr_array_remove_index(run->occurrences, i);
	}
	for (guint i = run->problems->len; i-- > 0;) {
		const struct problem *p = run->problems->pdata[i];
		bool asked = vcs_is_asked(gate->vcs, p->path);

		if (*p->path && !(asked && (gate->named || gate_change_of(gate, p->path))))
			g_ptr_array_remove_index(run->problems, i);
	}
}

void gate_narrow(struct gate *gate, struct run *run)
{
	g_autoptr(GHashTable) worse = find_worse(gate, run);

	for (guint i = run->sites->len; i-- > 0;) {
		struct site *s = run->sites->pdata[i];

		if (!g_hash_table_contains(worse, s) &&
		    !gate_is_changed(gate, s->where.path, s->where.line, s->where.end_line))
			g_ptr_array_remove_index(run->sites, i);
	}
	narrow_rest(gate, run);
	run->complete = run_is_complete(run);
}
