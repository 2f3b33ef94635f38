/* The bytes that go from a worker to the parent: a parsed unit, and a judged site. GVariant does the packing; what
 * comes in is checked before it is believed, since a worker may have died in the middle of anything. */
#ifndef ANALYSIS_WIRE_H
#define ANALYSIS_WIRE_H

#include "analysis/judge.h"
#include "ast/ast.h"
#include "model/run.h"

void wire_pack_unit(const struct ast_unit *unit, GByteArray *out);
/* NULL with ANALYSIS_ERROR_WIRE when the bytes are none of wire_pack_unit's. */
struct ast_unit *wire_unpack_unit(GBytes *bytes, GError **error);

void wire_pack_judgement(const struct judgement *j, GByteArray *out);
struct judgement *wire_unpack_judgement(GBytes *bytes, GError **error);

/* What a run found: sites, occurrences, problems, counts; not its time, target and what has no place in the source. */
GBytes *wire_pack_run(const struct run *run);
/* Into a fresh run; false, with the run as it was, when the bytes are none of wire_pack_run's. */
bool wire_unpack_run(GBytes *bytes, struct run *out, GError **error);

#endif
