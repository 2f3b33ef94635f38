struct hooks {
	int level;
	void (*tell)(int error);
};
extern const struct hooks plain_hooks, named_hooks, mild_hooks;
extern void (*const reactions[2])(int error);
const struct hooks *chosen_hooks(void);
void told(int error);
