/* How names, bytes and operators are spelt in the text form: shared by its printer and its parser. */
#ifndef CFG_TEXT_NAMES_H
#define CFG_TEXT_NAMES_H

#include "cfg/cfg.h"

/* True for an identifier that means something to the parser and therefore stands in backquotes as a name. */
bool cfg_text_is_keyword(const char *word);
/* "s32", "u8", "bool": a cast's type. */
bool cfg_text_is_cast(const char *word, unsigned *out_bits, bool *out_signed);
bool cfg_text_is_name_start(char c);
bool cfg_text_is_name_char(char c);

struct cfg_text_op {
	enum cfg_op op;
	const char *text;
	unsigned precedence; /* of binary ones: higher binds tighter; 0: unary */
};
/* CFG_OP_COUNT entries, by op. */
extern const struct cfg_text_op cfg_text_ops[];

#endif
