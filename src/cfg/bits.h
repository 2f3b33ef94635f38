/* Known bits: of a value whose whole is not known, the bits that are surely one and those that are surely zero. Masks
 * are put together and taken apart with |, &, ^, ~, +, - and shifts; a flag is there or not by its own bit. */
#ifndef CFG_BITS_H
#define CFG_BITS_H

#include "cfg/cfg.h"

struct cfg_bits {
	guint64 ones, zeros; /* a bit in neither may be either */
};

struct cfg_bits cfg_bits_of(gint64 n);
struct cfg_bits cfg_bits_unary(enum cfg_op op, struct cfg_bits a);
struct cfg_bits cfg_bits_binary(enum cfg_op op, struct cfg_bits a, struct cfg_bits b);
/* Converted to an integer of so many bits; 1 is bool. */
struct cfg_bits cfg_bits_cast(struct cfg_bits a, unsigned bits, bool is_signed);
/* What both say. */
struct cfg_bits cfg_bits_both(struct cfg_bits a, struct cfg_bits b);

#endif
