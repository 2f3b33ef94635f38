/* What a remote is written as is for git alone: it may hold a token, and "host:path" is no URI. */
#include "vcs/uri.h"

#include <glib.h>
#include <string.h>

/* "user@host:path", as ssh takes it: a colon before the first slash. */
static char *from_host_and_path(const char *url)
{
	size_t host = strcspn(url, ":/");

	if (host == 0 || url[host] != ':' || url[host + 1] == '\0')
		return NULL;
	g_autofree char *left = g_strndup(url, host);
	g_autofree char *path = g_uri_escape_string(url + host + 1, "/~", TRUE);

	return g_strconcat("ssh://", left, *path == '/' ? "" : "/", path, NULL);
}

/* An ssh server's user is a part of its address, a web server's may be a token. */
static char *without_secrets(GUri *uri)
{
	const char *scheme = g_uri_get_scheme(uri);
	const char *user = strcmp(scheme, "ssh") == 0 ? g_uri_get_user(uri) : NULL;
	g_autoptr(GUri) plain =
		g_uri_build_with_user(G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, scheme, user, NULL, NULL,
				      g_uri_get_host(uri), g_uri_get_port(uri), g_uri_get_path(uri), NULL, NULL);

	return g_uri_to_string(plain);
}

char *vcs_uri(const char *url)
{
	g_autoptr(GUri) uri =
		strstr(url, "://") ? g_uri_parse(url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL) : NULL;
	char *text;

	if (g_path_is_absolute(url))
		return g_filename_to_uri(url, NULL, NULL);
	if (strstr(url, "://"))
		return uri ? without_secrets(uri) : NULL;
	text = from_host_and_path(url);
	if (text && g_uri_is_valid(text, G_URI_FLAGS_NONE, NULL))
		return text;
	g_free(text);
	return NULL;
}
