struct base {
	int number;
};
struct other {
	int number;
};
struct derived : base, private other {
};
struct left : base {
};
struct right : base {
};
struct both : left, right {
};
enum fault { FAULT };

void fail_int(int e);
void fail_long(int e);
void fail_text(int e);
void fail_null(int e);
void fail_derived(int e);
void fail_both(int e);
void fail_enum(int e);
void fail_nested(int e);
void fail_in_destructor(int e);
void fail_hidden(int e);
void fail_again(int e);
int accept_plain(int lfd);
