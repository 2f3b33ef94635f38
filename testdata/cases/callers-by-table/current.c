#include "table.h"

extern const struct ops named_ops;
const struct ops *const current_ops = &named_ops;
