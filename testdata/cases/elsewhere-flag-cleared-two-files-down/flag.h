extern int have_accept4;
void note(void);
void clear(void);
