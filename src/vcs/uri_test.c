/* What git takes for a URL, and what may be shown of it. */
#include "vcs/uri.h"

#include <glib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void addresses(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{"https://example.org/a/b.git", "https://example.org/a/b.git"},
		{"https://token@example.org/a.git", "https://example.org/a.git"},
		{"https://user:secret@example.org:8443/a.git?key=1#x", "https://example.org:8443/a.git"},
		{"ssh://git@example.org/a.git", "ssh://git@example.org/a.git"},
		{"ssh://git:secret@example.org:22/a.git", "ssh://git@example.org:22/a.git"},
		{"git@example.org:group/a.git", "ssh://git@example.org/group/a.git"},
		{"example.org:/srv/a b.git", "ssh://example.org/srv/a%20b.git"},
		{"/srv/a b.git", "file:///srv/a%20b.git"},
		{"file:///srv/a.git", "file:///srv/a.git"},
		{"../a.git", NULL},
		{"a.git", NULL},
		{"a/b:c", NULL},
		{"https://[bad/a.git", NULL},
		{":a", NULL},
		{"", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *uri = vcs_uri(rows[i][0]);

		if (g_strcmp0(uri, rows[i][1]) != 0)
			fail_msg("%s: %s", rows[i][0], uri ? uri : "NULL");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(addresses)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
