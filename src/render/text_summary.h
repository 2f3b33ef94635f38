/* The closing lines of the text output. Private to this folder. */
#ifndef RENDER_TEXT_SUMMARY_H
#define RENDER_TEXT_SUMMARY_H

#include "model/run.h"

/* Why there was nothing to look at, where that is no fault ("nothing is staged"); NULL: there was, or it is one. */
const char *text_summary_empty(const struct run *run);
void text_summary(const struct run *run, GString *out);

#endif
