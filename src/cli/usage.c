/* getopt tells its errors on stderr or not at all, so the word that it stopped at is looked up again in the tables. */
#include "cli/usage.h"

#include <string.h>

#include "cli/nearest.h"

/* Calls visit for the options of argp and of its children, aliases and headings aside. */
static void each_option(const struct argp *argp, void (*visit)(const struct argp_option *option, void *data),
			void *data)
{
	for (const struct argp_option *o = argp->options; o && (o->name || o->key || o->doc); o++) {
		if (o->name)
			visit(o, data);
	}
	for (const struct argp_child *child = argp->children; child && child->argp; child++)
		each_option(child->argp, visit, data);
}

struct lookup {
	const char *word; /* without dashes */
	size_t length;
	int letter; /* looked for instead of a word; 0: none */
	const struct argp_option *exact;
	GPtrArray *begin_so; /* of const char *: names that begin with the word */
	GPtrArray *names;    /* of const char * */
};

static void look(const struct argp_option *option, void *data)
{
	struct lookup *l = data;

	g_ptr_array_add(l->names, (gpointer)option->name);
	if (l->letter) {
		if (option->key == l->letter)
			l->exact = option;
		return;
	}
	if (strncmp(option->name, l->word, l->length) != 0)
		return;
	g_ptr_array_add(l->begin_so, (gpointer)option->name);
	if (strlen(option->name) == l->length || !l->exact)
		l->exact = option;
}

static void explain_long(const struct argp_state *state, struct options *options, const char *written)
{
	g_autoptr(GPtrArray) begin_so = g_ptr_array_new(), names = g_ptr_array_new();
	g_autofree char *word = g_strndup(written + 2, strcspn(written + 2, "="));
	struct lookup l = {.word = word, .length = strlen(word), .begin_so = begin_so, .names = names};

	each_option(state->root_argp, look, &l);
	if (!l.exact) {
		g_autofree char *hint = nearest_hint(word, "--", names);

		options_fail(options, "unknown option '--%s'%s", word, hint);
	} else if (begin_so->len > 1 && strlen(l.exact->name) != l.length) {
		g_ptr_array_add(begin_so, NULL);
		g_autofree char *list = g_strjoinv(", --", (char **)begin_so->pdata);

		options_fail(options, "'--%s' could be any of --%s", word, list);
	} else if (l.exact->arg) {
		options_fail(options, "option '--%s' needs a value (%s)", l.exact->name, l.exact->arg);
	} else {
		options_fail(options, "option '--%s' takes no value", l.exact->name);
	}
}

static void explain_letters(const struct argp_state *state, struct options *options, const char *letters)
{
	for (; *letters; letters++) {
		g_autoptr(GPtrArray) names = g_ptr_array_new();
		struct lookup l = {.letter = (unsigned char)*letters, .names = names};

		each_option(state->root_argp, look, &l);
		if (!l.exact)
			options_fail(options, "unknown option '-%c'", *letters);
		else if (l.exact->arg)
			options_fail(options, "option '-%c' needs a value (%s)", *letters, l.exact->arg);
	}
}

void usage_explain(const struct argp_state *state, struct options *options)
{
	/* behind the word, or on it when it is a group of letters with more to come */
	for (int i = state->next - 1; i <= state->next && i < state->argc && !options->error; i++) {
		const char *word = i > 0 ? state->argv[i] : "";

		if (strncmp(word, "--", 2) == 0 && word[2])
			explain_long(state, options, word);
		else if (word[0] == '-' && word[1] && word[1] != '-')
			explain_letters(state, options, word + 1);
	}
}
