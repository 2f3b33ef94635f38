struct ops {
	int (*take)(int s);
	int (*take_and_forget)(int s);
};
