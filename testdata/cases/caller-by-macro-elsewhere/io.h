int take4(int listener);
#define TAKE(l) take4(l)
