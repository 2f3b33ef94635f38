/* The table of hashes, and its form in the memo: records of a fixed head and a name, one after the other, so that
 * thousands are read in no time. A damaged table is an empty one: everything is hashed again.
 *
 * A status is racy when the file changed so shortly before it was hashed that a second change could have had the same
 * time. Such a hash is good for this scan only, and only if a second look at its end finds the same content. */
#include "scan/identity.h"

#include <string.h>
#include <sys/stat.h>

#define TICK_NS     (20 * 1000 * 1000) /* more than the step of any file system's clock that counts below seconds */
#define RECORDS_MAX 200000
#define MAGIC       0x73666964u /* "sfid" */

struct record {
	struct source_status status;
	guint8 hash[IDENTITY_LENGTH];
	guint32 name_length; /* the name follows, with its NUL, padded to 8 bytes */
	guint32 used;        /* 0: not asked for in the last scan */
};

struct identity {
	struct source_status status;
	guint8 hash[IDENTITY_LENGTH];
	bool readable, asked, racy, late, overlaid;
};

struct identities {
	const struct scan_memo *memo;
	const struct source_overlay *overlay;
	char *key;
	GBytes *bytes;     /* as read; names point into it */
	GHashTable *known; /* name -> struct identity *, owned */
	GPtrArray *names;  /* of char *: the ones that are not in bytes, owned */
	gint64 start_ns;
	bool begun, changed;
};

static gint64 now_ns(void)
{
	return g_get_real_time() * 1000;
}

static size_t padded(guint32 name_length)
{
	return ((size_t)name_length + 1 + 7) & ~(size_t)7;
}

static void load(struct identities *ids)
{
	gsize length = 0;
	const char *at = ids->bytes ? g_bytes_get_data(ids->bytes, &length) : NULL;
	guint32 magic = 0;

	if (length >= sizeof(magic) * 2)
		memcpy(&magic, at, sizeof(magic));
	if (magic != MAGIC)
		return;
	for (gsize i = sizeof(magic) * 2; i + sizeof(struct record) <= length;) {
		struct record r;

		memcpy(&r, at + i, sizeof(r));
		i += sizeof(r);
		if (r.name_length >= length - i || padded(r.name_length) > length - i || at[i + r.name_length])
			return;
		struct identity *id = g_new0(struct identity, 1);

		id->status = r.status;
		memcpy(id->hash, r.hash, sizeof(r.hash));
		id->readable = true;
		g_hash_table_insert(ids->known, (gpointer)(at + i), id);
		i += padded(r.name_length);
	}
}

struct identities *identities_new(const struct scan_memo *memo, const char *root, const struct source_overlay *overlay)
{
	struct identities *ids = g_new0(struct identities, 1);

	ids->start_ns = now_ns();
	ids->memo = memo;
	ids->overlay = overlay;
	ids->key = g_strconcat("files ", root, NULL);
	ids->known = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	ids->names = g_ptr_array_new_with_free_func(g_free);
	ids->bytes = memo->get(ids->key, memo->data);
	load(ids);
	return ids;
}

void identities_free(struct identities *ids)
{
	if (!ids)
		return;
	g_hash_table_unref(ids->known);
	g_ptr_array_unref(ids->names);
	if (ids->bytes)
		g_bytes_unref(ids->bytes);
	g_free(ids->key);
	g_free(ids);
}

static bool look(const char *absolute, struct source_status *out)
{
	struct stat st;

	if (stat(absolute, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	source_status_from(&st, out);
	return true;
}

static bool same_status(const struct source_status *a, const struct source_status *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns && a->ctime_ns == b->ctime_ns && a->inode == b->inode &&
	       a->device == b->device;
}

static bool hash_file(struct identities *ids, const char *absolute, guint8 *out)
{
	GMappedFile *file = source_overlay_map(ids->overlay, absolute, NULL);
	g_autoptr(GChecksum) sum = file ? g_checksum_new(G_CHECKSUM_SHA256) : NULL;
	gsize length = IDENTITY_LENGTH;

	if (!file)
		return false;
	if (g_mapped_file_get_length(file))
		g_checksum_update(sum, (const guchar *)g_mapped_file_get_contents(file),
				  (gssize)g_mapped_file_get_length(file));
	g_checksum_get_digest(sum, out, &length);
	g_mapped_file_unref(file);
	return true;
}

static void hash_again(struct identities *ids, const char *absolute, struct identity *id,
		       const struct source_status *status)
{
	id->status = *status;
	id->racy = MAX(status->ctime_ns, status->mtime_ns) > now_ns() - TICK_NS;
	id->late = ids->begun && MAX(status->ctime_ns, status->mtime_ns) > ids->start_ns - TICK_NS && !id->asked;
	id->asked = true;
	id->readable = hash_file(ids, absolute, id->hash);
	ids->changed = true;
}

static struct identity *find(struct identities *ids, const char *absolute)
{
	struct identity *id = g_hash_table_lookup(ids->known, absolute);

	if (id)
		return id;
	char *name = g_strdup(absolute);

	id = g_new0(struct identity, 1);
	g_ptr_array_add(ids->names, name);
	g_hash_table_insert(ids->known, name, id);
	return id;
}

const guint8 *identity_of(struct identities *ids, const char *absolute, const struct source_status *status)
{
	struct identity *id = find(ids, absolute);
	struct source_status own;
	bool known = id->readable;

	if (id->asked)
		return id->readable ? id->hash : NULL;
	if (ids->overlay && source_overlay_covers(ids->overlay, absolute)) {
		id->overlaid = true;
		id->readable = hash_file(ids, absolute, id->hash);
	} else if (!status && !look(absolute, &own)) {
		ids->changed |= known;
		id->readable = false;
	} else if (!known || !same_status(&id->status, status ? status : &own)) {
		hash_again(ids, absolute, id, status ? status : &own);
	}
	id->asked = true;
	return id->readable ? id->hash : NULL;
}

void identities_begin(struct identities *ids)
{
	ids->begun = true;
}

bool identity_holds(struct identities *ids, const char *absolute)
{
	struct identity *id = g_hash_table_lookup(ids->known, absolute);
	struct source_status status;
	guint8 before[IDENTITY_LENGTH];

	if (!id || !id->asked || id->late)
		return false;
	if (id->overlaid)
		return true;
	if (!look(absolute, &status))
		return !id->readable;
	if (!id->readable || !same_status(&id->status, &status))
		return false;
	if (!id->racy)
		return true;
	memcpy(before, id->hash, sizeof(before));
	hash_again(ids, absolute, id, &status);
	return id->readable && memcmp(before, id->hash, sizeof(before)) == 0;
}

static void add_record(GByteArray *out, const char *name, const struct identity *id)
{
	static const guint8 zeros[8];
	struct record r = {.status = id->status, .name_length = (guint32)strlen(name), .used = id->asked};

	memcpy(r.hash, id->hash, sizeof(r.hash));
	g_byte_array_append(out, (const guint8 *)&r, sizeof(r));
	g_byte_array_append(out, (const guint8 *)name, r.name_length);
	g_byte_array_append(out, zeros, (guint)(padded(r.name_length) - r.name_length));
}

void identities_keep(struct identities *ids)
{
	const guint32 head[2] = {MAGIC, 0};
	bool all = g_hash_table_size(ids->known) <= RECORDS_MAX;
	GByteArray *out;
	GHashTableIter it;
	gpointer name, value;

	if (!ids->changed)
		return;
	out = g_byte_array_new();
	g_byte_array_append(out, (const guint8 *)head, sizeof(head));
	g_hash_table_iter_init(&it, ids->known);
	while (g_hash_table_iter_next(&it, &name, &value)) {
		const struct identity *id = value;

		if (id->readable && !id->racy && !id->late && !id->overlaid && (all || id->asked))
			add_record(out, name, id);
	}
	g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(out);

	ids->memo->put(ids->key, bytes, ids->memo->data);
	ids->changed = false;
}
