/* How a file is written, so that what is added to it looks like the rest; and text written that way. */
#ifndef FIX_STYLE_H
#define FIX_STYLE_H

#include "source/text.h"

enum brace_style { BRACE_KR, BRACE_ALLMAN, BRACE_GNU };

struct style {
	unsigned unit; /* columns of one level */
	bool tabs;
	enum brace_style braces;
	bool own_line_else;   /* "}" and "else" on lines of their own, with BRACE_KR */
	unsigned case_indent; /* columns of a case label beyond its switch (its brace, with BRACE_GNU) */
	unsigned limit;       /* columns of a line */
	const char *keyword;  /* between if and '(': "" or " " */
	const char *call;     /* between a function's name and '(' */
	const char *eol;
	bool line_comments; /* "//" are used */
};

void style_detect(const struct source_text *text, struct style *out);

/* The blanks that the line of an offset begins with; free with g_free. */
char *style_indent_at(const struct source_text *text, size_t offset);
/* The column (from 0, tabs of 8) of an offset. */
unsigned style_column(const struct source_text *text, size_t offset);

/* Blanks up to a column; g_free. */
char *style_blanks(const struct style *style, unsigned column);

/* Text being written: lines at depths counted in columns from the base. */
struct code {
	const struct style *style;
	GString *out;
	char *base; /* owned: blanks before every line */
};

void code_init(struct code *code, const struct style *style, const char *base);
/* The text; code is empty afterwards. */
char *code_finish(struct code *code);
/* One line; "f(" in it becomes "f (" where the file is written so, "if (" likewise. Long ones are broken behind commas
 * and before || and &&. */
void code_line(struct code *code, unsigned depth, const char *line);
void code_linef(struct code *code, unsigned depth, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* "header {": gives the depth of what is inside. */
unsigned code_open(struct code *code, unsigned depth, const char *header);
void code_close(struct code *code, unsigned depth);
/* A line that belongs to the preprocessor. */
void code_directive(struct code *code, const char *line);

#endif
