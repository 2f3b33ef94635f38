/* The words that a reader cannot be expected to know, explained: only those that the report uses. */
#include <string.h>

#include "render/html_parts.h"
#include "render/story.h"

static const struct {
	const char *name, *meaning;
} errno_meanings[] = {
	{"ENOSYS", "the system does not know the call"},
	{"EPERM", "a sandbox or a vendor's kernel refuses it"},
	{"ENOTSUP", "what stands in for the call does not support it"},
	{"EOPNOTSUPP", "what stands in for the call does not support it"},
	{"EINVAL", "the system does not know what was asked for"},
	{"EACCES", "the system denies access"},
	{"ENOENT", "there is no such path"},
	{"ENODEV", "there is no such device"},
	{"ENOTTY", "the device does not know the request"},
	{"ENOPROTOOPT", "the system does not know the option"},
	{"EPROTONOSUPPORT", "the system lacks the protocol"},
	{"EAFNOSUPPORT", "the system lacks the kind of address"},
	{"ESOCKTNOSUPPORT", "the system lacks the kind of socket"},
	{"IGNORED", "the call succeeds, and the flag does nothing"},
};

const char *html_errno_meaning(const char *errno_name)
{
	for (guint i = 0; i < G_N_ELEMENTS(errno_meanings); i++) {
		if (strcmp(errno_meanings[i].name, errno_name) == 0)
			return errno_meanings[i].meaning;
	}
	return NULL;
}

const char *html_flag_meaning(const char *flag)
{
	if (g_str_has_suffix(flag, "CLOEXEC"))
		return "closes the descriptor in programs that this one starts; lost, they inherit it";
	if (g_str_has_suffix(flag, "NONBLOCK"))
		return "makes calls return at once instead of waiting; lost, one slow peer stops the program";
	return NULL;
}

static const char *const state_meanings[HTML_STATE_COUNT] = {
	[HTML_UNHANDLED] = "no path leads to the older call",
	[HTML_PARTLY] = "some errors, or some paths, lead to the older call, others do not",
	[HTML_FLAG] = "the older call is made, but a flag that was asked for is not set on what it gives",
	[HTML_UNDECIDED] = "the analysis could not tell, and says why",
	[HTML_HANDLED] = "on every path the older call is tried before the program gives up",
	[HTML_OFF] = "the target has the call: it does not fail there for being missing",
	[HTML_ASIDE] = "the project has said, in a comment or its settings, that this is not to be reported",
};

static const char *const consequence_meanings[CONSEQUENCE_COUNT] = {
	[CONSEQUENCE_BUSY_LOOP] =
		"the program makes the same call over and over: it uses up a processor and gets nowhere",
	[CONSEQUENCE_ABORT] = "the program stops itself at once, as after a bug",
	[CONSEQUENCE_EXIT] = "the program ends",
	[CONSEQUENCE_SILENTLY_DROPPED] = "the work is not done, and nobody is told",
	[CONSEQUENCE_FLAG_LOST] = "what the flag should prevent can happen",
	[CONSEQUENCE_FEATURE_OFF] = "the program runs, without what the call was for",
	[CONSEQUENCE_ERROR_RETURNED] = "the function tells its caller that it failed, and the work is not done",
	[CONSEQUENCE_OTHER] = "the program gives up what the call was for",
};

static void put_word(GString *out, const char *word, const char *meaning)
{
	html_printf(out, "<div><dt>%s</dt><dd>%s</dd></div>\n", word, meaning);
}

static void put_errnos(const struct html_report *r, GString *out)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < r->run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(r->run->sites, i);

		for (guint k = 0; k < site->verdicts->len; k++) {
			const char *name =
				((const struct errno_verdict *)g_ptr_array_index(site->verdicts, k))->errno_name;
			const char *meaning = html_errno_meaning(name);

			if (g_hash_table_add(seen, (gpointer)name) && meaning)
				put_word(out, name, meaning);
		}
	}
}

static void put_flags(const struct html_report *r, GString *out)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < r->run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(r->run->sites, i);

		for (guint k = 0; k < site->flags->len; k++) {
			const struct flag_verdict *f = g_ptr_array_index(site->flags, k);
			const char *meaning = f->state == FLAG_NA ? NULL : html_flag_meaning(f->flag);

			if (meaning && g_hash_table_add(seen, (gpointer)f->flag))
				put_word(out, f->flag, meaning);
		}
	}
}

void html_put_word(GString *out, enum consequence c)
{
	g_autofree char *word = g_strdelimit(g_strdup(c == CONSEQUENCE_NONE ? "" : consequence_name(c)), "-", ' ');

	html_put(out, word);
}

void html_words(const struct html_report *r, GString *out)
{
	g_string_append(out, "<details class=\"words\"><summary>The words used here</summary>\n<dl>\n");
	put_word(out, "place", "a line of source code that makes a call which may be missing where the program runs");
	put_word(out, "fallback", "a second attempt with an older call that is always there");
	for (int i = 0; i < HTML_STATE_COUNT; i++) {
		if (r->states[i])
			put_word(out, html_state_text[i], state_meanings[i]);
	}
	for (int i = CONSEQUENCE_NONE + 1; i < CONSEQUENCE_COUNT; i++) {
		if (!r->consequences[i])
			continue;
		g_autofree char *word = g_strdelimit(g_strdup(consequence_name((enum consequence)i)), "-", ' ');

		put_word(out, word, consequence_meanings[i]);
	}
	put_errnos(r, out);
	put_flags(r, out);
	g_string_append(out, "</dl></details>\n");
}
