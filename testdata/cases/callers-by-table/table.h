struct ops {
	int (*take)(int listener);
};
extern const struct ops plain_ops, helped_ops;
extern const struct ops *const current_ops;
extern int (*const elements[2])(int listener);
extern int (*const pointer)(int listener);
