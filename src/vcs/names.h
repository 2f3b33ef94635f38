/* What a path on the command line means in a repository. Private to vcs/. */
#ifndef VCS_NAMES_H
#define VCS_NAMES_H

#include "vcs/vcs.h"

/* Sets vcs->names. False (VCS_ERROR_NAME) for a path that names nothing that either side has. */
bool names_find(struct vcs *vcs, const GPtrArray *given, GError **error);

#endif
