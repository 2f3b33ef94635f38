int take4(int listener);
int take_next(int listener);
