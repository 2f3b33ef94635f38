struct table {
	int level;
	void (*named)(int error);
};
struct places {
	int level;
	void (*mild)(int error);
	void (*placed)(int error);
};
struct settings {
	void (*on_error)(int error);
};
struct server {
	int fd;
	const struct table *table;
	const struct places *places;
	struct table copy;
	void (*assigned)(int error);
	void (*set)(int error);
	void (*taken)(int error);
	void (*inner)(int error);
};
void server_set(struct server *s, void (*hook)(int error));
void server_take(struct server *s, const struct settings *settings);
void tell(struct server *s, int error);
void stop(int error);
void forget(int error);
void pass(int error);
