/* What was not analysed, and how the run went: the invocations part of a SARIF document. Private to this folder. */
#ifndef RENDER_SARIF_NOTES_H
#define RENDER_SARIF_NOTES_H

#include <jansson.h>

#include "render/sarif_place.h"

/* Descriptors of all kinds of notifications that the run has. */
json_t *sarif_notification_kinds(const struct run *run);
/* The array with the one invocation. */
json_t *sarif_invocations(struct sarif_places *places, const struct run *run, const json_t *rules);

#endif
