#include "take.h"

int (*variable_take)(int listener);
void *plain_take;
struct taking set_taking, copied_taking;

static struct taking make(int (*taker)(int listener))
{
	struct taking made = {1, taker};
	return made;
}

int with_taker(int (*taker)(int listener), int listener)
{
	return taker(listener);
}

void set_up(void)
{
	variable_take = take_by_variable;
	plain_take = (void *)take_by_void;
	set_taking.member_take = take_by_member;
	copied_taking = make(take_by_copy);
}
