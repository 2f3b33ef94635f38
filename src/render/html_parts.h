/* The parts of the HTML report, each in a file of its own. Private to this folder. */
#ifndef RENDER_HTML_PARTS_H
#define RENDER_HTML_PARTS_H

#include "render/html_write.h"
#include "render/renderer.h"
#include "render/tally.h"

/* What a reader is told of a site: its outcome, unless the target or the project has put the finding away. */
enum html_state {
	HTML_UNHANDLED, /* the worst comes first */
	HTML_PARTLY,
	HTML_FLAG, /* every errno is handled, but a flag is lost */
	HTML_UNDECIDED,
	HTML_HANDLED,
	HTML_OFF,   /* the target has the call */
	HTML_ASIDE, /* suppressed */
	HTML_STATE_COUNT
};

/* The words for the states: CSS class and what people read. */
extern const char *const html_state_class[HTML_STATE_COUNT];
extern const char *const html_state_text[HTML_STATE_COUNT];

enum html_state html_state_of(const struct site *site);
/* The worst consequence of its errors; CONSEQUENCE_NONE when nothing is lost. */
enum consequence html_consequence_of(const struct site *site);

/* What all parts go by. */
struct html_report {
	const struct run *run;
	const struct render_options *options;
	struct tally tally;
	unsigned states[HTML_STATE_COUNT];        /* sites */
	unsigned consequences[CONSEQUENCE_COUNT]; /* sites that fail, each under its worst one */
	unsigned open;                            /* places that could not be looked at */
	unsigned patches;                         /* sites with a patch that holds */
	GPtrArray *rules;                         /* of const struct rule *: those that the run has sites of, by id */
	char *name;                               /* owned: of the tree */
	char *common;                             /* owned: "src/" when all sites are below src */
	bool by_file;                             /* all sites lie in one folder: its files stand for components */
};
void html_report_init(struct html_report *r, const struct run *run, const struct render_options *options);
void html_report_clear(struct html_report *r);
/* The rule of a site; NULL when it is not at hand. */
const struct rule *html_rule_of(const struct html_report *r, const struct site *site);
/* Sites that make the reader do something; whether a rule has any. */
unsigned html_bad(const struct html_report *r);
bool html_rule_fails(const struct html_report *r, const struct rule *rule);
/* "accept4(), pipe2() or dup3()": of the rules with `which` (NULL: all); "the call" when none is at hand. Owned. */
char *html_calls(const struct html_report *r, bool (*which)(const struct html_report *, const struct rule *),
		 const char *last);

/* "Linux 2.6.35 on arm, in a sandbox"; NULL when no target was named. Owned. */
char *html_target_name(const struct run_target *target);
/* It has all calls that the run has sites of, and no sandbox that could refuse them. */
bool html_target_has_all(const struct html_report *r);
/* Half a sentence about it, and what it lacks. */
void html_target(const struct html_report *r, GString *out);
/* "src/net" for "src/net/a.c": the first folder below the common one. Owned. */
char *html_folder(const char *common, const char *path);
/* What a site is counted under: such a folder, or its file. Owned. */
char *html_component(const struct html_report *r, const struct site *site);
/* The text without the folder that the tree lies in, unless that was asked for. Owned. */
char *html_local(const struct html_report *r, const char *text);

/* What the names mean, for readers who do not know them; NULL where nothing is known. */
const char *html_errno_meaning(const char *errno_name);
const char *html_flag_meaning(const char *flag);
void html_words(const struct html_report *r, GString *out);
/* "busy loop" */
void html_put_word(GString *out, enum consequence c);

/* The answer in one paragraph. */
void html_lead(const struct html_report *r, GString *out);
/* What is to be done, by rule; and at one site, as sentences (of char *, owned). */
void html_advice(const struct html_report *r, GString *out);
GPtrArray *html_site_advice(const struct html_report *r, const struct site *site);
/* Components by what became of their sites. */
void html_components(const struct html_report *r, GString *out);
/* Those, what happens at run time, and what was looked at; the runs before it. */
void html_figures(const struct html_report *r, GString *out);
void html_history(const struct html_report *r, GString *out);
/* The table of sites with its controls, and what was not analysed. */
void html_sites(const struct html_report *r, GString *out);
void html_remarks(const struct html_report *r, GString *out);
/* The JSON that the script makes the sites' pages from, safe inside a script element. */
void html_data(const struct html_report *r, const char *title, GString *out);

#endif
