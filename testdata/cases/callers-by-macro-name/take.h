int take_for_all(int listener);
int take_for_one(int listener);
#define take_shared take_for_all
#define take_alone take_for_one
