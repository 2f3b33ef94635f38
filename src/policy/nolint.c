/* NOLINT, NOLINTNEXTLINE, NOLINTBEGIN and NOLINTEND as users of clang-tidy know them: behind the word, without a blank,
 * may stand a list of names with '*' in parentheses; without one everything is meant. ": reason" may follow.
 *
 * Two things are kinder here: a comment counts on any line that the call is on, and NOLINTNEXTLINE may be followed by
 * further lines of comment. As there, a NOLINTBEGIN without its NOLINTEND has no effect and is told. */
#include "policy/nolint.h"

#include <string.h>

#include "policy/finding.h"
#include "source/remarks.h"

static const char *const words[] = {"NOLINT", "NOLINTNEXTLINE", "NOLINTBEGIN", "NOLINTEND", NULL};
enum word { NOLINT, NOLINT_NEXT, NOLINT_BEGIN, NOLINT_END };

struct nolint {
	enum word word;
	unsigned line; /* of the comment */
	unsigned first, last;
	char **names;  /* owned; a lone "*" when none were given */
	char *reason;  /* owned; "" when none was given */
	bool is_ours;  /* a name of the list is meant for this program */
	bool has_pair; /* of NOLINT_BEGIN and NOLINT_END */
	bool is_used;
};

struct nolints {
	GPtrArray *all; /* of struct nolint *, owned */
};

static void nolint_free(gpointer data)
{
	struct nolint *n = data;

	g_strfreev(n->names);
	g_free(n->reason);
	g_free(n);
}

static enum word word_of(const char *text)
{
	enum word w = NOLINT;

	while (strcmp(words[w], text) != 0)
		w++;
	return w;
}

/* "(a, b*): reason": what is in the parentheses, stripped, and where the rest begins. No list: a lone "*". */
static char **parse_names(const char *rest, const char **out_behind)
{
	const char *close = rest[0] == '(' ? strchr(rest, ')') : NULL;

	*out_behind = rest;
	if (!close)
		return g_strsplit("*", ",", -1);
	g_autofree char *list = g_strndup(rest + 1, (gsize)(close - rest - 1));
	char **names = g_strsplit(list, ",", -1);

	for (char **name = names; *name; name++)
		g_strstrip(*name);
	*out_behind = close + 1;
	return names;
}

static bool names_us(char *const *names)
{
	for (; *names; names++) {
		if (g_str_has_prefix(*names + (**names == '-'), "sysfall"))
			return true;
	}
	return false;
}

static struct nolint *nolint_new(const struct source_remark *remark)
{
	struct nolint *n = g_new0(struct nolint, 1);
	const char *behind;

	n->word = word_of(remark->word);
	n->line = n->first = n->last = remark->line;
	if (n->word == NOLINT_NEXT)
		n->first = n->last = remark->next_line;
	n->names = parse_names(remark->rest, &behind);
	n->is_ours = names_us(n->names);
	behind += strspn(behind, " \t");
	n->reason = g_strstrip(g_strdup(*behind == ':' ? behind + 1 : ""));
	return n;
}

static bool same_names(const struct nolint *a, const struct nolint *b)
{
	return g_strv_equal((const char *const *)a->names, (const char *const *)b->names);
}

/* Each NOLINTEND ends the nearest open NOLINTBEGIN with the same list. */
static void pair_up(GPtrArray *all)
{
	for (guint i = 0; i < all->len; i++) {
		struct nolint *end = g_ptr_array_index(all, i);

		for (guint k = i; end->word == NOLINT_END && !end->has_pair && k-- > 0;) {
			struct nolint *begin = g_ptr_array_index(all, k);

			if (begin->word != NOLINT_BEGIN || begin->has_pair || !same_names(begin, end))
				continue;
			begin->has_pair = end->has_pair = true;
			begin->last = end->line;
		}
	}
}

static bool is_about(const struct nolint *n, unsigned first, unsigned last)
{
	if (n->word == NOLINT_END || (n->word == NOLINT_BEGIN && !n->has_pair))
		return false;
	return n->first <= last && n->last >= first;
}

unsigned nolints_cover(struct nolints *nolints, const struct site *site, unsigned first, unsigned last,
		       const char **out_reason)
{
	unsigned covered = 0;

	for (guint i = 0; nolints && i < nolints->all->len; i++) {
		struct nolint *n = g_ptr_array_index(nolints->all, i);
		unsigned set = is_about(n, first, last) ? finding_covered(site, n->names) : 0;

		n->is_used = n->is_used || set;
		if (set & ~covered && (!*out_reason || !**out_reason))
			*out_reason = n->reason;
		covered |= set;
	}
	return covered;
}

static void tell(const struct nolint *n, const char *path, GPtrArray *problems)
{
	g_autofree char *list = g_strjoinv(", ", n->names);
	g_autofree char *text = NULL;
	bool alone = (n->word == NOLINT_BEGIN || n->word == NOLINT_END) && !n->has_pair;

	if (!n->is_ours || (!alone && (n->is_used || n->word == NOLINT_END)))
		return;
	if (alone)
		text = g_strdup_printf("%s(%s) has no %s with the same list: it has no effect", words[n->word], list,
				       words[n->word == NOLINT_BEGIN ? NOLINT_END : NOLINT_BEGIN]);
	else
		text = g_strdup_printf("%s(%s) suppresses nothing here: remove it", words[n->word], list);
	g_ptr_array_add(problems, problem_new(path, n->line, "unused-suppression", false, text));
}

struct nolints *nolints_read(const char *bytes, size_t length)
{
	if (length == 0 || !memmem(bytes, length, words[NOLINT], strlen(words[NOLINT])))
		return NULL;
	g_autoptr(GPtrArray) remarks = source_remarks(bytes, length, words);
	struct nolints *nolints = g_new0(struct nolints, 1);

	nolints->all = g_ptr_array_new_with_free_func(nolint_free);
	for (guint i = 0; i < remarks->len; i++)
		g_ptr_array_add(nolints->all, nolint_new(g_ptr_array_index(remarks, i)));
	pair_up(nolints->all);
	return nolints;
}

void nolints_free(struct nolints *nolints)
{
	if (!nolints)
		return;
	g_ptr_array_unref(nolints->all);
	g_free(nolints);
}

void nolints_tell_unused(const struct nolints *nolints, const char *path, GPtrArray *problems)
{
	for (guint i = 0; nolints && i < nolints->all->len; i++)
		tell(g_ptr_array_index(nolints->all, i), path, problems);
}
