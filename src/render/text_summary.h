/* The closing lines of the text output. Private to this folder. */
#ifndef RENDER_TEXT_SUMMARY_H
#define RENDER_TEXT_SUMMARY_H

#include "model/run.h"

void text_summary(const struct run *run, GString *out);

#endif
