struct ops {
	int (*take)(int s);
};
