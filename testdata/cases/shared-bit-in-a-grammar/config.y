%{
#include "modes.h"
%}
%token BLOCKING
%%
mode: BLOCKING { modes |= MODE_BLOCKING; };
