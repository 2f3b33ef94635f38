/* Everything that the walk found is part of the key, each file by its content: going back to an earlier state of the
 * tree finds the answer for that state again. What else was read (headers outside of the tree, the compiler) are
 * premises. An answer that a worker's death made incomplete is not kept: the next scan tries again. */
#include "scan/answer.h"

#include <string.h>

#include "analysis/wire.h"

static void add_strings(struct memory_key *key, char **strings)
{
	for (; strings && *strings; strings++)
		memory_key_add(key, *strings);
	memory_key_add(key, NULL);
}

static void add_hash(struct memory_key *key, struct identities *ids, const char *path,
		     const struct source_status *status)
{
	const guint8 *hash = identity_of(ids, path, status);

	memory_key_add_bytes(key, hash, hash ? IDENTITY_LENGTH : 0);
}

static void add_entries(struct memory_key *key, struct tree *t)
{
	struct identities *ids = memory_identities(t->memory);

	memory_key_add_number(key, t->walk.entries->len);
	for (guint i = 0; i < t->walk.entries->len; i++) {
		const struct source_entry *e = t->walk.entries->pdata[i];

		memory_key_add(key, e->path);
		memory_key_add_number(key, e->named);
		add_hash(key, ids, e->absolute, e->status.inode ? &e->status : NULL);
	}
	for (guint i = 0; i < t->walk.kin->len; i++) {
		memory_key_add(key, t->walk.kin->pdata[i]);
		add_hash(key, ids, t->walk.kin->pdata[i], NULL);
	}
}

/* In the order of their names, as the set has none. */
static void add_response_files(struct memory_key *key, struct tree *t)
{
	g_autoptr(GList) names = t->compdb ? g_hash_table_get_keys(t->compdb->read) : NULL;

	names = g_list_sort(names, (GCompareFunc)strcmp);
	for (const GList *at = names; at; at = at->next) {
		memory_key_add(key, at->data);
		add_hash(key, memory_identities(t->memory), at->data, NULL);
	}
}

char *answer_key(struct tree *t)
{
	struct memory_key *key;

	if (!t->memory)
		return NULL;
	key = memory_key_new(t->memory, "answer");
	add_strings(key, t->options->paths);
	add_strings(key, t->options->excludes);
	memory_key_add_number(key, t->walk.seen);
	for (guint i = 0; i < t->run->problems->len; i++) {
		const struct problem *p = t->run->problems->pdata[i];

		memory_key_add(key, p->path);
		memory_key_add(key, p->text);
	}
	const char *beside = t->beside ? t->beside->path : NULL;

	memory_key_add(key, t->compdb_path);
	if (t->compdb_path)
		add_hash(key, memory_identities(t->memory), t->compdb_path, NULL);
	memory_key_add(key, beside);
	if (beside)
		add_hash(key, memory_identities(t->memory), beside, NULL);
	add_response_files(key, t);
	add_entries(key, t);
	identities_begin(memory_identities(t->memory));
	return memory_key_end(key);
}

bool answer_recall(struct tree *t, const char *key)
{
	memory_set_tree(t->memory, &t->bare);
	g_autoptr(GBytes) bytes = memory_recall(t->memory, key, NULL);

	if (!bytes || !wire_unpack_run(bytes, t->run, NULL))
		return false;
	t->run->files.cached = t->run->files.analysed;
	return true;
}

/* The compile database's word on a file outside of the walk stands and falls with the file's being there. */
static void add_database(struct tree *t)
{
	for (guint i = 0; t->compdb && i < t->compdb->commands->len; i++) {
		const struct compdb_command *command = t->compdb->commands->pdata[i];

		g_hash_table_add(t->premises->stamps, (gpointer)command->file);
	}
	for (guint i = 0; t->compdb && i < t->run->problems->len; i++) {
		const struct problem *p = t->run->problems->pdata[i];
		g_autofree char *path = g_canonicalize_filename(p->path, t->options->root);

		if (strcmp(p->kind, "stale") == 0)
			g_hash_table_add(t->premises->stamps, (gpointer)g_intern_string(path));
	}
	for (guint i = 0; i < t->walk.entries->len; i++) {
		const struct source_entry *e = t->walk.entries->pdata[i];

		g_hash_table_remove(t->premises->stamps, g_intern_string(e->absolute));
	}
}

static bool nothing_moved(struct tree *t)
{
	struct identities *ids = memory_identities(t->memory);

	GHashTableIter it;
	gpointer name;

	if (t->compdb_path && !identity_holds(ids, t->compdb_path))
		return false;
	if (t->beside && !identity_holds(ids, t->beside->path))
		return false;
	if (t->compdb)
		g_hash_table_iter_init(&it, t->compdb->read);
	while (t->compdb && g_hash_table_iter_next(&it, &name, NULL))
		if (!identity_holds(ids, name))
			return false;
	for (guint i = 0; i < t->walk.entries->len; i++)
		if (!identity_holds(ids, ((const struct source_entry *)t->walk.entries->pdata[i])->absolute))
			return false;
	for (guint i = 0; i < t->walk.kin->len; i++)
		if (!identity_holds(ids, t->walk.kin->pdata[i]))
			return false;
	return true;
}

void answer_keep(struct tree *t, const char *key)
{
	if (key && !t->failed && nothing_moved(t)) {
		g_autoptr(GBytes) bytes = wire_pack_run(t->run);

		add_database(t);
		memory_set_tree(t->memory, &t->bare);
		(void)memory_keep(t->memory, key, bytes, t->premises);
	}
	identities_keep(memory_identities(t->memory));
}
