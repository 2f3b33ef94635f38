struct taking {
	int id;
	int (*member_take)(int listener);
};

extern int (*variable_take)(int listener);
extern void *plain_take;
extern struct taking set_taking, copied_taking;
int with_taker(int (*taker)(int listener), int listener);
int take_by_variable(int listener);
int take_by_member(int listener);
int take_by_copy(int listener);
int take_by_void(int listener);
int take_by_parameter(int listener);
int take_in_between(int listener);
extern int (*between_take)(int listener);
