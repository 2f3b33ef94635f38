/* Files whose content is not what the disk has: what is staged in git, a patch that is being tried. Everything that
 * reads source, the compiler included, sees the overlay's content instead of the disk's. */
#ifndef SOURCE_OVERLAY_H
#define SOURCE_OVERLAY_H

#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

struct source_overlay {
	GHashTable *files; /* absolute, normalised name (owned) -> GMappedFile * (owned); NULL: there is no such file */
};

struct source_overlay *source_overlay_new(void);
void source_overlay_free(struct source_overlay *overlay);

/* From now on the file has this content; bytes NULL: it does not exist. False (SOURCE_ERROR) when memory is out. */
bool source_overlay_put(struct source_overlay *overlay, const char *absolute, const void *bytes, size_t length,
			GError **error);

/* What follows takes a NULL overlay for an empty one. */

/* The file's content: the overlay's, or the disk's. NULL with an error (G_FILE_ERROR) when there is none. */
GMappedFile *source_overlay_map(const struct source_overlay *overlay, const char *absolute, GError **error);

/* A copy of it, with a NUL behind it. */
bool source_overlay_read(const struct source_overlay *overlay, const char *path, char **out_bytes, gsize *out_length,
			 GError **error);

/* The same for a look that is over soon: the bytes of a small file are read into the buffer, which is faster than a
 * mapping and can be used again. To be cleared in any case. */
struct source_view {
	const char *bytes;
	size_t length;
	GMappedFile *file; /* NULL: the bytes are the buffer's */
};
bool source_overlay_view(const struct source_overlay *overlay, const char *absolute, GByteArray *buffer,
			 struct source_view *out_view, GError **error);
void source_view_clear(struct source_view *view);

/* Whether it is a file that can be read. */
bool source_overlay_has(const struct source_overlay *overlay, const char *absolute);
/* Whether the overlay speaks for the file. */
bool source_overlay_covers(const struct source_overlay *overlay, const char *absolute);

UTIL_DEFINE_AUTO(source_overlay, source_overlay_free)

#endif
