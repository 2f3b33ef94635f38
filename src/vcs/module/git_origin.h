/* Where a work tree comes from. */
#ifndef VCS_MODULE_GIT_ORIGIN_H
#define VCS_MODULE_GIT_ORIGIN_H

#include "vcs/vcs.h"

bool git_origin_find(const char *folder, struct vcs_origin *out);

#endif
