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

/* The index lists files that are only promised to it (git add -N): they have no content there yet. */
static void drop_promised(const struct gate *gate, struct gate_side *side)
{
	for (guint i = side->files->len; i-- > 0;) {
		g_autofree char *absolute = g_build_filename(gate->vcs->top, side->files->pdata[i], NULL);

		if (source_overlay_covers(side->overlay, absolute) && !source_overlay_has(side->overlay, absolute))
			g_ptr_array_remove_index(side->files, i);
	}
}

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
	if (!vcs_overlay(gate->vcs, which, side->listed, side->overlay, error))
		return false;
	drop_promised(gate, side);
	return true;
}

/* Something that can be worse than in the base, where the code did not change. */
static bool has_open_question(struct gate *gate, const struct run *run)
{
	for (guint i = 0; i < run->sites->len; i++) {
		struct site *s = run->sites->pdata[i];
		auto_ptr(known) known = known_new(s);

		if ((known_is_finding(known) || site_is_open(s)) &&
		    !gate_is_changed(gate, s->where.path, s->where.line, s->where.end_line))
			return true;
	}
	return gate_left_elsewhere(gate, run);
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
	if (gate->vcs->changes->len == 0 && gate->vcs->conflicts->len == 0) {
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
