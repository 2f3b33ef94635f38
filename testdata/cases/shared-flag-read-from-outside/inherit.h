extern int inherited;

void start(void);
int take(int listener, int again);
void watch(int listener, int (*ready)(int listener, int again));
int wait_and_call(void);
