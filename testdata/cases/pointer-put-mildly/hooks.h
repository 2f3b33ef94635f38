typedef void hook(int error);

struct link {
	struct link *next;
	void (*called)(int error, int more);
};
struct made {
	int id;
	hook *run;
};
union either {
	void *plain;
	void (*typed)(int error);
};

extern struct link *links;
extern struct made made, mild;
extern union either either, started;
extern hook *stored;
void add_link(void (*called)(int error, int more));
void fill_hooks(hook **out);
void clear(int error);
void pass(int error);
