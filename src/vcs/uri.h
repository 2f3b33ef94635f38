/* Addresses of repositories, as others may see them. */
#ifndef VCS_URI_H
#define VCS_URI_H

/* The URI of what git calls a URL ("git@host:path" and a local path too); without passwords, and without a user's name
 * where that may be one. NULL when it is none. Owned by the caller. */
char *vcs_uri(const char *url);

#endif
